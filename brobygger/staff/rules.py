"""What may be done to a role, from facts alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from brobygger.access.actor import Role
from brobygger.base.decision import YES, Decision, first_no, no


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """A role that someone has in a zone, and what else holds on the day it would end."""

    is_own: bool
    own_other_roles: int
    is_leader: bool
    other_leaders: int
    since: date
    already_ends: bool


def may_end_role(facts: RoleFacts, *, last_day: date, today: date) -> Decision:
    """Whether the role may end: a zone keeps a leader, and no one locks herself out."""
    given_today_by_mistake = facts.since == today and (today - last_day).days == 1
    return first_no(
        no("role_ended_already") if facts.already_ends else YES,
        no("last_day_before_first") if last_day < facts.since and not given_today_by_mistake else YES,
        no("last_day_long_past") if (today - last_day).days > 1 else YES,
        no("last_leader") if facts.is_leader and not facts.other_leaders else YES,
        no("own_last_role") if facts.is_own and not facts.own_other_roles else YES,
    )


def controls_herself(roles: Collection[str]) -> bool:
    """Whether the roles in one zone are those of a data-protection officer and others beside: such an officer's other
    tasks do not result in a conflict of interests (GDPR article 38, 6)."""
    return Role.DATA_PROTECTION_OFFICER in roles and len(set(roles)) > 1


def may_give_role(
    *, giver_is_own: bool, to_oneself: bool, has_it_already: bool, is_offered: bool, controls_herself: bool = False
) -> Decision:  # fmt: skip
    """Whether the role may be given: by one who is certainly herself, never to oneself, not twice, and not so that
    someone controls herself."""
    return first_no(
        YES if giver_is_own else no("not_yet_ones_own"),
        no("role_to_oneself") if to_oneself else YES,
        no("has_role_already") if has_it_already else YES,
        no("has_offer_already") if is_offered else YES,
        no("officer_controls_herself") if controls_herself else YES,
    )


def may_be_address(email: str) -> Decision:
    """Whether someone may sign in by the address: in plain letters, since ı, ſ or İ in it look like another's, and the
    database takes some of them for the same."""
    return YES if email.isascii() else no("address_in_other_letters")


def may_vouch(
    *, in_another_hand: bool, is_confirmed: bool, has_signed_in: bool, let_her_in: bool, is_herself: bool, is_own: bool
) -> Decision:
    """Whether a colleague may say that it is she who signs in: one who has not had her link in hand."""
    return first_no(
        no("has_been_confirmed") if is_confirmed else YES,
        YES if in_another_hand else no("needs_no_vouching"),
        YES if has_signed_in else no("has_not_signed_in"),
        no("let_her_in_oneself") if let_her_in or is_herself else YES,
        YES if is_own else no("not_yet_ones_own"),
    )


def may_be_second(
    *,
    is_another: bool,
    is_own: bool,
    first_is_own: bool,
    came_too_late: bool = False,
    one_confirmed_the_other: bool = False,
) -> Decision:
    """Whether a decision has its two persons: two who differ, and who both sign in with something of their own.

    Who confirmed a colleague was there when she chose her password: the two are not the two of a decision. Who works
    elsewhere than the first, and did so only after it was proposed, has come too late to be the second.
    """
    return first_no(
        YES if is_another else no("second_leader_needed"),
        YES if is_own else no("not_yet_ones_own"),
        YES if first_is_own else no("first_not_yet_own"),
        no("one_confirmed_the_other") if one_confirmed_the_other else YES,
        no("came_after_it_was_proposed") if came_too_late else YES,
    )


def are_confirmed_by_one(second: int, firsts: Collection[int], confirmed_by: Mapping[int, int | None]) -> bool:
    """Whether the second confirmed a first, or the other way round, or one colleague confirmed both: she was there when
    each password was chosen."""
    hers = confirmed_by.get(second)
    theirs = {confirmed_by.get(one) for one in firsts} - {None}
    return hers in firsts or second in theirs or (hers is not None and hers in theirs)


def may_say_yes(*, has_lapsed: bool, is_own: bool) -> Decision:
    """Whether an offered role may be taken: in time, and by one who is certainly herself."""
    return first_no(
        no("offer_has_lapsed") if has_lapsed else YES,
        YES if is_own else no("not_yet_ones_own"),
    )


@dataclass(frozen=True, slots=True)
class AbsenceFacts:
    """An absence as it would be noted, and what else holds on its days."""

    first_day: date
    last_day: date | None  # until further notice
    works_here: bool
    is_away_already: bool
    substitute_is_herself: bool = False
    substitute_has_the_role: bool = True  # one of the roles of the one who is away, or leader
    substitute_is_away: bool = False  # on all the days


def may_note_absence(facts: AbsenceFacts) -> Decision:
    """Whether the absence may be noted: once at a time, and with someone in her place who is there and may act."""
    return first_no(
        YES if facts.works_here else no("works_not_here"),
        no("last_day_before_first") if facts.last_day is not None and facts.last_day < facts.first_day else YES,
        no("away_already") if facts.is_away_already else YES,
        no("substitute_is_herself") if facts.substitute_is_herself else YES,
        YES if facts.substitute_has_the_role else no("substitute_lacks_role"),
        no("substitute_is_away") if facts.substitute_is_away else YES,
    )


def may_change_last_day(*, first_day: date, last_day: date, overlaps: bool, had_ended: bool) -> Decision:
    """Whether an absence may get the last day: not one that is over, and not into the next one."""
    return first_no(
        no("absence_is_over") if had_ended else YES,
        no("last_day_before_first") if last_day < first_day else YES,
        no("away_already") if overlaps else YES,
    )
