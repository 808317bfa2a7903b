"""The call: opening a person, the card, the half-written form, what came of it, and the minute of undo."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.base.templatetags.brobygger import reason
from brobygger.cases.states import CaseState
from brobygger.desk import actions as desk
from brobygger.desk import call_in_words, call_taken_over, case_story, undo_of_a_call, when
from brobygger.desk.contact_wishes_forms import joined, noted, read_shown
from brobygger.desk.forms import KEPT, SAVED_SIDE_BY_SIDE, SIDE_BY_SIDE, CallForm, kept
from brobygger.desk.place_in_list import back_to_list, on_to_the_next
from brobygger.outreach import actions, queries
from brobygger.outreach.facts import CallPage
from brobygger.outreach.states import Result


@door(Act.CALL)
def open_call(request: DoorRequest) -> HttpResponse:
    """The worker takes the person from the list: from now on nobody else rings her or him."""
    case_id = typed.number(request.POST, "case")
    if case_id is None:
        return redirect("call_list")
    opened = actions.open_case(case_id=case_id, by=request.actor, at=timezone.now())
    return redirect("call" if opened.call_id else "case", opened.case_id)


def _script(page: CallPage) -> dict[str, Any]:
    return {"script_note": call_in_words.script_note(page), "script_name": call_in_words.script_name(page)}


def _call_page(request: DoorRequest, page: CallPage, form: CallForm, *, status: int = 200) -> HttpResponse:
    now = timezone.now()
    context: dict[str, Any] = {
        "page": page,
        "form": form,
        "bar": case_story.identity_bar(page),
        "card": call_in_words.card_words(page, now=now),
        "dials": call_in_words.dials(page),
        **_script(page),
        "unconfirmed": _unconfirmed(page, now),
        "card_mark": _mark(page, now),
        "results": call_in_words.results(form),
        "quick": call_in_words.quick_times(page, now=now),
        "kept_words": _("Saved at %(time)s") % {"time": when.clock(page.kept_at)} if page.kept_at else "",
        "attempts": case_story.attempts(page, now=now),
        # Beside what is refused it reads as if that were saved.
        "undo": None if form.is_bound else undo_of_a_call.undo_of(request, zone_id=page.zone_id, now=now),
    }
    return render(request, "desk/call.html", context, status=status)


def _unconfirmed(page: CallPage, now: datetime) -> list[tuple[str, list[tuple[str, str]]]]:
    """The words about contact that nobody has confirmed, under who wrote them."""
    told = []
    for one in page.unconfirmed:
        words = [] if one.said_since else call_taken_over.about_contact(one.form, at=now)
        who = {"name": one.by_name, "time": when.day_and_clock(one.at, now)}
        by_me = _("Not confirmed: written by you %(time)s. Ask her or him.")
        heading = by_me if one.mine else _("Not confirmed: written by %(name)s %(time)s. Ask her or him.")
        told += [(heading % who, words)] if words else []
    return told


def _mark(page: CallPage, now: datetime) -> str:
    """A mark of what the card says, which tells nothing and is another one when the card says something else."""
    card = call_in_words.card_words(page, now=now)
    return salted_hmac(f"card:{page.case_id}", repr(card), algorithm="sha256").hexdigest()[:16]


@door(Act.CALL, "GET")
def call(request: DoorRequest, case_id: int) -> HttpResponse:
    """The call, taken up where it was left."""
    page = queries.call_page(request.actor, case_id=case_id, at=timezone.now())
    if page.call_id is None or not page.call_by_me:
        return redirect("case", case_id)
    return _call_page(request, page, CallForm(at=timezone.now(), initial=call_in_words.begun(page)))


@door(Act.CALL, "GET")
def call_still(request: DoorRequest, case_id: int) -> HttpResponse:
    """Asked by the open call every half minute: no words while it is open with the worker and the card says what it
    said, the card where it says something else, and where the call is no longer hers why it is not."""
    now = timezone.now()
    page = queries.call_page(request.actor, case_id=case_id, at=now)
    if page.call_id is None or not page.call_by_me:
        return _words_back(request, page)
    mark = _mark(page, now)
    if typed.text(request.GET, "card") in ("", mark):
        return HttpResponse(status=204)
    context = {
        "page": page,
        "card": call_in_words.card_words(page, now=now),
        "dials": call_in_words.dials(page),
        "unconfirmed": _unconfirmed(page, now),
        "card_mark": mark,
        "anew": True,
    }
    return render(request, "desk/contact_card.html", context)


@door(Act.CALL, "POST")
def call_keep(request: DoorRequest, case_id: int) -> HttpResponse:
    """What has been written so far is kept; asked for by the page itself, every second or so.

    Where the call is no longer open with the worker it waits beside the case, and the answer says why.
    """
    try:
        at = _keep(request, queries.open_call_of(request.actor, case_id=case_id), request.POST)
    except Refused:
        page = queries.call_page(request.actor, case_id=case_id, at=timezone.now())
        waits = _waits(request, page)
        then = _("What you wrote is kept with the case.") if waits else _("Copy your text before you leave the page.")
        return JsonResponse({"words": f"{call_taken_over.why(page)} {then}"}, status=409)
    return JsonResponse(
        {"words": _("Saved at %(time)s") % {"time": when.clock(at)}, "stood": noted(kept(request.POST))}
    )


def _keep(request: DoorRequest, call_id: int, sent: QueryDict) -> datetime:
    """What this page has touched is kept; what another page of the same call has written stands."""
    written, stood = kept(sent), read_shown(sent.get("stood"))
    return actions.keep_form(
        call_id=call_id,
        form=written,
        join=lambda draft: joined(written, stood, draft, SIDE_BY_SIDE),
        by=request.actor,
        at=timezone.now(),
    )


def _with_other_pages(sent: QueryDict, page: CallPage) -> None:
    """What is sent says what another page of the same call has written, where this one has not touched it."""
    told = joined(kept(sent), read_shown(sent.get("stood")), page.form, SAVED_SIDE_BY_SIDE)
    for name in KEPT:
        sent.pop(name, None)
        if name in told:
            sent.setlist(name, told[name].split() if name == "days" else [told[name]])


def _own_call(deed: Callable[[DoorRequest, CallPage, int], HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that goes on with the worker's own call; where it is no longer hers, her words come back to her."""

    @wraps(deed)
    def view(request: DoorRequest, case_id: int) -> HttpResponse:
        page = queries.call_page(request.actor, case_id=case_id, at=timezone.now())
        if request.method != "POST":
            return redirect("call", case_id)
        if page.call_id is None or not page.call_by_me:
            return _words_back(request, page)
        return deed(request, page, page.call_id)

    return view


