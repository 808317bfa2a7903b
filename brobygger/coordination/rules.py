"""Whether there can be a plan, who may take part on which basis, and who may lead: facts in, decision out."""

from collections.abc import Collection
from datetime import date

from brobygger.base.decision import YES, Decision, first_no, no


def may_begin(*, is_named: bool, is_with_the_team: bool) -> Decision:
    """Nobody can be coordinated about who has not said who she is."""
    return first_no(
        YES if is_named else no("anonymous_has_no_plan"), YES if is_with_the_team else no("plan_needs_the_team")
    )


def may_take_part(*, basis: str, law: str, laws: Collection[str], on: date, today: date) -> Decision:
    """Everyone takes part with the person's yes of a day, or by a legal basis that has its name."""
    return first_no(
        no("basis_in_the_future") if on > today else YES,
        no("legal_basis_is_named") if (basis == "law") != (law in laws) else YES,
    )


def may_lead(*, is_on_the_team: bool, takes_part: bool) -> Decision:
    """Whoever leads sees the plan, so she is on the team or takes part already."""
    return YES if is_on_the_team or takes_part else no("lead_takes_part")


def may_settle(*, to: str, words: str) -> Decision:
    """That something is not possible is said with why."""
    return no("not_possible_says_why") if to == "not_possible" and not words.strip() else YES
