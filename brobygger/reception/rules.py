"""What the team may do with someone as things stand: facts in, a decision out. No Django, no clock."""

from datetime import date

from brobygger.base.decision import YES, Decision, first_no, no
from brobygger.screening import rules as screening_rules


def may_take(*, state: str, holder: int | None, me: int) -> Decision:
    """Whether she who waits may become mine: nobody has her, and she still waits."""
    if state == "taken":
        return no("mine_already" if holder == me else "taken_meanwhile")
    return YES if state == "sent" else no("waits_no_more")


def may_go_on(*, state: str, holder: int | None, me: int) -> Decision:
    """Whether I may note something: what a colleague has is hers until it is given back."""
    if state not in ("taken", "conversation_held"):
        return no("not_taken_yet" if state == "sent" else "with_the_team_no_more")
    return YES if holder in (None, me) else no("held_by_a_colleague")


def may_answer(*, state: str, holder: int | None, me: int) -> Decision:
    """Whether I may write in her mailbox: where it has ended, nobody has her, and whoever reads it answers."""
    waits_or_held = state in ("sent", "taken", "conversation_held")
    return may_go_on(state=state, holder=holder, me=me) if waits_or_held else YES


def may_note_talk(*, on: date, today: date, seen_on: date) -> Decision:
    """Whether a first conversation may have been held on the day: not before she was seen, and not tomorrow."""
    return first_no(
        no("day_has_not_come") if on > today else YES,
        no("day_before_she_was_seen") if on < seen_on else YES,
    )


def may_point_on(*, route: str, suggested: str, reason: str, follow_up_on: date, today: date) -> Decision:
    """Whether she may be led to the door: another than the suggested one has its reason, and someone asks later."""
    return first_no(
        no("another_door_needs_its_reason") if suggested and route != suggested and not reason else YES,
        no("follow_up_not_ahead") if follow_up_on <= today else YES,
        screening_rules.may_follow_up(route=route, on=follow_up_on, today=today),
    )


def may_let_go(*, of_her_own_will: bool, needs_advice: bool) -> Decision:
    """Whether she may go no way now: not in danger without advice on safety."""
    return no("advice_first") if of_her_own_will and needs_advice else YES


def may_come_to_nothing(*, state: str, holder: int | None, me: int) -> Decision:
    """Whether it came to nothing: anyone notes it of one who waits, and whoever has her of one who is taken."""
    return YES if state == "sent" else may_go_on(state=state, holder=holder, me=me)


def may_answer_access(*, reason: str, asked_on: date, today: date) -> Decision:
    """Whether a request for access may be answered: never without a reason, and not before it came."""
    return first_no(
        YES if reason.strip() else no("access_reason_missing"),
        no("day_has_not_come") if asked_on > today else YES,
    )
