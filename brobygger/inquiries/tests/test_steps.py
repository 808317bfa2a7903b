"""Which question comes when, to the last branch."""

import pytest

from brobygger.inquiries.steps import (
    NOT_ASKED,
    UNDER_AGE,
    Step,
    before,
    ending,
    ends_after,
    first_open,
    following,
    is_complete,
    may_open,
    order,
)

S = Step
HERSELF = [S.ABOUT, S.DANGER, S.ADULT, S.CHILDREN, S.WORDS, S.REACH, S.LANGUAGE, S.HEARD, S.CHECK]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, HERSELF),
        ({"word": "x"}, [S.CODE, *HERSELF]),
        ({"about": "me", "children": "yes"}, sorted([*HERSELF, S.WORRY])),
        ({"about": "me", "reach": "contact"}, sorted([*HERSELF, S.CONTACT, S.CONSENT])),
        (
            {"about": "work"},
            [S.ABOUT, S.DANGER, S.SAID_YES, S.ADULT, S.CHILDREN, S.WORDS, S.CONTACT, S.CONSENT, S.LANGUAGE, S.CHECK],
        ),
        ({"change": True}, [S.REACH, S.CHECK]),
        ({"change": True, "reach": "contact"}, [S.REACH, S.CONTACT, S.CONSENT, S.CHECK]),
    ],
)
def test_the_questions_that_are_hers(answers, expected):
    assert order(answers) == expected


@pytest.mark.parametrize(
    ("answers", "why", "after"),
    [
        ({"about": "me", "adult": "yes", "consent": "no"}, "", S.CONSENT),
        ({"about": "me", "adult": "no"}, UNDER_AGE, S.ADULT),
        ({"about": "me", "said_yes": "no"}, "", S.CONSENT),
        ({"about": "known", "said_yes": "no"}, NOT_ASKED, S.SAID_YES),
        ({"about": "work", "said_yes": "yes", "adult": "no"}, UNDER_AGE, S.ADULT),
        ({"about": "work", "said_yes": "yes", "adult": "yes", "consent": "no"}, NOT_ASKED, S.CONSENT),
    ],
)
def test_where_it_ends_without_anything_sent(answers, why, after):
    assert ending(answers) == why
    assert ends_after(answers) is after


def test_the_way_to_and_fro():
    assert before({}, S.ABOUT) is None
    assert before({"word": "x"}, S.ABOUT) is S.CODE
    assert following({}, S.DANGER) is S.ADULT
    assert following({}, S.CHECK) is S.CHECK
    assert first_open({"word": "x"}) is S.ABOUT
    assert first_open({"seen": [1, 2]}) is S.ADULT
    assert may_open({"seen": [1]}, S.DANGER)
    assert not may_open({"seen": [1]}, S.ADULT)
    assert not may_open({}, S.WORRY)


def test_what_is_complete():
    seen = [int(step) for step in HERSELF]
    assert is_complete({"seen": seen})
    assert not is_complete({"seen": seen[:-2]})
    assert not is_complete({"seen": seen, "adult": "no"})
