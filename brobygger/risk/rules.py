"""The safeguards of an assessment, and its clocks: facts in, decisions out. No Django, no clock, and no level.

Each safeguard is a rule that a layman can read (`words.SAFEGUARDS`); the sources are the reference's section 2 and
seed 003, Kerneelement 2.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from brobygger.base.decision import YES, Decision, first_no, no
from brobygger.base.workdays import noon_of, plus_months

FIRST_WITHIN = timedelta(days=7)
DANGER_WITHIN = timedelta(hours=24)  # danger that is said, and what a short version found
NEW_LOOK_WITHIN = timedelta(days=3)  # after something has happened
NEAR_WITHIN = timedelta(hours=24)
MOST_DAYS = 90  # between two looks, as long as someone is followed
UNKNOWN_DAYS = 14  # where much is not known
NEAR_DAYS = 7  # where new violence is said to be near
MOST_YEARS_BACK = 5  # of what has happened
FOLLOW_UP_DAYS = 28  # until those who assess elsewhere are asked
FOLLOW_UP_DAYS_IN_DANGER = 7
TEAM = 2
FEWEST_LETTERS = 3  # of a reason: a full stop is none

NOT_KNOWN = "not_known"
TELLING = ("yes", "partly")


def first_due(*, held_at: datetime, danger: bool) -> datetime:
    """When the first assessment is due after the conversation."""
    return held_at + (DANGER_WITHIN if danger else FIRST_WITHIN)


def day_before(day: date) -> datetime:
    """Noon on the day before: what is to come is looked at before it comes."""
    return noon_of(day - timedelta(days=1))


def new_look_due(due_at: datetime, *, now: datetime, before: datetime | None) -> datetime:
    """When someone is looked at anew: within three days of what has happened, before what is to come; never later than
    it was."""
    return min(due_at, now + NEW_LOOK_WITHIN if before is None else max(now, before))


def may_assess(*, is_certified: bool, is_short: bool, may_use_short: bool) -> Decision:
    """Only the certified assess, and only the experienced by the short version."""
    if not is_certified:
        return no("no_certificate_of_risk")
    return YES if may_use_short or not is_short else no("short_version_wants_experience")


def may_write(*, state: str, writer: int, me: int, handed_in: bool) -> Decision:
    """A rating is one reader's, until it is handed in or the assessment is broken off."""
    return first_no(
        YES if writer == me else no("rating_is_anothers"),
        no("assessment_is_broken_off") if state == "broken_off" else YES,
        no("rating_is_handed_in") if handed_in or state != "draft" else YES,
    )


def may_agree(*, first_in: bool, second_in: bool) -> Decision:
    """The two speak together when both have read for themselves."""
    return YES if first_in and second_in else no("both_read_first")


def unknowns(answers: Mapping[str, Sequence[Any]], asked: Iterable[str]) -> int:
    """How many of the questions have no answer, or 'not known', which is never no."""
    return sum(1 for one in asked if not answers.get(one) or NOT_KNOWN in answers[one])


def is_much(unknown: int, *, asked: int) -> bool:
    """Whether more than half of what was asked is not known."""
    return unknown * 2 > asked


def red_flags(answers: Mapping[str, Sequence[Any]], flags: Mapping[str, Set[str]]) -> list[str]:
    """The questions whose answer the pack marks."""
    return [question for question, told in flags.items() if told & set(answers.get(question) or [])]


def without_evidence(
    answers: Mapping[str, Sequence[Any]],
    wanted: Mapping[str, Set[str]],
    borne_on: Set[str],
    factor_of: Mapping[str, str],
) -> list[str]:
    """The factors that are said to be there, where the pack asks for evidence and nothing bears on them."""
    said = {factor_of.get(one, one) for one, told in wanted.items() if told & set(answers.get(one) or [])}
    return sorted(said - borne_on)


@dataclass(frozen=True, slots=True)
class HandIn:
    """What is known when an assessment is to be handed in."""

    today: date
    now: datetime
    is_short: bool
    is_certified: bool
    are_two: bool  # a second is named beside the one who assesses
    unanswered_opinions: Sequence[str]
    without_evidence: Sequence[str]
    unanswered_required: Sequence[str]
    much_unknown: bool  # see `is_much`
    danger_unknown: bool  # a short version in which something that would warn is not known
    says_near: bool  # an opinion's highest, or a scenario within a day
    steps_due: Sequence[datetime]  # of what is agreed
    says_least_urgent: bool
    red_flag: bool
    says_grave: bool  # another opinion's highest
    reason: str
    summary: str
    advised: bool
    review_on: date | None


