"""How the report's own page sets what leaders wrote, and its numbers."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from brobygger.report import tables
from brobygger.report.writing import Run

register = template.Library()
register.filter("written", tables.written)


@register.simple_tag
def runs(told: Sequence[Run]) -> SafeString:
    """The letters as they are set; whatever someone typed is text."""
    return format_html_join("", "{}", ((_run(one),) for one in told))


def _run(one: Run) -> SafeString:
    line = format_html_join(mark_safe("<br>"), "{}", ((part,) for part in one.text.split("\n")))
    line = format_html("<strong>{}</strong>", line) if one.bold else line
    return format_html("<em>{}</em>", line) if one.italic else line
