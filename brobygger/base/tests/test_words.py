"""The shared words mean what they say."""

import pytest
from django.db.models import TextChoices
from hypothesis import given
from hypothesis import strategies as st

from brobygger.base.classed import Keep, Kind, classed
from brobygger.base.codes import age_group
from brobygger.base.decision import YES, NotFound, Refused, first_no, no
from brobygger.base.machine import Machine
from brobygger.base.sealed import fingerprint, seal, unseal


class Light(TextChoices):
    RED = "red"
    GREEN = "green"


def machine(**changes):
    told = {"start": {Light.RED}, "moves": {Light.RED: {Light.GREEN}, Light.GREEN: set()}} | changes
    return Machine("light", Light, **told)


def test_a_refusal_is_false_and_carries_its_reason():
    assert YES
    assert not no("not_now")
    YES.require()
    with pytest.raises(Refused) as refused:
        no("not_now").require()
    assert refused.value.reason == "not_now"
    with pytest.raises(NotFound):
        no("not_found").require()


def test_the_first_refusal_is_the_one_told():
    assert first_no(YES, no("one"), no("two")).reason == "one"
    assert first_no(YES, YES) is YES


def test_a_machine_moves_as_its_table_says():
    light = machine()
    assert light.may_move("red", "green")
    assert light.may_move("green", "red").reason == "light_cannot_move"
    assert light.ends == {Light.GREEN}


def test_a_machine_refuses_a_forgotten_state():
    with pytest.raises(ValueError, match="no moves"):
        machine(moves={Light.RED: set()})


def test_a_machine_refuses_a_state_that_nothing_leads_to():
    with pytest.raises(ValueError, match="nothing leads to"):
        machine(moves={Light.RED: set(), Light.GREEN: set()})


def test_a_machine_draws_itself():
    assert machine().diagram().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> red",
        "    red --> green",
        "    green --> [*]",
    ]


@pytest.mark.parametrize(
    ("age", "group"),
    [
        (None, ""),
        (0, "0_17"),
        (17, "0_17"),
        (18, "18_29"),
        (29, "18_29"),
        (30, "30_39"),
        (39, "30_39"),
        (40, "40_49"),
        (49, "40_49"),
        (50, "50_59"),
        (59, "50_59"),
        (60, "60_plus"),
        (104, "60_plus"),
    ],
)
def test_age_groups_are_those_of_the_report(age, group):
    assert age_group(age) == group


def test_a_field_is_classed_once():
    assert classed(Keep.REGISTER, working="id", identity="name").kinds == {"id": Kind.WORKING, "name": Kind.IDENTITY}
    with pytest.raises(ValueError, match="twice"):
        classed(Keep.REGISTER, working="id", identity="id")
    with pytest.raises(ValueError, match="secretish"):
        classed(Keep.REGISTER, secretish="id")


@given(st.text(min_size=1))
def test_sealed_text_opens_again_and_only_where_it_belongs(text):
    sealed = seal(text, about="outreach_call:note")
    assert unseal(sealed, about="outreach_call:note") == text
    assert text.encode() not in sealed or len(text) < 3
    with pytest.raises(Exception, match=r"^$"):
        unseal(sealed, about="outreach_call:form")


def test_fingerprints_tell_equal_from_unequal_and_nothing_else():
    assert fingerprint("c", "0102030405") == fingerprint("c", "0102030405")
    assert fingerprint("c", "0102030405") != fingerprint("p", "0102030405")
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
    assert len(fingerprint("x")) == 16
