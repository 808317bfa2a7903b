"""What this room's refusals are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "not_said_there": _("That does not stand in the text. Copy it from there; what you leave out is written […]."),
    "a_quotation_would_stand_alone": _("A quotation would not stand in the text any more. Remove the quotation first."),
    "held_on_is_to_come": _("That day is still to come: a talk is written down when it has been held."),
    "a_theme_or_a_new_one": _("Choose a theme, or write a new one."),
}
BESIDE = {"not_said_there": "text", "a_quotation_would_stand_alone": "text", "held_on_is_to_come": "held_on",
          "a_theme_or_a_new_one": "new_theme"}  # fmt: skip
