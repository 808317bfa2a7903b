"""What belongs to a participant: the forms, the map, the others' contact details, and the follow-up."""

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out, one_form
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.contact import queries as contact
from brobygger.courses import queries as courses
from brobygger.courses.models import Place
from brobygger.directory import queries as directory
from brobygger.packs import queries as packs
from brobygger.packs.forms import PackForm
from brobygger.participants import actions, queries, rules
from brobygger.participants.codes import Circle, When
from brobygger.participants.forms import EarlyForm, FollowUpForm, MapForm, SharingForm, lines_of
from brobygger.people.channels import Channel
from brobygger.reception.listing import called
from brobygger.trail import actions as trail


def _place(request: DoorRequest, pk: int, page: str) -> tuple[Place, dict[str, Any]]:
    """The participant's place and what every page of hers shows; seen, in the trail."""
    row = courses.place(request.actor, pk)
    trail.write("participants.read", by=request.actor, at=timezone.now(), about=row, page=page)
    name = called(request.actor, row.screening)
    return row, {"place": row, "name": name, "back": (reverse("participant", args=[pk]), _("Back"))}


@door(Act.KEEP_PLACES, "GET")
def participant(request: DoorRequest, pk: int) -> HttpResponse:
    """All of it on one page, and what can be done now."""
    row, shown = _place(request, pk, "now")
    today, language = timezone.localdate(), get_language() or ""
    may = rules.may_follow_up(place=row.state, ended_on=timezone.localdate(row.state_at), today=today)
    forms = queries.forms(request.actor, row, today=today)
    kept, others = queries.sharing_of(row), {one.pk for one in queries.others(row)}
    shown |= {
        "forms": [(pack.title_in(language), pack.licence_in(language), times) for pack, times in forms],
        "network": queries.network_of(row), "sharing": kept, "received": queries.received(row),
        "follow_up": queries.follow_up_of(row), "may_follow_up": bool(may), "others": len(others),
        "gives": len(others.intersection(kept.gives_to)) if kept else 0,
        "window": rules.window(timezone.localdate(row.state_at)) if row.state in rules.AFTER else None,
    }  # fmt: skip
    return render(request, "participants/participant.html", shown)


@door(Act.KEEP_PLACES)
def measure(request: DoorRequest, pk: int, pack: int, when: str) -> HttpResponse:
    """An outcome form, filled in with her."""
    if when not in When.values:
        raise Http404
    row, shown = _place(request, pk, "again")
    kept = queries.measure(row, when, pack)
    found = kept.pack if kept else packs.pack(request.actor, pack)
    language = get_language() or ""
    form = PackForm(found.questions, answers=queries.answers_of(kept), data=typed.posted(request))
    is_early = kept is None and queries.may_measure(row, when, today=timezone.localdate()).reason == queries.EARLY
    early = EarlyForm(typed.posted(request))

    def keep(**signed: Any) -> None:
        seen = typed.number(request.POST, "seen") or 0
        told: dict[str, Any] = {"when": when, "pack_id": pack, "answers": form.answers(), "seen": seen}
        actions.keep_measure(place_id=pk, **told, early=typed.pressed(request.POST, "early"), **signed)

    if carried_out(request, keep, form=form, said=_("It is kept. It can be corrected here.")):
        return redirect("participant", pk)
    shown |= {
        "form": form, "drawn": form.drawn(), "title": found.title_in(language), "terms": found.licence_in(language),
        "owner": found.owner, "when": When(when).label, "seen": kept.edition if kept else 0, "kept": kept,
        "early": early if is_early else None,
    }  # fmt: skip
    return render(request, "participants/measure.html", shown, status=422 if form.errors else 200)


