"""A change of the target group, tried out on what has been imported: who would come in, who would fall out.

The database counts the rows that are alike; the rule itself decides each kind of row, as it does in an import.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.programmes import queries
from brobygger.programmes.models import Criteria
from brobygger.programmes.rules import CriteriaFacts, IncidentFacts, in_target_group, incident_type_of

# Rows between two age limits are decided alike, so one age stands for them all.
ALIKE = """
    SELECT offence_code, CASE WHEN offence_code = '' THEN incident_type ELSE '' END, role, min(age),
           count(*), count(*) FILTER (WHERE age IS NULL), count(*) FILTER (WHERE source = 'registrations'),
           coalesce(sum(attempts), 0), count(attempts)
      FROM cases_registration
     WHERE zone_id = %s AND programme_id = %s AND identified_on BETWEEN %s AND %s
     GROUP BY 1, 2, 3, width_bucket(age, %s::integer[])
"""


@dataclass(frozen=True, slots=True)
class Moved:
    """How many people of a role in a type of incident come in, and how many fall out."""

    incident_type: str
    role: str
    came_in: int
    fell_out: int


@dataclass(frozen=True, slots=True)
class TryOut:
    """What a version would have made of the rows of a period, beside the version that it takes over from."""

    since: date
    until: date
    rows: int = 0
    in_before: int = 0
    in_after: int = 0
    came_in: int = 0
    fell_out: int = 0
    waiting_before: int = 0
    waiting_after: int = 0
    without_age: int = 0
    from_old_register: int = 0
    attempts_each: float | None = None
    moved: tuple[Moved, ...] = ()

    @property
    def weeks(self) -> float:
        return ((self.until - self.since).days + 1) / 7

    @property
    def weekly_before(self) -> float:
        return self.in_before / self.weeks

    @property
    def weekly_after(self) -> float:
        return self.in_after / self.weeks

    @property
    def weekly_change(self) -> float:
        return self.weekly_after - self.weekly_before

    @property
    def weekly_call_change(self) -> float | None:
        """The change in calls, if each is rung as often as the people of the period were; None where not known."""
        return None if self.attempts_each is None else self.weekly_change * self.attempts_each


def months_before(day: date, months: int) -> date:
    """The day after the same day so many months earlier, so that the period is whole months up to and with `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = first_of_next.toordinal() - 1
    same = date(year, month + 1, 1).toordinal() + day.day - 1
    return date.fromordinal(min(same, last) + 1)


def try_out(by: Actor, version: Criteria, *, zone_id: int, today: date, months: int) -> TryOut:
    """The version tried on the zone's rows of the last months."""
    zone = queries.zone_running(by, Act.SEE_CRITERIA, version.programme_id, prefer=zone_id)
    earlier = queries.version_before(version)
    before, after = queries.facts_of(earlier) if earlier else CriteriaFacts(), queries.facts_of(version)
    since = months_before(today, months)
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, [zone, version.programme_id, since, today, _limits(before, after)])
        return _add_up(cursor.fetchall(), before, after, TryOut(since, today))


def _limits(*versions: CriteriaFacts) -> list[int]:
    """Every age at which some rule begins to say something else."""
    rules = [rule for facts in versions for rule in facts.rules.values()]
    lower = {rule.min_age for rule in rules if rule.min_age is not None}
    upper = {rule.max_age + 1 for rule in rules if rule.max_age is not None}
    return sorted({0, *lower, *upper})


def _add_up(alike: list[tuple[Any, ...]], before: CriteriaFacts, after: CriteriaFacts, empty: TryOut) -> TryOut:
    came_in: Counter[tuple[str, str]] = Counter()
    fell_out: Counter[tuple[str, str]] = Counter()
    sums: Counter[str] = Counter()
    for code, kind, role, age, people, without_age, from_old, attempts, rung in alike:
        facts = IncidentFacts(code, role, age, kind)
        old, new = in_target_group(facts, before), in_target_group(facts, after)
        sums.update(rows=people, without_age=without_age, from_old=from_old, attempts=attempts, rung=rung)
        sums.update(
            in_before=people * bool(old),
            in_after=people * bool(new),
            waiting_before=people * (old.reason == "offence_code_unknown"),
            waiting_after=people * (new.reason == "offence_code_unknown"),
        )
        if bool(old) != bool(new):
            counted, version = (came_in, after) if new else (fell_out, before)
            counted[incident_type_of(facts.offence_code, version) or facts.incident_type, facts.role] += people
    order = [key for key in {**after.rules, **before.rules} if came_in[key] or fell_out[key]]
    return TryOut(
        since=empty.since,
        until=empty.until,
        rows=sums["rows"],
        in_before=sums["in_before"],
        in_after=sums["in_after"],
        came_in=came_in.total(),
        fell_out=fell_out.total(),
        waiting_before=sums["waiting_before"],
        waiting_after=sums["waiting_after"],
        without_age=sums["without_age"],
        from_old_register=sums["from_old"],
        attempts_each=sums["attempts"] / sums["rung"] if sums["rung"] else None,
        moved=tuple(Moved(*key, came_in[key], fell_out[key]) for key in order),
    )
