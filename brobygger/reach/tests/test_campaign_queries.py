"""Campaigns: a key that tells nobody anything, a code that can be read, and a number that follows no one."""

import struct
import zlib
from datetime import date, timedelta

import pytest
from django.db import connection

from brobygger.access.actor import citizen
from brobygger.access.who import actor_for
from brobygger.access.zones import enter, in_zones
from brobygger.base import qr
from brobygger.base.decision import NotFound, Refused
from brobygger.reach import actions, campaign_actions, campaign_queries, queries, rules
from brobygger.reach.models import Campaign, Opened
from brobygger.trail.models import Entry
from conftest import at_once, standing_cast

TODAY = date(2026, 11, 18)


def make(cast, at, key="", first_day=TODAY, last_day=None, by="project_leader", zone=None):
    where = zone or cast.koege
    return actions.make_campaign(
        zone_id=where.pk, name="Plakat", channel="poster", first_day=first_day, last_day=last_day, key=key,
        by=cast.actor(by), at=at,
    )  # fmt: skip


def open_link(cast, at, row, times=1):
    by = citizen(row.zone_id)
    enter(by)
    for _ in range(times):
        actions.count_opening(zone_id=row.zone_id, campaign_id=row.pk, by=by, at=at)


def test_a_campaign_gets_a_key_that_says_nothing(cast, now):
    row = make(cast, now)
    assert len(row.key) == rules.KEY_LENGTH
    assert rules.key_is_neutral(row.key)
    assert make(cast, now, key="NOV26").key == "nov26"


@pytest.mark.parametrize(
    ("key", "reason"), [("vold26", "key_hints"), ("x", "key_has_another_shape"), ("taget", "key_is_taken")]
)
def test_a_key_that_hints_or_is_taken_is_refused(cast, now, key, reason):
    make(cast, now, key="taget")
    with pytest.raises(Refused, match=reason):
        make(cast, now, key=key)


def test_two_zones_may_have_the_same_key(cast, now):
    ours = make(cast, now, key="taget")
    theirs = make(cast, now, key="taget", zone=cast.odense, by="odense_leader")
    assert (ours.key, ours.zone_id) == ("taget", cast.koege.pk)
    assert (theirs.key, theirs.zone_id) == ("taget", cast.odense.pk)


def test_where_every_key_is_taken_it_says_so(cast, now, monkeypatch):
    monkeypatch.setattr(campaign_actions.secrets, "choice", lambda letters: "b")
    make(cast, now)
    with pytest.raises(Refused, match="key_is_taken"):
        make(cast, now)


def test_a_made_key_that_hints_is_not_taken(cast, now, monkeypatch):
    letters = iter("voldx" + "bbbbb")
    monkeypatch.setattr(campaign_actions.secrets, "choice", lambda _: next(letters))
    assert make(cast, now).key == "bbbbb"


def test_an_end_before_the_beginning_is_refused(cast, now):
    with pytest.raises(Refused, match="campaign_ends_before_it_begins"):
        make(cast, now, last_day=TODAY - timedelta(days=1))


def test_a_link_is_found_from_its_first_day_on_and_also_after_its_last(cast, now):
    row = make(cast, now, key="nov26", last_day=TODAY + timedelta(days=10))
    make(cast, now, key="odense1", zone=cast.odense, by="odense_leader")
    by = citizen(cast.koege.pk)
    enter(by)

    def found(key, on, zone=cast.koege):
        return queries.campaign_by_key(by, zone_id=zone.pk, key=key, on=on)

    assert found("nov26", TODAY) == row
    assert found("NOV26", TODAY + timedelta(days=400)) == row
    assert found("nov26", TODAY - timedelta(days=1)) is None
    assert found("findes-ikke", TODAY) is None
    assert found("odense1", TODAY) is None
    assert found("odense1", TODAY, cast.odense) is None


