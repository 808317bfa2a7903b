"""The steps as they are filled in: begun, kept as one goes, and the way that the programme's questions lead to."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.base.codes import AgeGroup
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.duties import actions as duties
from brobygger.duties import queries as duty_queries
from brobygger.duties.states import About, DutyKind
from brobygger.mailbox import actions as mailbox
from brobygger.mailbox import queries as mailboxes
from brobygger.municipality import queries as municipality
from brobygger.reach import queries as reach
from brobygger.routes import queries as routes
from brobygger.routes import rules as route_rules
from brobygger.routes.codes import ADULT, Answer
from brobygger.routes.models import CourseCriteria
from brobygger.screening import queries, safety, sealed_sheet, state_change, untouched
from brobygger.screening.codes import Heard, WayIn
from brobygger.screening.models import CriterionAnswer, Detection, Screening
from brobygger.screening.states import ScreeningState
from brobygger.trail import actions as trail

# What a page may keep: in the register, beside it, and on the sealed sheet.
KEPT = frozenset(
    {
        *("signs", "seen_on", "heard", "asked", "danger", "child_worry", "motivated", "led_there"),
        *("signs_note", "known_as", "said_words", "given", "given_words", "ask_again_on", "follow_up_on", "offer_id"),
        "override_words",
    }
)
ON_THE_SHEET = frozenset(one.name for one in fields(sealed_sheet.Sheet))


@transaction.atomic
def start(*, zone_id: int, programme_id: int, by: Actor, at: datetime) -> Screening:
    """A registration is begun: hers, and her department's. Where she has an empty one, that is the one begun now."""
    row = Screening(zone_id=zone_id, programme_id=programme_id, registered_by_id=by.worker_id)
    may(by, Act.SCREEN, row).require()
    today = day_of(at)
    department = municipality.department_of(by.worker_id, zone_id=zone_id, on=today)
    empty = untouched.begun_and_empty(by, zone_id=zone_id, programme_id=programme_id)
    row = empty or row
    row.department = department
    detection = row.detection if empty else Detection(zone_id=zone_id, programme_id=programme_id)
    detection.seen_on = detection.registered_on = detection.state_on = today
    detection.way_in, detection.heard = WayIn.DEPARTMENT, _heard(by, zone_id, department, at)
    detection.department, detection.state = department, ScreeningState.STARTED
    detection.save()
    row.detection = detection
    row.state, row.state_at, row.started_at = ScreeningState.STARTED, at, at
    row.save()
    trail.write("screening.started", by=by, at=at, about=row)
    return row


def _heard(by: Actor, zone_id: int, department: Any, at: datetime) -> str:
    """Through whom she hears of it, as far as it follows from who registers; it can be changed."""
    if reach.trained_on(by.worker_id, zone_id, day_of(at)):
        return Heard.TRAINED_EMPLOYEE
    return Heard.OWN_DEPARTMENT if department is not None and department.takes_part else Heard.MUNICIPAL_EMPLOYEE


def draft(by: Actor, screening_id: int) -> Screening:
    """Her own registration, held for writing. Refused where it is not being filled in any more."""
    row = queries.own(by, screening_id, for_update=True)
    if row.state != ScreeningState.STARTED:
        raise Refused("not_being_filled_in")
    return row


@transaction.atomic
def keep_step(
    *, screening_id: int, told: Mapping[str, Any], step: int = 1, passing: bool = False, why: str = "", by: Actor,
    at: datetime,
) -> Screening:  # fmt: skip
    """What was written stands, and lies where it belongs; `passing` is the page saving by itself, without a trail row.

    What must be told is asked for where it is sent, planted or pointed on. Danger has its duty at once, by whatever way
    it was kept; a page that saves by itself takes none of it back. Refused where it is taken back without saying why.
    """
    row = draft(by, screening_id)
    before = safety.standing(row)
    _keep(row, safety.not_taking_back(row, told) if passing else told, step)
    safety.follow(row, before, why=why, by=by, at=at)
    if not passing:
        trail.write("screening.kept", by=by, at=at, about=row, step=step)
    return row


def _keep(row: Screening, told: Mapping[str, Any], step: int) -> None:
    unknown = set(told) - KEPT - ON_THE_SHEET
    if unknown:
        raise TypeError(f"a step does not keep {sorted(unknown)}")
    values = {name: value for name, value in told.items() if name in KEPT}
    written = {name: value for name, value in told.items() if name in ON_THE_SHEET}
    if written:
        values["offered_contact"] = sealed_sheet.changed(sealed_sheet.sheet_of(row), **written)
    state_change.keep(row, **values, step=max(row.step, step))


@transaction.atomic
def answer_safety(
    *, screening_id: int, told: Mapping[str, Any], answers: Mapping[str, str], why: str = "", by: Actor, at: datetime
) -> Screening:
    """The safety questions are answered: each yes has its duty or its door at once, before anything else is asked.

    Refused where danger is taken back without saying why.
    """
    row = draft(by, screening_id)
    criteria, before = criteria_of(by, row, at=at), safety.standing(row)
    grown = answers.get(ADULT) == Answer.YES and sealed_sheet.sheet_of(row).age_group == AgeGroup.G0_17
    _keep(row, {**told, **({"age_group": ""} if grown else {})}, 2)
    answer_questions(row, criteria, answers)
    _suggest(row, criteria)
    safety.follow(row, before, why=why, by=by, at=at)
    trail.write("screening.kept", by=by, at=at, about=row, step=2)
    return row


