"""The writing door: two are one, two are two, and two who were one are two again."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.base.decision import NotFound, Refused
from brobygger.cases import joining
from brobygger.cases.correcting import number_changed
from brobygger.cases.models import Case
from brobygger.counselling.models import Counselling
from brobygger.counselling.states import OPEN as HELP_UNDER_WAY
from brobygger.doubles import finding, moving, placing, queries
from brobygger.doubles.models import Merge, NotSame
from brobygger.outreach import queries as outreach
from brobygger.people import merging
from brobygger.people.merging import Side
from brobygger.people.models import Person
from brobygger.people.recognise import COMING_IN
from brobygger.trail import actions as trail


@transaction.atomic
def look(*, first_id: int, second_id: int, by: Actor, at: datetime) -> tuple[finding.Pair, queries.Side, queries.Side]:
    """The two beside each other; that both cards were read stands in the trail. NotFound where they are not offered."""
    found = queries.pair(by, first_id, second_id)
    for one, other in ((found[1], found[2]), (found[2], found[1])):
        trail.write("doubles.compared", by=by, at=at, about=one.person, other=other.person.pk)
    return found


@transaction.atomic
def say_two(*, first_id: int, second_id: int, by: Actor, at: datetime) -> NotSame:
    """They are two, and are never offered again. NotFound where they are not offered now."""
    found, one, other = queries.pair(by, first_id, second_id)
    made, _new = NotSame.objects.get_or_create(
        zone_id=one.person.zone_id, first_id=found.first, second_id=found.second,
        defaults={"said_at": at, "said_by_id": by.worker_id},
    )  # fmt: skip
    for side, other_id in ((one, found.second), (other, found.first)):
        trail.write("doubles.said_two", by=by, at=at, about=side.person, other=other_id)
    return made


@transaction.atomic
def take_two_back(*, not_same_id: int, by: Actor, at: datetime) -> None:
    """The two may be one after all, and are offered again."""
    row = NotSame.objects.select_related("first").filter(pk=not_same_id).first()
    if row is None or not may(by, Act.MERGE_PEOPLE, row):
        raise NotFound("not_found")
    trail.write("doubles.two_taken_back", by=by, at=at, about=row.first, other=row.second_id)
    row.delete()


@transaction.atomic
def merge(
    *, first_id: int, second_id: int, values: Mapping[str, Side], card: str, goes_on: Collection[int] = (),
    sure: bool = False, by: Actor, at: datetime,
) -> Merge:  # fmt: skip
    """All that is the two's is one person's: the one who was known first goes on, and the other's names, card and
    numbers stay with her as earlier ones. Each registration stays, so the figures are the same.

    Refused where someone works with one of them at this moment, where it must be looked at twice and was not
    (`sure`), where both have an open case and it is not said which one `goes_on`, and where both are being helped.
    """
    threads = _alone_with(by, (first_id, second_id))
    _pair, one, other = queries.pair(by, first_id, second_id)
    if (one.is_careful or other.is_careful) and not sure:
        raise Refused("look_twice")
    _nobody_works_with(threads, (one.person.pk, other.person.pk), at)
    joins = [
        joining.join_cases(goes_on=stays, ends=ends, by=by, at=at)
        for stays, ends in _chosen(queries.open_twice(threads), goes_on)
    ]
    told = merging.absorb(kept=one.person, other=other.person, values=values, card=card, by=by, at=at)
    moved = moving.move_all(kept=one.person.pk, other=other.person.pk)
    number_changed(person_id=one.person.pk, has_number=_has_number(one.person), by=by, at=at)
    made = Merge.objects.create(
        zone_id=one.person.zone_id, kept=one.person, other=other.person, merged_at=at, merged_by_id=by.worker_id,
        moved=moved, told=json.dumps(told | {"joins": joins}, ensure_ascii=False),
    )  # fmt: skip
    trail.write("doubles.merged", by=by, at=at, about=one.person, other=other.person.pk)
    trail.write("doubles.was_merged", by=by, at=at, about=other.person, other=one.person.pk)
    return made


@transaction.atomic
def split(
    *, merge_id: int, placed: Mapping[str, Side], corrected: Side, said: Side, by: Actor, at: datetime
) -> Merge:  # fmt: skip
    """The two stand as they did before they were merged. What has come since is the one's with whom it was `placed`.

    Refused where someone works with her at this moment, where a later merge rests on this one, and where something that
    has come since is not placed.
    """
    row = queries.merge(by, merge_id)
    threads = _alone_with(by, (row.kept_id, row.other_id), merged=True)
    row = queries.merge(by, merge_id)
    if row.split_at is not None:
        raise Refused("split_already")
    if queries.later_than(row) is not None:
        raise Refused("split_later_first")
    kept, other = row.kept, row.other
    _nobody_works_with(threads, (kept.pk, other.pk), at)
    told = queries.told(row)
    placing.put(row, placed)
    merging.release(kept=kept, other=other, told=told, corrected=corrected, said=said, by=by, at=at)
    for joined in told["joins"]:
        joining.part_cases(told=joined, by=by, at=at)
    for person in (kept, other):
        number_changed(person_id=person.pk, has_number=_has_number(person), by=by, at=at)
    row.split_at, row.split_by_id, row.told, row.moved = at, by.worker_id, "", {}
    row.save()
    trail.write("doubles.split", by=by, at=at, about=kept, other=other.pk)
    trail.write("doubles.was_split", by=by, at=at, about=other, other=kept.pk)
    return row


def _alone_with(by: Actor, person_ids: tuple[int, int], *, merged: bool = False) -> list[Case]:
    """Both persons and their open cases are locked, and nobody is read in meanwhile; returns the cases.

    It never waits: whoever saves something about them at this moment goes first. NotFound where they are not the
    actor's; refused where they are not (or, `merged`, still) two rows in one zone.
    """
    try:
        with transaction.atomic():
            threads = joining.open_of(list(person_ids), wait=False)
            rows = Person.objects.select_for_update(nowait=True).filter(pk__in=person_ids).order_by("pk")
            found = [one for one in rows if may(by, Act.MERGE_PEOPLE, one)]
    except OperationalError:
        raise Refused("someone_saves_now") from None
    if len(found) != 2 or found[0].zone_id != found[1].zone_id:
        raise NotFound("not_found")
    if not merged and any(one.merged_into_id for one in found):
        raise Refused("merged_already")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [COMING_IN, found[0].zone_id])
        if not cursor.fetchone()[0]:
            raise Refused("people_come_in_now")
    return threads


def _nobody_works_with(threads: list[Case], person_ids: tuple[int, int], at: datetime) -> None:
    if any(case.held_by_id for case in threads):
        raise Refused("case_is_held")
    if outreach.may_still_be_undone(person_ids, at):
        raise Refused("call_just_saved")
    helped = Counselling.objects.filter(person__in=person_ids, state__in=HELP_UNDER_WAY)
    if helped.values("person").distinct().count() > 1:
        raise Refused("both_are_helped")


def _chosen(twice: list[tuple[Case, Case]], goes_on: Collection[int]) -> list[tuple[Case, Case]]:
    """Of each two open cases the one that goes on, and the one that ends in it."""
    chosen = []
    for first, second in twice:
        if (first.pk in goes_on) == (second.pk in goes_on):
            raise Refused("choose_case")
        chosen.append((first, second) if first.pk in goes_on else (second, first))
    return chosen


def _has_number(person: Person) -> bool:
    numbers: Any = person.numbers
    return bool(numbers.filter(stopped_at__isnull=True).exists())
