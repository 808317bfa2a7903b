"""Køge and Odense with invented people: who works there, and whom they have met since the programme began.

How people came to hear of the help follows seed 003, pages 12–13: in Køge 57 % through the departments that take part
and 27 % through employees who had had the training; in Odense 33 % through social media and 17 % through municipal
employees. The seed prints no number of people; thirty in each place give just these percentages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from brobygger.access.actor import Role, citizen, machine
from brobygger.access.policy import Act
from brobygger.access.who import actor_for
from brobygger.access.zones import enter
from brobygger.alarms.actions import pass_deadlines
from brobygger.base import workdays
from brobygger.demonstration.handbooks import handbooks
from brobygger.demonstration.meetings_held import Told, meetings
from brobygger.demonstration.money import money_in_town
from brobygger.demonstration.town import Town
from brobygger.demonstration.town_assessments import assessments
from brobygger.demonstration.town_coordination import coordination
from brobygger.demonstration.town_courses import courses, rooms
from brobygger.demonstration.town_extracts import extract_in
from brobygger.demonstration.town_people import MET_IN_KOEGE, MET_IN_ODENSE, met
from brobygger.demonstration.town_plans import plans_in
from brobygger.mailbox import actions as mailbox
from brobygger.meetings.codes import MeetingKind
from brobygger.municipality import actions as municipality
from brobygger.municipality import queries as towns
from brobygger.programmes.queries import programmes_for
from brobygger.reach import actions as reach
from brobygger.reach.actions import Held
from brobygger.reach.codes import CampaignChannel
from brobygger.reach.models import Campaign
from brobygger.screening import queries as screenings

DENMARK = ZoneInfo("Europe/Copenhagen")
KOEGE = {"key": "koege", "name": "Køge Kommune", "organisation": "Køge Kommune (opdigtede mennesker)"}
ODENSE = {"key": "odense", "name": "Odense Kommune", "organisation": "Odense Kommune (opdigtede mennesker)"}
TOWNS = (KOEGE, ODENSE)
BEGAN = timedelta(days=300)  # when the programme began there


@dataclass(frozen=True, slots=True)
class Official:
    """One who works in a municipality, and the department where she does."""

    email: str
    name: str
    role: Role
    zone: str
    department: str = ""


OFFICIALS = (
    Official("pia@demo.invalid", "Pia Projektprøve", Role.PROJECT_LEADER, "koege"),
    Official("poul@demo.invalid", "Poul Projektprøve", Role.PROJECT_LEADER, "koege"),
    Official("astrid@demo.invalid", "Astrid Voldsfaglig", Role.ASSESSOR, "koege"),
    Official("birk@demo.invalid", "Birk Voldsfaglig", Role.ASSESSOR, "koege"),
    Official("rita@demo.invalid", "Rita Ressourceby", Role.RESOURCE_PERSON, "koege", "jobcenter"),
    Official("dan@demo.invalid", "Dan Ressourceby", Role.RESOURCE_PERSON, "koege", "dansk-og-integration"),
    Official("jonna@demo.invalid", "Jonna Jobprøve", Role.EMPLOYEE, "koege", "jobcenter"),
    Official("finn@demo.invalid", "Finn Familieprøve", Role.EMPLOYEE, "koege", "familiecenter"),
    Official("sanne@demo.invalid", "Sanne Socialprøve", Role.EMPLOYEE, "koege", "myndighed"),
    Official("aase@demo.invalid", "Aase Åbenprøve", Role.EMPLOYEE, "koege", "aaben-raadgivning"),
    Official("per@demo.invalid", "Per Databeskytter", Role.DATA_PROTECTION_OFFICER, "koege"),
    Official("olga@demo.invalid", "Olga Projekteksempel", Role.PROJECT_LEADER, "odense"),
    Official("kirsten@demo.invalid", "Kirsten Krisecentersen", Role.ASSESSOR, "odense"),
    Official("klaus@demo.invalid", "Klaus Krisecentersen", Role.ASSESSOR, "odense"),
    Official("eva@demo.invalid", "Eva Eksempelansat", Role.EMPLOYEE, "odense", "krisecenter"),
)


def fill_towns(*, zones: Mapping[str, int], ids: Mapping[str, int], now: datetime) -> None:
    """Both municipalities have their configuration, their departments, and people in every state."""
    leader = actor_for(ids["pia@demo.invalid"])
    enter(leader)
    programmes = programmes_for(leader, Act.SEE_ROUTES).filter(kind="outpatient")
    programme_id = programmes.values_list("pk", flat=True)[0]
    koege, odense = (Town(one["key"], zones[one["key"]], programme_id, ids) for one in TOWNS)
    _set_up(koege, "koege", "pia@demo.invalid", now)
    _set_up(odense, "odense", "olga@demo.invalid", now)
    _reach_in_koege(koege, now)
    campaign_id = _campaigns_in_odense(odense, now)
    for number, one in enumerate(MET_IN_KOEGE):
        met(koege, one, now, number=number)
    for number, one in enumerate(MET_IN_ODENSE, start=len(MET_IN_KOEGE)):
        by_campaign = campaign_id if one.way_in == "social_media" else None
        met(odense, one, now, number=number, campaign_id=by_campaign)
    plans_in(koege, "astrid@demo.invalid", now)
    _writes_in_the_mailbox(odense, now)
    assessments(koege, "pia@demo.invalid", "astrid@demo.invalid", "birk@demo.invalid", now)
    courses(koege, "pia@demo.invalid", "astrid@demo.invalid", "birk@demo.invalid", now)
    rooms(odense, "olga@demo.invalid", [("Krisecentret, stuen", "Prøvegade 8", "Intet skilt ved døren.")], now)
    assessments(odense, "olga@demo.invalid", "kirsten@demo.invalid", "klaus@demo.invalid", now)
    coordination(koege, "astrid@demo.invalid", "jonna@demo.invalid", now)
    read_by = (Role.ASSESSOR, Role.RESOURCE_PERSON)
    handbooks(koege.zone_id, read_by, koege.actor, "pia@demo.invalid", "astrid@demo.invalid", now)
    extract_in(koege, "astrid@demo.invalid", now)
    money_in_town(zone_id=koege.zone_id, programme_id=programme_id, leader=ids["pia@demo.invalid"], now=now)
    for town in (koege, odense):
        program = machine(town.zone_id)
        enter(program)
        pass_deadlines(zone_id=town.zone_id, by=program, at=now)


def _set_up(town: Town, key: str, leader: str, now: datetime) -> None:
    began = now - BEGAN
    by = town.actor(leader)
    setup = municipality.copy_setup(zone_id=town.zone_id, programme_id=town.programme_id, source=key, by=by, at=began)
    departments = {one.key: one.pk for one in towns.departments(by, zone_id=town.zone_id, on=workdays.day_of(now))}
    for one in OFFICIALS:
        if one.zone == key and one.department:
            municipality.place_worker(
                worker_id=town.ids[one.email], department_id=departments[one.department], by=by, at=began
            )
    if key == "koege":  # the other town shows what the page says where a way back is missing
        told = {"public_phone": "95 00 11 22", "public_hours_da": "hverdage 9-15", "public_hours_en": "weekdays 9 to 3"}
        municipality.change_setup(setup_id=setup.pk, values=told, seen=setup.changed_at, by=by, at=began)
    municipality.open_page(setup_id=setup.pk, by=by, at=began + timedelta(days=10))


def _reach_in_koege(town: Town, now: datetime) -> None:
    by, began = town.actor("pia@demo.invalid"), now - BEGAN
    for email in ("rita@demo.invalid", "dan@demo.invalid"):
        at = towns.department_of(town.ids[email], zone_id=town.zone_id, on=workdays.day_of(now))
        if at is not None:
            reach.name_resource_person(
                zone_id=town.zone_id,
                department_id=at.pk,
                worker_id=town.ids[email],
                since=workdays.day_of(began) + timedelta(days=20),
                reach="Kig forbi, eller skriv på den interne chat",
                by=by,
                at=began + timedelta(days=20),
            )
    kind = reach.keep_kind(
        zone_id=town.zone_id,
        name="Tegn på vold, og hvordan man spørger",
        gives=("signs", "asking"),
        renewal_months=24,
        by=by,
        at=began,
    )
    reach.note_training(
        zone_id=town.zone_id,
        held=Held(
            kind_id=kind.pk,
            held_on=workdays.day_of(began) + timedelta(days=25),
            provider="Lev Uden Vold",
            workers=[town.ids[f"{name}@demo.invalid"] for name in ("rita", "dan", "sanne", "aase")],
        ),
        by=by,
        at=began + timedelta(days=25),
    )
    told = Told(
        "Mødelokale 2, rådhuset",
        "Hvad har vi mødt?\nHvad er svært at spørge om?\nNye kolleger",
        "Vi øvede os i at spørge. Jobcentret tager det op på det næste teammøde.",
        "Hæng kortene op ved toiletterne",
    )
    there = [town.ids[f"{name}@demo.invalid"] for name in ("rita", "pia", "astrid", "dan")]
    meetings(town.zone_id, MeetingKind.RESOURCE_PERSONS, told, there, by=by, now=now)


def _campaigns_in_odense(town: Town, now: datetime) -> int:
    by, began = town.actor("olga@demo.invalid"), workdays.day_of(now - BEGAN)
    first_day = began + timedelta(days=12)

    def campaign(name: str, channel: CampaignChannel, key: str) -> Campaign:
        return reach.make_campaign(
            zone_id=town.zone_id, name=name, channel=channel, first_day=first_day, last_day=None, key=key, by=by,
            at=now - BEGAN,
        )  # fmt: skip

    social = campaign("Opslag på sociale medier", CampaignChannel.SOCIAL_MEDIA, "2025a")
    cards = campaign("Kort på biblioteket", CampaignChannel.POSTCARD, "kort")
    visitor = citizen(town.zone_id)
    enter(visitor)
    for days_ago in range(0, 270, 3):
        for one in (social, cards) if days_ago % 4 == 0 else (social,):
            at = now - timedelta(days=days_ago)
            reach.count_opening(zone_id=town.zone_id, campaign_id=one.pk, by=visitor, at=at)
    return social.pk


def _writes_in_the_mailbox(town: Town, now: datetime) -> None:
    """The newest of those who came by themselves has written again, and nobody has read it yet."""
    team = town.actor("kirsten@demo.invalid")
    newest = screenings.team_list(team, zone_id=town.zone_id).filter(mailbox__isnull=False).order_by("-pk").first()
    if newest is not None and newest.mailbox_id is not None:
        visitor = citizen(town.zone_id)
        enter(visitor)
        mailbox.write_line(
            mailbox_id=newest.mailbox_id,
            text="Kan jeg komme om formiddagen? Der er jeg alene.",
            by=visitor,
            at=now - timedelta(hours=3),
        )


def _morning(at: datetime) -> datetime:
    on: date = workdays.day_of(at)
    return datetime.combine(on, time(9, 30), DENMARK)
