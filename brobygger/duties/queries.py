"""The reading door to duties: a list without content for those who must know, and the content for the holder alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Q, QuerySet, When
from django.urls import reverse

from brobygger.access.actor import Actor, Role
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base import workdays
from brobygger.base.decision import NotFound
from brobygger.base.underway import UnderWay
from brobygger.duties import rules
from brobygger.duties import what_it_is_about as things
from brobygger.duties.drafting import ChildTold, Material, Seen
from brobygger.duties.models import Child, Duty, Fact, Happening, Notice, Return
from brobygger.duties.states import BEFORE_SENDING, UNDER_WAY, DutyState
from brobygger.people import queries as people
from brobygger.staff import queries as staff
from brobygger.staff.queries import Colleague
from brobygger.trail import actions as trail

WITH_DUTIES = rules.PROFESSIONALS | {Role.COORDINATOR, Role.COUNSELLOR}
# What a list never fetches.
CONTENT = ("kind_reason", "parents", "parents_reason", "rang_112_at", "person")
STANDS = Q(struck_at__isnull=True)
MOST = 200  # of a zone's duties on one page, those under way first


@dataclass(frozen=True, slots=True)
class Line:
    """A duty as a list shows it: that it is there, whose it is, when its next step is due, and whom it is about where
    the reader may read about that one. Nothing of its content."""

    id: int
    kind: str
    state: str
    due_at: datetime | None
    raised_at: datetime
    holder_id: int
    holder: str
    mine: bool
    asked: str = ""
    away: bool = False
    substitute: str = ""
    about: str = ""
    about_id: int | None = None
    thing: things.Thing | None = None  # what it is raised on, where the one who reads may read that

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY


@dataclass(frozen=True, slots=True)
class Lists:
    """The page of duties."""

    mine: list[Line]
    asked_of_me: list[Line]
    standing_in: list[Line]  # of holders who are away, for whom the actor stands in: that they are there, no more
    others: list[Line]


def lists(by: Actor, *, zone_id: int, at: datetime) -> Lists:
    """The actor's own duties and those that she is asked to take over, with whom they are about; and that the zone has
    others. That she saw whom hers are about stands in the trail."""
    on = workdays.day_of(at)
    away = staff.away(zone_id, on)
    names = {one.worker_id: one.name for one in staff.team(zone_id, on)}
    duties = Duty.objects.filter(zone_id=zone_id).select_related("holder", "asked").defer(*CONTENT)
    duties = duties.order_by(Case(When(state__in=UNDER_WAY, then=0), default=1), "-id")

    def line(row: Duty, thing: things.Thing | None) -> Line:
        return Line(
            row.pk, row.kind, row.state, row.due_at, row.raised_at, row.holder_id, row.holder.name,
            row.holder_id == by.user_id, row.asked.name if row.asked else "",
            row.holder_id in away, names.get(away.get(row.holder_id) or 0, ""),
            row.about, row.about_id, thing,
        )  # fmt: skip

    def shown(rows: QuerySet[Duty], *, mine: bool | None = None) -> list[Line]:
        few = list(rows[:MOST])
        raised_on = [(row.about, row.about_id) for row in few]
        about = {} if mine is None else things.named(by, raised_on, by_duty=mine)
        found = [line(row, about.get((row.about, row.about_id))) for row in few]
        return sorted(found, key=lambda one: (not one.under_way, one.due_at is None, one.due_at or one.raised_at))

    absent = [worker for worker, substitute in away.items() if substitute == by.user_id]
    here = zone_id in zones_for(by, Act.HOLD_DUTY)
    told = Lists(
        mine=shown(scope(by, Act.HOLD_DUTY, duties), mine=True),
        asked_of_me=shown(duties.filter(asked_id=by.user_id), mine=False) if here else [],
        standing_in=shown(duties.filter(holder_id__in=absent, state__in=UNDER_WAY)) if here else [],
        others=shown(scope(by, Act.SEE_DUTIES, duties).exclude(holder_id=by.user_id)),
    )
    seen = [*told.mine, *told.asked_of_me]
    if seen:
        trail.write("duties.list_seen", by=by, at=at, zone_id=zone_id, shown=len(seen))
    return told


@dataclass(frozen=True, slots=True)
class Whole:
    """A duty with everything in it, for its holder."""

    duty: Duty
    facts: list[Fact]
    children: list[Child]
    notices: list[Notice]  # those that were sent
    writing: Notice | None  # the text that is being written
    returns: list[Return]
    happenings: list[Happening]


def whole(by: Actor, duty_id: int, *, page: str, at: datetime) -> Whole:
    """The duty for its holder; that it was read stands in the trail. NotFound for everyone else."""
    rows = Duty.objects.select_related("holder", "basis", "zone__organisation", "asked")
    duty = scope(by, Act.HOLD_DUTY, rows).filter(pk=duty_id).first()
    if duty is None:
        raise NotFound("not_found")
    trail.write("duties.duty_read", by=by, at=at, about=duty, page=page)
    notices = list(duty.notices.order_by("number"))
    return Whole(
        duty=duty,
        facts=list(duty.facts.filter(STANDS).order_by("id")),
        children=list(duty.children.filter(STANDS).order_by("id")),
        notices=[notice for notice in notices if notice.sent_at],
        writing=next((one for one in notices if not one.sent_at), None),
        returns=list(duty.returns.order_by("on", "id")),
        happenings=list(duty.happenings.select_related("by").order_by("-at", "-id")),
    )


def stamp(notice: Notice | None) -> str:
    """What the page had in front of it: another stamp means that the text was kept anew meanwhile."""
    return f"{notice.number}:{notice.kept_at.isoformat()}" if notice else ""


def roles_of(by: Actor, zone_id: int) -> frozenset[str]:
    """What the actor is in the zone."""
    return frozenset(role for role, zone in by.roles if zone == zone_id)


def team_with_duties(zone_id: int, on: date) -> tuple[Colleague, ...]:
    """Those in the zone who may have duties to notify."""
    return tuple(one for one in staff.team(zone_id, on) if WITH_DUTIES & one.roles)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What the program knows of where the person is, as far as the holder may read her card."""

    address: str = ""
    protected: bool = False
    numbers: tuple[str, ...] = ()


