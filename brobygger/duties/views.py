"""The duties of a zone, and one duty from being raised to being decided and closed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.base import workdays
from brobygger.base.decision import NotFound
from brobygger.duties import actions, queries, rules
from brobygger.duties import what_it_is_about as things
from brobygger.duties.forms import CloseForm, DecideForm, KindForm, RaiseForm, ReasonForm
from brobygger.duties.queries import Whole
from brobygger.duties.states import AFTER_SENDING, BASIS, BEFORE_SENDING, About, DutyKind, DutyState
from brobygger.duties.steps import steps_of
from brobygger.programmes import policy_queries


@door(Act.SEE_DUTIES, "GET")
def duties(request: DoorRequest) -> HttpResponse:
    """One's own duties, and that others have some."""
    zone_id, now = zone_of(request), timezone.now()
    lists = queries.lists(request.actor, zone_id=zone_id, at=now)
    return render(request, "duties/duties.html", {"lists": lists, "now": now})


@door(Act.HOLD_DUTY)
def raise_duty(request: DoorRequest, about: str = About.NOTHING, about_id: int | None = None) -> HttpResponse:
    """112 first; then what it is about. The duty is hers when she has said so.

    Where what it is about is not hers to read, or no more, nothing is told of it: what she has filled in stands, to be
    raised without it, since nobody can take a duty from her.
    """
    now = timezone.now()
    try:
        zone_id = things.read(request.actor, about, about_id).zone_id if about else zone_of(request)
    except NotFound:
        if request.method != "POST":
            raise
        usual = rules.usual_kind(queries.roles_of(request.actor, zone_of(request)))
        alone = {"form": RaiseForm(request.POST, usual=usual), "usual": usual, "about": "", "without": True}
        return render(request, "duties/raise.html", alone | {"laws": _laws(workdays.day_of(now))}, status=404)
    usual = rules.usual_kind(queries.roles_of(request.actor, zone_id))
    form = RaiseForm(request.POST or None, usual=usual)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        raised = actions.raise_duty(zone_id=zone_id, about=about, about_id=about_id, by=request.actor, at=now, **told)
        messages.success(request, _("The duty is yours now. Nobody but you decides what becomes of it."))
        return redirect("duty", raised.pk)
    shown = {"form": form, "usual": usual, "laws": _laws(workdays.day_of(now)), "about": about, "about_id": about_id}
    return render(request, "duties/raise.html", shown, status=422 if form.errors else 200)


def _laws(day: date) -> list[tuple[str, Any]]:
    return [(str(kind.label), policy_queries.legal_basis(BASIS[kind], day)) for kind in DutyKind]


@door(Act.HOLD_DUTY, "GET")
def duty(request: DoorRequest, pk: int) -> HttpResponse:
    """The duty with its steps, for its holder."""
    now = timezone.now()
    told = queries.whole(request.actor, pk, page="duty", at=now)
    state, on = told.duty.state, (told.duty.about, told.duty.about_id)
    shown = {
        "about": {"about": on[0], "about_id": on[1], "thing": things.named(request.actor, [on], by_duty=True).get(on)},
        "whole": told,
        "duty": told.duty,
        "steps": steps_of(told),
        "now": now,
        "before": state in BEFORE_SENDING,
        "after": state in AFTER_SENDING,
        "ended": state in (DutyState.NOT_TO_NOTIFY, DutyState.MISTAKE),
        "late": told.duty.due_at is not None and told.duty.due_at <= now,
        "police": told.duty.kind == DutyKind.POLICE,
    }
    return render(request, "duties/duty.html", shown)


@door(Act.HOLD_DUTY, "POST")
def rang_112(request: DoorRequest, pk: int) -> HttpResponse:
    """It stands with the duty that 112 was rung."""
    actions.note_112(duty_id=pk, by=request.actor, at=timezone.now())
    messages.success(request, _("It is noted that you have rung 112."))
    return redirect("duty", pk)


