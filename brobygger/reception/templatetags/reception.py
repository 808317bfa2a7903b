"""How long someone has waited, in words."""

from datetime import datetime

from django import template

from brobygger.reception.story import waited as in_words

register = template.Library()


@register.simple_tag
def waited(since: datetime, now: datetime) -> str:
    """Today, 1 day, 5 days."""
    return in_words(since, now)
