"""What became of the referrals: held for certain, perhaps held, no trace. Facts in, numbers out."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from brobygger.evaluation.pairing import Chance, Trace, Traces, by_chance, fitting, largest_pairing

# The groups of referrals by how many rows of the register fit them; the last has no upper end.
FITS: tuple[tuple[str, int, int | None], ...] = (("none", 0, 0), ("one", 1, 1), ("few", 2, 5), ("many", 6, None))


class Referred(NamedTuple):
    """A referral: an accepted registration, what it can be compared by, and whether its conversation is known."""

    id: int
    token: str
    trace: Trace | None  # None where it is not registered when the person was reached
    is_held: bool  # the token stands on a report, or the receiver has said that the conversation was held


@dataclass(frozen=True, slots=True)
class Facts:
    """The referrals, and the reports that carry no referral's token: those from the outreach team, and from 'other'."""

    referrals: tuple[Referred, ...]
    outreach: Traces
    other: Traces
    window_days: int


@dataclass(frozen=True, slots=True)
class Followed:
    """How many referrals were held for certain, perhaps, or left no trace; the three add up to all."""

    referrals: int
    by_token: int
    by_source: int  # further ones: reports from the outreach team without a referral's token
    perhaps: int
    pairs: int  # the largest pairing, before it is cut to what remains

    @property
    def certain(self) -> int:
        return self.by_token + self.by_source

    @property
    def no_trace(self) -> int:
        return self.referrals - self.certain - self.perhaps


def followed(facts: Facts) -> Followed:
    """The three numbers of figure 5.

    Reports from the outreach team without a token prove that so many were held, not which; so they are only counted.
    """
    total = len(facts.referrals)
    by_token = sum(one.is_held for one in facts.referrals)
    by_source = min(len(facts.outreach), total - by_token)
    pairs = sum(place >= 0 for place in largest_pairing(open_traces(facts), facts.other, facts.window_days))
    return Followed(total, by_token, by_source, min(pairs, total - by_token - by_source), pairs)


def open_referrals(facts: Facts) -> tuple[Referred, ...]:
    """The referrals of which nobody knows for certain whether the conversation was held."""
    return tuple(one for one in facts.referrals if not one.is_held)


def open_traces(facts: Facts) -> Traces:
    """What the open referrals can be compared by."""
    return tuple(one.trace for one in facts.referrals if not one.is_held and one.trace)


def chance(facts: Facts) -> Chance:
    """How many pairs there would be if nothing belonged together."""
    return by_chance(open_traces(facts), facts.other, facts.window_days)


def rows_that_fit(facts: Facts) -> dict[int, int]:
    """For each open referral how many rows of the register, from the outreach team or 'other', may be its own."""
    rows = tuple(sorted((*facts.outreach, *facts.other)))
    counts = iter(fitting(open_traces(facts), rows, facts.window_days))
    return {one.id: next(counts) if one.trace else 0 for one in open_referrals(facts)}


def group_of(count: int) -> str:
    """Which group of FITS a number of fitting rows belongs to."""
    return next(name for name, least, most in FITS if least <= count and (most is None or count <= most))


def distribution(facts: Facts) -> dict[str, int]:
    """How many open referrals there are in each group of FITS."""
    counts: dict[str, int] = {name: 0 for name, _least, _most in FITS}
    for count in rows_that_fit(facts).values():
        counts[group_of(count)] += 1
    return counts


def without_trace(facts: Facts) -> tuple[tuple[Referred, int], ...]:
    """The open referrals that a pairing with all rows without a token leaves over, each with how many rows fit it.

    Those that no row fits come first: of them it is certain that the register has no trace. Where rows fit, another
    referral has been given them, and it may as well have been the other way round.
    """
    fits = rows_that_fit(facts)
    dated = [one for one in open_referrals(facts) if one.trace]
    rows = tuple(sorted((*facts.outreach, *facts.other)))
    paired = largest_pairing(open_traces(facts), rows, facts.window_days)
    left: list[Any] = [one for one, place in zip(dated, paired, strict=True) if place < 0]
    left += [one for one in open_referrals(facts) if not one.trace]
    return tuple(sorted(((one, fits[one.id]) for one in left), key=lambda told: (told[1], _day(told[0]), told[0].id)))


def _day(one: Referred) -> int:
    return one.trace.day if one.trace else 0
