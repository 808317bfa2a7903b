"""Public figures for whoever wants them as data."""

from datetime import datetime

from brobygger.access.actor import Actor
from brobygger.disclosure import queries as disclosure
from brobygger.evaluation import public_actions
from brobygger.evaluation.figures import Figure, Question
from brobygger.evaluation.public_rules import is_whole


def public(by: Actor, question: Question, at: datetime) -> list[Figure]:
    """The public figures of the question, given out now where they have not been; a hidden cell is None.

    Refused as `public_actions.release` is: it cannot be taken back.
    """
    return public_actions.release(question, by=by, at=at).figures


def is_published(by: Actor, question: Question) -> bool:
    """Whether the figures of exactly these months, with every incident type, have been given out."""
    first, last = question.period.first, question.period.last
    if first is None or last is None or not is_whole(question.period):
        return False
    return any(
        (made.first_month, made.last_month, list(made.without), made.crossed) == (first, last.replace(day=1), [], "")
        for made in disclosure.releases(by, zone_id=question.zone_id, programme_id=question.programme_id)
    )
