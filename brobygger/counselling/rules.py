"""What may be done now with a conversation, from facts alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from brobygger.base.decision import YES, Decision, no

UNDO_SECONDS = 60
USUAL_MINUTES = 60
EARLY = timedelta(minutes=15)  # a conversation may begin a little before the hour


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """A conversation whose outcome someone regrets."""

    state: str
    outcome_at: datetime | None
    by_me: bool


def may_plan(starts_at: datetime, *, now: datetime) -> Decision:
    """Whether a conversation can be agreed for the time: only one to come."""
    return YES if starts_at > now else no("time_has_passed")


def may_note(outcome: str, *, starts_at: datetime, now: datetime) -> Decision:
    """Whether the outcome can be noted yet: a conversation can be cancelled before it begins, and no more."""
    return YES if outcome == "cancelled" or now >= starts_at - EARLY else no("not_held_yet")


def may_undo(facts: OutcomeFacts, *, now: datetime) -> Decision:
    """Whether the outcome can be taken back: by the one who noted it, within the minute."""
    if facts.outcome_at is None or not facts.by_me:
        return no("undo_too_late")
    return YES if now - facts.outcome_at <= timedelta(seconds=UNDO_SECONDS) else no("undo_too_late")
