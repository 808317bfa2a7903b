"""The pages of interviews and workshops: the list, one talk with its quotations, and the themes across them."""

from itertools import groupby
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.interviews import actions, queries, words
from brobygger.interviews.forms import QuotationForm, TalkForm
from brobygger.interviews.models import Talk
from brobygger.report import queries as report
from brobygger.report.rules import LONGEST
from brobygger.report.words import FOUND
from brobygger.trail import actions as trail


@door(Act.MAKE_REPORT, "GET")
def talks(request: DoorRequest) -> HttpResponse:
    """The talks of each programme of the zone."""
    zone_id = zone_of(request)
    trail.write("interviews.list_seen", by=request.actor, at=timezone.now(), zone_id=zone_id)
    here = report.programmes_of(request.actor, zone_id=zone_id)
    listed = [(one, queries.talks(request.actor, zone_id=zone_id, programme_id=one.pk)) for one in here]
    return render(request, "interviews/talks.html", {"listed": listed})


@door(Act.MAKE_REPORT)
def talk_new(request: DoorRequest, programme: str) -> HttpResponse:
    """A talk more."""
    zone_id = zone_of(request)
    report.programme(request.actor, programme, zone_id=zone_id)
    return _keep(request, zone_id, programme, None)


@door(Act.MAKE_REPORT)
def talk_change(request: DoorRequest, pk: int) -> HttpResponse:
    """What stands of a talk."""
    row = queries.talk(request.actor, pk)
    return _keep(request, row.zone_id, row.programme.key, row)


def _keep(request: DoorRequest, zone_id: int, programme: str, row: Talk | None) -> HttpResponse:
    stood: dict[str, Any] = {name: getattr(row, name) for name in TalkForm.base_fields if hasattr(row, name)}
    number = row.number if row else 0
    form, made = TalkForm(typed.posted(request), initial=stood | {"seen": number}), []

    def keep(**signed: Any) -> None:
        told = {"told": form.told(), "sure": form.cleaned_data["sure"], "seen": form.cleaned_data["seen"]}
        made.append(
            actions.keep_talk(zone_id=zone_id, programme=programme, talk_id=row.pk if row else None, **told, **signed)
        )

    if carried_out(request, keep, form=form, beside=words.BESIDE, said=_("Saved.")):
        return redirect("talk", made[0].pk)
    if form.errors:
        form.data = typed.again(request.POST, seen=number)
    shown = {"form": form, "row": row, **_telling(request, form, zone_id)}
    return render(request, "interviews/keep.html", shown, status=422 if form.errors else 200)


def _telling(request: DoorRequest, form: Form, zone_id: int) -> dict[str, Any]:
    """What in the text that was sent may tell who someone is."""
    text = "\n".join(typed.text(request.POST, name, LONGEST) for name in ("text", "new_theme"))
    found = report.telling_who(text, zone_id=zone_id) if form.errors else []
    return {
        "found": [(FOUND[one.kind], one.words) for one in found],
        "asks": bool(found) and all(one.kind != "cpr" for one in found),
    }


@door(Act.MAKE_REPORT)
def talk(request: DoorRequest, pk: int) -> HttpResponse:
    """What was said, and what is quoted from it."""
    row = queries.talk(request.actor, pk)
    where: dict[str, int] = {"zone_id": row.zone_id, "programme_id": row.programme_id}
    form = QuotationForm(typed.posted(request), themes=queries.themes(request.actor, **where))

    def take(**signed: Any) -> None:
        actions.take_quotation(talk_id=pk, **form.cleaned_data, **signed)

    if carried_out(request, take, form=form, beside=words.BESIDE, said=_("The quotation is kept.")):
        return redirect("talk", pk)
    trail.write("interviews.talk_seen", by=request.actor, at=timezone.now(), about=row)
    rows = queries.quotations(request.actor, **where).filter(talk=row)
    in_report = rows.exclude(chosen_at=None).count()
    shown = {
        "row": row,
        "form": form,
        "in_report": in_report,
        "by_theme": _by_theme(rows),
        **_telling(request, form, row.zone_id),
    }
    return render(request, "interviews/talk.html", shown, status=422 if form.errors else 200)


def _by_theme(rows: Any) -> list[tuple[Any, list[Any]]]:
    return [(theme, list(quoted)) for theme, quoted in groupby(rows, key=lambda one: one.theme)]


@door(Act.MAKE_REPORT, "GET")
def themes(request: DoorRequest, programme: str) -> HttpResponse:
    """All that is quoted, by theme, across the talks."""
    zone_id = zone_of(request)
    row = report.programme(request.actor, programme, zone_id=zone_id)
    trail.write("interviews.themes_seen", by=request.actor, at=timezone.now(), zone_id=zone_id)
    rows = queries.quotations(request.actor, zone_id=zone_id, programme_id=row.pk)
    return render(request, "interviews/themes.html", {"programme": row, "by_theme": _by_theme(rows)})


@door(Act.MAKE_REPORT, "POST")
def talk_remove(request: DoorRequest, pk: int) -> HttpResponse:
    """The talk is gone, with what is quoted from it."""
    carried_out(request, lambda **signed: actions.remove_talk(talk_id=pk, **signed), said=_("Removed."))
    return redirect("talks")


@door(Act.MAKE_REPORT, "POST")
def quotation_choose(request: DoorRequest, pk: int) -> HttpResponse:
    """It stands in the report, or does not any more."""
    chosen = typed.pressed(request.POST, "chosen")
    said = (
        _("It stands in every report that is made from now on.") if chosen else _("It stands in no report from now on.")
    )
    talk = queries.quotation(request.actor, pk).talk
    carried_out(request, lambda **signed: actions.choose(quotation_id=pk, chosen=chosen, **signed), said=said)
    return (
        redirect("talk_themes", talk.programme.key)
        if typed.pressed(request.POST, "across")
        else redirect("talk", talk.pk)
    )


@door(Act.MAKE_REPORT, "POST")
def quotation_remove(request: DoorRequest, pk: int) -> HttpResponse:
    """It is quoted no more."""
    talk_id = queries.quotation(request.actor, pk).talk_id
    carried_out(request, lambda **signed: actions.remove_quotation(quotation_id=pk, **signed), said=_("Removed."))
    return redirect("talk", talk_id)
