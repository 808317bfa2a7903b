"""The reading door: what the answers add up to, and how a programme asks."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection
from django.db.models import Count, F, QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import NotFound
from brobygger.base.workdays import plus_months
from brobygger.cases.queries import surveyed
from brobygger.surveys.codes import ANSWERS, DONT_KNOW, POSITIVE
from brobygger.surveys.models import Answer, Batch, Interview, Setup, Spent
from brobygger.surveys.states import InterviewState

CHOSEN = """
SELECT one.key, one.value, count(*) FROM surveys_answer a, jsonb_each_text(a.chosen) one
WHERE a.id = ANY (%s) GROUP BY 1, 2"""


@dataclass(frozen=True, slots=True)
class Answers:
    """How many sheets there are, and for each statement how many answered positively, otherwise, and do not know."""

    sheets: int
    told: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def answers(
    by: Actor, *, zone_id: int, programme_id: int, first: date | None, last: date | None,
    without_types: Collection[str] = (),
) -> Answers:  # fmt: skip
    """What was answered in the months that lie whole in the period. NotFound outside the actor's zones."""
    if zone_id not in zones_for(by, Act.SEE_FIGURES):
        raise NotFound("not_found")
    rows = scope(by, Act.SEE_FIGURES, Answer.objects.filter(zone_id=zone_id, programme_id=programme_id))
    rows = _in_whole_months(rows, first, last).exclude(incident_type__in=without_types)
    ids = list(rows.values_list("pk", flat=True))
    told: dict[str, Counter[str]] = {name: Counter() for name in ANSWERS}
    with connection.cursor() as cursor:
        cursor.execute(CHOSEN, [ids])
        for name, code, count in cursor.fetchall():
            if name in told:
                told[name][kind_of(code)] += count
    return Answers(len(ids), {name: dict(counts) for name, counts in told.items()})


def kind_of(code: str) -> str:
    """Whether an answer is positive ('ja, enig eller positiv'), something else, or 'do not know'."""
    return "positive" if code in POSITIVE else DONT_KNOW if code == DONT_KNOW else "not_positive"


def _in_whole_months(rows: QuerySet[Answer], first: date | None, last: date | None) -> QuerySet[Answer]:
    if first:
        rows = rows.filter(answered_in__gte=first)
    if last:
        rows = rows.filter(answered_in__lt=(last + timedelta(days=1)).replace(day=1))
    return rows


def invited(
    by: Actor, *, zone_id: int, programme_id: int, first: date | None, last: date | None,
    without_types: Collection[str] = (),
) -> dict[str, int]:  # fmt: skip
    """What became of inviting those who were identified in the period and reached: a count for each code of the
    register, and under none those of whom nothing is noted."""
    rows = surveyed(by, Act.SEE_FIGURES, zone_id=zone_id, programme_id=programme_id).exclude(
        incident_type__in=without_types
    )
    if first:
        rows = rows.filter(identified_on__gte=first)
    if last:
        rows = rows.filter(identified_on__lte=last)
    return dict(rows.values_list("survey").annotate(Count("pk")).order_by("survey"))


def setup(by: Actor, *, zone_id: int, programme_id: int, act: Act = Act.SEE_SURVEYS) -> Setup | None:
    """How the programme asks in the zone; None where nobody has decided. NotFound outside the actor's zones."""
    if zone_id not in zones_for(by, act):
        raise NotFound("not_found")
    return Setup.objects.filter(zone_id=zone_id, programme_id=programme_id).first()


def batches(by: Actor, *, zone_id: int, programme_id: int) -> QuerySet[Batch]:
    """The batches that are over, newest first. How much lies in the one that takes answers is shown to nobody: whoever
    looked twice would learn when someone has answered."""
    rows = scope(by, Act.SEE_SURVEYS, Batch.objects.filter(zone_id=zone_id, programme_id=programme_id))
    return rows.exclude(state="taking").order_by(F("opened_in").desc(nulls_first=True), "-pk")


def interviews(by: Actor, *, zone_id: int) -> QuerySet[Interview]:
    """Who would like to be interviewed, in no order that tells anything. NotFound outside the actor's zones."""
    if zone_id not in zones_for(by, Act.SEE_INTERVIEWS):
        raise NotFound("not_found")
    return scope(by, Act.SEE_INTERVIEWS, Interview.objects.filter(zone_id=zone_id)).order_by("wished_in", "pk")


def to_ring(by: Actor, *, zone_id: int) -> QuerySet[Interview]:
    """Those of them who have not been rung, or not been dealt with."""
    return interviews(by, zone_id=zone_id).filter(state=InterviewState.TO_RING)


def interview(by: Actor, interview_id: int, *, lock: bool = False) -> Interview:
    """One of them. NotFound where the actor may not see it."""
    rows = scope(by, Act.SEE_INTERVIEWS, Interview.objects.all())
    found = (rows.select_for_update() if lock else rows).filter(pk=interview_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def is_spent(by: Actor, *, zone_id: int, mark: bytes) -> bool:
    """Whether a code with the mark has been used."""
    if zone_id not in zones_for(by, Act.ANSWER_SURVEY):
        raise NotFound("not_found")
    return Spent.objects.filter(zone_id=zone_id, mark=mark).exists()


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def months_back(day: date, months: int) -> date:
    """The first day of the month so many months before."""
    return plus_months(day.replace(day=1), -months)
