"""What costs, measures and refusals are called."""

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "changed_since": _("The line has been changed since. Look at the table again."),
    "line_stands_a_day": _("It was written more than a day ago. Change the line instead."),
    "line_is_struck": _("The line is struck already on that day."),
    "trial_is_going": _("Another trial is being reckoned. Wait a moment, or drop it."),
    "trial_cannot_move": _("The trial is not as it was. Look at the page again."),
    "no_shift_to_try": _("With so few hours nobody rings. Choose more."),
    "nobody_arrives": _("Nobody was registered in the period that the model is made from. Choose another period."),
}

COUNTED: dict[str, Promise] = {
    "identified": _("Identified"),
    "reached": _("Reached"),
    "accepted": _("Accepted"),
    "held": _("Conversation held"),
    "detected": _("Detected"),
    "started": _("Began a course"),
    "completed": _("Came to the end of a course"),
}

MEASURES: dict[str, Promise] = {
    "wait_hours": _("Hours until the first call, on average"),
    "reached_percent": _("Reached, of those identified (%)"),
    "calls_a_week": _("Calls a week"),
    "accepted_a_year": _("Accepted in a year"),
    "not_tried_a_year": _("Whose time passed before anyone rang, in a year"),
    "busy_percent": _("Of the team’s hours spent on calls (%)"),
    "cost_per_accepted": _("Cost for each who accepts (kroner)"),
    "wait_weeks": _("Weeks until a course begins, on average"),
    "began_waiting_a_year": _("Begin to wait in a year"),
    "started_a_year": _("Begin a course in a year"),
    "completed_a_year": _("Come to the end in a year"),
    "left_waiting_a_year": _("Stop waiting in a year"),
    "still_waiting": _("Wait at the end"),
    "cost_per_started": _("Cost for each who begins (kroner)"),
}

WHERE: dict[str, Promise] = {
    "within": _("Within the limits: chance alone can explain it"),
    "beyond_inner": _("Outside the 95% limits: one in twenty lies there by chance"),
    "beyond_outer": _("Outside the 99.8% limits: worth asking why"),
}


def kroner(value: object) -> str:
    """An amount as people write it; a dash of nothing."""
    return "–" if value is None else gettext("DKK %(amount)s") % {"amount": localize(value, use_l10n=True)}
