"""The survey runs in the demonstration: last month some answered, and two of them would like to be interviewed."""

from datetime import datetime
from itertools import islice

from brobygger.access.actor import Actor, citizen, machine
from brobygger.access.zones import enter
from brobygger.base.workdays import day_of, noon_of
from brobygger.demonstration.answers import answers
from brobygger.surveys import actions, spoken_codes
from brobygger.surveys.queries import months_back
from brobygger.surveys.rules import LEAST_OF_A_BATCH

WISHES = (
    {"called": "Karla", "number": "95 00 99 71", "when": "Om eftermiddagen"},
    {"called": "Villy", "number": "95 00 99 72", "when": ""},
)


def asked(*, zone_id: int, programme_id: int, leader: Actor, now: datetime) -> None:
    """A leader has opened the survey, and a batch has been read. The transaction is in the leader's zones then."""
    enter(leader)
    actions.decide(
        zone_id=zone_id, programme_id=programme_id, is_open=True, least=LEAST_OF_A_BATCH, reminders=False, by=leader,
        at=now,
    )  # fmt: skip
    someone, at = citizen(zone_id), noon_of(months_back(day_of(now), 1))
    enter(someone)
    wishes = iter(WISHES)
    for sheet in islice(answers(), LEAST_OF_A_BATCH + 2):
        told = sheet.chosen | {"role": sheet.role, "incident_type": sheet.incident_type, "outcome": sheet.outcome}
        code = spoken_codes.new_code(spoken_codes.ANSWER, zone_id=zone_id, on=day_of(at))
        ticket = actions.answer(code=code, chosen=told, zone_id=zone_id, by=someone, at=at)
        if (wish := next(wishes, None)) is not None:
            actions.wish_interview(code=ticket, words=wish, zone_id=zone_id, by=someone, at=at)
    enter(machine(zone_id))
    actions.open_due(zone_id=zone_id, by=machine(zone_id), at=now)
    enter(leader)
