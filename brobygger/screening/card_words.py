"""What was said about how she may safely be reached, in words: what is allowed, and what is not."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from brobygger.base import languages
from brobygger.base.codes import Weekday
from brobygger.screening.card_forms import EVERY_DAY
from brobygger.screening.sealed_sheet import Sheet


@dataclass(frozen=True, slots=True)
class CardWords:
    """Sentences by what they say."""

    yes: list[str]
    no: list[str]
    words: list[tuple[str, str]]


def card_words(sheet: Sheet) -> CardWords:
    """The card as it will be."""
    said = sheet.said
    rings = _("The team may ring") if sheet.may_ring else _("The team may not ring")
    told = [(sheet.may_ring, f"{rings}, {_when(sheet)}" if sheet.may_ring and sheet.when_said else rings)]
    if sheet.may_ring and not sheet.when_said:
        told.append((False, _("When: not said. Nobody rings before the team has asked and been told.")))
    if sheet.may_ring:
        who = said.get("may_say_who_we_are")
        told += [
            _voicemail(sheet),
            (bool(who), _("Others may hear who rings") if who else _("Others may not hear who rings")),
        ]
    labels = (
        ("who_else_may_answer", _("Who else may answer the phone?")),
        ("word_when_safe", _("Code word: I can talk")),
        ("word_when_unsafe", _("Code word: I cannot talk")),
        ("cover_story", _("If someone asks who rings")),
        ("wishes", _("Other wishes about contact")),
    )
    words = [(label, str(said[name])) for name, label in labels if said.get(name)]
    if said.get("interpreter"):
        words.insert(0, (_("Interpreter"), languages.name_of(str(said.get("interpreter_language") or sheet.language))))
    return CardWords([one for yes, one in told if yes], [one for yes, one in told if not yes], words)


def _voicemail(sheet: Sheet) -> tuple[bool, str]:
    if not sheet.said.get("may_leave_voicemail"):
        return False, _("No message on the voicemail")
    if sheet.phone_is_seen:
        return False, _("A message on the voicemail was said yes to, but is not left: others may see or use the phone")
    return True, _("A message on the voicemail")


def _when(sheet: Sheet) -> str:
    days = int(sheet.said["days"])
    named = [str(day.label) for day in Weekday if days >> (day.value - 1) & 1]
    every = _("every day") if days == EVERY_DAY else ", ".join(named)
    hours = {"first": sheet.said["hour_from"], "last": sheet.said["hour_to"]}
    return _("%(days)s between %(first)s and %(last)s") % {"days": every, **{k: f"{v:02}.00" for k, v in hours.items()}}
