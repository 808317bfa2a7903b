import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0002_only_public_addresses"),
        ("programmes", "0004_wordings_have_two_leaders"),
        ("staff", "0004_municipal_roles"),
        ("staff", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="CourseCriteria",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("valid_from", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("proposed", "Waits for a second leader"),
                            ("approved", "Approved"),
                            ("dropped", "Dropped"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("also_welcome_da", models.TextField(blank=True)),
                ("also_welcome_en", models.TextField(blank=True)),
                ("drafted_at", models.DateTimeField(null=True)),
                ("proposed_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="course_criteria",
                        to="programmes.programme",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "number"), name="a_version_of_course_criteria_has_its_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "proposed", "approved", "dropped"])),
                        name="course_criteria_are_in_a_known_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "proposed"])),
                        fields=("programme",),
                        name="a_programme_has_one_open_draft_of_its_course_criteria",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(
                                models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_second_leader_approves_course_criteria",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            ("drafted_by__isnull", True),
                            models.Q(("approved_by__isnull", False), ("proposed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="approved_course_criteria_have_their_two_leaders",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40)),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(choices=[("inclusion", "Inclusion"), ("exclusion", "Exclusion")], max_length=10),
                ),
                ("fits", models.CharField(choices=[("yes", "Yes"), ("no", "No")], max_length=10)),
                (
                    "otherwise",
                    models.CharField(
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
                ("name_da", models.CharField(max_length=60)),
                ("name_en", models.CharField(max_length=60)),
                ("question_da", models.CharField(max_length=240)),
                ("question_en", models.CharField(max_length=240)),
                ("help_da", models.TextField(blank=True)),
                ("help_en", models.TextField(blank=True)),
                ("source", models.CharField(blank=True, max_length=120)),
                ("struck", models.BooleanField(default=False)),
                (
                    "criteria",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="criteria", to="routes.coursecriteria"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("criteria", "key"), name="a_question_stands_once_in_a_version"),
                    models.UniqueConstraint(fields=("criteria", "place"), name="each_question_has_its_own_place"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "otherwise__in",
                                [
                                    "shelter",
                                    "security_consultants",
                                    "stalking_centre",
                                    "other_municipal_offer",
                                    "volunteer_offer",
                                ],
                            )
                        ),
                        name="a_question_leads_to_another_door_than_the_course",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fits__in", ["yes", "no"])), name="the_answer_that_fits_is_yes_or_no"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Door",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "route",
                    models.CharField(
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
                ("note", models.CharField(blank=True, max_length=300)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.offer"
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("zone", "route", "offer"), name="an_offer_is_a_door_of_a_route_once"
                    )
                ],
            },
        ),
    ]
