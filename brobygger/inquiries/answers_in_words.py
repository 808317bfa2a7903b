"""Her answers as she reads them before she sends them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import phonenumbers
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from brobygger.base.languages import name_of
from brobygger.inquiries.forms import CHOICES, HOURS, QUESTIONS
from brobygger.inquiries.question_words import Words, text_of
from brobygger.inquiries.sending import days_of
from brobygger.inquiries.steps import Step, is_other, order
from brobygger.people.when_safe import weekdays


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with its answer, in words, and where it is changed."""

    step: int
    heading: Words
    answers: list[Words]


def lines_of(answers: Mapping[str, Any]) -> list[Answered]:
    """Every question that was hers, with what she answered."""
    other = is_other(answers)
    steps = [step for step in order(answers) if step in QUESTIONS]
    return [Answered(step.value, text_of(step, other=other).heading, _answer(step, answers)) for step in steps]


def _answer(step: Step, answers: Mapping[str, Any]) -> list[Words]:
    if step in CHOICES:
        (name, field), *_rest = QUESTIONS[step].base_fields.items()
        return [dict(field.choices).get(answers.get(name), _("Not answered"))]  # type: ignore[attr-defined]
    if step is Step.WORDS:
        return [answers.get("words") or _("Nothing written")]
    if step is Step.LANGUAGE:
        spoken = answers.get("language", "")
        told: list[Words] = [capfirst(name_of(spoken)) if spoken else _("Not answered")]
        return [*told, _("An interpreter is needed")] if answers.get("interpreter") else told
    return _contact(answers)


def as_read(number: str) -> str:
    """A number in pairs, as it is read aloud."""
    if not number:
        return ""
    return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _when(answers: Mapping[str, Any]) -> list[Words]:
    days, voicemail, sms = days_of(answers), answers.get("may_leave_voicemail"), answers.get("may_sms")
    said, seen = bool(answers.get("hours") and days), answers.get("shares_phone") != "no"
    told: list[Words] = [_("You have not said when: we do not call or text this number")]
    if said:
        told = [str(capfirst(weekdays(days))), dict(HOURS)[answers["hours"]]]
    if seen:
        told.append(_("We leave no message and send no text, since others may see the phone"))
    if said and not seen:
        return [
            *told,
            _("You may leave a voice message") if voicemail else _("No voice message"),
            _("You may send a text message") if sms else _("No text message"),
        ]
    return [*told, *_said_in_vain(bool(voicemail), bool(sms), seen=seen)]


def _said_in_vain(voicemail: bool, sms: bool, *, seen: bool) -> list[Words]:
    """What she has said yes to, and why it is not done."""
    told: list[Words] = []
    if voicemail:
        told.append(
            _("You have said yes to a voice message, but we leave none while others may see the phone")
            if seen
            else _("You have said yes to a voice message, but we leave none before you have said when we may call")
        )
    if sms:
        told.append(
            _("You have said yes to a text message, but we send none while others may see the phone")
            if seen
            else _("You have said yes to a text message, but we send none before you have said when we may call")
        )
    return told


def _contact(answers: Mapping[str, Any]) -> list[Words]:
    number = answers.get("number", "")
    told: list[Words] = [answers.get("called", ""), as_read(number)]
    if number:
        told += [
            *_when(answers),
            _("Nobody else sees the phone")
            if answers.get("shares_phone") == "no"
            else _("Others may see or use the phone"),
        ]
    told += [answers.get("email", ""), answers.get("wishes", "")]
    return [one for one in told if one]
