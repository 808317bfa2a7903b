"""Getting in touch, agreeing, what came of it, and what the one who referred is told."""

from datetime import timedelta

import pytest

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.cases.models import CounsellingReport
from brobygger.counselling import actions
from brobygger.counselling.figures import numbers
from brobygger.counselling.models import Counselling
from brobygger.counselling.tests.making import agreed, anonymous, asked, known, running, volunteer
from brobygger.people.models import Person, PhoneNumber
from brobygger.referrals.models import Referral
from brobygger.referrals.tests.sending import as_zone
from brobygger.referrals.tests.test_crossing import arrived

HELD = actions.Outcome("held", minutes=50, note="Sover dårligt")


def held(cast, now, talk, outcome=HELD):
    return actions.note_outcome(
        conversation_id=talk.pk, outcome=outcome, by=cast.actor("counsellor"), at=talk.starts_at
    )


def sender_state(cast, referral):
    as_zone(cast.zone)
    return Referral.objects.get(pk=referral.pk).state


def from_outreach(cast, now):
    """Someone whom the outreach team has referred, running with a volunteer here."""
    referral, by, line = arrived(cast, now)
    row = actions.open_for_arrival(arrival_id=line.arrival_id, by=by, at=now)
    return referral, running(cast, now, row)


def test_the_sender_sees_each_step_and_the_register_has_its_row_without_identity(cast, now):
    referral, row = from_outreach(cast, now)
    assert sender_state(cast, referral) == "accepted"
    by = cast.actor("counsellor")
    actions.note_attempt(counselling_id=row.pk, result="no_answer", by=by, at=now)
    assert sender_state(cast, referral) == "accepted"
    talk = agreed(cast, now, row)
    assert sender_state(cast, referral) == "first_contact"
    held(cast, now, talk)
    assert sender_state(cast, referral) == "held"
    cast.actor("coordinator")
    report = CounsellingReport.objects.get()
    assert (report.referral_token, report.referral_source, report.source) == (referral.token, "outreach", "own")
    assert (report.held_on, report.form, report.minutes) == (day_of(now), "phone", 50)
    assert (report.incident_type, report.gender, report.age_group) == (row.incident_type, row.gender, row.age_group)


def test_held_by_mistake_is_undone_on_both_sides_within_the_minute(cast, now):
    referral, row = from_outreach(cast, now)
    talk = agreed(cast, now, row)
    held(cast, now, talk)
    soon = talk.starts_at + timedelta(seconds=60)
    actions.undo_outcome(conversation_id=talk.pk, by=cast.actor("counsellor"), at=soon)
    talk.refresh_from_db()
    assert (talk.state, talk.minutes_held, talk.report_ref, talk.note) == ("planned", None, "", "")
    assert "Sover" in talk.draft  # what was written is there again
    assert not CounsellingReport.objects.exists()
    assert sender_state(cast, referral) == "first_contact"
    held(cast, now, talk)
    late = talk.starts_at + timedelta(seconds=61)
    with pytest.raises(Refused, match="undo_too_late"):
        actions.undo_outcome(conversation_id=talk.pk, by=cast.actor("counsellor"), at=late)


def test_a_conversation_is_not_held_before_it_begins_but_may_be_called_off(cast, now):
    talk = agreed(cast, now, running(cast, now), hours=3)
    by = cast.actor("counsellor")
    for outcome in (HELD, actions.Outcome("no_show")):
        with pytest.raises(Refused, match="not_held_yet"):
            actions.note_outcome(conversation_id=talk.pk, outcome=outcome, by=by, at=now)
    off = actions.Outcome("cancelled", cancelled_by="person")
    actions.note_outcome(conversation_id=talk.pk, outcome=off, by=by, at=now)
    talk.refresh_from_db()
    assert (talk.state, talk.cancelled_by) == ("cancelled", "person")
    with pytest.raises(Refused, match="conversation_cannot_move"):
        held(cast, now, talk)


def test_a_time_that_has_passed_cannot_be_agreed(cast, now):
    row = running(cast, now)
    with pytest.raises(Refused, match="time_has_passed"):
        agreed(cast, now, row, hours=0)


@pytest.mark.parametrize("result", ["someone_else_answered", "wrong_number"])
def test_a_number_that_someone_else_answered_is_stopped_at_once(cast, now, result):
    row = running(cast, now)
    number = PhoneNumber.objects.get()
    actions.note_attempt(counselling_id=row.pk, result=result, number_id=number.pk, by=cast.actor("counsellor"), at=now)
    number.refresh_from_db()
    assert number.stopped_because == result
    row.refresh_from_db()
    assert row.first_contact_at is None


