"""Forecasts from the zone's own courses, against values that were reckoned apart from them."""

import pytest

from brobygger.courses.forecasts import stay_from, wait_from

# The remission times of 6-MP (Freireich and others 1963, as in Kalbfleisch and Prentice): 9 events, 12 censored.
SIX_MP = [6, 6, 6, 7, 10, 13, 16, 22, 23]
CENSORED = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]


def test_the_median_is_that_of_the_worked_example():
    """Kaplan and Meier's estimate has its median at 23 weeks there; a tenth event makes it ten."""
    told = wait_from([*SIX_MP, 40], CENSORED, waited=0)
    assert told is not None
    assert (told.n, told.low, told.middle) == (10, 6, 23)


def test_whoever_has_waited_already_is_compared_with_those_who_waited_as_long():
    told = wait_from([*SIX_MP, 40], CENSORED, waited=10)
    assert told is not None
    # The curve stands at 0.765 on day 10, at 0.647 on day 16 and at 0.485 on day 23; then at nothing on day 40.
    assert (told.low, told.middle) == (16 - 10, 40 - 10)
    assert wait_from([*SIX_MP, 40], CENSORED, waited=41) is None


def test_nothing_is_said_from_fewer_than_ten():
    assert wait_from(SIX_MP, CENSORED, waited=0) is None
    assert stay_from(9, 8, confirmed=7, fewest=6) is None
    assert stay_from(20, 16, confirmed=0, fewest=6) is None


@pytest.mark.parametrize(("confirmed", "fewest", "of_ten"), [(8, 6, 7), (6, 6, 3), (5, 6, 0)])
def test_how_many_stay(confirmed, fewest, of_ten):
    """Beta-binomial with 16.5 and 4.5: P(X >= 6 of 8) = 0.72, P(6 of 6) = 0.28."""
    told = stay_from(20, 16, confirmed=confirmed, fewest=fewest)
    assert told is not None
    assert told.of_ten == of_ten
    assert 0 <= told.low <= told.high <= confirmed
