"""Nobody leaves unseen: every registration is explained, or has a day ahead, or is found by the search."""

from datetime import timedelta

import pytest
from django.urls import reverse

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.alarms import actions, leaks, queries
from brobygger.alarms.answers import ANSWERS, Ended, GoesOn, Listed
from brobygger.alarms.models import LeakCheck
from brobygger.alarms.states import Leak
from brobygger.alarms.tests.making import accepted, referral, stands
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import after, day_of
from brobygger.cases.models import CounsellingReport, Registration
from brobygger.cases.states import CaseState
from brobygger.contact.models import Message
from brobygger.intake.models import ImportRun
from brobygger.outreach.actions import find_no_number, leave_case, open_case
from brobygger.outreach.tests.making import someone
from brobygger.referrals.models import Package, Receiver
from brobygger.trail.models import Entry

DAY, WEEK = timedelta(days=1), timedelta(days=7)


@pytest.fixture(autouse=True)
def _rooms(rooms):
    """No room tells of anything unless the test says so."""


def search(cast, at, **told):
    enter(machine(cast.zone.pk))
    return leaks.search(machine(cast.zone.pk), zone_id=cast.zone.pk, at=at, **told)


def register(cast, state, number=1, source="incidents", **fields):
    reached = state in ("accepted", "declined", "will_call_self", "answer_not_recorded")
    outcome = state if state in ("accepted", "declined", "will_call_self") else ""
    enter(machine(cast.zone.pk))
    told = {"reached": reached, "outcome": outcome, "identified_on": "2026-11-10"} | fields
    return Registration.objects.create(
        zone=cast.zone, programme=cast.programme, source=source, source_ref=f"r{number}", state=state, **told
    )


def adds_up(account):
    counted = sum(account.explained.values()) + sum(account.ahead.values())
    leaking = sum(n for reason, n in account.leaks.items() if reason in leaks.register.REASONS)
    return counted + leaking == account.registrations == Registration.objects.count()


@pytest.mark.parametrize("state", [str(state) for state in CaseState])
def test_a_registration_with_its_case_stands_where_the_answers_say(cast, now, state):
    """What the answers say of a state is what the search does with it: neither forgets one that the other knows."""
    ended = None if state in leaks.OPEN else now
    case = someone(cast, now, state=state, ended_at=ended, follow_until=day_of(now + WEEK))
    case.registrations.update(state=state, ended_at=ended)
    account = search(cast, now)
    assert adds_up(account)
    told = ANSWERS["case"][1][state]
    if isinstance(told, Ended):
        assert account.explained == {state: 1}
    elif isinstance(told, Listed):
        assert account.ahead == {state: 1}
    else:
        assert isinstance(told, GoesOn)
        assert account.leaks == {"accepted_without_referral": 1}  # there is no referral yet that goes on


@pytest.mark.parametrize("state", [s for s in ANSWERS["referral"][1] if s != "taken_back"])
def test_a_yes_stands_where_its_referral_stands(cast, now, rooms, state):
    made = referral(cast, now, state)
    ended = isinstance(ANSWERS["referral"][1][state], Ended)
    rooms.say(*([] if ended else [stands(now, state, number=made.pk)]))
    account = search(cast, now)
    assert adds_up(account)
    seen = account.explained if ended else account.ahead
    assert seen == {f"referral_{state}": 1}
    assert account.total == 0


def test_a_yes_whose_referral_was_taken_back_leaks(cast, now):
    made = referral(cast, now, "taken_back")
    account = search(cast, now)
    assert account.leaks == {"accepted_without_referral": 1}
    assert account.found["accepted_without_referral"][0].href == reverse("case", args=[made.case_id])


def test_what_was_kept_before_the_program_is_explained(cast, now):
    """An old register has no referrals: figure 5 says what came of its yeses, as far as anyone can know."""
    register(cast, "accepted", 1, "registrations", ended_at=now)
    register(cast, "accepted", 2, "registrations", ended_at=now, referral_token="BRO-GAML-0001")
    register(cast, "will_call_self", 3, "registrations", ended_at=now)
    register(cast, "no_number", 4, "registrations", ended_at=now)
    register(cast, "declined", 5, "registrations", ended_at=now)
    CounsellingReport.objects.create(
        zone=cast.zone, programme=cast.programme, source="import", report_ref="7", referral_source="outreach",
        referral_token="bro-gaml-0001", held_on="2026-11-12",
    )  # fmt: skip
    account = search(cast, now)
    assert adds_up(account)
    assert account.explained == {"imported": 3, "imported_reported": 1, "declined": 1}
    assert account.total == 0


def test_after_erasure_the_token_explains_a_yes_and_nothing_explains_an_open_one(cast, now):
    register(cast, "accepted", 1, referral_token="BRO-SLET-0001", ended_at=now)
    register(cast, "accepted", 2, ended_at=now)
    register(cast, "to_call", 3)
    account = search(cast, now)
    assert adds_up(account)
    assert account.explained == {"erased_after_referral": 1}
    assert account.leaks == {"accepted_without_referral": 1, "open_without_case": 1}
    assert account.found["open_without_case"][0].href == ""


