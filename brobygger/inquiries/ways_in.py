"""Where nothing is open in this browser: she begins, or comes back with her code, at the address of what is inside.

So the browser's history does not tell whether someone began, or came back.
"""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from brobygger.access import typed
from brobygger.access.tries import TICKET, TICKET_WAITS, forgive
from brobygger.base.workdays import day_of
from brobygger.inquiries import actions, guard, once_more, opening, queries
from brobygger.inquiries.forms import Code
from brobygger.inquiries.help import where_it_is_closed
from brobygger.inquiries.opening import OpenRequest, go_on
from brobygger.inquiries.steps import Step
from brobygger.mailbox import actions as mailbox
from brobygger.mailbox import queries as mailboxes
from brobygger.reach import queries as campaigns

CAMPAIGN = "c"  # in the address: the campaign's own key, which tells nothing of the visitor


def shown(request: OpenRequest) -> HttpResponse:
    """What happens when she begins, and the two words of her code; it says so where something was open and is closed,
    or where a form came that nobody takes any more."""
    closed = request.closed or request.method == "POST"
    begun, again = once_more.found(request, "begin"), once_more.found(request, "code")
    until = datetime.fromisoformat(again.told["until"]) if again and again.told.get("until") else None
    told = {
        "closed": closed, "campaign": typed.text(request.GET, CAMPAIGN),
        "numbers": where_it_is_closed(request.actor, request.setup),
        "begin": guard.stamp(request, "begin", begun.held if begun else None),
        "form": Code(again.typed if again else None), "tried": again is not None,
        "wrong": again is not None and again.wrong, "until": until,
        "soon": until is not None and until <= request.now + TICKET_WAITS,
        "ticket": again.told.get("ticket", "") if again else "",
        "back": guard.stamp(request, "code", again.held if again else None),
    }  # fmt: skip
    return render(request, "inquiries/ways_in.html", told, status=410 if closed else 200)


def begin(request: OpenRequest) -> HttpResponse:
    """She has begun, and her code is shown; what was open here already stays."""
    if request.opened is not None or not request.setup.is_open:
        return go_on(request)
    if (held := guard.hold(request, "begin")) is not None:
        return once_more.ask_again(request, "begin", held=held)
    campaign = campaigns.campaign_by_key(
        request.actor, zone_id=request.setup.zone_id, key=typed.text(request.POST, CAMPAIGN, 40), on=day_of(request.now)
    )
    started = actions.begin(
        zone_id=request.setup.zone_id, language=get_language() or "da", campaign_id=campaign.pk if campaign else None,
        by=request.actor, at=request.now,
    )  # fmt: skip
    box = started.inquiry.mailbox_id
    opening.keep_open(request, mailbox_id=box, inquiry_id=started.inquiry.pk, at=Step.CODE)
    return go_on(request)


def come_back(request: OpenRequest) -> HttpResponse:
    """What her code opens is open here. What is wrong with a code is never told: the words are the same for
    everything."""
    form, held, until = Code(request.POST), guard.hold(request, "code"), None
    if held is None and form.is_valid():
        until = guard.wait_of_code(request, form.cleaned_data["code_name"])
        box = None if until else mailbox.come_back(
            zone_id=request.setup.zone_id, code_name=form.cleaned_data["code_name"],
            code_word=form.cleaned_data["code_word"], by=request.actor, at=request.now,
        )  # fmt: skip
        if box is not None:
            return _opens(request, box.pk)
        if until:
            mailbox.note_tries(
                zone_id=request.setup.zone_id, code_name=form.cleaned_data["code_name"], by=request.actor,
                at=request.now,
            )  # fmt: skip
    # A question that is asked in between does not cost her the wait.
    ticket = getattr(request, "ticket", "") or (typed.text(request.POST, TICKET, 2000) if held else "")
    told = {"until": until.isoformat() if until else "", "ticket": ticket}
    return once_more.ask_again(request, "code", form, wrong=held is None and until is None, held=held, **told)


def _opens(request: OpenRequest, mailbox_id: int) -> HttpResponse:
    forgive(request, at=request.now)
    once_more.done(request)
    found = queries.unfinished(request.actor, mailbox_id)
    if found is not None:
        actions.forget_word(inquiry_id=found.pk, by=request.actor, at=request.now)
    opening.keep_open(request, mailbox_id=mailbox_id, inquiry_id=found.pk if found else None)
    if found is not None and (queries.answers_of(found).get("change") or mailboxes.answered(request.actor, mailbox_id)):
        opening.turn_to(request, opening.MINE)  # what the team wrote comes first
    return go_on(request)
