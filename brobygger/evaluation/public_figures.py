"""The figures of a public release, made from its cells: what is hidden is no number, nor is what it would give away."""

from collections.abc import Iterable, Mapping
from typing import Any

from brobygger.base.codes import DeclineReason
from brobygger.cases.codes import ReferralSource
from brobygger.evaluation import public_apart
from brobygger.evaluation.counting import COUNTS, SPLITS
from brobygger.evaluation.figures import HIDDEN, OUTCOMES, Figure, Row, Share
from brobygger.evaluation.public_apart import Told
from brobygger.evaluation.public_counts import SOURCE
from brobygger.evaluation.public_crossed import BY, CROSS, MEASURES


def from_cells(told: Told, *, without: Iterable[str], apart: Mapping[str, Any]) -> list[Figure]:
    """Every figure that is given out, in the order of the internal ones; a hidden cell is HIDDEN."""
    left_out = set(without)
    groups = {split: [group for group in values if group not in left_out] for split, values in SPLITS.items()}
    sources = _parts(told, "counselling_by_source", SOURCE, ReferralSource.values, "reports", "share_of_reports")
    return [
        _funnel(told),
        Figure("outcome", "reached", told("total:reached"), 0, (_answers(told, "total", "all"),)),
        *(_outcomes(told, split, groups[split]) for split in SPLITS),
        _parts(told, "decline_reasons", "decline_reason", DeclineReason.values, "declined", "share_of_declined"),
        sources,
        *public_apart.figures_of(apart, told),
        *(_profile(told, split, groups[split]) for split in SPLITS),
    ]


def of_a_pair(told: Told, pair: str, *, without: Iterable[str]) -> list[Figure]:
    """Each group of the one split by the groups of the other, and all of them; a hidden cell is HIDDEN."""
    left_out = set(without)
    of_rows, of_columns = pair.split(BY)
    rows, columns = ([g for g in SPLITS[split] if g not in left_out] for split in (of_rows, of_columns))
    figures = []
    for measure in MEASURES:
        lines = [
            _across(group, told(f"{of_rows}:{group}:{measure}"), {
                column: told(f"{pair}:{group}{CROSS}{column}:{measure}") for column in columns
            })
            for group in rows
        ]  # fmt: skip
        every = {column: told(f"{of_columns}:{column}:{measure}") for column in columns}
        lines.append(_across("all", told(f"total:{measure}"), every))
        n, missing = told(f"{of_rows}:known:{measure}"), told(f"{of_rows}::{measure}")
        figures.append(Figure(f"{measure}_{pair}", measure, n, missing, tuple(lines)))
    return figures


def _across(group: str, n: Any, counts: dict[str, Any]) -> Row:
    return Row(group, n, counts, {name: Share(count, n) for name, count in counts.items()})


def is_suppressed(figure: Figure) -> bool:
    """Whether any number of the figure is hidden."""
    cells = [figure.n, figure.missing]
    for row in figure.rows:
        cells += [row.n, *row.counts.values()]
    return HIDDEN in cells


def _funnel(told: Told) -> Figure:
    whole = told("total:identified")

    def row(name: str) -> Row:
        n = told(f"total:{name}")
        return Row(name, n, shares={"share_of_identified": Share(n, whole)} if name != "identified" else {})

    return Figure("funnel", "identified", whole, 0, tuple(row(name) for name in COUNTS))


def _answers(told: Told, place: str, group: str) -> Row:
    reached = told(f"{place}:reached")
    counts = {name: told(f"{place}:{name}") for name in OUTCOMES}
    if (rest := told(f"{place}:not_recorded")) != 0:
        counts["not_recorded"] = rest
    return Row(group, reached, counts, {name: Share(count, reached) for name, count in counts.items()})


def _outcomes(told: Told, split: str, groups: Iterable[str]) -> Figure:
    rows = tuple(_answers(told, f"{split}:{group}", group) for group in groups)
    n, missing = told(f"{split}:known:reached"), told(f"{split}::reached")
    return Figure(f"outcome_by_{split}", "reached", n, missing, rows)


def _profile(told: Told, split: str, groups: Iterable[str]) -> Figure:
    whole = told("total:identified")
    rows = []
    for group in groups:
        n = told(f"{split}:{group}:identified")
        rows.append(Row(group, n, shares={"share_of_identified": Share(n, whole)}))
    n, missing = told(f"{split}:known:identified"), told(f"{split}::identified")
    return Figure(f"profile_by_{split}", "identified", n, missing, tuple(rows))


def _parts(told: Told, key: str, split: str, groups: Iterable[str], measure: str, share: str) -> Figure:
    n = told(f"{split}:known:{measure}")
    of = key if key == "counselling_by_source" else ""
    counts = {group: told(f"{split}:{group}:{measure}") for group in groups}
    rows = tuple(Row(group, k, shares={share: Share(k, n)}, of=of) for group, k in counts.items())
    population = {"reports": "reports", "declined": "declined"}[measure]
    return Figure(key, population, n, told(f"{split}::{measure}") if measure == "declined" else 0, rows)
