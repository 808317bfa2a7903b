"""Whoever has written, or rings, with a code, and whom the team does not have yet: found, read, taken and answered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound
from brobygger.municipality import queries as municipality
from brobygger.reception import actions, by_code
from brobygger.reception.forms import AnswerForm
from brobygger.screening import queries as screenings


@door(Act.RECEIVE, "POST")
def look_up(request: DoorRequest) -> HttpResponse:
    """The code name that someone says on the phone; it never stands in an address."""
    zone_id, now = zone_of(request), timezone.now()
    name = typed.text(request.POST, "code_name")
    row, mailbox = actions.look_up(zone_id=zone_id, code_name=name, by=request.actor, at=now)
    if row is not None:
        return redirect("received", row)
    if mailbox is not None:
        return redirect("reception_code", mailbox)
    messages.warning(request, _("Nobody here has that code name. Ask for it once more: two words and a number."))
    return redirect("reception")


@door(Act.RECEIVE)
def code(request: DoorRequest, mailbox: int) -> HttpResponse:
    """The code name and the lines; one press takes her, and may answer at once."""
    found = screenings.of_mailbox(request.actor, mailbox, act=Act.RECEIVE)
    if found is not None:
        return redirect("received", found.pk)
    behind = by_code.read(request.actor, mailbox, at=timezone.now())
    programme = municipality.programme_of(request.actor, zone_id=zone_of(request))
    if programme is None:
        raise NotFound("not_found")
    form = AnswerForm(typed.posted(request))
    if carried_out(
        request,
        lambda **signed: actions.take_by_code(
            mailbox_id=mailbox, programme_id=programme.pk, text=form.cleaned_data["text"], **signed
        ),
        form=form,
        said=_("It is yours now. What was written stands in the mailbox."),
    ):
        return redirect("reception_code", mailbox)
    return render(request, "reception/code.html", {"behind": behind, "form": form}, status=422 if form.errors else 200)
