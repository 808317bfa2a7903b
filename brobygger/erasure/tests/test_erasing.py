"""Someone is erased: asked for by one, confirmed by another, and nothing of her is left but the register."""

from datetime import date

import pytest

from brobygger.base.decision import NotFound, Refused
from brobygger.cases.models import Case, Registration
from brobygger.erasure import actions, queries
from brobygger.erasure.models import Asked, Hold, Proof
from brobygger.outreach.tests.making import someone
from brobygger.people.models import NamePart, Person, PhoneNumber
from brobygger.trail.models import Entry

pytestmark = pytest.mark.django_db


def ended(cast, now, **more):
    """Someone whose case has ended."""
    return someone(cast, now, state="declined", ended_at=now, **more)


def asked(cast, now, person_id, why="asked_by_the_person", who="leader", kind="person"):
    return actions.ask(kind=kind, pk=person_id, why=why, by=cast.actor(who), at=now)


def erased(cast, now, person_id, first="leader", second="second_leader", kind="person", **more):
    row = asked(cast, now, person_id, who=first, kind=kind, **more)
    return actions.confirm(asked_id=row.pk, by=cast.actor(second), at=now)


def test_she_goes_and_the_register_stays_without_her(cast, now):
    case = ended(cast, now)
    registration = Registration.objects.get(case=case)
    made = erased(cast, now, case.person_id)
    assert not Person.objects.filter(pk=case.person_id).exists()
    assert not Case.objects.exists()
    assert not PhoneNumber.objects.exists()
    assert not NamePart.objects.exists()
    assert not Asked.objects.exists()
    registration.refresh_from_db()
    assert (registration.person_id, registration.case_id, registration.state) == (None, None, "declined")
    assert made.gone["people_person"] == 1
    assert made.gone["people_namepart"] == 2
    assert made.left == {"cases_registration": 1}
    assert made.number == 1
    assert queries.in_the_trail(made)


def test_whoever_asked_does_not_confirm_and_the_database_holds_it_too(cast, now):
    case = ended(cast, now)
    row = asked(cast, now, case.person_id)
    with pytest.raises(Refused, match="second_leader_needed"):
        actions.confirm(asked_id=row.pk, by=cast.actor("leader"), at=now)
    assert Person.objects.filter(pk=case.person_id).exists()


@pytest.mark.parametrize("who", ["owner", "officer", "strange_leader", "coordinator"])
def test_nobody_else_asks_or_confirms(cast, now, who):
    case = ended(cast, now)
    with pytest.raises(NotFound):
        asked(cast, now, case.person_id, who=who)
    row = asked(cast, now, case.person_id)
    with pytest.raises(Refused, match="no_longer_asked"):
        actions.confirm(asked_id=row.pk, by=cast.actor(who), at=now)


def test_a_request_is_withdrawn_and_asked_for_once(cast, now):
    case = ended(cast, now)
    row = asked(cast, now, case.person_id)
    with pytest.raises(Refused, match="erasure_is_asked_for"):
        asked(cast, now, case.person_id, who="second_leader")
    actions.withdraw(asked_id=row.pk, by=cast.actor("leader"), at=now)
    assert not Asked.objects.exists()
    assert asked(cast, now, case.person_id)


def test_an_open_case_stands_in_the_way_also_when_it_opens_meanwhile(cast, now):
    case = someone(cast, now)
    with pytest.raises(Refused, match="something_is_under_way"):
        asked(cast, now, case.person_id)
    Case.objects.update(state="declined", ended_at=now)
    row = asked(cast, now, case.person_id)
    Case.objects.update(state="to_call", ended_at=None)
    with pytest.raises(Refused, match="something_is_under_way"):
        actions.confirm(asked_id=row.pk, by=cast.actor("second_leader"), at=now)
    assert Person.objects.filter(pk=case.person_id).exists()


def test_a_hold_stands_in_the_way_until_it_is_lifted(cast, now):
    case = ended(cast, now)
    row = asked(cast, now, case.person_id)
    held = actions.hold(kind="person", pk=case.person_id, why="complaint", by=cast.actor("leader"), at=now)
    with pytest.raises(Refused, match="erasure_is_held"):
        actions.confirm(asked_id=row.pk, by=cast.actor("second_leader"), at=now)
    actions.lift(hold_id=held.pk, by=cast.actor("leader"), at=now)
    actions.confirm(asked_id=row.pk, by=cast.actor("second_leader"), at=now)
    assert not Hold.objects.exists()


def test_the_minor_goes_with_the_guardian_who_was_rung_about_her_alone(cast, now):
    case = ended(cast, now, person={"given_name": "Lars"}, for_minor=True)
    minor = Person.objects.create(
        zone=cast.zone, given_name="Tove", birth_date=date(2014, 1, 1), created_at=now, created_by_kind="machine"
    )
    Registration.objects.filter(case=case).update(person=minor)
    erased(cast, now, minor.pk)
    assert not Person.objects.exists()
    assert not Case.objects.exists()


def test_a_guardian_of_two_stays_with_the_thread_that_is_about_the_other(cast, now):
    case = ended(cast, now, person={"given_name": "Lars"}, for_minor=True)
    first, second = (
        Person.objects.create(zone=cast.zone, given_name=name, created_at=now, created_by_kind="machine")
        for name in ("Tove", "Ida")
    )
    Registration.objects.filter(case=case).update(person=first)
    one = Registration.objects.get()
    one.pk, one.source_ref, one.person = None, "another", second
    one.save()
    erased(cast, now, first.pk)
    assert set(Person.objects.values_list("given_name", flat=True)) == {"Lars", "Ida"}
    assert Case.objects.filter(pk=case.pk).exists()


def test_a_guardian_who_was_a_victim_herself_stays(cast, now):
    case = ended(cast, now, person={"given_name": "Lars"}, for_minor=True)
    minor = Person.objects.create(zone=cast.zone, given_name="Tove", created_at=now, created_by_kind="machine")
    Registration.objects.filter(case=case).update(person=minor)
    own = ended(cast, now, person={"given_name": "Lars"})
    Case.objects.filter(pk=own.pk).update(person=case.person_id)
    Registration.objects.filter(case=own).update(person=case.person_id)
    erased(cast, now, minor.pk)
    assert Case.objects.get() == own
    assert case.person_id in Person.objects.values_list("pk", flat=True)


def test_the_trail_says_who_asked_and_who_confirmed_and_none_of_her_words(cast, now):
    case = ended(cast, now, person={"given_name": "Solvej", "family_name": "Telltale"})
    erased(cast, now, case.person_id)
    told = Entry.objects.filter(what__startswith="erasure.")
    assert list(told.order_by("id").values_list("what", "by__name")) == [
        ("erasure.asked", "Leader"),
        ("erasure.erased", "Second_Leader"),
    ]
    assert "Telltale" not in str(list(told.values()))


def test_a_certificate_that_was_changed_is_not_as_the_trail_was_told(cast, now):
    made = erased(cast, now, ended(cast, now).person_id)
    Proof.objects.update(why="period_is_over")
    made.refresh_from_db()
    assert not queries.in_the_trail(made)
