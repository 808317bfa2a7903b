"""How far someone's assessment has come, one assessment's way, and a step's: each ends explained."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class RiskState(TextChoices):
    """Where someone stands between two looks."""

    TO_ASSESS = "to_assess", _("To be assessed")
    FOLLOWED = "followed", _("Assessed, and followed")
    ELSEWHERE = "elsewhere", _("Assessed by others")
    ENDED = "ended", _("Ended")


class AssessmentState(TextChoices):
    DRAFT = "draft", _("Being written")
    TO_CONFIRM = "to_confirm", _("Waits for a second person")
    IN_FORCE = "in_force", _("It holds now")
    SUPERSEDED = "superseded", _("A newer one holds")
    BROKEN_OFF = "broken_off", _("Broken off")


class StepState(TextChoices):
    AGREED = "agreed", _("Agreed")
    DONE = "done", _("Done")
    NOT_POSSIBLE = "not_possible", _("Not possible")


R, A, G = RiskState, AssessmentState, StepState

RISK = Machine(
    "risk",
    RiskState,
    start={R.TO_ASSESS},
    moves={
        R.TO_ASSESS: {R.FOLLOWED, R.ELSEWHERE, R.ENDED},
        R.FOLLOWED: {R.ELSEWHERE, R.ENDED},
        R.ELSEWHERE: {R.TO_ASSESS, R.ENDED},
        R.ENDED: {R.TO_ASSESS},
    },
)
ASSESSMENT = Machine(
    "assessment",
    AssessmentState,
    start={A.DRAFT},
    moves={
        A.DRAFT: {A.TO_CONFIRM, A.IN_FORCE, A.BROKEN_OFF},
        A.TO_CONFIRM: {A.DRAFT, A.IN_FORCE},
        A.IN_FORCE: {A.SUPERSEDED},
        A.SUPERSEDED: set(),
        A.BROKEN_OFF: {A.DRAFT},
    },
)
STEP = Machine(
    "risk_step",
    StepState,
    start={G.AGREED},
    moves={G.AGREED: {G.DONE, G.NOT_POSSIBLE}, G.DONE: {G.AGREED}, G.NOT_POSSIBLE: {G.AGREED}},
)
OPEN = (R.TO_ASSESS, R.FOLLOWED, R.ELSEWHERE)
UNFINISHED = (A.DRAFT, A.TO_CONFIRM)
HANDED_IN = (A.IN_FORCE, A.SUPERSEDED)  # and has held
AGREED_IN = (*HANDED_IN, A.TO_CONFIRM)  # what is to be done by it is agreed, also while a second person reads it
