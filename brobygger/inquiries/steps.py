"""Which question comes when. Pure: the answers so far go in, a question comes out."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

type Answers = Mapping[str, Any]


class Step(IntEnum):
    """The pages of an inquiry. Their numbers stand in the address, so that nothing can be read from it."""

    CODE = 0
    ABOUT = 1
    DANGER = 2
    SAID_YES = 3
    ADULT = 4
    CHILDREN = 5
    WORRY = 6
    WORDS = 7
    REACH = 8
    CONTACT = 9
    CONSENT = 10
    LANGUAGE = 11
    HEARD = 12
    CHECK = 13


ME = "me"
ABOUT = (ME, "known", "work")
# Where the questions end without anything being sent.
UNDER_AGE, NOT_ASKED = "under_age", "not_asked"


def is_other(answers: Answers) -> bool:
    """Whether someone writes about another."""
    return answers.get("about") in ABOUT[1:]


def wants_contact(answers: Answers) -> bool:
    """Whether the team is to get in touch: she asked for it, or the other said that she has said yes."""
    return is_other(answers) or answers.get("reach") == "contact"


def order(answers: Answers) -> list[Step]:
    """The questions that are hers, in order."""
    if answers.get("change"):
        return [Step.REACH, *([Step.CONTACT, Step.CONSENT] if wants_contact(answers) else []), Step.CHECK]
    other = is_other(answers)
    return [
        *([Step.CODE] if answers.get("word") else []),
        Step.ABOUT,
        Step.DANGER,
        *([Step.SAID_YES] if other else []),
        Step.ADULT,
        Step.CHILDREN,
        *([Step.WORRY] if answers.get("children") == "yes" else []),
        Step.WORDS,
        *([] if other else [Step.REACH]),
        *([Step.CONTACT, Step.CONSENT] if wants_contact(answers) else []),
        Step.LANGUAGE,
        *([] if other else [Step.HEARD]),
        Step.CHECK,
    ]


def ending(answers: Answers) -> str:
    """Why nothing is to be sent: she is a child and has another way, or the other has not been asked; else nothing."""
    if is_other(answers) and "no" in (answers.get("said_yes"), answers.get("consent")):
        return NOT_ASKED
    return UNDER_AGE if answers.get("adult") == "no" else ""


def ends_after(answers: Answers) -> Step:
    """The question after which nothing more is asked, where it ends."""
    if is_other(answers) and answers.get("said_yes") == "no":
        return Step.SAID_YES
    return Step.ADULT if answers.get("adult") == "no" else Step.CONSENT


def following(answers: Answers, step: Step) -> Step:
    """The question after this one."""
    return next((one for one in order(answers) if one > step), Step.CHECK)


def before(answers: Answers, step: Step) -> Step | None:
    """The question before this one; none before the first."""
    return max((one for one in order(answers) if one < step), default=None)


def first_open(answers: Answers) -> Step:
    """Where she goes on: the first question that she has not seen."""
    seen = set(answers.get("seen", ()))
    return next((one for one in order(answers) if one not in seen and one is not Step.CODE), Step.CHECK)


def may_open(answers: Answers, step: Step) -> bool:
    """Whether the question is hers, and everything before it has been seen."""
    return step in order(answers) and step <= first_open(answers)


def is_complete(answers: Answers) -> bool:
    """Whether every question has been seen, and it does not end elsewhere."""
    return not ending(answers) and first_open(answers) is Step.CHECK
