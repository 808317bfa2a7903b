"""Consent in the exact words that were read to her, the referral that rests on it, and what of it went to whom."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField
from brobygger.referrals.receiving import Arrival
from brobygger.referrals.states import REFERRAL, UNDER_WAY, Gone, LinkKind, ReferralState

__all__ = ["Arrival", "Consent", "Coverage", "HeldToken", "Link", "Package", "Receiver", "Referral", "StepTaken"]


class Coverage(models.Model):
    """What the very words of a consent cover: the fields that may cross, for how long, and for what.

    Words without a row here cover only what the shipped first version covers. A decision is never changed: whoever
    needs another one writes new words.
    """

    classed = classed(
        Keep.PROGRAMME,
        public="id wording fields required days purpose_da purpose_en",
        working="decided_at decided_by",
    )

    wording = models.OneToOneField("programmes.ConsentWording", models.PROTECT, related_name="coverage")
    fields = ArrayField(models.CharField(max_length=20))
    required = ArrayField(models.CharField(max_length=20))
    days = models.PositiveSmallIntegerField()  # after these the person is asked again
    purpose_da = models.TextField()
    purpose_en = models.TextField()
    decided_at = models.DateTimeField(null=True)  # what was shipped has no leader behind it
    decided_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=365), name="a_consent_is_leaned_on_for_1_to_365_days"
            ),
            models.CheckConstraint(
                condition=Q(fields__contains=models.F("required")), name="what_is_required_is_covered"
            ),
        ]


class Consent(models.Model):
    """She, or a guardian for her, said yes to this wording, in this language, to this worker, at this time."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone case wording language by_guardian interpreter given_at asked_by scope covers until"
        " withdrawn_at withdrawn_by",
        sensitive="wording_text",
    )

    class Scope(models.TextChoices):
        RING_BACK = "ring_back", "ring_back"

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="consents")
    wording = models.ForeignKey("programmes.ConsentWording", models.PROTECT, related_name="+")
    wording_text = models.TextField()
    language = models.CharField(max_length=5)
    by_guardian = models.BooleanField(default=False, db_default=False)  # for the minor whom the case is about
    interpreter = models.BooleanField(default=False)
    scope = models.CharField(max_length=20, choices=Scope.choices, default=Scope.RING_BACK)
    # The fields that the words cover, as they were when she said yes; empty: those of the wording's version.
    covers = ArrayField(models.CharField(max_length=20), default=list, db_default=[])
    until = models.DateField(null=True)  # the last day on which it may be leaned on
    given_at = models.DateTimeField()
    asked_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")


class Receiver(models.Model):
    """Where a zone may send: another zone here, or an organisation outside with an e-mail address and a telephone."""

    classed = classed(
        Keep.PROGRAMME,
        working="id zone to_zone name email phone language link_days opened_at opened_by gone_at gone_by gone_because",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    to_zone = models.ForeignKey("staff.Zone", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=5, default="da", choices=[("da", "Dansk"), ("en", "English")])
    link_days = models.PositiveSmallIntegerField(default=14)  # how long a one-time link can be used
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    gone_at = models.DateTimeField(null=True)
    gone_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    gone_because = models.CharField(max_length=20, choices=Gone.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "to_zone"],
                condition=Q(gone_at__isnull=True, to_zone__isnull=False),
                name="a_zone_is_a_receiver_once",
            ),
            models.UniqueConstraint(
                fields=["zone", "name"], condition=Q(gone_at__isnull=True), name="a_receiver_has_its_own_name"
            ),
            models.CheckConstraint(
                condition=Q(to_zone__isnull=False) | ~Q(email=""), name="an_outside_receiver_has_an_address"
            ),
            models.CheckConstraint(
                condition=Q(to_zone__isnull=True) | ~Q(to_zone=models.F("zone")), name="no_zone_sends_to_itself"
            ),
            models.CheckConstraint(
                condition=Q(gone_at__isnull=True, gone_because="") | Q(gone_at__isnull=False) & ~Q(gone_because=""),
                name="a_receiver_that_is_gone_says_why",
            ),
            models.CheckConstraint(
                condition=Q(link_days__gte=1, link_days__lte=90), name="a_link_can_be_used_for_1_to_90_days"
            ),
        ]


