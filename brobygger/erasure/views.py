"""Whom one is to erase, who waits for a second person, and what proves that it was done."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act, zones_for
from brobygger.erasure import actions, paper, queries, rules
from brobygger.erasure.forms import ArchiveForm, AskForm, HoldForm, LookForm
from brobygger.erasure.words import ROOMS
from brobygger.people.naming import called
from brobygger.staff.queries import second_of_two

ERASE, SEE = Act.ERASE_PEOPLE, Act.SEE_ERASURES
SHOWN = 50


@door(SEE)
def erasures(request: DoorRequest) -> HttpResponse:
    """Who waits for a second person, of whom nothing is erased, and the certificates; leaders look someone up here."""
    by, zone_id = request.actor, zone_of(request)
    erases = zone_id in zones_for(by, ERASE)
    form = LookForm(typed.posted(request)) if erases else None
    found = None
    if form is not None and form.is_bound and form.is_valid():
        found = queries.found_by_words(by, zone_id=zone_id, words=form.cleaned_data["words"])
    shown = {
        "form": form,
        "found": None if found is None else [(one.pk, called(one), one.birth_date) for one in found],
        "waiting": [(one, queries.name_of(one.whose)) for one in queries.waiting(by, zone_id=zone_id)],
        "holds": [(one, queries.name_of(one.whose)) for one in queries.holds(by, zone_id=zone_id)],
        "certificates": queries.certificates(by, zone_id=zone_id)[:SHOWN],
        "archive": queries.archive_decision(by, zone_id=zone_id),
        "waits_for_archive": queries.waits_for_archive(zone_id),
        "erases": erases,
    }
    return render(request, "erasure/erasures.html", shown, status=422 if form and form.errors else 200)


@door(ERASE)
def erasure_of(request: DoorRequest, kind: str, pk: int) -> HttpResponse:
    """What would go with someone, what stays and why, what stands in the way; asked for here, and confirmed."""
    form = AskForm(typed.posted(request))
    said = _("The erasure is asked for. A second person confirms it.")

    def deed(**signed: Any) -> Any:
        return actions.ask(kind=kind, pk=pk, why=form.cleaned_data["why"], **signed)

    if carried_out(request, deed, form=form, said=said):
        return redirect("erasures")
    look = actions.look(kind=kind, pk=pk, by=request.actor, at=timezone.now())
    why = look.asked.why if look.asked else rules.NEVER
    second = second_of_two(request.actor, look.asked.asked_by_id) if look.asked else None
    may = rules.may_erase(look.standing, why=why)
    shown = {
        "look": look, "form": form, "hold_form": HoldForm(), "told": {"kind": kind, "pk": pk},
        "gone": _rooms(queries.counted(look.found.gone)), "left": _rooms(queries.counted(look.found.left)),
        "in_the_way": [ROOMS[room] for room in queries.by_room({one.table: one.n for one in look.in_the_way})],
        "blocked": may.reason, "refused": may.reason or (second.reason if second is not None else ""),
        "archive_refuses": look.standing.archive_undecided, "elsewhere": paper.elsewhere(),
    }  # fmt: skip
    return render(request, "erasure/of.html", shown, status=422 if form.errors else 200)


def _rooms(told: dict[str, int]) -> list[tuple[Any, int]]:
    return [(ROOMS.get(room, room), sum(tables.values())) for room, tables in queries.by_room(told).items()]


@door(ERASE, "POST")
def erasure_confirm(request: DoorRequest, pk: int) -> HttpResponse:
    """The second person confirms, and it is done."""
    made: list[Any] = []
    if carried_out(request, lambda **signed: made.append(actions.confirm(asked_id=pk, **signed))):
        messages.success(request, _("The person is erased."))
        return redirect("erasure_certificate", made[0].pk)
    return redirect("erasures")


@door(ERASE, "POST")
def erasure_withdraw(request: DoorRequest, pk: int) -> HttpResponse:
    """Nobody is erased after all."""
    said = _("The request is withdrawn. Nothing has been erased.")
    carried_out(request, lambda **signed: actions.withdraw(asked_id=pk, **signed), said=said)
    return redirect("erasures")


@door(ERASE, "POST")
def erasure_hold(request: DoorRequest, kind: str, pk: int) -> HttpResponse:
    """Nothing of someone is erased for now."""
    form = HoldForm(request.POST)
    deed = lambda **signed: actions.hold(kind=kind, pk=pk, why=form.cleaned_data["why"], **signed)  # noqa: E731
    if not carried_out(request, deed, form=form, said=_("Nothing about the person is erased until you lift this.")):
        messages.warning(request, _("Choose why nothing must be erased."))
    return redirect("erasure_of", kind, pk)


@door(ERASE, "POST")
def erasure_lift(request: DoorRequest, pk: int) -> HttpResponse:
    """What someone was kept for is over."""
    carried_out(request, lambda **signed: actions.lift(hold_id=pk, **signed), said=_("The hold is lifted."))
    return redirect("erasures")


@door(ERASE)
def erasure_archive(request: DoorRequest) -> HttpResponse:
    """What the archive authority has decided for the zone."""
    zone_id, form = zone_of(request), ArchiveForm(typed.posted(request))
    said = _("The decision is noted.")
    if carried_out(request, lambda **signed: actions.note_archive(zone_id=zone_id, **form.cleaned_data, **signed),
                   form=form, said=said):  # fmt: skip
        return redirect("erasures")
    shown = {
        "form": form, "heading": _("The archive authority's decision"), "button": _("Note the decision"),
        "back": (reverse("erasures"), _("Back to erasure")),
        "lead": _("A municipality erases nobody before the archive authority has decided what is kept."),
    }  # fmt: skip
    return render(request, "one_form.html", shown, status=422 if form.errors else 200)


@door(SEE, "GET")
def certificate(request: DoorRequest, pk: int) -> HttpResponse:
    """What was erased, and whether the trail was told the same."""
    row = queries.certificate(request.actor, pk)
    return render(
        request, "erasure/certificate.html", {"row": row, "said": paper.said(row), "holds": queries.in_the_trail(row)}
    )


@door(SEE, "GET")
def certificate_pdf(request: DoorRequest, pk: int) -> HttpResponse:
    """The same on paper."""
    row = queries.certificate(request.actor, pk)
    return HttpResponse(
        paper.pdf(row), content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="erasure-{row.number}.pdf"'},
    )  # fmt: skip
