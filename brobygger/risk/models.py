"""What is kept of someone's risk as professionals judge it; all of it is erased with her, apart from one register."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField
from brobygger.risk.codes import (
    Due,
    Elsewhere,
    Ended,
    FirstBecause,
    Happened,
    Managed,
    MayLearn,
    Near,
    Reader,
    Readers,
    Reliability,
    Source,
    Step,
)
from brobygger.risk.states import ASSESSMENT, OPEN, RISK, STEP, UNFINISHED, AssessmentState, RiskState, StepState


class RiskCase(models.Model):
    """One person whose risk is judged: who assesses, and when and why the next look is due."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone programme screening state state_at assessor second due_at due_because first_because"
        " first_set_at first_set_by elsewhere elsewhere_by follow_up_on ended",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    screening = models.OneToOneField("screening.Screening", models.CASCADE, related_name="risk")
    state = models.CharField(max_length=20, choices=RiskState.choices, default=RiskState.TO_ASSESS)
    state_at = models.DateTimeField()
    assessor = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    second = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    due_because = models.CharField(max_length=20, choices=Due.choices, blank=True)
    first_because = models.CharField(max_length=20, choices=FirstBecause.choices, blank=True)
    first_set_at = models.DateTimeField(null=True)
    first_set_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    elsewhere = models.CharField(max_length=20, choices=Elsewhere.choices, blank=True)
    elsewhere_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    follow_up_on = models.DateField(null=True)  # when those who assess are asked
    ended = models.CharField(max_length=20, choices=Ended.choices, blank=True)

    class Meta:
        constraints = [
            RISK.constraint("state", "a_risk_case_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state="ended", due_at__isnull=True) | ~Q(state="ended") & Q(due_at__isnull=False),
                name="who_is_followed_has_the_day_of_the_next_look",
            ),
            models.CheckConstraint(
                condition=Q(state="ended") & ~Q(ended="") | ~Q(state="ended") & Q(ended=""),
                name="an_ended_risk_case_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="elsewhere") | ~Q(elsewhere=""), name="assessed_elsewhere_says_where"
            ),
            models.CheckConstraint(
                condition=Q(second__isnull=True) | Q(assessor__isnull=True) | ~Q(second=models.F("assessor")),
                name="two_assessors_are_two",
            ),
            models.CheckConstraint(
                condition=Q(first_because="", first_set_by__isnull=True, first_set_at__isnull=True)
                | ~Q(first_because="") & Q(first_set_by__isnull=False, first_set_at__isnull=False),
                name="someone_has_said_why_one_comes_first",
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "due_at", "id"], condition=Q(state__in=OPEN), name="risk_cases_by_due"),
            models.Index(
                fields=["zone", "due_at", "id"],
                condition=Q(state__in=OPEN) & ~Q(first_because=""),
                name="risk_cases_set_first",
            ),
            models.Index(fields=["zone", "assessor", "due_at"], name="risk_cases_of_an_assessor"),
            models.Index(fields=["zone", "second", "due_at"], name="risk_cases_of_a_second"),
        ]


class Assessment(models.Model):
    """One assessment by one pack, in that pack's version for ever; 'the last year' is two stored days."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone case pack state state_at begun_at begun_by window_start window_end handed_in_at handed_in_by"
        " confirmed_at confirmed_by sent_back_by review_on advice",
        sensitive="summary reason advice_words sent_back_words",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(RiskCase, models.CASCADE, related_name="assessments")
    pack = models.ForeignKey("packs.Pack", models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=AssessmentState.choices, default=AssessmentState.DRAFT)
    state_at = models.DateTimeField()
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    window_start = models.DateField()
    window_end = models.DateField()
    handed_in_at = models.DateTimeField(null=True)
    handed_in_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    sent_back_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    sent_back_words = SealedTextField()
    review_on = models.DateField(null=True)
    summary = SealedTextField()
    reason = SealedTextField()  # why little is urgent although something warns
    advice = ArrayField(models.CharField(max_length=20), default=list)  # codes of AdviceGiven, after a short one
    advice_words = SealedTextField()

    class Meta:
        constraints = [
            ASSESSMENT.constraint("state", "an_assessment_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=UNFINISHED), name="one_assessment_is_written_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="in_force"), name="one_assessment_of_a_person_holds"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("in_force", "superseded", "to_confirm"))
                | Q(handed_in_at__isnull=False, handed_in_by__isnull=False, review_on__isnull=False),
                name="what_holds_was_handed_in_with_the_day_of_the_next_look",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("handed_in_by")),
                name="nobody_confirms_her_own_assessment",
            ),
        ]


class Rating(models.Model):
    """One reader's answers to the pack, hers alone to write; what the two agree on is a third."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone assessment reader worker edition kept_at handed_in_at",
        sensitive="answers",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="ratings")
    reader = models.CharField(max_length=10, choices=Reader.choices)
    worker = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    answers = SealedTextField()  # JSON by linkId
    edition = models.PositiveIntegerField(default=0)  # how many times it has been written
    kept_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "reader"], name="each_reader_rates_once"),
        ]


