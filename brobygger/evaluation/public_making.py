"""A public release before it is given out, and as it was given out: its figures, and what is hidden of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from brobygger.access.actor import Actor
from brobygger.base.decision import Refused
from brobygger.base.sealed import fingerprint
from brobygger.disclosure import actions as disclosure
from brobygger.disclosure.tables import LEAST
from brobygger.evaluation import public_apart, public_counts, tracing
from brobygger.evaluation.figures import HIDDEN, Figure, Question, of_referrals
from brobygger.evaluation.following import chance, followed
from brobygger.evaluation.public_crossed import may_be_crossed
from brobygger.evaluation.public_figures import from_cells, of_a_pair
from brobygger.evaluation.public_rules import end_of_month
from brobygger.evaluation.rules import Period

if TYPE_CHECKING:
    from brobygger.disclosure.models import Release
    from brobygger.evaluation.public_tables import Asked, PublicTables


@dataclass(frozen=True, slots=True)
class Prepared:
    """A release as it would be, or as it was: its figures, and how much of them is hidden."""

    figures: list[Figure]
    given: disclosure.Given
    cells: int  # the numbers that are printed or hidden
    small: int  # how many of the hidden are small themselves; the others are hidden for their sake
    made: Release | None = None

    @property
    def hidden(self) -> int:
        return len(self.given.hidden)

    @property
    def period(self) -> Period:
        return Period(self.given.first_month, end_of_month(self.given.last_month))

    @property
    def mark(self) -> str:
        """Equal for what is equal, number by number; it tells none of them."""
        told = self.given
        parts = (told.hidden, told.rounded, told.apart, [(str(m), counts) for m, counts in told.months.items()])
        return fingerprint("a release that was looked at", *map(repr, parts)).hex()


def of_referrals_apart(by: Actor, question: Question) -> list[Figure]:
    """What became of the referrals. Without what pairs there are: a pair is about someone."""
    if not tracing.has_reports(question):
        return []
    facts = tracing.facts(by, question)
    return [of_referrals(followed(facts), chance(facts))]


# Figures that are no sums of months; a room that counts something else by itself adds its own here.
APART: list[public_apart.Source] = [of_referrals_apart]


def new(by: Actor, asked: disclosure.Given, before: Sequence[Release]) -> Prepared:
    """A release of these months, judged by all that was given out `before`. Refused where nothing can be given out."""
    import numpy as np

    from brobygger.disclosure.hiding import CannotBeTold
    from brobygger.evaluation.public_tables import Asked

    near = hanging_together(asked.first_month, asked.last_month, before)
    if any(made.base or asked.base for made in near):
        raise Refused("released_otherwise")
    may_be_crossed([asked.crossed, *(made.crossed for made in near)]).require()
    apart = {} if asked.crossed else _apart(by, asked, near)
    one = Asked(asked.first_month, asked.last_month, frozenset(asked.without), None, apart, asked.crossed)
    tables, months = _tables(by, asked.zone_id, asked.programme_id, [one, *map(as_asked, near)])
    if not months.of or not any(months.of.values()):
        raise Refused("nothing_to_release")
    cells = tables.cells[0]
    try:
        hidden, rounded = _protected(tables, asked, seed_of(asked, len(near)))
    except CannotBeTold:
        raise Refused("cannot_be_told") from None
    fresh = {m: public_counts.as_kept(months.of[m]) for m in sorted(one.months & months.new)}
    given = disclosure.Given(
        asked.zone_id, asked.programme_id, asked.first_month, asked.last_month, asked.without, fresh, hidden,
        asked.base, LEAST, rounded, one.apart, asked.crossed,
    )  # fmt: skip
    small = int(np.sum([tables.tables.small()[cells[key]] for key in hidden]))
    return Prepared(_figures(tables, given), given, len(cells), small)


def _protected(tables: PublicTables, asked: disclosure.Given, seed: int) -> tuple[tuple[str, ...], dict[str, int]]:
    """Which cells are hidden, or what each is rounded to. Looked at once more, by the attacker, before it is told."""
    from brobygger.disclosure.audit import audit
    from brobygger.disclosure.hiding import hide
    from brobygger.disclosure.rounding import rounded

    cells = tables.cells[0]
    if asked.base:
        values = rounded(tables.tables, base=asked.base, seed=seed)
        return (), {key: int(values[place]) for key, place in cells.items()}
    pattern = hide(tables.tables, seed=seed).cells
    audit(tables.tables, pattern)
    return tuple(sorted(key for key, place in cells.items() if pattern[place])), {}


def as_made(by: Actor, made: Release) -> Prepared:
    """A release as it was given out: the numbers of its frozen months, hidden where they were hidden."""
    tables, _months = _tables(by, made.zone_id, made.programme_id, [as_asked(made)])
    given = disclosure.Given(
        made.zone_id, made.programme_id, made.first_month, made.last_month, tuple(made.without), {},
        tuple(made.hidden), made.base, made.least, made.rounded, made.apart, made.crossed,
    )  # fmt: skip
    small, cells = tables.tables.small(made.least), tables.cells[0]
    n_small = sum(bool(small[cells[key]]) for key in made.hidden)
    return Prepared(_figures(tables, given), given, len(cells), n_small, made)


def hanging_together(first: date, last: date, before: Sequence[Release]) -> list[Release]:
    """Those whose months overlap with these, or with another that hangs together with them; the oldest first."""
    near: list[Release] = []
    left = list(before)
    while found := [made for made in left if made.first_month <= last and first <= made.last_month]:
        near += found
        left = [made for made in left if made not in found]
        first = min(first, *(made.first_month for made in found))
        last = max(last, *(made.last_month for made in found))
    return sorted(near, key=lambda made: made.pk)


def as_asked(made: Release) -> Asked:
    from brobygger.evaluation.public_tables import Asked

    return Asked(
        made.first_month, made.last_month, frozenset(made.without), frozenset(made.hidden), made.apart, made.crossed
    )


def seed_of(asked: disclosure.Given, before: int) -> int:
    """What the lots are drawn by: the same when looked at and when given out, known to nobody, and of no count."""
    months = asked.first_month, asked.last_month
    parts = (asked.zone_id, asked.programme_id, *months, asked.without, asked.base, asked.crossed, before)
    return int.from_bytes(fingerprint("the lots of a release", *map(str, parts)))


def _apart(by: Actor, asked: disclosure.Given, near: Sequence[Release]) -> dict[str, Any]:
    """The figures that are no sums of months; nothing of them where another release holds some of the months."""
    period = Period(asked.first_month, end_of_month(asked.last_month))
    question = Question(asked.zone_id, asked.programme_id, period, asked.without)
    figures = [figure for source in APART for figure in source(by, question)]
    alone = not any(m.first_month <= asked.last_month and asked.first_month <= m.last_month for m in near)
    return public_apart.as_kept(figures, told=alone)


def _tables(
    by: Actor, zone_id: int, programme_id: int, asked: Sequence[Asked]
) -> tuple[PublicTables, public_counts.Months]:
    from brobygger.evaluation.public_tables import PublicTables

    every = sorted(frozenset[date]().union(*(one.months for one in asked)))
    months = public_counts.read(by, zone_id=zone_id, programme_id=programme_id, months=every)
    if any(one.crossed and not months.knows(one.crossed) for one in asked):
        raise Refused("cannot_be_told")
    return PublicTables(asked, months.of), months


def _figures(tables: PublicTables, given: disclosure.Given) -> list[Figure]:
    numbers = given.rounded or {key: int(tables.tables.values[place]) for key, place in tables.cells[0].items()}
    told = partial(_told, numbers, frozenset(given.hidden), _untold(given.apart))
    if given.crossed:
        return of_a_pair(told, given.crossed, without=given.without)
    return from_cells(told, without=given.without, apart=given.apart)


def _untold(apart: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(key for key, figure in apart.items() if not figure["told"])


def _told(numbers: Mapping[str, int], hidden: frozenset[str], untold: frozenset[str], key: str) -> Any:
    """A cell as it may be told. A cell without atoms is nought by its nature: a group that was left out."""
    return HIDDEN if key in hidden or key.partition(":")[0] in untold else numbers.get(key, 0)
