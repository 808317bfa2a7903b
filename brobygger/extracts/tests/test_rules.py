"""What an extract may tell to whom, to the last branch."""

import pytest

from brobygger.extracts import rules
from brobygger.extracts.hiding import kept, pieces, printed, spans_of, wherever, without
from brobygger.extracts.rules import Begins, Holds, begins

IN, OUT = Begins(), Begins(out=True)
LOCKED = Begins(out=True, locked=True, why="source")
WHERE = Begins(out=True, locked=True, why="where")


@pytest.mark.parametrize(
    ("line", "receiver", "may_meet", "how"),
    [
        (Holds("opinion"), "police", "no", IN),
        (Holds("evidence", may_learn="no"), "police", "no", IN),
        (Holds("evidence", may_learn="no"), "police", "yes", LOCKED),
        (Holds("evidence", may_learn="no"), "police", "not_known", LOCKED),
        (Holds("evidence", may_learn="no"), "other_party", "yes", LOCKED),
        (Holds("judgement", quotes=True), "court", "yes", LOCKED),
        (Holds("judgement", quotes=True), "court", "no", IN),
        (Holds("judgement", quotes=True), "other_party", "yes", LOCKED),
        (Holds("evidence", may_learn="yes"), "other_party", "yes", IN),
        (Holds("evidence", may_learn="yes", tells_where=True), "other_party", "yes", WHERE),
        (Holds("evidence", may_learn="yes", assessors_alone=True), "other_party", "yes", LOCKED),
        (Holds("plan"), "other_party", "yes", LOCKED),
        (Holds("scenario"), "other_party", "yes", OUT),
        (Holds("scenario", tells_where=True), "police", "yes", IN),
        (Holds("evidence", may_learn="yes", assessors_alone=True), "police", "no", Begins(out=True, why="source")),
        (Holds("plan", is_secret=True), "shelter", "no", Begins(out=True, why="not_needed")),
        (Holds("plan"), "shelter", "no", IN),
    ],
)
def test_how_a_line_begins(line, receiver, may_meet, how):
    assert begins(line, receiver=receiver, may_meet=may_meet) == how


@pytest.mark.parametrize(
    ("receiver", "may_meet", "guarded"),
    [("police", "no", False), ("police", "yes", True), ("police", "not_known", True), ("other_party", "no", True)],
)
def test_a_second_person_reads_where_the_one_who_uses_violence_may(receiver, may_meet, guarded):
    assert rules.is_guarded(receiver, may_meet) is guarded


def test_an_extract_is_its_makers_until_it_is_finished():
    assert rules.may_write(state="draft", maker=1, me=1)
    assert rules.may_write(state="draft", maker=1, me=2).reason == "extract_is_anothers"
    for state in ("to_approve", "made", "dropped"):
        assert rules.may_write(state=state, maker=1, me=1).reason == "extract_is_not_written"


def test_what_is_out_has_a_reason_and_something_is_told():
    assert rules.may_finish(told=1, without_reason=0)
    assert rules.may_finish(told=0, without_reason=0).reason == "nothing_is_told"
    assert rules.may_finish(told=1, without_reason=1).reason == "each_line_out_has_its_reason"


@pytest.mark.parametrize(
    ("text", "told", "repeats"),
    [
        ("Han sagde, at naboen har  hørt\ndet hele.", ["Naboen har hørt det hele"], True),
        ("Han er jaloux", ["Ja"], False),
        ("Intet", ["", "  "], False),
    ],
)
def test_what_was_told_is_recognised_word_for_word(text, told, repeats):
    assert rules.repeats(text, told) is repeats


def test_what_is_hidden_is_as_long_whatever_it_was():
    assert printed("Han så Ida og Bo", [(7, 10)]) == "Han så […] og Bo"
    assert printed("Han så Ida og Bo", [(7, 16)]) == "Han så […]"
    assert [one.text for one in pieces("Ida og Bo", [(0, 3), (2, 6)])] == ["Ida og", " Bo"]


def test_no_half_word_is_left():
    text = "Nørregade og nørre torv"
    assert printed(text, wherever(text, "nørre")) == "[…] og […] torv"
    assert printed("på  den\nanden side", wherever("på  den\nanden side", "DEN ANDEN")) == "på  […] side"
    assert wherever(text, "  ") == []


def test_one_press_shows_one_stretch_again():
    spans = spans_of(kept([(9, 12), (0, 3)]))
    assert without(spans, 9) == [(0, 3)]
    assert without(spans, 10) == spans
    assert spans_of("") == []
