"""The reading door to cases and the register."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.codes import Outcome
from brobygger.base.decision import NotFound, Refused
from brobygger.cases.models import Case, CounsellingReport, Registration
from brobygger.cases.states import CaseState
from brobygger.trail import queries as trail

# What a call may change, and undo puts back exactly.
CASE_STANDING = (
    *("state", "ring_from", "attempts", "last_attempt_at", "last_band", "held_by_id", "held_at", "follow_until"),
    *("ended_at", "agreed", "language", "may_ring", "ring_days", "ring_hour_from", "ring_hour_to"),
    *("protected", "address_withheld", "shares_with_accused"),
)
REGISTRATION_STANDING = (
    *("state", "reached", "reached_on", "attempts", "outcome", "decline_reason", "referral_token", "ended_at"),
)


def cases(by: Actor, act: Act) -> QuerySet[Case]:
    """The cases to which the actor may do the act."""
    return scope(by, act, Case.objects.all())


def case_for_writing(by: Actor, case_id: int, *, act: Act = Act.CALL) -> Case:
    """The case, locked until the transaction ends; NotFound where the actor may not do the act to it."""
    case = cases(by, act).select_for_update().filter(pk=case_id).first()
    if case is None:
        raise not_there(by, case_id)
    return case


def case_to_survey(by: Actor, act: Act, case_id: int, *, lock: bool = False) -> Case:
    """The case with whom it is about; NotFound where the actor may not do the act to it."""
    rows = cases(by, act).select_related("person")
    case = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=case_id).first()
    if case is None:
        raise not_there(by, case_id)
    return case


def not_there(by: Actor, case_id: int) -> Refused:
    """Why the case is not there: it is not the actor's to see, or it was closed unopened and forgotten."""
    moved = trail.entries_of("case", case_id, zones=zones_for(by, Act.SEE_CASE)).filter(what="cases.moved")
    closed = moved.filter(facts__after=CaseState.NOT_IN_TARGET_GROUP)
    return Refused("case_forgotten") if closed.exists() else NotFound("not_found")


def registrations(by: Actor, case_id: int) -> list[Registration]:
    """The incidents that share the case, newest first."""
    rows = scope(by, Act.SEE_CASE, Registration.objects.filter(case_id=case_id))
    return list(rows.order_by("-identified_on", "-id"))


def accepted_registrations(by: Actor, act: Act) -> QuerySet[Registration]:
    """The registrations of those who accepted, to which the actor may do the act."""
    return scope(by, act, Registration.objects.filter(outcome=Outcome.ACCEPTED))


def survey_of(case: Case) -> tuple[bool, str]:
    """Whether whom the case is about was reached, and what the register says of inviting her to the survey."""
    row = reached_last(case)
    return row is not None, row.survey if row is not None else ""


def reached_last(case: Case) -> Registration | None:
    """The incident about which she was reached last; an invitation is noted there, and counts once."""
    rows = Registration.objects.filter(zone_id=case.zone_id, case=case, reached=True)
    return rows.order_by("-reached_on", "-id").first()


def surveyed(by: Actor, act: Act, *, zone_id: int, programme_id: int) -> QuerySet[Registration]:
    """The registrations of those who were reached, or of whom it is noted that they were invited to the survey."""
    rows = Registration.objects.filter(zone_id=zone_id, programme_id=programme_id)
    return scope(by, act, rows.filter(Q(reached=True) | ~Q(survey="")))


def reports(by: Actor, act: Act, *, zone_id: int, programme_id: int | None) -> QuerySet[CounsellingReport]:
    """The conversations in the zone's counselling register to which the actor may do the act."""
    where: dict[str, Any] = {"zone_id": zone_id, "programme_id": programme_id}
    return scope(by, act, CounsellingReport.objects.filter(**where))


def standing(case: Case) -> dict[str, Any]:
    """How the case and its registrations stand, as JSON can hold it: codes, numbers and times."""
    rows = Registration.objects.filter(case=case).order_by("id").values("id", *REGISTRATION_STANDING)
    return {
        "case": {name: _plain(getattr(case, name)) for name in CASE_STANDING},
        "registrations": [{name: _plain(value) for name, value in row.items()} for row in rows],
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
