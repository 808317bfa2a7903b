"""A wording with its gaps filled: the text exactly as it arrives."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import get_language, override

from brobygger.base.formats import weekday
from brobygger.contact.models import Wording


@dataclass(frozen=True, slots=True)
class Written:
    """A message as it arrives."""

    sender: str
    subject: str
    text: str


def written(wording: Wording, values: Mapping[str, str], *, sender: str) -> Written:
    """The wording with the values in its gaps, in its own language."""
    with override(wording.language):
        filled = {kind: SHOWN[kind](value) for kind, value in values.items()}
        return Written(sender, wording.subject.format(**filled), wording.text.format(**filled))


def _day(value: str) -> str:
    return weekday(date.fromisoformat(value))


def _time(value: str) -> str:
    return value.replace(":", ".") if _is_danish() else value


def in_pairs(value: str) -> str:
    """A Danish number in pairs of digits; others as they are."""
    if value.startswith("+45") and len(value) == 11:
        return " ".join(value[at : at + 2] for at in range(3, 11, 2))
    return value


def _link(value: str) -> str:
    return settings.PUBLIC_ADDRESS.rstrip("/") + value


def _is_danish() -> bool:
    return (get_language() or "da").startswith("da")


SHOWN = {"day": _day, "time": _time, "phone": in_pairs, "link": _link}
