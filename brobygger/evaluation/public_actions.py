"""Giving figures out: what may be told is decided by all that was ever given out, and then remembered for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.codes import IncidentType
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.disclosure import actions as disclosure
from brobygger.disclosure import queries as remembered
from brobygger.disclosure.turns import one_at_a_time
from brobygger.evaluation import public_counts, public_making, public_rules
from brobygger.evaluation.figures import Question
from brobygger.evaluation.public_making import Prepared
from brobygger.trail import actions as trail


@transaction.atomic
def look_ahead(question: Question, *, base: int = 0, by: Actor, at: datetime) -> Prepared:
    """What would be given out, and how much of it hidden; nothing is given out yet. Refused where nothing can be."""
    told = _prepared(question, base, by, at)
    _told_trail("evaluation.release_considered", told, by, at)
    return told


@transaction.atomic
def release(question: Question, *, base: int = 0, seen: str = "", by: Actor, at: datetime) -> Prepared:
    """The figures of the question, given out once and for ever; asked again, they are the same.

    NotFound where they are not hers to give out. Refused where the period is not of whole months that are over, where
    what was given out before leaves nothing, and where they are not those that were `seen`.
    """
    one_at_a_time(question.zone_id)
    told = _prepared(question, base, by, at)
    if told.made is not None:
        _told_trail("evaluation.release_read", told, by, at)
        return told
    if seen and seen != told.mark:
        raise Refused("release_has_changed")
    return replace(told, made=disclosure.remember(told.given, by=by, at=at))


@transaction.atomic
def read_release(release_id: int, *, by: Actor, at: datetime) -> Prepared:
    """A release as it was given out. NotFound where the figures are not hers to see."""
    told = public_making.as_made(by, remembered.release(by, release_id))
    _told_trail("evaluation.release_read", told, by, at)
    return told


def _prepared(question: Question, base: int, by: Actor, at: datetime) -> Prepared:
    if question.zone_id not in zones_for(by, Act.RELEASE_FIGURES):
        raise NotFound("not_found")
    if not set(question.without_types) <= set(IncidentType.values):
        raise Refused("incident_type_unknown")
    asked = _asked(question, base, at)
    before = list(remembered.releases(by, zone_id=asked.zone_id, programme_id=asked.programme_id))
    for made in before:
        if (made.first_month, made.last_month, tuple(made.without), made.crossed) == (
            asked.first_month, asked.last_month, asked.without, asked.crossed,
        ):  # fmt: skip
            if made.base != base:
                raise Refused("released_otherwise")
            return public_making.as_made(by, made)
    return public_making.new(by, asked, before)


def _asked(question: Question, base: int, at: datetime) -> disclosure.Given:
    """The months that are asked for. An open end is as far as there is anything to tell. Refused where one is cut."""
    over = day_of(at).replace(day=1) - public_rules.DAY
    first = question.period.first or public_counts.first_month(question.zone_id, question.programme_id)
    last = question.period.last or over
    if first is None or first > last:
        raise Refused("nothing_to_release")
    if not public_rules.is_whole(question.period):
        raise Refused("whole_months_only", nearest=public_rules.nearest(first, last))
    if last > over:
        raise Refused("month_is_not_over", last=public_rules.Last(over))
    without = tuple(sorted(set(question.without_types)))
    return disclosure.Given(
        question.zone_id, question.programme_id, first, last.replace(day=1), without, {}, (), base,
        crossed=question.crossed,
    )  # fmt: skip


def _told_trail(what: str, told: Prepared, by: Actor, at: datetime) -> None:
    given = told.given
    trail.write(
        what,
        by=by,
        at=at,
        zone_id=given.zone_id,
        programme=given.programme_id,
        left_out=len(given.without),
        crossed=given.crossed,
        hidden=told.hidden,
        **{"from": given.first_month.isoformat(), "to": given.last_month.isoformat()},
    )