def step_page(
    request: DoorRequest, pk: int, template: str, form: Callable[[Whole], Form], do: Callable[[Any, Any], None],
    *, page: str, said: str, then: str = "duty", more: Callable[[Whole], dict[str, Any]] | None = None,
) -> HttpResponse:  # fmt: skip
    """A short page with one form: shown, filled in, done, and on to the next page."""
    now = timezone.now()
    told = queries.whole(request.actor, pk, page=page, at=now)
    filled = form(told)
    if request.method == "POST" and filled.is_valid():
        do(filled.cleaned_data, now)
        if said:
            messages.success(request, said)
        return redirect(then, pk)
    shown = {"whole": told, "duty": told.duty, "form": filled, **(more(told) if more else {})}
    return render(request, template, shown, status=422 if filled.errors else 200)


@door(Act.HOLD_DUTY)
def kind(request: DoorRequest, pk: int) -> HttpResponse:
    """Another paragraph, with the reason."""

    def form(told: Whole) -> Form:
        usual = rules.usual_kind(queries.roles_of(request.actor, told.duty.zone_id))
        filled = KindForm(request.POST or None, usual=usual, initial={"kind": told.duty.kind})
        filled.fields["reason"].required = True
        filled.fields["reason"].label = _("Why")
        filled.fields["reason"].help_text = ""
        return filled

    def do(told: Any, now: Any) -> None:
        actions.change_kind(duty_id=pk, kind=told["kind"], reason=told["reason"], by=request.actor, at=now)

    return step_page(request, pk, "duties/kind.html", form, do, page="kind", said=_("The paragraph is changed."))


@door(Act.HOLD_DUTY)
def decide(request: DoorRequest, pk: int) -> HttpResponse:
    """To notify or not: her decision, and no one else's."""

    def do(told: Any, now: Any) -> None:
        if told["notify"] == "yes":
            actions.decide_to_notify(duty_id=pk, by=request.actor, at=now)
        else:
            actions.decide_not_to_notify(duty_id=pk, reason=told["reason"], by=request.actor, at=now)

    return step_page(
        request, pk, "duties/decide.html", lambda told: DecideForm(request.POST or None), do,
        page="decide", said=_("Your decision stands with the duty."),
    )  # fmt: skip


@door(Act.HOLD_DUTY)
def reopen(request: DoorRequest, pk: int) -> HttpResponse:
    """Taken up again, because of something new."""

    def do(told: Any, now: Any) -> None:
        actions.reopen_duty(duty_id=pk, reason=told["reason"], by=request.actor, at=now)

    return step_page(
        request, pk, "duties/again.html", lambda told: ReasonForm(request.POST or None), do,
        page="again", said=_("The duty is open again."),
    )  # fmt: skip


@door(Act.HOLD_DUTY)
def mistake(request: DoorRequest, pk: int) -> HttpResponse:
    """Ended as raised by mistake; it stays, with the reason."""

    def do(told: Any, now: Any) -> None:
        actions.end_as_mistake(duty_id=pk, reason=told["reason"], by=request.actor, at=now)

    return step_page(
        request, pk, "duties/mistake.html", lambda told: ReasonForm(request.POST or None), do,
        page="mistake", said=_("The duty is ended. You can take it up again."),
    )  # fmt: skip


@door(Act.HOLD_DUTY)
def close(request: DoorRequest, pk: int) -> HttpResponse:
    """Done; without an answer she says why she waits no longer."""

    def form(told: Whole) -> Form:
        return CloseForm(
            request.POST if request.method == "POST" else None, answered=told.duty.state == DutyState.ANSWERED
        )

    def do(told: Any, now: Any) -> None:
        actions.close_duty(duty_id=pk, reason=told["reason"], by=request.actor, at=now)

    return step_page(request, pk, "duties/close.html", form, do, page="close", said=_("The duty is closed."))
