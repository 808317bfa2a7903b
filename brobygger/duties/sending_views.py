"""Sending, paper, and what comes back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base import workdays
from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.directory import queries as directory
from brobygger.duties import actions, drafting, paper, queries
from brobygger.duties.forms import ReturnForm, SendForm
from brobygger.duties.models import Notice
from brobygger.duties.views import step_page
from brobygger.trail import actions as trail


@door(Act.HOLD_DUTY)
def send(request: DoorRequest, pk: int) -> HttpResponse:
    """To whom, how and when; then all of it once more, and then it stands for good."""
    now = timezone.now()
    told = queries.whole(request.actor, pk, page="send", at=now)
    if told.writing is None:
        return redirect("duty_text" if told.duty.state != "raised" else "duty", pk)
    here = timezone.localtime(now)
    initial = {"sent_on": day_of(here), "sent_at": here.time(), "seen": queries.stamp(told.writing)}
    form = SendForm(request.POST or None, initial=initial, at=now)
    stage = "write"
    if request.method == "POST" and form.is_valid() and not typed.pressed(request.POST, "change"):
        if typed.pressed(request.POST, "confirm"):
            filled = {name: form.cleaned_data[name] for name in ("seen", "to", "where", "how")}
            actions.send_notice(duty_id=pk, sent_at=form.moment(), by=request.actor, at=now, **filled)
            messages.success(request, _("It stands as sent, and is kept word for word."))
            return redirect("duty", pk)
        stage = "check"
    where = queries.whereabouts(request.actor, told.duty)
    shown = {
        "whole": told,
        "duty": told.duty,
        "form": form,
        "stage": stage,
        "receivers": [str(offer) for offer in directory.offers_to_choose(request.actor)],
        "places": drafting.places_in(told.writing.text, address=where.address, numbers=where.numbers),
        "questions": drafting.questions_left(told.writing.text),
        "answers": form.cleaned_data if stage == "check" else None,
        "how": dict(form.fields["how"].choices).get(form.cleaned_data["how"]) if stage == "check" else "",  # type: ignore[attr-defined]
    }
    return render(request, "duties/send.html", shown, status=422 if form.errors else 200)


@door(Act.HOLD_DUTY)
def came_back(request: DoorRequest, pk: int) -> HttpResponse:
    """A receipt or an answer."""
    today = workdays.day_of(timezone.now())

    def do(told: Any, now: Any) -> None:
        actions.note_return(duty_id=pk, by=request.actor, at=now, **told)

    return step_page(
        request, pk, "duties/return.html",
        lambda told: ReturnForm(request.POST or None, initial={"on": today}, today=today), do,
        page="return", said=_("It stands with the duty."),
    )  # fmt: skip


def _notice(request: DoorRequest, pk: int, number: int, page: str) -> tuple[queries.Whole, Notice]:
    now = timezone.now()
    told = queries.whole(request.actor, pk, page=page, at=now)
    every = [*told.notices, *([told.writing] if told.writing else [])]
    found = next((one for one in every if one.number == number), None)
    if found is None:
        raise NotFound("not_found")
    trail.write("duties.printed", by=request.actor, at=now, about=told.duty, number=number, form=page)
    return told, found


@door(Act.HOLD_DUTY, "GET")
def on_paper(request: DoorRequest, pk: int, number: int) -> HttpResponse:
    """The text alone, to be read or printed."""
    told, notice = _notice(request, pk, number, "print")
    return render(request, "duties/print.html", {"whole": told, "duty": told.duty, "notice": notice})


@door(Act.HOLD_DUTY, "GET")
def as_pdf(request: DoorRequest, pk: int, number: int) -> HttpResponse:
    """The text as a file whose name tells nothing."""
    told, notice = _notice(request, pk, number, "pdf")
    response = HttpResponse(paper.pdf(notice.text, sent=notice.sent_at is not None), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="dokument-{told.duty.pk}-{number}.pdf"'
    return response
