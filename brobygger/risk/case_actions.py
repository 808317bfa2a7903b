"""Whose the next look is and when: taking, naming the second, what has happened, assessed by others, and the end."""

from datetime import date, datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of, noon_of
from brobygger.risk import assessing, queries, rules
from brobygger.risk.codes import Due, Elsewhere, Ended, FirstBecause, Happened
from brobygger.risk.models import Event, ManagementStep, RiskCase
from brobygger.risk.states import AGREED_IN, OPEN, RISK, STEP, RiskState, StepState
from brobygger.risk.who_writes import pass_the_pen
from brobygger.screening import queries as screenings
from brobygger.screening.states import WITH_THE_TEAM
from brobygger.staff import queries as staff
from brobygger.staff.queries import second_of_two
from brobygger.trail import actions as trail
from brobygger.trail.queries import entries_of

AHEAD = frozenset({Happened.COURT, Happened.RELEASE, Happened.MOVE, Happened.HANDOVER})


def _open(row: RiskCase) -> RiskCase:
    if row.state not in OPEN:
        raise Refused("risk_case_has_ended")
    return row


@transaction.atomic
def take(*, case_id: int, by: Actor, at: datetime) -> RiskCase:
    """The next look is the actor's, who is certified. Refused where a colleague who is at work has it: she gives it."""
    row = _open(queries.on_board(by, case_id, for_update=True))
    rules.may_assess(is_certified=_is_certified(row, by.user_id, at), is_short=False, may_use_short=False).require()
    if row.assessor_id == by.user_id:
        return row
    if row.assessor_id is not None and _is_at_work(row, row.assessor_id, at):
        raise Refused("a_colleague_assesses")
    row.assessor_id = by.worker_id
    if row.second_id == by.user_id:
        row.second_id = None
    row.save(update_fields=["assessor", "second"])
    pass_the_pen(row)
    trail.write("risk.case_taken", by=by, at=at, about=row)
    return row


def _is_certified(row: RiskCase, worker: int | None, at: datetime) -> bool:
    return worker is not None and bool(queries.certificates_of(row.zone_id, [worker], at))


def _is_at_work(row: RiskCase, worker: int, at: datetime) -> bool:
    on = day_of(at)
    here = {one.worker_id for one in staff.team(row.zone_id, on)}
    return worker in here and worker not in staff.away(row.zone_id, on)


@transaction.atomic
def begin_now(*, screening_id: int, by: Actor, at: datetime) -> RiskCase:
    """Someone whom the team has is assessed before the first conversation is noted: a short version, say, of one in
    danger who goes no other way. Hers who begins it, and due within a day. Refused without a certificate."""
    row = screenings.for_team_writing(by, screening_id)
    if row.state not in WITH_THE_TEAM:
        raise Refused("not_with_the_team")
    if not queries.certificates_of(row.zone_id, [by.worker_id], at):
        raise Refused("no_certificate_of_risk")
    found = queries.case_of(by, screening_id)
    if found is not None and found.state in OPEN:
        return take(case_id=found.pk, by=by, at=at)
    told = {
        "state": RiskState.TO_ASSESS, "state_at": at, "due_at": at + rules.DANGER_WITHIN, "due_because": Due.FIRST,
        "ended": "", "elsewhere": "", "assessor_id": by.worker_id,
    }  # fmt: skip
    made, _new = RiskCase.objects.update_or_create(
        screening=row, defaults=told,
        create_defaults=told | {"zone_id": row.zone_id, "programme_id": row.programme_id},
    )  # fmt: skip
    trail.write("risk.case_begun", by=by, at=at, about=made)
    return made


@transaction.atomic
def name_assessors(*, case_id: int, assessor: int | None, second: int | None, by: Actor, at: datetime) -> RiskCase:
    """The two who assess. By the leader or by whoever assesses now; each of them is certified, and they are two."""
    row = _open(queries.case(by, case_id, for_update=True))
    named = {one for one in (assessor, second) if one is not None}
    if assessor is not None and assessor == second:
        raise Refused("two_assessors_are_two")
    if named - queries.certificates_of(row.zone_id, named, at):
        raise Refused("not_certified_for_risk")
    row.assessor_id, row.second_id = assessor, second
    row.save(update_fields=["assessor", "second"])
    pass_the_pen(row)
    trail.write("risk.assessors_named", by=by, at=at, about=row, worker=assessor, to=second)
    return row


@transaction.atomic
def set_first(*, case_id: int, because: str, by: Actor, at: datetime) -> RiskCase:
    """She comes before others on the board for the stated reason, as a person has decided; or no more."""
    row = _open(queries.on_board(by, case_id, for_update=True))
    row.first_because = FirstBecause(because) if because else ""
    row.first_set_at, row.first_set_by_id = (at, by.worker_id) if because else (None, None)
    row.save(update_fields=["first_because", "first_set_at", "first_set_by"])
    trail.write("risk.set_first", by=by, at=at, about=row, why=row.first_because)
    return row


