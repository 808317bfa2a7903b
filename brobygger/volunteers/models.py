"""A volunteer, the certificates she has and must have, and the conflicts of interest that stop an assignment."""

from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.base.codes import Gender
from brobygger.base.sealed import SealedTextField
from brobygger.volunteers.states import ConflictKind, Form, NeededFor


def every_form() -> list[str]:
    return [Form.PHONE.value, Form.IN_PERSON.value]


def danish() -> list[str]:
    return ["da"]


class Volunteer(models.Model):
    """A worker who counsels in the zone: what the coordinator needs to know to find the right one."""

    classed = classed(
        Keep.EMPLOYMENT,
        working="id zone worker gender languages areas forms days evenings most_cases active added_at added_by"
        " changed_at changed_by",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    worker = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    languages = models.JSONField(default=danish)  # ISO 639-1
    areas = models.JSONField(default=list)  # where she can meet someone; the coordinator's own names
    forms = models.JSONField(default=every_form)
    days = models.PositiveSmallIntegerField(default=0)  # daytime; bit 0 is Monday
    evenings = models.PositiveSmallIntegerField(default=127)
    most_cases = models.PositiveSmallIntegerField(default=3)
    active = models.BooleanField(default=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "worker"], name="a_worker_is_a_volunteer_once_in_a_zone"),
            models.CheckConstraint(
                condition=Q(days__lte=127) & Q(evenings__lte=127), name="a_volunteers_week_has_seven_days"
            ),
        ]


class CertificateKind(models.Model):
    """A course, a declaration or a check that volunteers of the zone have, or must have."""

    classed = classed(Keep.PROGRAMME, working="id zone name needed_for added_at added_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=80)
    needed_for = models.CharField(max_length=10, choices=NeededFor.choices, default=NeededFor.NOBODY)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "name"], name="a_certificate_kind_is_named_once")]


class Certificate(models.Model):
    """The volunteer has it, from a day and, where it expires, to the end of a day."""

    classed = classed(Keep.EMPLOYMENT, working="id zone volunteer kind got_on expires_on noted_at noted_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="certificates")
    kind = models.ForeignKey(CertificateKind, models.PROTECT, related_name="+")
    got_on = models.DateField()
    expires_on = models.DateField(null=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=models.F("got_on")),
                name="a_certificate_does_not_expire_before_it_is_given",
            )
        ]


class Conflict(models.Model):
    """The volunteer must not be given the person, or anyone of whom the words are true.

    The words are sealed; what they say is recognised by a keyed fingerprint alone. The volunteer sees only those that
    she has declared herself.
    """

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone volunteer kind declared_at declared_by lifted_at lifted_by",
        identity="person mark",
        sensitive="words",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="conflicts")
    kind = models.CharField(max_length=12, choices=ConflictKind.choices)
    person = models.ForeignKey("people.Person", models.CASCADE, null=True, related_name="+")
    words = SealedTextField()
    mark = models.BinaryField(default=b"")
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(mark=b""), name="a_conflict_is_with_someone_or_something"
            )
        ]
