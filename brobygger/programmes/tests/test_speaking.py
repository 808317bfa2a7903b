"""Deciding how people are rung and what is said to them."""

from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction

from brobygger.access.zones import in_zones
from brobygger.base.decision import NotFound, Refused
from brobygger.programmes import policy_queries, rules, speaking_actions, speaking_queries
from brobygger.programmes.models import ConsentWording, Script
from brobygger.programmes.policy import Attempts, Step
from brobygger.programmes.shipping import ship
from brobygger.trail.models import Entry
from conftest import standing_cast

TODAY = date(2026, 11, 18)
LATER = TODAY + timedelta(days=7)
GOOD = {
    "most_attempts": 5,
    "bands": ((9, 12), (12, 16)),
    "weekdays": frozenset({1, 2}),
    "hours_between": 20,
    "hold_minutes": 30,
    "follow_days": 21,
    "first_contact_basis": "Programmets første opkald",
}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, ""),
        ({"bands": ()}, "hours_cannot_be"),
        ({"bands": ((12, 9),)}, "hours_cannot_be"),
        ({"bands": ((9, 25),)}, "hours_cannot_be"),
        ({"bands": ((12, 16), (9, 13))}, "hours_overlap"),
        ({"weekdays": frozenset()}, "no_weekday_is_chosen"),
        ({"weekdays": frozenset({8})}, "no_weekday_is_chosen"),
        ({"most_attempts": 0}, "attempts_out_of_range"),
        ({"most_attempts": 21}, "attempts_out_of_range"),
        ({"hours_between": -1}, "hours_between_out_of_range"),
        ({"hold_minutes": 4}, "hold_out_of_range"),
        ({"follow_days": 0}, "days_out_of_range"),
        ({"first_contact_basis": " "}, "a_first_call_has_a_basis"),
    ],
)
def test_which_attempts_can_be(changed, reason):
    assert rules.attempts_hold(Attempts(**{**GOOD, **changed})).reason == reason


@pytest.mark.parametrize(
    ("steps", "holds"), [([Step("A", "B")], True), ([], False), ([Step("A", " ")], False), ([Step("", "B")], False)]
)
def test_which_script_can_be_read_aloud(steps, holds):
    assert bool(rules.script_holds(steps)) is holds


def test_attempts_hold_from_their_day_and_not_before(cast, now):
    by, programme = cast.actor("leader"), cast.programme.pk
    told = Attempts(**{**GOOD, "most_attempts": 7})
    speaking_actions.decide_attempts(programme_id=programme, told=told, valid_from=LATER, by=by, at=now)
    assert policy_queries.attempt_policy(programme, on=TODAY).most_attempts == 5
    assert policy_queries.attempt_policy(programme, on=LATER).most_attempts == 7
    with pytest.raises(Refused, match="valid_from_has_passed"):
        speaking_actions.decide_attempts(
            programme_id=programme, told=told, valid_from=TODAY - timedelta(days=1), by=by, at=now
        )
    entry = Entry.objects.get(what="programmes.attempts_decided")
    assert entry.facts == {"valid_from": LATER.isoformat(), "most_attempts": 7}


def test_a_new_script_takes_over_on_its_day_and_the_old_one_stays(cast, now):
    by, programme = cast.actor("leader"), cast.programme.pk
    made = speaking_actions.write_script(
        programme_id=programme, language="da", steps=[Step("Hej", "Goddag")], valid_from=LATER, by=by, at=now
    )
    assert made.version == 2
    assert len(policy_queries.script(programme, language="da", on=TODAY).steps) == 7
    assert policy_queries.script(programme, language="da", on=LATER).steps == (Step("Hej", "Goddag"),)
    polish = speaking_actions.write_script(
        programme_id=programme, language="pl", steps=[Step("Cześć", "Dzień dobry")], valid_from=TODAY, by=by, at=now
    )
    assert polish.version == 1
    told = policy_queries.script(programme, language="pl", on=TODAY)
    assert not told.fallback
    assert Script.objects.filter(programme=programme, for_guardian=False).count() == 4


