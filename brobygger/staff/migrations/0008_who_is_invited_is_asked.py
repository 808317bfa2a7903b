from datetime import timedelta

from django.db import migrations, models
from django.utils import timezone

HOLDS = timedelta(days=14)


def ask_who_has_not_come_in(apps, schema_editor):
    """Until now one who was new had her role before she had come in. Now she is asked, as everybody is."""
    alias = schema_editor.connection.alias
    offers = apps.get_model("staff", "RoleOffer").objects.using(alias)
    for offer in offers.select_related("worker"):
        offer.name, offer.email = offer.worker.name, offer.worker.email
        offer.save(update_fields=["name", "email"])
    rows = apps.get_model("staff", "Membership").objects.using(alias).filter(until=None)
    not_in = rows.filter(worker__password__startswith="!", worker__last_login=None, worker__invited_at__isnull=False)  # noqa: S106
    for row in not_in.select_related("worker"):
        at, worker = row.worker.invited_at, row.worker
        told = {"offered_at": at, "offered_by_id": worker.invited_by_id, "lapses_on": timezone.localdate(at + HOLDS)}
        offers.get_or_create(
            worker=worker,
            zone_id=row.zone_id,
            role=row.role,
            state="waiting",
            defaults={"name": worker.name, "email": worker.email} | told,
        )
        row.delete()


class Migration(migrations.Migration):
    dependencies = [("staff", "0007_secrets_of_second_steps_are_sealed")]

    operations = [
        migrations.AddField("roleoffer", "name", models.CharField(default="", max_length=120), preserve_default=False),
        migrations.AddField(
            "roleoffer", "email", models.EmailField(default="", max_length=254), preserve_default=False
        ),
        migrations.RunPython(ask_who_has_not_come_in, migrations.RunPython.noop),
    ]
