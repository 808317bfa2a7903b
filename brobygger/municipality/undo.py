"""What a leader has just done can be taken back for ten minutes; how stands in her session, as codes."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.doors import DoorRequest
from brobygger.base.decision import no
from brobygger.municipality import actions
from brobygger.municipality.words import SAID

KEY = "municipality_undo"
MINUTES = 10


def offer(request: DoorRequest, said: str, undo: str, *, at: datetime, **told: Any) -> None:
    """The next pages say what was done, and have a button that does `undo` with what is told."""
    request.session[KEY] = {"said": said, "undo": undo, "told": told, "until": (at + _time()).isoformat()}


def offered(request: DoorRequest, *, at: datetime) -> str:
    """What was done and can be taken back, in words; nothing where there is nothing."""
    kept = request.session.get(KEY)
    if kept and datetime.fromisoformat(kept["until"]) < at:
        del request.session[KEY]
        return ""
    return str(SAID[kept["said"]]) if kept else ""


def take_back(request: DoorRequest, *, at: datetime) -> None:
    """What was done last is undone. Refused where there is nothing, or where it is too late."""
    if not offered(request, at=at):
        no("nothing_to_undo").require()
    kept = request.session.pop(KEY)
    _undo(kept["undo"], kept["told"], by=request.actor, at=at)


def _undo(name: str, told: dict[str, Any], *, by: Actor, at: datetime) -> None:
    how: dict[str, Any] = {
        "change_setup": actions.change_setup,
        "open_page": actions.open_page,
        "close_page": actions.close_page,
        "add_department": actions.add_department,
        "change_department": actions.change_department,
        "close_department": actions.close_department,
        "reopen_department": actions.reopen_department,
        "add_room": actions.add_room,
        "change_room": actions.change_room,
        "close_room": actions.close_room,
        "reopen_room": actions.reopen_room,
        "place_worker": actions.place_worker,
    }
    if "seen" in told:
        told["seen"] = datetime.fromisoformat(told["seen"])
    if name == "end_placement":
        yesterday = timezone.localdate(at) - timedelta(days=1)
        actions.end_placement(**told, last_day=yesterday, by=by, at=at)
    else:
        how[name](**told, by=by, at=at)


def _time() -> timedelta:
    return timedelta(minutes=MINUTES)
