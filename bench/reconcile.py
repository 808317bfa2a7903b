"""Pairing referrals with reports that carry no token: against a join in DuckDB that scipy then pairs, in the same run.

Memory is that of this process alone, told before and after each: the plain way writes down every possible pair.
"""

import resource
import time
from collections.abc import Iterator
from random import Random

import duckdb
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from brobygger.base.codes import AgeGroup, Gender, IncidentType
from brobygger.evaluation import pairing
from brobygger.evaluation.pairing import Trace, Traces

WINDOW, YEARS = 90, 5
OTHER = 0.08  # of the reports are noted as 'other': 164 of 2,225 in the evaluation
TYPES, TYPE_WEIGHTS = IncidentType.values, (2, 6, 3, 10, 7, 30, 4, 9, 24, 5)
# As the register of the evaluation; of the hundred thousand the noted sources leave eight in a hundred to pair.
SIZES = ((701, 164), (10_000, 10_000))
JOIN = f"""
SELECT r.place, p.place FROM referrals r JOIN reports p
ON p.day BETWEEN r.day AND r.day + {WINDOW} AND (r.kind = p.kind OR r.kind = '' OR p.kind = '')
    AND (r.gender = p.gender OR r.gender = '' OR p.gender = '') AND (r.age = p.age OR r.age = '' OR p.age = '')"""


def run(rows: int) -> Iterator[str]:
    """The evaluation's size, ten thousand by ten thousand, and a hundred thousand referrals and reports."""
    most = min(rows, 100_000)
    for referred, other in (*SIZES, (most, round(most * OTHER))):
        rng = Random(referred)
        days = 540 if referred < 1000 else 365 * YEARS
        referrals, reports = _traces(rng, referred, days), _traces(rng, other, days + WINDOW)
        pairing.largest_pairing.cache_clear()
        before, began = _peak(), time.perf_counter()
        ours = sum(place >= 0 for place in pairing.largest_pairing(referrals, reports, WINDOW))
        seconds = time.perf_counter() - began
        between, began = _peak(), time.perf_counter()
        theirs, possible = _plainly(referrals, reports)
        plain = time.perf_counter() - began
        yield (
            f"{referred:,} referrals, {other:,} reports without a token: {ours:,} pairs in {seconds:.2f} s"
            f" (+{between - before} MB), join and scipy {plain:.2f} s over {possible:,} possible pairs"
            f" (+{_peak() - between} MB), {plain / seconds:.1f} times faster,"
            f" {'equal' if ours == theirs else 'NOT EQUAL'}"
        )


def _traces(rng: Random, count: int, days: int) -> Traces:
    def or_empty(value: str) -> str:
        return "" if rng.random() < 0.05 else value

    return tuple(
        Trace(
            or_empty(rng.choices(TYPES, TYPE_WEIGHTS)[0]),
            or_empty(rng.choice(Gender.values)),
            or_empty(rng.choice(AgeGroup.values)),
            rng.randrange(days),
        )
        for _ in range(count)
    )


def _plainly(referrals: Traces, reports: Traces) -> tuple[int, int]:
    """How many pairs, by writing down every possible one; and how many those were."""
    duck = duckdb.connect()
    for name, traces in (("referrals", referrals), ("reports", reports)):
        duck.execute(f"CREATE TABLE {name} (place INTEGER, kind VARCHAR, gender VARCHAR, age VARCHAR, day INTEGER)")
        columns = [np.arange(len(traces)), *(np.array(column) for column in zip(*traces, strict=True))]
        told = dict(zip(("place", "kind", "gender", "age", "day"), columns, strict=True))
        duck.register("told", told)
        duck.execute(f"INSERT INTO {name} SELECT * FROM told")
        duck.unregister("told")
    found = list(duck.execute(JOIN).fetchnumpy().values())
    possible = csr_array(
        (np.ones(len(found[0]), dtype=bool), (found[0], found[1])), shape=(len(referrals), len(reports))
    )
    return int((maximum_bipartite_matching(possible, perm_type="column") >= 0).sum()), len(found[0])


def _peak() -> int:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
