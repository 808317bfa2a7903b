"""A row of the list in words: made in one go for a page, so that the template only writes them out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from brobygger.base.codes import AgeGroup, IncidentType, PersonRole
from brobygger.base.languages import name_of
from brobygger.base.workdays import day_of
from brobygger.cases.states import CaseState
from brobygger.desk import when
from brobygger.outreach.facts import Attempt, Day, Found, ListPage, Row
from brobygger.outreach.states import Result
from brobygger.people.naming import ring_guardian

TAGS: dict[str, tuple[str, Promise]] = {
    "shares_with_accused": ("danger", gettext_lazy("Shares phone or address with the accused")),
    "may_not_ring": ("danger", gettext_lazy("Must not be rung")),
    "protected": ("warning", gettext_lazy("Protected name and address")),
    "address_withheld": ("warning", gettext_lazy("Address left out on purpose")),
    "for_minor": ("", gettext_lazy("The guardian is rung")),
    "no_number": ("", gettext_lazy("No number")),
}
DOTS = 6  # the last attempts of a row; the number says how many there were


@dataclass(frozen=True, slots=True)
class Tag:
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Dot:
    hour: str
    said: str


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list, as she is written there."""

    case_id: int
    name: str
    about: str
    what: str
    tags: list[Tag]
    suits: str
    window: str
    soon: bool
    dots: list[Dot]
    tried: str
    holder: str
    mine: bool
    may_open: bool


class Words:
    """The words of the codes, looked up once for a page."""

    def __init__(self) -> None:
        self.types = {code: str(label) for code, label in IncidentType.choices}
        self.roles = {code: str(label) for code, label in PersonRole.choices}
        self.ages = {code: str(label) for code, label in AgeGroup.choices}
        self.states = {code: str(label) for code, label in CaseState.choices}
        self.results = {code: str(label) for code, label in Result.choices}
        self.tags = {code: Tag(kind, str(label)) for code, (kind, label) in TAGS.items()}
        self.no_name = _("No name")


@lru_cache(maxsize=8)
def _words_of(_language: str) -> Words:
    return Words()


def words_now() -> Words:
    """The words of the codes in the reader's language."""
    return _words_of(get_language() or "da")


def about(words: Words, age_group: str, role: str, guardian: str = "") -> str:
    """30–39 · victim; of a minor: 0–17 · victim – ring Lars (guardian)"""
    parts = (words.ages.get(age_group, ""), words.roles.get(role, "").lower())
    said = " · ".join(part for part in parts if part)
    return f"{said} – {ring_guardian(guardian)}" if guardian else said


def tags_of(words: Words, codes: Iterable[str], language: str = "") -> list[Tag]:
    """What one must know before opening, gravest first, and the language where it is not Danish."""
    found = [words.tags[code] for code in TAGS if code in codes]
    if language and language != "da":
        found.append(Tag("info", name_of(language)))
    return found


def lines(rows: Iterable[Row], *, now: datetime) -> list[Line]:
    """The rows of a page in words."""
    words = words_now()
    return [_line(words, row, now=now) for row in rows]


def _line(words: Words, row: Row, *, now: datetime) -> Line:
    return Line(
        case_id=row.case_id,
        name=row.name or words.no_name,
        about=about(words, row.age_group, row.role, row.guardian),
        what=words.types.get(row.incident_type, ""),
        tags=tags_of(words, row.tags, row.language),
        suits=_suits(row, now),
        window=_window(row, now),
        soon=row.days_left <= 3 and row.state == CaseState.TO_CALL,
        dots=[_dot(words, one) for one in row.attempts[-DOTS:]],
        tried=_tried(row),
        holder=_holder(row),
        mine=row.held_by_me,
        may_open=row.held_by is None or row.held_by_me or row.hold_is_stale,
    )


def _dot(words: Words, attempt: Attempt) -> Dot:
    at = when.local(attempt.at)
    return Dot(hour=f"{when.short_weekday(at.weekday())} {at.hour}", said=words.results.get(attempt.result, ""))


def _tried(row: Row) -> str:
    made = row.attempts_made
    return ngettext("rung once", "rung %(times)s times", made) % {"times": made} if made else _("not rung yet")


def _suits(row: Row, now: datetime) -> str:
    if row.state != CaseState.TO_CALL:
        return ""
    if row.agreed:
        return _("agreed: %(when)s") % {"when": when.day_and_clock(row.ring_from, now)}
    if row.ring_from > now:
        return _("from %(when)s") % {"when": when.day_and_clock(row.ring_from, now)}
    return when.safe_hours(row.ring_days, row.ring_hour_from, row.ring_hour_to)


