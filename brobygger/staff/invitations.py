"""The one-time link: signed, good for seven days, and dead as soon as a password has been chosen with it."""

from __future__ import annotations

import hashlib

from django.core import signing

from brobygger.base.decision import Refused
from brobygger.staff.models import Worker

SALT = "brobygger.staff.invitation"
DAYS = 7


def _mark(worker: Worker) -> str:
    """Changes with every new password and every new invitation, so that an earlier link no longer fits."""
    told = f"{worker.pk}|{worker.password}|{worker.invited_at.isoformat() if worker.invited_at else ''}"
    return hashlib.sha256(told.encode()).hexdigest()[:20]


def token_for(worker: Worker) -> str:
    """The secret part of the worker's link."""
    return signing.dumps([worker.pk, _mark(worker)], salt=SALT)


def worker_of(token: str) -> Worker:
    """The worker whom the link invites. Refused where it is false, used, replaced by a newer one, or too old."""
    try:
        worker_id, mark = signing.loads(token, salt=SALT, max_age=DAYS * 24 * 3600)
        worker = Worker.objects.get(pk=worker_id, is_active=True)
    except (signing.BadSignature, ValueError, TypeError, Worker.DoesNotExist) as problem:
        raise Refused("invitation_not_valid") from problem
    if mark != _mark(worker):
        raise Refused("invitation_not_valid")
    return worker
