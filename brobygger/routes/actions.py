"""Changing the programme's questions: one leader drafts and proposes, another approves; every step is in the trail."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, no
from brobygger.programmes import queries as programmes
from brobygger.programmes import telling
from brobygger.programmes.models import Programme
from brobygger.programmes.rules import may_take_effect
from brobygger.routes import queries, rules
from brobygger.routes.door_actions import add_door, remove_door
from brobygger.routes.models import COURSE_CRITERIA, CourseCriteria, CourseCriteriaState, Criterion
from brobygger.staff.queries import second_of_two
from brobygger.trail import actions as trail

__all__ = ["add_door", "remove_door"]

DAYS_TO_DECIDE = 7  # a new draft begins to hold in a week, so that a second leader has time to read it
COPIED = ("key", "place", *queries.CONTENT)


@transaction.atomic
def draft_criteria(*, programme_id: int, by: Actor, at: datetime) -> CourseCriteria:
    """A draft is there, a copy of the newest approved version. Refused where a draft is open already."""
    zone_id = programmes.zone_running(by, Act.CHANGE_ROUTES, programme_id)
    Programme.objects.select_for_update().get(pk=programme_id)
    if queries.open_draft(programme_id):
        no("a_draft_is_open").require()
    newest = queries.approved_versions(programme_id).last()
    last = CourseCriteria.objects.filter(programme_id=programme_id).aggregate(last=Max("number"))["last"] or 0
    draft = CourseCriteria.objects.create(
        programme_id=programme_id,
        number=last + 1,
        valid_from=timezone.localdate(at) + timedelta(days=DAYS_TO_DECIDE),
        also_welcome_da=newest.also_welcome_da if newest else "",
        also_welcome_en=newest.also_welcome_en if newest else "",
        drafted_by_id=by.user_id,
        drafted_at=at,
    )
    Criterion.objects.bulk_create(
        Criterion(criteria=draft, **{name: getattr(row, name) for name in COPIED})
        for row in (queries.criteria_of(newest) if newest else [])
    )
    trail.write("routes.criteria_drafted", by=by, at=at, about=draft, zone_id=zone_id, number=draft.number)
    return draft


def _held(criteria_id: int, by: Actor, act: Act) -> tuple[CourseCriteria, int]:
    """The version, held until the transaction ends, and the actor's zone."""
    version = CourseCriteria.objects.select_for_update().filter(pk=criteria_id).first()
    if version is None:
        raise NotFound("not_found")
    return version, programmes.zone_running(by, act, version.programme_id)


def _told(what: str, version: CourseCriteria, zone_id: int, by: Actor, at: datetime) -> None:
    telling.tell_each_zone(what, version, version.programme_id, by=by, at=at, zone_id=zone_id, number=version.number)


def _draft(criteria_id: int, by: Actor) -> tuple[CourseCriteria, int]:
    draft, zone_id = _held(criteria_id, by, Act.CHANGE_ROUTES)
    if draft.state != CourseCriteriaState.DRAFT:
        no("course_criteria_are_not_a_draft").require()
    return draft, zone_id


def _question(draft: CourseCriteria, key: str, *, struck: bool = False) -> Criterion:
    found = draft.criteria.filter(key=key, struck=struck).first()
    if found is None:
        raise NotFound("not_found")
    return found


def _unchanged(seen: str, stands: str) -> None:
    if seen != stands:
        no("changed_by_another").require()


@transaction.atomic
def change_question(
    *, criteria_id: int, key: str, told: Mapping[str, Any], seen: str, by: Actor, at: datetime
) -> Criterion:
    """The question stands as told. Refused where it cannot be asked, or another has changed it since `seen`."""
    draft, zone_id = _draft(criteria_id, by)
    question = _question(draft, key)
    _unchanged(seen, queries.stamp_of_question(question))
    was = {"was_fits": str(question.fits), "was_otherwise": str(question.otherwise)}
    _fill(question, told)
    question.save()
    facts = {"question": question.pk, "fits": str(question.fits), "otherwise": str(question.otherwise), **was}
    trail.write("routes.question_changed", by=by, at=at, about=draft, zone_id=zone_id, **facts)
    return question


