"""The words of the desk: what stands in the way of what."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Words = str | Promise

BASIS: dict[str, Words] = {
    "none": _("Nothing recorded"),
    "first_contact": _("The programme's first call"),
    "herself": _("Said by the person"),
    "guardian": _("Said by the guardian"),
    "referrer": _("Said to the one who referred"),
}

STOPPED: dict[str, Words] = {
    "someone_else_answered": _("Someone else answered"),
    "wrong_number": _("Wrong number"),
    "not_in_use": _("The number is not in use"),
    "asked_to_stop": _("Asked not to be rung"),
    "corrected": _("The police have corrected the number"),
    "kept_once": _("Two who were one had the same number, and it is kept once"),
}

REASONS: dict[str, Words] = {
    "filter_needs_a_name": _("Give the filter a name first."),
    "filter_name_is_taken": _("You already have a filter with that name."),
}
