"""What the refusals of this room are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "meeting_cannot_move": _("Someone else has noted what came of the meeting in the meantime."),
    "meeting_in_the_future": _("The day is still to come."),
    "meeting_too_long_ago": _("Choose a day within the last year, or one to come."),
    "agreed_for_a_day_that_has_passed": _("Choose today or a later day."),
    "months_out_of_range": _("Between one month and twelve."),
}
