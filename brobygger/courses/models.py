"""How a zone runs its courses, the courses with their sessions, and who has a place in which."""

from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, BigIntegerRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext

from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField
from brobygger.base.workdays import day_of
from brobygger.courses.codes import Apart, Came, Dropped, Element, Gave
from brobygger.courses.states import COURSE, CURRENT, PLACE, SEATED, CourseState, PlaceState


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
    breaks = ArrayField(models.CharField(max_length=11), default=list)  # school breaks as `rules.a_break` reads them
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(fewest__gte=2, most__gte=models.F("fewest"), sessions__gte=1, weeks_between__gte=1),
                name="a_course_has_room_for_those_it_needs",
            )
        ]


class Venue(models.Model):
    """A room in which courses meet: how it is discreet, when it is open, and from when until when it is ours."""

    classed = classed(
        Keep.PROGRAMME,
        public="id zone name address seats discretion weekdays opens closes in_use_from in_use_until",
        working="changed_at changed_by",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    seats = models.PositiveSmallIntegerField()
    discretion = models.CharField(max_length=400, blank=True)  # an entrance of its own, a neutral sign
    weekdays = ArrayField(models.PositiveSmallIntegerField())  # ISO, Monday is 1
    opens = models.TimeField()
    closes = models.TimeField()
    in_use_from = models.DateField()
    in_use_until = models.DateField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "name"], name="a_venue_has_its_own_name"),
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="a_venue_opens_before_it_closes"),
        ]

    def is_ours_on(self, day: date) -> bool:
        """Whether it is not lost on the day yet; it may be ours from a later day alone."""
        return self.in_use_until is None or self.in_use_until >= day


class Course(models.Model):
    """One course, closed once it has run for a while."""

    classed = classed(
        Keep.PROGRAMME,
        public="id zone programme name venue most fewest closes_after",
        working="state state_at leader second_leader stand_in planned_at planned_by"
        " begins_with_few_at begins_with_few_by few_words unasked_words",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=60)  # neutral: it may be seen on a phone
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=CourseState.choices, default=CourseState.PLANNED)
    state_at = models.DateTimeField()
    leader = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    second_leader = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    stand_in = models.ForeignKey(
        "staff.Worker", models.PROTECT, null=True, related_name="+"
    )  # where one of the two is ill
    fewest = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()
    closes_after = models.PositiveSmallIntegerField()
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    begins_with_few_at = models.DateTimeField(null=True)  # somebody has said so, with a note
    begins_with_few_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    few_words = models.CharField(max_length=400, blank=True)
    unasked_words = models.CharField(max_length=400, blank=True)  # why it began before everyone was asked again

    class Meta:
        constraints = [
            COURSE.constraint("state", "a_course_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(leader__isnull=True) | ~Q(leader=models.F("second_leader")),
                name="two_who_lead_a_course_are_two",
            ),
            models.CheckConstraint(
                condition=Q(stand_in__isnull=True)
                | ~Q(stand_in=models.F("leader")) & ~Q(stand_in=models.F("second_leader")),
                name="whoever_stands_in_is_a_third",
            ),
        ]
        indexes = [models.Index(fields=["zone", "state"], name="courses_of_a_zone")]

    @property
    def how_it_stands(self) -> str:
        """Its state in words; one that was called off after it had met was stopped."""
        held = self.sessions.exclude(held_at=None).count() if self.state == CourseState.CALLED_OFF else 0
        return gettext("Stopped after session %(n)s") % {"n": held} if held else self.get_state_display()

    @property
    def leading(self) -> list[int]:
        """Who leads, and who stands in."""
        return [one for one in (self.leader_id, self.second_leader_id, self.stand_in_id) if one]


def _alone(field: str) -> Func:
    """A range of one number: so that two equal ones are known by the index that also knows overlapping hours."""
    return Func(F(field), F(field), Value("[]"), function="int8range", output_field=BigIntegerRangeField())