class Referral(models.Model):
    """A person is to be carried on to a counsellor; the token tells nothing about her."""

    classed = classed(
        Keep.UNTIL_ERASED, working="id zone case consent token state made_at made_by followed_by state_at"
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="referrals")
    consent = models.ForeignKey(Consent, models.PROTECT, related_name="referrals")
    token = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=20, choices=ReferralState.choices, default=ReferralState.TO_BE_SENT)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    # Who sees to it that it is sent, and held: first who made it, then who sent it, or takes over from that one.
    followed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)
    state_at = models.DateTimeField()

    class Meta:
        constraints = [
            REFERRAL.constraint("state", "a_referral_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=[str(state) for state in UNDER_WAY]),
                name="a_case_has_one_referral_under_way",
            ),
        ]
        indexes = [models.Index(fields=["zone", "state", "state_at", "id"], name="referrals_by_state_oldest")]


class Package(models.Model):
    """What was ticked and went to one receiver: each field as a code, the contents sealed."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone referral receiver purpose basis basis_text fields sent_at sent_by closed_at closed_because",
        sensitive="contents",
    )

    class Closed(models.TextChoices):
        DECLINED = "declined", "declined"
        CALLED_BACK = "called_back", "called_back"
        WITHDRAWN = "withdrawn", "withdrawn"

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="packages")
    receiver = models.ForeignKey(Receiver, models.PROTECT, related_name="packages")
    purpose = models.TextField()
    basis = models.CharField(max_length=40)  # key in the catalogue of legal bases
    basis_text = models.TextField(blank=True)  # the paragraph as it read on that day
    fields = ArrayField(models.CharField(max_length=20))
    contents = SealedTextField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=20, choices=Closed.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(closed_at__isnull=True), name="a_referral_is_at_one_receiver_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_because="")
                | Q(closed_at__isnull=False) & ~Q(closed_because=""),
                name="a_closed_package_says_why",
            ),
        ]


class StepTaken(models.Model):
    """One step in a referral's life: the state that it came to, why, and who told of it."""

    classed = classed(Keep.UNTIL_ERASED, working="id zone referral package state reason at by told_by")

    class ToldBy(models.TextChoices):
        SENDER = "sender", "sender"
        RECEIVER = "receiver", "receiver"
        LINK = "link", "link"

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="steps")
    package = models.ForeignKey(Package, models.CASCADE, null=True, related_name="steps")
    state = models.CharField(max_length=20, choices=ReferralState.choices)
    reason = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField()
    # The sender's own worker; who it was at the receiver is the receiver's business.
    by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    told_by = models.CharField(max_length=10, choices=ToldBy.choices)

    class Meta:
        constraints = [REFERRAL.constraint("state", "a_step_leads_to_a_known_state")]


class Link(models.Model):
    """A one-time link for a receiver without sign-in; only its keyed fingerprint is kept."""

    classed = classed(
        Keep.UNTIL_ERASED, working="id zone package kind mark made_at made_by_kind expires_at used_at revoked_at"
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    package = models.ForeignKey(Package, models.CASCADE, related_name="links")
    kind = models.CharField(max_length=10, choices=LinkKind.choices)
    mark = models.BinaryField(unique=True)
    made_at = models.DateTimeField()
    made_by_kind = models.CharField(max_length=10)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["package"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="a_package_has_one_link_in_use",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True), name="a_used_link_is_not_revoked"
            ),
        ]


class HeldToken(models.Model):
    """That the conversation of a referral was held, as its receiver said, when the referral itself has been erased."""

    classed = classed(Keep.REGISTER, working="id zone token held_on")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    token = models.CharField(max_length=40)
    held_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "token"], name="a_referral_is_held_once")]
