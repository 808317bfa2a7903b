"""Campaigns: the link, its QR code, the page to print, and how often the link was opened."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.actor import citizen
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act, may, zones_for
from brobygger.base import qr
from brobygger.base.decision import NotFound
from brobygger.municipality import queries as municipality
from brobygger.reach import actions, queries
from brobygger.reach.forms import CampaignForm
from brobygger.reach.models import Campaign
from brobygger.reach.pages import form_page, page, then
from brobygger.staff.models import Zone


def _address(request: DoorRequest, row: Campaign) -> str:
    return request.build_absolute_uri(queries.path_of(row.zone, row.key))


@door(Act.SEE_REACH, "GET")
def campaigns(request: DoorRequest) -> HttpResponse:
    """The zone's campaigns, and how often the link of each was opened."""
    zone_id = zone_of(request)
    shown = {
        "campaigns": queries.campaigns(request.actor, zone_id=zone_id),
        "keeps": zone_id in zones_for(request.actor, Act.KEEP_REACH),
        "today": timezone.localdate(),
        "is_open": municipality.public_setup(citizen(zone_id), zone_id=zone_id) is not None,
    }
    return page(request, "reach/campaigns.html", "campaigns", shown)


@door(Act.KEEP_REACH)
def new(request: DoorRequest) -> HttpResponse:
    """A campaign gets its link."""
    zone_id = zone_of(request)
    form = CampaignForm(request.POST or None, initial={"first_day": timezone.localdate()})

    def do(told: Any) -> HttpResponse:
        made = actions.make_campaign(zone_id=zone_id, **told, by=request.actor, at=timezone.now())
        return then(request, _("The campaign has its link."), "campaign", made.pk)

    shown = {"title": _("A new campaign"), "back": reverse("campaigns"), "save": _("Make the campaign")}
    return form_page(request, form, do, shown, part="campaigns")


@door(Act.SEE_REACH, "GET")
def one(request: DoorRequest, pk: int) -> HttpResponse:
    """The link, the code, and how often it was opened."""
    row = queries.campaign(request.actor, pk)
    opened = queries.opened_by_day(request.actor, campaign_id=pk)
    spans = queries.spans(row, opened)
    shown = {
        "campaign": row,
        "address": _address(request, row),
        "spans": spans,
        "weekly": bool(spans) and spans[0].first != spans[0].last,
        "times": sum(n for _day, n in opened),
        "inquiries": queries.inquiries_of(request.actor, row),
        "keeps": bool(may(request.actor, Act.KEEP_REACH, row)),
        "today": timezone.localdate(),
    }
    return page(request, "reach/campaign.html", "campaigns", shown)


@door(Act.KEEP_REACH)
def change(request: DoorRequest, pk: int) -> HttpResponse:
    """Another name, channel or days; the key stays."""
    row = queries.campaign(request.actor, pk)
    if not may(request.actor, Act.KEEP_REACH, row):
        raise NotFound("not_found")
    known = {name: getattr(row, name) for name in ("name", "channel", "first_day", "last_day")}
    form = CampaignForm(request.POST or None, initial=known, is_new=False)

    def do(told: Any) -> HttpResponse:
        actions.change_campaign(pk=pk, values=told, by=request.actor, at=timezone.now())
        return then(request, _("Saved."), "campaign", pk)

    shown = {
        "title": _("Change the campaign"),
        "back": reverse("campaign", args=[pk]),
        "save": _("Save"),
        "hint": _("The address stays as it is, since it may be printed already."),
    }
    return form_page(request, form, do, shown, part="campaigns")


@door(Act.KEEP_REACH, "POST")
def remove(request: DoorRequest, pk: int) -> HttpResponse:
    """It was made by mistake."""
    actions.remove_campaign(pk=pk, by=request.actor, at=timezone.now())
    return then(request, _("The campaign is gone."), "campaigns")


@door(Act.SEE_REACH, "GET")
def svg(request: DoorRequest, pk: int) -> HttpResponse:
    """The code as a drawing; as a file where asked for."""
    row = queries.campaign(request.actor, pk)
    return _file(request, qr.svg(_address(request, row)), "image/svg+xml", f"qr-{row.key}.svg")


@door(Act.SEE_REACH, "GET")
def png(request: DoorRequest, pk: int) -> HttpResponse:
    """The code as a picture."""
    row = queries.campaign(request.actor, pk)
    return _file(request, qr.png(_address(request, row)), "image/png", f"qr-{row.key}.png")


def _file(request: DoorRequest, data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    if typed.pressed(request.GET, "file"):
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@door(Act.SEE_REACH, "GET")
def printed(request: DoorRequest, pk: int) -> HttpResponse:
    """A poster or a postcard: a neutral heading, the code, and the address in plain text."""
    row = queries.campaign(request.actor, pk)
    shown = {
        "campaign": row,
        "address": _address(request, row),
        "plain": _address(request, row).split("://", 1)[1],
        "setup": municipality.public_setup(citizen(row.zone_id), zone_id=row.zone_id),
        "card": typed.text(request.GET, "as") == "card",
        "copies": range(4 if typed.text(request.GET, "as") == "card" else 1),
    }
    return render(request, "reach/campaign_print.html", shown)


@door(Act.SEE_REACH, "GET")
def plain_qr(request: DoorRequest) -> HttpResponse:
    """The code of the zone's open page itself, which belongs to no campaign and counts nothing."""
    zone = get_object_or_404(Zone, pk=zone_of(request))
    address = request.build_absolute_uri(queries.path_of(zone))
    return _file(request, qr.svg(address), "image/svg+xml", "qr.svg")
