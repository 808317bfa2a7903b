"""What a programme is compared with: its goal, its own quarters, other districts, what others have published."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.alphabet import alphabetical
from brobygger.economy.limits import Limits, Point, limits, where
from brobygger.economy.table_queries import frame
from brobygger.evaluation.actions import read_figures
from brobygger.evaluation.figures import Figure, Question, Share
from brobygger.evaluation.month_queries import months
from brobygger.evaluation.words import SPLITS
from brobygger.programmes.models import Programme
from brobygger.programmes.queries import programmes_for


@dataclass(frozen=True, slots=True)
class Quarter:
    """Those identified in a quarter: of those reached, how many accepted."""

    year: int
    number: int
    share: Share

    @property
    def label(self) -> str:
        return _("Q%(number)s %(year)s") % {"number": self.number, "year": self.year}


@dataclass(frozen=True, slots=True)
class Group:
    """A group of those identified, and how many of them were reached."""

    label: str
    share: Share

    @property
    def not_reached(self) -> int:
        return self.share.whole - self.share.part


@dataclass(frozen=True, slots=True)
class Funnel:
    """Who is compared, by name, around the share that they have together; and the limits of chance for any number."""

    points: tuple[Point, ...]
    target: float
    lines: tuple[Limits, ...]

    @property
    def told(self) -> list[tuple[str, Point, Limits, str]]:
        """Each with its letter, its limits and where it lies."""
        return [
            (chr(65 + place), one, limits(one.whole, self.target), where(one, self.target))
            for place, one in enumerate(self.points)
        ]


@dataclass(frozen=True, slots=True)
class Comparison:
    quarters: tuple[Quarter, ...]
    goal: float
    funnel: Funnel | None
    reach: tuple[tuple[str, tuple[Group, ...]], ...]  # by which split, and its groups


def compared(question: Question, *, by: Actor, at: datetime, form: str) -> Comparison:
    """The comparison of an outreach programme. NotFound outside the actor's zones; the trail knows who read it."""
    figures = read_figures(question, by=by, at=at, form=form)
    told = quarters(by, question)
    goal = float(frame(by, zone_id=question.zone_id, programme_id=question.programme_id).goal)
    return Comparison(told, goal, funnel(districts(by, question)), reach(figures))


def quarters(by: Actor, question: Question) -> tuple[Quarter, ...]:
    """The quarters of the period in which someone was reached, the earliest first."""
    sums: dict[tuple[int, int], list[int]] = {}
    for month in months(by, zone_id=question.zone_id, programme_id=question.programme_id):
        if _is_in(month.first, question):
            of = sums.setdefault((month.first.year, (month.first.month + 2) // 3), [0, 0])
            of[0], of[1] = of[0] + month.accepted, of[1] + month.reached
    return tuple(Quarter(*key, Share(part, whole)) for key, (part, whole) in sorted(sums.items()) if whole)


def _is_in(month: date, question: Question) -> bool:
    """By months: of a month that the period cuts, all of it."""
    first, last = question.period.first, question.period.last
    return (first is None or month >= first.replace(day=1)) and (last is None or month <= last)


def districts(by: Actor, question: Question) -> list[Point]:
    """Each programme in each zone that the actor may see, by name, where someone was reached."""
    names, found = dict(by.zone_names), []
    outreach = programmes_for(by, Act.SEE_FIGURES).filter(kind="outreach")
    for programme in outreach.prefetch_related("zones"):
        for zone in {one.pk for one in programme.zones.all()} & zones_for(by, Act.SEE_ECONOMY):
            asked = Question(zone, programme.pk, question.period)
            told = quarters(by, asked)
            part, whole = (sum(getattr(one.share, which) for one in told) for which in ("part", "whole"))
            if whole:
                found.append(Point(f"{names.get(zone, zone)}, {programme}", part, whole))
    return sorted([*found, *_published_points()], key=lambda one: alphabetical(one.label))


def _published_points() -> list[Point]:
    return [
        Point(_("%(name)s (published)") % {"name": one["name"]}, one["part"], one["whole"])
        for one in published("outreach") if one.get("accepts")
    ]  # fmt: skip


def funnel(points: Sequence[Point]) -> Funnel | None:
    """The funnel around what they have together; None where there is nothing to compare."""
    whole = sum(one.whole for one in points)
    if len(points) < 2 or not whole:
        return None
    target = sum(one.part for one in points) / whole
    if not 0 < target < 1:
        return None
    most = max(one.whole for one in points)
    least = max(min(20, most), most // 50)  # from so few that the lines stand far apart
    steps = sorted({round(least * (most * 1.1 / least) ** (n / 40)) for n in range(41)})
    return Funnel(tuple(points), target, tuple(limits(n, target) for n in steps))


def reach(figures: Sequence[Figure]) -> tuple[tuple[str, tuple[Group, ...]], ...]:
    """By each split, who of those identified was reached; groups that nobody belongs to are left out."""
    by_key, found = {figure.key: figure for figure in figures}, []
    for split in SPLITS:
        profile, answers = by_key[f"profile_by_{split}"], by_key[f"outcome_by_{split}"]
        groups = []
        for row in profile.rows:
            reached = answers.row(row.group)
            if row.n and reached is not None:
                groups.append(Group(row.label, Share(min(reached.n, row.n), row.n)))
        found.append((_("Who was reached, by %(split)s") % {"split": SPLITS[split]}, tuple(groups)))
    return tuple(found)


@cache
def _shipped() -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(files("brobygger.economy").joinpath("published.json").read_text("utf-8"))
    return told


def published(kind: str) -> list[dict[str, Any]]:
    """What others have published of such a programme, in the language of the page, by name."""
    language = "en" if get_language() == "en" else "da"
    told = [
        {name: value[language] if isinstance(value, dict) else value for name, value in one.items()}
        | {"share": Share(one["part"], one["whole"]) if one["part"] else None}
        for one in _shipped() if one["of"] == kind
    ]  # fmt: skip
    return sorted(told, key=lambda one: alphabetical(one["name"]))


def outreach_of(programmes: Sequence[Programme]) -> Programme | None:
    return next((one for one in programmes if one.kind == "outreach"), None)
