"""A change of the questions, tried out: for which answers the door would be another, and for how many of last year's.

What has been answered lies in a room above this one, which says so by itself; without it nothing is counted.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from brobygger.routes import rules
from brobygger.routes.codes import Answer, Route
from brobygger.routes.rules import Question

type Answered = Callable[[int, int, date, date], Iterable[tuple[Mapping[str, Answer], bool]]]

# Set by the room that has the answers: (zone, programme, first day, last day) → what was answered, and motivated.
ANSWERED: list[Answered] = []
DAYS = 365


@dataclass(frozen=True, slots=True)
class Counted:
    """How many had another door, of how many; and from which door to which."""

    since: date
    until: date
    people: int
    moved: int
    by_door: tuple[tuple[Route, Route, int], ...]


def count(
    before: Sequence[Question], after: Sequence[Question], *, zone_id: int, programme_id: int, today: date
) -> Counted | None:
    """The new questions tried on what was answered in the zone in a year; None where there is nobody."""
    since = today - timedelta(days=DAYS - 1)
    told = [one for answered in ANSWERED for one in answered(zone_id, programme_id, since, today)]
    if not told:
        return None
    pairs: Counter[tuple[Route, Route]] = Counter()
    for answers, motivated in told:
        old, new = (rules.route(asked, answers, motivated=motivated).route for asked in (before, after))
        if old != new:
            pairs[old, new] += 1
    by_door = tuple((old, new, n) for (old, new), n in pairs.most_common())
    return Counted(since, today, len(told), pairs.total(), by_door)
