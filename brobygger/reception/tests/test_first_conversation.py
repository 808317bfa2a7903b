"""Getting in touch, the first conversation, another door, an end, and what she writes in the mailbox."""

from datetime import timedelta

import pytest

from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.mailbox import queries as mailboxes
from brobygger.people import actions as people_actions
from brobygger.people import queries as people
from brobygger.reception import actions
from brobygger.reception.first_conversation import Onward
from brobygger.reception.models import TeamNote
from brobygger.reception.tests.making import anonymous, mine, offering, sent, taken
from brobygger.screening import actions as screening_actions
from brobygger.screening.models import Detection
from brobygger.trail.models import Entry

DAY = timedelta(days=1)


def test_the_number_is_seen_through_the_gate_and_that_is_in_the_trail(cast, now):
    row = mine(cast, now)
    by = cast.actor("assessor")
    assert [one.number for one in actions.see_number(screening_id=row.pk, by=by, at=now)]
    assert Entry.objects.filter(what="reception.card_seen", about_id=row.pk).count() == 1
    evening = now + timedelta(hours=8)
    with pytest.raises(Refused, match="not_her_hours"):
        actions.see_number(screening_id=row.pk, by=by, at=evening)
    with pytest.raises(Refused, match="held_by_a_colleague"):
        actions.see_number(screening_id=row.pk, by=cast.actor("second_assessor"), at=now)


def test_a_try_is_noted_and_may_be_struck_by_whoever_wrote_it(cast, now):
    row = mine(cast, now)
    by = cast.actor("assessor")
    note = actions.note_attempt(screening_id=row.pk, what="not_reached", words="Optaget", by=by, at=now)
    assert TeamNote.objects.get().words == "Optaget"
    with pytest.raises(NotFound):
        actions.strike_note(note_id=note.pk, by=cast.actor("second_assessor"), at=now)
    by = cast.actor("assessor")
    actions.strike_note(note_id=note.pk, by=by, at=now)
    with pytest.raises(Refused, match="already_struck"):
        actions.strike_note(note_id=note.pk, by=by, at=now)
    with pytest.raises(NotFound):
        actions.note_attempt(screening_id=row.pk, what="talked", by=by, at=now)


def test_a_number_that_someone_else_answered_is_never_shown_again(cast, now):
    row = mine(cast, now)
    by = cast.actor("assessor")
    (number,) = people.numbers(by, row.person_id)
    actions.note_attempt(screening_id=row.pk, what="someone_else_answered", number_id=number.pk, by=by, at=now)
    with pytest.raises(Refused, match="no_number"):
        actions.see_number(screening_id=row.pk, by=by, at=now)


def test_the_first_conversation_has_a_day_and_a_form(cast, now):
    row = mine(cast, now)
    by, later = cast.actor("assessor"), now + 2 * DAY
    with pytest.raises(Refused, match="talk_needs_its_form"):
        actions.note_talk(screening_id=row.pk, on=day_of(now), form="", by=by, at=later)
    held = actions.note_talk(screening_id=row.pk, on=day_of(now + DAY), form="phone", words="…", by=by, at=later)
    assert (held.state, held.held_by_id) == ("conversation_held", cast.assessor.pk)
    assert Detection.objects.get().first_conversation_on == day_of(now + DAY)
    back = actions.take_talk_back(screening_id=row.pk, by=by, at=later)
    assert (back.state, back.held_at) == ("taken", None)
    assert Detection.objects.get().first_conversation_on is None
    assert TeamNote.objects.get(what="talked").struck_at == later


@pytest.mark.parametrize("why", ["not_reached", "not_a_person"])
def test_it_came_to_nothing_for_a_reason_and_is_taken_up_again(cast, now, why):
    row = offering(cast, now)
    by = cast.actor("assessor")
    ended = actions.come_to_nothing(screening_id=row.pk, why=why, by=by, at=now)
    assert (ended.state, Detection.objects.get().nothing) == ("came_to_nothing", why)
    again = actions.take_up_again(screening_id=row.pk, by=by, at=now)
    assert (again.state, Detection.objects.get().nothing) == ("sent", "")
    with pytest.raises(Refused, match="screening_cannot_move"):
        actions.take_up_again(screening_id=row.pk, by=by, at=now)


