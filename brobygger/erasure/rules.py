"""Whether someone may be erased: facts in, a decision out. No Django, no clock."""

from dataclasses import dataclass

from brobygger.base.decision import YES, Decision, no

NEVER = "never_should_have_been"


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in the way of erasing someone now."""

    under_way: bool = False  # a case is open, help is under way, a place is offered …
    duty_open: bool = False
    being_rung: bool = False
    being_sent: bool = False
    held: str = ""  # why nothing of hers is erased for now
    archive_undecided: bool = False


def may_erase(found: Standing, *, why: str) -> Decision:
    """Nothing is under way with her, nobody holds her back, and the archive authority has decided, where it must."""
    if found.held:
        return no("erasure_is_held")
    if found.duty_open:
        return no("duty_is_open")
    if found.being_rung:
        return no("someone_is_on_the_phone")
    if found.being_sent:
        return no("message_is_being_sent")
    if found.under_way:
        return no("something_is_under_way")
    if found.archive_undecided and why != NEVER:
        return no("archive_has_not_decided")
    return YES
