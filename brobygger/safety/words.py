"""What the refusals of this room are called, and why a plan is to be looked at again."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "look_again_within_a_year": _("Choose a day after today, and within a year."),
    "ask_for_the_form": _("Ask the person first in which form the plan is wanted today."),
    "ask_for_the_form_anew": _("It has been printed. Ask the person anew before it is printed once more."),
    "who_keeps_it": _("Write who keeps it."),
    "plan_is_empty": _("There is nothing in the plan yet."),
}
