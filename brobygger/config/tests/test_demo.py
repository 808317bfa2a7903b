"""The demonstration fills an empty house by the real doors, once, and keeps out of a house where someone works."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connections, transaction

from brobygger.access.who import actor_for
from brobygger.access.zones import at_sign_in, in_zones
from brobygger.config.commands import Stop
from brobygger.config.commands.demo import fill, password_of
from brobygger.demonstration import past
from brobygger.demonstration.house import COLLEAGUES
from brobygger.demonstration.queries import progress
from brobygger.demonstration.towns import OFFICIALS
from brobygger.outreach import queries
from brobygger.outreach.facts import Filters

SUNDAY = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)


def rows() -> dict[str, int]:
    """How many rows there are in each table, whoever's they are."""
    with connections["owner"].cursor() as cursor:
        counted = {}
        for model in apps.get_models():
            if model._meta.app_label in {
                "cases",
                "people",
                "outreach",
                "referrals",
                "staff",
                "trail",
                "intake",
                "programmes",
            }:
                cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')
                counted[model._meta.db_table] = cursor.fetchone()[0]
        return counted


@pytest.fixture
def on_a_sunday(monkeypatch):
    """Fewer calls than in earnest, seen on a Sunday: the demonstration rings around the clock."""
    monkeypatch.setattr(past, "DAYS", 9)
    monkeypatch.setattr(past, "A_DAY", 4)
    monkeypatch.setattr("django.utils.timezone.now", lambda: SUNDAY)


def test_the_house_is_filled_once_and_alive_on_any_day(uninhabited, on_a_sunday):
    said: list[str] = []
    fill("en lang kode til prøver", said.append)
    assert said
    before = rows()
    assert before["cases_registration"] > 4531 + 250
    assert before["staff_membership"] == len(COLLEAGUES) + len(OFFICIALS)
    assert before["outreach_call"] > 20
    fill("en anden kode", said.append)
    assert rows() == before

    zone = apps.get_model("staff", "Zone").objects.get(key="opsoegende-indsats")
    assert progress(zone.pk).filled
    with transaction.atomic(), at_sign_in():
        workers = apps.get_model("staff", "Worker").objects
        ids = [workers.get(email=f"{name}@demo.invalid").pk for name in ("sofie", "nanna")]
    sofie, nanna = map(actor_for, ids)
    with in_zones(sofie):
        page = queries.call_list(sofie, zone_id=zone.pk, at=SUNDAY)
        assert len(page.rows) > 20
        for section in ("later", "held", "no_number", "guardian_missing", "awaiting_type"):
            assert queries.call_list(sofie, zone_id=zone.pk, at=SUNDAY, filters=Filters(section=section)).rows, section
        tags = {tag for row in _all(sofie, zone.pk) for tag in row.tags}
        assert {"protected", "address_withheld", "for_minor", "shares_with_accused"} <= tags
    with in_zones(nanna):
        neighbour = apps.get_model("staff", "Zone").objects.get(key="nabokredsen")
        assert len(list(_all(nanna, neighbour.pk))) > 5
        assert not apps.get_model("cases", "Case").objects.filter(zone=zone).exists()


def _all(by, zone_id):
    for section in ("now", "later"):
        after = None
        while after or after is None:
            page = queries.call_list(by, zone_id=zone_id, at=SUNDAY, filters=Filters(section=section), after=after)
            yield from page.rows
            after = page.older or ""


def test_where_someone_works_already_nothing_is_touched(committed, cast_with_commits):
    before = rows()
    with pytest.raises(Stop, match="BROBYGGER_DATA"):
        fill("en lang kode til prøver", print)
    assert rows() == before


@pytest.fixture
def cast_with_commits(committed):
    from conftest import standing_cast

    return standing_cast()


def test_the_password_is_made_once_and_only_its_owner_reads_it(tmp_path):
    password = password_of(tmp_path)
    assert len(password) >= 12
    assert password_of(tmp_path) == password
    assert (tmp_path / "demo.password").stat().st_mode & 0o777 == 0o600
