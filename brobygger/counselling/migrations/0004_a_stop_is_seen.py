from django.db import migrations, models

# What the volunteer's page has let go of after a week is not shown again.
LONG_AGO = """
UPDATE counselling_assignment SET stop_seen_at = answered_at
WHERE state = 'done' AND answered_at < now() - interval '7 days'
"""


class Migration(migrations.Migration):
    dependencies = [("counselling", "0003_a_yes_stays_in_the_story")]

    operations = [
        migrations.AddField("assignment", "stop_seen_at", models.DateTimeField(null=True)),
        migrations.RunSQL(LONG_AGO, migrations.RunSQL.noop),
    ]
