"""An offer is open or closed; a closed one may open again."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class OfferState(TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed down")


OFFER = Machine(
    "offer",
    OfferState,
    start={OfferState.OPEN},
    moves={OfferState.OPEN: {OfferState.CLOSED}, OfferState.CLOSED: {OfferState.OPEN}},
)


class ClosedReason(TextChoices):
    """Why an offer is no longer shown."""

    CEASED = "ceased", _("It has ceased")
    MOVED = "moved", _("It has become part of another offer")
    DOUBLE = "double", _("It stood here twice")
    OTHER = "other", _("Another reason")
