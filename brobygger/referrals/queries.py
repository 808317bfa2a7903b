"""The reading door to referrals: what is under way, what waits, one referral and its steps."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from brobygger.access import typed
from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.alphabet import alphabetical
from brobygger.base.decision import NotFound
from brobygger.base.menu import address
from brobygger.base.underway import UnderWay
from brobygger.referrals.arriving import (
    ArrivalLine,
    ArrivalPage,
    CarriedNumber,
    arrival,
    arrivals,
    carried,
    why_stopped,
)
from brobygger.referrals.links import LinkPage, read_link
from brobygger.referrals.models import Arrival, HeldToken, Link, Package, Receiver, Referral, StepTaken
from brobygger.referrals.preparing import Offered, Prepared, prepared
from brobygger.referrals.states import UNDER_WAY, ArrivalState, LinkKind, ReferralState

__all__ = [
    "ArrivalLine",
    "ArrivalPage",
    "CarriedNumber",
    "Line",
    "LinkPage",
    "Offered",
    "Page",
    "Prepared",
    "Waiting",
    "arrival",
    "arrivals",
    "carried",
    "counts",
    "held",
    "lines",
    "newest_of_case",
    "prepared",
    "read_link",
    "receivers",
    "referral",
    "standing",
    "to_be_sent",
    "under_way",
    "why_stopped",
    "withdrawn_on_case",
]

PAGE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """A referral that waits to be sent."""

    referral_id: int
    case_id: int
    token: str
    made_at: datetime
    made_by_name: str


def to_be_sent(by: Actor, *, zone_id: int) -> tuple[Waiting, ...]:
    """The zone's referrals that wait to be sent, longest wait first; tokens and cases, no one's name."""
    rows = scope(by, Act.SEE_REFERRALS, Referral.objects.filter(zone_id=zone_id, state=ReferralState.TO_BE_SENT))
    rows = rows.select_related("made_by").order_by("made_at", "id")
    return tuple(Waiting(row.pk, row.case_id, row.token, row.made_at, row.made_by.name) for row in rows)


def newest_of_case(by: Actor, *, case_id: int) -> int | None:
    """The case's newest referral that has not been taken back; None where there is none."""
    rows = scope(by, Act.SEE_REFERRALS, Referral.objects.filter(case_id=case_id))
    rows = rows.exclude(state=ReferralState.TAKEN_BACK)
    return rows.order_by("-made_at", "-id").values_list("pk", flat=True).first()


def state_on_case(by: Actor, *, case_id: int) -> str:
    """Where the case's newest referral stands; empty where there is none that the actor may see."""
    found = newest_of_case(by, case_id=case_id)
    return Referral.objects.values_list("state", flat=True).get(pk=found) if found is not None else ""


def steps_of_case(by: Actor, *, case_id: int) -> tuple[StepTaken, ...]:
    """The way of everything that was sent on from the case, its first step first; nothing for whoever sees none."""
    rows = scope(by, Act.SEE_REFERRALS, Referral.objects.filter(case_id=case_id))
    steps = StepTaken.objects.filter(referral__in=rows).select_related("by", "package__receiver")
    return tuple(steps.order_by("at", "id"))


def withdrawn_on_case(by: Actor, *, case_id: int) -> StepTaken | None:
    """The step by which the consent behind the case's newest referral was withdrawn; None where it stands."""
    found = newest_of_case(by, case_id=case_id)
    if found is None:
        return None
    steps = StepTaken.objects.filter(referral_id=found, referral__state=ReferralState.WITHDRAWN)
    return steps.order_by("-at", "-id").first()


@dataclass(frozen=True, slots=True)
class Line:
    """One referral in the list: its token, where it stands, since when, and with whom; no one's name."""

    referral_id: int
    case_id: int
    token: str
    state: str
    state_at: datetime
    made_at: datetime
    made_by_name: str
    receiver_name: str


def counts(by: Actor, *, zone_id: int) -> dict[str, int]:
    """How many of the zone's referrals stand in each state."""
    rows = scope(by, Act.SEE_REFERRALS, Referral.objects.filter(zone_id=zone_id)).order_by()
    return dict(rows.values_list("state").annotate(Count("pk")))


def lines(
    by: Actor, *, zone_id: int, states: Collection[str] = UNDER_WAY, token: str = "", after: str = ""
) -> tuple[tuple[Line, ...], str]:
    """A page of the zone's referrals, those that have stood still longest first, and the cursor to the next page.

    With a token: the one that it belongs to, whatever its state.
    """
    rows = scope(by, Act.SEE_REFERRALS, Referral.objects.filter(zone_id=zone_id)).select_related("made_by")
    rows = rows.filter(token=token) if token else rows.filter(state__in=states)
    if (from_here := _cursor(after)) is not None:
        at, pk = from_here
        rows = rows.filter(Q(state_at__gt=at) | Q(state_at=at, pk__gt=pk))
    found = list(rows.order_by("state_at", "id")[: PAGE + 1])
    shown = found[:PAGE]
    with_whom = dict(
        Package.objects.filter(zone_id=zone_id, referral__in=[row.pk for row in shown])
        .order_by("sent_at")
        .values_list("referral_id", "receiver__name")
    )
    made = tuple(
        Line(
            row.pk,
            row.case_id,
            row.token,
            row.state,
            row.state_at,
            row.made_at,
            row.made_by.name,
            "" if row.state == ReferralState.TO_BE_SENT else with_whom.get(row.pk, ""),
        )
        for row in shown
    )
    last = shown[-1] if len(found) > PAGE else None
    return made, f"{last.state_at.timestamp():.6f}_{last.pk}" if last else ""


