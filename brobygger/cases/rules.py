"""When a move by dates is so large that a person looks at it first. Pure."""

from datetime import timedelta

from brobygger.base.decision import YES, Decision, no

FEW = 5  # so many may go by themselves whatever the clock did
MANY, SHARE = 50, 0.1  # more than so many, and more than this share of those that there are
LEAP = timedelta(days=2)


def may_pass_unseen(*, count: int, of: int, since_last_look: timedelta) -> Decision:
    """Yes, or no with the reason where so many out of `of` are not moved without a person.

    In a large house that is a share of those that there are: each night's own are few of them. In a small one a few
    may be everyone, so there it is the clock that counts: more than a handful after it has leapt ahead.
    """
    if count > MANY and count > SHARE * of:
        return no("many_at_once")
    return no("clock_leapt") if count > FEW and since_last_look > LEAP else YES
