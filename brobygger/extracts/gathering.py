"""The lines of an extract as it is begun: what the maker may read, each with what is hidden or why it is out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import get_language

from brobygger.access.actor import Actor
from brobygger.base.workdays import day_of
from brobygger.extracts import hiding, location, rules
from brobygger.extracts.codes import Part, Why
from brobygger.extracts.hiding import Span
from brobygger.extracts.models import Extract, ExtractLine
from brobygger.packs.codes import OPINIONS
from brobygger.packs.forms import label_of
from brobygger.people import queries as people
from brobygger.risk import queries as risk
from brobygger.risk.assessing import questions_of
from brobygger.risk.codes import MayLearn, Readers
from brobygger.risk.models import Assessment, Evidence, RiskCase
from brobygger.risk.read_assessment import in_words
from brobygger.risk.states import StepState
from brobygger.safety import queries as safety
from brobygger.safety.codes import LineStatus, Section


@dataclass(frozen=True, slots=True)
class Found:
    """Something that may become a line."""

    part: Part
    words: str
    evidence: Evidence | None = None
    hidden: tuple[Span, ...] = ()
    is_secret: bool = False


def lines_for(by: Actor, row: Extract, *, at: datetime) -> list[ExtractLine]:
    """Every line for the extract, not saved yet. The caller may read the case, and the plan where it is asked for."""
    known, forbidden = list(_known(by, row.case)), not_to_be_told(row.case)
    return [
        _line(row, place, found, known, forbidden)
        for place, found in enumerate(one for one in _all(by, row, at) if one.words.strip())
    ]


def not_to_be_told(row: RiskCase) -> list[str]:
    """The words of all evidence that the one who uses violence may not learn of, struck or not."""
    return [one.words for one in row.evidence.filter(may_learn=MayLearn.NO)]


def _line(row: Extract, place: int, found: Found, known: list[str], forbidden: list[str]) -> ExtractLine:
    where, evidence = location.telling_where(found.words, known), found.evidence
    alone = evidence is not None and evidence.readers == Readers.ASSESSORS
    holds = rules.Holds(
        part=found.part, may_learn=evidence.may_learn if evidence is not None else "",
        quotes=rules.repeats(found.words, forbidden), assessors_alone=alone, tells_where=bool(where),
        is_secret=found.is_secret,
    )  # fmt: skip
    begins = rules.begins(holds, receiver=row.receiver, may_meet=row.may_meet)
    return ExtractLine(
        zone_id=row.zone_id, extract=row, place=place, part=found.part, evidence=evidence, words=found.words,
        hidden=hiding.kept([*where, *found.hidden]), assessors_alone=alone, out=begins.out, locked=begins.locked,
        why=Why(begins.why) if begins.why else "",
    )  # fmt: skip


def _all(by: Actor, row: Extract, at: datetime) -> Iterator[Found]:
    full = risk.last_full(row.case)
    counts = [row.assessment] if full in (None, row.assessment) else [full, row.assessment]
    for one in counts:
        of = f"{_by_which(one)}: " if len(counts) > 1 else ""  # two may say different things, each of its day
        yield from (replace(found, words=of + found.words) for found in _opinions(one))
    for one in counts:
        of = f"{_by_which(one)}: " if len(counts) > 1 and one.summary.strip() else ""
        yield Found(Part.JUDGEMENT, of + one.summary)
    for one in counts:
        yield from _to_come(one)
    for evidence in risk.evidence(by, row.case):
        if evidence.struck_at is None:
            yield _evidence(evidence, to_him=row.receiver == rules.HIM)
    if row.with_plan:
        yield from _plan(by, row.case, at)


def _by_which(row: Assessment) -> str:
    """By which form, and on which day."""
    title = row.pack.title_in(get_language() or "")
    return f"{title}, {date_format(day_of(row.handed_in_at), 'SHORT_DATE_FORMAT')}" if row.handed_in_at else title


def _to_come(row: Assessment) -> Iterator[Found]:
    """What may happen, and what is agreed to be done."""
    for scenario in row.scenarios.filter(struck_at=None).order_by("pk"):
        told = (scenario.nature, scenario.severity, scenario.frequency, scenario.likelihood)
        yield Found(Part.SCENARIO, f"{scenario.get_near_display()}: {' · '.join(one for one in told if one)}")
    for step in row.steps.filter(state=StepState.AGREED).order_by("due_at", "pk"):
        day = date_format(day_of(step.due_at), "SHORT_DATE_FORMAT")
        yield Found(Part.STEP, " · ".join(one for one in (step.words, step.other, day) if one))


def _opinions(row: Assessment) -> Iterator[Found]:
    language, answers = get_language() or "", risk.told_in(row, risk.ratings(row, me=None).holds)
    for one in questions_of(row.pack, *OPINIONS):
        if answer := in_words(one, answers, language):
            asked = label_of(one, language).rstrip(" :")
            yield Found(Part.OPINION, f"{asked} {answer}" if asked.endswith("?") else f"{asked}: {answer}")


def _evidence(row: Evidence, *, to_him: bool) -> Found:
    """From whom it is known begins as hidden, and is not there at all for the one who uses violence."""
    words = row.words.strip()
    if to_him:
        return Found(Part.EVIDENCE, words, row)
    source = f" ({row.get_source_display()})"
    day = f", {date_format(row.happened_on, 'SHORT_DATE_FORMAT')}" if row.happened_on else ""
    return Found(Part.EVIDENCE, words + source + day, row, ((len(words) + 1, len(words + source)),))


def _plan(by: Actor, row: RiskCase, at: datetime) -> Iterator[Found]:
    """What is agreed, but who has a copy; how the person is reached, and the code word, begin as out."""
    for part in safety.read(by, row.screening_id, at=at).parts:
        for line in part.lines if part.section != Section.COPIES else ():
            if line.row.status == LineStatus.AGREED:
                told = f"{line.words} ({line.row.with_whom})" if line.row.with_whom else line.words
                yield Found(Part.PLAN, told, is_secret=part.section == Section.CONTACT)


def _known(by: Actor, row: RiskCase) -> Iterable[str]:
    """Where she lives and what she is reached by, as it is kept."""
    person = row.screening.person
    if person is None:
        return
    street = re.match(r"[^\d,]+", person.address)
    yield from (person.address, street.group() if street else "", person.postal_code, person.email)
    yield from (one.number for one in people.numbers(by, person.pk))
    yield from people.plan_of(person).where_to_write.splitlines()