def _cursor(after: str) -> tuple[datetime, int] | None:
    """The place to go on from; None where there is none, or it was not made here."""
    moment, _, pk = after.partition("_")
    try:
        return datetime.fromtimestamp(float(moment), tz=timezone.get_default_timezone()), typed.as_number(pk) or 0
    except (ValueError, OverflowError, OSError):
        return None


@dataclass(frozen=True, slots=True)
class Page:
    """One referral and everything that the sender may know of its way."""

    referral: Referral
    steps: tuple[StepTaken, ...]
    packages: tuple[Package, ...]  # newest last
    package: Package | None  # with a receiver now
    link_expires_at: datetime | None
    stop_asked: bool  # an outside receiver has been told that the consent is withdrawn
    stop_confirmed_at: datetime | None


def referral(by: Actor, referral_id: int) -> Page:
    """One referral with its steps and packages. NotFound where the actor may not see it."""
    rows = scope(by, Act.SEE_REFERRALS, Referral.objects.select_related("consent__asked_by", "case", "made_by"))
    found = rows.filter(pk=referral_id).first()
    if found is None:
        raise NotFound("not_found")
    steps = found.steps.select_related("by", "package__receiver").order_by("at", "id")
    packages = tuple(found.packages.select_related("receiver", "sent_by").order_by("sent_at", "id"))
    package = next((one for one in packages if one.closed_at is None), None)
    link = package.links.filter(used_at__isnull=True, revoked_at__isnull=True).first() if package else None
    stop = Link.objects.filter(package__referral=found, kind=LinkKind.STOPPED).first()
    return Page(
        referral=found,
        steps=tuple(steps),
        packages=packages,
        package=package,
        link_expires_at=link.expires_at if link else None,
        stop_asked=stop is not None,
        stop_confirmed_at=stop.used_at if stop else None,
    )


def standing(page: Page) -> UnderWay | None:
    """The referral as the deadlines read it; None where nothing more is waited for."""
    row = page.referral
    if row.state not in UNDER_WAY:
        return None
    return UnderWay(
        kind="referral",
        id=row.pk,
        state=row.state,
        since=row.state_at,
        worker_id=row.followed_by_id,
        programme_id=row.case.programme_id,
        token=row.token,
        href=reverse("referral", args=[row.pk]),
    )


def receivers(by: Actor, *, zone_id: int, act: Act = Act.SEE_REFERRALS) -> tuple[Receiver, ...]:
    """Where the zone may send, those that are gone last."""
    rows = scope(by, act, Receiver.objects.filter(zone_id=zone_id)).select_related("to_zone__organisation")
    return tuple(sorted(rows, key=lambda one: (one.gone_at is not None, alphabetical(one.name))))


def under_way(by: Actor, *, zone_id: int) -> list[UnderWay]:
    """The zone's referrals and arrivals that wait for someone's next step; the program itself may read them."""
    if zone_id not in zones_for(by, Act.SEE_ALARMS) | zones_for(by, Act.SEE_LEAKS) | zones_for(by, Act.SEE_REFERRALS):
        return []
    sent = Referral.objects.filter(zone_id=zone_id, state__in=UNDER_WAY).order_by("state_at", "id")
    found = [
        UnderWay(
            kind="referral",
            id=pk,
            state=state,
            since=since,
            worker_id=followed_by,
            programme_id=programme,
            token=token,
            href=reverse("referral", args=[pk]),
        )
        for pk, state, since, followed_by, programme, token in sent.values_list(
            "pk", "state", "state_at", "followed_by_id", "case__programme_id", "token"
        )
    ]
    return found + _arrivals_under_way(zone_id)


def _arrivals_under_way(zone_id: int) -> list[UnderWay]:
    """What has not been answered, and what was accepted and of which the sender has been told nothing since."""
    waiting = Q(state=ArrivalState.ARRIVED) | Q(state=ArrivalState.ACCEPTED, step="")
    rows = Arrival.objects.filter(waiting, zone_id=zone_id).order_by("state_at", "id")
    return [
        UnderWay(
            kind="arrival",
            id=pk,
            state=state,
            since=since,
            worker_id=answered_by,
            programme_id=programme,
            token=token,
            href=address("board"),  # the coordinator's, in a later room
        )
        for pk, state, since, answered_by, programme, token in rows.values_list(
            "pk", "state", "state_at", "answered_by_id", "programme_id", "token"
        )
    ]


def held(by: Actor, *, zone_id: int) -> dict[str, date]:
    """The day on which the receiver said that the conversation was held, by token, for the zone's referrals in held."""
    allowed = zones_for(by, Act.SEE_FIGURES) | zones_for(by, Act.SEE_REFERRALS)
    if zone_id not in allowed:
        return {}
    rows = Referral.objects.filter(zone_id=zone_id, state=ReferralState.HELD)
    erased = dict(HeldToken.objects.filter(zone_id=zone_id).values_list("token", "held_on"))
    return erased | {token: timezone.localdate(at) for token, at in rows.values_list("token", "state_at")}
