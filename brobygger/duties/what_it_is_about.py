"""What a duty may be raised on: each room says what the actor may read of its own, and no one else's is there.

The rooms that lie later in the work add their own reading door when the program starts.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.cases import queries as cases
from brobygger.duties.states import About
from brobygger.people.naming import called


@dataclass(frozen=True, slots=True)
class Thing:
    """The zone of what the duty is raised on, the person behind it where the duty remembers her, what she is called by
    the one who reads, and the page where that one meets her."""

    zone_id: int
    person_id: int | None = None
    name: str = ""
    page: str = ""


def _cases(by: Actor, about_ids: Collection[int]) -> dict[int, Thing]:
    rows = cases.cases(by, Act.SEE_CASE).filter(pk__in=about_ids).select_related("person")
    return {row.pk: Thing(row.zone_id, row.person_id, called(row.person), "case") for row in rows}


READERS: dict[str, Callable[[Actor, Collection[int]], dict[int, Thing]]] = {About.CASE: _cases}


def read(by: Actor, about: str, about_id: int | None) -> Thing:
    """What the duty is raised on. NotFound where the actor may not read it or have duties there, there or not."""
    thing = named(by, [(about, about_id)]).get((about, about_id))
    if thing is None or thing.zone_id not in zones_for(by, Act.HOLD_DUTY):
        raise NotFound("not_found")
    return thing


def named(by: Actor, raised_on: Iterable[tuple[str, int | None]]) -> dict[tuple[str, int | None], Thing]:
    """Those of these things that the actor may read, each as it is called for her; each room is asked once."""
    told = set(raised_on)
    found: dict[tuple[str, int | None], Thing] = {}
    for about, reader in READERS.items():
        numbers = [number for of, number in told if of == about and number is not None]
        if numbers:
            found |= {(about, number): thing for number, thing in reader(by, numbers).items()}
    return found
