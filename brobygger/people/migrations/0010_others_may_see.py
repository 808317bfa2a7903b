from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0009_found_by_each_part_of_a_name"),
    ]

    operations = [
        migrations.AddField(
            model_name="phonenumber",
            name="others_may_see",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
