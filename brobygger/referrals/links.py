"""One-time links for receivers without sign-in: made, sent, revoked, and what an outside receiver does with one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from brobygger.access.actor import Actor, machine
from brobygger.base.decision import Decision, Refused, no
from brobygger.base.sealed import fingerprint
from brobygger.contact import actions as contact
from brobygger.referrals import crossing, linking
from brobygger.referrals.arriving import why_stopped
from brobygger.referrals.models import Link, Package, Referral
from brobygger.referrals.rules import LinkFacts, may_use_link
from brobygger.referrals.state_change import LINK, close, move
from brobygger.referrals.states import UNANSWERED, Declined, LinkKind, Nothing, ReferralState, Step, Stopped
from brobygger.trail import actions as trail

ANSWERS = ("accepted", "declined")


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What the page behind a link may show: codes and times, the sender's name, and no one else's."""

    may: Decision
    kind: str = ""
    token: str = ""
    sender_name: str = ""
    receiver_name: str = ""
    receiver_language: str = ""
    sent_at: datetime | None = None
    expires_at: datetime | None = None
    withdrawn_at: datetime | None = None
    state: str = ""
    why: str = ""  # contact was stopped, in words


ALTERED = LinkPage(no("link_altered"))


def send(package: Package, kind: LinkKind, *, wording: str, by: Actor, at: datetime) -> None:
    """The receiver has a link in its mail that can be used once; older ones of the package open nothing."""
    revoke(package, at=at)
    receiver = package.receiver
    word = linking.make(package.zone_id)
    made = Link.objects.create(
        zone_id=package.zone_id,
        package=package,
        kind=kind,
        mark=_mark(word),
        made_at=at,
        made_by_kind=by.kind,
        expires_at=at + timedelta(days=receiver.link_days),
    )
    trail.write("referrals.link_made", by=by, at=at, about=made, kind=str(kind))
    contact.tell_organisation(
        email=receiver.email,
        zone_id=package.zone_id,
        wording=wording,
        values={"link": f"/k/{word}/"},
        language=receiver.language,
        by=by,
        at=at,
    )


def revoke(package: Package, *, at: datetime) -> None:
    """No link of the package opens anything any more."""
    Link.objects.filter(package=package, used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=at)


def kind_wanted(state: str) -> LinkKind | None:
    """What an outside receiver is to tell of next; None where nothing is waited for."""
    if state in UNANSWERED:
        return LinkKind.ANSWER
    if state in (ReferralState.ACCEPTED, ReferralState.FIRST_CONTACT):
        return LinkKind.PROGRESS
    return None


def read_link(word: str, *, at: datetime) -> LinkPage:
    """What the page behind the link shows. Reading it uses nothing up: mail programs read links before people do."""
    zone_id = linking.zone_of(word)
    if zone_id is None:
        return ALTERED
    with crossing.by_link(zone_id):
        link = _find(word)
        return ALTERED if link is None else _page(link, link.package.referral, at)


@transaction.atomic
def use_link(*, word: str, answer: str, reason: str, by: Actor, at: datetime) -> LinkPage:
    """The receiver has answered, the sender sees it, and the link is used up; the next one is on its way where one is.

    Refused where the link cannot be used, and where the answer is not one of its kind; nothing is used up then.
    """
    zone_id = linking.zone_of(word)
    if zone_id is None:
        raise Refused("link_altered")
    with crossing.by_link(zone_id):
        found = _find(word)
        if found is None:
            raise Refused("link_altered")
        # The referral first, as everywhere: a withdrawal and an answer at once wait for one another.
        referral = Referral.objects.select_for_update(of=("self",)).get(pk=found.package.referral_id)
        link = _find(word, lock=True) or found
        _page(link, referral, at).may.require()
        link.used_at = at
        link.save(update_fields=["used_at"])
        trail.write("referrals.link_used", by=by, at=at, about=link, zone_id=zone_id, kind=link.kind)
        _take(link, referral, answer, reason, by=by, at=at)
        return _page(link, referral, at)


def _find(word: str, *, lock: bool = False) -> Link | None:
    rows = Link.objects.select_for_update(of=("self",)) if lock else Link.objects.all()
    rows = rows.select_related("package__receiver", "package__referral__consent", "zone__organisation")
    return rows.filter(mark=_mark(word)).first()


def _mark(word: str) -> bytes:
    return fingerprint("one-time-link", word)


def _page(link: Link, referral: Referral, at: datetime) -> LinkPage:
    package = link.package
    facts = LinkFacts(
        kind=link.kind,
        expires_at=link.expires_at,
        used=link.used_at is not None,
        revoked=link.revoked_at is not None,
        consent_withdrawn=referral.state == ReferralState.WITHDRAWN,
        receiver_gone=package.receiver.gone_at is not None,
        package_closed=package.closed_at is not None,
    )
    return LinkPage(
        may=may_use_link(facts, at),
        kind=link.kind,
        token=referral.token,
        sender_name=f"{link.zone.organisation.name} · {link.zone.name}",
        receiver_name=package.receiver.name,
        receiver_language=package.receiver.language,
        sent_at=package.sent_at,
        expires_at=link.expires_at,
        withdrawn_at=referral.state_at if referral.state == ReferralState.WITHDRAWN else None,
        state=referral.state,
        why=_why_stopped(referral) if referral.state == ReferralState.WITHDRAWN else "",
    )


def _why_stopped(referral: Referral) -> str:
    """As a receiver with a zone is told: not that the person is accused."""
    reason = referral.steps.order_by("-at", "-id").values_list("reason", flat=True).first() or ""
    return why_stopped(Stopped.STOPPED if reason == "accused" else reason)


def _take(link: Link, referral: Referral, answer: str, reason: str, *, by: Actor, at: datetime) -> None:
    if link.kind == LinkKind.ANSWER:
        _answer(link.package, referral, answer, reason, by=by, at=at)
    elif link.kind == LinkKind.PROGRESS:
        _progress(link.package, referral, answer, reason, by=by, at=at)
    elif answer != "stopped":
        raise Refused("step_unknown")
    else:
        trail.write("referrals.stop_confirmed", by=by, at=at, about=referral)


def _answer(package: Package, referral: Referral, answer: str, reason: str, *, by: Actor, at: datetime) -> None:
    if answer not in ANSWERS:
        raise Refused("step_unknown")
    if answer == "declined":
        if reason not in Declined.values:
            raise Refused("reason_missing")
        move(referral, ReferralState.TO_BE_SENT, by=by, at=at, told_by=LINK, package=package, reason=reason)
        close(package, Package.Closed.DECLINED, at=at)
        return
    if referral.state == ReferralState.SENT:
        move(referral, ReferralState.RECEIVED, by=by, at=at, told_by=LINK, package=package)
    move(referral, ReferralState.ACCEPTED, by=by, at=at, told_by=LINK, package=package)
    _next(package, by=by, at=at)


def _progress(package: Package, referral: Referral, answer: str, reason: str, *, by: Actor, at: datetime) -> None:
    if answer not in Step.values:
        raise Refused("step_unknown")
    if answer == Step.CAME_TO_NOTHING and reason not in Nothing.values:
        raise Refused("reason_missing")
    reason = reason if answer == Step.CAME_TO_NOTHING else ""
    move(referral, ReferralState(answer), by=by, at=at, told_by=LINK, package=package, reason=reason)
    if answer == Step.FIRST_CONTACT:
        _next(package, by=by, at=at)


def _next(package: Package, *, by: Actor, at: datetime) -> None:
    send(package, LinkKind.PROGRESS, wording="referral_reminder", by=machine(package.zone_id), at=at)
