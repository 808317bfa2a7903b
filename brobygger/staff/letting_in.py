"""Letting workers in: a link to her own address, a role that she says yes to, and whose word it is that it is she."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

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
from brobygger.staff.trail_of_each_zone import tell_each_zone
from brobygger.trail import actions as trail

OFFER_HOLDS = timedelta(days=14)
ASK_AGAIN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class LetIn:
    """Who was let in or asked, and what is still to be done: to hand over the link on paper, or to wait for her yes."""

    worker: Worker
    offer: RoleOffer | None = None  # empty where she works here already, and has the role
    token: str = ""  # for paper; empty where it has gone to her own address, or none was needed


@transaction.atomic
def invite_worker(*, name: str, email: str, role: str, zone_id: int, by: Actor, at: datetime) -> LetIn:
    """She is asked to take the role, by a link to her address, and has it with her yes; nothing tells the actor
    whether she has an account elsewhere. One who works in the zone already has the role at once.

    Where no mail leaves the house the link is returned, for paper. Refused where the actor does not manage the zone, is
    not yet certainly herself, gives the role to herself, or where the worker has it or has been asked already.
    """
    today = timezone.localdate(at)
    row = Membership(zone_id=zone_id, role=Role(role), since=today)
    may(by, Act.MANAGE_STAFF, row).require()
    address = email.strip().lower()
    rules.may_be_address(address).require()
    with at_sign_in({zone_id}):
        worker = Worker.objects.select_for_update().filter(email__iexact=address).first()
        worker = worker or Worker.objects.create_user(address, name=name)
        rules.may_give_role(
            giver_is_own=queries.is_own(by),
            to_oneself=worker.pk == by.user_id,
            has_it_already=queries.holds_now(worker.pk, zone_id, row.role, on=today),
            is_offered=queries.offers_of(worker.pk, on=today).filter(zone=zone_id, role=role).exists(),
            controls_herself=rules.controls_herself(queries.roles_to_be(worker.pk, zone_id, on=today) | {row.role}),
        ).require()
        if queries.works_in(worker.pk, zone_id, on=today):
            give_role(row, worker, by=by, at=at)
            return LetIn(worker)
        offer, _ = RoleOffer.objects.update_or_create(
            worker=worker,
            zone_id=zone_id,
            role=row.role,
            state=OfferState.WAITING,
            defaults={"name": name, "email": address, "offered_by_id": by.user_id} | _from(at),
        )
        told = {"role": str(row.role), "into": zone_id}
        tell_each_zone("staff.role_offered", worker, by=by, at=at, also=zone_id, about=offer, **told)
        return _send_link(offer, by=by, at=at)


def _from(at: datetime) -> dict[str, Any]:
    return {"offered_at": at, "lapses_on": timezone.localdate(at) + OFFER_HOLDS}


def give_role(row: Membership, worker: Worker, *, by: Actor, at: datetime) -> None:
    """The worker has the role from the row's day; one that ended on that day goes on."""
    row.worker = worker
    earlier = Membership.objects.filter(worker=worker, zone_id=row.zone_id, role=row.role, since=row.since)
    # Given, ended and given again on one day: it is the same role, without its last day.
    if not earlier.update(until=None):
        row.save()
    trail.write("staff.role_given", by=by, at=at, about=worker, zone_id=row.zone_id, role=str(row.role))


def _send_link(offer: RoleOffer, *, by: Actor, at: datetime) -> LetIn:
    """The link is on its way to her own address; where no mail leaves the house it is returned, for paper."""
    worker = offer.worker
    if not queries.has_come_in(worker):
        worker.invited_by_id, worker.invited_at = by.user_id, at
        worker.save(update_fields=["invited_by", "invited_at"])
    if (post := letters.way_out()) is not None:
        link = f"/v/{invitations.token_for(worker, Way.MAIL, offer=offer, by=by.user_id)}/"
        # Not even the language of the letter, which the outbox shows, tells what is known of her.
        to = Worker(pk=worker.pk, email=worker.email)
        post.send(to=to, zone_id=offer.zone_id, wording="invitation", values={"link": link}, at=at)
        trail.write("staff.link_sent", by=by, at=at, about=offer)
        return LetIn(worker, offer)
    way = Way.TERMINAL if by.user_id is None else Way.PAPER
    trail.write("staff.link_printed", by=by, at=at, about=offer, way=str(way))
    return LetIn(worker, offer, token=invitations.token_for(worker, way, offer=offer, by=by.user_id))


