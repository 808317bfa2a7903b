"""The reading door: the extracts of someone, and the lines of one, for those who may read the assessment."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base.decision import YES, Decision, NotFound, first_no, no
from brobygger.base.menu import address
from brobygger.base.underway import UnderWay
from brobygger.extracts import hiding
from brobygger.extracts.codes import Part
from brobygger.extracts.models import Extract, ExtractLine
from brobygger.extracts.states import ExtractState
from brobygger.packs import queries as packs
from brobygger.risk import queries as risk
from brobygger.risk.models import RiskCase

ROWS = Extract.objects.select_related(
    "assessment__pack", "case__screening__person__contact_plan", "case__screening__mailbox", "begun_by", "approved_by"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A line as it is read."""

    row: ExtractLine

    @property
    def pieces(self) -> list[hiding.Piece]:
        return hiding.pieces(self.row.words, hiding.spans_of(self.row.hidden))

    @property
    def printed(self) -> str:
        return hiding.printed(self.row.words, hiding.spans_of(self.row.hidden))


def extract(by: Actor, extract_id: int, *, act: Act = Act.SEE_RISK, for_update: bool = False) -> Extract:
    """One extract, where its case is the actor's to read, or with the act to write in. NotFound for everyone else."""
    rows = ROWS.filter(case__in=scope(by, act, RiskCase.objects.all()))
    found = (rows.select_for_update(of=("self",)) if for_update else rows).filter(pk=extract_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def of_case(row: RiskCase) -> QuerySet[Extract]:
    """The extracts of someone, the newest first. The caller may read the case."""
    return row.extracts.select_related("begun_by", "approved_by").order_by("-pk")


def sees_all(by: Actor, row: Extract) -> bool:
    """Whether the actor reads what is for the two assessors alone."""
    return by.user_id in (row.case.assessor_id, row.case.second_id)


def may_print(by: Actor, row: Extract) -> Decision:
    """Whether the actor may read all that the extract tells."""
    is_told = row.lines.filter(assessors_alone=True, out=False).exists()
    return no("the_assessors_alone_read_it_all") if is_told and not sees_all(by, row) else YES


def may_approve(by: Actor, row: Extract, *, second: Decision) -> Decision:
    """Whether the actor, who may be the second of the two, may read all that she would approve."""
    return first_no(second, may_print(by, row))


def lines(by: Actor, row: Extract) -> list[Told]:
    """The lines that the actor may read, in their order."""
    rows = row.lines.order_by("place")
    return [Told(one) for one in (rows if sees_all(by, row) else rows.filter(assessors_alone=False))]


def by_part(told: Iterable[Told]) -> list[tuple[Part, list[Told]]]:
    """The same under the headings."""
    return [(Part(part), list(found)) for part, found in groupby(told, key=lambda one: one.row.part)]


def forms_of(by: Actor, row: Extract, told: Iterable[Told]) -> list[tuple[str, str]]:
    """The forms by which what is told was judged: each with its name and owner, and with its licence."""
    if not any(one.row.part in (Part.OPINION, Part.JUDGEMENT) for one in told):
        return []
    language, licences = get_language() or "", packs.licences(by, zone_id=row.zone_id)
    found = {one.pack_id: one.pack for one in (risk.last_full(row.case), row.assessment) if one is not None}
    return [
        (
            ", ".join([one.owner, one.title_in(language), *([] if one.is_validated else [_("not validated")])]),
            licences[one.url].reference if one.url in licences else one.licence_in(language),
        )
        for one in found.values()
    ]


def under_way(by: Actor, *, zone_id: int) -> list[UnderWay]:
    """Which extracts wait for a second person: codes and days, no one's name and nothing of what they hold."""
    rows = scope(by, Act.SEE_RISK_BOARD, Extract.objects.filter(zone_id=zone_id, state=ExtractState.TO_APPROVE))
    return [
        UnderWay(
            "extract", row.pk, row.state, row.state_at, row.begun_by_id, row.case.programme_id,
            href=address("extract", row.pk),
        )
        for row in rows.select_related("case").order_by("state_at", "pk")
    ]  # fmt: skip
