import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import brobygger.base.sealed


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0002_only_public_addresses"),
        ("mailbox", "0001_initial"),
        ("municipality", "0001_initial"),
        ("people", "0003_card_channels"),
        ("programmes", "0004_wordings_have_two_leaders"),
        ("reach", "0001_initial"),
        ("routes", "0001_initial"),
        ("staff", "0004_municipal_roles"),
        ("staff", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Detection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seen_on", models.DateField()),
                ("registered_on", models.DateField()),
                (
                    "way_in",
                    models.CharField(
                        choices=[
                            ("department", "A department of the municipality"),
                            ("other_actor", "Another actor"),
                            ("herself", "By herself or himself"),
                            ("campaign", "A campaign"),
                            ("social_media", "Social media"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "heard",
                    models.CharField(
                        choices=[
                            ("own_department", "One of the departments that take part"),
                            ("trained_employee", "An employee who has had the training"),
                            ("municipal_employee", "Another municipal employee"),
                            ("social_media", "Social media"),
                            ("campaign_material", "A poster, a postcard or an advertisement"),
                            ("other_actor", "Police, doctor, school or another actor"),
                            ("friend_or_family", "A friend or someone in the family"),
                            ("web", "A search on the web"),
                            ("other", "Something else"),
                            ("not_told", "Not told"),
                        ],
                        default="not_told",
                        max_length=20,
                    ),
                ),
                ("anonymous", models.BooleanField(default=False)),
                (
                    "signs",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list),
                ),
                (
                    "asked",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("confirmed", "Asked, and it was confirmed"),
                            ("not_confirmed", "Asked, and it was not confirmed"),
                            ("not_asked", "Not asked yet"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "danger",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")], max_length=10
                    ),
                ),
                (
                    "child_worry",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")], max_length=10
                    ),
                ),
                (
                    "motivated",
                    models.CharField(
                        blank=True, choices=[("yes", "Wants help now"), ("not_ready", "Not ready yet")], max_length=20
                    ),
                ),
                (
                    "suggested",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("risk_assessment_and_course", "Risk assessment and group course"),
                            ("shelter", "Shelter"),
                            ("security_consultants", "Security consultants for honour-related conflict"),
                            ("stalking_centre", "The Danish Stalking Centre"),
                            ("other_municipal_offer", "Another municipal offer"),
                            ("volunteer_offer", "An offer run by volunteers"),
                            ("none_for_now", "None for now"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "route",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("risk_assessment_and_course", "Risk assessment and group course"),
                            ("shelter", "Shelter"),
                            ("security_consultants", "Security consultants for honour-related conflict"),
                            ("stalking_centre", "The Danish Stalking Centre"),
                            ("other_municipal_offer", "Another municipal offer"),
                            ("volunteer_offer", "An offer run by volunteers"),
                            ("none_for_now", "None for now"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "override_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("her_wish", "It is her or his own wish"),
                            ("has_help_there", "Has help there already"),
                            ("full_or_closed", "The other door is full or closed"),
                            ("too_far", "Cannot get there"),
                            ("known_safer", "This is safer, from what I know"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "led_there",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wrote_down", "She or he has the name and the number"),
                            ("rang_together", "We rang together"),
                            ("agreed_time", "A time is agreed there"),
                            ("went_along", "Someone goes along"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("started", "Begun, not finished"),
                            ("no_sign", "No signs after all"),
                            ("seed_planted", "Not now: a seed is planted"),
                            ("asked_again", "Asked again"),
                            ("let_lie", "Not asked again, for a reason"),
                            ("pointed_on", "Led to another door"),
                            ("came_there", "Came to the other door"),
                            ("did_not_come_there", "Did not come to the other door"),
                            ("not_known_there", "It cannot be known whether she or he came there"),
                            ("sent", "Waits for the team"),
                            ("taken", "The team has it"),
                            ("conversation_held", "The first conversation is held"),
                            ("came_to_nothing", "It came to nothing"),
                            ("withdrawn", "She or he has taken the yes back"),
                            ("thrown_away", "Begun by mistake"),
                        ],
                        max_length=30,
                    ),
                ),
                ("state_on", models.DateField()),
                ("first_conversation_on", models.DateField(null=True)),
                ("seed_planted_on", models.DateField(null=True)),
                ("open_page", models.BooleanField(default=False)),
                (
                    "nothing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_reached", "Not reached"),
                            ("changed_mind", "Does not want it after all"),
                            ("has_other_help", "Has other help"),
                            ("moved", "Has moved away"),
                            ("not_a_person", "Not an inquiry: advertising or a joke"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("gender", models.CharField(blank=True, choices=[("female", "Woman"), ("male", "Man")], max_length=10)),
                (
                    "age_group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("0_17", "0–17"),
                            ("18_29", "18–29"),
                            ("30_39", "30–39"),
                            ("40_49", "40–49"),
                            ("50_59", "50–59"),
                            ("60_plus", "60 and over"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reach.campaign"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.department",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["zone", "programme", "seen_on"], name="detections_by_day_seen")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "started",
                                    "no_sign",
                                    "seed_planted",
                                    "asked_again",
                                    "let_lie",
                                    "pointed_on",
                                    "came_there",
                                    "did_not_come_there",
                                    "not_known_there",
                                    "sent",
                                    "taken",
                                    "conversation_held",
                                    "came_to_nothing",
                                    "withdrawn",
                                    "thrown_away",
                                ],
                            )
                        ),
                        name="a_detection_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("route", ""),
                            ("suggested", ""),
                            ("route", models.F("suggested")),
                            models.Q(("override_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="another_door_than_suggested_has_its_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_conversation_on__isnull", True),
                            ("first_conversation_on__gte", models.F("seen_on")),
                            _connector="OR",
                        ),
                        name="nobody_is_talked_with_before_being_seen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Screening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("known_as", brobygger.base.sealed.SealedTextField(db_default=b"")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("started", "Begun, not finished"),
                            ("no_sign", "No signs after all"),
                            ("seed_planted", "Not now: a seed is planted"),
                            ("asked_again", "Asked again"),
                            ("let_lie", "Not asked again, for a reason"),
                            ("pointed_on", "Led to another door"),
                            ("came_there", "Came to the other door"),
                            ("did_not_come_there", "Did not come to the other door"),
                            ("not_known_there", "It cannot be known whether she or he came there"),
                            ("sent", "Waits for the team"),
                            ("taken", "The team has it"),
                            ("conversation_held", "The first conversation is held"),
                            ("came_to_nothing", "It came to nothing"),
                            ("withdrawn", "She or he has taken the yes back"),
                            ("thrown_away", "Begun by mistake"),
                        ],
                        max_length=30,
                    ),
                ),
                ("state_at", models.DateTimeField()),
                ("step", models.PositiveSmallIntegerField(default=1)),
                ("started_at", models.DateTimeField()),
                ("signs_note", brobygger.base.sealed.SealedTextField()),
                ("said_words", brobygger.base.sealed.SealedTextField()),
                ("own_words", brobygger.base.sealed.SealedTextField()),
                (
                    "given",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list),
                ),
                ("given_words", brobygger.base.sealed.SealedTextField()),
                ("ask_again_on", models.DateField(null=True)),
                ("override_words", brobygger.base.sealed.SealedTextField()),
                ("let_lie_words", brobygger.base.sealed.SealedTextField()),
                ("offered_contact", brobygger.base.sealed.SealedTextField()),
                ("follow_up_on", models.DateField(null=True)),
                ("taken_at", models.DateTimeField(null=True)),
                ("held_at", models.DateTimeField(null=True)),
                (
                    "criteria",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="routes.coursecriteria",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipality.department",
                    ),
                ),
                (
                    "detection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="screening", to="screening.detection"
                    ),
                ),
                (
                    "earlier",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="later",
                        to="screening.screening",
                    ),
                ),
                (
                    "held_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mailbox",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="mailbox.mailbox"
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="directory.offer"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["zone", "state", "state_at"], name="screenings_of_the_team"),
                    models.Index(fields=["zone", "registered_by", "-started_at"], name="screenings_of_an_employee"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "started",
                                    "no_sign",
                                    "seed_planted",
                                    "asked_again",
                                    "let_lie",
                                    "pointed_on",
                                    "came_there",
                                    "did_not_come_there",
                                    "not_known_there",
                                    "sent",
                                    "taken",
                                    "conversation_held",
                                    "came_to_nothing",
                                    "withdrawn",
                                    "thrown_away",
                                ],
                            )
                        ),
                        name="a_screening_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "seed_planted"), _negated=True),
                            ("ask_again_on__isnull", False),
                            _connector="OR",
                        ),
                        name="a_seed_has_the_day_to_ask_again",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "pointed_on"), _negated=True),
                            ("follow_up_on__isnull", False),
                            _connector="OR",
                        ),
                        name="who_was_led_to_another_door_is_asked_about",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "taken"), _negated=True), ("taken_by__isnull", False), _connector="OR"
                        ),
                        name="what_the_team_has_is_someones",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_at__isnull", True), ("held_by__isnull", True)),
                            models.Q(("held_at__isnull", False), ("held_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_first_conversation_has_its_time_and_its_worker",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CriterionAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "answer",
                    models.CharField(choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")], max_length=10),
                ),
                ("reason", brobygger.base.sealed.SealedTextField()),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="routes.criterion"
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="screening.screening"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("screening", "criterion"), name="a_question_is_answered_once_in_a_screening"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactConsent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wording_text", models.TextField()),
                ("language", models.CharField(max_length=5)),
                ("interpreter", models.BooleanField(default=False)),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "wording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.consentwording"
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
                (
                    "screening",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="consent", to="screening.screening"
                    ),
                ),
            ],
        ),
    ]
