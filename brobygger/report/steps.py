"""The four steps of a programme as the program itself takes them: figure 1. No Django database, no clock.

Each step holds the states that someone's way can be in there; a test holds that every state stands in exactly one, so
that the drawing is the program.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.cases.states import CaseState as C
from brobygger.evaluation.figures import Figure
from brobygger.screening.states import ScreeningState as S


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four: what is done, in which states one stands there, and how many came so far."""

    title: Promise
    told: Promise
    states: tuple[TextChoices, ...]
    figure: str  # where its number stands
    group: str  # of which row; empty for the figure's own n
    counted: Promise


OUTREACH = (
    Step(
        _("The target group is found"),
        _("What the police register is held against the programme’s criteria."),
        (C.AWAITING_TYPE, C.NOT_IN_TARGET_GROUP, C.NO_NUMBER, C.GUARDIAN_MISSING),
        "funnel", "identified", _("identified"),
    ),
    Step(
        _("They are rung"),
        _("A worker rings, tells what help there is, and asks."),
        (
            C.TO_CALL, C.NOT_REACHED, C.LANGUAGE_BARRIER, C.WINDOW_PASSED, C.STOPPED, C.DECLINED, C.WILL_CALL_SELF,
            C.ANSWER_NOT_RECORDED, C.JOINED,
        ),
        "funnel", "reached", _("reached"),
    ),
    Step(
        _("Those who say yes are referred"),
        _("The counselling gets what she or he has agreed to, and rings."),
        (C.ACCEPTED,),
        "funnel", "accepted", _("said yes"),
    ),
    Step(
        _("What came of it is followed"),
        _("The receiver tells back, the deadlines are kept, and everything is counted."),
        (C.CAME, C.DID_NOT_COME),
        "referral_follow_through", "held_for_certain", _("conversations held for certain"),
    ),
)  # fmt: skip
OUTPATIENT = (
    Step(
        _("Signs are seen"),
        _("An employee sees signs of violence, or someone writes to the team."),
        (S.STARTED, S.NO_SIGN, S.THROWN_AWAY),
        "registered", "detected", _("detected"),
    ),
    Step(
        _("The question is asked"),
        _("An employee asks, and asks about danger and children."),
        (S.SEED_PLANTED, S.ASKED_AGAIN, S.CAME_BACK, S.LET_LIE),
        "steps", "asked", _("asked"),
    ),
    Step(
        _("Does she or he want help now?"),
        _("The door is chosen by the programme’s questions; a person decides."),
        (S.POINTED_ON, S.CAME_THERE, S.DID_NOT_COME_THERE, S.NOT_KNOWN_THERE),
        "routes", "", _("a door chosen"),
    ),
    Step(
        _("The team takes over"),
        _("The first conversation is held, and the risk is assessed."),
        (S.SENT, S.TAKEN, S.CONVERSATION_HELD, S.CAME_TO_NOTHING, S.WITHDRAWN),
        "days_to_conversation", "", _("for whom the team is the way"),
    ),
)  # fmt: skip
OF_KIND = {"outreach": OUTREACH, "outpatient": OUTPATIENT}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A step as it is drawn."""

    number: int
    title: str
    told: str
    states: tuple[str, ...]
    n: int | None
    counted: str


def drawn(steps: Sequence[Step], figures: Mapping[str, Figure]) -> tuple[Drawn, ...]:
    """The steps with their numbers from the figures; None where the figures do not have it."""
    return tuple(
        Drawn(
            place, str(one.title), str(one.told), tuple(str(state.label) for state in one.states), _n(one, figures),
            str(one.counted),
        )
        for place, one in enumerate(steps, 1)
    )  # fmt: skip


def _n(step: Step, figures: Mapping[str, Figure]) -> int | None:
    figure = figures.get(step.figure)
    if figure is None or not step.group:
        return figure.n if figure else None
    row = figure.row(step.group)
    return row.n if row else None
