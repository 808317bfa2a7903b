"""What the refusals of this room are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {"a_question_is_left": _("There is a question left.")}
