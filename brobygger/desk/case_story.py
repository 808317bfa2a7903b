"""A case told in plain sentences: who it is about, what has happened, what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brobygger.base.codes import DeclineReason
from brobygger.base.languages import name_of
from brobygger.base.templatetags.brobygger import reason
from brobygger.base.workdays import day_of
from brobygger.cases.states import CaseState
from brobygger.desk import when
from brobygger.desk.list_in_words import Tag, about, tags_of, words_now
from brobygger.desk.referral_story import LEADS, step_event
from brobygger.desk.words import STOPPED
from brobygger.intake.words import CORRECTED
from brobygger.outreach.facts import CallLine, CallPage, Corrected, Row
from brobygger.outreach.states import Result
from brobygger.people.naming import ring_guardian
from brobygger.referrals.models import StepTaken
from brobygger.referrals.states import ReferralState

# What another hour does not take away.
NOT_AT_ANY_HOUR = frozenset(
    {"is_accused", "do_not_contact", "minor_is_not_rung", "has_come_of_age", "nothing_recorded", "when_not_said"}
)
SAID = {
    Result.ACCEPTED: gettext_lazy("%(name)s rang; %(who)s accepted the offer."),
    Result.DECLINED: gettext_lazy("%(name)s rang; %(who)s declined the offer."),
    Result.WILL_CALL_SELF: gettext_lazy("%(name)s rang; %(who)s will ring victim support."),
    Result.CALL_AGAIN: gettext_lazy("%(name)s rang; %(who)s asked to be rung another time."),
    Result.NO_ANSWER: gettext_lazy("%(name)s rang; no answer."),
    Result.SOMEONE_ELSE_ANSWERED: gettext_lazy("%(name)s rang; someone else answered."),
    Result.WRONG_NUMBER: gettext_lazy("%(name)s rang; it was a wrong number."),
    Result.NOT_IN_USE: gettext_lazy("%(name)s rang; the number is not in use."),
    Result.LANGUAGE_BARRIER: gettext_lazy("%(name)s rang; there was no common language."),
    Result.DO_NOT_CONTACT: gettext_lazy("%(name)s rang; %(who)s asked not to be contacted."),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """Who it is about, across the top of the page."""

    name: str
    parts: list[str]
    tags: list[Tag]


def _interpreter(page: CallPage) -> str:
    """That an interpreter is needed, and in which language, which need not be the one that is spoken in the call."""
    if page.interpreter and page.card.interpreter_language:
        return _("Interpreter needed: %(language)s") % {"language": name_of(page.card.interpreter_language)}
    return _("Interpreter needed") if page.interpreter else ""


def identity_bar(page: CallPage) -> Bar:
    """First name, role, incident type, language and interpreter: no more than the worker needs."""
    words = words_now()
    parts = [
        words.ages.get(page.age_group, ""),
        words.roles.get(page.role, ""),
        words.types.get(page.incident_type, ""),
        name_of(page.language),
        _interpreter(page),
    ]
    if page.minor_first_name:
        parts.insert(0, capfirst(ring_guardian(page.first_name or words.no_name)))
    return Bar(
        page.minor_first_name or page.first_name or words.no_name,
        [part for part in parts if part],
        tags_of(words, page.tags),
    )


@dataclass(frozen=True, slots=True)
class Event:
    day: str
    clock: str
    said: str
    more: list[str]
    note: str
    undone: bool


def timeline(page: CallPage, steps: Iterable[StepTaken], *, now: datetime) -> list[Event]:
    """What has happened, newest first: the calls, the incidents that brought the person here, and what became of each
    referral."""
    today = day_of(now)
    words = words_now()
    events: list[tuple[date, str, Event]] = []
    # The newest first: in the same minute what was inserted first stands on top.
    for step in reversed(tuple(steps)):
        at, told = when.local(step.at), step_event(step, today)
        more = [f"{told.why}."] if told.why else []
        events.append((day_of(at), told.clock, Event(told.day, told.clock, told.said, more, "", False)))
    for one in page.calls:
        if one.result:
            at = when.local(one.at)
            events.append((day_of(at), when.clock(at), call_event(page, one, now=now)))
    for joined in page.joined:
        what = f"{words.types.get(joined.incident_type, '')}, {words.roles.get(joined.role, '').lower()}".strip(", ")
        more = []
        if joined.occurred_on:
            more.append(_("It happened %(day)s.") % {"day": when.day_words(joined.occurred_on, today)})
        said = _("Came in with the police's file: %(what)s.") % {"what": what}
        day = when.day_words(joined.identified_on, today)
        events.append((joined.identified_on, "", Event(day, "", said, more, "", False)))
    for one_correction in page.corrected:
        at = when.local(one_correction.at)
        said = _("The police corrected %(what)s.") % {"what": _what(one_correction)}
        events.append(
            (day_of(at), when.clock(at), Event(when.day_words(day_of(at), today), when.clock(at), said, [], "", False))
        )
    events.sort(key=lambda event: event[:2], reverse=True)
    return [event for _day, _clock, event in events]


def _what(one: Corrected) -> str:
    return ", ".join(dict.fromkeys(str(CORRECTED.get(name, name)) for name in one.fields))


def closed_by_police(page: CallPage) -> str:
    """By what the police corrected nobody is rung about it any more; empty where something else ended the case."""
    if page.state != CaseState.NOT_IN_TARGET_GROUP or not page.corrected:
        return ""
    newest = max(page.corrected, key=lambda one: one.at)
    return _("The police have corrected %(what)s. Nobody rings about this any more.") % {"what": _what(newest)}


def call_event(page: CallPage, one: CallLine, *, now: datetime) -> Event:
    """Sofie rang; someone else answered. The number was stopped."""
    today = day_of(now)
    more = []
    if one.decline_reason:
        more.append(f"{DeclineReason(one.decline_reason).label}.")
    if one.number_stopped:
        more.append(_("The number was stopped."))
    if one.again_at:
        more.append(_("To be rung again %(when)s.") % {"when": when.day_and_clock(one.again_at, now)})
    if one.follow_until:
        more.append(_("Followed until %(day)s.") % {"day": when.day_words(one.follow_until, today)})
    if one.undone:
        more.append(_("This was undone."))
    who = _("the guardian") if page.for_minor else _("the person")
    said = str(SAID[Result(one.result)]) % {"name": one.by_name, "who": who}
    return Event(when.day_words(day_of(one.at), today), when.clock(one.at), said, more, one.note, one.undone)


def attempts(page: CallPage, *, now: datetime) -> list[Event]:
    """The calls that count, newest first, for the margin of the call page."""
    return [call_event(page, one, now=now) for one in page.calls if one.result and not one.undone][:5]


WITHOUT_A_DAY = {
    CaseState.AWAITING_TYPE: gettext_lazy("The programme leader must say what the offence code counts as."),
    CaseState.JOINED: gettext_lazy("This case goes on in the person’s other case."),
}


def due(page: CallPage, referral: str, *, now: datetime) -> str:
    """What happens next in the case, and when; of one who has said yes, what happens to her referral."""
    today = day_of(now)
    window = _("The window %(closes)s.") % {"closes": _closes(page)}
    if page.state == CaseState.TO_CALL:
        if may_not_ring(page):
            return _("Must not be rung.") + f" {reason(page.card.may_ring.reason)} {window}"
        if page.ring_from > now:
            return _("To be rung from %(when)s.") % {"when": when.day_and_clock(page.ring_from, now)} + " " + window
        return _("May be rung now, within the safe hours.") + " " + window
    if page.state == CaseState.NO_NUMBER:
        return _("A number is needed before anyone can ring.") + " " + window
    if page.state == CaseState.GUARDIAN_MISSING:
        return _("A guardian is needed before anyone can ring.") + " " + window
    if page.state in WITHOUT_A_DAY:
        return str(WITHOUT_A_DAY[CaseState(page.state)])
    if page.state == CaseState.WILL_CALL_SELF and page.follow_until:
        return _("Will ring; is followed until %(day)s.") % {"day": when.day_words(page.follow_until, today)}
    if page.state == CaseState.ACCEPTED:
        if referral:
            return str(LEADS[ReferralState(referral)])
        return _("Said yes, and waits to be carried on to a counsellor.")
    ended = _("The case has ended: %(state)s.") % {"state": str(CaseState(page.state).label).lower()}
    return f"{ended} {closed_by_police(page)}".strip()


def may_not_ring(page: CallPage) -> bool:
    """Whether the contact card says no, at whatever hour."""
    return page.card.may_ring.reason in NOT_AT_ANY_HOUR


def _closes(page: CallPage) -> str:
    if page.days_left < 0:
        return _("has closed")
    return f"{_('closes')} {when.weekday_and_date(page.window_until)}"


def facts(page: CallPage, referral: str, *, now: datetime) -> list[tuple[str, str]]:
    """What a worker asks of a case at a glance."""
    stopped = [
        _("ending in %(ending)s: %(why)s") % {"ending": one.ending, "why": str(STOPPED.get(one.because, "")).lower()}
        for one in page.stopped
    ]
    stands = [CaseState(page.state).label, *([ReferralState(referral).label] if referral else [])]
    rows = [
        (_("Name"), page.minor_full_name or page.full_name),
        (_("Guardian, who is rung"), page.full_name if page.minor_full_name else ""),
        (_("Where it stands"), " · ".join(str(one) for one in stands)),
        (_("Attempts"), _("%(made)s of at most %(most)s") % {"made": page.attempts_made, "most": page.most_attempts}),
        (_("Phone number"), _number(page)),
        (_("Stopped numbers"), "; ".join(stopped)),
        (_("Referral token"), page.referral_token),
    ]
    return [(term, value) for term, value in rows if value]


def _number(page: CallPage) -> str:
    if not page.has_number:
        return _("No usable number")
    if may_not_ring(page):
        return ""
    return _("Shown when the contact card has been read") if page.state == CaseState.TO_CALL else ""


def held(page: CallPage, *, now: datetime) -> str:
    """Who has the person open, and since when; empty where no one has, or the worker herself."""
    if page.held_by is None or page.held_by_me:
        return ""
    if page.held_since:
        return _("%(name)s has had this person open since %(when)s.") % {
            "name": page.held_by_name,
            "when": when.day_and_clock(page.held_since, now),
        }
    return _("%(name)s has this person open.") % {"name": page.held_by_name}


@dataclass(frozen=True, slots=True)
class Follow:
    case_id: int
    name: str
    about: str
    what: str
    until: str
    left: str


def followed(rows: Iterable[Row], *, now: datetime) -> list[Follow]:
    """Those who will ring themselves, and how long they are followed."""
    words, today = words_now(), day_of(now)
    return [
        Follow(
            case_id=row.case_id,
            name=row.name or words.no_name,
            about=about(words, row.age_group, row.role, row.guardian),
            what=words.types.get(row.incident_type, ""),
            until=when.day_words(row.follow_until, today) if row.follow_until else "",
            left=_follow_left(row.follow_until, today),
        )
        for row in rows
    ]


def _follow_left(until: date | None, today: date) -> str:
    if until is None:
        return ""
    days = (until - today).days
    if days < 0:
        return _("the day has passed; the case ends tonight as 'did not come'")
    if not days:
        return ""
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
