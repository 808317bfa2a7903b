"""Meetings of each kind: how often, when, who was there, and what was agreed."""

from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField
from brobygger.meetings.codes import MeetingKind
from brobygger.meetings.states import MEETING, MeetingState


class Rhythm(models.Model):
    """How often a zone holds the meetings of a kind, as it has decided; none is as the kind usually does."""

    classed = classed(Keep.PROGRAMME, working="id zone kind months begins_on changed_at changed_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=MeetingKind.choices, default=MeetingKind.RESOURCE_PERSONS)
    months = models.PositiveSmallIntegerField()
    begins_on = models.DateField()  # by when the first meeting is to be held
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=12), name="resource_persons_meet_at_least_once_a_year"
            ),
            models.UniqueConstraint(fields=["zone", "kind"], name="meetings_of_a_kind_have_one_rhythm_in_a_zone"),
        ]


class Meeting(models.Model):
    """A meeting of a kind. What is written in it is sealed; who sees it goes by its kind."""

    classed = classed(
        Keep.EMPLOYMENT,
        working="id zone kind number state planned_at place agenda minutes others made_at made_by held_on noted_at"
        " noted_by",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=MeetingKind.choices, default=MeetingKind.RESOURCE_PERSONS)
    number = models.PositiveIntegerField(default=1)  # counts the changes, so that two who write see one another
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    planned_at = models.DateTimeField()
    place = models.CharField(max_length=120, blank=True)
    agenda = SealedTextField(blank=True)
    minutes = SealedTextField(blank=True)
    others = SealedTextField(blank=True)  # who was there and does not sign in here
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    held_on = models.DateField(null=True)
    noted_at = models.DateTimeField(null=True)  # when it was noted as held or called off
    noted_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            MEETING.constraint("state", "a_meeting_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state=MeetingState.HELD, held_on__isnull=False)
                | ~Q(state=MeetingState.HELD) & Q(held_on__isnull=True),
                name="a_held_meeting_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state=MeetingState.PLANNED) | Q(noted_at__isnull=False, noted_by__isnull=False),
                name="whoever_noted_a_meeting_has_signed",
            ),
        ]
        indexes = [models.Index(fields=["zone", "planned_at"], name="meetings_of_a_zone")]


class EarlierMinutes(models.Model):
    """The minutes of a meeting as they stood until someone wrote over them."""

    classed = classed(Keep.EMPLOYMENT, working="id zone meeting minutes replaced_at replaced_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="earlier_minutes")
    minutes = SealedTextField()
    replaced_at = models.DateTimeField()
    replaced_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")


class Attendance(models.Model):
    """Who was at a meeting, and who was expected and was not."""

    classed = classed(Keep.EMPLOYMENT, working="id zone meeting worker was_there")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    worker = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    was_there = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "worker"], name="someone_is_noted_once_at_a_meeting")]


class MeetingAction(models.Model):
    """What someone took on at a meeting, and by when."""

    classed = classed(Keep.EMPLOYMENT, working="id zone meeting what worker due_on made_at made_by done_at done_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="actions")
    what = SealedTextField()
    worker = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="whoever_did_what_was_agreed_has_signed",
            )
        ]
