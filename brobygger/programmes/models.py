"""A programme and what it has decided, each decision with the day from which it holds."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from brobygger.base.classed import Keep, classed
from brobygger.base.codes import IncidentType, PersonRole
from brobygger.programmes.states import CRITERIA, WORDING, CriteriaState, WordingState


class Programme(models.Model):
    """A way of helping that a zone runs: outreach, or outpatient help."""

    classed = classed(Keep.PROGRAMME, public="id key name_da name_en kind")

    class Kind(models.TextChoices):
        OUTREACH = "outreach", _("Outreach")
        OUTPATIENT = "outpatient", _("Outpatient help")

    key = models.SlugField(max_length=40, unique=True)
    name_da = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind.choices)

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_da


class Criteria(models.Model):
    """A version of the target group: who is in, from which day. Applies to incidents reported from `valid_from`."""

    classed = classed(
        Keep.PROGRAMME,
        public="id programme number valid_from wait_days window_days is_example note",
        working="state drafted_by drafted_at changed_by changed_at proposed_by proposed_at approved_by approved_at",
    )

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="criteria")
    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    state = models.CharField(max_length=20, choices=CriteriaState.choices, default=CriteriaState.DRAFT)
    wait_days = models.PositiveSmallIntegerField(default=2)  # after the incident was reported, before the first call
    window_days = models.PositiveSmallIntegerField(default=28)  # after the report, no first call later than this
    is_example = models.BooleanField(default=False)  # the shipped offence codes: to be confirmed by the district
    note = models.TextField(blank=True)
    drafted_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="a_criteria_version_has_its_own_number"),
            CRITERIA.constraint("state", "criteria_are_in_a_known_state"),
            models.UniqueConstraint(
                fields=["programme"],
                condition=models.Q(state__in=[CriteriaState.DRAFT, CriteriaState.PROPOSED]),
                name="a_programme_has_one_open_draft_of_its_criteria",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | ~models.Q(approved_by=models.F("proposed_by")) & ~models.Q(approved_by=models.F("drafted_by")),
                name="a_second_leader_approves_criteria",
            ),
            # What was shipped has no leader behind it; everything else has two before it holds.
            models.CheckConstraint(
                condition=~models.Q(state=CriteriaState.APPROVED)
                | models.Q(drafted_by__isnull=True)
                | models.Q(proposed_by__isnull=False, approved_by__isnull=False),
                name="approved_criteria_have_their_two_leaders",
            ),
            models.CheckConstraint(
                condition=models.Q(window_days__gte=models.F("wait_days")), name="the_window_closes_after_the_wait"
            ),
        ]


class TargetRule(models.Model):
    """Whether a role in a type of incident is in the target group, and at which ages (both ends included)."""

    classed = classed(Keep.PROGRAMME, public="id criteria incident_type role included min_age max_age")

    criteria = models.ForeignKey(Criteria, models.CASCADE, related_name="rules")
    incident_type = models.CharField(max_length=40, choices=IncidentType.choices)
    role = models.CharField(max_length=20, choices=PersonRole.choices)
    included = models.BooleanField()
    min_age = models.PositiveSmallIntegerField(null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["criteria", "incident_type", "role"], name="one_rule_for_a_role_in_a_type_of_incident"
            ),
            models.CheckConstraint(
                condition=models.Q(min_age__isnull=True)
                | models.Q(max_age__isnull=True)
                | models.Q(min_age__lte=models.F("max_age")),
                name="the_upper_age_limit_is_not_below_the_lower",
            ),
        ]


class OffenceCode(models.Model):
    """The police's offence code and the incident type that it counts as."""

    classed = classed(Keep.PROGRAMME, public="id criteria code incident_type")

    criteria = models.ForeignKey(Criteria, models.CASCADE, related_name="offence_codes")
    code = models.CharField(max_length=6)
    incident_type = models.CharField(max_length=40, choices=IncidentType.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criteria", "code"], name="an_offence_code_counts_as_one_incident_type")
        ]


class AttemptPolicy(models.Model):
    """When a person may be rung and how often, from a day."""

    classed = classed(
        Keep.PROGRAMME,
        public="id programme valid_from most_attempts hour_bands weekdays hours_between hold_minutes follow_days"
        " first_contact_basis first_contact_note",
    )

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="attempt_policies")
    valid_from = models.DateField()
    most_attempts = models.PositiveSmallIntegerField(default=5)
    # Half-open bands of the clock; the next attempt is made in another band than the last, on another weekday.
    hour_bands = ArrayField(ArrayField(models.PositiveSmallIntegerField(), size=2))
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    hours_between = models.PositiveSmallIntegerField(default=20)
    hold_minutes = models.PositiveSmallIntegerField(default=30)  # after this long another worker may take over
    follow_days = models.PositiveSmallIntegerField(default=21)  # 'will call herself' is followed for this long
    first_contact_basis = models.CharField(max_length=200)  # why a first call is allowed before she has been asked
    first_contact_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "valid_from"], name="one_attempt_policy_from_a_day")
        ]


