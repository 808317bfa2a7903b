"""How a zone runs the programme, and its departments with those who work in them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language

from brobygger.base.classed import Keep, classed
from brobygger.municipality.codes import Anonymity


class Setup(models.Model):
    """One municipality's way of running the programme; copied from a shipped one, or from its own, and then changed."""

    classed = classed(
        Keep.PROGRAMME,
        public="id zone programme copied_from name name_en ways_in anonymity public_phone public_hours_da"
        " public_hours_en come_back_da come_back_en safe_site answer_days is_open opened_on",
        working="changed_at changed_by",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+")
    copied_from = models.SlugField(max_length=40, blank=True)
    name = models.CharField(max_length=80)  # what the public pages call it; neutral
    name_en = models.CharField(max_length=80, blank=True)
    ways_in = ArrayField(models.CharField(max_length=20))  # codes of WayIn
    anonymity = models.CharField(max_length=20, choices=Anonymity.choices)
    public_phone = models.CharField(max_length=20, blank=True)
    public_hours_da = models.CharField(max_length=120, blank=True)
    public_hours_en = models.CharField(max_length=120, blank=True)
    come_back_da = models.CharField(max_length=200, blank=True)  # said aloud where there is neither page nor phone
    come_back_en = models.CharField(max_length=200, blank=True)
    safe_site = models.URLField(default="https://www.dmi.dk/")  # where the quick exit leads
    answer_days = models.PositiveSmallIntegerField(default=2)  # working days within which the open page says we answer
    is_open = models.BooleanField(default=False)  # whether the open page takes anyone
    opened_on = models.DateField(null=True)  # the first day on which it took anyone
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "programme"], name="a_programme_is_set_up_once_in_a_zone")
        ]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name


class Department(models.Model):
    """A department of the municipality where employees meet citizens; one that is gone keeps its figures."""

    classed = classed(Keep.PROGRAMME, public="id zone key name_da name_en takes_part since until")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    key = models.SlugField(max_length=40)
    name_da = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    takes_part = models.BooleanField(default=True)  # has resource persons and asks about violence
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "key"], name="a_department_has_its_own_key_in_a_zone")]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name_da


class Placement(models.Model):
    """Which department a worker belongs to, for a time."""

    classed = classed(Keep.EMPLOYMENT, working="id zone department worker since until placed_at placed_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, related_name="placements")
    worker = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "worker"],
                condition=models.Q(until__isnull=True),
                name="a_worker_belongs_to_one_department_of_a_zone",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="a_placement_does_not_end_before_it_begins",
            ),
        ]


class Room(models.Model):
    """Where the programme meets people; the note says how one comes there unseen."""

    classed = classed(Keep.PROGRAMME, working="id zone name note is_at_shelter until")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    note = models.CharField(max_length=200, blank=True)
    is_at_shelter = models.BooleanField(default=False)
    until = models.DateField(null=True)
