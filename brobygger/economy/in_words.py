"""Costs and comparisons in words, numbers as people write them, and drawings; the pages and a report say the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, localize
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from brobygger.economy import charts
from brobygger.economy.codes import Follows, How, Paid
from brobygger.economy.comparing import Funnel, Group, Quarter
from brobygger.economy.costing import Costed, Each
from brobygger.economy.limits import Limits, Point
from brobygger.economy.models import CostPrice
from brobygger.economy.rules import Line, Price
from brobygger.economy.rules import kroner as whole
from brobygger.economy.words import COUNTED, WHERE, kroner
from brobygger.evaluation.charts import Bar, chart
from brobygger.evaluation.figures import Share


def number(value: object) -> str:
    return str(localize(value, use_l10n=True))


def plain(value: Decimal) -> str:
    """A number without the noughts at its end."""
    return number(value.normalize() if value != value.to_integral() else value.quantize(Decimal(1)))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table on a day."""

    line: Line
    price: Price
    told: str
    kroner: str
    follows: str


@dataclass(frozen=True, slots=True)
class Part:
    """What is paid once, or each year: its lines and their total."""

    heading: str
    rows: tuple[Row, ...]
    total: str


def of_lines(lines: Iterable[Line], day: date) -> list[Part]:
    """The table as it stands on the day, in the two parts of the evaluation report's table 2."""
    here = [(one, price) for one in lines if (price := one.price_on(day)) is not None]
    found = []
    for paid, heading in ((Paid.START_UP, _("Start-up costs")), (Paid.YEARLY, _("Yearly costs"))):
        of = [(line, price) for line, price in here if line.paid == paid]
        rows = tuple(
            Row(line, price, how(price), kroner(price.kroner), str(Follows(line.follows).label.partition(":")[0]))
            for line, price in of
        )
        found.append(Part(heading, rows, kroner(sum((price.kroner for _line, price in of), Decimal(0)))))
    return found


def how(price: Price) -> str:
    """How the sum comes about; nothing of a plain sum."""
    if price.how == How.NOTHING:
        return _("Struck")
    if price.how == How.AMOUNT or price.hours is None or price.weeks is None or price.hourly is None:
        return ""
    return _("%(hours)s hours a week × %(weeks)s weeks × DKK %(hourly)s") % {
        "hours": plain(price.hours), "weeks": plain(price.weeks), "hourly": plain(price.hourly),
    }  # fmt: skip


def period(first: date, last: date) -> str:
    return _("%(first)s to %(last)s") % {
        "first": date_format(first, "DATE_FORMAT"), "last": date_format(last, "DATE_FORMAT")
    }  # fmt: skip


def lead_of(told: Costed) -> str:
    """What the period cost, in a sentence."""
    words = _("From %(period)s the work cost %(total)s: %(fixed)s is fixed, and %(varying)s follows the team.")
    return words % {
        "period": period(told.first, told.last), "total": kroner(whole(told.cost.total)),
        "fixed": kroner(whole(told.cost.fixed)), "varying": kroner(whole(told.cost.varying)),
    }  # fmt: skip


def each_row(one: Each) -> tuple[str, str, str, str, str]:
    """What is counted, how many, the cost for each, and how much of it is fixed and varies."""
    label = str(COUNTED[one.key])
    if not one.is_range:
        return label, number(one.certain), kroner(one.lowest), kroner(one.of_it_fixed), kroner(one.of_it_varying)
    count = _("%(certain)s for certain, %(most)s at most") % {
        "certain": number(one.certain), "most": number(one.most)
    }  # fmt: skip
    cost = _("%(lowest)s to %(highest)s") % {"lowest": kroner(one.lowest), "highest": kroner(one.highest)}
    return label, count, cost, kroner(one.of_it_fixed), kroner(one.of_it_varying)


def percent(share: Share) -> str:
    return "–" if share.percent is None else _("%(percent)s%%") % {"percent": number(share.percent)}