@pytest.mark.parametrize("state", ["to_call", "no_number", "guardian_missing", "awaiting_type"])
def test_a_case_that_is_open_past_its_window_leaks(cast, now, state):
    """The program closes them each minute; one that is still there a day later was missed."""
    today = day_of(now)
    case = someone(cast, now, state=state, window_until=today - DAY, opened_at=now)
    case.registrations.update(state=state)
    assert search(cast, now).total == 0
    assert search(cast, now + DAY).leaks == {"open_past_window": 1}


def test_one_who_would_ring_herself_leaks_past_her_date_or_without_one(cast, now):
    one = someone(cast, now, state="will_call_self", follow_until=day_of(now))
    other = someone(cast, now, state="will_call_self", follow_until=None)
    for case in (one, other):
        case.registrations.update(state="will_call_self", reached=True)
    assert search(cast, now).leaks == {"follow_date_passed": 1}
    assert search(cast, now + 2 * DAY).leaks == {"follow_date_passed": 2}


def test_a_code_that_nobody_has_placed_leaks_after_a_fortnight(cast, now):
    someone(cast, now, state="awaiting_type", opened_at=now)
    assert search(cast, now + 13 * DAY).total == 0
    assert search(cast, now + 15 * DAY).leaks == {"awaiting_type_too_long": 1}


def test_someone_kept_open_for_more_than_a_day_leaks(cast, now):
    someone(cast, now, held_by=cast.owner, held_at=now)
    assert search(cast, now + DAY).total == 0
    assert search(cast, now + DAY + timedelta(minutes=1)).leaks == {"held_too_long": 1}


def test_someone_without_a_number_leaks_until_something_was_done_and_not_when_she_is_opened(cast, now):
    case = someone(cast, now, numbers=0, opened_at=now - 8 * DAY)
    assert search(cast, now).leaks == {"no_number_unseen": 1}
    open_case(case_id=case.pk, by=cast.actor("owner"), at=now)
    leave_case(case_id=case.pk, by=cast.actor("owner"), at=now)
    assert search(cast, now).leaks == {"no_number_unseen": 1}
    find_no_number(case_id=case.pk, by=cast.actor("owner"), at=now)
    assert Entry.objects.filter(what="outreach.no_number_found", about_id=case.pk).count() == 1
    assert search(cast, now).total == 0
    with pytest.raises(Refused, match="case_has_moved_on"):
        find_no_number(case_id=someone(cast, now).pk, by=cast.actor("owner"), at=now)


def test_a_register_and_a_case_that_do_not_agree_leak(cast, now):
    one = someone(cast, now, state="declined", ended_at=now)
    one.registrations.update(state="to_call")
    waiting = someone(cast, now)
    waiting.registrations.update(state="awaiting_type")  # its type is decided later: that is no quarrel
    account = search(cast, now)
    assert account.leaks == {"states_disagree": 1}
    assert adds_up(account)


def test_a_case_that_the_register_does_not_know_leaks(cast, now):
    case = someone(cast, now)
    case.registrations.all().delete()
    account = search(cast, now)
    assert account.leaks == {"case_without_registration": 1}
    assert account.found["case_without_registration"][0].href == reverse("case", args=[case.pk])


def test_a_deadline_that_has_passed_leaks_until_somebody_answers(cast, now, rooms):
    made = referral(cast, now)
    rooms.say(stands(now, number=made.pk))
    assert search(cast, after(2, now) - DAY).total == 0
    late = after(2, now)
    account = search(cast, late)
    assert account.leaks == {"deadline_passed": 1}
    assert account.found["deadline_passed"][0].what == "referral.sent"
    by = machine(cast.zone.pk)
    actions.pass_deadlines(zone_id=cast.zone.pk, by=by, at=late)
    assert search(cast, late).leaks == {"deadline_passed": 1}  # heard, but not answered
    (alarm,) = queries.alarms(cast.actor("leader"), zone_id=cast.zone.pk)
    actions.postpone_alarm(
        alarm_id=alarm.pk, reason="agreed", note="", again_on=day_of(late) + 3 * DAY, by=cast.actor("leader"), at=late
    )
    assert search(cast, late).total == 0


def test_what_no_deadline_watches_leaks(cast, now, rooms):
    made = referral(cast, now)  # and no room tells that it is under way
    assert search(cast, now).leaks == {"no_deadline": 1}
    rooms.say(stands(now, number=made.pk), stands(now, "somewhere_new", number=9))
    account = search(cast, now)
    assert account.leaks == {"no_deadline": 1}
    assert account.found["no_deadline"][0].what == "referral.somewhere_new"


def test_a_receiver_that_is_gone_leaks(cast, now, rooms):
    made = referral(cast, now)
    rooms.say(stands(now, number=made.pk))
    gone = Receiver.objects.create(zone=cast.zone, name="Rådgivningen", email="r@brobygger.invalid", opened_at=now)
    Package.objects.create(
        zone=cast.zone, referral=made, receiver=gone, purpose="…", basis="consent", fields=[], contents="",
        sent_at=now, sent_by=cast.owner,
    )  # fmt: skip
    assert search(cast, now).total == 0
    Receiver.objects.update(gone_at=now, gone_by=cast.leader, gone_because="closed")
    account = search(cast, now)
    assert account.leaks == {"receiver_gone": 1}
    assert account.found["receiver_gone"][0].token == made.token