@transaction.atomic
def renew_invitation(*, offer_id: int, by: Actor, at: datetime) -> LetIn:
    """She is asked anew, by a new link where the first one went, and every earlier one is dead.

    NotFound where the actor does not manage the zone, or she has answered.
    """
    found = _waiting(by, offer_id)
    if not queries.is_own(by):
        raise Refused("not_yet_ones_own")
    with at_sign_in({found.zone_id}):
        offer = RoleOffer.objects.select_related("worker").get(pk=found.pk)
        offer.offered_at, offer.lapses_on = _from(at).values()
        offer.save(update_fields=["offered_at", "lapses_on"])
        trail.write("staff.invitation_renewed", by=by, at=at, about=offer)
        return _send_link(offer, by=by, at=at)


@transaction.atomic
def accept_invitation(*, token: str, password: str, by: Actor, at: datetime) -> Worker:
    """The worker has the password and may sign in with it, and has the role that the link asked her to take.

    Refused where the link is false, used or old, or is only to be answered by one who signs in.
    """
    worker = invitations.opened(token).worker
    with at_sign_in():
        Worker.objects.select_for_update().get(pk=worker.pk)
    link = invitations.opened(token)
    if not link.may_choose_password:
        raise Refused("invitation_not_valid")
    worker = link.worker
    if link.offer is not None:  # somebody else may have asked her since
        worker.invited_by_id = link.from_whom
    # A forgotten password is another question than whether she is there.
    if not (link.way == Way.TERMINAL and worker.way in (Way.PAPER, Way.EARLIER)):
        worker.way = link.way
    worker.set_password(password)
    with at_sign_in():
        worker.save(update_fields=["password", "way", "invited_by"])
        if worker.own_since is None:
            # Whoever came in before her may have left a key of his own.
            Authenticator.objects.filter(user=worker).delete()
    if link.offer is not None:
        _take(link.offer, by=by, at=at)
    tell_each_zone("staff.invitation_accepted", worker, by=by, at=at, way=worker.way)
    return worker


@transaction.atomic
def ask_for_link(*, email: str, by: Actor, at: datetime) -> None:
    """A link to choose a new password is on its way to the address, where a worker has it; nothing tells whether.

    Nothing happens where no mail leaves the house, or where she asked a moment ago.
    """
    post = letters.way_out()
    with at_sign_in():
        worker = Worker.objects.select_for_update().filter(email__iexact=email.strip(), is_active=True).first()
    if post is None or worker is None or (worker.link_asked_at and worker.link_asked_at > at - ASK_AGAIN):
        return
    zones = queries.zones_of(worker.pk, on=timezone.localdate(at))
    if not zones:
        return
    worker.link_asked_at = at
    with at_sign_in():
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
    worker = _at_terminal(email, by)
    worker.invited_at = at
    with at_sign_in():
        worker.save(update_fields=["invited_at"])
    tell_each_zone("staff.link_printed", worker, by=by, at=at, way=str(Way.TERMINAL))
    return invitations.token_for(worker, Way.TERMINAL, asked=True)


def _at_terminal(email: str, by: Actor) -> Worker:
    if by.user_id is not None or by is NOBODY:
        raise NotFound("not_found")
    with at_sign_in():
        worker = Worker.objects.select_for_update().filter(email__iexact=email.strip(), is_active=True).first()
    if worker is None:
        raise NotFound("not_found")
    return worker


