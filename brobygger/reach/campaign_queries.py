"""Campaigns as they are seen: the link, how often it was opened, and how many came by it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Sum
from django.urls import NoReverseMatch, reverse

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import NotFound
from brobygger.reach import rules
from brobygger.reach.models import Campaign, Opened
from brobygger.staff.models import Zone

BY_DAY = 21  # a campaign that has run longer is shown by the week


@dataclass(frozen=True, slots=True)
class Inquiries:
    """How many came forward by a campaign; None where they are too few to be shown, and why in words."""

    n: int | None
    words: str = ""


# What a room further up tells of a campaign: how many came by it.
INQUIRIES: list[Callable[[Actor, int, int], Inquiries | None]] = []


@dataclass(frozen=True, slots=True)
class Span:
    """A day or a week, how often the link was opened in it, and how long its bar is among the others."""

    first: date
    last: date
    times: int
    bar: int
    after: bool  # after the campaign's last day


def campaign_by_key(by: Actor, *, zone_id: int, key: str, on: date) -> Campaign | None:
    """The campaign whose link it is, from its first day on, also after its last: a poster hangs on. None otherwise."""
    if zone_id not in zones_for(by, Act.COME_FORWARD) | zones_for(by, Act.SEE_REACH):
        return None
    return Campaign.objects.filter(zone_id=zone_id, key=key.lower(), first_day__lte=on).first()


def campaigns(by: Actor, *, zone_id: int) -> list[Campaign]:
    """The zone's campaigns, the newest first, each with how often its link was opened (`times`)."""
    rows = scope(by, Act.SEE_REACH, Campaign.objects.filter(zone_id=zone_id))
    return list(rows.annotate(times=Sum("opened__times", default=0)).order_by("-first_day", "-pk"))


def campaign(by: Actor, pk: int) -> Campaign:
    """One campaign. NotFound where it is not hers to see."""
    rows = Campaign.objects.filter(pk=pk).select_related("zone")
    found = scope(by, Act.SEE_REACH, rows).first()
    if found is None:
        raise NotFound("not_found")
    return found


def opened_by_day(by: Actor, *, campaign_id: int) -> list[tuple[date, int]]:
    """How often the campaign's link was opened, day by day; days without an opening are left out."""
    rows = scope(by, Act.SEE_REACH, Opened.objects.filter(campaign_id=campaign_id)).order_by("day")
    return list(rows.values_list("day", "times"))


def spans(row: Campaign, opened: list[tuple[date, int]]) -> list[Span]:
    """The openings by the day, or by the week where they spread over more than three weeks; none is left out."""
    if not opened:
        return []
    weekly = (opened[-1][0] - opened[0][0]).days >= BY_DAY
    step = timedelta(days=7 if weekly else 1)
    counted: dict[date, int] = {}
    first, last = (rules.week_of(day) if weekly else day for day in (opened[0][0], opened[-1][0]))
    while first <= last:
        counted[first] = 0
        first += step
    for day, times in opened:
        counted[rules.week_of(day) if weekly else day] += times
    most = max(counted.values())
    return [
        Span(
            first,
            first + step - timedelta(days=1),
            times,
            round(100 * times / most),
            row.last_day is not None and first > row.last_day,
        )
        for first, times in counted.items()
    ]


def inquiries(by: Actor, row: Campaign) -> Inquiries | None:
    """How many came by it, as the first room further up that knows tells; None where no room does."""
    told = (ask(by, row.zone_id, row.pk) for ask in INQUIRIES)
    return next((one for one in told if one is not None), None)


def path_of(zone: Zone | Any, key: str = "") -> str:
    """The address of the open page on this house's own machine, with the campaign's key where there is one."""
    try:
        return reverse("open_campaign", args=[zone.key, key]) if key else reverse("open_page", args=[zone.key])
    except NoReverseMatch:
        return f"/h/{zone.key}/{key}/" if key else f"/h/{zone.key}/"
