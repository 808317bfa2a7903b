"""What is known when someone is to be invited, and when someone is to be rung for an interview."""

import json
from dataclasses import dataclass
from datetime import datetime

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import YES, Decision
from brobygger.base.phones import phone
from brobygger.cases import queries as cases
from brobygger.cases.models import Case
from brobygger.contact import queries as contact
from brobygger.people import queries as people
from brobygger.people.channels import Channel
from brobygger.surveys.models import Interview, Setup
from brobygger.surveys.rules import ToInvite


def to_invite(by: Actor, case_id: int, *, at: datetime, lock: bool = False) -> tuple[Case, ToInvite]:
    """The case, and what is known of inviting whom it is about. NotFound where it is not the actor's to invite."""
    case = cases.case_to_survey(by, Act.INVITE_TO_SURVEY, case_id, lock=lock)
    reached, survey = cases.survey_of(case)
    setup = Setup.objects.filter(zone_id=case.zone_id, programme_id=case.programme_id).first()
    return case, ToInvite(
        is_open=bool(setup and setup.is_open), reached=reached, survey=survey,
        at_all=contact.at_all(by, person=case.person, at=at), reminders=bool(setup and setup.reminders),
    )  # fmt: skip


def ways(by: Actor, case: Case, at: datetime) -> dict[Channel, Decision]:
    """Whether a link may go by SMS and by e-mail, and a slip by post, by her card."""
    told = contact.channels(by, case.person, at)
    link = told[Channel.LINK]
    linked = {one: told[one] if not told[one] or link else link for one in (Channel.SMS, Channel.EMAIL)}
    return linked | {Channel.LETTER: told[Channel.LETTER]}


@dataclass(frozen=True, slots=True)
class ToRing:
    """Someone who would like to be interviewed: what she wrote, and whether she may be rung now."""

    row: Interview
    called: str = ""
    number: str = ""
    when: str = ""
    may: Decision = YES


def to_ring(by: Actor, row: Interview, at: datetime) -> ToRing:
    """What she wrote. Her number is left out where it is that of someone who is not to be rung."""
    words = json.loads(row.words or "{}")
    number = phone(words.get("number", ""))
    may = YES
    if number:
        for person_id in people.ids_by_number(zone_id=row.zone_id, digits=number.removeprefix("+"), most=20):
            found = people.person(by, person_id)
            if found is not None:
                told = contact.gate(by, person=found, channel=Channel.PHONE, at=at)
                may = may if not may else told
    shown = (number or words.get("number", "")) if may else ""
    return ToRing(row, words.get("called", ""), shown, words.get("when", ""), may)
