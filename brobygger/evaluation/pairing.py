"""Which referrals may have led to which reports: the largest one-to-one pairing, how many fit, and what chance gives.

Facts in, numbers out. A pairing only says what is possible: two people of one age and gender, in the same kind of
incident and the same month, cannot be told apart here, and are not meant to be.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple

import numpy as np

from brobygger.evaluation import blocks

# Up to so many possible pairs are looked at all at once; more are looked up in blocks.
AT_ONCE = 400_000
SEED = 4711


class Trace(NamedTuple):
    """What a referral and a report can be compared by; an empty field contradicts nothing."""

    incident_type: str
    gender: str
    age_group: str
    day: int  # when the person was reached, or the conversation held, as an ordinal


type Traces = tuple[Trace, ...]


@dataclass(frozen=True, slots=True)
class Chance:
    """How many pairs came out where nothing belongs together: in how many runs, on average, fewest and most."""

    runs: int
    mean: float
    fewest: int
    most: int


def fit(referral: Trace, report: Trace, window: int) -> bool:
    """Whether the report may be the referral's: held 0 to `window` days after, and no field contradicts."""
    agree = all(a == b or not a or not b for a, b in zip(referral[:3], report[:3], strict=True))
    return agree and 0 <= report.day - referral.day <= window


@lru_cache(maxsize=16)
def largest_pairing(referrals: Traces, reports: Traces, window: int) -> tuple[int, ...]:
    """For each referral the place of its report in a largest pairing, or -1. The same facts give the same pairs.

    What goes in is the key under which the answer is remembered, so that it can never be out of date.
    """
    if not referrals or not reports:
        return (-1,) * len(referrals)
    if len(referrals) * len(reports) <= AT_ONCE:
        return tuple(_at_once(_agreeing(referrals, reports), _days(referrals), _days(reports), window).tolist())
    return tuple(_in_blocks(referrals, reports, window))


@lru_cache(maxsize=16)
def fitting(referrals: Traces, reports: Traces, window: int) -> tuple[int, ...]:
    """For each referral how many of the reports fit it."""
    by_kind: dict[blocks.Kind, list[int]] = {}
    for report in reports:
        by_kind.setdefault(report[:3], []).append(report.day)
    days = {kind: np.sort(np.array(found)) for kind, found in by_kind.items()}
    counts = np.zeros(len(referrals), dtype=np.int64)
    for kind, places in blocks.places(referrals).items():
        reached = np.array([referrals[place].day for place in places])
        for other in blocks.agreeing(kind, days):
            held = days[other]
            counts[places] += held.searchsorted(reached + window, "right") - held.searchsorted(reached, "left")
    return tuple(counts.tolist())


def runs_for(pairs: int) -> int:
    """How often chance is tried: a hundred times, fewer where there is so much that each run takes seconds."""
    return 100 if pairs <= AT_ONCE else 20 if pairs <= 100 * AT_ONCE else 3


@lru_cache(maxsize=16)
def by_chance(referrals: Traces, reports: Traces, window: int, runs: int = 0) -> Chance:
    """How many pairs there are when the reports' dates are shuffled among them, so that nothing belongs together.

    Each report keeps its incident type, gender and age group, and the register as a whole keeps its dates: what is
    left is what the two registers have in common anyway. The same facts give the same answer.
    """
    runs = runs or runs_for(len(referrals) * len(reports))
    if not referrals or not reports:
        return Chance(runs, 0.0, 0, 0)
    rng = Random(SEED)  # noqa: S311 - the same each time
    held = [report.day for report in reports]
    small = len(referrals) * len(reports) <= AT_ONCE
    agree, reached = (_agreeing(referrals, reports), _days(referrals)) if small else (None, None)
    sizes = []
    for _run in range(runs):
        rng.shuffle(held)
        if small:
            pairs = _at_once(agree, reached, np.array(held), window)
            sizes.append(int((pairs >= 0).sum()))
        else:
            shuffled = [Trace(*report[:3], day) for report, day in zip(reports, held, strict=True)]
            sizes.append(sum(place >= 0 for place in _in_blocks(referrals, shuffled, window)))
    return Chance(runs, sum(sizes) / runs, min(sizes), max(sizes))


def _days(traces: Sequence[Trace]) -> Any:
    return np.array([trace.day for trace in traces])


def _agreeing(referrals: Sequence[Trace], reports: Sequence[Trace]) -> Any:
    """Which of them do not contradict each other, apart from the day: a table of yes and no."""
    agree = np.ones((len(referrals), len(reports)), dtype=bool)
    for field in range(3):
        ours = np.array([trace[field] for trace in referrals])[:, None]
        theirs = np.array([trace[field] for trace in reports])[None, :]
        agree &= (ours == theirs) | (ours == "") | (theirs == "")
    return agree


