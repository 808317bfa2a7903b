"""Who is worth a look: few and good, and what the most careful of two cards is."""

from datetime import date

import pytest

from brobygger.doubles.rules import Known, Names, Why, heard, may_be_one, names_of, slip
from brobygger.people.careful import MESSAGES, NAMES, most_careful, with_warnings

BORN = date(1990, 4, 2)


def known(name, *, born=BORN, gender="", given=1):
    parts = tuple(heard(part) for part in name.lower().split())
    return Known(parts, parts[:given], born, gender)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("karla proevesen", "proevesen karla", Names.SAME),
        ("christian thomsen", "kristian tomsen", Names.SAME),
        ("sophie jensen", "sofie jensen", Names.SAME),
        ("mohammed ali", "mohamed ali", Names.SAME),
        ("anna marie jensen", "anna jensen", Names.ALIKE),
        ("katharina olsen", "katarine olsen", Names.ALIKE),
        ("anna jensen", "anna holm", Names.GIVEN),
        ("maja jensen", "maria jensen", None),
        ("anna jensen", "anne jensen", None),
        ("karla proevesen", "signe aagaard", None),
        ("karla", "karla", Names.GIVEN),
    ],
)
def test_names(one, other, found):
    assert names_of(known(one), known(other)) == found
    assert names_of(known(other), known(one)) == found


@pytest.mark.parametrize(
    ("one", "other", "why", "offered"),
    [
        (known("karla holm"), known("karla holm"), [Why.BIRTH_DATE], True),
        (known("karla holm"), known("karla holm"), [], False),
        (known("karla holm"), known("karla lund"), [Why.BIRTH_DATE], False),  # a common given name proves nothing
        (known("karla holm"), known("karla lund"), [Why.PHONE], True),
        (known("karla holm"), known("karla lund"), [Why.PHONE, Why.BIRTH_DATE], True),
        (known("lars holm"), known("lars holm", born=date(1960, 4, 2)), [Why.PHONE], False),  # father and son
        (known("lars holm"), known("lars holm", born=date(1990, 2, 4)), [Why.PHONE], True),  # day and month swapped
        (known("lars holm"), known("lars e holm", born=date(1990, 2, 4)), [Why.PHONE], False),
        (known("lars holm", born=None), known("lars holm"), [Why.ADDRESS], True),
        (known("kim holm", gender="female"), known("kim e holm", gender="male"), [Why.PHONE], False),
        (known("kim holm", gender="female"), known("kim holm", gender="male"), [Why.PHONE], True),
        (known("mette anna holm", given=1), known("anna holm"), [Why.ADDRESS], False),
        (known("mette anna holm", given=2), known("anna holm"), [Why.ADDRESS], True),
    ],
)
def test_two_are_offered(one, other, why, offered):
    assert (may_be_one(one, other, why) is not None) == offered


def test_a_slip_of_the_pen():
    assert slip(date(1990, 4, 2), date(1990, 2, 4))
    assert slip(date(1990, 4, 2), date(1990, 4, 12))
    assert slip(date(1990, 4, 2), date(1980, 4, 2))
    assert not slip(date(1990, 4, 2), date(1965, 4, 2))
    assert not slip(date(1990, 4, 2), date(1991, 5, 2))
    assert heard("christoffersen") == "kristofersen"
    assert names_of(known("Anna Prøve22"), known("Anna Prøve2")) is Names.ALIKE  # two figures are no slip


NOTHING = dict.fromkeys(NAMES, False) | {
    "basis": "none", "days": 127, "hour_from": 0, "hour_to": 24, "confirmed_at": None, "confirmed_by": None,
    "interpreter_language": "", "who_else_may_answer": "", "wishes": "", "word_when_safe": "", "word_when_unsafe": "",
    "cover_story": "", "sms_number": "", "email_to": "", "where_to_write": "",
}  # fmt: skip
FIRST_CALL = NOTHING | {"basis": "first_contact", "may_ring": True}
SAID = NOTHING | {
    "basis": "herself", "may_ring": True, "days": 31, "hour_from": 9, "hour_to": 16, "may_sms": True,
    "sms_number": "+4595000001", "may_email": True, "email_to": "a@brobygger.invalid", "may_leave_voicemail": True,
    "confirmed_at": "2026-11-10T10:00:00+00:00", "confirmed_by": 7, "wishes": "Ring lavt",
}  # fmt: skip


def test_nothing_is_allowed_that_either_forbids():
    both = most_careful(FIRST_CALL, SAID)
    assert (both["basis"], both["may_ring"], both["days"], both["hour_from"], both["hour_to"]) == (
        "herself",
        True,
        31,
        9,
        16,
    )
    assert not any(both[name] for name in (*MESSAGES, "may_leave_voicemail"))
    assert both["wishes"] == "Ring lavt"
    assert both == most_careful(SAID, FIRST_CALL)
    assert not most_careful(NOTHING, SAID)["may_ring"]
    assert most_careful(NOTHING, SAID)["basis"] == "none"


def test_two_that_were_said_are_as_old_as_the_older_and_hold_where_both_do():
    later = SAID | {
        "confirmed_at": "2026-11-17T10:00:00+00:00", "confirmed_by": 8, "hour_from": 12, "hour_to": 20,
        "email_to": "b@brobygger.invalid", "wishes": "Ikke om fredagen", "interpreter": True,
        "interpreter_language": "ar",
    }  # fmt: skip
    both = most_careful(later, SAID)
    assert (both["hour_from"], both["hour_to"], both["confirmed_by"]) == (12, 16, 7)
    assert both["may_sms"]
    assert both["sms_number"] == "+4595000001"
    assert not both["may_email"]  # two addresses: neither is certain
    assert both["email_to"] == ""
    assert both["wishes"] == "Ikke om fredagen\nRing lavt"
    assert both["interpreter_language"] == "ar"
    never = most_careful(SAID | {"hour_from": 17, "hour_to": 20}, SAID)
    assert (never["days"], never["hour_from"], never["hour_to"]) == (0, 0, 0)


@pytest.mark.parametrize(
    "warning", ["do_not_contact", "is_accused", "shares_phone_with_accused", "shares_address_with_accused"]
)
def test_a_warning_is_never_lost_whichever_card_is_chosen(warning):
    told = with_warnings(SAID, SAID, FIRST_CALL | {warning: True})
    assert told[warning]
    stopped = warning in ("do_not_contact", "is_accused")
    assert told["may_ring"] != stopped
    assert told["may_sms"] != stopped
