"""A worker opens a person, sees the card, writes, saves, and may undo: what she and her colleagues then see."""

from datetime import date, datetime, timedelta

import pytest

from brobygger.base.decision import NotFound, Refused
from brobygger.cases.models import Case, Registration
from brobygger.outreach import actions, queries
from brobygger.outreach.facts import Filters, Told, Wishes
from brobygger.outreach.models import Call
from brobygger.outreach.tests.making import begin_call, someone
from brobygger.people.models import ContactPlan, Person, PhoneNumber
from brobygger.trail.models import Entry


def begin(cast, case, now, name="owner"):
    """The worker has opened the case and read the card."""
    by = cast.actor(name)
    return by, begin_call(by, case, now)


def save(cast, case, now, **told):
    by, call_id = begin(cast, case, now)
    return actions.save_call(call_id=call_id, told=Told(**told), by=by, at=now)


def listed(by, cast, now, **filters):
    return [row.case_id for row in queries.call_list(by, zone_id=cast.zone.pk, at=now, filters=Filters(**filters)).rows]


def test_the_number_is_shown_only_when_the_card_has_been_seen(cast, now):
    case = someone(cast, now)
    by = cast.actor("owner")
    call_id = actions.open_case(case_id=case.pk, by=by, at=now).call_id
    assert call_id
    page = queries.call_page(by, case_id=case.pk, at=now)
    assert page.card.may_ring
    assert not page.numbers
    assert page.has_number
    actions.see_card(call_id=call_id, by=by, at=now)
    (number,) = queries.call_page(by, case_id=case.pk, at=now).numbers
    assert number.number.startswith("+4595")
    assert number.pairs.startswith("95 ")
    colleague = cast.actor("colleague")
    assert not queries.call_page(colleague, case_id=case.pk, at=now).numbers


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        ({"may_ring": False}, "nothing_recorded"),
        ({"may_ring": False, "do_not_contact": True}, "do_not_contact"),
        ({"hour_from": 16, "hour_to": 20}, "not_her_hours"),
        ({"days": 0b0000001}, "not_her_day"),
    ],
)
def test_no_number_is_shown_where_the_card_does_not_allow_it_now(cast, now, plan, reason):
    case = someone(cast, now, plan=plan)
    by, _ = begin(cast, case, now)
    page = queries.call_page(by, case_id=case.pk, at=now)
    assert page.card.may_ring.reason == reason
    assert not page.numbers
    assert listed(by, cast, now) == []


def test_who_said_yes_is_carried_on_with_her_number(cast, now):
    case = someone(cast, now)
    save(cast, case, now, result="accepted")
    colleague = cast.actor("colleague")
    assert queries.call_page(colleague, case_id=case.pk, at=now).numbers
    assert Entry.objects.filter(by=cast.colleague, what="outreach.case_read", about_id=case.pk).count() == 1


def test_the_open_call_of_a_worker_is_her_own(cast, now):
    case = someone(cast, now)
    owner, call_id = begin(cast, case, now)
    assert queries.open_call_of(owner, case_id=case.pk) == call_id
    with pytest.raises(Refused, match="call_not_open"):
        queries.open_call_of(cast.actor("colleague"), case_id=case.pk)
    with pytest.raises(NotFound):
        queries.open_call_of(cast.actor("stranger"), case_id=case.pk)


def test_what_is_read_stands_in_the_trail(cast, now):
    case = someone(cast, now)
    by = cast.actor("owner")
    queries.call_list(by, zone_id=cast.zone.pk, at=now)
    queries.search(by, zone_id=cast.zone.pk, words="karla", at=now)
    queries.call_page(by, case_id=case.pk, at=now)
    actions.open_case(case_id=case.pk, by=by, at=now)
    told = list(Entry.objects.filter(by=cast.owner).order_by("id").values_list("what", "facts__people"))
    assert told == [
        ("outreach.list_seen", 1),
        ("outreach.searched", 1),
        ("outreach.case_read", None),
        ("outreach.person_opened", None),
    ]


def test_a_person_who_is_open_with_one_worker_is_not_on_the_others_lists(cast, now):
    case, other = someone(cast, now), someone(cast, now)
    owner = cast.actor("owner")
    actions.open_case(case_id=case.pk, by=owner, at=now)
    mine = queries.call_list(owner, zone_id=cast.zone.pk, at=now)
    assert [row.case_id for row in mine.held_by_me] == [case.pk]
    assert [row.case_id for row in mine.rows] == [other.pk]
    colleague = cast.actor("colleague")
    assert listed(colleague, cast, now) == [other.pk]
    assert listed(colleague, cast, now, section="held") == [case.pk]
    with pytest.raises(Refused, match="held_by_another"):
        actions.open_case(case_id=case.pk, by=colleague, at=now)
    with pytest.raises(Refused, match="held_by_another"):
        actions.take_over(case_id=case.pk, by=colleague, at=now)


