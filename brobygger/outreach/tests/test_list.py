"""The call list: who is on it now, in which order, page by page, and that it equals the door."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brobygger.access.policy import Act, may
from brobygger.base.workdays import day_of
from brobygger.cases.models import Case
from brobygger.outreach import actions, queries
from brobygger.outreach.facts import SECTIONS, Filters, Told
from brobygger.outreach.hours import DENMARK
from brobygger.outreach.tests.making import begin_call, someone
from brobygger.people.models import PhoneNumber


def page_of(by, cast, now, *, after=None, before=None, size=50, **codes):
    filters = Filters.from_codes(codes)
    return queries.call_list(by, zone_id=cast.zone.pk, at=now, filters=filters, after=after, before=before, size=size)


def ids(page):
    return [row.case_id for row in page.rows]


def test_the_oldest_window_is_on_top(cast, now):
    late = someone(cast, now, window_until=day_of(now) + timedelta(days=9))
    soon = someone(cast, now, window_until=day_of(now) + timedelta(days=1))
    page = page_of(cast.actor("owner"), cast, now)
    assert ids(page) == [soon.pk, late.pk]
    assert [row.days_left for row in page.rows] == [1, 9]
    assert (page.total, page.capped, page.newer, page.older) == (2, False, None, None)


def test_a_row_shows_what_the_worker_needs_and_no_more(cast, now):
    someone(cast, now, language="ar", person={"protected": True}, plan={"shares_phone_with_accused": True})
    (row,) = page_of(cast.actor("owner"), cast, now).rows
    assert (row.name, row.age_group, row.role, row.incident_type) == ("Karla", "30_39", "victim", "violence")
    assert row.tags == ("shares_with_accused", "protected")
    assert not hasattr(row, "number")
    assert "Prøvesen" not in repr(row)


def test_pages_meet_and_nobody_is_lost_between_them(cast, now):
    made = [someone(cast, now, window_until=day_of(now) + timedelta(days=n % 3)) for n in range(13)]
    wanted = [case.pk for case in sorted(made, key=lambda case: (case.window_until, case.pk))]
    by = cast.actor("owner")
    first = page_of(by, cast, now, size=5)
    second = page_of(by, cast, now, size=5, after=first.older)
    third = page_of(by, cast, now, size=5, after=second.older)
    assert ids(first) + ids(second) + ids(third) == wanted
    assert (first.newer, third.older, third.total) == (None, None, 13)
    assert ids(page_of(by, cast, now, size=5, before=third.newer)) == ids(second)
    back = page_of(by, cast, now, size=5, before=second.newer)
    assert ids(back) == ids(first)
    assert back.newer is None


@pytest.mark.parametrize("cursor", ["", "nonsense", "2026-13-40.1", "2026-11-18.", "2026-11-18.9" + "9" * 30])
def test_a_cursor_that_is_none_is_the_beginning(cast, now, cursor):
    case = someone(cast, now)
    assert ids(page_of(cast.actor("owner"), cast, now, after=cursor)) == [case.pk]


def test_filters_are_codes_and_what_is_not_a_code_is_left_out(cast, now):
    arabic = someone(cast, now, language="ar", incident_type="threats")
    danish = someone(cast, now, role="witness", for_minor=True)
    by = cast.actor("owner")
    assert ids(page_of(by, cast, now, language="ar")) == [arabic.pk]
    assert ids(page_of(by, cast, now, language="da")) == [danish.pk]
    assert ids(page_of(by, cast, now, incident_type="threats")) == [arabic.pk]
    assert ids(page_of(by, cast, now, role="witness", minor="1")) == [danish.pk]
    assert ids(page_of(by, cast, now, age_group="60_plus")) == []
    assert ids(page_of(by, cast, now, protected="1")) == []
    assert Filters.from_codes({"role": "'; DROP TABLE", "section": "else", "minor": "x"}) == Filters()
    told = {"section": "later", "language": "ar", "protected": "0"}
    assert Filters.from_codes(told).codes() == told


def test_outside_calling_hours_only_the_agreed_are_rung(cast, now):
    someone(cast, now)
    agreed = someone(cast, now, agreed=True)
    by, night = cast.actor("owner"), datetime(2026, 11, 18, 21, 0, tzinfo=DENMARK)
    page = page_of(by, cast, night)
    assert ids(page) == [agreed.pk]
    assert page.opens_at == datetime(2026, 11, 19, 9, 0, tzinfo=DENMARK)


def test_in_the_night_nobody_is_rung_whatever_was_agreed(cast, now):
    someone(cast, now, agreed=True)
    page = page_of(cast.actor("owner"), cast, datetime(2026, 11, 19, 3, 30, tzinfo=DENMARK))
    assert ids(page) == []


MOMENTS = st.integers(0, 24 * 14).map(
    lambda hours: datetime(2026, 11, 18, 0, 30, tzinfo=DENMARK) + timedelta(hours=hours)
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moments=st.lists(MOMENTS, min_size=2, max_size=2))
def test_everyone_to_be_rung_is_in_exactly_one_section_and_now_is_who_the_gate_lets_through(cast, now, moments):
    if not Case.objects.filter(zone=cast.zone).exists():
        for fields in (
            {},
            {"plan": {"hour_from": 16, "hour_to": 18}},
            {"plan": {"days": 0b0000011}},
            {"plan": {"may_ring": False}},
            {"agreed": True},
            {"ring_from": now + timedelta(days=2)},
            {"window_until": day_of(now) + timedelta(days=3)},
        ):
            someone(cast, now, **fields)
        held = someone(cast, now)
        actions.open_case(case_id=held.pk, by=cast.actor("colleague"), at=now)
    by = cast.actor("owner")
    for at in moments:
        sections = {name: ids(page_of(by, cast, at, section=name)) for name in ("now", "later", "held")}
        everyone = sorted(pk for pks in sections.values() for pk in pks)
        assert everyone == sorted(Case.objects.filter(state="to_call").values_list("pk", flat=True))
        for pk in everyone:
            page = queries.call_page(by, case_id=pk, at=at)
            free = page.held_by is None or page.hold_is_stale
            assert (pk in sections["now"]) == (bool(page.card.may_ring) and free), page.card.may_ring.reason


def test_the_list_equals_the_door(cast, now):
    """What a worker finds on any list she may open; what she may open is on a list; a stranger has neither."""
    for state in ("to_call", "no_number", "guardian_missing", "awaiting_type", "will_call_self"):
        someone(cast, now, state=state)
    someone(cast, now, zone=cast.other_zone)
    for name in ("owner", "colleague", "leader"):
        by = cast.actor(name)
        listed = {pk for section in SECTIONS for pk in ids(page_of(by, cast, now, section=section))}
        allowed = {case.pk for case in Case.objects.all() if may(by, Act.SEE_CASE, case)}
        assert listed == allowed
        assert len(listed) == 5
    stranger = cast.actor("stranger")
    assert Case.objects.filter(zone=cast.zone).count() == 0
    other = queries.call_list(stranger, zone_id=cast.other_zone.pk, at=now)
    assert len(other.rows) == 1


def test_a_page_takes_few_questions_however_many_people(cast, now):
    for _ in range(60):
        someone(cast, now, attempts=1)
    by = cast.actor("owner")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = page_of(by, cast, now)
        queries.day_so_far(by, zone_id=cast.zone.pk, at=now)
    assert len(page.rows) == 50
    assert len(asked) <= 7, [one["sql"][:90] for one in asked]


def test_how_the_day_stands(cast, now):
    for result in ("no_answer", "declined", "will_call_self"):
        case = someone(cast, now)
        by = cast.actor("owner")
        actions.save_call(call_id=begin_call(by, case, now), told=Told(result), by=by, at=now)
    someone(cast, now, attempts=1, ring_from=datetime(2026, 11, 18, 14, 0, tzinfo=DENMARK))
    someone(cast, now, attempts=1, ring_from=datetime(2026, 11, 18, 14, 30, tzinfo=DENMARK))
    someone(cast, now, plan={"hour_from": 16, "hour_to": 19})
    someone(cast, now, plan={"hour_from": 16, "hour_to": 19, "days": 1})  # Mondays only
    day = queries.day_so_far(cast.actor("colleague"), zone_id=cast.zone.pk, at=now)
    assert (day.rung, day.reached, day.accepted, day.rung_by_me) == (3, 2, 0, 0)
    assert day.waiting == ((14, 1), (15, 1), (16, 1))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ka", True),
        ("KARLA", True),
        ("karla prø", True),
        ("prøve", True),
        ("prøvesen kar", True),
        ("k", False),
        ("arla", False),
        ("karla hansen", False),
        ("", False),
    ],
)
def test_search_by_the_beginning_of_names(cast, now, words, found):
    case = someone(cast, now)
    someone(cast, now, person={"given_name": "Mona", "family_name": "Opdigtet"})
    answer = queries.search(cast.actor("owner"), zone_id=cast.zone.pk, words=words, at=now)
    assert [one.case_id for one in answer] == ([case.pk] if found else [])


def test_search_by_the_beginning_of_a_number(cast, now):
    case = someone(cast, now, state="declined")
    digits = PhoneNumber.objects.get(person=case.person).number.removeprefix("+45")
    by = cast.actor("owner")
    for words in (digits, digits[:4] + " " + digits[4:], "+45 " + digits):
        assert case.pk in [one.case_id for one in queries.search(by, zone_id=cast.zone.pk, words=words, at=now)]
    assert queries.search(by, zone_id=cast.zone.pk, words=digits[:3], at=now) == ()


def test_the_next_person_is_the_top_of_the_list(cast, now):
    assert queries.next_person(cast.actor("owner"), zone_id=cast.zone.pk, at=now) is None
    case = someone(cast, now)
    assert queries.next_person(cast.actor("owner"), zone_id=cast.zone.pk, at=now) == case.pk


def test_what_was_agreed_for_today_stands_first_by_its_time(cast, now):
    def at(hour, day=18):
        return datetime(2026, 11, day, hour, 0, tzinfo=DENMARK)

    soon = someone(cast, now, window_until=day_of(now) + timedelta(days=1))
    later, due = (someone(cast, now, agreed=True, ring_from=at(hour)) for hour in (15, 11))
    missed = someone(cast, now, agreed=True, ring_from=at(14, 17))
    someone(cast, now, agreed=True, ring_from=at(9, 19))
    someone(cast, now, agreed=True, ring_from=at(10), plan={"may_ring": False})
    held = someone(cast, now, agreed=True, ring_from=at(10))
    actions.open_case(case_id=held.pk, by=cast.actor("colleague"), at=now)
    long_ago = someone(cast, now, agreed=True, ring_from=at(14, 3))
    by = cast.actor("owner")
    page = page_of(by, cast, now)
    assert [row.case_id for row in page.agreed] == [missed.pk, due.pk, later.pk]
    assert set(ids(page)) == {soon.pk, long_ago.pk, due.pk, missed.pk}
    assert queries.next_person(by, zone_id=cast.zone.pk, at=now) == missed.pk
    for told in ({"section": "later"}, {"language": "ar"}, {"after": "2026-11-18.1"}):
        assert page_of(by, cast, now, **told).agreed == ()


def test_the_agreed_are_found_by_their_time_and_not_by_reading_everyone(cast, now):
    someone(cast, now, agreed=True, ring_from=now)
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort"):  # the table is tiny, and any way would do
            cursor.execute(f"SET LOCAL enable_{way} = off")
    with CaptureQueriesContext(connection) as asked:
        page = page_of(cast.actor("owner"), cast, now)
    assert len(page.agreed) == 1
    (sql,) = [one["sql"] for one in asked if "'agreed', 0" in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        assert "agreed_calls_by_their_time" in str(cursor.fetchall())
