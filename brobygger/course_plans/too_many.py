"""How many courses the rooms alone, or those who lead alone, can have in the time that was asked for. Pure.

Courses are counted here, and none is told from another: the solver, which tries each of them in each place, often
cannot prove in its time that there is one too many.
"""

from collections.abc import Collection, Iterable, Sequence

from ortools.sat.python.cp_model import IntVar, LinearExpr

from brobygger.base.solving import Puzzle

SECONDS = 3.0


def most_in_rooms(wanted: int, rooms: Iterable[Collection[int]], at_once: Iterable[Sequence[int]]) -> int:
    """The most courses, up to `wanted`, on the tracks that each of the rooms can be had for, one at a time in each."""
    puzzle: Puzzle[tuple[int, int]] = Puzzle()
    taken: list[IntVar] = []
    sets = list(at_once)
    for room, tracks in enumerate(rooms):
        here = {track: puzzle.choice((room, track)) for track in tracks}
        for some in sets:
            puzzle.model.add(LinearExpr.sum([here[one] for one in some if one in here]) <= 1)
        taken += here.values()
    return _most(puzzle, wanted, taken)


def most_led(wanted: int, weeks: Iterable[Sequence[int]], in_a_week: int) -> int:
    """The most courses, up to `wanted`, of which so many run in one and the same week."""
    puzzle: Puzzle[int] = Puzzle()
    running: dict[int, IntVar] = {}
    for some in weeks:
        for one in some:
            running.setdefault(one, puzzle.model.new_int_var(0, in_a_week, ""))
        puzzle.model.add(LinearExpr.sum([running[one] for one in some]) <= in_a_week)
    return _most(puzzle, wanted, list(running.values()))


def _most[K](puzzle: Puzzle[K], wanted: int, held: list[IntVar]) -> int:
    lacking = puzzle.counted(1, wanted)
    puzzle.model.add(LinearExpr.sum(held) + lacking >= wanted)
    return wanted - puzzle.solve(seconds=SECONDS).bound
