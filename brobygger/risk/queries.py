"""The reading door: someone's assessments for her assessors and the leader; that they exist, for the alarms."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import NotFound
from brobygger.base.menu import address
from brobygger.base.underway import UnderWay
from brobygger.base.workdays import day_of
from brobygger.packs.codes import Purpose
from brobygger.packs.questions import Answers
from brobygger.reach.codes import Gives
from brobygger.reach.training_queries import certified
from brobygger.risk.codes import Due, Reader, Readers
from brobygger.risk.models import Assessment, Event, Evidence, ManagementStep, Rating, RiskCase
from brobygger.risk.states import AGREED_IN, HANDED_IN, OPEN, UNFINISHED, AssessmentState, RiskState, StepState

# What is to be done counts from when it is first handed in, also while an assessment that was sent back is written on.
AGREED = Q(assessment__state__in=AGREED_IN) | Q(assessment__sent_back_by__isnull=False)
CASES = RiskCase.objects.select_related("screening__person__contact_plan", "screening__mailbox", "assessor", "second")


def case(by: Actor, case_id: int, *, act: Act = Act.SEE_RISK, for_update: bool = False) -> RiskCase:
    """Someone's assessments, for her assessors and the leader. NotFound for everyone else."""
    rows = scope(by, act, CASES)
    return _one(rows.select_for_update(of=("self",)) if for_update else rows, case_id)


def on_board(by: Actor, case_id: int, *, for_update: bool = False) -> RiskCase:
    """The same for everyone of the team: who it is and when the next look is due, and nothing that was judged."""
    rows = scope(by, Act.SEE_RISK_BOARD, CASES)
    return _one(rows.select_for_update(of=("self",)) if for_update else rows, case_id)


def _one[M: (RiskCase, Assessment)](rows: QuerySet[M], number: int) -> M:
    found = rows.filter(pk=number).first()
    if found is None:
        raise NotFound("not_found")
    return found


def case_of(by: Actor, screening_id: int) -> RiskCase | None:
    """Whether the one who was received is followed here, for whoever may see the board."""
    return scope(by, Act.SEE_RISK_BOARD, CASES).filter(screening_id=screening_id).first()


def assessment(by: Actor, assessment_id: int, *, act: Act = Act.SEE_RISK, for_update: bool = False) -> Assessment:
    """One assessment, where its case is the actor's to read, or with the act to write in."""
    rows = Assessment.objects.select_related("pack", "case__screening__person", "case__screening__mailbox")
    rows = rows.filter(case__in=scope(by, act, RiskCase.objects.all()))
    return _one(rows.select_for_update(of=("self",)) if for_update else rows, assessment_id)


def holding(row: RiskCase) -> Assessment | None:
    """The assessment that holds."""
    return row.assessments.filter(state=AssessmentState.IN_FORCE).select_related("pack").first()


def last_full(row: RiskCase) -> Assessment | None:
    """The last full assessment that has held: what it says counts until another full one holds, whatever short ones
    came after it."""
    held = row.assessments.filter(state__in=HANDED_IN).exclude(pack__purpose=Purpose.CLARIFICATION)
    # One that holds no more has stood so since the next one held.
    return held.select_related("pack").order_by("state", "-state_at", "-pk").first()


def waits_for_a_second(row: RiskCase) -> bool:
    """Whether others assess, and a nearer day stands until a second person confirms that they are asked on theirs. What
    has happened since is looked at here."""
    stands = row.state == RiskState.ELSEWHERE and row.follow_up_on is not None and row.due_because != Due.FOLLOW_UP
    return stands and not row.events.filter(noted_at__gt=row.state_at).exists()


def unfinished(row: RiskCase) -> Assessment | None:
    """The one that is being written."""
    return row.assessments.filter(state__in=UNFINISHED).select_related("pack").first()


@dataclass(frozen=True, slots=True)
class Ratings:
    """The ratings of one assessment that the actor may see: blind to the other reader's until both have handed in."""

    own: Rating | None
    first: Rating | None
    second: Rating | None
    agreed: Rating | None

    @property
    def both_in(self) -> bool:
        return all(one is not None and one.handed_in_at is not None for one in (self.first, self.second))

    @property
    def holds(self) -> Rating | None:
        """What the assessment says: what the two agree on, else the first reader's."""
        return self.agreed if self.agreed is not None and self.agreed.handed_in_at else self.first


def ratings(row: Assessment, *, me: int | None) -> Ratings:
    """Each reader's rating, as far as the reader with the number may see them; the leader (who reads none) sees all."""
    found = {one.reader: one for one in row.ratings.select_related("worker")}
    first, second, agreed = (found.get(one) for one in (Reader.FIRST, Reader.SECOND, Reader.AGREED))
    own = next((one for one in (first, second) if one is not None and one.worker_id == me), None)
    told = Ratings(own, first, second, agreed)
    if is_blind(told, me=me):
        return Ratings(own, first if own is first else None, second if own is second else None, None)
    return told


def is_blind(told: Ratings, *, me: int | None) -> bool:
    """Whether the actor is one of two who read for themselves now."""
    if told.second is None or told.both_in:
        return False
    return me in {one.worker_id for one in (told.first, told.second) if one is not None}


