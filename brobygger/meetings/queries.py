"""The reading door to meetings: the rhythm of each kind, one meeting, and what was agreed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may, scope
from brobygger.base.alphabet import ByName
from brobygger.base.decision import NotFound
from brobygger.base.underway import UnderWay
from brobygger.base.workdays import noon_of
from brobygger.meetings import rules
from brobygger.meetings.kinds import KINDS, Kind
from brobygger.meetings.models import Attendance, EarlierMinutes, Meeting, MeetingAction, Rhythm
from brobygger.meetings.states import MeetingState
from brobygger.staff.queries import Colleague


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """The meetings of a kind in a zone, how it stands with the next one, and what is still to be done."""

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
    expected: Collection[int]  # who is noted as absent where she is not there
    left_over: list[MeetingAction]  # agreed at an earlier meeting and not done
    earlier_minutes: list[EarlierMinutes]  # what was written over, the newest first
    keeps: bool = False
    agrees: bool = False  # what is agreed at it stands with the meeting, not with what it is about


def seen_in(by: Actor, zone_id: int, act: Act = Act.SEE_MEETINGS) -> list[Kind]:
    """The kinds of meetings on a list of their own that she may see, or keep, in the zone."""
    rows = [(one, Meeting(zone_id=zone_id, kind=one.key)) for one in KINDS.values() if one.months]
    return [kind for kind, row in rows if may(by, act, row)]


def rhythm_of(zone_id: int, kind: str) -> Rhythm | None:
    """How often the zone has decided to hold such meetings."""
    return Rhythm.objects.filter(zone_id=zone_id, kind=kind).first()


def _standing(zone_id: int, kind: Kind, at: datetime) -> tuple[Rhythm | None, rules.Standing]:
    rhythm, rows = rhythm_of(zone_id, kind.key), Meeting.objects.filter(zone_id=zone_id, kind=kind.key)
    held = rows.filter(state=MeetingState.HELD).order_by("-held_on").values_list("held_on", flat=True).first()
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(at), time.min))
    coming = rows.filter(state=MeetingState.PLANNED, planned_at__gte=midnight).order_by("planned_at").first()
    return rhythm, rules.standing(
        last_held=held,
        begins_on=rhythm.begins_on if rhythm else None,
        planned=timezone.localdate(coming.planned_at) if coming else None,
        months=rhythm.months if rhythm else kind.months,
        today=timezone.localdate(at),
    )


def meetings_page(by: Actor, *, zone_id: int, kind: str, at: datetime) -> MeetingsPage:
    """The meetings of the kind in the zone. NotFound where they are not hers to see."""
    told = next((one for one in seen_in(by, zone_id) if one.key == kind), None)
    if told is None:
        raise NotFound("not_found")
    rhythm, standing = _standing(zone_id, told, at)
    rows = Meeting.objects.filter(zone_id=zone_id, kind=kind)
    return MeetingsPage(
        rhythm.months if rhythm else told.months,
        rhythm is not None,
        standing,
        list(rows.filter(state=MeetingState.PLANNED).order_by("planned_at", "pk")),
        list(rows.exclude(state=MeetingState.PLANNED).order_by("-planned_at", "-pk")[:50]),
        list(_open(zone_id, kind)),
    )


def _open(zone_id: int, kind: str) -> QuerySet[MeetingAction]:
    rows = MeetingAction.objects.filter(zone_id=zone_id, meeting__kind=kind, done_at__isnull=True)
    return rows.select_related("worker", "meeting").order_by("due_on", "pk")


def asked_of(by: Actor) -> list[MeetingAction]:
    """What she took on at any meeting and has not done, wherever it was; the nearest day first."""
    rows = MeetingAction.objects.filter(
        worker_id=by.worker_id, done_at__isnull=True, meeting__in=scope(by, Act.SEE_MEETINGS, Meeting.objects.all())
    )
    return list(rows.select_related("worker", "meeting").order_by("due_on", "pk")[:200])


def seen(by: Actor, pk: int) -> Meeting:
    """The meeting. NotFound where it is not hers to see."""
    row = scope(by, Act.SEE_MEETINGS, Meeting.objects.filter(pk=pk)).first()
    if row is None:
        raise NotFound("not_found")
    return row


def meeting(by: Actor, pk: int) -> MeetingPage:
    """One meeting with all that belongs to it. NotFound where it is not hers to see."""
    row = seen(by, pk)
    day, kind = row.held_on or timezone.localdate(row.planned_at), KINDS[row.kind]
    earlier = _open(row.zone_id, row.kind).filter(meeting__planned_at__lt=row.planned_at).exclude(meeting=row)
    return MeetingPage(
        row,
        list(row.attendances.select_related("worker").order_by(ByName("worker__name"), "pk")),
        list(row.actions.select_related("worker").order_by("due_on", "pk")),
        list(kind.may_come(row, day)),
        frozenset(kind.expected(row, day)),
        list(earlier) if kind.months else [],
        list(row.earlier_minutes.select_related("replaced_by").order_by("-pk")),
        bool(may(by, Act.KEEP_MEETINGS, row)),
        bool(kind.months),
    )


def under_way(by: Actor, *, zone_id: int, at: datetime | None = None) -> list[UnderWay]:
    """The next meeting where its day has passed and none is planned; meetings of which nobody has noted what came; and
    what was agreed by a day and is not done.

    Only where the zone has decided how often to meet: nobody is alarmed by a rhythm that she never chose.
    """
    now, found = at or timezone.now(), []
    for kind in seen_in(by, zone_id):
        rhythm, standing = _standing(zone_id, kind, now)
        if rhythm is not None and standing.due_on is not None and standing.next is rules.Next.OVERDUE:
            since = timezone.make_aware(datetime.combine(standing.due_on, time.min))
            found.append(UnderWay("meeting", rhythm.pk, "due", since, href=reverse("meetings_of", args=[kind.key])))
    seen = scope(by, Act.SEE_MEETINGS, Meeting.objects.filter(zone_id=zone_id))
    for row in seen.filter(state=MeetingState.PLANNED, planned_at__lt=now).order_by("planned_at"):
        found.append(UnderWay("meeting", row.pk, "to_note", row.planned_at, worker_id=row.made_by_id, href=_page(row)))
    for one in _with_a_day(by, zone_id).select_related("meeting"):
        found.append(UnderWay("agreed", one.pk, "open", one.made_at, worker_id=one.worker_id, href=_page(one.meeting)))
    return found


def own_times(by: Actor, *, zone_id: int) -> dict[tuple[str, int], datetime]:
    """The days by which things were agreed to be done."""
    rows = _with_a_day(by, zone_id).values_list("pk", "due_on")
    return {("agreed", pk): noon_of(day) for pk, day in rows if day is not None}


def _with_a_day(by: Actor, zone_id: int) -> QuerySet[MeetingAction]:
    seen = scope(by, Act.SEE_MEETINGS, Meeting.objects.filter(zone_id=zone_id))
    return MeetingAction.objects.filter(meeting__in=seen, done_at=None).exclude(due_on=None).order_by("due_on", "pk")


def _page(row: Meeting) -> str:
    """Where it is settled; a meeting about something of its own is opened by those who take part in that alone."""
    return reverse("meeting", args=[row.pk]) if KINDS[row.kind].months else ""


def first_day(zone_id: int, kind: Kind, today: date) -> date:
    """A day that suits as the next one to plan a meeting on: when it is due, else today."""
    _, standing = _standing(zone_id, kind, noon_of(today))
    return max(filter(None, (standing.due_on, today)))
