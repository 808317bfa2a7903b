"""The reading door: talks, themes and quotations, for whoever makes the report."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base.alphabet import ByName
from brobygger.base.decision import NotFound
from brobygger.evaluation.rules import Period
from brobygger.interviews.models import Quotation, Talk, Theme


def talks(by: Actor, *, zone_id: int, programme_id: int) -> QuerySet[Talk]:
    """The talks of a programme, the newest first, with how many quotations each has and how many of them are chosen."""
    rows = scope(by, Act.MAKE_REPORT, Talk.objects.filter(zone_id=zone_id, programme_id=programme_id))
    counted = {"quoted": Count("quotations"), "chosen": Count("quotations", filter=~Q(quotations__chosen_at=None))}
    return rows.defer("text").annotate(**counted).order_by("-held_on", "-pk")


def talk(by: Actor, talk_id: int, *, for_update: bool = False) -> Talk:
    """One talk. NotFound outside the actor's zones."""
    rows = scope(by, Act.MAKE_REPORT, Talk.objects.select_related("programme"))
    found = (rows.select_for_update(of=("self",)) if for_update else rows).filter(pk=talk_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def quotation(by: Actor, quotation_id: int) -> Quotation:
    """One quotation, locked. NotFound outside the actor's zones."""
    rows = scope(by, Act.MAKE_REPORT, Quotation.objects.select_related("talk__programme"))
    found = rows.select_for_update(of=("self",)).filter(pk=quotation_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def themes(by: Actor, *, zone_id: int, programme_id: int) -> Sequence[Theme]:
    """The programme's themes by name, with how many quotations each has in how many talks."""
    rows = scope(by, Act.MAKE_REPORT, Theme.objects.filter(zone_id=zone_id, programme_id=programme_id))
    counted = {"quoted": Count("quotations"), "talks": Count("quotations__talk", distinct=True)}
    return list(rows.annotate(**counted).order_by(ByName("name"), "pk"))


def quotations(by: Actor, *, zone_id: int, programme_id: int) -> QuerySet[Quotation]:
    """The programme's quotations by theme, those that were chosen first."""
    rows = scope(by, Act.MAKE_REPORT, Quotation.objects.filter(zone_id=zone_id, talk__programme_id=programme_id))
    return rows.select_related("talk", "theme").order_by(ByName("theme__name"), "theme_id", "chosen_at", "pk")


def chosen(by: Actor, *, zone_id: int, programme_id: int, period: Period) -> QuerySet[Quotation]:
    """Those that stand in a report of the period: of talks that were held in it."""
    rows = quotations(by, zone_id=zone_id, programme_id=programme_id).exclude(chosen_at=None)
    return within(rows, period, "talk__held_on")


def within[R: QuerySet](rows: R, period: Period, field: str) -> R:  # type: ignore[type-arg]
    """The rows of the period, both days among them."""
    told = {f"{field}__gte": period.first, f"{field}__lte": period.last}
    found: R = rows.filter(**{name: day for name, day in told.items() if day})
    return found
