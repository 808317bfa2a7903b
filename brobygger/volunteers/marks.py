"""By what a conflict of interest is recognised: fingerprints of a name, an address, a workplace, a place."""

import re
from collections.abc import Iterable

from brobygger.base.sealed import fingerprint
from brobygger.volunteers.states import ConflictKind

type Mark = tuple[str, bytes]


def _plain(words: str) -> list[str]:
    return re.findall(r"\w+", words.casefold())


def _key(kind: str, words: str) -> str:
    """The part of the words that two people would write alike: first and last name, street and number, the place."""
    parts = _plain(words)
    if kind == ConflictKind.PERSON:
        return " ".join(sorted({parts[0], parts[-1]})) if parts else ""
    if kind == ConflictKind.ADDRESS:
        number = next((at for at, part in enumerate(parts) if part[0].isdecimal()), len(parts) - 1)
        return " ".join(parts[: number + 1])
    return " ".join(parts)


def mark_of(zone_id: int, kind: str, words: str) -> bytes:
    """The fingerprint of the words as that kind; empty where there are none."""
    key = _key(kind, words)
    return fingerprint("volunteers-conflict", str(zone_id), kind, key) if key else b""


def marks_of(
    zone_id: int, *, name: str = "", address: str = "", organisations: str = "", area: str = ""
) -> frozenset[Mark]:
    """Everything about a person by which a conflict could be recognised."""
    told: Iterable[tuple[str, str]] = (
        (ConflictKind.PERSON, name),
        (ConflictKind.ADDRESS, address),
        (ConflictKind.AREA, area),
        *((ConflictKind.ORGANISATION, one) for one in re.split(r"[,;\n]", organisations)),
    )
    return frozenset((str(kind), mark) for kind, words in told if (mark := mark_of(zone_id, kind, words)))
