"""What may be done to a municipality's way of running the programme, from facts alone."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from brobygger.base.decision import YES, Decision, first_no, no
from brobygger.directory.rules import phone_number
from brobygger.municipality.codes import Anonymity, WayIn

# The ways by which someone comes to the open page without anyone beside her.
BY_HERSELF = frozenset({WayIn.HERSELF, WayIn.CAMPAIGN, WayIn.SOCIAL_MEDIA})
# Who can belong to a department: those who ask about violence, and the specialists among them.
PLACED_ROLES = frozenset({"employee", "resource_person", "assessor"})
# Who takes what comes by the open page.
RECEIVING_ROLES = frozenset({"assessor", "project_leader"})
MOST_ANSWER_DAYS = 10
# What a leader may change of a setup.
SETUP_VALUES = (
    "name", "name_en", "ways_in", "anonymity", "public_phone", "public_hours_da", "public_hours_en",
    "come_back_da", "come_back_en", "safe_site", "answer_days",
)  # fmt: skip
# What neither the page's name nor the address of its exit may say: both are read by whoever looks over a shoulder.
GIVES_AWAY = ("vold", "overgreb", "krise", "stalk", "trus", "offer", "violen", "abus", "assault", "shelter", "victim")
SITE = re.compile(r"https://[\w.-]+\.[a-z]{2,}(:\d+)?(/[^\s]*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What the zone has already."""

    has_setup: bool = False
    is_open: bool = False
    was_open: bool = False
    departments: int = 0
    rooms: int = 0


def may_copy(facts: CopyFacts) -> Decision:
    """Whether a configuration may be copied into the zone: never over what someone has set up."""
    empty = not (facts.is_open or facts.was_open or facts.departments or facts.rooms)
    return YES if empty or not facts.has_setup else no("setup_is_there")


@dataclass(frozen=True, slots=True)
class UseFacts:
    """What a copy has been used for."""

    is_open: bool = False
    was_open: bool = False
    placements: int = 0  # present and past
    used_elsewhere: bool = False  # something that was registered, or a meeting, refers to one of its departments


def may_take_back(facts: UseFacts) -> Decision:
    """Whether a copy may be thrown away, to choose again: as long as it has been used for nothing."""
    return first_no(
        no("close_the_page_first") if facts.is_open else YES,
        no("setup_is_used") if facts.was_open or facts.placements or facts.used_elsewhere else YES,
    )


def may_open_page(*, is_open: bool, ways_in: Collection[str], receivers: int) -> Decision:
    """Whether the open page may take people: someone has to be there who receives them."""
    return first_no(
        no("page_is_open") if is_open else YES,
        YES if BY_HERSELF.intersection(ways_in) else no("no_way_in_by_herself"),
        YES if receivers else no("nobody_receives"),
    )


def may_close_page(*, is_open: bool) -> Decision:
    return YES if is_open else no("page_is_closed")


def setup_problems(values: Mapping[str, Any], *, is_open: bool) -> dict[str, str]:
    """What cannot be of the values of a setup: the reason for each field."""
    ways, days = values["ways_in"], values["answer_days"]
    told = {
        "name": "write_a_name" if not values["name"].strip() else _gives_away(values["name"]),
        "name_en": _gives_away(values["name_en"]),
        "ways_in": _ways_problem(ways, is_open=is_open),
        "anonymity": "" if values["anonymity"] in Anonymity.values else "choose_how_anonymous",
        "public_phone": "" if not values["public_phone"] or phone_number(values["public_phone"]) else "not_a_phone",
        "safe_site": _gives_away(values["safe_site"]) if SITE.fullmatch(values["safe_site"]) else "not_a_safe_site",
        "answer_days": "" if 1 <= days <= MOST_ANSWER_DAYS else "answer_days_out_of_range",
    }
    return {name: reason for name, reason in told.items() if reason}


def _gives_away(words: str) -> str:
    return "names_violence" if any(part in words.casefold() for part in GIVES_AWAY) else ""


def _ways_problem(ways: Collection[str], *, is_open: bool) -> str:
    if not ways or set(ways) - set(WayIn.values):
        return "choose_a_way_in"
    return "close_the_page_first" if is_open and not BY_HERSELF.intersection(ways) else ""


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """Someone who would be placed in a department, and where she is."""

    works_here: bool = True
    has_a_role_for_it: bool = True
    department_is_open: bool = True
    is_there_already: bool = False


def may_place(facts: PlaceFacts) -> Decision:
    """Whether the worker may be placed in the department."""
    return first_no(
        YES if facts.works_here else no("works_not_in_the_municipality"),
        YES if facts.has_a_role_for_it else no("has_no_role_in_departments"),
        YES if facts.department_is_open else no("department_is_closed"),
        no("is_there_already") if facts.is_there_already else YES,
    )


def may_close_department(*, is_closed: bool, people: int) -> Decision:
    """Whether the department may be closed: nobody is left working in it."""
    return first_no(
        no("department_is_closed") if is_closed else YES,
        no("people_work_there") if people else YES,
    )


def name_problem(name: str, *, among: Collection[str], closed: Collection[str] = ()) -> Decision:
    """Whether a department or a room may have the name, among those that are open and those that are closed."""
    bare = _bare(name)
    return first_no(
        YES if bare else no("write_a_name"),
        no("name_is_taken") if bare in map(_bare, among) else YES,
        no("name_was_closed") if bare in map(_bare, closed) else YES,
    )


def _bare(name: str) -> str:
    return " ".join(name.split()).casefold()


def key_of(name: str, taken: Collection[str]) -> str:
    """A short key for the name, that none of the taken ones is."""
    plain = name.casefold()
    for letter, written in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        plain = plain.replace(letter, written)
    bare = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:36].strip("-") or "afdeling"
    number, key = 1, bare
    while key in taken:
        number += 1
        key = f"{bare}-{number}"
    return key


def way_back_problems(*, has_page: bool, has_phone: bool, has_words: bool) -> tuple[str, ...]:
    """What someone with a code misses to come back by, for the leader to mend."""
    if has_page and has_phone:
        return ()
    missing = [code for code, there in (("no_page", has_page), ("no_phone", has_phone)) if not there]
    if len(missing) == 2 and not has_words:
        missing.append("no_words")
    return tuple(missing)
