"""The reading door to people: who she is, how she may be reached, and who answers to a name or a number."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base.decision import NotFound
from brobygger.base.phones import is_about_ringing, names_only_the_kind
from brobygger.people.channels import Channel
from brobygger.people.found_by_name import as_they_are
from brobygger.people.models import ContactPlan, Person, PhoneNumber
from brobygger.people.rules import ASK_AGAIN_DAYS, SPOKEN_FOR, CardFacts, Hazards, is_minor

# Asked by every call, so by hand.
ASK_AGAIN = """SELECT ask_again_days FROM people_cardrule WHERE zone_id = %s AND valid_from <= %s
    ORDER BY valid_from DESC LIMIT 1"""
# What a call may change on the card, apart from words; undo puts exactly these back.
PLAN_STANDING = (
    *("basis", "may_ring", "do_not_contact", "days", "hour_from", "hour_to", "may_say_who_we_are"),
    *("may_leave_voicemail", "interpreter", "interpreter_language", "confirmed_at", "confirmed_by_id"),
    *("may_sms", "sms_number_id", "may_email", "may_letter", "may_digital_post", "may_calendar", "may_use_links"),
)
PLAN_WORDS = (
    *("who_else_may_answer", "wishes", "email_to", "where_to_write"),
    *("word_when_safe", "word_when_unsafe", "cover_story"),
)


def person(by: Actor, person_id: int) -> Person | None:
    """The person with her contact plan, where the actor may read her card; of one who was merged the one she is."""
    found = as_she_was(by, person_id)
    return as_she_was(by, found.merged_into_id) if found is not None and found.merged_into_id else found


def as_she_was(by: Actor, person_id: int) -> Person | None:
    """The same, and of one who was merged with another the row that keeps what she was called before."""
    return scope(by, Act.KEEP_CARD, Person.objects.select_related("contact_plan")).filter(pk=person_id).first()


def person_locked(by: Actor, person_id: int) -> Person:
    """The person, whom nobody merges, and whose card nobody else changes, until the transaction ends.

    NotFound where the actor may not keep her card.
    """
    first = scope(by, Act.KEEP_CARD, Person.objects.select_for_update(of=("self",))).filter(pk=person_id).first()
    if first is not None and first.merged_into_id:
        Person.objects.select_for_update().filter(pk=first.merged_into_id).first()
    return person_for_writing(by, person_id)


def person_for_writing(by: Actor, person_id: int) -> Person:
    """The person with her contact plan; raises NotFound where the actor may not keep her card."""
    found = person(by, person_id)
    if found is None:
        raise NotFound("not_found")
    return found


def numbers(by: Actor, person_id: int) -> list[PhoneNumber]:
    """All her numbers, the stopped ones too; after the others come those by which a name is written, say, then those by
    which it is written when they may be rung, if at all, and last those that the accused also uses."""
    return numbers_of(by, [person_id]).get(person_id, [])


def numbers_of(by: Actor, person_ids: Collection[int]) -> dict[int, list[PhoneNumber]]:
    """The same of several, asked once."""
    reached = scope(by, Act.KEEP_CARD, Person.objects.filter(pk__in=person_ids))
    found: dict[int, list[PhoneNumber]] = {}
    rows = PhoneNumber.objects.filter(person__in=reached).order_by("id")
    for row in sorted(rows, key=_with_care):
        found.setdefault(row.person_id, []).append(row)
    return found


def _with_care(one: PhoneNumber) -> tuple[bool, bool, bool]:
    others = one.others_may_see or not names_only_the_kind(one.beside)
    return one.shared_with_accused, is_about_ringing(one.beside), others


def hazards_of(by: Actor, people: Sequence[Person]) -> dict[int, Hazards]:
    """The hazards of each of these people, asked once for a whole list; nothing of whom the actor may not reach."""
    reached = scope(by, Act.KEEP_CARD, Person.objects.filter(pk__in=[one.pk for one in people]))
    plans = {plan.person_id: plan for plan in ContactPlan.objects.filter(person__in=reached)}
    found = hazards_among(plans, PhoneNumber.objects.filter(person__in=reached, stopped_at=None))
    return {person.pk: found.get(person.pk, Hazards()) for person in people}


def hazards_among(plans: Mapping[int, ContactPlan], numbers: Iterable[PhoneNumber]) -> dict[int, Hazards]:
    """The hazards of those whose cards and numbers the actor has read already."""
    hers = [one for one in numbers if one.stopped_at is None]
    seen = {one.person_id for one in hers if one.others_may_see}
    zones, written = {one.zone_id for one in hers}, {one.number for one in hers}
    whose: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    accused: set[tuple[int, str]] = set()
    for one in PhoneNumber.objects.filter(zone_id__in=zones, number__in=written, stopped_at=None) if hers else ():
        whose[one.zone_id, one.number].add(one.person_id)
        if one.shared_with_accused:
            accused.add((one.zone_id, one.number))
    mine: defaultdict[int, set[tuple[int, str]]] = defaultdict(set)
    beside: defaultdict[int, list[str]] = defaultdict(list)
    by_person: defaultdict[int, list[PhoneNumber]] = defaultdict(list)
    for one in hers:
        by_person[one.person_id].append(one)
        mine[one.person_id].add((one.zone_id, one.number))
        if not names_only_the_kind(one.beside):
            beside[one.person_id].append(one.beside)
    return {
        person_id: Hazards(
            phone=bool(mine[person_id] & accused) or (plan is not None and plan.shares_phone_with_accused),
            phone_of_others=any(len(whose[one]) > 1 for one in mine[person_id]),
            others_may_see=person_id in seen,
            address=plan is not None and plan.shares_address_with_accused,
            number_came_since=plan is not None and number_came_since(plan, by_person[person_id]),
            beside=tuple(beside[person_id]),
        )
        for person_id in {*plans, *mine}
        for plan in (plans.get(person_id),)
    }


def plan_of(person: Person) -> ContactPlan:
    """Her contact plan; where none was made, one that allows nothing."""
    return getattr(person, "contact_plan", None) or ContactPlan(person=person, zone_id=person.zone_id)


def plan_standing(plan: ContactPlan) -> tuple[dict[str, Any], dict[str, str]]:
    """The card as JSON can hold it: codes, and apart from them the words."""
    standing = {name: getattr(plan, name) for name in PLAN_STANDING}
    if plan.confirmed_at:
        standing["confirmed_at"] = plan.confirmed_at.isoformat()
    return standing, {name: getattr(plan, name) for name in PLAN_WORDS}


def ask_again_days(zone_id: int, on: date) -> int:
    """After how many days the zone asks again about what was said, on the day."""
    with connection.cursor() as cursor:
        cursor.execute(ASK_AGAIN, [zone_id, on])
        decided = cursor.fetchone()
    return int(decided[0]) if decided else ASK_AGAIN_DAYS


def card_facts(
    plan: ContactPlan,
    *,
    has_number: bool,
    is_minor: bool,
    spoke_for_adult: bool = False,
    sms_is_seen: bool = False,
    number_came_since: bool = False,
    phone_is_seen: bool = False,
    ask_again_days: int = ASK_AGAIN_DAYS,
) -> CardFacts:
    """The plan as the rules read it."""
    return CardFacts(
        basis=plan.basis,
        may_ring=plan.may_ring,
        do_not_contact=plan.do_not_contact,
        is_accused=plan.is_accused,
        days=plan.days,
        hour_from=plan.hour_from,
        hour_to=plan.hour_to,
        may_say_who_we_are=plan.may_say_who_we_are,
        may_leave_voicemail=plan.may_leave_voicemail,
        confirmed_at=plan.confirmed_at,
        has_number=has_number,
        sms_is_seen=sms_is_seen,
        number_came_since=number_came_since,
        phone_is_seen=phone_is_seen,
        is_minor=is_minor,
        spoke_for_adult=spoke_for_adult,
        said_yes_to=frozenset(channel for channel, field in SAID_YES_IN.items() if getattr(plan, field)),
        ask_again_days=ask_again_days,
    )


# Where on the card the yes to each kind of message stands.
SAID_YES_IN = {
    Channel.SMS: "may_sms",
    Channel.EMAIL: "may_email",
    Channel.LETTER: "may_letter",
    Channel.DIGITAL_POST: "may_digital_post",
    Channel.CALENDAR: "may_calendar",
    Channel.LINK: "may_use_links",
}


def facts_of(by: Actor, person: Person, *, on: date) -> CardFacts:
    """The card of a person whom the actor may reach, as the rules read it on the (Danish) day."""
    return _facts(person, numbers(by, person.pk), ask_again_days(person.zone_id, on), on)


def facts_of_each(by: Actor, people: Sequence[Person], *, zone_id: int, on: date) -> dict[int, CardFacts]:
    """The same of several of one zone, asked once for a whole list."""
    known, days = numbers_of(by, [one.pk for one in people]), ask_again_days(zone_id, on)
    return {one.pk: _facts(one, known.get(one.pk, []), days, on) for one in people}


def _facts(person: Person, numbers: Sequence[PhoneNumber], ask_again: int, on: date) -> CardFacts:
    plan = plan_of(person)
    return card_facts(
        plan,
        sms_is_seen=sms_is_seen(plan, numbers),
        number_came_since=number_came_since(plan, numbers),
        phone_is_seen=phone_is_seen(plan, numbers),
        has_number=any(one.stopped_at is None for one in numbers),
        is_minor=is_minor(person.birth_date, on),
        spoke_for_adult=person.speaks_until is not None and on >= person.speaks_until,
        ask_again_days=ask_again,
    )


def address_for(by: Actor, person: Person, channel: Channel) -> str:
    """Where a message by the channel goes; empty where there is nothing that may be used."""
    rung = channel in (Channel.SMS, Channel.PHONE, Channel.VOICEMAIL)
    return address_among(plan_of(person), numbers(by, person.pk) if rung else [], channel)


def address_among(plan: ContactPlan, numbers: Iterable[PhoneNumber], channel: Channel) -> str:
    """Only what was given for the channel.

    On paper she is written to where she has said, and nowhere else: a registered address may be protected, withheld
    (CPR Act § 6(6)) or shared with the accused. An SMS goes to the one number that she said it may go to.
    """
    if channel is Channel.EMAIL:
        return str(plan.email_to)
    if channel is Channel.LETTER:
        return str(plan.where_to_write)
    hers = list(numbers)
    in_use = [one for one in hers if one.stopped_at is None]
    if channel is Channel.SMS:
        in_use = [] if sms_is_seen(plan, hers) else [one for one in in_use if one.pk == plan.sms_number_id]
    elif channel not in (Channel.PHONE, Channel.VOICEMAIL):
        return ""
    return in_use[0].number if in_use else ""


def sms_is_seen(plan: ContactPlan, numbers: Sequence[PhoneNumber]) -> bool:
    """Whether the number that she said an SMS may go to is on a phone that others use or see: never written to.

    Where it is known that a phone is shared with the one who uses violence, and not which, it is any of them.
    """
    which_not_known = plan.shares_phone_with_accused and not any(one.shared_with_accused for one in numbers)
    return any(
        one.shared_with_accused or one.others_may_see or which_not_known
        for one in numbers
        if one.pk == plan.sms_number_id
    )


def was_said_of(plan: ContactPlan, number: PhoneNumber) -> bool:
    """Whether the number was in use when someone said what is safe: what was said is of that number too."""
    spoke = plan.basis in SPOKEN_FOR and plan.confirmed_at is not None
    return spoke and number.stopped_at is None and number.added_at <= plan.confirmed_at  # type: ignore[operator]


def number_came_since(plan: ContactPlan, numbers: Iterable[PhoneNumber]) -> bool:
    """Whether a file has brought a number since someone said what is safe."""
    spoke = plan.basis in SPOKEN_FOR and plan.confirmed_at is not None
    brought = (one for one in numbers if one.stopped_at is None and one.source == "import")
    return spoke and not all(was_said_of(plan, one) for one in brought)


def phone_is_seen(plan: ContactPlan, numbers: Iterable[PhoneNumber]) -> bool:
    """Whether a number of hers that is in use is on a phone that others use or see: no message is left."""
    hers = [one for one in numbers if one.stopped_at is None]
    return plan.shares_phone_with_accused or any(one.shared_with_accused or one.others_may_see for one in hers)


def ids_by_number(*, zone_id: int, digits: str, most: int) -> list[int]:
    """People of the zone with a number that begins with the digits, Danish ones with or without the country code."""
    digits = digits.removeprefix("00")
    starts = {f"+{digits}"} if digits.startswith("45") and len(digits) > 8 else {f"+45{digits}", f"+{digits}"}
    found: list[int] = []
    for start in sorted(starts):
        rows = PhoneNumber.objects.filter(zone_id=zone_id, number__gte=start, number__lt=start + "~")
        found += rows.order_by("number").values_list("person_id", flat=True)[:most]
    return as_they_are(dict.fromkeys(found))[:most]
