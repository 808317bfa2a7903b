"""A referral's way in plain sentences, and what waits next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brobygger.base.workdays import day_of
from brobygger.desk import when
from brobygger.referrals.models import StepTaken
from brobygger.referrals.queries import Line, Page
from brobygger.referrals.states import (
    OPEN_AGAIN,
    STOPPED_HERE,
    UNANSWERED,
    UNDER_WAY,
    Declined,
    Field,
    Nothing,
    ReferralState,
)

S = ReferralState

BY_SENDER = {
    S.TO_BE_SENT: gettext_lazy("%(name)s made the referral; the person had said yes."),
    S.SENT: gettext_lazy("%(name)s sent it to %(receiver)s."),
    S.CAME_TO_NOTHING: gettext_lazy("%(name)s noted that it came to nothing."),
    S.WITHDRAWN: gettext_lazy("%(name)s noted that the person withdrew the consent. All contact stopped."),
    S.TAKEN_BACK: gettext_lazy("%(name)s undid the call, and the referral with it."),
}
BY_RECEIVER = {
    S.TO_BE_SENT: gettext_lazy("%(receiver)s could not take it. It is to be sent again."),
    S.RECEIVED: gettext_lazy("%(receiver)s has received it."),
    S.ACCEPTED: gettext_lazy("%(receiver)s has accepted it."),
    S.FIRST_CONTACT: gettext_lazy("%(receiver)s has made first contact."),
    S.HELD: gettext_lazy("%(receiver)s has held the conversation."),
    S.CAME_TO_NOTHING: gettext_lazy("%(receiver)s says that it came to nothing."),
    S.WITHDRAWN: gettext_lazy("The person withdrew the consent at %(receiver)s. All contact stopped."),
}
LEADS = {
    S.TO_BE_SENT: gettext_lazy("Waits to be sent. The person has said yes, and waits too."),
    S.SENT: gettext_lazy("Sent, and not opened yet."),
    S.RECEIVED: gettext_lazy("Received. The receiver has not said yes or no yet."),
    S.ACCEPTED: gettext_lazy("Accepted. The receiver has not told of a first contact yet."),
    S.FIRST_CONTACT: gettext_lazy("First contact made. The conversation is still to come."),
    S.HELD: gettext_lazy("The conversation has been held. Nothing more is due here."),
    S.CAME_TO_NOTHING: gettext_lazy("It came to nothing. Nothing more is due here."),
    S.WITHDRAWN: gettext_lazy("The consent has been withdrawn. No one may contact the person about this."),
    S.TAKEN_BACK: gettext_lazy("Taken back with the call that made it."),
}
WHY = dict(Declined.choices) | dict(Nothing.choices)


def as_token(typed: str) -> str:
    """The token as it is written, however it was typed."""
    plain = "".join(letter for letter in typed.upper() if letter.isalnum())
    if plain.startswith("BRO") and len(plain) == 11:
        return f"BRO-{plain[3:7]}-{plain[7:]}"
    return f"BRO-{plain[:4]}-{plain[4:]}" if len(plain) == 8 else typed.strip().upper()


@dataclass(frozen=True, slots=True)
class Section:
    state: str
    label: str
    count: int
    here: bool


def sections(counts: Mapping[str, int], show: str) -> list[Section]:
    """All that are under way, then each state that holds any."""
    total = sum(counts.get(state.value, 0) for state in UNDER_WAY)
    known = show in S.values
    first = Section("", _("Under way"), total, not known)
    return [first] + [
        Section(state.value, str(state.label), counts.get(state.value, 0), show == state.value)
        for state in S
        if counts.get(state.value) or show == state.value
    ]


@dataclass(frozen=True, slots=True)
class Row:
    referral_id: int
    token: str
    state: str
    stood: str
    receiver: str
    made: str
    by: str
    to_be_sent: bool


def lines(found: Iterable[Line], *, now: datetime) -> list[Row]:
    """Each referral on a line, with how long it has stood where it stands."""
    return [
        Row(
            one.referral_id,
            one.token,
            str(S(one.state).label),
            stood(one.state_at, now),
            one.receiver_name,
            when.day_and_clock(one.made_at, now),
            one.made_by_name,
            one.state == S.TO_BE_SENT,
        )
        for one in found
    ]


def stood(since: datetime, now: datetime) -> str:
    """How long it has stood still, as one says it."""
    days = (day_of(now) - day_of(since)).days
    if days < 1:
        return _("since %(time)s today") % {"time": when.clock(since)}
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def corrected(page: Page) -> bool:
    """Whether contact was stopped since the police corrected who she is, and not because she withdrew."""
    return bool(page.steps) and page.steps[-1].reason in ("accused", "minor")


def stopped_there(steps: Sequence[StepTaken]) -> str:
    """Of whom the last that the receiver told is that the person wants no contact: that in words, else empty."""
    newest = steps[-1] if steps else None
    if newest is None or newest.reason != STOPPED_HERE:
        return ""
    receiver = newest.package.receiver.name if newest.package else _("The receiver")
    return _(
        "%(receiver)s tells that the person wants no more contact. Nobody rings or writes; %(receiver)s decides whether"
        " the help ends."
    ) % {"receiver": receiver}


def lead(page: Page, *, now: datetime) -> str:
    """Where it stands and since when."""
    words = str(LEADS[S(page.referral.state)])
    if corrected(page):
        words = _("All contact has been stopped. No one may contact the person about this.")
    words = stopped_there(page.steps) or words
    since = _("Since %(when)s.") % {"when": when.day_and_clock(page.referral.state_at, now)}
    return f"{words} {since}"


@dataclass(frozen=True, slots=True)
class Event:
    day: str
    clock: str
    said: str
    why: str


def steps(page: Page, *, now: datetime) -> list[Event]:
    """The steps so far, newest first."""
    today = day_of(now)
    events = [step_event(one, today) for one in reversed(page.steps)]
    if page.stop_confirmed_at:
        there = when.local(page.stop_confirmed_at)
        said = _("The receiver has confirmed that all contact has stopped.")
        events.insert(0, Event(when.day_words(day_of(there), today), when.clock(there), said, ""))
    return events


def step_event(one: StepTaken, today: date) -> Event:
    """One step of its way, as the sender tells it."""
    at, state = when.local(one.at), S(one.state)
    told = {
        "name": one.by.name if one.by else _("The program itself"),
        "receiver": one.package.receiver.name if one.package else _("The receiver"),
    }
    why = str(WHY.get(one.reason, ""))
    if one.reason == "called_back":
        said = _("%(name)s called it back from %(receiver)s. It is to be sent again.") % told
    elif one.reason == "accused":
        said = _("The police corrected that the person is accused in the case. All contact stopped.")
    elif one.reason == "minor":
        said = _(
            "The police have corrected the birth date: the person is under 18. The guardian is to be asked."
            " All contact stopped."
        )
    elif one.reason == STOPPED_HERE:
        said = _("%(receiver)s tells that the person wants no more contact.") % told
    elif one.reason == OPEN_AGAIN:
        said = _("The person wants to hear from %(receiver)s again.") % told
    elif one.reason == "noted_by_mistake":
        said = _("%(receiver)s had noted a conversation by mistake; it has not been held.") % told
    else:
        sentences = BY_SENDER if one.told_by == StepTaken.ToldBy.SENDER else BY_RECEIVER
        said = str(sentences.get(state, state.label)) % told
    return Event(when.day_words(day_of(at), today), when.clock(at), said, why)


@dataclass(frozen=True, slots=True)
class Sent:
    receiver: str
    outside: bool
    by: str
    fields: str
    purpose: str
    basis: str
    closed: bool


def sent(page: Page) -> list[Sent]:
    """What went to whom, newest first: which fields, never what they said."""
    return [
        Sent(
            one.receiver.name,
            one.receiver.to_zone_id is None,
            one.sent_by.name,
            _in_a_row(str(field.label) for field in Field if field.value in one.fields),
            one.purpose,
            one.basis_text,
            one.closed_at is not None,
        )
        for one in reversed(page.packages)
    ]


def _in_a_row(labels: Iterable[str]) -> str:
    """The labels as one sentence would name them."""
    first, *rest = [*labels, ""]
    return ", ".join([first, *(one[:1].lower() + one[1:] for one in rest if one)])


@dataclass(frozen=True, slots=True)
class Deadline:
    day: str
    leader_day: str


def deadline(day: date, leader_day: date) -> Deadline:
    """The last days, as one says them."""
    return Deadline(when.weekday_and_date(day), when.weekday_and_date(leader_day))


def link_overdue(page: Page, *, now: datetime) -> bool:
    """Whether an outside receiver has let its link grow too old."""
    return page.link_expires_at is not None and page.link_expires_at <= now


def doors(page: Page) -> dict[str, bool]:
    """What may be done from here."""
    state = page.referral.state
    outside = page.package is not None and page.package.receiver.to_zone_id is None
    return {
        "send": state == S.TO_BE_SENT,
        "give_up": state == S.TO_BE_SENT,
        "call_back": state in UNANSWERED,
        "withdraw": state not in (S.WITHDRAWN, S.TAKEN_BACK),
        "files": outside,
        "new_link": outside and state in (*UNANSWERED, S.ACCEPTED, S.FIRST_CONTACT),
    }
