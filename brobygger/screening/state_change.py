"""The one place where a screening changes: its state, its own fields, and the register beside it, together."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.screening.models import Detection, Screening
from brobygger.screening.states import SCREENING, ScreeningState
from brobygger.trail import actions as trail

OF_THE_REGISTER = frozenset(
    {
        *("seen_on", "way_in", "heard", "department", "department_id", "campaign", "campaign_id", "anonymous", "signs"),
        *("asked", "danger", "child_worry", "motivated", "suggested", "route", "override_reason", "led_there"),
        *("nothing", "gender", "age_group"),
    }
)
OF_BOTH = frozenset({"department", "department_id"})
# What a later room does when a screening has moved, in the same transaction: the row, the state before, by whom, when.
FOLLOWERS: list[Callable[[Screening, str, Actor, datetime], None]] = []


@transaction.atomic
def keep(screening: Screening, **fields: Any) -> Screening:
    """The fields stand as told, each in the row that has it: codes in the register, the rest beside it."""
    detection = screening.detection
    codes = {name: value for name, value in fields.items() if name in OF_THE_REGISTER}
    own = {name: value for name, value in fields.items() if name not in OF_THE_REGISTER or name in OF_BOTH}
    unknown = [name for name in own if not hasattr(screening, name)]
    if unknown:
        raise TypeError(f"a screening has no {unknown}")
    if own.get("held_at"):
        codes["first_conversation_on"] = day_of(own["held_at"])
    for row, values in ((detection, codes), (screening, own)):
        for name, value in values.items():
            setattr(row, name, value)
        if values:
            row.save(update_fields=[name.removesuffix("_id") for name in values])
    return screening


@transaction.atomic
def move(screening: Screening, to: str, *, by: Actor, at: datetime, **fields: Any) -> Screening:
    """It stands in another state from now on, in the register too.

    The caller has seen that the actor may. Refused where the way does not lead there, and where someone else has moved
    it in the meantime.
    """
    before = screening.state
    held = Screening.objects.select_for_update().filter(pk=screening.pk, state=before)
    if not held.values_list("pk", flat=True).first():
        raise Refused("screening_moved_meanwhile")
    SCREENING.may_move(before, to).require()
    if to == ScreeningState.TAKEN and screening.person_id:
        fields["offered_contact"] = ""  # what she offered has become her card
    keep(screening, **fields, state=to, state_at=at)
    _register_state(screening.detection, before, to, at)
    trail.write("screening.moved", by=by, at=at, about=screening, before=before, to=to)
    for follow in FOLLOWERS:
        follow(screening, before, by, at)
    return screening


@transaction.atomic
def carry_on(screening: Screening, *, may_follow: bool, by: Actor, at: datetime) -> None:
    """Whoever was registered is counted with what she sent herself; the employee learns of it only where she may."""
    came_back = ScreeningState.CAME_BACK
    if may_follow and SCREENING.may_move(screening.state, came_back):
        move(screening, came_back, by=by, at=at)
    _register_state(screening.detection, screening.state, came_back, at)


def _register_state(detection: Detection, before: str, to: str, at: datetime) -> None:
    if detection.state == ScreeningState.CAME_BACK:  # counted there, whatever the employee does with it since
        return
    detection.state, detection.state_on = to, day_of(at)
    if to == ScreeningState.SEED_PLANTED and detection.seed_planted_on is None:
        detection.seed_planted_on = detection.state_on
    elif before == ScreeningState.SEED_PLANTED and to == ScreeningState.STARTED:
        detection.seed_planted_on = None  # undone
    detection.save(update_fields=["state", "state_on", "seed_planted_on"])