def whereabouts(by: Actor, duty: Duty) -> Whereabouts:
    """Her address and numbers; nothing where there is no person, or the holder may not read her card."""
    person = people.person(by, duty.person_id) if duty.person_id else None
    if person is None:
        return Whereabouts()
    address = "" if person.address_withheld else ", ".join(filter(None, [person.address, person.postal_code]))
    numbers = tuple(row.number for row in people.numbers(by, person.pk))
    return Whereabouts(address, person.protected or person.address_withheld, numbers)


def material(by: Actor, duty: Duty, *, at: datetime) -> Material:
    """What a text is assembled from; her address only where the holder has ticked it."""
    facts, children = duty.facts.filter(STANDS).order_by("id"), duty.children.filter(STANDS).order_by("id")
    return Material(
        kind=duty.kind,
        law=duty.basis.reference,
        number=duty.notices.filter(sent_at__isnull=False).count() + 1,
        today=workdays.day_of(at),
        holder=duty.holder.name,
        email=duty.holder.email,
        organisation=duty.zone.organisation.name,
        facts=[Seen(one.when, one.words, one.how, one.who, one.may_know) for one in facts],
        children=[ChildTold(one.name, one.birth_year, one.unborn) for one in children],
        parents=duty.parents,
        parents_reason=duty.parents_reason,
        address=whereabouts(by, duty).address if duty.write_address else "",
    )


def under_way(by: Actor, *, zone_id: int) -> list[UnderWay]:
    """The zone's duties that wait for a step: since when, and whose they are; nothing of their content."""
    rows = scope(by, Act.SEE_DUTIES, Duty.objects.filter(zone_id=zone_id, state__in=UNDER_WAY)).order_by("since")
    page = reverse("duties")
    return [
        UnderWay(row.kind, row.pk, row.state, row.since, worker_id=row.holder_id, href=f"{page}#duty-{row.pk}")
        for row in rows.only("id", "kind", "state", "since", "holder_id")
    ]


def due(by: Actor, *, zone_id: int) -> dict[int, datetime]:
    """When the next step of each duty under way should have been taken, by the deadlines of the day it came there."""
    rows = scope(by, Act.SEE_DUTIES, Duty.objects.filter(zone_id=zone_id, state__in=UNDER_WAY))
    return {pk: moment for pk, moment in rows.values_list("id", "due_at") if moment is not None}


def raised_on(by: Actor, *, zone_id: int, about: str, about_id: int, kind: str = "") -> list[int]:
    """The actor's own duties that were raised on the case, all or those of one kind, for a link on its page."""
    rows = scope(by, Act.HOLD_DUTY, Duty.objects.filter(zone_id=zone_id, about=about, about_id=about_id))
    if kind:
        rows = rows.filter(kind=kind)
    return list(rows.order_by("id").values_list("id", flat=True))


@dataclass(frozen=True, slots=True)
class Held:
    """One of the actor's own duties, for the page of what it was raised on."""

    id: int
    kind: str
    about_id: int
    state: str

    @property
    def settled(self) -> bool:
        """Whether she has sent it, or has written why not; until then it is an alarm."""
        return self.state not in BEFORE_SENDING


def held_on(by: Actor, *, zone_id: int, about: str, about_ids: Collection[int]) -> list[Held]:
    """The actor's own duties that were raised on these things, the newest first."""
    rows = scope(by, Act.HOLD_DUTY, Duty.objects.filter(zone_id=zone_id, about=about, about_id__in=about_ids))
    told = rows.order_by("-id").values_list("id", "kind", "about_id", "state")
    return [Held(pk, kind, about_id or 0, state) for pk, kind, about_id, state in told]


def raised_about(by: Actor, *, zone_id: int, about: str) -> frozenset[tuple[int, str]]:
    """On which things of the zone which kinds of duty were raised, and not by mistake; nothing of their content."""
    rows = scope(by, Act.SEE_DUTIES, Duty.objects.filter(zone_id=zone_id, about=about))
    told = rows.exclude(state=DutyState.MISTAKE).values_list("about_id", "kind")
    return frozenset((about_id or 0, kind) for about_id, kind in told)


def kinds_raised(*, zone_id: int, about: str, about_ids: Collection[int], waiting: bool = False) -> frozenset[str]:
    """Which kinds of duty anyone has raised on the things, and not by mistake, or only those that wait to be settled;
    their content is their holders' alone.

    The caller has read the things themselves by their own door.
    """
    rows = Duty.objects.filter(zone_id=zone_id, about=about, about_id__in=about_ids)
    rows = rows.filter(state__in=BEFORE_SENDING) if waiting else rows.exclude(state=DutyState.MISTAKE)
    return frozenset(rows.values_list("kind", flat=True))