class Evidence(models.Model):
    """Something that is known, with its source; struck when it was wrong, and then it stays to be seen as struck."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone case source reliability happened_on learned_on readers may_learn bears_on noted_at noted_by"
        " struck_at struck_by",
        sensitive="words",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(RiskCase, models.CASCADE, related_name="evidence")
    source = models.CharField(max_length=20, choices=Source.choices)
    reliability = models.CharField(max_length=20, choices=Reliability.choices)
    happened_on = models.DateField(null=True)
    learned_on = models.DateField()
    readers = models.CharField(max_length=20, choices=Readers.choices)
    may_learn = models.CharField(max_length=5, choices=MayLearn.choices)
    bears_on = ArrayField(models.CharField(max_length=64), default=list)  # linkIds of factors
    words = SealedTextField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_on__isnull=True) | Q(happened_on__lte=models.F("learned_on")),
                name="nothing_is_known_before_it_happens",
            ),
        ]


class Scenario(models.Model):
    """What may happen, as the assessors write it."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone assessment near edition written_at written_by struck_at",
        sensitive="nature severity frequency likelihood",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scenarios")
    nature = SealedTextField()
    severity = SealedTextField()
    near = models.CharField(max_length=10, choices=Near.choices)
    frequency = SealedTextField()
    likelihood = SealedTextField()
    edition = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True)


class BegunLine(models.Model):
    """What someone has begun to write at a step, as it stood when it was last kept; gone when it is saved."""

    classed = classed(Keep.UNTIL_ERASED, working="id zone case worker step kept_at", sensitive="told")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(RiskCase, models.CASCADE, related_name="+")
    worker = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+", db_index=False)
    step = models.CharField(max_length=20, choices=Step.choices)
    told = SealedTextField()  # JSON: each field's values
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "worker", "step"], name="one_line_is_begun_at_a_step")]


class ManagementStep(models.Model):
    """What is to be done, by whom and by when."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone case assessment scenario kind worker due_at state state_at state_by written_at written_by",
        sensitive="words other why_not",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(RiskCase, models.CASCADE, related_name="steps")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="steps")
    scenario = models.ForeignKey(Scenario, models.SET_NULL, null=True, related_name="steps")
    kind = models.CharField(max_length=20, choices=Managed.choices)
    words = SealedTextField()
    worker = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    other = SealedTextField()  # whoever does it and does not sign in here
    why_not = SealedTextField()  # why it was not possible
    due_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=StepState.choices, default=StepState.AGREED)
    state_at = models.DateTimeField()
    state_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")

    class Meta:
        constraints = [STEP.constraint("state", "a_management_step_is_in_a_known_state")]
        indexes = [
            models.Index(fields=["zone", "due_at"], condition=Q(state="agreed"), name="management_steps_by_due"),
            models.Index(fields=["worker"], condition=Q(state="agreed"), name="management_steps_of_a_worker"),
        ]


class Event(models.Model):
    """Something has happened that asks for a new look."""

    classed = classed(Keep.UNTIL_ERASED, working="id zone case what on noted_at noted_by", sensitive="words")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(RiskCase, models.CASCADE, related_name="events")
    what = models.CharField(max_length=20, choices=Happened.choices)
    on = models.DateField()
    words = SealedTextField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")


class AssessmentCount(models.Model):
    """That an assessment was made, and by when it should have been, without identity: it outlives the person."""

    classed = classed(Keep.REGISTER, working="id zone programme due_on done_on first")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField()
    done_on = models.DateField()
    first = models.BooleanField()  # nothing held for the person before

    class Meta:
        indexes = [models.Index(fields=["zone", "programme", "done_on"], name="assessments_by_the_day_made")]


class TwoRatings(models.Model):
    """What two readers answered to one question about someone who is not named: the register of agreement."""

    classed = classed(Keep.REGISTER, working="id zone programme pack question first second read_on")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    pack = models.ForeignKey("packs.Pack", models.PROTECT, related_name="+", db_index=False)
    question = models.CharField(max_length=64)
    first = models.CharField(max_length=64)
    second = models.CharField(max_length=64)
    read_on = models.DateField()  # the first of the month

    class Meta:
        indexes = [models.Index(fields=["zone", "pack", "question"], name="two_ratings_of_a_question")]
