import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import brobygger.base.sealed
import brobygger.volunteers.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0003_card_channels"),
        ("staff", "0003_absences"),
        ("staff", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="CertificateKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                (
                    "needed_for",
                    models.CharField(
                        choices=[
                            ("nobody", "Nice to have"),
                            ("everyone", "Required of everyone"),
                            ("under_18", "Required to help someone under 18"),
                        ],
                        default="nobody",
                        max_length=10,
                    ),
                ),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
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
                    models.UniqueConstraint(fields=("zone", "name"), name="a_certificate_kind_is_named_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Volunteer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("gender", models.CharField(blank=True, choices=[("female", "Woman"), ("male", "Man")], max_length=10)),
                ("languages", models.JSONField(default=brobygger.volunteers.models.danish)),
                ("areas", models.JSONField(default=list)),
                ("forms", models.JSONField(default=brobygger.volunteers.models.every_form)),
                ("days", models.PositiveSmallIntegerField(default=0)),
                ("evenings", models.PositiveSmallIntegerField(default=127)),
                ("most_cases", models.PositiveSmallIntegerField(default=3)),
                ("active", models.BooleanField(default=True)),
                ("added_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField(null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
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
                    models.UniqueConstraint(fields=("zone", "worker"), name="a_worker_is_a_volunteer_once_in_a_zone"),
                    models.CheckConstraint(
                        condition=models.Q(("days__lte", 127), ("evenings__lte", 127)),
                        name="a_volunteers_week_has_seven_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Knows the person"),
                            ("address", "Same address or staircase"),
                            ("organisation", "Same workplace, school or association"),
                            ("area", "Same small place"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", brobygger.base.sealed.SealedTextField()),
                ("mark", models.BinaryField(default=b"")),
                ("declared_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "declared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
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
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conflicts", to="volunteers.volunteer"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False), models.Q(("mark", b""), _negated=True), _connector="OR"
                        ),
                        name="a_conflict_is_with_someone_or_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("got_on", models.DateField()),
                ("expires_on", models.DateField(null=True)),
                ("noted_at", models.DateTimeField()),
                (
                    "noted_by",
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
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="volunteers.certificatekind"
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="certificates",
                        to="volunteers.volunteer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on__isnull", True), ("expires_on__gte", models.F("got_on")), _connector="OR"
                        ),
                        name="a_certificate_does_not_expire_before_it_is_given",
                    )
                ],
            },
        ),
    ]
