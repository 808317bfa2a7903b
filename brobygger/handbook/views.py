"""The pages of the handbook: the documents, one of them, its versions, and writing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.actor import Actor, Role
from brobygger.access.deeds import carried_out, one_form
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import RULES_OF, Act, zones_for
from brobygger.handbook import actions, queries, rules
from brobygger.handbook.forms import DocumentForm, VersionForm
from brobygger.staff import queries as staff


@door(Act.SEE_HANDBOOK, "GET")
def handbook(request: DoorRequest) -> HttpResponse:
    """The documents of the zone, and which she has not read."""
    zone_id, today = zone_of(request), timezone.localdate()
    shown = {
        "rows": queries.documents(request.actor, zone_id=zone_id, on=today),
        "unread": {one.document_id for one in queries.unread(request.actor, on=today)},
        "keeps": zone_id in zones_for(request.actor, Act.KEEP_HANDBOOK),
    }
    return render(request, "handbook/handbook.html", shown)


@door(Act.SEE_HANDBOOK, "GET")
def document(request: DoorRequest, pk: int) -> HttpResponse:
    """One document, as it holds today."""
    return render(request, "handbook/document.html", {"told": queries.page(request.actor, pk, on=timezone.localdate())})


@door(Act.SEE_HANDBOOK, "GET")
def document_version(request: DoorRequest, pk: int) -> HttpResponse:
    """One version as it was, or will be."""
    row = queries.version(request.actor, pk)
    return render(request, "handbook/version.html", {"row": row, "pieces": rules.pieces(row.text)})


@door(Act.SEE_HANDBOOK, "POST")
def document_read(request: DoorRequest, pk: int) -> HttpResponse:
    """She has read it."""
    row = queries.version(request.actor, pk)
    carried_out(request, lambda **signed: actions.note_read(version_id=pk, **signed), said=_("Noted as read."))
    return redirect("document", row.document_id)


def _roles(by: Actor, zone_id: int) -> list[Role]:
    """Whoever works there and may see the handbook."""
    here = {role for one in staff.team(zone_id, timezone.localdate()) for role in one.roles}
    may_see = {rule.role for rule in RULES_OF[Act.SEE_HANDBOOK]}
    return [one for one in Role if one in may_see and one in here]


@door(Act.KEEP_HANDBOOK)
def document_new(request: DoorRequest) -> HttpResponse:
    """A document is made."""
    zone_id = zone_of(request)
    roles = _roles(request.actor, zone_id)
    form = DocumentForm(typed.posted(request), roles=roles, initial={"valid_from": timezone.localdate()})

    def make(**signed: Any) -> None:
        actions.make_document(zone_id=zone_id, **form.cleaned_data, **signed)

    back = reverse("handbook")
    shown = {"heading": _("A new document"), "button": _("Publish"), "back": (back, _("Handbook"))}
    said = _("Published. It stands in everyone's menu until read.")
    return one_form(request, form, make, shown=shown, to=back, said=said)


@door(Act.KEEP_HANDBOOK)
def document_write(request: DoorRequest, pk: int) -> HttpResponse:
    """The next version is written."""
    row = queries.document(request.actor, pk, act=Act.KEEP_HANDBOOK)
    newest = queries.newest(row)
    known = {"text": newest.text if newest else "", "seen": newest.number if newest else 0, "readers": row.readers}
    known["valid_from"] = max(timezone.localdate(), newest.valid_from if newest else timezone.localdate())
    form = VersionForm(typed.posted(request), roles=_roles(request.actor, row.zone_id), initial=known)

    def write(**signed: Any) -> None:
        told = form.cleaned_data | {"seen": form.cleaned_data["seen"] or 0}
        actions.write_version(document_id=pk, **told, **signed)

    back = reverse("document", args=[pk])
    shown = {"heading": _("A new version"), "button": _("Publish"), "back": (back, row.title)}
    said = _("Published. It stands in everyone's menu until read.")
    return one_form(request, form, write, shown=shown, to=back, said=said)


@door(Act.KEEP_HANDBOOK, "POST")
def document_close(request: DoorRequest, pk: int) -> HttpResponse:
    """The document is no longer in use."""
    said = _("Put away. Nobody is asked to read it.")
    carried_out(request, lambda **signed: actions.close_document(document_id=pk, **signed), said=said)
    return redirect("handbook")
