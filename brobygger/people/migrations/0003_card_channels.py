import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import brobygger.base.sealed


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_initial"),
        ("staff", "0002_counselling_roles"),
        ("staff", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="CardRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("ask_again_days", models.PositiveSmallIntegerField()),
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
                    models.UniqueConstraint(fields=("zone", "valid_from"), name="one_card_rule_from_a_day_in_a_zone"),
                    models.CheckConstraint(
                        condition=models.Q(("ask_again_days__gte", 1), ("ask_again_days__lte", 90)),
                        name="a_card_is_asked_about_again_within_three_months",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="contactplan",
            name="cover_story",
            field=brobygger.base.sealed.SealedTextField(db_default=b""),
        ),
        migrations.AddField(
            model_name="contactplan",
            name="email_to",
            field=brobygger.base.sealed.SealedTextField(db_default=b""),
        ),
        migrations.AddField(
            model_name="contactplan",
            name="may_calendar",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="contactplan",
            name="may_digital_post",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="contactplan",
            name="may_email",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="contactplan",
            name="may_letter",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="contactplan",
            name="may_sms",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="contactplan",
            name="may_use_links",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="contactplan",
            name="sms_number",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.phonenumber",
            ),
        ),
        migrations.AddField(
            model_name="contactplan",
            name="where_to_write",
            field=brobygger.base.sealed.SealedTextField(db_default=b""),
        ),
        migrations.AddField(
            model_name="contactplan",
            name="word_when_safe",
            field=brobygger.base.sealed.SealedTextField(db_default=b""),
        ),
        migrations.AddField(
            model_name="contactplan",
            name="word_when_unsafe",
            field=brobygger.base.sealed.SealedTextField(db_default=b""),
        ),
        migrations.AlterField(
            model_name="contactplan",
            name="basis",
            field=models.CharField(
                choices=[
                    ("none", "Nothing recorded"),
                    ("first_contact", "The programme's first call"),
                    ("herself", "Said by the person"),
                    ("guardian", "Said by the guardian"),
                    ("referrer", "Said to the one who referred"),
                ],
                default="none",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="contactplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("basis__in", ("herself", "guardian", "referrer")), ("do_not_contact", False)),
                    models.Q(
                        ("may_calendar", False),
                        ("may_digital_post", False),
                        ("may_email", False),
                        ("may_letter", False),
                        ("may_sms", False),
                        ("may_use_links", False),
                    ),
                    _connector="OR",
                ),
                name="messages_need_someone_who_said_yes_and_no_stop",
            ),
        ),
    ]
