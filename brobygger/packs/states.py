"""Where a pack stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.base.machine import Machine


class PackState(models.TextChoices):
    IN_USE = "in_use", _("In use")
    TAKEN_OUT = "taken_out", _("Taken out of use")


PACK = Machine(
    "pack",
    PackState,
    start={PackState.IN_USE},
    moves={PackState.IN_USE: {PackState.TAKEN_OUT}, PackState.TAKEN_OUT: {PackState.IN_USE}},
)