def _waits(request: DoorRequest, page: CallPage) -> bool:
    """Whether what was written waits beside the case from now on."""
    form, now = kept(request.POST), timezone.now()
    return bool(form) and actions.keep_left_form(case_id=page.case_id, form=form, by=request.actor, at=now)


def _words_back(request: DoorRequest, page: CallPage) -> HttpResponse:
    form, now = kept(request.POST), timezone.now()
    waits = _waits(request, page)
    context = {
        "page": page,
        "why": call_taken_over.why(page),
        "written": call_taken_over.written(form, at=now),
        "waits": waits,
        "may_open": waits and page.held_by is None and page.state == CaseState.TO_CALL,
    }
    return render(request, "desk/words_back.html", context, status=409)


@door(Act.CALL)
@_own_call
def call_card(request: DoorRequest, page: CallPage, call_id: int) -> HttpResponse:
    """The card has been read, and the number may be seen; what has been written goes along."""
    now = timezone.now()
    if kept(request.POST):
        _keep(request, call_id, request.POST)
    actions.see_card(call_id=call_id, by=request.actor, at=now)
    if not request.htmx:
        return redirect("call", page.case_id)
    page = queries.call_page(request.actor, case_id=page.case_id, at=now)
    words = {"page": page, "card": call_in_words.card_words(page, now=now), "dials": call_in_words.dials(page)}
    return render(request, "desk/number.html", words)


@door(Act.CALL)
@_own_call
def call_script(request: DoorRequest, page: CallPage, call_id: int) -> HttpResponse:
    """The script and the consent in the language that has been chosen; what has been written goes along."""
    sent = typed.again(request.POST)
    page = _kept(request, page, call_id, sent)
    if not request.htmx:
        return redirect("call", page.case_id)
    heard = {"consent_read": typed.pressed(sent, "consent_read")}
    form = CallForm(at=timezone.now(), initial=call_in_words.begun(page) | heard)
    return render(request, "desk/script.html", {"page": page, "form": form, "swapped": True} | _script(page))


def _kept(request: DoorRequest, page: CallPage, call_id: int, sent: QueryDict) -> CallPage:
    """The page as what was written leaves it, and that is kept.

    A yes to other words than stand there now, or in a call that came to something else, is no yes.
    """
    at = timezone.now()
    _keep(request, call_id, sent)
    sent["stood"] = noted(kept(sent))
    page = queries.call_page(request.actor, case_id=page.case_id, at=at)
    same = typed.number(sent, "consent_wording") == page.consent_wording_id
    if not same or typed.text(sent, "result") != Result.ACCEPTED:
        sent.pop("consent_read", None)
    return page


@door(Act.CALL)
@_own_call
def call_save(request: DoorRequest, page: CallPage, call_id: int) -> HttpResponse:
    """What came of the call is saved, and the worker goes on to the next."""
    now, sent = timezone.now(), typed.again(request.POST)
    if at_once := typed.text(sent, "at_once"):
        sent["result"] = at_once
    _with_other_pages(sent, page)
    form, written = CallForm(sent, at=now), kept(sent)
    if form.is_valid():
        told, left = call_in_words.told(form, page=page, sent=sent), call_in_words.left_over(form, written)
        try:
            saved = desk.save_call(call_id=call_id, told=told, written=written, left=left, by=request.actor, at=now)
        except NotFound:
            raise
        except Refused as refused:
            form.add_error(None, reason(refused.reason))
        else:
            if left:
                messages.info(
                    request,
                    _("What you wrote about contact in the call before stands in the form of your next call there."),
                )
            undo_of_a_call.remember(request, page=page, saved=saved, result=told.result)
            return back_to_list(request) if typed.pressed(request.POST, "to_list") else on_to_the_next(request)
    return _call_page(request, _kept(request, page, call_id, sent), form, status=422)


@door(Act.CALL, "POST")
def call_leave(request: DoorRequest, case_id: int) -> HttpResponse:
    """The worker leaves the person without a call; others may open her or him again."""
    actions.leave_case(case_id=case_id, by=request.actor, at=timezone.now())
    messages.info(request, _("You have left the person, who is on the list again."))
    return back_to_list(request)


@door(Act.CALL, "POST")
def undo_call(request: DoorRequest, call_id: int) -> HttpResponse:
    """Within the minute everything is put back, and the form stands as it was written, its outcome apart. The person
    whom she has gone on to meanwhile is on the list again."""
    opened = desk.undo_call(call_id=call_id, by=request.actor, at=timezone.now())
    undo_of_a_call.forget(request)
    if (instead := typed.number(request.POST, "instead")) is not None:
        actions.leave_case(case_id=instead, by=request.actor, at=timezone.now())
    messages.info(request, _("Undone. What you wrote is here again; say anew what came of the call, and when to ring."))
    return redirect("call" if opened.call_id else "case", opened.case_id)
