"""How a zone runs its courses, the courses with their sessions, and who has a place in which."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField
from brobygger.courses.codes import Apart, Came, Dropped, Element, Gave
from brobygger.courses.states import COURSE, PLACE, SEATED, CourseState, PlaceState


class Design(models.Model):
    """How the zone runs a course: seed 003, Kerneelement 3 until its leader decides otherwise."""

    classed = classed(
        Keep.PROGRAMME,
        public="id zone sessions minutes weeks_between fewest most closes_after answer_days breaks",
        working="changed_at changed_by",
    )

    zone = models.OneToOneField("staff.Zone", models.PROTECT, related_name="+")
    sessions = models.PositiveSmallIntegerField(default=10)
    minutes = models.PositiveSmallIntegerField(default=150)
    weeks_between = models.PositiveSmallIntegerField(default=1)
    fewest = models.PositiveSmallIntegerField(default=6)
    most = models.PositiveSmallIntegerField(default=8)
    closes_after = models.PositiveSmallIntegerField(default=2)  # sessions; nobody comes in after that
    answer_days = models.PositiveSmallIntegerField(default=5)  # within which an offer is answered
    breaks = ArrayField(models.CharField(max_length=11), default=list)  # school breaks as `MM-DD–MM-DD`
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(fewest__gte=2, most__gte=models.F("fewest"), sessions__gte=1, weeks_between__gte=1),
                name="a_course_has_room_for_those_it_needs",
            )
        ]


class Course(models.Model):
    """One course, closed once it has run for a while."""

    classed = classed(
        Keep.PROGRAMME,
        public="id zone programme name room most fewest closes_after",
        working="state state_at leader second_leader planned_at planned_by",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=60)  # neutral: it may be seen on a phone
    room = models.CharField(max_length=120)
    state = models.CharField(max_length=20, choices=CourseState.choices, default=CourseState.PLANNED)
    state_at = models.DateTimeField()
    leader = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    second_leader = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    fewest = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()
    closes_after = models.PositiveSmallIntegerField()
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            COURSE.constraint("state", "a_course_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(leader__isnull=True) | ~Q(leader=models.F("second_leader")),
                name="two_who_lead_a_course_are_two",
            ),
        ]
        indexes = [models.Index(fields=["zone", "state"], name="courses_of_a_zone")]


class Session(models.Model):
    """One meeting of a course."""

    classed = classed(
        Keep.PROGRAMME,
        public="id zone course number starts_at minutes element theme",
        working="held_at held_by",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    course = models.ForeignKey(Course, models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    element = models.CharField(max_length=20, choices=Element.choices)
    theme = models.CharField(max_length=120, blank=True)
    held_at = models.DateTimeField(null=True)
    held_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="a_session_has_its_own_number"),
        ]


class PlaceCount(models.Model):
    """What is counted of someone's way through a course, without identity: it outlives her."""

    classed = classed(
        Keep.REGISTER,
        working="id zone programme course waited_on offered_on confirmed_on state state_on came of dropped gave",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    course = models.ForeignKey(Course, models.PROTECT, null=True, related_name="+")
    waited_on = models.DateField()
    offered_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)
    state = models.CharField(max_length=20, choices=PlaceState.choices)
    state_on = models.DateField()
    came = models.PositiveSmallIntegerField(default=0)  # sessions
    of = models.PositiveSmallIntegerField(default=0)  # sessions held while she had the place
    dropped = models.CharField(max_length=20, choices=Dropped.choices, blank=True)
    gave = models.CharField(max_length=20, choices=Gave.choices, blank=True)


class Place(models.Model):
    """One person's place, or the wait for one. The seat is a number in the course: no two have the same."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone programme screening count course seat state state_at waits_since answer_by asked_again_at"
        " asked_again_by dropped gave rung_at rung_by",
        sensitive="wishes words",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    screening = models.OneToOneField("screening.Screening", models.CASCADE, related_name="place")
    count = models.OneToOneField(PlaceCount, models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, models.PROTECT, null=True, related_name="places")
    seat = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=20, choices=PlaceState.choices, default=PlaceState.WAITING)
    state_at = models.DateTimeField()
    waits_since = models.DateTimeField()
    answer_by = models.DateTimeField(null=True)
    asked_again_at = models.DateTimeField(null=True)  # before the first session
    asked_again_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    dropped = models.CharField(max_length=20, choices=Dropped.choices, blank=True)
    rung_at = models.DateTimeField(null=True)  # after leaving before the end
    rung_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    gave = models.CharField(max_length=20, choices=Gave.choices, blank=True)
    wishes = SealedTextField()  # days, hours, what matters for coming
    words = SealedTextField()

    class Meta:
        constraints = [
            PLACE.constraint("state", "a_place_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["course", "seat"], condition=Q(state__in=SEATED), name="no_seat_is_given_twice"
            ),
            models.CheckConstraint(
                condition=Q(state__in=SEATED, course__isnull=False, seat__isnull=False) | ~Q(state__in=SEATED),
                name="who_has_a_place_has_a_seat",
            ),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(answer_by__isnull=False), name="an_offer_has_the_day_of_its_answer"
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped_out") | ~Q(dropped=""), name="who_left_has_a_reason_noted"
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "waits_since", "id"], condition=Q(state="waiting"), name="places_waited_for"),
        ]


class Attendance(models.Model):
    """Whether someone came to a session, and whether an answer about safety worried whoever led it."""

    classed = classed(Keep.UNTIL_ERASED, working="id zone session place came worries noted_at noted_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    place = models.ForeignKey(Place, models.CASCADE, related_name="attendances")
    came = models.CharField(max_length=20, choices=Came.choices)
    worries = models.BooleanField(null=True)  # nothing: not asked
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "place"], name="one_comes_or_not_once_to_a_session")]


class KeptApart(models.Model):
    """Two who must not be in one course, or someone and a colleague who leads. The reason is for those who keep it."""

    classed = classed(Keep.UNTIL_ERASED, working="id zone first second worker why noted_at noted_by ended_at ended_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    first = models.ForeignKey("screening.Screening", models.CASCADE, related_name="+")
    second = models.ForeignKey("screening.Screening", models.CASCADE, null=True, related_name="+")
    worker = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=20, choices=Apart.choices)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second__isnull=False, worker__isnull=True) | Q(second__isnull=True, worker__isnull=False),
                name="someone_is_kept_apart_from_one",
            ),
        ]
