"""The writing door to the calls: taking a person from the list, the card, the half-written form, and leaving again.

What came of a call is saved through the desk, which makes the referral in the same transaction.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.cases import actions as cases
from brobygger.cases.models import Case
from brobygger.cases.queries import case_for_writing
from brobygger.cases.states import OPEN, CaseState
from brobygger.outreach.counting_out import keep_call_counts
from brobygger.outreach.dates import pass_dates
from brobygger.outreach.facts import Opened
from brobygger.outreach.found_beside_calls import add_guardian, add_number, mark_came, stop_number
from brobygger.outreach.models import Call
from brobygger.outreach.rules import Hold, is_left, may_take, without_outcome
from brobygger.outreach.saving import as_kept, own_open_call, save_call, undo_call
from brobygger.outreach.states import CALL, CallState
from brobygger.programmes import policy_queries
from brobygger.programmes.policy import ScriptText
from brobygger.trail import actions as trail

__all__ = [
    "add_guardian",
    "add_number",
    "keep_call_counts",
    "keep_form",
    "keep_left_form",
    "leave_case",
    "leave_for_next",
    "mark_came",
    "open_case",
    "pass_dates",
    "release_hold",
    "save_call",
    "see_card",
    "stop_number",
    "take_over",
    "undo_call",
]


@transaction.atomic
def open_case(*, case_id: int, by: Actor, at: datetime) -> Opened:
    """The worker holds the case, and her call is begun, or taken up where she left it.

    Refused where another worker holds it, or where it has ended.
    """
    return _take(case_for_writing(by, case_id), by=by, at=at, is_leader=False)


@transaction.atomic
def take_over(*, case_id: int, by: Actor, at: datetime) -> Opened:
    """The worker holds the case although another had it: it was left lying, or she leads the programme."""
    case = case_for_writing(by, case_id)
    return _take(case, by=by, at=at, is_leader=bool(may(by, Act.RELEASE_HOLD, case)))


def _take(case: Case, *, by: Actor, at: datetime, is_leader: bool) -> Opened:
    if case.state not in OPEN:
        raise Refused("case_ended")
    holds = policy_queries.for_a_call(
        case.programme_id, language=case.language, on=day_of(at), for_guardian=case.for_minor
    )
    before = case.held_by_id
    may_take(Hold(before, case.held_at), worker=by.user_id, now=at, policy=holds.policy, is_leader=is_leader).require()
    cases.hold(case=case, by=by, at=at)
    call, resumed = _begin_call(case, holds.script, by, at) if case.state == CaseState.TO_CALL else (None, False)
    what = "outreach.person_taken_over" if before not in (None, by.user_id) else "outreach.person_opened"
    trail.write(what, by=by, at=at, about=case, call=call.pk if call else None)
    return Opened(case.pk, call.pk if call else None, resumed)


def _begin_call(case: Case, script: ScriptText | None, by: Actor, at: datetime) -> tuple[Call, bool]:
    """Her open call, her half-written one, or a new one; another's open call is left with what was written in it."""
    newest = Call.objects.filter(zone_id=case.zone_id, case=case).order_by("-opened_at", "-id")
    for call in newest:
        if call.state == CallState.OPEN and call.by_id != by.user_id:
            _leave(call)
        elif call.by_id == by.user_id and call.state in (CallState.OPEN, CallState.LEFT):
            if call.state == CallState.LEFT:
                CALL.may_move(call.state, CallState.OPEN).require()
                call.state, call.opened_at, call.card_seen_at = CallState.OPEN, at, None
                call.form = without_outcome(call.form)
                call.save(update_fields=["state", "opened_at", "card_seen_at", "form"])
            return call, True
        elif call.state == CallState.SAVED:
            break
    return (
        Call.objects.create(
            zone_id=case.zone_id, case=case, by_id=by.worker_id, opened_at=at, script_id=script.id if script else None
        ),
        False,
    )


