"""Changing the target group: one leader drafts and proposes, another approves, and every step stands in the trail."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.codes import IncidentType, PersonRole
from brobygger.base.decision import NotFound, no
from brobygger.programmes import queries, rules, telling
from brobygger.programmes.models import Criteria, OffenceCode, Programme, TargetRule
from brobygger.programmes.rules import CriteriaFacts, RoleRule
from brobygger.programmes.states import CRITERIA, CriteriaState
from brobygger.staff.queries import second_of_two
from brobygger.trail import actions as trail

DAYS_TO_DECIDE = 7  # a new draft begins to hold in a week, so that a second leader has time to read it


@transaction.atomic
def draft_criteria(*, programme_id: int, by: Actor, at: datetime) -> Criteria:
    """A draft is there, a copy of the newest approved version. Refused where a draft is open already."""
    zone_id = queries.zone_running(by, Act.CHANGE_CRITERIA, programme_id)
    Programme.objects.select_for_update().get(pk=programme_id)
    if queries.open_draft(programme_id):
        no("a_draft_is_open").require()
    newest = queries.approved_versions(programme_id).last()
    last = Criteria.objects.filter(programme_id=programme_id).order_by("number").last()
    draft = Criteria(
        programme_id=programme_id,
        number=last.number + 1 if last else 1,
        valid_from=timezone.localdate(at) + timedelta(days=DAYS_TO_DECIDE),
        drafted_by_id=by.user_id,
        drafted_at=at,
    )
    if newest:
        draft.wait_days, draft.window_days = newest.wait_days, newest.window_days
        draft.is_example = newest.is_example
    draft.save()
    _fill(draft, queries.facts_of(newest) if newest else CriteriaFacts())
    trail.write("programmes.criteria_drafted", by=by, at=at, about=draft, zone_id=zone_id, number=draft.number)
    return draft


def _fill(draft: Criteria, facts: CriteriaFacts) -> None:
    every = ((kind, role) for kind in IncidentType.values for role in PersonRole.values)
    TargetRule.objects.bulk_create(
        TargetRule(
            criteria=draft,
            incident_type=kind,
            role=role,
            included=rule.included,
            min_age=rule.min_age,
            max_age=rule.max_age,
        )
        for kind, role, rule in ((kind, role, facts.rules.get((kind, role), RoleRule(False))) for kind, role in every)
    )
    OffenceCode.objects.bulk_create(
        OffenceCode(criteria=draft, code=code, incident_type=kind) for code, kind in facts.types.items()
    )


def _draft(criteria_id: int, by: Actor) -> tuple[Criteria, int]:
    """The draft, held until the transaction ends, and the actor's zone. Refused where it is no longer a draft."""
    draft, zone_id = _held(criteria_id, by, Act.CHANGE_CRITERIA)
    if draft.state != CriteriaState.DRAFT:
        no("criteria_are_not_a_draft").require()
    return draft, zone_id


def _held(criteria_id: int, by: Actor, act: Act) -> tuple[Criteria, int]:
    version = Criteria.objects.select_for_update().filter(pk=criteria_id).first()
    if version is None:
        raise NotFound("not_found")
    return version, queries.zone_running(by, act, version.programme_id)


def _unchanged(seen: str, stands: str) -> None:
    if seen != stands:
        no("changed_by_another").require()


def _changed(version: Criteria, by: Actor, at: datetime, *fields: str) -> None:
    version.changed_by_id, version.changed_at = by.user_id, at
    version.save(update_fields=["changed_by", "changed_at", *fields])


@transaction.atomic
def change_rules(
    *, criteria_id: int, incident_type: str, rules_of_roles: Mapping[str, RoleRule], seen: str, by: Actor, at: datetime
) -> None:
    """The named roles of an incident type are in or out as told.

    Refused where the ages cannot be, or where another has changed the type since `seen` was read.
    """
    draft, zone_id = _draft(criteria_id, by)
    _unchanged(seen, queries.stamp_of_type(draft, incident_type))
    before = queries.facts_of(draft).rules
    for role, rule in rules_of_roles.items():
        rules.rule_holds(rule).require()
        old = before[incident_type, role]
        if rule == old:
            continue
        TargetRule.objects.update_or_create(
            criteria=draft,
            incident_type=incident_type,
            role=role,
            defaults={"included": rule.included, "min_age": rule.min_age, "max_age": rule.max_age},
        )
        trail.write(
            "programmes.rule_changed",
            by=by,
            at=at,
            about=draft,
            zone_id=zone_id,
            incident_type=incident_type,
            role=role,
            included=rule.included,
            min_age=rule.min_age,
            max_age=rule.max_age,
            was_included=old.included,
            was_min_age=old.min_age,
            was_max_age=old.max_age,
        )
    _changed(draft, by, at)


@transaction.atomic
def map_offence_codes(
    *, criteria_id: int, codes: Iterable[str], incident_type: str, move: bool = False, by: Actor, at: datetime
) -> int:
    """The codes count as the incident type; returns how many are new to it.

    Refused where one is no offence code, or counts as another type already and is not to be moved.
    """
    draft, zone_id = _draft(criteria_id, by)
    before, mapped = queries.facts_of(draft).types, 0
    for code in dict.fromkeys(codes):
        rules.code_holds(code).require()
        old = before.get(code, "")
        if old == incident_type:
            continue
        if old and not move:
            no("code_counts_as_another_type").require()
        OffenceCode.objects.update_or_create(
            criteria=draft, code=code, defaults={"incident_type": IncidentType(incident_type)}
        )
        facts = {"code": code, "incident_type": incident_type, "was": old}
        trail.write("programmes.offence_code_mapped", by=by, at=at, about=draft, zone_id=zone_id, **facts)
        mapped += 1
    _changed(draft, by, at)
    return mapped


