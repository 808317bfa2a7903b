"""An assessment is read by a second, agreed on, handed in, confirmed or broken off."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.risk import assessing, queries, second_reading
from brobygger.risk.codes import Due, Reader, Step
from brobygger.risk.step_pages import here_at


@door(Act.ASSESS, "POST")
def risk_read_blind(request: DoorRequest, pk: int) -> HttpResponse:
    """The second reader begins."""

    def begin(**signed: Any) -> None:
        second_reading.begin_second_reading(assessment_id=pk, **signed)

    if carried_out(
        request, begin, said=_("Read for yourself. What the first has written is shown when both are done.")
    ):
        return redirect("risk_assess", pk, Step.INFORMATION)
    return redirect("risk_case", queries.assessment(request.actor, pk).case_id)


@door(Act.ASSESS, "POST")
def risk_rated(request: DoorRequest, pk: int) -> HttpResponse:
    """My own rating is done."""
    return rate(request, pk)


def rate(request: DoorRequest, pk: int) -> HttpResponse:
    """What the actor has kept is handed in as her own rating, or as what the two agree on."""
    here = here_at(request, pk, Step.INFORMATION)
    if here.rating is None:
        raise Http404
    number = here.rating.pk
    done = carried_out(request, lambda **signed: second_reading.hand_in_rating(rating_id=number, **signed))
    if done:
        agreed = here.rating.reader == Reader.AGREED
        messages.success(request, _("What you two agree on is written.") if agreed else _("Your rating is handed in."))
        return redirect("risk_case", here.row.case_id)
    return redirect(_with_what_is_missing(pk))


def _with_what_is_missing(pk: int) -> str:
    """The last step, where each question that has no answer yet is marked."""
    return f"{reverse('risk_assess', args=[pk, Step.OPINIONS])}?missing=1"


@door(Act.ASSESS, "POST")
def risk_agree(request: DoorRequest, pk: int) -> HttpResponse:
    """The two speak together, and write what they agree on."""
    if carried_out(request, lambda **signed: second_reading.begin_to_agree(assessment_id=pk, **signed)):
        return redirect("risk_assess", pk, Step.PRESENCE)
    return redirect("risk_case", queries.assessment(request.actor, pk).case_id)


@door(Act.ASSESS, "POST")
def risk_hand_in(request: DoorRequest, pk: int) -> HttpResponse:
    """The assessment holds, or waits for a second person."""
    return hand_in(request, pk)


def hand_in(request: DoorRequest, pk: int) -> HttpResponse:
    """The assessment is handed in as it is kept."""
    if not carried_out(request, lambda **signed: assessing.hand_in(assessment_id=pk, **signed)):
        return redirect(_with_what_is_missing(pk))
    row = queries.assessment(request.actor, pk)
    waits = _(
        "Handed in. A second person confirms it; until then the last assessment holds. What is to be done, and a nearer"
        " next look, count at once."
    )
    messages.success(request, waits if row.state == "to_confirm" else _("The assessment holds from now on."))
    _say_what_has_happened(request, pk)
    return redirect("risk_case", row.case_id)


def _say_what_has_happened(request: DoorRequest, pk: int) -> None:
    """It holds, and something has happened since it was begun: whoever pressed hears that the next look stays near."""
    row = queries.assessment(request.actor, pk)
    if row.state == "in_force" and row.case.due_because == Due.HAPPENED and row.case.due_at is not None:
        day = date_format(localtime(row.case.due_at), "DATE_FORMAT")
        told = _(
            "Something has happened since the assessment was begun. Look again by %(day)s, and see whether it holds."
        )
        messages.warning(request, told % {"day": day})


@door(Act.SEE_RISK, "POST")
def risk_confirm(request: DoorRequest, pk: int) -> HttpResponse:
    """The second person agrees, or does not yet."""
    if typed.pressed(request.POST, "back"):
        words, said = typed.text(request.POST, "words", 1000), _("Sent back. The last assessment holds on.")
        carried_out(request, lambda **signed: assessing.send_back(assessment_id=pk, words=words, **signed), said=said)
    else:
        said = _("Confirmed. The assessment holds.")
        if carried_out(request, lambda **signed: assessing.confirm(assessment_id=pk, **signed), said=said):
            _say_what_has_happened(request, pk)
    return redirect("risk_case", queries.assessment(request.actor, pk).case_id)


@door(Act.ASSESS, "POST")
def risk_break_off(request: DoorRequest, pk: int) -> HttpResponse:
    """It is written no more; or it is written on after all."""
    back = typed.pressed(request.POST, "back")
    deed = assessing.take_up if back else assessing.break_off
    said = _("Taken up again.") if back else _("Broken off. It can be taken up again.")
    carried_out(request, lambda **signed: deed(assessment_id=pk, **signed), said=said)
    return redirect("risk_case", queries.assessment(request.actor, pk).case_id)
