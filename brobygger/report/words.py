"""What this room's refusals and the numbers behind a figure are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "text_has_a_cpr_number": _("There is a CPR number in the text. Take it out: nobody is to be known by the report."),
    "text_may_tell_who": _("Something in the text may tell who someone is. Look at what is named below."),
    "text_is_too_long": _("The text is too long: a chapter has room for 20,000 characters."),
    "public_release_not_yet": _(
        "The figures of this period are not published yet: publish them first, under Figures, and make the data "
        "package then."
    ),
    "report_is_not_made": _("The report is not made yet."),
    "report_failed": _("The report could not be made. Make it again; if that does not help, tell the administrator."),
}

# What else a figure holds beside its rows, by its place in the figure.
MORE: dict[str, Promise] = {
    "held_by_token": _("Known by their token or because the receiver has said so"),
    "pairs": _("The largest pairing, before it is cut to what remains"),
    "by_chance.runs": _("How many times chance was tried"),
    "by_chance.mean": _("Pairs by chance alone, on average"),
    "by_chance.range": _("The fewest and the most pairs by chance"),
    "days": _("Days until a quarter, half and three quarters are talked with, those who wait counted"),
    "days_of_those_talked_with": _("Days of those talked with alone"),
    "longest_wait": _("Days that the longest wait has lasted"),
    "opened": _("Opened"),
    "begun": _("Begun"),
}
# What was found in a text that may tell who someone is.
FOUND: dict[str, Promise] = {
    "cpr": _("CPR number"),
    "phone": _("Phone number"),
    "address": _("E-mail address or number plate"),
    "name": _("May be a name"),
}
