"""What a consent covers is decided for the very words, not for a version's number; the shipped decisions come anew."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0004_wordings_have_two_leaders"),
        ("referrals", "0003_steps_so_far"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("DELETE FROM referrals_coverage", migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="coverage", name="a_wording_covers_one_thing"),
        migrations.RemoveField(model_name="coverage", name="programme"),
        migrations.RemoveField(model_name="coverage", name="version"),
        migrations.AddField(
            model_name="coverage",
            name="wording",
            field=models.OneToOneField(
                default=None,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="coverage",
                to="programmes.consentwording",
            ),
            preserve_default=False,
        ),
        migrations.AddField(model_name="coverage", name="decided_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="coverage",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="coverage",
            constraint=models.CheckConstraint(
                condition=models.Q(("days__gte", 1), ("days__lte", 365)),
                name="a_consent_is_leaned_on_for_1_to_365_days",
            ),
        ),
    ]
