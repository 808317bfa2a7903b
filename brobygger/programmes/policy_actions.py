"""Deciding when and how often people are rung, and noting what the law says from a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.programmes import queries
from brobygger.programmes.models import AttemptPolicy, DutyDeadline, LegalBasis
from brobygger.trail import actions as trail


@transaction.atomic
def decide_calling_hours(
    *,
    programme_id: int,
    hour_bands: Sequence[tuple[int, int]],
    weekdays: Sequence[int],
    valid_from: date,
    by: Actor,
    at: datetime,
) -> AttemptPolicy:
    """From the day on people are rung in these bands of the clock on these weekdays; the rest of the policy goes on.

    Refused where no policy is there to go on from.
    """
    zone_id = queries.zone_running(by, Act.CHANGE_CRITERIA, programme_id)
    earlier = AttemptPolicy.objects.filter(programme_id=programme_id, valid_from__lte=valid_from)
    newest = earlier.order_by("valid_from").last()
    if newest is None:
        raise Refused("no_attempt_policy")
    rest = (
        "most_attempts",
        "hours_between",
        "hold_minutes",
        "follow_days",
        "first_contact_basis",
        "first_contact_note",
    )
    decided, _ = AttemptPolicy.objects.update_or_create(
        programme_id=programme_id,
        valid_from=valid_from,
        defaults={
            **{name: getattr(newest, name) for name in rest},
            "hour_bands": [list(band) for band in hour_bands],
            "weekdays": list(weekdays),
        },
    )
    trail.write("programmes.calling_hours_decided", by=by, at=at, about=decided, zone_id=zone_id)
    return decided


@transaction.atomic
def add_legal_basis(
    *, key: str, law: str, paragraph: str, titles: tuple[str, str], texts: tuple[str, str], valid_from: date,
    source: str, to_be_confirmed: bool, by: Actor, at: datetime,
) -> LegalBasis:  # fmt: skip
    """From the day the legal basis reads so; the version before ends the day before, and stays for what was done by it.

    Titles and texts are Danish and English. Refused where a version begins on the day or later.
    """
    zones = zones_for(by, Act.KEEP_LEGAL_BASES)
    if not zones:
        raise NotFound("not_found")
    versions = LegalBasis.objects.select_for_update().filter(key=key)
    if versions.filter(valid_from__gte=valid_from).exists():
        raise Refused("a_newer_version_is_there")
    versions.filter(valid_until__isnull=True).update(valid_until=valid_from - timedelta(days=1))
    added = LegalBasis.objects.create(
        key=key, law=law, paragraph=paragraph, title_da=titles[0], title_en=titles[1], text_da=texts[0],
        text_en=texts[1], valid_from=valid_from, source=source, to_be_confirmed=to_be_confirmed,
        added_by_id=by.worker_id, added_at=at,
    )  # fmt: skip
    trail.write("programmes.legal_basis_added", by=by, at=at, about=added, zone_id=min(zones))
    return added


@transaction.atomic
def decide_duty_deadline(
    *, kind: str, step: str, hours: int | None, working_days: int | None, valid_from: date, source: str, by: Actor,
    at: datetime,
) -> DutyDeadline:  # fmt: skip
    """From the day on the step of a duty may take so long; duties that wait already keep their deadline."""
    zones = zones_for(by, Act.KEEP_LEGAL_BASES)
    if not zones:
        raise NotFound("not_found")
    decided, _ = DutyDeadline.objects.update_or_create(
        kind=kind, step=step, valid_from=valid_from,
        defaults={"hours": hours, "working_days": working_days, "source": source},
    )  # fmt: skip
    trail.write(
        "programmes.duty_deadline_decided", by=by, at=at, about=decided, zone_id=min(zones), kind=kind, step=step
    )
    return decided