@pytest.mark.parametrize(
    ("state", "ago", "leaks_then"),
    [
        ("running", timedelta(minutes=9), False),
        ("running", timedelta(minutes=11), True),
        ("waiting", timedelta(minutes=61), True),
        ("interrupted", timedelta(hours=23), False),
        ("interrupted", timedelta(hours=25), True),
        ("understood", timedelta(days=6), False),
        ("understood", timedelta(days=8), True),
        ("ended", timedelta(days=80), False),
        ("failed", timedelta(days=80), False),
        ("dropped", timedelta(days=80), False),
    ],
)
def test_a_file_that_never_ended_leaks(cast, now, state, ago, leaks_then):
    enter(machine(cast.zone.pk))
    ImportRun.objects.create(
        zone=cast.zone, programme=cast.programme, kind="incidents", file=b"x", state=state, begun_at=now - ago,
        alive_at=now - ago,
    )  # fmt: skip
    assert search(cast, now).leaks == ({"import_not_ended": 1} if leaks_then else {})


def test_a_message_that_is_stuck_leaks(cast, now):
    from brobygger.contact.actions import tell_worker

    enter(machine(cast.zone.pk))
    tell_worker(
        worker_id=cast.leader.pk, zone_id=cast.zone.pk, wording="alarm_waits", values={}, by=machine(cast.zone.pk),
        at=now,
    )  # fmt: skip
    Message.objects.update(state="sending", state_at=now)
    assert search(cast, now + timedelta(minutes=9)).total == 0
    assert search(cast, now + timedelta(minutes=11)).leaks == {"message_stuck": 1}
    Message.objects.update(state="failed", reason="x")
    assert search(cast, now + timedelta(hours=23)).total == 0
    assert search(cast, now + timedelta(hours=25)).leaks == {"message_stuck": 1}
    assert search(cast, now + timedelta(hours=25), programme_id=cast.programme.pk).total == 0


def test_a_zone_is_searched_alone_and_only_by_those_who_may(cast, now):
    register(cast, "to_call")
    enter(machine(cast.other_zone.pk))
    assert leaks.search(machine(cast.other_zone.pk), zone_id=cast.other_zone.pk, at=now).registrations == 0
    for who in ("owner", "stranger", "coordinator", "administrator"):
        with pytest.raises(NotFound):
            leaks.search(cast.actor(who), zone_id=cast.zone.pk, at=now)


def test_a_programme_is_searched_alone(cast, now):
    register(cast, "to_call")
    assert search(cast, now, programme_id=cast.programme.pk).leaks == {"open_without_case": 1}
    assert search(cast, now, programme_id=987654).registrations == 0


def test_what_the_page_lists_are_the_ones_that_were_counted(cast, now):
    for number in range(60):
        register(cast, "to_call", number)
    account = search(cast, now)
    assert account.leaks == {"open_without_case": 60}
    assert len(account.found["open_without_case"]) == leaks.MOST


# -- by night ---------------------------------------------------------------------------------------------------------


def check(cast, at):
    by = machine(cast.zone.pk)
    enter(by)
    return actions.check_leaks(zone_id=cast.zone.pk, by=by, at=at)


def test_each_night_once_and_the_leaders_are_told(cast, now):
    register(cast, "to_call")
    midnight = after(0, now)
    assert check(cast, midnight + timedelta(minutes=30)) is None  # the day before has hardly passed
    kept = check(cast, midnight + timedelta(hours=2))
    assert kept.counts == {"open_without_case": 1}
    assert check(cast, midnight + timedelta(hours=2, minutes=1)) is None
    assert set(Message.objects.values_list("worker_id", flat=True)) == {cast.leader.pk, cast.second_leader.pk}
    assert Entry.objects.get(what="alarms.leaks_searched").facts == {"leaks": 1}
    assert check(cast, midnight + timedelta(hours=26)) is not None
    assert LeakCheck.objects.count() == 2


def test_a_night_without_leaks_wakes_nobody(cast, now):
    someone(cast, now)
    assert check(cast, now).total == 0
    assert not Message.objects.exists()


def test_a_search_by_hand_is_kept_beside_the_nightly_one(cast, now):
    check(cast, now)
    actions.search_for_leaks(zone_id=cast.zone.pk, by=cast.actor("leader"), at=now)
    kept = queries.leak_checks(cast.actor("leader"), zone_id=cast.zone.pk)
    assert [(row.by_id, row.night is None) for row in kept] == [(cast.leader.pk, True), (None, False)]


def test_accepted_helper_is_one_yes(cast, now):
    accepted(cast, now)
    assert search(cast, now).leaks == {"accepted_without_referral": 1}


def test_no_leak_is_called_what_explains_someone():
    assert not set(Leak.values) & set(CaseState.values)
