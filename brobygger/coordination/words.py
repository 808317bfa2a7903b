"""What the refusals of this room are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "anonymous_has_no_plan": _("The person is anonymous, so there is no one whom departments could talk about."),
    "plan_needs_the_team": _("A plan is made for someone whom the team has."),
    "plan_has_ended": _("The plan has ended. Open it again first."),
    "basis_in_the_future": _("The day is still to come."),
    "legal_basis_is_named": _("Choose the legal basis by name, or that the person has said yes."),
    "takes_part_already": _("Takes part already."),
    "lead_takes_part": _("Whoever leads is on the team or takes part already."),
    "not_possible_says_why": _("Say why it is not possible."),
    "coordination_cannot_move": _("Someone else has done that in the meantime."),
    "task_due_on_a_day_that_has_passed": _("Choose today or a later day."),
    "plan_task_cannot_move": _("Someone else has done that in the meantime."),
}
