"""The minute in which a saved call may be undone: it rests in the session, so the list asks nothing more."""

import base64
from dataclasses import dataclass
from datetime import datetime

from brobygger.access.doors import DoorRequest
from brobygger.base.codes import Outcome
from brobygger.base.sealed import seal, unseal
from brobygger.desk import case_story, when
from brobygger.outreach.facts import CallPage, SavedCall
from brobygger.outreach.states import Result

KEY, ABOUT = "undo", "session:undo"


@dataclass(frozen=True, slots=True)
class Undo:
    call_id: int
    name: str  # the next person's page shows it too
    said: str
    until: str
    seconds: int
    referral_of: int | None  # the case whose referral can be sent straight away
    survey_of: int | None  # the case of someone who was reached, and may be invited to the survey


def remember(request: DoorRequest, *, page: CallPage, saved: SavedCall, result: str) -> None:
    """The call may be undone for its minute; her name is kept sealed, and else only codes and numbers."""
    name = seal(case_story.identity_bar(page).name, about=ABOUT)
    request.session[KEY] = {
        "call": saved.call_id,
        "case": saved.case_id,
        "zone": page.zone_id,
        "name": base64.b64encode(name).decode(),
        "result": result,
        "until": saved.undo_until.isoformat(),
    }


def forget(request: DoorRequest) -> None:
    """There is nothing more to undo."""
    request.session.pop(KEY, None)


def undo_of(request: DoorRequest, *, zone_id: int, now: datetime) -> Undo | None:
    """What may still be undone in the zone, or None."""
    kept = request.session.get(KEY)
    if not kept or kept.get("zone") != zone_id:
        return None
    until = datetime.fromisoformat(kept["until"])
    seconds = int((until - now).total_seconds())
    if seconds <= 0:
        return None
    accepted = kept["result"] == Result.ACCEPTED
    return Undo(
        call_id=kept["call"],
        name=unseal(base64.b64decode(kept["name"]), about=ABOUT),
        said=str(Result(kept["result"]).label),
        until=when.clock(until),
        seconds=seconds,
        referral_of=kept.get("case") if accepted else None,
        survey_of=kept.get("case") if kept["result"] in Outcome.values else None,
    )