def _at_once(agree: Any, reached: Any, held: Any, window: int) -> Any:
    waited = held[None, :] - reached[:, None]
    return _largest(agree & (waited >= 0) & (waited <= window))


def _largest(possible: Any, shape: tuple[int, int] | None = None) -> Any:
    """For each referral a report, or -1, so that as many as can be have one."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    return maximum_bipartite_matching(csr_array(possible, shape=shape), perm_type="column")


def _in_blocks(referrals: Sequence[Trace], reports: Sequence[Trace], window: int) -> list[int]:
    """A largest pairing without writing down which pairs are possible, where they are many: greedily, then mended.

    Mended as by J. E. Hopcroft and R. M. Karp, 'An n^5/2 algorithm for maximum matchings in bipartite graphs', SIAM
    Journal on Computing 2 (1973), 225-231; what fits is looked up by kind and day, and each report once a round.
    """
    kinds = blocks.places(reports)
    agree = {kind: blocks.agreeing(kind, kinds) for kind in blocks.places(referrals)}

    def ways(among: Iterable[int]) -> blocks.Ways:
        return blocks.Ways(reports, window, agree, among)

    if sum(fitting(tuple(referrals), tuple(reports), window)) <= AT_ONCE:
        return _written_down(ways(range(len(reports))), referrals, len(reports))
    mine, theirs = _greedily(referrals, reports, window)
    while layers := _layers(ways, referrals, mine, theirs):
        for start in [place for place, paired in enumerate(mine) if paired < 0]:
            for referral, report in _way(start, referrals, layers, theirs):
                mine[referral], theirs[report] = report, referral
    return mine


def _written_down(ways: blocks.Ways, referrals: Sequence[Trace], reports: int) -> list[int]:
    """A largest pairing among few possible pairs, each of them written down."""
    found = [ways.fitting(referral) for referral in referrals]
    ends = np.cumsum([0, *map(len, found)])
    columns = np.fromiter((place for places in found for place in places), dtype=np.int32, count=ends[-1])
    pairs: list[int] = _largest((np.ones(len(columns), dtype=bool), columns, ends), (len(referrals), reports)).tolist()
    return pairs


def _greedily(referrals: Sequence[Trace], reports: Sequence[Trace], window: int) -> tuple[list[int], list[int]]:
    """Each report in the order of its day goes to the referral whose time runs out first."""
    mine, theirs = [-1] * len(referrals), [-1] * len(reports)
    waiting = {
        kind: deque(sorted(places, key=lambda place: (referrals[place].day, place)))
        for kind, places in blocks.places(referrals).items()
    }
    agreeing: dict[blocks.Kind, list[deque[int]]] = {}
    for report in sorted(range(len(reports)), key=lambda place: (reports[place].day, place)):
        kind, day = reports[report][:3], reports[report].day
        if kind not in agreeing:
            agreeing[kind] = [waiting[other] for other in blocks.agreeing(kind, waiting)]
        first: deque[int] | None = None
        for queue in agreeing[kind]:
            while queue and referrals[queue[0]].day + window < day:  # too late for this report, and for all that follow
                queue.popleft()
            if queue and (first is None or referrals[queue[0]].day < referrals[first[0]].day):
                first = queue
        if first is not None and referrals[first[0]].day <= day:
            place = first.popleft()
            mine[place], theirs[report] = report, place
    return mine, theirs


def _layers(
    ways: Callable[[Iterable[int]], blocks.Ways], referrals: Sequence[Trace], mine: list[int], theirs: list[int]
) -> list[blocks.Ways]:
    """How far from an unpaired referral each report is, up to the nearest free one; empty where none can be reached.

    That none can be reached proves that no larger pairing exists.
    """
    everywhere, layers = ways(range(len(theirs))), []
    going = [place for place, paired in enumerate(mine) if paired < 0]
    while going:
        reached = [report for place in going for report in everywhere.untried(referrals[place])]
        layers.append(ways(reached))
        if any(theirs[report] < 0 for report in reached):
            return layers
        going = [theirs[report] for report in reached]
    return []


def _way(start: int, referrals: Sequence[Trace], layers: list[blocks.Ways], theirs: list[int]) -> list[tuple[int, int]]:
    """From an unpaired referral, layer by layer, to a free report: who takes which; empty where there is none."""
    way: list[tuple[int, int]] = []
    going = [(start, layers[0].untried(referrals[start]))]
    while going:
        referral, tries = going[-1]
        report = next(tries, None)
        if report is None:
            going.pop()
            if way:
                way.pop()
        elif theirs[report] < 0:
            return [*way, (referral, report)]
        elif len(going) < len(layers):
            way.append((referral, report))
            after = theirs[report]
            going.append((after, layers[len(going)].untried(referrals[after])))
    return []
