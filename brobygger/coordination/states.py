"""A plan runs or has ended; a task in it is done, or cannot be. All of it can be taken back."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from brobygger.base.machine import Machine


class PlanState(TextChoices):
    OPEN = "open", pgettext_lazy("a plan", "Runs")
    ENDED = "ended", pgettext_lazy("a plan", "Ended")


class TaskState(TextChoices):
    AGREED = "agreed", _("To be done")
    DONE = "done", pgettext_lazy("a task", "Done")
    NOT_POSSIBLE = "not_possible", _("Not possible")


P, T = PlanState, TaskState

PLAN = Machine("coordination", PlanState, start={P.OPEN}, moves={P.OPEN: {P.ENDED}, P.ENDED: {P.OPEN}})
TASK = Machine(
    "plan_task",
    TaskState,
    start={T.AGREED},
    moves={T.AGREED: {T.DONE, T.NOT_POSSIBLE}, T.DONE: {T.AGREED}, T.NOT_POSSIBLE: {T.AGREED}},
)
