"""Two who are one, and two again: nothing is lost, no figure changes, and what protects holds."""

from datetime import date, timedelta

import pytest

from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.cases.models import Case, Registration
from brobygger.doubles import actions, placing, queries
from brobygger.doubles.models import Merge, NotSame
from brobygger.doubles.tests.making import SAME, merged, split, two
from brobygger.outreach.queries import search
from brobygger.outreach.tests.making import someone
from brobygger.people import queries as people
from brobygger.people.models import ContactPlan, Person, PersonMark, PhoneNumber
from brobygger.trail.models import Entry

pytestmark = pytest.mark.django_db


def offered(cast, who="leader", zone=None):
    found = queries.possible(cast.actor(who), zone_id=(zone or cast.zone).pk)
    return [(one.first, one.second) for one in found]


def refused(deed):
    with pytest.raises(Refused) as caught:
        deed()
    return caught.value.reason


def test_two_are_offered_with_the_reason_and_within_the_zone(cast, now):
    one, other = two(cast, now)
    stranger = someone(cast, now, zone=cast.other_zone, person={"given_name": "Karla", "family_name": "Prøvesen"})
    assert offered(cast) == [(one.person_id, other.person_id)]
    (pair,) = queries.possible(cast.actor("leader"), zone_id=cast.zone.pk)
    assert [str(why) for why in pair.why] == ["phone", "birth_date"]
    assert str(pair.names) == "names_same"
    with pytest.raises(NotFound):
        queries.possible(cast.actor("owner"), zone_id=cast.zone.pk)
    with pytest.raises(NotFound):
        queries.possible(cast.actor("strange_leader"), zone_id=cast.zone.pk)
    cast.actor("leader")
    with pytest.raises(NotFound):
        merged(cast, now, one, stranger)
    with pytest.raises(NotFound):
        merged(cast, now, one, other, who="owner")


def test_those_who_are_two_are_never_offered(cast, now):
    one, other = two(cast, now)
    actions.say_two(first_id=other.person_id, second_id=one.person_id, by=cast.actor("leader"), at=now)
    assert offered(cast) == []
    with pytest.raises(NotFound):
        merged(cast, now, one, other)
    said = NotSame.objects.get()
    actions.take_two_back(not_same_id=said.pk, by=cast.actor("leader"), at=now)
    assert len(offered(cast)) == 1
    for at, case in enumerate((one, other)):
        PersonMark.objects.create(zone=cast.zone, person=case.person, kind="c", mark=bytes([at] * 16))
    assert offered(cast) == []  # two CPR numbers are two people


def test_what_was_said_of_one_holds_for_whom_she_is_merged_with(cast, now):
    one, other = two(cast, now)
    third = two(cast, now)[0]
    third.refresh_from_db()
    for pair in offered(cast):
        if pair != (one.person_id, other.person_id) and one.person_id not in pair:
            actions.say_two(first_id=pair[0], second_id=pair[1], by=cast.actor("leader"), at=now)
    assert (one.person_id, third.person_id) in offered(cast)
    merged(cast, now, one, other)
    assert (one.person_id, third.person_id) not in offered(cast)


def test_who_is_rung_about_the_other_is_another(cast, now):
    one, other = two(cast, now, first={"birth_date": None}, second={"birth_date": None})
    Case.objects.filter(pk=one.pk).update(for_minor=True)
    Registration.objects.filter(case=one).update(person=other.person_id)
    assert offered(cast) == []


def test_a_number_of_many_is_nobodys_mark(cast, now):
    for at in range(13):
        case = someone(cast, now, person={"given_name": "Karla", "family_name": f"Prøve{at}", "birth_date": None})
        PhoneNumber.objects.create(zone=cast.zone, person=case.person, number=SAME, added_at=now)
    assert offered(cast) == []


def test_merged_she_is_found_by_what_she_was_called_and_by_every_number(cast, now):
    one, other = two(
        cast, now, first={"family_name": "Kjær", "address": "Prøvevej 1", "postal_code": "4600"},
        second={"family_name": "Ågård", "address": "Opdigtet Allé 9", "postal_code": "4600"},
    )  # fmt: skip
    theirs = PhoneNumber.objects.get(person=other.person_id, number__startswith="+459500").number
    merged(cast, now, one, other, values={"family_name": "other", "address": "kept"})
    by = cast.actor("owner")
    her = people.person(by, other.person_id)
    assert (her.pk, her.family_name, her.address) == (one.person_id, "Ågård", "Prøvevej 1")
    for words in ("Kjær", "Ågård", theirs, SAME):
        assert one.pk in {found.case_id for found in search(by, zone_id=cast.zone.pk, words=words, at=now)}, words
    assert [number.number for number in people.numbers(by, her.pk) if number.stopped_at is None].count(SAME) == 1
    assert not people.hazards_of(by, [her])[her.pk].phone_of_others
    assert set(Entry.objects.filter(about_id=other.person_id).values_list("what", flat=True)) >= {"doubles.was_merged"}


