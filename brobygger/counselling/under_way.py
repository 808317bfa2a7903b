"""What stands still, as the alarms read it: who waits, who has not answered, who was not rung, what was not noted."""

from datetime import datetime, time, timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base.underway import UnderWay
from brobygger.counselling.models import Conversation, Counselling
from brobygger.counselling.states import OPEN, ConversationState, CounsellingState


def under_way(by: Actor, *, zone_id: int) -> list[UnderWay]:
    """Everything that waits for someone's next step: kinds `counselling` and `conversation`; longest first.

    A conversation that was agreed stands here from the moment it should have ended until its outcome is noted.
    """
    rows = scope(by, Act.SEE_BOARD, Counselling.objects.filter(zone_id=zone_id, state__in=OPEN))
    rows = rows.exclude(arrival__state="withdrawn")
    agreed = Conversation.objects.filter(
        counselling_id__in=[row.pk for row in rows], state=ConversationState.PLANNED
    ).select_related("counselling")
    found = [_conversation(one) for one in agreed]
    planned = {one.counselling_id for one in agreed}
    idle = []
    for row in rows:
        waits = _of(row)
        found += waits
        if not waits and row.pk not in planned:
            idle.append(row)
    found += _with_nothing_planned(idle)
    return sorted(found, key=lambda one: (one.since, one.kind, one.id))


def _of(row: Counselling) -> list[UnderWay]:
    if row.state != CounsellingState.RUNNING:
        return [_waits(row, row.state, row.state_at)]
    found = [] if row.first_contact_at else [_waits(row, "no_contact", row.state_at)]
    if row.follow_up_on:
        midnight = datetime.combine(row.follow_up_on, time(), tzinfo=timezone.get_default_timezone())
        found.append(_waits(row, "follow_up", midnight))
    return found


def _with_nothing_planned(idle: list[Counselling]) -> list[UnderWay]:
    """Those under way with nothing agreed and no day to be followed up, since the last time that something happened."""
    talks = Conversation.objects.filter(counselling_id__in=[row.pk for row in idle]).order_by()
    last = dict(talks.values_list("counselling_id").annotate(Max("starts_at")))
    return [
        _waits(row, "nothing_planned", max(filter(None, (row.state_at, row.first_contact_at, last.get(row.pk)))))
        for row in idle
    ]


def _waits(row: Counselling, state: str, since: datetime) -> UnderWay:
    href = reverse("counselling", args=[row.pk])
    return UnderWay("counselling", row.pk, state, since, row.counsellor_id, row.programme_id, row.token, href)


def _conversation(row: Conversation) -> UnderWay:
    ended, thread = row.starts_at + timedelta(minutes=row.minutes), row.counselling
    href = reverse("counselling", args=[thread.pk])
    return UnderWay(
        "conversation", row.pk, "planned", ended, thread.counsellor_id, thread.programme_id, thread.token, href
    )
