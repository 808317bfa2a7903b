"""A target group is changed by two leaders, forwards in time, and every step is told in the trail."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.programmes import actions, queries
from brobygger.programmes.models import Criteria, OffenceCode, Programme, TargetRule
from brobygger.programmes.rules import CodeChange, CriteriaFacts, DaysChange, RoleChange, RoleRule, changes_between
from brobygger.programmes.states import CriteriaState
from brobygger.trail.models import Entry
from conftest import runs


@pytest.fixture
def draft(cast, now):
    return actions.draft_criteria(programme_id=cast.programme.pk, by=cast.actor("leader"), at=now)


def change(draft, cast, now, who="leader", **roles):
    actions.change_rules(
        criteria_id=draft.pk,
        incident_type="burglary_and_theft",
        rules_of_roles=roles or {"victim": RoleRule(True, 60)},
        seen=queries.stamp_of_type(draft, "burglary_and_theft"),
        by=cast.actor(who),
        at=now,
    )


def propose(draft, cast, now, who="leader", **more):
    draft.refresh_from_db()
    seen = queries.stamp_of_all(draft)
    actions.propose_criteria(criteria_id=draft.pk, seen=seen, by=cast.actor(who), at=now, **more)


def approve(draft, cast, now, who="second_leader"):
    draft.refresh_from_db()
    seen = queries.stamp_of_all(draft)
    return actions.approve_criteria(criteria_id=draft.pk, seen=seen, by=cast.actor(who), at=now)


def why_not(deed, *told, **named):
    """The reason for which the deed is refused; "done" where it is not."""
    try:
        deed(*told, **named)
    except Refused as refused:
        return refused.reason
    return "done"


def test_burglary_and_theft_are_in_until_the_spring_of_2019_and_out_after(cast):
    key = ("burglary_and_theft", "victim")
    before, after = (queries.criteria_on(cast.programme.pk, date(2019, *day)) for day in ((4, 30), (5, 1)))
    assert queries.facts_of(before).rules[key].included
    assert not queries.facts_of(after).rules[key].included
    assert after.is_example


def test_a_day_before_every_version_has_the_earliest(cast):
    assert queries.criteria_on(cast.programme.pk, date(2001, 1, 1)).number == 1


def test_a_programme_without_criteria_has_none(cast):
    with pytest.raises(NotFound):
        queries.criteria_on(Programme.objects.get(key="ambulant-indsats").pk, date(2026, 1, 1))


def test_a_draft_is_a_copy_of_the_newest_version_and_holds_from_a_week_on(draft, cast, now):
    assert (draft.number, draft.state, draft.valid_from) == (3, "draft", date(2026, 11, 25))
    assert queries.facts_of(draft) == queries.facts_of(queries.criteria_on(cast.programme.pk, date(2026, 11, 18)))
    assert not queries.changes_of(draft)
    assert (draft.drafted_by, draft.drafted_at, draft.is_example) == (cast.leader, now, True)


def test_the_first_draft_of_a_programme_has_nobody_in_it(cast, now):
    programme = Programme.objects.get(key="ambulant-indsats")
    runs(cast.zone, cast.programme, programme)
    draft = actions.draft_criteria(programme_id=programme.pk, by=cast.actor("leader"), at=now)
    assert not any(rule.included for rule in queries.facts_of(draft).rules.values())
    day = date(2020, 1, 1)
    seen = queries.stamp_of_days(draft)
    actions.change_window(
        criteria_id=draft.pk,
        valid_from=day,
        wait_days=1,
        window_days=9,
        note="",
        seen=seen,
        by=cast.actor("leader"),
        at=now,
    )
    propose(draft, cast, now)
    assert approve(draft, cast, now).valid_from == day  # only the first may reach back


def test_only_one_draft_is_open_at_a_time(draft, cast, now):
    again = {"programme_id": cast.programme.pk, "by": cast.actor("second_leader"), "at": now}
    assert why_not(actions.draft_criteria, **again) == "a_draft_is_open"
    with pytest.raises(IntegrityError, match="one_open_draft"), transaction.atomic():
        Criteria.objects.create(programme=cast.programme, number=9, valid_from=day_of(now))


@pytest.mark.parametrize("who", ["owner", "officer", "administrator"])
def test_for_others_than_leaders_there_is_nothing_to_change(cast, now, who):
    with pytest.raises(NotFound):
        actions.draft_criteria(programme_id=cast.programme.pk, by=cast.actor(who), at=now)


def test_a_leader_of_a_zone_that_does_not_run_the_programme_sees_nothing(draft, cast, now):
    runs(cast.other_zone)
    for who in ("stranger", "strange_leader"):
        with pytest.raises(NotFound):
            queries.criteria_for(cast.actor(who), Act.SEE_CRITERIA, draft.pk)
    with pytest.raises(NotFound):
        change(draft, cast, now, who="strange_leader")


def test_the_whole_way_from_draft_to_holding(draft, cast, now):
    change(draft, cast, now)
    propose(draft, cast, now)
    approved = approve(draft, cast, now)
    assert (approved.proposed_by, approved.approved_by) == (cast.leader, cast.second_leader)
    assert queries.criteria_on(cast.programme.pk, date(2026, 11, 24)).number == 2
    assert queries.criteria_on(cast.programme.pk, date(2026, 11, 25)).number == 3
    told = Entry.objects.filter(about_kind="criteria").order_by("id").values_list("what", "by_id", "zone_id")
    zone = cast.zone.pk
    assert list(told) == [
        ("programmes.criteria_drafted", cast.leader.pk, zone),
        ("programmes.rule_changed", cast.leader.pk, zone),
        ("programmes.criteria_proposed", cast.leader.pk, zone),
        ("programmes.criteria_approved", cast.second_leader.pk, zone),
    ]
    assert Entry.objects.get(what="programmes.rule_changed").facts == {
        "incident_type": "burglary_and_theft",
        "role": "victim",
        "included": True,
        "min_age": 60,
        "max_age": None,
        "was_included": False,
        "was_min_age": None,
        "was_max_age": None,
    }


def test_nobody_approves_what_she_proposed_or_drafted(draft, cast, now):
    change(draft, cast, now)
    propose(draft, cast, now, who="second_leader")
    for who in ("leader", "second_leader"):
        assert why_not(approve, draft, cast, now, who=who) == "second_leader_needed"
    draft.refresh_from_db()
    assert draft.state == CriteriaState.PROPOSED


@pytest.mark.parametrize("field", ["proposed_by", "drafted_by"])
def test_the_database_refuses_self_approval(draft, cast, now, field):
    Criteria.objects.filter(pk=draft.pk).update(proposed_by=cast.leader, drafted_by=cast.leader, proposed_at=now)
    Criteria.objects.filter(pk=draft.pk).update(**{field: cast.second_leader})
    with pytest.raises(IntegrityError, match="a_second_leader_approves_criteria"), transaction.atomic():
        Criteria.objects.filter(pk=draft.pk).update(approved_by=cast.second_leader, approved_at=now)


def test_the_database_refuses_criteria_that_hold_without_two_leaders(draft):
    with pytest.raises(IntegrityError, match="two_leaders"), transaction.atomic():
        Criteria.objects.filter(pk=draft.pk).update(state=CriteriaState.APPROVED)


def test_the_database_refuses_ages_the_wrong_way_round(draft):
    with pytest.raises(IntegrityError, match="upper_age_limit"), transaction.atomic():
        TargetRule.objects.filter(criteria=draft).update(min_age=20, max_age=19)


def test_criteria_do_not_begin_to_hold_in_the_past(draft, cast, now):
    change(draft, cast, now)
    propose(draft, cast, now)
    late = now + timedelta(days=8)
    assert why_not(approve, draft, cast, late) == "valid_from_has_passed"
    actions.return_to_draft(criteria_id=draft.pk, by=cast.actor("leader"), at=now)
    assert why_not(propose, draft, cast, late) == "valid_from_has_passed"


def test_a_draft_that_changes_nothing_is_not_proposed_unless_the_codes_are_confirmed(draft, cast, now):
    assert why_not(propose, draft, cast, now) == "nothing_is_changed"
    propose(draft, cast, now, codes_checked=True)
    assert not approve(draft, cast, now).is_example


def test_nobody_approves_something_else_than_she_has_read(draft, cast, now):
    change(draft, cast, now)
    propose(draft, cast, now)
    draft.refresh_from_db()
    read = queries.stamp_of_all(draft)
    actions.return_to_draft(criteria_id=draft.pk, by=cast.actor("leader"), at=now)
    change(draft, cast, now, witness=RoleRule(True))
    propose(draft, cast, now)
    asked = {"criteria_id": draft.pk, "by": cast.actor("second_leader"), "at": now}
    assert why_not(actions.approve_criteria, **asked, seen=read) == "changed_by_another"
    draft.refresh_from_db()
    assert why_not(actions.approve_criteria, **asked, seen=queries.stamp_of_all(draft)) == "done"


def test_two_leaders_at_once_lose_nothing(draft, cast, now):
    seen = queries.stamp_of_type(draft, "threats")
    both = {"criteria_id": draft.pk, "seen": seen, "at": now, "incident_type": "threats"}
    first, second = {"witness": RoleRule(True, 18)}, {"witness": RoleRule(False)}
    actions.change_rules(**both, rules_of_roles=first, by=cast.actor("leader"))
    late = both | {"rules_of_roles": second, "by": cast.actor("second_leader")}
    assert why_not(actions.change_rules, **late) == "changed_by_another"
    assert queries.facts_of(draft).rules["threats", "witness"] == RoleRule(True, 18)
    change(draft, cast, now, who="second_leader")  # another type is another matter
    draft.refresh_from_db()
    assert (draft.changed_by, draft.changed_at) == (cast.second_leader, now)


def test_two_leaders_at_the_days(draft, cast, now):
    told = {
        "criteria_id": draft.pk,
        "valid_from": date(2026, 12, 1),
        "wait_days": 3,
        "window_days": 21,
        "note": "Kortere vindue.",
        "seen": queries.stamp_of_days(draft),
        "at": now,
    }
    actions.change_window(**told, by=cast.actor("leader"))
    assert why_not(actions.change_window, **told, by=cast.actor("second_leader")) == "changed_by_another"
    draft.refresh_from_db()
    assert [change.what for change in queries.changes_of(draft).days] == ["wait", "window"]
    assert "Kortere" not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_a_code_is_mapped_moved_and_unmapped(draft, cast, now):
    leader = cast.actor("leader")
    add = {"criteria_id": draft.pk, "incident_type": "threats", "by": leader, "at": now}
    assert actions.map_offence_codes(codes=["0123", "0123", "77111"], **add) == 1
    assert why_not(actions.map_offence_codes, codes=["76111"], **add) == "code_counts_as_another_type"
    assert actions.map_offence_codes(codes=["76111"], move=True, **add) == 1
    actions.unmap_offence_code(criteria_id=draft.pk, code="99111", by=leader, at=now)
    actions.unmap_offence_code(criteria_id=draft.pk, code="99111", by=leader, at=now)
    assert queries.changes_of(draft).codes == (
        CodeChange("0123", "", "threats"),
        CodeChange("76111", "violence", "threats"),
        CodeChange("99111", "mixed", ""),
    )
    assert Entry.objects.filter(what="programmes.offence_code_unmapped").count() == 1


@pytest.mark.parametrize("code", ["12", "1234567", "76x11", "", "٧٦١١١"])
def test_what_is_no_offence_code_is_refused(draft, cast, now, code):
    add = {"criteria_id": draft.pk, "incident_type": "threats", "by": cast.actor("leader"), "at": now}
    assert why_not(actions.map_offence_codes, codes=[code], **add) == "an_offence_code_has_3_to_6_digits"
    assert queries.changes_of(draft).codes == ()


def test_what_holds_can_no_longer_be_changed(cast, now):
    holding = queries.criteria_on(cast.programme.pk, day_of(now))
    told = {"criteria_id": holding.pk, "by": cast.actor("leader"), "at": now}
    assert why_not(change, holding, cast, now) == "criteria_are_not_a_draft"
    assert why_not(actions.unmap_offence_code, **told, code="76111") == "criteria_are_not_a_draft"
    for act in (actions.withdraw_criteria, actions.return_to_draft):
        assert why_not(act, **told) == "criteria_cannot_move"
    assert OffenceCode.objects.filter(criteria=holding, code="76111").exists()


def test_a_withdrawn_draft_makes_room_for_another(draft, cast, now):
    actions.withdraw_criteria(criteria_id=draft.pk, by=cast.actor("second_leader"), at=now)
    again = actions.draft_criteria(programme_id=cast.programme.pk, by=cast.actor("leader"), at=now)
    assert again.number == draft.number + 1


def test_the_difference_between_two_versions():
    before = CriteriaFacts(
        types={"77111": "threats"},
        rules={("threats", "witness"): RoleRule(False), ("threats", "victim"): RoleRule(False, 3)},
        wait_days=2,
        window_days=28,
    )
    after = CriteriaFacts(
        types={"77112": "threats"},
        rules={("threats", "witness"): RoleRule(True, 18), ("threats", "victim"): RoleRule(False)},
        wait_days=2,
        window_days=30,
    )
    changes = changes_between(before, after)
    assert changes
    assert changes.rules == (RoleChange("threats", "witness", RoleRule(False), RoleRule(True, 18)),)
    assert changes.codes == (CodeChange("77111", "threats", ""), CodeChange("77112", "", "threats"))
    assert changes.days == (DaysChange("window", 28, 30),)
    assert not changes_between(after, after)
