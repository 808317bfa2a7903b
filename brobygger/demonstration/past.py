"""The calls of the last weeks, made as a worker makes them: top of the list, the card, the call, what came of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from brobygger.access.actor import Actor, machine
from brobygger.access.who import actor_for
from brobygger.access.zones import enter
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.desk.actions import save_call
from brobygger.outreach import actions, queries
from brobygger.outreach.facts import Filters, Row, Told, Wishes

DENMARK = ZoneInfo("Europe/Copenhagen")
DAYS, A_DAY = 26, 7
ASKED = 9  # people who asked to be rung about now
# Of a hundred calls; most ring out.
RESULTS = {
    "no_answer": 46,
    "declined": 19,
    "accepted": 12,
    "will_call_self": 7,
    "call_again": 6,
    "someone_else_answered": 3,
    "not_in_use": 2,
    "wrong_number": 2,
    "language_barrier": 2,
    "do_not_contact": 1,
}
REASONS = {
    "no_need": 60,
    "has_other_help": 16,
    "does_not_want_to_talk": 12,
    "needs_specialised_help": 5,
    "other": 7,
}
NOTES = (
    "",
    "",
    "Sover dårligt og vil gerne tale med nogen.",
    "Er på arbejde til kl. 16, ring helst derefter.",
    "Har talt med familien og har det bedre.",
    "Ville gerne tænke over det.",
)


def calls(*, zone_id: int, workers: list[int], day: date, now: datetime) -> None:
    """The calls of each day up to now, the deadlines that passed on the way, and one person who is being rung now."""
    rng = Random(f"calls {day:%Y-%m-%d}")  # noqa: S311  a demonstration, not a secret
    for days_ago in range(DAYS, -1, -1):
        on = day - timedelta(days=days_ago)
        program = machine(zone_id)
        enter(program)
        morning = datetime.combine(on, time(6), DENMARK)
        if morning <= now:
            actions.pass_dates(zone_id=zone_id, by=program, at=morning)
        for at, worker in _moments(on, workers, now - timedelta(minutes=40), rng):
            _ring(zone_id, worker, at, rng)
    _some_asked_for_a_time(zone_id, workers[0], now, rng)
    _one_came(zone_id, workers[0], now)
    _someone_is_rung(zone_id, workers[1], now - timedelta(minutes=6))


def _moments(on: date, workers: list[int], until: datetime, rng: Random) -> Iterator[tuple[datetime, int]]:
    minutes = sorted(rng.sample(range(9 * 60, 19 * 60 + 40), A_DAY))
    for number, minute in enumerate(minutes):
        at = datetime.combine(on, time(minute // 60, minute % 60), DENMARK)
        if at <= until:
            yield at, workers[number % len(workers)]


def _ring(zone_id: int, worker: int, at: datetime, rng: Random) -> None:
    by = actor_for(worker)
    enter(by)
    rows = queries.call_list(by, zone_id=zone_id, at=at).rows
    if not rows:
        return
    row = rng.choice(rows[:6])
    opened = actions.open_case(case_id=row.case_id, by=by, at=at)
    if opened.call_id is not None:
        actions.see_card(call_id=opened.call_id, by=by, at=at)
        _save_or_leave(opened.call_id, row.case_id, _told(row, by, at, rng), by, at)


def _save_or_leave(call_id: int, case_id: int, told: Told, by: Actor, at: datetime) -> None:
    try:
        save_call(call_id=call_id, told=told, by=by, at=at + timedelta(minutes=4))
    except Refused:
        # A time that does not suit her, say: then nothing was written down.
        actions.leave_case(case_id=case_id, by=by, at=at)


def _told(row: Row, by: Actor, at: datetime, rng: Random) -> Told:
    result = rng.choices(list(RESULTS), list(RESULTS.values()))[0]
    note = rng.choice(NOTES) if result in ("accepted", "declined", "will_call_self", "call_again") else ""
    told = Told(result, language=row.language, note=note)
    if result == "language_barrier" and row.language in ("", "en"):
        return Told("no_answer")
    if result == "declined" and rng.random() < 0.95:
        return replace(told, decline_reason=rng.choices(list(REASONS), list(REASONS.values()))[0])
    if result == "accepted":
        wishes = Wishes(
            days=127, hour_from=rng.choice((0, 9, 15)), hour_to=rng.choice((20, 24)), wishes="Ring gerne to gange."
        )
        wording = queries.call_page(by, case_id=row.case_id, at=at).consent_wording_id
        return replace(told, wishes=wishes, consent_wording_id=wording)
    if result == "will_call_self":
        return replace(told, follow_until=day_of(at) + timedelta(days=rng.choice((7, 14, 21, 28))))
    if result == "call_again":
        on = day_of(at) + timedelta(days=rng.choice((1, 1, 2, 3)))
        return replace(told, again_at=datetime.combine(on, time(rng.choice((10, 14, 16, 17))), DENMARK))
    return told


def _some_asked_for_a_time(zone_id: int, worker: int, now: datetime, rng: Random) -> None:
    """So that there is someone to ring on whatever day the demonstration is looked at, also on a Sunday."""
    by = actor_for(worker)
    enter(by)
    for days_ago in range(1, 8):
        at = datetime.combine(day_of(now) - timedelta(days=days_ago), time(11, 5), DENMARK)
        rows = [row for row in queries.call_list(by, zone_id=zone_id, at=at).rows if not row.attempts_made]
        if len(rows) >= ASKED:
            break
    for number, row in enumerate(rng.sample(rows, min(ASKED, len(rows)))):
        again = _decent(now + timedelta(minutes=25 * (number - 2 * ASKED // 3)))
        opened = actions.open_case(case_id=row.case_id, by=by, at=at)
        if opened.call_id is not None:
            actions.see_card(call_id=opened.call_id, by=by, at=at)
            _save_or_leave(opened.call_id, row.case_id, Told("call_again", again_at=again), by, at)
        at += timedelta(minutes=7)


def _decent(at: datetime) -> datetime:
    """The moment, or the evening before it where nobody would ask to be rung at that hour."""
    at = at.astimezone(DENMARK).replace(second=0, microsecond=0)
    if at.hour >= 20:
        return at.replace(hour=19)
    return at if at.hour >= 9 else (at - timedelta(days=1)).replace(hour=19)


def _one_came(zone_id: int, worker: int, now: datetime) -> None:
    by = actor_for(worker)
    enter(by)
    followed = queries.call_list(by, zone_id=zone_id, at=now, filters=Filters(section="followed")).rows
    if len(followed) > 1:
        actions.mark_came(case_id=followed[0].case_id, by=by, at=now)


def _someone_is_rung(zone_id: int, worker: int, at: datetime) -> None:
    """So that the list shows what it is like when a colleague holds someone."""
    by = actor_for(worker)
    enter(by)
    rows = queries.call_list(by, zone_id=zone_id, at=at).rows
    if len(rows) > 2:
        actions.open_case(case_id=rows[2].case_id, by=by, at=at)
