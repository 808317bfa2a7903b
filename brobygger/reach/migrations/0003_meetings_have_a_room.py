from django.db import migrations


class Migration(migrations.Migration):
    """The meetings belong to another room from here, which takes the rows along and removes the tables."""

    dependencies = [("reach", "0002_what_a_training_gave")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name) for name in ("Attendance", "MeetingAction", "Meeting", "Rhythm")
            ]
        )
    ]
