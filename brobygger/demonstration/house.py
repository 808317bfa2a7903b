"""Filling an empty house with invented people, by the same doors that real ones come in by."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction

from brobygger.access.actor import Actor, Role, machine
from brobygger.access.policy import Act
from brobygger.access.who import actor_for
from brobygger.access.zones import enter, in_zones
from brobygger.base.decision import Refused
from brobygger.demonstration import past
from brobygger.demonstration.actions import load_answers, load_cohort, load_register
from brobygger.demonstration.asked import asked
from brobygger.demonstration.bridge import Both, bridge
from brobygger.demonstration.living import Row, living, reported_on, write_csv
from brobygger.demonstration.money import money
from brobygger.demonstration.queries import BEGUN, FILLED
from brobygger.demonstration.shifts import shifts
from brobygger.demonstration.talks import talks
from brobygger.demonstration.towns import BEGAN as TOWNS_BEGAN
from brobygger.demonstration.towns import OFFICIALS, TOWNS, Official, fill_towns
from brobygger.intake.actions import import_incidents
from brobygger.programmes.policy_actions import decide_calling_hours
from brobygger.programmes.queries import of_kind, programmes_for
from brobygger.staff import actions as staff
from brobygger.staff.queries import roles
from brobygger.trail import actions as trail

DENMARK = ZoneInfo("Europe/Copenhagen")
NEIGHBOUR = {"key": "nabokredsen", "name": "Nabokredsen", "organisation": "Nabokredsens Politi (opdigtet)"}
COUNSELLING = {"key": "raadgivningen", "name": "Rådgivningen", "organisation": "Rådgivningen i Prøvekredsen (opdigtet)"}
ZONE_NAMES = {one["key"]: one["name"] for one in (NEIGHBOUR, COUNSELLING, *TOWNS)}
# The police's file comes each week, and more often in the last days.
FILES_DAYS_AGO = (28, 21, 14, 7, 4, 2, 1, 0)
# The invented people do not mind: whoever tries the program in the evening or on a Sunday finds someone to ring.
AROUND_THE_CLOCK = ((0, 8), (8, 16), (16, 24))
BEGAN = timedelta(days=120)  # when the colleagues were let in
type Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Colleague:
    """One who signs in to the demonstration."""

    email: str
    name: str
    role: Role
    zone: str = ""  # the key of the zone, where it is not the outreach team's


COLLEAGUES = (
    Colleague("sofie@demo.invalid", "Sofie Prøvesen", Role.WORKER),
    Colleague("mads@demo.invalid", "Mads Demosen", Role.WORKER),
    Colleague("karen@demo.invalid", "Karen Opdigtet", Role.PROGRAMME_LEADER),
    Colleague("lars@demo.invalid", "Lars Testholm", Role.PROGRAMME_LEADER),
    Colleague("ida@demo.invalid", "Ida Fiktivsen", Role.DATA_PROTECTION_OFFICER),
    Colleague("bo@demo.invalid", "Bo Eksempelby", Role.ADMINISTRATOR),
    Colleague("nanna@demo.invalid", "Nanna Nabosen", Role.WORKER, NEIGHBOUR["key"]),
    Colleague("grethe@demo.invalid", "Grethe Samordning", Role.COORDINATOR, COUNSELLING["key"]),
    Colleague("otto@demo.invalid", "Otto Fraværsen", Role.COORDINATOR, COUNSELLING["key"]),
    Colleague("vibeke@demo.invalid", "Vibeke Ledereksempel", Role.PROGRAMME_LEADER, COUNSELLING["key"]),
    Colleague("amal@demo.invalid", "Amal Frivilligsen", Role.COUNSELLOR, COUNSELLING["key"]),
    Colleague("bent@demo.invalid", "Bent Frivilligsen", Role.COUNSELLOR, COUNSELLING["key"]),
    Colleague("clara@demo.invalid", "Clara Prøverådgiver", Role.COUNSELLOR, COUNSELLING["key"]),
    Colleague("dorte@demo.invalid", "Dorte Prøverådgiver", Role.COUNSELLOR, COUNSELLING["key"]),
    Colleague("emil@demo.invalid", "Emil Testfrivillig", Role.COUNSELLOR, COUNSELLING["key"]),
    Colleague("farah@demo.invalid", "Farah Testfrivillig", Role.COUNSELLOR, COUNSELLING["key"]),
)


@dataclass(frozen=True, slots=True)
class House:
    """Zones by their key, the outreach team's under none; everyone who works in them by e-mail; and its programme."""

    programme_id: int
    zones: dict[str, int]
    ids: dict[str, int]


