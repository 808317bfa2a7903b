import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import brobygger.base.sealed


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("municipality", "0001_initial"),
        ("staff", "0004_municipal_roles"),
        ("staff", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=12)),
                ("name", models.CharField(max_length=80)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("social_media", "Social media"),
                            ("poster", "Posters"),
                            ("postcard", "Postcards and leaflets"),
                            ("advertisement", "Advertisements"),
                            ("talk", "Talks"),
                            ("website", "The municipality's website"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("first_day", models.DateField()),
                ("last_day", models.DateField(null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("zone", "key"), name="a_campaign_has_its_own_key_in_a_zone"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_day__isnull", True), ("last_day__gte", models.F("first_day")), _connector="OR"
                        ),
                        name="a_campaign_does_not_end_before_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("held", "Held"), ("cancelled", "Called off")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("planned_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=120)),
                ("agenda", brobygger.base.sealed.SealedTextField(blank=True)),
                ("minutes", brobygger.base.sealed.SealedTextField(blank=True)),
                ("made_at", models.DateTimeField()),
                ("held_on", models.DateField(null=True)),
                ("noted_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["zone", "planned_at"], name="meetings_of_a_zone")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["planned", "held", "cancelled"])),
                        name="a_meeting_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_on__isnull", False), ("state", "held")),
                            models.Q(models.Q(("state", "held"), _negated=True), ("held_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_held_meeting_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "planned"),
                            models.Q(("noted_at__isnull", False), ("noted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="whoever_noted_a_meeting_has_signed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("was_there", models.BooleanField()),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attendances", to="reach.meeting"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "worker"), name="someone_is_noted_once_at_a_meeting")
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", brobygger.base.sealed.SealedTextField()),
                ("due_on", models.DateField(null=True)),
                ("made_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="actions", to="reach.meeting"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="whoever_did_what_was_agreed_has_signed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Opened",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("times", models.PositiveIntegerField(default=0)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="opened", to="reach.campaign"
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "day"), name="a_campaign_counts_once_for_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="ResourcePerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reach", models.CharField(blank=True, max_length=200)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("named_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="municipality.department"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                        condition=models.Q(("until__isnull", True)),
                        fields=("zone", "department", "worker"),
                        name="a_resource_person_is_named_once_in_a_department",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="a_resource_person_does_not_end_before_she_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("until__isnull", False), _connector="OR"),
                        name="a_last_day_is_there_where_one_was_set",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rhythm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("months", models.PositiveSmallIntegerField()),
                ("begins_on", models.DateField()),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "zone",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("months__gte", 1), ("months__lte", 12)),
                        name="resource_persons_meet_at_least_once_a_year",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Training",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("provider", models.CharField(blank=True, max_length=120)),
                ("held_on", models.DateField()),
                ("hours", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ("noted_at", models.DateTimeField()),
                (
                    "noted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TrainingDone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("heads", models.PositiveSmallIntegerField(default=1)),
                ("valid_until", models.DateField(null=True)),
                ("noted_at", models.DateTimeField()),
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
                    "noted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="done", to="reach.training"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        condition=models.Q(("worker__isnull", False)),
                        fields=("training", "worker"),
                        name="someone_takes_part_once_in_a_training",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("worker__isnull", True)),
                        fields=("training", "department"),
                        name="a_department_is_counted_once_in_a_training",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("heads", 1), ("worker__isnull", False)),
                            models.Q(("department__isnull", False), ("heads__gte", 1), ("worker__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_training_is_done_by_one_or_by_so_many_of_a_department",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                (
                    "gives",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list),
                ),
                ("renewal_months", models.PositiveSmallIntegerField(null=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("zone", "name"), name="a_kind_of_training_has_its_own_name")
                ],
            },
        ),
        migrations.AddField(
            model_name="training",
            name="kind",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="trainings", to="reach.trainingkind"
            ),
        ),
    ]
