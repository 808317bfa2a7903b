"""Workers are let in and out by those who lead the zone, and the trail tells of it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from brobygger.access.who import actor_for
from brobygger.base.decision import NotFound, Refused
from brobygger.staff import actions, queries
from brobygger.staff.models import Membership
from conftest import give_role


def _invite(cast, now, by="leader", **changed):
    told = {"name": "Ny Kollega", "email": "ny@brobygger.invalid", "role": "worker", "zone_id": cast.zone.pk} | changed
    return actions.invite_worker(**told, by=cast.actor(by), at=now)


@pytest.mark.parametrize("by", ["owner", "officer", "stranger", "strange_leader"])
def test_only_those_who_lead_the_zone_invite_into_it(cast, now, by):
    with pytest.raises(NotFound):
        _invite(cast, now, by=by)


def test_who_looks_after_data_has_no_other_role_there(cast, now):
    with pytest.raises(Refused, match="officer_controls_herself"):
        _invite(cast, now, email=cast.officer.email)
    with pytest.raises(Refused, match="officer_controls_herself"):
        _invite(cast, now, email=cast.owner.email, role="data_protection_officer")
    _invite(cast, now, role="data_protection_officer")
    with pytest.raises(Refused, match="officer_controls_herself"):
        _invite(cast, now)


def test_nobody_gives_herself_a_role(cast, now):
    with pytest.raises(Refused, match="role_to_oneself"):
        _invite(cast, now, by="administrator", email=cast.administrator.email)


def test_a_role_is_not_given_twice(cast, now):
    with pytest.raises(Refused, match="has_role_already"):
        _invite(cast, now, email=cast.owner.email.upper())


def test_a_role_ends_with_its_day_and_can_be_kept_after_all(cast, now):
    today = timezone.localdate()
    cast.actor("leader")
    row = Membership.objects.get(worker=cast.owner)
    at = timezone.now()
    actions.end_role(membership_id=row.pk, last_day=today - timedelta(days=1), by=cast.actor("leader"), at=at)
    assert not actor_for(cast.owner.pk).roles
    actions.keep_role(membership_id=row.pk, by=cast.actor("leader"), at=at)
    assert actor_for(cast.owner.pk).roles
    with pytest.raises(Refused, match="role_does_not_end"):
        actions.keep_role(membership_id=row.pk, by=cast.actor("leader"), at=at)


@pytest.mark.parametrize("days_before", [0, 1, 30])
def test_a_role_that_ends_with_yesterday_keeps_its_true_first_day(cast, client, days_before):
    at, today = timezone.now(), timezone.localdate()
    yesterday, first = today - timedelta(days=1), today - timedelta(days=days_before)
    give_role(cast.colleague, cast.zone, "administrator", since=first)
    cast.actor("leader")
    row = Membership.objects.get(worker=cast.colleague, role="administrator")
    ended = actions.end_role(membership_id=row.pk, last_day=yesterday, by=cast.actor("leader"), at=at)
    row.refresh_from_db()
    assert (ended.since, row.since, row.until) == (first, first, yesterday)
    assert ("administrator", cast.zone.pk) not in actor_for(cast.colleague.pk).roles
    client.force_login(cast.leader)
    page = client.get(reverse("staff")).content.decode()
    assert ("Lukket samme dag, som den blev givet" in page) == (days_before == 0)
    cast.actor("leader")
    actions.keep_role(membership_id=row.pk, by=cast.actor("leader"), at=at)
    row.refresh_from_db()
    assert (row.since, row.until) == (first, None)
    assert ("administrator", cast.zone.pk) in actor_for(cast.colleague.pk).roles


def test_a_role_that_was_given_taken_and_given_again_on_one_day_is_one_role(cast):
    at, yesterday = timezone.now(), timezone.localdate() - timedelta(days=1)
    for _ in range(2):
        told = {"name": "X", "email": cast.colleague.email, "role": "administrator", "zone_id": cast.zone.pk}
        actions.invite_worker(**told, by=cast.actor("leader"), at=at)
        row = Membership.objects.get(worker=cast.colleague, role="administrator")
        assert (row.since, row.until) == (timezone.localdate(), None)
        actions.end_role(membership_id=row.pk, last_day=yesterday, by=cast.actor("leader"), at=at)


def test_the_zone_keeps_a_leader(cast, now):
    cast.actor("leader")
    first, second = (Membership.objects.get(worker=w) for w in (cast.second_leader, cast.leader))
    at, today = timezone.now(), timezone.localdate()
    actions.end_role(membership_id=first.pk, last_day=today, by=cast.actor("leader"), at=at)
    with pytest.raises(Refused, match="last_leader"):
        actions.end_role(membership_id=second.pk, last_day=today, by=cast.actor("administrator"), at=at)


def test_a_role_of_another_zone_does_not_exist(cast, now):
    cast.actor("strange_leader")
    row = Membership.objects.get(worker=cast.stranger)
    with pytest.raises(NotFound):
        actions.end_role(membership_id=row.pk, last_day=date(2026, 11, 18), by=cast.actor("leader"), at=now)
    assert cast.stranger.name not in {r.worker.name for r in queries.roles(cast.actor("leader"))}
