"""By what a person is recognised again: keyed fingerprints of CPR number, name and birth date, name and phone."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from brobygger.base.sealed import fingerprint


class Marks(NamedTuple):
    """The marks of one person as one source tells of her; None where the source does not tell enough."""

    cpr: bytes | None
    birth: bytes | None
    phones: tuple[bytes, ...]


def marks_of(given_name: str, family_name: str, born: date | None, cpr: str, numbers: Sequence[str]) -> Marks:
    """The marks of a person; `cpr` is ten digits or empty, `numbers` are in E.164."""
    name = plain_name(given_name, family_name) if given_name and family_name else ""
    return Marks(
        fingerprint("cpr", cpr) if cpr else None,
        fingerprint("birth", name, born.isoformat()) if name and born else None,
        tuple([fingerprint("phone", name, number) for number in numbers]) if name else (),
    )


def plain_name(given_name: str, family_name: str) -> str:
    """A name as it is compared: without regard to case, hyphens, accents' encoding and the number of spaces."""
    name = f"{given_name} {family_name}"
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name)
    return " ".join(name.replace("-", " ").casefold().split())
