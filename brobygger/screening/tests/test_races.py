"""Two at once, against the real database: one of them wins, and nothing is done twice."""

import threading

import pytest
from django.db import connection, transaction

from brobygger.access.who import actor_for
from brobygger.access.zones import enter, in_zones
from brobygger.base.decision import Refused
from brobygger.duties.models import Duty
from brobygger.people.models import Person
from brobygger.screening import actions, queries, state_change
from brobygger.screening.danger_said import said_of
from brobygger.screening.models import ContactConsent, Screening
from brobygger.screening.tests.making import ready, seed, sent


@pytest.fixture
def cast(committed):
    from conftest import standing_cast

    with transaction.atomic():
        made = standing_cast()
    return made


def together(cast, *doings):
    """Each in a thread and a transaction of its own, begun at the same moment; what each met."""
    gate, met = threading.Barrier(len(doings)), [""] * len(doings)

    def run(place, who, doing):
        try:
            gate.wait(60)
            with in_zones(actor_for(getattr(cast, who).pk)):
                doing(actor_for(getattr(cast, who).pk))
                met[place] = "done"
        except Refused as refused:
            met[place] = refused.reason
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, *one)) for n, one in enumerate(doings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return met


def prepared(cast, now, make):
    with transaction.atomic():
        made = make(cast, now)
    return made


def read(cast, pk):
    with transaction.atomic():
        enter(actor_for(cast.employee.pk))
        found = Screening.objects.select_related("detection").get(pk=pk)
        return found.state, found.detection.state, Person.objects.count(), ContactConsent.objects.count()


def test_two_tabs_send_and_the_team_gets_it_once(cast, now):
    row = prepared(cast, now, ready)

    def send(by):
        actions.send(screening_id=row.pk, by=by, at=now)

    met = together(cast, ("employee", send), ("employee", send))
    assert sorted(met) == ["done", "not_being_filled_in"]
    assert read(cast, row.pk) == ("sent", "sent", 1, 1)


def test_undo_against_take_and_one_of_them_wins(cast, now):
    row = prepared(cast, now, sent)

    def undo(by):
        actions.undo(screening_id=row.pk, by=by, at=now)

    def take(by):
        held = queries.for_team(by, row.pk, for_update=True)
        state_change.move(held, "taken", by=by, at=now, taken_by_id=by.user_id, taken_at=now)

    met = together(cast, ("employee", undo), ("assessor", take))
    assert met.count("done") == 1
    state, register, people, consents = read(cast, row.pk)
    assert state == register
    if met[0] == "done":
        assert (state, people, consents, met[1]) == ("started", 0, 0, "not_found")
    else:
        assert (state, people, consents, met[0]) == ("taken", 1, 1, "too_late_to_undo")


def test_two_tabs_ask_again_and_one_registration_grows(cast, now):
    row = prepared(cast, now, lambda cast, now: seed(cast, now).row)

    def ask(by):
        actions.ask_again(screening_id=row.pk, by=by, at=now)

    met = together(cast, ("employee", ask), ("employee", ask))
    assert sorted(met) == ["done", "screening_cannot_move"]
    with transaction.atomic():
        enter(actor_for(cast.employee.pk))
        assert Screening.objects.filter(earlier=row).count() == 1


def test_her_yes_taken_back_while_the_team_takes_it(cast, now):
    row = prepared(cast, now, sent)

    def withdraw(by):
        actions.withdraw_consent(screening_id=row.pk, by=by, at=now)

    def take(by):
        held = queries.for_team(by, row.pk, for_update=True)
        state_change.move(held, "taken", by=by, at=now, taken_by_id=by.user_id, taken_at=now)

    met = together(cast, ("employee", withdraw), ("assessor", take))
    assert met[0] == "done"  # whichever came first: her no stands
    assert met[1] in ("done", "screening_cannot_move")
    assert read(cast, row.pk)[0] == "withdrawn"


def test_danger_said_in_two_tabs_while_it_is_sent_in_a_third_is_one_duty(cast, now):
    row = prepared(cast, now, ready)

    def say(by):
        actions.say_danger(screening_id=row.pk, told={"danger": "yes"}, answers={}, by=by, at=now)

    def send(by):
        actions.send(screening_id=row.pk, by=by, at=now)

    assert together(cast, ("employee", say), ("employee", send), ("employee", say)) == ["done"] * 3
    assert read(cast, row.pk)[:2] == ("sent", "sent")
    with transaction.atomic():
        enter(actor_for(cast.employee.pk))
        assert said_of(queries.ROWS.get(pk=row.pk)) == {"life"}
        assert Duty.objects.count() == 1
