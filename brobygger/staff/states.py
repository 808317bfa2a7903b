"""How the link came by which she chose her password, and the life of a role that another zone offers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class WhyOver(TextChoices):
    """Why a role is over, for whoever takes over and for the leader; an illness is nobody's business here."""

    OTHER_WORK = "other_work", _("Has other tasks")
    STOPPED = "stopped", _("Has stopped here")
    ON_LEAVE = "on_leave", _("Is away for a long time")
    MISTAKE = "mistake", _("The role was given by mistake")
    OTHER = "other", _("Another reason")


class Way(TextChoices):
    """How a link reached her; it decides whether someone else may have used it."""

    MAIL = "mail", _("By e-mail, to her own address")
    PAPER = "paper", _("On paper, from a colleague")
    TERMINAL = "terminal", _("From whoever runs the program")
    EARLIER = "earlier", _("Shown to whoever invited, in an earlier release")


class OfferState(TextChoices):
    WAITING = "waiting", _("Waits for a yes")
    ACCEPTED = "accepted", _("Said yes")
    DECLINED = "declined", _("Said no")
    WITHDRAWN = "withdrawn", _("Taken back")


OFFER = Machine(
    "role_offer",
    OfferState,
    start={OfferState.WAITING},
    moves={
        OfferState.WAITING: {OfferState.ACCEPTED, OfferState.DECLINED, OfferState.WITHDRAWN},
        OfferState.ACCEPTED: set(),
        OfferState.DECLINED: set(),
        OfferState.WITHDRAWN: set(),
    },
)