@transaction.atomic
def note_event(*, case_id: int, what: str, on: date, words: str = "", by: Actor, at: datetime) -> Event:
    """Something has happened, or will on the day, and a new look is due; sooner than it was, never later."""
    row = _open(queries.on_board(by, case_id, for_update=True))
    today, told = day_of(at), Happened(what)
    rules.may_have_happened(on=on, today=today, is_ahead=told in AHEAD).require()
    made = Event.objects.create(
        zone_id=row.zone_id, case=row, what=told, on=on, words=words.strip(), noted_at=at, noted_by_id=by.worker_id
    )
    due_at = rules.new_look_due(row.due_at or at, now=at, before=rules.day_before(on) if on > today else None)
    _look_by(row, due_at, Due.AHEAD if on > today else Due.HAPPENED)
    trail.write("risk.happened", by=by, at=at, about=row, kind=told)
    return made


@transaction.atomic
def answer_worries(*, screening_id: int, by: Actor, at: datetime) -> RiskCase:
    """What someone answered about her safety worries: a new look is due now, also where nobody has assessed her yet or
    the help had ended. NotFound for whoever does not see the board."""
    row = screenings.for_team(by, screening_id, act=Act.SEE_RISK_BOARD)
    told = {"state": RiskState.TO_ASSESS, "state_at": at, "due_at": at, "due_because": Due.HAPPENED}
    case, is_new = RiskCase.objects.select_for_update(of=("self",)).get_or_create(
        screening=row, defaults={**told, "zone_id": row.zone_id, "programme_id": row.programme_id}
    )
    if is_new:
        trail.write("risk.case_begun", by=by, at=at, about=case)
    elif case.state == RiskState.ENDED:
        case.ended = ""
        _moved(case, RiskState.TO_ASSESS, due=at, because=Due.HAPPENED, by=by, at=at)
    else:
        _look_by(case, min(case.due_at or at, at), Due.HAPPENED)
    Event.objects.create(
        zone_id=case.zone_id, case=case, what=Happened.COURSE, on=day_of(at), noted_at=at, noted_by_id=by.worker_id
    )
    trail.write("risk.happened", by=by, at=at, about=case, kind=Happened.COURSE)
    return case


@transaction.atomic
def lead_elsewhere(*, case_id: int, to: str, follow_up_on: date, by: Actor, at: datetime) -> RiskCase:
    """Others assess, and on the day they, or she, are asked how it went. A nearer day that stands, for a full
    assessment say, stands on until a second person confirms. Refused for a day that is far, or far where danger is
    known."""
    row = queries.case(by, case_id, act=Act.ASSESS, for_update=True)
    RISK.may_move(row.state, RiskState.ELSEWHERE).require()
    rules.may_follow_up(on=follow_up_on, today=day_of(at), danger=_danger_stands(row)).require()
    row.elsewhere, row.elsewhere_by_id, row.follow_up_on = Elsewhere(to), by.worker_id, follow_up_on
    asks_at = noon_of(follow_up_on)
    if row.due_at is not None and row.due_at < asks_at:
        return _moved(row, RiskState.ELSEWHERE, due=row.due_at, because=row.due_because, by=by, at=at)
    return _moved(row, RiskState.ELSEWHERE, due=asks_at, because=Due.FOLLOW_UP, by=by, at=at)


@transaction.atomic
def confirm_elsewhere(*, case_id: int, by: Actor, at: datetime) -> RiskCase:
    """A second person agrees that others assess: the day on which they are asked is the next look. Refused for the one
    who said so, and where something has happened since."""
    row = queries.case(by, case_id, for_update=True)
    if not queries.waits_for_a_second(row):
        raise Refused("nothing_waits_for_a_second")
    second_of_two(by, row.elsewhere_by_id).require()
    assert row.follow_up_on is not None  # noqa: S101  it waits for the day
    row.due_at, row.due_because = noon_of(row.follow_up_on), Due.FOLLOW_UP
    row.save(update_fields=["due_at", "due_because"])
    trail.write("risk.elsewhere_confirmed", by=by, at=at, about=row, to=row.elsewhere)
    return row


@transaction.atomic
def assess_here(*, case_id: int, by: Actor, at: datetime) -> RiskCase:
    """It is assessed here after all, also where it had ended; a nearer day that stands stands on."""
    row = queries.case(by, case_id, act=Act.ASSESS, for_update=True)
    RISK.may_move(row.state, RiskState.TO_ASSESS).require()
    row.elsewhere, row.ended, row.elsewhere_by_id, row.follow_up_on = "", "", None, None
    due, because = at + rules.NEW_LOOK_WITHIN, Due.FIRST
    if row.due_at is not None and row.due_at < due:  # what stands is not put off by the way round
        due, because = row.due_at, Due(row.due_because)
    return _moved(row, RiskState.TO_ASSESS, due=due, because=because, by=by, at=at)


