"""Looking up what fits without comparing everything with everything: by kind first, then by day."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

type Kind = tuple[str, str, str]  # incident type, gender, age group


def places(traces: Sequence[Any]) -> dict[Kind, list[int]]:
    """Where the traces of each kind stand."""
    found: dict[Kind, list[int]] = {}
    for place, trace in enumerate(traces):
        found.setdefault(trace[:3], []).append(place)
    return found


def agreeing(kind: Kind, kinds: Iterable[Kind]) -> list[Kind]:
    """The kinds that do not contradict this one, in their own order."""
    return [other for other in kinds if all(a == b or not a or not b for a, b in zip(kind, other, strict=True))]


class Ways:
    """Reports that may fit a referral, each told once."""

    def __init__(
        self, reports: Sequence[Any], window: int, agree: dict[Kind, list[Kind]], among: Iterable[int]
    ) -> None:
        """The reports at the places `among`; `agree` tells which kinds do not contradict which."""
        by_kind: dict[Kind, list[int]] = {}
        for place in sorted(among, key=lambda place: reports[place].day):
            by_kind.setdefault(reports[place][:3], []).append(place)
        self.order: list[int] = []  # kind after kind, each kind by its days
        self.spans: dict[Kind, tuple[int, list[int]]] = {}
        for kind, found in by_kind.items():
            self.spans[kind] = len(self.order), [reports[place].day for place in found]
            self.order += found
        self.window, self.agree = window, agree
        self.next = list(range(len(self.order) + 1))

    def untried(self, referral: Any) -> Iterator[int]:
        """The reports that fit the referral and have not been tried yet; from now on they have been."""
        day = referral.day
        for kind in self.agree[referral[:3]]:
            if kind not in self.spans:
                continue
            start, days = self.spans[kind]
            place = self._at(start + bisect_left(days, day))
            end = start + bisect_right(days, day + self.window)
            while place < end:
                self.next[place] = place + 1
                yield self.order[place]
                place = self._at(place + 1)

    def fitting(self, referral: Any) -> list[int]:
        """Every report that fits the referral, tried or not."""
        found: list[int] = []
        for kind in self.agree[referral[:3]]:
            if kind in self.spans:
                start, days = self.spans[kind]
                least, end = bisect_left(days, referral.day), bisect_right(days, referral.day + self.window)
                found += self.order[start + least : start + end]
        return found

    def _at(self, place: int) -> int:
        """The first place from here on that has not been tried; those on the way point to it from now on."""
        root = place
        while self.next[root] != root:
            root = self.next[root]
        while place != root:
            self.next[place], place = root, self.next[place]
        return root
