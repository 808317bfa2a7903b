"""The pages about who works here."""

from base64 import b64encode
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base import qr
from brobygger.base.decision import NotFound, Refused
from brobygger.staff import actions, leaving, letters, queries
from brobygger.staff.forms import EndRoleForm, InviteForm, PasswordForm, SuccessorForm
from brobygger.staff.letting_in import LetIn
from brobygger.staff.models import Membership


@door(Act.MANAGE_STAFF, "GET")
def staff(request: DoorRequest) -> HttpResponse:
    """Who works in the zones that the worker manages, and who has been asked to."""
    today = timezone.localdate()
    rows = list(queries.roles(request.actor))
    present = [row for row in rows if row.until is None or row.until >= today]
    zones = {row.zone_id for row in rows}
    shown: dict[str, Any] = {
        "present": present,
        "past": [row for row in rows if row not in present],
        "offers": [(offer, offer.lapses_on < today) for offer in queries.offers(request.actor)],
        "zones": zones,
        "yesterday": today - timedelta(days=1),
        "may_vouch": {row.worker_id for row in present if queries.may_vouch(request.actor, row.worker)},
    }
    return render(request, "staff/staff.html", shown)


@door(Act.MANAGE_STAFF)
def invite(request: DoorRequest) -> HttpResponse:
    """Ask for a new worker; without mail the page with her link is the answer, once, to be printed."""
    form = InviteForm(request.POST or None, zones=queries.managed_zones(request.actor))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            done = actions.invite_worker(
                name=told["name"],
                email=told["email"],
                role=told["role"],
                zone_id=told["zone"].pk,
                by=request.actor,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, _words(refusal))
        else:
            return _done(request, done)
    return render(request, "staff/invite.html", {"form": form, "mail": letters.way_out() is not None})


@door(Act.MANAGE_STAFF, "POST")
def new_link(request: DoorRequest, pk: int) -> HttpResponse:
    """A new link for one who has not answered yet, by the way that the first one went."""
    return _done(request, actions.renew_invitation(offer_id=pk, by=request.actor, at=timezone.now()))


def _done(request: DoorRequest, done: LetIn) -> HttpResponse:
    """Where the link went; one for paper stands on this page alone, and is kept nowhere."""
    if done.token:
        link = request.build_absolute_uri(reverse("accept_invitation", args=[done.token]))
        told = {"offer": done.offer, "link": link, "code": b64encode(qr.svg(link)).decode()}
        return render(request, "staff/printed.html", told)
    if done.offer is not None:
        said = _("The link is on its way to %(email)s. The role begins with a yes.")
        messages.success(request, said % {"email": done.offer.email})
    else:
        messages.success(request, _("The role is given. She or he signs in as before."))
    return redirect("staff")


@door(Act.MANAGE_STAFF)
def vouch(request: DoorRequest, pk: int) -> HttpResponse:
    """Say that it is she who signs in: a page of its own, since it cannot be taken back."""
    worker = queries.worker_in_reach(request.actor, pk)
    decision, form = queries.may_vouch(request.actor, worker), PasswordForm(request.POST or None, worker=worker)
    if request.method == "POST" and (not decision or form.is_valid()):
        told = form.cleaned_data["password"] if decision else ""
        actions.vouch_for(worker_id=pk, password=told, by=request.actor, at=timezone.now())
        messages.success(request, _("Confirmed. Your colleague counts as a person of her or his own from now on."))
        return redirect("staff")
    told = {"worker": worker, "decision": decision, "form": form}
    return render(request, "staff/vouch.html", told, status=422 if form.errors else 200)


@door(Act.MANAGE_STAFF, "POST")
def withdraw_offer(request: DoorRequest, pk: int) -> HttpResponse:
    """The question is taken back."""
    actions.withdraw_offer(offer_id=pk, by=request.actor, at=timezone.now())
    messages.success(request, _("The question is taken back."))
    return redirect("staff")


@door(Act.MANAGE_STAFF)
def end_role(request: DoorRequest, pk: int) -> HttpResponse:
    """Check before a role ends: what she alone holds, and who takes over."""
    row, today = queries.role(request.actor, pk), timezone.localdate()
    form = EndRoleForm(request.POST or None, colleagues=leaving.successors(row, on=today), initial={"last_day": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_role(membership_id=pk, by=request.actor, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("last_day", _words(refusal))
        else:
            over = _("The role is over. It stands under “Who worked here before”, and you can take it back there.")
            goes_on = _("The role has a last day. You can take it back on this page.")
            messages.success(request, over if form.cleaned_data["last_day"] < today else goes_on)
            return _passed_on(request, row)
    return render(
        request, "staff/end_role.html", {"form": form, "row": row, "held": leaving.held_by_role(row, after=today)}
    )


@door(Act.MANAGE_STAFF)
def hand_over(request: DoorRequest, pk: int) -> HttpResponse:
    """Who takes over when a role that has its last day is over; at once where it is over already."""
    row, today = queries.role(request.actor, pk), timezone.localdate()
    form = SuccessorForm(
        request.POST or None,
        colleagues=leaving.successors(row, on=today),
        initial={"hands_over_to": row.hands_over_to_id},
    )
    if row.until is None:
        raise NotFound("not_found")
    if request.method == "POST" and form.is_valid():
        to_id = form.cleaned_data["hands_over_to"]
        actions.hand_over(membership_id=pk, to_id=to_id, by=request.actor, at=timezone.now())
        messages.success(request, _("It is noted who takes over."))
        return _passed_on(request, row)
    told = {"held": leaving.held_by_role(row, after=row.until), "passed": leaving.passed_on(row), "ended": True}
    return render(request, "staff/end_role.html", {"form": form, "row": row} | told)


def _passed_on(request: DoorRequest, row: Membership) -> HttpResponse:
    """Back to the staff, with what went to whom."""
    row.refresh_from_db()
    for one in leaving.passed_on(row):
        told = {"what": one.words, "count": one.count, "name": one.name or _("nobody in particular")}
        messages.info(request, _("Passed on: %(what)s (%(count)s), with %(name)s.") % told)
    return redirect("staff")


@door(Act.MANAGE_STAFF, "POST")
def keep_role(request: DoorRequest, pk: int) -> HttpResponse:
    """Undo: the role goes on."""
    stays = actions.keep_role(membership_id=pk, by=request.actor, at=timezone.now())
    messages.success(request, _("The role goes on. What was passed on has come back where nobody has gone on with it."))
    for one in stays:
        told = {"what": one.words, "count": one.count, "name": one.name or _("the team")}
        messages.warning(request, _("Does not come back: %(what)s (%(count)s), with %(name)s.") % told)
    return redirect("staff")


def _words(refusal: Refused) -> str:
    from brobygger.staff.words import REASONS

    if refusal.reason not in REASONS:
        raise refusal
    return str(REASONS[refusal.reason])