def test_an_opening_is_counted_on_its_day_and_leaves_nothing_else(cast, now):
    row = make(cast, now)
    before = Entry.objects.count()
    open_link(cast, now, row, times=3)
    open_link(cast, now + timedelta(days=1), row)
    assert queries.opened_by_day(cast.actor("resource_person"), campaign_id=row.pk) == [
        (TODAY, 3), (TODAY + timedelta(days=1), 1),
    ]  # fmt: skip
    assert Entry.objects.count() == before
    fields = {field.name for field in Opened._meta.concrete_fields}
    assert fields == {"id", "zone", "campaign", "day", "times"}


def test_late_in_the_evening_it_is_counted_on_the_danish_day(cast, now):
    row = make(cast, now)
    open_link(cast, now.replace(hour=23, minute=30), row)  # half past midnight in Copenhagen
    assert Opened.objects.get().day == TODAY + timedelta(days=1)


def test_another_zones_campaign_is_not_counted(cast, now):
    row = make(cast, now)
    by = citizen(cast.odense.pk)
    enter(by)
    for zone in (cast.odense, cast.koege):
        with pytest.raises(NotFound):
            actions.count_opening(zone_id=zone.pk, campaign_id=row.pk, by=by, at=now)
    worker = cast.actor("resource_person")
    with pytest.raises(NotFound):
        actions.count_opening(zone_id=cast.koege.pk, campaign_id=row.pk, by=worker, at=now)


def test_days_are_shown_one_by_one_and_after_three_weeks_by_the_week(cast, now):
    row = make(cast, now, last_day=TODAY + timedelta(days=2))
    assert queries.spans(row, []) == []
    days = queries.spans(row, [(TODAY, 4), (TODAY + timedelta(days=3), 2)])
    assert [(one.first, one.times, one.bar, one.after) for one in days] == [
        (TODAY, 4, 100, False), (TODAY + timedelta(days=1), 0, 0, False), (TODAY + timedelta(days=2), 0, 0, False),
        (TODAY + timedelta(days=3), 2, 50, True),
    ]  # fmt: skip
    weeks = queries.spans(row, [(TODAY, 4), (TODAY + timedelta(days=21), 2)])
    assert [(one.first, one.last, one.times) for one in weeks] == [
        (date(2026, 11, 16), date(2026, 11, 22), 4), (date(2026, 11, 23), date(2026, 11, 29), 0),
        (date(2026, 11, 30), date(2026, 12, 6), 0), (date(2026, 12, 7), date(2026, 12, 13), 2),
    ]  # fmt: skip


def test_a_room_further_up_tells_how_many_came(cast, now, monkeypatch):
    row, by = make(cast, now), cast.actor("project_leader")
    asked = []

    def tells(by, zone_id, campaign_id):
        asked.append((zone_id, campaign_id))
        return queries.Inquiries(7)

    monkeypatch.setattr(campaign_queries, "INQUIRIES", [])
    assert queries.inquiries_of(by, row) is None
    monkeypatch.setattr(campaign_queries, "INQUIRIES", [lambda *_: None, tells])
    assert queries.inquiries_of(by, row) == queries.Inquiries(7)
    assert asked == [(cast.koege.pk, row.pk)]


def test_name_and_days_change_and_the_key_stays(cast, now):
    row = make(cast, now, key="nov26")
    told = {"name": "Ny", "channel": "talk", "first_day": TODAY, "last_day": TODAY, "key": "andet"}
    actions.change_campaign(pk=row.pk, values=told, by=cast.actor("project_leader"), at=now)
    row.refresh_from_db()
    assert (row.name, row.channel, row.last_day, row.key) == ("Ny", "talk", TODAY, "nov26")
    wrong = told | {"last_day": TODAY - timedelta(days=1)}
    with pytest.raises(Refused, match="campaign_ends_before_it_begins"):
        actions.change_campaign(pk=row.pk, values=wrong, by=cast.actor("project_leader"), at=now)


