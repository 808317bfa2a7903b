"""The database itself keeps what was sent and what was done: only the owner of the tables could change it."""

from django.db import migrations

BY_THE_OWNER = "pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER')"

FUNCTION = f"""
CREATE FUNCTION brobygger_stays_as_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {BY_THE_OWNER} THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  RAISE EXCEPTION 'what was sent and what was done stays as it is' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
TRIGGERS = (
    "CREATE TRIGGER what_was_sent_is_not_changed BEFORE UPDATE OR DELETE ON duties_notice"
    " FOR EACH ROW WHEN (OLD.sent_at IS NOT NULL) EXECUTE FUNCTION brobygger_stays_as_it_is()",
    "CREATE TRIGGER what_was_done_is_not_changed BEFORE UPDATE OR DELETE ON duties_happening"
    " FOR EACH ROW EXECUTE FUNCTION brobygger_stays_as_it_is()",
    "CREATE TRIGGER what_came_back_is_not_changed BEFORE UPDATE OR DELETE ON duties_return"
    " FOR EACH ROW EXECUTE FUNCTION brobygger_stays_as_it_is()",
    "CREATE TRIGGER a_duty_is_not_deleted BEFORE DELETE ON duties_duty"
    " FOR EACH ROW EXECUTE FUNCTION brobygger_stays_as_it_is()",
)


class Migration(migrations.Migration):
    dependencies = [("duties", "0001_duties")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION brobygger_stays_as_it_is() CASCADE"),
        *(migrations.RunSQL(trigger, migrations.RunSQL.noop) for trigger in TRIGGERS),
    ]
