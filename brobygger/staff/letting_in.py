"""Letting workers in: a link to her own address, a role that she says yes to, and whose word it is that it is she."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from brobygger.access.actor import NOBODY, Actor, Role
from brobygger.access.policy import Act, may
from brobygger.access.zones import among, at_sign_in
from brobygger.base.decision import NotFound, Refused
from brobygger.staff import invitations, letters, queries, rules
from brobygger.staff.models import Membership, RoleOffer, Worker
from brobygger.staff.states import OFFER, OfferState, Way
from brobygger.staff.telling import tell_each_zone
from brobygger.trail import actions as trail

OFFER_HOLDS = timedelta(days=14)
ASK_AGAIN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class LetIn:
    """Who was let in, and what is still to be done: hand over the link on paper, or wait for her yes."""

    worker: Worker
    token: str = ""  # for paper; empty where it has gone to her own address, or none was needed
    mailed: bool = False
    offered: bool = False


@transaction.atomic
def invite_worker(*, name: str, email: str, role: str, zone_id: int, by: Actor, at: datetime) -> LetIn:
    """One who is new has the role from today, and a link to her address; one who has an account elsewhere is asked.

    Where no mail leaves the house, the link of one who is new is returned, for paper. Refused where the actor does
    not manage the zone, is not yet certainly herself, gives the role to herself, or where the worker has it already.
    """
    today = timezone.localdate(at)
    row = Membership(zone_id=zone_id, role=Role(role), since=today)
    may(by, Act.MANAGE_STAFF, row).require()
    worker = Worker.objects.select_for_update().filter(email__iexact=email.strip()).first()
    known = worker.pk if worker is not None else 0
    rules.may_give_role(
        giver_is_own=queries.is_own(by),
        to_oneself=known == by.user_id,
        has_it_already=queries.holds_now(known, zone_id, row.role, on=today),
        is_offered=queries.offers_of(known, on=today).filter(zone=zone_id, role=role).exists(),
    ).require()
    if worker is None:
        worker = Worker.objects.create_user(email.strip().lower(), name=name)
    may_have_link = queries.may_have_link(worker, {zone_id})
    if not may_have_link and not queries.works_in(worker.pk, zone_id, on=today):
        return _offer(row, worker, by=by, at=at)
    give_role(row, worker, by=by, at=at)
    return _hand_over(worker, zone_id, by=by, at=at) if may_have_link else LetIn(worker)


def _offer(row: Membership, worker: Worker, *, by: Actor, at: datetime) -> LetIn:
    lapses_on = row.since + OFFER_HOLDS
    told = {"offered_at": at, "offered_by_id": by.user_id, "lapses_on": lapses_on}
    RoleOffer.objects.update_or_create(
        worker=worker, zone_id=row.zone_id, role=row.role, state=OfferState.WAITING, defaults=told
    )
    tell_each_zone("staff.role_offered", worker, by=by, at=at, also=row.zone_id, role=str(row.role), into=row.zone_id)
    if (post := letters.way_out()) is not None:
        post.send(to=worker, zone_id=row.zone_id, wording="role_offered", values={}, at=at)
    return LetIn(worker, offered=True, mailed=post is not None)


def give_role(row: Membership, worker: Worker, *, by: Actor, at: datetime) -> None:
    """The worker has the role from the row's day; one that ended on that day goes on."""
    row.worker = worker
    earlier = Membership.objects.filter(worker=worker, zone_id=row.zone_id, role=row.role, since=row.since)
    # Given, ended and given again on one day: it is the same role, without its last day.
    if not earlier.update(until=None):
        row.save()
    trail.write("staff.role_given", by=by, at=at, about=worker, zone_id=row.zone_id, role=str(row.role))


def _hand_over(worker: Worker, zone_id: int, *, by: Actor, at: datetime) -> LetIn:
    """The link is on its way to her own address; where no mail leaves the house it is returned, for paper. Every
    earlier one is dead."""
    worker.invited_by_id, worker.invited_at = by.user_id, at
    worker.save(update_fields=["invited_by", "invited_at"])
    if (post := letters.way_out()) is not None:
        link = f"/v/{invitations.token_for(worker, Way.MAIL)}/"
        post.send(to=worker, zone_id=zone_id, wording="invitation", values={"link": link}, at=at)
        trail.write("staff.link_sent", by=by, at=at, about=worker, zone_id=zone_id)
        return LetIn(worker, mailed=True)
    way = Way.TERMINAL if by.user_id is None else Way.PAPER
    trail.write("staff.link_printed", by=by, at=at, about=worker, zone_id=zone_id, way=str(way))
    return LetIn(worker, token=invitations.token_for(worker, way))


@transaction.atomic
def renew_invitation(*, worker_id: int, by: Actor, at: datetime) -> LetIn:
    """A new link goes where the first one went, and every earlier one is dead.

    Refused for one who has chosen a password or works elsewhere too. NotFound where the actor manages no zone of hers.
    """
    worker = queries.worker_in_reach(by, worker_id)
    Worker.objects.select_for_update().get(pk=worker.pk)
    worker.refresh_from_db()
    if not queries.is_own(by):
        raise Refused("not_yet_ones_own")
    zones = {zone.pk for zone in queries.managed_zones(by)}
    queries.may_have_link(worker, zones).require()
    zone_id = min(zone for zone in zones if worker.memberships.filter(zone_id=zone).exists())
    trail.write("staff.invitation_renewed", by=by, at=at, about=worker, zone_id=zone_id)
    return _hand_over(worker, zone_id, by=by, at=at)


