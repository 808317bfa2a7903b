"""The pages of the main menu, in the order of the work, under at most seven headings; a page that no room has yet is
left out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST = 7  # so many stand side by side

# By heading: the address, the act it is for, what the menu calls it, and the kind of programme that has such a page.
HEADINGS = (
    (_("Overview"), (("overview", "see_overview", _("Overview"), ""),)),
    (_("Today"), (
        ("call_list", "see_call_list", _("Call list"), "outreach"),
        ("reception", "see_reception", _("Reception"), "outpatient"),
        ("board", "see_board", _("Board"), ""),
        ("my_people", "see_own_people", _("My people"), ""),
    )),
    (_("Under way"), (
        ("followed", "see_call_list", _("Followed"), "outreach"),
        ("to_be_sent", "see_call_list", _("Referrals"), "outreach"),
        ("risk_board", "see_risk_board", _("Risk assessment"), "outpatient"),
        ("courses", "see_courses", _("Courses"), "outpatient"),
        ("risk_own_steps", "see_own_steps", _("Tasks"), "outpatient"),
        ("screenings", "screen", _("My registrations"), "outpatient"),
    )),
    (_("Follow-up"), (
        ("alarms", "see_alarms", _("Alarms"), ""),
        ("leaks", "see_leaks", _("Leaks"), ""),
        ("doubles", "merge_people", _("Possible duplicates"), ""),
        ("duties", "see_duties", _("Duties to notify"), ""),
        ("erasures", "see_erasures", _("Erasure"), ""),
        ("outbox", "see_outbox", _("Outbox"), ""),
    )),
    (_("Figures"), (
        ("figures", "see_figures", _("Figures"), "outreach"),
        ("detection_figures", "see_detections", _("Figures of the way in"), "outpatient"),
        ("surveys", "see_surveys", _("User survey"), "outreach"),
        ("my_department", "see_department_counts", _("My department"), "outpatient"),
        ("reach", "see_reach", _("Reach"), "outpatient"),
        ("talks", "make_report", _("Interviews"), ""),
        ("report", "make_report", _("Report"), ""),
        ("economy", "see_economy", _("Economy"), ""),
    )),
    (_("Team"), (
        ("rota", "see_rota", _("Rota"), "outreach"),
        ("volunteers", "manage_volunteers", _("Volunteers"), ""),
        ("meetings", "see_meetings", _("Meetings"), "outreach"),
        ("handbook", "see_handbook", _("Handbook"), ""),
        ("staff", "manage_staff", _("Staff"), ""),
    )),
    (_("What applies"), (
        ("offers", "see_directory", _("Offers of help"), ""),
        ("criteria", "see_criteria", _("Criteria"), "outreach"),
        ("routes", "see_routes", _("The right door"), "outpatient"),
        ("municipality", "see_municipality", _("Municipality"), "outpatient"),
        ("packs", "see_packs", _("Forms"), "outpatient"),
        ("imports", "see_imports", _("Imports"), "outreach"),
        ("trail", "see_trail", _("Trail"), ""),
    )),
)  # fmt: skip
PAGES = tuple((heading, *page) for heading, pages in HEADINGS for page in pages)

KINDS = frozenset(kind for *_rest, kind in PAGES)


@dataclass(frozen=True, slots=True)
class Item:
    href: str
    label: str | Promise
    here: bool = False
    waiting: int = 0  # how much waits behind it for someone
    heading: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Pages under a heading, which is opened; a page that stands alone is the heading itself."""

    label: str | Promise
    items: Sequence[Item]

    @property
    def here(self) -> bool:
        return any(item.here for item in self.items)

    @property
    def waiting(self) -> int:
        return sum(item.waiting for item in self.items)

    @property
    def alone(self) -> Item | None:
        return self.items[0] if len(self.items) == 1 else None


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
    found = [
        (heading, name, address(name), label)
        for heading, name, act, label, kind in PAGES
        if may.get(act) and kind in kept
    ]
    around = [
        href for *_rest, href, _label in found if href and (path == href or (href != "/" and path.startswith(href)))
    ]
    here = max(around, key=len, default="")
    return [
        Item(href, label, href == here, badges[name]() if name in badges else 0, heading)
        for heading, name, href, label in found
        if href
    ]


def grouped(items: Sequence[Item]) -> list[Group]:
    """The same under their headings; no more than fit side by side stand there as they are."""
    if len(items) <= MOST:
        return [Group(item.label, (item,)) for item in items]
    return [Group(heading, tuple(of)) for heading, of in groupby(items, key=lambda item: item.heading)]
