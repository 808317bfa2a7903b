"""What each one costs: the period's cost over those whom the figures count in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from brobygger.access.actor import Actor
from brobygger.base.workdays import day_of
from brobygger.courses.count_queries import participants
from brobygger.economy import rules
from brobygger.economy.rules import Cost, per
from brobygger.economy.table_queries import cost
from brobygger.evaluation.actions import read_figures
from brobygger.evaluation.figures import Figure, Question
from brobygger.evaluation.rules import Period
from brobygger.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Each:
    """One kind of count, and the cost for each; two counts where it is not certain how many they are."""

    key: str
    certain: int
    most: int
    whole: Fraction
    fixed: Fraction

    @property
    def is_range(self) -> bool:
        return self.most != self.certain

    @property
    def highest(self) -> Decimal | None:
        """Were there no more than is certain."""
        return per(self.whole, self.certain)

    @property
    def lowest(self) -> Decimal | None:
        return per(self.whole, self.most)

    @property
    def of_it_fixed(self) -> Decimal | None:
        """The part of the lowest that is the same however large the team is."""
        return per(self.fixed, self.most) if self.fixed else Decimal(0) if self.lowest is not None else None

    @property
    def of_it_varying(self) -> Decimal | None:
        return None if self.lowest is None or self.of_it_fixed is None else self.lowest - self.of_it_fixed


@dataclass(frozen=True, slots=True)
class Costed:
    """A period, what it cost, and what each one cost."""

    first: date
    last: date
    cost: Cost
    each: tuple[Each, ...]


def costed(programme: Programme, period: Period, *, zone_id: int, by: Actor, at: datetime, form: str) -> Costed:
    """The cost of the period for each one. Refused where it ends before it begins; the trail knows who read it."""
    first, last = whole_period(period, day_of(at))
    rules.may_reckon(first, last).require()
    sums = cost(by, zone_id=zone_id, programme_id=programme.pk, first=first, last=last)
    question = Question(zone_id, programme.pk, Period(first, last))
    outreach = programme.kind == "outreach"
    counts = (
        outreach_counts(read_figures(question, by=by, at=at, form=form))
        if outreach
        else _municipal(question, by, at, form)
    )
    return Costed(first, last, sums, tuple(Each(key, a, b, sums.total, sums.fixed) for key, (a, b) in counts.items()))


def whole_period(period: Period, today: date) -> tuple[date, date]:
    """The days of a period; what is left open is the year up to today."""
    last = period.last or today
    return period.first or date(last.year - 1, last.month, min(last.day, 28)), last


def outreach_counts(figures: list[Figure]) -> Mapping[str, tuple[int, int]]:
    """Identified, reached, accepted; and the conversations, from those that are certain to those that are possible."""
    by_key = {figure.key: figure for figure in figures}
    funnel = {row.group: row.n for row in by_key["funnel"].rows}
    told = {name: (funnel[name], funnel[name]) for name in ("identified", "reached", "accepted")}
    held = {row.group: row.n for row in by_key["referral_follow_through"].rows}
    certain = held["held_for_certain"]
    return told | {"held": (certain, certain + held["perhaps_held"])}


def _municipal(question: Question, by: Actor, at: datetime, form: str) -> Mapping[str, tuple[int, int]]:
    figures = read_figures(question, by=by, at=at, form=form)
    registered = next(figure for figure in figures if figure.key == "registered")
    detected = next(row.n for row in registered.rows if row.group == "detected")
    first, last = question.period.first or date.min, question.period.last or date.max
    told = participants(by, zone_id=question.zone_id, programme_id=question.programme_id, first=first, last=last)
    return {name: (n, n) for name, n in
            (("detected", detected), ("started", told.started), ("completed", told.completed))}  # fmt: skip
