"""Guessing is slowed down and never locked: every try is counted, and beyond some tries each one waits a little longer.

A try is counted by the network that it comes from, by what is tried there, and by what is tried from everywhere. Who
comes from a device on which the account has signed in is counted by that device alone, so that no one who guesses wrong
on purpose can keep her out. A page that tells to wait carries a ticket: waited out, it is worth one try, whatever is
tried there in the meantime. A count that the request's own end would undo is made again by `count_again`.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core import signing
from django.db import connection, transaction
from django.db.models import F, Max
from django.http import HttpRequest, HttpResponse

from brobygger.access import typed
from brobygger.access.actor import NOBODY
from brobygger.access.models import Tried
from brobygger.access.zones import enter
from brobygger.base.sealed import fingerprint
from brobygger.base.workdays import day_of

# Many neighbours may share the larger network of an address.
NEIGHBOURS = 4
COOKIE, COOKIE_PATH, COOKIE_HOLDS = "device", "/account/", timedelta(days=180)
KNOWN_MOST = 12  # workers who may share one device
TICKET, TICKET_WAITS, TICKET_HOLDS = "ticket", timedelta(seconds=10), timedelta(minutes=10)
LONG_FREE = timedelta(hours=1)  # before now, so that requests at once need not agree on the moment
SALT, SALT_OF_TICKETS = "brobygger.known-device", "brobygger.waited-out"


@dataclass(frozen=True, slots=True)
class Limit:
    """After so many tries the next one waits, and after each further one twice as long, up to the longest wait."""

    free: int
    first: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(minutes=15)
    forgets: timedelta = timedelta(hours=1)

    def wait_after(self, times: int) -> timedelta:
        """How long the next try has to wait when so many have been made."""
        beyond = times - self.free
        return min(self.first * 2 ** min(beyond, 20), self.longest) if beyond >= 0 else timedelta(0)

    def times(self, many: int) -> "Limit":
        """The limit of as many together."""
        return replace(self, free=self.free * many)


NO_WAIT = Limit(free=10**9)
ONCE = Limit(free=1, first=2 * TICKET_HOLDS, longest=2 * TICKET_HOLDS)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one deed: of a network, of one account from there, of one account from anywhere, of a device.

    And of one account from there by those who have waited; where none is told, nobody gets a ticket.
    """

    network: Limit = NO_WAIT
    here: Limit = NO_WAIT
    everywhere: Limit = NO_WAIT
    device: Limit = NO_WAIT
    waited: Limit | None = None


@dataclass(slots=True)
class Told:
    """How often it has been tried, and until when the next try waits; None where this one is free."""

    here: int = 0
    everywhere: int = 0
    until: datetime | None = None


@dataclass(slots=True)
class Count:
    """One count that a try adds to, and what it says afterwards."""

    scope: str
    mark: bytes
    limit: Limit
    told: int = 0


def attempt(request: HttpRequest, deed: str, limits: Limits, *, about: str = "", at: datetime) -> Told:
    """The try is counted, whatever becomes of the request; `until` says how long to wait where it may not be made."""
    told = Told()
    waited = limits.waited is not None and _uses_ticket(request, deed, about, at)
    for count in _counts(request, deed, limits, about, at, waited=waited):
        told.until = _one_more(count, at)
        if told.until is not None:
            if limits.waited is not None and count.scope != "device":
                behind = _counts(request, deed, limits, about, at, waited=True)
                told.until = _give_ticket(request, deed, about, at, [one.mark for one in behind])
            return told
        _noted(request).append((count, at))
        if count.scope in ("here", "everywhere"):
            setattr(told, count.scope, count.told)
    return told


def forgive(request: HttpRequest, *, at: datetime) -> None:
    """What this request tried was no guess: it counts no more, and nobody waits for it."""
    for count, _at in _noted(request):
        Tried.objects.filter(mark=count.mark, times__gt=0).update(times=F("times") - 1, free_at=at - LONG_FREE)
    _noted(request).clear()


def count_again(request: HttpRequest) -> None:
    """What the request tried counts, although everything else that it did has been undone."""
    with transaction.atomic():
        enter(NOBODY)
        for count, at in _noted(request):
            _one_more(count, at)


def forget(*, at: datetime) -> None:
    """Counts whose time is over are gone."""
    Tried.objects.filter(forgotten_at__lte=at).delete()


