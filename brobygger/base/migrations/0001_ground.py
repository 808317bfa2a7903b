"""What the tables stand on: PostgreSQL's trigram search, and the number of the running transaction."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        TrigramExtension(),
        migrations.RunSQL(
            "CREATE FUNCTION brobygger_transaction_id() RETURNS bigint LANGUAGE sql VOLATILE"
            " AS 'SELECT pg_current_xact_id()::text::bigint'",
            "DROP FUNCTION brobygger_transaction_id()",
        ),
    ]
