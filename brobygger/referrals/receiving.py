"""The receiver's own row of what has arrived: another zone's referral becomes this zone's arrival."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.base.codes import AgeGroup, Gender, IncidentType, PersonRole
from brobygger.base.sealed import SealedTextField
from brobygger.referrals.states import ARRIVAL, ArrivalState, Step


class Arrival(models.Model):
    """What a sender has carried on to this zone: the ticked fields and no others, and the consent that covers them."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone token programme from_zone sender_name purpose basis basis_text language consent_given_at"
        " consent_until fields state state_at step reason arrived_at opened_at opened_by answered_at answered_by"
        " incident_type gender age_group role for_minor spoken interpreter",
        identity="person",
        sensitive="contents wording_text",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    token = models.CharField(max_length=40)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+")
    from_zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    sender_name = models.CharField(max_length=250)
    purpose = models.TextField()
    basis = models.CharField(max_length=40)
    basis_text = models.TextField(blank=True)
    wording_text = models.TextField()  # what the person said yes to
    language = models.CharField(max_length=5)  # of the wording
    consent_given_at = models.DateTimeField()
    consent_until = models.DateField(null=True)
    fields = ArrayField(models.CharField(max_length=20))
    contents = SealedTextField()  # JSON, by field; emptied when the consent is withdrawn
    incident_type = models.CharField(max_length=40, choices=IncidentType.choices, blank=True)
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    age_group = models.CharField(max_length=10, choices=AgeGroup.choices, blank=True)
    role = models.CharField(max_length=20, choices=PersonRole.choices, blank=True)
    for_minor = models.BooleanField(default=False)
    spoken = models.CharField(max_length=5, blank=True)  # the person's language, ISO 639-1; empty is Danish
    interpreter = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=ArrivalState.choices, default=ArrivalState.ARRIVED)
    state_at = models.DateTimeField()
    step = models.CharField(max_length=20, choices=Step.choices, blank=True)  # the last that the sender was told
    reason = models.CharField(max_length=30, blank=True)
    arrived_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="arrivals")

    class Meta:
        constraints = [
            ARRIVAL.constraint("state", "an_arrival_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["zone", "token"],
                condition=Q(state__in=["arrived", "accepted", "ended", "withdrawn"]),
                name="a_referral_arrives_once",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(state__in=["accepted", "ended", "withdrawn"]),
                name="only_the_accepted_become_a_person_here",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["withdrawn", "declined", "called_back"]) | Q(contents=b""),
                name="nothing_is_kept_of_what_was_withdrawn_or_declined",
            ),
        ]
        indexes = [models.Index(fields=["zone", "state", "arrived_at", "id"], name="arrivals_by_state_oldest")]
