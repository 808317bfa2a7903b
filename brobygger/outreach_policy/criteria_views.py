"""The target group on the screen: its versions, and the draft that a leader changes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base.codes import IncidentType
from brobygger.base.decision import NotFound, Refused
from brobygger.outreach_policy import criteria_actions, criteria_shown
from brobygger.outreach_policy.criteria_forms import CodesForm, DaysForm, MapForm, RulesForm
from brobygger.outreach_policy.criteria_in_words import TypeLine, type_lines, where_it_stands
from brobygger.programmes import actions, queries
from brobygger.programmes.models import Criteria, Programme
from brobygger.programmes.states import CriteriaState
from brobygger.programmes.telling import decided_elsewhere
from brobygger.programmes.words import REASONS


@door(Act.SEE_CRITERIA, "GET")
def criteria(request: DoorRequest) -> HttpResponse:
    """Every programme of the worker's zones: what holds now, what is on its way, and codes that people wait for."""
    programmes = queries.programmes_for(request.actor, Act.SEE_CRITERIA)
    shown = [_programme(request, programme) for programme in programmes]
    shown.sort(key=lambda p: not p["versions"])
    return render(request, "outreach_policy/criteria/criteria.html", {"programmes": shown})


def _programme(request: DoorRequest, programme: Programme) -> dict[str, Any]:
    today = timezone.localdate()
    holding = criteria_shown.holding_on(programme.pk, today)
    versions = list(queries.criteria_versions(request.actor, programme))
    opened = queries.open_draft(programme.pk)
    zone_id = criteria_shown.zone_of(request, programme.pk)
    return {
        "programme": programme,
        "holding": holding,
        "lines": type_lines(queries.facts_of(holding)) if holding else [],
        "open": opened,
        "is_draft": bool(opened and opened.state == CriteriaState.DRAFT),
        "elsewhere": decided_elsewhere(versions, now=timezone.now()),
        "versions": [(v, where_it_stands(v, holding=holding, today=today)) for v in versions],
        "codes": criteria_shown.codes_to_map(request.actor, programme.pk, zone_id, opened),
        "form": MapForm(auto_id=False),
    }


def _programme_to_change(request: DoorRequest, key: str) -> Programme:
    found = queries.programmes_for(request.actor, Act.CHANGE_CRITERIA).filter(key=key).first()
    if found is None:
        raise Http404
    return found


@door(Act.CHANGE_CRITERIA, "POST")
def draft(request: DoorRequest, programme: str) -> HttpResponse:
    """A draft begins as a copy of the newest version."""
    found = _programme_to_change(request, programme)
    made = actions.draft_criteria(programme_id=found.pk, by=request.actor, at=timezone.now())
    return redirect("criteria_version", made.pk)


@door(Act.CHANGE_CRITERIA, "POST")
def map_code(request: DoorRequest, programme: str) -> HttpResponse:
    """A code that people wait for is mapped in the open draft, or in a new one."""
    found, form = _programme_to_change(request, programme), MapForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose what the code counts as."))
        return redirect("criteria")
    told = form.cleaned_data
    changed = criteria_actions.map_in_draft(
        programme_id=found.pk,
        code=told["code"],
        incident_type=told["incident_type"],
        by=request.actor,
        at=timezone.now(),
    )
    words = {"code": told["code"], "type": IncidentType(told["incident_type"]).label}
    messages.success(
        request, _("%(code)s counts as %(type)s in the draft. It holds when it has been approved.") % words
    )
    return redirect("criteria_version", changed.pk)


@door(Act.SEE_CRITERIA, "GET")
def version(request: DoorRequest, pk: int) -> HttpResponse:
    """One version: what it says, and for a draft or proposal what it changes and would do."""
    found = queries.criteria_for(request.actor, Act.SEE_CRITERIA, pk)
    shown = criteria_shown.about(request, found)
    if shown["is_draft"] or shown["is_proposed"]:
        shown |= criteria_shown.tried(request, found)
    mine = queries.programmes_for(request.actor, Act.CHANGE_CRITERIA).filter(pk=found.programme_id)
    shown["may_change"] = shown["is_draft"] and mine.exists()
    return render(request, "outreach_policy/criteria/version.html", shown)


def _draft_to_change(request: DoorRequest, pk: int) -> Criteria:
    found = queries.criteria_for(request.actor, Act.CHANGE_CRITERIA, pk)
    if found.state != CriteriaState.DRAFT:
        raise Refused("criteria_are_not_a_draft")
    return found


