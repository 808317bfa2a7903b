"""A person's contact card by itself: what is allowed now, and what the person says about it, whenever it is said."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.base.templatetags.brobygger import reason
from brobygger.base.workdays import day_of
from brobygger.contact import queries as contact
from brobygger.contact.written import in_pairs
from brobygger.counselling import queries as counselling
from brobygger.desk import actions, when
from brobygger.desk.contact_wishes_forms import TEXTS, TICKS, CardForm, said, with_shown
from brobygger.desk.words import BASIS
from brobygger.intake import queries as intake
from brobygger.people import queries as people
from brobygger.people.actions import Said
from brobygger.people.channels import Channel
from brobygger.people.hazards import hazard_words
from brobygger.people.models import ContactPlan, Person
from brobygger.people.rules import SPOKEN_FOR, may_be_reached, must_ask_again
from brobygger.people.when_safe import WHEN, shown_when

# What says whether, when and by which way she may be reached.
ABOUT_REACHING = ("may_ring", "may_say_who_we_are", "may_leave_voicemail", *WHEN, *TICKS)


def _person(request: DoorRequest, person_id: int) -> Person:
    found = people.person(request.actor, person_id)
    if found is None:
        counselling.require_not_stopped(request.actor, person=person_id)
        raise NotFound("not_found")
    return found


def _person_locked(request: DoorRequest, person_id: int) -> Person:
    """The person whose card is written: where she was merged since the page was opened, that is said."""
    try:
        person = people.person_locked(request.actor, person_id)
    except NotFound:
        counselling.require_not_stopped(request.actor, person=person_id)
        raise
    if person.pk != person_id:
        said = _("The person has been merged with another since you opened the page. The card is the one of both now.")
        messages.warning(request, said)
    return person


def _numbers(request: DoorRequest, person: Person) -> list[tuple[int, str]]:
    """Those that an SMS may go to at all, with the words beside them: in use, and not the accused's too.

    None of someone who is not reached herself.
    """
    on = day_of(timezone.now())
    if not may_be_reached(people.facts_of(request.actor, person, on=on)):
        return []
    rows = people.numbers(request.actor, person.pk)
    in_use = [one for one in rows if one.stopped_at is None and not one.shared_with_accused]
    return [(one.pk, in_pairs(one.number) + (f" ({one.beside})" if one.beside else "")) for one in in_use]


def _not_among_them(request: DoorRequest, person: Person) -> str:
    """Which of her numbers no SMS may go to, and why."""
    rows = people.numbers(request.actor, person.pk)
    shared = [in_pairs(one.number) for one in rows if one.stopped_at is None and one.shared_with_accused]
    return f"{', '.join(shared)}: {reason('sms_phone_is_seen')}" if shared else ""


def _known(plan: ContactPlan, *, lapsed: bool) -> dict[str, Any]:
    """The card as it stands; ticks that were said too long ago are not carried on by themselves."""
    ticks = ("may_say_who_we_are", "may_leave_voicemail", *people.SAID_YES_IN.values())
    return {
        **shown_when(plan.basis, plan.days, plan.hour_from, plan.hour_to),
        "may_ring": plan.may_ring and plan.basis in SPOKEN_FOR,
        "sms_number": plan.sms_number_id,
        **{name: getattr(plan, name) for name in ("who_else_may_answer", "wishes", *TEXTS)},
        **{name: getattr(plan, name) and not lapsed for name in ticks},
        "interpreter": plan.interpreter,
        "interpreter_language": _of_interpreter(plan) if plan.interpreter else "",
        "may_digital_post": False,  # asked about each time
    }


def _of_interpreter(plan: ContactPlan) -> str:
    spoken = plan.interpreter_language or plan.person.language
    return spoken if spoken != "da" else ""


def _lapsed(request: DoorRequest, person: Person) -> bool:
    now = when.local(timezone.now())
    return must_ask_again(people.facts_of(request.actor, person, on=day_of(now)), now)


def _page(request: DoorRequest, person: Person, form: CardForm | None = None) -> HttpResponse:
    now = timezone.now()
    plan = people.plan_of(person)
    lapsed = _lapsed(request, person)
    numbers = _numbers(request, person)
    shown = form or CardForm(numbers=numbers, initial=with_shown(_known(plan, lapsed=lapsed)))
    shown.fields["sms_number"].help_text = _not_among_them(request, person)
    listed = contact.channels(request.actor, person, now)
    context = {
        "person": person,
        "plan": plan,
        "basis": BASIS.get(plan.basis, ""),
        "said_on": when.day_words(day_of(plan.confirmed_at), day_of(now)) if plan.confirmed_at else "",
        "lapsed": lapsed,
        "hazards": hazard_words(
            people.hazards_of(request.actor, [person])[person.pk], of_an_accused=person.cases.exists()
        ),
        "unread": intake.unread_numbers(request.actor, person.pk),
        "channels": [(channel.label, decision) for channel, decision in listed.items()],
        "may_write": any(listed[channel] for channel in (Channel.SMS, Channel.EMAIL)),
        "form": shown,
        "back": _back(request),
    }
    return render(request, "desk/card.html", context, status=422 if form else 200)


def _back(request: DoorRequest) -> str:
    """The page that one came from; only ever one of our own."""
    told = typed.text(request.POST, "back") or typed.text(request.GET, "back")
    return told if told.startswith("/") and url_has_allowed_host_and_scheme(told, None) else ""


def _again(request: DoorRequest, person_id: int) -> HttpResponse:
    return redirect(_back(request) or reverse("card", args=[person_id]))


def _words_back(request: DoorRequest, refused: Refused) -> HttpResponse:
    """Why the card is hers to keep no more, and what she had written on it, to be copied."""
    form = CardForm(request.POST, numbers=[])
    mine = [form[name] for name in ("who_else_may_answer", "wishes", *TEXTS) if name in form.touched()]
    context = {"reason": refused.reason, "back": reverse("my_people"), "written": [one for one in mine if one.value()]}
    return render(request, "desk/card_words_back.html", context, status=409)


@door(Act.KEEP_CARD)
def card(request: DoorRequest, person_id: int) -> HttpResponse:
    """The card, and what the person says about it; that it was read stands in the trail."""
    if request.method != "POST":
        person, now = _person(request, person_id), timezone.now()
        actions.read_card(person=person, by=request.actor, at=now)
        return _page(request, person)
    try:
        person, now = _person_locked(request, person_id), timezone.now()
    except NotFound:
        raise
    except Refused as refused:
        return _words_back(request, refused)
    form = CardForm(request.POST, numbers=_numbers(request, person))
    if carried_out(
        request, lambda **_signed: _keep(request, person, form, now), form=form, said=_("The contact card is kept.")
    ):
        _say_where_no_sms_goes(request, person_id)
        return _again(request, person_id)
    return _page(request, person, form)


def _say_where_no_sms_goes(request: DoorRequest, person_id: int) -> None:
    """A yes to an SMS on a phone that others see is kept, and not used: she who keeps it is told."""
    gate = contact.gate(request.actor, person=_person(request, person_id), channel=Channel.SMS, at=timezone.now())
    if gate.reason == "sms_phone_is_seen":
        messages.warning(request, reason(gate.reason))


def _keep(request: DoorRequest, person: Person, form: CardForm, now: datetime) -> None:
    plan = people.plan_of(person)
    told = form.heard(_known(plan, lapsed=_lapsed(request, person)))
    basis = form.cleaned_data.get("basis") or (plan.basis if plan.basis in SPOKEN_FOR else ContactPlan.Basis.HERSELF)
    answers = {
        "basis": basis,
        "sms_number_id": told["sms_number"] if told["may_sms"] else None,
        "interpreter": told["interpreter"],
        "interpreter_language": told["interpreter_language"] if told["interpreter"] else "",
        **said(told),
    }
    # Where nothing has been said about whether and when, the programme's first call stands as it was.
    if plan.basis == ContactPlan.Basis.FIRST_CONTACT and not form.touched() & {*ABOUT_REACHING}:
        told["may_ring"] = plan.may_ring
        answers |= {name: getattr(plan, name) for name in ("basis", *WHEN)}
    actions.keep_card(person=person, said=Said(**answers), may_ring=told["may_ring"], by=request.actor, at=now)


@door(Act.KEEP_CARD, "POST")
def card_stop(request: DoorRequest, person_id: int) -> HttpResponse:
    """The person does not want to hear from us any more; what has been written on the card is kept with it."""
    person, now = _person_locked(request, person_id), timezone.now()
    form = CardForm(request.POST, numbers=_numbers(request, person))
    form.full_clean()
    if form.touched():
        _keep(request, person, form, now)
    actions.stop_contact(person=person, by=request.actor, at=now)
    messages.success(request, _("All contact has been stopped."))
    return _again(request, person_id)


@door(Act.KEEP_CARD, "POST")
def card_open(request: DoorRequest, person_id: int) -> HttpResponse:
    """The person has come back and wants to hear from us; what is allowed is written down anew."""
    actions.lift_stop(person=_person_locked(request, person_id), by=request.actor, at=timezone.now())
    messages.success(request, _("The stop has been lifted. Nothing is allowed until it is written down."))
    return redirect("card", person_id)
