"""One step of an assessment as it stands for one reader: what it asks, and the page that shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from brobygger.access.doors import DoorRequest
from brobygger.access.policy import Act
from brobygger.base.workdays import day_of
from brobygger.packs.codes import OPINIONS, Part
from brobygger.packs.forms import PackForm, label_of
from brobygger.packs.models import Pack
from brobygger.packs.questions import Question
from brobygger.reception.listing import called
from brobygger.risk import assessing, begun_lines, queries, rules, second_reading
from brobygger.risk.codes import Reader, Step
from brobygger.risk.forms import ConclusionForm, EvidenceForm, ScenarioForm, StepForm, factors_of
from brobygger.risk.models import Assessment, Rating
from brobygger.risk.read_assessment import in_words
from brobygger.staff import queries as staff
from brobygger.trail import actions as trail

ANSWERED = (Step.PRESENCE, Step.RELEVANCE, Step.OPINIONS)


@dataclass(frozen=True, slots=True)
class Here:
    """One step of one assessment, for one reader."""

    row: Assessment
    told: queries.Ratings
    rating: Rating | None  # what the actor writes in here
    step: Step
    steps: list[Step]
    case_second: bool = False  # the actor is named as the second

    @property
    def reads(self) -> bool:
        """Whether she reads for herself as the second, and sees nothing of what the first writes."""
        return self.rating is not None and self.rating.reader == Reader.SECOND

    @property
    def would_see_the_first(self) -> bool:
        """Whether she is the second, has not begun to read, and would read blind no more after seeing this."""
        is_second = self.case_second and self.rating is None and self.told.second is None
        return is_second and self.row.state == "draft"

    @property
    def writes(self) -> bool:
        return self.rating is not None and self.rating.handed_in_at is None and self.row.state == "draft"


def steps_of(pack: Pack, *, reads: bool = False) -> list[Step]:
    """The steps of the pack: a short one has no scenarios, and one without relevance no such page."""
    left_out = set() if assessing.questions_of(pack, Part.RELEVANCE) else {Step.RELEVANCE}
    if assessing.is_short(pack):
        left_out |= {Step.SCENARIOS, Step.MANAGEMENT}
    if reads:
        left_out |= {Step.SCENARIOS, Step.MANAGEMENT}
    return [one for one in Step if one not in left_out]


def here_at(request: DoorRequest, pk: int, step: str) -> Here:
    row, me = queries.assessment(request.actor, pk, act=Act.ASSESS), request.actor.user_id
    told = queries.ratings(row, me=None)
    agreed = told.agreed if told.agreed is not None and told.agreed.worker_id == me else None
    rating = agreed or next((one for one in (told.first, told.second) if one is not None and one.worker_id == me), None)
    steps = steps_of(row.pack, reads=rating is not None and rating.reader == Reader.SECOND)
    if step not in steps:
        raise Http404
    return Here(row, told, rating, Step(step), steps, row.case.second_id == me and row.begun_by_id != me)


def _wanted(here: Here) -> Callable[[Question], bool]:
    """Which questions the step asks."""
    pack = here.row.pack
    relevance = {one.link_id for one in assessing.questions_of(pack, Part.RELEVANCE)}
    opinions = {one.link_id for one in assessing.questions_of(pack, *OPINIONS)}
    if here.step == Step.RELEVANCE:
        return lambda one: one.link_id in relevance
    if here.step == Step.OPINIONS:
        return lambda one: one.link_id in opinions
    return lambda one: one.link_id not in relevance | opinions


def pack_form(here: Here, data: Any) -> PackForm:
    questions = here.row.pack.questions
    return PackForm(questions, only=questions.only(_wanted(here)), answers=queries.answers_of(here.rating), data=data)


def conclusion_form(here: Here, data: Any) -> ConclusionForm | None:
    """The end of the assessment is the first reader's, or of the two together; never of one who reads blind."""
    if here.step != Step.OPINIONS or here.reads:
        return None
    row, ranks = here.row, bool(assessing.questions_of(here.row.pack, Part.PRIORITY))
    stood = {
        "summary": row.summary, "reason": row.reason, "review_on": row.review_on, "advice": row.advice,
        "advice_words": row.advice_words,
    }  # fmt: skip
    return ConclusionForm(data, is_short=assessing.is_short(row.pack), ranks=ranks, initial=stood)


