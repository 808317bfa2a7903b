"""Whom the two municipalities have met: sixty people who do not exist, each by the doors of a working day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import cycle
from typing import Any
from zoneinfo import ZoneInfo

from brobygger.access.actor import citizen
from brobygger.access.zones import enter
from brobygger.base import workdays
from brobygger.demonstration.town import Town
from brobygger.duties import actions as duty_actions
from brobygger.duties import queries as duties
from brobygger.duties.states import About
from brobygger.mailbox import actions as mailbox
from brobygger.programmes import policy_queries
from brobygger.reception import actions as reception
from brobygger.routes import queries as routes
from brobygger.routes.codes import Answer, Route
from brobygger.screening import actions as screening
from brobygger.screening import rules as screening_rules
from brobygger.screening.actions import SaidYes

DENMARK = ZoneInfo("Europe/Copenhagen")
FIRST_NUMBER = 4595006000  # +45 95 00: given to no one


@dataclass(frozen=True, slots=True)
class Met:
    """One whom a municipality met: how she came, who registered it, and what came of it."""

    days_ago: int
    end: str
    heard: str
    by: str = ""  # the colleague who registered it; empty: she came by the open page
    way_in: str = "herself"
    name: str = ""
    gender: str = "female"
    waited: int = 4  # days from the first sign to the first conversation
    danger: bool = False
    children: bool = False
    door: str = ""  # the question that leads to another door
    override: str = ""


TALKED, TAKEN, SENT, SEED, NOTHING, ELSEWHERE = "talked", "taken", "sent", "seed", "nothing", "elsewhere"
_KOEGE = (
    # heard through one of the departments that take part: 17 of 30
    *((days, TALKED, "own_department") for days in (262, 231, 204, 176, 150, 131, 112, 84, 57, 33)),
    *((days, SEED, "own_department") for days in (140, 45, 12)),
    *((days, ELSEWHERE, "own_department") for days in (160, 38)),
    (3, TAKEN, "own_department"),
    (1, SENT, "own_department"),
    # through an employee who has had the training: 8 of 30
    *((days, TALKED, "trained_employee") for days in (240, 190, 121, 70, 24)),
    *((days, SEED, "trained_employee") for days in (99, 9)),
    (52, ELSEWHERE, "trained_employee"),
    # otherwise: 5 of 30
    (210, TALKED, "other_actor"),
    (90, TALKED, "friend_or_family"),
    (61, NOTHING, "web"),
    (17, TALKED, "municipal_employee"),
    (2, SENT, "other_actor"),
)
_ODENSE = (
    # through social media: 10 of 30
    *((days, TALKED, "social_media") for days in (255, 221, 187, 149, 118, 79, 41)),
    (22, NOTHING, "social_media"),
    (6, TAKEN, "social_media"),
    (1, SENT, "social_media"),
    # through municipal employees: 5 of 30
    *((days, TALKED, "municipal_employee") for days in (239, 171, 102, 55)),
    (8, SENT, "municipal_employee"),
    # otherwise: 15 of 30
    *((days, TALKED, "campaign_material") for days in (212, 160, 126, 69, 30)),
    (88, NOTHING, "campaign_material"),
    *((days, TALKED, "friend_or_family") for days in (198, 134, 47)),
    (3, SENT, "friend_or_family"),
    *((days, TALKED, "web") for days in (177, 93, 18)),
    *((days, TALKED, "other_actor") for days in (145, 62)),
)
_NAMES = (
    "Anna", "Ida", "Karla", "Mette", "Jens", "Signe", "Amina", "Rikke", "Lone", "Bodil", "Søren", "Ellen", "Huda",
    "Trine", "Ewa", "Birgit", "Omar", "Nanna", "Vigga", "Inger", "Zofia", "Louise", "Aage", "Hodan", "Tove", "Camilla",
)  # fmt: skip
_FAMILIES = ("Prøvesen", "Eksempelby", "Opdigtet", "Testholm", "Tænktsen")
_WHO = ("jonna@demo.invalid", "finn@demo.invalid", "sanne@demo.invalid", "aase@demo.invalid", "dan@demo.invalid")
_TRAINED = ("sanne@demo.invalid", "aase@demo.invalid", "rita@demo.invalid")
_DOORS = ("acute_protection", "stalking", "late_effects_only")


def _in_koege() -> Iterator[Met]:
    who, trained, names, doors = cycle(_WHO), cycle(_TRAINED), cycle(_NAMES), cycle(_DOORS)
    for place, (days, end, heard) in enumerate(_KOEGE):
        name = f"{next(names)} {_FAMILIES[place % len(_FAMILIES)]}"
        one = Met(days, end, heard, name=name, waited=2 + place * 3 % 9, children=place % 4 == 1)
        if heard == "own_department":
            one = replace(one, by=next(who), way_in="department", gender="male" if place % 6 == 4 else "female")
        elif heard == "trained_employee":
            one = replace(one, by=next(trained), way_in="department")
        elif heard == "other_actor":
            one = replace(one, way_in="other_actor")
        if end == ELSEWHERE:
            one = replace(one, door=next(doors), danger=place == 13)
        if place == 7:
            one = replace(one, door="just_left_shelter", override="her_wish")
        yield one


def _in_odense() -> Iterator[Met]:
    ways = {"social_media": "social_media", "campaign_material": "campaign", "other_actor": "other_actor"}
    for place, (days, end, heard) in enumerate(_ODENSE):
        yield Met(days, end, heard, way_in=ways.get(heard, "herself"), waited=1 + place * 2 % 8, danger=place == 9)


MET_IN_KOEGE = tuple(_in_koege())
MET_IN_ODENSE = tuple(_in_odense())
SETTLED_AFTER = 5  # days; what was said lately still waits to be settled
TOLD_ALREADY = "Det er der underrettet om; jeg har selv set kvitteringen."
TEAM = {"koege": ("astrid@demo.invalid", "birk@demo.invalid"), "odense": ("kirsten@demo.invalid", "klaus@demo.invalid")}


def met(town: Town, one: Met, now: datetime, *, number: int, campaign_id: int | None = None) -> None:
    """She was seen or came by herself, and the team did what it did."""
    at = _by_day(now - timedelta(days=one.days_ago), now)
    row_id = _registered(town, one, at, number) if one.by else _came(town, one, at, number, campaign_id)
    if one.end in (TALKED, TAKEN, NOTHING):
        _received(town, one, row_id, at, now)


def _registered(town: Town, one: Met, at: datetime, number: int) -> int:
    by = town.actor(one.by)
    on = workdays.day_of(at)
    row = screening.start(zone_id=town.zone_id, programme_id=town.programme_id, by=by, at=at)

    def keep(step: int, **told: Any) -> None:
        screening.keep_step(screening_id=row.pk, told=told, step=step, by=by, at=at)

    keep(1, signs=["afraid", "watched"], seen_on=on, heard=one.heard)
    seed = one.end == SEED
    keep(2, asked="confirmed", said_words="Det er blevet værre, siden hun fik nyt arbejde." if not seed else "")
    _safety(town, one, row.pk, by, at)
    if one.days_ago > SETTLED_AFTER:
        for duty in duties.raised_on(by, zone_id=town.zone_id, about=About.SCREENING, about_id=row.pk):
            duty_actions.decide_not_to_notify(duty_id=duty, reason=TOLD_ALREADY, by=by, at=at)
    keep(3, motivated="not_ready" if seed else "yes")
    if seed:
        screening.plant_seed(
            screening_id=row.pk,
            words="Vi talte om, at der er hjælp, og at døren står åben.",
            given=["that_help_is_there", "nothing_on_paper"],
            ask_again_on=on + timedelta(days=28),
            by=by,
            at=at,
        )
    elif one.end == ELSEWHERE:
        _led_elsewhere(town, one, row.pk, by, at)
    else:
        _sent(town, one, row.pk, by, at, number)
    return row.pk


def _safety(town: Town, one: Met, pk: int, by: Any, at: datetime) -> None:
    """The questions of safety are answered; in danger, advice is gone through with her too."""
    told = {
        "danger": Answer.YES if one.danger else Answer.NO,
        "child_worry": Answer.YES if one.children else Answer.NO,
    }
    criteria = routes.criteria_in_force(by, programme_id=town.programme_id, on=workdays.day_of(at))
    first = {question.key for question in routes.safety_questions(routes.criteria_of(criteria))}
    answers = {key: answer for key, answer in _answers(town, one, by, at).items() if key in first}
    screening.answer_safety(screening_id=pk, told=told, answers=answers, by=by, at=at)
    if one.danger:
        advice = screening.Advice(["ring_112", "phone"], "agreed", "Krisecentret", workdays.day_of(at))
        screening.give_advice(screening_id=pk, advice=advice, by=by, at=at)


def _answers(town: Town, one: Met, by: Any, at: datetime) -> dict[str, str]:
    """Every question answered as fits the course, but the one that leads elsewhere."""
    criteria = routes.criteria_in_force(by, programme_id=town.programme_id, on=workdays.day_of(at))
    other = {Answer.YES: Answer.NO, Answer.NO: Answer.YES}
    return {
        question.key: other[question.fits] if question.key == one.door else question.fits
        for question in routes.questions(criteria)
    }


def _led_elsewhere(town: Town, one: Met, pk: int, by: Any, at: datetime) -> None:
    answers = _answers(town, one, by, at)
    found = screening.keep_answers(
        screening_id=pk, answers=answers, reasons={one.door: "Det siger hun selv."}, by=by, at=at
    )
    screening.choose_route(screening_id=pk, route=found.route, by=by, at=at)
    doors = routes.doors(by, zone_id=town.zone_id, route=found.route, at=at)
    screening.point_on(
        screening_id=pk,
        led_there="rang_together",
        offer_id=doors[0].offer_id if doors else None,
        follow_up_on=screening_rules.follow_up_day(found.route, workdays.day_of(at)),
        by=by,
        at=at,
    )
    if one.days_ago > 50:
        screening.follow_up(screening_id=pk, outcome="came_there", by=by, at=at + timedelta(days=14))


def _sent(town: Town, one: Met, pk: int, by: Any, at: datetime, number: int) -> None:
    answers = _answers(town, one, by, at)
    reasons = {one.door: "Hun flyttede hjem fra krisecentret i sidste uge."} if one.door else {}
    screening.keep_answers(screening_id=pk, answers=answers, reasons=reasons, by=by, at=at)
    screening.choose_route(screening_id=pk, route=Route.RISK_ASSESSMENT_AND_COURSE, reason=one.override, by=by, at=at)
    wording = policy_queries.consent_wording(town.programme_id, language="da", on=workdays.day_of(at))
    given, family = one.name.split()
    told = {
        "given_name": given,
        "family_name": family,
        "gender": one.gender,
        "numbers": [f"+{FIRST_NUMBER + number}"],
        "may_ring": True,
        "said": {"days": 31, "hour_from": 9, "hour_to": 15, "may_leave_voicemail": False},
        "consent": "yes",
        "wording_id": wording.id if wording else None,
        "consent_language": "da",
        "consent_at": at.isoformat(),
    }
    screening.keep_step(screening_id=pk, told=told, step=4, by=by, at=at)
    screening.send(screening_id=pk, by=by, at=at)


def _came(town: Town, one: Met, at: datetime, number: int, campaign_id: int | None) -> int:
    by = citizen(town.zone_id)
    enter(by)
    opened = mailbox.open_mailbox(zone_id=town.zone_id, by=by, at=at)
    contact: dict[str, Any] = {}
    consent = None
    if number % 3 == 0:  # some let themselves be rung; the others are reached by their code alone
        wording = policy_queries.consent_wording(town.programme_id, language="da", on=workdays.day_of(at))
        contact = {
            "numbers": [f"+{FIRST_NUMBER + number}"],
            "may_ring": True,
            "said": {"days": 31, "hour_from": 9, "hour_to": 14},
        }
        consent = SaidYes(wording.id, "da") if wording else None
    row = screening.come_forward(
        zone_id=town.zone_id,
        programme_id=town.programme_id,
        way_in=one.way_in,
        heard=one.heard,
        campaign_id=campaign_id,
        mailbox_id=opened.mailbox.pk,
        own_words="Jeg vil gerne tale med en, der ved noget om det.",
        offered_contact=contact,
        danger=Answer.YES if one.danger else Answer.NO,
        child_worry=Answer.UNKNOWN,
        adult=True,
        consent=consent,
        by=by,
        at=at,
    )
    return row.pk


def _received(town: Town, one: Met, pk: int, at: datetime, now: datetime) -> None:
    by = town.actor(TEAM[town.zone_key][pk % 2])
    taken = min(now, at + timedelta(days=1))
    reception.take(screening_id=pk, by=by, at=taken)
    if one.end == TALKED:
        held = _by_day(at + timedelta(days=one.waited), now)
        words = "Vi talte om hverdagen og om, hvad der gør den tryg."
        form = "in_person" if town.zone_key == "odense" or pk % 3 else "phone"
        reception.note_talk(screening_id=pk, on=workdays.day_of(held), form=form, words=words, by=by, at=held)
    elif one.end == NOTHING:
        reception.come_to_nothing(screening_id=pk, why="changed_mind", by=by, at=min(now, taken + timedelta(days=6)))


def _by_day(at: datetime, now: datetime) -> datetime:
    """The same day, late in the morning; never later than now."""
    return min(now, datetime.combine(workdays.day_of(at), time(11, 10), DENMARK))