@transaction.atomic
def accept_invitation(*, token: str, password: str, by: Actor, at: datetime) -> Worker:
    """The worker has the password and may sign in with it; the link is used up.

    Refused where the link is false, used or old.
    """
    worker, _ = invitations.opened(token)
    Worker.objects.select_for_update().get(pk=worker.pk)
    worker, worker.way = invitations.opened(token)
    worker.set_password(password)
    with at_sign_in():
        worker.save(update_fields=["password", "way"])
        if worker.own_since is None:
            # Whoever came in before her may have left a key of his own.
            Authenticator.objects.filter(user=worker).delete()
    tell_each_zone("staff.invitation_accepted", worker, by=by, at=at, way=worker.way)
    return worker


@transaction.atomic
def ask_for_link(*, email: str, by: Actor, at: datetime) -> None:
    """A link to choose a new password is on its way to the address, where a worker has it; nothing tells whether.

    Nothing happens where no mail leaves the house, or where she asked a moment ago.
    """
    post = letters.way_out()
    worker = Worker.objects.select_for_update().filter(email__iexact=email.strip(), is_active=True).first()
    if post is None or worker is None or (worker.link_asked_at and worker.link_asked_at > at - ASK_AGAIN):
        return
    zones = queries.zones_of(worker.pk, on=timezone.localdate(at))
    if not zones:
        return
    worker.link_asked_at = at
    worker.save(update_fields=["link_asked_at"])
    link = f"/v/{invitations.token_for(worker, Way.MAIL, asked=True)}/"
    with among({min(zones)}):
        post.send(to=worker, zone_id=min(zones), wording="new_password", values={"link": link}, at=at)
    tell_each_zone("staff.link_asked", worker, by=by, at=at)


@transaction.atomic
def print_link(*, email: str, by: Actor, at: datetime) -> str:
    """The secret part of a link by which she chooses a new password, for whoever runs the program on its own machine.

    Refused to everyone else, and for an address that no one has.
    """
    worker = Worker.objects.select_for_update().filter(email__iexact=email.strip(), is_active=True).first()
    if by.user_id is not None or by is NOBODY or worker is None:
        raise NotFound("not_found")
    worker.invited_at = at
    worker.save(update_fields=["invited_at"])
    tell_each_zone("staff.link_printed", worker, by=by, at=at, way=str(Way.TERMINAL))
    return invitations.token_for(worker, Way.TERMINAL, asked=True)


@transaction.atomic
def vouch_for(*, worker_id: int, by: Actor, at: datetime) -> Worker:
    """The worker who came in on paper counts as a person of her own: the actor has met her, and knows that it is she.

    Refused to whoever printed her link, and where she has not signed in yet. NotFound where the actor manages no zone
    of hers.
    """
    worker = queries.worker_in_reach(by, worker_id)
    Worker.objects.select_for_update().get(pk=worker.pk)
    worker.refresh_from_db()
    queries.may_vouch(by, worker).require()
    worker.own_since, worker.vouched_by_id = at, by.worker_id
    with at_sign_in():
        worker.save(update_fields=["own_since", "vouched_by"])
    tell_each_zone("staff.vouched_for", worker, by=by, at=at)
    return worker


@transaction.atomic
def take_role(*, offer_id: int, by: Actor, at: datetime) -> Membership:
    """She has the role from today, by her own yes. Refused where the offer has lapsed, was taken back or answered."""
    offer = _offered_to(by, offer_id)
    today = timezone.localdate(at)
    rules.may_say_yes(has_lapsed=offer.lapses_on < today, is_own=queries.is_own(by)).require()
    row = Membership(zone_id=offer.zone_id, role=offer.role, since=today)
    with among({*by.zones(), offer.zone_id}):
        _settle(offer, OfferState.ACCEPTED, "staff.role_taken", by=by, at=at)
        if not queries.holds_now(by.worker_id, offer.zone_id, offer.role, on=today):
            give_role(row, offer.worker, by=by, at=at)
    return row


@transaction.atomic
def decline_role(*, offer_id: int, by: Actor, at: datetime) -> None:
    """The offer is answered with no, and she has no role by it."""
    _settle(_offered_to(by, offer_id), OfferState.DECLINED, "staff.role_declined", by=by, at=at)


@transaction.atomic
def withdraw_offer(*, offer_id: int, by: Actor, at: datetime) -> None:
    """The role is offered no more. Refused where she has answered; NotFound for those who do not manage the zone."""
    offer = queries.offers(by).select_for_update(of=("self",)).filter(pk=offer_id).first()
    if offer is None:
        raise NotFound("not_found")
    _settle(offer, OfferState.WITHDRAWN, "staff.offer_withdrawn", by=by, at=at)


def _offered_to(by: Actor, offer_id: int) -> RoleOffer:
    offer = RoleOffer.objects.select_for_update().filter(pk=offer_id, worker_id=by.worker_id).first()
    if offer is None:
        raise NotFound("not_found")
    return offer


def _settle(offer: RoleOffer, state: OfferState, what: str, *, by: Actor, at: datetime) -> None:
    OFFER.may_move(offer.state, state).require()
    offer.state, offer.settled_at, offer.settled_by_id = state, at, by.user_id
    offer.save(update_fields=["state", "settled_at", "settled_by"])
    tell_each_zone(what, offer.worker, by=by, at=at, also=offer.zone_id, role=offer.role, into=offer.zone_id)
