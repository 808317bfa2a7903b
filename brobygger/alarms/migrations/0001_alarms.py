import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import brobygger.base.sealed


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("programmes", "0003_legal_bases"),
        ("staff", "0003_absences"),
        ("staff", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Alarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("thing_id", models.BigIntegerField()),
                ("thing_state", models.CharField(max_length=30)),
                ("since", models.DateTimeField()),
                ("round", models.PositiveSmallIntegerField(default=0)),
                ("token", models.CharField(blank=True, max_length=40)),
                ("href", models.CharField(blank=True, max_length=200)),
                ("due_on", models.DateField()),
                ("leader_on", models.DateField()),
                (
                    "level",
                    models.PositiveSmallIntegerField(choices=[(1, "The coordinator"), (2, "The leader")]),
                ),
                ("raised_at", models.DateTimeField()),
                ("escalated_at", models.DateTimeField(null=True)),
                ("nobody_at_work", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("live", "Waiting for someone"),
                            ("moved_on", "It has moved on"),
                            ("postponed", "A new date was given"),
                        ],
                        default="live",
                        max_length=20,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("asked", "I have asked, and wait for an answer"),
                            ("agreed", "A later day has been agreed"),
                            ("person_wishes", "The person wishes to wait"),
                            ("no_room", "There is no room yet"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", brobygger.base.sealed.SealedTextField(default="")),
                ("again_on", models.DateField(null=True)),
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
                    "settled_by",
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
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "live")),
                        fields=["zone", "due_on", "id"],
                        name="alarms_that_are_live",
                    ),
                    models.Index(
                        condition=models.Q(("state", "live"), _negated=True),
                        fields=["zone", "-settled_at"],
                        name="alarms_that_were_settled",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["live", "moved_on", "postponed"])),
                        name="an_alarm_is_in_a_known_state",
                    ),
                    models.UniqueConstraint(
                        fields=("zone", "kind", "thing_id", "thing_state", "since", "round"),
                        name="a_deadline_raises_one_alarm",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "live")),
                        fields=("zone", "kind", "thing_id", "thing_state"),
                        name="a_thing_has_one_live_alarm_in_a_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("state", "live")),
                            models.Q(models.Q(("state", "live"), _negated=True), ("settled_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_settled_alarm_has_its_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "postponed"), _negated=True),
                            models.Q(
                                models.Q(("reason", ""), _negated=True),
                                ("again_on__isnull", False),
                                ("settled_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="who_puts_an_alarm_off_says_why_and_until_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("leader_on__gte", models.F("due_on"))), name="the_leader_is_told_last"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", [1, 2])), name="an_alarm_is_someones_to_hear"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeadlinePolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("limits", models.JSONField()),
                ("closed_days", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10))),
                ("most_days", models.PositiveSmallIntegerField()),
                ("most_postponements", models.PositiveSmallIntegerField()),
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
                "indexes": [models.Index(fields=["zone", "valid_from", "id"], name="deadlines_of_a_zone")],
            },
        ),
        migrations.CreateModel(
            name="LeakCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("night", models.DateField(null=True)),
                ("counts", models.JSONField()),
                ("explained", models.JSONField()),
                ("total", models.PositiveIntegerField()),
                (
                    "by",
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
                "indexes": [models.Index(fields=["zone", "-at"], name="leak_checks_of_a_zone")],
                "constraints": [
                    models.UniqueConstraint(fields=("zone", "night"), name="leaks_are_searched_for_once_a_night")
                ],
            },
        ),
        migrations.CreateModel(
            name="Telling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.PositiveSmallIntegerField(choices=[(1, "The coordinator"), (2, "The leader")]),
                ),
                ("at", models.DateTimeField()),
                (
                    "because",
                    models.CharField(
                        choices=[
                            ("hers", "it is hers or his"),
                            ("role", "it is the coordinator's or the leader's to know"),
                            ("substitute", "standing in for someone who is away"),
                            ("next_level", "nobody nearer was at work"),
                            ("nobody_at_work", "no one is at work"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "alarm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tellings", to="alarms.alarm"
                    ),
                ),
                (
                    "worker",
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
                    models.UniqueConstraint(
                        fields=("alarm", "level", "worker"), name="a_worker_is_told_once_at_a_level"
                    )
                ],
            },
        ),
    ]