def test_of_two_open_cases_one_goes_on_with_both_incidents_and_the_register_says_the_same(cast, now):
    one, other = two(cast, now)
    Registration.objects.filter(case=other).update(reached=True, outcome="will_call_self", attempts=2)
    before = list(Registration.objects.order_by("pk").values("pk", "reached", "outcome", "attempts", "identified_on"))
    assert refused(lambda: merged(cast, now, one, other, goes_on=99)) == "choose_case"
    merged(cast, now, one, other, goes_on=other.pk)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state) == ("joined", "to_call")
    assert {row.case_id for row in Registration.objects.all()} == {other.pk}
    assert before == list(
        Registration.objects.order_by("pk").values("pk", "reached", "outcome", "attempts", "identified_on")
    )


def test_a_case_that_waits_for_its_code_does_not_go_on_before_one_that_is_rung(cast, now):
    one, other = two(cast, now)
    Case.objects.filter(pk=one.pk).update(state="awaiting_type")
    assert refused(lambda: merged(cast, now, one, other)) == "awaiting_type_cannot_go_on"
    merged(cast, now, one, other, goes_on=other.pk)


def test_the_most_careful_card_and_every_protection_hold(cast, now):
    one, other = two(cast, now, second={"protected": True, "address_withheld": True}, first={"address": "Prøvevej 1"})
    PhoneNumber.objects.filter(person=other.person_id, number=SAME).update(shared_with_accused=True, stopped_at=now,
        stopped_because="someone_else_answered")  # fmt: skip
    ContactPlan.objects.filter(person=other.person_id).update(shares_phone_with_accused=True, do_not_contact=True,
        may_ring=False)  # fmt: skip
    assert refused(lambda: merged(cast, now, one, other, sure=False)) == "look_twice"
    row = merged(cast, now, one, other, card="kept")
    her = Person.objects.get(pk=one.person_id)
    assert (her.protected, her.address_withheld, her.address) == (True, True, "")
    plan = her.contact_plan
    assert (plan.do_not_contact, plan.may_ring, plan.shares_phone_with_accused) == (True, False, True)
    same = PhoneNumber.objects.get(person=her, number=SAME)
    assert same.shared_with_accused
    assert same.stopped_because == "someone_else_answered"
    case = Case.objects.get(pk=one.pk)
    assert (case.may_ring, case.protected, case.shares_with_accused) == (False, True, True)
    split(cast, now, row)
    plan.refresh_from_db()
    assert (plan.do_not_contact, plan.may_ring, plan.shares_phone_with_accused) == (False, True, False)


def stands(*cases):
    """Everything of two that merging may touch."""
    told = []
    for case in cases:
        person = Person.objects.get(pk=case.person_id)
        told.append(
            (
                {field.name: getattr(person, field.attname) for field in Person._meta.concrete_fields},
                {
                    field.name: getattr(person.contact_plan, field.attname)
                    for field in ContactPlan._meta.concrete_fields
                },
                list(PhoneNumber.objects.filter(person=person).order_by("pk").values()),
                list(Case.objects.filter(person=person).order_by("pk").values()),
                list(Registration.objects.filter(person=person).order_by("pk").values()),
                sorted(bytes(mark.mark) for mark in PersonMark.objects.filter(person=person)),
            )
        )
    return told


def test_split_at_once_everything_stands_as_before(cast, now):
    one, other = two(cast, now, second={"birth_date": None, "email": "k@brobygger.invalid", "language": "ar"})
    PersonMark.objects.create(zone=cast.zone, person=other.person, kind="p", mark=b"x" * 16)
    PhoneNumber.objects.filter(person=other.person_id, number=SAME).update(beside="mor", others_may_see=True)
    before = stands(one, other)
    row = merged(cast, now, one, other)
    assert Registration.objects.filter(person=one.person_id).count() == 2
    split(cast, now, row)
    assert stands(one, other) == before
    assert refused(lambda: split(cast, now, row)) == "split_already"
    assert offered(cast) == [(one.person_id, other.person_id)]


