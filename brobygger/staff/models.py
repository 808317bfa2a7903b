"""Who works here and where: organisations, their zones, workers and the roles they have for a time."""

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Role
from brobygger.base.classed import Keep, classed
from brobygger.staff.states import OFFER, OfferState, Way, WhyOver

# Who acts without being employed: no worker can be given these.
NOT_A_JOB = (Role.MACHINE, Role.CITIZEN)


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
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Worker":
        """A worker who can sign in with the e-mail; without a password only by invitation link."""
        worker = self.model(email=self.normalize_email(email), **fields)
        worker.set_password(password)
        worker.save(using=self._db)
        return worker


class Worker(AbstractBaseUser):
    """Someone who works or volunteers here, and signs in."""

    classed = classed(
        Keep.EMPLOYMENT,
        working="id password last_login email name language is_active invited_by invited_at link_asked_at way own_since"
        " vouched_by",
    )

    email = models.EmailField(_("E-mail"), unique=True)
    name = models.CharField(_("Name"), max_length=120)
    language = models.CharField(_("Language"), max_length=5, default="da", choices=[("da", "Dansk"), ("en", "English")])
    is_active = models.BooleanField(default=True)
    invited_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(null=True)
    link_asked_at = models.DateTimeField(null=True)  # by herself, from the page for a forgotten password
    way = models.CharField(max_length=10, choices=Way.choices, blank=True)  # how the link of her password came
    # Since when she signs in with what nobody else has had in hand; until then she is not one of two persons.
    own_since = models.DateTimeField(null=True)
    vouched_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    objects = WorkerManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(vouched_by__isnull=True) | ~Q(vouched_by=F("invited_by")) & ~Q(vouched_by=F("id")),
                name="nobody_vouches_for_herself_or_one_whom_she_let_in",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        return False


class Membership(models.Model):
    """A worker has a role in a zone, from a day and until a day."""

    classed = classed(Keep.EMPLOYMENT, working="id worker zone role since until why_over ended_by hands_over_to")

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="memberships")
    zone = models.ForeignKey(Zone, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=[c for c in Role.choices if c[0] not in NOT_A_JOB])
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    why_over = models.CharField(max_length=20, choices=WhyOver.choices, blank=True)
    ended_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    hands_over_to = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker", "zone", "role", "since"], name="a_role_is_given_once_a_day"),
            models.CheckConstraint(
                # Given and closed on one day, it ends with the day before.
                condition=Q(until__isnull=True) | Q(until__gte=F("since") - timedelta(days=1)),
                name="a_role_does_not_end_before_it_begins",
            ),
        ]


class PassedOn(models.Model):
    """What someone held when her role was over, and who has it now: it comes back where the role goes on after all."""

    classed = classed(Keep.EMPLOYMENT, working="id zone kind about_id worker to passed_at")

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=30)  # the key of what can be held
    about_id = models.BigIntegerField()
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    to = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+", db_index=False)
    passed_at = models.DateTimeField()


class RoleOffer(models.Model):
    """A zone asks someone to take a role; she has it when she has said yes herself, by her link or signed in.

    She is called what the zone calls her: whether and how an account of hers calls her is not its business.
    """

    classed = classed(
        Keep.EMPLOYMENT,
        working="id zone worker name email role offered_at offered_by lapses_on state settled_at settled_by",
    )

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="offers")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    role = models.CharField(max_length=30, choices=[c for c in Role.choices if c[0] not in NOT_A_JOB])
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    lapses_on = models.DateField()
    state = models.CharField(max_length=10, choices=OfferState.choices, default=OfferState.WAITING)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            OFFER.constraint("state", "an_offered_role_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["worker", "zone", "role"],
                condition=Q(state=OfferState.WAITING),
                name="a_role_is_offered_once_at_a_time",
            ),
        ]


def alone(field: str) -> Func:
    """A range of one number: so that two equal ones are known by the index that also knows overlapping days."""
    return Func(F(field), F(field), Value("[]"), function="int8range", output_field=BigIntegerRangeField())


class Absence(models.Model):
    """A worker is away from a zone from a day, until a day or until further notice; why is nobody's business here."""

    classed = classed(
        Keep.EMPLOYMENT,
        working="id zone worker first_day last_day substitute noted_at noted_by ended_at ended_by",
    )

    zone = models.ForeignKey(Zone, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    substitute = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    # When the last day was changed, by her return say.
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="a_worker_is_away_from_a_zone_once_at_a_time",
                expressions=[
                    (alone("worker"), RangeOperators.OVERLAPS),
                    (alone("zone"), RangeOperators.OVERLAPS),
                    (
                        Func("first_day", "last_day", Value("[]"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="an_absence_does_not_end_before_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(substitute__isnull=True) | ~Q(substitute=F("worker")),
                name="nobody_is_her_own_substitute",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="a_changed_last_day_has_its_time_and_its_worker",
            ),
        ]
        indexes = [models.Index(fields=["zone", "first_day"], name="absences_of_a_zone")]
