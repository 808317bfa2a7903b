"""The trail on the screen of the data-protection officer."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act, zones_for
from brobygger.trail import queries
from brobygger.trail.actions import write
from brobygger.trail.words import SENTENCES, about, sentence


class Look(forms.Form):
    """What to look for in the trail; only codes, ids and days, so that they may stand in the address."""

    what = forms.ChoiceField(label=_("What"), required=False)
    worker = forms.TypedChoiceField(label=_("Who"), required=False, coerce=int, empty_value=None)
    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: object, *, workers: object) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        known = sorted(((code, words) for code, words in SENTENCES.items()), key=lambda pair: str(pair[1]))
        self.fields["what"].choices = [("", _("Everything")), *known]  # type: ignore[attr-defined]
        self.fields["worker"].choices = [("", _("Everyone")), *workers]  # type: ignore[attr-defined,misc]


@door(Act.SEE_TRAIL, "GET")
def trail(request: DoorRequest) -> HttpResponse:
    """Who did or saw what, newest first, in sentences."""
    form = Look(request.GET, workers=queries.workers_seen(request.actor))
    told = form.cleaned_data if form.is_valid() else {}
    looked_for: dict[str, Any] = {name: told.get(name) for name in ("what", "worker", "day") if told.get(name)}
    rows, more = queries.page(request.actor, before=told.get("before"), **looked_for)
    for zone_id in zones_for(request.actor, Act.SEE_TRAIL):
        write("trail.read", by=request.actor, at=timezone.now(), zone_id=zone_id, entries=len(rows))
    address = reverse("trail")
    shown = {
        "form": form,
        "entries": [(row, sentence(row), about(row)) for row in rows],
        "older": f"{address}?{urlencode({**looked_for, 'before': rows[-1].pk})}" if more else "",
        "newer": f"{address}?{urlencode(looked_for)}" if told.get("before") else "",
        "seals": queries.seal_state(),
        "several_zones": len({row.zone_id for row in rows}) > 1,
    }
    return render(request, "trail/trail.html", shown)
