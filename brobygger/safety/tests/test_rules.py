"""The rules to the last branch."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from brobygger.safety import rules
from brobygger.safety.codes import ON_PAPER, GivenAs, Section
from brobygger.safety.rules import Came, Due
from brobygger.safety.suggestions import SUGGESTIONS
from brobygger.safety.telling import says_what_it_is

TODAY = date(2026, 11, 18)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "why"),
    [("taken", ""), ("conversation_held", ""), ("sent", "not_taken_yet"), ("withdrawn", "with_the_team_no_more")],
)
def test_a_plan_is_written_with_someone_whom_the_team_has(state, why):
    assert rules.may_write(state).reason == why


@pytest.mark.parametrize(("days", "may"), [(-1, False), (0, False), (1, True), (365, True), (366, False)])
def test_the_next_look_is_ahead_and_within_a_year(days, may):
    assert bool(rules.may_look_again_on(TODAY + days * DAY, today=TODAY)) is may


@pytest.mark.parametrize(
    ("chosen", "on", "printed", "why"),
    [
        ("print", TODAY, False, ""),
        ("print", TODAY, True, "ask_for_the_form_anew"),
        ("print", TODAY - DAY, False, "ask_for_the_form"),
        ("screen", TODAY, False, "ask_for_the_form"),
        ("", None, False, "ask_for_the_form"),
    ],
)
def test_a_plan_is_given_as_was_chosen_today_and_printed_once(chosen, on, printed, why):
    asked = rules.may_be_given("print", chosen=chosen, chosen_on=on, printed=printed, today=TODAY)
    assert asked.reason == why


@pytest.mark.parametrize(
    ("on", "changed", "why"),
    [(DAY, False, None), (0 * DAY, False, Due.DAY_PASSED), (-DAY, False, Due.DAY_PASSED), (DAY, True, Due.CHANGED)],
)
def test_a_plan_is_due_on_its_day_and_when_something_changed(on, changed, why):
    assert rules.due(look_again_on=TODAY + on, today=TODAY, changed=changed) == why


@pytest.mark.parametrize(
    ("same", "own", "touched", "came"),
    [
        (True, False, True, Came.NOTHING),
        (False, False, False, Came.NOTHING),
        (False, True, True, Came.KEPT),
        (False, True, False, Came.KEPT),  # written, kept, and taken back by the same page
        (False, False, True, Came.BESIDE),
    ],
)
def test_what_becomes_of_what_a_page_says(same, own, touched, came):
    assert rules.came(same=same, own=own, touched=touched) == came


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("Maria ringer", True),
        ("marias taske", True),
        ("Sikkerhedsplanen", True),
        ("hos Bo", True),
        ("Vi bor på Bovej", False),
        ("", False),
    ],
)
def test_a_name_or_a_word_that_says_what_it_is_gives_away(text, gives):
    assert rules.gives_away(text, ["Maria", "Bo", "sikkerhedsplan", ""]) is gives


@pytest.mark.parametrize("language", ["da", "en"])
def test_our_own_suggestions_that_tell_what_it_is_are_found_and_the_others_are_not(language):
    tell = {"ring_112", "neighbour_rings", "can_ring", "helpline", "police_know", "ban", "expulsion", "alarm"}
    tell |= {"hidden_address", "lawyer"}
    with override(language):
        found = {
            code for section in ON_PAPER for code, words in SUGGESTIONS[section].items() if says_what_it_is(str(words))
        }
    assert found == tell


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Jeg ringer til 1888", True),
        ("Koster 11200 kr.", False),
        ("Ring på 95 00 18 88", False),
        ("Børnene går på Sydskolen, f.eks. om torsdagen", False),
        ("Han laver mad", False),
        ("Jeg handler et andet sted", False),
        ("Hvis han igen bliver vred", True),
        ("Kvindehjemmet på hjørnet", True),
        ("My ex has the car", True),
    ],
)
def test_words_are_found_inside_longer_ones_and_numbers_whole(text, tells):
    assert says_what_it_is(text) is tells


def test_every_section_has_suggestions_and_a_neutral_heading_where_it_goes_on_paper():
    assert set(SUGGESTIONS) == set(Section)
    assert set(ON_PAPER) == set(Section) - {Section.CONTACT, Section.COPIES}
    assert len(SUGGESTIONS[Section.DIGITAL]) >= 15


def test_nothing_is_ever_sent():
    assert set(GivenAs) == {"screen", "print", "by_heart", "counsellor", "trusted"}
