"""A person, the marks by which the same person is recognised again, and how it is safe to reach her."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from brobygger.base.classed import Keep, classed
from brobygger.base.codes import Gender
from brobygger.base.sealed import SealedTextField


class Person(models.Model):
    """The one we help. Identity is short-lived: it is erased on schedule, and no figure depends on it.

    The CPR number itself is never stored; see PersonMark.
    """

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone created_at created_by_kind merged_into",
        identity="given_name family_name birth_date gender about_minor speaks_until",
        contact="email address postal_code language",
        sensitive="protected address_withheld",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    language = models.CharField(max_length=5, blank=True)  # ISO 639-1; empty is Danish
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=4, blank=True)
    protected = models.BooleanField(default=False)  # name and address protection, CPR Act § 28
    # Registered without an address although protected: deliberate (CPR Act § 6(6)), never to be looked up or filled in.
    address_withheld = models.BooleanField(default=False)
    # A guardian whom a referral brought: the minor's first name, and the day from which the minor is an adult.
    about_minor = models.CharField(max_length=100, blank=True, db_default="")
    speaks_until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by_kind = models.CharField(max_length=10)  # an import, or a worker
    # The one whom she was found to be: all that is hers stands there, and this row keeps what she was called before.
    merged_into = models.ForeignKey("self", models.CASCADE, null=True, related_name="earlier", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["zone", "birth_date"], name="people_by_birthday"),
            models.Index(
                fields=["merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="people_who_were_merged",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="nobody_is_merged_with_herself"
            )
        ]


class NamePart(models.Model):
    """One part of a person's name, folded, by which she is found; the database itself keeps them (found_by_name)."""

    classed = classed(Keep.UNTIL_ERASED, working="id zone person", identity="part")

    # Always the person's own, so the database need not look it up once more.
    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    part = models.TextField(db_collation="C")

    class Meta:
        indexes = [models.Index(fields=["zone", "part", "person"], name="people_found_by_part_of_name")]
        constraints = [models.UniqueConstraint(fields=["zone", "person", "part"], name="a_part_of_a_name_is_kept_once")]


class PersonMark(models.Model):
    """A keyed fingerprint by which a person is recognised again: of her CPR number, her name and birth date, or her
    name and phone number. Nothing can be read from it."""

    classed = classed(Keep.UNTIL_ERASED, working="id zone kind", identity="person mark")

    class Kind(models.TextChoices):
        CPR = "c", _("CPR number")
        NAME_AND_BIRTH_DATE = "b", _("Name and date of birth")
        NAME_AND_PHONE = "p", _("Name and phone number")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=1, choices=Kind.choices)
    mark = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["zone", "mark"], name="people_recognised_by_mark")]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "mark"], condition=models.Q(kind="c"), name="a_cpr_number_is_one_person_in_a_zone"
            )
        ]


