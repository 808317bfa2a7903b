"""Who is the same person: by CPR number; else name and birth date; else name and number; and never two in one."""

from datetime import date
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from brobygger.people.marks import marks_of, plain_name
from brobygger.people.recognise import Arrival, Known, recognise

BORN = date(1980, 4, 3)


def go(*arrivals, known=None):
    return recognise(arrivals, known or Known(), count(100))


def test_a_cpr_number_decides_by_itself():
    found = go(Arrival(1, b"c1", b"b1", (), BORN), Arrival(2, b"c1", b"b2", (), BORN))
    assert found == {1: (100, True), 2: (100, True)}


def test_two_cpr_numbers_are_never_one():
    found = go(Arrival(1, b"c1", b"b1", (b"p1",), BORN), Arrival(2, b"c2", b"b1", (b"p1",), BORN))
    assert found[1][0] != found[2][0]


def test_name_and_birth_date_then_name_and_number():
    found = go(
        Arrival(1, b"c1", b"b1", (b"p1",), BORN),
        Arrival(2, None, b"b1", (), BORN),
        Arrival(3, None, None, (b"p1",), None),
    )
    assert {person for person, _ in found.values()} == {100}


def test_a_known_person_learns_her_cpr_number():
    known = Known()
    known.learn(7, b"p1")
    assert go(Arrival(1, b"c1", b"b1", (b"p1",), BORN), known=known) == {1: (7, False)}
    assert go(Arrival(2, b"c1", None, (), None), known=known) == {2: (7, False)}


def test_father_and_son_of_one_name_and_one_number():
    found = go(Arrival(1, None, b"b1", (b"p1",), BORN), Arrival(2, None, b"b2", (b"p1",), date(2005, 1, 2)))
    assert found[1][0] != found[2][0]


def test_where_two_could_be_meant_it_is_a_third():
    found = go(
        Arrival(1, b"c1", b"b1", (b"p1",), BORN),
        Arrival(2, b"c2", b"b1", (b"p1",), BORN),
        Arrival(3, None, b"b1", (), BORN),
        Arrival(4, None, None, (b"p1",), None),
    )
    assert len({person for person, _ in found.values()}) >= 3
    assert found[3][1]


def test_nothing_told_is_a_new_person_each_time():
    found = go(Arrival(1, None, None, (), None), Arrival(2, None, None, (), None))
    assert found[1][0] != found[2][0]


marks = st.one_of(st.none(), st.sampled_from([b"c1", b"c2", b"c3"]))
births = st.one_of(st.none(), st.sampled_from([(b"b1", BORN), (b"b2", date(1990, 2, 2))]))


@given(st.lists(st.tuples(marks, births, st.sets(st.sampled_from([b"p1", b"p2"]))), max_size=8))
def test_no_person_ever_has_two_cpr_numbers_or_two_birth_dates(told):
    arrivals = [
        Arrival(row, cpr, birth[0] if birth else None, tuple(sorted(phones)), birth[1] if birth else None)
        for row, (cpr, birth, phones) in enumerate(told)
        if not (cpr and birth is None)  # a CPR number tells the birth date
    ]
    # One CPR number has one birth date.
    by_cpr = {}
    arrivals = [a for a in arrivals if a.cpr is None or by_cpr.setdefault(a.cpr, a.born) == a.born]
    found = go(*arrivals)
    for person in {p for p, _ in found.values()}:
        hers = [a for a in arrivals if found[a.row][0] == person]
        assert len({a.cpr for a in hers if a.cpr}) <= 1
        assert len({a.born for a in hers if a.born}) <= 1
    assert all(new for _, new in found.values())


def test_names_are_compared_as_people_write_them():
    assert plain_name("Anne-Marie", "ØST ") == plain_name("anne marie", " øst")
    assert marks_of("Åse", "", BORN, "", ["+4595001234"]) == (None, None, ())
