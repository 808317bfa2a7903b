"""Public figures as tables of equations: every release of a programme, and whatever their overlaps give away.

An atom is one part of one group in the months and incident types that the same releases hold. So a second release of
other months, or without an incident type, is judged by what it adds to the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import permutations, product
from typing import Any

from brobygger.base.codes import DeclineReason, IncidentType
from brobygger.cases.codes import ReferralSource
from brobygger.disclosure.tables import Is, Tables
from brobygger.evaluation.counting import SPLITS
from brobygger.evaluation.figures import OUTCOMES
from brobygger.evaluation.public_apart import add_apart
from brobygger.evaluation.public_counts import SOURCE, Counted, months_between
from brobygger.evaluation.public_crossed import BY, CROSS, MEASURES

PARTS = (*OUTCOMES, "not_recorded", "not_reached")
REACHED = PARTS[:4]
SUMS: dict[str, tuple[str, ...]] = {"identified": PARTS, "reached": REACHED, **{name: (name,) for name in PARTS}}
# Splits of one part alone.
BY_ITSELF: dict[str, tuple[list[str], str]] = {
    "decline_reason": (DeclineReason.values, "declined"),
    SOURCE: (ReferralSource.values, "reports"),
}
TYPES = ("", *IncidentType.values)
GROUPS: dict[str, tuple[str, ...]] = {split: tuple(values) for split, values in SPLITS.items()}
# What it costs to hide a cell: what is read most is worth most. Never by how many are in it.
WORTH = {"total": 12.0, "identified": 3.0, "reached": 3.0, "accepted": 2.0}


@dataclass(frozen=True, slots=True)
class Asked:
    """One release, made or to be made. `hidden` are the keys of its hidden cells, None where it is to be made."""

    first_month: date
    last_month: date
    without: frozenset[str] = frozenset()
    hidden: frozenset[str] | None = None
    apart: Mapping[str, Any] = field(default_factory=dict)
    crossed: str = ""  # two splits beside each other, in place of every figure

    @property
    def months(self) -> frozenset[date]:
        return frozenset(months_between(self.first_month, self.last_month))


type Cells = dict[str, int]  # the place of each printed cell, by its key
type Block = tuple[int, ...]  # which releases hold it


class PublicTables:
    """The tables of several releases that hang together; `cells` are the printed ones of each."""

    def __init__(self, asked: Sequence[Asked], months: Mapping[date, Counted]) -> None:
        self.asked, self.tables = asked, Tables()
        self.cells: list[Cells] = [{} for _one in asked]
        self._atoms: dict[tuple[Block, str, str, str], int] = {}
        self.blocks = _blocks(asked)
        self._fill(_summed(asked, months))
        implied = [self._release(number) for number in range(len(asked))]
        for atom in range(len(self.tables.counts)):
            self.tables.cell("part", [atom], Is.IMPLIED)
        # What one release holds and another does not can be subtracted.
        for one, other in permutations(implied, 2):
            for key in one.keys() & other.keys():
                if other[key] < one[key]:
                    self.tables.cell(f"{key} between two releases", one[key] - other[key], Is.IMPLIED)

    def _fill(self, counts: Mapping[tuple[Block, str, str, str], int]) -> None:
        """Every part of every group is an atom, nought too: the reader cannot know that it is none."""
        for block, kinds in self.blocks.items():
            for split, group, part in _keys():
                if split != "incident_type" or group in kinds:
                    here = block, split, group, part
                    self._atoms[here] = self.tables.atom(here, counts[here])
            for split in SPLITS:
                for part in PARTS if split != "incident_type" else ():
                    self.tables.law(self._of([block], "incident_type", TYPES, [part]),
                                    self._of([block], split, ("", *GROUPS[split]), [part]))  # fmt: skip
            reasons = self._of([block], "decline_reason", ("", *DeclineReason.values), ["declined"])
            self.tables.law(self._of([block], "incident_type", TYPES, ["declined"]), reasons)
            for pair in sorted({self.asked[number].crossed for number in block} - {""}):
                self._cross(block, pair, counts)
            everyone = self._of([block], "incident_type", TYPES, PARTS)
            self.tables.law(everyone, self._of([block], "contact", ("without", "with"), ["identified"]))

    def _cross(self, block: Block, pair: str, counts: Mapping[tuple[Block, str, str, str], int]) -> None:
        """The parts of each group of one split in each group of the other add up to those of either."""
        rows, columns = (self._groups(block, split) for split in pair.split(BY))
        for row, column, part in product(rows, columns, PARTS):
            here = block, pair, f"{row}{CROSS}{column}", part
            self._atoms[here] = self.tables.atom(here, counts[here])
        for side, (split, groups) in enumerate(zip(pair.split(BY), (rows, columns), strict=True)):
            for group, part in product(groups, PARTS):
                cells = [f"{r}{CROSS}{c}" for r, c in product(rows, columns) if group == (r, c)[side]]
                self.tables.law(self._of([block], split, [group], [part]), self._of([block], pair, cells, [part]))

    def _groups(self, block: Block, split: str) -> list[str]:
        """The groups of a split that a block can have, those that are not registered first."""
        return ["", *(g for g in GROUPS[split] if split != "incident_type" or g in self.blocks[block])]

    def _of(self, blocks: Iterable[Block], split: str, groups: Iterable[str], parts: Iterable[str]) -> frozenset[int]:
        """The atoms of these groups and parts; an incident type that a block has not has none there."""
        parts, groups = list(parts), list(groups)
        keys = ((b, split, g, p) for b in blocks for g in groups for p in parts)
        return frozenset(self._atoms[key] for key in keys if key in self._atoms)

    def _release(self, number: int) -> dict[str, frozenset[int]]:
        """The cells of a release, printed and implied, by their keys."""
        one, blocks = self.asked[number], [block for block in self.blocks if number in block]
        every = dict(self._of_the_register(blocks, one.without))
        if one.crossed:
            every = dict(self._of_a_pair(blocks, one, every))
        else:
            every |= add_apart(self.tables, number, one.apart, every["total:accepted"])
        for key, atoms in every.items():
            if (place := self.tables.cell(key, atoms, _status(one, key), _worth(key))) is not None and _is_printed(key):
                self.cells[number][key] = place
        return every

    def _of_a_pair(
        self, blocks: list[Block], one: Asked, every: Mapping[str, frozenset[int]]
    ) -> Iterator[tuple[str, frozenset[int]]]:
        """The totals and margins of the two splits, and each group of the one in each of the other."""
        splits = one.crossed.split(BY)
        for key, atoms in every.items():
            if key.split(":")[0] in ("total", *splits) and key.rsplit(":", 1)[1] in MEASURES:
                yield key, atoms
        rows, columns = (["", *(g for g in GROUPS[split] if g not in one.without)] for split in splits)
        for row, column, measure in product(rows, columns, MEASURES):
            cell = f"{row}{CROSS}{column}"
            yield f"{one.crossed}:{cell}:{measure}", self._of(blocks, one.crossed, [cell], SUMS[measure])

    def _of_the_register(self, blocks: list[Block], without: frozenset[str]) -> Iterator[tuple[str, frozenset[int]]]:
        """Every group of every split by every part; an incident type that is left out has no row."""
        for measure, parts in SUMS.items():
            yield f"total:{measure}", self._of(blocks, "incident_type", TYPES, parts)
            for split, groups in GROUPS.items():
                shown = [group for group in groups if group not in without]
                for group in ("", *shown):
                    yield f"{split}:{group}:{measure}", self._of(blocks, split, [group], parts)
                yield f"{split}:known:{measure}", self._of(blocks, split, shown, parts)
        for name, told in (("no_contact_details", "without"), ("contact_details", "with")):
            yield f"total:{name}", self._of(blocks, "contact", [told], ["identified"])
        for split, (values, part) in BY_ITSELF.items():
            for group in ("", *values):
                yield f"{split}:{group}:{part}", self._of(blocks, split, [group], [part])
            yield f"{split}:known:{part}", self._of(blocks, split, values, [part])


def _is_printed(key: str) -> bool:
    """Whether a figure prints it. What those answered of whom a group is not registered, for one, is only implied."""
    *split, group, measure = key.split(":")
    if measure in ("not_reached", "contact_details"):
        return False
    if split and BY in split[0]:
        return "" not in group.split(CROSS)
    if group in ("", "known"):
        return measure in ("identified", "reached") or split[0] in BY_ITSELF
    return True


def _worth(key: str) -> float:
    kind, _colon, measure = key.rpartition(":")
    return WORTH["total"] if kind == "total" else WORTH.get(measure, 1.0)


def _status(one: Asked, key: str) -> Is:
    if not _is_printed(key):
        return Is.IMPLIED
    if one.hidden is None:
        return Is.OPEN
    return Is.HIDDEN if key in one.hidden else Is.TOLD


def _keys() -> Iterator[tuple[str, str, str]]:
    for split, groups in GROUPS.items():
        yield from ((split, group, part) for group in ("", *groups) for part in PARTS)
    yield from (("decline_reason", reason, "declined") for reason in ("", *DeclineReason.values))
    yield from (("contact", told, "identified") for told in ("without", "with"))
    yield from ((SOURCE, source, "reports") for source in ReferralSource.values)


def _blocks(asked: Sequence[Asked]) -> dict[Block, frozenset[str]]:
    """Which months and incident types the same releases hold, with the types; that a type is left out is no secret."""
    told: dict[Block, set[str]] = {}
    for month in frozenset[date]().union(*(one.months for one in asked)):
        for kind, block in _held_by(asked, month).items():
            if block:
                told.setdefault(block, set()).add(kind)
    return {block: frozenset(told[block]) for block in sorted(told)}


def _held_by(asked: Sequence[Asked], month: date) -> dict[str, Block]:
    here = [n for n, one in enumerate(asked) if one.first_month <= month <= one.last_month]
    return {kind: tuple(n for n in here if kind not in asked[n].without) for kind in TYPES}


def _summed(asked: Sequence[Asked], months: Mapping[date, Counted]) -> Counter[tuple[Block, str, str, str]]:
    """The counts by the releases that hold them; the register knows the incident types as the groups of everyone."""
    told: Counter[tuple[Block, str, str, str]] = Counter()
    for month, counts in months.items():
        of_type = _held_by(asked, month)
        for (kind, split, group, part), count in counts.items():
            if block := of_type[kind]:
                place = ("incident_type", kind) if split == "all" else (split, group)
                told[block, *place, part] += count
    return told
