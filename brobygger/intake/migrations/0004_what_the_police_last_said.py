"""Beside each row of the police lies what they last said, so that a correction is seen and followed."""

import django.contrib.postgres.fields
from django.db import migrations, models

# Rows from before: what stands here is taken for what the police said, apart from what a call may have changed.
FILL = """
UPDATE intake_incident i SET told =
    left(md5(p.given_name), 8) || left(md5(p.family_name), 8) || left(md5(coalesce(p.birth_date::text, '')), 8)
    || left(md5(p.gender), 8)
    || CASE WHEN p.language = '' THEN left(md5(''), 8) ELSE '--------' END
    || left(md5(p.email), 8) || left(md5(p.address), 8) || left(md5(p.postal_code), 8)
    || left(md5(CASE WHEN p.protected THEN '1' ELSE '' END), 8)
    || left(md5(coalesce((
        SELECT encode(m.mark, 'hex') FROM people_personmark m WHERE m.person_id = p.id AND m.kind = 'c' LIMIT 1
    ), '')), 8),
    phones = ARRAY(
        SELECT n.number FROM people_phonenumber n WHERE n.person_id = p.id AND n.source = 'import' ORDER BY n.id
    )
FROM cases_registration r JOIN people_person p ON p.id = r.person_id
WHERE r.id = i.registration_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0003_counselling_files"),
        ("cases", "0004_looked_up_by_token"),
        ("people", "0007_a_number_the_police_corrected"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="known",
            field=models.CharField(
                choices=[
                    ("update", "Update: follow the police where nobody here has changed it"),
                    ("only_new", "Only new rows; known ones stay as they are"),
                ],
                default="update",
                max_length=10,
            ),
        ),
        migrations.AddField(model_name="importrun", name="brought", field=models.JSONField(default=dict)),
        migrations.AddField(
            model_name="incident",
            name="told",
            field=models.CharField(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="incident",
            name="phones",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="incident",
            name="corrections",
            field=models.JSONField(db_default=models.Value([], output_field=models.JSONField()), default=list),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
