"""One person's assessments: what holds, what is known, whose it is, and what is begun or ended."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.actor import Actor
from brobygger.access.deeds import carried_out, one_form
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act, may
from brobygger.base.menu import address
from brobygger.base.workdays import day_of
from brobygger.packs import queries as packs
from brobygger.packs.codes import Purpose
from brobygger.packs.forms import label_of
from brobygger.packs.responses import response_of
from brobygger.packs.states import PackState
from brobygger.reception.listing import called
from brobygger.risk import (
    assessing,
    begun_lines,
    case_actions,
    queries,
    read_assessment,
    second_reading,
    written_actions,
)
from brobygger.risk.codes import Step
from brobygger.risk.forms import AssessorsForm, ElsewhereForm, EndForm, EvidenceForm, PackForm, factors_of
from brobygger.risk.models import Assessment, RiskCase
from brobygger.risk.states import AssessmentState
from brobygger.risk.step_pages import here_at, step_page
from brobygger.staff import queries as staff
from brobygger.trail import actions as trail

MOST_EARLIER = 20


@door(Act.SEE_RISK, "GET")
def risk_case(request: DoorRequest, pk: int) -> HttpResponse:
    """What holds, what is being written, what has happened, and what is known."""
    return case_page(request, pk)


def case_page(request: DoorRequest, pk: int, *, status: int = 200, **more: Any) -> HttpResponse:
    row = queries.case(request.actor, pk)
    trail.write("risk.case_read", by=request.actor, at=timezone.now(), about=row)
    written = queries.unfinished(row)
    open_packs, holds, language = _packs(request, row), queries.holding(row), get_language() or ""
    shown: dict[str, Any] = {
        "row": row, "name": called(request.actor, row.screening),
        "full": queries.last_full(row), "holds": holds, "holds_title": holds.pack.title_in(language) if holds else "",
        "bare": written is not None and _reads_blind(written, request.actor),
        "elsewhere_waits": queries.waits_for_a_second(row),
        **_to_confirm(request, written),
        "second_has_begun": written is not None and second_reading.has_begun(written),
        "has_read": written is not None
        and row.second_id == request.actor.user_id
        and second_reading.has_read_the_first(written, request.actor),
        "written": written, "told": queries.ratings(written, me=None) if written is not None else None,
        "earlier": row.assessments.filter(state__in=("superseded", "broken_off")).order_by("-begun_at")[:MOST_EARLIER],
        "events": row.events.select_related("noted_by").order_by("-on", "-pk"),
        "evidence": queries.evidence(request.actor, row),
        "steps": row.steps.filter(queries.AGREED).select_related("worker", "state_by"),
        "broken_off": row.assessments.filter(state="broken_off").order_by("-state_at").first(),
        "assesses": bool(may(request.actor, Act.ASSESS, row)),
        "evidence_form": EvidenceForm(initial={"learned_on": timezone.localdate()}, factors=_factors(row)),
        "pack_form": PackForm(packs=open_packs, language=language), "packs": open_packs,
        "plan_page": address("safety_plan", row.screening_id),
        "extracts_page": address("extracts", row.pk), "now": timezone.now(),
    }  # fmt: skip
    return render(request, "risk/case.html", shown | more, status=status)


def _to_confirm(request: DoorRequest, row: Assessment | None) -> dict[str, Any]:
    """Whether the actor may confirm it now, and in which opinions it says less."""
    if row is None or row.state != AssessmentState.TO_CONFIRM:
        return {"may_confirm": False}
    less = [label_of(one, get_language() or "") for one in assessing.lowered(row)]
    return {"may_confirm": assessing.may_confirm(row, by=request.actor), "less": less}


def _reads_blind(written: Assessment, by: Actor) -> bool:
    """Whether the actor is to read as the second, or reads now: nothing that the first has weighed is shown."""
    told = queries.ratings(written, me=None)
    reads = told.second is not None and told.second.worker_id == by.user_id and not told.both_in
    return reads or second_reading.would_see_the_first(written, by)


def _packs(request: DoorRequest, row: RiskCase) -> list[Any]:
    """The forms that an assessment may be made by; what stands in the way is said when it is begun."""
    found = packs.packs(request.actor, zone_id=row.zone_id).filter(
        purpose__in=(Purpose.RISK, Purpose.CLARIFICATION), state=PackState.IN_USE
    )
    newest: dict[str, Any] = {}
    for one in found.order_by("imported_at", "pk"):
        newest[one.url] = one
    return sorted(newest.values(), key=lambda one: (one.purpose == Purpose.CLARIFICATION, one.title))


def _factors(row: RiskCase) -> list[tuple[str, str]]:
    written = queries.unfinished(row) or queries.holding(row)
    return factors_of(written.pack, get_language() or "", label_of) if written is not None else []


@door(Act.ASSESS)
def risk_begin(request: DoorRequest, pk: int) -> HttpResponse:
    """An assessment is begun by one of the forms."""
    row = queries.case(request.actor, pk, act=Act.ASSESS)
    if request.method != "POST":
        return redirect("risk_case", pk)
    form = PackForm(request.POST, packs=_packs(request, row), language=get_language() or "")

    def begin(**signed: Any) -> None:
        assessing.begin(case_id=pk, pack_id=form.cleaned_data["pack"], **signed)

    if carried_out(request, begin, form=form, field="pack"):
        written = queries.unfinished(row)
        return redirect("risk_assess", written.pk, "information") if written else redirect("risk_case", pk)
    return case_page(request, pk, status=422, pack_form=form)


@door(Act.ASSESS)
def risk_evidence(request: DoorRequest, pk: int) -> HttpResponse:
    """Something is known."""
    row = queries.case(request.actor, pk, act=Act.ASSESS)
    written = queries.unfinished(row)
    if request.method != "POST":
        return redirect("risk_assess", written.pk, Step.INFORMATION) if written else redirect("risk_case", pk)
    form = EvidenceForm(request.POST, factors=_factors(row))

    def note(**signed: Any) -> None:
        written_actions.note_evidence(case_id=pk, told=form.known(), **signed)
        begun_lines.keep_line(case_id=pk, step=Step.INFORMATION, told={}, **signed)

    if carried_out(request, note, form=form, said=_("It is kept.")):
        return redirect("risk_assess", written.pk, Step.INFORMATION) if written else redirect("risk_case", pk)
    if written is not None and not second_reading.would_see_the_first(written, request.actor):
        here = here_at(request, written.pk, Step.INFORMATION)
        return step_page(request, here, evidence_form=form, status=422)
    return case_page(request, pk, status=422, evidence_form=form)


@door(Act.ASSESS, "POST")
def risk_evidence_strike(request: DoorRequest, pk: int, evidence: int) -> HttpResponse:
    """It counts no more, or again."""
    back = typed.pressed(request.POST, "back")

    def strike(**signed: Any) -> None:
        written_actions.strike_evidence(case_id=pk, evidence_id=evidence, back=back, **signed)

    carried_out(request, strike, said=_("It counts again.") if back else _("Struck. It stays to be seen as struck."))
    return redirect("risk_case", pk)


def _back_to(request: DoorRequest, row: RiskCase) -> str:
    """Where one goes from someone's page: there, or to the board where it is hers no more."""
    mine = may(request.actor, Act.SEE_RISK, RiskCase.objects.get(pk=row.pk))
    return reverse("risk_case", args=[row.pk]) if mine else reverse("risk_board")


