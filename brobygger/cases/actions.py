"""The writing door to cases: the machine and the register are kept in step, whoever moves a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Model, Value
from django.db.models.functions import Coalesce

from brobygger.access.actor import Actor
from brobygger.base.codes import PersonRole, Survey
from brobygger.base.decision import Refused
from brobygger.cases.models import Case, Registration
from brobygger.cases.queries import CASE_STANDING, REGISTRATION_STANDING, reached_last
from brobygger.cases.reporting import add_report, take_back_report
from brobygger.cases.states import CASE, OPEN, CaseState
from brobygger.trail import actions as trail

__all__ = [
    "Move",
    "add_report",
    "change_language",
    "give_guardian",
    "hold",
    "keep_in_step",
    "let_go",
    "move_case",
    "note_survey",
    "put_back",
    "take_back_report",
    "tell_token",
]

MOVED = (
    *("state", "ended_at", "follow_until", "agreed", "held_by", "held_at", "attempts", "last_attempt_at", "last_band"),
    "ring_from",
)
GO_ALONG = OPEN - {CaseState.AWAITING_TYPE}


@dataclass(frozen=True, slots=True)
class Move:
    """Where a case goes; what is None stays as it is."""

    state: CaseState
    attempts: int | None = None
    last_attempt_at: datetime | None = None
    last_band: int | None = None
    ring_from: datetime | None = None
    agreed: bool = False
    follow_until: date | None = None
    spoken_on: date | None = None
    outcome: str = ""
    decline_reason: str = ""


@transaction.atomic
def move_case(*, case: Case, move: Move, by: Actor, at: datetime) -> None:
    """The case stands where the move says, nobody holds it, and its registrations say the same.

    The caller has locked the case. Refused where the machine has no such move.
    """
    before = case.state
    if move.state != before:
        CASE.may_move(before, move.state).require()
    ended_at = None if move.state in OPEN else at
    case.state, case.ended_at, case.agreed = move.state, ended_at, move.agreed
    case.follow_until = move.follow_until or (case.follow_until if ended_at else None)
    case.held_by_id, case.held_at = None, None
    if move.attempts is not None:
        case.attempts, case.last_attempt_at, case.last_band = move.attempts, move.last_attempt_at, move.last_band
    if move.ring_from is not None:
        case.ring_from = move.ring_from
    case.save(update_fields=MOVED)
    _tell_register(case, move, before)
    if move.state != before:
        trail.write("cases.moved", by=by, at=at, about=case, before=before, after=str(move.state))


def _tell_register(case: Case, move: Move, before: str) -> None:
    """The registrations that are open go with the case; those that have ended, or wait for their type, stay."""
    told: dict[str, Any] = {"state": move.state, "ended_at": case.ended_at}
    if move.attempts is not None:
        told["attempts"] = move.attempts
    if move.spoken_on is not None:
        told |= {"reached": True, "reached_on": Coalesce(F("reached_on"), Value(move.spoken_on))}
    if move.outcome:
        told |= {"outcome": move.outcome, "decline_reason": move.decline_reason}
    Registration.objects.filter(zone_id=case.zone_id, case=case, state__in=GO_ALONG | {before}).update(**told)


@transaction.atomic
def hold(*, case: Case, by: Actor, at: datetime) -> None:
    """The worker has the case, and did something with it just now. The caller has locked it and asked the rules."""
    case.held_by_id, case.held_at = by.user_id, at
    case.save(update_fields=["held_by", "held_at"])


@transaction.atomic
def let_go(*, case: Case, by: Actor, at: datetime) -> None:
    """Nobody has the case."""
    case.held_by_id, case.held_at = None, None
    case.save(update_fields=["held_by", "held_at"])


@transaction.atomic
def change_language(*, case: Case, language: str, by: Actor, at: datetime) -> None:
    """The case's language is the one that was spoken."""
    case.language = language
    case.save(update_fields=["language"])


@transaction.atomic
def give_guardian(*, case: Case, person_id: int, language: str, has_number: bool, by: Actor, at: datetime) -> None:
    """The one rung about the case is the minor's guardian, or another one than before.

    Refused where the case is not about a minor, or is also about what happened to the guardian before.
    """
    own = Registration.objects.filter(zone_id=case.zone_id, case=case, person=case.person_id)
    waits = case.state == CaseState.GUARDIAN_MISSING
    if not waits and (not case.for_minor or own.exclude(role=PersonRole.GUARDIAN).exists()):
        raise Refused("no_guardian_needed")
    case.person_id, case.for_minor, case.language = person_id, True, language
    case.save(update_fields=["person", "for_minor", "language"])
    state = CaseState.TO_CALL if has_number else CaseState.NO_NUMBER
    # A time that was agreed with the one before is not this one's.
    move_case(case=case, move=Move(state, ring_from=None if waits else at), by=by, at=at)


@transaction.atomic
def tell_token(*, case: Case, token: str, by: Actor, at: datetime) -> None:
    """The registrations of the case carry the referral's token."""
    rows = Registration.objects.filter(zone_id=case.zone_id, case=case, state=case.state)
    rows.update(referral_token=token)


@transaction.atomic
def note_survey(*, case: Case, survey: str, by: Actor, at: datetime) -> None:
    """The register says what became of inviting her to the survey. The caller has locked the case and asked the rules.

    Refused where she has not been reached.
    """
    row = reached_last(case)
    if row is None:
        raise Refused("only_the_reached_are_invited")
    row.survey = Survey(survey)
    row.save(update_fields=["survey"])
    trail.write("cases.survey_noted", by=by, at=at, about=case, survey=survey)


KEEP_IN_STEP = """
UPDATE cases_case c SET
    may_ring = plan.may_ring AND NOT plan.do_not_contact,
    ring_days = plan.days, ring_hour_from = plan.hour_from, ring_hour_to = plan.hour_to,
    shares_with_accused = plan.shares_phone_with_accused OR plan.shares_address_with_accused,
    protected = CASE WHEN c.for_minor THEN c.protected ELSE false END OR who.protected,
    address_withheld = CASE WHEN c.for_minor THEN c.address_withheld ELSE false END OR who.address_withheld
FROM people_contactplan plan JOIN people_person who ON who.id = plan.person_id
WHERE plan.person_id = c.person_id AND c.person_id = ANY (%s) AND c.state = ANY (%s)
"""


@transaction.atomic
def keep_in_step(*, person_ids: Sequence[int], by: Actor, at: datetime) -> None:
    """The open cases of these persons say what their contact cards say, so that the list is one read of one table."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP_IN_STEP, [list(person_ids), [str(state) for state in OPEN]])


@transaction.atomic
def put_back(*, case: Case, standing: dict[str, Any], by: Actor, at: datetime) -> None:
    """The case and its registrations stand exactly as they stood when `queries.standing` was asked.

    Refused where the machine does not lead back.
    """
    before, then = case.state, standing["case"]["state"]
    if before != then:
        CASE.may_move(before, then).require()
    _set(case, standing["case"])
    case.save(update_fields=CASE_STANDING)
    for told in standing["registrations"]:
        row = Registration(pk=told["id"], zone_id=case.zone_id)
        _set(row, {name: told[name] for name in REGISTRATION_STANDING})
        row.save(update_fields=REGISTRATION_STANDING)
    trail.write("cases.put_back", by=by, at=at, about=case, before=before, after=then)


def _set(row: Model, told: dict[str, Any]) -> None:
    for name, value in told.items():
        field: Any = row._meta.get_field(name.removesuffix("_id"))
        setattr(row, name, value if name.endswith("_id") else field.to_python(value))
