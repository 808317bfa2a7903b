"""Keeping the directory on the screen: writing, changing, checking and closing an offer."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.base.decision import Refused
from brobygger.directory import actions, queries
from brobygger.directory.forms import CloseForm, OfferForm
from brobygger.directory.models import Offer
from brobygger.directory.states import OfferState


@door(Act.KEEP_DIRECTORY)
def new(request: DoorRequest) -> HttpResponse:
    """An offer that nobody has written down yet."""
    form = OfferForm(request.POST or None, initial={"check_again_days": 180})
    if form.is_valid():
        made = actions.add_offer(values=form.values(), zone_id=zone_of(request), by=request.actor, at=timezone.now())
        messages.success(request, _("The offer is in the directory."))
        return redirect("offer", made.pk)
    return render(request, "directory/change.html", {"form": form}, status=422 if form.is_bound else 200)


@door(Act.KEEP_DIRECTORY)
def change(request: DoorRequest, pk: int) -> HttpResponse:
    """Changing an offer; what another has changed meanwhile is shown, and nothing is lost."""
    offer = queries.offer(request.actor, pk, Act.KEEP_DIRECTORY)
    form = OfferForm(request.POST or None, initial=OfferForm.told_by(offer))
    conflict = False
    if form.is_valid():
        try:
            actions.change_offer(
                offer_id=pk, values=form.values(), seen=form.cleaned_data["seen"] or 0, zone_id=zone_of(request),
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("The offer is changed."))
            return redirect("offer", pk)
        except Refused as refused:
            if refused.reason != "changed_by_another":
                raise
            conflict, told = True, typed.again(request.POST)
            told["seen"] = str(offer.number)
            form = OfferForm(told)
    status = 409 if conflict else 422 if form.is_bound else 200
    return render(request, "directory/change.html", {"form": form, "offer": offer, "conflict": conflict}, status=status)


@door(Act.KEEP_DIRECTORY, "POST")
def checked(request: DoorRequest, pk: int) -> HttpResponse:
    """I have checked it today."""
    actions.check_offer(
        offer_id=pk, seen=typed.number(request.POST, "seen") or 0, zone_id=zone_of(request), by=request.actor,
        at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("It is noted that you have checked it today."))
    return redirect(
        "offers_to_check" if typed.text(request.POST, "back") == "list" else "offer", *_arguments(request, pk)
    )


def _arguments(request: DoorRequest, pk: int) -> list[int]:
    return [] if typed.text(request.POST, "back") == "list" else [pk]


@door(Act.KEEP_DIRECTORY, "POST")
def kept(request: DoorRequest, pk: int) -> HttpResponse:
    """Our organisation sees to it, or no longer does."""
    own = typed.text(request.POST, "kept") == "yes"
    actions.keep_offer(offer_id=pk, kept=own, zone_id=zone_of(request), by=request.actor, at=timezone.now())
    messages.success(request, _("You see to this offer now.") if own else _("You no longer see to this offer."))
    return redirect("offer", pk)


@door(Act.KEEP_DIRECTORY)
def close(request: DoorRequest, pk: int) -> HttpResponse:
    """The offer is no longer to be found."""
    offer = queries.offer(request.actor, pk, Act.KEEP_DIRECTORY)
    today = timezone.localdate()
    others = queries.offers_to_choose(request.actor).filter(closed_on=None).exclude(uid=offer.uid)
    form = CloseForm(request.POST or None, offers=others, initial=_likely(request, offer))
    if offer.state == OfferState.OPEN and form.is_valid():
        told = form.cleaned_data
        closed_on = told["closed_on"] or today
        actions.close_offer(
            offer_id=pk, reason=told["reason"], note=told["note"],
            closed_on=closed_on,
            same_as_id=told["same_as"].pk if told["same_as"] else None,
            zone_id=zone_of(request), by=request.actor, at=timezone.now(),
        )  # fmt: skip
        words = _("The offer is closed and no longer found.")
        if closed_on > today:
            words = _("The offer closes on %(day)s, and is found until then.")
        messages.success(request, words % {"day": date_format(closed_on, "SHORT_DATE_FORMAT")})
        return redirect("offer", pk)
    status = 422 if form.is_bound else 200
    return render(request, "directory/close.html", {"form": form, "offer": offer}, status=status)


def _likely(request: DoorRequest, offer: Offer) -> dict[str, Any]:
    same = queries.perhaps_same(request.actor, offer)
    return {"closed_on": timezone.localdate(), "same_as": same[0].pk if same else None}


@door(Act.KEEP_DIRECTORY, "POST")
def reopen(request: DoorRequest, pk: int) -> HttpResponse:
    """The offer is found again."""
    held = actions.reopen_offer(offer_id=pk, zone_id=zone_of(request), by=request.actor, at=timezone.now())
    again = _("The offer is open again, and is to be confirmed.")
    messages.success(request, again if held.to_be_confirmed else _("The offer stays open."))
    return redirect("offer", pk)
