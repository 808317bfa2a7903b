"""Two splits beside each other in a public release: which can be crossed, and which cannot be told together."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from brobygger.base.decision import YES, Decision, no
from brobygger.evaluation.counting import SPLITS

BY, CROSS = "__", "+"  # between two splits, and between a group of the one and a group of the other
PAIRS: tuple[str, ...] = tuple(BY.join(pair) for pair in combinations(SPLITS, 2))
MEASURES = ("identified", "reached")


def crossed(one: str, other: str) -> str:
    """The pair of two splits, whichever is named first; empty where none is. KeyError where they are no pair."""
    if not one and not other:
        return ""
    return {frozenset(pair.split(BY)): pair for pair in PAIRS}[frozenset((one, other))]


def may_be_crossed(pairs: Iterable[str]) -> Decision:
    """Pairs of the same months may be told together as long as they close no ring.

    Without a ring the tables are the margins of a decomposable model: whatever counts fit each table fit one register
    (S. L. Lauritzen, *Graphical Models*, 1996, section 4.4), so the attacker who is asked of the tables is as strong
    as can be. In a ring, as gender by age, age by role and role by gender, she could know more than they say.
    """
    joined: list[set[str]] = []
    for pair in sorted(set(pairs) - {""}):
        ends = set(pair.split(BY))
        near = [group for group in joined if group & ends]
        if any(ends <= group for group in near):
            return no("crossed_in_a_ring")
        joined = [group for group in joined if group not in near] + [ends.union(*near)]
    return YES
