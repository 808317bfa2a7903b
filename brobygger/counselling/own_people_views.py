"""The volunteer's phone: who to ring, when and how it is safe; and what came of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base.menu import address
from brobygger.contact import queries as contact
from brobygger.counselling import actions, in_words, own_people, queries
from brobygger.counselling.conversations import numbers_of
from brobygger.counselling.forms import AnswerForm, BecomeKnownForm, EndForm, PlanForm
from brobygger.counselling.states import Reached
from brobygger.people.channels import Channel
from brobygger.volunteers import queries as volunteers
from brobygger.volunteers.states import Form


@door(Act.SEE_OWN_PEOPLE, "GET")
def my_people(request: DoorRequest) -> HttpResponse:
    """Who I have been asked to take, and my own people."""
    now = timezone.now()
    seen = own_people.my_people(request.actor, at=now)
    context = {"seen": seen, "now": now, "myself": volunteers.myself(request.actor), "answer": AnswerForm()}
    return render(request, "counselling/my_people.html", context)


@door(Act.SEE_OWN_PEOPLE, "POST")
def my_stop_seen(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """I know whom I must not contact any more."""
    actions.see_stop(counselling_id=counselling_id, by=request.actor, at=timezone.now())
    return redirect("my_people")


@door(Act.SEE_OWN_PEOPLE, "POST")
def accept_offer(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """The volunteer says yes, and sees who it is."""
    actions.accept_offer(counselling_id=counselling_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Thank you. Read the card before you ring."))
    return redirect("my_person", counselling_id)


@door(Act.SEE_OWN_PEOPLE)
def decline_offer(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """The volunteer says no; one press is enough, the reason is one of five."""
    row = queries.one(request.actor, counselling_id, act=Act.SEE_OWN_PEOPLE)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.decline_offer(
            counselling_id=row.pk, answer=form.cleaned_data["answer"], by=request.actor, at=timezone.now()
        )
        messages.success(request, _("Noted. Someone else will be asked."))
        return redirect("my_people")
    return render(request, "counselling/answer.html", {"row": row, "form": form, "heading": _("Say no")})


def _person_page(request: DoorRequest, counselling_id: int, **more: Any) -> HttpResponse:
    now = timezone.now()
    mine = own_people.my_person(request.actor, counselling_id, at=now)
    person = mine.row.person
    shown: dict[str, Any] = {
        "mine": mine,
        "row": mine.row,
        "card": in_words.card_words(request.actor, person, mine.gate, at=now) if person else None,
        "has_number": bool(numbers_of(request.actor, mine.row)),
        "card_page": address("card", person.pk) if person else "",
        "duty_page": address("raise_duty", "counselling", mine.row.pk),
        "may_calendar": bool(person and contact.gate(request.actor, person=person, channel=Channel.CALENDAR, at=now)),
        "plan": PlanForm(initial={"form": mine.row.form_wished or "phone"}),
        "now": now,
        "stopped": queries.why_stopped(mine.row),
        "results": Reached.choices,
    }
    return render(request, "counselling/my_person.html", shown | more, status=more.get("status", 200))


@door(Act.COUNSEL, "GET")
def my_person(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """One of my people: the card first."""
    return _person_page(request, counselling_id)


@door(Act.COUNSEL, "GET")
def my_person_still(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """Asked by the open page every half minute: no words while the person is the actor's, else why that is over; that
    contact has been stopped is no news to a page that says so."""
    row = queries.one(request.actor, counselling_id, act=Act.COUNSEL)
    if not typed.text(request.GET, "stopped"):
        queries.require_may_be_contacted(row)
    return HttpResponse(status=204)


@door(Act.COUNSEL)
def my_card(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """The card has been read: the numbers are shown where the gate lets her be rung now."""
    row = queries.one(request.actor, counselling_id, act=Act.COUNSEL)
    if request.method != "POST":
        return redirect("my_person", counselling_id)
    own_people.gate_of(request.actor, row, at=timezone.now()).require()
    actions.see_number(counselling_id=row.pk, by=request.actor, at=timezone.now())
    dials = in_words.dials(numbers_of(request.actor, row), row.zone.withheld_number_prefix)
    if request.htmx:
        prefix = row.zone.withheld_number_prefix
        return render(request, "counselling/number.html", {"row": row, "dials": dials, "prefix": prefix})
    return _person_page(request, counselling_id, dials=dials, prefix=row.zone.withheld_number_prefix)


@door(Act.COUNSEL, "POST")
def my_attempt(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """Reached or not; a number that someone else answered is stopped at once."""
    result, rung = typed.text(request.POST, "result"), typed.number(request.POST, "number")
    row = queries.one(request.actor, counselling_id, act=Act.COUNSEL)
    if result not in Reached.values:
        return redirect("my_person", counselling_id)
    known = [one.pk for one in numbers_of(request.actor, row)]
    if rung not in known:
        rung = known[0] if len(known) == 1 else None
    actions.note_attempt(
        counselling_id=counselling_id, result=result, number_id=rung, by=request.actor, at=timezone.now()
    )
    messages.success(request, _("Noted: %(result)s.") % {"result": str(Reached(result).label).lower()})
    return redirect("my_person", counselling_id)


@door(Act.COUNSEL)
def my_plan(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """A conversation is agreed."""
    if request.method != "POST":
        return redirect("my_person", queries.one(request.actor, counselling_id, act=Act.COUNSEL).pk)
    queries.one(request.actor, counselling_id, act=Act.COUNSEL)
    form = PlanForm(request.POST)
    if carried_out(
        request,
        lambda **signed: actions.plan_conversation(counselling_id=counselling_id, plan=form.plan(), **signed),
        form=form,
        field="on",
        said=_("Agreed. You can put it in your own calendar."),
    ):
        return redirect("my_person", counselling_id)
    return _person_page(request, counselling_id, plan=form, status=422)


@door(Act.COUNSEL, "POST")
def my_begin(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """We are talking now, without having agreed before."""
    made = actions.begin_unplanned(
        counselling_id=counselling_id,
        form=typed.code(request.POST, "form", Form.values, Form.PHONE),
        by=request.actor,
        at=timezone.now(),
    )
    return redirect("my_conversation", made.pk)


@door(Act.COUNSEL)
def my_hand_back(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """The volunteer gives the person back, who waits for another."""
    row = queries.one(request.actor, counselling_id, act=Act.COUNSEL)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.hand_back(
            counselling_id=row.pk, answer=form.cleaned_data["answer"], by=request.actor, at=timezone.now()
        )
        messages.success(request, _("Handed back. The coordinator finds someone else."))
        return redirect("my_people")
    return render(request, "counselling/answer.html", {"row": row, "form": form, "heading": _("Hand back")})


@door(Act.COUNSEL)
def my_end(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """The help ends, after a look at what that means."""
    row = queries.one(request.actor, counselling_id, act=Act.COUNSEL)
    form = EndForm(request.POST or None, stopped=queries.stopped_on_card(row))
    if request.method == "POST" and form.is_valid():
        actions.end_counselling(
            counselling_id=row.pk, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now()
        )
        messages.success(request, _("Ended. You no longer see the person."))
        return redirect("my_people")
    context = {"row": row, "form": form, "back": address("my_person", row.pk), "mine": True}
    return render(request, "counselling/end.html", context)


@door(Act.COUNSEL)
def my_become_known(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """Someone anonymous chooses to be known."""
    row = queries.one(request.actor, counselling_id, act=Act.COUNSEL)
    return become_known(request, row.pk, act=Act.COUNSEL, back="my_person")


def become_known(request: DoorRequest, counselling_id: int, *, act: Act, back: str) -> HttpResponse:
    """The step from a code to a name, by whom the person has said yes to."""
    form = BecomeKnownForm(request.POST or None)
    if carried_out(
        request,
        lambda **signed: actions.become_known(
            counselling_id=counselling_id, who=form.known(), said_yes=form.cleaned_data["said_yes"], act=act, **signed
        ),
        form=form,
        said=_("The person is known by name now. The code still works."),
    ):
        return redirect(back, counselling_id)
    context = {"form": form, "back": address(back, counselling_id)}
    return render(request, "counselling/become_known.html", context)
