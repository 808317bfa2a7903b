"""A single row of counts and its total: the smallest table there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row and their total, as they may be shown: no number where it is hidden."""

    cells: Mapping[str, int | None]
    total: int | None
    at: datetime | None = None  # when it was first shown, and how it stood

    @classmethod
    def of(cls, counts: Mapping[str, int], hidden: list[str], at: datetime | None = None) -> Row:
        cells = {name: None if name in hidden else count for name, count in counts.items()}
        return cls(cells, None if TOTAL in hidden else sum(counts.values()), at)


def cells_of(counts: Mapping[str, int], *, seed: int) -> list[str]:
    """Which cells of the row are hidden, and perhaps its total, so that no small one can be worked out."""
    import numpy as np

    from brobygger.disclosure.audit import audit
    from brobygger.disclosure.hiding import hide
    from brobygger.disclosure.tables import Is, Tables

    tables = Tables()
    atoms = [tables.atom(name, count) for name, count in counts.items()]
    for name, atom in zip(counts, atoms, strict=True):
        tables.cell(name, [atom], Is.OPEN)
    tables.cell(TOTAL, atoms, Is.OPEN, cost=2.0)
    told = hide(tables, seed=seed)
    audit(tables, told.cells)
    return [str(tables.cells[place].key) for place in np.flatnonzero(told.cells)]
