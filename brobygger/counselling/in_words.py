"""Reasons, cards and hours in plain words."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.utils import timezone
from django.utils.dateformat import format as as_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from brobygger.access.actor import Actor
from brobygger.base.codes import Gender
from brobygger.base.decision import Decision
from brobygger.base.languages import name_of
from brobygger.base.workdays import day_of
from brobygger.counselling.fits import Candidate, Reason
from brobygger.outreach.call_page import in_pairs
from brobygger.people import queries as people
from brobygger.people.hazards import hazard_words
from brobygger.people.models import ContactPlan, Person, PhoneNumber
from brobygger.people.rules import may_leave_voicemail, may_say_who_we_are
from brobygger.people.when_safe import in_words
from brobygger.volunteers.states import Form

MONDAY = date(2026, 11, 16)


def short_day(day: date) -> str:
    """3/12, or with the year where it is another."""
    return as_format(day, pgettext("day and month", "j/n"))


def week(bits: int) -> str:
    """Mon, Wed, Fri; or every day."""
    if bits & 127 == 127:
        return _("every day")
    return ", ".join(as_format(MONDAY + timedelta(day), "D") for day in range(7) if bits >> day & 1)


@dataclass(frozen=True, slots=True)
class Said:
    """One reason in words; the mark beside it is not the only sign."""

    words: str
    fits: bool
    stops: bool


@dataclass(frozen=True, slots=True)
class SaidCandidate:
    volunteer_id: int
    name: str
    cases: int
    said: list[Said]
    stopped: bool
    needs_why: bool


def said(candidate: Candidate) -> SaidCandidate:
    """A volunteer with every reason in words."""
    reasons = [Said(reason_words(one), one.fits, one.stops) for one in candidate.reasons]
    return SaidCandidate(
        candidate.who.volunteer_id,
        candidate.who.name,
        candidate.cases,
        reasons,
        candidate.stopped,
        bool(candidate.against) and not candidate.stopped,
    )


def reason_words(reason: Reason) -> str:
    """The reason as one says it about a volunteer."""
    told = reason.values
    plain = {
        "volunteer_not_active": _("is not active"),
        "conflict_of_interest": _("conflict of interest"),
        "declined_before": _("has said no to this person"),
        "handed_back_before": _("has handed this person back"),
        "has_helped": _("has helped this person before"),
    }
    if reason.code in plain:
        return plain[reason.code]
    return _with_values(reason.code, reason.fits, told)


def _with_values(code: str, fits: bool, told: Any) -> str:
    if code == "certificate_missing":
        return _("lacks %(name)s") % {"name": told["name"]}
    if code == "certificate_expired":
        return _("%(name)s expired %(day)s") % {"name": told["name"], "day": short_day(told["day"])}
    if code == "language":
        words = _("speaks %(language)s") if fits else _("does not speak %(language)s")
        return words % {"language": name_of(told["language"])}
    if code == "gender":
        wished = Gender(told["gender"]).label
        return (
            _("is a %(gender)s, as wished") % {"gender": str(wished).lower()} if fits else _("not of the gender wished")
        )
    if code == "form":
        form = str(Form(told["form"]).label).lower()
        return (_("talks %(form)s") if fits else _("does not talk %(form)s")) % {"form": form}
    if code == "area":
        return (_("can meet in %(area)s") if fits else _("does not meet in %(area)s")) % {"area": told["area"]}
    if code == "times":
        return _times(told["days"], told["evenings"]) if fits else _("not free when it suits the person")
    if code == "away":
        return (
            _("away until %(day)s") % {"day": short_day(told["until"])}
            if told["until"]
            else _("away until further notice")
        )
    return str(_("has %(cases)s of %(most)s people") % told)


def _times(days: int, evenings: int) -> str:
    parts = []
    if days:
        parts.append(_("days: %(days)s") % {"days": week(days)})
    if evenings:
        parts.append(_("evenings: %(days)s") % {"days": week(evenings)})
    return _("free %(when)s") % {"when": "; ".join(parts)}


def waited(since: datetime, now: datetime) -> str:
    """How long: today, 1 day, 5 days."""
    days = (timezone.localdate(now) - timezone.localdate(since)).days
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days} if days else _("today")


@dataclass(frozen=True, slots=True)
class CardWords:
    """The contact card as one reads it before dialling; nothing recorded is no."""

    gate: Decision
    hazards: list[str]
    facts: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Dial:
    id: int
    pairs: str
    link: str
    copied: str
    shared: bool
    beside: str


def dials(numbers: list[PhoneNumber], prefix: str) -> list[Dial]:
    """The numbers in use as they are rung, with the prefix that withholds ours."""
    return [
        Dial(
            one.pk,
            in_pairs(one.number),
            "tel:" + quote(prefix, safe="") + one.number,
            prefix + one.number,
            one.shared_with_accused,
            one.beside,
        )
        for one in numbers
    ]


def card_words(by: Actor, person: Person, gate: Decision, *, at: datetime) -> CardWords:
    """The card in words, dangers first."""
    plan = people.plan_of(person)
    now = timezone.localtime(at)
    facts = people.facts_of(by, person, on=day_of(now))
    hazards = hazard_words(people.hazards_of(by, [person])[person.pk], of_an_accused=True)
    told = [
        (_("When it is safe"), in_words(plan.basis, plan.days, plan.hour_from, plan.hour_to)),
        (_("If someone else answers"), _if_another(plan, may_say_who_we_are(facts, now))),
        (_("Voicemail"), _("A message may be left") if may_leave_voicemail(facts, now) else _("Leave no message")),
    ]
    told += [(label, words) for label, words in _agreed(plan) if words]
    if plan.interpreter:
        told.append((_("Interpreter"), name_of(plan.interpreter_language or person.language)))
    return CardWords(gate, hazards, told)


def _agreed(plan: ContactPlan) -> list[tuple[str, str]]:
    return [
        (_("The person's word when it is safe"), plan.word_when_safe),
        (_("The person's word when it is not safe"), plan.word_when_unsafe),
        (_("What you ring about, if anyone asks"), plan.cover_story),
        (_("Wishes"), plan.wishes),
    ]


def _if_another(plan: ContactPlan, may_say: Decision) -> str:
    words = _("You may say who we are.") if may_say else _("Do not say who we are, nor why you ring.")
    return f"{_('May answer')}: {plan.who_else_may_answer}. {words}" if plan.who_else_may_answer else words
