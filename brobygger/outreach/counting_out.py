"""What the figures count of calls stays when the calls are erased."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import F

from brobygger.access.actor import Actor
from brobygger.outreach.measured_queries import counted
from brobygger.outreach.models import Call, CallCount


def keep_call_counts(*, zone_id: int, call_ids: Collection[int], by: Actor, at: datetime) -> None:
    """The calls are counted in the register, so that they may be erased; the caller erases them, and says so."""
    for one in counted(Call.objects.filter(zone_id=zone_id, pk__in=call_ids)):
        lasted = one["lasted"] or timedelta()
        day, created = CallCount.objects.get_or_create(
            zone_id=zone_id, day=one["day"], until_hour=one["until_hour"], reached=one["reached"],
            defaults={"calls": one["calls"], "timed": one["timed"], "lasted": lasted},
        )  # fmt: skip
        if not created:
            CallCount.objects.filter(pk=day.pk).update(
                calls=F("calls") + one["calls"], timed=F("timed") + one["timed"], lasted=F("lasted") + lasted
            )
