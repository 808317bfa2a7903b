import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import brobygger.base.sealed


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0003_card_channels"),
        ("programmes", "0003_legal_bases"),
        ("referrals", "0003_steps_so_far"),
        ("staff", "0003_absences"),
        ("staff", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Counselling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("outreach", "The outreach project"),
                            ("police", "The police"),
                            ("self", "Came by herself or himself"),
                            ("health_service", "The health service"),
                            ("municipality", "The municipality"),
                            ("other", "Others"),
                        ],
                        max_length=20,
                    ),
                ),
                ("token", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for a volunteer"),
                            ("offered", "Offered to a volunteer"),
                            ("running", "Under way"),
                            ("ended", "Ended"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("state_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField()),
                (
                    "incident_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("restraining_order_and_stalking", "Restraining order and stalking"),
                            ("rape_and_sexual_offences", "Rape and sexual offences"),
                            ("indecent_exposure", "Indecent exposure"),
                            ("threats", "Threats"),
                            ("robbery", "Robbery"),
                            ("violence", "Violence"),
                            ("death_and_homicide", "Death and homicide"),
                            ("accidents", "Accidents"),
                            ("burglary_and_theft", "Burglary and theft"),
                            ("mixed", "Mixed"),
                        ],
                        max_length=40,
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
                ("language", models.CharField(blank=True, max_length=5)),
                ("area", models.CharField(blank=True, max_length=60)),
                ("organisations", brobygger.base.sealed.SealedTextField()),
                (
                    "form_wished",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "By phone"),
                            ("in_person", "In person"),
                            ("video", "By video"),
                            ("text", "In writing"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "gender_wished",
                    models.CharField(blank=True, choices=[("female", "Woman"), ("male", "Man")], max_length=10),
                ),
                ("days_wished", models.PositiveSmallIntegerField(default=0)),
                ("evenings_wished", models.PositiveSmallIntegerField(default=0)),
                ("code_name", brobygger.base.sealed.SealedTextField()),
                ("code_mark", models.BinaryField(null=True)),
                ("first_contact_at", models.DateTimeField(null=True)),
                ("first_held_at", models.DateTimeField(null=True)),
                ("follow_up_on", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("helped", "The person has had the help that was wanted"),
                            ("wanted_no_more", "The person wants no more conversations"),
                            ("not_reached", "The person could not be reached"),
                            ("changed_mind", "The person did not want to begin after all"),
                            ("did_not_come", "The person did not come"),
                            ("not_safe", "It was not safe to be in touch"),
                            ("passed_on", "Helped on to someone else"),
                            ("consent_withdrawn", "The consent was withdrawn"),
                            ("no_one_to_give", "We had no one to offer"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "arrival",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.arrival"
                    ),
                ),
                (
                    "counsellor",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first_contact_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first_held_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
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
                "indexes": [
                    models.Index(fields=["zone", "state", "state_at"], name="counsellings_of_the_board"),
                    models.Index(fields=["counsellor", "state"], name="counsellings_of_a_volunteer"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "offered", "running", "ended"])),
                        name="a_counselling_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counsellor__isnull", False),
                            models.Q(("state__in", ["offered", "running"]), _negated=True),
                            _connector="OR",
                        ),
                        name="what_is_offered_or_under_way_is_someones",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counsellor__isnull", True), models.Q(("state", "waiting"), _negated=True), _connector="OR"
                        ),
                        name="who_waits_for_a_volunteer_has_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                ("state", "ended"),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "ended"), _negated=True),
                                ("end_reason", ""),
                                ("ended_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="a_counselling_ends_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person__isnull", False), ("code_mark__isnull", False), _connector="OR"),
                        name="someone_is_known_or_has_a_code",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "offered", "running"])),
                        fields=("zone", "person"),
                        name="a_person_has_one_counselling_under_way",
                    ),
                    models.UniqueConstraint(fields=("zone", "code_mark"), name="a_code_is_one_person"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conversation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("phone", "By phone"),
                            ("in_person", "In person"),
                            ("video", "By video"),
                            ("text", "In writing"),
                        ],
                        max_length=10,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("minutes_held", models.PositiveSmallIntegerField(null=True)),
                ("place", brobygger.base.sealed.SealedTextField()),
                ("place_in_calendar", models.BooleanField(default=False)),
                ("planned_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Agreed"),
                            ("held", "Held"),
                            ("no_show", "Did not come"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("outcome_at", models.DateTimeField(null=True)),
                (
                    "cancelled_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "The person"),
                            ("counsellor", "The volunteer"),
                            ("organisation", "We as an organisation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", brobygger.base.sealed.SealedTextField()),
                ("draft", brobygger.base.sealed.SealedTextField()),
                ("kept_at", models.DateTimeField(null=True)),
                ("report_ref", models.CharField(blank=True, max_length=40)),
                (
                    "outcome_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
                (
                    "counselling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conversations",
                        to="counselling.counselling",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["zone", "state", "starts_at"], name="conversations_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["planned", "held", "no_show", "cancelled"])),
                        name="a_conversation_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_by", ""), models.Q(("state", "cancelled"), _negated=True)),
                            models.Q(models.Q(("cancelled_by", ""), _negated=True), ("state", "cancelled")),
                            _connector="OR",
                        ),
                        name="a_cancelled_conversation_says_by_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minutes__gte", 1),
                            ("minutes__lte", 600),
                            models.Q(("minutes_held", None), ("minutes_held__range", (1, 600)), _connector="OR"),
                        ),
                        name="a_conversation_lasts_from_1_to_600_minutes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("minutes_held__isnull", False), ("state", "held")),
                            models.Q(
                                models.Q(("state", "held"), _negated=True),
                                ("minutes_held__isnull", True),
                                ("report_ref", ""),
                            ),
                            _connector="OR",
                        ),
                        name="only_a_held_conversation_has_a_length_and_a_report",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome_at__isnull", True), ("state", "planned")),
                            models.Q(models.Q(("state", "planned"), _negated=True), ("outcome_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="what_came_of_a_conversation_has_its_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("reached", "Reached"),
                            ("no_answer", "No answer"),
                            ("someone_else_answered", "Someone else answered"),
                            ("wrong_number", "Wrong number"),
                        ],
                        max_length=25,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
                (
                    "counselling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attempts",
                        to="counselling.counselling",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Offered"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("withdrawn", "Taken back"),
                            ("handed_back", "Handed back"),
                            ("done", "Done"),
                        ],
                        default="offered",
                        max_length=12,
                    ),
                ),
                ("offered_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_time", "No time now"),
                            ("away", "Away"),
                            ("not_for_me", "Not something for me"),
                            ("knows_them", "I may know the person"),
                            ("other", "Another reason"),
                        ],
                        max_length=12,
                    ),
                ),
                ("against", models.JSONField(default=list)),
                ("against_why", brobygger.base.sealed.SealedTextField()),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "counsellor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
                (
                    "counselling",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="counselling.counselling",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["offered", "accepted", "declined", "withdrawn", "handed_back", "done"])
                        ),
                        name="an_assignment_is_in_a_known_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["offered", "accepted"])),
                        fields=("counselling",),
                        name="a_person_is_with_one_volunteer_at_a_time",
                    ),
                ],
            },
        ),
    ]