def propose(cast, now, who="leader", text="Jeg siger ja.", language="da", valid_from=TODAY, for_guardian=False):
    return speaking_actions.propose_wording(
        programme_id=cast.programme.pk, language=language, text=text, valid_from=valid_from,
        for_guardian=for_guardian, by=cast.actor(who), at=now,
    )  # fmt: skip


def test_words_are_read_to_nobody_before_a_second_leader_has_approved(cast, now):
    proposed = propose(cast, now)
    programme = cast.programme.pk
    before = policy_queries.consent_wording(programme, language="da", on=TODAY)
    assert before.text != "Jeg siger ja."
    with pytest.raises(Refused, match="consent_missing"):
        policy_queries.wording(proposed.pk, programme_id=programme)
    with pytest.raises(Refused, match="second_leader_needed"):
        speaking_actions.approve_wording(wording_id=proposed.pk, by=cast.actor("leader"), at=now)
    speaking_actions.approve_wording(wording_id=proposed.pk, by=cast.actor("second_leader"), at=now)
    assert policy_queries.consent_wording(programme, language="da", on=TODAY).text == "Jeg siger ja."
    for act in (speaking_actions.approve_wording, speaking_actions.withdraw_wording):
        with pytest.raises(Refused, match="consent_wording_cannot_move"):
            act(wording_id=proposed.pk, by=cast.actor("second_leader"), at=now)


def test_one_proposal_at_a_time_and_a_withdrawn_one_makes_room(cast, now):
    first = propose(cast, now)
    with pytest.raises(Refused, match="a_wording_waits_already"):
        propose(cast, now, text="Andet")
    propose(cast, now, language="en", text="I agree.")
    speaking_actions.withdraw_wording(wording_id=first.pk, by=cast.actor("leader"), at=now)
    assert propose(cast, now, text="Andet").version == first.version + 1


def test_a_day_that_has_passed_is_refused_also_at_approval(cast, now):
    with pytest.raises(Refused, match="valid_from_has_passed"):
        propose(cast, now, valid_from=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="a_consent_says_something"):
        propose(cast, now, text="  ")
    proposed = propose(cast, now)
    with pytest.raises(Refused, match="valid_from_has_passed"):
        speaking_actions.approve_wording(
            wording_id=proposed.pk, by=cast.actor("second_leader"), at=now + timedelta(days=1)
        )


@pytest.mark.parametrize("who", ["owner", "officer", "coordinator", "administrator"])
def test_only_leaders_decide(cast, now, who):
    with pytest.raises(NotFound):
        propose(cast, now, who=who)


