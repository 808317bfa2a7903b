"""What has a page of its own with one form: the other doors, the ends, advice, and what is not so after all."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base.menu import address
from brobygger.base.workdays import day_of
from brobygger.reception import actions
from brobygger.reception.forms import KnownForm, NothingForm, OnwardForm
from brobygger.reception.listing import name_of
from brobygger.reception.worries import worries_of
from brobygger.routes import queries as routes
from brobygger.routes.codes import Route
from brobygger.screening import actions as safety
from brobygger.screening import queries as screenings
from brobygger.screening.danger_said import said_of
from brobygger.screening.models import Screening
from brobygger.screening.safety_forms import AdviceForm, TakeBackForm

type Done = Callable[..., Any]


def _about(row: Screening) -> dict[str, Any]:
    """Who it is, and what stands said about danger."""
    return {
        "row": row, "name": name_of(row), "worries": worries_of(row),
        "duty_page": address("raise_duty", "screening", row.pk),
    }  # fmt: skip


def _form_page(
    request: DoorRequest, pk: int, form: forms.Form, do: Done, *, heading: str, lead: str, button: str, said: str,
    kind: str = "primary", to: str = "", exit: bool = False,
) -> HttpResponse:  # fmt: skip
    """A page with one form: shown, filled in, done, and back to the person, or to the list."""
    row = screenings.for_team(request.actor, pk, act=Act.RECEIVE)
    if carried_out(request, lambda **signed: do(screening_id=pk, **signed), form=form, said=said):
        return redirect(to) if to else redirect("received", pk)
    shown = _about(row) | {
        "form": form, "heading": heading, "lead": lead, "button": button, "kind": kind, "exit": exit,
    }  # fmt: skip
    return render(request, "reception/form.html", shown, status=422 if form.errors else 200)


@door(Act.RECEIVE)
def known(request: DoorRequest, pk: int) -> HttpResponse:
    """Someone anonymous chooses to be known by name."""
    form = KnownForm(typed.posted(request))

    def do(**told: Any) -> None:
        actions.become_known(who=form.name(), said_yes=form.cleaned_data["said_yes"], **told)

    return _form_page(
        request, pk, form, do,
        heading=_("Becomes known by name"),
        lead=_("Only the person can choose this. The help is the same without a name."),
        button=_("Save the name"),
        said=_("The person is known by name now. The code still works."),
    )  # fmt: skip


@door(Act.RECEIVE)
def nothing(request: DoorRequest, pk: int) -> HttpResponse:
    """It came to nothing, for a reason."""
    form = NothingForm(typed.posted(request))

    def do(**told: Any) -> None:
        actions.come_to_nothing(why=form.cleaned_data["why"], **told)

    return _form_page(
        request, pk, form, do,
        heading=_("It came to nothing"),
        lead=_("It can be taken up again afterwards, and whoever has a code can always come back."),
        button=_("Save"),
        said=_("Noted. It can be taken up again."),
        exit=True,
    )  # fmt: skip


@door(Act.RECEIVE)
def advice(request: DoorRequest, pk: int) -> HttpResponse:
    """Advice on safety was given, by whom and when."""
    row, today = screenings.for_team(request.actor, pk, act=Act.RECEIVE), timezone.localdate()
    begun = {"given_by": getattr(request.user, "name", ""), "given_on": today}
    form = AdviceForm(typed.posted(request), began=day_of(row.started_at), today=today, initial=begun)

    def do(**told: Any) -> None:
        safety.give_advice(advice=form.advice(), act=Act.RECEIVE, **told)

    return _form_page(
        request, pk, form, do,
        heading=_("Advice on safety"),
        lead=_("Go through it before the person goes no way now. It is advice, and no assessment."),
        button=_("The advice is given"),
        said=_("Noted."),
    )  # fmt: skip


@door(Act.RECEIVE)
def danger_back(request: DoorRequest, pk: int) -> HttpResponse:
    """Danger that was said is not so after all, or is over, for the reason that is written."""
    row = screenings.for_team(request.actor, pk, act=Act.RECEIVE)
    form = TakeBackForm(typed.posted(request), said=said_of(row))

    def do(**told: Any) -> None:
        actions.take_danger_back(**form.cleaned_data, **told)

    return _form_page(
        request, pk, form, do,
        heading=_("Something that was said is not so after all"),
        lead=_("Ask the person, where you can. That it was said stays in the story, with your reason."),
        button=_("Take it back"),
        said=_("Taken back. That it was said, and your reason, stay."),
    )  # fmt: skip


@door(Act.RECEIVE)
def onward(request: DoorRequest, pk: int) -> HttpResponse:
    """Another door: first which, then how she is led there."""
    row = screenings.for_team(request.actor, pk, act=Act.RECEIVE)
    now, route = timezone.now(), typed.text(request.GET, "door")
    others = [one for one in Route if one != Route.RISK_ASSESSMENT_AND_COURSE]
    if route not in [one.value for one in others]:
        return render(request, "reception/onward.html", _about(row) | {"routes": others})
    doors = routes.doors(request.actor, zone_id=row.zone_id, route=route, at=now)
    offers = [(one.offer_id, one.name) for one in doors]
    form = OnwardForm(
        typed.posted(request), route=route, offers=offers, suggested=row.detection.suggested,
        today=timezone.localdate(now),
    )  # fmt: skip
    if carried_out(
        request,
        lambda **signed: actions.point_on(screening_id=pk, onward=form.onward(), **signed),
        form=form,
        said=_("Noted. On the day you have chosen someone asks how it went."),
    ):
        return redirect("received", pk)
    shown = _about(row) | {"form": form, "doors": doors, "chosen": Route(route)}
    return render(request, "reception/onward.html", shown, status=422 if form.errors else 200)


@door(Act.RECEIVE)
def withdraw(request: DoorRequest, pk: int) -> HttpResponse:
    """She takes her yes back; a page to look at first, since it cannot be undone."""
    return _form_page(
        request, pk, forms.Form(request.POST if request.method == "POST" else None), actions.withdraw,
        heading=_("The yes is taken back"),
        lead=_(
            "All contact stops at once, also messages that wait to be sent. This cannot be undone here; whoever wants"
            " to come back can do so by any way in."
        ),
        button=_("Stop all contact"),
        said=_("Noted. Nobody gets in touch any more."),
        kind="warning",
        exit=True,
        to=reverse("reception"),
    )  # fmt: skip
