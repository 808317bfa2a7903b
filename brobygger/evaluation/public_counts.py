"""The counts of a public release: month by month as they stand, or as they stood when the month was first given out."""

# ruff: noqa: S608 - SQL is put together from names of this package alone; every value is a parameter.
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import connection

from brobygger.access.actor import Actor
from brobygger.disclosure import queries as disclosure
from brobygger.evaluation import rules, tracing
from brobygger.evaluation.counting import COUNTS, OUTREACH
from brobygger.evaluation.figures import Question
from brobygger.evaluation.public_crossed import BY, CROSS, PAIRS

SOURCE = "referral_source"  # the split of the conversations held, beside those of the register
_SUMS = ", ".join(f"sum({name})::bigint" for name in COUNTS)
MONTHS = f"""
    SELECT month, incident_type, split, grp, {_SUMS} FROM evaluation_tally
    WHERE zone_id = %(zone)s AND programme_id = %(programme)s AND month = ANY (%(months)s) GROUP BY 1, 2, 3, 4"""
# A pair is frozen with its months, whether or not it is asked for then: later it would be counted of other rows.
CROSSED = replace(OUTREACH, splits={pair: f" || '{CROSS}' || ".join(pair.split(BY)) for pair in PAIRS})
MONTHS_CROSSED = f"""
    SELECT month, incident_type, split, grp, {_SUMS} FROM ({
    CROSSED.counted(
        CROSSED.signed(
            where="WHERE zone_id = %(zone)s AND programme_id = %(programme)s"
            " AND date_trunc('month', identified_on::timestamp)::date = ANY (%(months)s)"
        )
    )
}) crossed({CROSSED.columns}) GROUP BY 1, 2, 3, 4"""
FIRST = """
    SELECT min(month) FROM (
        SELECT month FROM evaluation_tally WHERE zone_id = %(zone)s AND programme_id = %(programme)s
        GROUP BY month HAVING sum(identified) > 0) counted"""

# Incident type, split and group, and what is counted of them, in the order of MEASURES.
type Key = tuple[str, str, str]
type Counted = Counter[tuple[str, str, str, str]]


@dataclass(frozen=True, slots=True)
class Months:
    """Each month's counts; those in `new` have not been given out before."""

    of: dict[date, Counted]
    new: frozenset[date]

    def knows(self, pair: str) -> bool:
        """Whether everyone is in the pair's counts: a month that was given out before pairs were kept has none."""
        return all(_everyone(counts, "all") == _everyone(counts, pair) for counts in self.of.values())


def _everyone(counts: Counted, split: str) -> int:
    return sum(n for (_kind, of, _group, _part), n in counts.items() if of == split)


def months_between(first: date, last: date) -> Iterator[date]:
    """The first day of each month, from that of the first to that of the last."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = next_month(month)


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def first_month(zone_id: int, programme_id: int) -> date | None:
    """The first month in which anyone was identified."""
    with connection.cursor() as cursor:
        cursor.execute(FIRST, {"zone": zone_id, "programme": programme_id})
        return cursor.fetchone()[0]  # type: ignore[no-any-return]


def read(by: Actor, *, zone_id: int, programme_id: int, months: Sequence[date]) -> Months:
    """The counts of these months. Who may ask is decided by the caller."""
    frozen = disclosure.frozen(by, zone_id=zone_id, programme_id=programme_id, months=months)
    new = [month for month in months if month not in frozen]
    told = {month: _thawed(counts) for month, counts in frozen.items()}
    told |= {month: Counter() for month in new}
    if new:
        for month, *key, count in _live(zone_id, programme_id, new):
            told[month][tuple(key)] += count  # type: ignore[index]
        for month, kind, source, count in tracing.by_month(by, _question(zone_id, programme_id, new)):
            if month in told and month in new:
                told[month][kind, SOURCE, source, "reports"] += count
    return Months(told, frozenset(new))


def as_kept(counts: Counted) -> disclosure.Counts:
    """The counts of a month as they are kept."""
    return [[*key, count] for key, count in sorted(counts.items()) if count]


def _thawed(counts: disclosure.Counts) -> Counted:
    return Counter({tuple(map(str, key)): int(count) for *key, count in counts})  # type: ignore[misc]


def _question(zone_id: int, programme_id: int, months: Sequence[date]) -> Question:
    last = next_month(max(months)) - timedelta(days=1)
    return Question(zone_id, programme_id, rules.Period(min(months), last))


def _live(zone_id: int, programme_id: int, months: Sequence[date]) -> Iterable[tuple[date, str, str, str, str, int]]:
    """Each count by its parts, so that no person is in two of them: what one answered, or why there is no answer."""
    asked: dict[str, Any] = {"zone": zone_id, "programme": programme_id, "months": list(months)}
    with connection.cursor() as cursor:
        cursor.execute(MONTHS, asked)
        counted = cursor.fetchall()
        cursor.execute(MONTHS_CROSSED, asked)
        for month, kind, split, group, identified, unreachable, reached, *answers in [*counted, *cursor.fetchall()]:
            parts = dict(zip(COUNTS[3:], answers, strict=True))
            parts |= {"not_recorded": reached - sum(answers), "not_reached": identified - reached}
            if split == "decline_reason":
                parts = {"declined": parts["declined"]}
            for name, count in parts.items():
                yield month, kind, split, group, name, count
            if split == "all":
                yield month, kind, "contact", "without", "identified", unreachable
                yield month, kind, "contact", "with", "identified", identified - unreachable
