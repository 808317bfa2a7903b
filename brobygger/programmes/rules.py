"""Who is in the target group, and on which days she may first be rung: facts in, decision out."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from brobygger.base.decision import YES, Decision, first_no, no
from brobygger.programmes.policy import Attempts, Step

OLDEST = 130  # no age limit lies above this
CODE = re.compile(r"[0-9]{3,6}")


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """What the target group is decided by. A row of an older register has the type itself and no offence code."""

    offence_code: str
    role: str
    age: int | None
    incident_type: str = ""


@dataclass(frozen=True, slots=True)
class RoleRule:
    """Whether a role in a type of incident is in, and at which ages; both ends are included, none means no limit."""

    included: bool
    min_age: int | None = None
    max_age: int | None = None


@dataclass(frozen=True, slots=True)
class CriteriaFacts:
    """One version of the criteria: offence code → type, (type, role) → rule, and the days of wait and window."""

    types: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[tuple[str, str], RoleRule] = field(default_factory=dict)
    wait_days: int = 0
    window_days: int = 0


def incident_type_of(code: str, criteria: CriteriaFacts) -> str:
    """The incident type that an offence code counts as; empty where no one has decided it yet."""
    return criteria.types.get(code, "")


def in_target_group(facts: IncidentFacts, criteria: CriteriaFacts) -> Decision:
    """Yes, or no with the first thing that keeps the person out: her code, the type, her role, her age.

    An unknown age is within every age limit: nobody is lost for an age that was not written down. A role without a
    rule is out. Where there is no offence code the type of the row itself holds.
    """
    kind = incident_type_of(facts.offence_code, criteria) if facts.offence_code else facts.incident_type
    if not kind:
        return no("offence_code_unknown")
    rule = criteria.rules.get((kind, facts.role))
    if rule is None or not rule.included:
        any_role = any(r.included for (k, _), r in criteria.rules.items() if k == kind)
        return no("role_not_in_target_group" if any_role else "type_not_in_target_group")
    if facts.age is None:
        return YES
    if rule.min_age is not None and facts.age < rule.min_age:
        return no("too_young")
    if rule.max_age is not None and facts.age > rule.max_age:
        return no("too_old")
    return YES


def first_call_day(reported_on: date, criteria: CriteriaFacts) -> date:
    """The first day on which the person may be rung: the wait after the report has passed."""
    return reported_on + timedelta(days=criteria.wait_days)


def last_call_day(reported_on: date, criteria: CriteriaFacts) -> date:
    """The last day for a first call; after it the programme's window has passed."""
    return reported_on + timedelta(days=criteria.window_days)


def rule_holds(rule: RoleRule) -> Decision:
    """Whether a rule can be kept: its ages lie within a life, and the lower limit is not above the upper."""
    for age in (rule.min_age, rule.max_age):
        if age is not None and not 0 <= age <= OLDEST:
            return no("age_limit_out_of_range")
    if rule.min_age is not None and rule.max_age is not None and rule.min_age > rule.max_age:
        return no("ages_the_wrong_way_round")
    return YES


def days_hold(wait_days: int, window_days: int) -> Decision:
    """Whether wait and window can be kept: no negative days, and the window does not close before the wait is over."""
    if min(wait_days, window_days) < 0 or max(wait_days, window_days) > 365:
        return no("days_out_of_range")
    return YES if window_days >= wait_days else no("the_window_closes_before_the_wait")


def code_holds(code: str) -> Decision:
    """Whether it is an offence code as the police write them: 3 to 6 digits, leading zeros kept."""
    return YES if CODE.fullmatch(code) else no("an_offence_code_has_3_to_6_digits")


def may_take_effect(valid_from: date, *, today: date, first: bool) -> Decision:
    """Whether criteria may hold from the day: never backwards in time, apart from a programme's first version."""
    return YES if first or valid_from >= today else no("valid_from_has_passed")


@dataclass(frozen=True, slots=True)
class RoleChange:
    """What a new version does to one role in one type of incident."""

    incident_type: str
    role: str
    before: RoleRule
    after: RoleRule


@dataclass(frozen=True, slots=True)
class CodeChange:
    """An offence code that counts as another type than before; an empty type is 'nobody has decided'."""

    code: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DaysChange:
    """Wait or window, in days."""

    what: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two versions; falsy where nothing does."""

    rules: tuple[RoleChange, ...] = ()
    codes: tuple[CodeChange, ...] = ()
    days: tuple[DaysChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rules or self.codes or self.days)


def changes_between(before: CriteriaFacts, after: CriteriaFacts) -> Changes:
    """What differs from one version to the next; a role without a rule was out, and no change where it still is."""
    out = RoleRule(False)
    pairs = [(key, before.rules.get(key, out), after.rules.get(key, out)) for key in {**before.rules, **after.rules}]
    codes = [(c, before.types.get(c, ""), after.types.get(c, "")) for c in sorted({*before.types, *after.types})]
    days = (
        DaysChange("wait", before.wait_days, after.wait_days),
        DaysChange("window", before.window_days, after.window_days),
    )
    return Changes(
        rules=tuple(RoleChange(*key, old, new) for key, old, new in pairs if _differ(old, new)),
        codes=tuple(CodeChange(code, old, new) for code, old, new in codes if old != new),
        days=tuple(change for change in days if change.before != change.after),
    )


def _differ(old: RoleRule, new: RoleRule) -> bool:
    return old != new and (old.included or new.included)  # ages of a role that stays out mean nothing


def stamp_of(*parts: object) -> str:
    """A short stamp of what someone has in front of her: another stamp means that another has changed it meanwhile."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def attempts_hold(told: Attempts) -> Decision:
    """Whether people can be rung like this: some day, some hours of it, not for ever and not without basis."""
    in_order = all(a[1] <= b[0] for a, b in pairwise(told.bands))
    return first_no(
        YES if told.bands and all(0 <= first < last <= 24 for first, last in told.bands) else no("hours_cannot_be"),
        YES if in_order else no("hours_overlap"),
        YES if told.weekdays and told.weekdays <= set(range(1, 8)) else no("no_weekday_is_chosen"),
        YES if 1 <= told.most_attempts <= 20 else no("attempts_out_of_range"),
        YES if 0 <= told.hours_between <= 24 * 14 else no("hours_between_out_of_range"),
        YES if 5 <= told.hold_minutes <= 480 else no("hold_out_of_range"),
        YES if 1 <= told.follow_days <= 365 else no("days_out_of_range"),
        YES if told.first_contact_basis.strip() else no("a_first_call_has_a_basis"),
    )


def script_holds(steps: Sequence[Step]) -> Decision:
    """Whether the steps can be read aloud: there are some, each with a heading and something to say."""
    whole = bool(steps) and all(step.heading.strip() and step.say.strip() for step in steps)
    return YES if whole else no("a_step_has_a_heading_and_words")


def may_take_so_long(
    hours: int | None, working_days: int | None, *, longest: tuple[int | None, int | None]
) -> Decision:
    """Whether a zone may give the step of a duty so many hours or working days: never more than the program does.

    Working days stretch over weekends and holidays, so they are never shorter than hours.
    """
    most_hours, most_days = longest
    if most_days is None:
        fits = hours is not None and hours <= (most_hours or 0)
    else:
        fits = hours <= 24 * max(most_days, 1) if hours is not None else (working_days or 0) <= most_days
    return YES if fits else no("longer_than_the_program_allows")
