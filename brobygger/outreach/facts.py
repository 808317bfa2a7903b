"""What goes in and out of outreach: rows of the list, the call page, what a worker writes down. No Django, no clock."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from brobygger.base.decision import Decision
from brobygger.outreach.filters import SECTIONS, Filters
from brobygger.outreach.wishes import Wishes
from brobygger.people.channels import Channel
from brobygger.people.rules import Hazards
from brobygger.programmes.policy import Policy, Step

__all__ = [
    "SECTIONS",
    "Attempt",
    "CallLine",
    "CallPage",
    "Card",
    "Corrected",
    "Day",
    "Filters",
    "Found",
    "Joined",
    "ListPage",
    "Number",
    "Opened",
    "Passed",
    "Row",
    "SavedCall",
    "Step",
    "StoppedNumber",
    "Told",
    "Wishes",
]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One dot of a row: when she was rung and what came of it."""

    at: datetime
    result: str


@dataclass(frozen=True, slots=True)
class Row:
    """A person on the call list; times are Danish."""

    case_id: int
    name: str
    guardian: str  # who is rung about a minor; empty where the person is rung
    age_group: str
    role: str
    incident_type: str
    language: str
    state: str
    window_until: date
    days_left: int
    attempts: tuple[Attempt, ...]  # newest last
    attempts_made: int
    ring_from: datetime
    agreed: bool
    ring_days: int
    ring_hour_from: int
    ring_hour_to: int
    follow_until: date | None
    tags: tuple[str, ...]
    held_by: int | None
    held_by_name: str
    held_by_me: bool
    hold_is_stale: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the list, and the cursors to the pages beside it."""

    rows: tuple[Row, ...]
    newer: str | None
    older: str | None
    total: int
    capped: bool
    held_by_me: tuple[Row, ...]
    agreed: tuple[
        Row, ...
    ]  # calls agreed for today, or missed lately, by their time; before the first page alone, rung yet or not
    filters: Filters
    opens_at: datetime | None
    closes_at: int | None  # the hour until which is rung, where it is rung now
    policy: Policy  # that the list was made by


@dataclass(frozen=True, slots=True)
class Day:
    """How the day stands in the zone; `waiting` holds the hours of today that people wait for."""

    rung: int
    reached: int
    accepted: int
    rung_by_me: int
    waiting: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A person found by name or number."""

    case_id: int
    name: str
    guardian: str
    state: str
    age_group: str
    role: str
    incident_type: str
    window_until: date
    held_by_name: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the worker writes down about a call."""

    result: str
    decline_reason: str = ""
    language: str = ""
    interpreter: bool = False
    interpreter_language: str = ""
    note: str = ""
    again_at: datetime | None = None
    follow_until: date | None = None
    wishes: Wishes | None = None
    consent_wording_id: int | None = None
    number_id: int | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is shown, once the card has been seen."""

    id: int
    number: str
    pairs: str
    tel: str
    shared_with_accused: bool
    beside: str  # the words by it: “mor”


@dataclass(frozen=True, slots=True)
class StoppedNumber:
    ending: str
    because: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Card:
    """The contact-safety card, and what it means at this moment."""

    basis: str
    may_ring: Decision  # now, with the reason
    may_leave_voicemail: bool  # said lately enough to lean on
    may_say_who_we_are: bool
    ask_again: bool
    days: int
    hour_from: int
    hour_to: int
    who_else_may_answer: str
    wishes: str
    interpreter: bool
    interpreter_language: str
    hazards: Hazards
    do_not_contact: bool
    confirmed_on: date | None
    messages: dict[Channel, Decision]  # what else may be sent to her now
    said_yes_to: frozenset[Channel]  # said lately enough to lean on
    email_to: str
    where_to_write: str
    word_when_safe: str
    word_when_unsafe: str
    cover_story: str


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call that was made; the note is only there for those who may read the case."""

    call_id: int
    at: datetime
    by_name: str
    result: str
    decline_reason: str
    number_stopped: bool
    undone: bool
    again_at: datetime | None
    follow_until: date | None
    note: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """What was written in a call that came to nothing; it allows nothing."""

    at: datetime
    by_name: str
    form: dict[str, Any]
    said_since: bool  # the card was filled in later than this
    mine: bool  # it stands in the worker's own open call


@dataclass(frozen=True, slots=True)
class Joined:
    """A registration that shares the case: what happened, as little as the call needs."""

    incident_type: str
    role: str
    occurred_on: date | None
    identified_on: date
    state: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """The police corrected something of an incident that shares the case: which fields, by their codes."""

    at: datetime
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallPage:
    """All that the call page shows, and no more of the report than the worker needs."""

    case_id: int
    person_id: int
    zone_id: int
    programme_id: int
    state: str
    call_id: int | None
    call_by_me: bool
    unconfirmed: tuple[Unconfirmed, ...]
    held_by: int | None
    held_by_name: str
    held_by_me: bool
    held_since: datetime | None
    hold_is_stale: bool
    may_take_over: Decision
    first_name: str
    full_name: str
    age: int | None
    age_group: str
    role: str
    incident_type: str
    language: str
    spoken_language: str
    interpreter: bool
    for_minor: bool
    minor_first_name: str
    minor_full_name: str
    tags: tuple[str, ...]
    card: Card
    card_seen: bool
    numbers: tuple[Number, ...]
    stopped: tuple[StoppedNumber, ...]
    unread: tuple[str, ...]  # numbers that could not be read, as the police wrote them
    has_number: bool
    window_until: date
    days_left: int
    attempts_made: int
    most_attempts: int
    ring_from: datetime
    hours: tuple[tuple[int, int], ...]
    next_suggested: datetime | None
    script: tuple[Step, ...]
    script_language: str
    script_fallback: bool
    consent_wording_id: int | None
    consent_text: str
    consent_language: str
    consent_fallback: bool
    form: dict[str, Any]
    form_by: str  # who wrote what stands in it, where that is another, whose role is over
    kept_at: datetime | None
    calls: tuple[CallLine, ...]
    joined: tuple[Joined, ...]
    corrected: tuple[Corrected, ...]
    referral_token: str
    follow_until: date | None
    withheld_prefix: str
    undo: int | None
    undo_until: datetime | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that the worker now holds; without a call where there is nobody to ring."""

    case_id: int
    call_id: int | None
    resumed: bool


@dataclass(frozen=True, slots=True)
class Passed:
    """How many cases were closed because a date had passed."""

    window: int
    follow: int


@dataclass(frozen=True, slots=True)
class SavedCall:
    """What a saved call led to."""

    call_id: int
    case_id: int
    state: str
    ring_from: datetime | None
    undo_until: datetime
    referral_token: str = ""
