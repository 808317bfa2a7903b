"""Taking, giving back, and what becomes of what she offered."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from brobygger.access.actor import citizen
from brobygger.access.zones import enter
from brobygger.base.decision import NotFound, Refused
from brobygger.contact.queries import gate
from brobygger.people import actions as people_actions
from brobygger.people import queries as people
from brobygger.people.channels import Channel
from brobygger.people.models import Person
from brobygger.reception import actions
from brobygger.reception.taking import Name
from brobygger.reception.tests.making import (
    NUMBER,
    OFFERED,
    anonymous,
    herself,
    mine,
    noted_other,
    offering,
    sent,
    taken,
)
from brobygger.screening import actions as screening_actions
from brobygger.screening.actions import SaidYes
from brobygger.screening.models import Detection, Screening
from brobygger.screening.tests.making import wording
from brobygger.trail.models import Entry


def test_taken_by_one_and_by_no_other(cast, now):
    row = mine(cast, now)
    assert (row.state, row.taken_by_id, row.taken_at) == ("taken", cast.assessor.pk, now)
    with pytest.raises(Refused, match="taken_meanwhile"):
        taken(cast, now, row, "second_assessor")
    with pytest.raises(Refused, match="mine_already"):
        taken(cast, now, row)
    assert Detection.objects.get().state == "taken"


def test_given_back_she_waits_again_and_another_may_take_her(cast, now):
    row = mine(cast, now)
    later = now + timedelta(days=2)
    back = actions.give_back(screening_id=row.pk, by=cast.actor("second_assessor"), at=later)
    assert (back.state, back.taken_by_id, back.taken_at) == ("sent", None, None)
    assert back.state_at < later, "she has waited since she came"
    with pytest.raises(Refused, match="not_taken_yet"):
        actions.give_back(screening_id=row.pk, by=cast.actor("assessor"), at=now)
    assert taken(cast, now, row, "second_assessor").taken_by_id == cast.second_assessor.pk


@pytest.mark.parametrize("who", ["employee", "resource_person", "odense_assessor", "officer", "owner", "administrator"])
def test_nobody_else_takes(cast, now, who):
    row = sent(cast, now)
    with pytest.raises(NotFound):
        taken(cast, now, row, who)


def test_what_she_offered_becomes_her_card_and_is_wiped(cast, now):
    row = offering(cast, now)
    assert row.offered_contact
    after = taken(cast, now, row)
    assert Screening.objects.get().offered_contact == ""
    by = cast.actor("assessor")
    person = people.person(by, after.person_id)
    plan = people.plan_of(person)
    assert person.given_name == OFFERED["given_name"]
    assert [one.number for one in people.numbers(by, person.pk)] == [NUMBER]
    assert (plan.basis, plan.may_ring, plan.hour_from, plan.hour_to) == ("herself", True, 9, 15)
    assert plan.may_leave_voicemail
    assert plan.word_when_safe == "Solsikke"
    assert not plan.may_sms
    assert not plan.may_letter


def test_someone_anonymous_has_no_person(cast, now):
    row, _box = anonymous(cast, now)
    assert taken(cast, now, row).person_id is None
    assert not Person.objects.exists()


def test_a_number_without_a_name_is_called_by_the_code(cast, now):
    row, box = anonymous(cast, now, offered_contact={"numbers": [NUMBER], "may_ring": True})
    person = taken(cast, now, row).person
    assert person.given_name == box.code_name


def test_known_by_name_only_with_her_yes(cast, now):
    row, _box = anonymous(cast, now)
    taken(cast, now, row)
    who = Name("Nadia", number=NUMBER, may_ring=True, when={"days": 31, "hour_from": 9, "hour_to": 16})
    by = cast.actor("assessor")
    with pytest.raises(Refused, match="her_yes_is_missing"):
        actions.become_known(screening_id=row.pk, who=who, said_yes=False, by=by, at=now)
    known = actions.become_known(screening_id=row.pk, who=who, said_yes=True, by=by, at=now)
    assert known.person.given_name == "Nadia"
    assert known.mailbox_id == row.mailbox_id
    assert people.plan_of(known.person).may_ring
    with pytest.raises(Refused, match="known_by_name_already"):
        actions.become_known(screening_id=row.pk, who=who, said_yes=True, by=by, at=now)


def test_a_new_way_to_reach_her_goes_on_the_card_that_she_has(cast, now):
    row, box = anonymous(cast, now, offered_contact=OFFERED, consent=None)
    taken(cast, now, row)
    again = {"numbers": ["+4595000032"], "may_ring": False, "said": {"may_email": True, "email_to": "n@post.invalid"}}
    herself(cast, now, mailbox_id=box.mailbox.pk, offered_contact=again)
    by = cast.actor("assessor")
    person = Person.objects.get()
    assert not gate(by, person=person, channel=Channel.PHONE, at=now), "what she said before does not hold any more"
    after = actions.use_offered(screening_id=row.pk, by=by, at=now)
    plan = people.plan_of(people.person(by, after.person_id))
    assert (plan.may_ring, plan.may_email, plan.email_to) == (False, True, "n@post.invalid")
    stopped = {one.number: bool(one.stopped_at) for one in people.numbers(by, after.person_id)}
    assert stopped == {NUMBER: True, "+4595000032": False}
    with pytest.raises(Refused, match="nothing_offered"):
        actions.use_offered(screening_id=row.pk, by=by, at=now)


def test_a_card_made_later_warns_of_what_is_known_of_him(cast, now):
    row = offering(cast, now)
    noted_other(cast, now, row, shares_phone="yes", lives_together="yes")
    plan = people.plan_of(taken(cast, now, row).person)
    assert plan.shares_phone_with_accused
    assert plan.shares_address_with_accused


def test_the_trail_tells_in_codes(cast, now):
    mine(cast, now)
    moved = Entry.objects.filter(what="screening.moved").latest("id")
    assert moved.facts == {"before": "sent", "to": "taken"}


SHARED = "Shares the phone with the one who uses violence"
OTHERS = "Someone else who is known here has the same number"


@pytest.fixture
def seen(cast):
    """What the team reads in the list and on the page about one, in English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.assessor)

    def read(row):
        return [
            client.get(address).content.decode()
            for address in (reverse("reception"), reverse("received", args=[row.pk]))
        ]

    return read


