"""What the sender sees before anything crosses: each field that could, those that may not, and on what basis."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base.alphabet import ByName
from brobygger.base.decision import Decision, NotFound
from brobygger.programmes import policy_queries
from brobygger.programmes.models import LegalBasis
from brobygger.referrals import coverage
from brobygger.referrals.contents import contents_of
from brobygger.referrals.coverage import Covered
from brobygger.referrals.models import Receiver, Referral
from brobygger.referrals.rules import may_prepare, must_go_along
from brobygger.referrals.sending import CONSENT, send_facts
from brobygger.referrals.states import Field
from brobygger.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Offered:
    """One field that could cross: what it would say, whether the consent covers it, whether it must go along."""

    field: Field
    value: Any
    covered: bool
    required: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """The send page: the referral, its fields, where it can go, and whether it can go at all."""

    referral: Referral
    offered: tuple[Offered, ...]
    contents: dict[str, Any]
    covered: Covered
    basis: LegalBasis
    receivers: tuple[Receiver, ...]
    may: Decision

    @property
    def note_is_covered(self) -> bool:
        return Field.NOTE in self.covered.fields


def prepared(by: Actor, referral_id: int, *, at: datetime) -> Prepared:
    """The send page's facts; that they were read stands in the trail. NotFound where the actor may not send it."""
    rows = scope(by, Act.SEND_REFERRAL, Referral.objects.all())
    rows = rows.select_related("consent__wording", "consent__asked_by", "case__person__contact_plan")
    referral = rows.filter(pk=referral_id).first()
    if referral is None:
        raise NotFound("not_found")
    trail.write("referrals.package_seen", by=by, at=at, about=referral)
    told, covered, today = contents_of(by, referral), coverage.of_consent(referral.consent), timezone.localdate(at)
    required = must_go_along(covered.required, covered.fields, told)
    offered = tuple(
        Offered(field, told[field], field in covered.fields, field in required) for field in Field if field in told
    )
    open_ones = Receiver.objects.filter(zone_id=referral.zone_id, gone_at__isnull=True).order_by(ByName("name"))
    return Prepared(
        referral=referral,
        offered=offered,
        contents=told,
        covered=covered,
        basis=policy_queries.legal_basis(CONSENT, today),
        receivers=tuple(open_ones),
        may=may_prepare(send_facts(referral, told, today=today)),
    )
