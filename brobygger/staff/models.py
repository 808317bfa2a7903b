"""Who works here and where: organisations, their zones, workers and the roles they have for a time."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Role
from brobygger.base.classed import Keep, classed


class Organisation(models.Model):
    """A data controller: a police district, a counselling organisation, a municipality."""

    classed = classed(Keep.PROGRAMME, public="id name")

    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class Zone(models.Model):
    """One controller's room: every row about a person belongs to one, and the database keeps the others out."""

    classed = classed(Keep.PROGRAMME, public="id key name organisation programmes", working="withheld_number_prefix")

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="zones")
    programmes = models.ManyToManyField("programmes.Programme", related_name="zones")
    withheld_number_prefix = models.CharField(max_length=8, default="#31#", blank=True)

    def __str__(self) -> str:
        return self.name


class WorkerManager(BaseUserManager["Worker"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> Worker:
        """A worker who can sign in with the e-mail; without a password only by invitation link."""
        worker = self.model(email=self.normalize_email(email), **fields)
        worker.set_password(password)
        worker.save(using=self._db)
        return worker


class Worker(AbstractBaseUser):
    """Someone who works or volunteers here, and signs in."""

    classed = classed(
        Keep.EMPLOYMENT,
        working="id password last_login email name language is_active invited_by invited_at",
    )

    email = models.EmailField(_("E-mail"), unique=True)
    name = models.CharField(_("Name"), max_length=120)
    language = models.CharField(_("Language"), max_length=5, default="da", choices=[("da", "Dansk"), ("en", "English")])
    is_active = models.BooleanField(default=True)
    invited_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(null=True)

    objects = WorkerManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        return False


class Membership(models.Model):
    """A worker has a role in a zone, from a day and until a day."""

    classed = classed(Keep.EMPLOYMENT, working="id worker zone role since until")

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="memberships")
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=[c for c in Role.choices if c[0] != Role.MACHINE])
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker", "zone", "role", "since"], name="a_role_is_given_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="a_role_does_not_end_before_it_begins",
            ),
        ]
