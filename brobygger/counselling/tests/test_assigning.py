"""From waiting to a volunteer's yes, and back again."""

from datetime import timedelta

import pytest

from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.counselling import actions, queries
from brobygger.counselling.choosing import candidates_for
from brobygger.counselling.models import Assignment
from brobygger.counselling.tests.making import agreed, anonymous, asked, known, running, someone, volunteer
from brobygger.staff import actions as staff
from brobygger.trail.models import Entry
from brobygger.volunteers import actions as volunteers


def reasons(cast, row, now):
    found = candidates_for(cast.actor("coordinator"), row, at=now)
    return {one.who.name: {reason.code for reason in one.against} for one in found}


def test_a_volunteer_is_asked_says_yes_and_has_the_person(cast, now):
    row = running(cast, now)
    assert (row.state, row.counsellor) == ("running", cast.counsellor)
    assert Assignment.objects.get().state == "accepted"
    assert [one.what for one in Entry.objects.filter(about_kind="counselling").order_by("id")] == [
        "counselling.opened",
        "counselling.offered",
        "counselling.accepted",
    ]


def test_a_no_needs_no_defence_and_is_remembered_as_a_reason(cast, now):
    row = asked(cast, now, someone(cast, now), volunteer(cast, now))
    actions.decline_offer(counselling_id=row.pk, answer="no_time", by=cast.actor("counsellor"), at=now)
    row.refresh_from_db()
    assert (row.state, row.counsellor) == ("waiting", None)
    assert reasons(cast, row, now)["Counsellor"] == {"declined_before"}


def test_a_question_can_be_taken_back_until_it_is_answered(cast, now):
    row = asked(cast, now, someone(cast, now), volunteer(cast, now))
    actions.withdraw_offer(counselling_id=row.pk, by=cast.actor("coordinator"), at=now)
    with pytest.raises(NotFound):
        actions.accept_offer(counselling_id=row.pk, by=cast.actor("counsellor"), at=now)
    with pytest.raises(Refused, match="answered_meanwhile"):
        actions.withdraw_offer(counselling_id=row.pk, by=cast.actor("coordinator"), at=now)


def test_a_colleague_who_was_quicker_is_not_overruled(cast, now):
    first, second = volunteer(cast, now), volunteer(cast, now, "second_counsellor")
    row = asked(cast, now, someone(cast, now), first)
    with pytest.raises(Refused, match="assigned_meanwhile"):
        actions.offer(
            counselling_id=row.pk, volunteer_id=second.pk, why="", by=cast.actor("second_coordinator"), at=now
        )
    row.refresh_from_db()
    assert row.counsellor == cast.counsellor


def test_what_is_chosen_against_a_reason_is_kept_with_its_why(cast, now):
    row, chosen = someone(cast, now, language="ar"), volunteer(cast, now)
    with pytest.raises(Refused, match="choose_against_needs_why"):
        asked(cast, now, row, chosen)
    asked(cast, now, row, chosen, why="De taler engelsk sammen")
    kept = Assignment.objects.get()
    assert (kept.against, kept.against_why) == (["language"], "De taler engelsk sammen")


def test_full_hands_and_days_away_are_told(cast, now):
    chosen = volunteer(cast, now, most_cases=1)
    asked(cast, now, someone(cast, now, known("Lone", "+4595000018")), chosen)
    day = day_of(now)
    staff.note_absence(
        worker_id=cast.counsellor.pk,
        zone_id=cast.counselling_zone.pk,
        first_day=day,
        last_day=day + timedelta(days=9),
        substitute_id=None,
        by=cast.actor("coordinator"),
        at=now,
    )
    assert reasons(cast, someone(cast, now), now)["Counsellor"] == {"load", "away"}


@pytest.mark.parametrize(
    ("kind", "words", "needs"),
    [
        ("person", "maria louise PRØVE", {}),
        ("organisation", "Den Opdigtede Skole", {"organisations": "Fabrikken, den opdigtede skole"}),
        ("area", "Lilleby", {"area": "lilleby"}),
    ],
)
def test_a_conflict_is_recognised_by_its_words_and_cannot_be_chosen_past(cast, now, kind, words, needs):
    chosen = volunteer(cast, now)
    volunteers.declare_conflict(volunteer_id=None, kind=kind, words=words, by=cast.actor("counsellor"), at=now)
    row = someone(cast, now, **needs)
    with pytest.raises(Refused, match="conflict_of_interest"):
        asked(cast, now, row, chosen, why="Vi har ingen andre")


