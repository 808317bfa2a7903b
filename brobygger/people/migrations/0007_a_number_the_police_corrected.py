"""A number may be stopped because the police have corrected it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0006_whom_a_guardian_speaks_for")]

    operations = [
        migrations.AlterField(
            model_name="phonenumber",
            name="stopped_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("someone_else_answered", "Someone else answered"),
                    ("wrong_number", "Wrong number"),
                    ("not_in_use", "The number is not in use"),
                    ("asked_to_stop", "Asked not to be rung"),
                    ("corrected", "The police have corrected the number"),
                ],
                max_length=30,
            ),
        ),
    ]
