"""The words that may be sent: what holds, what waits for another leader, and who it all seems to come from."""

from django.contrib import messages as told
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.base.workdays import day_of
from brobygger.contact import queries, wording_actions
from brobygger.contact.forms import SenderForm, WordingForm
from brobygger.people.queries import ask_again_days
from brobygger.staff.queries import second_of_two


def _page(
    request: DoorRequest, zone_id: int, *, draft: WordingForm | None = None, sender: SenderForm | None = None
) -> HttpResponse:
    on = day_of(timezone.now())
    known = {"name": queries.sender(zone_id, on), "ask_again_days": ask_again_days(zone_id, on)}
    context = {
        "groups": queries.in_use(zone_id, on),
        "drafts": [(one, second_of_two(request.actor, one.drafted_by_id)) for one in queries.drafts(zone_id)],
        "coming": queries.coming(zone_id, on),
        "draft": draft or WordingForm(),
        "drafting": draft is not None,
        "sender": sender or SenderForm(initial=known),
    }
    return render(request, "contact/wordings.html", context, status=422 if draft or sender else 200)


@door(Act.KEEP_WORDINGS)
def wordings(request: DoorRequest) -> HttpResponse:
    """What may be sent today; a draft of something new is posted here."""
    zone_id = zone_of(request)
    if request.method != "POST":
        return _page(request, zone_id)
    form = WordingForm(request.POST)
    if carried_out(
        request,
        lambda **signed: wording_actions.draft_wording(zone_id=zone_id, **form.cleaned_data, **signed),
        form=form,
        field="text",
    ):
        told.success(request, _("The draft waits for another leader."))
        return redirect("wordings")
    return _page(request, zone_id, draft=form)


@door(Act.KEEP_WORDINGS, "POST")
def wording_approve(request: DoorRequest, wording_id: int) -> HttpResponse:
    """A second leader lets the words be sent."""
    zone_id = zone_of(request)
    wording_actions.approve_wording(zone_id=zone_id, wording_id=wording_id, by=request.actor, at=timezone.now())
    told.success(request, _("The words are approved."))
    return redirect("wordings")


@door(Act.KEEP_WORDINGS, "POST")
def wording_withdraw(request: DoorRequest, wording_id: int) -> HttpResponse:
    """The words are taken out of use."""
    zone_id = zone_of(request)
    wording_actions.withdraw_wording(zone_id=zone_id, wording_id=wording_id, by=request.actor, at=timezone.now())
    told.success(request, _("The words are out of use."))
    return redirect("wordings")


@door(Act.KEEP_WORDINGS, "POST")
def sender(request: DoorRequest) -> HttpResponse:
    """Who messages come from, and when what was said is asked about again."""
    zone_id = zone_of(request)
    form = SenderForm(request.POST)
    if carried_out(
        request,
        lambda **signed: wording_actions.decide_sender(zone_id=zone_id, **form.cleaned_data, **signed),
        form=form,
        field="name",
    ):
        told.success(request, _("Kept. It holds from now on."))
        return redirect("wordings")
    return _page(request, zone_id, sender=form)
