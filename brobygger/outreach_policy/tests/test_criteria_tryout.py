"""The try-out says what the rule itself would say of each row, both ways, and nothing about anyone else's rows."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from brobygger.access.policy import Act
from brobygger.base.codes import IncidentType, PersonRole
from brobygger.base.decision import NotFound
from brobygger.cases.models import Registration
from brobygger.intake.queries import waiting_codes
from brobygger.outreach_policy.criteria_tryout import months_before, try_out
from brobygger.programmes import actions, queries
from brobygger.programmes.rules import IncidentFacts, RoleRule, in_target_group

TODAY = date(2026, 11, 18)
CODES = ["77111", "76111", "81111", "82111", "99111", "88888", ""]


def register(zone, programme, rows):
    Registration.objects.bulk_create(
        Registration(zone=zone, programme=programme, source_ref=str(number), **row) for number, row in enumerate(rows)
    )


def some_rows(count, seed=7):
    rng = random.Random(seed)
    for _ in range(count):
        code = rng.choice(CODES)
        yield {
            "source": "incidents" if code else "registrations",
            "identified_on": TODAY - timedelta(days=rng.randrange(200)),
            "offence_code": code,
            "incident_type": "" if code else rng.choice(IncidentType.values),
            "role": rng.choice(PersonRole.values),
            "age": rng.choice([None, *range(100)]),
            "attempts": rng.choice([None, 1, 2, 5]),
            "state": "awaiting_type" if code == "88888" else "not_in_target_group",
        }


@pytest.fixture
def draft(cast, now):
    leader = cast.actor("leader")
    made = actions.draft_criteria(programme_id=cast.programme.pk, by=leader, at=now)
    for kind, roles in {
        "burglary_and_theft": {"victim": RoleRule(True, 60), "witness": RoleRule(True, 18, 29)},
        "violence": {"victim": RoleRule(True, None, 64), "guardian": RoleRule(False)},
    }.items():
        seen = queries.stamp_of_type(made, kind)
        actions.change_rules(
            criteria_id=made.pk, incident_type=kind, rules_of_roles=roles, seen=seen, by=leader, at=now
        )
    actions.unmap_offence_code(criteria_id=made.pk, code="99111", by=leader, at=now)
    actions.map_offence_codes(
        criteria_id=made.pk, codes=["82111"], incident_type="threats", move=True, by=leader, at=now
    )
    return made


def test_the_try_out_is_the_rule_asked_of_each_row(cast, draft):
    register(cast.zone, cast.programme, some_rows(3000))
    tried = try_out(cast.actor("leader"), draft, zone_id=cast.zone.pk, today=TODAY, months=3)
    before, after = queries.facts_of(queries.version_before(draft)), queries.facts_of(draft)
    told, came_in, fell_out = Counter(), Counter(), Counter()
    for row in Registration.objects.filter(identified_on__gt=date(2026, 8, 18)):
        facts = IncidentFacts(row.offence_code, row.role, row.age, row.incident_type)
        old, new = in_target_group(facts, before), in_target_group(facts, after)
        told.update(rows=1, before=bool(old), after=bool(new), without_age=row.age is None)
        if new and not old:
            came_in[after.types.get(row.offence_code, row.incident_type), row.role] += 1
        if old and not new:
            fell_out[before.types.get(row.offence_code, row.incident_type), row.role] += 1
    assert came_in
    assert fell_out
    assert (tried.rows, tried.in_before, tried.in_after) == (told["rows"], told["before"], told["after"])
    assert (tried.came_in, tried.fell_out, tried.without_age) == (
        came_in.total(),
        fell_out.total(),
        told["without_age"],
    )
    assert {(m.incident_type, m.role): m.came_in for m in tried.moved if m.came_in} == came_in
    assert {(m.incident_type, m.role): m.fell_out for m in tried.moved if m.fell_out} == fell_out
    assert tried.in_after - tried.in_before == tried.came_in - tried.fell_out


def test_what_nobody_has_decided_is_neither_in_nor_out(cast, draft):
    day = {"identified_on": TODAY, "role": "victim", "age": 30, "source": "incidents", "state": "awaiting_type"}
    register(cast.zone, cast.programme, [{**day, "offence_code": code} for code in ("88888", "88888", "99111")])
    tried = try_out(cast.actor("leader"), draft, zone_id=cast.zone.pk, today=TODAY, months=1)
    assert (tried.waiting_before, tried.waiting_after, tried.in_before, tried.fell_out) == (2, 3, 1, 1)


def test_the_change_is_told_a_week_in_people_and_in_calls(cast, draft):
    common = {"identified_on": TODAY, "offence_code": "81111", "role": "victim", "source": "incidents"}
    rows = [{**common, "age": 70, "attempts": n, "state": "not_in_target_group"} for n in (1, 3)]
    register(cast.zone, cast.programme, rows)
    tried = try_out(cast.actor("leader"), draft, zone_id=cast.zone.pk, today=TODAY, months=1)
    assert tried.weeks == pytest.approx(31 / 7)
    assert tried.weekly_change == pytest.approx(2 / (31 / 7))
    assert tried.weekly_call_change == pytest.approx(2 * tried.weekly_change)


def test_without_rows_it_says_so(cast, draft):
    tried = try_out(cast.actor("leader"), draft, zone_id=cast.zone.pk, today=TODAY, months=3)
    assert (tried.rows, tried.moved, tried.weekly_call_change) == (0, (), None)


def test_another_zones_rows_are_not_counted(cast, draft):
    cast.actor("strange_leader")
    register(cast.other_zone, cast.programme, some_rows(50))
    leader = cast.actor("leader")
    assert try_out(leader, draft, zone_id=cast.other_zone.pk, today=TODAY, months=12).rows == 0
    assert waiting_codes(leader, cast.programme.pk, zone_id=cast.other_zone.pk) == []
    with pytest.raises(NotFound):
        queries.zone_running(cast.actor("administrator"), Act.SEE_CRITERIA, cast.programme.pk)


def test_the_codes_that_most_people_wait_for_come_first(cast):
    leader = cast.actor("leader")
    row = {"identified_on": TODAY, "role": "victim", "source": "incidents", "state": "awaiting_type"}
    register(cast.zone, cast.programme, [{**row, "offence_code": code} for code in ("111", "0222", "0222")])
    assert waiting_codes(leader, cast.programme.pk, zone_id=cast.zone.pk) == [("0222", 2), ("111", 1)]


@pytest.mark.parametrize(
    ("day", "months", "since"),
    [
        (date(2026, 11, 18), 3, date(2026, 8, 19)),
        (date(2026, 3, 31), 1, date(2026, 3, 1)),
        (date(2026, 1, 15), 1, date(2025, 12, 16)),
        (date(2026, 12, 31), 12, date(2026, 1, 1)),
        (date(2028, 2, 29), 12, date(2027, 3, 1)),
    ],
)
def test_the_last_months_are_whole_months(day, months, since):
    assert months_before(day, months) == since
