"""The words of this room's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "whole_months_only": _("A public release is of whole months. The nearest: %(nearest)s."),
    "month_is_not_over": _("A public release ends with a month that is over: %(last)s at the latest."),
    "nothing_to_release": _("Nothing was registered in these months."),
    "cannot_be_told": _("With what has been published before, nothing of this can be published."),
    "released_otherwise": _("The period overlaps with what has been published in another way. Choose the same way."),
    "crossed_in_a_ring": _(
        "With the tables that were published of these months, this one could tell of single people what none of them"
        " tells by itself. Choose other months, or one of the two as it is published alone."
    ),
    "release_has_changed": _(
        "The figures have changed since you looked. Look at what will be hidden, and decide again."
    ),
}
