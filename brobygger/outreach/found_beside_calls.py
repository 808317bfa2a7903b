"""What a worker finds out beside the calls: a number, a guardian, that a person has come."""

from datetime import datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.base.decision import Refused
from brobygger.base.phones import phone_and_words, phones
from brobygger.base.workdays import day_of
from brobygger.cases import actions as cases
from brobygger.cases.models import Case
from brobygger.cases.queries import case_for_writing
from brobygger.cases.states import CaseState
from brobygger.intake import queries as intake
from brobygger.outreach.models import Call
from brobygger.outreach.rules import Hold, may_take
from brobygger.outreach.states import CallState
from brobygger.people import actions as people
from brobygger.people.queries import numbers, person_for_writing
from brobygger.programmes import policy_queries
from brobygger.trail import actions as trail


def _free_case(by: Actor, case_id: int, at: datetime, *states: CaseState) -> Case:
    """The case, locked, in one of the states and not in another's hands."""
    case = case_for_writing(by, case_id)
    if case.state not in states:
        raise Refused("case_has_moved_on")
    policy = policy_queries.attempt_policy(case.programme_id, on=day_of(at))
    may_take(Hold(case.held_by_id, case.held_at), worker=by.user_id, now=at, policy=policy).require()
    return case


@transaction.atomic
def add_number(*, case_id: int, number: str, mends: bool = False, by: Actor, at: datetime) -> None:
    """The person has the numbers that are written, with the words beside them; where she had none in use, she may be
    rung.

    Where they mend what could not be read, that stands beside the first as it was written.
    """
    case = _free_case(by, case_id, at, CaseState.TO_CALL, CaseState.NO_NUMBER)
    person = person_for_writing(by, case.person_id)
    found = phones(number)
    unread = [*found.unread, *(intake.unread_numbers(by, person.pk) if mends else ())]
    for one, words in zip(found.numbers or ("",), found.beside or ("",), strict=True):
        beside, unread = ", ".join(filter(None, [words, *unread])), []
        people.add_number(person=person, number=one, beside=beside, by=by, at=at)
    if case.state == CaseState.NO_NUMBER:
        people.allow_ringing(person=person, allowed=True, by=by, at=at)
        cases.move_case(case=case, move=cases.Move(CaseState.TO_CALL), by=by, at=at)
        cases.keep_in_step(person_ids=[person.pk], by=by, at=at)
    trail.write("outreach.number_found", by=by, at=at, about=case)


@transaction.atomic
def stop_number(*, case_id: int, number_id: int, because: str, by: Actor, at: datetime) -> None:
    """The number is never shown again; where it was the last, a new one must be found before anyone rings."""
    case = _free_case(by, case_id, at, CaseState.TO_CALL)
    person = person_for_writing(by, case.person_id)
    people.stop_number(number_id=number_id, person=person, because=because, by=by, at=at)
    if not any(one.stopped_at is None for one in numbers(by, person.pk)):
        people.allow_ringing(person=person, allowed=False, by=by, at=at)
        cases.keep_in_step(person_ids=[person.pk], by=by, at=at)
        Call.objects.filter(zone_id=case.zone_id, case=case, state=CallState.OPEN).update(state=CallState.LEFT)
        cases.move_case(case=case, move=cases.Move(CaseState.NO_NUMBER), by=by, at=at)
    trail.write("outreach.number_stopped", by=by, at=at, about=case, number=number_id)


@transaction.atomic
def add_guardian(
    *,
    case_id: int,
    given_name: str,
    family_name: str,
    number: str,
    language: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """The minor's guardian is the one rung from now on; the minor stays the one that the register is about.

    Another guardian than the one who was known takes over: that one is rung no more. Refused where the case waits for
    none and is not about a minor, or where the guardian who was known is in it for an incident of her own.
    """
    case = _free_case(by, case_id, at, CaseState.GUARDIAN_MISSING, CaseState.TO_CALL, CaseState.NO_NUMBER)
    before = case.person_id if case.state != CaseState.GUARDIAN_MISSING else None
    parsed, words = phone_and_words(number)
    if number.strip() and not parsed:
        raise Refused("number_not_understood")
    guardian = people.add_guardian(
        zone_id=case.zone_id,
        given_name=given_name,
        family_name=family_name,
        number=parsed,
        beside=words,
        language=language,
        by=by,
        at=at,
    )
    cases.give_guardian(case=case, person_id=guardian.pk, language=language, has_number=bool(parsed), by=by, at=at)
    if before is not None:
        Call.objects.filter(zone_id=case.zone_id, case=case, state=CallState.OPEN).update(state=CallState.LEFT)
        people.no_longer_speaks(person=person_for_writing(by, before), by=by, at=at)
    cases.keep_in_step(person_ids=[guardian.pk], by=by, at=at)
    trail.write("outreach.guardian_found", by=by, at=at, about=case)


@transaction.atomic
def mark_came(*, case_id: int, by: Actor, at: datetime) -> None:
    """The person who would ring has been in touch."""
    case = _free_case(by, case_id, at, CaseState.WILL_CALL_SELF)
    cases.move_case(case=case, move=cases.Move(CaseState.CAME), by=by, at=at)
    trail.write("outreach.person_came", by=by, at=at, about=case)
