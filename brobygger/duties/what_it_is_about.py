"""What a duty may be raised on: each room says what the actor may read of its own, and no one else's is there.

The rooms that lie later in the work add their own reading door when the program starts.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.cases import queries as cases
from brobygger.duties.states import About
from brobygger.people.naming import called


@dataclass(frozen=True, slots=True)
class Thing:
    """The zone of what the duty is raised on, the person behind it where the duty remembers her, what she is called by
    the one who reads, and the page where that one meets her, if there is one."""

    zone_id: int
    person_id: int | None = None
    name: str = ""
    page: str = ""


def _cases(by: Actor, about_ids: Collection[int], by_duty: bool = False) -> dict[int, Thing]:
    """Whoever may have duties where there are cases reads them all."""
    rows = cases.cases(by, Act.SEE_CASE).filter(pk__in=about_ids).select_related("person")
    return {row.pk: Thing(row.zone_id, row.person_id, called(row.person), "case") for row in rows}


READERS: dict[str, Callable[[Actor, Collection[int], bool], dict[int, Thing]]] = {About.CASE: _cases}


def read(by: Actor, about: str, about_id: int | None) -> Thing:
    """What the duty is raised on. NotFound where the actor may not read it or have duties there, there or not."""
    thing = named(by, [(about, about_id)]).get((about, about_id))
    if thing is None or thing.zone_id not in zones_for(by, Act.HOLD_DUTY):
        raise NotFound("not_found")
    return thing


def named(
    by: Actor, raised_on: Iterable[tuple[str, int | None]], *, by_duty: bool = False
) -> dict[tuple[str, int | None], Thing]:
    """Those of these things that the actor may read, each as it is called for her; each room is asked once.

    By a duty of her own she reads what each is called, also where the page about it is another's.
    """
    told = set(raised_on)
    found: dict[tuple[str, int | None], Thing] = {}
    for about, reader in READERS.items():
        numbers = [number for of, number in told if of == about and number is not None]
        if numbers:
            others = reader(by, numbers, True) if by_duty else {}
            read = {pk: replace(thing, page="") for pk, thing in others.items()} | reader(by, numbers, False)
            found |= {(about, number): thing for number, thing in read.items()}
    return found