def criteria_of(by: Actor, row: Screening, *, at: datetime) -> CourseCriteria:
    """The version that the answers were given to; before the first answer the one in force."""
    if row.criteria_id is not None:
        return routes.criteria_by_id(by, row.criteria_id)
    return routes.criteria_in_force(by, programme_id=row.programme_id, on=day_of(at))


@transaction.atomic
def keep_answers(
    *, screening_id: int, answers: Mapping[str, str], reasons: Mapping[str, str], passing: bool = False, by: Actor,
    at: datetime,
) -> route_rules.Found:  # fmt: skip
    """The answers stand with their reasons, and the way that follows from them is suggested. Not known stays unknown.

    A way that was chosen before falls away where another one is suggested now. Refused where danger is taken back.
    """
    row = draft(by, screening_id)
    criteria, before = criteria_of(by, row, at=at), safety.standing(row)
    if passing:
        answer_questions(row, criteria, safety.not_unsaying(row, answers), reasons)
        safety.follow(row, before, by=by, at=at)
        return found_for(row, criteria)
    answer_questions(row, criteria, answers, reasons)
    found = _suggest(row, criteria)
    state_change.keep(row, step=4)
    safety.follow(row, before, by=by, at=at)
    trail.write("screening.kept", by=by, at=at, about=row, step=4)
    return found


def answer_questions(
    row: Screening, criteria: CourseCriteria, answers: Mapping[str, str], reasons: Mapping[str, str] | None = None
) -> None:
    """The answers stand; the caller holds the row."""
    given = [
        CriterionAnswer(
            zone_id=row.zone_id, screening=row, criterion=criterion, answer=Answer(answers[criterion.key]),
            reason=(reasons or {}).get(criterion.key, "").strip(),
        )
        for criterion in routes.criteria_of(criteria)
        if criterion.key in answers
    ]  # fmt: skip
    CriterionAnswer.objects.bulk_create(
        given, update_conflicts=True, unique_fields=["screening", "criterion"], update_fields=["answer", "reason"]
    )
    if row.criteria_id is None:
        state_change.keep(row, criteria=criteria)


def _suggest(row: Screening, criteria: CourseCriteria) -> route_rules.Found:
    """The way is suggested as soon as it stands, and no longer where an answer has changed it."""
    found, told = found_for(row, criteria), answers_of(row)
    suggested = found.route if route_rules.is_decided(routes.questions(criteria), told) else ""
    if suggested != row.detection.suggested:
        state_change.keep(row, suggested=suggested, route="", override_reason="")
    return found


def answers_of(row: Screening) -> dict[str, Answer]:
    """The answers so far, by the questions' keys."""
    return {one.criterion.key: Answer(one.answer) for one in queries.answers(row)}


def found_for(row: Screening, criteria: CourseCriteria) -> route_rules.Found:
    """The way that the answers lead to, and why."""
    return route_rules.route(routes.questions(criteria), answers_of(row), motivated=True)


@transaction.atomic
def choose_route(
    *, screening_id: int, route: str, reason: str = "", words: str = "", by: Actor, at: datetime
) -> Screening:
    """The way that a person chose: the suggested one, or another with the reason."""
    row = draft(by, screening_id)
    suggested = row.detection.suggested
    if not suggested:
        raise Refused("not_finished")
    route_rules.may_choose(route, suggested, reason=reason, words=words).require()
    if route == suggested:
        reason, words = "", ""
    state_change.keep(row, route=route, override_reason=reason, override_words=words.strip(), step=4)
    trail.write("screening.route_chosen", by=by, at=at, about=row, route=route, suggested=suggested, reason=reason)
    return row


@transaction.atomic
def give_code(*, screening_id: int, by: Actor, at: datetime) -> mailbox.Opened:
    """She has a code of her own to come back with; the word is told once. A new one ends the earlier one; where she has
    used that, it opens a mailbox of its own, and what she has written stays behind the code that she has."""
    row = queries.own(by, screening_id, for_update=True)
    if row.state not in (ScreeningState.STARTED, ScreeningState.SEED_PLANTED):
        raise Refused("not_being_filled_in")
    if row.mailbox_id is not None and not mailboxes.is_used(by, row.mailbox_id):
        opened = mailbox.renew_code(mailbox_id=row.mailbox_id, by=by, at=at)
    else:
        opened = mailbox.open_mailbox(zone_id=row.zone_id, by=by, at=at)
    state_change.keep(row, mailbox=opened.mailbox)
    trail.write("screening.code_given", by=by, at=at, about=row)
    return opened


@transaction.atomic
def raise_duty(*, screening_id: int, kind: str, rang_112: bool = False, by: Actor, at: datetime) -> int:
    """The duty that the answer leads to is her own from now on; one that she has of the kind is not raised twice."""
    row = queries.own(by, screening_id, for_update=True)
    about: dict[str, Any] = {"zone_id": row.zone_id, "about": About.SCREENING, "about_id": row.pk}
    mine = duty_queries.raised_on(by, **about, kind=DutyKind(kind))
    if mine:
        if rang_112:
            duties.note_112(duty_id=mine[0], by=by, at=at)
        return mine[0]
    return duties.raise_duty(kind=DutyKind(kind), rang_112=rang_112, **about, by=by, at=at).pk