def safeguards(facts: HandIn) -> list[Decision]:
    """Everything that stands in the way, in the order in which it is read; nothing where it may be handed in."""
    ahead = facts.review_on is not None and facts.review_on > facts.today
    near = facts.says_near and not any(due <= facts.now + NEAR_WITHIN for due in facts.steps_due)
    found = [
        YES if facts.is_certified else no("certificate_has_run_out"),
        YES if facts.are_two or facts.is_short else no("a_team_is_two"),
        no("opinion_missing") if facts.unanswered_opinions else YES,
        no("required_missing") if facts.unanswered_required else YES,
        no("evidence_missing") if facts.without_evidence else YES,
        no("near_without_a_step") if near and not facts.is_short else YES,
        no("least_urgent_wants_a_reason") if _wants_a_reason(facts) and not says_something(facts.reason) else YES,
        YES if facts.is_short or says_something(facts.summary) else no("judgement_missing"),
        no("short_ends_with_advice") if facts.is_short and not facts.advised else YES,
        YES if ahead else no("next_look_missing"),
    ]
    if facts.review_on is not None and ahead:
        found.append(_is_soon_enough((facts.review_on - facts.today).days, facts))
    return [one for one in found if not one]


def _is_soon_enough(days: int, facts: HandIn) -> Decision:
    return first_no(
        no("next_look_sooner_where_violence_is_near") if facts.says_near and days > NEAR_DAYS else YES,
        no("next_look_sooner_where_much_is_unknown") if facts.much_unknown and days > UNKNOWN_DAYS else YES,
        no("next_look_sooner_where_danger_is_unknown") if facts.danger_unknown and days > UNKNOWN_DAYS else YES,
        no("next_look_too_far") if days > MOST_DAYS else YES,
    )


def _wants_a_reason(facts: HandIn) -> bool:
    """Little is urgent, although something warns, is near, or is answered as gravely as it can be."""
    return facts.says_least_urgent and (facts.red_flag or facts.says_near or facts.says_grave)


def says_something(words: str) -> bool:
    return sum(map(str.isalpha, words)) >= FEWEST_LETTERS


def place_in(order: Sequence[str], told: str) -> float:
    """How far along an opinion lies among its own answers, from the least (0) to the most (1): two are compared by it,
    and it is neither shown nor kept."""
    return order.index(told) / max(len(order) - 1, 1) if told in order else 0.0


def lowered(before: Mapping[str, float], now: Mapping[str, float]) -> set[str]:
    """The opinions that say less than they did; one that is left out or not known says nothing."""
    return {opinion for opinion, told in before.items() if now.get(opinion, 0.0) < told}


class Because(StrEnum):
    """Why the next look is when it is; the same words as `codes.Due`."""

    FULL = "full"
    AHEAD = "ahead"
    REVIEW = "review"
    HAPPENED = "happened"


@dataclass(frozen=True, slots=True)
class Next:
    """When the next look is due, and why."""

    at: datetime
    because: Because


def next_look(
    *, is_short: bool, red_flag: bool, known_at: datetime, now: datetime, review_at: datetime,
    before: datetime | None = None, happened: datetime | None = None,
) -> Next:  # fmt: skip
    """After a short version that found something, a full assessment within a day of when that was known; else the day
    that was agreed, before what is known to come, or as soon as what happened while it was written asks for."""
    if is_short and red_flag:
        return Next(known_at + DANGER_WITHIN, Because.FULL)
    found = Next(review_at, Because.REVIEW)
    if before is not None and before < found.at:
        found = Next(max(now, before), Because.AHEAD)
    if happened is not None and happened < found.at:
        found = Next(happened, Because.HAPPENED)
    return found


def after_a_short(
    told: Next, *, stands_at: datetime, is_for_a_full: bool, is_confirmed: bool, has_reason: bool
) -> bool:  # fmt: skip
    """Whether what the short version asks for comes in the place of the day that stands. One person's short version
    puts nothing off; and the day of a full assessment gives way only to a reason that a second person has confirmed."""
    return told.at < stands_at or (is_confirmed and (has_reason or not is_for_a_full))


def may_end(*, danger: bool, assesses: bool, steps_left: bool) -> Decision:
    """Where danger stands, nobody stops looking by the word of one: whoever assesses her, or found it, is not the one
    who ends it. What is agreed is settled first, or nobody would see it any more."""
    if danger and assesses:
        return no("another_ends_where_danger_stands")
    return no("steps_are_left") if steps_left else YES


def may_follow_up(*, on: date, today: date, danger: bool) -> Decision:
    """Whether others who assess are asked on the day: within weeks, and within one where danger is known."""
    if on <= today:
        return no("ask_on_a_day_ahead")
    if danger and (on - today).days > FOLLOW_UP_DAYS_IN_DANGER:
        return no("ask_sooner_where_danger_is_known")
    return no("ask_within_four_weeks") if (on - today).days > FOLLOW_UP_DAYS else YES


def may_have_happened(*, on: date, today: date, is_ahead: bool) -> Decision:
    """A day in court or a release is often known before, within a year; what has been done is not. What is more than
    five years back has been there all along: it is something known, and no reason to look anew."""
    if on < plus_months(today, -12 * MOST_YEARS_BACK):
        return no("happened_long_ago")
    if on > plus_months(today, 12):
        return no("event_too_far_ahead")
    return YES if on <= today or is_ahead else no("day_ahead")
