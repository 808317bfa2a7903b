"""What was kept in the clear until now is sealed."""

from django.db import migrations

from brobygger.staff.sealing import SECRET_FIELDS, sealed


def seal_all(apps, schema_editor):
    rows = apps.get_model("mfa", "Authenticator").objects.using(schema_editor.connection.alias)
    for row in rows.filter(type__in=("totp", "recovery_codes")).select_for_update():
        row.data |= {name: sealed(row.data[name]) for name in SECRET_FIELDS if name in row.data}
        if "migrated_codes" in row.data:
            row.data["migrated_codes"] = [sealed(code) for code in row.data["migrated_codes"]]
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("staff", "0006_what_is_held_is_passed_on"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(seal_all, migrations.RunPython.noop)]