def _case_form(
    request: DoorRequest, row: RiskCase, form: Any, deed: Any, heading: str, lead: str, said: str
) -> HttpResponse:
    shown = {
        "heading": heading, "lead": lead, "name": called(request.actor, row.screening), "button": _("Save"),
        "back": (reverse("risk_case", args=[row.pk]), _("Back to the assessment")),
    }  # fmt: skip
    done = one_form(request, form, deed, shown=shown, to=reverse("risk_case", args=[row.pk]), said=said)
    return redirect(_back_to(request, row)) if done.status_code == 302 else done


@door(Act.SEE_RISK)
def risk_assessors(request: DoorRequest, pk: int) -> HttpResponse:
    """The two who assess."""
    row, today = queries.case(request.actor, pk), timezone.localdate()
    held = queries.certificates_of(
        row.zone_id, [one.worker_id for one in staff.team(row.zone_id, today)], timezone.now()
    )
    team = [one for one in staff.team(row.zone_id, today) if one.worker_id in held]
    form = AssessorsForm(
        typed.posted(request), team=team, initial={"assessor": row.assessor_id, "second": row.second_id}
    )

    def name(**signed: Any) -> None:
        case_actions.name_assessors(case_id=pk, assessor=form.named()[0], second=form.named()[1], **signed)

    lead = _(
        "Only those with a certificate that holds today are in the lists. The second reads for herself or himself."
    )
    return _case_form(request, row, form, name, _("Who assesses?"), lead, _("Saved."))


