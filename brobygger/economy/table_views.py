"""Table 2: looked at, filled in, changed, struck and undone."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out, one_form
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.economy import actions, in_words, queries, rules
from brobygger.economy.forms import FrameForm, LineForm, PriceForm, StrikeForm
from brobygger.economy.models import CostLine
from brobygger.economy.pages import around, here, looked_at
from brobygger.economy.table_queries import written
from brobygger.economy.words import kroner
from brobygger.trail import actions as trail


@door(Act.SEE_ECONOMY, "GET")
def economy(request: DoorRequest) -> HttpResponse:
    """The table as it stands today, and what was written last."""
    zone_id, programme = looked_at(request)
    if programme is None:
        return render(request, "economy/table.html", {"programme": None})
    now, today = timezone.now(), timezone.localdate()
    of: dict[str, Any] = {"zone_id": zone_id, "programme_id": programme.pk}
    lines = queries.table(request.actor, **of)
    trail.write("economy.table_seen", by=request.actor, at=now, zone_id=zone_id, programme=programme.pk)
    totals = rules.totals(lines, today)
    latest = list(written(request.actor, **of)[:8])
    newest = {one.line_id: one.pk for one in reversed(latest)}
    shown = {
        "parts": in_words.of_lines(lines, today), "first_year": kroner(totals.first_year), "today": today,
        "ahead": [(one, price) for one in lines for price in one.standing if price.from_on > today],
        "latest": [
            (one, bool(rules.may_undo(written_at=one.written_at, is_last=newest[one.line_id] == one.pk, at=now)),
             in_words.of_row(one))
            for one in latest
        ],
        "frame": queries.frame(request.actor, **of), "not_in_it": in_words.not_in_it(),
    }  # fmt: skip
    return render(request, "economy/table.html", shown | around(request, zone_id, programme, "economy"))


@door(Act.KEEP_ECONOMY)
def economy_line_new(request: DoorRequest) -> HttpResponse:
    """One line more."""
    zone_id, programme = here(request)
    form = LineForm(typed.posted(request), initial={"from_on": timezone.localdate(), "weeks": 52})

    def write(**signed: Any) -> None:
        actions.write_line(zone_id=zone_id, programme_id=programme.pk, told=form.cleaned_data, **signed)

    shown = {"heading": _("A line in the table"), "button": _("Save the line")}
    return _line_page(request, form, write, shown, around(request, zone_id, programme, "")["tail"])


@door(Act.KEEP_ECONOMY)
def economy_line(request: DoorRequest, pk: int) -> HttpResponse:
    """Another price for a line, from a day on."""
    row = queries.line(request.actor, pk)
    last = queries.last_price(row)
    names = ("how", "amount", "hours", "weeks", "hourly", "note")
    stood: dict[str, Any] = {name: getattr(last, name) for name in names} if last else {}
    form = PriceForm(typed.posted(request), initial=stood | {"from_on": timezone.localdate()})

    def price(**signed: Any) -> None:
        actions.price_line(line_id=pk, told=form.cleaned_data, **signed)

    shown = {
        "heading": row.name, "button": _("Save the price"), "line": row,
        "lead": _("What is written here holds from its day on. What the line cost before that day stays."),
    }  # fmt: skip
    return _line_page(request, form, price, shown, _tail(row))


def _line_page(request: DoorRequest, form: Any, deed: Any, shown: dict[str, Any], tail: str) -> HttpResponse:
    to = reverse("economy") + tail
    shown |= {"back": (to, _("Back to the table"))}
    said = _("Saved. You can undo it below the table.")
    return one_form(request, form, deed, shown=shown, to=to, said=said, template="economy/line.html")


def _tail(row: CostLine) -> str:
    return f"?programme={row.programme_id}"


@door(Act.KEEP_ECONOMY)
def economy_strike(request: DoorRequest, pk: int) -> HttpResponse:
    """The line costs nothing from a day on."""
    row = queries.line(request.actor, pk)
    form = StrikeForm(typed.posted(request), initial={"from_on": timezone.localdate()})

    def strike(**signed: Any) -> None:
        actions.strike_line(line_id=pk, from_on=form.cleaned_data["from_on"], **signed)

    to = reverse("economy") + _tail(row)
    shown = {
        "heading": _("Strike “%(line)s”") % {"line": row.name}, "button": _("Strike the line"),
        "back": (to, _("Back to the table")), "lead": _("Periods before that day keep what the line cost then."),
    }  # fmt: skip
    return one_form(request, form, strike, shown=shown, to=to, said=_("Struck. You can undo it below the table."))


@door(Act.KEEP_ECONOMY, "POST")
def economy_undo(request: DoorRequest, pk: int) -> HttpResponse:
    """What was written last of a line is gone."""
    row = queries.price(request.actor, pk).line
    carried_out(request, lambda **signed: actions.undo(price_id=pk, **signed), said=_("Undone."))
    return redirect(reverse("economy") + _tail(row))


@door(Act.KEEP_ECONOMY)
def economy_goal(request: DoorRequest) -> HttpResponse:
    """The goal, and the years of the start-up."""
    zone_id, programme = here(request)
    frame = queries.frame(request.actor, zone_id=zone_id, programme_id=programme.pk)
    form = FrameForm(typed.posted(request), initial={"goal": frame.goal, "years": frame.years})

    def decide(**signed: Any) -> None:
        actions.decide_frame(zone_id=zone_id, programme_id=programme.pk, **form.cleaned_data, **signed)

    to = reverse("economy") + around(request, zone_id, programme, "")["tail"]
    shown = {"heading": _("Goal and start-up"), "button": _("Save"), "back": (to, _("Back to the table")), "lead": ""}
    return one_form(request, form, decide, shown=shown, to=to, said=_("Saved."))
