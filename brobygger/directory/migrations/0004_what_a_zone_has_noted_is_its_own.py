"""What someone of a zone has changed, checked or closed until now becomes that zone's own; a national offer is as it came.

What was written or read in here stays shared, so that nothing that is shown anywhere goes away.
"""

from django.db import migrations

AS_IT_CAME = {
    "state": "open", "closed_on": None, "closed_reason": "", "closed_note": "", "same_as": None, "kept_by": None,
    "checked_at": None, "checked_by": None, "to_be_confirmed": True,
}  # fmt: skip


def become_the_zones_own(apps, schema_editor):
    database = schema_editor.connection.alias
    offers, versions, memberships, zones = (
        apps.get_model(*name).objects.using(database)
        for name in (("directory", "Offer"), ("directory", "OfferVersion"), ("staff", "Membership"), ("staff", "Zone"))
    )
    for offer in list(offers.filter(zone=None)):
        history = list(versions.filter(offer=offer).order_by("number"))
        workers = {version.by_id for version in history} | {offer.checked_by_id}
        touched = set(memberships.filter(worker__in=workers - {None}).values_list("zone", flat=True))
        if offer.kept_by_id:
            touched |= set(zones.filter(organisation=offer.kept_by_id).values_list("pk", flat=True))
        kept = [field.attname for field in offer._meta.concrete_fields if field.name not in ("id", "zone")]
        for zone in touched:
            own = offers.create(zone_id=zone, **{name: getattr(offer, name) for name in kept})
            for version in versions.filter(offer=offer):
                version.pk, version.zone_id, version.offer = None, zone, own
                version.save(using=database, force_insert=True)
        if touched and history and history[0].deed == "shipped":
            offers.filter(pk=offer.pk).update(**AS_IT_CAME)


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_each_zone_keeps_its_own_offers")]

    operations = [migrations.RunPython(become_the_zones_own, migrations.RunPython.noop)]
