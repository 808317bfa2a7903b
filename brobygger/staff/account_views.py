"""The pages about one's own account, and the page behind a one-time link."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, open_door, signed_in, zone_looked_at
from brobygger.access.policy import Act, zones_for
from brobygger.access.tries import remember_device
from brobygger.base.alphabet import ByName
from brobygger.base.menu import menu
from brobygger.staff import actions, invitations, letters, queries
from brobygger.staff.forms import ForgottenForm, PasswordForm
from brobygger.staff.guessing import account_of, must_wait
from brobygger.staff.models import Worker
from brobygger.staff.states import Way


@open_door
@sensitive_post_parameters()
def accept(request: DoorRequest, token: str) -> HttpResponse:
    """The page behind the one-time link: choose a password, then sign in. Whoever is signed in here stays so.

    One who has an account is led to it, and answers there: the password that she has stays. What is shown and what
    follows is the same, and tells nobody whether there is one.
    """
    link, here = invitations.opened(token), request.user if request.user.is_authenticated else None
    worker, offer = link.worker, link.offer
    if offer is not None and here is not None and here.pk == worker.pk:
        return redirect("my_account")
    if offer is not None:  # as the zone calls her, and not as an account does
        worker = Worker(name=offer.name, email=offer.email)
    form = PasswordForm(request.POST or None, worker=worker)
    shown: dict[str, Any] = {"form": form, "here": here, "offer": offer, "worker": worker}
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["password"]
        if link.may_choose_password:
            chosen = actions.accept_invitation(token=token, password=password, by=request.actor, at=timezone.now())
            if here is not None and here.pk == chosen.pk:
                update_session_auth_hash(request, chosen)
        else:
            worker.set_password(password)  # kept nowhere; it takes as long as where it is
        said = _("Sign in now with {email}: with the password that you had already, or else with the one just chosen.")
        shown["said"] = said.format(email=worker.email) if offer else _("Your password is saved. Sign in with it now.")
        if here is not None:
            return render(request, "staff/accepted.html", shown)
        messages.success(request, shown["said"])
        response = redirect_to_login(reverse("my_account"))
        # Whoever guesses at her account keeps her out of it no longer.
        if link.may_choose_password and link.way == Way.MAIL:
            remember_device(request, response, account_of(link.worker.email))
        return response
    return render(request, "staff/accept.html", shown)


@open_door
def forgot_password(request: DoorRequest) -> HttpResponse:
    """A link goes to the address where someone has it; the answer is the same where nobody has."""
    form = ForgottenForm(request.POST or None)
    shown: dict[str, Any] = {"form": form, "mail": letters.way_out() is not None}
    if request.method == "POST" and form.is_valid():
        if (wait := must_wait(request, "forgotten")) is not None:
            return wait
        actions.ask_for_link(email=form.cleaned_data["email"], by=request.actor, at=timezone.now())
        shown["asked"] = form.cleaned_data["email"]
    return render(request, "staff/forgot_password.html", shown)


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
    """One's own roles, what one is asked to be, password and second steps."""
    from allauth.mfa.models import Authenticator

    user: Any = request.user
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    mine = user.memberships.select_related("zone").order_by(ByName("zone__name"), "role")
    today = timezone.localdate()
    shown = {
        "roles": [row for row in mine if row.until is None or row.until >= today],
        "offers": queries.offers_of(user.pk, on=today),
        "is_own": queries.is_own(request.actor),
        "totp": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "recovery_codes": Authenticator.Type.RECOVERY_CODES in kinds,
    }
    return render(request, "staff/my_account.html", shown)


@signed_in
@require_POST
def answer_offer(request: DoorRequest, pk: int) -> HttpResponse:
    """Yes or no to a role that another zone offers."""
    says_yes = typed.code(request.POST, "answer", ("yes", "no"), "no") == "yes"
    answer = actions.take_role if says_yes else actions.decline_role
    answer(offer_id=pk, by=request.actor, at=timezone.now())
    messages.success(request, _("You have the role now.") if says_yes else _("You have said no."))
    return redirect("my_account")
