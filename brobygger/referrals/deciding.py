"""The leaders' decision of what the words of a consent cover: by another than whoever wrote them, once."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.programmes import telling
from brobygger.programmes.models import ConsentWording
from brobygger.programmes.queries import zone_running
from brobygger.referrals import coverage
from brobygger.referrals.models import Coverage
from brobygger.referrals.states import Field
from brobygger.staff.queries import second_of_two

MOST_DAYS = 365


@transaction.atomic
def decide_coverage(*, wording_id: int, fields: Collection[str], days: int, by: Actor, at: datetime) -> Coverage:
    """The words cover these fields, and may be leaned on for so many days; what has to go along is always among them.

    Refused to whoever wrote the words, and where it has been decided: then new words are written.
    """
    wording = ConsentWording.objects.select_for_update().filter(pk=wording_id).first()
    if wording is None:
        raise NotFound("not_found")
    zone_id = zone_running(by, Act.APPROVE_CRITERIA, wording.programme_id)
    second_of_two(by, wording.drafted_by_id, proposed_at=wording.drafted_at).require()
    if Coverage.objects.filter(wording=wording).exists():
        raise Refused("coverage_decided")
    if not set(fields) <= set(Field.values):
        raise Refused("field_unknown")
    if not 1 <= days <= MOST_DAYS:
        raise Refused("days_out_of_a_year")
    before, required = coverage.of_wording(wording), coverage.required_by(wording)
    made = Coverage.objects.create(
        wording=wording,
        fields=[field.value for field in Field if field.value in fields or field in required],
        required=[field.value for field in required],
        days=days,
        purpose_da=before.purpose_da,
        purpose_en=before.purpose_en,
        decided_at=at,
        decided_by_id=by.user_id,
    )
    facts = {"wording": wording.pk, "days": days}
    telling.tell_each_zone(
        "referrals.coverage_decided", made, wording.programme_id, by=by, at=at, zone_id=zone_id, **facts
    )
    return made