def test_a_hold_left_lying_may_be_taken_over_and_the_form_waits_for_its_writer(cast, now):
    case = someone(cast, now)
    owner, call_id = begin(cast, case, now)
    actions.keep_form(call_id=call_id, form={"note": "hun er på arbejde"}, by=owner, at=now)
    later = now + timedelta(minutes=31)
    colleague = cast.actor("colleague")
    assert listed(colleague, cast, later) == [case.pk]
    taken = actions.open_case(case_id=case.pk, by=colleague, at=later)
    assert not taken.resumed
    assert taken.call_id != call_id
    assert queries.call_page(colleague, case_id=case.pk, at=later).form == {}
    with pytest.raises(Refused, match="call_not_open"):
        actions.keep_form(call_id=call_id, form={}, by=owner, at=later)
    actions.leave_case(case_id=case.pk, by=colleague, at=later)
    owner = cast.actor("owner")
    again = actions.open_case(case_id=case.pk, by=owner, at=later)
    assert again.resumed
    assert again.call_id == call_id
    page = queries.call_page(owner, case_id=case.pk, at=later)
    assert page.form == {"note": "hun er på arbejde"}
    assert not page.card_seen


def test_writing_keeps_the_hold_fresh(cast, now):
    case = someone(cast, now)
    owner, call_id = begin(cast, case, now)
    actions.keep_form(call_id=call_id, form={"a": "b"}, by=owner, at=now + timedelta(minutes=20))
    with pytest.raises(Refused, match="held_by_another"):
        actions.open_case(case_id=case.pk, by=cast.actor("colleague"), at=now + timedelta(minutes=40))


def test_a_leader_may_take_over_and_release(cast, now):
    case = someone(cast, now)
    begin(cast, case, now)
    leader = cast.actor("leader")
    assert queries.call_page(leader, case_id=case.pk, at=now).may_take_over
    actions.take_over(case_id=case.pk, by=leader, at=now)
    actions.release_hold(case_id=case.pk, by=leader, at=now)
    assert listed(leader, cast, now) == [case.pk]
    with pytest.raises(NotFound):
        actions.release_hold(case_id=case.pk, by=cast.actor("owner"), at=now)


