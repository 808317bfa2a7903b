"""The leader's page of receivers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access.doors import ZONE_KEY, DoorRequest, door
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.base.templatetags.brobygger import reason
from brobygger.referrals import actions, queries
from brobygger.referrals.forms import GoneForm, ReceiverForm


def _zone(request: DoorRequest) -> int:
    """The zone that the leader looks at: her only one, or the one that she has chosen."""
    allowed = zones_for(request.actor, Act.MANAGE_RECEIVERS)
    chosen = request.session.get(ZONE_KEY) if len(allowed) > 1 else None
    return chosen if chosen in allowed else min(allowed)


@door(Act.MANAGE_RECEIVERS)
def receivers(request: DoorRequest) -> HttpResponse:
    """Where the zone may send; and a form for one more."""
    zone_id, now = _zone(request), timezone.now()
    form = ReceiverForm(request.POST if request.method == "POST" else None, zone_id=zone_id)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.open_receiver(
                zone_id=zone_id,
                to_zone_id=told["to_zone"],
                name=told["name"],
                email=told["email"],
                phone=told["phone"],
                language=told["language"],
                link_days=told["link_days"],
                by=request.actor,
                at=now,
            )
        except NotFound:
            raise
        except Refused as refused:
            form.add_error(None, reason(refused.reason))
        else:
            messages.success(request, _("%(name)s is on the list.") % {"name": made.name})
            return redirect("receivers")
    shown = queries.receivers(request.actor, zone_id=zone_id, act=Act.MANAGE_RECEIVERS)
    context = {"receivers": shown, "form": form}
    return render(request, "referrals/receivers.html", context, status=422 if form.errors else 200)


@door(Act.MANAGE_RECEIVERS)
def receiver_close(request: DoorRequest, receiver_id: int) -> HttpResponse:
    """A receiver is taken off the list, and why."""
    found = [
        one
        for one in queries.receivers(request.actor, zone_id=_zone(request), act=Act.MANAGE_RECEIVERS)
        if one.pk == receiver_id
    ]
    if not found:
        raise NotFound("not_found")
    form = GoneForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.close_receiver(
            receiver_id=receiver_id, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now()
        )
        messages.success(request, _("The receiver is off the list."))
        return redirect("receivers")
    context = {"receiver": found[0], "form": form}
    return render(request, "referrals/receiver_close.html", context, status=422 if form.errors else 200)


@door(Act.MANAGE_RECEIVERS, "POST")
def receiver_reopen(request: DoorRequest, receiver_id: int) -> HttpResponse:
    """A receiver is back on the list."""
    actions.reopen_receiver(receiver_id=receiver_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The receiver is back on the list."))
    return redirect("receivers")
