"""What the team's page about someone says of her course."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.courses import queries
from brobygger.screening.models import Screening
from brobygger.screening.states import ScreeningState


def _say(by: Actor, row: Screening, at: datetime) -> str:
    if row.zone_id not in zones_for(by, Act.KEEP_PLACES):
        return ""
    place = queries.place_of(by, row.pk)
    if place is None:
        return _("Waits for no course.") if row.state == ScreeningState.CONVERSATION_HELD else ""
    where = f" · {place.course.name}" if place.course is not None else ""
    to_ring = f" · {_('is to be rung')}" if queries.is_to_be_rung(by, place) else ""
    return f"{place.get_state_display()}{where}{to_ring}"


how_it_stands = (gettext_lazy("Course"), _say)