def test_the_database_itself_wants_two_leaders(cast, now):
    proposed = propose(cast, now)
    for wrong in ({"approved_by": cast.leader, "state": "approved"}, {"state": "approved"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ConsentWording.objects.filter(pk=proposed.pk).update(**wrong)


def test_how_each_version_stands(cast, now):
    proposed = propose(cast, now, valid_from=LATER)
    told = list(speaking_queries.standing_by_language(speaking_queries.wordings(cast.programme.pk), TODAY))
    assert told[0] == (proposed, "proposed")
    for language in ("da", "en"):
        rows = [(row, stands) for row, stands in told if not row.for_guardian]
        stands = [stands for row, stands in rows if row.language == language and row != proposed]
        assert stands[0] == "holds"
        assert set(stands[1:]) <= {"was"}
    by = cast.actor("leader")
    for day in (TODAY, LATER):
        speaking_actions.decide_attempts(
            programme_id=cast.programme.pk, told=Attempts(**GOOD), valid_from=day, by=by, at=now
        )
    stands = [s for _row, s in speaking_queries.standing(speaking_queries.policies(cast.programme.pk), TODAY)]
    assert stands == ["to_come", "holds", "was"]


def test_of_two_who_propose_at_once_one_is_told_so(committed):
    from conftest import NOW

    with transaction.atomic():
        cast = standing_cast()
        actors = [cast.actor("leader"), cast.actor("second_leader")]
    outcomes = []

    def run(by):
        try:
            with in_zones(by):
                speaking_actions.propose_wording(
                    programme_id=cast.programme.pk, language="da", text="Ja.", valid_from=TODAY, by=by, at=NOW
                )
            outcomes.append("proposed")
        except Refused as refused:
            outcomes.append(refused.reason)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(by,)) for by in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["a_wording_waits_already", "proposed"]


def test_a_guardian_is_spoken_to_in_words_of_her_own(cast):
    programme = cast.programme.pk
    for language, heading in (("da", "Hvorfor jeg ringer til dig"), ("en", "Why I am calling you")):
        told = policy_queries.script(programme, language=language, on=TODAY, for_guardian=True)
        assert heading in [step.heading for step in told.steps]
        assert not told.fallback
        ordinary = policy_queries.script(programme, language=language, on=TODAY)
        assert heading not in [step.heading for step in ordinary.steps]
    fallback = policy_queries.script(programme, language="pl", on=TODAY, for_guardian=True)
    assert (fallback.language, fallback.fallback) == ("da", True)


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_guardians_script_comes_to_an_installation_that_has_the_others_and_its_own_stays(committed, now):
    cast = standing_cast()
    programme, scripts = cast.programme, Script.objects.using("owner").filter(programme=cast.programme)
    before = scripts.filter(for_guardian=False).count()
    scripts.filter(for_guardian=True).update(programme=cast.outpatient)
    ship()
    assert set(scripts.filter(for_guardian=True).values_list("language", "version")) == {
        ("da", 1),
        ("en", 1),
    }
    with transaction.atomic():
        own = speaking_actions.write_script(
            programme_id=programme.pk, language="da", steps=[Step("Hej", "Goddag")], valid_from=TODAY,
            for_guardian=True, by=cast.actor("leader"), at=now,
        )  # fmt: skip
    ship()
    assert own.version == 2
    assert Script.objects.filter(programme=programme, for_guardian=True).count() == 3
    assert Script.objects.filter(programme=programme, for_guardian=False).count() == before
    assert policy_queries.script(programme.pk, language="da", on=TODAY, for_guardian=True).steps == own_steps()


def own_steps():
    return (Step("Hej", "Goddag"),)


def test_a_guardian_says_yes_in_words_about_the_child(cast, now):
    programme = cast.programme.pk
    for language, about in (("da", "barnets fornavn"), ("en", "the child's first name")):
        read = policy_queries.consent_wording(programme, language=language, on=TODAY, for_guardian=True)
        assert about in read.text
        ordinary = policy_queries.consent_wording(programme, language=language, on=TODAY)
        assert about not in ordinary.text
        with pytest.raises(Refused, match="consent_missing"):
            policy_queries.wording(ordinary.id, programme_id=programme, for_guardian=True)
        with pytest.raises(Refused, match="consent_missing"):
            policy_queries.wording(read.id, programme_id=programme)
    assert policy_queries.consent_wording(programme, language="pl", on=TODAY, for_guardian=True).language == "da"


def test_words_for_guardians_wait_beside_the_others_and_take_over_from_their_own(cast, now):
    propose(cast, now)
    proposed = propose(cast, now, for_guardian=True, text="Jeg siger ja for barnet.")
    assert proposed.version == 2
    assert "barnets fornavn" in speaking_queries.wording_before(proposed).text
    with pytest.raises(Refused, match="a_wording_waits_already"):
        propose(cast, now, for_guardian=True, text="Andet")
    speaking_actions.approve_wording(wording_id=proposed.pk, by=cast.actor("second_leader"), at=now)
    read = policy_queries.consent_wording(cast.programme.pk, language="da", on=TODAY, for_guardian=True)
    assert read.text == "Jeg siger ja for barnet."
    assert "barnet" not in policy_queries.consent_wording(cast.programme.pk, language="da", on=TODAY).text


def test_a_programme_without_words_for_guardians_reads_them_none(cast):
    cast.actor("project_leader")
    read = {"programme_id": cast.outpatient.pk, "language": "da", "on": TODAY}
    assert policy_queries.consent_wording(**read, for_guardian=False) is not None
    assert policy_queries.consent_wording(**read, for_guardian=True) is None
