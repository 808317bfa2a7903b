"""The pages of an extract: for whom, what is told and what is hidden, how it will be, and the paper."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act, may
from brobygger.base.decision import NotFound, Refused
from brobygger.base.languages import name_of
from brobygger.extracts import actions, queries, rules
from brobygger.extracts.codes import LANGUAGES_ON_PAPER, Why
from brobygger.extracts.forms import AskedForm, HideForm, OutForm, SendBackForm
from brobygger.extracts.models import Extract
from brobygger.extracts.states import ExtractState
from brobygger.reception.queries import called
from brobygger.risk import queries as risk
from brobygger.staff.queries import second_of_two
from brobygger.trail import actions as trail


@door(Act.SEE_RISK)
def extracts(request: DoorRequest, pk: int) -> HttpResponse:
    """The extracts of someone; and to whom a new one goes, and what for."""
    row = risk.case(request.actor, pk)
    form, begun = AskedForm(typed.posted(request)), []

    def begin(**signed: Any) -> None:
        begun.append(actions.begin(case_id=pk, asked=form.asked(), **signed))

    if carried_out(request, begin, form=form):
        return redirect("extract", begun[0].pk)
    trail.write("extracts.listed", by=request.actor, at=timezone.now(), about=row)
    shown = {
        "row": row, "name": called(request.actor, row.screening), "form": form, "extracts": queries.of_case(row),
        "assesses": bool(may(request.actor, Act.ASSESS, row)), "holds": risk.holding(row),
    }  # fmt: skip
    return render(request, "extracts/extracts.html", shown, status=422 if form.errors else 200)


@door(Act.SEE_RISK, "GET")
def extract(request: DoorRequest, pk: int) -> HttpResponse:
    """Every line, as it will be read, with what is hidden struck through."""
    return _page(request, pk)


def _page(request: DoorRequest, pk: int, *, status: int = 200, **more: Any) -> HttpResponse:
    by = request.actor
    row = actions.read(extract_id=pk, by=by, at=timezone.now())
    me = row.begun_by_id == by.user_id
    shown: dict[str, Any] = {
        "row": row, "name": called(by, row.case.screening), "parts": queries.by_part(queries.lines(by, row)),
        "writes": row.state == ExtractState.DRAFT and me and bool(may(by, Act.ASSESS, row.case)), "me": me,
        "drops": row.state == ExtractState.DRAFT and bool(may(by, Act.ASSESS, row.case)),
        "second": queries.may_approve(by, row, second=second_of_two(by, row.begun_by_id)),
        "may_print": queries.may_print(by, row),
        "guarded": rules.is_guarded(row.receiver, row.may_meet),
        "whys": Why.choices, "hide_form": HideForm(), "back_form": SendBackForm(auto_id="back_%s"),
    }  # fmt: skip
    return render(request, "extracts/extract.html", shown | more, status=status)


def _to_line(pk: int, line: int) -> HttpResponse:
    return redirect(f"{reverse('extract', args=[pk])}#line-{line}")


@door(Act.ASSESS, "POST")
def extract_out(request: DoorRequest, pk: int, line: int) -> HttpResponse:
    """The line is out for a reason, or told after all."""
    told: dict[str, Any] = {"extract_id": pk, "line_id": line}
    if typed.pressed(request.POST, "back"):
        carried_out(request, lambda **signed: actions.put_back(**told, **signed))
        return _to_line(pk, line)
    form = OutForm(request.POST)
    if not carried_out(request, lambda **signed: actions.take_out(**told, **form.cleaned_data, **signed), form=form):
        return _page(request, pk, status=422, out_form=form, out_line=line)
    return _to_line(pk, line)


@door(Act.ASSESS, "POST")
def extract_show(request: DoorRequest, pk: int, line: int) -> HttpResponse:
    """Some words that were hidden are told."""
    start = typed.number(request.POST, "start")
    told: dict[str, Any] = {"extract_id": pk, "line_id": line, "start": -1 if start is None else start}
    carried_out(request, lambda **signed: actions.show_words(**told, **signed))
    return _to_line(pk, line)


@door(Act.ASSESS, "POST")
def extract_hide(request: DoorRequest, pk: int) -> HttpResponse:
    """More words are hidden, in every line."""
    form = HideForm(request.POST)

    def hide(**signed: Any) -> None:
        actions.hide_words(extract_id=pk, words=form.cleaned_data["words"], **signed)

    if carried_out(request, hide, form=form, field="words", said=_("Hidden. It stands struck through.")):
        return redirect("extract", pk)
    return _page(request, pk, status=422, hide_form=form)


@door(Act.ASSESS, "POST")
def extract_finish(request: DoorRequest, pk: int) -> HttpResponse:
    """It is made, or waits for a second person."""
    carried_out(request, lambda **signed: actions.finish(extract_id=pk, **signed))
    return redirect("extract", pk)


@door(Act.SEE_RISK, "POST")
def extract_approve(request: DoorRequest, pk: int) -> HttpResponse:
    """The second person has read it."""
    edition = typed.number(request.POST, "edition")
    said = _("Approved. It can be printed.")
    carried_out(request, lambda **signed: actions.approve(extract_id=pk, edition=edition, **signed), said=said)
    return redirect("extract", pk)


@door(Act.SEE_RISK, "POST")
def extract_send_back(request: DoorRequest, pk: int) -> HttpResponse:
    """The second person wants something looked at again; or the maker does, and needs no words for it."""
    row = queries.extract(request.actor, pk)
    form = SendBackForm(request.POST, auto_id="back_%s")
    form.fields["words"].required = row.begun_by_id != request.actor.user_id

    def send(**signed: Any) -> None:
        actions.send_back(extract_id=pk, words=form.cleaned_data["words"], **signed)

    if carried_out(request, send, form=form, said=_("It can be written in again.")):
        return redirect("extract", pk)
    return _page(request, pk, status=422, back_form=form)


@door(Act.ASSESS, "POST")
def extract_drop(request: DoorRequest, pk: int) -> HttpResponse:
    """Nothing comes of it."""
    row = queries.extract(request.actor, pk, act=Act.ASSESS)
    done = carried_out(
        request, lambda **signed: actions.drop(extract_id=pk, **signed), said=_("Dropped. Nothing of it is kept.")
    )
    return redirect("extracts", row.case_id) if done else redirect("extract", pk)


@door(Act.SEE_RISK, "GET")
def extract_preview(request: DoorRequest, pk: int) -> HttpResponse:
    """The paper as it will be; it cannot be printed yet."""
    return _paper(request, actions.read(extract_id=pk, by=request.actor, at=timezone.now()))


@door(Act.SEE_RISK, "GET")
def extract_print(request: DoorRequest, pk: int) -> HttpResponse:
    """The paper."""
    try:
        row = actions.print_extract(extract_id=pk, by=request.actor, at=timezone.now())
    except NotFound:
        raise
    except Refused:
        return redirect("extract", pk)
    return _paper(request, row, is_made=True)


def _paper(request: DoorRequest, row: Extract, *, is_made: bool = False) -> HttpResponse:
    told = [one for one in queries.lines(request.actor, row) if not one.row.out]
    person = row.case.screening.person
    name = f"{person.given_name} {person.family_name}".strip() if person else called(request.actor, row.case.screening)
    shown = {
        "row": row,
        "name": "" if row.receiver == rules.HIM else name,
        "parts": queries.by_part(told),
        "is_made": is_made,
        "forms": queries.forms_of(request.actor, row, told),
    }
    language = typed.code(request.GET, "language", LANGUAGES_ON_PAPER, LANGUAGES_ON_PAPER[0])
    other = next(one for one in LANGUAGES_ON_PAPER if one != language)
    with translation.override(language):  # one on the paper, whatever the screen is in
        return render(request, "extracts/paper.html", shown | {"other": other, "other_name": name_of(other)})
