import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("staff", "0002_counselling_roles"),
        ("staff", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(max_length=80, unique=True)),
                ("number", models.PositiveIntegerField(default=1)),
                ("name_da", models.CharField(blank=True, max_length=200)),
                ("name_en", models.CharField(blank=True, max_length=200)),
                ("organisation", models.CharField(blank=True, max_length=200)),
                ("description_da", models.TextField(blank=True)),
                ("description_en", models.TextField(blank=True)),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list
                    ),
                ),
                (
                    "other_terms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200), blank=True, default=list
                    ),
                ),
                ("who_da", models.TextField(blank=True)),
                ("who_en", models.TextField(blank=True)),
                ("gender", models.CharField(blank=True, choices=[("female", "Woman"), ("male", "Man")], max_length=10)),
                ("age_from", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("age_to", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "relations",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), blank=True, default=list
                    ),
                ),
                ("language_note", models.CharField(blank=True, max_length=300)),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=4), blank=True, default=list
                    ),
                ),
                ("place_note", models.CharField(blank=True, max_length=300)),
                ("hours", models.JSONField(blank=True, default=list)),
                ("hours_note_da", models.CharField(blank=True, max_length=300)),
                ("hours_note_en", models.CharField(blank=True, max_length=300)),
                ("phones", models.JSONField(blank=True, default=list)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("web", models.CharField(blank=True, max_length=500)),
                (
                    "address_is",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "No address is told"),
                            ("public", "The address is public"),
                            ("secret", "The address is secret: ring"),
                        ],
                        max_length=10,
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=200)),
                ("postal_code", models.CharField(blank=True, max_length=10)),
                ("city", models.CharField(blank=True, max_length=100)),
                ("is_free", models.BooleanField(blank=True, null=True)),
                ("price_note_da", models.CharField(blank=True, max_length=300)),
                ("price_note_en", models.CharField(blank=True, max_length=300)),
                ("anonymous", models.BooleanField(blank=True, null=True)),
                ("waiting_from", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("waiting_to", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("waiting_on", models.DateField(blank=True, null=True)),
                (
                    "ways_in",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list
                    ),
                ),
                ("how_da", models.TextField(blank=True)),
                ("how_en", models.TextField(blank=True)),
                ("capacity_da", models.CharField(blank=True, max_length=300)),
                ("capacity_en", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("source_url", models.CharField(blank=True, max_length=500)),
                ("to_be_confirmed", models.BooleanField(default=False)),
                ("noted_on", models.DateField(blank=True, null=True)),
                ("assured_on", models.DateField(blank=True, null=True)),
                ("check_again_days", models.PositiveSmallIntegerField(default=180)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("closed", "Closed down")], default="open", max_length=10
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "closed_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ceased", "It has ceased"),
                            ("moved", "It has become part of another offer"),
                            ("double", "It stood here twice"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                    ),
                ),
                ("closed_note", models.CharField(blank=True, max_length=300)),
                ("checked_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField(null=True)),
                ("given", models.JSONField(default=dict)),
                ("words", models.TextField(blank=True)),
                ("sort_name", models.CharField(blank=True, db_collation="C", max_length=210)),
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
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.organisation",
                    ),
                ),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.offer",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "sort_name", "id"], name="offers_by_name"),
                    django.contrib.postgres.indexes.GinIndex(fields=["needs"], name="offers_by_need"),
                    django.contrib.postgres.indexes.GinIndex(fields=["places"], name="offers_by_place"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "closed"])), name="an_offer_is_in_a_known_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address_is", "secret"), _negated=True),
                            models.Q(("address", ""), ("city", ""), ("postal_code", "")),
                            _connector="OR",
                        ),
                        name="a_secret_address_is_not_written_down",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_da", ""), _negated=True),
                            models.Q(("name_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_offer_has_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_on__isnull", True),
                                ("closed_reason", ""),
                                ("same_as__isnull", True),
                                ("state", "open"),
                            ),
                            models.Q(
                                ("closed_on__isnull", False),
                                ("state", "closed"),
                                models.Q(("closed_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_closed_offer_says_since_when_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("waiting_from__isnull", True), ("waiting_to__isnull", True)),
                            ("waiting_on__isnull", False),
                            _connector="OR",
                        ),
                        name="a_waiting_time_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("waiting_from__isnull", True),
                            ("waiting_to__isnull", True),
                            ("waiting_from__lte", models.F("waiting_to")),
                            _connector="OR",
                        ),
                        name="the_longest_wait_is_not_below_the_shortest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("age_from__isnull", True),
                            ("age_to__isnull", True),
                            ("age_from__lte", models.F("age_to")),
                            _connector="OR",
                        ),
                        name="the_oldest_is_not_younger_than_the_youngest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at__isnull", True), ("checked_by__isnull", True)),
                            models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="whoever_checked_an_offer_has_signed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfferFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("handed_in_at", models.DateTimeField()),
                (
                    "handed_in_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OfferVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("shipped", "came with the program"),
                            ("imported", "came with a file"),
                            ("added", "wrote it"),
                            ("changed", "changed it"),
                            ("checked", "checked it"),
                            ("closed", "noted that it is closed"),
                            ("reopened", "noted that it is open again"),
                        ],
                        max_length=10,
                    ),
                ),
                ("values", models.JSONField()),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list
                    ),
                ),
                (
                    "by",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="directory.offer"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("offer", "number"), name="a_version_of_an_offer_has_its_own_number")
                ],
            },
        ),
    ]
