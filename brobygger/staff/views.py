"""The pages about who works here, and about one's own account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from brobygger.access.doors import DoorRequest, door, open_door, signed_in, zone_looked_at
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import Refused
from brobygger.base.menu import menu
from brobygger.staff import actions, invitations, queries
from brobygger.staff.forms import InviteForm, LastDayForm, PasswordForm

LINK = "invitation_link"


@door(Act.MANAGE_STAFF)
@require_GET
def staff(request: DoorRequest) -> HttpResponse:
    """Who works in the zones that the worker manages; a link that has just been made is shown once."""
    today = timezone.localdate()
    rows = list(queries.roles(request.actor))
    present = [row for row in rows if row.until is None or row.until >= today]
    shown: dict[str, Any] = {
        "present": present,
        "past": [row for row in rows if row not in present],
        "zones": {row.zone_id for row in rows},
        "link": request.session.pop(LINK, None),
    }
    return render(request, "staff/staff.html", shown)


@door(Act.MANAGE_STAFF)
def invite(request: DoorRequest) -> HttpResponse:
    """Ask for a new worker; afterwards the link stands on the staff page, once."""
    form = InviteForm(request.POST or None, zones=queries.managed_zones(request.actor))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            worker = actions.invite_worker(
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
            if worker.has_usable_password():
                messages.success(request, _("The role is given. She or he signs in as before."))
            else:
                _show_link(request, worker, role=told["role"])
            return redirect("staff")
    return render(request, "staff/invite.html", {"form": form})


@door(Act.MANAGE_STAFF)
@require_POST
def new_link(request: DoorRequest, pk: int) -> HttpResponse:
    """A new one-time link for a worker, shown once on the staff page."""
    _show_link(request, actions.renew_invitation(worker_id=pk, by=request.actor, at=timezone.now()))
    return redirect("staff")


@door(Act.MANAGE_STAFF)
def end_role(request: DoorRequest, pk: int) -> HttpResponse:
    """Check before a role ends, and end it."""
    row = queries.role(request.actor, pk)
    form = LastDayForm(request.POST or None, initial={"last_day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["last_day"]
        try:
            actions.end_role(membership_id=pk, last_day=day, by=request.actor, at=timezone.now())
        except Refused as refusal:
            form.add_error("last_day", _words(refusal))
        else:
            messages.success(request, _("The role has a last day. You can take it back on this page."))
            return redirect("staff")
    return render(request, "staff/end_role.html", {"form": form, "row": row})


@door(Act.MANAGE_STAFF)
@require_POST
def keep_role(request: DoorRequest, pk: int) -> HttpResponse:
    """Undo: the role goes on."""
    actions.keep_role(membership_id=pk, by=request.actor, at=timezone.now())
    messages.success(request, _("The role goes on."))
    return redirect("staff")


@open_door
@never_cache
@sensitive_post_parameters()
def accept(request: DoorRequest, token: str) -> HttpResponse:
    """The page behind the one-time link: choose a password, then sign in."""
    form = PasswordForm(request.POST or None, worker=invitations.worker_of(token))
    if request.method == "POST" and form.is_valid():
        actions.accept_invitation(
            token=token, password=form.cleaned_data["password"], by=request.actor, at=timezone.now()
        )
        messages.success(request, _("Your password is saved. Sign in with it now."))
        return redirect("account_login")
    return render(request, "staff/accept.html", {"form": form})


@open_door
@require_GET
def forgot_password(request: HttpRequest) -> HttpResponse:
    """There is no mail to steal: a new link comes from one's leader, by hand."""
    return render(request, "staff/forgot_password.html")


@signed_in
@require_GET
def start(request: DoorRequest) -> HttpResponse:
    """The front page is the first of the menu in the zone she looks at; one without a role sees her account."""
    here = zone_looked_at(request)
    may = {act.value: here in zones_for(request.actor, act) for act in Act}
    pages = [item.href for item in menu(may, "", kinds=request.actor.kinds(here)) if item.href != request.path]
    return redirect(pages[0] if pages else "my_account")


@signed_in
@require_GET
def my_account(request: DoorRequest) -> HttpResponse:
    """One's own roles, password and second steps."""
    from allauth.mfa.models import Authenticator

    user: Any = request.user
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    mine = user.memberships.select_related("zone").order_by("zone__name", "role")
    today = timezone.localdate()
    shown = {
        "roles": [row for row in mine if row.until is None or row.until >= today],
        "totp": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "recovery_codes": Authenticator.Type.RECOVERY_CODES in kinds,
    }
    return render(request, "staff/my_account.html", shown)


def _show_link(request: DoorRequest, worker: Any, role: str = "") -> None:
    """The link waits in the session for the next page, and is gone when that has shown it."""
    address = reverse("accept_invitation", args=[invitations.token_for(worker)])
    request.session[LINK] = {"name": worker.name, "url": request.build_absolute_uri(address), "role": role}


def _words(refusal: Refused) -> str:
    from brobygger.staff.words import REASONS

    if refusal.reason not in REASONS:
        raise refusal
    return str(REASONS[refusal.reason])
