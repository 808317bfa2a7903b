"""Tables as they are set: a title, headings, rows of words and written numbers; and a figure's numbers in full."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from brobygger.evaluation import numbers_in_words
from brobygger.evaluation.cards import Card
from brobygger.evaluation.figures import Figure, Row
from brobygger.evaluation.words import GROUPS
from brobygger.report.words import MORE

WIDEST = 7  # columns beside the group that a page has room for


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row is its heading. The columns `words` hold words, the others numbers."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    words: tuple[int, ...] = (0,)


def written(value: Any) -> str:
    """A number as it is written in the language of the moment; a dash for what is not known."""
    return "–" if value is None else numbers_in_words.number(value)


def of_card(card: Card, title: str) -> Table:
    """The table that stands beside a chart, as the page of figures has it; of a wide one how many, share and interval.

    What is left out there stands in full in the appendix, and the table says so.
    """
    wide = len(card.columns) > WIDEST
    keep = (0, -2, -1) if wide else range(len(card.columns))
    rows = tuple((line.label, *(line.cells[at][1] for at in keep)) for line in card.lines)
    note = (
        _("The table has more columns than there is room for here. It stands in full in the appendix.") if wide else ""
    )
    return Table(title, (_("Group"), *(card.columns[at] for at in keep)), rows, note)


def in_full(figure: Figure, title: str) -> Table:
    """Every number that the figure holds: each group's count, each part of it, its percentage and 95% interval."""
    columns = (
        _("Group"),
        _("In the group"),
        _("What is counted"),
        _("Count"),
        _("Percent"),
        _("95% from"),
        _("95% to"),
    )
    rows = tuple(cells for row in figure.rows for cells in _measures(row))
    about = [_("n = %(n)s %(population)s. Not registered: %(missing)s.") % {
        "n": written(figure.n), "population": figure.population_label, "missing": written(figure.missing),
    }]  # fmt: skip
    about += [f"{name}: {value}." for name, value in _more("", figure.more)]
    return Table(title, columns, rows, " ".join(about), words=(0, 2))


def _measures(row: Row) -> Iterator[tuple[str, ...]]:
    head = (row.label, written(row.n))
    for name, share in row.shares.items():
        low, high = share.interval95 or (None, None)
        yield (*head, label_of(name), written(share.part), *(written(one) for one in (share.percent, low, high)))
    rest = {name: count for name, count in row.counts.items() if name not in row.shares}
    for name, count in rest.items():
        yield (*head, label_of(name), written(count), "–", "–", "–")
    if not row.shares and not rest:
        yield (*head, "–", "–", "–", "–", "–")


def label_of(name: str) -> str:
    """What a part of a group is called."""
    return str(GROUPS.get(name) or GROUPS.get(f"route:{name}") or name)


def _more(name: str, told: Any) -> Iterator[tuple[str, str]]:
    """What else a figure's sentence stands on, each with its name."""
    if isinstance(told, dict):
        for key, value in told.items():
            yield from _more(f"{name}.{key}" if name else str(key), value)
    elif isinstance(told, Sequence) and not isinstance(told, str):
        yield str(MORE.get(name, name)), " · ".join(written(one) if _is_number(one) else str(one) for one in told)
    elif _is_number(told):
        yield str(MORE.get(name, name)), written(told)


def _is_number(value: Any) -> bool:
    return value is None or isinstance(value, (int, float))
