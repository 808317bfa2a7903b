"""The sender's writing door once there is a referral: send it, call it back, give it up, withdraw the consent."""

import re
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.codes import AgeGroup
from brobygger.base.decision import NotFound, Refused
from brobygger.base.sealed import fingerprint
from brobygger.cases.coming_of_age import spoke_for_adult
from brobygger.cases.correcting import WAITS_FOR_A_CALL
from brobygger.cases.models import Case
from brobygger.cases.states import CaseState
from brobygger.people import queries as people
from brobygger.programmes import policy_queries
from brobygger.referrals import coverage, crossing, links
from brobygger.referrals.contents import Contents, as_text, contents_of, only
from brobygger.referrals.models import Package, Receiver, Referral
from brobygger.referrals.rules import MOST_NOTE, SendFacts, may_send, may_withdraw, must_go_along
from brobygger.referrals.state_change import close, move
from brobygger.referrals.states import (
    AT_THE_RECEIVER,
    UNDER_WAY,
    ArrivalState,
    Field,
    LinkKind,
    Nothing,
    ReferralState,
    Stopped,
)
from brobygger.trail import actions as trail

CONSENT = "consent"
LIKE_A_CPR_NUMBER = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d\d[- ]?\d{4}(?!\d)")


def referral_for_writing(by: Actor, referral_id: int) -> Referral:
    """The referral, locked; NotFound where the actor may not send it."""
    rows = scope(by, Act.SEND_REFERRAL, Referral.objects.select_for_update(of=("self",)))
    found = rows.select_related("consent__wording", "case__person__contact_plan").filter(pk=referral_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def send_facts(referral: Referral, told: Contents, *, today: date, receiver: Receiver | None = None) -> SendFacts:
    """What the rules ask of the referral as it stands."""
    return SendFacts(
        state=referral.state,
        today=today,
        consent_withdrawn=referral.consent.withdrawn_at is not None,
        stopped_because=referral.steps.order_by("-at", "-id").values_list("reason", flat=True).first() or "",
        consent_until=referral.consent.until,
        do_not_contact=people.plan_of(referral.case.person).do_not_contact,
        spoke_for_adult=spoke_for_adult(referral.case, today),
        has_number=bool(told.get(Field.NUMBERS)),
        receiver_chosen=receiver is not None,
        receiver_gone=receiver is not None and receiver.gone_at is not None,
    )


def seen(told: Contents) -> str:
    """A keyed fingerprint of what was shown before sending: what crosses is what was seen, or nothing crosses."""
    return fingerprint("package", as_text(told)).hex()


def clean_note(note: str) -> str:
    """The note as it crosses. Refused where it is too long, or holds what looks like a CPR number."""
    note = "\n".join(" ".join(line.split()) for line in note.replace("\x00", "").strip().splitlines())
    if len(note) > MOST_NOTE:
        raise Refused("note_too_long")
    if LIKE_A_CPR_NUMBER.search(note):
        raise Refused("note_holds_cpr")
    return note


@transaction.atomic
def send_referral(
    *, referral_id: int, receiver_id: int, ticked: Collection[str], note: str, seen_as: str, by: Actor, at: datetime
) -> Referral:
    """The ticked fields, and no others, are with the receiver; an outside one has a one-time link in its mail.

    Refused where the consent does not cover them, where the receiver is gone, or where what would cross is not what
    was seen; the referral then stays to be sent.
    """
    referral = referral_for_writing(by, referral_id)
    receiver = Receiver.objects.select_for_update().filter(zone_id=referral.zone_id, pk=receiver_id).first()
    known = contents_of(by, referral)
    note = clean_note(note) if Field.NOTE in ticked else ""
    told, covered = only(known, ticked, note), coverage.of_consent(referral.consent)
    today = timezone.localdate(at)
    facts = send_facts(referral, known, today=today, receiver=receiver)
    required = must_go_along(covered.required, covered.fields, known)
    may_send(facts, ticked=set(told), covers=covered.fields, required=required).require()
    if seen(told) != seen_as:
        raise Refused("contents_changed")
    assert receiver is not None  # noqa: S101 - `may_send` has refused where no receiver was chosen
    package = _package(referral, receiver, told, covered, today=today, by=by, at=at)
    move(referral, ReferralState.SENT, by=by, at=at, package=package)
    referral.followed_by_id = by.worker_id
    referral.save(update_fields=["followed_by"])
    if receiver.to_zone_id is not None:
        crossing.arrive(package, told=told, contents=as_text(told), at=at)
    else:
        links.send(package, LinkKind.ANSWER, wording="referral_waits", by=by, at=at)
    trail.write(
        "referrals.referral_sent", by=by, at=at, about=referral, receiver=receiver.pk, fields=len(package.fields)
    )
    return referral


def _package(
    referral: Referral,
    receiver: Receiver,
    told: Contents,
    covered: coverage.Covered,
    *,
    today: date,
    by: Actor,
    at: datetime,
) -> Package:
    with override(receiver.language):
        basis = policy_queries.legal_basis(CONSENT, today)
        basis_text = f"{basis.reference}. {basis.text}"
    return Package.objects.create(
        zone_id=referral.zone_id,
        referral=referral,
        receiver=receiver,
        purpose=covered.purpose_en if receiver.language == "en" else covered.purpose_da,
        basis=CONSENT,
        basis_text=basis_text,
        fields=[field.value for field in Field if field.value in told],
        contents=as_text(told),
        sent_at=at,
        sent_by_id=by.worker_id,
    )


def open_package(referral: Referral) -> Package | None:
    """The package that is with a receiver now."""
    rows = Package.objects.select_related("receiver", "referral").filter(referral=referral, closed_at__isnull=True)
    return rows.first()


@transaction.atomic
def call_back(*, referral_id: int, by: Actor, at: datetime) -> Referral:
    """The referral is to be sent again, and its receiver no longer has what was sent. Refused once it has accepted."""
    referral = referral_for_writing(by, referral_id)
    if referral.state == ReferralState.TO_BE_SENT:
        raise Refused("referral_cannot_move")
    package = open_package(referral)
    move(referral, ReferralState.TO_BE_SENT, by=by, at=at, package=package, reason="called_back")
    if package is not None:
        crossing.stop_at_receiver(package, ArrivalState.CALLED_BACK, at=at)
        links.revoke(package, at=at)
        close(package, Package.Closed.CALLED_BACK, at=at)
    trail.write("referrals.referral_called_back", by=by, at=at, about=referral)
    return referral


@transaction.atomic
def give_up(*, referral_id: int, reason: str, by: Actor, at: datetime) -> Referral:
    """A referral that waits to be sent came to nothing, and why. Refused without a reason."""
    if reason not in Nothing.values:
        raise Refused("reason_missing")
    referral = referral_for_writing(by, referral_id)
    if referral.state != ReferralState.TO_BE_SENT:
        raise Refused("referral_cannot_move")
    move(referral, ReferralState.CAME_TO_NOTHING, by=by, at=at, reason=reason)
    trail.write("referrals.referral_given_up", by=by, at=at, about=referral, reason=reason)
    return referral


@transaction.atomic
def withdraw_consent(*, referral_id: int, by: Actor, at: datetime) -> Referral:
    """No one contacts her any more, neither here nor at the receiver, who is told at once."""
    referral = referral_for_writing(by, referral_id)
    may_withdraw(referral.state).require()
    package = open_package(referral)
    consent = referral.consent
    consent.withdrawn_at, consent.withdrawn_by_id = at, by.user_id
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _stop_everywhere(referral, package, by=by, at=at)
    crossing.stop_person(referral.case.person, by=by, at=at)
    trail.write("referrals.consent_withdrawn", by=by, at=at, about=referral)
    return referral


@transaction.atomic
def stop_for_corrected(*, zone_id: int, by: Actor, at: datetime) -> int:
    """Those who turned out to be accused, or under 18, after they were carried on are contacted at neither end.

    Such a case has left the target group, or is to be answered anew by a guardian, although she had said yes; nothing
    else takes it there while the referral stands. The receiver does not learn that she is accused.
    """
    if zone_id not in zones_for(by, Act.PASS_DATES):
        raise NotFound("not_found")
    rows = Referral.objects.select_for_update(of=("self",)).filter(
        zone_id=zone_id, state__in={*UNDER_WAY, *AT_THE_RECEIVER}
    )
    accused = Q(case__state=CaseState.NOT_IN_TARGET_GROUP)
    # Where her guardian had an open case, hers has ended and joined it.
    minor = Q(case__state__in=WAITS_FOR_A_CALL) | Q(case__state=CaseState.STOPPED, case__age_group=AgeGroup.G0_17)
    found = list(rows.filter(accused | minor).select_related("case__person"))
    for referral in found:
        is_accused = referral.case.state == CaseState.NOT_IN_TARGET_GROUP
        told = Stopped.STOPPED if is_accused else Stopped.MINOR
        reason = "accused" if is_accused else str(told)
        _stop_everywhere(referral, open_package(referral), by=by, at=at, reason=reason, told=told)
    return len(found)


def _stop_everywhere(
    referral: Referral, package: Package | None, *, by: Actor, at: datetime, reason: str = "", told: str = ""
) -> None:
    move(referral, ReferralState.WITHDRAWN, by=by, at=at, package=package, reason=reason)
    if package is not None:
        crossing.stop_at_receiver(package, ArrivalState.WITHDRAWN, at=at, reason=told)
        links.revoke(package, at=at)
        close(package, Package.Closed.WITHDRAWN, at=at)
        if package.receiver.to_zone_id is None:
            links.send(package, LinkKind.STOPPED, wording="referral_withdrawn", by=by, at=at)


@transaction.atomic
def send_new_link(*, referral_id: int, by: Actor, at: datetime) -> None:
    """The outside receiver has a new one-time link in its mail; the one before opens nothing any more.

    Refused where nothing is waited for, and where the receiver is gone.
    """
    referral = referral_for_writing(by, referral_id)
    package = open_package(referral)
    kind = links.kind_wanted(referral.state)
    if package is None or kind is None or package.receiver.to_zone_id is not None:
        raise Refused("no_link_wanted")
    if package.receiver.gone_at is not None:
        raise Refused("receiver_gone")
    links.send(package, kind, wording="referral_reminder", by=by, at=at)


def case_has_gone(case: Case) -> bool:
    """Whether a referral of the case is with a receiver: then the call that made it cannot be undone."""
    gone = (ReferralState.SENT, ReferralState.RECEIVED, ReferralState.ACCEPTED, ReferralState.FIRST_CONTACT)
    return Referral.objects.filter(zone_id=case.zone_id, case=case, state__in=gone).exists()