def step_page(
    request: DoorRequest, here: Here, *, form: PackForm | None = None, conclusion: ConclusionForm | None = None,
    stale: bool = False, status: int = 200, **more: Any,
) -> HttpResponse:  # fmt: skip
    row, now, language = here.row, timezone.now(), get_language() or ""
    name = "risk.assessment_read" if not here.reads else "risk.second_read"
    trail.write(name, by=request.actor, at=now, about=row, page=here.step)
    shown: dict[str, Any] = {
        "here": here, "row": row, "case": row.case, "name": called(request.actor, row.case.screening), "stale": stale,
        "title": row.pack.title_in(language), "now": now, "terms": row.pack.licence_in(language),
    }  # fmt: skip
    if here.step in ANSWERED:
        form = form or pack_form(here, None)
        shown |= {"form": form, "drawn": form.drawn(), "conclusion": conclusion or conclusion_form(here, None)}
        shown["differ"] = _differ(here, language)
    if here.step == Step.OPINIONS:
        shown |= {} if here.reads else _lacking(here, request, now)
    shown |= _beside(request, here, language)
    return render(request, "risk/step.html", shown | more, status=status)


def _lacking(here: Here, request: DoorRequest, now: datetime) -> dict[str, Any]:
    """What stands in the way of handing it in, and of which questions."""
    facts, by_id = assessing.facts_of(here.row, by=request.actor, at=now), here.row.pack.questions.by_id
    language = get_language() or ""
    of = {"opinion_missing": facts.unanswered_opinions, "evidence_missing": facts.without_evidence}
    reasons = [one.reason for one in rules.safeguards(facts)]
    if here.told.second is not None and not (here.told.agreed and here.told.agreed.handed_in_at):
        reasons.append("the_two_have_not_agreed")
    told = [(one, [label_of(by_id[number], language) for number in of.get(one, ())]) for one in reasons]
    return {"lacking": told, "unwritten": _unwritten(here)}


def _unwritten(here: Here) -> list[Step]:
    """The steps in which nothing is written."""
    said = {name for name, told in queries.answers_of(here.told.holds).items() if told}
    written = {
        Step.RELEVANCE: any(one.link_id in said for one in assessing.questions_of(here.row.pack, Part.RELEVANCE)),
        Step.SCENARIOS: here.row.scenarios.filter(struck_at=None).exists(),
        Step.MANAGEMENT: here.row.steps.exists(),
    }
    return [one for one in here.steps if not written.get(one, True)]


def _differ(here: Here, language: str) -> list[tuple[str, str, str]]:
    """Where the two readers said different things, in words, while they agree."""
    if here.rating is None or here.rating.reader != Reader.AGREED:
        return []
    first, second = queries.answers_of(here.told.first), queries.answers_of(here.told.second)
    wanted = _wanted(here)
    return [
        (_whole_label(here.row.pack, one, language), in_words(one, first, language), in_words(one, second, language))
        for one in second_reading.rated(here.row.pack)
        if wanted(one) and first.get(one.link_id) != second.get(one.link_id)
    ]


def apart(here: Here, form: PackForm) -> list[tuple[str, str, str]]:
    """Where another window has kept something else than what is written in this one: the question, there and here."""
    language, stands, written = get_language() or "", queries.answers_of(here.rating), form.answers()
    wanted = _wanted(here)
    return [
        (_whole_label(here.row.pack, one, language), in_words(one, stands, language), in_words(one, written, language))
        for one in here.row.pack.questions.by_id.values()
        if wanted(one) and (stands.get(one.link_id) or []) != (written.get(one.link_id) or [])
    ]


def _whole_label(pack: Pack, one: Question, language: str) -> str:
    factor = assessing.factor_of(pack).get(one.link_id)
    around = f"{label_of(pack.questions.by_id[factor], language)} · " if factor else ""
    return f"{around}{label_of(one, language)}"


def _beside(request: DoorRequest, here: Here, language: str) -> dict[str, Any]:
    """What the steps that are not answered by the pack show."""
    if here.step == Step.INFORMATION:
        form = EvidenceForm(factors=factors_of(here.row.pack, language, label_of))
        form.initial = {"learned_on": timezone.localdate()} | _begun(request, here, form)
        return {"evidence": queries.evidence(request.actor, here.row.case), "evidence_form": form}
    scenarios = list(here.row.scenarios.order_by("struck_at", "pk"))
    if here.step == Step.SCENARIOS:
        told = ScenarioForm()
        told.initial = _begun(request, here, told)
        return {"scenarios": scenarios, "scenario_form": told, "writing": None}
    if here.step == Step.MANAGEMENT:
        to_do = step_form_of(here, None)
        to_do.initial = _begun(request, here, to_do)
        return {"steps": here.row.steps.select_related("worker").order_by("due_at"), "step_form": to_do}
    return {}


def _begun(request: DoorRequest, here: Here, form: EvidenceForm | ScenarioForm | StepForm) -> dict[str, Any]:
    return begun_lines.begun(request.actor, here.row.case_id, here.step, form.fields)


def step_form_of(here: Here, data: Any) -> StepForm:
    team = staff.team(here.row.zone_id, day_of(timezone.now()))
    scenarios = [(one.pk, one.nature[:60]) for one in here.row.scenarios.filter(struck_at=None).order_by("pk")]
    return StepForm(data, team=team, scenarios=scenarios)
