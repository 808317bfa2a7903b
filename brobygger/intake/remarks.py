"""What is to be said about rows that went in all the same: counted, with the first few row numbers."""

from typing import Any

FIRST = 20


class Remarks:
    """Counts by code, and the first rows of each."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.first: dict[str, list[int]] = {}

    def add(self, code: str, row: int | None = None, count: int = 1) -> None:
        """One more row to which the code applies."""
        self.counts[code] = self.counts.get(code, 0) + count
        rows = self.first.setdefault(code, [])
        if row is not None and len(rows) < FIRST:
            rows.append(row)

    def take(self, told: list[dict[str, Any]]) -> None:
        """Remarks that were kept, as if they were made now."""
        for one in told:
            self.add(one["code"], None, one["count"])
            self.first[one["code"]] += one["rows"][: FIRST - len(self.first[one["code"]])]

    def as_list(self) -> list[dict[str, Any]]:
        """The remarks as they are kept and printed."""
        return [{"code": code, "count": n, "rows": sorted(self.first[code])} for code, n in self.counts.items() if n]
