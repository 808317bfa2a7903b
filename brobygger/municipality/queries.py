"""How a municipality runs the programme, for those who work in it; and what its open page tells anyone."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.alphabet import ByName, alphabetical
from brobygger.base.decision import NotFound
from brobygger.base.menu import address
from brobygger.base.workdays import DANISH
from brobygger.directory import hours
from brobygger.directory.in_words import just_now, phone_words
from brobygger.municipality.models import Department, Placement, Room, Setup
from brobygger.municipality.pages_of_later_rooms import OPEN_PAGE
from brobygger.municipality.rules import PLACED_ROLES
from brobygger.programmes.models import Programme
from brobygger.staff.queries import Colleague, team

# Who may see which colleague works in which department.
SEES_PLACEMENTS = (Act.SEE_MUNICIPALITY, Act.SEE_REACH, Act.SEE_DEPARTMENT_COUNTS)


def _in_zone(by: Actor, zone_id: int) -> None:
    if zone_id not in by.zones():
        raise NotFound("not_found")


def programme_of(by: Actor, *, zone_id: int) -> Programme | None:
    """The outpatient programme that the zone runs, for those who have a role there."""
    _in_zone(by, zone_id)
    return Programme.objects.filter(zones=zone_id, kind=Programme.Kind.OUTPATIENT).order_by("key").first()


def setup_of(by: Actor, *, zone_id: int, programme_id: int) -> Setup | None:
    """How the zone runs the programme, for those who have a role there; nothing where nobody has set it up."""
    _in_zone(by, zone_id)
    return Setup.objects.filter(zone_id=zone_id, programme_id=programme_id).first()


@dataclass(frozen=True, slots=True)
class PublicSetup:
    """What the open page may tell anyone, and no more."""

    zone_id: int
    programme_id: int
    name_da: str
    name_en: str
    anonymity: str
    ways_in: tuple[str, ...]
    public_phone: str
    public_hours_da: str
    public_hours_en: str
    safe_site: str
    answer_days: int
    is_open: bool
    organisation: str

    @property
    def name(self) -> str:
        """What the open page is called, in the language of the page."""
        return self.name_en if get_language() == "en" and self.name_en else self.name_da

    @property
    def hours(self) -> str:
        """When the phone is answered, in the language of the page where that is written."""
        return self.public_hours_en if get_language() == "en" and self.public_hours_en else self.public_hours_da

    @property
    def just_now(self) -> str:
        """Whether the phone is answered as this is read; nothing where the hours are told in other words."""
        return just_now(hours.perhaps(self.public_hours_da), timezone.localtime(), DANISH)

    @property
    def phone(self) -> str:
        """The number as it is said."""
        return phone_words(self.public_phone) if self.public_phone else ""


def public_setup(by: Actor, *, zone_id: int, closed_too: bool = False) -> PublicSetup | None:
    """What the open page of the zone tells; nothing where it is closed, or where nobody has set it up.

    With `closed_too` also one that has been open before: whoever has a code there can still come back.
    """
    if zone_id not in zones_for(by, Act.COME_FORWARD) | zones_for(by, Act.SEE_MUNICIPALITY):
        raise NotFound("not_found")
    found = Setup.objects.filter(zone_id=zone_id, programme__kind=Programme.Kind.OUTPATIENT)
    found = found.filter(Q(is_open=True) | Q(opened_on__isnull=False) if closed_too else Q(is_open=True))
    row = found.select_related("zone__organisation").order_by("-is_open", "programme__key").first()
    if row is None:
        return None
    return PublicSetup(
        zone_id=row.zone_id,
        programme_id=row.programme_id,
        name_da=row.name,
        name_en=row.name_en,
        anonymity=row.anonymity,
        ways_in=tuple(row.ways_in),
        public_phone=row.public_phone,
        public_hours_da=row.public_hours_da,
        public_hours_en=row.public_hours_en,
        safe_site=row.safe_site,
        answer_days=row.answer_days,
        is_open=row.is_open,
        organisation=row.zone.organisation.name,
    )


@dataclass(frozen=True, slots=True)
class WayBack:
    """By what someone who is given a code, or only a word, can come back; each is empty where there is none."""

    path: str = ""  # of the open page, or of its page for codes where it is closed
    is_open: bool = False
    phone: str = ""  # as it is said
    hours: str = ""
    instead: str = ""  # what is said where there is neither
    under_age: bool = False  # the open page is for grown-ups: whoever gave the code is whom one under 18 comes back to

    @property
    def missing(self) -> bool:
        return not (self.path or self.phone)


def way_back(by: Actor, *, zone_id: int) -> WayBack:
    """The zone's way back, for those who have a role there."""
    _in_zone(by, zone_id)
    rows = Setup.objects.filter(zone_id=zone_id, programme__kind=Programme.Kind.OUTPATIENT).select_related("zone")
    row = rows.order_by("-is_open", "programme__key").first()
    return WayBack() if row is None else way_back_of(row)


