"""An index that holds someone's words begins with the zone, so that a plan tells nothing of other zones."""

from django.db import migrations, models

from brobygger.people.found_by_name import KEEP


class Migration(migrations.Migration):
    dependencies = [("people", "0012_merged")]

    operations = [
        migrations.RemoveConstraint(model_name="namepart", name="a_part_of_a_name_is_kept_once"),
        migrations.AddConstraint(
            model_name="namepart",
            constraint=models.UniqueConstraint(fields=("zone", "person", "part"), name="a_part_of_a_name_is_kept_once"),
        ),
        migrations.RemoveConstraint(model_name="phonenumber", name="a_person_has_a_number_once"),
        migrations.AddConstraint(
            model_name="phonenumber",
            constraint=models.UniqueConstraint(fields=("zone", "person", "number"), name="a_person_has_a_number_once"),
        ),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
    ]
