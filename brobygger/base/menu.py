"""The pages of the main menu, in the order of the work; a page that no room has yet is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The address, the act it is for, and what the menu calls it.
PAGES = (
    ("call_list", "see_call_list", _("Call list")),
    ("followed", "see_call_list", _("Followed")),
    ("to_be_sent", "see_call_list", _("Referrals")),
    ("reception", "see_reception", _("Reception")),
    ("screenings", "screen", _("My registrations")),
    ("board", "see_board", _("Board")),
    ("my_people", "see_own_people", _("My people")),
    ("volunteers", "manage_volunteers", _("Volunteers")),
    ("alarms", "see_alarms", _("Alarms")),
    ("duties", "see_duties", _("Duties to notify")),
    ("offers", "see_directory", _("Offers of help")),
    ("imports", "see_imports", _("Imports")),
    ("criteria", "see_criteria", _("Criteria")),
    ("figures", "see_figures", _("Figures")),
    ("detection_figures", "see_detections", _("Figures of the way in")),
    ("leaks", "see_leaks", _("Leaks")),
    ("my_department", "see_department_counts", _("My department")),
    ("reach", "see_reach", _("Reach")),
    ("routes", "see_routes", _("The right door")),
    ("municipality", "see_municipality", _("Municipality")),
    ("outbox", "see_outbox", _("Outbox")),
    ("staff", "manage_staff", _("Staff")),
    ("trail", "see_trail", _("Trail")),
)


@dataclass(frozen=True, slots=True)
class Item:
    href: str
    label: str | Promise
    here: bool = False
    waiting: int = 0  # how much waits behind it for someone


def address(name: str) -> str:
    """The address of a page, or nothing where no room has it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def menu(
    may: Mapping[str, object], path: str, badges: Mapping[str, Callable[[], int]] = MappingProxyType({})
) -> list[Item]:
    """The pages that may be opened, and which of them the path lies in: the one with the longest address."""
    found = [(name, address(name), label) for name, act, label in PAGES if may.get(act)]
    around = [href for _, href, _ in found if href and (path == href or (href != "/" and path.startswith(href)))]
    here = max(around, key=len, default="")
    return [
        Item(href, label, href == here, badges[name]() if name in badges else 0) for name, href, label in found if href
    ]
