"""Campaigns: each with a key of its own, whose link counts how often it is opened and keeps nothing of who did."""

import secrets
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may, scope
from brobygger.base.decision import NotFound, Refused
from brobygger.reach import rules
from brobygger.reach.models import Campaign
from brobygger.trail import actions as trail

TRIES = 20

COUNT = """
INSERT INTO reach_opened (zone_id, campaign_id, day, times) VALUES (%s, %s, %s, 1)
ON CONFLICT (campaign_id, day) DO UPDATE SET times = reach_opened.times + 1
"""


@transaction.atomic
def make_campaign(
    *, zone_id: int, name: str, channel: str, first_day: date, last_day: date | None, key: str, by: Actor, at: datetime
) -> Campaign:
    """The campaign has its link. Without a key it gets one that says nothing; one that hints or is taken is refused."""
    row = Campaign(zone_id=zone_id, name=name, channel=channel, first_day=first_day, last_day=last_day)
    may(by, Act.KEEP_REACH, row).require()
    rules.period_can_be(first_day, last_day).require()
    row.made_at, row.made_by_id = at, by.worker_id
    if key:
        row.key = key.lower()
        rules.key_is_neutral(row.key).require()
        if not _saved(row):
            raise Refused("key_is_taken")
    else:
        _with_any_key(row)
    trail.write("reach.campaign_made", by=by, at=at, about=row)
    return row


def _with_any_key(row: Campaign) -> None:
    for _try in range(TRIES):
        row.key = "".join(secrets.choice(rules.KEY_LETTERS) for _ in range(rules.KEY_LENGTH))
        if rules.key_is_neutral(row.key) and _saved(row):
            return
    raise Refused("key_is_taken")


def _saved(row: Campaign) -> bool:
    """Whether nobody had the key, also not at this very moment."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def change_campaign(*, pk: int, values: dict[str, Any], by: Actor, at: datetime) -> Campaign:
    """Name, channel and days are as told; the key stays, since it may be printed."""
    row = _held(by, pk)
    for name in ("name", "channel", "first_day", "last_day"):
        setattr(row, name, values[name])
    rules.period_can_be(row.first_day, row.last_day).require()
    row.save(update_fields=["name", "channel", "first_day", "last_day"])
    trail.write("reach.campaign_changed", by=by, at=at, about=row)
    return row


@transaction.atomic
def remove_campaign(*, pk: int, by: Actor, at: datetime) -> None:
    """Undo: the campaign is gone. Refused where its link has been opened or someone has come by it."""
    row = _held(by, pk)
    trail.write("reach.campaign_removed", by=by, at=at, about=row)
    try:
        row.delete()
    except ProtectedError:
        raise Refused("campaign_has_been_opened") from None


@transaction.atomic
def count_opening(*, zone_id: int, campaign_id: int, by: Actor, at: datetime) -> None:
    """The campaign's link was opened once more on the day. The trail has nothing of it: an hour would be too much.

    NotFound where the campaign is another zone's.
    """
    row = Campaign.objects.filter(pk=campaign_id, zone_id=zone_id).first()
    if row is None or not may(by, Act.COME_FORWARD, row):
        raise NotFound("not_found")
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [zone_id, campaign_id, timezone.localdate(at)])


def _held(by: Actor, pk: int) -> Campaign:
    found = scope(by, Act.KEEP_REACH, Campaign.objects.select_for_update(of=("self",)).filter(pk=pk)).first()
    if found is None:
        raise NotFound("not_found")
    return found
