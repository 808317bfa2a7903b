"""Who is invited, when a batch is opened, what is left out of it; and codes that are remembered by nobody."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.base.decision import YES, no
from brobygger.surveys import rules, spoken_codes
from brobygger.surveys.queries import kind_of
from brobygger.surveys.rules import ALIKE, ToInvite, left_out

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("facts", "invite", "exempt"),
    [
        (ToInvite(True, True, YES, "", False), "", ""),
        (ToInvite(False, True, YES, "", False), "survey_is_not_running", ""),
        (ToInvite(True, False, YES, "", False), "only_the_reached_are_invited", "only_the_reached_are_invited"),
        (ToInvite(True, True, YES, "sent", False), "was_invited", "was_invited"),
        (ToInvite(True, True, YES, "sent", True), "", "was_invited"),
        (ToInvite(True, True, YES, "exempt_language", False), "", ""),
        (ToInvite(True, True, YES, "not_wanted", False), "", ""),
        (ToInvite(True, True, no("do_not_contact"), "", True), "do_not_contact", ""),
    ],
)
def test_who_is_invited_and_who_exempted(facts, invite, exempt):
    assert rules.may_invite(facts).reason == invite
    assert rules.may_exempt(facts).reason == exempt


@pytest.mark.parametrize(
    ("begun", "answers", "reason"),
    [
        (date(2026, 10, 1), 10, ""),
        (date(2025, 12, 1), 10, ""),
        (date(2026, 11, 1), 99, "month_has_not_passed"),
        (date(2026, 10, 1), 9, "too_few_answers"),
    ],
)
def test_a_batch_is_opened_when_the_month_has_passed_and_enough_lie_in_it(begun, answers, reason):
    assert rules.may_open(begun=begun, today=TODAY, answers=answers, least=10).reason == reason


some = st.sampled_from(["", "a", "b", "c"])


@given(st.lists(st.tuples(some, some, some), max_size=40))
def test_nobody_tells_what_fewer_than_five_share_and_nobody_stands_out_by_telling_nothing(rows):
    shown = left_out(rows)
    assert all(
        seen in ("", was) for row, found in zip(rows, shown, strict=True) for was, seen in zip(row, found, strict=True)
    )
    counts = Counter(shown)
    if len(rows) >= ALIKE:
        assert all(count >= ALIKE for count in counts.values())
    else:
        assert set(counts) <= {("", "", "")}


def test_what_is_common_is_kept_and_the_incident_goes_first():
    common, rare = ("victim", "violence", "accepted"), ("victim", "robbery", "declined")
    rows = [common] * 6 + [rare] * 3 + [("victim", "threats", "declined")] * 3
    assert left_out(rows) == [common] * 6 + [("victim", "", "declined")] * 6
    # One alone would stand out by telling nothing: the smallest group joins.
    assert set(left_out([common] * 6 + [rare])) == {("", "", "")}


@pytest.mark.parametrize(
    ("code", "kind"),
    [("yes", "positive"), ("agree", "positive"), ("partly_agree", "positive"), ("very_positive", "positive"),
     ("positive", "positive"), ("dont_know", "dont_know"), ("no", "not_positive"), ("neither", "not_positive"),
     ("partly_disagree", "not_positive"), ("negative", "not_positive")],
)  # fmt: skip
def test_which_answers_are_positive(code, kind):
    assert kind_of(code) == kind


def test_a_code_is_known_again_for_its_use_its_zone_and_three_months():
    made = spoken_codes.new_code(spoken_codes.ANSWER, zone_id=7, on=TODAY)

    def known(code, use=spoken_codes.ANSWER, zones=(3, 7), on=TODAY):
        return spoken_codes.zone_of(code, use, zones=zones, on=on)

    assert known(made) == known(made.lower()) == known(spoken_codes.spoken(made)) == 7
    assert known(made.replace("0", "o").replace("1", "l")) == 7
    assert known(made, zones=(3,)) is known(made, use=spoken_codes.INTERVIEW) is None
    assert known(made, on=date(2027, 1, 31)) == 7
    assert known(made, on=date(2027, 2, 1)) is known(made, on=date(2026, 10, 31)) is None
    assert known(made[:-1] + ("A" if made[-1] != "A" else "B")) is None
    assert known(made[:-1]) is known("") is known("Åse") is None
    assert len({spoken_codes.new_code(spoken_codes.ANSWER, zone_id=7, on=TODAY) for _ in range(500)}) == 500
