"""The referrals of the zone: all of them by where they stand, and one with its way and its deadlines."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act, may
from brobygger.alarms import queries as alarms
from brobygger.base.decision import NotFound
from brobygger.desk import referral_story as story
from brobygger.referrals import queries
from brobygger.referrals.queries import Page
from brobygger.referrals.states import UNDER_WAY, ReferralState

MOST_TOKEN = 40


@door(Act.SEE_REFERRALS)
def to_be_sent(request: DoorRequest) -> HttpResponse:
    """Every referral of the zone by where it stands, those that have stood still longest first; found by token too."""
    now, zone_id = timezone.now(), zone_of(request)
    token = story.as_token(typed.text(request.POST, "token", MOST_TOKEN))
    show = typed.text(request.GET, "show")
    states = (show,) if show in ReferralState.values else UNDER_WAY
    found, older = queries.lines(
        request.actor, zone_id=zone_id, states=states, token=token, after=typed.text(request.GET, "after")
    )
    if token and len(found) == 1:
        return redirect("referral", found[0].referral_id)
    context = {
        "lines": story.lines(found, now=now),
        "older": older,
        "show": show if show in ReferralState.values else "",
        "sections": story.sections(queries.counts(request.actor, zone_id=zone_id), show),
        "token": token,
        "asked": request.method == "POST",
    }
    return render(request, "desk/to_be_sent.html", context)


@door(Act.SEE_REFERRALS, "GET")
def referral(request: DoorRequest, referral_id: int) -> HttpResponse:
    """One referral: where it stands, what is due and when, its steps in plain sentences, and what was sent."""
    now = timezone.now()
    page = queries.referral(request.actor, referral_id)
    row = page.referral
    context = {
        "page": page,
        "state": ReferralState(row.state),
        "lead": story.lead(page, now=now),
        "corrected": story.corrected(page) or story.stopped_there(page.steps),
        "steps": story.steps(page, now=now),
        "sent": story.sent(page),
        "deadline": _deadline(page, zone_id=row.zone_id),
        "overdue": story.link_overdue(page, now=now),
        "may_send": bool(may(request.actor, Act.SEND_REFERRAL, row)),
        "may_see_case": bool(may(request.actor, Act.SEE_CASE, row)),
        "doors": story.doors(page),
    }
    return render(request, "desk/referral.html", context)


def _deadline(page: Page, *, zone_id: int) -> story.Deadline | None:
    """When the coordinator is told that it stands still, and when the leader is."""
    thing = queries.standing(page)
    due = alarms.deadline_of(thing=thing, zone_id=zone_id) if thing else None
    return story.deadline(due.day, due.leader_day) if due else None


@door(Act.SEE_CASE, "GET")
def hand_over(request: DoorRequest, case_id: int) -> HttpResponse:
    """From the case on to its newest referral."""
    found = queries.newest_of_case(request.actor, case_id=case_id)
    if found is None:
        raise NotFound("not_found")
    return redirect("referral", found)


@door(Act.SEND_REFERRAL, "GET")
def send_on(request: DoorRequest, case_id: int) -> HttpResponse:
    """From the call straight on to the send page of the referral that it made."""
    found = queries.newest_of_case(request.actor, case_id=case_id)
    if found is None:
        raise NotFound("not_found")
    return redirect("referral_send", found)