def answers_of(rating: Rating | None) -> Answers:
    """The answers by `linkId`."""
    return json.loads(rating.answers) if rating is not None and rating.answers else {}


def told_in(row: Assessment, rating: Rating | None) -> dict[str, list[Any]]:
    """What is asked and answered, by question; of one in a group that repeats the answers of every time."""
    return row.pack.questions.flat(answers_of(rating))


def as_kept(answers: Mapping[str, Sequence[Any]]) -> str:
    """The answers as they are sealed."""
    return json.dumps(dict(answers), ensure_ascii=False)


def evidence_then(by: Actor, row: Assessment) -> list[Evidence]:
    """What was known when the assessment was handed in, or broken off; of one that is written what counts now."""
    then = row.handed_in_at or (row.state_at if row.state == AssessmentState.BROKEN_OFF else None)
    known = evidence(by, row.case)
    if then is None:
        return [one for one in known if one.struck_at is None]
    return [one for one in known if one.noted_at <= then and (one.struck_at is None or one.struck_at > then)]


def evidence(by: Actor, row: RiskCase) -> list[Evidence]:
    """What is known, the newest first, as far as the actor may read it; what is struck last."""
    rows = row.evidence.select_related("noted_by").order_by("struck_at", "-learned_on", "-pk")
    if by.user_id not in (row.assessor_id, row.second_id):
        rows = rows.exclude(readers=Readers.ASSESSORS)
    return list(rows)


def changes_since(by: Actor, screening_id: int, since: datetime) -> list[Event]:
    """What has happened to someone since then that asks for a new look: codes and days."""
    cases = scope(by, Act.SEE_RISK_BOARD, RiskCase.objects.filter(screening_id=screening_id))
    return list(Event.objects.filter(case__in=cases, noted_at__gt=since).defer("words").order_by("on", "pk"))


def may_use(by: Actor, *, zone_id: int, at: datetime, purpose: str) -> bool:
    """Whether the actor's certificate lets her assess, or by the short version."""
    gives = Gives.RISK_SHORT if purpose == Purpose.CLARIFICATION else Gives.RISK
    return by.user_id in certified(zone_id, day_of(at), gives)


def under_way(by: Actor, *, zone_id: int) -> list[UnderWay]:
    """Whose next look is due, and which steps are agreed: codes and days, no one's name and nothing that was judged."""
    kept = ("id", "state", "state_at", "assessor_id", "programme_id", "screening_id")
    cases = scope(by, Act.SEE_RISK_BOARD, RiskCase.objects.filter(zone_id=zone_id, state__in=OPEN))
    found = [
        UnderWay("risk", row.pk, row.state, row.state_at, row.assessor_id, row.programme_id, href=address("risk_board"))
        for row in cases.only(*kept).order_by("due_at", "id")
    ]
    steps = agreed_steps(by, zone_id=zone_id).only("id", "state", "state_at", "worker_id", "case_id")
    return found + [
        UnderWay("risk_step", row.pk, row.state, row.state_at, row.worker_id, href=address("risk_board"))
        for row in steps.order_by("due_at", "id")
    ]


def agreed_steps(by: Actor, *, zone_id: int) -> QuerySet[ManagementStep]:
    """What is agreed and not done in the zone, of those who are followed; for whoever may see the board."""
    if zone_id not in zones_for(by, Act.SEE_RISK_BOARD):
        raise NotFound("not_found")
    rows = ManagementStep.objects.filter(zone_id=zone_id, state=StepState.AGREED, case__state__in=OPEN)
    return rows.filter(AGREED)


def own_times(by: Actor, *, zone_id: int) -> dict[tuple[str, int], datetime]:
    """When each next look and each step is due."""
    cases = scope(by, Act.SEE_RISK_BOARD, RiskCase.objects.filter(zone_id=zone_id, state__in=OPEN))
    steps = agreed_steps(by, zone_id=zone_id)
    found = {("risk", pk): due for pk, due in cases.values_list("pk", "due_at") if due is not None}
    return found | {("risk_step", pk): due for pk, due in steps.values_list("pk", "due_at")}


def asked_of(by: Actor) -> QuerySet[ManagementStep]:
    """What the actor herself is asked to do."""
    rows = ManagementStep.objects.select_related("case__screening__person", "case__screening__mailbox")
    hers = scope(by, Act.SEE_OWN_STEPS, rows).filter(state=StepState.AGREED, case__state__in=OPEN)
    return hers.filter(AGREED).order_by("due_at")


def certificates_of(zone_id: int, workers: Collection[int], at: datetime) -> frozenset[int]:
    """Which of the workers may assess on the day."""
    return certified(zone_id, day_of(at), Gives.RISK) & frozenset(workers)


def is_assessed(by: Actor, screening_id: int) -> bool:
    """Whether an assessment of someone holds; nothing of what it says."""
    cases = scope(by, Act.SEE_RISK_BOARD, RiskCase.objects.filter(screening_id=screening_id))
    return Assessment.objects.filter(case__in=cases, state=AssessmentState.IN_FORCE).exists()
