"""The words that may be sent, who they seem to come from, and every message with what became of it."""

from django.db import models

from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField
from brobygger.contact.states import MESSAGE, Audience, MessageState
from brobygger.people.channels import Channel


class Wording(models.Model):
    """The exact words of a message in one language, from a day; no words go out that are not one of these.

    Without an organisation it was shipped, and holds where an organisation has approved none of its own.
    """

    classed = classed(
        Keep.PROGRAMME,
        public="id key audience channel language version valid_from subject text organisation",
        working="drafted_by drafted_at approved_by approved_at withdrawn_by withdrawn_at",
    )

    key = models.SlugField(max_length=40)
    audience = models.CharField(max_length=20, choices=Audience.choices)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    language = models.CharField(max_length=5)
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    subject = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    organisation = models.ForeignKey("staff.Organisation", models.PROTECT, null=True, related_name="+")
    drafted_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "channel", "language", "organisation", "version"],
                nulls_distinct=False,
                name="a_wording_version_is_one_text",
            ),
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=True, drafted_by__isnull=True)
                | models.Q(organisation__isnull=False, drafted_by__isnull=False),
                name="a_wording_of_ones_own_has_someone_behind_it",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("drafted_by")),
                name="a_second_leader_approves_a_wording",
            ),
        ]


class Sender(models.Model):
    """Who a zone's messages seem to come from, from a day: a name that tells nothing to who happens to see it."""

    classed = classed(Keep.PROGRAMME, working="id zone valid_from name decided_by decided_at")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    valid_from = models.DateField()
    name = models.CharField(max_length=11)  # what an SMS has room for
    decided_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "valid_from"], name="one_sender_from_a_day_in_a_zone"),
        ]


class Message(models.Model):
    """One message: which words, to whom, and how far it came. Words and address are sealed; the rest is codes."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone reference person worker audience channel wording state reason made_at made_by state_at"
        " state_by tries next_try_at go_until",
        contact="filled address language",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    reference = models.UUIDField(unique=True)  # the same each time it is tried, so that a receiver may know it again
    person = models.ForeignKey("people.Person", models.CASCADE, null=True, related_name="messages")
    worker = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)
    audience = models.CharField(max_length=20, choices=Audience.choices)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="+", db_index=False)
    language = models.CharField(max_length=5)
    filled = SealedTextField()  # what stands in the wording's gaps, as JSON
    address = SealedTextField()
    state = models.CharField(max_length=20, choices=MessageState.choices, default=MessageState.WAITING)
    reason = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)
    state_at = models.DateTimeField()
    state_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    go_until = models.DateTimeField()  # what has not gone by then is stopped: it would be news of yesterday

    class Meta:
        constraints = [
            MESSAGE.constraint("state", "a_message_is_in_a_known_state"),
            models.CheckConstraint(
                condition=models.Q(audience=Audience.PERSON, person__isnull=False, worker__isnull=True)
                | models.Q(audience=Audience.WORKER, person__isnull=True, worker__isnull=False)
                | models.Q(audience=Audience.ORGANISATION, person__isnull=True, worker__isnull=True),
                name="a_message_is_to_one_audience",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("waiting", "sending", "sent")) | ~models.Q(reason=""),
                name="a_message_that_did_not_arrive_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "-made_at"], name="contact_newest_first"),
            models.Index(
                fields=["zone", "next_try_at"],
                condition=models.Q(state__in=("waiting", "sending")),
                name="contact_on_the_way",
            ),
        ]
