"""Writing to a person: the channel that the card allows, approved words, their gaps, and a look before it goes."""

from typing import Any

from django.contrib import messages as told
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act, may
from brobygger.base.decision import NotFound, Refused
from brobygger.base.templatetags.brobygger import reason
from brobygger.base.workdays import day_of
from brobygger.contact import actions, queries, rules
from brobygger.contact.forms import GapsForm
from brobygger.contact.models import Wording
from brobygger.contact.written import written
from brobygger.people import queries as people
from brobygger.people.channels import Channel
from brobygger.people.models import Person


def _person(request: DoorRequest, person_id: int) -> Person:
    found = people.person(request.actor, person_id)
    if found is None or not may(request.actor, Act.SEND_MESSAGE, found):
        raise NotFound("not_found")
    return found


@door(Act.SEND_MESSAGE)
def message_new(request: DoorRequest, person_id: int) -> HttpResponse:
    """First the words and their gaps, then the text as it arrives, then it goes."""
    now = timezone.now()
    person = _person(request, person_id)
    sent = typed.sent(request)
    listed = queries.channels(request.actor, person, now)
    channel = next((one for one in queries.REACHED_BY_MESSAGE if one == typed.text(sent, "channel")), None)
    context: dict[str, Any] = {
        "person": person,
        "channels": [(one, one.label, listed[one]) for one in queries.REACHED_BY_MESSAGE],
        "channel": channel,
        "not_from_here": queries.not_from_here(listed),
    }
    if channel is None or not listed[channel]:
        return render(request, "contact/write.html", context)
    words = _offered(person, channel, now)
    context["wordings"] = words
    chosen = next((one for one in words if one.key == typed.text(sent, "wording")), None)
    if chosen is None:
        return render(request, "contact/write.html", context)
    gaps = rules.gaps(chosen.subject, chosen.text) or frozenset()
    posted = request.method == "POST"
    form = GapsForm(request.POST, gaps=gaps) if posted else GapsForm(gaps=gaps)
    context |= {"chosen": chosen, "form": form}
    if not posted or not form.is_valid():
        return render(request, "contact/write.html", context, status=422 if posted else 200)
    values = form.values()
    on = day_of(now)
    context["preview"] = written(chosen, values, sender=queries.sender(person.zone_id, on))
    on_paper = channel is Channel.LETTER
    address = people.address_for(request.actor, person, channel)
    context |= {"where": address if on_paper else _masked(address), "on_paper": on_paper, "today": on}
    if not typed.pressed(request.POST, "send"):
        return render(request, "contact/write.html", context)
    said: dict[str, Any] = {
        "person": person,
        "wording": chosen.key,
        "values": values,
        "language": chosen.language,
        "by": request.actor,
        "at": now,
    }
    try:
        if on_paper:
            actions.print_letter(**said)
            return render(request, "contact/letter.html", context)
        actions.send(channel=channel, **said)
    except NotFound:
        raise
    except Refused as refused:
        form.add_error(None, reason(refused.reason))
        return render(request, "contact/write.html", context, status=422)
    told.success(request, _("The message is on its way."))
    return redirect("card", person_id)


def _masked(address: str) -> str:
    """Enough of a number or an address to tell it from another."""
    name, at, domain = address.partition("@")
    return f"{name[:2]}…{at}{domain}" if at else f"…{address[-4:]}"


def _offered(person: Person, channel: Channel, now: Any) -> list[Wording]:
    """The approved words that one may send by hand: links are made by the steps of the work, not written."""
    on = day_of(now)
    listed = queries.wordings_for_person(person.zone_id, channel, person.language, on)
    return [one for one in listed if "link" not in (rules.gaps(one.subject, one.text) or ())]
