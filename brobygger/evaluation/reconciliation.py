"""Reconciliation on the screen: what became of the referrals, how sure that is, and which have left no trace."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act, zones_for
from brobygger.base.codes import IncidentType
from brobygger.base.decision import NotFound
from brobygger.evaluation import actions, following, numbers_in_words
from brobygger.evaluation.cards import card
from brobygger.evaluation.figures import Share, of_referrals
from brobygger.evaluation.following import Facts
from brobygger.evaluation.forms import AskedToFollow
from brobygger.evaluation.views import period_in_words, question_of, running_programmes
from brobygger.evaluation.words import FITS

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A referral without a trace, as it can be followed up: by token or number, never by name."""

    token: str
    number: str
    case_id: int | None
    incident_type: str
    identified_on: date
    reached_on: date | None
    fits: int


@door(Act.SEE_FIGURES, "GET")
def reconciliation(request: DoorRequest) -> HttpResponse:
    """What became of the referrals of the period, how many rows fit each, and what chance alone would give."""
    form, programmes, zone_id = _asked(request)
    shown: dict[str, Any] = {"form": form, "programmes": programmes}
    if programmes and form.is_valid():
        question = question_of(form, programmes, zone_id)
        facts = actions.read_referrals(question, by=request.actor, at=timezone.now(), form="page")
        told, chance = following.followed(facts), following.chance(facts)
        figure = of_referrals(told, chance)
        shown |= {
            "counted": True,
            "card": card(figure) if figure.n else None,
            "told": told,
            "chance": chance,
            "mean": numbers_in_words.number(round(chance.mean, 1)),
            "outreach": len(facts.outreach),
            "other": len(facts.other),
            "days": facts.window_days,
            "undated": sum(one.trace is None for one in following.open_referrals(facts)),
            "fits": _fits(facts),
            "period": period_in_words(question.period),
            "address": request.GET.urlencode(),
            "may_follow_up": zone_id in zones_for(request.actor, Act.SEE_REFERRALS),
        }
    return render(request, "evaluation/reconciliation.html", shown)


@door(Act.SEE_REFERRALS, "GET")
def referrals_without_trace(request: DoorRequest) -> HttpResponse:
    """The referrals that the register has no row for, as work to follow up."""
    form, programmes, zone_id = _asked(request)
    if zone_id not in zones_for(request.actor, Act.SEE_REFERRALS):
        raise NotFound("not_found")
    shown: dict[str, Any] = {"form": form, "address": request.GET.urlencode()}
    if programmes and form.is_valid():
        question = question_of(form, programmes, zone_id)
        facts = actions.read_referrals(question, by=request.actor, at=timezone.now(), form="without_trace")
        left = following.without_trace(facts)
        page = typed.number(request.GET, "page") or 0
        part = left[page * A_PAGE : (page + 1) * A_PAGE]
        shown |= {
            "lines": _lines(request, {one.id: n for one, n in part}),
            "all": len(left),
            "surely": sum(n == 0 for _one, n in left),
            "newer": _page(request, page - 1) if page else "",
            "older": _page(request, page + 1) if len(left) > (page + 1) * A_PAGE else "",
            "period": period_in_words(question.period),
        }
    return render(request, "evaluation/without_trace.html", shown)


def _asked(request: DoorRequest) -> tuple[AskedToFollow, list[Any], int]:
    zone_id = zone_of(request, Act.SEE_FIGURES)
    programmes = running_programmes(request, zone_id)
    return AskedToFollow(request.GET, programmes=[(p.pk, str(p)) for p in programmes]), programmes, zone_id


def _fits(facts: Facts) -> list[tuple[str, int, str]]:
    """How many rows fit each of the referrals that are not certain, in words, with how many referrals that is."""
    counts = following.distribution(facts)
    all_of_them = sum(counts.values())
    return [(str(FITS[name]), n, numbers_in_words.whole(Share(n, all_of_them))) for name, n in counts.items()]


def _lines(request: DoorRequest, fits: dict[int, int]) -> list[Line]:
    found = {row["id"]: row for row in actions.name_referrals(ids=list(fits), by=request.actor, at=timezone.now())}
    return [
        Line(
            token=row["referral_token"],
            number=row["source_ref"] if row["source"] == "registrations" else "",
            case_id=row["case_id"],
            incident_type=str(IncidentType(row["incident_type"]).label)
            if row["incident_type"]
            else _("Not registered"),
            identified_on=row["identified_on"],
            reached_on=row["reached_on"],
            fits=count,
        )
        for pk, count in fits.items()
        if (row := found.get(pk))
    ]


def _page(request: DoorRequest, page: int) -> str:
    told = typed.again(request.GET, page=page)
    return f"{reverse('referrals_without_trace')}?{urlencode(list(told.lists()), doseq=True)}"
