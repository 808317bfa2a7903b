"""A funnel plot's limits: how far a share may lie from the common one by chance alone.

D. J. Spiegelhalter, 'Funnel plots for comparing institutional performance', Statistics in Medicine 24 (2005),
1185-1202, appendix A.1.1: exact limits of the binomial distribution, drawn between its whole numbers.
"""

from dataclasses import dataclass

INNER, OUTER = 0.025, 0.001  # below the lower limit by chance: 95 % and 99.8 % lie between


@dataclass(frozen=True, slots=True)
class Point:
    """One that is compared: so many of so many."""

    label: str
    part: int
    whole: int

    @property
    def share(self) -> float:
        return self.part / self.whole


@dataclass(frozen=True, slots=True)
class Limits:
    whole: int
    low_outer: float
    low: float
    high: float
    high_outer: float


def limit(p: float, whole: int, target: float) -> float:
    """The share below which a binomial count of so many lies with the probability `p`, interpolated (A.1.1)."""
    from scipy import stats

    r = int(stats.binom.ppf(p, whole, target))
    at, below = float(stats.binom.cdf(r, whole, target)), float(stats.binom.cdf(r - 1, whole, target))
    between = (at - p) / (at - below)
    return min(max((r - between) / whole, 0.0), 1.0)


def limits(whole: int, target: float) -> Limits:
    """Both pairs of limits around the target for a group of so many."""
    return Limits(whole, *(limit(p, whole, target) for p in (OUTER, INNER, 1 - INNER, 1 - OUTER)))


def where(point: Point, target: float) -> str:
    """Where the share lies: within the limits, beyond the inner ones, or beyond the outer ones; no more is said."""
    of = limits(point.whole, target)
    if of.low <= point.share <= of.high:
        return "within"
    return "beyond_inner" if of.low_outer <= point.share <= of.high_outer else "beyond_outer"
