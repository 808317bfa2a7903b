"""The sender's pages: send, call back, give up, withdraw, and what is handed to a receiver outside."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act, may
from brobygger.base.decision import NotFound, Refused
from brobygger.referrals import actions, half_written, in_words, queries
from brobygger.referrals.contents import only
from brobygger.referrals.downloads import package_json, package_pdf
from brobygger.referrals.forms import ReasonForm, SendForm
from brobygger.referrals.preparing import Prepared
from brobygger.referrals.rules import may_withdraw
from brobygger.referrals.sending import seen
from brobygger.referrals.states import AT_THE_RECEIVER, UNANSWERED, ReferralState


@door(Act.SEND_REFERRAL)
def send(request: DoorRequest, referral_id: int) -> HttpResponse:
    """Tick what crosses; look it through; send. Whatever is refused, what was written stands there still."""
    now = timezone.now()
    page = queries.prepared(request.actor, referral_id, at=now)
    if request.method != "POST":
        return _send_page(request, page, SendForm(page=page, initial=half_written.found(request, referral_id)))
    form = SendForm(request.POST, page=page)
    half_written.keep(request, referral_id, form)
    if not form.is_valid() or not page.may:
        return _send_page(request, page, form, status=422)
    step = typed.text(request.POST, "step")
    if step == "change":
        return _send_page(request, page, form)
    told = form.cleaned_data
    if step != "send":
        return _check_page(request, page, form)
    try:
        actions.send_referral(
            referral_id=referral_id,
            receiver_id=told["receiver"],
            ticked=told["ticked"],
            note=told.get("note", ""),
            seen_as=typed.text(request.POST, "seen"),
            by=request.actor,
            at=now,
        )
    except NotFound:
        raise
    except Refused as refused:
        page = queries.prepared(request.actor, referral_id, at=now)
        return _send_page(request, page, SendForm(request.POST, page=page), refused=refused.reason, status=409)
    half_written.forget(request)
    messages.success(request, _("Sent. Here you can follow it."))
    return redirect("referral", referral_id)


def _send_page(
    request: DoorRequest, page: Prepared, form: SendForm, *, refused: str = "", status: int = 200
) -> HttpResponse:
    words = {one.code: one for one in in_words.shown(page.contents)}
    ticked = form["fields_"].value()
    context = {
        "page": page,
        "form": form,
        "refused": refused or page.may.reason,
        "fields": [
            {
                "shown": words[one.field],
                "covered": one.covered,
                "required": one.required,
                "ticked": one.field.value in ticked,
            }
            for one in page.offered
        ],
        "rests": _rests_on(page),
        "may_write": bool(page.receivers) or form.is_bound,  # what was written stands, though no receiver is left
    }
    return render(request, "referrals/send.html", context, status=status)


def _check_page(request: DoorRequest, page: Prepared, form: SendForm) -> HttpResponse:
    told = form.cleaned_data
    contents = only(page.contents, told["ticked"], told.get("note", ""))
    context = {
        "page": page,
        "form": form,
        "told": told,
        "shown": in_words.shown(contents),
        "receiver": next(one for one in page.receivers if one.pk == told["receiver"]),
        "seen": seen(contents),
        "rests": _rests_on(page),
        "left_out": [o.field.label for o in page.offered if o.field.value not in told["ticked"]],
    }
    return render(request, "referrals/check.html", context)


def _rests_on(page: Prepared) -> dict[str, Any]:
    """Purpose, basis and consent, for both pages."""
    english = get_language() == "en"
    return {
        "purpose": page.covered.purpose_en if english else page.covered.purpose_da,
        "basis": page.basis,
        "consent": page.referral.consent,
        "language": in_words.language_in_sentence(page.referral.consent.language),
    }


def _sent(request: DoorRequest, referral_id: int) -> queries.Page:
    """The referral's page, for those who may send it."""
    page = queries.referral(request.actor, referral_id)
    may(request.actor, Act.SEND_REFERRAL, page.referral).require()
    return page


@door(Act.SEND_REFERRAL)
def withdraw(request: DoorRequest, referral_id: int) -> HttpResponse:
    """The person has withdrawn the consent: a page that says what happens, and then it does."""
    page = _sent(request, referral_id)
    if request.method == "POST":
        actions.withdraw_consent(referral_id=referral_id, by=request.actor, at=timezone.now())
        messages.success(request, _("The consent is withdrawn, and all contact has stopped."))
        return redirect("referral", referral_id)
    context = {
        "page": page,
        "at_receiver": page.referral.state in AT_THE_RECEIVER,
        "refused": may_withdraw(page.referral.state).reason,
    }
    return render(request, "referrals/withdraw.html", context)


@door(Act.SEND_REFERRAL)
def call_back(request: DoorRequest, referral_id: int) -> HttpResponse:
    """The referral is called back from a receiver that has not answered, to be sent to another."""
    page = _sent(request, referral_id)
    if request.method == "POST":
        actions.call_back(referral_id=referral_id, by=request.actor, at=timezone.now())
        messages.success(request, _("Called back. Choose where to send it now."))
        return redirect("referral_send", referral_id)
    refused = "" if page.referral.state in UNANSWERED else "referral_cannot_move"
    return render(request, "referrals/call_back.html", {"page": page, "refused": refused})


@door(Act.SEND_REFERRAL)
def give_up(request: DoorRequest, referral_id: int) -> HttpResponse:
    """A referral that waits to be sent came to nothing, and why."""
    page = _sent(request, referral_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.give_up(
            referral_id=referral_id, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now()
        )
        messages.success(request, _("Noted: the referral came to nothing."))
        return redirect("referral", referral_id)
    refused = "" if page.referral.state == ReferralState.TO_BE_SENT else "referral_cannot_move"
    context = {"page": page, "form": form, "refused": refused}
    return render(request, "referrals/give_up.html", context, status=422 if form.errors else 200)


@door(Act.SEND_REFERRAL, "POST")
def new_link(request: DoorRequest, referral_id: int) -> HttpResponse:
    """The outside receiver gets a new one-time link by e-mail."""
    actions.send_new_link(referral_id=referral_id, by=request.actor, at=timezone.now())
    messages.success(request, _("A new link is on its way. The one before opens nothing any more."))
    return redirect("referral", referral_id)


@door(Act.SEND_REFERRAL, "GET")
def pdf(request: DoorRequest, referral_id: int) -> HttpResponse:
    """The package as a PDF file, to be handed over by the organisation's own secure mail."""
    name, content = package_pdf(request.actor, referral_id, at=timezone.now())
    return _file(name, content, "application/pdf")


@door(Act.SEND_REFERRAL, "GET")
def json(request: DoorRequest, referral_id: int) -> HttpResponse:
    """The package as JSON, for a receiver whose own system reads it."""
    name, content = package_json(request.actor, referral_id, at=timezone.now())
    return _file(name, content, "application/json")


def _file(name: str, content: bytes, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