@door(Act.KEEP_PLACES)
def network(request: DoorRequest, pk: int) -> HttpResponse:
    """The map of the network, drawn up with her."""
    row, shown = _place(request, pk, "again")
    kept = queries.network_of(row)
    lines = json.loads(kept.lines) if kept else []
    form = MapForm(typed.posted(request), initial=lines, prefix="m")
    if form.is_bound and form.is_valid():
        seen = typed.number(request.POST, "seen") or 0

        def draw(**signed: Any) -> None:
            actions.draw_network(place_id=pk, lines=lines_of(form), seen=seen, **signed)

        if carried_out(request, draw, said=_("It is kept.")):
            return redirect("network", pk)
    status = 422 if form.is_bound else 200
    shown |= {"form": form, "circles": _circles(lines), "seen": kept.edition if kept else 0, "kept": kept}
    return render(request, "participants/network.html", shown, status=status)


def _circles(lines: list[dict[str, str]]) -> list[tuple[str, list[dict[str, str]]]]:
    return [(str(one.label), [line for line in lines if line["circle"] == one]) for one in Circle]


@door(Act.KEEP_PLACES, "GET")
def network_print(request: DoorRequest, pk: int) -> HttpResponse:
    """The map as it goes along with her, where she wishes it: no name and nothing of a course."""
    row, shown = _place(request, pk, "print")
    kept = queries.network_of(row)
    if kept is None:
        raise Http404
    return render(request, "participants/print.html", shown | {"circles": _circles(json.loads(kept.lines))})


@door(Act.KEEP_PLACES)
def sharing(request: DoorRequest, pk: int) -> HttpResponse:
    """What she gives the others, and to whom."""
    row, shown = _place(request, pk, "ask")
    others = [(one.pk, called(request.actor, one.screening)) for one in queries.others(row)]
    kept = queries.sharing_of(row)
    stood = {"words": kept.words, "gives_to": kept.gives_to} if kept else {}
    form = SharingForm(typed.posted(request), others=others, initial=stood)

    def share(**signed: Any) -> None:
        actions.share(place_id=pk, **form.cleaned_data, **signed)

    shown |= {
        "heading": _("Contact details for the others"), "button": _("Save"),
        "lead": _("Ask each alone. Nobody hears who has said no, and nothing goes to one who has not said yes too."),
    }  # fmt: skip
    to = reverse("participant", args=[pk])
    return one_form(request, form, share, shown=shown, to=to, said=_("Saved. It can be taken back here."))


@door(Act.KEEP_PLACES)
def follow_up(request: DoorRequest, pk: int) -> HttpResponse:
    """How it went since; by the card, when it is safe."""
    row, shown = _place(request, pk, "later")
    kept = queries.follow_up_of(row)
    offers = [(one.uid, str(one)) for one in directory.offers_to_choose(request.actor)]
    told = {True: "yes", False: "no"}.get(kept.worries) if kept and kept.worries is not None else None
    stood = {"goes": kept.goes, "words": kept.words, "offers": kept.offers, "worries": told} if kept else {}
    form = FollowUpForm(typed.posted(request), offers=offers, initial=stood)

    def note(**signed: Any) -> None:
        actions.note_follow_up(place_id=pk, told=form.told(), **signed)

    if carried_out(request, note, form=form, said=_("Noted.")):
        return redirect("participant", pk)
    person = row.screening.person
    gate = contact.gate(request.actor, person=person, channel=Channel.PHONE, at=timezone.now()) if person else None
    shown |= {"form": form, "kept": kept, "gate": gate}
    return render(request, "participants/follow_up.html", shown, status=422 if form.errors else 200)


@door(Act.KEEP_PLACES, "GET")
def follow_ups(request: DoorRequest) -> HttpResponse:
    """Whom it is time to follow up."""
    zone_id, now = zone_of(request), timezone.now()
    rows = queries.to_follow_up(request.actor, zone_id=zone_id, today=timezone.localdate())
    trail.write("participants.follow_ups_seen", by=request.actor, at=now, zone_id=zone_id, shown=len(rows))
    shown = [
        (one, called(request.actor, one.screening), rules.window(timezone.localdate(one.state_at))) for one in rows
    ]
    return render(request, "participants/follow_ups.html", {"rows": shown, "today": timezone.localdate()})
