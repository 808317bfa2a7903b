"""What a package would carry, field by field: read from the sender's rows, sealed as JSON, read again at the receiver.

Of the contact card only what is about ringing crosses: leave to write an e-mail or an SMS was given to the sender.
"""

import json
from collections.abc import Collection, Mapping
from typing import Any

from brobygger.access.actor import Actor
from brobygger.cases import queries as cases
from brobygger.cases.coming_of_age import minors_of
from brobygger.cases.models import Case
from brobygger.people import queries as people
from brobygger.people.rules import adult_on
from brobygger.referrals.models import Referral
from brobygger.referrals.states import Field

CARD = (
    *("basis", "days", "hour_from", "hour_to", "may_leave_voicemail", "may_say_who_we_are", "who_else_may_answer"),
    *("wishes", "word_when_safe", "word_when_unsafe", "cover_story", "shares_phone_with_accused"),
    "shares_address_with_accused",
)
type Contents = dict[str, Any]


def contents_of(by: Actor, referral: Referral) -> Contents:
    """Every field that there is something to say in, apart from the note, which the sender writes."""
    case, person = referral.case, referral.case.person
    plan = people.plan_of(person)
    numbers = [one for one in people.numbers(by, person.pk) if one.stopped_at is None]
    card = {name: getattr(plan, name) for name in CARD}
    # What is not done here is no yes where she goes: of a number that came since nobody has said anything.
    came_since = people.number_came_since(plan, numbers)
    card["may_leave_voicemail"] &= not (came_since or people.phone_is_seen(plan, numbers))
    card["may_say_who_we_are"] &= not came_since
    card["said_at"] = plan.confirmed_at.isoformat() if plan.confirmed_at else ""
    gender = person.gender or next((one.gender for one in cases.registrations(by, case.pk) if one.gender), "")
    language = case.language or person.language
    told: Contents = {
        Field.NAME: {"given_name": person.given_name, "family_name": person.family_name},
        Field.NUMBERS: [
            {"number": one.number, "shared_with_accused": one.shared_with_accused}
            | ({"beside": one.beside} if one.beside else {})
            for one in numbers
        ],
        Field.CONTACT: card,
        Field.LANGUAGE: {
            "language": language,
            "interpreter": plan.interpreter,
            "interpreter_language": plan.interpreter_language,
        },
        Field.INCIDENT_TYPE: case.incident_type,
        Field.ROLE: case.role,
        Field.CHILD: _child(case),
        Field.GENDER: "" if case.for_minor else gender,
        Field.AGE_GROUP: "" if case.for_minor else case.age_group,
    }
    return {str(name): value for name, value in told.items() if value}


def _child(case: Case) -> dict[str, str]:
    """Whom the guardian is rung about, and until when; nothing where the person is rung for herself."""
    if not case.for_minor:
        return {}
    minors = list(minors_of(case))
    days = [adult_on(one.birth_date) for one in minors if one.birth_date]
    names = ", ".join(one.given_name for one in minors if one.given_name)
    return {"given_name": names, "adult_on": max(days).isoformat() if days else ""}


def only(told: Mapping[str, Any], ticked: Collection[str], note: str) -> Contents:
    """The ticked fields and no others; the note where it is ticked."""
    kept = {name: value for name, value in told.items() if name in ticked and name != Field.NOTE}
    if Field.NOTE in ticked and note:
        kept[str(Field.NOTE)] = note
    return kept


def as_text(told: Contents) -> str:
    """The contents as they are sealed."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> Contents:
    """The contents again; nothing where they have been wiped."""
    told = json.loads(text) if text else {}
    return told if isinstance(told, dict) else {}