def test_led_to_another_door_with_a_reason_and_a_day_and_back_again(cast, now):
    row = mine(cast, now)
    by = cast.actor("assessor")
    day = day_of(now + DAY)
    with pytest.raises(Refused, match="another_door_needs_its_reason"):
        actions.point_on(screening_id=row.pk, onward=Onward("shelter", day), by=by, at=now)
    onward = Onward("shelter", day, led_there="rang_together", reason="known_safer", words="Hun er ikke tryg")
    gone = actions.point_on(screening_id=row.pk, onward=onward, by=by, at=now)
    told = Detection.objects.get()
    assert (gone.state, told.route, told.override_reason, told.led_there) == (
        *("pointed_on", "shelter", "known_safer", "rang_together"),
    )
    back = actions.undo_pointing_on(screening_id=row.pk, by=by, at=now)
    told = Detection.objects.get()
    assert (back.state, back.taken_by_id, told.route, told.override_reason) == (
        *("taken", cast.assessor.pk, told.suggested, ""),
    )
    actions.point_on(screening_id=row.pk, onward=onward, by=by, at=now)
    with pytest.raises(NotFound):
        actions.follow_up(screening_id=row.pk, came="withdrawn", by=by, at=now)
    assert actions.follow_up(screening_id=row.pk, came="came_there", by=by, at=now).state == "came_there"


@pytest.mark.parametrize("make", [sent, offering, lambda cast, now: anonymous(cast, now)[0]])
def test_a_yes_taken_back_stops_everything_at_once(cast, now, make):
    row = taken(cast, now, make(cast, now))
    ended = actions.withdraw(screening_id=row.pk, by=cast.actor("second_assessor"), at=now)
    assert (ended.state, ended.offered_contact) == ("withdrawn", "")
    if row.person_id:
        plan = people.plan_of(people.person(cast.actor("assessor"), row.person_id))
        assert plan.do_not_contact
        assert not plan.may_ring
    with pytest.raises(Refused, match="with_the_team_no_more"):
        actions.note_attempt(screening_id=row.pk, what="not_reached", by=cast.actor("assessor"), at=now)


def test_the_mailbox_is_read_and_answered_by_whoever_has_her(cast, now):
    from brobygger.access.actor import citizen
    from brobygger.access.zones import enter
    from brobygger.mailbox import actions as boxes

    row, box = anonymous(cast, now)
    me = citizen(cast.koege.pk)
    enter(me)
    boxes.write_line(mailbox_id=box.mailbox.pk, text="Er der nogen?", by=me, at=now)
    by = cast.actor("assessor")
    assert mailboxes.unread(by, zone_id=cast.koege.pk)[box.mailbox.pk].count == 1
    with pytest.raises(Refused, match="not_taken_yet"):
        actions.write_line(screening_id=row.pk, text="Ja", by=by, at=now)
    assert actions.mark_read(screening_id=row.pk, by=by, at=now) == 1
    taken(cast, now, row)
    actions.write_line(screening_id=row.pk, text="Ja", by=by, at=now)
    assert [(one.from_her, one.text) for one in mailboxes.lines(by, box.mailbox.pk)] == [
        *((True, "Er der nogen?"), (False, "Ja")),
    ]
    named = mine(cast, now)
    with pytest.raises(Refused, match="mailbox_missing"):
        actions.write_line(screening_id=named.pk, text="Ja", by=by, at=now)


def test_where_the_card_is_stopped_there_is_no_number(cast, now):
    row = mine(cast, now)
    by = cast.actor("assessor")
    people_actions.stop_contact(person=people.person(by, row.person_id), by=by, at=now)
    with pytest.raises(Refused, match="do_not_contact"):
        actions.see_number(screening_id=row.pk, by=by, at=now)


def test_nobody_in_danger_is_let_go_without_advice(cast, now):
    row = taken(cast, now, anonymous(cast, now, danger="yes")[0])
    by, nowhere = cast.actor("assessor"), Onward("none_for_now", day_of(now + DAY))
    with pytest.raises(Refused, match="advice_first"):
        actions.point_on(screening_id=row.pk, onward=nowhere, by=by, at=now)
    with pytest.raises(Refused, match="advice_first"):
        actions.come_to_nothing(screening_id=row.pk, why="changed_mind", by=by, at=now)
    advice = screening_actions.Advice(["somewhere_to_go"], "done", "Birk", day_of(now))
    screening_actions.give_advice(screening_id=row.pk, advice=advice, act=Act.RECEIVE, by=by, at=now)
    assert actions.point_on(screening_id=row.pk, onward=nowhere, by=by, at=now).state == "pointed_on"
