"""What is written in an assessment beside the answers: evidence, what may happen, and what is to be done."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.risk import queries
from brobygger.risk.assessing import draft
from brobygger.risk.models import Evidence, ManagementStep, Scenario
from brobygger.staff import queries as staff
from brobygger.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Known:
    """A piece of evidence as it is told."""

    words: str
    source: str
    reliability: str
    learned_on: date
    happened_on: date | None
    readers: str
    may_learn: str
    bears_on: Collection[str] = ()


@transaction.atomic
def note_evidence(*, case_id: int, told: Known, by: Actor, at: datetime) -> Evidence:
    """It is known here, with its source. Refused for days that are to come, or in the wrong order."""
    row = queries.case(by, case_id, act=Act.ASSESS)
    if told.learned_on > day_of(at):
        raise Refused("day_ahead")
    if told.happened_on and told.happened_on > told.learned_on:
        raise Refused("known_before_it_happened")
    made = Evidence.objects.create(
        zone_id=row.zone_id, case=row, words=told.words.strip(), source=told.source, reliability=told.reliability,
        learned_on=told.learned_on, happened_on=told.happened_on, readers=told.readers, may_learn=told.may_learn,
        bears_on=sorted(told.bears_on), noted_at=at, noted_by_id=by.worker_id,
    )  # fmt: skip
    trail.write("risk.evidence_noted", by=by, at=at, about=made, kind=told.source)
    return made


@transaction.atomic
def strike_evidence(*, case_id: int, evidence_id: int, back: bool = False, by: Actor, at: datetime) -> Evidence:
    """It counts no more, and stays to be seen as struck; or it counts again."""
    row = queries.case(by, case_id, act=Act.ASSESS)
    found = Evidence.objects.select_for_update(of=("self",)).filter(case=row, pk=evidence_id).first()
    if found is None:
        raise NotFound("not_found")
    found.struck_at, found.struck_by_id = (None, None) if back else (at, by.worker_id)
    found.save(update_fields=["struck_at", "struck_by"])
    trail.write("risk.evidence_back" if back else "risk.evidence_struck", by=by, at=at, about=found)
    return found


@dataclass(frozen=True, slots=True)
class MayHappen:
    """A scenario in words."""

    nature: str
    severity: str
    near: str
    frequency: str
    likelihood: str


@transaction.atomic
def write_scenario(
    *, assessment_id: int, told: MayHappen, scenario_id: int | None = None, edition: int | None = None, by: Actor,
    at: datetime,
) -> Scenario:  # fmt: skip
    """The scenario stands as written. Refused where a colleague has written in it meanwhile."""
    row = draft(by, assessment_id)
    found = Scenario(zone_id=row.zone_id, assessment=row, edition=0)
    if scenario_id is not None:
        found = _scenario(row.pk, scenario_id)
        if edition is not None and edition != found.edition:
            raise Refused("a_colleague_has_written_meanwhile")
    found.nature, found.severity, found.near = told.nature.strip(), told.severity.strip(), told.near
    found.frequency, found.likelihood = told.frequency.strip(), told.likelihood.strip()
    found.edition, found.written_at, found.written_by_id = found.edition + 1, at, by.worker_id
    found.save()
    trail.write("risk.scenario_written", by=by, at=at, about=found)
    return found


def _scenario(assessment_id: int, scenario_id: int) -> Scenario:
    rows = Scenario.objects.select_for_update(of=("self",))
    found = rows.filter(assessment_id=assessment_id, pk=scenario_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


@transaction.atomic
def strike_scenario(
    *, assessment_id: int, scenario_id: int, back: bool = False, by: Actor, at: datetime
) -> Scenario:  # fmt: skip
    """It is reckoned with no more; or again."""
    row = draft(by, assessment_id)
    found = _scenario(row.pk, scenario_id)
    found.struck_at = None if back else at
    found.save(update_fields=["struck_at"])
    trail.write("risk.scenario_back" if back else "risk.scenario_struck", by=by, at=at, about=found)
    return found


@dataclass(frozen=True, slots=True)
class ToDo:
    """What is to be done: by a colleague here, or by someone else in words."""

    kind: str
    words: str
    due_at: datetime
    worker: int | None = None
    other: str = ""
    scenario: int | None = None


@transaction.atomic
def agree_step(*, assessment_id: int, told: ToDo, by: Actor, at: datetime) -> ManagementStep:
    """It is to be done by someone and by a time, from when the assessment holds. Refused without someone."""
    row = draft(by, assessment_id)
    if told.worker is None and not told.other.strip():
        raise Refused("someone_does_it")
    here = {one.worker_id for one in staff.team(row.zone_id, day_of(at))}
    if told.worker is not None and told.worker not in here:
        raise Refused("not_in_the_team")
    if told.due_at <= at:
        raise Refused("step_time_has_passed")
    if told.scenario is not None:
        _scenario(row.pk, told.scenario)
    made = ManagementStep.objects.create(
        zone_id=row.zone_id, case_id=row.case_id, assessment=row, scenario_id=told.scenario, kind=told.kind,
        words=told.words.strip(), worker_id=told.worker, other=told.other.strip(), due_at=told.due_at, state_at=at,
        state_by_id=by.worker_id, written_at=at, written_by_id=by.worker_id,
    )  # fmt: skip
    trail.write("risk.step_agreed", by=by, at=at, about=made, kind=told.kind)
    return made


@transaction.atomic
def drop_step(*, assessment_id: int, step_id: int, by: Actor, at: datetime) -> None:
    """It is not to be done after all, before the assessment is handed in."""
    row = draft(by, assessment_id)
    found = ManagementStep.objects.select_for_update(of=("self",)).filter(assessment=row, pk=step_id).first()
    if found is None:
        raise NotFound("not_found")
    trail.write("risk.step_dropped", by=by, at=at, about=found)
    found.delete()