def test_what_has_come_since_is_placed(cast, now):
    one, other = two(cast, now)
    row = merged(cast, now, one, other, goes_on=one.pk)
    later = now + timedelta(days=9)
    number = PhoneNumber.objects.create(zone=cast.zone, person_id=one.person_id, number="+4595998877", added_at=later)
    Case.objects.filter(pk=one.pk).update(state="declined", ended_at=later)
    Registration.objects.filter(case=one).update(state="declined", ended_at=later, reached=True, outcome="declined")
    new = Case.objects.create(
        zone=cast.zone, programme=cast.programme, person_id=one.person_id, state="to_call", opened_at=later,
        window_until=date(2027, 1, 1), ring_from=later,
    )  # fmt: skip
    incident = Registration.objects.create(
        zone=cast.zone, programme=cast.programme, source="incidents", source_ref="new", identified_on=day_of(later),
        state="to_call", person_id=one.person_id, case=new,
    )  # fmt: skip
    PersonMark.objects.create(zone=cast.zone, person_id=one.person_id, kind="c", mark=b"c" * 16)
    Person.objects.filter(pk=one.person_id).update(email="ny@brobygger.invalid")
    ContactPlan.objects.filter(person=one.person_id).update(shares_address_with_accused=True)
    cast.actor("leader")
    codes = {thing.code for thing in placing.to_place(row)}
    assert codes == {f"people.phonenumber.person:{number.pk}", f"cases.case.person:{new.pk}"}
    assert refused(lambda: split(cast, later, row)) == "place_everything"
    to_other = dict.fromkeys(codes, "other")
    assert refused(lambda: split(cast, later, row, placed=to_other)) == "two_open_after_splitting"
    placed = to_other | {f"cases.case.person:{new.pk}": "kept"}
    split(cast, later, row, placed=placed, corrected="other", said="other")
    number.refresh_from_db()
    incident.refresh_from_db()
    assert (number.person_id, incident.person_id) == (other.person_id, one.person_id)
    other.refresh_from_db()
    assert other.state == "to_call"  # she was not the one who declined
    assert Registration.objects.get(case=other).outcome == ""
    assert not PersonMark.objects.filter(kind="c").exists()  # nobody knows whose it is
    assert Person.objects.get(pk=other.person_id).email == "ny@brobygger.invalid"
    assert Person.objects.get(pk=one.person_id).email == ""
    assert all(ContactPlan.objects.filter(person__in=[one.person_id, other.person_id]).values_list(
        "shares_address_with_accused", flat=True))  # fmt: skip


def test_what_the_police_have_taken_out_since_stays_out(cast, now):
    one, other = two(cast, now)
    row = merged(cast, now, one, other)
    Registration.objects.filter(source_ref=f"ref{other.pk}").update(state="not_in_target_group", ended_at=now)
    split(cast, now, row)
    other.refresh_from_db()
    assert other.state == "not_in_target_group"


def test_three_who_are_one_are_split_the_last_first(cast, now):
    one, other = two(cast, now)
    third = two(cast, now)[0]
    first = merged(cast, now, other, third)
    second = merged(cast, now, one, other)
    assert people.person(cast.actor("leader"), third.person_id).pk == one.person_id
    assert refused(lambda: split(cast, now, first)) == "split_later_first"
    split(cast, now, second)
    assert people.person(cast.actor("leader"), third.person_id).pk == other.person_id
    split(cast, now, first)
    assert people.person(cast.actor("leader"), third.person_id).pk == third.person_id
    assert {case.state for case in Case.objects.filter(pk__in=(one.pk, other.pk, third.pk))} == {"to_call"}


def test_nobody_is_merged_under_a_workers_hands(cast, now):
    from brobygger.outreach.tests.making import begin_call

    one, other = two(cast, now)
    begin_call(cast.actor("owner"), other, now)
    assert refused(lambda: merged(cast, now, one, other)) == "case_is_held"
    Case.objects.filter(pk=other.pk).update(held_by=None, held_at=None)
    other.calls.update(state="saved", saved_at=now, result="voicemail")
    assert refused(lambda: merged(cast, now, one, other)) == "call_just_saved"
    merged(cast, now + timedelta(minutes=2), one, other)
    assert refused(lambda: merged(cast, now, one, other)) == "merged_already"


def test_erased_she_is_erased_with_all_that_she_was(cast, now):
    one, other = two(cast, now)
    merged(cast, now, one, other)
    Case.objects.filter(person=one.person_id).update(ended_at=now, state="declined")
    Person.objects.get(pk=one.person_id).delete()
    assert not Person.objects.filter(pk__in=(one.person_id, other.person_id)).exists()
    assert not PhoneNumber.objects.exists()
    assert not Merge.objects.exists()
    assert Registration.objects.filter(person=None, case=None).count() == 2
