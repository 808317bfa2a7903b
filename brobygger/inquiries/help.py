"""Who helps now: the numbers on the open pages, from the directory of offers."""

from __future__ import annotations

from dataclasses import dataclass

from brobygger.access.actor import Actor
from brobygger.directory import queries as directory
from brobygger.directory.shipping import shipped_uid


@dataclass(frozen=True, slots=True)
class Number:
    """A place to ring."""

    key: str
    name: str
    number: str
    web: str


NOW = ("politi-112", "politi-114")
ALWAYS = ("lev-uden-vold",)
CHILDREN = ("boernetelefonen",)


def numbers(by: Actor, *keys: str) -> list[Number]:
    """The numbers of these offers, in this order, as they stand in the directory; one that is closed is left out."""
    uids = {str(shipped_uid(key)): key for key in keys}
    found = {uids[row.uid]: row for row in directory.offers_to_choose(by).filter(uid__in=uids)}
    rows = [(key, found[key]) for key in keys if key in found]
    return [Number(key, row.text("name"), row.phones[0]["number"], row.web) for key, row in rows if row.phones]
