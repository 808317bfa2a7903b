"""The register, which carries no identity and outlives erasure, and the case, the thread with a person."""

from django.db import models
from django.db.models import Case as Cases
from django.db.models import Q, Value, When
from django.db.models.functions import Upper

from brobygger.base.classed import Keep, classed
from brobygger.base.codes import AgeGroup, DeclineReason, Gender, IncidentType, Outcome, PersonRole, Survey
from brobygger.cases.codes import ConversationForm, ReferralSource
from brobygger.cases.states import CASE, CaseState


class Case(models.Model):
    """The thread with one person in one programme; for a minor the person is the guardian, who is the one rung."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone programme state opened_at window_until ring_from attempts last_attempt_at last_band"
        " held_by held_at follow_until ended_at role incident_type language age_group for_minor agreed",
        identity="person",
        contact="may_ring ring_days ring_hour_from ring_hour_to",
        sensitive="protected address_withheld shares_with_accused",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="cases", db_index=False)
    state = models.CharField(max_length=30, choices=CaseState.choices)
    opened_at = models.DateTimeField()
    window_until = models.DateField()
    ring_from = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_attempt_at = models.DateTimeField(null=True)
    last_band = models.PositiveSmallIntegerField(null=True)
    held_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)
    held_at = models.DateTimeField(null=True)
    follow_until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    # Indexes are named below; those that Django would add for foreign keys would only slow the import.
    # What the list shows and filters by, taken from the newest registration so that a page is one read.
    incident_type = models.CharField(max_length=40, choices=IncidentType.choices, blank=True)
    role = models.CharField(max_length=20, choices=PersonRole.choices, blank=True)
    age_group = models.CharField(max_length=10, choices=AgeGroup.choices, blank=True)
    language = models.CharField(max_length=5, blank=True)
    for_minor = models.BooleanField(default=False)
    # The contact card as far as the list needs it, kept in step by `actions.keep_in_step`; nothing recorded is no.
    may_ring = models.BooleanField(default=False, db_default=False)
    ring_days = models.PositiveSmallIntegerField(default=127, db_default=127)  # bit 0 is Monday
    ring_hour_from = models.PositiveSmallIntegerField(default=0, db_default=0)
    ring_hour_to = models.PositiveSmallIntegerField(default=24, db_default=24)
    agreed = models.BooleanField(default=False, db_default=False)  # `ring_from` is a time that she asked for
    protected = models.BooleanField(default=False, db_default=False)
    address_withheld = models.BooleanField(default=False, db_default=False)
    shares_with_accused = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            CASE.constraint("state", "a_case_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(held_by__isnull=True, held_at__isnull=True)
                | Q(held_by__isnull=False, held_at__isnull=False),
                name="a_hold_has_its_worker_and_its_time",
            ),
            models.UniqueConstraint(
                fields=["zone", "programme", "person"],
                condition=Q(state__in=["to_call", "no_number", "guardian_missing", "awaiting_type", "will_call_self"]),
                name="a_person_has_one_open_case_in_a_programme",
            ),
        ]
        indexes = [
            models.Index(
                fields=["zone", "window_until", "id"],
                condition=Q(state="to_call"),
                name="the_call_list_oldest_window",
            ),
            models.Index(fields=["zone", "state", "window_until", "id"], name="cases_of_a_zone_by_state"),
            models.Index(
                fields=["zone", "ring_from"],
                condition=Q(state="to_call", attempts__gt=0),
                name="cases_to_be_rung_again",
            ),
            # The rare ones are found without reading past everyone else.
            models.Index(
                fields=["zone", "language", "window_until", "id"],
                condition=Q(state="to_call") & ~Q(language=""),
                name="the_call_list_by_language",
            ),
            models.Index(
                fields=["zone", "window_until", "id"],
                condition=Q(state="to_call", protected=True),
                name="the_call_list_of_the_protected",
            ),
            models.Index(
                fields=["zone", "window_until", "id"],
                condition=Q(state="to_call", agreed=True),
                name="the_call_list_as_agreed",
            ),
            models.Index(
                fields=["zone", "ring_from"],
                condition=Q(state="to_call", agreed=True),
                name="agreed_calls_by_their_time",
            ),
            models.Index(
                fields=["zone", "ring_hour_from"],
                condition=Q(state="to_call", ring_hour_from__gt=0),
                name="cases_that_wait_for_an_hour",
            ),
            models.Index(fields=["zone", "held_by"], condition=Q(held_by__isnull=False), name="cases_that_are_held"),
            models.Index(fields=["person"], name="cases_of_a_person"),
        ]


class Registration(models.Model):
    """One person in one incident, without identity: what every figure is computed from, before and after erasure."""

    classed = classed(
        Keep.REGISTER,
        working="id zone programme source source_ref criteria identified_on occurred_on offence_code incident_type role"
        " gender age age_group has_contact_details reached reached_on attempts outcome decline_reason survey"
        " referral_token state ended_at",
        identity="person case",
    )

    class Source(models.TextChoices):
        INCIDENTS = "incidents", "incidents"
        REGISTRATIONS = "registrations", "registrations"

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(max_length=20, choices=Source.choices)
    # The register's own number, or a keyed fingerprint of report number and person number: the same row comes in once.
    source_ref = models.CharField(max_length=64)
    criteria = models.ForeignKey("programmes.Criteria", models.PROTECT, null=True, related_name="+")
    identified_on = models.DateField()
    occurred_on = models.DateField(null=True)
    offence_code = models.CharField(max_length=6, blank=True)
    incident_type = models.CharField(max_length=40, choices=IncidentType.choices, blank=True)
    role = models.CharField(max_length=20, choices=PersonRole.choices, blank=True)
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    age = models.PositiveSmallIntegerField(null=True)
    age_group = models.GeneratedField(
        expression=Cases(
            When(age__isnull=True, then=Value("")),
            When(age__lt=18, then=Value("0_17")),
            When(age__lt=30, then=Value("18_29")),
            When(age__lt=40, then=Value("30_39")),
            When(age__lt=50, then=Value("40_49")),
            When(age__lt=60, then=Value("50_59")),
            default=Value("60_plus"),
        ),
        output_field=models.CharField(max_length=10),
        db_persist=True,
    )
    has_contact_details = models.BooleanField(null=True)
    reached = models.BooleanField(default=False)
    reached_on = models.DateField(null=True)
    attempts = models.PositiveSmallIntegerField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    decline_reason = models.CharField(max_length=30, choices=DeclineReason.choices, blank=True)
    survey = models.CharField(max_length=30, choices=Survey.choices, blank=True)
    referral_token = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=30, choices=CaseState.choices)
    ended_at = models.DateTimeField(null=True)
    # Both go at erasure; the row stays.
    person = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, related_name="registrations", db_index=False
    )
    case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="registrations", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "programme", "source", "source_ref"], name="a_row_of_a_source_is_registered_once"
            ),
            CASE.constraint("state", "a_registration_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(reached=True) | Q(outcome="", reached_on__isnull=True),
                name="only_the_reached_have_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(decline_reason="") | Q(outcome="declined"), name="only_the_declined_have_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "programme", "identified_on"], name="register_by_day_identified"),
            models.Index(fields=["case"], name="register_of_a_case"),
            models.Index(fields=["person"], name="register_of_a_person"),
            models.Index(
                fields=["zone", "programme", "offence_code"],
                condition=Q(state="awaiting_type"),
                name="register_waiting_for_a_code",
            ),
            models.Index(
                fields=["zone", "programme", "identified_on"],
                condition=Q(outcome="accepted"),
                name="register_of_the_accepted",
            ),
            models.Index(
                "zone", Upper("referral_token"), condition=~Q(referral_token=""), name="register_by_referral_token"
            ),
        ]


class CounsellingReport(models.Model):
    """One conversation that was held, as a counselling register keeps it: no identity, so it outlives erasure.

    Most come from a counselling organisation's own register, by file; those of counselling that is run in this
    program are its own, and stand in the counselling organisation's zone.
    """

    classed = classed(
        Keep.REGISTER,
        working="id zone programme source report_ref held_on referral_source referral_token incident_type gender"
        " age_group form minutes unknown",
    )

    class Source(models.TextChoices):
        IMPORT = "import", "import"
        OWN = "own", "own"

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, null=True, related_name="+", db_index=False)
    source = models.CharField(max_length=10, choices=Source.choices)
    report_ref = models.CharField(max_length=64)
    held_on = models.DateField()
    referral_source = models.CharField(max_length=20, choices=ReferralSource.choices)
    referral_token = models.CharField(max_length=40, blank=True)
    incident_type = models.CharField(max_length=40, choices=IncidentType.choices, blank=True)
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    age_group = models.CharField(max_length=10, choices=AgeGroup.choices, blank=True)
    form = models.CharField(max_length=20, choices=ConversationForm.choices, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    # What stood in a closed list's column and is not on the list, by column: kept, reported, and never guessed at.
    unknown = models.JSONField(default=dict, db_default=Value({}, output_field=models.JSONField()))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "programme", "source", "report_ref"],
                name="a_report_is_in_the_register_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(referral_source__in=ReferralSource.values), name="a_report_has_a_known_source"
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=600),
                name="a_conversation_has_a_possible_length",
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "programme", "held_on"], name="reports_by_day_held"),
            models.Index("zone", Upper("referral_token"), condition=~Q(referral_token=""), name="reports_by_token"),
        ]


class DateMove(models.Model):
    """One kind of move that dates make in a zone: when it was last looked at, and what holds it where it is held."""

    classed = classed(
        Keep.PROGRAMME,
        working="id zone what looked_at held_since count of because told_at go_at go_by",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    what = models.CharField(max_length=40)
    looked_at = models.DateTimeField()
    held_since = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    because = models.CharField(max_length=40, blank=True)
    told_at = models.DateTimeField(null=True)
    go_at = models.DateTimeField(null=True)
    go_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "what"], name="a_zone_has_each_kind_of_move_once"),
        ]