def _fill(question: Criterion, told: Mapping[str, Any]) -> None:
    for name in queries.CONTENT:
        if name in told:
            setattr(question, name, told[name])
    texts = [question.name_da, question.name_en, question.question_da, question.question_en]
    rules.question_holds(question.fits, question.otherwise, texts).require()


@transaction.atomic
def add_question(*, criteria_id: int, told: Mapping[str, Any], by: Actor, at: datetime) -> Criterion:
    """The draft asks one question more, last of all. Refused where it cannot be asked."""
    draft, zone_id = _draft(criteria_id, by)
    last = draft.criteria.aggregate(last=Max("place"))["last"] or 0
    question = Criterion(criteria=draft, key=_new_key(draft.programme_id), place=last + 1)
    _fill(question, told)
    question.save()
    facts = {"question": question.pk, "fits": str(question.fits), "otherwise": str(question.otherwise)}
    trail.write("routes.question_added", by=by, at=at, about=draft, zone_id=zone_id, **facts)
    return question


def _new_key(programme_id: int) -> str:
    """A key that no question of the programme has had, so that two are never counted as one."""
    taken = Criterion.objects.filter(criteria__programme_id=programme_id, key__startswith="own_")
    numbers = [int(key[4:]) for key in taken.values_list("key", flat=True) if key[4:].isdecimal()]
    return f"own_{max(numbers, default=0) + 1}"


@transaction.atomic
def strike_question(*, criteria_id: int, key: str, by: Actor, at: datetime) -> None:
    """The draft does not ask it any more; it can be put back until the draft is proposed."""
    draft, zone_id = _draft(criteria_id, by)
    question = _question(draft, key)
    if draft.criteria.filter(struck=False).count() == 1:
        no("the_course_needs_a_question").require()
    question.struck = True
    question.save(update_fields=["struck"])
    trail.write("routes.question_struck", by=by, at=at, about=draft, zone_id=zone_id, question=question.pk)


@transaction.atomic
def put_back_question(*, criteria_id: int, key: str, by: Actor, at: datetime) -> None:
    """Undo of striking: the draft asks it again, in its old place."""
    draft, zone_id = _draft(criteria_id, by)
    question = _question(draft, key, struck=True)
    question.struck = False
    question.save(update_fields=["struck"])
    trail.write("routes.question_put_back", by=by, at=at, about=draft, zone_id=zone_id, question=question.pk)


@transaction.atomic
def move_question(*, criteria_id: int, key: str, earlier: bool, by: Actor, at: datetime) -> None:
    """The question is asked one place earlier, or later. Nothing happens to the first or the last."""
    draft, zone_id = _draft(criteria_id, by)
    question = _question(draft, key)
    asked = draft.criteria.filter(struck=False)
    beside = (
        asked.filter(place__lt=question.place).order_by("-place").first()
        if earlier
        else asked.filter(place__gt=question.place).order_by("place").first()
    )
    if beside is None:
        return
    aside = (draft.criteria.aggregate(last=Max("place"))["last"] or 0) + 1
    rows = Criterion.objects
    rows.filter(pk=question.pk).update(place=aside)
    rows.filter(pk=beside.pk).update(place=question.place)
    rows.filter(pk=question.pk).update(place=beside.place)
    trail.write(
        "routes.question_moved", by=by, at=at, about=draft, zone_id=zone_id, question=question.pk, earlier=earlier
    )