def test_half_a_form_is_sealed_in_the_database(cast, now):
    from django.db import connection

    owner, call_id = begin(cast, someone(cast, now), now)
    actions.keep_form(call_id=call_id, form={"note": "meget ulykkelig"}, by=owner, at=now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT form FROM outreach_call WHERE id = %s", [call_id])
        assert b"ulykkelig" not in bytes(cursor.fetchone()[0])


def test_no_answer_means_other_hours_on_another_day(cast, now):
    case = someone(cast, now)
    saved = save(cast, case, now, result="no_answer", note="tog den ikke")
    assert saved.state == "to_call"
    assert saved.ring_from == datetime.fromisoformat("2026-11-19T12:00+01:00")  # rung Wednesday at 11:30
    case.refresh_from_db()
    assert (case.attempts, case.held_by_id, case.last_band) == (1, None, 0)
    register = Registration.objects.get(case=case)
    assert (register.attempts, register.reached, register.state) == (1, False, "to_call")
    by = cast.actor("owner")
    assert listed(by, cast, now + timedelta(minutes=1)) == []
    assert listed(by, cast, now + timedelta(minutes=1), section="later") == [case.pk]
    page = queries.call_list(by, zone_id=cast.zone.pk, at=now + timedelta(days=1, hours=2))
    assert [(a.result, a.at.hour) for a in page.rows[0].attempts] == [("no_answer", 11)]


def test_after_the_most_attempts_she_was_not_reached(cast, now):
    case = someone(cast, now, attempts=4)
    assert save(cast, case, now, result="no_answer").state == "not_reached"
    case.refresh_from_db()
    assert case.ended_at == now
    assert Registration.objects.get(case=case).state == "not_reached"


def test_someone_else_answered_stops_the_number_at_once(cast, now):
    case = someone(cast, now)
    saved = save(cast, case, now, result="someone_else_answered")
    assert saved.state == "no_number"
    number = PhoneNumber.objects.get(person=case.person)
    assert (number.stopped_because, number.stopped_by_id) == ("someone_else_answered", cast.owner.pk)
    assert not ContactPlan.objects.get(person=case.person).may_ring
    page = queries.call_page(cast.actor("owner"), case_id=case.pk, at=now)
    assert not page.numbers
    assert page.stopped[0].because == "someone_else_answered"
    assert page.calls[0].number_stopped
    assert page.stopped[0].ending == number.number[-2:]


def test_with_another_number_she_stays_on_the_list(cast, now):
    case = someone(cast, now, numbers=2)
    by, call_id = begin(cast, case, now)
    rung = queries.call_page(by, case_id=case.pk, at=now).numbers[1].id
    saved = actions.save_call(call_id=call_id, told=Told("wrong_number", number_id=rung), by=by, at=now)
    assert saved.state == "to_call"
    assert PhoneNumber.objects.get(pk=rung).stopped_because == "wrong_number"
    assert PhoneNumber.objects.filter(person=case.person, stopped_at=None).count() == 1


def test_a_number_that_is_found_brings_her_back(cast, now):
    case = someone(cast, now)
    save(cast, case, now, result="not_in_use")
    by = cast.actor("owner")
    with pytest.raises(Refused, match="number_not_understood"):
        actions.add_number(case_id=case.pk, number="ved ikke", by=by, at=now)
    stopped = PhoneNumber.objects.get(person=case.person).number
    with pytest.raises(Refused, match="number_known_as_stopped"):
        actions.add_number(case_id=case.pk, number=stopped, by=by, at=now)
    actions.add_number(case_id=case.pk, number="95 00 99 01", by=by, at=now)
    case.refresh_from_db()
    assert (case.state, case.may_ring) == ("to_call", True)
    assert listed(by, cast, now + timedelta(days=1, hours=1)) == [case.pk]


def test_a_declined_offer_with_its_reason(cast, now):
    case = someone(cast, now)
    assert save(cast, case, now, result="declined", decline_reason="has_other_help").state == "declined"
    register = Registration.objects.get(case=case)
    assert (register.outcome, register.decline_reason, register.reached) == ("declined", "has_other_help", True)
    assert register.reached_on == date(2026, 11, 18)


def test_will_call_herself_is_followed_until_she_came(cast, now):
    case = someone(cast, now)
    save(cast, case, now, result="will_call_self")
    by = cast.actor("owner")
    (row,) = queries.call_list(by, zone_id=cast.zone.pk, at=now, filters=Filters(section="followed")).rows
    assert row.follow_until == date(2026, 12, 9)
    actions.mark_came(case_id=case.pk, by=by, at=now)
    assert Registration.objects.get(case=case).state == "came"


def test_she_is_rung_at_the_time_she_asked_for_even_outside_the_usual_hours(cast, now):
    case = someone(cast, now)
    sunday = datetime.fromisoformat("2026-11-22T10:00+01:00")
    saved = save(cast, case, now, result="call_again", again_at=sunday)
    assert saved.ring_from == sunday
    by = cast.actor("owner")
    assert listed(by, cast, sunday - timedelta(minutes=5)) == []
    assert listed(by, cast, sunday + timedelta(minutes=5)) == [case.pk]
    assert Registration.objects.get(case=case).reached


def test_her_wishes_stand_on_the_card_and_hold_for_the_list(cast, now):
    case = someone(cast, now)
    evening = datetime.fromisoformat("2026-11-19T17:00+01:00")
    wishes = Wishes(days=0b0011111, hour_from=16, hour_to=20, may_leave_voicemail=True, wishes="ring ikke på arbejdet")
    save(cast, case, now, result="call_again", again_at=evening, wishes=wishes)
    plan = ContactPlan.objects.get(person=case.person)
    assert (plan.basis, plan.hour_from, plan.confirmed_by_id) == ("herself", 16, cast.owner.pk)
    case.refresh_from_db()
    assert (case.ring_days, case.ring_hour_from, case.ring_hour_to) == (0b0011111, 16, 20)
    page = queries.call_page(cast.actor("owner"), case_id=case.pk, at=evening)
    assert page.card.may_ring
    assert page.card.may_leave_voicemail
    assert page.card.wishes == "ring ikke på arbejdet"
    old = queries.call_page(cast.actor("owner"), case_id=case.pk, at=evening + timedelta(days=15))
    assert old.card.ask_again
    assert not old.card.may_leave_voicemail


def test_do_not_contact_stops_everything(cast, now):
    case = someone(cast, now)
    assert save(cast, case, now, result="do_not_contact").state == "stopped"
    plan = ContactPlan.objects.get(person=case.person)
    assert plan.do_not_contact
    assert not plan.may_ring
    with pytest.raises(Refused, match="case_ended"):
        actions.open_case(case_id=case.pk, by=cast.actor("owner"), at=now)


def test_no_common_language_ends_it_without_an_interpreter_and_continues_with_one(cast, now):
    assert save(cast, someone(cast, now), now, result="language_barrier").state == "language_barrier"
    case = someone(cast, now)
    assert save(cast, case, now, result="language_barrier", interpreter=True, language="ar").state == "to_call"
    page = queries.call_page(cast.actor("owner"), case_id=case.pk, at=now)
    assert page.interpreter
    assert page.language == "ar"
    assert page.script_fallback
    assert page.script_language == "da"


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"result": ""}, "no_result"),
        ({"result": "nonsense"}, "no_result"),
        ({"result": "no_answer", "decline_reason": "no_need"}, "reason_without_decline"),
        ({"result": "call_again"}, "time_missing"),
        (
            {"result": "call_again", "again_at": datetime.fromisoformat("2026-11-18T11:00+01:00")},
            "again_time_has_passed",
        ),
        ({"result": "call_again", "again_at": datetime.fromisoformat("2026-12-24T11:00+01:00")}, "time_after_window"),
        ({"result": "call_again", "again_at": datetime.fromisoformat("2026-11-19T06:30+01:00")}, "too_early_or_late"),
    ],
)
def test_a_form_that_does_not_hold_together_is_refused_and_nothing_changes(cast, now, told, reason):
    case = someone(cast, now)
    by, call_id = begin(cast, case, now)
    with pytest.raises(Refused) as refused:
        actions.save_call(call_id=call_id, told=Told(**told), by=by, at=now)
    assert refused.value.reason == reason
    assert Call.objects.get(pk=call_id).state == "open"
    case.refresh_from_db()
    assert case.attempts == 0


