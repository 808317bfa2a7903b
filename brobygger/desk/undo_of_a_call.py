"""The minute in which a saved call may be undone: its numbers rest in the session, so the list asks nothing more."""

from dataclasses import dataclass
from datetime import datetime

from brobygger.access.doors import DoorRequest
from brobygger.base.codes import Outcome
from brobygger.desk import when
from brobygger.outreach.states import Result

KEY = "undo"


@dataclass(frozen=True, slots=True)
class Undo:
    call_id: int
    said: str
    until: str
    seconds: int
    referral_of: int | None  # the case whose referral can be sent straight away
    survey_of: int | None  # the case of someone who was reached, and may be invited to the survey


def remember(request: DoorRequest, *, call_id: int, case_id: int, result: str, until: datetime) -> None:
    """The call may be undone until then; only codes and numbers are kept."""
    request.session[KEY] = {"call": call_id, "case": case_id, "result": result, "until": until.isoformat()}


def forget(request: DoorRequest) -> None:
    """There is nothing more to undo."""
    request.session.pop(KEY, None)


def undo_of(request: DoorRequest, *, now: datetime) -> Undo | None:
    """What may still be undone, or None."""
    kept = request.session.get(KEY)
    if not kept:
        return None
    until = datetime.fromisoformat(kept["until"])
    seconds = int((until - now).total_seconds())
    if seconds <= 0:
        return None
    accepted = kept["result"] == Result.ACCEPTED
    return Undo(
        call_id=kept["call"],
        said=str(Result(kept["result"]).label),
        until=when.clock(until),
        seconds=seconds,
        referral_of=kept.get("case") if accepted else None,
        survey_of=kept.get("case") if kept["result"] in Outcome.values else None,
    )
