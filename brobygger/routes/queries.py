"""Reading the programme's questions, which door they lead to, and what stands behind a door."""

from datetime import date

from django.db.models import QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.programmes import queries as programmes
from brobygger.programmes.models import Programme
from brobygger.programmes.rules import stamp_of
from brobygger.routes import rules
from brobygger.routes.codes import ADULT, Answer, Route
from brobygger.routes.doors import DoorShown, doors
from brobygger.routes.models import CourseCriteria, CourseCriteriaState, Criterion

__all__ = ["DoorShown", "doors"]

OPEN = (CourseCriteriaState.DRAFT, CourseCriteriaState.PROPOSED)
PEOPLE = ("programme", "drafted_by", "proposed_by", "approved_by")
TEXTS = ("name_da", "name_en", "question_da", "question_en", "help_da", "help_en")
CONTENT = ("kind", "fits", "otherwise", *TEXTS, "source", "for_team")


def programme_of(by: Actor, *, zone_id: int) -> Programme | None:
    """The outpatient programme that the zone runs, where the actor may see the right door; None where it runs none."""
    if zone_id not in zones_for(by, Act.SEE_ROUTES):
        raise NotFound("not_found")
    return Programme.objects.filter(zones=zone_id, kind=Programme.Kind.OUTPATIENT).order_by("key").first()


def approved_versions(programme_id: int) -> QuerySet[CourseCriteria]:
    """The versions that two leaders stand behind, or that were shipped, in the order in which they take over."""
    approved = CourseCriteria.objects.filter(programme_id=programme_id, state=CourseCriteriaState.APPROVED)
    return approved.order_by("valid_from", "number")


def criteria_in_force(by: Actor, *, programme_id: int, on: date) -> CourseCriteria:
    """The version that holds on the day; the earliest one for a day before them all. NotFound where there is none."""
    programmes.zone_running(by, Act.SEE_ROUTES, programme_id)
    return in_force(programme_id, on)


def in_force(programme_id: int, on: date) -> CourseCriteria:
    """The version that holds on the day, for whoever may know that there is one."""
    versions = approved_versions(programme_id)
    found = versions.filter(valid_from__lte=on).last() or versions.first()
    if found is None:
        raise NotFound("not_found")
    return found


def holding(programme_id: int, today: date) -> CourseCriteria | None:
    """The version that holds today, or None where the programme has none yet."""
    try:
        return in_force(programme_id, today)
    except NotFound:
        return None


def criteria_by_id(by: Actor, criteria_id: int, act: Act = Act.SEE_ROUTES) -> CourseCriteria:
    """A version of the questions of a programme that the actor's zone runs. NotFound where there is none."""
    found = CourseCriteria.objects.select_related(*PEOPLE).filter(pk=criteria_id).first()
    if found is None:
        raise NotFound("not_found")
    programmes.zone_running(by, act, found.programme_id)
    return found


def versions(by: Actor, programme_id: int) -> QuerySet[CourseCriteria]:
    """All versions of the programme's questions, the newest first."""
    programmes.zone_running(by, Act.SEE_ROUTES, programme_id)
    return CourseCriteria.objects.filter(programme_id=programme_id).select_related(*PEOPLE).order_by("-number")


def version_before(criteria: CourseCriteria) -> CourseCriteria | None:
    """The approved version that a version takes over from, or would take over from if it were approved."""
    earlier = approved_versions(criteria.programme_id).exclude(pk=criteria.pk)
    earlier = earlier.filter(valid_from__lte=criteria.valid_from)
    if criteria.state == CourseCriteriaState.APPROVED:
        earlier = earlier.exclude(valid_from=criteria.valid_from, number__gt=criteria.number)
    return earlier.last()


def open_draft(programme_id: int) -> CourseCriteria | None:
    """The one draft or proposal that a programme may have at a time."""
    return CourseCriteria.objects.filter(programme_id=programme_id, state__in=OPEN).first()


def criteria_of(criteria: CourseCriteria) -> list[Criterion]:
    """The version's questions in the order in which they are asked."""
    return list(criteria.criteria.filter(struck=False).order_by("place"))


def safety_questions(rows: list[Criterion]) -> list[Criterion]:
    """Those that are asked before all others: whether she needs a shelter now, and whether she is a child herself."""
    return [row for row in rows if row.otherwise == Route.SHELTER or row.key == ADULT]


def struck_of(criteria: CourseCriteria) -> list[Criterion]:
    """What a leader has struck from a draft and can put back."""
    return list(criteria.criteria.filter(struck=True).order_by("place"))


def questions(criteria: CourseCriteria) -> tuple[rules.Question, ...]:
    """The version as the rule reads it."""
    return as_questions(criteria_of(criteria))


def as_questions(rows: list[Criterion]) -> tuple[rules.Question, ...]:
    """The rows as the rule reads them."""
    return tuple(rules.Question(row.key, Answer(row.fits), Route(row.otherwise)) for row in rows)


def open_questions(criteria: CourseCriteria, found: rules.Found) -> list[Criterion]:
    """The questions that are not known yet and could still change the door."""
    return [row for row in criteria_of(criteria) if row.key in found.open]


def stamp_of_question(criterion: Criterion) -> str:
    """The stamp of a question, as someone who changes it has seen it."""
    return stamp_of(*(getattr(criterion, name) for name in CONTENT))


def stamp_of_frame(criteria: CourseCriteria) -> str:
    """The stamp of what is around the questions: from-date, note, and whom nothing keeps out."""
    return stamp_of(criteria.valid_from.isoformat(), criteria.note, criteria.also_welcome_da, criteria.also_welcome_en)


def stamp_of_all(criteria: CourseCriteria) -> str:
    """The stamp of everything in a version: nobody proposes or approves anything else than she has read."""
    rows = [(row.key, stamp_of_question(row)) for row in criteria_of(criteria)]
    return stamp_of(str(criteria.state), stamp_of_frame(criteria), rows)


def is_like_before(criteria: CourseCriteria) -> bool:
    """Whether a version says just what the one before it says; the first one never does."""
    before = version_before(criteria)
    return before is not None and _said(before) == _said(criteria)


def _said(criteria: CourseCriteria) -> tuple[object, ...]:
    rows = [(row.key, stamp_of_question(row)) for row in criteria_of(criteria)]
    return criteria.also_welcome_da, criteria.also_welcome_en, rows
