"""The pages of the main menu, in the order of the work; a page that no room has yet is left out."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The address, the act it is for, what the menu calls it, and the kind of programme that has such a page at all.
PAGES = (
    ("call_list", "see_call_list", _("Call list"), "outreach"),
    ("followed", "see_call_list", _("Followed"), "outreach"),
    ("to_be_sent", "see_call_list", _("Referrals"), "outreach"),
    ("reception", "see_reception", _("Reception"), "outpatient"),
    ("risk_board", "see_risk_board", _("Risk assessment"), "outpatient"),
    ("courses", "see_courses", _("Courses"), "outpatient"),
    ("risk_own_steps", "see_own_steps", _("Tasks"), "outpatient"),
    ("screenings", "screen", _("My registrations"), "outpatient"),
    ("board", "see_board", _("Board"), ""),
    ("my_people", "see_own_people", _("My people"), ""),
    ("volunteers", "manage_volunteers", _("Volunteers"), ""),
    ("alarms", "see_alarms", _("Alarms"), ""),
    ("duties", "see_duties", _("Duties to notify"), ""),
    ("offers", "see_directory", _("Offers of help"), ""),
    ("imports", "see_imports", _("Imports"), "outreach"),
    ("criteria", "see_criteria", _("Criteria"), "outreach"),
    ("figures", "see_figures", _("Figures"), "outreach"),
    ("detection_figures", "see_detections", _("Figures of the way in"), "outpatient"),
    ("leaks", "see_leaks", _("Leaks"), ""),
    ("my_department", "see_department_counts", _("My department"), "outpatient"),
    ("reach", "see_reach", _("Reach"), "outpatient"),
    ("routes", "see_routes", _("The right door"), "outpatient"),
    ("municipality", "see_municipality", _("Municipality"), "outpatient"),
    ("packs", "see_packs", _("Forms"), "outpatient"),
    ("outbox", "see_outbox", _("Outbox"), ""),
    ("staff", "manage_staff", _("Staff"), ""),
    ("trail", "see_trail", _("Trail"), ""),
)

KINDS = frozenset(kind for *_rest, kind in PAGES)


@dataclass(frozen=True, slots=True)
class Item:
    href: str
    label: str | Promise
    here: bool = False
    waiting: int = 0  # how much waits behind it for someone


def address(name: str, *args: object) -> str:
    """The address of a page, or nothing where no room has it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def menu(
    may: Mapping[str, object],
    path: str,
    badges: Mapping[str, Callable[[], int]] = MappingProxyType({}),
    kinds: Collection[str] = KINDS,
) -> list[Item]:
    """The pages that may be opened in a zone that runs programmes of these kinds, and which of them the path lies in:
    the one with the longest address."""
    kept = {"", *kinds}
    found = [(name, address(name), label) for name, act, label, kind in PAGES if may.get(act) and kind in kept]
    around = [href for _, href, _ in found if href and (path == href or (href != "/" and path.startswith(href)))]
    here = max(around, key=len, default="")
    return [
        Item(href, label, href == here, badges[name]() if name in badges else 0) for name, href, label in found if href
    ]
