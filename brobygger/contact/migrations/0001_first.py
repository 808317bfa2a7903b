import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import brobygger.base.sealed


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0003_card_channels"),
        ("staff", "0002_counselling_roles"),
        ("staff", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("person", "The person"),
                            ("worker", "A worker"),
                            ("organisation", "Another organisation"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "Phone call"),
                            ("voicemail", "Voicemail"),
                            ("sms", "SMS"),
                            ("email", "E-mail"),
                            ("letter", "Letter"),
                            ("digital_post", "Digital Post"),
                            ("calendar", "Calendar entry"),
                            ("link", "Link"),
                        ],
                        max_length=20,
                    ),
                ),
                ("language", models.CharField(max_length=5)),
                ("version", models.PositiveIntegerField()),
                ("valid_from", models.DateField()),
                ("subject", models.CharField(blank=True, max_length=80)),
                ("text", models.TextField()),
                ("drafted_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.organisation",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "channel", "language", "organisation", "version"),
                        name="a_wording_version_is_one_text",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("drafted_by__isnull", True), ("organisation__isnull", True)),
                            models.Q(("drafted_by__isnull", False), ("organisation__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_wording_of_ones_own_has_someone_behind_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_second_leader_approves_a_wording",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.UUIDField(unique=True)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("person", "The person"),
                            ("worker", "A worker"),
                            ("organisation", "Another organisation"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "Phone call"),
                            ("voicemail", "Voicemail"),
                            ("sms", "SMS"),
                            ("email", "E-mail"),
                            ("letter", "Letter"),
                            ("digital_post", "Digital Post"),
                            ("calendar", "Calendar entry"),
                            ("link", "Link"),
                        ],
                        max_length=20,
                    ),
                ),
                ("language", models.CharField(max_length=5)),
                ("filled", brobygger.base.sealed.SealedTextField()),
                ("address", brobygger.base.sealed.SealedTextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits to be sent"),
                            ("sending", "On its way"),
                            ("sent", "Sent"),
                            ("failed", "Could not be sent"),
                            ("uncertain", "Perhaps sent"),
                            ("stopped", "Stopped"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("made_at", models.DateTimeField()),
                ("state_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField()),
                ("go_until", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="people.person",
                    ),
                ),
                (
                    "state_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "worker",
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
                (
                    "wording",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contact.wording",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["zone", "-made_at"], name="contact_newest_first"),
                    models.Index(
                        condition=models.Q(("state__in", ("waiting", "sending"))),
                        fields=["zone", "next_try_at"],
                        name="contact_on_the_way",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "sending", "sent", "failed", "uncertain", "stopped"])
                        ),
                        name="a_message_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("audience", "person"), ("person__isnull", False), ("worker__isnull", True)),
                            models.Q(("audience", "worker"), ("person__isnull", True), ("worker__isnull", False)),
                            models.Q(("audience", "organisation"), ("person__isnull", True), ("worker__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_message_is_to_one_audience",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("waiting", "sending", "sent")),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_message_that_did_not_arrive_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sender",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("name", models.CharField(max_length=11)),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    models.UniqueConstraint(fields=("zone", "valid_from"), name="one_sender_from_a_day_in_a_zone")
                ],
            },
        ),
    ]