def let_colleagues_in(*, zone_id: int, day: date, password: str, by: Actor, at: datetime, say: Say) -> House:
    """The zones are there, and everyone who works in them can sign in. Safe to repeat where it was cut off."""
    say("Kolleger · colleagues")
    with in_zones(by):
        programme_id = programmes_for(by, Act.IMPORT_FILE).filter(kind="outreach").values_list("pk", flat=True)[0]
        trail.write(BEGUN, by=by, at=at, zone_id=zone_id, day=day.isoformat())
        runs = {NEIGHBOUR["key"]: [programme_id], COUNSELLING["key"]: []}
        outpatient = list(of_kind("outpatient").values_list("pk", flat=True))
        zones = {"": zone_id} | {
            one["key"]: staff.open_zone(**one, programme_ids=runs.get(one["key"], outpatient), by=by, at=at).pk
            for one in (NEIGHBOUR, COUNSELLING, *TOWNS)
        }
    ids = {one.email: let_in(one, zones[one.zone], password, at=at - BEGAN) for one in COLLEAGUES}
    ids |= {one.email: let_in(one, zones[one.zone], password, at=at - TOWNS_BEGAN) for one in OFFICIALS}
    return House(programme_id, zones, ids)


def fill_house(house: House, *, zone_id: int, day: date, by: Actor, at: datetime, say: Say) -> None:
    """There are registers, a living call list, calls that were made, counselling, and two towns with people in them.

    Safe to repeat for the same day where it was cut off: what is there already is left as it is.
    """
    programme_id, zones, ids = house.programme_id, house.zones, house.ids
    other_id = zones[NEIGHBOUR["key"]]
    leader = actor_for(ids["karen@demo.invalid"])
    say("4.531 registreringer fra evalueringen · registrations from the evaluation")
    load_cohort(zone_id=zone_id, programme_id=programme_id, by=leader, at=at)
    say("2.225 samtaler fra rådgivningens register · conversations from the counselling register")
    load_register(zone_id=zone_id, programme_id=programme_id, by=leader, at=at)
    say("487 svar på brugerundersøgelsen · answers to the survey")
    load_answers(zone_id=zone_id, programme_id=programme_id, by=leader, at=at)
    people = living(day)
    say(f"{len(people)} opdigtede mennesker i {len(FILES_DAYS_AGO)} filer · invented people")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "file.csv"
        for came, part in files(people, day, at):
            write_csv(part, file)
            import_incidents(file=file, programme_id=programme_id, zone_id=zone_id, by=leader, at=came)
        write_csv(living(day, incidents=12, district="Nabokredsen", neighbour=True), file, encoding="cp1252")
        import_incidents(file=file, programme_id=programme_id, zone_id=other_id, by=machine(other_id), at=at)
    say("Opkald fra de sidste uger · calls of the last weeks")
    workers = [ids["sofie@demo.invalid"], ids["mads@demo.invalid"]]
    with transaction.atomic():
        past.calls(zone_id=zone_id, workers=workers, day=day, now=at)
        say("Henvisninger og rådgivning · referrals and counselling")
        bridge(Both(zone_id, zones[COUNSELLING["key"]], ids), now=at)
        asked(zone_id=zone_id, programme_id=programme_id, leader=leader, now=at)
        say("Holdets vagtplan · the team's rota")
        shifts(zone_id=zone_id, ids=ids, now=at)
        talks(zone_id=zone_id, programme_id=programme_id, leader=leader, now=at)
        money(zone_id=zone_id, programme_id=programme_id, leader=leader.worker_id, now=at)
        say("To kommuner, og dem de har mødt · two municipalities, and whom they have met")
        fill_towns(zones=zones, ids=ids, now=at)
        enter(leader)
        decide_calling_hours(
            programme_id=programme_id,
            hour_bands=AROUND_THE_CLOCK,
            weekdays=range(1, 8),
            valid_from=day,
            by=leader,
            at=at,
        )
        enter(by)
        trail.write(FILLED, by=by, at=at, zone_id=zone_id)


def files(rows: Iterable[Row], day: date, at: datetime) -> list[tuple[datetime, list[Row]]]:
    """The rows as they came: when, and what had been reported since the file before."""
    came, rest = [], list(rows)
    for days_ago in FILES_DAYS_AGO:
        on = day - timedelta(days=days_ago)
        part = [row for row in rest if reported_on(row) < on]
        rest = rest[len(part) :]
        came.append((min(at, datetime.combine(on, time(7, 15), DENMARK)), part))
    return came


def let_in(one: Colleague | Official, zone_id: int, password: str, *, at: datetime) -> int:
    """The colleague was invited and has chosen the password of the demonstration; returns her id."""
    administrator = Actor(user_id=None, roles=frozenset({(Role.ADMINISTRATOR.value, zone_id)}))
    with in_zones(administrator):
        try:
            invited = staff.invite_worker(
                name=one.name, email=one.email, role=one.role, zone_id=zone_id, by=administrator, at=at
            )
        except Refused:
            return roles(administrator).filter(worker__email=one.email).values_list("worker_id", flat=True)[0]
        worker = staff.accept_invitation(token=invited.token, password=password, by=administrator, at=at)
        staff.note_sign_in(what=staff.SIGNED_IN, worker=worker, by=actor_for(worker.pk), at=at)
        return worker.pk
