"""The forms that a zone may use: which there are, each as it is asked, and by which licence."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act, zones_for
from brobygger.base.languages import LANGUAGES
from brobygger.packs import actions, checking, queries
from brobygger.packs.codes import Purpose
from brobygger.packs.forms import FileForm, LicenceForm, PackForm, label_of
from brobygger.packs.reading import PackUnusable, pack_of
from brobygger.packs.words import FAULTS


@door(Act.SEE_PACKS)
def packs(request: DoorRequest) -> HttpResponse:
    """The forms, their owners and licences."""
    return _list(request, FileForm())


@door(Act.KEEP_PACKS, takes=checking.LARGEST)
def hand_in(request: DoorRequest) -> HttpResponse:
    """A file becomes one of the zone's forms, or every fault in it is said."""
    if request.method != "POST":
        return redirect("packs")
    form, faults = FileForm(request.POST, request.FILES), []
    if form.is_valid():
        try:
            told = pack_of(form.cleaned_data["file"].read(checking.LARGEST + 1))
        except PackUnusable as unusable:
            faults = [(fault, FAULTS.get(fault.code, fault.code)) for fault in unusable.faults]
        else:
            zone_id = zone_of(request)
            if carried_out(request, lambda **signed: actions.import_pack(told, zone_id=zone_id, **signed), form=form):
                messages.success(request, _("%(title)s is among your forms.") % {"title": told["title"]})
                here = queries.packs(request.actor, zone_id=zone_id).filter(zone=zone_id)
                return redirect("pack", here.get(url=told["url"], version=told["version"]).pk)
    return _list(request, form, faults=faults, status=422)


def _list(request: DoorRequest, form: FileForm, *, status: int = 200, **more: Any) -> HttpResponse:
    zone_id, language = zone_of(request, Act.SEE_PACKS), get_language() or ""
    licences = queries.licences(request.actor, zone_id=zone_id)
    rows = [
        (one, one.title_in(language), licences.get(one.url)) for one in queries.packs(request.actor, zone_id=zone_id)
    ]
    return render(request, "packs/packs.html", {"rows": rows, "form": form, **more}, status=status)


@door(Act.SEE_PACKS)
def pack(request: DoorRequest, pk: int) -> HttpResponse:
    """A form as it is asked, and what is to be known of it."""
    return _pack(request, pk, LicenceForm())


def _pack(request: DoorRequest, pk: int, form: LicenceForm, *, status: int = 200) -> HttpResponse:
    row, zone_id = queries.pack(request.actor, pk), zone_of(request, Act.SEE_PACKS)
    language = get_language() or ""
    drawn = PackForm(row.questions, answers={}).drawn()
    loose = row.questions.without_part if row.purpose == Purpose.RISK else []
    shown = {
        "pack": row, "title": row.title_in(language), "terms": row.licence_in(language),
        "language": LANGUAGES.get(row.language[:2], row.language), "drawn": drawn, "form": form,
        "licence": queries.licences(request.actor, zone_id=zone_id).get(row.url),
        "without_part": [label_of(one, language) for one in loose],
        "never_warns": row.purpose == Purpose.CLARIFICATION and not row.questions.warn,
        "keeps": zone_id in zones_for(request.actor, Act.KEEP_PACKS),
    }  # fmt: skip
    return render(request, "packs/pack.html", shown, status=status)


@door(Act.KEEP_PACKS)
def licence(request: DoorRequest, pk: int) -> HttpResponse:
    """By which licence the zone uses the instrument."""
    row, zone_id = queries.pack(request.actor, pk), zone_of(request)
    form = LicenceForm(typed.posted(request))

    def note(**signed: Any) -> None:
        actions.note_licence(zone_id=zone_id, url=row.url, reference=form.cleaned_data["reference"], **signed)

    if carried_out(request, note, form=form, field="reference", said=_("The licence is noted.")):
        return redirect("pack", pk)
    return _pack(request, pk, form, status=422 if form.errors else 200)


@door(Act.KEEP_PACKS, "POST")
def use(request: DoorRequest, pk: int) -> HttpResponse:
    """Taken out of use, or back in use."""
    back = typed.pressed(request.POST, "back")
    deed = actions.put_back_in_use if back else actions.take_out_of_use
    said = _("The form is in use again.") if back else _("The form is out of use.")
    carried_out(request, lambda **signed: deed(pack_id=pk, **signed), said=said)
    return redirect("pack", pk)