def _hours() -> Func:
    """When a session is. Told in UTC, since only then does the database know that an hour never means another one."""
    ends = "timezone('UTC', \"starts_at\") + \"minutes\" * '1 minute'::interval"
    whole = f"tsrange(timezone('UTC', %(expressions)s), {ends})"
    return Func(F("starts_at"), template=whole, output_field=DateTimeRangeField())


class Session(models.Model):
    """One meeting of a course, and its room; without one where the room is lost, or the course called off."""

    classed = classed(
        Keep.PROGRAMME,
        public="id zone course venue number starts_at minutes element theme material",
        working="held_at held_by moved_at room_lost_at",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    course = models.ForeignKey(Course, models.CASCADE, related_name="sessions")
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, related_name="sessions")
    room_lost_at = models.DateTimeField(null=True)
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    element = models.CharField(max_length=20, choices=Element.choices)
    theme = models.CharField(max_length=120, blank=True)
    material = models.TextField(max_length=4000, blank=True)  # exercises, and what is to be brought along
    moved_at = models.DateTimeField(null=True)  # to another day or room: whoever comes is to be told
    held_at = models.DateTimeField(null=True)
    held_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="a_session_has_its_own_number"),
            ExclusionConstraint(
                name="a_room_is_used_by_one_session_at_a_time",
                expressions=[
                    (_alone("venue"), RangeOperators.OVERLAPS),
                    (_hours(), RangeOperators.OVERLAPS),
                ],
                condition=Q(venue__isnull=False),
            ),
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
        " asked_again_by dropped gave rung_at rung_by called_off told_at not_these",
        sensitive="wishes words",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    screening = models.ForeignKey("screening.Screening", models.CASCADE, related_name="places")
    count = models.OneToOneField(PlaceCount, models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, models.PROTECT, null=True, related_name="places")
    seat = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=20, choices=PlaceState.choices, default=PlaceState.WAITING)
    state_at = models.DateTimeField()
    waits_since = models.DateTimeField()
    answer_by = models.DateTimeField(null=True)
    not_these = ArrayField(models.BigIntegerField(), default=list)  # courses that were refused to her, and stay so
    told_at = models.DateTimeField(null=True)  # the days of the course, as they stood then
    asked_again_at = models.DateTimeField(null=True)  # before the first session
    asked_again_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    dropped = models.CharField(max_length=20, choices=Dropped.choices, blank=True)
    rung_at = models.DateTimeField(null=True)  # after leaving before the end
    rung_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    called_off = (
        models.ForeignKey(  # the course that was hers until it was taken from her, and she is to be rung about it
            Course, models.PROTECT, null=True, related_name="to_ring"
        )
    )
    gave = models.CharField(max_length=20, choices=Gave.choices, blank=True)
    wishes = SealedTextField()  # days, hours, what matters for coming
    words = SealedTextField()

    class Meta:
        constraints = [
            PLACE.constraint("state", "a_place_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["screening"], condition=Q(state__in=CURRENT), name="nobody_waits_or_has_a_place_twice"
            ),
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

    @property
    def answer_on(self) -> date | None:
        """The last day on which the offer is answered."""
        return day_of(self.answer_by - timedelta(seconds=1)) if self.answer_by else None


class Attendance(models.Model):
    """Whether someone came to a session, and whether an answer about safety worried whoever led it."""

    classed = classed(
        Keep.UNTIL_ERASED, working="id zone session place came worries not_possible caught_up_on noted_at noted_by"
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    place = models.ForeignKey(Place, models.CASCADE, related_name="attendances")
    came = models.CharField(max_length=20, choices=Came.choices)
    worries = models.BooleanField(null=True)  # nothing: not asked
    not_possible = models.BooleanField(default=False)  # to ask
    caught_up_on = models.DateField(null=True)  # what was missed, alone with someone who leads
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "place"], name="one_comes_or_not_once_to_a_session"),
            models.CheckConstraint(
                condition=Q(not_possible=False) | Q(worries__isnull=True), name="what_was_answered_was_possible_to_ask"
            ),
        ]


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