def test_what_is_half_written_is_kept_sealed(cast, now):
    talk = agreed(cast, now, running(cast, now))
    actions.keep_draft(conversation_id=talk.pk, form={"note": "Sover"}, by=cast.actor("counsellor"), at=now)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT draft FROM counselling_conversation")
        assert b"Sover" not in bytes(cursor.fetchone()[0])
    held(cast, now, talk)
    with pytest.raises(Refused, match="conversation_cannot_move"):
        actions.keep_draft(conversation_id=talk.pk, form={}, by=cast.actor("counsellor"), at=now)


@pytest.mark.parametrize(
    ("reason", "before", "after"),
    [
        ("not_reached", False, "came_to_nothing"),
        ("helped", False, "came_to_nothing"),
        ("helped", True, "held"),
        ("wanted_no_more", True, "held"),
        ("consent_withdrawn", True, "withdrawn"),
    ],
)
def test_the_end_is_told_to_the_one_who_referred(cast, now, reason, before, after):
    referral, row = from_outreach(cast, now)
    if before:
        held(cast, now, agreed(cast, now, row))
    actions.end_counselling(
        counselling_id=row.pk, reason=reason, by=cast.actor("counsellor"), at=now + timedelta(hours=2)
    )
    row.refresh_from_db()
    assert (row.state, row.end_reason) == ("ended", reason)
    assert sender_state(cast, referral) == after


def test_nothing_ends_while_an_outcome_is_missing_and_what_is_ahead_is_called_off(cast, now):
    row = running(cast, now)
    talk, ahead = agreed(cast, now, row), agreed(cast, now, row, hours=48)
    by, then = cast.actor("counsellor"), now + timedelta(hours=2)
    with pytest.raises(Refused, match="conversations_without_outcome"):
        actions.end_counselling(counselling_id=row.pk, reason="helped", by=by, at=then)
    held(cast, now, talk)
    actions.end_counselling(counselling_id=row.pk, reason="helped", by=by, at=then)
    ahead.refresh_from_db()
    assert (ahead.state, ahead.cancelled_by) == ("cancelled", "organisation")


def test_someone_anonymous_is_helped_from_beginning_to_end_without_name_or_number(cast, now):
    row = running(cast, now, anonymous(cast, now, incident_type="violence"))
    assert not Person.objects.exists()
    code = actions.Code(" solsikke", "FYRTÅRN ")
    zone, by = cast.counselling_zone.pk, cast.actor("coordinator")
    assert actions.find_by_code(zone_id=zone, code=code, by=by, at=now) == row
    wrong = actions.Code("Solsikke", "fyrtårne")
    assert actions.find_by_code(zone_id=zone, code=wrong, by=by, at=now) is None
    held(cast, now, agreed(cast, now, row, form="in_person"))
    report = CounsellingReport.objects.get()
    assert (report.referral_source, report.form, report.incident_type) == ("self", "in_person", "violence")
    end = now + timedelta(hours=2)
    actions.end_counselling(counselling_id=row.pk, reason="helped", by=cast.actor("counsellor"), at=end)


def test_only_the_person_chooses_to_become_known(cast, now):
    row = running(cast, now, anonymous(cast, now))
    by = cast.actor("counsellor")
    with pytest.raises(Refused, match="yes_is_missing"):
        actions.become_known(counselling_id=row.pk, who=known(), said_yes=False, by=by, at=now)
    actions.become_known(counselling_id=row.pk, who=known(), said_yes=True, by=by, at=now)
    row.refresh_from_db()
    assert row.person.given_name == "Maria"
    with pytest.raises(Refused, match="is_known_already"):
        actions.become_known(counselling_id=row.pk, who=known(), said_yes=True, by=by, at=now)
    found = actions.find_by_code(
        zone_id=row.zone_id, code=actions.Code("Solsikke", "fyrtårn"), by=cast.actor("coordinator"), at=now
    )
    assert found == row


def test_the_code_word_is_nowhere_in_the_database(cast, now):
    row = anonymous(cast, now)
    assert bytes(row.code_mark)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT counselling_counselling::text FROM counselling_counselling")
        kept = cursor.fetchone()[0]
    for word in ("Solsikke", "fyrtårn"):
        assert word not in kept
        assert word.encode().hex() not in kept


