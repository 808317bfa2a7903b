"""How often something was tried lately, and which form has been pressed; nothing of who did."""

from django.db import models

from brobygger.base.classed import Keep, classed


class Tried(models.Model):
    """How often something was tried by one network, on one account, or from one device, and that a ticket or a form of
    the open pages has been used. Removed when it is forgotten.

    Of whom or what it counts there is a keyed fingerprint: no address and no name is written anywhere. It belongs to no
    zone, since whoever guesses has not come in yet.
    """

    classed = classed(Keep.SESSION, working="id mark times free_at forgotten_at")

    mark = models.BinaryField(unique=True)
    times = models.PositiveIntegerField()
    free_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(db_index=True)


class Pressed(models.Model):
    """That a form of a page was sent and taken, and where that led. Removed after some hours.

    What was sent is there as a keyed fingerprint alone.
    """

    classed = classed(Keep.SESSION, working="id mark leads_to forgotten_at")

    mark = models.BinaryField(unique=True)
    leads_to = models.BinaryField()  # sealed
    forgotten_at = models.DateTimeField(db_index=True)
