"""Figures that are no sums of months: what became of the referrals, and whatever else is counted by itself.

They are given out as they stood, and only where no other release holds any of their months: nobody can say what the
difference of two of them would tell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from brobygger.access.actor import Actor
from brobygger.disclosure.tables import Tables
from brobygger.evaluation.figures import Figure, Question, Row, Share

# Each gives its figures of a question; a figure is told by its groups, and by the counts of each.
type Source = Callable[[Actor, Question], list[Figure]]
# What may be told of a cell, by its key: a number, or HIDDEN.
type Told = Callable[[str], Any]
REFERRALS = "referral_follow_through"


def as_kept(figures: list[Figure], *, told: bool) -> dict[str, Any]:
    """Each figure's numbers in codes, as they are remembered; no words. Where none may be told, none is kept."""
    return {
        figure.key: {
            "population": figure.population,
            "told": told,
            "n": figure.n if told else 0,
            "missing": figure.missing if told else 0,
            "rows": [
                [row.group, row.n if told else 0, {name: count if told else 0 for name, count in row.counts.items()}]
                for row in figure.rows
            ],
            "of": figure.rows[0].of if figure.rows else "",
            "shares": sorted({name for row in figure.rows for name in row.shares}),
        }
        for figure in figures
    }


def add_apart(
    tables: Tables, number: int, apart: Mapping[str, Any], accepted: frozenset[int]
) -> dict[str, frozenset[int]]:
    """The atoms of each cell of these figures; they obey what everybody can see that they obey."""
    told: dict[str, frozenset[int]] = {}
    for key, figure in ((key, figure) for key, figure in apart.items() if figure["told"]):
        rows = {
            group: {f"{key}:{group}:{name}": count for name, count in (counts or {"n": n}).items()}
            | ({f"{key}:{group}:rest": rest} if counts and (rest := n - sum(counts.values())) > 0 else {})
            for group, n, counts in figure["rows"]
        }
        atoms = {
            group: {name: tables.atom((number, name), count) for name, count in parts.items()}
            for group, parts in rows.items()
        }
        for group, _n, counts in figure["rows"]:
            told |= {f"{key}:{group}:{name}": frozenset([atoms[group][f"{key}:{group}:{name}"]]) for name in counts}
            told[f"{key}:{group}:n"] = frozenset(atoms[group].values())
        told |= _whole(tables, number, key, figure, {group: frozenset(of.values()) for group, of in atoms.items()})
        whole = told[f"{key}:all:n"]
        if key == REFERRALS and figure["n"] == sum(tables.counts[atom] for atom in accepted):
            tables.law(whole, accepted)
    return told


def _whole(
    tables: Tables, number: int, key: str, figure: Mapping[str, Any], rows: Mapping[str, frozenset[int]]
) -> dict[str, frozenset[int]]:
    """How many the figure stands on: the sum of its rows, or as many as each row and those who are not in it."""
    missing = frozenset([tables.atom((number, key, "missing"), figure["missing"])])
    sizes = {group: sum(tables.counts[atom] for atom in atoms) for group, atoms in rows.items()}
    if sum(sizes.values()) == figure["n"]:
        whole = frozenset[int]().union(*rows.values())
    else:
        whole = frozenset([tables.atom((number, key, "all"), figure["n"])])
        for group, atoms in rows.items():
            if sizes[group] <= figure["n"]:
                rest = tables.atom((number, key, group, "not in it"), figure["n"] - sizes[group])
                tables.law(whole, [*atoms, rest])
    return {f"{key}:all:n": whole, f"{key}:all:missing": missing}


def figures_of(apart: Mapping[str, Any], told: Told) -> list[Figure]:
    """The figures with what may be told of them."""
    figures = []
    for key, one in apart.items():
        n = told(f"{key}:all:n")
        rows = []
        for group, _n, counts in one["rows"]:
            here = told(f"{key}:{group}:n")
            cells = {name: told(f"{key}:{group}:{name}") for name in counts}
            parts: dict[str, Any]
            parts, whole = (cells, here) if counts else (dict.fromkeys(one["shares"], here), n)
            shares = {name: Share(parts[name], whole) for name in one["shares"] if name in parts}
            rows.append(Row(group, here, cells, shares, of=one["of"]))
        figures.append(Figure(key, one["population"], n, told(f"{key}:all:missing"), tuple(rows)))
    return figures