def test_a_call_is_not_saved_before_the_card_has_been_seen(cast, now):
    case = someone(cast, now)
    by = cast.actor("owner")
    call_id = actions.open_case(case_id=case.pk, by=by, at=now).call_id
    assert call_id
    with pytest.raises(Refused, match="card_not_seen"):
        actions.save_call(call_id=call_id, told=Told("no_answer"), by=by, at=now)


def facts_of(case):
    """Everything that a call may change, as it stands."""
    plan = ContactPlan.objects.filter(person=case.person_id).values()
    return (
        list(Case.objects.filter(pk=case.pk).values()),
        list(Registration.objects.filter(case=case).order_by("id").values()),
        list(PhoneNumber.objects.filter(person=case.person_id).order_by("id").values()),
        list(plan),
        list(Person.objects.filter(pk=case.person_id).values()),
    )


@pytest.mark.parametrize(
    "told",
    [
        {"result": "no_answer", "note": "intet svar"},
        {"result": "accepted"},
        {"result": "declined", "decline_reason": "no_need"},
        {"result": "will_call_self"},
        {"result": "someone_else_answered"},
        {"result": "do_not_contact"},
        {"result": "language_barrier", "interpreter": True, "language": "ar"},
        {
            "result": "call_again",
            "again_at": datetime.fromisoformat("2026-11-19T17:00+01:00"),
            "wishes": Wishes(days=127, hour_from=16, hour_to=18, wishes="kun aften", may_leave_voicemail=True),
        },
    ],
    ids=lambda told: told["result"],
)
def test_undo_within_the_minute_puts_everything_back(cast, now, told):
    case = someone(cast, now, attempts=2, plan={"wishes": "ring sent"})
    by, call_id = begin(cast, case, now)
    actions.keep_form(call_id=call_id, form={"note": "halvt"}, by=by, at=now)
    before = facts_of(case)
    at = now + timedelta(minutes=3)
    actions.save_call(call_id=call_id, told=Told(**told), by=by, at=at)
    assert facts_of(case) != before
    opened = actions.undo_call(call_id=call_id, by=by, at=at + timedelta(seconds=59))
    assert facts_of(case) == before
    page = queries.call_page(by, case_id=case.pk, at=at)
    assert page.call_id == opened.call_id
    assert page.form == {"note": "halvt"}
    assert page.numbers
    assert page.calls[0].undone