class Script(models.Model):
    """What a worker says in the call, in short steps, in one language, from a day: to the person, or to a guardian."""

    classed = classed(Keep.PROGRAMME, public="id programme language for_guardian version valid_from steps")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="scripts")
    language = models.CharField(max_length=5)
    for_guardian = models.BooleanField(default=False, db_default=False)  # who is rung about a minor
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    steps = models.JSONField()  # [{"heading": …, "say": …}, …]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "language", "for_guardian", "version"], name="a_script_version_is_one_text"
            )
        ]


class ConsentWording(models.Model):
    """The exact words of a consent, in one language, from a day: of the person, or of a guardian for a minor."""

    classed = classed(
        Keep.PROGRAMME,
        public="id programme language for_guardian version valid_from text",
        working="state drafted_by drafted_at approved_by approved_at",
    )

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="consent_wordings")
    language = models.CharField(max_length=5)
    for_guardian = models.BooleanField(default=False, db_default=False)  # read to whoever says yes for a minor
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    text = models.TextField()
    # What was shipped has no leader behind it; everything else has two before it is read to anyone.
    state = models.CharField(max_length=20, choices=WordingState.choices, default=WordingState.APPROVED)
    drafted_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "language", "for_guardian", "version"],
                name="a_consent_wording_version_is_one_text",
            ),
            WORDING.constraint("state", "a_consent_wording_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["programme", "language", "for_guardian"],
                condition=models.Q(state=WordingState.PROPOSED),
                name="one_consent_wording_in_a_language_waits_for_approval",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("drafted_by")),
                name="a_second_leader_approves_a_consent_wording",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=WordingState.APPROVED)
                | models.Q(drafted_by__isnull=True)
                | models.Q(approved_by__isnull=False),
                name="an_approved_consent_wording_has_its_two_leaders",
            ),
        ]


class LegalBasis(models.Model):
    """What the law says from a day: a paragraph that moves is a new version here, not new code.

    The same for every zone of the installation, and changed by a new version of the program alone. A version is never
    changed; a newer one ends it.
    """

    classed = classed(
        Keep.PROGRAMME,
        public="id key law paragraph title_da title_en text_da text_en valid_from valid_until source to_be_confirmed",
        working="added_by added_at",
    )

    key = models.SlugField(max_length=40)
    law = models.CharField(max_length=120)  # the Danish name; legal terms are not translated
    paragraph = models.CharField(max_length=120, blank=True)
    title_da = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160)
    text_da = models.TextField()
    text_en = models.TextField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)  # the last day; empty while it holds
    source = models.TextField()
    to_be_confirmed = models.BooleanField(default=True)  # nobody with a lawyer's eye has said that it is right
    added_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="one_version_of_a_legal_basis_from_a_day"),
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(valid_until__isnull=True),
                name="one_version_of_a_legal_basis_has_no_end",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from")),
                name="a_legal_basis_does_not_end_before_it_begins",
            ),
        ]

    @property
    def title(self) -> str:
        return self.title_en if get_language() == "en" else self.title_da

    @property
    def text(self) -> str:
        return self.text_en if get_language() == "en" else self.text_da

    @property
    def reference(self) -> str:
        """The law and its paragraph as one writes them: 'Barnets lov § 133'."""
        return f"{self.law} {self.paragraph}".strip()


class DutyDeadline(models.Model):
    """How long each step of a duty to notify may take, from a day: in hours, or in Danish working days.

    One without a zone came with the program; what a zone has decided stands for that zone in its place.
    """

    classed = classed(Keep.PROGRAMME, public="id zone kind step valid_from hours working_days source")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=30)  # the duty's kind and the state in which it waits, as the room `duties` has
    step = models.CharField(max_length=30)
    valid_from = models.DateField()
    hours = models.PositiveSmallIntegerField(null=True)
    working_days = models.PositiveSmallIntegerField(null=True)  # 0: before the day is over, or the next working day
    source = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "kind", "step", "valid_from"],
                nulls_distinct=False,
                name="one_deadline_of_a_step_from_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(hours__isnull=True, working_days__isnull=False)
                | models.Q(hours__isnull=False, working_days__isnull=True),
                name="a_deadline_is_in_hours_or_in_working_days",
            ),
        ]
