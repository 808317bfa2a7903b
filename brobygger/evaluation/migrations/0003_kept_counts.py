"""The database keeps the counts: triggers on the register, and a first full count."""

from django.db import migrations

from brobygger.evaluation.counting import COUNT_ALL, DROP, KEEP_COUNTS, TRIGGERS


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0002_initial"), ("cases", "0002_initial")]
    operations = [
        migrations.RunSQL([KEEP_COUNTS, *TRIGGERS], DROP),
        migrations.RunSQL(COUNT_ALL, migrations.RunSQL.noop),
    ]
