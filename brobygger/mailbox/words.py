"""What the refusals of this room are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "no_code_is_free": _("No new code could be made. Please try again."),
    "mailbox_closed": _("The mailbox is closed."),
    "line_empty": _("There is nothing written yet."),
    "mailbox_line_too_long": _("It is too long. Please write it shorter."),
}
