"""The quarters of a wait are right."""

from statistics import quantiles

from hypothesis import given
from hypothesis import strategies as st

from brobygger.evaluation.waiting import quarters, reached_by, spread


def test_the_wait_by_hand() -> None:
    # Talked with after 2, 4, 6 and 10 days; one waits since 5 days and one since 20.
    # At risk: 6, 5, (one leaves at 5) 3, 2. Still waiting after 2: 5/6, 4: 4/6, 6: 4/9, 10: 2/9.
    held, still = {2: 1, 4: 1, 6: 1, 10: 1}, {5: 1, 20: 1}
    assert quarters(held, still) == (4, 6, 10)
    assert quarters(held, {}) == (2, 4, 6)
    assert quarters({3: 1}, {30: 9}) == (None, None, None)  # nine of ten still wait
    assert quarters({}, {}) == (None, None, None)
    assert spread({0: 1, 7: 2, 8: 3, 60: 4, 61: 5}) == {
        "within_7": 3, "within_14": 3, "within_30": 0, "within_60": 4, "later": 5,
    }  # fmt: skip


@given(st.dictionaries(st.integers(0, 200), st.integers(1, 9), min_size=1, max_size=30))
def test_where_nobody_waits_it_is_the_ordinary_median(held: dict[int, int]) -> None:
    days = sorted(day for day, count in held.items() for _one in range(count))
    assert reached_by(held, {}, 0.5) == days[(len(days) - 1) // 2]
    if len(days) > 1:
        assert min(days) <= quantiles(days, n=2)[0] <= max(days)


@given(
    st.dictionaries(st.integers(0, 90), st.integers(1, 5), min_size=1, max_size=12),
    st.dictionaries(st.integers(0, 90), st.integers(1, 5), max_size=12),
)
def test_whoever_waits_never_makes_the_wait_look_shorter(held: dict[int, int], still: dict[int, int]) -> None:
    for share in (0.25, 0.5, 0.75):
        alone, with_all = reached_by(held, {}, share), reached_by(held, still, share)
        assert alone is not None
        assert with_all is None or with_all >= alone
