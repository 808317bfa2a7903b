"""Codes of the registration in words."""

from __future__ import annotations

from collections.abc import Collection

from django import template
from django.utils.translation import gettext as _

from brobygger.screening.codes import SeedGiven, Sign

register = template.Library()


@register.filter
def sign_words(signs: Collection[str], most: int = 0) -> str:
    """The signs as a sentence's end; only the first ones where a list has little room."""
    named = [str(Sign(one).label) for one in Sign.values if one in signs]
    if most and len(named) > most:
        return _("%(signs)s and %(more)s more") % {"signs": ", ".join(named[:most]), "more": len(named) - most}
    return ", ".join(named)


@register.filter
def given_words(given: Collection[str]) -> str:
    """What she went away with."""
    return ", ".join(str(SeedGiven(one).label) for one in given)