def _window(row: Row, now: datetime) -> str:
    today = day_of(now)
    if row.state == CaseState.WILL_CALL_SELF and row.follow_until:
        return _("followed until %(day)s") % {"day": when.day_words(row.follow_until, today)}
    return when.days_left(row.days_left)


def _holder(row: Row) -> str:
    if row.held_by is None:
        return ""
    if row.held_by_me:
        return _("open with you")
    if row.hold_is_stale:
        return _("held by %(name)s, but may be taken over") % {"name": row.held_by_name}
    return _("held by %(name)s") % {"name": row.held_by_name}


@dataclass(frozen=True, slots=True)
class FoundLine:
    case_id: int
    name: str
    about: str
    what: str
    state: str
    holder: str


def found_lines(found: Iterable[Found]) -> list[FoundLine]:
    """What a search found, in words."""
    words = words_now()
    return [
        FoundLine(
            case_id=one.case_id,
            name=one.name or words.no_name,
            about=about(words, one.age_group, one.role, one.guardian),
            what=words.types.get(one.incident_type, ""),
            state=words.states.get(one.state, ""),
            holder=_("held by %(name)s") % {"name": one.held_by_name} if one.held_by_name else "",
        )
        for one in found
    ]


def so_many(people: int, capped: bool) -> str:
    """How many stand in a list; where not all were counted, that there are more."""
    return f"{people}+" if capped else str(people)


def day_words(day: Day, *, now: datetime, rings_until: int | None) -> list[str]:
    """How the day stands: Ringing until 20 · Rung today 12 · spoke with 7 · 3 wait until 16."""
    said = [_("Calls until %(hour)s") % {"hour": rings_until}] if rings_until else []
    said += [
        _("Rung today %(rung)s (%(mine)s by you)") % {"rung": day.rung, "mine": day.rung_by_me},
        _("spoke with %(reached)s") % {"reached": day.reached},
        _("%(accepted)s accepted") % {"accepted": day.accepted},
    ]
    hour = when.local(now).hour
    for at, people in day.waiting:
        if at > hour:
            said.append(
                ngettext("%(people)s waits until %(hour)s", "%(people)s wait until %(hour)s", people)
                % {"people": people, "hour": at}
            )
            break
    return said


def empty_words(page: ListPage, day: Day, *, now: datetime) -> tuple[str, str]:
    """The heading and the sentence of an empty list: why, and what comes next."""
    section = page.filters.section
    if len(page.filters.codes()) > (section != "now"):
        return _("No one fits these filters"), _("Take one of them away, or look in the other lists above.")
    if section != "now":
        empty_heading, why = _EMPTY[section]
        return str(empty_heading), str(why)
    if page.opens_at:
        heading = _("No calls until %(when)s") % {"when": when.day_and_clock(page.opens_at, now)}
        return heading, _waiting_words(day, now) or _("The programme rings within its hours.")
    later = [at for at, _people in day.waiting if at > when.local(now).hour]
    if later:
        return _("No one to ring until %(hour)s") % {"hour": later[0]}, _waiting_words(day, now)
    return _("No one to ring right now"), _(
        "Everyone who may be rung has been rung. New people come with the next import."
    )


def _waiting_words(day: Day, now: datetime) -> str:
    hour = when.local(now).hour
    said = [
        ngettext("%(people)s may be rung from %(hour)s.", "%(people)s may be rung from %(hour)s.", people)
        % {"people": people, "hour": at}
        for at, people in day.waiting
        if at > hour
    ]
    return " ".join(said[:3])


_EMPTY: dict[str, tuple[Promise, Promise]] = {
    "later": (gettext_lazy("No one waits for later"), gettext_lazy("Everyone on the list may be rung now.")),
    "held": (gettext_lazy("No one is open"), gettext_lazy("A person stands here while a worker has her or him open.")),
    "no_number": (gettext_lazy("Everyone has a number"), gettext_lazy("People without a usable number stand here.")),
    "guardian_missing": (
        gettext_lazy("No guardian is missing"),
        gettext_lazy("Children and young people under 18 stand here until a guardian has been found."),
    ),
    "awaiting_type": (
        gettext_lazy("Every offence code is known"),
        gettext_lazy("People stand here until the programme leader has said what the code counts as."),
    ),
    "followed": (gettext_lazy("No one is being followed"), gettext_lazy("Those who will ring themselves stand here.")),
}
