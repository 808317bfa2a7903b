"""What a package holds in words, field by field, in the language of the one who reads it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel import Locale
from django.utils.dateformat import format as as_format
from django.utils.formats import get_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.base.codes import AgeGroup, Gender, IncidentType, PersonRole
from brobygger.outreach.call_page import in_pairs
from brobygger.people.naming import about_minor
from brobygger.people.rules import SPOKEN_FOR, is_said
from brobygger.people.when_safe import WHEN, in_words
from brobygger.referrals.contents import Contents
from brobygger.referrals.states import Field

MONDAY = date(2026, 11, 16)


@dataclass(frozen=True, slots=True)
class Shown:
    """One field in words: its code, what it is called, and what it says, line by line."""

    code: str
    label: str
    lines: tuple[str, ...]


def shown(told: Contents, *, without: Collection[str] = ()) -> tuple[Shown, ...]:
    """The fields of a package in the order of the page; what is left out still tells whom to ring about a child."""
    fields = dict(told)
    if isinstance(told.get(Field.CHILD), dict):
        name = told.get(Field.NAME) or {}
        guardian = name.get("given_name") or name.get("family_name", "")
        fields[Field.CHILD] = told[Field.CHILD] | {"guardian": guardian}
    return tuple(_one(field, fields[field]) for field in Field if field in fields and field not in without)


def _one(field: Field, value: Any) -> Shown:
    if field in _CODES:
        lines = [str(_CODES[field](value).label)]
    elif field in _WORDS:
        lines = _WORDS[field](value)
    else:
        lines = [str(value)]
    return Shown(field.value, str(field.label), tuple(line for line in lines if line))


def _name(value: dict[str, str]) -> list[str]:
    return [f"{value.get('given_name', '')} {value.get('family_name', '')}".strip()]


def _numbers(value: list[dict[str, Any]]) -> list[str]:
    return [
        in_pairs(told["number"])
        + (f" ({told['beside']})" if told.get("beside") else "")
        + (f" ({_('the accused may use this number too')})" if told.get("shared_with_accused") else "")
        for told in value
    ]


def _spoken(value: dict[str, Any]) -> list[str]:
    lines = [language_name(value.get("language", ""))]
    if value.get("interpreter"):
        language = value.get("interpreter_language") or value.get("language", "")
        lines.append(_("Interpreter needed: %(language)s") % {"language": language_in_sentence(language)})
    return lines


def _card(value: dict[str, Any]) -> list[str]:
    basis, when = value.get("basis", ""), [value.get(name, 0) for name in WHEN]
    if basis in SPOKEN_FOR and is_said(*when):
        lines = [safe_times(*when)]
    else:
        lines = [_("When it is safe: %(when)s.") % {"when": in_words(basis, *when).lower()}]
    if value.get("shares_phone_with_accused"):
        lines.append(_("Shares the phone with the accused: the accused may answer."))
    if value.get("shares_address_with_accused"):
        lines.append(_("Lives with the accused: the accused may be listening."))
    lines.append(_("A message may be left.") if value.get("may_leave_voicemail") else _("Leave no message."))
    if value.get("may_say_who_we_are"):
        lines.append(_("Someone else who answers may hear who is ringing."))
    else:
        lines.append(_("Say to no one else who is ringing, nor why."))
    for name, words in (
        ("who_else_may_answer", _("May also answer: %(words)s")),
        ("wishes", _("Wishes: %(words)s")),
        ("word_when_safe", _("Word that says it is safe to speak: %(words)s")),
        ("word_when_unsafe", _("Word that says it is not safe: %(words)s")),
        ("cover_story", _("What to say if someone else asks: %(words)s")),
    ):
        if value.get(name):
            lines.append(words % {"words": value[name]})
    return lines


def _child(value: Any) -> list[str]:
    """Tove, 0–17 – ring Lars (guardian), and until when; what was sent before it had a name says only that."""
    told = value if isinstance(value, dict) else {}
    lines = [about_minor(told["given_name"], told.get("guardian", ""))] if told.get("given_name") else []
    lines.append(_("It is about a child; the guardian is the one to ring."))
    if told.get("adult_on"):
        day = as_format(date.fromisoformat(told["adult_on"]), get_format("DATE_FORMAT"))
        lines.append(_("The child is 18 from %(day)s. From then on the guardian is not rung.") % {"day": day})
    return lines


def safe_times(days: int, hour_from: int, hour_to: int) -> str:
    """Monday–Friday, 10–14; or that no hours are ruled out."""
    parts = []
    if days & 127 != 127:
        parts.append(_weekdays(days) or _("on no day"))
    if (hour_from, hour_to) != (0, 24):
        parts.append(_("between %(from)s and %(to)s") % {"from": f"{hour_from}.00", "to": f"{hour_to}.00"})
    return _("May be rung %(when)s.") % {"when": " ".join(parts)} if parts else _("No days or hours are ruled out.")


def _weekdays(days: int) -> str:
    """Monday to Friday, or Monday and Thursday: runs of three or more are named by their ends."""
    runs: list[list[int]] = []
    for day in range(7):
        if days >> day & 1:
            if runs and runs[-1][-1] == day - 1:
                runs[-1].append(day)
            else:
                runs.append([day])
    parts: list[str] = []
    for run in runs:
        if len(run) > 2:
            parts.append(_("%(first)s to %(last)s") % {"first": _day(run[0]), "last": _day(run[-1])})
        else:
            parts += [_day(day) for day in run]
    if len(parts) < 2:
        return "".join(parts)
    return _("%(days)s and %(last)s") % {"days": ", ".join(parts[:-1]), "last": parts[-1]}


def _day(day: int) -> str:
    """The weekday as the language writes it in a sentence."""
    return as_format(MONDAY + timedelta(day), "l")


def language_name(code: str) -> str:
    """The language in the words of the reader; a code that nobody foresaw stands as it came."""
    known = Locale.parse(get_language() or "da", sep="-").languages
    name = str(known.get(code or "da", code.upper()))
    return name[:1].upper() + name[1:]


def language_in_sentence(code: str) -> str:
    """The language as it stands inside a sentence: Danish has no capital letter there."""
    name = language_name(code)
    return name if (get_language() or "da").startswith("en") else name[:1].lower() + name[1:]


_WORDS: dict[Field, Any] = {
    Field.NAME: _name,
    Field.NUMBERS: _numbers,
    Field.LANGUAGE: _spoken,
    Field.CONTACT: _card,
    Field.CHILD: _child,
    Field.NOTE: lambda value: value.splitlines(),
}
_CODES: dict[Field, Any] = {
    Field.INCIDENT_TYPE: IncidentType,
    Field.ROLE: PersonRole,
    Field.GENDER: Gender,
    Field.AGE_GROUP: AgeGroup,
}
