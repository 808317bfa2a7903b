"""Days and hours as one says them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from brobygger.desk import when

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("days", "english", "danish"),
    [(0, "today", "i dag"), (1, "tomorrow", "i morgen"), (-1, "yesterday", "i går"), (2, "Fri 20 Nov", "fre 20. nov"),
     (60, "17 Jan 2027", "17. jan 2027")],
)  # fmt: skip
def test_a_day_is_said_as_near_as_it_is(days, english, danish):
    for language, said in (("en", english), ("da", danish)):
        with translation.override(language):
            assert when.day_words(TODAY + timedelta(days), TODAY) == said


def test_the_clock_is_danish():
    assert when.clock(datetime(2026, 7, 1, 12, 5, tzinfo=UTC)) == "14:05"
    assert when.clock(datetime(2026, 11, 1, 12, 5, tzinfo=UTC)) == "13:05"


@pytest.mark.parametrize(
    ("days", "hours", "said"),
    [
        (127, (0, 24), ""),
        (31, (9, 16), "Mon–Fri at 9–16"),
        (0b0000101, (0, 24), "Mon, Wed"),
        (127, (16, 20), "at 16–20"),
    ],
)
def test_safe_hours_are_said_shortly(days, hours, said):
    with translation.override("en"):
        assert when.safe_hours(days, *hours) == said


@pytest.mark.parametrize(
    ("days", "said"), [(-1, "has closed"), (0, "closes today"), (1, "closes tomorrow"), (5, "5 days left")]
)
def test_what_is_left_of_the_window(days, said):
    with translation.override("en"):
        assert when.days_left(days) == said
