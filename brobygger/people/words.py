"""The words of this room's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "do_not_contact": _("She or he has asked not to be contacted."),
    "minor_is_not_rung": _("Under 18: the guardian is rung, not the child."),
    "nothing_recorded": _("Nothing is recorded, so it is not allowed."),
    "no_number": _("There is no number that may be used."),
    "not_her_day": _("Not on a day that has been said to be safe."),
    "not_her_hours": _("Not within the hours that have been said to be safe."),
    "asked_too_long_ago": _("It is more than 14 days since this was said. Ask again before you lean on it."),
    "number_not_understood": _("This is not understood as a phone number."),
    "number_known_as_stopped": _("This number has been stopped. It must not be used again."),
    "number_known": _("The number is already there."),
    "name_missing": _("A name is missing."),
}
