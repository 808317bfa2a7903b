"""What has happened, in plain sentences: the four steps as they were answered, and what the team did since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.base.workdays import day_of
from brobygger.reception import said_herself
from brobygger.reception.models import TeamNote
from brobygger.routes.codes import Route
from brobygger.screening import queries as screenings
from brobygger.screening import safety
from brobygger.screening.codes import (
    AdviceGiven,
    Asked,
    Danger,
    LedThere,
    Motivated,
    OverrideReason,
    SafetyNoted,
    Sign,
    WayIn,
)
from brobygger.screening.danger_said import answer_words, criterion_words, taken_back_of
from brobygger.screening.forms import LIGHT_ASKED
from brobygger.screening.models import ContactConsent, Detection, SafetyNote, Screening
from brobygger.screening.states import ScreeningState


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence, and under it the words that someone wrote."""

    words: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four steps as it was answered."""

    number: int
    heading: str
    said: list[Said]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, and when."""

    on: datetime | date
    words: str
    quote: str = ""
    note_id: int | None = None  # a note that may be struck by the one who reads
    struck: bool = False


def label(choices: Any, code: str) -> str:
    """The code in words; nothing where there is none."""
    return str(choices(code).label) if code else ""


def steps(row: Screening) -> list[Step]:
    """The four steps, those that were come to; on the open pages she has written for herself instead."""
    told, back = row.detection, taken_back_of(row)
    found = [
        Step(1, _("Signs"), _signs(row, told)),
        Step(2, _("Asked about violence"), _asked(row, told, back)),
        Step(3, _("Wants help?"), _motivated(row, told)),
        Step(4, _("The right door"), _door(row, told, back)),
    ]
    return [step for step in found if step.said]


def _signs(row: Screening, told: Detection) -> list[Said]:
    signs = [label(Sign, code) for code in told.signs]
    said = [Said(" · ".join(signs))] if signs else []
    return said + ([Said(_("In the employee's words"), row.signs_note)] if row.signs_note else [])


def _asked(row: Screening, told: Detection, back: dict[Danger, date]) -> list[Said]:
    said = [Said(label(Asked, told.asked))] if told.asked else []
    if row.said_words:
        said.append(Said(_("What was said"), row.said_words))
    if told.danger and row.registered_by_id:
        answer = _answer(told.danger, back.get(Danger.LIFE))
        said.append(Said(_("Risk of serious or lethal violence: %(answer)s.") % {"answer": answer}))
    if told.child_worry and row.registered_by_id:
        answer = _answer(told.child_worry, back.get(Danger.CHILD))
        said.append(Said(_("Worry for a child under 18: %(answer)s.") % {"answer": answer}))
    return said + [Said(words) for words in said_herself.in_words(row, back)]


def _answer(code: str, taken_back: date | None) -> str:
    words = answer_words(code, taken_back)
    return words[:1].lower() + words[1:]


def _motivated(row: Screening, told: Detection) -> list[Said]:
    said = [Said(label(Motivated, told.motivated))] if told.motivated else []
    return said + ([Said(_("Has asked for help on the open page."))] if row.answered_herself else [])


def _door(row: Screening, told: Detection, back: dict[Danger, date]) -> list[Said]:
    answers = screenings.answers(row)
    said = [Said(f"{one.criterion.question} {criterion_words(one, back)}.", one.reason) for one in answers]
    if told.suggested:
        said.append(Said(_("The questions lead to: %(door)s.") % {"door": label(Route, told.suggested)}))
    if told.route and told.route != told.suggested:
        why = label(OverrideReason, told.override_reason)
        said.append(
            Said(_("Chosen instead: %(door)s. %(why)s.") % {"door": label(Route, told.route), "why": why},
                 row.override_words)
        )  # fmt: skip
    return said


def events(row: Screening, notes: Iterable[TeamNote], *, me: int | None) -> list[Event]:
    """What happened, the newest first."""
    found = [Event(row.started_at, _began(row))]
    consent = screenings.consent_of(row)
    if consent is not None:
        found += _consent(consent)
    if row.taken_at is not None and row.taken_by is not None:
        found.append(Event(row.taken_at, _("%(who)s took it.") % {"who": row.taken_by.name}))
    found += [_note(one, me) for one in notes]
    found += [_safety(one) for one in safety.notes_of(row)]
    if row.state not in (ScreeningState.SENT, ScreeningState.TAKEN, ScreeningState.CONVERSATION_HELD):
        found.append(Event(row.state_at, _ended(row)))
    return sorted(found, key=lambda one: _when(one.on), reverse=True)


def _when(on: datetime | date) -> tuple[date, float]:
    return (day_of(on), on.timestamp()) if isinstance(on, datetime) else (on, 0)


def _began(row: Screening) -> str:
    way = label(WayIn, row.detection.way_in)
    if row.registered_by is not None:
        where = str(row.department) if row.department else way
        return _("%(who)s began the four steps (%(where)s).") % {"who": row.registered_by.name, "where": where}
    return _("Came by the open pages: %(way)s.") % {"way": way}


def _consent(consent: ContactConsent) -> list[Event]:
    who = consent.asked_by.name if consent.asked_by else _("on the open page")
    words = _("Said yes to being contacted (%(who)s, in these words):") % {"who": who}
    found = [Event(consent.given_at, words, consent.wording_text)]
    if consent.withdrawn_at:
        found.append(Event(consent.withdrawn_at, _("Took the yes back. All contact stopped.")))
    return found


def _note(one: TeamNote, me: int | None) -> Event:
    told = {"who": one.noted_by.name, "what": one.get_what_display(), "form": one.get_form_display()}
    words = _("%(who)s: %(what)s (%(form)s)") % told if one.form else _("%(who)s: %(what)s") % told
    mine = one.noted_by_id == me and one.struck_at is None and not one.form
    on = one.noted_at if day_of(one.noted_at) == one.on else one.on
    return Event(on, words, one.words, one.pk if mine else None, one.struck_at is not None)


def _safety(one: SafetyNote) -> Event:
    who = one.noted_by.name if one.noted_by else _("on the open page")
    what = one.get_what_display()
    if one.what in safety.TOLD:
        return Event(one.noted_at, f"{what} ({who})", one.words)
    if one.what != SafetyNoted.ADVICE:
        return Event(one.noted_at, f"{one.get_about_display()}: {what} ({who})", one.words)
    advice = "; ".join(label(AdviceGiven, code) for code in one.advice)
    return Event(one.noted_at, f"{what} ({one.given_by}): {advice}. {LIGHT_ASKED} {one.get_light_display()}", one.words)


def _ended(row: Screening) -> str:
    words = row.get_state_display()
    told = row.detection
    if told.nothing:
        return f"{words}: {told.get_nothing_display()}"
    if row.state == ScreeningState.POINTED_ON:
        return f"{words}: {label(Route, told.route)}. {label(LedThere, told.led_there)}".strip()
    return words


def waited(since: datetime, now: datetime) -> str:
    """How long: since today, 1 day, 5 days."""
    days = (day_of(now) - day_of(since)).days
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days} if days else _("today")