def test_undo_is_for_the_one_who_saved_and_for_a_minute(cast, now):
    case = someone(cast, now)
    saved = save(cast, case, now, result="declined")
    with pytest.raises(Refused, match="not_your_call"):
        actions.undo_call(call_id=saved.call_id, by=cast.actor("colleague"), at=now)
    by = cast.actor("owner")
    with pytest.raises(Refused, match="call_undo_too_late"):
        actions.undo_call(call_id=saved.call_id, by=by, at=now + timedelta(seconds=61))
    actions.undo_call(call_id=saved.call_id, by=by, at=now)
    with pytest.raises(Refused, match="call_cannot_move"):
        actions.undo_call(call_id=saved.call_id, by=by, at=now)


def test_undo_is_refused_where_someone_has_gone_on_since(cast, now):
    case = someone(cast, now)
    saved = save(cast, case, now, result="no_answer")
    colleague = cast.actor("colleague")
    actions.open_case(case_id=case.pk, by=colleague, at=now + timedelta(seconds=5))
    owner = cast.actor("owner")
    with pytest.raises(Refused, match="held_by_another"):
        actions.undo_call(call_id=saved.call_id, by=owner, at=now + timedelta(seconds=10))


def test_a_guardian_who_is_found_is_the_one_rung(cast, now):
    case = someone(cast, now, state="guardian_missing", person={"given_name": "Bo", "birth_date": date(2014, 1, 2)})
    by = cast.actor("owner")
    assert actions.open_case(case_id=case.pk, by=by, at=now).call_id is None
    assert queries.call_page(by, case_id=case.pk, at=now).card.may_ring.reason == "minor_is_not_rung"
    guardian = {"given_name": "Mona", "family_name": "Opdigtet", "number": "95 00 12 12"}
    actions.add_guardian(case_id=case.pk, by=by, at=now, **guardian)
    actions.open_case(case_id=case.pk, by=by, at=now)
    page = queries.call_page(by, case_id=case.pk, at=now)
    assert (page.first_name, page.minor_first_name, page.for_minor, page.state) == ("Mona", "Bo", True, "to_call")
    assert page.card.may_ring
    assert Registration.objects.filter(case=case, person__given_name="Bo").exists()


def test_dates_that_pass_close_cases_in_an_explained_state(cast, now):
    from brobygger.access.actor import machine
    from brobygger.access.zones import enter

    late = someone(cast, now, window_until=date(2026, 11, 17))
    without = someone(cast, now, numbers=0, window_until=date(2026, 11, 17))
    today = someone(cast, now, window_until=date(2026, 11, 18))
    held = someone(cast, now, window_until=date(2026, 11, 17))
    actions.open_case(case_id=held.pk, by=cast.actor("owner"), at=now)
    waits = someone(cast, now, state="will_call_self", follow_until=date(2026, 11, 17))
    by = machine(cast.zone.pk)
    enter(by)
    passed = actions.pass_dates(zone_id=cast.zone.pk, by=by, at=now)
    assert (passed.window, passed.follow) == (2, 1)
    states = {case.pk: case.state for case in Case.objects.all()}
    assert states == {
        late.pk: "window_passed",
        without.pk: "window_passed",
        today.pk: "to_call",
        held.pk: "to_call",
        waits.pk: "did_not_come",
    }
    assert actions.pass_dates(zone_id=cast.zone.pk, by=by, at=now).window == 0


def test_a_stranger_meets_nothing(cast, now):
    case = someone(cast, now)
    saved = save(cast, case, now, result="no_answer")
    stranger = cast.actor("stranger")
    for model in (Case, Call, Person, PhoneNumber, ContactPlan, Registration):
        assert model.objects.count() == 0
    for ask in (
        lambda: queries.call_page(stranger, case_id=case.pk, at=now),
        lambda: queries.call_list(stranger, zone_id=cast.zone.pk, at=now),
        lambda: queries.search(stranger, zone_id=cast.zone.pk, words="karla", at=now),
        lambda: queries.day_so_far(stranger, zone_id=cast.zone.pk, at=now),
        lambda: actions.open_case(case_id=case.pk, by=stranger, at=now),
        lambda: actions.take_over(case_id=case.pk, by=stranger, at=now),
        lambda: actions.undo_call(call_id=saved.call_id, by=stranger, at=now),
        lambda: actions.keep_form(call_id=saved.call_id, form={}, by=stranger, at=now),
        lambda: actions.add_number(case_id=case.pk, number="95001111", by=stranger, at=now),
    ):
        with pytest.raises(NotFound):
            ask()


def test_the_data_protection_officer_has_no_list(cast, now):
    someone(cast, now)
    with pytest.raises(NotFound):
        queries.call_list(cast.actor("officer"), zone_id=cast.zone.pk, at=now)