def test_the_same_staircase_is_a_conflict(cast, now):
    chosen, row = volunteer(cast, now), someone(cast, now)
    row.person.address = "Prøvevej 12, 3. th."
    row.person.save()
    volunteers.declare_conflict(
        volunteer_id=chosen.pk, kind="address", words="prøvevej 12, st. tv", by=cast.actor("coordinator"), at=now
    )
    assert "conflict_of_interest" in reasons(cast, row, now)["Counsellor"]


def test_one_whom_the_volunteer_knows_is_handed_back_and_never_offered_again(cast, now):
    row = running(cast, now)
    talk = agreed(cast, now, row)
    actions.hand_back(counselling_id=row.pk, answer="knows_them", by=cast.actor("counsellor"), at=now)
    row.refresh_from_db()
    talk.refresh_from_db()
    assert row.state == "waiting"
    assert (talk.state, talk.cancelled_by) == ("cancelled", "organisation")
    assert {"conflict_of_interest", "handed_back_before"} <= reasons(cast, row, now)["Counsellor"]


def test_a_required_certificate_stops_until_it_is_there(cast, now):
    chosen, row, by = volunteer(cast, now), someone(cast, now), cast.actor("coordinator")
    kind = volunteers.add_certificate_kind(
        zone_id=row.zone_id, name="Grundkursus", needed_for="everyone", by=by, at=now
    )
    assert reasons(cast, row, now)["Counsellor"] == {"certificate_missing"}
    day = day_of(now)
    old = {"got_on": day - timedelta(days=800), "expires_on": day - timedelta(days=1)}
    volunteers.note_certificate(volunteer_id=chosen.pk, kind_id=kind.pk, **old, by=by, at=now)
    assert reasons(cast, row, now)["Counsellor"] == {"certificate_expired"}
    volunteers.note_certificate(volunteer_id=chosen.pk, kind_id=kind.pk, got_on=day, expires_on=None, by=by, at=now)
    assert reasons(cast, row, now)["Counsellor"] == set()


def test_one_who_has_no_role_any_more_is_not_active(cast, now):
    volunteer(cast, now)
    cast.counsellor.memberships.update(until=day_of(now) - timedelta(days=1))
    assert reasons(cast, someone(cast, now), now)["Counsellor"] == {"volunteer_not_active"}


def test_a_person_is_helped_once_at_a_time_and_a_code_is_one_person(cast, now):
    anonymous(cast, now)
    with pytest.raises(Refused, match="code_is_taken"):
        anonymous(cast, now, "SOLSIKKE ", "Fyrtårn")
    anonymous(cast, now, "Solsikke", "et andet ord")
    with pytest.raises(Refused, match="code_too_short"):
        anonymous(cast, now, "Anemone", "abc")


def test_what_waits_is_told_to_the_alarms_by_codes_alone(cast, now):
    by = cast.actor("coordinator")
    zone = cast.counselling_zone.pk
    row = someone(cast, now)
    assert [(one.kind, one.state) for one in queries.under_way(by, zone_id=zone)] == [("counselling", "waiting")]
    running(cast, now, row)
    assert [(one.state, one.worker_id) for one in queries.under_way(by, zone_id=zone)] == [
        ("no_contact", cast.counsellor.pk)
    ]
    talk = agreed(cast, now, row)
    found = queries.under_way(by, zone_id=zone)
    assert [(one.kind, one.state, one.since) for one in found] == [
        ("conversation", "planned", talk.starts_at + timedelta(minutes=45))
    ]
    actions.follow_up(counselling_id=row.pk, on=day_of(now), by=cast.actor("counsellor"), at=now)
    assert {one.state for one in queries.under_way(by, zone_id=zone)} == {"planned", "follow_up"}
    assert "Maria" not in repr(found)


def test_the_volunteer_hears_that_something_waits_and_never_what(cast, now):
    from brobygger.contact.models import Message

    asked(cast, now, someone(cast, now, incident_type="violence"), volunteer(cast, now))
    message = Message.objects.get()
    assert (message.worker, message.channel) == (cast.counsellor, "email")
    assert not any(word in repr(vars(message)) for word in ("Maria", "Vold", "violence"))
