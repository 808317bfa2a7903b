import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import brobygger.base.sealed


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0003_card_channels"),
        ("programmes", "0003_legal_bases"),
        ("staff", "0003_absences"),
        ("staff", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("police_danger", "The police: someone's life may be in danger"),
                            ("underretning_133", "Underretning about a child, as a professional"),
                            ("underretning_135", "Underretning about a child, as everyone must"),
                        ],
                        max_length=30,
                    ),
                ),
                ("kind_reason", brobygger.base.sealed.SealedTextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("raised", "Not decided yet"),
                            ("decided_to_notify", "To be sent"),
                            ("decided_not_to_notify", "Decided not to notify"),
                            ("sent", "Sent, no receipt yet"),
                            ("receipt", "Received, no answer yet"),
                            ("answered", "Answered"),
                            ("closed", "Closed"),
                            ("mistake", "Raised by mistake"),
                        ],
                        default="raised",
                        max_length=30,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("raised_at", models.DateTimeField()),
                (
                    "about",
                    models.CharField(
                        blank=True,
                        choices=[("case", "Case"), ("counselling", "Counselling"), ("", "Nothing in the program")],
                        max_length=20,
                    ),
                ),
                ("about_id", models.BigIntegerField(null=True)),
                ("asked_at", models.DateTimeField(null=True)),
                ("rang_112_at", models.DateTimeField(null=True)),
                (
                    "parents",
                    models.CharField(
                        blank=True,
                        choices=[("told", "Yes, they have been told"), ("not_told", "No, they have not been told")],
                        max_length=10,
                    ),
                ),
                ("parents_reason", brobygger.base.sealed.SealedTextField(blank=True)),
                ("write_address", models.BooleanField(default=False)),
                (
                    "asked",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "basis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.legalbasis"
                    ),
                ),
                (
                    "holder",
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
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.person"
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        db_index=False,
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
                    models.Index(fields=["zone", "state", "due_at"], name="duties_of_a_zone_by_state"),
                    models.Index(fields=["holder", "state"], name="duties_of_a_holder"),
                    models.Index(fields=["zone", "about", "about_id"], name="duties_raised_on"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "raised",
                                    "decided_to_notify",
                                    "decided_not_to_notify",
                                    "sent",
                                    "receipt",
                                    "answered",
                                    "closed",
                                    "mistake",
                                ],
                            )
                        ),
                        name="a_duty_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about", ""), ("about_id__isnull", True)),
                            models.Q(models.Q(("about", ""), _negated=True), ("about_id__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_duty_names_what_it_was_raised_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked__isnull", True), ("asked_at__isnull", True)),
                            models.Q(
                                ("asked__isnull", False),
                                ("asked_at__isnull", False),
                                models.Q(("asked", models.F("holder")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="another_than_the_holder_is_asked_to_take_over",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Child",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", brobygger.base.sealed.SealedTextField(blank=True)),
                ("birth_year", models.PositiveSmallIntegerField(null=True)),
                ("unborn", models.BooleanField(default=False)),
                ("written_at", models.DateTimeField()),
                ("struck_at", models.DateTimeField(null=True)),
                (
                    "struck_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_index=False,
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
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="children", to="duties.duty"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("struck_at__isnull", True), ("struck_by__isnull", True)),
                            models.Q(("struck_at__isnull", False), ("struck_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_child_is_struck_by_someone",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("when", brobygger.base.sealed.SealedTextField(blank=True)),
                ("words", brobygger.base.sealed.SealedTextField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("self", "I saw or heard it myself"),
                            ("told_by_person", "The person told me"),
                            ("told_by_child", "The child told me"),
                            ("told_by_other", "Someone else told me"),
                        ],
                        max_length=20,
                    ),
                ),
                ("who", brobygger.base.sealed.SealedTextField(blank=True)),
                (
                    "may_know",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no", "No, the source must be protected"),
                            ("yes", "Yes, it can be read by everyone in the case"),
                            ("", "Not asked yet"),
                        ],
                        max_length=3,
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("struck_at", models.DateTimeField(null=True)),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="facts", to="duties.duty"
                    ),
                ),
                (
                    "struck_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_index=False,
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("struck_at__isnull", True), ("struck_by__isnull", True)),
                            models.Q(("struck_at__isnull", False), ("struck_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_fact_is_struck_by_someone",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Happening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "done",
                    models.CharField(
                        choices=[
                            ("raised", "The duty was raised"),
                            ("rang_112", "112 was rung"),
                            ("kind_changed", "The kind of the duty was changed"),
                            ("decided", "It was decided to notify"),
                            ("decided_not", "It was decided not to notify"),
                            ("reopened", "The duty was taken up again"),
                            ("sent", "The notification was sent"),
                            ("added", "An addition was sent"),
                            ("receipt", "A receipt was noted"),
                            ("answer", "An answer was noted"),
                            ("closed", "The duty was closed"),
                            ("mistake", "The duty was ended as raised by mistake"),
                            ("asked", "A colleague was asked to take over"),
                            ("ask_ended", "The question to the colleague was ended"),
                            ("handed_over", "A colleague took over by agreement"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("words", brobygger.base.sealed.SealedTextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="happenings", to="duties.duty"
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("language", models.CharField(default="da", max_length=5)),
                ("text", brobygger.base.sealed.SealedTextField()),
                ("kept_at", models.DateTimeField()),
                ("to", brobygger.base.sealed.SealedTextField(blank=True)),
                ("where", brobygger.base.sealed.SealedTextField(blank=True)),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "By phone"),
                            ("secure_mail", "By secure mail"),
                            ("letter", "By letter"),
                            ("own_form", "By our own authority's form"),
                            ("in_person", "In person"),
                        ],
                        max_length=20,
                    ),
                ),
                ("sent_at", models.DateTimeField(null=True)),
                ("noted_at", models.DateTimeField(null=True)),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="duties.duty"
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        db_index=False,
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
                "constraints": [
                    models.UniqueConstraint(fields=("duty", "number"), name="a_notice_has_its_own_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("sent_at__isnull", True)),
                        fields=("duty",),
                        name="one_text_is_being_written_for_a_duty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("how", ""),
                                ("noted_at__isnull", True),
                                ("sent_at__isnull", True),
                                ("sent_by__isnull", True),
                            ),
                            models.Q(
                                ("noted_at__isnull", False),
                                ("sent_at__isnull", False),
                                ("sent_by__isnull", False),
                                models.Q(("how", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="what_was_sent_says_by_whom_when_and_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("receipt", "Receipt"), ("answer", "Answer")], max_length=10)),
                ("on", models.DateField()),
                ("reference", brobygger.base.sealed.SealedTextField(blank=True)),
                ("words", brobygger.base.sealed.SealedTextField(blank=True)),
                ("noted_at", models.DateTimeField()),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="duties.duty"
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        db_index=False,
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
        ),
    ]
