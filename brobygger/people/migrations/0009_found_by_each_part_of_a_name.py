"""Each part of a name is a row of its own, kept by triggers, in place of two columns that only found its beginning."""

import django.db.models.deletion
from django.db import migrations, models

from brobygger.people.found_by_name import DROP, FILL, FOLD, KEEP, TRIGGERS


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_words_beside_a_number"),
        ("staff", "0009_what_was_passed_on_may_come_back"),
    ]

    operations = [
        migrations.CreateModel(
            name="NamePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.TextField(db_collation="C")),
            ],
        ),
        migrations.RemoveIndex(
            model_name="person",
            name="people_found_as_you_type",
        ),
        migrations.RemoveIndex(
            model_name="person",
            name="people_found_by_family_name",
        ),
        migrations.AddField(
            model_name="namepart",
            name="person",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="namepart",
            name="zone",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.zone",
            ),
        ),
        migrations.RemoveField(
            model_name="person",
            name="family_key",
        ),
        migrations.RemoveField(
            model_name="person",
            name="search_key",
        ),
        migrations.AddIndex(
            model_name="namepart",
            index=models.Index(fields=["zone", "part", "person"], name="people_found_by_part_of_name"),
        ),
        migrations.AddConstraint(
            model_name="namepart",
            constraint=models.UniqueConstraint(fields=("person", "part"), name="a_part_of_a_name_is_kept_once"),
        ),
        migrations.RunSQL([FOLD, KEEP, *TRIGGERS], DROP),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