@transaction.atomic
def unmap_offence_code(*, criteria_id: int, code: str, by: Actor, at: datetime) -> None:
    """The code counts as no type; rows with it will wait until someone decides. Nothing happens where it did not."""
    draft, zone_id = _draft(criteria_id, by)
    row = OffenceCode.objects.filter(criteria=draft, code=code).first()
    if row is None:
        return
    row.delete()
    trail.write(
        "programmes.offence_code_unmapped", by=by, at=at, about=draft, zone_id=zone_id, code=code, was=row.incident_type
    )
    _changed(draft, by, at)


@transaction.atomic
def change_window(
    *,
    criteria_id: int,
    valid_from: date,
    wait_days: int,
    window_days: int,
    note: str,
    seen: str,
    by: Actor,
    at: datetime,
) -> None:
    """The draft holds from the day, with this wait and window and this reason."""
    draft, zone_id = _draft(criteria_id, by)
    _unchanged(seen, queries.stamp_of_days(draft))
    rules.days_hold(wait_days, window_days).require()
    _in_time(draft, valid_from, at)
    draft.valid_from, draft.wait_days, draft.window_days, draft.note = valid_from, wait_days, window_days, note
    _changed(draft, by, at, "valid_from", "wait_days", "window_days", "note")
    facts = {"valid_from": valid_from.isoformat(), "wait_days": wait_days, "window_days": window_days}
    trail.write("programmes.window_changed", by=by, at=at, about=draft, zone_id=zone_id, **facts)


def _in_time(version: Criteria, valid_from: date, at: datetime) -> None:
    first = not queries.approved_versions(version.programme_id).exists()
    rules.may_take_effect(valid_from, today=timezone.localdate(at), first=first).require()


@transaction.atomic
def propose_criteria(*, criteria_id: int, codes_checked: bool = False, seen: str, by: Actor, at: datetime) -> None:
    """The draft waits for a second leader. `codes_checked`: the codes are the district's own and no longer an example.

    Refused where it would change nothing, where its day has passed, or where another has changed it meanwhile.
    """
    draft, zone_id = _held(criteria_id, by, Act.CHANGE_CRITERIA)
    CRITERIA.may_move(draft.state, CriteriaState.PROPOSED).require()
    _unchanged(seen, queries.stamp_of_all(draft))
    _in_time(draft, draft.valid_from, at)
    draft.is_example = draft.is_example and not codes_checked
    before = queries.version_before(draft)
    if before and before.is_example == draft.is_example and not queries.changes_of(draft):
        no("nothing_is_changed").require()
    draft.state, draft.proposed_by_id, draft.proposed_at = CriteriaState.PROPOSED, by.user_id, at
    draft.save(update_fields=["is_example", "state", "proposed_by", "proposed_at"])
    facts = {"number": draft.number, "codes_checked": codes_checked}
    telling.tell_each_zone(
        "programmes.criteria_proposed", draft, draft.programme_id, by=by, at=at, zone_id=zone_id, **facts
    )


@transaction.atomic
def approve_criteria(*, criteria_id: int, seen: str, by: Actor, at: datetime) -> Criteria:
    """The version holds from its day; what was decided before stays as it is.

    Refused to whoever drafted, changed or proposed it, where its day has passed, or where it is no longer what she
    has read.
    """
    version, zone_id = _held(criteria_id, by, Act.APPROVE_CRITERIA)
    CRITERIA.may_move(version.state, CriteriaState.APPROVED).require()
    firsts = (version.drafted_by_id, version.proposed_by_id)
    second_of_two(by, *firsts, changed=version, proposed_at=version.proposed_at).require()
    _unchanged(seen, queries.stamp_of_all(version))
    _in_time(version, version.valid_from, at)
    version.state, version.approved_by_id, version.approved_at = CriteriaState.APPROVED, by.user_id, at
    version.save(update_fields=["state", "approved_by", "approved_at"])
    facts = {"number": version.number}
    telling.tell_each_zone(
        "programmes.criteria_approved", version, version.programme_id, by=by, at=at, zone_id=zone_id, **facts
    )
    return version


@transaction.atomic
def return_to_draft(*, criteria_id: int, by: Actor, at: datetime) -> None:
    """The proposal is a draft again and can be changed."""
    version, zone_id = _held(criteria_id, by, Act.CHANGE_CRITERIA)
    if version.state != CriteriaState.PROPOSED:
        no("criteria_cannot_move").require()
    CRITERIA.may_move(version.state, CriteriaState.DRAFT).require()
    version.state, version.proposed_by_id, version.proposed_at = CriteriaState.DRAFT, None, None
    _changed(version, by, at, "state", "proposed_by", "proposed_at")
    trail.write("programmes.criteria_returned", by=by, at=at, about=version, zone_id=zone_id, number=version.number)


@transaction.atomic
def withdraw_criteria(*, criteria_id: int, by: Actor, at: datetime) -> None:
    """The draft or proposal is given up; it can still be read."""
    version, zone_id = _held(criteria_id, by, Act.CHANGE_CRITERIA)
    CRITERIA.may_move(version.state, CriteriaState.WITHDRAWN).require()
    version.state = CriteriaState.WITHDRAWN
    _changed(version, by, at, "state")
    trail.write("programmes.criteria_withdrawn", by=by, at=at, about=version, zone_id=zone_id, number=version.number)
