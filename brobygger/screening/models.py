"""What is counted of someone's way in, without identity, and what is kept of it while she is helped."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.base.codes import AgeGroup, Gender
from brobygger.base.sealed import SealedTextField
from brobygger.routes.codes import Answer, Route
from brobygger.screening.codes import (
    Asked,
    Danger,
    Heard,
    LedThere,
    LightAssessment,
    Motivated,
    Nothing,
    OverrideReason,
    SafetyNoted,
    WayIn,
)
from brobygger.screening.states import SCREENING, ScreeningState


class Detection(models.Model):
    """One person who was seen or came by herself, without identity: what the municipal figures are computed from."""

    classed = classed(
        Keep.REGISTER,
        working="id zone programme seen_on registered_on way_in heard department campaign anonymous signs asked danger"
        " child_worry motivated suggested route override_reason led_there state state_on first_conversation_on nothing"
        " gender age_group seed_planted_on open_page",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    seen_on = models.DateField()  # the day of the first sign, or of the first word from herself
    registered_on = models.DateField()
    way_in = models.CharField(max_length=20, choices=WayIn.choices)
    heard = models.CharField(max_length=20, choices=Heard.choices, default=Heard.NOT_TOLD)
    department = models.ForeignKey("municipality.Department", models.PROTECT, null=True, related_name="+")
    campaign = models.ForeignKey("reach.Campaign", models.PROTECT, null=True, related_name="+")
    anonymous = models.BooleanField(default=False)
    signs = ArrayField(models.CharField(max_length=20), default=list)
    asked = models.CharField(max_length=20, choices=Asked.choices, blank=True)
    danger = models.CharField(max_length=10, choices=Answer.choices, blank=True)  # of serious or lethal violence
    child_worry = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    motivated = models.CharField(max_length=20, choices=Motivated.choices, blank=True)
    suggested = models.CharField(max_length=30, choices=Route.choices, blank=True)  # by the programme's questions
    route = models.CharField(max_length=30, choices=Route.choices, blank=True)  # as a person chose
    override_reason = models.CharField(max_length=20, choices=OverrideReason.choices, blank=True)
    led_there = models.CharField(max_length=20, choices=LedThere.choices, blank=True)
    state = models.CharField(max_length=30, choices=ScreeningState.choices)
    state_on = models.DateField()
    first_conversation_on = models.DateField(null=True)
    seed_planted_on = models.DateField(null=True)  # stays, whatever became of the seed
    open_page = models.BooleanField(default=False)  # came by the open pages, and nobody registered it
    nothing = models.CharField(max_length=20, choices=Nothing.choices, blank=True)
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    age_group = models.CharField(max_length=10, choices=AgeGroup.choices, blank=True)

    class Meta:
        constraints = [
            SCREENING.constraint("state", "a_detection_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(route="") | Q(suggested="") | Q(route=models.F("suggested")) | ~Q(override_reason=""),
                name="another_door_than_suggested_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(first_conversation_on__isnull=True) | Q(first_conversation_on__gte=models.F("seen_on")),
                name="nobody_is_talked_with_before_being_seen",
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "programme", "seen_on"], name="detections_by_day_seen"),
        ]


class Screening(models.Model):
    """The four steps with one person, from the first sign to an explained end. Erased with her; its detection stays.

    Someone anonymous has no person row, and a mailbox instead. Someone who came by the open pages has no
    `registered_by`; how she wishes to be reached lies sealed in `offered_contact` until the team takes it and makes the
    person and her card.
    """

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone programme detection state state_at step started_at registered_by department criteria"
        " ask_again_on given taken_by taken_at held_at held_by earlier offer follow_up_on came_from notes_shared"
        " may_follow",
        identity="person mailbox known_as",
        contact="offered_contact",
        sensitive="signs_note said_words given_words override_words own_words let_lie_words answered_herself",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    detection = models.OneToOneField(Detection, models.PROTECT, related_name="screening")
    person = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    mailbox = models.ForeignKey("mailbox.Mailbox", models.SET_NULL, null=True, related_name="+")
    known_as = SealedTextField(db_default=b"")  # a word of the employee's own, by which she knows it again on her list
    state = models.CharField(max_length=30, choices=ScreeningState.choices)
    state_at = models.DateTimeField()
    step = models.PositiveSmallIntegerField(default=1)  # the furthest of the four steps that has been reached
    started_at = models.DateTimeField()
    registered_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey("municipality.Department", models.PROTECT, null=True, related_name="+")
    criteria = models.ForeignKey("routes.CourseCriteria", models.PROTECT, null=True, related_name="+")
    signs_note = SealedTextField()  # step 1, the employee's own words
    said_words = SealedTextField()  # step 2, what she said
    own_words = SealedTextField()  # what she wrote herself on the open pages
    answered_herself = SealedTextField(db_default=b"")  # and what she answered there, as JSON codes
    given = ArrayField(models.CharField(max_length=20), default=list)  # codes of SeedGiven
    given_words = SealedTextField()  # what was said when the seed was planted
    ask_again_on = models.DateField(null=True)
    override_words = SealedTextField()
    let_lie_words = SealedTextField()
    offered_contact = SealedTextField()
    offer = models.ForeignKey("directory.Offer", models.SET_NULL, null=True, related_name="+")  # the door chosen
    follow_up_on = models.DateField(null=True)  # when it is asked whether she came to the other door
    taken_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)  # the first conversation
    held_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    earlier = models.OneToOneField("self", models.SET_NULL, null=True, related_name="later")  # the seed it grew from
    # What an employee registered, where she came to the team by its code. It stays the employee's: the team reads it
    # only where she has said yes to that, and the employee sees how it goes only where she has said yes to that.
    came_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="came_back")
    notes_shared = models.BooleanField(default=False, db_default=False)
    may_follow = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            SCREENING.constraint("state", "a_screening_is_in_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state="seed_planted") | Q(ask_again_on__isnull=False),
                name="a_seed_has_the_day_to_ask_again",
            ),
            models.CheckConstraint(
                condition=~Q(state="pointed_on") | Q(follow_up_on__isnull=False),
                name="who_was_led_to_another_door_is_asked_about",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken") | Q(taken_by__isnull=False), name="what_the_team_has_is_someones"
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True, held_by__isnull=True)
                | Q(held_at__isnull=False, held_by__isnull=False),
                name="a_first_conversation_has_its_time_and_its_worker",
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "state", "state_at"], name="screenings_of_the_team"),
            models.Index(fields=["zone", "registered_by", "-started_at"], name="screenings_of_an_employee"),
        ]


class CriterionAnswer(models.Model):
    """Step 4: one of the programme's questions about one person, answered, with a reason where it decides."""

    classed = classed(Keep.UNTIL_ERASED, working="id zone screening criterion answer", sensitive="reason")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    screening = models.ForeignKey(Screening, models.CASCADE, related_name="answers")
    criterion = models.ForeignKey("routes.Criterion", models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    reason = SealedTextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["screening", "criterion"], name="a_question_is_answered_once_in_a_screening"
            )
        ]


