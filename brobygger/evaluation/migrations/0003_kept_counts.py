"""The database keeps the counts: triggers on the register. The next step says the function, and counts."""

from django.db import migrations

from brobygger.evaluation.counting import OUTREACH


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0002_initial"), ("cases", "0002_initial")]
    operations = [
        migrations.RunSQL([OUTREACH.function, *OUTREACH.triggers], OUTREACH.drop),
    ]
