"""The help to one person: who has her, every try to reach her, every conversation and what came of it."""

from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.base.codes import AgeGroup, Gender, IncidentType
from brobygger.base.sealed import SealedTextField
from brobygger.counselling.states import (
    ASSIGNMENT,
    CONVERSATION,
    COUNSELLING,
    AssignmentState,
    CancelledBy,
    ConversationState,
    CounsellingState,
    EndReason,
    OfferAnswer,
    Reached,
    Source,
)
from brobygger.volunteers.states import Form


class Counselling(models.Model):
    """The thread with one person who is helped, from the day she waits to an explained end.

    Someone anonymous has no person row: she has a code name and a code word, which she chose, and is found by both.
    """

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone programme arrival source token state state_at opened_at opened_by language form_wished"
        " counsellor first_contact_at first_contact_by first_held_at first_held_by follow_up_on ended_at ended_by"
        " end_reason incident_type gender age_group gender_wished days_wished evenings_wished",
        identity="person code_name code_mark",
        contact="area",
        sensitive="organisations",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, null=True, related_name="+", db_index=False)
    arrival = models.OneToOneField("referrals.Arrival", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("people.Person", models.CASCADE, null=True, related_name="+")
    source = models.CharField(max_length=20, choices=Source.choices)
    token = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=CounsellingState.choices, default=CounsellingState.WAITING)
    state_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+", db_index=False)
    incident_type = models.CharField(max_length=40, choices=IncidentType.choices, blank=True)
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    age_group = models.CharField(max_length=10, choices=AgeGroup.choices, blank=True)
    language = models.CharField(max_length=5, blank=True)  # ISO 639-1; empty is Danish
    area = models.CharField(max_length=60, blank=True)  # where she can meet; never an address
    organisations = SealedTextField()  # workplace, school: only so that conflicts are found
    form_wished = models.CharField(max_length=10, choices=Form.choices, blank=True)
    gender_wished = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    days_wished = models.PositiveSmallIntegerField(default=0)  # daytime; bit 0 is Monday; 0 is nothing said
    evenings_wished = models.PositiveSmallIntegerField(default=0)
    code_name = SealedTextField()
    code_mark = models.BinaryField(null=True)  # of the code name and the code word, which is not kept itself
    counsellor = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)
    first_contact_at = models.DateTimeField(null=True)
    first_contact_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)
    first_held_at = models.DateTimeField(null=True)
    first_held_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)
    follow_up_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)
    end_reason = models.CharField(max_length=20, choices=EndReason.choices, blank=True)

    class Meta:
        constraints = [
            COUNSELLING.constraint("state", "a_counselling_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(counsellor__isnull=False) | ~Q(state__in=["offered", "running"]),
                name="what_is_offered_or_under_way_is_someones",
            ),
            models.CheckConstraint(
                condition=Q(counsellor__isnull=True) | ~Q(state="waiting"), name="who_waits_for_a_volunteer_has_none"
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) & ~Q(end_reason="")
                | ~Q(state="ended") & Q(ended_at__isnull=True, end_reason=""),
                name="a_counselling_ends_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(code_mark__isnull=False), name="someone_is_known_or_has_a_code"
            ),
            models.UniqueConstraint(
                fields=["zone", "person"],
                condition=Q(state__in=["waiting", "offered", "running"]),
                name="a_person_has_one_counselling_under_way",
            ),
            models.UniqueConstraint(fields=["zone", "code_mark"], name="a_code_is_one_person"),
        ]
        indexes = [
            models.Index(fields=["zone", "state", "state_at"], name="counsellings_of_the_board"),
            models.Index(fields=["counsellor", "state"], name="counsellings_of_a_volunteer"),
        ]


class Assignment(models.Model):
    """One volunteer was asked to take one person; the reasons against that the coordinator saw are kept with it."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone counselling counsellor state offered_at offered_by answered_at answered_by answer against"
        " stop_seen_at",
        sensitive="against_why",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    counselling = models.ForeignKey(Counselling, models.CASCADE, related_name="assignments")
    counsellor = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=AssignmentState.choices, default=AssignmentState.OFFERED)
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=12, choices=OfferAnswer.choices, blank=True)
    against = models.JSONField(default=list)  # codes of the reasons against
    against_why = SealedTextField()
    stop_seen_at = models.DateTimeField(null=True)  # when she said that she has seen that contact was stopped

    class Meta:
        constraints = [
            ASSIGNMENT.constraint("state", "an_assignment_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["counselling"],
                condition=Q(state__in=["offered", "accepted"]),
                name="a_person_is_with_one_volunteer_at_a_time",
            ),
        ]


class Attempt(models.Model):
    """One try to get in touch before or between conversations, and whether she was reached."""

    classed = classed(Keep.UNTIL_ERASED, working="id zone counselling at by result")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    counselling = models.ForeignKey(Counselling, models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    result = models.CharField(max_length=25, choices=Reached.choices)


class Conversation(models.Model):
    """A conversation that was agreed, and what came of it."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone counselling form starts_at minutes minutes_held planned_at planned_by state outcome_at"
        " outcome_by cancelled_by report_ref kept_at place_in_calendar",
        sensitive="note draft",
        contact="place",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    counselling = models.ForeignKey(Counselling, models.CASCADE, related_name="conversations")
    form = models.CharField(max_length=10, choices=Form.choices)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()  # as agreed
    minutes_held = models.PositiveSmallIntegerField(null=True)
    place = SealedTextField()
    place_in_calendar = models.BooleanField(default=False)
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ConversationState.choices, default=ConversationState.PLANNED)
    outcome_at = models.DateTimeField(null=True)
    outcome_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    cancelled_by = models.CharField(max_length=12, choices=CancelledBy.choices, blank=True)
    note = SealedTextField()
    draft = SealedTextField()  # the half-written form as JSON, gone when the outcome is saved
    kept_at = models.DateTimeField(null=True)
    report_ref = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            CONVERSATION.constraint("state", "a_conversation_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(cancelled_by="") & ~Q(state="cancelled") | ~Q(cancelled_by="") & Q(state="cancelled"),
                name="a_cancelled_conversation_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=600)
                & (Q(minutes_held=None) | Q(minutes_held__range=(1, 600))),
                name="a_conversation_lasts_from_1_to_600_minutes",
            ),
            models.CheckConstraint(
                condition=Q(state="held", minutes_held__isnull=False)
                | ~Q(state="held") & Q(minutes_held__isnull=True, report_ref=""),
                name="only_a_held_conversation_has_a_length_and_a_report",
            ),
            models.CheckConstraint(
                condition=Q(state="planned", outcome_at__isnull=True)
                | ~Q(state="planned") & Q(outcome_at__isnull=False),
                name="what_came_of_a_conversation_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["zone", "state", "starts_at"], name="conversations_by_day")]
