"""The leader's page of how her municipality runs the programme: choosing what to copy, and changing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.actor import Actor
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.municipality import actions, in_words, queries, undo
from brobygger.municipality.forms import PageForm, SetupForm, WaysForm
from brobygger.municipality.models import Setup
from brobygger.municipality.shipping import shipped
from brobygger.municipality.words import REASONS

SECTIONS: dict[str, type[SetupForm]] = {"page": PageForm, "ways": WaysForm}


@door(Act.SEE_MUNICIPALITY, "GET")
def municipality(request: DoorRequest) -> HttpResponse:
    """How the municipality runs the programme; before anyone has chosen, what there is to copy."""
    now, zone_id = timezone.now(), zone_of(request)
    programme = queries.programme_of(request.actor, zone_id=zone_id)
    if programme is None:
        return render(request, "municipality/none.html", {"zone": in_words.zone_name(request.actor, zone_id)})
    setup = queries.setup_to_keep(request.actor, zone_id=zone_id, programme_id=programme.pk)
    if setup is None:
        own = queries.setups_to_copy(request.actor, zone_id=zone_id, programme_id=programme.pk)
        choices = [in_words.choice(one) for one in shipped().values()]
        context = {"zone": in_words.zone_name(request.actor, zone_id), "choices": choices, "own": own}
        return render(request, "municipality/choose.html", context)
    told = in_words.page(request.actor, setup, on=timezone.localdate(now))
    return render(request, "municipality/municipality.html", told | {"undo": undo.offered(request, at=now)})


@door(Act.KEEP_MUNICIPALITY, "POST")
def copy(request: DoorRequest) -> HttpResponse:
    """This is the one to begin with."""
    zone_id, source = zone_of(request), typed.text(request.POST, "source")
    programme = queries.programme_of(request.actor, zone_id=zone_id)
    if programme is None:
        raise NotFound("not_found")
    actions.copy_setup(
        zone_id=zone_id,
        programme_id=programme.pk,
        source=typed.as_number(source) or source,
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("It is copied, and yours to change. The open page is closed until you open it."))
    return redirect("municipality")


@door(Act.KEEP_MUNICIPALITY)
def take_back(request: DoorRequest) -> HttpResponse:
    """Check before the copy is thrown away, and throw it away."""
    setup = _setup(request)
    if request.method == "POST":
        actions.take_back_copy(setup_id=setup.pk, by=request.actor, at=timezone.now())
        messages.success(request, _("The copy is gone. Choose again."))
        return redirect("municipality")
    told = in_words.page(request.actor, setup, on=timezone.localdate())
    return render(request, "municipality/take_back.html", told)


@door(Act.KEEP_MUNICIPALITY)
def change(request: DoorRequest, section: str) -> HttpResponse:
    """A part of the setup; what another has changed meanwhile is told, and nothing is lost."""
    if section not in SECTIONS:
        raise NotFound("not_found")
    setup, now, status = _setup(request), timezone.now(), 200
    before = {name: getattr(setup, name) for name in SECTIONS[section].base_fields if name != "seen"}
    form = SECTIONS[section](request.POST or None, setup=setup)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = actions.change_setup(
                    setup_id=setup.pk, values=form.values(), seen=form.cleaned_data["seen"], by=request.actor, at=now
                )
                _saved(request, row, before)
                return redirect("municipality")
            except Refused as refusal:
                if refusal.reason != "setup_changed_by_another":
                    raise
                status, told = 409, typed.again(request.POST, seen=setup.changed_at.isoformat())
                form = SECTIONS[section](told, setup=setup)
                form.add_error(None, REASONS[refusal.reason])
    context = {"form": form, "section": section, "setup": setup, "others": _now_there(before) if status == 409 else ()}
    return render(request, "municipality/change.html", context, status=status)


def _saved(request: DoorRequest, row: Setup, before: dict[str, Any]) -> None:
    if any(getattr(row, name) != value for name, value in before.items()):
        told = {"setup_id": row.pk, "values": before, "seen": row.changed_at.isoformat()}
        undo.offer(request, "setup_changed", "change_setup", at=row.changed_at, **told)


def _now_there(before: dict[str, Any]) -> list[tuple[str, str]]:
    """What stands there now, for her who wrote while another changed it."""
    forms = {**PageForm.base_fields, **WaysForm.base_fields}
    return [(str(forms[name].label), in_words.value_words(name, value)) for name, value in before.items()]


@door(Act.KEEP_MUNICIPALITY, "POST")
def open_page(request: DoorRequest) -> HttpResponse:
    """From now on the open page takes people."""
    now = timezone.now()
    row = actions.open_page(setup_id=_setup(request).pk, by=request.actor, at=now)
    undo.offer(request, "page_opened", "close_page", at=now, setup_id=row.pk)
    return redirect("municipality")


@door(Act.KEEP_MUNICIPALITY, "POST")
def close_page(request: DoorRequest) -> HttpResponse:
    """The open page takes no one new."""
    now = timezone.now()
    row = actions.close_page(setup_id=_setup(request).pk, by=request.actor, at=now)
    undo.offer(request, "page_closed", "open_page", at=now, setup_id=row.pk)
    return redirect("municipality")


@door(Act.KEEP_MUNICIPALITY, "POST")
def undone(request: DoorRequest) -> HttpResponse:
    """What was done last is taken back."""
    undo.take_back(request, at=timezone.now())
    messages.success(request, _("It is as it was before."))
    return redirect("municipality")


def _setup(request: DoorRequest) -> Setup:
    return setup_kept_by(request.actor, zone_of(request, Act.KEEP_MUNICIPALITY))


def setup_kept_by(actor: Actor, zone_id: int) -> Setup:
    """The setup of the zone. NotFound where nobody has set it up."""
    programme = queries.programme_of(actor, zone_id=zone_id)
    found = programme and queries.setup_to_keep(actor, zone_id=zone_id, programme_id=programme.pk)
    if not found:
        raise NotFound("not_found")
    return found
