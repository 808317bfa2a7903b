"""Bounds for every number, day and object that can be typed, in addresses and in forms."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import BooleanField, ChoiceField, DateField, Field, FileField, IntegerField, JSONField, TimeField
from django.urls.converters import IntConverter
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.access.typed import MOST_DIGITS
from brobygger.base.storable import all_holdable

# What any column holds, and days that bear that some years are added or taken away.
LARGEST = 2**31 - 1
FIRST, AHEAD = date(1900, 1, 1), 25  # years

LEFT_EMPTY: dict[type[Any], Any] = {
    Field: _("Write something here."),
    ChoiceField: _("Choose an answer."),
    BooleanField: _("Tick here first."),
    DateField: _("Write a day."),
    TimeField: _("Write a time."),
    FileField: _("Choose a file."),
}


def last_day() -> date:
    """The last day that anyone may write: nothing here is planned for longer."""
    today = timezone.localdate()
    return date(today.year + AHEAD, 12, 31)


def within_the_span(day: date) -> None:
    """A day that can be right in somebody's life and work. ValidationError that says between which years."""
    if not FIRST <= day <= last_day():
        years = {"first": str(FIRST.year), "last": str(last_day().year)}
        raise ValidationError(_("Look at the year: it is one between %(first)s and %(last)s."), params=years)


def _an_object(read: Callable[[JSONField, Any], Any]) -> Callable[[JSONField, Any], Any]:
    """JSON that is an object, or nothing; Django lets some that cannot be read at all through as an exception.

    A character that nothing here can hold may be written in it by its number.
    """

    def to_python(field: JSONField, value: Any) -> Any:
        try:
            found = read(field, value)
        except (ValueError, RecursionError):
            found = ()
        if found is None or isinstance(found, dict):
            return all_holdable(found)
        raise ValidationError(field.error_messages["invalid"], code="invalid", params={"value": ""})

    return to_python


def bound() -> None:
    """From now on a number too long for a row is no address, and a form refuses it and a day outside any life, and
    says what is to be done where something is left empty.

    Django has no setting for it, and a class of our own would hold only where someone remembered it.
    """
    IntConverter.regex = f"[0-9]{{1,{MOST_DIGITS}}}"
    IntegerField.default_validators = [MinValueValidator(-LARGEST), MaxValueValidator(LARGEST)]
    JSONField.to_python = _an_object(JSONField.to_python)  # type: ignore[method-assign, assignment]
    DateField.default_validators = [within_the_span]
    for kind, words in LEFT_EMPTY.items():
        kind.default_error_messages = {**kind.default_error_messages, "required": words}
