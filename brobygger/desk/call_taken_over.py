"""A call that is no longer open with her: who has the person now, and the words that she had written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _

from brobygger.cases.states import CaseState
from brobygger.desk.case_story import closed_by_police
from brobygger.desk.contact_wishes_forms import SAID, as_text, read_shown, touched
from brobygger.desk.forms import CallForm
from brobygger.outreach.facts import CallPage

# What she would look for first.
FIRST = ("result", "decline_reason", "note")


def why(page: CallPage) -> str:
    """Why the call could not go on, in one sentence."""
    if page.held_by is not None and not page.held_by_me:
        return _("%(name)s has this person open now.") % {"name": page.held_by_name}
    if page.undo is not None:
        return _("This call has been saved.")
    if page.state != CaseState.TO_CALL:
        return closed_by_police(page) or _("The case has moved on in the meantime. Look at it again.")
    return _("Nobody has this person open now.")


def written(form: dict[str, str], *, at: datetime) -> list[tuple[str, str, bool]]:
    """Each answer with its label, in words; long texts are marked, so that they can be copied whole."""
    fields = CallForm(at=at).fields
    told: dict[str, Any] = {name: form[name] for name in (*FIRST, *form) if name in form}
    if "days" in told:
        told["days"] = told["days"].split()
    # What stands as the card filled it is not the worker's words, unless she has ticked that it was asked about again.
    mine = SAID if "wishes_said" in form else touched(as_text(form), read_shown(form.get("shown")))
    return [
        (str(fields[name].label), _said(fields[name], value), isinstance(fields[name].widget, forms.Textarea))
        for name, value in told.items()
        if name != "shown" and (name in mine or name not in SAID)
    ]


def about_contact(form: Mapping[str, Any], *, at: datetime) -> list[tuple[str, str]]:
    """What was written about contact, in words, what was taken away too."""
    changed = touched(as_text(form), read_shown(form.get("shown")))
    fields = CallForm(at=at).fields
    told = {name: form.get(name, "") for name in SAID if name in changed}
    return [
        (
            str(fields[name].label),
            _said(fields[name], value.split() if name == "days" else value) if value else _("taken away"),
        )
        for name, value in told.items()
    ]


def _said(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return _("Yes")
    if isinstance(field, forms.ChoiceField):
        listed: Any = field.choices
        names = {str(code): str(words) for code, words in listed}
        said: list[str] = value if isinstance(value, list) else [value]
        return ", ".join(names.get(one, one) for one in said)
    if isinstance(field, forms.DateField):
        try:
            day = field.to_python(value)
        except forms.ValidationError:
            day = None
        return formats.date_format(day) if day else str(value)
    return str(value)
