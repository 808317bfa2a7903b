"""The writing door: a form is filled in, the network drawn, contact details given, a follow-up noted."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.courses import queries as courses
from brobygger.packs import queries as packs
from brobygger.packs import rules as pack_rules
from brobygger.packs.codes import Kind
from brobygger.packs.models import Pack
from brobygger.packs.questions import Answers
from brobygger.participants import queries, rules
from brobygger.participants.codes import Circle, Goes, When
from brobygger.participants.models import FollowUp, FollowUpCount, Measure, MeasureCount, NetworkMap, Sharing
from brobygger.participants.states import FOLLOW_UP, FollowUpState
from brobygger.risk import case_actions as risk_actions
from brobygger.trail import actions as trail

COUNTED = (Kind.CHOICE, Kind.BOOLEAN, Kind.INTEGER, Kind.QUANTITY)


@transaction.atomic
def keep_measure(
    *, place_id: int, when: str, pack_id: int, answers: Answers, seen: int, early: bool = False, by: Actor, at: datetime
) -> Measure:  # fmt: skip
    """The form is kept as it was filled in, and counted in codes without her. Refused outside its time (the one at the
    end before the last session too, unless it is said: `early`), without its licence, and where another window has
    written since `seen`; what is kept already may be corrected."""
    place = courses.place(by, place_id, for_update=True)
    row = queries.measure(place, When(when), pack_id)
    pack = row.pack if row else packs.pack(by, pack_id)
    if row is None:
        queries.may_measure(place, when, today=day_of(at), early=early).require()
        pack_rules.may_begin(packs.to_begin(pack, zone_id=place.zone_id, is_trained=True)).require()
        row = Measure(zone_id=place.zone_id, place=place, moment=When(when), pack=pack)
    _not_written_since(row.edition, seen)
    row.answers, row.kept_at, row.kept_by_id = json.dumps(answers, default=str), at, by.worker_id
    row.edition += 1
    row.save()
    MeasureCount.objects.update_or_create(
        of_id=place.count_id, moment=row.moment, pack=pack,
        defaults={"zone_id": place.zone_id, "answered_on": day_of(at), "chosen": _chosen(pack, answers)},
    )  # fmt: skip
    trail.write("participants.measured", by=by, at=at, about=row, kind=row.moment)
    return row


def _chosen(pack: Pack, answers: Answers) -> dict[str, Any]:
    asked = pack.questions.asked(answers)
    counted = {one.link_id for top in pack.questions.top for one in top.walk() if one.kind in COUNTED}
    chosen: dict[str, Any] = json.loads(json.dumps({key: asked[key] for key in counted & set(asked)}, default=str))
    return chosen


@dataclass(frozen=True, slots=True)
class Line:
    """Someone in the map of the network."""

    who: str
    circle: str
    what: str


@transaction.atomic
def draw_network(*, place_id: int, lines: Iterable[Line], seen: int, by: Actor, at: datetime) -> NetworkMap:
    """The map is as drawn. Refused where another window has written since `seen`."""
    place = courses.place(by, place_id, for_update=True)
    row = queries.network_of(place) or NetworkMap(zone_id=place.zone_id, place=place)
    _not_written_since(row.edition, seen)
    told = [
        {"who": one.who.strip(), "circle": Circle(one.circle), "what": one.what.strip()}
        for one in lines
        if one.who.strip()
    ]
    row.lines, row.kept_at, row.kept_by_id = json.dumps(told), at, by.worker_id
    row.edition += 1
    row.save()
    trail.write("participants.network_drawn", by=by, at=at, about=row)
    return row


@transaction.atomic
def share(*, place_id: int, words: str, gives_to: Collection[int], by: Actor, at: datetime) -> Sharing:
    """She gives this to these of the course, and each of them gets it who gives her something too. Said anew, it is as
    said now; with nobody named it is taken back."""
    place = courses.place(by, place_id, for_update=True)
    if not set(gives_to) <= {one.pk for one in queries.others(place)}:
        raise Refused("others_of_the_course")
    if gives_to and not words.strip():
        raise Refused("nothing_to_give")
    row, _new = Sharing.objects.update_or_create(
        place=place,
        defaults={
            "zone_id": place.zone_id, "words": words.strip(), "gives_to": sorted(set(gives_to)), "asked_at": at,
            "asked_by_id": by.worker_id,
        },
    )  # fmt: skip
    trail.write("participants.shares", by=by, at=at, about=row)
    return row


@transaction.atomic
def note_follow_up(*, place_id: int, told: Mapping[str, Any], by: Actor, at: datetime) -> FollowUp:
    """What came of following up: held, not wished, or no answer yet. Refused before it is time. Something that worries
    makes a new look at her safety due at once."""
    place = courses.place(by, place_id, for_update=True)
    state = FollowUpState(told["state"])
    row = FollowUp.objects.select_for_update().filter(place=place).first()
    if row is None:
        rules.may_follow_up(place=place.state, ended_on=day_of(place.state_at), today=day_of(at)).require()
        row = FollowUp(zone_id=place.zone_id, place=place)
    else:
        FOLLOW_UP.may_move(row.state, state).require()
    is_held = state == FollowUpState.HELD
    worried, row.worries = row.worries, told["worries"] if is_held else None
    row.goes, row.offers = Goes(told["goes"]) if is_held and told["goes"] else "", list(told["offers"])
    row.state, row.state_at, row.noted_by_id, row.words = state, at, by.worker_id, told["words"].strip()
    row.tries += state == FollowUpState.TRIED
    row.save()
    FollowUpCount.objects.update_or_create(
        of_id=place.count_id,
        defaults={"zone_id": place.zone_id, "state": state, "state_on": day_of(at), "goes": row.goes},
    )
    trail.write("participants.followed_up", by=by, at=at, about=row, to=state)
    if row.worries and not worried:
        risk_actions.answer_worries(screening_id=place.screening_id, by=by, at=at)
    return row


def _not_written_since(edition: int, seen: int) -> None:
    if edition != seen:
        raise Refused("written_in_another_window")
