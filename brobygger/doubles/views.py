"""The list of those who may be one person, two beside each other, and two who were merged."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.base.templatetags.brobygger import reason
from brobygger.doubles import actions, finding, placing, queries, showing
from brobygger.doubles.forms import MergeForm, SplitForm
from brobygger.doubles.models import Merge
from brobygger.doubles.words import why_words
from brobygger.people.careful import most_careful
from brobygger.people.merging import changed_since
from brobygger.people.naming import called

MERGE = Act.MERGE_PEOPLE
SHOWN = 20


@door(MERGE, "GET")
def doubles(request: DoorRequest) -> HttpResponse:
    """Pairs that may be one person, and why; who was merged, and of whom someone has said that they are two."""
    zone_id = zone_of(request)
    found = queries.possible(request.actor, zone_id=zone_id)
    people = queries.people_of(request.actor, found[: queries.MOST_SHOWN])
    lines = [
        {
            "pair": one,
            "first": people[one.first],
            "second": people[one.second],
            "why": why_words(one.why, one.names),
            "careful": any(queries.warns(people[pk]) for pk in (one.first, one.second)),
        }
        for one in found[: queries.MOST_SHOWN]
    ]
    shown = {
        "lines": lines,
        "more": len(found) - len(lines),
        "merges": queries.merges(request.actor, zone_id=zone_id)[:SHOWN],
        "two": queries.said_to_be_two(request.actor, zone_id=zone_id)[:SHOWN],
    }
    return render(request, "doubles/doubles.html", shown)


@door(MERGE)
def double(request: DoorRequest, first: int, second: int) -> HttpResponse:
    """The two beside each other, and what goes on of each where they differ."""
    try:
        pair, one, other = actions.look(first_id=first, second_id=second, by=request.actor, at=timezone.now())
    except NotFound:
        raise
    except Refused as refused:  # a colleague was quicker
        messages.warning(request, reason(refused.reason))
        return redirect("doubles")
    told: dict[str, Any] = {"first": one, "second": other, "twice": queries.open_twice([*one.cases, *other.cases])}
    again = typed.pressed(typed.sent(request), "once")
    form = MergeForm(typed.posted(request), **told, again=again)
    if form.is_bound and not again and (one.is_careful or other.is_careful) and form.is_valid():
        # Asked twice: the box to tick is there when it has been pressed once.
        again, form = True, MergeForm(initial=form.cleaned_data, **told, again=True)
    elif form.is_bound and _merge(request, pair, form):
        return redirect("merged", queries.merges_of(request.actor, pair.first)[0].pk)
    shown = {
        "one": one, "other": other, "form": form, "why": why_words(pair.why, pair.names),
        "identity": showing.identity(one, other),
        "cards": showing.cards(one.card, other.card, most_careful(one.card, other.card)),
        "warnings": [(called(side.person), showing.warnings(side)) for side in (one, other)],
        "has": [(called(side.person), showing.has(side)) for side in (one, other)],
        "again": again,
    }  # fmt: skip
    return render(request, "doubles/double.html", shown, status=422 if form.errors else 200)


def _merge(request: DoorRequest, pair: finding.Pair, form: MergeForm) -> bool:
    def deed(**signed: Any) -> Merge:
        return actions.merge(first_id=pair.first, second_id=pair.second, **form.told, **signed)

    return carried_out(request, deed, form=form, said=_("The two are one person now."))


@door(MERGE, "POST")
def double_two(request: DoorRequest, first: int, second: int) -> HttpResponse:
    """They are two, and are not offered again."""
    said = _("They are two. The pair is not shown again.")
    carried_out(request, lambda **signed: actions.say_two(first_id=first, second_id=second, **signed), said=said)
    return redirect("doubles")


@door(MERGE, "POST")
def double_again(request: DoorRequest, pk: int) -> HttpResponse:
    """They may be one after all."""
    carried_out(request, lambda **signed: actions.take_two_back(not_same_id=pk, **signed))
    return redirect("doubles")


@door(MERGE)
def merged(request: DoorRequest, pk: int) -> HttpResponse:
    """Two who were merged: what each was called, and how they are split again."""
    row = queries.merge(request.actor, pk)
    later = queries.later_than(row) if row.split_at is None else None
    things = placing.to_place(row) if row.split_at is None else []
    form = None
    if row.split_at is None and later is None:
        corrected, said = changed_since(row.kept, queries.told(row))
        form = SplitForm(
            typed.posted(request), kept=row.kept, other=row.other, things=things, corrected=bool(corrected), said=said
        )
        if form.is_bound and _split(request, row, form):
            return redirect("doubles")
    shown = {"row": row, "form": form, "later": later, "things": things, **_two(request, row)}
    return render(request, "doubles/merged.html", shown, status=422 if form and form.errors else 200)


def _split(request: DoorRequest, row: Merge, form: SplitForm) -> bool:
    def deed(**signed: Any) -> Merge:
        return actions.split(merge_id=row.pk, **form.told, **signed)

    return carried_out(request, deed, form=form, said=_("The two are two again."))


def _two(request: DoorRequest, row: Merge) -> dict[str, Any]:
    one, other = (queries.side(request.actor, pk) for pk in (row.kept_id, row.other_id))
    joined = [told["ends"] for told in queries.told(row).get("joins", ())]
    return {
        "identity": showing.identity(one, other),
        "has": showing.has(one),
        "joined": [showing.Line(showing.case_words(case)) for case in one.cases if case.pk in joined],
        "known_as": called(row.other), "name": called(row.kept),
    }  # fmt: skip
