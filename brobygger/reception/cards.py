"""The contact card as one reads it before dialling, and the numbers as they are dialled after that."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access.actor import Actor
from brobygger.base.decision import Decision
from brobygger.base.languages import name_of
from brobygger.base.templatetags.brobygger import reason
from brobygger.base.workdays import day_of
from brobygger.contact import queries as contact
from brobygger.people import queries as people
from brobygger.people.channels import Channel
from brobygger.people.hazards import hazard_words
from brobygger.people.models import ContactPlan, Person, PhoneNumber
from brobygger.people.rules import CardFacts, is_said, may_leave_voicemail, may_say_who_we_are
from brobygger.people.when_safe import in_words

MONDAY = date(2026, 11, 16)


@dataclass(frozen=True, slots=True)
class Card:
    """What she has said about how she may be reached, dangers first; nothing recorded is no."""

    gate: Decision
    hazards: list[str]
    facts: list[tuple[str, str]]
    has_number: bool
    written_to: list[str]  # the ways by which she may be written to now
    not_from_here: str  # and what is allowed beside them, in words


def card(by: Actor, person: Person, *, at: datetime) -> Card:
    """Her card in words, and the gate's answer for the telephone now."""
    plan, now = people.plan_of(person), timezone.localtime(at)
    facts = people.facts_of(by, person, on=day_of(now))
    told = [
        (_("When it is safe"), in_words(plan.basis, plan.days, plan.hour_from, plan.hour_to)),
        (_("If someone else answers"), _if_another(plan, may_say_who_we_are(facts, now))),
        (_("Voicemail"), _voicemail(plan, facts, now)),
    ]
    told += [(label, words) for label, words in _agreed(plan) if words]
    if plan.interpreter:
        told.append((_("Interpreter"), name_of(plan.interpreter_language or person.language)))
    ways = contact.channels(by, person, at)
    sms = ways[Channel.SMS]
    if plan.may_sms and not sms:
        told.append((str(Channel.SMS.label), _said_but(sms.reason)))
    hazards = hazard_words(people.hazards_of(by, [person])[person.pk], of_an_accused=False)
    written_to = [str(one.label) for one in contact.REACHED_BY_MESSAGE if ways[one]]
    return Card(ways[Channel.PHONE], hazards, told, facts.has_number, written_to, contact.not_from_here(ways))


def _voicemail(plan: ContactPlan, facts: CardFacts, now: datetime) -> str:
    allowed = may_leave_voicemail(facts, now)
    if allowed:
        return _("A message may be left")
    if not plan.may_leave_voicemail:
        return _("Leave no message")
    hours_missing = not facts.phone_is_seen and not is_said(facts.days, facts.hour_from, facts.hour_to)
    return f"{_('Leave no message')}. {_said_but('when_not_said' if hours_missing else allowed.reason)}"


def _said_but(why: str) -> str:
    """A yes that stands and is not used, with what is in the way."""
    return _("Has been said yes to, but: %(why)s") % {"why": reason(why)}


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


@dataclass(frozen=True, slots=True)
class Dial:
    """A number as it is rung, with the prefix that withholds ours."""

    id: int
    pairs: str
    link: str
    shared: bool
    seen: bool
    beside: str


def dials(numbers: list[PhoneNumber], prefix: str) -> list[Dial]:
    """Her numbers in use, to be read, and to be pressed."""
    link = "tel:" + quote(prefix, safe="")
    return [
        Dial(one.pk, _pairs(one.number), link + one.number, one.shared_with_accused, one.others_may_see, one.beside)
        for one in numbers
    ]


def _pairs(number: str) -> str:
    start = 3 if number.startswith("+45") and len(number) == 11 else 1
    digits = number[start:]
    pairs = " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))
    return pairs if start == 3 else f"+{pairs}"
