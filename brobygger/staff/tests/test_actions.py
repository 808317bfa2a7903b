"""Workers are let in and out by those who lead the zone, and the trail tells of it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from brobygger.access.who import actor_for
from brobygger.base.decision import NotFound, Refused
from brobygger.staff import actions, invitations, queries
from brobygger.staff.models import Membership, Worker
from brobygger.trail.models import Entry


def _invite(cast, now, by="leader", **changed):
    told = {"name": "Ny Kollega", "email": "ny@brobygger.invalid", "role": "worker", "zone_id": cast.zone.pk} | changed
    return actions.invite_worker(**told, by=cast.actor(by), at=now)


def test_an_invited_worker_chooses_a_password_once(cast, now):
    worker = _invite(cast, now)
    assert not worker.has_usable_password()
    token = invitations.token_for(worker)
    actions.accept_invitation(token=token, password="en helt ny sætning", by=cast.actor("leader"), at=now)
    worker.refresh_from_db()
    assert worker.check_password("en helt ny sætning")
    with pytest.raises(Refused, match="invitation_not_valid"):
        actions.accept_invitation(token=token, password="en anden sætning", by=cast.actor("leader"), at=now)
    noted = set(Entry.objects.values_list("what", flat=True))
    assert noted == {"staff.role_given", "staff.invitation_accepted"}


def test_a_link_is_no_good_after_seven_days(cast, now, monkeypatch):
    worker = _invite(cast, now)
    token = invitations.token_for(worker)
    later = timezone.now() + timedelta(days=7, minutes=1)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    with pytest.raises(Refused, match="invitation_not_valid"):
        invitations.worker_of(token)


def test_a_new_link_makes_the_old_one_void_and_leaves_the_password(cast, now):
    worker = _invite(cast, now)
    old = invitations.token_for(worker)
    actions.renew_invitation(worker_id=cast.owner.pk, by=cast.actor("leader"), at=now)
    cast.owner.refresh_from_db()
    assert cast.owner.check_password("en lang kode til prøver")
    worker = actions.renew_invitation(worker_id=worker.pk, by=cast.actor("leader"), at=now + timedelta(minutes=1))
    with pytest.raises(Refused, match="invitation_not_valid"):
        invitations.worker_of(old)
    assert invitations.worker_of(invitations.token_for(worker)) == worker


@pytest.mark.parametrize("token", ["", "noget andet", "a:b:c"])
def test_a_false_link_opens_nothing(cast, token):
    with pytest.raises(Refused, match="invitation_not_valid"):
        invitations.worker_of(token)


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


def test_one_who_works_elsewhere_keeps_her_password(cast, now):
    worker = _invite(cast, now, email=cast.stranger.email)
    assert worker == cast.stranger
    assert worker.check_password("en lang kode til prøver")
    assert actor_for(worker.pk).zones() == {cast.zone.pk, cast.other_zone.pk}


def test_a_role_ends_with_its_day_and_can_be_kept_after_all(cast, now):
    today = timezone.localdate()
    row = Membership.objects.get(worker=cast.owner)
    at = timezone.now()
    actions.end_role(membership_id=row.pk, last_day=today - timedelta(days=1), by=cast.actor("leader"), at=at)
    assert not actor_for(cast.owner.pk).roles
    actions.keep_role(membership_id=row.pk, by=cast.actor("leader"), at=at)
    assert actor_for(cast.owner.pk).roles
    with pytest.raises(Refused, match="role_does_not_end"):
        actions.keep_role(membership_id=row.pk, by=cast.actor("leader"), at=at)


def test_the_zone_keeps_a_leader(cast, now):
    first, second = (Membership.objects.get(worker=w) for w in (cast.second_leader, cast.leader))
    at, today = timezone.now(), timezone.localdate()
    actions.end_role(membership_id=first.pk, last_day=today, by=cast.actor("leader"), at=at)
    with pytest.raises(Refused, match="last_leader"):
        actions.end_role(membership_id=second.pk, last_day=today, by=cast.actor("administrator"), at=at)


def test_a_role_of_another_zone_does_not_exist(cast, now):
    row = Membership.objects.get(worker=cast.stranger)
    with pytest.raises(NotFound):
        actions.end_role(membership_id=row.pk, last_day=date(2026, 11, 18), by=cast.actor("leader"), at=now)
    with pytest.raises(NotFound):
        actions.renew_invitation(worker_id=cast.stranger.pk, by=cast.actor("leader"), at=now)
    assert cast.stranger.name not in {r.worker.name for r in queries.roles(cast.actor("leader"))}


def test_the_first_leader_comes_by_the_command_line_and_only_the_first(cast, now):
    from brobygger.access.actor import machine
    from brobygger.access.zones import enter
    from brobygger.staff.models import Zone

    empty = Zone.objects.create(key="tom", name="Tom", organisation=cast.zone.organisation)
    by = machine(empty.pk)
    enter(by)
    told = {"name": "Første Leder", "zone_id": empty.pk, "by": by, "at": now}
    worker = actions.invite_first_leader(email="foerste@brobygger.invalid", **told)
    assert worker.memberships.get().role == "programme_leader"
    with pytest.raises(Refused, match="zone_has_leader"):
        actions.invite_first_leader(email="anden@brobygger.invalid", **told)
    assert Worker.objects.filter(email="anden@brobygger.invalid").count() == 0
