import pytest

from brobygger.base import solving
from brobygger.base.solving import Puzzle

DAYS = ("monday", "tuesday", "wednesday")


def two_in_one_room() -> Puzzle[tuple[str, str]]:
    """Anna and Bent each take one day, and the room takes one of them a day."""
    puzzle: Puzzle[tuple[str, str]] = Puzzle()
    for who in ("anna", "bent"):
        puzzle.must(("one day", who), sum(puzzle.choice((who, day)) for day in DAYS) == 1)
    for day in DAYS:
        puzzle.must(("room", day), sum(puzzle.choice((who, day)) for who in ("anna", "bent")) <= 1)
    return puzzle


def test_the_cheapest_wish_is_broken_and_named() -> None:
    puzzle = two_in_one_room()
    puzzle.wish(("anna", "wants monday"), 3, puzzle.choice(("anna", "monday")) == 1)
    puzzle.wish(("bent", "wants monday"), 2, puzzle.choice(("bent", "monday")) == 1)
    found = puzzle.solve(seconds=20)
    assert found.broken == {("bent", "wants monday")}
    assert ("anna", "monday") in found.chosen
    assert len(found.chosen) == 2
    assert (found.cost, found.bound, found.gap) == (2, 2, 0.0)
    assert found.is_best


def test_what_cannot_hold_together_is_told_and_nothing_that_does_not_matter() -> None:
    puzzle = two_in_one_room()
    puzzle.must(("room is lost", "tuesday"), sum(puzzle.choice((who, "tuesday")) for who in ("anna", "bent")) == 0)
    puzzle.must(("away", "anna"), puzzle.choice(("anna", "wednesday")) == 0)
    assert puzzle.solve(seconds=20).is_possible
    puzzle.must(("away", "bent"), puzzle.choice(("bent", "wednesday")) == 0)
    found = puzzle.solve(seconds=20)
    assert not found.is_possible
    assert found.conflict == {
        ("one day", "anna"), ("one day", "bent"), ("away", "anna"), ("away", "bent"), ("room", "monday"),
        ("room is lost", "tuesday"),
    }  # fmt: skip


def test_a_plan_to_begin_from_changes_nothing_of_what_is_best() -> None:
    puzzle = two_in_one_room()
    puzzle.wish(("anna", "wants monday"), 1, puzzle.choice(("anna", "monday")) == 1)
    puzzle.likes([("anna", "tuesday"), ("bent", "monday")])
    assert ("anna", "monday") in puzzle.solve(seconds=20).chosen
    puzzle.likes([("anna", "monday"), ("bent", "monday")])  # cannot stand
    assert ("anna", "monday") in puzzle.solve(seconds=20).chosen


def test_where_the_time_is_up_the_plan_to_begin_from_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    puzzle = two_in_one_room()
    puzzle.wish(("anna", "wants monday"), 2, puzzle.choice(("anna", "monday")) == 1)
    puzzle.likes([("anna", "tuesday"), ("bent", "monday")])
    whole = solving._solver
    monkeypatch.setattr(solving, "_solver", lambda seconds, workers=2: whole(seconds if workers == 1 else 0, workers))
    found = puzzle.solve(seconds=20)
    assert found.chosen == {("anna", "tuesday"), ("bent", "monday")}
    assert (found.cost, found.bound, found.gap) == (2, 0, 1.0)


def test_without_a_wish_any_plan_is_best() -> None:
    found = two_in_one_room().solve(seconds=20)
    assert found.is_best
    assert found.broken == frozenset()


@pytest.mark.parametrize("price", [0, -1])
def test_a_wish_without_a_price_is_refused(price: int) -> None:
    puzzle = two_in_one_room()
    with pytest.raises(ValueError, match="price"):
        puzzle.wish(("anna", "wants monday"), price, puzzle.choice(("anna", "monday")) == 1)


def test_of_plans_that_cost_the_same_the_one_with_least_of_what_is_rather_avoided_is_found() -> None:
    puzzle = two_in_one_room()
    puzzle.wish(("anna", "wants wednesday"), 1, puzzle.choice(("anna", "wednesday")) == 1)
    for number, day in enumerate(DAYS):
        for who in ("anna", "bent"):
            puzzle.rather_not((who, day), 10 * number)
    puzzle.likes([("anna", "wednesday"), ("bent", "tuesday")])
    found = puzzle.solve(seconds=20)
    assert found.chosen == {("anna", "wednesday"), ("bent", "monday")}
    assert (found.cost, found.rather, found.rather_bound) == (0, 20, 20)
    assert not two_in_one_room().solve(seconds=20).rather