class SafetyNote(models.Model):
    """What became of danger that was said: when, by whom it was taken back and why, and the advice that was given; and
    what the employee told the team after it had been sent.

    It holds no judgement of how great the danger is; that is a professional's, in a room of its own.
    """

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone screening what about advice light given_on noted_at noted_by",
        sensitive="words given_by",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    screening = models.ForeignKey(Screening, models.CASCADE, related_name="safety_notes")
    what = models.CharField(max_length=20, choices=SafetyNoted.choices)
    about = models.CharField(max_length=20, choices=Danger.choices, blank=True)
    advice = ArrayField(models.CharField(max_length=20), default=list)  # codes of AdviceGiven
    light = models.CharField(max_length=20, choices=LightAssessment.choices, blank=True)
    given_by = SealedTextField(db_default=b"")
    given_on = models.DateField(null=True)
    words = SealedTextField(db_default=b"")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")  # empty: she herself

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(what="advice", about="", given_on__isnull=False)
                | Q(what__in=("told_team", "not_rung"), about="")
                | ~Q(what__in=("advice", "told_team", "not_rung")) & ~Q(about=""),
                name="a_safety_note_is_advice_or_told_or_about_a_danger",
            )
        ]


class ContactConsent(models.Model):
    """She said yes, in these very words, to being contacted by the programme; it never implies another yes."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone screening wording language interpreter given_at asked_by withdrawn_at withdrawn_by",
        sensitive="wording_text",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    screening = models.OneToOneField(Screening, models.CASCADE, related_name="consent")
    wording = models.ForeignKey("programmes.ConsentWording", models.PROTECT, related_name="+")
    wording_text = models.TextField()
    language = models.CharField(max_length=5)
    interpreter = models.BooleanField(default=False)
    given_at = models.DateTimeField()
    asked_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")  # empty: on the open page
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
