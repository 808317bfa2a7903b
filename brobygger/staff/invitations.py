"""The one-time link: signed, good for seven days, and dead as soon as a password has been chosen with it."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core import signing

from brobygger.base.decision import Refused
from brobygger.staff.states import Way

if TYPE_CHECKING:
    from brobygger.staff.models import Worker

SALT = "brobygger.staff.invitation"
HOLDS = timedelta(days=7)
HOLDS_ASKED = timedelta(hours=2)  # one that she has asked for herself is used at once


def _mark(worker: Worker) -> str:
    """Changes with every new password and every new invitation, so that an earlier link no longer fits."""
    told = f"{worker.pk}|{worker.password}|{worker.invited_at.isoformat() if worker.invited_at else ''}"
    return hashlib.sha256(told.encode()).hexdigest()[:20]


def token_for(worker: Worker, way: Way, *, asked: bool = False) -> str:
    """The secret part of the worker's link, which tells by which way it reaches her; letters that an e-mail carries."""
    signed = signing.dumps([worker.pk, _mark(worker), way, asked], salt=SALT)
    return urlsafe_b64encode(signed.encode()).decode().rstrip("=")


def opened(token: str) -> tuple[Worker, Way]:
    """Whom the link is for and how it came. Refused where it is false, used, replaced by a newer one, or too old."""
    from brobygger.staff.models import Worker

    try:
        signed = urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4)).decode()
        worker_id, mark, way, asked = signing.loads(signed, salt=SALT, max_age=HOLDS)
        if asked:
            signing.loads(signed, salt=SALT, max_age=HOLDS_ASKED)
        worker = Worker.objects.get(pk=worker_id, is_active=True)
    except (signing.BadSignature, ValueError, TypeError, Worker.DoesNotExist) as problem:
        raise Refused("invitation_not_valid") from problem
    if mark != _mark(worker):
        raise Refused("invitation_not_valid")
    return worker, Way(way)
