"""A seal over what has settled, and that a later change below it shows."""

import time

import pytest
from django.db import connection, connections, transaction

from brobygger.access.who import actor_for
from brobygger.access.zones import in_zones
from brobygger.trail import actions, queries
from brobygger.trail.models import Entry, SealCheck
from conftest import standing_cast


@pytest.fixture
def house(committed):
    """The cast with real commits, and as many entries in the trail as are asked for."""
    return standing_cast()


@pytest.fixture
def tell(house, now):
    def write(times=1):
        for _ in range(times):
            with transaction.atomic():
                actions.write("desk.list_seen", by=house.actor("owner"), at=now, zone_id=house.zone.pk, people=50)

    return write


def seal(at):
    """A seal, once everything written so far has settled: a test beside this one may hold a transaction open."""
    settled = (
        "SELECT coalesce(max(transaction), 0) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
        " + brobygger_transaction_id() - pg_current_xact_id()::text::bigint FROM trail_entry"
    )
    with connections["owner"].cursor() as cursor:
        for _ in range(600):
            cursor.execute(settled)
            if cursor.fetchone()[0]:
                break
            time.sleep(0.1)
    return actions.seal(at=at)


def as_owner(statement):
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement)


def test_a_seal_covers_all_zones_and_the_next_only_what_is_new(house, tell, now):
    tell(3)
    with transaction.atomic():
        actions.write("desk.list_seen", by=house.actor("stranger"), at=now, zone_id=house.other_zone.pk)
    assert seal(now).entries == 4
    assert seal(now) is None
    tell()
    assert seal(now).entries == 1
    assert queries.first_broken_seal() is None


def test_what_is_not_committed_yet_waits_for_a_later_seal(house, tell, now):
    tell()
    owner = actor_for(house.owner.pk)
    with in_zones(owner):
        actions.write("desk.list_seen", by=owner, at=now, zone_id=house.zone.pk)
        assert seal(now).entries == 1
    assert seal(now).entries == 1
    assert queries.first_broken_seal() is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE trail_entry SET facts = '{\"people\": 5}' WHERE id = (SELECT min(id) FROM trail_entry)",
        "UPDATE trail_entry SET by_id = NULL, by_kind = 'machine' WHERE id = (SELECT max(id) FROM trail_entry)",
        "DELETE FROM trail_entry WHERE id = (SELECT min(id) FROM trail_entry)",
        "INSERT INTO trail_entry (at, what, by_kind, about_kind, facts, transaction)"
        " SELECT at, what, by_kind, about_kind, facts, transaction FROM trail_entry LIMIT 1",
        "DELETE FROM trail_seal WHERE id = (SELECT min(id) FROM trail_seal)",
    ],
)
def test_a_change_by_the_owner_herself_shows(house, tell, now, change):
    tell(3)
    seal(now)
    tell(3)
    seal(now)
    as_owner(change)
    assert queries.first_broken_seal() is not None
    check = actions.check_seals(at=now)
    assert check.broken is not None
    assert SealCheck.objects.get() == check  # the web role may read what was found


def test_a_back_up_in_another_postgresql_goes_on_above_what_was_sealed(house, tell, now):
    tell()
    seal(now)
    as_owner("UPDATE trail_entry SET transaction = transaction + 1000000")
    as_owner("DELETE FROM trail_seal")
    actions.keep_numbers_rising()
    seal(now)
    tell(2)
    newest, older = Entry.objects.using("owner").order_by("-id").values_list("transaction", flat=True)[:2]
    assert newest > older > 1000000
    assert seal(now).entries == 2
    assert queries.first_broken_seal() is None
    actions.keep_numbers_rising()
    with connection.cursor() as cursor:
        cursor.execute("SELECT brobygger_transaction_id() - pg_current_xact_id()::text::bigint")
        assert cursor.fetchone()[0] > 900_000  # other test processes spend numbers meanwhile
    as_owner(
        "CREATE OR REPLACE FUNCTION brobygger_transaction_id() RETURNS bigint LANGUAGE sql VOLATILE"
        " AS 'SELECT pg_current_xact_id()::text::bigint'"
    )
