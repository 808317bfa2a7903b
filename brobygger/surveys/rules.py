"""Who may be invited, when a batch is opened, and what is left out of it. No Django, no clock, no chance."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from brobygger.base.decision import YES, Decision, first_no, no

LEAST_OF_A_BATCH, FEWEST, MOST = 10, 5, 200  # what a programme may decide lies between the last two
ALIKE = 5  # so many of a batch tell the same of themselves, or it is left out
CODE_HOLDS_MONTHS = 2  # besides the month in which it was made
INTERVIEW_WAITS_MONTHS = 6

type Told = tuple[str, str, str]  # role, incident type, outcome; empty where not told

# What is left out first of someone whose three are shared by too few: the incident type points most.
_KEPT = ((True, True, True), (True, False, True), (False, False, True))


@dataclass(frozen=True, slots=True)
class ToInvite:
    """What is known when someone is to be invited or exempted."""

    is_open: bool
    reached: bool
    at_all: Decision  # whether the gate lets anyone reach her at all
    survey: str  # what stands in the register
    reminders: bool


def may_invite(facts: ToInvite) -> Decision:
    """Whoever was reached is invited once; once more only where the programme reminds people. Nobody is invited in any
    way who may not be contacted: a slip and a code read aloud are contact too."""
    return first_no(
        YES if facts.is_open else no("survey_is_not_running"),
        YES if facts.reached else no("only_the_reached_are_invited"),
        facts.at_all,
        no("was_invited") if facts.survey == "sent" and not facts.reminders else YES,
    )


def may_exempt(facts: ToInvite) -> Decision:
    """An invitation that has gone out cannot be taken back: whoever has it may have answered."""
    return first_no(
        YES if facts.reached else no("only_the_reached_are_invited"),
        no("was_invited") if facts.survey == "sent" else YES,
    )


def may_open(*, begun: date, today: date, answers: int, least: int) -> Decision:
    """A batch is opened when the month in which it began has passed and enough answers lie in it."""
    return first_no(
        YES if (begun.year, begun.month) < (today.year, today.month) else no("month_has_not_passed"),
        YES if answers >= least else no("too_few_answers"),
    )


def left_out(rows: Sequence[Told]) -> list[Told]:
    """The same rows, without what fewer than `ALIKE` of them share: first the incident type, then the role, then all.

    Whoever tells nothing in the end is one of at least `ALIKE` too, or nobody is: a group next to them joins them.
    """
    found: list[Told] = [("", "", "")] * len(rows)
    open_ = list(range(len(rows)))
    for kept in _KEPT:
        shown = {at: _only(rows[at], kept) for at in open_}
        many = {told for told, count in Counter(shown.values()).items() if count >= ALIKE}
        for at in open_:
            if shown[at] in many:
                found[at] = shown[at]
        open_ = [at for at in open_ if shown[at] not in many]
    while 0 < (blank := sum(not any(one) for one in found)) < ALIKE and blank < len(found):
        fewest = min(Counter(one for one in found if any(one)).items(), key=lambda pair: (pair[1], pair[0]))[0]
        found = [("", "", "") if one == fewest else one for one in found]
    return found


def _only(told: Told, kept: Sequence[bool]) -> Told:
    role, incident_type, outcome = (one if keep else "" for one, keep in zip(told, kept, strict=True))
    return role, incident_type, outcome
