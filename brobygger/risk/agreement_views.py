"""How far two readers agree, for the programme's leader: of questions, never of persons."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.packs.forms import label_of
from brobygger.packs.models import Pack
from brobygger.risk.agreement import FEWEST, Agreement, agreement, table_of
from brobygger.risk.assessing import factor_of
from brobygger.risk.models import TwoRatings
from brobygger.risk.rules import NOT_KNOWN
from brobygger.risk.second_reading import rated
from brobygger.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Line:
    """One question: with 'not known' as an answer of its own, and without those where either did not know."""

    label: str
    every: Agreement
    known: Agreement


@door(Act.SEE_AGREEMENT, "GET")
def risk_agreement(request: DoorRequest) -> HttpResponse:
    """Agreement for each factor and opinion of each form; nothing of a question that was read for fewer than ten."""
    zone_id, language = zone_of(request), get_language() or ""
    trail.write("risk.agreement_seen", by=request.actor, at=timezone.now(), zone_id=zone_id)
    packs = Pack.objects.filter(pk__in=TwoRatings.objects.filter(zone_id=zone_id).values("pack_id")).order_by("pk")
    tables = [(one.title_in(language), list(_lines(one, zone_id, language))) for one in packs]
    return render(request, "risk/agreement.html", {"tables": tables, "fewest": FEWEST})


def _lines(pack: Pack, zone_id: int, language: str) -> list[Line]:
    rows = TwoRatings.objects.filter(zone_id=zone_id, pack=pack).values_list("question", "first", "second")
    pairs: dict[str, list[tuple[str, str]]] = {}
    for question, first, second in rows:
        pairs.setdefault(question, []).append((first, second))
    belongs, found = factor_of(pack), []
    for one in rated(pack):
        codes = [option.code for option in one.options] or [str(False), str(True)]
        known = [code for code in codes if code != NOT_KNOWN]
        read = pairs.get(one.link_id, [])
        factor = belongs.get(one.link_id)
        around = f"{label_of(pack.questions.by_id[factor], language)} · " if factor else ""
        found.append(
            Line(
                f"{around}{label_of(one, language)}",
                agreement(table_of(read, codes), is_ordered=False),
                agreement(table_of(read, known), is_ordered=True),
            )
        )
    return found
