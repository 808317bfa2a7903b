"""The coordinator's board, what has arrived, and one person: who fits, who was asked, how it goes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.base.menu import address
from brobygger.base.templatetags.brobygger import reason
from brobygger.counselling import actions, board, in_words, queries
from brobygger.counselling.assigning import assignment_now
from brobygger.counselling.choosing import candidates_for
from brobygger.counselling.forms import (
    CodeForm,
    ConflictForm,
    DeclineArrivalForm,
    EndForm,
    NeedsForm,
    NewForm,
    weekdays,
)
from brobygger.counselling.models import Counselling
from brobygger.counselling.opening import Code, Known, Needs
from brobygger.counselling.own_people import carried_of
from brobygger.counselling.own_people_views import become_known
from brobygger.counselling.states import CounsellingState
from brobygger.people import queries as people
from brobygger.referrals import actions as referral_actions
from brobygger.referrals import queries as referrals
from brobygger.volunteers import queries as volunteers


@door(Act.SEE_BOARD, "GET")
def show_board(request: DoorRequest) -> HttpResponse:
    """Who waits, how long, what is due; one click to the person."""
    zone_id, now = zone_of(request), timezone.now()
    seen = board.board(request.actor, zone_id=zone_id, at=now)
    return render(request, "counselling/board.html", {"seen": seen, "now": now})


@door(Act.SEE_ARRIVALS)
def arrival(request: DoorRequest, arrival_id: int) -> HttpResponse:
    """What a referral carries; to be accepted, or declined with a reason."""
    now = timezone.now()
    page = referrals.arrival(request.actor, arrival_id, at=now)
    if request.method != "POST":
        referral_actions.open_arrival(arrival_id=arrival_id, by=request.actor, at=now)
        return render(request, "counselling/arrival.html", {"page": page, "form": DeclineArrivalForm()})
    if not typed.pressed(request.POST, "decline"):
        made = actions.open_for_arrival(arrival_id=arrival_id, by=request.actor, at=now)
        messages.success(request, _("Accepted. The sender can see it. Now find someone for the person."))
        return redirect("counselling", made.pk)
    form = DeclineArrivalForm(request.POST)
    if not form.is_valid():
        return render(request, "counselling/arrival.html", {"page": page, "form": form}, status=422)
    referral_actions.decline_arrival(
        arrival_id=arrival_id, reason=form.cleaned_data["reason"], by=request.actor, at=now
    )
    messages.success(request, _("Declined. The sender sees why, and can send it to others."))
    return redirect("board")


@door(Act.ASSIGN)
def new(request: DoorRequest) -> HttpResponse:
    """Someone who came by another way is typed in, by name or with a code."""
    form, same = NewForm(request.POST or None), []
    if request.method == "POST" and form.is_valid() and not typed.pressed(request.POST, "another"):
        same = _perhaps_the_same(request, form.told_who())
    if request.method == "POST" and form.is_valid() and not same:
        told = actions.Told(form.cleaned_data["source"], form.told_who(), form.needs())
        try:
            made = actions.open_counselling(zone_id=zone_of(request), told=told, by=request.actor, at=timezone.now())
        except NotFound:
            raise
        except Refused as refused:
            form.add_error(None, reason(refused.reason))
        else:
            return redirect("counselling", made.pk)
    status = 422 if form.errors else 409 if same else 200
    shown = {"form": form, "areas": _areas(request), "same": same}
    return render(request, "counselling/new.html", shown, status=status)


def _perhaps_the_same(request: DoorRequest, who: Known | Code) -> list[Counselling]:
    if isinstance(who, Code):
        return []
    return queries.perhaps_the_same(
        request.actor, zone_id=zone_of(request), given_name=who.given_name, family_name=who.family_name,
        numbers=who.numbers,
    )  # fmt: skip


def _areas(request: DoorRequest) -> list[str]:
    return volunteers.areas(zone_of(request, Act.ASSIGN))


@door(Act.ASSIGN)
def find(request: DoorRequest) -> HttpResponse:
    """Someone anonymous is back, and says both words."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = Code(form.cleaned_data["code_name"], form.cleaned_data["code_word"])
        found = actions.find_by_code(zone_id=zone_of(request), code=code, by=request.actor, at=timezone.now())
        if found is not None:
            return redirect("counselling", found.pk)
        form.add_error(None, reason("no_one_by_that_code"))
    return render(request, "counselling/find.html", {"form": form}, status=422 if form.errors else 200)