@door(Act.ASSESS)
def risk_elsewhere(request: DoorRequest, pk: int) -> HttpResponse:
    """Others assess, and are asked how it went."""
    row, form = queries.case(request.actor, pk, act=Act.ASSESS), ElsewhereForm(typed.posted(request))

    def lead_there(**signed: Any) -> None:
        case_actions.lead_elsewhere(case_id=pk, **form.cleaned_data, **signed)

    lead = _(
        "Conflict about honour, and stalking, are assessed by those who know them. On the day you are reminded to ask:"
        " within four weeks, within one where danger is known. A nearer day that stands, stands on until a second"
        " person confirms."
    )
    return _case_form(request, row, form, lead_there, _("Others assess"), lead, _("Noted. You are reminded to ask."))


@door(Act.SEE_RISK, "POST")
def risk_elsewhere_confirm(request: DoorRequest, pk: int) -> HttpResponse:
    """A second person agrees that others assess."""
    said = _("Confirmed. On the day you are reminded to ask.")
    carried_out(request, lambda **signed: case_actions.confirm_elsewhere(case_id=pk, **signed), said=said)
    return redirect("risk_case", pk)


@door(Act.SEE_RISK)
def risk_end(request: DoorRequest, pk: int) -> HttpResponse:
    """Nobody looks again."""
    row, form = queries.case(request.actor, pk), EndForm(typed.posted(request))

    def end(**signed: Any) -> None:
        case_actions.end(case_id=pk, **form.cleaned_data, **signed)

    lead = _("What was written stays until it is deleted with the person. It can be taken up again.")
    return _case_form(request, row, form, end, _("Nobody looks again"), lead, _("Ended. It can be taken up again."))


@door(Act.ASSESS, "POST")
def risk_here(request: DoorRequest, pk: int) -> HttpResponse:
    """It is assessed here after all."""
    carried_out(
        request, lambda **signed: case_actions.assess_here(case_id=pk, **signed), said=_("It is assessed here.")
    )
    return redirect("risk_case", pk)


def _asked_first(request: DoorRequest, pk: int) -> HttpResponse | None:
    """Whoever is to read as the second is asked before anything that the first has written is shown."""
    row = queries.assessment(request.actor, pk)
    if typed.pressed(request.GET, "look") or not second_reading.would_see_the_first(row, request.actor):
        return None
    trail.write("risk.case_read", by=request.actor, at=timezone.now(), about=row.case)
    return render(request, "risk/read_first.html", {"row": row, "name": called(request.actor, row.case.screening)})


@door(Act.SEE_RISK, "GET")
def risk_assessment(request: DoorRequest, pk: int) -> HttpResponse:
    """One assessment as it is written, whole."""
    if asked := _asked_first(request, pk):
        return asked
    shown = read_assessment.read(request.actor, pk, at=timezone.now())
    return render(request, "risk/assessment.html", shown | _to_confirm(request, shown["row"]))


@door(Act.SEE_RISK, "GET")
def risk_print(request: DoorRequest, pk: int) -> HttpResponse:
    """The same on paper, for the record of those who assess: a neutral heading, with owner and licence of the form."""
    if asked := _asked_first(request, pk):
        return asked
    shown = read_assessment.read(request.actor, pk, at=timezone.now(), on_paper=True)
    return render(request, "risk/print.html", shown)


@door(Act.SEE_RISK, "GET")
def risk_answers(request: DoorRequest, pk: int) -> HttpResponse:
    """The answers as a FHIR QuestionnaireResponse."""
    if asked := _asked_first(request, pk):
        return asked
    row = queries.assessment(request.actor, pk)
    seen = queries.ratings(row, me=request.actor.user_id)
    trail.write("risk.answers_exported", by=request.actor, at=timezone.now(), about=row)
    told = response_of(
        row.pack, queries.answers_of(seen.holds), authored=row.handed_in_at or row.begun_at,
        completed=row.handed_in_at is not None, language=get_language() or row.pack.language,
    )  # fmt: skip
    response = JsonResponse(told, content_type="application/fhir+json")
    response["Content-Disposition"] = f'attachment; filename="{day_of(row.begun_at):%Y-%m-%d}-{row.pk}.json"'
    return response
