"""A call that is no longer open with her: who has the person now, and the words that she had written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _

from brobygger.cases.states import CaseState
from brobygger.desk.forms import CallForm
from brobygger.outreach.facts import CallPage


def why(page: CallPage) -> str:
    """Why the call could not go on, in one sentence."""
    if page.held_by is not None and not page.held_by_me:
        return _("%(name)s has this person open now.") % {"name": page.held_by_name}
    if page.undo is not None:
        return _("This call has been saved.")
    if page.state != CaseState.TO_CALL:
        return _("The case has moved on in the meantime. Look at it again.")
    return _("Nobody has this person open now.")


def written(form: dict[str, str], *, at: datetime) -> list[tuple[str, str, bool]]:
    """Each answer with its label, in words; long texts are marked, so that they can be copied whole."""
    fields = CallForm(at=at).fields
    days = {"days": form["days"].split()} if "days" in form else {}
    return [
        (str(fields[name].label), _said(fields[name], value), isinstance(fields[name].widget, forms.Textarea))
        for name, value in (form | days).items()
    ]


def _said(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return _("Yes")
    if isinstance(field, forms.ChoiceField):
        listed: Iterable[Any] = field.choices
        names = {str(code): str(words) for code, words in listed}
        return ", ".join(names.get(one, one) for one in (value if isinstance(value, list) else [value]))
    if isinstance(field, forms.DateField):
        try:
            return formats.date_format(field.to_python(value))
        except forms.ValidationError:
            return str(value)
    return str(value)
