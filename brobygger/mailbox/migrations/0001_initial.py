import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import brobygger.base.sealed


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("staff", "0004_municipal_roles"),
        ("staff", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mailbox",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_name", brobygger.base.sealed.SealedTextField()),
                ("name_mark", models.BinaryField()),
                ("word_hash", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                ("made_by_kind", models.CharField(max_length=10)),
                ("last_opened_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("shut_until", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
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
                    models.UniqueConstraint(fields=("zone", "name_mark"), name="a_code_name_is_one_mailbox")
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_her", models.BooleanField()),
                ("text", brobygger.base.sealed.SealedTextField()),
                ("written_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "read_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
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
                (
                    "mailbox",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="mailbox.mailbox"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("from_her", True), ("written_by__isnull", True)),
                            models.Q(("from_her", False), ("written_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_line_is_hers_or_a_workers",
                    )
                ],
            },
        ),
    ]
