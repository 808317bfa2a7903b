"""The words of this room's refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, str | Promise] = {
    "consent_missing": _("Read the consent aloud, and note that the person said yes to it."),
    "not_accepted": _("There is only a referral where the offer was accepted."),
    "referral_cannot_move": _("The referral has gone on already."),
}
