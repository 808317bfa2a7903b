"""The meetings of the resource persons as they are seen: the rhythm, one meeting, and what was agreed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may, scope, zones_for
from brobygger.base.decision import NotFound
from brobygger.base.underway import UnderWay
from brobygger.base.workdays import noon_of
from brobygger.reach import rules
from brobygger.reach.models import Attendance, Meeting, MeetingAction, Rhythm
from brobygger.reach.resource_person_queries import may_come, resource_persons_on
from brobygger.reach.states import MeetingState
from brobygger.staff.queries import Colleague


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """The meetings of a zone, how it stands with the next one, and what is still to be done."""

    months: int
    is_chosen: bool
    standing: rules.Standing
    planned: list[Meeting]
    past: list[Meeting]
    to_do: list[MeetingAction]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One meeting with who was there and what was agreed."""

    meeting: Meeting
    attendances: list[Attendance]
    actions: list[MeetingAction]
    may_come: list[Colleague]
    expected: Collection[int]  # the resource persons of the day
    left_over: list[MeetingAction]  # agreed at an earlier meeting and not done
    keeps: bool = False


def rhythm_of(zone_id: int) -> Rhythm | None:
    """How often the zone has decided to meet."""
    return Rhythm.objects.filter(zone_id=zone_id).first()


def _standing(zone_id: int, at: datetime) -> tuple[Rhythm | None, rules.Standing]:
    rhythm, rows = rhythm_of(zone_id), Meeting.objects.filter(zone_id=zone_id)
    held = rows.filter(state=MeetingState.HELD).order_by("-held_on").values_list("held_on", flat=True).first()
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(at), time.min))
    coming = rows.filter(state=MeetingState.PLANNED, planned_at__gte=midnight).order_by("planned_at").first()
    return rhythm, rules.standing(
        last_held=held,
        begins_on=rhythm.begins_on if rhythm else None,
        planned=timezone.localdate(coming.planned_at) if coming else None,
        months=rhythm.months if rhythm else rules.USUAL_MONTHS,
        today=timezone.localdate(at),
    )


def meetings_page(by: Actor, *, zone_id: int, at: datetime) -> MeetingsPage:
    """The meetings of the zone. NotFound where they are not hers to see."""
    if zone_id not in zones_for(by, Act.SEE_REACH):
        raise NotFound("not_found")
    rhythm, standing = _standing(zone_id, at)
    rows = Meeting.objects.filter(zone_id=zone_id)
    return MeetingsPage(
        rhythm.months if rhythm else rules.USUAL_MONTHS,
        rhythm is not None,
        standing,
        list(rows.filter(state=MeetingState.PLANNED).order_by("planned_at", "pk")),
        list(rows.exclude(state=MeetingState.PLANNED).order_by("-planned_at", "-pk")[:50]),
        list(_open(zone_id)),
    )


def _open(zone_id: int) -> QuerySet[MeetingAction]:
    rows = MeetingAction.objects.filter(zone_id=zone_id, done_at__isnull=True).select_related("worker", "meeting")
    return rows.order_by("due_on", "pk")


def meeting(by: Actor, pk: int) -> MeetingPage:
    """One meeting. NotFound where it is not hers to see."""
    row = scope(by, Act.SEE_REACH, Meeting.objects.filter(pk=pk)).first()
    if row is None:
        raise NotFound("not_found")
    day = row.held_on or timezone.localdate(row.planned_at)
    earlier = _open(row.zone_id).filter(meeting__planned_at__lt=row.planned_at).exclude(meeting=row)
    return MeetingPage(
        row,
        list(row.attendances.select_related("worker").order_by("worker__name", "pk")),
        list(row.actions.select_related("worker").order_by("due_on", "pk")),
        may_come(row.zone_id, day),
        frozenset(one.worker_id for one in resource_persons_on(row.zone_id, day)),
        list(earlier),
        bool(may(by, Act.KEEP_MEETINGS, row)),
    )


def action(by: Actor, pk: int) -> MeetingAction:
    """What was agreed. NotFound where it is not hers to keep."""
    found = scope(by, Act.KEEP_MEETINGS, MeetingAction.objects.filter(pk=pk)).first()
    if found is None:
        raise NotFound("not_found")
    return found


def under_way(by: Actor, *, zone_id: int, at: datetime | None = None) -> list[UnderWay]:
    """The next meeting where its day has passed and none is planned; and meetings of which nobody has noted what came.

    Only where the zone has decided how often to meet: nobody is alarmed by a rhythm that she never chose.
    """
    if zone_id not in zones_for(by, Act.SEE_REACH):
        return []
    now, page = at or timezone.now(), reverse("meetings")
    rhythm, standing = _standing(zone_id, now)
    found = []
    if rhythm is not None and standing.due_on is not None and standing.next is rules.Next.OVERDUE:
        since = timezone.make_aware(datetime.combine(standing.due_on, time.min))
        found.append(UnderWay("meeting", zone_id, "due", since, href=page))
    waiting = Meeting.objects.filter(zone_id=zone_id, state=MeetingState.PLANNED, planned_at__lt=now)
    for row in waiting.order_by("planned_at"):
        href = reverse("meeting", args=[row.pk])
        found.append(UnderWay("meeting", row.pk, "to_note", row.planned_at, worker_id=row.made_by_id, href=href))
    return found


def first_day(zone_id: int, today: date) -> date:
    """A day that suits as the next one to plan a meeting on: when it is due, else today."""
    _, standing = _standing(zone_id, noon_of(today))
    return max(filter(None, (standing.due_on, today)))
