"""The words of this room's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "case_cannot_move": _("The case has moved on in the meantime. Look at it again."),
    "case_forgotten": _(
        "This case was closed: the police have corrected what they told of it, and nobody is to be rung about it."
        " Nobody had opened it, so nothing of the person is kept."
    ),
    "no_guardian_needed": _("This case is not waiting for a guardian."),
}