@transaction.atomic
def change_frame(
    *,
    criteria_id: int,
    valid_from: date,
    note: str,
    also_welcome_da: str,
    also_welcome_en: str,
    seen: str,
    by: Actor,
    at: datetime,
) -> None:
    """The draft holds from the day, for this reason, and says these sentences about whom nothing keeps out."""
    draft, zone_id = _draft(criteria_id, by)
    _unchanged(seen, queries.stamp_of_frame(draft))
    _in_time(draft, valid_from, at)
    draft.valid_from, draft.note = valid_from, note
    draft.also_welcome_da, draft.also_welcome_en = also_welcome_da, also_welcome_en
    draft.save(update_fields=["valid_from", "note", "also_welcome_da", "also_welcome_en"])
    facts = {"valid_from": valid_from.isoformat()}
    trail.write("routes.frame_changed", by=by, at=at, about=draft, zone_id=zone_id, **facts)


def _in_time(version: CourseCriteria, valid_from: date, at: datetime) -> None:
    first = not queries.approved_versions(version.programme_id).exists()
    may_take_effect(valid_from, today=timezone.localdate(at), first=first).require()


@transaction.atomic
def propose_criteria(*, criteria_id: int, seen: str, by: Actor, at: datetime) -> None:
    """The draft waits for a second leader.

    Refused where it would change nothing, where its day has passed, or where another has changed it meanwhile.
    """
    draft, zone_id = _held(criteria_id, by, Act.CHANGE_ROUTES)
    COURSE_CRITERIA.may_move(draft.state, CourseCriteriaState.PROPOSED).require()
    _unchanged(seen, queries.stamp_of_all(draft))
    _in_time(draft, draft.valid_from, at)
    if not queries.criteria_of(draft):
        no("the_course_needs_a_question").require()
    if queries.is_like_before(draft):
        no("nothing_is_changed").require()
    draft.criteria.filter(struck=True).delete()
    draft.state, draft.proposed_by_id, draft.proposed_at = CourseCriteriaState.PROPOSED, by.user_id, at
    draft.save(update_fields=["state", "proposed_by", "proposed_at"])
    _told("routes.criteria_proposed", draft, zone_id, by, at)


@transaction.atomic
def approve_criteria(*, criteria_id: int, seen: str, by: Actor, at: datetime) -> CourseCriteria:
    """The version holds from its day; what was answered before stays as it is.

    Refused to whoever drafted, changed or proposed it, where its day has passed, or where it is no longer what she
    has read.
    """
    version, zone_id = _held(criteria_id, by, Act.APPROVE_ROUTES)
    COURSE_CRITERIA.may_move(version.state, CourseCriteriaState.APPROVED).require()
    firsts = (version.drafted_by_id, version.proposed_by_id)
    second_of_two(by, *firsts, changed=version, proposed_at=version.proposed_at).require()
    _unchanged(seen, queries.stamp_of_all(version))
    _in_time(version, version.valid_from, at)
    version.state, version.approved_by_id, version.approved_at = CourseCriteriaState.APPROVED, by.user_id, at
    version.save(update_fields=["state", "approved_by", "approved_at"])
    _told("routes.criteria_approved", version, zone_id, by, at)
    return version


@transaction.atomic
def return_to_draft(*, criteria_id: int, by: Actor, at: datetime) -> None:
    """The proposal is a draft again and can be changed."""
    version, zone_id = _held(criteria_id, by, Act.CHANGE_ROUTES)
    COURSE_CRITERIA.may_move(version.state, CourseCriteriaState.DRAFT).require()
    version.state, version.proposed_by_id, version.proposed_at = CourseCriteriaState.DRAFT, None, None
    version.save(update_fields=["state", "proposed_by", "proposed_at"])
    trail.write("routes.criteria_returned", by=by, at=at, about=version, zone_id=zone_id, number=version.number)


@transaction.atomic
def drop_criteria(*, criteria_id: int, by: Actor, at: datetime) -> None:
    """The draft or proposal is given up; it can still be read."""
    version, zone_id = _held(criteria_id, by, Act.CHANGE_ROUTES)
    COURSE_CRITERIA.may_move(version.state, CourseCriteriaState.DROPPED).require()
    version.state = CourseCriteriaState.DROPPED
    version.save(update_fields=["state"])
    trail.write("routes.criteria_dropped", by=by, at=at, about=version, zone_id=zone_id, number=version.number)
