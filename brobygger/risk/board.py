"""The day's board of a team: what is due, whose it is, and what is needed to act; nothing that was judged."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may, scope
from brobygger.base.alphabet import alphabetical
from brobygger.base.decision import Decision
from brobygger.base.workdays import day_of, end_of
from brobygger.contact import queries as contact
from brobygger.mailbox import queries as mailboxes
from brobygger.people import queries as people
from brobygger.people.hazards import hazard_words
from brobygger.people.rules import Hazards
from brobygger.reach.codes import Gives
from brobygger.reach.training_queries import certified
from brobygger.reception.listing import called, name_of
from brobygger.risk import rules
from brobygger.risk.codes import Reader
from brobygger.risk.models import Assessment, ManagementStep, Rating, RiskCase
from brobygger.risk.queries import CASES, agreed_steps, asked_of
from brobygger.risk.states import OPEN, AssessmentState, RiskState
from brobygger.staff import queries as staff
from brobygger.trail import actions as trail

MOST = 40  # of each list on one page
AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """One person on the board."""

    row: RiskCase
    name: str
    days_late: int
    mine: bool
    opens: bool  # the actor reads her
    holder: str  # who acts today: the assessor, or who stands in
    stands_in_for: str
    nobody: bool
    gate: Decision | None
    hazards: list[str]


@dataclass(frozen=True, slots=True)
class StepLine:
    """One agreed step of someone whom the actor assesses, or that she does herself."""

    row: ManagementStep
    name: str
    days_late: int


@dataclass(frozen=True, slots=True)
class Load:
    """How many of one colleague's are due, and how many come in the week."""

    name: str
    due: int
    coming: int
    away: bool
    is_certified: bool


@dataclass(frozen=True, slots=True)
class Board:
    first: list[Line] = field(default_factory=list)
    due: list[Line] = field(default_factory=list)
    coming: list[Line] = field(default_factory=list)
    elsewhere: list[Line] = field(default_factory=list)  # others assess, and are asked later than in the week
    steps: list[StepLine] = field(default_factory=list)
    to_confirm: list[Line] = field(default_factory=list)  # handed in by another: the actor reads and confirms
    waits: list[Line] = field(default_factory=list)  # handed in by the actor: another confirms
    to_read: list[Line] = field(default_factory=list)  # the actor is the second, and has not handed in a reading
    sent_back: list[Line] = field(default_factory=list)  # the actor writes on, for what the second person said
    to_agree: list[Line] = field(default_factory=list)  # both have read, and what they agree on is due
    loads: list[Load] = field(default_factory=list)
    after: str = ""  # where the next page of what is due begins
    too_few: bool = False  # fewer certified than a team is

    def __bool__(self) -> bool:
        hers = self.steps or self.to_confirm or self.waits or self.to_read or self.sent_back or self.to_agree
        return bool(self.first or self.due or self.coming or self.elsewhere or hers)


@dataclass(frozen=True, slots=True)
class Team:
    """Who works in the zone today, who is away and who stands in."""

    me: int | None
    names: dict[int, str]
    away: dict[int, int | None]
    certified: frozenset[int]

    def acts(self, worker: int | None) -> int | None:
        """Who acts for the worker today; nobody where she is away and nobody stands in, or she has left."""
        found = self.away.get(worker) if worker in self.away else worker
        return found if found in self.names and found not in self.away else None


def team_of(by: Actor, zone_id: int, at: datetime) -> Team:
    on = day_of(at)
    names = {one.worker_id: one.name for one in staff.team(zone_id, on)}
    return Team(by.user_id, names, dict(staff.away(zone_id, on)), certified(zone_id, on, Gives.RISK))


@transaction.atomic
def see_board(by: Actor, *, zone_id: int, mine: bool, after: str = "", at: datetime) -> Board:
    """What is due today and soon; those whom a person has set first stand first. One entry in the trail."""
    team = team_of(by, zone_id, at)
    rows = scope(by, Act.SEE_RISK_BOARD, CASES).filter(zone_id=zone_id, state__in=OPEN).order_by("due_at", "id")
    if mine:
        rows = rows.filter(_hers(team))
    today = max(end_of(day_of(at)), at + rules.DANGER_WITHIN)
    set_first = list(rows.exclude(first_because="").filter(due_at__lte=today + AHEAD)[:MOST])
    plain = rows.filter(first_because="")
    due = list(_from(plain.filter(due_at__lt=today), after)[: MOST + 1])
    coming = list(plain.filter(due_at__gte=today, due_at__lt=today + AHEAD)[:MOST]) if len(due) <= MOST else []
    elsewhere = list(rows.filter(state=RiskState.ELSEWHERE, due_at__gte=today + AHEAD)[:MOST])
    handed_in = Assessment.objects.filter(case=OuterRef("pk"), state=AssessmentState.TO_CONFIRM)
    own = rows.filter(Q(second=by.user_id) | Q(assessor=by.user_id))
    confirm = list(own.filter(Exists(handed_in.exclude(handed_in_by=by.user_id)))[:MOST])
    waits = list(rows.filter(Exists(handed_in.filter(handed_in_by=by.user_id)))[:MOST])
    written = Assessment.objects.filter(case=OuterRef("pk"), state=AssessmentState.DRAFT)
    read = Rating.objects.filter(assessment=OuterRef("pk"), reader=Reader.SECOND, handed_in_at__isnull=False)
    unread = written.exclude(begun_by=by.user_id).exclude(Exists(read))
    to_read = list(rows.filter(Exists(unread), second=by.user_id)[:MOST])
    again = Rating.objects.filter(assessment=OuterRef("pk"), worker=by.user_id)
    back = list(rows.filter(Exists(written.filter(Exists(again), sent_back_by__isnull=False)))[:MOST])
    agree = list(rows.filter(_to_agree(by))[:MOST])
    seen = [*set_first, *due[:MOST], *coming, *elsewhere, *confirm, *waits, *to_read, *back, *agree]
    lines = {line.row.pk: line for line in _lines(seen, team, by, at)}
    trail.write("risk.board_seen", by=by, at=at, zone_id=zone_id, shown=len(lines))

    def told(found: Iterable[RiskCase]) -> list[Line]:
        return [lines[row.pk] for row in found]

    last = due[MOST - 1] if len(due) > MOST else None
    next_page = f"{last.due_at.isoformat()}|{last.pk}" if last is not None and last.due_at is not None else ""
    return Board(
        told(set_first), told(due[:MOST]), told(coming), told(elsewhere), _steps(by, zone_id, at),
        told(confirm), told(waits), told(to_read), told(back), told(agree),
        _loads(rows, team, today) if not mine else [], next_page, len(team.certified) < rules.TEAM,
    )  # fmt: skip


