"""Workers are let in and out by those who lead the zone, and the trail tells of it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from brobygger.access.who import actor_for
from brobygger.base.decision import NotFound, Refused
from brobygger.staff import actions, queries
from brobygger.staff.models import Membership


def _invite(cast, now, by="leader", **changed):
    told = {"name": "Ny Kollega", "email": "ny@brobygger.invalid", "role": "worker", "zone_id": cast.zone.pk} | changed
    return actions.invite_worker(**told, by=cast.actor(by), at=now)


@pytest.mark.parametrize("by", ["owner", "officer", "stranger", "strange_leader"])
def test_only_those_who_lead_the_zone_invite_into_it(cast, now, by):
    with pytest.raises(NotFound):
        _invite(cast, now, by=by)


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