@transaction.atomic
def end(*, case_id: int, why: str, by: Actor, at: datetime) -> RiskCase:
    """Nobody looks again, for the reason. Refused while an assessment is being written or something agreed is not
    settled, and where danger stands for whoever assesses her or handed in what says so: another decides that, such
    as the leader."""
    row = queries.case(by, case_id, for_update=True)
    RISK.may_move(row.state, RiskState.ENDED).require()
    if queries.unfinished(row) is not None:
        raise Refused("an_assessment_is_being_written")
    rules.may_end(
        danger=_danger_stands(row), assesses=row.assessor_id is None or by.worker_id in _who_assess(row),
        steps_left=row.steps.filter(queries.AGREED, state=StepState.AGREED).exists(),
    ).require()  # fmt: skip
    row.ended = Ended(why)
    return _moved(row, RiskState.ENDED, due=None, because="", by=by, at=at)


def _who_assess(row: RiskCase) -> set[int | None]:
    """Whoever assesses now, has done so, or has found or handed in what counts, whatever they are to her today."""
    told = entries_of("riskcase", row.pk, zones={row.zone_id})
    took = told.filter(what__in=("risk.case_begun", "risk.case_taken")).values_list("by_id", flat=True)
    named = told.filter(what="risk.assessors_named").values_list("facts__worker", flat=True)
    wrote = row.assessments.values_list("begun_by_id", "handed_in_by_id")
    return {row.assessor_id, *took, *named, *(one for both in wrote for one in both)}


def _danger_stands(row: RiskCase) -> bool:
    said = assessing.danger_is_known(row) or assessing.near_was_said(row) or assessing.near_was_read(row)
    return row.due_because == Due.FULL or said


def _moved(
    row: RiskCase, to: RiskState, *, due: datetime | None, because: str, by: Actor, at: datetime
) -> RiskCase:  # fmt: skip
    before, row.state, row.state_at, row.due_at, row.due_because = row.state, to, at, due, because
    row.save()
    trail.write("risk.case_moved", by=by, at=at, about=row, before=before, to=to)
    return row


@transaction.atomic
def settle_step(*, step_id: int, to: str, words: str = "", by: Actor, at: datetime) -> ManagementStep:
    """What was agreed is done, or not possible, or agreed again after a mistake; by whoever does it or assesses. What
    is not possible says why, and asks for a new look."""
    row = _step(by, step_id)
    STEP.may_move(row.state, to).require()
    if to == StepState.NOT_POSSIBLE and not words.strip():
        raise Refused("say_why_not_possible")
    case = RiskCase.objects.select_for_update(of=("self",)).get(pk=row.case_id)
    if to == StepState.AGREED and case.state not in OPEN:  # nobody would see it any more
        raise Refused("risk_case_has_ended")
    row.state, row.state_at, row.state_by_id, row.why_not = StepState(to), at, by.worker_id, words.strip()
    row.save(update_fields=["state", "state_at", "state_by", "why_not"])
    trail.write("risk.step_settled", by=by, at=at, about=row, to=row.state)
    if to == StepState.NOT_POSSIBLE and case.state in OPEN:
        Event.objects.create(
            zone_id=row.zone_id, case=case, what=Happened.PLAN, on=day_of(at), words=words.strip(), noted_at=at,
            noted_by_id=by.worker_id,
        )  # fmt: skip
        _look_by(case, rules.new_look_due(case.due_at or at, now=at, before=None), Due.HAPPENED)
    return row


def _look_by(row: RiskCase, due_at: datetime, because: Due) -> None:
    """The next look is due then. That something has happened is said also where it was due by then already; what lies
    ahead is the reason only where it makes the day."""
    if due_at != row.due_at or because == Due.HAPPENED:
        row.due_at, row.due_because = due_at, because
        row.save(update_fields=["due_at", "due_because"])


def _step(by: Actor, step_id: int) -> ManagementStep:
    row = ManagementStep.objects.select_for_update(of=("self",)).filter(pk=step_id).first()
    mine = row is not None and row.worker_id == by.user_id and row.zone_id in zones_for(by, Act.SEE_OWN_STEPS)
    if row is None:
        raise NotFound("not_found")
    if not mine:
        queries.assessment(by, row.assessment_id, act=Act.ASSESS)
    if row.assessment.state not in AGREED_IN and row.assessment.sent_back_by_id is None:
        raise Refused("step_is_not_agreed_yet")
    return row
