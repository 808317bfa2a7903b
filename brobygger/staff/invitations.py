"""The one-time link: signed, good for seven days, and dead as soon as a password has been chosen with it."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core import signing
from django.core.exceptions import ObjectDoesNotExist

from brobygger.access.zones import at_sign_in
from brobygger.base.decision import Refused
from brobygger.staff.states import OfferState, Way

if TYPE_CHECKING:
    from brobygger.staff.models import RoleOffer, Worker

SALT = "brobygger.staff.invitation"
HOLDS = timedelta(days=7)
HOLDS_ASKED = timedelta(hours=2)  # one that she has asked for herself is used at once


@dataclass(frozen=True, slots=True)
class Link:
    """Whom a link is for, by which way it reaches her, and what it asks her to take."""

    worker: Worker
    way: Way
    offer: RoleOffer | None
    may_choose_password: bool  # else she has an account, and signs in to answer
    from_whom: int | None  # who had the link made, and on paper may have used it


def _mark(worker: Worker, offer: RoleOffer | None) -> str:
    """Changes with every new password and every new invitation, so that an earlier link no longer fits."""
    asked_at = offer.offered_at if offer else worker.invited_at
    told = f"{worker.pk}|{worker.password}|{asked_at.isoformat() if asked_at else ''}|{offer.pk if offer else ''}"
    return hashlib.sha256(told.encode()).hexdigest()[:20]


def token_for(
    worker: Worker, way: Way, *, asked: bool = False, offer: RoleOffer | None = None, by: int | None = None
) -> str:
    """The secret part of the worker's link, which tells by which way it reaches her and from whom; letters that an
    e-mail carries."""
    # Whoever holds it can read it: by her number one could tell for how long she has been known.
    told = [None if offer else worker.pk, _mark(worker, offer), way, asked, offer.pk if offer else None, by]
    return urlsafe_b64encode(signing.dumps(told, salt=SALT).encode()).decode().rstrip("=")


def opened(token: str) -> Link:
    """What the link is for. Refused where it is false, used, replaced by a newer one, or too old."""
    from brobygger.staff import queries
    from brobygger.staff.models import RoleOffer, Worker

    try:
        signed = urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4)).decode()
        worker_id, mark, way, asked, offer_id, by = signing.loads(signed, salt=SALT, max_age=HOLDS)
        if asked:
            signing.loads(signed, salt=SALT, max_age=HOLDS_ASKED)
        with at_sign_in():
            waiting = RoleOffer.objects.select_related("worker", "zone").filter(state=OfferState.WAITING)
            offer = waiting.get(pk=offer_id) if offer_id else None
            worker = offer.worker if offer else Worker.objects.get(pk=worker_id, is_active=True)
    except (signing.BadSignature, ValueError, TypeError, ObjectDoesNotExist) as problem:
        raise Refused("invitation_not_valid") from problem
    if mark != _mark(worker, offer):
        raise Refused("invitation_not_valid")
    may = offer is None or (worker.is_active and queries.may_choose_by_link(worker, offer.zone_id))
    return Link(worker, Way(way), offer, may_choose_password=may, from_whom=by)
