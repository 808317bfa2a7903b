"""Being away: whose it is to note, who may stand in, and that nobody is away twice at a time."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.staff import actions, queries
from brobygger.staff.models import Absence, Membership
from brobygger.staff.rules import AbsenceFacts, may_change_last_day, may_note_absence
from brobygger.trail.models import Entry

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 10)
FACTS = {"first_day": FIRST, "last_day": LAST, "works_here": True, "is_away_already": False}


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({}, ""),
        ({"last_day": None}, ""),
        ({"last_day": FIRST}, ""),
        ({"works_here": False}, "works_not_here"),
        ({"last_day": FIRST - timedelta(days=1)}, "last_day_before_first"),
        ({"is_away_already": True}, "away_already"),
        ({"substitute_is_herself": True}, "substitute_is_herself"),
        ({"substitute_has_the_role": False}, "substitute_lacks_role"),
        ({"substitute_is_away": True}, "substitute_is_away"),
    ],
)
def test_an_absence_may_be_noted(told, reason):
    assert may_note_absence(AbsenceFacts(**FACTS | told)).reason == reason


@pytest.mark.parametrize(
    ("last_day", "overlaps", "had_ended", "reason"),
    [
        (LAST, False, False, ""),
        (LAST, False, True, "absence_is_over"),
        (FIRST - timedelta(days=1), False, False, "last_day_before_first"),
        (LAST, True, False, "away_already"),
    ],
)
def test_its_last_day_may_be_changed(last_day, overlaps, had_ended, reason):
    told = may_change_last_day(first_day=FIRST, last_day=last_day, overlaps=overlaps, had_ended=had_ended)
    assert told.reason == reason


def note(cast, now, worker="owner", by="leader", first=FIRST, last=LAST, substitute=None):
    return actions.note_absence(
        worker_id=getattr(cast, worker).pk,
        zone_id=cast.zone.pk,
        first_day=first,
        last_day=last,
        substitute_id=substitute and getattr(cast, substitute).pk,
        by=cast.actor(by),
        at=now,
    )


def test_who_is_away_on_a_day_and_who_stands_in(cast, now):
    note(cast, now, substitute="colleague")
    note(cast, now, "leader", last=None)
    here = cast.zone.pk
    assert queries.away(here, FIRST - timedelta(days=1)) == {}
    assert queries.away(here, FIRST) == {cast.owner.pk: cast.colleague.pk, cast.leader.pk: None}
    assert queries.away(here, LAST + timedelta(days=1)) == {cast.leader.pk: None}


def test_one_notes_ones_own_and_leaders_and_coordinators_the_others(cast, now):
    assert note(cast, now, "owner", "owner").noted_by == cast.owner
    assert note(cast, now, "colleague", "leader").noted_by == cast.leader
    for by in ("owner", "officer", "stranger", "strange_leader", "coordinator"):
        with pytest.raises(NotFound):
            note(cast, now, "administrator", by)
    enter(machine(cast.zone.pk))
    assert Entry.objects.filter(what="staff.absence_noted").count() == 2


@pytest.mark.parametrize(
    ("substitute", "reason"),
    [("owner", "substitute_is_herself"), ("officer", "substitute_lacks_role"), ("stranger", "substitute_lacks_role")],
)
def test_not_everyone_may_stand_in(cast, now, substitute, reason):
    with pytest.raises(Refused, match=reason):
        note(cast, now, substitute=substitute)


def test_a_leader_may_stand_in_for_anyone_and_one_who_is_away_for_no_one(cast, now):
    note(cast, now, substitute="second_leader")
    note(cast, now, "colleague", first=FIRST - timedelta(days=5), last=None)
    with pytest.raises(Refused, match="substitute_is_away"):
        note(cast, now, first=LAST + timedelta(days=2), last=None, substitute="colleague")
    # Away on some of the days only: whoever stands in for the substitute then is asked.
    note(cast, now, "second_leader", first=LAST, last=LAST)


def test_absences_do_not_overlap_and_may_follow_one_another(cast, now):
    note(cast, now)
    for first, last in ((LAST, LAST), (FIRST - timedelta(days=3), None), (FIRST - timedelta(days=3), FIRST)):
        with pytest.raises(Refused, match="away_already"):
            note(cast, now, first=first, last=last)
    after = note(cast, now, first=LAST + timedelta(days=1), last=None)
    twin = Absence.objects.get(pk=after.pk)
    twin.pk, twin.first_day = None, date(2027, 6, 1)
    with pytest.raises(IntegrityError, match="a_worker_is_away_from_a_zone_once_at_a_time"), transaction.atomic():
        twin.save()


def test_one_who_does_not_work_here_is_not_away_from_here(cast, now):
    cast.actor("leader")
    Membership.objects.filter(worker=cast.owner).update(until=day_of(now))
    with pytest.raises(Refused, match="works_not_here"):
        note(cast, now)


def test_coming_back_early_staying_longer_and_taking_it_back(cast, now):
    row = note(cast, now, last=None)
    early = FIRST + timedelta(days=2)
    assert actions.end_absence(absence_id=row.pk, last_day=early, by=cast.actor("owner"), at=now).last_day == early
    following = note(cast, now, first=LAST, last=None)
    with pytest.raises(Refused, match="away_already"):
        actions.end_absence(absence_id=row.pk, last_day=LAST, by=cast.actor("leader"), at=now)
    gone = actions.end_absence(
        absence_id=following.pk, last_day=LAST - timedelta(days=1), by=cast.actor("owner"), at=now
    )
    assert gone is None
    longer = actions.end_absence(absence_id=row.pk, last_day=LAST, by=cast.actor("leader"), at=now)
    assert (longer.last_day, longer.ended_by) == (LAST, cast.leader)
    much_later = now + timedelta(days=60)
    with pytest.raises(Refused, match="absence_is_over"):
        actions.end_absence(absence_id=row.pk, last_day=LAST, by=cast.actor("leader"), at=much_later)
    for who in ("colleague", "stranger", "officer"):
        with pytest.raises(NotFound):
            actions.end_absence(absence_id=row.pk, last_day=LAST, by=cast.actor(who), at=now)


def test_a_worker_reads_her_own_and_a_leader_all(cast, now):
    note(cast, now)
    note(cast, now, "colleague")

    def seen(who):
        return {row.worker_id for row in queries.absences(cast.actor(who), zone_id=cast.zone.pk, on=day_of(now))}

    assert seen("owner") == {cast.owner.pk}
    assert seen("leader") == {cast.owner.pk, cast.colleague.pk}
    assert seen("stranger") == set()


def test_another_zone_does_not_know_of_it(cast, now):
    note(cast, now)
    enter(machine(cast.other_zone.pk))
    assert not Absence.objects.exists()
    assert queries.away(cast.zone.pk, FIRST) == {}
