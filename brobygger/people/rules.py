"""May she be reached this way, now? One decision for every way there is; nothing recorded is no."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from brobygger.base.decision import YES, Decision, first_no, no
from brobygger.base.workdays import day_of
from brobygger.people.channels import Channel

# What she said about messages and other ears is asked again after this long, where the zone has decided nothing else.
ASK_AGAIN_DAYS = 14
EVERY_DAY = 127
DECENT_HOURS = range(7, 22)  # nothing rings or buzzes in the night, whatever the card says
SPOKEN_FOR = frozenset({"herself", "guardian", "referrer"})  # whose word messages need
IN_HER_HOURS = frozenset({Channel.PHONE, Channel.VOICEMAIL, Channel.SMS})  # what is heard when it comes
WITHOUT_ADDRESS = {
    Channel.PHONE: "no_number",
    Channel.VOICEMAIL: "no_number",
    Channel.SMS: "no_number_for_sms",
    Channel.EMAIL: "no_email",
    Channel.LETTER: "nowhere_to_write",
}


ADULT = 18


def age_on(born: date | None, day: date) -> int | None:
    """Whole years on the day; None where the date of birth is not known."""
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_minor(born: date | None, day: date) -> bool:
    """Whether she is under 18 on the day; not where nobody knows when she was born."""
    age = age_on(born, day)
    return age is not None and age < ADULT


def adult_on(born: date) -> date:
    """Her eighteenth birthday; who was born on the 29th of February has it on the 1st of March."""
    year = born.year + ADULT
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, 3, 1) if (born.month, born.day) == (2, 29) and not leap else born.replace(year=year)


def last_birth_date(age: int, day: date) -> date:
    """Who was born on this date or before has reached the age on the day: `age_on`, as a query can ask it."""
    year = day.year - age
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) and not leap else day.replace(year=year)


@dataclass(frozen=True, slots=True)
class Guardian:
    """One who could be asked about a minor."""

    person_id: int
    has_number: bool = True
    is_accused: bool = False


def who_is_rung(person_id: int, born: date | None, guardians: Sequence[Guardian], on: date) -> int | None:
    """Who is rung about her on the day: she herself from her eighteenth birthday, and until then her guardian.

    Of several guardians the first with a number; never one who is accused; None while there is no one to ring. The one
    rule, asked when a file comes in, when what it told is corrected, when a page is read, and as days pass.
    """
    if not is_minor(born, on):
        return person_id
    could_be = sorted((one for one in guardians if not one.is_accused), key=lambda one: not one.has_number)
    return could_be[0].person_id if could_be else None


@dataclass(frozen=True, slots=True)
class CardFacts:
    """The contact card as the rules read it; the defaults are those of a person about whom nothing is recorded."""

    basis: str = "none"
    may_ring: bool = False
    do_not_contact: bool = False
    is_accused: bool = False  # the police say so: then nobody reaches her, whatever has been said
    days: int = 0  # bit 0 is Monday; none has been said where it is 0
    hour_from: int = 0
    hour_to: int = 0
    may_say_who_we_are: bool = False
    may_leave_voicemail: bool = False
    confirmed_at: datetime | None = None
    has_number: bool = False
    is_minor: bool = False  # herself under 18: then the guardian is reached, never the child
    spoke_for_adult: bool = False  # the guardian of someone who is 18 by now, and is reached herself
    number_came_since: bool = False  # a file has brought another number since it was said what is safe
    sms_is_seen: bool = False  # the number that she said a message may go to is on a phone that others use or see
    phone_is_seen: bool = False  # a number of hers is on a phone that others use or see
    said_yes_to: frozenset[Channel] = field(default_factory=frozenset)  # messages, entries and links
    ask_again_days: int = ASK_AGAIN_DAYS


@dataclass(frozen=True, slots=True)
class Hazards:
    """Who else may answer her phone, or hear it: the one who uses violence, or someone else whom the zone knows."""

    phone: bool = False
    phone_of_others: bool = False
    others_may_see: bool = False  # as she has said; not who
    address: bool = False
    number_came_since: bool = False  # from a file, since it was said what is safe
    beside: tuple[str, ...] = ()  # the words by her numbers: “mor”


def may_contact(card: CardFacts, channel: Channel, at: datetime, *, has_address: bool) -> Decision:
    """The one gate: whether she may be reached by the channel at the (Danish local) time.

    `has_address` says whether there is a number, an e-mail address or a place to write that may be used for it. The
    first thing in the way is told. Asked when a message is made and again the moment before it goes.
    """
    standing = is_allowed(card, channel, at, has_address=has_address)
    return first_no(standing, _at_this_hour(card, channel, at))


def is_allowed(card: CardFacts, channel: Channel, at: datetime, *, has_address: bool) -> Decision:
    """What the card says of the channel, apart from the hour of the day."""
    stopped = may_be_reached(card)
    if not stopped:
        return stopped
    if channel is Channel.PHONE:
        recorded = YES if card.basis != "none" and card.may_ring else no("nothing_recorded")
    elif channel is Channel.VOICEMAIL:
        ringing = is_allowed(card, Channel.PHONE, at, has_address=has_address)
        said = _of_this_number(card, card.may_leave_voicemail, at)
        recorded = first_no(said, no("voicemail_phone_is_seen") if card.phone_is_seen else YES, ringing)
    else:
        recorded = _lately_said(card, channel in card.said_yes_to and card.basis in SPOKEN_FOR, at)
        if recorded and channel is Channel.DIGITAL_POST and not _said_today(card, at):
            recorded = no("digital_post_is_asked_each_time")
    if recorded and not has_address and channel in WITHOUT_ADDRESS:
        if channel is Channel.SMS and card.sms_is_seen:
            return no("sms_phone_is_seen")
        return no(WITHOUT_ADDRESS[channel])
    return recorded


def may_be_reached(card: CardFacts) -> Decision:
    """Whether she may be reached at all, whatever is ticked on the card."""
    if card.is_accused:
        return no("is_accused")
    if card.do_not_contact:
        return no("do_not_contact")
    if card.is_minor:
        return no("minor_is_not_rung")
    return no("has_come_of_age") if card.spoke_for_adult else YES


def may_ring(card: CardFacts, at: datetime) -> Decision:
    """Whether she may be rung now: the phone's case of the one gate."""
    return may_contact(card, Channel.PHONE, at, has_address=card.has_number)


