"""Codes of the registration in words."""

from collections.abc import Collection
from datetime import date

from django import template
from django.utils.translation import gettext as _

from brobygger.screening.codes import AdviceGiven, Danger, SeedGiven, Sign
from brobygger.screening.danger_said import answer_words, criterion_words, taken_back_of
from brobygger.screening.models import CriterionAnswer, Screening

register = template.Library()


@register.filter
def sign_words(signs: Collection[str], most: int = 0) -> str:
    """The signs as a sentence's end; only the first ones where a list has little room."""
    named = _in_a_sentence([str(Sign(one).label) for one in Sign.values if one in signs])
    if most and len(named) > most:
        return _("%(signs)s and %(more)s more") % {"signs": ", ".join(named[:most]), "more": len(named) - most}
    return ", ".join(named)


@register.filter
def given_words(given: Collection[str]) -> str:
    """What she went away with."""
    return ", ".join(_in_a_sentence([str(SeedGiven(one).label) for one in SeedGiven.values if one in given]))


@register.filter
def advice_words(given: Collection[str]) -> str:
    """What was gone through about safety."""
    return "; ".join(_in_a_sentence([str(AdviceGiven(one).label) for one in AdviceGiven.values if one in given]))


@register.filter
def answered(row: Screening, danger: str) -> str:
    """What is answered about danger to life, or to a child."""
    told = row.detection.danger if danger == Danger.LIFE else row.detection.child_worry
    return answer_words(told, taken_back_of(row).get(Danger(danger)))


@register.filter
def criterion_answered(one: CriterionAnswer, taken_back: dict[Danger, date]) -> str:
    """What is answered to one of the programme's questions."""
    return criterion_words(one, taken_back)


def _in_a_sentence(named: list[str]) -> list[str]:
    """The first begins as it is; the others go on in the same sentence, apart from what is always written large."""
    return [*named[:1], *(one if one.startswith("I ") else one[:1].lower() + one[1:] for one in named[1:])]
