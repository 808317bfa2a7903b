"""Deciding how people are rung and what is said to them: attempts, the script, and the exact words of the consent."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, no
from brobygger.programmes import queries, rules, telling
from brobygger.programmes.models import AttemptPolicy, ConsentWording, Programme, Script
from brobygger.programmes.policy import Attempts, Step
from brobygger.programmes.states import WORDING, WordingState
from brobygger.staff.queries import second_of_two
from brobygger.trail import actions as trail


@transaction.atomic
def decide_attempts(*, programme_id: int, told: Attempts, valid_from: date, by: Actor, at: datetime) -> AttemptPolicy:
    """From the day on people are rung this often and at these hours.

    Refused where it cannot be, or for a day that has passed: what was done is judged by what held then.
    """
    zone_id = queries.zone_running(by, Act.CHANGE_CRITERIA, programme_id)
    rules.attempts_hold(told).require()
    rules.may_take_effect(valid_from, today=timezone.localdate(at), first=False).require()
    fields = {**told.fields(), "weekdays": sorted(told.weekdays), "hour_bands": [list(band) for band in told.bands]}
    decided, _ = AttemptPolicy.objects.update_or_create(
        programme_id=programme_id, valid_from=valid_from, defaults=fields
    )
    trail.write(
        "programmes.attempts_decided", by=by, at=at, about=decided, zone_id=zone_id,
        valid_from=valid_from.isoformat(), most_attempts=told.most_attempts,
    )  # fmt: skip
    return decided


@transaction.atomic
def write_script(
    *,
    programme_id: int,
    language: str,
    steps: Sequence[Step],
    valid_from: date,
    for_guardian: bool = False,
    by: Actor,
    at: datetime,
) -> Script:
    """From the day on this is what is said in the language; the earlier versions stay as they were read.

    A script for guardians is said to those who are rung about a minor.
    """
    zone_id = queries.zone_running(by, Act.CHANGE_CRITERIA, programme_id)
    rules.script_holds(steps).require()
    rules.may_take_effect(valid_from, today=timezone.localdate(at), first=False).require()
    Programme.objects.select_for_update().get(pk=programme_id)
    versions = Script.objects.filter(programme_id=programme_id, language=language, for_guardian=for_guardian)
    earlier = versions.order_by("version").last()
    written = Script.objects.create(
        programme_id=programme_id,
        language=language,
        for_guardian=for_guardian,
        version=earlier.version + 1 if earlier else 1,
        valid_from=valid_from,
        steps=[{"heading": step.heading, "say": step.say} for step in steps],
    )
    trail.write(
        "programmes.script_written", by=by, at=at, about=written, zone_id=zone_id, language=language,
        version=written.version, valid_from=valid_from.isoformat(),
    )  # fmt: skip
    return written


@transaction.atomic
def propose_wording(
    *,
    programme_id: int,
    language: str,
    text: str,
    valid_from: date,
    for_guardian: bool = False,
    by: Actor,
    at: datetime,
) -> ConsentWording:
    """The words wait for a second leader, and are read to nobody yet.

    Refused where such words in the language wait already, or the day has passed.
    """
    zone_id = queries.zone_running(by, Act.CHANGE_CRITERIA, programme_id)
    if not text.strip():
        no("a_consent_says_something").require()
    rules.may_take_effect(valid_from, today=timezone.localdate(at), first=False).require()
    Programme.objects.select_for_update().get(pk=programme_id)
    versions = ConsentWording.objects.filter(programme_id=programme_id, language=language, for_guardian=for_guardian)
    if versions.filter(state=WordingState.PROPOSED).exists():
        no("a_wording_waits_already").require()
    newest = versions.order_by("version").last()
    proposed = ConsentWording.objects.create(
        programme_id=programme_id, language=language, for_guardian=for_guardian,
        version=newest.version + 1 if newest else 1, valid_from=valid_from, text=text.strip(),
        state=WordingState.PROPOSED, drafted_by_id=by.worker_id, drafted_at=at,
    )  # fmt: skip
    _told("programmes.wording_proposed", proposed, zone_id, by, at)
    return proposed


@transaction.atomic
def approve_wording(*, wording_id: int, by: Actor, at: datetime) -> ConsentWording:
    """The words are read to people from their day. Refused to whoever wrote them, or where the day has passed."""
    held, zone_id = _held(wording_id, by, Act.APPROVE_CRITERIA)
    WORDING.may_move(held.state, WordingState.APPROVED).require()
    second_of_two(by, held.drafted_by_id, proposed_at=held.drafted_at).require()
    rules.may_take_effect(held.valid_from, today=timezone.localdate(at), first=False).require()
    held.state, held.approved_by_id, held.approved_at = WordingState.APPROVED, by.user_id, at
    held.save(update_fields=["state", "approved_by", "approved_at"])
    _told("programmes.wording_approved", held, zone_id, by, at)
    return held


@transaction.atomic
def withdraw_wording(*, wording_id: int, by: Actor, at: datetime) -> ConsentWording:
    """The proposal is given up; it can still be read."""
    held, zone_id = _held(wording_id, by, Act.CHANGE_CRITERIA)
    WORDING.may_move(held.state, WordingState.WITHDRAWN).require()
    held.state = WordingState.WITHDRAWN
    held.save(update_fields=["state"])
    _told("programmes.wording_withdrawn", held, zone_id, by, at)
    return held


def _held(wording_id: int, by: Actor, act: Act) -> tuple[ConsentWording, int]:
    held = ConsentWording.objects.select_for_update().filter(pk=wording_id).first()
    if held is None:
        raise NotFound("not_found")
    return held, queries.zone_running(by, act, held.programme_id)


def _told(what: str, held: ConsentWording, zone_id: int, by: Actor, at: datetime) -> None:
    facts = {"language": held.language, "version": held.version}
    telling.tell_each_zone(what, held, held.programme_id, by=by, at=at, zone_id=zone_id, **facts)
