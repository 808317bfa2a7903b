"""How a message's words are named and shown before their gaps are filled."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from brobygger.contact.words import GAPS, LANGUAGES, NAMES

register = template.Library()


@register.simple_tag
def wording_name(key: str) -> str:
    """The name of the words; those of one's own by their short name."""
    words = NAMES.get(key)
    return str(words) if words else key.replace("_", " ")


@register.simple_tag
def language_word(code: str) -> str:
    """A language in a word."""
    return str(LANGUAGES.get(code, code.upper()))


@register.simple_tag
def gaps(text: str) -> SafeString:
    """The text with its gaps as marked words."""
    shown = re.sub(r"\{(\w+)\}", lambda gap: f"<mark>{escape(GAPS.get(gap[1], gap[1]))}</mark>", escape(text))
    return mark_safe(shown)  # noqa: S308  escaped above
