"""One step of an assessment as it stands for one reader: what it asks, and the page that shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.doors import DoorRequest
from brobygger.access.policy import Act
from brobygger.base.workdays import day_of
from brobygger.packs.codes import OPINIONS, Part
from brobygger.packs.forms import PackForm, label_of
from brobygger.packs.models import Pack
from brobygger.packs.questions import Question
from brobygger.reception.listing import called
from brobygger.risk import assessing, begun_lines, queries, rules, second_reading
from brobygger.risk.codes import ANSWERED, Reader, Step
from brobygger.risk.forms import ConclusionForm, EvidenceForm, ScenarioForm, StepForm, factors_of
from brobygger.risk.models import Assessment, Rating
from brobygger.risk.read_assessment import in_words
from brobygger.screening.codes import AdviceGiven
from brobygger.staff import queries as staff
from brobygger.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Here:
    """One step of one assessment, for one reader."""

    row: Assessment
    told: queries.Ratings
    rating: Rating | None  # what the actor writes in here
    step: Step
    steps: list[Step]

    @property
    def reads(self) -> bool:
        """Whether she reads for herself as the second, and sees nothing of what the first writes."""
        return self.rating is not None and self.rating.reader == Reader.SECOND

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
    return Here(row, told, rating, Step(step), steps)


def _asked_at(pack: Pack) -> Callable[[Question], Step]:
    """At which step each question is asked."""
    at = {one.link_id: Step.RELEVANCE for one in assessing.questions_of(pack, Part.RELEVANCE)}
    at |= {one.link_id: Step.OPINIONS for one in assessing.questions_of(pack, *OPINIONS)}
    return lambda one: at.get(one.link_id, Step.PRESENCE)


def _wanted(here: Here) -> Callable[[Question], bool]:
    """Which questions the step asks."""
    asked_at = _asked_at(here.row.pack)
    return lambda one: asked_at(one) == (here.step if here.step in ANSWERED else Step.PRESENCE)


def pack_form(here: Here, data: Any) -> PackForm:
    questions = here.row.pack.questions
    return PackForm(questions, only=questions.only(_wanted(here)), answers=queries.answers_of(here.rating), data=data)


def _mark_missing(here: Here, form: PackForm) -> None:
    """After handing in was refused, each question that stands in the way and has no answer says so itself."""
    pack, told = here.row.pack, queries.answers_of(here.rating)
    reached, opinions = pack.questions.reached(told), assessing.questions_of(pack, *OPINIONS)
    for one in pack.questions.by_id.values():
        wanted = one.link_id in reached and (one in opinions or one.required)
        if wanted and one.link_id in form.fields and not told.get(one.link_id):
            form.errors[one.link_id] = form.error_class([_("Answer this before you hand in.")])


@dataclass(frozen=True, slots=True)
class NotKept:
    """What stands in a field and cannot be kept as it is written, and why."""

    name: str
    label: str
    why: str
    written: list[str]


def not_kept(form: PackForm, conclusion: ConclusionForm | None) -> list[NotKept]:
    """Of two forms that have been looked through; what is only missing may be written later."""
    return [
        NotKept(name, str(one.fields[name].label), str(why[0]), written)
        for one in (form, conclusion)
        if one is not None
        for name, why in one.errors.items()
        if name not in one.cleaned_data and (written := [told for told in _written(one, name) if told.strip()])
    ]


def _written(form: forms.Form, name: str) -> list[str]:
    return form.data.getlist(name) if hasattr(form.data, "getlist") else [str(form.data.get(name, ""))]


def _with_what_was_refused(
    request: DoorRequest, here: Here, form: PackForm, conclusion: ConclusionForm | None
) -> list[NotKept]:  # fmt: skip
    """What a form could not take when it was last written stands in its field again, and why it is not kept."""
    found = []
    for one in (form, conclusion):
        if one is None or one.is_bound or not here.writes:
            continue
        for name, told in begun_lines.begun(request.actor, here.row.case_id, here.step, one.fields).items():
            field = one.fields[name]
            try:
                field.clean(told)
            except forms.ValidationError as wrong:
                field.initial = one.initial[name] = told
                found.append(NotKept(name, str(field.label), str(wrong.messages[0]), []))
    return found


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
        form, conclusion = form or pack_form(here, None), conclusion or conclusion_form(here, None)
        if here.writes and not form.is_bound and typed.pressed(request.GET, "missing"):
            _mark_missing(here, form)
        refused = _with_what_was_refused(request, here, form, conclusion)
        shown |= {"form": form, "drawn": form.drawn(), "conclusion": conclusion, "refused": refused}
        shown["differ"] = _differ(here, language)
    if here.step == Step.OPINIONS:
        shown |= {} if here.reads else _lacking(here, request, now)
    shown |= _beside(request, here, language)
    return render(request, "risk/step.html", shown | more, status=status)


def _lacking(here: Here, request: DoorRequest, now: datetime) -> dict[str, Any]:
    """What stands in the way of handing it in, and of which questions."""
    facts, by_id = assessing.facts_of(here.row, by=request.actor, at=now), here.row.pack.questions.by_id
    language = get_language() or ""
    of = {
        "opinion_missing": facts.unanswered_opinions, "evidence_missing": facts.without_evidence,
    }  # fmt: skip
    asked_at = _asked_at(here.row.pack)
    required: list[tuple[str, str]] = [
        (second_reading.whole_label(here.row.pack, by_id[one]), asked_at(by_id[one]))
        for one in facts.unanswered_required
    ]
    reasons = [one.reason for one in rules.safeguards(facts)]
    told: list[tuple[str, list[tuple[str, str]]]] = [
        (one, [(label_of(by_id[number], language), "") for number in of.get(one, ())]) for one in reasons
    ]
    told = [(one, required if one == "required_missing" else which) for one, which in told]
    begun = begun_lines.begun_steps(request.actor, here.row.case_id)
    return {"lacking": told, "unwritten": _unwritten(here), "awaited": _awaited(here), "begun": begun}


def _awaited(here: Here) -> str:
    """What two who read for themselves wait for before the assessment can be handed in; nothing where it is one."""
    told = here.told
    if told.second is None or (told.agreed is not None and told.agreed.handed_in_at):
        return ""
    if told.both_in:
        return _("Both have read. Speak together, and write what you agree on; then it is handed in.")
    if not second_reading.has_begun(here.row):
        return _("The second has not read yet. Then you two write what you agree on.")
    waits = next(one for one in (told.second, told.first) if one is not None and one.handed_in_at is None)
    words = _("%(who)s has not handed in her or his own rating yet. Then you two write what you agree on.")
    return words % {"who": waits.worker.name}


def _unwritten(here: Here) -> list[Step]:
    """The steps in which nothing is written."""
    said = {name for name, told in queries.answers_of(here.told.holds).items() if told}
    written = {
        Step.INFORMATION: here.row.case.evidence.filter(struck_at=None).exists(),
        Step.PRESENCE: any(one.link_id in said for one in assessing.presence_of(here.row.pack)),
        Step.RELEVANCE: any(one.link_id in said for one in assessing.questions_of(here.row.pack, Part.RELEVANCE)),
        Step.SCENARIOS: here.row.scenarios.filter(struck_at=None).exists(),
        Step.MANAGEMENT: here.row.steps.exists(),
    }
    return [one for one in here.steps if not written.get(one, True)]


def _differ(here: Here, language: str) -> list[tuple[str, str, str]]:
    """Where the two readers said different things, in words, while they agree."""
    if here.rating is None or here.rating.reader != Reader.AGREED:
        return []
    first, second = queries.told_in(here.row, here.told.first), queries.told_in(here.row, here.told.second)
    wanted, pack = _wanted(here), here.row.pack
    return [
        (second_reading.whole_label(pack, one), in_words(one, first, language), in_words(one, second, language))
        for one in second_reading.differing(here.row)
        if wanted(one)
    ]


def apart(here: Here, form: PackForm, conclusion: ConclusionForm | None) -> list[tuple[str, str, str]]:
    """Where another window has kept something else than what is written in this one: the question, there and here."""
    language, stands, written = get_language() or "", queries.answers_of(here.rating), form.answers()
    wanted, pack = _wanted(here), here.row.pack
    return [
        (second_reading.whole_label(pack, one), in_words(one, stands, language), in_words(one, written, language))
        for one in here.row.pack.questions.by_id.values()
        if wanted(one) and (stands.get(one.link_id) or []) != (written.get(one.link_id) or [])
    ] + (_ends_apart(here, conclusion) if conclusion is not None else [])


def _ends_apart(here: Here, conclusion: ConclusionForm) -> list[tuple[str, str, str]]:
    return [
        (str(field.label), _as_read(stood), _as_read(told))
        for name, field in conclusion.fields.items()
        if (told := conclusion.cleaned_data.get(name) or "") != (stood := getattr(here.row, name) or "")
    ]


def _as_read(told: Any) -> str:
    if isinstance(told, date):
        return date_format(told, "SHORT_DATE_FORMAT")
    return ", ".join(str(dict(AdviceGiven.choices)[one]) for one in told) if isinstance(told, list) else str(told)


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