def remember_device(request: HttpRequest, response: HttpResponse, account: str) -> None:
    """The device is one on which this account has signed in; the cookie is sent to the pages of accounts alone."""
    device, known = _device(request)
    mark = _account_mark(account)
    told = [device or secrets.token_hex(8), [mark, *(one for one in known if one != mark)][:KNOWN_MOST]]
    response.set_cookie(
        COOKIE,
        signing.dumps(told, salt=SALT),
        max_age=COOKIE_HOLDS,
        path=COOKIE_PATH,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def networks(address: str) -> tuple[str, str]:
    """The network that an address counts as, and the larger one around it, empty where there is none.

    Of IPv6 whoever has one address has at least a /64, and often a /48.
    """
    try:
        told: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return address, ""
    if isinstance(told, IPv6Address):
        if told.ipv4_mapped is None:
            return str(ip_network((told, 64), strict=False)), str(ip_network((told, 48), strict=False))
        told = told.ipv4_mapped
    return str(told), ""


def _counts(
    request: HttpRequest, deed: str, limits: Limits, about: str, at: datetime, *, waited: bool
) -> Iterator[Count]:
    device, known = _device(request)
    if about and limits.device is not NO_WAIT and _account_mark(about) in known:
        yield Count("device", fingerprint("tried", deed, "device", device, about), limits.device)
        return
    day = day_of(at).isoformat()  # a network's mark is another one each day
    near, wide = networks(request.META.get("REMOTE_ADDR", ""))
    kind, network, here = (deed, limits.network, limits.here)
    if waited and limits.waited is not None:
        kind, network, here = f"{deed}:waited", limits.network.times(NEIGHBOURS), limits.waited
    if limits.network is not NO_WAIT:
        yield Count("network", fingerprint("tried", kind, day, near), network)
        if wide:
            yield Count("network", fingerprint("tried", kind, day, wide), network.times(NEIGHBOURS))
    if about:
        yield Count("here", fingerprint("tried", kind, day, near, about), here)
        yield Count("everywhere", fingerprint("tried", deed, "", "", about), limits.everywhere)


def _uses_ticket(request: HttpRequest, deed: str, about: str, at: datetime) -> bool:
    """Whether the page brings a ticket for this that has been waited out; it is worth one try."""
    name, since = _ticket(request, deed, about)
    once = Count("ticket", fingerprint("tried", "ticket", name), ONCE)
    return since is not None and since + TICKET_WAITS <= at < since + TICKET_HOLDS and _one_more(once, at) is None


def first_use(name: str, holds: timedelta, at: datetime) -> bool:
    """Whether what bears this name is used for the first time; that it has been is kept as long as it could be used."""
    once = Limit(free=1, first=holds, longest=holds, forgets=holds)
    return _one_more(Count("use", fingerprint("tried", "use", name), once), at) is None


def _give_ticket(request: HttpRequest, deed: str, about: str, at: datetime, behind: list[bytes]) -> datetime:
    """The page that tells to wait carries a ticket, the same until it is waited out; from when it is worth a try."""
    name, since = _ticket(request, deed, about)
    if since is None or since + TICKET_WAITS <= at:
        name, since = secrets.token_hex(8), at
    told = [name, _ticket_mark(request, deed, about), since.isoformat()]
    request.__dict__[TICKET] = signing.dumps(told, salt=SALT_OF_TICKETS)
    latest = Tried.objects.filter(mark__in=behind).aggregate(at=Max("free_at"))["at"]
    return max(since + TICKET_WAITS, latest or since)


def _ticket(request: HttpRequest, deed: str, about: str) -> tuple[str, datetime | None]:
    try:
        name, mark, since = signing.loads(typed.text(request.POST, TICKET, 500), salt=SALT_OF_TICKETS)
    except (signing.BadSignature, ValueError, TypeError):
        return "", None
    return str(name), datetime.fromisoformat(since) if mark == _ticket_mark(request, deed, about) else None


def _ticket_mark(request: HttpRequest, deed: str, about: str) -> str:
    return fingerprint("ticket", deed, networks(request.META.get("REMOTE_ADDR", ""))[0], about).hex()


def _one_more(count: Count, at: datetime) -> datetime | None:
    """None where the try is counted; until when it waits where it is not. Tries at once are one after the other."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_tried AS kept (mark, times, free_at, forgotten_at)"
            " VALUES (%(mark)s, 1, %(free)s, %(later)s)"
            " ON CONFLICT (mark) DO UPDATE SET"
            " times = CASE WHEN kept.forgotten_at <= %(at)s THEN 1 ELSE kept.times + 1 END,"
            " forgotten_at = CASE WHEN kept.forgotten_at <= %(at)s THEN %(later)s ELSE kept.forgotten_at END"
            " WHERE kept.free_at <= %(at)s RETURNING times",
            {"mark": count.mark, "at": at, "free": at - LONG_FREE, "later": at + count.limit.forgets},
        )
        if (row := cursor.fetchone()) is None:
            return Tried.objects.values_list("free_at", flat=True).filter(mark=count.mark).first()
        count.told = int(row[0])
        if wait := count.limit.wait_after(count.told):
            Tried.objects.filter(mark=count.mark).update(free_at=at + wait)
    return None


def _noted(request: HttpRequest) -> list[tuple[Count, datetime]]:
    noted: list[tuple[Count, datetime]] = request.__dict__.setdefault("tried", [])
    return noted


def _device(request: HttpRequest) -> tuple[str, list[str]]:
    """The device's own name, and the marks of those who have signed in on it."""
    try:
        device, known = signing.loads(typed.cookie(request, COOKIE), salt=SALT, max_age=COOKIE_HOLDS)
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return str(device), list(known)


def _account_mark(account: str) -> str:
    return fingerprint("known-device", account).hex()