def test_a_phone_that_he_has_too_is_warned_of_before_the_number(cast, now, seen):
    row = sent(cast, now, numbers=(NUMBER,), shared_numbers=(NUMBER,))
    listed, page = seen(row)
    assert SHARED in listed
    assert listed.index(SHARED) < max(listed.find("May be rung now"), listed.find("Do not ring now"))
    assert SHARED in page
    taken(cast, now, row)
    assert all(SHARED in one for one in seen(row))


def test_what_she_tells_of_the_phone_herself_is_warned_of_before_anyone_takes_her(cast, now, seen):
    row, _she = herself(cast, now, offered_contact=OFFERED | {"shared_numbers": [NUMBER]}, anonymous=False)
    assert SHARED in seen(row)[0]
    taken(cast, now, row)
    assert all(SHARED in one for one in seen(row))


def test_what_is_noted_of_him_is_warned_of_in_the_list(cast, now, seen):
    row = mine(cast, now)
    assert not any(SHARED in one for one in seen(row))
    noted_other(cast, now, row, shares_phone="yes")
    assert all(SHARED in one for one in seen(row))


def test_a_number_that_someone_else_here_has_too_is_warned_of(cast, now, seen):
    row = sent(cast, now, numbers=(NUMBER,))
    assert not any(OTHERS in one for one in seen(row))
    other = sent(cast, now, who="second_employee", numbers=(NUMBER,), given_name="Nadia")
    assert all(OTHERS in one for one in seen(row))
    by = cast.actor("assessor")
    (number,) = people.numbers(by, other.person_id)
    person = people.person(by, other.person_id)
    people_actions.stop_number(number_id=number.pk, person=person, because="wrong_number", by=by, at=now)
    assert not any(OTHERS in one for one in seen(row)), "a stopped number is nobody's"


def test_the_number_that_he_shares_with_one_is_warned_of_at_the_other(cast, now, seen):
    sent(cast, now, numbers=(NUMBER,), shared_numbers=(NUMBER,))
    row = sent(cast, now, who="second_employee", numbers=(NUMBER,), given_name="Nadia")
    assert SHARED in seen(row)[1]


def test_a_known_number_that_she_now_says_he_sees_is_marked(cast, now, seen):
    row, _box = anonymous(cast, now, offered_contact=OFFERED)
    taken(cast, now, row)
    by = citizen(cast.koege.pk)
    enter(by)
    told = OFFERED | {"shared_numbers": [NUMBER]}
    screening_actions.change_contact(
        screening_id=row.pk, offered_contact=told, consent=SaidYes(wording(cast, now).id, "da"), by=by, at=now
    )
    actions.use_offered(screening_id=row.pk, by=cast.actor("assessor"), at=now)
    assert all(SHARED in one for one in seen(row))
    assert people.numbers(cast.actor("assessor"), Screening.objects.get(pk=row.pk).person_id)[0].shared_with_accused
