"""How much there is for each, and who would like to talk."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import one_form
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act, zones_for
from brobygger.rota import load, queries, talk_actions
from brobygger.rota.forms import HeldForm, TalkForm
from brobygger.rota.models import Talk
from brobygger.trail import actions as trail


@door(Act.SEE_ROTA, "GET")
def rota_load(request: DoorRequest) -> HttpResponse:
    """This week: one's own, or everyone's for whoever plans."""
    zone_id, now = zone_of(request), timezone.now()
    rows = load.load(request.actor, zone_id=zone_id, on=timezone.localdate())
    trail.write("rota.load_seen", by=request.actor, at=now, zone_id=zone_id, shown=len(rows))
    shown = {
        "rows": rows, "held": load.talks_held(request.actor, zone_id=zone_id), "me": request.actor.user_id,
        "plans": zone_id in zones_for(request.actor, Act.PLAN_ROTA), "asks": [one for one in rows if one.talk],
    }  # fmt: skip
    return render(request, "rota/load.html", shown)


@door(Act.KEEP_HOURS)
def rota_talk(request: DoorRequest) -> HttpResponse:
    """She would like to talk."""
    zone_id, today = zone_of(request), timezone.localdate()
    form = TalkForm(typed.posted(request), initial={"wished_on": today + timedelta(days=1)})

    def ask(**signed: Any) -> None:
        talk_actions.ask_to_talk(zone_id=zone_id, **form.cleaned_data, **signed)

    to = reverse("rota_load")
    shown = {
        "heading": _("I would like to talk about it"), "button": _("Ask"), "back": (to, _("Back to the week")),
        "lead": _("Your leaders see that you ask, and by when. You write nothing of what it is about, or of whom."),
    }  # fmt: skip
    return one_form(request, form, ask, shown=shown, to=to, said=_("Your leaders see it now."))


@door(Act.KEEP_HOURS)
def rota_talk_held(request: DoorRequest, pk: int) -> HttpResponse:
    """The talk was held."""
    queries.whose(request.actor, Talk, pk)
    form = HeldForm(typed.posted(request), initial={"held_on": timezone.localdate()})

    def note(**signed: Any) -> None:
        talk_actions.note_talk(talk_id=pk, **form.cleaned_data, **signed)

    to = reverse("rota_load")
    shown = {"heading": _("The talk was held"), "button": _("Save"), "back": (to, _("Back to the week")), "lead": ""}
    return one_form(request, form, note, shown=shown, to=to, said=_("Saved."))
