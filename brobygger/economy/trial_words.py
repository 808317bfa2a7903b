"""A trial in words: what was changed, what it is made from, what came out, and what the model does not know."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brobygger.economy.made_from import Source
from brobygger.economy.words import MEASURES

SOURCES: dict[str, Promise] = {
    "arrive_a_week": gettext_lazy("People who arrive in a week, without burglary and theft"),
    "has_number": gettext_lazy("Of them have a number (%)"),
    "reach_first": gettext_lazy("Reached at the first attempt (%)"),
    "accepts": gettext_lazy("Accept, of those reached (%)"),
    "talk": gettext_lazy("Minutes for a call in which someone is reached"),
    "no_answer": gettext_lazy("Minutes for an attempt in vain"),
    "hours_a_week": gettext_lazy("The team’s hours a week"),
    "wait_a_year": gettext_lazy("Begin to wait in a year"),
    "courses_a_year": gettext_lazy("Courses a year"),
    "seats": gettext_lazy("Places in each"),
    "fewest": gettext_lazy("Fewest with whom a course begins"),
    "leaves": gettext_lazy("Stop waiting within a year (%)"),
    "completes": gettext_lazy("Come to the end, of those who begin (%)"),
}


def number(value: float) -> str:
    """One decimal below a hundred where there is something behind it, none above."""
    told = round(value, 1)
    return str(localize(round(told) if abs(told) >= 100 or told == round(told) else told, use_l10n=True))


def source_row(one: Source) -> tuple[str, str, str]:
    """What it is, its value, and where it comes from."""
    if not one.measured:
        told = _("assumed: too little was measured")
    else:
        told = _("measured, n = %(n)s") % {"n": localize(one.n, use_l10n=True)} if one.n else _("as it is decided here")
    return str(SOURCES[one.key]), number(one.value), told


def changed(asked: Mapping[str, Any]) -> str:
    """What is tried, in short."""
    told = asked.get("changed", {})
    if asked.get("kind") == "courses":
        courses = ngettext("%(n)s course a year", "%(n)s courses a year", told["courses"]) % {"n": told["courses"]}
        return _("%(courses)s with %(seats)s places each") % {"courses": courses, "seats": told["seats"]}
    hours = told["more_hours"]
    parts = [
        _("%(hours)s hours a week more") % {"hours": number(hours)} if hours > 0
        else _("%(hours)s hours a week fewer") % {"hours": number(-hours)} if hours < 0 else _("the same hours"),
        _("%(days)s days to ring in") % {"days": number(told["window_days"])},
        _("at most %(n)s attempts") % {"n": number(told["most_attempts"])},
    ]  # fmt: skip
    return ", ".join([*parts, *([_("with burglary and theft")] if told["burglary"] else [])])


def lines(found: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """Each measure: now, tried, and the difference, each with its interval."""
    return [
        (str(MEASURES[name]), _mean(of["now"]), _mean(of["other"]), _change(of["change"]))
        for name in MEASURES if (of := found.get(name))
    ]  # fmt: skip


def _mean(told: list[float] | None) -> str:
    if told is None:
        return "–"
    value, low, high = map(number, told)
    return _("%(value)s (%(low)s to %(high)s)") % {"value": value, "low": low, "high": high}


def _change(told: list[float] | None) -> str:
    """With its sign, so that nobody has to work out which way it goes."""
    if told is None:
        return "–"
    value, low, high = (("+" if round(one, 1) > 0 else "") + number(one) for one in told)
    return _("%(value)s (%(low)s to %(high)s)") % {"value": value, "low": low, "high": high}


def lead(asked: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    """What came out, in a sentence."""
    wait = "wait_hours" if asked["kind"] == "team" else "wait_weeks"
    now, other = found[wait]["now"], found[wait]["other"]
    if now is None or other is None:
        return ""
    told = (
        _("The first call would come after %(other)s hours on average instead of %(now)s.") if wait == "wait_hours"
        else _("A course would begin after %(other)s weeks on average instead of %(now)s.")
    )  # fmt: skip
    return told % {"other": number(other[0]), "now": number(now[0])}


def not_known(kind: str) -> tuple[str, ...]:
    """What the model leaves out, said plainly."""
    if kind != "outreach":
        return (
            _("Courses stand evenly over the year; school breaks and holidays are not in it."),
            _("Who must not be in the same course, and which day or place suits someone, is not in it."),
            _("Whoever waits longer may be in more danger: the model counts people and weeks alone."),
            _("More places may bring more people: the model lets as many come as before."),
        )  # fmt: skip
    return (
        _("It rings the newest first, and then whoever has waited longest. The team sees more than that."),
        _("Holidays, illness, meetings and writing between calls are not in it: a week is a week."),
        _("Agreed hours, interpreters, guardians and numbers that are stopped are not in it."),
        _("Whoever is reached earlier may answer otherwise than whoever is reached later: here the share who accept "
          "stays the same."),
        _("It is about the team as a whole. It says nothing of one person or one worker."),
    )  # fmt: skip
