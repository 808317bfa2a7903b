"""The package for a receiver outside: a tagged PDF and a JSON file, of what was sent and of nothing else."""

import json
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base.decision import NotFound, Refused
from brobygger.referrals import paper
from brobygger.referrals.contents import from_text
from brobygger.referrals.models import Package, Referral
from brobygger.referrals.sending import open_package
from brobygger.trail import actions as trail

VERSION = 1


def package_pdf(by: Actor, referral_id: int, *, at: datetime) -> tuple[str, bytes]:
    """The name of the file, which is the token, and the PDF. Refused where nothing is with a receiver outside."""
    package = _package(by, referral_id)
    trail.write("referrals.package_downloaded", by=by, at=at, about=package.referral, kind="pdf")
    with override(package.receiver.language):
        made = paper.pdf(package, from_text(package.contents))
    return f"{package.referral.token}.pdf", made


def package_json(by: Actor, referral_id: int, *, at: datetime) -> tuple[str, bytes]:
    """The name of the file, which is the token, and the JSON. Refused where nothing is with a receiver outside."""
    package = _package(by, referral_id)
    trail.write("referrals.package_downloaded", by=by, at=at, about=package.referral, kind="json")
    text = json.dumps(as_json(package, from_text(package.contents)), ensure_ascii=False, indent=2)
    return f"{package.referral.token}.json", f"{text}\n".encode()


def as_json(package: Package, told: dict[str, Any]) -> dict[str, Any]:
    """The package as formats/referral_package.schema.json describes it."""
    referral, consent = package.referral, package.referral.consent
    zone = referral.zone
    return {
        "format": "brobygger-referral-package",
        "version": VERSION,
        "token": referral.token,
        "sent_at": timezone.localtime(package.sent_at).isoformat(timespec="seconds"),
        "sender": {"organisation": zone.organisation.name, "unit": zone.name},
        "receiver": {"name": package.receiver.name},
        "programme": referral.case.programme.key,
        "purpose": package.purpose,
        "basis": {
            "kind": package.basis,
            "text": package.basis_text,
            "consent": {
                "wording": consent.wording_text,
                "language": consent.language,
                "interpreter": consent.interpreter,
                "given_at": timezone.localtime(consent.given_at).isoformat(timespec="seconds"),
                "until": consent.until.isoformat() if consent.until else None,
            },
        },
        "fields": list(package.fields),
        "contents": told,
    }


def _package(by: Actor, referral_id: int) -> Package:
    rows = scope(by, Act.SEND_REFERRAL, Referral.objects.all())
    referral = rows.filter(pk=referral_id).first()
    if referral is None:
        raise NotFound("not_found")
    package = open_package(referral)
    if package is None or package.receiver.to_zone_id is not None:
        raise Refused("nothing_to_hand_over")
    return package
