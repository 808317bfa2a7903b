"""A duty is its holder's alone: she decides, she sends, and what she sent and why she did not stays."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, connections, transaction

from brobygger.access.policy import Act, may, scope
from brobygger.access.who import actor_for
from brobygger.access.zones import in_zones
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import COPENHAGEN, day_of
from brobygger.duties import actions, queries, rules
from brobygger.duties.models import Child, Duty, Fact, Happening, Notice, Return
from brobygger.duties.states import DutyKind, DutyState
from brobygger.duties.tests.making import SECRET, raised, send, sent, someone, written
from brobygger.people.models import Person
from brobygger.programmes import policy_actions, policy_queries
from brobygger.staff.models import Absence
from brobygger.trail.models import Entry

# --- raising ---------------------------------------------------------------------------------------------------------


def test_a_duty_is_raised_on_a_case_by_the_law_of_the_day(cast, now):
    case = someone(cast, now)
    by = cast.actor("owner")
    duty = raised(by, now, cast.zone, about="case", about_id=case.pk)
    assert (duty.holder, duty.state, duty.person_id) == (cast.owner, DutyState.RAISED, case.person_id)
    assert duty.basis.reference == "Barnets lov § 133"
    assert duty.due_at.astimezone(COPENHAGEN).isoformat() == "2026-11-19T00:00:00+01:00"
    assert Entry.objects.filter(what="duties.duty_raised", about_id=duty.pk, by=cast.owner).exists()
    assert queries.raised_on(by, zone_id=cast.zone.pk, about="case", about_id=case.pk) == [duty.pk]
    assert queries.raised_on(cast.actor("colleague"), zone_id=cast.zone.pk, about="case", about_id=case.pk) == []


def test_before_2024_the_same_duty_stood_in_another_law(cast, now):
    duty = raised(cast.actor("owner"), now.replace(year=2021), cast.zone)
    assert duty.basis.reference == "Serviceloven § 153"


def test_danger_to_life_is_due_within_the_hour_and_112_is_noted_once(cast, now):
    by = cast.actor("owner")
    duty = raised(by, now, cast.zone, kind=DutyKind.POLICE)
    assert duty.due_at == now + timedelta(hours=1)
    first = actions.note_112(duty_id=duty.pk, by=by, at=now)
    again = actions.note_112(duty_id=duty.pk, by=by, at=now + timedelta(minutes=5))
    assert first.rang_112_at == again.rang_112_at == now
    assert Happening.objects.filter(duty=duty, done="rang_112").count() == 1
    assert raised(by, now, cast.zone, kind=DutyKind.POLICE, rang_112=True).rang_112_at == now


def test_nobody_raises_a_duty_on_a_case_that_she_may_not_see(cast, now):
    case = someone(cast, now)
    with pytest.raises(NotFound):
        raised(cast.actor("stranger"), now, cast.other_zone, about="case", about_id=case.pk)
    with pytest.raises(NotFound):
        raised(cast.actor("stranger"), now, cast.zone)
    with pytest.raises(NotFound):
        raised(cast.actor("officer"), now, cast.zone)


def test_a_volunteer_has_everyones_paragraph_or_says_why_not(cast, now):
    by = cast.actor("counsellor")
    with pytest.raises(Refused, match="say_why_another_paragraph"):
        raised(by, now, cast.counselling_zone)
    duty = raised(by, now, cast.counselling_zone, kind=DutyKind.EVERYONE)
    assert duty.basis.reference == "Barnets lov § 135"
    reasoned = raised(by, now, cast.counselling_zone, reason="Vi løser opgaven for kommunen")
    assert reasoned.kind_reason == "Vi løser opgaven for kommunen"


def test_the_paragraph_is_changed_with_a_reason_until_it_is_sent(cast, now):
    by = cast.actor("owner")
    duty = raised(by, now, cast.zone)
    with pytest.raises(Refused, match="say_why"):
        actions.change_kind(duty_id=duty.pk, kind=DutyKind.EVERYONE, reason="", by=by, at=now)
    changed = actions.change_kind(duty_id=duty.pk, kind=DutyKind.EVERYONE, reason="Set i min fritid", by=by, at=now)
    assert (changed.kind, changed.basis.paragraph) == (DutyKind.EVERYONE, "§ 135")
    gone = sent(by, now, cast.zone)
    with pytest.raises(Refused, match="sent_already"):
        actions.change_kind(duty_id=gone.pk, kind=DutyKind.EVERYONE, reason="x", by=by, at=now)


# --- whose it is -----------------------------------------------------------------------------------------------------

STEPS = {
    "note_112": {},
    "change_kind": {"kind": DutyKind.EVERYONE, "reason": "x"},
    "decide_to_notify": {},
    "decide_not_to_notify": {"reason": "x"},
    "end_as_mistake": {"reason": "x"},
    "reopen_duty": {"reason": "x"},
    "close_duty": {"reason": "x"},
    "add_fact": {"words": "x", "when": "", "how": "self", "who": "", "may_know": ""},
    "strike_fact": {"fact_id": 1},
    "add_child": {"name": "Bo", "birth_year": None, "unborn": False},
    "strike_child": {"child_id": 1},
    "note_parents": {"told": "told", "reason": ""},
    "draft_notice": {},
    "keep_notice": {"text": "x", "seen": ""},
    "send_notice": {"seen": "", "to": "x", "where": "", "how": "phone", "sent_at": None},
    "note_return": {"kind": "receipt", "on": date(2026, 11, 18), "reference": "", "words": ""},
    "ask_to_take_over": {"worker_id": 1},
    "stop_asking": {},
    "take_over": {},
    "decline_to_take_over": {},
}


@pytest.mark.parametrize("who", ["colleague", "leader", "officer", "administrator", "stranger", "strange_leader"])
@pytest.mark.parametrize("step", STEPS)
def test_nobody_else_takes_any_step_of_it_no_leader_either(cast, now, step, who):
    duty = raised(cast.actor("owner"), now, cast.zone)
    before = Duty.objects.values().get(pk=duty.pk)
    by = cast.actor(who)
    with pytest.raises(NotFound):
        getattr(actions, step)(duty_id=duty.pk, by=by, at=now, **STEPS[step])
    cast.actor("owner")
    assert Duty.objects.values().get(pk=duty.pk) == before


def test_every_step_is_tried_by_others_above():
    assert set(STEPS) == set(actions.__all__) - {"raise_duty"}


def test_the_list_says_that_it_is_there_and_the_content_is_the_holders(cast, now):
    duty = written(cast.actor("owner"), now, cast.zone)
    (line,) = queries.lists(cast.actor("leader"), zone_id=cast.zone.pk, at=now).others
    assert (line.id, line.holder, line.state, line.under_way) == (duty.pk, "Owner", "decided_to_notify", True)
    assert not hasattr(line, "facts")
    for who in ("leader", "colleague", "stranger"):
        with pytest.raises(NotFound):
            queries.whole(cast.actor(who), duty.pk, page="duty", at=now)
    assert queries.lists(cast.actor("colleague"), zone_id=cast.zone.pk, at=now).others == []
    (mine,) = queries.lists(cast.actor("owner"), zone_id=cast.zone.pk, at=now).mine
    assert mine.mine


@pytest.mark.parametrize("act", [Act.HOLD_DUTY, Act.SEE_DUTIES])
@pytest.mark.parametrize("who", ["owner", "colleague", "leader", "officer", "stranger"])
def test_the_list_equals_the_door(cast, now, act, who):
    duty = raised(cast.actor("owner"), now, cast.zone)
    actor = cast.actor(who)
    held = may(actor, act, duty)
    assert bool(held) == scope(actor, act, Duty.objects.all()).filter(pk=duty.pk).exists()
    assert bool(held) == (who == "owner" or (who, act) == ("leader", Act.SEE_DUTIES))


def test_reading_the_content_leaves_a_trail_without_a_word_of_it(cast, now):
    duty = written(by := cast.actor("owner"), now, cast.zone)
    told = queries.whole(by, duty.pk, page="facts", at=now)
    assert told.facts[0].words == SECRET
    entry = Entry.objects.get(what="duties.duty_read")
    assert (entry.about_id, entry.facts) == (duty.pk, {"page": "facts"})
    assert SECRET not in str(list(Entry.objects.values()))


def test_what_is_written_is_unreadable_in_the_database(cast, now):
    written(cast.actor("owner"), now, cast.zone)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words, text FROM duties_fact f JOIN duties_notice n ON n.duty_id = f.duty_id")
        assert all(b"naboen" not in bytes(value) for row in cursor.fetchall() for value in row)


# --- writing ---------------------------------------------------------------------------------------------------------


def test_facts_and_children_are_taken_out_only_before_sending(cast, now):
    by = cast.actor("owner")
    duty = written(by, now, cast.zone)
    fact = Fact.objects.get(duty=duty)
    child = actions.add_child(duty_id=duty.pk, name="Bo", birth_year=2018, unborn=False, by=by, at=now)
    actions.strike_child(duty_id=duty.pk, child_id=child.pk, by=by, at=now)
    assert Child.objects.get().struck_by == cast.owner
    with pytest.raises(NotFound):
        actions.strike_child(duty_id=duty.pk, child_id=child.pk, by=by, at=now)
    send(duty, by, now)
    with pytest.raises(Refused, match="sent_already"):
        actions.strike_fact(duty_id=duty.pk, fact_id=fact.pk, by=by, at=now)
    actions.add_fact(duty_id=duty.pk, words="Mere", when="", how="self", who="", may_know="", by=by, at=now)
    assert queries.whole(by, duty.pk, page="duty", at=now).children == []


def test_a_struck_fact_is_not_sent_and_remains(cast, now):
    by = cast.actor("owner")
    duty = written(by, now, cast.zone)
    actions.strike_fact(duty_id=duty.pk, fact_id=Fact.objects.get().pk, by=by, at=now)
    assert "naboen" not in actions.draft_notice(duty_id=duty.pk, by=by, at=now).text
    assert Fact.objects.get().words == SECRET


def test_the_parents_not_being_told_has_its_reason(cast, now):
    by = cast.actor("owner")
    duty = raised(by, now, cast.zone)
    with pytest.raises(Refused, match="say_why"):
        actions.note_parents(duty_id=duty.pk, told="not_told", reason="", by=by, at=now)
    noted = actions.note_parents(duty_id=duty.pk, told="not_told", reason="Det kan være farligt", by=by, at=now)
    noted.refresh_from_db()
    assert (noted.parents, noted.parents_reason) == ("not_told", "Det kan være farligt")


def test_the_text_waits_for_the_decision(cast, now):
    by = cast.actor("owner")
    duty = raised(by, now, cast.zone)
    with pytest.raises(Refused, match="decide_first"):
        actions.draft_notice(duty_id=duty.pk, by=by, at=now)


def test_her_address_goes_in_only_where_the_holder_ticked_it(cast, now):
    home = {"address": "Prøvevej 3", "postal_code": "0999", "protected": True}
    case = someone(cast, now, person=home)
    by = cast.actor("owner")
    duty = written(by, now, cast.zone, about="case", about_id=case.pk)
    assert "Prøvevej" not in Notice.objects.get().text
    where = queries.whereabouts(by, duty)
    assert (where.address, where.protected, len(where.numbers)) == ("Prøvevej 3, 0999", True, 1)
    assert "Prøvevej 3, 0999" in actions.draft_notice(duty_id=duty.pk, write_address=True, by=by, at=now).text
    assert "Prøvevej" not in actions.draft_notice(duty_id=duty.pk, write_address=False, by=by, at=now).text


def test_an_address_that_is_withheld_on_purpose_is_never_written(cast, now):
    case = someone(cast, now, person={"address": "Prøvevej 3", "address_withheld": True})
    by = cast.actor("owner")
    duty = written(by, now, cast.zone, about="case", about_id=case.pk)
    assert queries.whereabouts(by, duty).address == ""
    assert "Prøvevej" not in actions.draft_notice(duty_id=duty.pk, write_address=True, by=by, at=now).text


def test_two_windows_do_not_overwrite_one_another(cast, now):
    by = cast.actor("owner")
    duty = written(by, now, cast.zone)
    seen = queries.stamp(Notice.objects.get())
    actions.keep_notice(duty_id=duty.pk, text="Den ene", seen=seen, by=by, at=now + timedelta(minutes=1))
    with pytest.raises(Refused, match="text_changed_meanwhile"):
        actions.keep_notice(duty_id=duty.pk, text="Den anden", seen=seen, by=by, at=now + timedelta(minutes=2))
    assert Notice.objects.get().text == "Den ene"


# --- deciding --------------------------------------------------------------------------------------------------------


def test_not_to_notify_has_its_reason_and_can_be_taken_up_again(cast, now):
    by = cast.actor("owner")
    duty = raised(by, now, cast.zone)
    with pytest.raises(Refused, match="say_why"):
        actions.decide_not_to_notify(duty_id=duty.pk, reason=" ", by=by, at=now)
    ended = actions.decide_not_to_notify(duty_id=duty.pk, reason="Kommunen ved det allerede", by=by, at=now)
    assert (ended.state, ended.due_at) == (DutyState.NOT_TO_NOTIFY, None)
    assert queries.under_way(by, zone_id=cast.zone.pk) == []
    with pytest.raises(Refused, match="duty_is_ended"):
        actions.add_fact(duty_id=duty.pk, words="x", when="", how="self", who="", may_know="", by=by, at=now)
    again = actions.reopen_duty(duty_id=duty.pk, reason="Nye mærker", by=by, at=now)
    assert again.state == DutyState.RAISED
    told = [(one.done, one.words) for one in Happening.objects.order_by("id")]
    assert told[1:] == [("decided_not", "Kommunen ved det allerede"), ("reopened", "Nye mærker")]


def test_a_mistake_is_ended_with_its_reason_and_not_deleted(cast, now):
    by = cast.actor("owner")
    duty = raised(by, now, cast.zone)
    ended = actions.end_as_mistake(duty_id=duty.pk, reason="Forkert sag", by=by, at=now)
    assert ended.state == DutyState.MISTAKE
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.filter(pk=duty.pk)._raw_delete(Duty.objects.db)
    with pytest.raises(Refused, match="duty_cannot_move"):
        actions.end_as_mistake(duty_id=sent(by, now, cast.zone).pk, reason="x", by=by, at=now)


# --- sending and what comes back -------------------------------------------------------------------------------------


def test_what_was_sent_is_kept_word_for_word_and_the_database_lets_nobody_change_it(cast, now):
    by = cast.actor("owner")
    duty = sent(by, now, cast.zone)
    notice = Notice.objects.get()
    assert (duty.state, notice.number, notice.to, notice.sent_by) == ("sent", 1, "Prøveby Kommune", cast.owner)
    assert SECRET in notice.text
    for change in (
        lambda: Notice.objects.filter(pk=notice.pk).update(text="Andet"),
        lambda: Notice.objects.filter(pk=notice.pk)._raw_delete("default"),
        lambda: Happening.objects.filter(duty=duty).update(words="Andet"),
        lambda: Happening.objects.filter(duty=duty)._raw_delete("default"),
        lambda: Fact.objects.filter(duty=duty)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert SECRET in Notice.objects.get().text


def test_only_the_text_that_was_read_is_sent(cast, now):
    by = cast.actor("owner")
    duty = written(by, now, cast.zone)
    seen = queries.stamp(Notice.objects.get())
    actions.keep_notice(duty_id=duty.pk, text="Nyt", seen=seen, by=by, at=now + timedelta(minutes=1))
    told = {"duty_id": duty.pk, "to": "Kommunen", "where": "", "how": "phone", "by": by, "at": now}
    with pytest.raises(Refused, match="text_changed_meanwhile"):
        actions.send_notice(seen=seen, sent_at=now, **told)
    fresh = queries.stamp(Notice.objects.get())
    with pytest.raises(Refused, match="that_is_in_the_future"):
        actions.send_notice(seen=fresh, sent_at=now + timedelta(minutes=1), **told)
    actions.send_notice(seen=fresh, sent_at=now, **told)
    with pytest.raises(Refused, match="nothing_written"):
        actions.send_notice(seen=fresh, sent_at=now, **told)


def test_a_correction_is_an_addition_beside_what_was_sent(cast, now):
    by = cast.actor("owner")
    duty = sent(by, now, cast.zone)
    draft = actions.draft_notice(duty_id=duty.pk, by=by, at=now)
    assert draft.number == 2
    actions.keep_notice(duty_id=duty.pk, text="Det var torsdag", seen=queries.stamp(draft), by=by, at=now)
    send(duty, by, now)
    duty.refresh_from_db()
    assert duty.state == DutyState.SENT
    assert [notice.number for notice in queries.whole(by, duty.pk, page="duty", at=now).notices] == [1, 2]


def test_receipt_within_six_working_days_then_an_answer_then_it_is_closed(cast, now):
    by = cast.actor("owner")
    duty = sent(by, now, cast.zone)
    assert day_of(duty.due_at) == date(2026, 11, 27)  # Thursday 26 has ended
    told = {"duty_id": duty.pk, "by": by, "at": now}
    actions.note_return(kind="receipt", on=date(2026, 11, 18), reference="2026-17", words="", **told)
    duty.refresh_from_db()
    assert (duty.state, duty.due_at is None) == ("receipt", False)
    actions.note_return(kind="receipt", on=date(2026, 11, 18), reference="igen", words="", **told)
    actions.note_return(kind="answer", on=date(2026, 11, 18), reference="", words="Undersøgelse i gang", **told)
    actions.close_duty(**told)
    actions.note_return(kind="answer", on=date(2026, 11, 18), reference="", words="Mere", **told)
    duty.refresh_from_db()
    assert (duty.state, duty.due_at) == (DutyState.CLOSED, None)
    assert [came.reference or came.words for came in Return.objects.order_by("id")] == [
        "2026-17", "igen", "Undersøgelse i gang", "Mere",
    ]  # fmt: skip


def test_nothing_comes_back_before_sending_nor_from_the_future(cast, now):
    by = cast.actor("owner")
    duty = written(by, now, cast.zone)
    told = {"duty_id": duty.pk, "kind": "receipt", "reference": "", "words": "", "by": by, "at": now}
    with pytest.raises(Refused, match="nothing_was_sent"):
        actions.note_return(on=date(2026, 11, 18), **told)
    send(duty, by, now)
    with pytest.raises(Refused, match="that_is_in_the_future"):
        actions.note_return(on=date(2026, 11, 19), **told)


def test_without_an_answer_it_is_closed_with_a_reason(cast, now):
    by = cast.actor("owner")
    duty = sent(by, now, cast.zone)
    with pytest.raises(Refused, match="say_why"):
        actions.close_duty(duty_id=duty.pk, by=by, at=now)
    assert actions.close_duty(duty_id=duty.pk, reason="Talt med dem", by=by, at=now).state == DutyState.CLOSED


# --- handing over and standing in ------------------------------------------------------------------------------------


def test_a_colleague_takes_over_only_after_being_asked_and_saying_yes(cast, now):
    duty = raised(cast.actor("owner"), now, cast.zone)
    with pytest.raises(Refused, match="not_a_colleague_here"):
        actions.ask_to_take_over(duty_id=duty.pk, worker_id=cast.stranger.pk, by=cast.actor("owner"), at=now)
    asked = {"duty_id": duty.pk, "worker_id": cast.colleague.pk, "by": cast.actor("owner"), "at": now}
    actions.ask_to_take_over(**asked)
    colleague = cast.actor("colleague")
    (line,) = queries.lists(colleague, zone_id=cast.zone.pk, at=now).asked_of_me
    assert (line.id, line.holder) == (duty.pk, "Owner")
    with pytest.raises(NotFound):
        queries.whole(colleague, duty.pk, page="duty", at=now)
    actions.take_over(duty_id=duty.pk, by=colleague, at=now)
    assert queries.whole(colleague, duty.pk, page="duty", at=now).duty.holder == cast.colleague
    with pytest.raises(NotFound):
        queries.whole(cast.actor("owner"), duty.pk, page="duty", at=now)


def test_the_question_is_taken_back_or_answered_with_no(cast, now):
    owner = cast.actor("owner")
    duty = raised(owner, now, cast.zone)
    with pytest.raises(Refused, match="nobody_is_asked"):
        actions.stop_asking(duty_id=duty.pk, by=owner, at=now)
    asked = {"duty_id": duty.pk, "worker_id": cast.colleague.pk, "by": owner, "at": now}
    actions.ask_to_take_over(**asked)
    actions.stop_asking(duty_id=duty.pk, by=owner, at=now)
    with pytest.raises(NotFound):
        actions.take_over(duty_id=duty.pk, by=cast.actor("colleague"), at=now)
    cast.actor("owner")
    actions.ask_to_take_over(**asked)
    actions.decline_to_take_over(duty_id=duty.pk, by=cast.actor("colleague"), at=now)
    duty.refresh_from_db()
    assert (duty.holder, duty.asked) == (cast.owner, None)


def test_the_named_substitute_is_told_that_it_is_there_and_no_more(cast, now):
    duty = raised(cast.actor("owner"), now, cast.zone)
    Absence.objects.create(
        zone=cast.zone, worker=cast.owner, first_day=day_of(now), substitute=cast.colleague, noted_at=now,
        noted_by=cast.owner,
    )  # fmt: skip
    colleague = cast.actor("colleague")
    (line,) = queries.lists(colleague, zone_id=cast.zone.pk, at=now).standing_in
    assert (line.id, line.away, line.substitute) == (duty.pk, True, "Colleague")
    with pytest.raises(NotFound):
        actions.decide_not_to_notify(duty_id=duty.pk, reason="x", by=colleague, at=now)


def test_the_alarms_read_since_when_and_whose(cast, now):
    from brobygger.access.actor import machine
    from brobygger.access.zones import enter

    duty = raised(cast.actor("owner"), now, cast.zone)
    enter(machine(cast.zone.pk))
    (one,) = queries.under_way(machine(cast.zone.pk), zone_id=cast.zone.pk)
    assert (one.kind, one.id, one.state, one.since, one.worker_id) == (
        "underretning_133", duty.pk, "raised", now, cast.owner.pk,
    )  # fmt: skip
    assert one.href == f"/duties/#duty-{duty.pk}"
    assert queries.due(machine(cast.zone.pk), zone_id=cast.zone.pk) == {duty.pk: duty.due_at}
    assert queries.under_way(cast.actor("stranger"), zone_id=cast.zone.pk) == []


def test_erasing_the_person_leaves_the_duty_without_her(cast, now):
    case = someone(cast, now)
    duty = raised(cast.actor("owner"), now, cast.zone, about="case", about_id=case.pk)
    Duty.objects.filter(pk=duty.pk).update(person=None)
    duty.refresh_from_db()
    assert duty.person is None
    assert Person.objects.filter(pk=case.person_id).exists()


# --- the law ---------------------------------------------------------------------------------------------------------


def test_the_law_is_changed_by_nobody_here_and_what_was_done_keeps_its_version(cast, now):
    before = raised(cast.actor("owner"), now - timedelta(days=3650), cast.zone)
    after = raised(cast.actor("owner"), now, cast.zone)
    assert (before.basis.law, after.basis.law) == ("Serviceloven", "Barnets lov")
    assert not [name for name in dir(policy_actions) if "legal" in name]
    assert not [act for act in Act if "keep_legal" in act]


def test_only_a_leader_decides_a_deadline(cast, now):
    told = {"kind": "underretning_133", "step": "raised", "hours": 2, "working_days": None, "source": "x"}
    told["zone_id"] = cast.zone.pk
    with pytest.raises(NotFound):
        policy_actions.decide_duty_deadline(**told, valid_from=day_of(now), by=cast.actor("owner"), at=now)
    policy_actions.decide_duty_deadline(**told, valid_from=day_of(now), by=cast.actor("leader"), at=now)
    assert raised(cast.actor("owner"), now, cast.zone).due_at == now + timedelta(hours=2)
    elsewhere = raised(cast.actor("stranger"), now, cast.other_zone)
    assert day_of(elsewhere.due_at) == date(2026, 11, 19)  # Wednesday 18 has ended
    with pytest.raises(NotFound):
        policy_actions.decide_duty_deadline(
            **told | {"zone_id": cast.other_zone.pk}, valid_from=day_of(now), by=cast.actor("leader"), at=now
        )


@pytest.mark.parametrize("limit", [{"hours": 2, "working_days": None}, {"hours": None, "working_days": 0}])
def test_no_leader_makes_a_deadline_longer_than_the_program_does(cast, now, limit):
    told = {"kind": "police_danger", "step": "raised", "source": "x", "zone_id": cast.zone.pk, "at": now}
    with pytest.raises(Refused, match="longer_than_the_program_allows"):
        policy_actions.decide_duty_deadline(**told, **limit, valid_from=day_of(now), by=cast.actor("leader"))
    duty = raised(cast.actor("owner"), now, cast.zone, kind=DutyKind.POLICE)
    assert duty.due_at == now + timedelta(hours=1)


def test_a_step_without_a_deadline_has_none(cast, now):
    told = {"kind": "underretning_133", "step": "no such step", "on": day_of(now), "zone_id": cast.zone.pk}
    assert policy_queries.duty_deadline(**told) is None
    assert rules.due(now, None) is None


# --- at the same moment ----------------------------------------------------------------------------------------------


def test_sent_twice_at_the_same_moment_is_sent_once(committed, now):
    from conftest import standing_cast

    with transaction.atomic():
        cast = standing_cast()
    actor = actor_for(cast.owner.pk)
    with in_zones(actor):
        duty = written(actor, now, cast.zone)
        seen = queries.stamp(Notice.objects.get())
    begin, ended = threading.Barrier(2), []

    def press():
        begin.wait()
        try:
            with in_zones(actor):
                actions.send_notice(
                    duty_id=duty.pk, seen=seen, to="Kommunen", where="", how="phone", sent_at=now, by=actor, at=now
                )
            ended.append("sent")
        except Refused as refused:
            ended.append(refused.reason)
        finally:
            connections.close_all()

    pressed = [threading.Thread(target=press) for _ in range(2)]
    for one in pressed:
        one.start()
    for one in pressed:
        one.join()
    assert sorted(ended) == ["nothing_written", "sent"]
    with in_zones(actor):
        assert Notice.objects.filter(sent_at__isnull=False).count() == 1
