"""Rooms: two courses never in one at once, none without being heard of; and what else a course can lack."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from brobygger.base.decision import NotFound, Refused
from brobygger.base.templatetags.brobygger import reason
from brobygger.base.workdays import COPENHAGEN, day_of
from brobygger.courses import course_actions, queries, rules, vacant, venue_actions
from brobygger.courses.models import Course, Venue
from brobygger.courses.tests.making import FIRST, confirmed, planned, ready, room
from brobygger.courses.tests.test_pages import shown, signed_in, wednesday
from brobygger.reach.models import TrainingDone
from brobygger.risk.tests.making import refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def certificates(cast, now):
    ready(cast, now)


def states(cast, now, monkeypatch):
    monkeypatch.setattr("brobygger.courses.queries.timezone.now", lambda: now)
    told = queries.under_way(cast.actor("project_leader"), zone_id=cast.koege.pk)
    return sorted(one.state for one in told if one.kind == "course")


def test_a_room_that_is_taken_or_closed_is_refused_with_its_day_and_hour(cast, now):
    venue = room(cast, now, name="Kælderen", weekdays=[3, 4], closes=time(20))
    course = planned(cast, now, venue=venue)
    with pytest.raises(Refused) as taken:
        planned(cast, now, venue=venue, first_on=FIRST + timedelta(days=56))
    with override("da"):
        with_words = reason(taken.value.reason, **taken.value.facts)
    assert with_words == "Kælderen er optaget onsdag 3. marts 16:30 af Onsdagsholdet."
    assert "Kælderen" not in str(taken.value)
    with refused("room_is_not_had_that_weekday"):
        planned(cast, now, venue=venue, first_on=FIRST - timedelta(days=1))
    first = course.sessions.get(number=1)
    told = {"session_id": first.pk, "theme": "", "element": first.element, "by": cast.actor("assessor"), "at": now}
    with pytest.raises(Refused) as late:
        course_actions.move_session(**told, starts_at=first.starts_at + timedelta(hours=2))
    with override("da"):
        said = reason(late.value.reason, **late.value.facts)
    assert said == "Kælderen lukker kl. 20:00, og en gang onsdag 6. januar 18:30 ville vare til kl. 21:00."
    assert course_actions.move_session(**told, starts_at=first.starts_at + timedelta(hours=1)).venue == venue
    course_actions.call_off(course_id=course.pk, by=cast.actor("project_leader"), at=now)
    assert planned(cast, now, venue=venue)


def test_a_weekend_or_a_day_that_has_passed_is_said_as_what_it_is(cast, now):
    venue = room(cast, now, weekdays=[1, 2, 3, 4, 5, 6, 7])
    for days, code in ((3, "first_day_is_a_saturday"), (4, "first_day_is_a_sunday")):
        with refused(code):
            planned(cast, now, venue=venue, first_on=FIRST + timedelta(days=days))
    first = planned(cast, now, venue=venue).sessions.get(number=1)
    told = {"session_id": first.pk, "theme": "", "element": first.element, "by": cast.actor("assessor"), "at": now}
    with refused("session_day_has_passed"):
        course_actions.move_session(**told, starts_at=now - timedelta(days=1))
    page = (
        signed_in(cast, "assessor")
        .post(
            reverse("course_session_change", args=[first.pk]),
            {"on": "2020-01-01", "starts": "16:30", "element": first.element, "theme": ""},
        )
        .content.decode()
    )
    assert "Den dag er gået. Vælg i dag eller en senere dag." in page


def test_a_room_that_is_lost_leaves_sessions_that_are_heard_of_until_another_is_given(cast, now, monkeypatch):
    venue, other = room(cast, now), room(cast, now)
    course, by = planned(cast, now, venue=venue), cast.actor("project_leader")
    told = {"venue_id": venue.pk, "from_day": FIRST + timedelta(days=14), "by": by, "at": now}
    with pytest.raises(NotFound):
        venue_actions.lose_venue(**{**told, "by": cast.actor("odense_leader")})
    assert venue_actions.lose_venue(**told | {"by": cast.actor("project_leader")}) == 8
    assert states(cast, now, monkeypatch) == ["no_room"]
    free = vacant.free_for(course, queries.venues(by, zone_id=cast.koege.pk), now)
    assert free == [other]
    with refused("room_is_in_use_no_more"):
        venue_actions.give_room(course_id=course.pk, venue_id=venue.pk, by=by, at=now)
    venue_actions.give_room(course_id=course.pk, venue_id=other.pk, by=by, at=now)
    assert [one.venue_id for one in queries.sessions(course)] == [venue.pk] * 2 + [other.pk] * 8
    assert states(cast, now, monkeypatch) == []


def test_a_room_that_is_lost_later_is_had_until_then_and_is_ours_again_by_one_press(cast, now):
    venue = room(cast, now, name="Lokale 1")
    course, leader = planned(cast, now, venue=venue), signed_in(cast, "project_leader")
    leader.post(reverse("venue_lost", args=[venue.pk]), {"from_day": "2027-02-10"})
    page = leader.get(reverse("course_new")).content.decode()
    assert "Lokale 1, indtil 09.02.2027" in page
    assert leader.post(reverse("venue_ours", args=[venue.pk])).status_code == 302
    cast.actor("project_leader")
    assert Venue.objects.get(pk=venue.pk).in_use_until is None
    assert queries.lacks(course, now).no_room == ()


def test_a_room_is_not_lost_on_a_day_that_has_passed(cast, now):
    venue, leader = room(cast, now), signed_in(cast, "project_leader")
    planned(cast, now, venue=venue, first_on=wednesday())
    told = {"from_day": f"{timezone.localdate() - timedelta(days=1)}"}
    answer = leader.post(reverse("venue_lost", args=[venue.pk]), told)
    assert answer.status_code == 422
    assert "Den dag er gået." in answer.content.decode()
    assert Venue.objects.get(pk=venue.pk).in_use_until is None


def test_a_room_that_is_lost_later_than_was_said_is_had_until_then(cast, now):
    venue, by = room(cast, now), cast.actor("project_leader")
    course, told = planned(cast, now, venue=venue), {"venue_id": venue.pk, "by": by, "at": now}
    assert venue_actions.lose_venue(**told, from_day=FIRST) == 10
    assert reverse("venue_lost", args=[venue.pk]) in shown(signed_in(cast, "project_leader"), "venues")
    venue_actions.lose_venue(**told, from_day=FIRST + timedelta(days=15))
    assert [one.venue_id for one in queries.sessions(course)] == [venue.pk] * 3 + [None] * 7


def test_a_room_that_is_ours_again_says_which_sessions_it_is_not_free_for(cast, now):
    venue, leader = room(cast, now, name="Salen"), signed_in(cast, "project_leader")
    course = planned(cast, now, venue=venue)
    venue_actions.lose_venue(venue_id=venue.pk, from_day=FIRST, by=cast.actor("project_leader"), at=now)
    session = course.sessions.get(number=2)
    Venue.objects.filter(pk=venue.pk).update(in_use_until=None)
    who = {"leader": cast.project_leader, "second_leader": cast.assessor}
    other = planned(cast, now, venue=room(cast, now), first_on=FIRST + timedelta(days=1), **who)
    other.sessions.filter(number=1).update(venue=venue, starts_at=session.starts_at)
    page = leader.post(reverse("venue_ours", args=[venue.pk]), follow=True).content.decode()
    assert "Onsdagsholdet, 13.01.2027" in page
    assert "20.01.2027" not in page
    assert [one.number for one in queries.lacks(course, now).no_room] == [2]


def test_a_course_says_the_rooms_that_it_has_and_not_the_one_that_is_lost(cast, now):
    venue, leader = room(cast, now, name="Salen"), signed_in(cast, "project_leader")
    course, by = planned(cast, now, venue=venue), cast.actor("project_leader")

    def lead():
        return shown(leader, "course", course.pk).split('<p class="font-lead">')[1].split("</p>")[0]

    assert "Salen" in lead()
    venue_actions.lose_venue(venue_id=venue.pk, from_day=FIRST, by=by, at=now)
    assert "Salen" not in lead()
    venue_actions.give_room(course_id=course.pk, venue_id=room(cast, now, name="Kælderen").pk, by=by, at=now)
    assert "Kælderen" in lead()


def test_whoever_comes_is_to_be_told_of_another_room(cast, now):
    course = planned(cast, now)
    place = confirmed(cast, now, course)
    by, later = cast.actor("project_leader"), now + timedelta(hours=1)
    venue_actions.give_room(course_id=course.pk, venue_id=room(cast, now).pk, by=by, at=later)
    assert queries.untold_in(course) == {place.pk}
    assert "skal have en ny dag eller et nyt lokale at vide" in shown(signed_in(cast, "assessor"), "course", course.pk)


def test_what_is_kept_of_a_room_does_not_push_a_session_out_of_it(cast, now):
    venue = room(cast, now, name="Lokale 1")
    planned(cast, now, venue=venue)
    with refused("room_is_there"):
        room(cast, now, name="lokale 1")
    told = {"zone_id": cast.koege.pk, "venue_id": venue.pk, "by": cast.actor("project_leader"), "at": now}
    with refused("room_is_not_had_that_weekday"):
        venue_actions.keep_venue(**told, told={"name": "Lokale 1", "weekdays": [1]})
    venue_actions.lose_venue(venue_id=venue.pk, from_day=date(2027, 1, 1), by=told["by"], at=now)
    kept = venue_actions.keep_venue(**told, told={"name": "Lokale 1", "in_use_from": date(2027, 6, 1)})
    assert kept.in_use_until is None


def test_a_certificate_that_is_gone_before_the_course_is_over_is_heard_of(cast, now, monkeypatch):
    course = planned(cast, now, second_leader=cast.project_leader)
    assert states(cast, now, monkeypatch) == []
    third = day_of(course.sessions.get(number=3).starts_at)
    TrainingDone.objects.update(valid_until=third)
    assert states(cast, now, monkeypatch) == ["certificate"]
    assert queries.lacks(course, now).uncertified.number == 4
    with refused("one_who_leads_knows_violence"):
        planned(cast, now)


def test_too_few_the_day_before_is_called_off_or_begins_with_a_note(cast, now, monkeypatch):
    course = planned(cast, now)
    confirmed(cast, now, course)
    near = datetime.combine(FIRST - timedelta(days=1), time(9), tzinfo=COPENHAGEN)
    assert states(cast, near - timedelta(days=2), monkeypatch) == []
    assert states(cast, near, monkeypatch) == ["too_few"]
    by = cast.actor("project_leader")
    course_actions.begin_with_few(course_id=course.pk, words="Flere kommer om to uger", by=by, at=near)
    assert states(cast, near, monkeypatch) == []
    course_actions.call_off(course_id=course.pk, by=by, at=near)
    with refused("course_cannot_move"):
        course_actions.begin_with_few(course_id=course.pk, words="", by=by, at=near)


def test_the_rooms_on_the_pages(cast, now):
    leader = signed_in(cast, "project_leader")
    told = {
        "name": "Kælderen", "address": "Prøvevej 3", "seats": 10, "discretion": "Egen indgang", "weekdays": ["3"],
        "opens": "16:00", "closes": "15:00", "in_use_from": "2026-01-01",
    }  # fmt: skip
    assert leader.post(reverse("venue_new"), told).status_code == 422
    page = leader.post(reverse("venue_new"), told | {"closes": "20:00"}, follow=True).content.decode()
    assert "Egen indgang" in page
    shown(signed_in(cast, "assessor"), "venues", status=404)
    other = room(cast, now, name="Salen")
    course = planned(cast, now, venue=other, first_on=wednesday())
    told = {"from_day": f"{wednesday()}"}
    page = leader.post(reverse("venue_lost", args=[other.pk]), told, follow=True).content.decode()
    assert "vores til" in page
    page = shown(leader, "course", course.pk)
    assert "10 mødegange har ikke noget lokale." in page
    assert "Kælderen" in shown(leader, "course_room", course.pk)
    shown(leader, "venue_change", other.pk)
    venue = leader.post(reverse("course_room", args=[course.pk]), {"venue_id": Course.objects.get().venue_id})
    assert venue.status_code == 422
    leader.post(reverse("course_few", args=[course.pk]), {"words": "Vi begynder"})
    assert "Vi begynder" in shown(leader, "course", course.pk)


def test_when_a_room_takes_a_session_and_a_certificate_holds():
    hours = rules.Hours({3}, time(16), time(19), date(2027, 1, 6), date(2027, 1, 13))
    at = datetime(2027, 1, 6, 15, 30, tzinfo=UTC)
    assert hours.takes(at, 150)
    for moment, minutes in (
        (at, 151), (at - timedelta(hours=1), 60), (at + timedelta(days=1), 60), (at - timedelta(weeks=1), 60),
        (at + timedelta(weeks=2), 60), (at, 60 * 24),
    ):  # fmt: skip
        assert not hours.takes(moment, minutes)
    why = [
        hours.may_take(moment, 60).reason
        for moment in (
            at, at - timedelta(hours=1), at + timedelta(hours=2), at + timedelta(days=1), at - timedelta(weeks=1),
            at + timedelta(weeks=2),
        )
    ]  # fmt: skip
    assert why == [
        "", "room_opens_later", "room_closes_before", "room_is_not_had_that_weekday", "room_is_not_in_use_yet",
        "room_is_in_use_no_more",
    ]  # fmt: skip
    open_end = rules.Certificate(FIRST)
    assert open_end.holds(FIRST)
    assert not open_end.holds(FIRST - timedelta(days=1))
    until = rules.Certificate(FIRST, FIRST)
    assert rules.first_uncertified([FIRST, FIRST + timedelta(days=7)], [until]) == 1
    assert rules.first_uncertified([FIRST], [until]) is None
    monday = date(2027, 1, 11)
    assert day_of(rules.quorum_is_due(monday)) == date(2027, 1, 7)  # Friday is the day before, Thursday before that
