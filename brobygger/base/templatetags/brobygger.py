"""Template tags of the house: the main menu, the words of a refusal, and form inputs in the design system's clothes."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django import template
from django.apps import apps
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Select
from django.forms.boundfield import BoundWidget
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from brobygger.base.formats import weekday, weekday_since
from brobygger.base.menu import Group, address, grouped, menu
from brobygger.base.paper import without_font
from brobygger.base.phones import names_only_the_kind

register = template.Library()
register.filter(weekday)
register.filter(weekday_since)
register.filter(names_only_the_kind)
register.filter(without_font)


@register.simple_tag
def url_if_there(name: str) -> str:
    """The address of a page, or nothing where no room has it."""
    return address(name)


@register.simple_tag(takes_context=True)
def nav(context: template.Context) -> list[Group]:
    """The pages of the main menu that the actor may open in the zone she looks at, and which of them she is in."""
    path = context["request"].path if "request" in context else ""
    may = context.get("may_here") or context.get("may") or {}
    return grouped(menu(may, path, context.get("badges") or {}, context.get("kinds") or ()))


@cache
def _reasons() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("brobygger.") and find_spec(f"{app.name}.words"):
            found |= getattr(import_module(f"{app.name}.words"), "REASONS", {})
    return found


def _moment(fact: datetime) -> str:
    return f"{weekday(localtime(fact))} {date_format(localtime(fact), 'TIME_FORMAT')}"


@register.simple_tag
def reason(code: str, **facts: object) -> str:
    """A refusal's reason in words; the rooms keep theirs in `words.py`. A moment among the facts is told as here."""
    words = _reasons().get(code)
    told = {name: _moment(fact) if isinstance(fact, datetime) else fact for name, fact in facts.items()}
    return str(words) % told if words and facts else str(words) if words else _("It is not possible as things stand.")


@register.filter
def widget_kind(field: BoundField) -> str:
    """How a form field is drawn: hidden, options, checkbox, or the label over the input."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "options"
    return "checkbox" if isinstance(widget, CheckboxInput) else "input"


@register.filter
def option_kind(option: BoundWidget) -> str:
    """`radio` or `checkbox`, for one of several choices."""
    return str(option.data["type"])


@register.filter
def styled(field: BoundField, width: str = "") -> SafeString | Iterable[BoundWidget]:
    """The input with the design system's class; for radios and checkbox lists each choice with its own."""
    widget = field.field.widget
    # A label stands over each field; the words that others put inside an empty one only say it again.
    if field.form.__class__.__module__.startswith("allauth."):
        widget.attrs.pop("placeholder", None)
    if widget_kind(field) == "options":
        attrs = {"class": "form-checkbox" if isinstance(widget, CheckboxSelectMultiple) else "form-radio"}
        return field.subwidgets if widget.attrs.get("class") else _choices(field, attrs)
    if widget.template_name == Select.template_name:
        widget.template_name = "brobygger/select.html"
    kind = "form-checkbox" if isinstance(widget, CheckboxInput) else "form-select" if isinstance(widget, Select) else ""
    kind = kind or ("" if isinstance(widget, FileInput) else "form-input")
    classes = " ".join(filter(None, [str(widget.attrs.get("class", "")), kind, width]))
    return field.as_widget(attrs={"class": classes} if classes else {})


def _choices(field: BoundField, attrs: dict[str, Any]) -> list[BoundWidget]:
    attrs = field.build_widget_attrs(attrs, field.field.widget)
    attrs.setdefault("id", field.auto_id)
    widgets = field.field.widget.subwidgets(field.html_name, field.value(), attrs=attrs)
    renderer = field.form.renderer
    return [BoundWidget(field.field.widget, data, renderer) for data in widgets]
