"""A course's way, and a person's with it: each state ends explained, or has a day on which someone looks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class CourseState(TextChoices):
    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    ENDED = "ended", _("Ended")
    CALLED_OFF = "called_off", _("Called off")


class PlaceState(TextChoices):
    """Where someone stands with a course."""

    WAITING = "waiting", _("Waits for a course")
    OFFERED = "offered", _("Has been offered a place")
    CONFIRMED = "confirmed", _("Has said yes")
    COMPLETED = "completed", _("Completed")
    DROPPED_OUT = "dropped_out", _("Left before the end")
    WITHDRAWN = "withdrawn", _("Does not wish a course any more")


C, P = CourseState, PlaceState

COURSE = Machine(
    "course",
    CourseState,
    start={C.PLANNED},
    moves={
        C.PLANNED: {C.RUNNING, C.CALLED_OFF},
        C.RUNNING: {C.ENDED, C.CALLED_OFF},
        C.ENDED: set(),
        C.CALLED_OFF: set(),
    },
)
PLACE = Machine(
    "place",
    PlaceState,
    start={P.WAITING},
    moves={
        P.WAITING: {P.OFFERED, P.WITHDRAWN},
        P.OFFERED: {P.CONFIRMED, P.WAITING, P.WITHDRAWN},
        P.CONFIRMED: {P.WAITING, P.COMPLETED, P.DROPPED_OUT},
        P.COMPLETED: {P.CONFIRMED},  # noted by mistake
        P.DROPPED_OUT: {P.CONFIRMED},  # comes back; whoever waits for the next has a place of its own
        P.WITHDRAWN: {P.WAITING},
    },
)
SEATED = (P.OFFERED, P.CONFIRMED)
CURRENT = (P.WAITING, *SEATED)  # of these nobody has two
COMING = (C.PLANNED, C.RUNNING)
