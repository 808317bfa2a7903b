"""What an employee says when the registration has moved on: danger always counts, and the team can be told the rest."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor, machine
from brobygger.base.codes import AgeGroup
from brobygger.base.decision import Refused
from brobygger.people import actions as people
from brobygger.people import queries as people_queries
from brobygger.routes import queries as routes
from brobygger.routes.codes import Answer
from brobygger.screening import queries, rules, safety, sealed_sheet, state_change
from brobygger.screening.codes import Danger, SafetyNoted
from brobygger.screening.danger_said import against, dangers_of, said_of
from brobygger.screening.ending import seed_is
from brobygger.screening.models import CriterionAnswer, SafetyNote, Screening
from brobygger.screening.states import WITH_THE_TEAM, ScreeningState
from brobygger.screening.steps import answer_questions, criteria_of
from brobygger.trail import actions as trail

S = ScreeningState


@transaction.atomic
def say_danger(
    *, screening_id: int, told: Mapping[str, Any], answers: Mapping[str, str], by: Actor, at: datetime
) -> frozenset[Danger]:
    """What is said of danger stands and has its duty, whatever has become of the registration; gives what is new.

    An answer only ever grows graver by it, and nothing else is changed. What ended as nothing is begun again.
    """
    row = queries.own(by, screening_id, for_update=True)
    before, criteria = said_of(row), criteria_of(by, row, at=at)
    heard = {one: against(CriterionAnswer(criterion=one, answer=answers[one.key]))
             for one in routes.criteria_of(criteria) if one.key in answers and dangers_of(one)}  # fmt: skip
    says = _says(told).union(*(dangers_of(one) for one, said in heard.items() if said == Answer.YES))
    stands = {one.criterion_id: against(one) for one in queries.answers(row)}
    graver = {one.key: answers[one.key] for one, said in heard.items() if rules.is_graver(said, stands.get(one.pk, ""))}
    state_change.keep(row, **_graver(row, told))
    answer_questions(row, criteria, graver)
    if says:
        _begin_again(row, by, at)
        safety.follow(row, frozenset(), by=by, at=at)
        trail.write("screening.danger_said_late", by=by, at=at, about=row, state=row.state)
    return says - before


def _says(told: Mapping[str, Any]) -> frozenset[Danger]:
    asked = {
        Danger.LIFE: told.get("danger") == Answer.YES,
        Danger.CHILD: told.get("child_worry") == Answer.YES,
        Danger.MINOR: told.get("age_group") == AgeGroup.G0_17,
    }
    return frozenset(danger for danger, said in asked.items() if said)


def _graver(row: Screening, told: Mapping[str, Any]) -> dict[str, Any]:
    asked = ("danger", "child_worry")
    kept = {name: told[name] for name in asked if rules.is_graver(told.get(name, ""), getattr(row.detection, name))}
    if told.get("age_group") != AgeGroup.G0_17 or Danger.MINOR in said_of(row):
        return kept
    if row.state != S.STARTED:
        kept["age_group"] = AgeGroup.G0_17
    if row.state == S.STARTED or row.offered_contact:
        kept["offered_contact"] = sealed_sheet.changed(sealed_sheet.sheet_of(row), age_group=AgeGroup.G0_17)
    return kept


def _begin_again(row: Screening, by: Actor, at: datetime) -> None:
    """Nothing with danger in it ends as nothing, or as a mistake; a seed that is asked about anew goes on in that."""
    free = row.earlier is None or row.earlier.state in (S.SEED_PLANTED, S.ASKED_AGAIN)
    if row.state in (S.NO_SIGN, S.THROWN_AWAY) and free:
        seed_is(row, S.ASKED_AGAIN, by, at)
        state_change.move(row, S.STARTED, by=by, at=at)


@transaction.atomic
def tell_team(*, screening_id: int, words: str, not_rung: bool = False, by: Actor, at: datetime) -> SafetyNote:
    """The team reads it at once, on the person's page; and nobody rings from now on, where that is what is said.

    Refused where the team does not have it. The same words twice are told once.
    """
    row, words = queries.own(by, screening_id, for_update=True), words.strip()
    if row.state not in WITH_THE_TEAM:
        raise Refused("the_team_does_not_have_it")
    if not words and not not_rung:
        raise Refused("write_what_the_team_is_told")
    what = SafetyNoted.NOT_RUNG if not_rung else SafetyNoted.TOLD_TEAM
    last = row.safety_notes.filter(noted_by=by.user_id).order_by("-id").first()
    if last is not None and (last.what, last.words) == (what, words):
        return last
    if not_rung:
        _stop_ringing(row, at)
    return safety.note(row, what, words=words, by=by, at=at)


def _stop_ringing(row: Screening, at: datetime) -> None:
    """On her card, and on the sheet that becomes her card when someone takes her."""
    if row.person_id is not None:
        program = machine(row.zone_id)
        person = people_queries.person_for_writing(program, row.person_id)
        people.allow_ringing(person=person, allowed=False, by=program, at=at)
    if row.offered_contact:
        sheet = sealed_sheet.changed(sealed_sheet.sheet_of(row), may_ring=False)
        state_change.keep(row, offered_contact=sheet)
