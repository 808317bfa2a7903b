"""The survey for those who work here: inviting, how it runs, slips, and who would like to be interviewed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.base.codes import Survey
from brobygger.base.decision import NotFound
from brobygger.programmes.queries import programmes_for
from brobygger.surveys import actions, inviting, queries, rules, spoken_codes
from brobygger.surveys.codes import Way
from brobygger.surveys.forms import ExemptForm, InviteForm, SettleForm, SetupForm, SlipsForm


def _programme(request: DoorRequest, zone_id: int) -> Any:
    found = programmes_for(request.actor, Act.SEE_SURVEYS).filter(zones=zone_id, kind="outreach").first()
    if found is None:
        raise NotFound("not_found")
    return found


@door(Act.SEE_SURVEYS)
def surveys(request: DoorRequest) -> HttpResponse:
    """How the survey runs, what has been read, and the slips."""
    zone_id = zone_of(request)
    programme = _programme(request, zone_id)
    where = {"zone_id": zone_id, "programme_id": programme.pk}
    row = queries.setup(request.actor, **where)
    now = {"is_open": bool(row and row.is_open), "least": row.least if row else rules.LEAST_OF_A_BATCH}
    form = SetupForm(typed.posted(request), initial=now | {"reminders": bool(row and row.reminders)})

    def decide(**signed: Any) -> None:
        actions.decide(**where, **form.cleaned_data, **signed)

    if carried_out(request, decide, form=form, said=_("The survey runs as you have said.")):
        return redirect("surveys")
    shown = {
        "form": form, "setup": row, "batches": queries.batches(request.actor, **where), "slips": SlipsForm(),
        "to_ring": queries.to_ring(request.actor, zone_id=zone_id).count(), "programme": programme,
    }  # fmt: skip
    return render(request, "surveys/surveys.html", shown, status=422 if form.errors else 200)


@door(Act.KEEP_SURVEYS)
def slips(request: DoorRequest) -> HttpResponse:
    """A sheet of slips, shown this once."""
    form = SlipsForm(typed.posted(request))
    made: list[str] = []

    def print_slips(**signed: Any) -> None:
        made.extend(actions.print_slips(zone_id=zone_of(request), count=form.cleaned_data["count"], **signed))

    if carried_out(request, print_slips, form=form, field="count"):
        shown = {"codes": [spoken_codes.spoken(one) for one in made], "address": _address(request)}
        return render(request, "surveys/slips.html", shown)
    return render(request, "surveys/slips_form.html", {"form": form}, status=422 if form.errors else 200)


def _address(request: DoorRequest) -> str:
    """As the page itself was reached, like every other address that is read aloud or written down."""
    return request.get_host() + reverse("survey_code")


@door(Act.INVITE_TO_SURVEY)
def invite(request: DoorRequest, pk: int) -> HttpResponse:
    """How whom the case is about is invited; the code that is read aloud is shown this once."""
    return _invite(request, pk, exempt_form=ExemptForm())


def _invite(request: DoorRequest, pk: int, *, exempt_form: ExemptForm) -> HttpResponse:
    now = timezone.now()
    case, facts = inviting.to_invite(request.actor, pk, at=now)
    ways = inviting.ways(request.actor, case, now)
    form = InviteForm(typed.posted(request) if not exempt_form.is_bound else None, ways=ways)
    code: list[str] = []

    def ask(**signed: Any) -> None:
        code.append(actions.invite(case_id=pk, way=form.cleaned_data["way"], **signed))

    if not exempt_form.is_bound and carried_out(request, ask, form=form):
        if form.cleaned_data["way"] == Way.ALOUD:
            shown = {"code": spoken_codes.spoken(code[0]), "address": _address(request), "case_id": pk}
            return render(request, "surveys/aloud.html", shown)
        messages.success(request, _("Invited. Nobody can see whether an answer comes."))
        return redirect("case", pk)
    shown = {
        "case_id": pk, "form": form, "exempt_form": exempt_form, "may": rules.may_invite(facts),
        "may_exempt": rules.may_exempt(facts), "noted": Survey(facts.survey).label if facts.survey else "",
        "shut": [(channel.label, may) for channel, may in ways.items() if not may],
    }  # fmt: skip
    return render(
        request, "surveys/invite.html", shown | {"may_invite": shown.pop("may")},
        status=422 if form.errors or exempt_form.errors else 200,
    )  # fmt: skip


@door(Act.INVITE_TO_SURVEY)
def exempt(request: DoorRequest, pk: int) -> HttpResponse:
    """Whom the case is about is not invited, and why."""
    if request.method != "POST":
        return _invite(request, pk, exempt_form=ExemptForm())
    form = ExemptForm(request.POST)

    def note(**signed: Any) -> None:
        actions.exempt(case_id=pk, why=form.cleaned_data["why"], **signed)

    if carried_out(request, note, form=form, said=_("It is noted.")):
        return redirect("case", pk)
    return _invite(request, pk, exempt_form=form)


@door(Act.SEE_INTERVIEWS, "GET")
def interviews(request: DoorRequest) -> HttpResponse:
    """Who would like to be interviewed, without a name until one is opened."""
    rows = queries.to_ring(request.actor, zone_id=zone_of(request))
    return render(request, "surveys/interviews.html", {"rows": rows})


@door(Act.SEE_INTERVIEWS)
def interview(request: DoorRequest, pk: int) -> HttpResponse:
    """One of them, and what came of it."""
    form = SettleForm(typed.posted(request))

    def settle(**signed: Any) -> None:
        actions.settle_interview(interview_id=pk, state=form.cleaned_data["state"], **signed)

    queries.interview(request.actor, pk)
    if carried_out(request, settle, form=form, said=_("It is noted, and what was written is gone.")):
        return redirect("interviews")
    told = actions.read_interview(interview_id=pk, by=request.actor, at=timezone.now())
    return render(request, "surveys/interview.html", {"told": told, "form": form}, status=422 if form.errors else 200)