def interval(share: Share) -> str:
    if share.interval95 is None:
        return "–"
    low, high = share.interval95
    return _("%(low)s to %(high)s%%") % {"low": number(low), "high": number(high)}


def _ends(share: Share) -> tuple[float, float]:
    return share.interval95 or (0.0, 0.0)


def quarter_row(one: Quarter) -> tuple[str, str, str, str, str]:
    return one.label, number(one.share.whole), number(one.share.part), percent(one.share), interval(one.share)


def quarters_told(quarters: Sequence[Quarter], goal: float) -> str:
    """How many quarters lie at the goal or above it."""
    above = sum((one.share.percent or 0) >= goal for one in quarters)
    return _("In %(above)s of %(all)s quarters at least the goal of %(goal)s%% was reached.") % {
        "above": number(above), "all": number(len(quarters)), "goal": plain(Decimal(str(goal))),
    }  # fmt: skip


def quarter_chart(quarters: Sequence[Quarter], goal: float) -> SafeString | str:
    spans = [
        charts.Span(one.label, one.share.percent or 0, *_ends(one.share)) for one in quarters
    ]  # fmt: skip
    if not spans:
        return ""
    return charts.over_time(spans, goal, title=_("Acceptance by quarter"), told=quarters_told(quarters, goal))


def where_row(told: tuple[str, Point, Limits, str]) -> tuple[str, str, str, str, str]:
    """A point of the funnel plot: its letter and name, its number and share, its limits, and where it lies."""
    letter, point, of, place = told
    inner = _("%(low)s to %(high)s%%") % {"low": _tenth(of.low), "high": _tenth(of.high)}
    return (
        f"{letter} · {point.label}", number(point.whole), percent(Share(point.part, point.whole)), inner,
        str(WHERE[place]),
    )  # fmt: skip


def _tenth(share: float) -> str:
    return number(round(100 * share, 1))


def funnel_told(funnel: Funnel) -> str:
    outside = sum(place != "within" for *_rest, place in funnel.told)
    return _("Together %(share)s%% accept. Outside the 95%% limits: %(outside)s of %(all)s.") % {
        "share": _tenth(funnel.target), "outside": number(outside), "all": number(len(funnel.points)),
    }  # fmt: skip


def funnel_chart(funnel: Funnel) -> SafeString:
    title = _("Funnel plot of acceptance")
    return charts.funnel(funnel.points, funnel.lines, funnel.target, title=title, told=funnel_told(funnel))


def reach_chart(title: str, groups: Sequence[Group]) -> SafeString | str:
    """A bar for each group: how many percent of it were reached."""
    bars = tuple(
        Bar(one.label, one.share.percent or 0, *_ends(one.share), percent(one.share))
        for one in groups
    )  # fmt: skip
    return chart(bars, title=title, told=_("Share reached, of those identified"), unit=" %") if bars else ""


def reach_row(one: Group) -> tuple[str, str, str, str, str]:
    share = one.share
    return one.label, number(share.whole), number(one.not_reached), percent(share), interval(share)


def not_in_it() -> str:
    """What the evaluation report says below its table."""
    return _("Direct costs alone: other staff and administration come on top.")


def costing_notes(kind: str) -> tuple[str, ...]:
    """What a cost for each does not say."""
    cohort = _("Counted are those who were identified in the period; their conversations may have been held after it.")
    days = _("Counted are those who were detected, began or came to the end in the period, each by its own day.")
    return (
        cohort if kind == "outreach" else days,
        _("It is the whole cost shared by all. What one more would cost is less: what is fixed is paid already."),
        _("What the help saves elsewhere has not been examined, and is not in it."),
    )


def of_row(row: CostPrice) -> str:
    """What was written, in short."""
    price = Price(row.pk, row.from_on, row.how, row.amount, row.hours, row.weeks, row.hourly)
    return _("struck") if price.how == How.NOTHING else kroner(price.kroner)


def start_up(told: Costed) -> str:
    """How much of the cost is the start-up's part."""
    return kroner(whole(told.cost.start_up)) if told.cost.start_up else ""