def _to_agree(by: Actor) -> Exists:
    """The actor is one of two who have read for themselves and handed in, and have not handed in what they agree on."""
    inner = Rating.objects.filter(assessment=OuterRef("pk"), handed_in_at__isnull=False)
    both = Exists(inner.filter(reader=Reader.FIRST)) & Exists(inner.filter(reader=Reader.SECOND))
    hers = Exists(inner.filter(worker=by.user_id).exclude(reader=Reader.AGREED))
    drafts = Assessment.objects.filter(case=OuterRef("pk"), state=AssessmentState.DRAFT)
    return Exists(drafts.filter(both & hers & ~Exists(inner.filter(reader=Reader.AGREED))))


def _hers(team: Team) -> Q:
    """Hers, those of whom she stands in for, and nobody's."""
    stands_in = [away for away, other in team.away.items() if other == team.me]
    return Q(assessor=team.me) | Q(second=team.me) | Q(assessor__in=stands_in) | Q(assessor=None)


def _from(rows: QuerySet[RiskCase], after: str) -> QuerySet[RiskCase]:
    """What comes after the last line of the page before."""
    day, _bar, number = after.partition("|")
    try:
        at = datetime.fromisoformat(day)
    except ValueError:
        return rows
    if at.tzinfo is None or not number.isascii() or not number.isdecimal() or len(number) > 18:
        return rows
    return rows.filter(Q(due_at__gt=at) | Q(due_at=at, id__gt=int(number)))


def _lines(rows: list[RiskCase], team: Team, by: Actor, at: datetime) -> Iterable[Line]:
    screenings = [row.screening for row in rows]
    codes = mailboxes.code_names(by, [one.mailbox_id for one in screenings if one.mailbox_id and not one.person_id])
    persons = {one.person_id: one.person for one in screenings if one.person is not None}
    hazards = people.hazards_of(by, list(persons.values()))
    zone_id = rows[0].zone_id if rows else 0
    gates = contact.may_ring_each(by, list(persons.values()), zone_id=zone_id, at=at)
    for row in rows:
        screening, acts = row.screening, team.acts(row.assessor_id)
        known = hazards.get(screening.person_id or 0, Hazards())
        absent = row.assessor is not None and acts != row.assessor_id
        yield Line(
            row=row,
            name=name_of(screening, codes.get(screening.mailbox_id or 0, "")),
            days_late=_late(row.due_at, at),
            mine=acts == by.user_id,
            opens=bool(may(by, Act.SEE_RISK, row)),
            holder=team.names.get(acts or 0, ""),
            stands_in_for=row.assessor.name if absent and row.assessor is not None else "",
            nobody=acts is None,
            gate=gates.get(screening.person_id or 0),
            hazards=hazard_words(known, of_an_accused=False) if screening.person_id else [],
        )


def _late(due_at: datetime | None, at: datetime) -> int:
    return max(0, (day_of(at) - day_of(due_at)).days) if due_at is not None else 0


def _steps(by: Actor, zone_id: int, at: datetime) -> list[StepLine]:
    """Agreed steps that are due in the coming days: hers to do, and those of whom she assesses."""
    until = end_of(day_of(at)) + timedelta(days=1)
    hers = Q(case__assessor=by.user_id) | Q(case__second=by.user_id)
    rows = agreed_steps(by, zone_id=zone_id).filter(hers, due_at__lte=until)
    rows = rows.select_related("case__screening__person", "worker").order_by("due_at", "id")[:MOST]
    found = {row.pk: row for row in rows} | {
        row.pk: row for row in asked_of(by).filter(zone_id=zone_id, due_at__lte=until)[:MOST]
    }
    ordered = sorted(found.values(), key=lambda row: (row.due_at, row.pk))
    return [StepLine(row, called(by, row.case.screening), _late(row.due_at, at)) for row in ordered]


def _loads(rows: QuerySet[RiskCase], team: Team, today: datetime) -> list[Load]:
    """By name, never by number; whoever acts for one who is away has hers too."""
    counted = rows.order_by().filter(due_at__lt=today + AHEAD).values("assessor_id")
    counted = counted.annotate(
        due=Count("id", filter=Q(due_at__lt=today)), coming=Count("id", filter=Q(due_at__gte=today))
    )
    has: dict[int | None, tuple[int, int]] = {}
    for row in counted:
        one = team.acts(row["assessor_id"]) or row["assessor_id"]
        due, coming = has.get(one, (0, 0))
        has[one] = (due + row["due"], coming + row["coming"])
    wanted = {worker for worker in {*has, *team.certified} if worker in team.names}
    found = [
        Load(team.names[one], *has.get(one, (0, 0)), one in team.away, one in team.certified) for one in wanted if one
    ]
    return sorted(found, key=lambda one: alphabetical(one.name))
