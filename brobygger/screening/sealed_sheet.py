"""Who she is, how she may safely be reached and what she said yes to, as it lies sealed until it is sent or taken."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from brobygger.base.codes import AgeGroup
from brobygger.people.actions import Said
from brobygger.screening.models import Screening

# What may be said about how she is reached; by whom is known from how she came.
SAYABLE = frozenset(Said.__dataclass_fields__) - {"basis", "sms_number_id"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sealed sheet. What is not said is no."""

    given_name: str = ""
    family_name: str = ""
    anonymous: bool = False
    numbers: tuple[str, ...] = ()  # E.164
    shared_numbers: tuple[str, ...] = ()  # those that the one who uses violence also uses or sees
    seen_numbers: tuple[str, ...] = ()  # those that others may see or use, as she has said, or nobody has said; not who
    seen_by: Mapping[str, str] = field(default_factory=dict)  # what was answered of each number
    language: str = ""
    gender: str = ""
    age_group: str = ""
    may_ring: bool = False
    said: Mapping[str, Any] = field(default_factory=dict)  # by the names of people.actions.Said
    consent: str = ""  # yes, no, or nothing yet
    wording_id: int | None = None
    consent_language: str = ""
    consent_interpreter: bool = False
    consent_at: str = ""  # ISO 8601

    @property
    def when_said(self) -> bool:
        """Whether it was said when she may be rung: on some days, and from an hour to an hour."""
        hours = (self.said.get("hour_from"), self.said.get("hour_to"))
        return None not in hours and hours[0] < hours[1] and bool(self.said.get("days"))  # type: ignore[operator]

    @property
    def phone_is_seen(self) -> bool:
        """Whether a number that was given is on a phone that others use or may see."""
        return not {*self.shared_numbers, *self.seen_numbers}.isdisjoint(self.numbers)

    def told(self, basis: str) -> Said:
        """What was said, as the card takes it. Where it was not said when, no day is safe."""
        told = {name: value for name, value in self.said.items() if name in SAYABLE and value is not None}
        if not self.when_said:
            told |= {"days": 0, "hour_from": 0, "hour_to": 0}
        return Said(basis=basis, **told)


def sheet_of(screening: Screening) -> Sheet:
    """The sheet as it lies; an empty one where nothing has been written."""
    return read(screening.offered_contact)


def read(sealed: str) -> Sheet:
    """The sheet from its text; what it does not know is left out."""
    told = json.loads(sealed) if sealed else {}
    known = {one.name for one in fields(Sheet)}
    kept: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in told.items() if name in known
    }
    return Sheet(**kept)


def written(sheet: Sheet) -> str:
    """The sheet as text; nothing where it says nothing."""
    told = asdict(sheet)
    return "" if sheet == Sheet() else json.dumps(told, ensure_ascii=False)


def no_longer_young(screening: Screening) -> dict[str, str]:
    """What is kept where she is not under 18 after all: no age, where that one stood."""
    told, young = sheet_of(screening), AgeGroup.G0_17
    kept = {"age_group": ""} if screening.detection.age_group == young else {}
    return kept | ({"offered_contact": changed(told, age_group="")} if told.age_group == young else {})


def changed(sheet: Sheet, **values: Any) -> str:
    """The sheet as text with these values."""
    return written(replace(sheet, **values))
