"""When a plan may be written, given and looked at again: facts in, a decision out. No Django, no clock."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from brobygger.base.decision import YES, Decision, no

FIRST_LOOK, NEXT_LOOK = 14, 30  # days; a proposal that the worker changes
LONGEST = 365


class Due(StrEnum):
    """Why a plan is to be looked at again."""

    CHANGED = "changed"
    DAY_PASSED = "day_passed"


class Came(StrEnum):
    """What became of a line that a page keeps."""

    NOTHING = "nothing"
    KEPT = "kept"
    BESIDE = "beside"  # someone has changed the line meanwhile: what this page says stands as a line of its own


def may_write(state: str) -> Decision:
    """Whether the team has the person: only then is there a plan to write."""
    if state in ("taken", "conversation_held"):
        return YES
    return no("not_taken_yet" if state == "sent" else "with_the_team_no_more")


def may_look_again_on(on: date, *, today: date) -> Decision:
    """Whether the plan may wait until then: a day ahead, and within a year."""
    return YES if 0 < (on - today).days <= LONGEST else no("look_again_within_a_year")


def may_be_given(form: str, *, chosen: str, chosen_on: date | None, printed: bool, today: date) -> Decision:
    """Whether the plan may be given in the form: the person chose it last, today, and a print has not been made."""
    if chosen != form or chosen_on != today:
        return no("ask_for_the_form")
    return no("ask_for_the_form_anew") if printed else YES


def due(*, look_again_on: date, today: date, changed: bool) -> Due | None:
    """Why the plan is to be looked at again; a change goes before a day."""
    if changed:
        return Due.CHANGED
    return Due.DAY_PASSED if look_again_on <= today else None


def came(*, same: bool, own: bool, touched: bool) -> Came:
    """What becomes of what a page says about a line that is there.

    `own` is that nobody else has changed or removed it since the page was shown, `touched` that the page itself has.
    """
    if same or not (own or touched):
        return Came.NOTHING
    return Came.KEPT if own else Came.BESIDE


ENDINGS = "(?:'?s|ens?|ets?)?"


def gives_away(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words stands in the text by itself, with an ending or without, in capitals or not."""
    told = "|".join(re.escape(word) for word in sorted(set(words)) if word)
    return bool(told and re.search(rf"(?<!\w)(?:{told}){ENDINGS}(?!\w)", text, re.IGNORECASE))
