"""The one place that knows how the figures of a programme are read, and made into cards."""

from datetime import datetime

from brobygger.access.actor import Actor
from brobygger.base.decision import YES, Decision, no
from brobygger.evaluation import actions, cards, detect_cards, detect_words
from brobygger.evaluation.cards import Card
from brobygger.evaluation.figures import Figure, Question
from brobygger.evaluation.public import is_published, public


def figures_of(question: Question, *, by: Actor, at: datetime) -> list[Figure]:
    """Every figure of the question, of either kind of programme. NotFound outside the actor's zones."""
    return actions.read_figures(question, by=by, at=at, form="report")


def card_of(figure: Figure) -> Card:
    """The figure with its sentence, chart and table, in the language of the moment."""
    return detect_cards.card(figure) if figure.key in detect_words.TITLES else cards.card(figure)


def may_package(by: Actor, question: Question) -> Decision:
    """A data package holds what has been published: deciding that, once and for ever, is a page of its own."""
    return YES if is_published(by, question) else no("public_release_not_yet")


def public_figures_of(question: Question, *, by: Actor, at: datetime) -> list[Figure]:
    """The figures as they were published, small cells hidden. Refused where they have not been."""
    may_package(by, question).require()
    return public(by, question, at)