def _line(found: Criteria, kind: str) -> TypeLine:
    if kind not in IncidentType.values:
        raise NotFound("not_found")
    return next(line for line in type_lines(queries.facts_of(found)) if line.key == kind)


def _type_page(
    request: DoorRequest, found: Criteria, kind: str, *, rules: RulesForm | None = None, codes: CodesForm | None = None,
    conflict: bool = False,
) -> HttpResponse:  # fmt: skip
    facts = queries.facts_of(found)
    told = RulesForm.told_by(facts, kind, queries.stamp_of_type(found, kind))
    shown = {
        "version": found,
        "line": _line(found, kind),
        "rules": rules or RulesForm(initial=told),
        "codes": codes or CodesForm(mapped=facts.types, incident_type=kind),
        "conflict": conflict,
    }
    status = 409 if conflict else 422 if rules or codes else 200
    return render(request, "outreach_policy/criteria/type.html", shown, status=status)


@door(Act.CHANGE_CRITERIA)
def incident_type(request: DoorRequest, pk: int, kind: str) -> HttpResponse:
    """The rules of one incident type; where another leader was faster, both are shown and nothing is lost."""
    found = _draft_to_change(request, pk)
    line = _line(found, kind)
    if request.method != "POST":
        return _type_page(request, found, kind)
    form = RulesForm(request.POST)
    if not form.is_valid():
        return _type_page(request, found, kind, rules=form)
    try:
        actions.change_rules(
            criteria_id=pk, incident_type=kind, rules_of_roles=form.rules(), seen=form.cleaned_data["seen"],
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        if refusal.reason != "changed_by_another":
            raise
        again = RulesForm(typed.again(request.POST, seen=queries.stamp_of_type(found, kind)))
        return _type_page(request, found, kind, rules=again, conflict=True)
    messages.success(request, _("%(type)s is changed in the draft.") % {"type": line.label})
    return redirect(f"{reverse('criteria_version', args=[pk])}#{kind}")


@door(Act.CHANGE_CRITERIA, "POST")
def add_codes(request: DoorRequest, pk: int, kind: str) -> HttpResponse:
    """Codes, one or many, count as the incident type."""
    found = _draft_to_change(request, pk)
    _line(found, kind)
    form = CodesForm(request.POST, mapped=dict(queries.facts_of(found).types), incident_type=kind)
    if not form.is_valid():
        return _type_page(request, found, kind, codes=form)
    told = form.cleaned_data
    added = actions.map_offence_codes(
        criteria_id=pk, codes=told["codes"], incident_type=kind, move=told["move"], by=request.actor, at=timezone.now()
    )
    messages.success(request, ngettext("%(n)s code is added.", "%(n)s codes are added.", added) % {"n": added})
    return redirect(f"{reverse('criteria_type', args=[pk, kind])}#codes")


@door(Act.CHANGE_CRITERIA, "POST")
def remove_code(request: DoorRequest, pk: int, kind: str, code: str) -> HttpResponse:
    """The code counts as no type any more."""
    _line(_draft_to_change(request, pk), kind)
    actions.unmap_offence_code(criteria_id=pk, code=code, by=request.actor, at=timezone.now())
    messages.success(
        request, _("%(code)s is removed. People with this code would wait for a decision.") % {"code": code}
    )
    return redirect(f"{reverse('criteria_type', args=[pk, kind])}#codes")


@door(Act.CHANGE_CRITERIA)
def days(request: DoorRequest, pk: int) -> HttpResponse:
    """From-date, wait, window and the reason."""
    found = _draft_to_change(request, pk)
    stands = {name: getattr(found, name) for name in ("valid_from", "wait_days", "window_days", "note")}
    form = DaysForm(request.POST or None, initial={**stands, "seen": queries.stamp_of_days(found)})
    conflict = False
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_window(criteria_id=pk, **form.cleaned_data, by=request.actor, at=timezone.now())
        except Refused as refusal:
            conflict = refusal.reason == "changed_by_another"
            if conflict:
                found.refresh_from_db()
                form = DaysForm(typed.again(request.POST, seen=queries.stamp_of_days(found)))
            else:
                form.add_error("valid_from", REASONS[refusal.reason])
        else:
            messages.success(request, _("The days are changed in the draft."))
            return redirect("criteria_version", pk)
    status = 409 if conflict else 422 if form.is_bound else 200
    shown = {"version": found, "form": form, "conflict": conflict}
    return render(request, "outreach_policy/criteria/days.html", shown, status=status)