@transaction.atomic
def vouch_for(*, worker_id: int, password: str, by: Actor, at: datetime) -> Worker:
    """The worker who came in on paper counts as a person of her own: the actor has met her, and she has chosen another
    password there and then. Whatever opened the account before opens it no more, since whoever printed her link may
    have it: the password, every window that is signed in, and second steps.

    Refused to whoever printed her link, and where she has not signed in yet. NotFound where the actor manages no zone
    of hers.
    """
    worker = queries.worker_in_reach(by, worker_id)
    Worker.objects.select_for_update().get(pk=worker.pk)
    worker.refresh_from_db()
    return _vouched_for(worker, password, by=by, at=at)


@transaction.atomic
def vouch_at_terminal(*, email: str, by: Actor, at: datetime) -> str:
    """The same, where no other leader can say it: by whoever runs the program on its own machine. She chooses another
    password by the link whose secret part is returned.

    NotFound for everyone else, and for an address that no one has.
    """
    worker = _vouched_for(_at_terminal(email, by), None, by=by, at=at)
    return print_link(email=worker.email, by=by, at=at)


def _vouched_for(worker: Worker, password: str | None, *, by: Actor, at: datetime) -> Worker:
    queries.may_vouch(by, worker).require()
    worker.own_since, worker.vouched_by_id = at, by.user_id
    worker.set_password(password)
    with at_sign_in():
        worker.save(update_fields=["own_since", "vouched_by", "password"])
        Authenticator.objects.filter(user=worker).delete()
    tell_each_zone("staff.vouched_for", worker, by=by, at=at)
    return worker


@transaction.atomic
def take_role(*, offer_id: int, by: Actor, at: datetime) -> Membership:
    """She has the role from today, by her own yes. Refused where the offer has lapsed, was taken back or answered."""
    offer = _offered_to(by, offer_id)
    has_lapsed = offer.lapses_on < timezone.localdate(at)
    rules.may_say_yes(has_lapsed=has_lapsed, is_own=queries.is_own(by)).require()
    return _take(offer, by=by, at=at)


def _take(offer: RoleOffer, *, by: Actor, at: datetime) -> Membership:
    row = Membership(zone_id=offer.zone_id, role=offer.role, since=timezone.localdate(at))
    with at_sign_in({offer.zone_id}):
        _settle(offer, OfferState.ACCEPTED, "staff.role_taken", by=by, at=at)
        if not queries.holds_now(offer.worker_id, offer.zone_id, offer.role, on=row.since):
            give_role(row, offer.worker, by=by, at=at)
    return row


@transaction.atomic
def decline_role(*, offer_id: int, by: Actor, at: datetime) -> None:
    """The offer is answered with no, and she has no role by it."""
    _settle(_offered_to(by, offer_id), OfferState.DECLINED, "staff.role_declined", by=by, at=at)


@transaction.atomic
def withdraw_offer(*, offer_id: int, by: Actor, at: datetime) -> None:
    """The role is offered no more. Refused where she has answered; NotFound for those who do not manage the zone."""
    _settle(_waiting(by, offer_id), OfferState.WITHDRAWN, "staff.offer_withdrawn", by=by, at=at)


def _waiting(by: Actor, offer_id: int) -> RoleOffer:
    offer = queries.offers(by).select_for_update(of=("self",)).filter(pk=offer_id).first()
    if offer is None:
        raise NotFound("not_found")
    return offer


def _offered_to(by: Actor, offer_id: int) -> RoleOffer:
    with at_sign_in():
        offer = RoleOffer.objects.select_for_update().filter(pk=offer_id, worker_id=by.worker_id).first()
    if offer is None:
        raise NotFound("not_found")
    return offer


def _settle(offer: RoleOffer, state: OfferState, what: str, *, by: Actor, at: datetime) -> None:
    OFFER.may_move(offer.state, state).require()
    # By her link she answers without being signed in.
    offer.state, offer.settled_at, offer.settled_by_id = state, at, by.user_id or offer.worker_id
    with at_sign_in():
        offer.save(update_fields=["state", "settled_at", "settled_by"])
        worker = offer.worker
    told = {"role": offer.role, "into": offer.zone_id}
    tell_each_zone(what, worker, by=by, at=at, also=offer.zone_id, about=offer, **told)
