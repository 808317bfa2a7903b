"""What something said about danger leads to, as it stands on every page of the registration."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from brobygger.access.doors import DoorRequest
from brobygger.duties import queries as duties
from brobygger.duties.queries import Held
from brobygger.duties.states import About, DutyKind
from brobygger.screening import safety
from brobygger.screening.codes import Danger
from brobygger.screening.danger_said import said_of, taken_back_of
from brobygger.screening.models import Screening


@dataclass(frozen=True, slots=True)
class DutyShown:
    """A duty that something said here leads to, and how it stands; also where it is said no more."""

    kind: str
    said: frozenset[Danger]
    held: Held | None
    taken_back: date | None = None  # the day, where it is said no more

    @property
    def police(self) -> bool:
        return self.kind == DutyKind.POLICE

    @property
    def minor(self) -> bool:
        return Danger.MINOR in self.said

    @property
    def child(self) -> bool:
        return Danger.CHILD in self.said

    @property
    def settled(self) -> bool:
        return self.held is not None and self.held.settled


def danger_shown(request: DoorRequest, row: Screening) -> dict[str, Any]:
    """The bars of a page: each duty, and whether the person needs protection now."""
    return {"duties": duties_of(request, row), "protection": Danger.PROTECTION in said_of(row)}


def duties_of(request: DoorRequest, row: Screening) -> list[DutyShown]:
    """Each duty that is said here or waits to be settled, raised here or on the seed that it grew from."""
    said, numbers = said_of(row), [number for number in (row.pk, row.earlier_id) if number]
    held = duties.held_on(request.actor, zone_id=row.zone_id, about=About.SCREENING, about_ids=numbers)
    back = (taken_back_of(row.earlier) if row.earlier else {}) | taken_back_of(row)
    found = []
    for kind, sources in safety.DUTIES.items():
        of_kind = [one for one in held if one.kind == kind]
        waiting = next((one for one in of_kind if not one.settled), next(iter(of_kind), None))
        if said & sources or (waiting is not None and not waiting.settled):
            day = None if said & sources else max((back[one] for one in sources & set(back)), default=None)
            found.append(DutyShown(kind, said & sources, waiting, day))
    return found
