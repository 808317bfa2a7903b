"""Rows of the municipal register for the tests of this room."""

from datetime import date, timedelta
from random import Random
from typing import Any

from brobygger.municipality.codes import WayIn
from brobygger.routes.codes import Answer, Route
from brobygger.screening.codes import Asked, Heard, Motivated, OverrideReason
from brobygger.screening.models import Detection
from brobygger.screening.states import ScreeningState

DAY = date(2026, 3, 2)


def drawn(rng: Random, departments: list[int], campaigns: list[int]) -> dict[str, Any]:
    """The fields of a detection that could be, drawn at random."""
    seen = date(2026, 1, 1) + timedelta(days=rng.randint(0, 300))
    state = rng.choice(ScreeningState.values)
    route, suggested = rng.choice(["", *Route.values]), rng.choice(["", *Route.values])
    overridden = bool(route and suggested and route != suggested)
    talked = state == "conversation_held" or (state in ("pointed_on", "came_to_nothing") and rng.random() < 0.5)
    return {
        "seen_on": seen,
        "registered_on": seen + timedelta(days=rng.randint(0, 3)),
        "way_in": rng.choice(WayIn.values),
        "heard": rng.choice(Heard.values),
        "department_id": rng.choice([None, *departments]),
        "campaign_id": rng.choice([None, *campaigns]),
        "anonymous": rng.random() < 0.4,
        "open_page": rng.random() < 0.3,
        "asked": rng.choice(["", *Asked.values]),
        "motivated": rng.choice(["", *Motivated.values]),
        "danger": rng.choice(["", *Answer.values]),
        "child_worry": rng.choice(["", *Answer.values]),
        "suggested": suggested,
        "route": route,
        "override_reason": rng.choice(OverrideReason.values) if overridden else "",
        "led_there": "wrote_down" if state in ("pointed_on", "came_there") else "",
        "state": state,
        "state_on": seen + timedelta(days=rng.randint(3, 40)),
        "first_conversation_on": seen + timedelta(days=rng.randint(0, 90)) if talked else None,
        "nothing": rng.choice(["not_reached", "not_a_person"]) if state == "came_to_nothing" else "",
        "seed_planted_on": seen if state in ("seed_planted", "let_lie", "asked_again") or rng.random() < 0.1 else None,
    }


def detected(zone_id: int, programme_id: int, *drafts: dict[str, Any]) -> list[Detection]:
    """The drafts stand in the register of a zone; what is not told is as plain as it can be."""
    plain: dict[str, Any] = {
        "seen_on": DAY, "registered_on": DAY, "way_in": "department", "state": "sent", "state_on": DAY,
    }  # fmt: skip
    return Detection.objects.bulk_create(
        Detection(zone_id=zone_id, programme_id=programme_id, **{**plain, **told}) for told in drafts
    )