def test_withdrawn_by_the_sender_ends_the_help_here(cast, now):
    from brobygger.referrals import actions as referrals

    referral, row = from_outreach(cast, now)
    ahead = agreed(cast, now, row)
    referrals.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    program = machine(cast.counselling_zone.pk)
    enter(program)
    assert actions.pass_time(zone_id=cast.counselling_zone.pk, by=program, at=now) == 1
    assert actions.pass_time(zone_id=cast.counselling_zone.pk, by=program, at=now) == 0
    row = Counselling.objects.get(pk=row.pk)
    assert (row.state, row.end_reason, row.ended_by) == ("ended", "consent_withdrawn", None)
    ahead.refresh_from_db()
    assert (ahead.state, ahead.cancelled_by) == ("cancelled", "person")


def test_withdrawn_while_they_talk_the_conversation_is_broken_off_and_what_was_held_stays_held(cast, now):
    from brobygger.referrals import actions as referrals

    referral, row = from_outreach(cast, now)
    before, under_way, ahead = (agreed(cast, now, row, hours=hours) for hours in (1, 3, 4))
    held(cast, now, before)
    referrals.withdraw_consent(
        referral_id=referral.pk, by=cast.actor("owner"), at=under_way.starts_at + timedelta(minutes=20)
    )
    program = machine(cast.counselling_zone.pk)
    enter(program)
    actions.pass_time(zone_id=cast.counselling_zone.pk, by=program, at=ahead.starts_at + timedelta(minutes=1))
    for talk, state, off_by in (
        (before, "held", ""),
        (under_way, "broken_off", ""),
        (ahead, "cancelled", "person"),  # it had not begun when the consent was withdrawn
    ):
        talk.refresh_from_db()
        assert (talk.state, talk.cancelled_by) == (state, off_by)
    assert CounsellingReport.objects.get().report_ref == before.report_ref
    by = cast.actor("coordinator")
    found = numbers(by, zone_id=row.zone_id, first=day_of(now), last=day_of(now), at=now + timedelta(days=1))
    assert list(found.outcomes.values()) == [1, 0, 1, 1]
    assert found.no_outcome == 0


def test_what_had_begun_when_a_volunteer_handed_back_was_cancelled_by_nobody(cast, now):
    row = running(cast, now)
    under_way, ahead = agreed(cast, now, row), agreed(cast, now, row, hours=48)
    then = under_way.starts_at + timedelta(minutes=5)
    actions.hand_back(counselling_id=row.pk, answer="no_time", by=cast.actor("counsellor"), at=then)
    for talk in (under_way, ahead):
        talk.refresh_from_db()
    assert (under_way.state, under_way.cancelled_by) == ("broken_off", "")
    assert (ahead.state, ahead.cancelled_by) == ("cancelled", "organisation")


def test_an_offer_of_one_who_has_withdrawn_cannot_be_accepted(cast, now):
    from brobygger.referrals import actions as referrals

    referral, by, line = arrived(cast, now)
    row = actions.open_for_arrival(arrival_id=line.arrival_id, by=by, at=now)
    asked(cast, now, row, volunteer(cast, now))
    referrals.withdraw_consent(referral_id=referral.pk, by=cast.actor("owner"), at=now)
    with pytest.raises((Refused, NotFound)):
        actions.accept_offer(counselling_id=row.pk, by=cast.actor("counsellor"), at=now)


def test_one_who_came_by_herself_and_withdraws_is_not_rung_any_more(cast, now):
    row = running(cast, now)
    by = cast.actor("counsellor")
    actions.end_counselling(counselling_id=row.pk, reason="consent_withdrawn", by=by, at=now)
    cast.actor("coordinator")
    assert row.person.contact_plan.__class__.objects.get(person=row.person).do_not_contact


def test_talking_now_is_the_conversation_that_was_agreed_for_now(cast, now):
    row = running(cast, now)
    talk = agreed(cast, now, row)
    by = cast.actor("counsellor")
    early = talk.starts_at - timedelta(minutes=15)
    assert actions.begin_unplanned(counselling_id=row.pk, form="phone", by=by, at=early) == talk
    other = actions.begin_unplanned(counselling_id=row.pk, form="phone", by=by, at=now)
    assert other != talk
    assert actions.begin_unplanned(counselling_id=row.pk, form="phone", by=by, at=now) == other  # pressed twice
