"""What the refusals of this room are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "version_from_an_earlier_day": _("A version holds from today or later, and not before the one that it follows."),
    "version_says_the_same": _("Nothing is changed in the text."),
    "document_is_there": _("There is a document of that title already."),
}
