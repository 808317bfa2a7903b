"""What may be done with a conversation, to the last branch."""

from datetime import UTC, datetime, timedelta

import pytest

from brobygger.counselling.rules import OutcomeFacts, may_note, may_plan, may_undo

NOW = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_only_what_is_to_come_can_be_agreed():
    assert may_plan(NOW + MINUTE, now=NOW)
    assert may_plan(NOW, now=NOW).reason == "time_has_passed"


@pytest.mark.parametrize(
    ("outcome", "starts_in", "may"),
    [("held", 16, False), ("held", 15, True), ("no_show", 16, False), ("no_show", -60, True), ("cancelled", 600, True)],
)
def test_an_outcome_is_noted_when_it_can_have_happened(outcome, starts_in, may):
    assert bool(may_note(outcome, starts_at=NOW + starts_in * MINUTE, now=NOW)) is may


@pytest.mark.parametrize(
    ("facts", "after", "may"),
    [
        (OutcomeFacts("held", NOW, by_me=True), 60, True),
        (OutcomeFacts("held", NOW, by_me=True), 61, False),
        (OutcomeFacts("held", NOW, by_me=False), 5, False),
        (OutcomeFacts("planned", None, by_me=True), 5, False),
    ],
)
def test_an_outcome_is_taken_back_by_the_one_who_noted_it_within_the_minute(facts, after, may):
    assert bool(may_undo(facts, now=NOW + timedelta(seconds=after))) is may
