from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0010_the_accused_are_not_reached"),
    ]

    operations = [
        migrations.AddField(
            model_name="phonenumber",
            name="others_may_see",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
