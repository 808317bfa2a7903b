"""May she be rung, now, and what may be said? Nothing recorded is no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from brobygger.base.decision import YES, Decision, no

# What she said about messages and other ears is asked again after this long: it was true then (domain: safe contact).
ASK_AGAIN_DAYS = 14


@dataclass(frozen=True, slots=True)
class CardFacts:
    """The contact card as the rules read it; the defaults are those of a person about whom nothing is recorded."""

    basis: str = "none"
    may_ring: bool = False
    do_not_contact: bool = False
    days: int = 127  # bit 0 is Monday
    hour_from: int = 0
    hour_to: int = 24
    may_say_who_we_are: bool = False
    may_leave_voicemail: bool = False
    confirmed_at: datetime | None = None
    has_number: bool = False
    is_minor: bool = False  # herself under 18: then the guardian is rung, never the child


def may_ring(card: CardFacts, at: datetime) -> Decision:
    """Whether the person may be rung at the (Danish local) time; the first thing in the way is told."""
    if card.do_not_contact:
        return no("do_not_contact")
    if card.is_minor:
        return no("minor_is_not_rung")
    if card.basis == "none" or not card.may_ring:
        return no("nothing_recorded")
    if not card.has_number:
        return no("no_number")
    return within_wishes(card, at)


def within_wishes(card: CardFacts, at: datetime) -> Decision:
    """Whether the (Danish local) time lies in the days and hours that she has said are safe."""
    if not card.days >> at.weekday() & 1:
        return no("not_her_day")
    if not card.hour_from <= at.hour < card.hour_to:
        return no("not_her_hours")
    return YES


def must_ask_again(card: CardFacts, at: datetime) -> bool:
    """Whether what she said is too old to lean on: asked again in the next call, and until then not allowed."""
    if card.basis in ("none", "first_contact"):
        return False
    return card.confirmed_at is None or (at - card.confirmed_at).days >= ASK_AGAIN_DAYS


def may_leave_voicemail(card: CardFacts, at: datetime) -> Decision:
    """Whether a message may be left: only where she said so, and lately."""
    return _lately_allowed(card, card.may_leave_voicemail, at)


def may_say_who_we_are(card: CardFacts, at: datetime) -> Decision:
    """Whether anyone else who answers may hear where the call comes from: only where she said so, and lately."""
    return _lately_allowed(card, card.may_say_who_we_are, at)


def _lately_allowed(card: CardFacts, allowed: bool, at: datetime) -> Decision:
    if card.do_not_contact:
        return no("do_not_contact")
    if card.basis == "none" or not allowed:
        return no("nothing_recorded")
    return no("asked_too_long_ago") if must_ask_again(card, at) else YES
