"""Agreement against a published example and an independent library; and what is never shown."""

import numpy as np
import pytest

from brobygger.risk.agreement import agreement, table_of

# Gwet, Handbook of Inter-Rater Reliability (4th ed. 2014), two abstractors and three categories.
ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
# The same tables by irrCAC 0.4.4 (an independent library), to five decimals: value, from, to.
BY_IRRCAC = [
    (ABSTRACTORS, False, (0.89, 0.82792, 0.95208), (0.79641, 0.67952, 0.9133), (0.84933, 0.76358, 0.93508)),
    (
        [[75, 1, 4], [5, 4, 1], [0, 0, 10]], True,
        (0.89, 0.82792, 0.95208), (0.75532, 0.58327, 0.92736), (0.86757, 0.78973, 0.94541),
    ),
    (
        [[40, 6, 1, 0], [5, 20, 4, 1], [1, 3, 9, 2], [0, 0, 2, 6]], True,
        (0.75, 0.66408, 0.83592), (0.8193, 0.73117, 0.90744), (0.67873, 0.56645, 0.79102),
    ),
]  # fmt: skip


def told(estimate):
    return (estimate.value, estimate.low, estimate.high)


def test_the_published_example():
    found = agreement(np.array(ABSTRACTORS, float), is_ordered=False)
    assert found.kappa.value == pytest.approx(0.796, abs=5e-4)
    assert found.ac1.value == pytest.approx(0.849, abs=5e-4)


@pytest.mark.parametrize(("table", "is_ordered", "percent", "kappa", "ac1"), BY_IRRCAC)
def test_the_same_as_an_independent_library(table, is_ordered, percent, kappa, ac1):
    found = agreement(np.array(table, float), is_ordered=is_ordered)
    assert told(found.percent) == pytest.approx(percent, abs=6e-6)
    assert told(found.kappa) == pytest.approx(kappa, abs=6e-6)
    assert told(found.ac1) == pytest.approx(ac1, abs=6e-6)


def test_nothing_of_fewer_than_ten():
    nine = agreement(table_of([("yes", "yes")] * 9, ["yes", "no"]), is_ordered=False)
    assert (nine.n, nine.percent, nine.kappa, nine.ac1) == (9, None, None, None)


def test_where_all_are_alike_kappa_has_nothing_to_say_and_ac1_has():
    found = agreement(table_of([("no", "no")] * 20, ["yes", "no"]), is_ordered=True)
    assert found.kappa is None
    assert found.ac1.value == 1


def test_an_answer_outside_the_scale_is_left_out():
    assert table_of([("yes", "not_known"), ("yes", "no")], ["yes", "no"]).tolist() == [[0, 1], [0, 0]]


def test_one_answer_alone_is_no_scale():
    assert agreement(table_of([("a", "a")] * 12, ["a"]), is_ordered=True).ac1 is None
