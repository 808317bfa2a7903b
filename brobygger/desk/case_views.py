"""One person's case: what has happened, what is due, and what may be done about it."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.cases.states import CaseState
from brobygger.desk import call_taken_over, case_story, when
from brobygger.desk.forms import GuardianForm, NumberForm
from brobygger.desk.referral_story import stopped_there
from brobygger.doubles import queries as doubles
from brobygger.outreach import actions, queries
from brobygger.outreach.facts import CallPage, Filters
from brobygger.referrals import queries as referrals

NUMBER_WANTED = (CaseState.TO_CALL, CaseState.NO_NUMBER)


def _wants_guardian(page: CallPage) -> bool:
    """Whether a guardian is missing, or another one could be rung."""
    return page.state == CaseState.GUARDIAN_MISSING or (page.for_minor and page.state in NUMBER_WANTED)


def _case_page(
    request: DoorRequest, case_id: int, *, number: NumberForm | None = None, guardian: GuardianForm | None = None
) -> HttpResponse:
    now = timezone.now()
    page = queries.call_page(request.actor, case_id=case_id, at=now)
    free = page.held_by is None or page.held_by_me
    referral = referrals.state_on_case(request.actor, case_id=case_id) if page.state == CaseState.ACCEPTED else ""
    steps = referrals.steps_of_case(request.actor, case_id=case_id)
    context = {
        "page": page,
        "bar": case_story.identity_bar(page),
        "due": case_story.due(page, referral, now=now),
        "events": case_story.timeline(page, steps, now=now),
        "stopped_there": stopped_there(steps),
        "withdrawn": referrals.withdrawn_on_case(request.actor, case_id=case_id),
        "facts": case_story.facts(page, referral, now=now),
        "free": free,
        "held": case_story.held(page, now=now),
        "number_form": number or (NumberForm() if free and page.state in NUMBER_WANTED else None),
        "guardian_form": guardian or (GuardianForm() if free and _wants_guardian(page) else None),
        "written": [] if page.state == CaseState.TO_CALL else _written(page, now),
        "merged": doubles.merges_of(request.actor, page.person_id),
        "may_come": page.state == CaseState.WILL_CALL_SELF,
        "may_ring": free and page.state == CaseState.TO_CALL and not case_story.may_not_ring(page),
    }
    return render(request, "desk/case.html", context, status=422 if number or guardian else 200)


def _written(page: CallPage, now: datetime) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """What was half written when the case moved on: it is in no form any more."""
    told = [(one, call_taken_over.written(one.form, at=now)) for one in page.unconfirmed]
    return [(one.by_name, when.day_and_clock(one.at, now), words) for one, words in told if words]


@door(Act.SEE_CASE, "GET")
def case(request: DoorRequest, case_id: int) -> HttpResponse:
    """The case page; that it was read stands in the trail."""
    return _case_page(request, case_id)


@door(Act.CALL, "POST")
def case_no_number(request: DoorRequest, case_id: int) -> HttpResponse:
    """Someone has looked for a number, and found none."""
    said = _("Noted: a number has been looked for, and there is none.")
    carried_out(request, lambda **signed: actions.find_no_number(case_id=case_id, **signed), said=said)
    return redirect("case", case_id)


@door(Act.CALL)
def case_number(request: DoorRequest, case_id: int) -> HttpResponse:
    """A number has been found for the person."""
    if request.method != "POST":
        return _case_page(request, case_id)
    form = NumberForm(request.POST)
    if carried_out(
        request,
        lambda **signed: actions.add_number(case_id=case_id, **form.cleaned_data, **signed),
        form=form,
        field="number",
        said=_("The number is there now."),
    ):
        return redirect("case", case_id)
    return _case_page(request, case_id, number=form)


@door(Act.CALL)
def case_guardian(request: DoorRequest, case_id: int) -> HttpResponse:
    """A guardian has been found for the minor, and is the one to ring."""
    if request.method != "POST":
        return _case_page(request, case_id)
    form = GuardianForm(request.POST)
    if carried_out(
        request,
        lambda **signed: actions.add_guardian(case_id=case_id, **form.cleaned_data, **signed),
        form=form,
        field="number",
        said=_("The guardian is there now, and stands on the list."),
    ):
        return redirect("case", case_id)
    return _case_page(request, case_id, guardian=form)


@door(Act.CALL, "POST")
def case_take_over(request: DoorRequest, case_id: int) -> HttpResponse:
    """The worker takes over what another has left lying, or what a leader gives her."""
    opened = actions.take_over(case_id=case_id, by=request.actor, at=timezone.now())
    return redirect("call" if opened.call_id else "case", case_id)


@door(Act.RELEASE_HOLD, "POST")
def case_release(request: DoorRequest, case_id: int) -> HttpResponse:
    """A leader lets the person back on the list."""
    actions.release_hold(case_id=case_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The person is back on the list."))
    return redirect("case", case_id)


@door(Act.CALL, "POST")
def case_came(request: DoorRequest, case_id: int) -> HttpResponse:
    """The person who would ring has done so."""
    actions.mark_came(case_id=case_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Noted: the person has been in touch."))
    return redirect("followed")


@door(Act.SEE_CALL_LIST, "GET")
def followed(request: DoorRequest) -> HttpResponse:
    """Those who will ring themselves, and the day until which they are followed."""
    now, zone_id = timezone.now(), zone_of(request)
    page = queries.call_list(
        request.actor,
        zone_id=zone_id,
        at=now,
        filters=Filters.from_codes({"section": "followed"}),
        after=typed.text(request.GET, "after"),
        before=typed.text(request.GET, "before"),
    )
    return render(
        request,
        "desk/followed.html",
        {"people": case_story.followed(page.rows, now=now), "newer": page.newer, "older": page.older},
    )