def _leave(call: Call) -> None:
    CALL.may_move(call.state, CallState.LEFT).require()
    call.state = CallState.LEFT
    call.save(update_fields=["state"])


@transaction.atomic
def see_card(*, call_id: int, by: Actor, at: datetime) -> None:
    """The worker has read the contact card in this call, so the number may be shown to her."""
    call, case = own_open_call(by, call_id)
    call.card_seen_at = at
    call.save(update_fields=["card_seen_at"])
    trail.write("outreach.card_seen", by=by, at=at, about=case, call=call.pk)


@transaction.atomic
def keep_form(
    *,
    call_id: int,
    form: Mapping[str, Any],
    join: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None,
    by: Actor,
    at: datetime,
) -> datetime:
    """What she has written so far is kept, sealed, and her hold stays fresh; `join` puts it together with the draft.

    Without it the last writing wins. Refused where the call is no longer hers and open.
    """
    call, case = own_open_call(by, call_id)
    _write(call, join(json.loads(call.form or "{}")) if join else form, at)
    if case.held_by_id == by.user_id:
        cases.hold(case=case, by=by, at=at)
    return at


@transaction.atomic
def keep_left_form(*, case_id: int, form: Mapping[str, Any], by: Actor, at: datetime) -> bool:
    """What she wrote in a call that was taken from her waits for her, until she opens the person again.

    False, and nothing is kept, where her call would not be taken up again: someone has saved a call since. It is kept
    where the case has moved on under the call, too.
    """
    case = case_for_writing(by, case_id)
    newest = Call.objects.filter(zone_id=case.zone_id, case=case).order_by("-opened_at", "-id")
    for call in newest:
        if call.state == CallState.SAVED:
            break
        if call.by_id == by.user_id and is_left(call.state, case.state):
            if call.state == CallState.OPEN:
                _leave(call)
            _write(call, form, at)
            return True
    return False


@transaction.atomic
def leave_for_next(*, case_id: int, form: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """What a call had no use for is in the form when she opens the person again."""
    case = case_for_writing(by, case_id)
    left = Call(zone_id=case.zone_id, case=case, by_id=by.worker_id, opened_at=at, state=CallState.LEFT)
    _write(left, form, at)
    trail.write("outreach.form_left", by=by, at=at, about=case)


def _write(call: Call, form: Mapping[str, Any], at: datetime) -> None:
    call.form, call.kept_at = as_kept(form), at
    call.save(update_fields=["form", "kept_at"] if call.pk else None)


@transaction.atomic
def leave_case(*, case_id: int, by: Actor, at: datetime) -> None:
    """She no longer holds the case; what she has written waits for her. Nothing happens where she did not hold it."""
    case = case_for_writing(by, case_id)
    if case.held_by_id != by.user_id:
        return
    for call in Call.objects.filter(zone_id=case.zone_id, case=case, by_id=by.user_id, state=CallState.OPEN):
        _leave(call)
    cases.let_go(case=case, by=by, at=at)
    trail.write("outreach.person_left", by=by, at=at, about=case)


@transaction.atomic
def find_no_number(*, case_id: int, by: Actor, at: datetime) -> None:
    """Someone has looked for a number, and there is none; the person waits until the window closes. Refused where the
    case has a number, or has ended."""
    case = case_for_writing(by, case_id)
    if case.state != CaseState.NO_NUMBER:
        raise Refused("case_has_moved_on")
    trail.write("outreach.no_number_found", by=by, at=at, about=case)


@transaction.atomic
def release_hold(*, case_id: int, by: Actor, at: datetime) -> None:
    """Nobody holds the case: the leader has put the person back on the list."""
    case = case_for_writing(by, case_id, act=Act.RELEASE_HOLD)
    for call in Call.objects.filter(zone_id=case.zone_id, case=case, state=CallState.OPEN):
        _leave(call)
    cases.let_go(case=case, by=by, at=at)
    trail.write("outreach.hold_released", by=by, at=at, about=case)
