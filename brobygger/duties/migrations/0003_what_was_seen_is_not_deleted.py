"""What was written down of facts and children may be struck, and is never deleted."""

from django.db import migrations

TRIGGERS = (
    "CREATE TRIGGER what_was_seen_is_not_deleted BEFORE DELETE ON duties_fact"
    " FOR EACH ROW EXECUTE FUNCTION brobygger_stays_as_it_is()",
    "CREATE TRIGGER a_child_is_not_deleted BEFORE DELETE ON duties_child"
    " FOR EACH ROW EXECUTE FUNCTION brobygger_stays_as_it_is()",
)


class Migration(migrations.Migration):
    dependencies = [("duties", "0002_what_was_sent_stays")]
    operations = [migrations.RunSQL(trigger, migrations.RunSQL.noop) for trigger in TRIGGERS]
