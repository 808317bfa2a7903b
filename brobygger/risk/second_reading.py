"""The second reader reads blind; then the two agree, and all three ratings stay."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.packs.codes import OPINIONS, Kind, Part
from brobygger.packs.forms import label_of
from brobygger.packs.models import Pack
from brobygger.packs.questions import Question
from brobygger.risk import queries, rules
from brobygger.risk.assessing import SEEN, factor_of, presence_of, questions_of
from brobygger.risk.codes import Reader
from brobygger.risk.models import Assessment, Rating, TwoRatings
from brobygger.trail import actions as trail
from brobygger.trail.queries import entries_of


@transaction.atomic
def begin_second_reading(*, assessment_id: int, by: Actor, at: datetime) -> Rating:
    """The actor, who is the second of the two, reads for herself, anew where one before her got half-way. Refused
    for one who has read what the first wrote."""
    row = queries.assessment(by, assessment_id, act=Act.ASSESS, for_update=True)
    if row.state != "draft":
        raise Refused("assessment_is_handed_in")
    if by.user_id != row.case.second_id:
        raise Refused("not_the_second_reader")
    if not queries.certificates_of(row.zone_id, [by.worker_id], at):
        raise Refused("no_certificate_of_risk")
    if has_begun(row):
        raise Refused("somebody_reads_already")
    if has_read_the_first(row, by):
        raise Refused("has_read_the_first")
    row.ratings.filter(reader=Reader.SECOND).delete()
    made = Rating.objects.create(
        zone_id=row.zone_id, assessment=row, reader=Reader.SECOND, worker_id=by.worker_id, kept_at=at
    )
    trail.write("risk.second_reading_begun", by=by, at=at, about=made)
    return made


def has_begun(row: Assessment) -> bool:
    """Whether the second reads, or has read. Half of a reading by one who is the second no more is none."""
    begun = row.ratings.filter(reader=Reader.SECOND)
    return begun.filter(Q(worker=row.case.second_id) | Q(handed_in_at__isnull=False)).exists()


def has_read_the_first(row: Assessment, by: Actor) -> bool:
    """Whether the actor began it, or has looked at what the first wrote, as the trail has it."""
    seen = entries_of("assessment", row.pk, zones=by.zones()).filter(by_id=by.user_id, what__in=SEEN)
    return row.begun_by_id == by.user_id or seen.exists()


def would_see_the_first(row: Assessment, by: Actor) -> bool:
    """Whether the actor is named as the second, has not begun to read, and reads blind no more after seeing this."""
    is_second = row.state == "draft" and by.user_id == row.case.second_id
    return is_second and not has_begun(row) and not has_read_the_first(row, by)


@transaction.atomic
def hand_in_rating(*, rating_id: int, by: Actor, at: datetime) -> Rating:
    """The reader is done, and each sees the other's when both are. Refused while an opinion is missing, and of what two
    agree on while something on which they differed is open."""
    found = Rating.objects.select_for_update(of=("self",)).filter(pk=rating_id).first()
    if found is None:
        raise NotFound("not_found")
    row = queries.assessment(by, found.assessment_id, act=Act.ASSESS)
    is_in = found.handed_in_at is not None
    rules.may_write(state=row.state, writer=found.worker_id, me=by.worker_id, handed_in=is_in).require()
    answers = queries.answers_of(found)
    reached = row.pack.questions.reached(answers)
    if found.reader == Reader.AGREED and (
        open_still := [one for one in differing(row) if one.link_id in reached and not answers.get(one.link_id)]
    ):
        raise Refused("the_two_differ_still", which=", ".join(whole_label(row.pack, one) for one in open_still))
    if any(one.link_id in reached and not answers.get(one.link_id) for one in questions_of(row.pack, *OPINIONS)):
        raise Refused("opinion_missing")
    if found.reader == Reader.AGREED:
        _remember(row, at)
    found.handed_in_at = at
    found.save(update_fields=["handed_in_at"])
    trail.write("risk.rating_handed_in", by=by, at=at, about=found)
    return found


def rated(pack: Pack) -> list[Question]:
    """The questions on which two readers are compared: what is present, what matters, and the opinions."""
    found = [*presence_of(pack), *questions_of(pack, Part.RELEVANCE), *questions_of(pack, *OPINIONS)]
    return [one for one in found if _is_one_of_few(pack, one)]


def _is_one_of_few(pack: Pack, one: Question) -> bool:
    """Whether it is answered once, and by one of a few answers."""
    return one.kind in (Kind.CHOICE, Kind.BOOLEAN) and not one.repeats and one.link_id not in pack.questions.in_repeated


def differing(row: Assessment) -> list[Question]:
    """The questions to which the two readers said different things; what both left open is none of them."""
    told = queries.ratings(row, me=None)
    first, second = queries.told_in(row, told.first), queries.told_in(row, told.second)
    few = [one for one in row.pack.questions.by_id.values() if _is_one_of_few(row.pack, one)]
    return [one for one in few if first.get(one.link_id) != second.get(one.link_id)]


def whole_label(pack: Pack, one: Question) -> str:
    """What a question is called with the factor that it belongs to."""
    language, factor = get_language() or "", factor_of(pack).get(one.link_id)
    around = f"{label_of(pack.questions.by_id[factor], language)} · " if factor else ""
    return f"{around}{label_of(one, language)}"


@transaction.atomic
def begin_to_agree(*, assessment_id: int, by: Actor, at: datetime) -> Rating:
    """Where both said the same it stands; what they differ on is open until they have spoken. What either wrote, or
    chose of several, stands too, to be written in. Refused before both have handed in."""
    row = queries.assessment(by, assessment_id, act=Act.ASSESS, for_update=True)
    told = queries.ratings(row, me=None)
    if told.agreed is not None:
        return told.agreed
    rules.may_agree(
        first_in=bool(told.first and told.first.handed_in_at), second_in=bool(told.second and told.second.handed_in_at)
    ).require()
    asked = row.pack.questions.asked
    both, open_ones = (asked(queries.answers_of(told.first)), asked(queries.answers_of(told.second))), differing(row)
    left = {one.link_id for one in open_ones}
    same = {one: _of_both(row.pack.questions.by_id[one], *both) for one in {**both[0], **both[1]} if one not in left}
    made = Rating(
        zone_id=row.zone_id, assessment=row, reader=Reader.AGREED, worker_id=by.worker_id, kept_at=at, edition=1
    )
    made.answers = queries.as_kept(same)
    made.save()
    trail.write("risk.agreeing_begun", by=by, at=at, about=made)
    return made


def _of_both(one: Question, first: Mapping[str, Sequence[Any]], second: Mapping[str, Sequence[Any]]) -> list[Any]:
    """What either has of several; else the first's, or where there is none the second's."""
    told, other = first.get(one.link_id) or [], second.get(one.link_id) or []
    return [*told, *(each for each in other if one.repeats and each not in told)] if told else list(other)


def _remember(row: Assessment, at: datetime) -> None:
    """What each answered, without anyone's name, for the figures of agreement."""
    told = queries.ratings(row, me=None)
    first, second = queries.told_in(row, told.first), queries.told_in(row, told.second)
    month = day_of(at).replace(day=1)
    TwoRatings.objects.bulk_create(
        TwoRatings(
            zone_id=row.zone_id, programme_id=row.case.programme_id, pack=row.pack, question=one.link_id,
            first=str(first[one.link_id][0]), second=str(second[one.link_id][0]), read_on=month,
        )
        for one in rated(row.pack)
        if first.get(one.link_id) and second.get(one.link_id)
    )  # fmt: skip
