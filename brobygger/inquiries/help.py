"""Who helps now: the numbers on the open pages, from the directory of offers."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language

from brobygger.access.actor import Actor
from brobygger.directory import queries as directory
from brobygger.directory.hours import Opening, of, written
from brobygger.directory.in_words import just_now, phone_words
from brobygger.municipality.queries import PublicSetup


@dataclass(frozen=True, slots=True)
class Number:
    """A place to ring."""

    key: str
    name: str
    number: str
    web: str
    openings: tuple[Opening, ...] = ()

    @property
    def words(self) -> str:
        """The number as it is said."""
        return phone_words(self.number)

    @property
    def hours(self) -> str:
        """When it is answered, as on a door."""
        return written(self.openings, get_language() or "da")

    @property
    def just_now(self) -> str:
        """Whether it is answered as this is read."""
        return just_now(self.openings, timezone.localtime())


NOW = ("politi-112", "politi-114")
ALWAYS = ("lev-uden-vold",)
CHILDREN = ("boernetelefonen",)


def numbers(by: Actor, *keys: str) -> list[Number]:
    """The numbers of these offers, in this order, as they came with the program: what someone who is watched is told to
    ring is changed by a new version of it, and by nobody here."""
    found = directory.pinned(by, keys)
    return [
        Number(key, row.text("name"), row.phones[0]["number"], row.web, of(row.hours))
        for key, row in found
        if row.phones
    ]


def where_it_is_closed(by: Actor, setup: PublicSetup) -> list[Number]:
    """Whom to ring where the page takes nobody new; where it is open, the page says so itself."""
    return [] if setup.is_open else numbers(by, *ALWAYS, *CHILDREN)
