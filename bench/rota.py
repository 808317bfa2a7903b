"""A plan of shifts for a team and three months: how good within how many seconds, against the least that any plan can
cost as the solver has proved it; and what a simple hand makes of it, shift by shift. Then an illness of a fortnight.
"""

import time as clock
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from random import Random

from brobygger.rota.codes import MUST, Likes, Part
from brobygger.rota.faults import faults
from brobygger.rota.planning import Planned, plan
from brobygger.rota.rules import Asked, Exam, Need, Pair, Person, Wish, slots_of

FIRST, LAST = date(2027, 2, 1), date(2027, 4, 30)
SECONDS = (10, 60)
TEAMS = (10, 30)
ALWAYS = ((date(2020, 1, 1), date(2099, 1, 1)),)
HOURS = ((9, 13), (13, 17), (16, 20))


def team(size: int, random: Random) -> Asked:
    """Students of 8 to 15 hours a week with two weeks of exams each, three wishes, and as many shifts as that gives."""
    people = tuple(_person(pk, random) for pk in range(1, size + 1))
    weekly = sum(one.hours[0][1] for one in people) / 60
    each = max(1, round(weekly / (4 * len(HOURS) * 5)))
    needs = [
        Need(weekday, time(first), time(last), each, FIRST) for weekday in range(5) for first, last in HOURS
    ]  # fmt: skip
    return Asked(FIRST, LAST, slots_of(needs, FIRST, LAST), people, most_a_week=5)


def _person(pk: int, random: Random) -> Person:
    begins = FIRST + timedelta(days=random.choice((14, 35, 56)))
    wishes = tuple(
        Wish(likes, random.randrange(5), None, random.choice(Part.values))
        for likes in (Likes.PREFERS, Likes.RATHER_NOT, Likes.CANNOT)
    )
    exams = (Exam(begins, begins + timedelta(days=13), random.choice((0, 1))),)
    return Person(pk, ((FIRST, random.randrange(8, 16) * 60),), ALWAYS, exams=exams, wishes=wishes)


def by_hand(asked: Asked) -> frozenset[Pair]:
    """Day by day the one who lacks most hours and may take it."""
    chosen: set[Pair] = set()
    spent = dict.fromkeys(asked.shares, 0)
    for slot in asked.slots:
        for _seat in range(slot.needed):
            for one in sorted(asked.people, key=lambda one: spent[one.id] - asked.shares[one.id]):
                mine = {pair for pair in chosen if pair[0] == one.id}
                if (one.id, slot) not in mine and _may(asked, one, {*mine, (one.id, slot)}):
                    chosen.add((one.id, slot))
                    spent[one.id] += slot.minutes
                    break
    return frozenset(chosen)


def _may(asked: Asked, one: Person, mine: set[Pair]) -> bool:
    alone = replace(asked, people=(one,), slots=())
    return not any(fault.what in MUST for fault in faults(alone, mine))


def run(rows: int) -> Iterator[str]:
    """Each team within each time; then the illness."""
    for size in TEAMS:
        asked = team(size, Random(size))
        hand = sum(one.cost for one in faults(asked, by_hand(asked)))
        for seconds in SECONDS:
            began = clock.perf_counter()
            solved = plan(asked, seconds=seconds)
            took = clock.perf_counter() - began
            yield (
                f"{size} people, {sum(slot.needed for slot in asked.slots):,} shifts, asked for {seconds} s: "
                f"{_said(solved)} in {took:.1f} s; a simple hand {hand:,}"
            )
        yield _illness(size, asked, solved.plan)


def _said(solved: Planned) -> str:
    if not solved.is_possible:
        return "nothing found"
    return f"{solved.cost:,}, the least possible {solved.bound:,}, gap {solved.gap:.1%}"


def _illness(size: int, asked: Asked, held: frozenset[Pair]) -> str:
    ill = (date(2027, 3, 1), date(2027, 3, 14))
    people = tuple(replace(one, away=(ill,)) if one.id == 1 else one for one in asked.people)
    lost = {(who, slot) for who, slot in held if who == 1 and ill[0] <= slot.on <= ill[1]}
    began = clock.perf_counter()
    told = replace(asked, people=people, held=held, settled_before=ill[0], must_cover=False)
    solved = plan(told, seconds=10)
    moved = held - solved.plan
    return (
        f"{size} people, an illness of a fortnight: {len(lost)} shifts lost, {len(moved)} change hands, "
        f"{len(held) - len(solved.plan)} without anyone, in {clock.perf_counter() - began:.1f} s"
    )
