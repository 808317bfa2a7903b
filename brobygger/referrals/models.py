"""Consent in the exact words that were read to her, and the referral that rests on it."""

from __future__ import annotations

from django.db import models

from brobygger.base.classed import Keep, classed
from brobygger.referrals.states import REFERRAL, ReferralState


class Consent(models.Model):
    """She said yes to this wording, in this language, to this worker, at this time."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone case wording language interpreter given_at asked_by scope withdrawn_at withdrawn_by",
        sensitive="wording_text",
    )

    class Scope(models.TextChoices):
        RING_BACK = "ring_back", "ring_back"

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="consents")
    wording = models.ForeignKey("programmes.ConsentWording", models.PROTECT, related_name="+")
    wording_text = models.TextField()
    language = models.CharField(max_length=5)
    interpreter = models.BooleanField(default=False)
    scope = models.CharField(max_length=20, choices=Scope.choices, default=Scope.RING_BACK)
    given_at = models.DateTimeField()
    asked_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")


class Referral(models.Model):
    """A person is to be carried on to a counsellor; the token tells nothing about her."""

    classed = classed(Keep.UNTIL_ERASED, working="id zone case consent token state made_at made_by state_at")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="referrals")
    consent = models.ForeignKey(Consent, models.PROTECT, related_name="referrals")
    token = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=20, choices=ReferralState.choices, default=ReferralState.TO_BE_SENT)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    state_at = models.DateTimeField()

    class Meta:
        constraints = [
            REFERRAL.constraint("state", "a_referral_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(state="to_be_sent"),
                name="a_case_has_one_referral_under_way",
            ),
        ]
