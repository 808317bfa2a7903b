"""Plans of a few whom the team has talked with lately: from suggestions and own words, one of them due again."""

from datetime import datetime, timedelta
from typing import Any

from brobygger.base import workdays
from brobygger.demonstration.town import Town
from brobygger.safety import actions as safety
from brobygger.safety import queries as plans
from brobygger.safety.writing import Content, Written
from brobygger.screening import queries as screenings
from brobygger.screening.states import ScreeningState

TAKEN_IN = (("contact", "code_word"), ("during", "ring_112"), ("digital", "tags"), ("digital", "shared_account"))
OWN = (
    ("leaving", "Tasken står hos naboen. Jeg går, når han er på arbejde.", "done"),
    ("children", "Vi mødes ved kiosken, hvis vi går hver for sig.", "agreed"),
    ("feelings", "Jeg læser brevet til mig selv.", "agreed"),
)


def plans_in(town: Town, email: str, now: datetime) -> None:
    """The three talked with last have a plan; of the first the day to look at it again has come."""
    by = town.actor(email)
    talked = screenings.team_list(by, zone_id=town.zone_id, states=(ScreeningState.CONVERSATION_HELD,))
    for number, row in enumerate(talked.order_by("-held_at", "-id")[:3]):
        told: dict[str, Any] = {"screening_id": row.pk, "by": by, "at": now - timedelta(days=1 if number else 14)}
        safety.begin_plan(**told)
        for section, suggestion in TAKEN_IN:
            safety.take_suggestion(section=section, suggestion=suggestion, **told)
        for section, words, status in OWN:
            line = Written(Content(words, status), was=Content().mark)
            safety.keep_section(section=section, page=f"{section:_>64}", lines=[line], **told)
        done = plans.whole(by, row.pk, at=now).part("digital").lines[0].row
        safety.mark_line(line_id=done.pk, status="done", **told)
        if number:
            safety.look_through(again_on=workdays.day_of(now) + timedelta(days=20 * number), **told)