@door(Act.SEE_BOARD, "GET")
def counselling(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """One person: how it stands, and while she waits, who fits and why."""
    return _page(request, counselling_id)


def _page(request: DoorRequest, counselling_id: int, *, status: int = 200, **more: Any) -> HttpResponse:
    now = timezone.now()
    page = board.page(request.actor, counselling_id, at=now)
    row = page.row
    waits = row.state == CounsellingState.WAITING
    everyone = candidates_for(request.actor, row, at=now) if waits and not queries.is_stopped(row) else []
    known = [(one.pk, one.worker.name) for one in volunteers.volunteers(request.actor, zone_id=row.zone_id)]
    stopped = queries.stopped_on_card(row)
    withdrawn = queries.why_stopped(row) if row.arrival is not None and row.arrival.state == "withdrawn" else ""
    helped = row.state != CounsellingState.ENDED and not withdrawn
    person = people.person(request.actor, row.person_id) if row.person_id and helped else None
    shown: dict[str, Any] = {
        "page": page,
        "row": row,
        "candidates": [in_words.said(one) for one in everyone],
        "conflict": ConflictForm(volunteers=known),
        "waited": in_words.waited(row.opened_at if waits else row.state_at, now),
        "card_page": address("card", row.person_id) if row.person_id else "",
        "duty_page": address("raise_duty", "counselling", row.pk),
        "carried": carried_of(row),
        "wishes": people.plan_of(person).wishes if person else "",
        "withdrawn": withdrawn,
        "stopped": queries.why_stopped(row) if stopped else "",
        "week_wished": in_words.week(row.days_wished),
        "evenings_wished": in_words.week(row.evenings_wished),
        "now": now,
    }
    return render(request, "counselling/counselling.html", shown | more, status=status)


@door(Act.ASSIGN, "POST")
def offer(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """The volunteer is asked; a colleague who was quicker is named."""
    row = queries.one(request.actor, counselling_id, act=Act.ASSIGN)
    chosen, why = typed.number(request.POST, "volunteer"), typed.text(request.POST, "why", 2000)
    if chosen is None:
        raise NotFound("not_found")
    try:
        actions.offer(counselling_id=row.pk, volunteer_id=chosen, why=why, by=request.actor, at=timezone.now())
    except NotFound:
        raise
    except Refused as refused:
        return _not_offered(request, row.pk, refused, chosen, why)
    messages.success(request, _("The volunteer has been asked. You can take it back until there is an answer."))
    return redirect("counselling", row.pk)


def _not_offered(request: DoorRequest, counselling_id: int, refused: Refused, chosen: int, why: str) -> HttpResponse:
    if refused.reason == "assigned_meanwhile":
        row = queries.one(request.actor, counselling_id, act=Act.ASSIGN)
        now_with = assignment_now(row)
        messages.warning(request, _taken(now_with) if now_with else reason(refused.reason))
        return redirect("counselling", counselling_id)
    return _page(request, counselling_id, status=409, refused=refused.reason, chosen=chosen, why=why)


def _taken(one: Any) -> str:
    return _("%(colleague)s has already offered this person to %(volunteer)s, at %(time)s. Nothing is changed.") % {
        "colleague": one.offered_by.name,
        "volunteer": one.counsellor.name,
        "time": f"{timezone.localtime(one.offered_at):%H:%M}",
    }


@door(Act.ASSIGN, "POST")
def withdraw_offer(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """Undo, until the volunteer has answered."""
    actions.withdraw_offer(counselling_id=counselling_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The offer is taken back. The person waits again."))
    return redirect("counselling", counselling_id)


@door(Act.ASSIGN, "POST")
def take_back(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """The person is freed from a volunteer."""
    actions.take_back(counselling_id=counselling_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The volunteer no longer sees the person, who waits for another."))
    return redirect("counselling", counselling_id)


@door(Act.ASSIGN)
def needs(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """What the person needs and wishes is changed."""
    row = queries.one(request.actor, counselling_id, act=Act.ASSIGN)
    known = {name: getattr(row, name) for name in Needs.__dataclass_fields__}
    for name in ("days_wished", "evenings_wished"):
        known[name] = weekdays(known[name])
    form = NeedsForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        actions.change_needs(counselling_id=row.pk, needs=form.needs(), by=request.actor, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("counselling", row.pk)
    return render(request, "counselling/needs.html", {"form": form, "row": row, "areas": _areas(request)})


@door(Act.ASSIGN, "POST")
def conflict(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """A volunteer must not be given this person; she is not told whom it is about."""
    row = queries.one(request.actor, counselling_id, act=Act.ASSIGN)
    known = [(one.pk, one.worker.name) for one in volunteers.volunteers(request.actor, zone_id=row.zone_id)]
    form = ConflictForm(request.POST, volunteers=known)
    if not form.is_valid():
        return _page(request, row.pk, status=422, conflict=form)
    actions.note_conflict(
        counselling_id=row.pk,
        volunteer_id=int(form.cleaned_data["volunteer"]),
        kind=form.cleaned_data["kind"],
        words="",
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, _("Noted. The volunteer is not told."))
    return redirect("counselling", row.pk)


@door(Act.ASSIGN)
def end(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """The help ends, with its reason."""
    row = queries.one(request.actor, counselling_id, act=Act.ASSIGN)
    form = EndForm(request.POST or None, stopped=queries.stopped_on_card(row))
    if request.method == "POST" and form.is_valid():
        actions.end_counselling(
            counselling_id=row.pk,
            reason=form.cleaned_data["reason"],
            act=Act.ASSIGN,
            by=request.actor,
            at=timezone.now(),
        )
        messages.success(request, _("Ended."))
        return redirect("board")
    return render(request, "counselling/end.html", {"form": form, "row": row, "back": address("counselling", row.pk)})


@door(Act.ASSIGN)
def known(request: DoorRequest, counselling_id: int) -> HttpResponse:
    """Someone anonymous chooses to be known."""
    row = queries.one(request.actor, counselling_id, act=Act.ASSIGN)
    return become_known(request, row.pk, act=Act.ASSIGN, back="counselling")