class PhoneNumber(models.Model):
    """A number of a person's, in E.164; stopped at once when someone else answers."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone person source added_at added_by stopped_at stopped_by stopped_because",
        contact="number beside shared_with_accused others_may_see",
    )

    class Stopped(models.TextChoices):
        SOMEONE_ELSE_ANSWERED = "someone_else_answered", _("Someone else answered")
        WRONG_NUMBER = "wrong_number", _("Wrong number")
        NOT_IN_USE = "not_in_use", _("The number is not in use")
        ASKED_TO_STOP = "asked_to_stop", _("Asked not to be rung")
        CORRECTED = "corrected", _("The police have corrected the number")
        KEPT_ONCE = "kept_once", _("Two who were one had the same number, and it is kept once")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="numbers", db_index=False)
    number = models.CharField(max_length=20)
    beside = models.TextField(blank=True, db_default="")  # “mor”: it may be another's to answer
    source = models.CharField(max_length=20, default="import")
    shared_with_accused = models.BooleanField(default=False)
    others_may_see = models.BooleanField(default=False, db_default=False)  # she is in doubt, or has said so; not who
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    stopped_because = models.CharField(max_length=30, choices=Stopped.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "person", "number"], name="a_person_has_a_number_once"),
            models.CheckConstraint(
                condition=models.Q(stopped_at__isnull=True, stopped_because="")
                | models.Q(stopped_at__isnull=False) & ~models.Q(stopped_because=""),
                name="a_stopped_number_has_its_reason",
            ),
        ]
        indexes = [models.Index(fields=["zone", "number"], name="people_found_by_number")]


class ContactPlan(models.Model):
    """The contact-safety card: what she, or for the first call the programme, has said is safe; nothing said is no.

    A programme's first call allows ringing alone: messages need someone who has said yes to them.
    """

    classed = classed(
        Keep.UNTIL_ERASED,
        working="person zone basis confirmed_at confirmed_by",
        contact="may_ring days hour_from hour_to may_say_who_we_are may_leave_voicemail who_else_may_answer"
        " interpreter interpreter_language may_sms sms_number may_email email_to may_letter where_to_write"
        " may_digital_post may_calendar may_use_links",
        sensitive="is_accused shares_phone_with_accused shares_address_with_accused do_not_contact wishes"
        " word_when_safe word_when_unsafe cover_story",
    )

    class Basis(models.TextChoices):
        NONE = "none", _("Nothing recorded")
        FIRST_CONTACT = "first_contact", _("The programme's first call")
        HERSELF = "herself", _("Said by the person")
        GUARDIAN = "guardian", _("Said by the guardian")
        REFERRER = "referrer", _("Said to the one who referred")

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="contact_plan")
    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    basis = models.CharField(max_length=20, choices=Basis.choices, default=Basis.NONE)
    may_ring = models.BooleanField(default=False)
    do_not_contact = models.BooleanField(default=False)
    is_accused = models.BooleanField(default=False, db_default=False)  # by the police, who correct it
    days = models.PositiveSmallIntegerField(default=127)  # bit 0 is Monday
    hour_from = models.PositiveSmallIntegerField(default=0)
    hour_to = models.PositiveSmallIntegerField(default=24)
    may_say_who_we_are = models.BooleanField(default=False)  # to anyone but herself
    may_leave_voicemail = models.BooleanField(default=False)
    who_else_may_answer = SealedTextField()
    wishes = SealedTextField()
    interpreter = models.BooleanField(default=False)
    interpreter_language = models.CharField(max_length=5, blank=True)
    may_sms = models.BooleanField(default=False, db_default=False)
    sms_number = models.ForeignKey(PhoneNumber, models.SET_NULL, null=True, related_name="+", db_index=False)
    may_email = models.BooleanField(default=False, db_default=False)
    email_to = SealedTextField(db_default=b"")  # the address that she gave for this, not the one a file brought
    may_letter = models.BooleanField(default=False, db_default=False)
    where_to_write = SealedTextField(db_default=b"")  # the one place to which anything is sent on paper
    may_digital_post = models.BooleanField(default=False, db_default=False)  # holds for the day on which it was said
    may_calendar = models.BooleanField(default=False, db_default=False)
    may_use_links = models.BooleanField(default=False, db_default=False)
    word_when_safe = SealedTextField(db_default=b"")
    word_when_unsafe = SealedTextField(db_default=b"")
    cover_story = SealedTextField(db_default=b"")
    shares_phone_with_accused = models.BooleanField(default=False)
    shares_address_with_accused = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~(models.Q(may_ring=True) & (models.Q(do_not_contact=True) | models.Q(basis="none"))),
                name="ringing_needs_a_basis_and_no_stop",
            ),
            models.CheckConstraint(
                condition=models.Q(hour_from__lt=models.F("hour_to"), hour_to__lte=24)
                | models.Q(hour_from=0, hour_to=0),  # none has been said
                name="safe_hours_lie_within_the_day",
            ),
            models.CheckConstraint(
                condition=models.Q(do_not_contact=False, basis__in=("herself", "guardian", "referrer"))
                | models.Q(
                    may_sms=False,
                    may_email=False,
                    may_letter=False,
                    may_digital_post=False,
                    may_calendar=False,
                    may_use_links=False,
                ),
                name="messages_need_someone_who_said_yes_and_no_stop",
            ),
        ]


class CardRule(models.Model):
    """What a zone has decided about contact cards, from a day; where it has decided nothing, `rules.CardRule` holds."""

    classed = classed(Keep.PROGRAMME, working="id zone valid_from ask_again_days decided_by decided_at")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    valid_from = models.DateField()
    ask_again_days = models.PositiveSmallIntegerField()  # what was said longer ago is asked again
    decided_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "valid_from"], name="one_card_rule_from_a_day_in_a_zone"),
            models.CheckConstraint(
                condition=models.Q(ask_again_days__gte=1, ask_again_days__lte=90),
                name="a_card_is_asked_about_again_within_three_months",
            ),
        ]