def _at_this_hour(card: CardFacts, channel: Channel, at: datetime) -> Decision:
    if channel not in IN_HER_HOURS:
        return YES
    if channel is Channel.SMS and at.hour not in DECENT_HOURS:
        return no("not_in_the_night")
    return within_wishes(card, at)


def within_wishes(card: CardFacts, at: datetime) -> Decision:
    """Whether the (Danish local) time lies in the days and hours that she has said are safe.

    Where she has said none, none is: only the programme's first call, of which nobody has said anything yet, may come
    within the programme's own hours.
    """
    if not is_said(card.days, card.hour_from, card.hour_to):
        return YES if card.basis == "first_contact" else no("when_not_said")
    if not card.days >> at.weekday() & 1:
        return no("not_her_day")
    if not card.hour_from <= at.hour < card.hour_to:
        return no("not_her_hours")
    return YES


def is_said(days: int, hour_from: int, hour_to: int) -> bool:
    """Whether anyone has said which days and which hours are safe."""
    return bool(days) and hour_from < hour_to


def must_ask_again(card: CardFacts, at: datetime) -> bool:
    """Whether what she said is too old to lean on: asked again in the next call, and until then not allowed."""
    if card.basis in ("none", "first_contact"):
        return False
    return card.confirmed_at is None or (at - card.confirmed_at).days >= card.ask_again_days


def may_leave_voicemail(card: CardFacts, at: datetime) -> Decision:
    """Whether a message may be left in a call that may be made: only where she said so, and lately."""
    return is_allowed(card, Channel.VOICEMAIL, at, has_address=card.has_number)


def may_say_who_we_are(card: CardFacts, at: datetime) -> Decision:
    """Whether anyone else who answers may hear where the call comes from: only where she said so, and lately."""
    return first_no(may_be_reached(card), _of_this_number(card, card.may_say_who_we_are, at))


def _of_this_number(card: CardFacts, said: bool, at: datetime) -> Decision:
    """What was said of whoever else may answer or listen holds for the number that it was said of."""
    lately = _lately_said(card, card.basis != "none" and said, at)
    return no("number_came_since") if lately and card.number_came_since else lately


def _lately_said(card: CardFacts, said: bool, at: datetime) -> Decision:
    if not said:
        return no("nothing_recorded")
    return no("asked_too_long_ago") if must_ask_again(card, at) else YES


def _said_today(card: CardFacts, at: datetime) -> bool:
    """Digital Post may be read by whoever has been given access to it, so a yes holds for the day it was said."""
    said = card.confirmed_at
    return said is not None and day_of(said) == day_of(at)
