"""The programme's questions about who the course is for, as data with a from-date, and the doors of a zone."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from brobygger.base.classed import Keep, classed
from brobygger.base.machine import Machine
from brobygger.routes.codes import Answer, Route
from brobygger.routes.rules import OTHERWISE


class CourseCriteriaState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Waits for a second leader")
    APPROVED = "approved", _("Approved")
    DROPPED = "dropped", _("Dropped")


COURSE_CRITERIA = Machine(
    "course_criteria",
    CourseCriteriaState,
    start={CourseCriteriaState.DRAFT, CourseCriteriaState.APPROVED},
    moves={
        CourseCriteriaState.DRAFT: {CourseCriteriaState.PROPOSED, CourseCriteriaState.DROPPED},
        CourseCriteriaState.PROPOSED: {
            CourseCriteriaState.APPROVED,
            CourseCriteriaState.DRAFT,
            CourseCriteriaState.DROPPED,
        },
        CourseCriteriaState.APPROVED: set(),
        CourseCriteriaState.DROPPED: set(),
    },
)


class CourseCriteria(models.Model):
    """A version of the programme's questions, in force from a day until a newer approved one."""

    classed = classed(
        Keep.PROGRAMME,
        public="id programme number valid_from note also_welcome_da also_welcome_en",
        working="state drafted_by drafted_at proposed_by proposed_at approved_by approved_at",
    )

    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="course_criteria")
    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    state = models.CharField(max_length=20, choices=CourseCriteriaState.choices, default=CourseCriteriaState.DRAFT)
    note = models.TextField(blank=True)
    # What keeps nobody out, one sentence a line: said, never asked.
    also_welcome_da = models.TextField(blank=True)
    also_welcome_en = models.TextField(blank=True)
    drafted_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="a_version_of_course_criteria_has_its_number"),
            COURSE_CRITERIA.constraint("state", "course_criteria_are_in_a_known_state"),
            models.UniqueConstraint(
                fields=["programme"],
                condition=models.Q(state__in=["draft", "proposed"]),
                name="a_programme_has_one_open_draft_of_its_course_criteria",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | ~models.Q(approved_by=models.F("proposed_by")) & ~models.Q(approved_by=models.F("drafted_by")),
                name="a_second_leader_approves_course_criteria",
            ),
            # What was shipped has no leader behind it; everything else has two before it holds.
            models.CheckConstraint(
                condition=~models.Q(state=CourseCriteriaState.APPROVED)
                | models.Q(drafted_by__isnull=True)
                | models.Q(proposed_by__isnull=False, approved_by__isnull=False),
                name="approved_course_criteria_have_their_two_leaders",
            ),
        ]

    @property
    def also_welcome(self) -> list[str]:
        """The sentences about whom nothing here keeps out, in the reader's language."""
        told = self.also_welcome_en if get_language() == "en" else self.also_welcome_da
        return [line.strip() for line in told.splitlines() if line.strip()]


class Criterion(models.Model):
    """One question: the answer that fits the course, and the door where the answer is the other one."""

    classed = classed(
        Keep.PROGRAMME,
        public="id criteria key place kind fits otherwise name_da name_en question_da question_en help_da help_en"
        " source for_team struck",
    )

    class Kind(models.TextChoices):
        INCLUSION = "inclusion", _("Inclusion")
        EXCLUSION = "exclusion", _("Exclusion")

    criteria = models.ForeignKey(CourseCriteria, models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=40)
    place = models.PositiveSmallIntegerField()  # asked in this order; the first that does not fit decides the door
    kind = models.CharField(max_length=10, choices=Kind.choices)
    fits = models.CharField(max_length=10, choices=[c for c in Answer.choices if c[0] != "unknown"])
    otherwise = models.CharField(max_length=30, choices=Route.choices)
    name_da = models.CharField(max_length=60)  # what the question is called in a table
    name_en = models.CharField(max_length=60)
    question_da = models.CharField(max_length=240)
    question_en = models.CharField(max_length=240)
    help_da = models.TextField(blank=True)
    help_en = models.TextField(blank=True)
    source = models.CharField(max_length=120, blank=True)
    for_team = models.BooleanField(default=False)  # not known until the team asks, unless the employee knows already
    struck = models.BooleanField(default=False)  # in a draft only, so that it can be put back; gone when it is proposed

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criteria", "key"], name="a_question_stands_once_in_a_version"),
            models.UniqueConstraint(fields=["criteria", "place"], name="each_question_has_its_own_place"),
            models.CheckConstraint(
                condition=models.Q(otherwise__in=[route.value for route in OTHERWISE]),
                name="a_question_leads_to_another_door_than_the_course",
            ),
            models.CheckConstraint(
                condition=models.Q(fits__in=[Answer.YES.value, Answer.NO.value]),
                name="the_answer_that_fits_is_yes_or_no",
            ),
        ]

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_da

    @property
    def question(self) -> str:
        return self.question_en if get_language() == "en" else self.question_da

    @property
    def help(self) -> str:
        return self.help_en if get_language() == "en" else self.help_da


class Door(models.Model):
    """Which offer of the directory a zone leads people to on a route, and how one refers there."""

    classed = classed(Keep.PROGRAMME, public="id zone route offer note", working="added_at added_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    route = models.CharField(max_length=30, choices=Route.choices)
    offer = models.ForeignKey("directory.Offer", models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "route", "offer"], name="an_offer_is_a_door_of_a_route_once")
        ]
