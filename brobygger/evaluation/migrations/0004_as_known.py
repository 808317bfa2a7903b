"""The municipal register is counted as it changes, and how a row of a register stood before is kept."""

import django.db.models.deletion
from django.db import migrations, models

from brobygger.evaluation.counting import OUTREACH
from brobygger.evaluation.course_counts import PLACES
from brobygger.evaluation.detect_counts import DETECTION


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0003_kept_counts"),
        ("municipality", "0001_initial"),
        ("programmes", "0001_initial"),
        ("screening", "0001_initial"),
        ("courses", "0001_first"),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DetectionTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField()),
                ("fresh", models.BooleanField(db_default=True, default=True)),
                ("way_in", models.CharField(max_length=20)),
                ("split", models.CharField(max_length=20)),
                ("grp", models.CharField(blank=True, max_length=100)),
                ("n", models.IntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Earlier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("register", models.CharField(max_length=30)),
                ("row_id", models.BigIntegerField()),
                ("until", models.DateField()),
                ("was", models.JSONField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="tally",
            name="a_kept_count_belongs_to_a_month",
        ),
        migrations.RenameIndex(
            model_name="tally",
            new_name="tally_of_a_month",
            old_name="kept_counts_of_a_month",
        ),
        migrations.AddField(
            model_name="tally",
            name="fresh",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(condition=models.Q(("fresh", True)), fields=["zone"], name="tally_not_merged"),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.CheckConstraint(condition=models.Q(("month__day", 1)), name="tally_belongs_to_a_month"),
        ),
        migrations.AddField(
            model_name="detectiontally",
            name="department",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="municipality.department",
            ),
        ),
        migrations.AddField(
            model_name="detectiontally",
            name="programme",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="detectiontally",
            name="zone",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.zone",
            ),
        ),
        migrations.AddField(
            model_name="earlier",
            name="zone",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.zone",
            ),
        ),
        migrations.AddIndex(
            model_name="detectiontally",
            index=models.Index(fields=["zone", "programme", "month"], name="detectiontally_of_a_month"),
        ),
        migrations.AddIndex(
            model_name="detectiontally",
            index=models.Index(condition=models.Q(("fresh", True)), fields=["zone"], name="detectiontally_not_merged"),
        ),
        migrations.AddConstraint(
            model_name="detectiontally",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)), name="detectiontally_belongs_to_a_month"
            ),
        ),
        migrations.AddIndex(
            model_name="earlier",
            index=models.Index(fields=["zone", "register", "until"], name="what_has_changed_since_a_day"),
        ),
        migrations.AddConstraint(
            model_name="earlier",
            constraint=models.UniqueConstraint(
                fields=("zone", "register", "row_id", "until"), name="a_row_has_one_standing_at_the_end_of_a_day"
            ),
        ),
        migrations.RunSQL(
            [OUTREACH.function, DETECTION.function, *DETECTION.triggers, PLACES.function, *PLACES.triggers],
            [OUTREACH.drop, DETECTION.drop, PLACES.drop],
        ),
        migrations.RunSQL(
            ["DELETE FROM evaluation_tally", OUTREACH.count_all, DETECTION.count_all], migrations.RunSQL.noop
        ),
    ]
