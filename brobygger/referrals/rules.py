"""What may cross, when, to whom; and when a one-time link can be used. Facts in, a decision out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from brobygger.base.decision import YES, Decision, no
from brobygger.referrals.states import REFERRAL, Field, ReferralState

# What a wording covers that says no more than the shipped first one: name, number, kind of incident, safe hours.
NARROW = (Field.NAME, Field.NUMBERS, Field.CONTACT, Field.INCIDENT_TYPE)
REQUIRED = (Field.NAME, Field.NUMBERS, Field.CONTACT)
# Nobody rings a guardian without knowing whom it is about.
REQUIRED_OF_GUARDIAN = (*REQUIRED, Field.CHILD)
MOST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class SendFacts:
    """What is asked before a package crosses."""

    state: str
    today: date
    consent_withdrawn: bool = False
    stopped_because: str = ""  # where contact was stopped and the person did not withdraw
    consent_until: date | None = None
    do_not_contact: bool = False
    spoke_for_adult: bool = False
    has_number: bool = True
    receiver_chosen: bool = True
    receiver_gone: bool = False


def must_go_along(required: Collection[str], covers: Collection[str], contents: Mapping[Any, Any]) -> set[str]:
    """What the words of the consent demand; and the language where it is not Danish, or nobody could speak with her."""
    spoken = contents.get(Field.LANGUAGE) or {}
    foreign = spoken.get("interpreter") or spoken.get("language") not in (None, "", "da")
    return {*required, *([Field.LANGUAGE] if foreign and Field.LANGUAGE in covers else [])}


def may_prepare(facts: SendFacts) -> Decision:
    """Whether the referral can be sent at all; which receiver and which fields are asked afterwards."""
    if facts.state == ReferralState.WITHDRAWN:
        return no(refused_as(facts.stopped_because))
    if facts.state != ReferralState.TO_BE_SENT:
        return no("referral_cannot_move")
    if facts.consent_withdrawn:
        return no("consent_withdrawn")
    if facts.consent_until is not None and facts.today > facts.consent_until:
        return no("consent_run_out")
    if facts.do_not_contact:
        return no("do_not_contact")
    if facts.spoke_for_adult:
        return no("has_come_of_age")
    if not facts.has_number:
        return no("no_number_to_send")
    return YES


def may_send(
    facts: SendFacts, *, ticked: Collection[str], covers: Collection[str], required: Collection[str]
) -> Decision:
    """Whether exactly these fields may cross to the receiver, under this consent."""
    prepared = may_prepare(facts)
    if not prepared:
        return prepared
    if not facts.receiver_chosen:
        return no("receiver_missing")
    if facts.receiver_gone:
        return no("receiver_gone")
    if not set(ticked) <= set(covers):
        return no("not_covered_by_consent")
    if not set(required) <= set(ticked):
        return no("required_field_missing")
    return YES


def refused_as(reason: str) -> str:
    """The code by which one whose arrival was stopped is refused: withdrawn, unless something else is noted."""
    return {"minor": "person_is_minor", "stopped": "all_contact_stopped", "accused": "all_contact_stopped"}.get(
        reason, "consent_withdrawn"
    )


def may_withdraw(state: str) -> Decision:
    """A consent can be withdrawn in every state but where it has been already."""
    if state in (ReferralState.WITHDRAWN, ReferralState.TAKEN_BACK):
        return no("consent_withdrawn")
    return REFERRAL.may_move(state, ReferralState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """A one-time link as it stands."""

    kind: str
    expires_at: datetime
    used: bool = False
    revoked: bool = False
    consent_withdrawn: bool = False
    receiver_gone: bool = False
    package_closed: bool = False


def may_use_link(facts: LinkFacts, at: datetime) -> Decision:
    """Whether the link can be used; the thing that the receiver most needs to know is told first."""
    if facts.consent_withdrawn and facts.kind != "stopped":
        return no("link_withdrawn")
    if facts.used:
        return no("link_used")
    if facts.receiver_gone and facts.kind != "stopped":
        return no("link_receiver_gone")
    if facts.package_closed and facts.kind != "stopped":
        return no("link_closed")
    if facts.revoked:
        return no("link_replaced")
    if at >= facts.expires_at:
        return no("link_expired")
    return YES
