"""The life of a referral; so far it is made and waits to be sent, or is taken back by undo."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class ReferralState(TextChoices):
    TO_BE_SENT = "to_be_sent", _("To be sent")
    TAKEN_BACK = "taken_back", _("Taken back")


REFERRAL = Machine(
    "referral",
    ReferralState,
    start={ReferralState.TO_BE_SENT},
    moves={ReferralState.TO_BE_SENT: {ReferralState.TAKEN_BACK}, ReferralState.TAKEN_BACK: set()},
)
