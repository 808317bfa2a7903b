import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("programmes", "0004_wordings_have_two_leaders"),
        ("staff", "0004_municipal_roles"),
        ("staff", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Department",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=40)),
                ("name_da", models.CharField(max_length=80)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                ("takes_part", models.BooleanField(default=True)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("zone", "key"), name="a_department_has_its_own_key_in_a_zone")
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("placed_at", models.DateTimeField()),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="municipality.department",
                    ),
                ),
                (
                    "placed_by",
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
                        fields=("zone", "worker"),
                        name="a_worker_belongs_to_one_department_of_a_zone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="a_placement_does_not_end_before_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("is_at_shelter", models.BooleanField(default=False)),
                ("until", models.DateField(null=True)),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Setup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("copied_from", models.SlugField(blank=True, max_length=40)),
                ("name", models.CharField(max_length=80)),
                ("name_en", models.CharField(blank=True, max_length=80)),
                ("ways_in", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20))),
                (
                    "anonymity",
                    models.CharField(
                        choices=[
                            ("throughout", "Anonymous all the way"),
                            ("first_talk", "Anonymous in the first talks"),
                        ],
                        max_length=20,
                    ),
                ),
                ("public_phone", models.CharField(blank=True, max_length=20)),
                ("public_hours_da", models.CharField(blank=True, max_length=120)),
                ("public_hours_en", models.CharField(blank=True, max_length=120)),
                ("safe_site", models.URLField(default="https://www.dmi.dk/")),
                ("answer_days", models.PositiveSmallIntegerField(default=2)),
                ("is_open", models.BooleanField(default=False)),
                ("opened_on", models.DateField(null=True)),
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
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.programme"
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="staff.zone"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("zone", "programme"), name="a_programme_is_set_up_once_in_a_zone")
                ],
            },
        ),
    ]
