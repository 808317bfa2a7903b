"""What stands beside each other on the page of two: each row with what is known of the one and of the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.base.codes import Gender, IncidentType, PersonRole
from brobygger.base.languages import name_of
from brobygger.base.menu import address
from brobygger.cases.models import Case, Registration
from brobygger.cases.states import OPEN, CaseState
from brobygger.contact.written import in_pairs
from brobygger.doubles.moving import references
from brobygger.doubles.placing import Thing
from brobygger.doubles.queries import Side
from brobygger.doubles.words import GROUPS, THINGS
from brobygger.outreach.states import Result
from brobygger.people.channels import Channel
from brobygger.people.hazards import hazard_words
from brobygger.people.merging import GROUPS as TOGETHER
from brobygger.people.models import ContactPlan, Person, PhoneNumber
from brobygger.people.naming import called
from brobygger.people.queries import SAID_YES_IN
from brobygger.people.when_safe import in_words


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it is, and how it stands with each."""

    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return self.first != self.second


def day(value: date | datetime | None) -> str:
    at = localtime(value) if isinstance(value, datetime) else value
    return date_format(at, "SHORT_DATE_FORMAT") if at else ""


def of_group(person: Person, group: str) -> str:
    """What the person is said to be in one group of fields, in words."""
    if group == "birth_date":
        return day(person.birth_date)
    if group == "gender":
        return str(Gender(person.gender).label) if person.gender else ""
    if group == "language":
        return str(name_of(person.language)) if person.language else ""
    if group == "about_minor":
        return person.about_minor
    return ", ".join(str(getattr(person, name)) for name in TOGETHER[group] if getattr(person, name))


def identity(first: Side, second: Side) -> list[Row]:
    rows = [Row(str(label), of_group(first.person, key), of_group(second.person, key)) for key, label in GROUPS.items()]
    rows.append(Row(_("Phone numbers"), _numbers(first.numbers), _numbers(second.numbers)))
    rows.append(Row(_("Known since"), day(first.person.created_at), day(second.person.created_at)))
    return [row for row in rows if row.first or row.second]


def _numbers(rows: list[PhoneNumber]) -> str:
    return ", ".join(in_pairs(one.number) + (f" ({_('stopped')})" if one.stopped_at else "") for one in rows)


def warnings(side: Side) -> list[str]:
    """What makes a mistake about this one dangerous, or is never lost."""
    person = side.person
    said = {
        _("Name and address are protected."): person.protected,
        _("Has asked not to be contacted."): side.card["do_not_contact"],
        _("The police say that the person is accused."): side.card["is_accused"],
    }
    return [words for words, holds in said.items() if holds] + hazard_words(side.hazards, of_an_accused=True)


def card(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """A contact card in words; nothing recorded is no."""
    yes, no = _("Yes"), _("No")
    messages = [str(Channel(channel).label) for channel, name in SAID_YES_IN.items() if told[name]]
    basis = str(ContactPlan.Basis(told["basis"]).label)
    said = f"{basis} {day(datetime.fromisoformat(told['confirmed_at']))}" if told["confirmed_at"] else basis
    return [
        (_("May be rung"), yes if told["may_ring"] else no),
        (_("When it is safe"), in_words(told["basis"], told["days"], told["hour_from"], told["hour_to"])),
        (_("Others may hear who we are"), yes if told["may_say_who_we_are"] else no),
        (_("Voicemail"), yes if told["may_leave_voicemail"] else no),
        (_("May be sent"), ", ".join(messages) or _("Nothing")),
        (_("Who else may answer"), told["who_else_may_answer"]),
        (_("Wishes"), told["wishes"]),
        (_("Code word: I can talk"), told["word_when_safe"]),
        (_("Code word: I cannot talk"), told["word_when_unsafe"]),
        (_("If someone asks who we are"), told["cover_story"]),
        (_("Interpreter"), name_of(told["interpreter_language"]) if told["interpreter"] else no),
        (_("Where this comes from"), said),
    ]


def cards(first: Mapping[str, Any], second: Mapping[str, Any], careful: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """The two cards and the most careful of both, line by line; what none of them says is left out."""
    lines = zip(card(first), card(second), card(careful), strict=True)
    return [(one[0], one[1], two[1], both[1]) for one, two, both in lines if one[1] or two[1] or both[1]]


def case_words(one: Case) -> str:
    what = str(IncidentType(one.incident_type).label) if one.incident_type else _("An incident")
    state = str(CaseState(one.state).label)
    return _("%(what)s – %(state)s, since %(day)s") % {"what": what, "state": state, "day": day(one.opened_at)}


def choice_words(one: Case, other: Case) -> str:
    """What choosing the one case means."""
    ends = _("the other one, %(what)s, ends in it") % {"what": case_words(other)}
    return f"{called(one.person)}: {case_words(one)}. {_('It goes on')}; {ends}."


def registration_words(one: Registration) -> str:
    what = str(IncidentType(one.incident_type).label) if one.incident_type else _("An incident")
    role = f" ({PersonRole(one.role).label})" if one.role else ""
    return f"{day(one.identified_on)} {what}{role}"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing in a list, and the page where it lies."""

    words: str
    href: str = ""
    is_open: bool = False


def has(side: Side) -> list[tuple[str, list[Line]]]:
    """What each room has of her that the reader may see, under its heading."""
    told = [
        (_("Cases"), [Line(case_words(one), address("case", one.pk), one.state in OPEN) for one in side.cases]),
        (_("Registrations"), [Line(registration_words(one)) for one in side.registrations]),
        (_("Notes"), [
            Line(f"{day(one.saved_at)} {Result(one.result).label}: {one.note}") for one in side.notes
        ]),
        (_("Help from a volunteer"), [
            Line(f"{day(one.opened_at)} {one.get_state_display()}", address("counselling", one.pk))
            for one in side.counsellings
        ]),
        (_("Registrations with the team"), [
            Line(f"{day(one.started_at)} {one.get_state_display()}", address("received", one.pk))
            for one in side.screenings
        ]),
    ]  # fmt: skip
    return [(label, lines) for label, lines in told if lines]


def thing_words(thing: Thing) -> str:
    """One row that has come since they were merged, in words and by its day."""
    row: Any = references()[thing.key].model._base_manager.get(pk=thing.pk)
    label = str(THINGS.get(thing.key, thing.key))
    if isinstance(row, Case):
        return f"{label}: {case_words(row)}"
    if isinstance(row, Registration):
        return f"{label}: {registration_words(row)}"
    if isinstance(row, PhoneNumber):
        return f"{label}: {in_pairs(row.number)}"
    made = next((getattr(row, name) for name in DAYS if getattr(row, name, None)), None)
    return f"{label} {day(made)}".strip()


DAYS = ("made_at", "raised_at", "started_at", "opened_at", "arrived_at", "declared_at", "created_at")
