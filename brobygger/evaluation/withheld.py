"""What of a row of small counts may be shown, so that nobody can work out the small ones. Counts in, cells out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# Fewer than this many are not told apart.
LEAST = 5


class Withheld(StrEnum):
    """Why a cell shows no number."""

    FEW = "few"  # one to four
    OTHERS = "others"  # withheld so that the small ones beside it cannot be worked out


type Cell = int | Withheld


@dataclass(frozen=True, slots=True)
class Shown:
    """The cells of a row and their total, as they may be shown."""

    cells: Mapping[str, Cell]
    total: Cell


def shown(counts: Mapping[str, int]) -> Shown:
    """The row with its small counts withheld, and as much more as keeps anyone from subtracting.

    A small count must be able to be anything from one to four for whoever reads the rest. Where withholding larger
    cells beside it is enough, the total is shown; where it is not, the total is withheld and the larger cells stand.
    """
    total = sum(counts.values())
    if 0 < total < LEAST:
        return Shown(dict.fromkeys(counts, Withheld.OTHERS), Withheld.FEW)
    cells: dict[str, Cell] = {name: Withheld.FEW if 0 < n < LEAST else n for name, n in counts.items()}
    if Withheld.FEW not in cells.values():
        return Shown(cells, total)
    larger = sorted((name for name, n in counts.items() if n >= LEAST), key=lambda name: counts[name])
    for hidden in range(len(larger) + 1):
        tried = {**cells, **dict.fromkeys(larger[:hidden], Withheld.OTHERS)}
        if _keep_their_secret(tried, total):
            return Shown(tried, total)
    return Shown(cells, Withheld.OTHERS)


def _keep_their_secret(cells: Mapping[str, Cell], total: int) -> bool:
    """Whether each small count may still be one, and may still be four, for whoever knows the total and the rest."""
    few = sum(cell is Withheld.FEW for cell in cells.values())
    others = sum(cell is Withheld.OTHERS for cell in cells.values())
    left = total - sum(cell for cell in cells.values() if not isinstance(cell, Withheld))
    may_be_four = left >= (LEAST - 1) + (few - 1) + LEAST * others
    may_be_one = others > 0 or left <= 1 + (LEAST - 1) * (few - 1)
    return may_be_four and may_be_one
