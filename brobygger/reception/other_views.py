"""The one who uses violence, on pages of their own; and what is answered when he asks to see what is kept."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.reception import actions, other_party
from brobygger.reception.forms import AccessForm, LookForm, OtherPartyForm
from brobygger.reception.other_party import Told
from brobygger.screening import queries as screenings


@door(Act.SEE_OTHER_PARTY)
def add_other(request: DoorRequest, pk: int) -> HttpResponse:
    """Something is to be noted; where there is something already, its own page is opened."""
    row = screenings.for_team(request.actor, pk)
    known = other_party.number_of(request.actor, screening_id=row.pk)
    if known is not None and request.method != "POST":
        return redirect("other_party", known)
    form = OtherPartyForm(typed.posted(request), initial=_standing(Told()))
    if request.method == "POST" and form.is_valid():
        made = actions.add_other_party(screening_id=row.pk, told=form.told(), by=request.actor, at=timezone.now())
        messages.success(request, _("Kept, on this page alone."))
        return redirect("other_party", made.pk)
    return render(request, "reception/other.html", {"form": form}, status=422 if form.errors else 200)


def _standing(told: object) -> dict[str, str]:
    return {name: getattr(told, name) for name in Told.__dataclass_fields__}


@door(Act.SEE_OTHER_PARTY)
def other(request: DoorRequest, pk: int) -> HttpResponse:
    """What is noted of the other party: opening it is an entry of its own in the trail."""
    now = timezone.now()
    row = actions.open_other_party(other_party_id=pk, by=request.actor, at=now)
    form = OtherPartyForm(typed.posted(request), initial=_standing(row))
    if request.method == "POST" and form.is_valid():
        actions.change_other_party(other_party_id=pk, told=form.told(), by=request.actor, at=now)
        messages.success(request, _("Kept, on this page alone."))
        return redirect("other_party", pk)
    return render(request, "reception/other.html", {"form": form, "row": row}, status=422 if form.errors else 200)


@door(Act.ANSWER_ACCESS)
def access(request: DoorRequest) -> HttpResponse:
    """Someone asks to see what is kept about him; the name is looked for here and nowhere else."""
    form = LookForm(typed.posted(request))
    shown: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        zone_id = zone_of(request)
        shown["looked"] = True
        shown["found"] = actions.look_for(
            zone_id=zone_id, name=form.cleaned_data["name"], by=request.actor, at=timezone.now()
        )
    return render(request, "reception/access.html", shown, status=422 if form.errors else 200)


@door(Act.ANSWER_ACCESS)
def answer(request: DoorRequest, pk: int) -> HttpResponse:
    """The decision by databeskyttelsesloven § 22; nothing is told unless someone decides so and says why."""
    now = timezone.now()
    row, answers = other_party.noted(request.actor, other_party_id=pk)
    form = AccessForm(typed.posted(request), initial={"asked_on": timezone.localdate(now)})
    if carried_out(
        request,
        lambda **signed: actions.answer_access(other_party_id=pk, **form.cleaned_data, **signed),
        form=form,
        said=_("Decided. The letter is ready."),
    ):
        return redirect("access_answer", pk)
    shown = {"row": row, "answers": answers, "form": form}
    return render(request, "reception/access_answer.html", shown, status=422 if form.errors else 200)


@door(Act.ANSWER_ACCESS, "GET")
def letter(request: DoorRequest, pk: int) -> HttpResponse:
    """The letter, as the last decision lets it be."""
    extract = actions.extract_about_other_party(other_party_id=pk, by=request.actor, at=timezone.now())
    return render(request, "reception/letter.html", {"extract": extract if extract.told else None})


@door(Act.ANSWER_ACCESS, "GET")
def nothing_kept(request: DoorRequest) -> HttpResponse:
    """The letter to someone about whom nothing is kept: word for word the one that withholds."""
    return render(request, "reception/letter.html", {"extract": None})
