"""What the tables stand on: the number of the running transaction."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            "CREATE FUNCTION brobygger_transaction_id() RETURNS bigint LANGUAGE sql VOLATILE"
            " AS 'SELECT pg_current_xact_id()::text::bigint'",
            "DROP FUNCTION brobygger_transaction_id()",
        ),
    ]
