"""The data-protection officer reads who did what, in sentences, newest first."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import translation

from brobygger.trail import actions, queries


@pytest.fixture
def sixty(cast, now):
    owner = cast.actor("owner")
    for minute in range(60):
        at = now - timedelta(minutes=minute)
        actions.write("staff.signed_in", by=owner, at=at, about=cast.owner, zone_id=cast.zone.pk, minute=minute)
    actions.write("staff.signed_out", by=cast.actor("colleague"), at=now - timedelta(days=1), zone_id=cast.zone.pk)
    actions.write("staff.signed_in", by=cast.actor("stranger"), at=now, zone_id=cast.other_zone.pk)


def test_the_page_goes_back_by_fifty(cast, client, sixty):
    client.force_login(cast.officer)
    first = client.get(reverse("trail"))
    assert len(first.context["entries"]) == 50
    second = client.get(first.context["older"])
    assert len(second.context["entries"]) == 11
    assert not second.context["older"]
    assert "Stranger" not in first.content.decode() + second.content.decode()


def test_the_page_can_be_narrowed(cast, client, sixty):
    client.force_login(cast.officer)
    by_what = client.get(reverse("trail"), {"what": "staff.signed_out"})
    by_worker = client.get(reverse("trail"), {"worker": cast.colleague.pk})
    by_day = client.get(reverse("trail"), {"day": "2026-11-17"})
    with translation.override("da"):
        for page in (by_what, by_worker, by_day):
            assert [words for _row, words, _about in page.context["entries"]] == ["Colleague loggede ud"]


def test_nonsense_in_the_address_shows_everything(cast, client, sixty):
    client.force_login(cast.officer)
    page = client.get(reverse("trail"), {"worker": "x", "day": "i går", "before": "-"})
    assert page.status_code == 200
    assert len(page.context["entries"]) == 50


def test_an_unknown_code_is_shown_as_it_is(cast, client, now):
    actions.write("room.something_new", by=cast.actor("owner"), at=now, zone_id=cast.zone.pk)
    client.force_login(cast.officer)
    assert "Owner room.something_new" in client.get(reverse("trail")).content.decode()


def test_only_the_officer_reads(cast, client):
    client.force_login(cast.leader)
    assert client.get(reverse("trail")).status_code == 404


def test_the_web_role_reads_the_seals_and_cannot_make_any(cast, client, now):
    client.force_login(cast.officer)
    assert queries.seal_state() == queries.SealState(seal=None, check=None)
    assert client.get(reverse("trail")).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege('trail_sealcheck', 'SELECT'), has_table_privilege('trail_seal', 'SELECT'),"
            " has_table_privilege('trail_sealcheck', 'INSERT'), has_table_privilege('trail_seal', 'UPDATE')"
        )
        assert cursor.fetchone() == (True, True, False, False)
