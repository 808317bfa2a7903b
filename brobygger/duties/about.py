"""What a duty may be raised on: each room says what the actor may read of its own, and no one else's is there.

The rooms that lie later in the work add their own reading door when the program starts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.cases import queries as cases
from brobygger.duties.states import About


@dataclass(frozen=True, slots=True)
class Thing:
    """The zone of what the duty is raised on, and the person behind it where the duty remembers her."""

    zone_id: int
    person_id: int | None = None


def _case(by: Actor, about_id: int) -> Thing:
    case = cases.cases(by, Act.SEE_CASE).filter(pk=about_id).first()
    if case is None:
        raise NotFound("not_found")
    return Thing(case.zone_id, case.person_id)


READERS: dict[str, Callable[[Actor, int], Thing]] = {About.CASE: _case}


def read(by: Actor, about: str, about_id: int | None) -> Thing:
    """What the duty is raised on. NotFound where the actor may not read it or have duties there, there or not."""
    reader = READERS.get(about)
    thing = reader(by, about_id) if reader and about_id is not None else None
    if thing is None or thing.zone_id not in zones_for(by, Act.HOLD_DUTY):
        raise NotFound("not_found")
    return thing