def way_back_of(row: Setup) -> WayBack:
    """The way back of a setup that the caller may read."""
    english = get_language() == "en"
    return WayBack(
        path=address(OPEN_PAGE, row.zone.key) if row.is_open or row.opened_on else "",
        is_open=row.is_open,
        phone=phone_words(row.public_phone) if row.public_phone else "",
        hours=(row.public_hours_en if english else "") or row.public_hours_da,
        instead=(row.come_back_en if english else "") or row.come_back_da,
    )


def departments(by: Actor, *, zone_id: int, on: date, closed: bool = False) -> list[Department]:
    """The departments of the zone that are open on the day, or those that are closed, by name."""
    _in_zone(by, zone_id)
    rows = Department.objects.filter(zone_id=zone_id)
    rows = rows.filter(until__lte=on) if closed else rows.filter(_open(on), since__lte=on)
    return sorted(rows, key=lambda row: (alphabetical(str(row)), row.pk))


def department(by: Actor, department_id: int) -> Department:
    """One department. NotFound for those who have no role in its zone."""
    found = Department.objects.filter(pk=department_id, zone_id__in=by.zones()).first()
    if found is None:
        raise NotFound("not_found")
    return found


def department_of(worker_id: int, *, zone_id: int, on: date) -> Department | None:
    """The department of the zone that the worker belongs to on the day."""
    rows = placed_on(zone_id, on).filter(worker_id=worker_id).select_related("department")
    row = rows.order_by("-since", "-id").first()
    return row.department if row else None


def rooms(by: Actor, *, zone_id: int, on: date, closed: bool = False) -> list[Room]:
    """The rooms where the programme meets people, or those that it no longer uses, by name."""
    _in_zone(by, zone_id)
    rows = Room.objects.filter(zone_id=zone_id)
    rows = rows.filter(until__lte=on) if closed else rows.filter(_open(on))
    return sorted(rows, key=lambda row: (alphabetical(row.name), row.pk))


@dataclass(frozen=True, slots=True)
class Placed:
    """Someone who belongs to a department, as what, and since when."""

    placement_id: int
    worker_id: int
    name: str
    department_id: int
    roles: frozenset[str]
    since: date


def placements(by: Actor, *, zone_id: int, on: date, department_id: int | None = None) -> list[Placed]:
    """Who belongs to which department on the day, by name; only those who still work in the zone."""
    colleagues = {one.worker_id: one for one in team(zone_id, on)}
    return [
        Placed(row.pk, one.worker_id, one.name, row.department_id, one.roles, row.since)
        for row in placed(by, zone_id=zone_id, on=on)
        if department_id in (None, row.department_id) and (one := colleagues.get(row.worker_id))
    ]


def placed(by: Actor, *, zone_id: int, on: date) -> list[Placement]:
    """The placements of the zone that hold on the day, by the worker's name, also of those who have left the zone."""
    if not any(zone_id in zones_for(by, act) for act in SEES_PLACEMENTS):
        raise NotFound("not_found")
    rows = placed_on(zone_id, on).select_related("worker", "department")
    return sorted(rows, key=lambda row: (alphabetical(row.worker.name), row.worker_id))


def placed_on(zone_id: int, on: date) -> QuerySet[Placement]:
    """The placements of the zone that hold on the day."""
    holds = Q(until__isnull=True) | Q(until__gte=on)
    return Placement.objects.filter(holds, zone_id=zone_id, since__lte=on).order_by("id")


def setup_to_keep(by: Actor, *, zone_id: int, programme_id: int) -> Setup | None:
    """The setup, for those who lead the programme there."""
    rows = scope(by, Act.SEE_MUNICIPALITY, Setup.objects.select_related("zone", "changed_by"))
    return rows.filter(zone_id=zone_id, programme_id=programme_id).first()


def department_to_keep(by: Actor, department_id: int) -> Department:
    """One department, for those who lead the programme there. NotFound for others."""
    found = scope(by, Act.SEE_MUNICIPALITY, Department.objects.all()).filter(pk=department_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def room_to_keep(by: Actor, room_id: int) -> Room:
    """One room, for those who lead the programme there. NotFound for others."""
    found = scope(by, Act.SEE_MUNICIPALITY, Room.objects.all()).filter(pk=room_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def placement_to_keep(by: Actor, placement_id: int) -> Placement:
    """One placement, for those who lead the programme there. NotFound for others."""
    found = scope(by, Act.SEE_MUNICIPALITY, Placement.objects.all()).filter(pk=placement_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def setups_to_copy(by: Actor, *, zone_id: int, programme_id: int) -> list[Setup]:
    """Other setups of the programme that the actor leads, and may copy."""
    rows = scope(by, Act.SEE_MUNICIPALITY, Setup.objects.select_related("zone"))
    return list(rows.filter(programme_id=programme_id).exclude(zone_id=zone_id).order_by(ByName("zone__name")))


def placeable(by: Actor, *, zone_id: int, on: date) -> list[Colleague]:
    """Those of the zone who can belong to a department, by name."""
    if zone_id not in zones_for(by, Act.SEE_MUNICIPALITY):
        raise NotFound("not_found")
    return [one for one in team(zone_id, on) if one.roles & PLACED_ROLES]


def _open(on: date) -> Q:
    """A department or a room is closed from its `until` on; a placement holds to the end of its own."""
    return Q(until__isnull=True) | Q(until__gt=on)
