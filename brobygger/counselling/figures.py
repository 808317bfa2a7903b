"""The counselling's own numbers, for the coordinator: how long people wait, and what came of what was agreed."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.counselling.models import Assignment, Conversation, Counselling
from brobygger.counselling.states import AssignmentState, CancelledBy, ConversationState, EndReason


@dataclass(frozen=True, slots=True)
class Waiting:
    """Days from the person's opening here to a step: the middle one, the longest, and of how many."""

    middle: float | None
    longest: int | None
    n: int
    missing: int


@dataclass(frozen=True, slots=True)
class Numbers:
    opened: int
    to_yes: Waiting
    to_contact: Waiting
    to_first: Waiting
    outcomes: dict[str, int]
    cancelled: dict[str, int]
    no_outcome: int
    ended: dict[str, int]
    declined: int
    offers: int


def numbers(by: Actor, *, zone_id: int, first: date, last: date, at: datetime) -> Numbers:
    """The people opened in the period and the conversations that were to be held in it, both days with it."""
    rows = list(
        scope(by, Act.SEE_BOARD, Counselling.objects.filter(zone_id=zone_id)).filter(
            opened_at__date__gte=first, opened_at__date__lte=last
        )
    )
    ids = [row.pk for row in rows]
    said_yes: dict[int, datetime] = {}
    asked = Assignment.objects.filter(counselling_id__in=ids)
    for one in asked.filter(answered_at__isnull=False).order_by("-answered_at"):
        if one.state != AssignmentState.DECLINED:
            said_yes[one.counselling_id] = one.answered_at  # type: ignore[assignment]
    held = scope(by, Act.SEE_BOARD, Conversation.objects.filter(zone_id=zone_id)).filter(
        starts_at__date__gte=first, starts_at__date__lte=last
    )
    states = Counter(held.values_list("state", flat=True))
    cancelled = Counter(held.filter(state=ConversationState.CANCELLED).values_list("cancelled_by", flat=True))
    ended = Counter(row.end_reason for row in rows if row.end_reason)
    return Numbers(
        opened=len(rows),
        to_yes=_waiting(rows, {row.pk: said_yes.get(row.pk) for row in rows}),
        to_contact=_waiting(rows, {row.pk: row.first_contact_at for row in rows}),
        to_first=_waiting(rows, {row.pk: row.first_held_at for row in rows}),
        outcomes={str(one.label): states[one] for one in ConversationState if one != ConversationState.PLANNED},
        cancelled={str(one.label): cancelled[one] for one in CancelledBy},
        no_outcome=held.filter(state=ConversationState.PLANNED, starts_at__lte=at).count(),
        ended={str(one.label): ended[one] for one in EndReason if ended[one]},
        declined=asked.filter(state=AssignmentState.DECLINED).count(),
        offers=asked.count(),
    )


def _waiting(rows: list[Counselling], steps: dict[int, datetime | None]) -> Waiting:
    days = [
        (timezone.localdate(step) - timezone.localdate(row.opened_at)).days
        for row in rows
        if (step := steps[row.pk]) is not None
    ]
    return Waiting(median(days) if days else None, max(days, default=None), len(days), len(rows) - len(days))
