"""The rows of the list and the choices of its filters as HTML: written out in one go: the page is opened all day.

Everything that someone has written goes through `escape`; what stands here by itself is the program's own.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.base import languages
from brobygger.base.codes import AgeGroup, IncidentType, PersonRole
from brobygger.desk.list_in_words import Line, Tag

KINDS = {"danger": "badge badge-error", "warning": "badge badge-warning", "info": "badge badge-info", "": "badge"}


def rows(lines: Iterable[Line]) -> SafeString:
    """The people of a list, each a line that opens her or him."""
    return SafeString("".join(map(_row, lines)))


def _row(line: Line) -> str:
    name, case = escape(line.name), int(line.case_id)
    if line.may_open:
        opens = f'<button class="open" name="case" value="{case}" data-open>{name}</button>'
    else:
        opens = f'<a class="open" href="/case/{case}/" data-open>{name}</a>'
    dots = "".join(
        f'<span class="dot">{dot.hour}<span class="sr-only"> {escape(dot.said)}</span></span>' for dot in line.dots
    )
    suits = f' <span class="suits">{escape(line.suits)}</span>' if line.suits else ""
    holder = f' <span class="holder">{escape(line.holder)}</span>' if line.holder else ""
    return (
        f'<li class="person{" soon" if line.soon else ""}" data-row>'
        f'<div class="who">{opens} <span class="about">{escape(line.about)}</span></div>'
        f'<div class="what">{escape(line.what)}{suits}</div>'
        f'<div class="tags">{"".join(map(_tag, line.tags))}</div>'
        f'<div class="tried">{dots}<span class="times">{escape(line.tried)}</span></div>'
        f'<div class="window">{escape(line.window)}{holder}</div></li>\n'
    )


def _tag(tag: Tag) -> str:
    return f'<span class="{KINDS[tag.kind]}">{escape(tag.words)}</span>'


@lru_cache(maxsize=8)
def _choices(_language: str) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    """The filters with their labels and choices, in the reader's language."""
    every = ("", _("All"))

    def of(
        name: str, label: str, choices: Iterable[tuple[str, object]]
    ) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        return name, label, (every, *((code, str(words)) for code, words in choices))

    return (
        of("incident_type", _("Incident"), IncidentType.choices),
        of("role", _("Role"), PersonRole.choices),
        of("age_group", _("Age"), AgeGroup.choices),
        of("language", _("Language"), [(code or "da", words) for code, words in languages.in_order()]),
    )


def filter_fields(set_to: Mapping[str, str]) -> SafeString:
    """The choices of each filter, with what is set chosen."""
    return SafeString(
        "".join(
            f'<div class="form-group"><label class="form-label" for="filter-{name}">{escape(label)}</label>'
            f'<select class="form-select" name="{name}" id="filter-{name}">'
            + "".join(
                f'<option value="{code}"{" selected" if set_to.get(name, "") == code else ""}>{escape(words)}</option>'
                for code, words in choices
            )
            + "</select></div>"
            for name, label, choices in _choices(get_language() or "da")
        )
    )