def test_only_one_that_nobody_has_opened_is_removed(cast, now):
    row, opened = make(cast, now), make(cast, now)
    open_link(cast, now, opened)
    by = cast.actor("project_leader")
    actions.remove_campaign(pk=row.pk, by=by, at=now)
    with pytest.raises(Refused, match="campaign_has_been_opened"):
        actions.remove_campaign(pk=opened.pk, by=by, at=now)
    assert list(Campaign.objects.all()) == [opened]


@pytest.mark.parametrize("who", ["employee", "resource_person", "assessor", "odense_leader"])
def test_only_the_leader_keeps_campaigns(cast, now, who):
    row = make(cast, now)
    with pytest.raises(NotFound):
        make(cast, now, by=who)
    for act, more in ((actions.change_campaign, {"values": {}}), (actions.remove_campaign, {})):
        with pytest.raises(NotFound):
            act(pk=row.pk, by=cast.actor(who), at=now, **more)


# -- the code ---------------------------------------------------------------------------------------------------------

ADDRESS = "https://brobygger.example/h/koege/nov26/"


def _points(png: bytes) -> list[list[bool]]:
    """The dark points of a picture, read part by part as the standard says."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    parts, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        name, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length]) == (zlib.crc32(name + data),)
        parts[name] = data
        at += 12 + length
    wide, high, bits, kind, *rest = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    assert (bits, kind, rest) == (1, 0, [0, 0, 0])
    raw, step = zlib.decompress(parts[b"IDAT"]), (wide + 7) // 8 + 1
    lines = [raw[y * step : (y + 1) * step] for y in range(high)]
    assert all(line[0] == 0 for line in lines)
    return [[not line[1 + x // 8] >> (7 - x % 8) & 1 for x in range(wide)] for line in lines]


def test_picture_and_drawing_show_the_same_modules():
    rows = qr.matrix(ADDRESS)
    assert not any(rows[0])  # white all around
    assert not any(row[0] for row in rows)
    points = _points(qr.png(ADDRESS, scale=3))
    assert [list(line[1::3]) for line in points[1::3]] == rows
    drawing = qr.svg(ADDRESS).decode()
    assert drawing.count("h1v1h-1z") == sum(map(sum, rows))
    assert f'viewBox="0 0 {len(rows)} {len(rows)}"' in drawing


def test_a_new_address_has_another_code_and_the_same_one_the_same():
    assert qr.svg(ADDRESS) == qr.svg(ADDRESS)
    assert qr.svg(ADDRESS) != qr.svg(ADDRESS + "x")


# -- at the same moment -----------------------------------------------------------------------------------------------


@pytest.fixture
def house(committed):
    cast = standing_cast()
    yield cast
    connection.close()


def test_of_forty_openings_at_once_none_is_lost(house, now):
    by_leader = actor_for(house.project_leader.pk)
    with in_zones(by_leader):
        row = make(house, now)
    by = citizen(house.koege.pk)

    def opens():
        for _ in range(5):
            with in_zones(by):
                actions.count_opening(zone_id=house.koege.pk, campaign_id=row.pk, by=by, at=now)

    at_once(*([opens] * 8))
    with in_zones(by_leader):
        assert queries.opened_by_day(by_leader, campaign_id=row.pk) == [(TODAY, 40)]


def test_of_two_who_choose_the_same_key_at_once_one_is_told(house, now):
    by = actor_for(house.project_leader.pk)

    def makes():
        with in_zones(by):
            return make(house, now, key="nov26").key

    told = at_once(makes, makes)
    assert sorted(told) == ["key_is_taken", "nov26"]


def test_of_two_who_name_the_same_colleague_at_once_one_is_told(house, now):
    def names(leader):
        def run():
            by = actor_for(leader.pk)
            with in_zones(by):
                actions.name_resource_person(
                    zone_id=house.koege.pk, department_id=house.jobcentre.pk, worker_id=house.resource_person.pk,
                    since=TODAY, reach="", by=by, at=now,
                )  # fmt: skip
                return "named"

        return run

    told = at_once(names(house.project_leader), names(house.second_project_leader))
    assert sorted(told) == ["is_resource_person_already", "named"]
