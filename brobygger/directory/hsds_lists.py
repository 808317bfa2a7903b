"""The lists inside a service: phones, opening hours, areas, languages, addresses, and who runs it."""

import re
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, format_number

from brobygger.base.codes import Weekday
from brobygger.base.phones import phones
from brobygger.directory import hours, places, rules
from brobygger.directory.codes import Language
from brobygger.directory.hsds import BYDAY
from brobygger.directory.hsds_read import Read

THREE_LETTERS = {
    "dan": "da", "eng": "en", "ara": "ar", "bos": "bs", "hrv": "bs", "srp": "bs", "deu": "de", "ger": "de", "fas": "fa",
    "per": "fa", "prs": "fa", "fao": "fo", "fra": "fr", "fre": "fr", "kal": "kl", "kur": "ku", "lit": "lt", "pol": "pl",
    "pus": "ps", "ron": "ro", "rum": "ro", "rus": "ru", "som": "so", "spa": "es", "swe": "sv", "tam": "ta", "tha": "th",
    "tgl": "tl", "fil": "tl", "tir": "ti", "tur": "tr", "ukr": "uk", "urd": "ur", "vie": "vi", "zho": "zh", "chi": "zh",
    "hr": "bs", "sr": "bs",
}  # fmt: skip
TIME = re.compile(r"(\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?(\+0[12]:?00)?")
NOT_WEEKLY = ("bymonthday", "byyearday", "byweekno", "count", "until", "valid_to")
# How often a rule comes round, each time and with an interval.
OFTEN = {
    "DAILY": (_("every day"), _("every %(n)s days")),
    "WEEKLY": (_("every week"), _("every %(n)s weeks")),
    "MONTHLY": (_("every month"), _("every %(n)s months")),
    "YEARLY": (_("every year"), _("every %(n)s years")),
}
A_DAY = re.compile(r"([+-]?\d{1,2})?([A-Z]{2})")
NOT_VOICE = {"fax", "textphone", "tty", "pager"}


def code_by_label(codes: Any, name: str) -> str:
    """The code whose words in Danish or English are the name, or nothing."""
    for language in ("da", "en"):
        with override(language):
            for code, label in codes.choices:
                if rules.folded(str(label)) == rules.folded(name):
                    return str(code)
    return ""


def dicts(read: Read, row: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects of a list; a problem is noted where it is no list of objects."""
    told = row.get(name) or []
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        read.wrong(name, "not_hsds", str(told))
        return []
    return told


def read_lists(read: Read, service: dict[str, Any]) -> None:
    """What the service's lists tell is among the values."""
    _organisation(read, service)
    if phones := dicts(read, service, "phones"):
        read.values["phones"] = _phones(read, phones)
    here = [row["location"] for row in dicts(read, service, "service_at_locations") if _is_a_place(row)]
    _schedules(read, dicts(read, service, "schedules") or [one for at in here for one in dicts(read, at, "schedules")])
    if not read.values.get("phones") and (there := [one for at in here for one in dicts(read, at, "phones")]):
        read.values["phones"] = _phones(read, there)
    _areas(read, dicts(read, service, "service_areas"))
    _languages(read, dicts(read, service, "languages"))
    _addresses(read, dicts(read, service, "service_at_locations"))


def _is_a_place(row: dict[str, Any]) -> bool:
    return isinstance(row.get("location"), dict)


def _organisation(read: Read, service: dict[str, Any]) -> None:
    told = service.get("organization")
    if not isinstance(told, dict):
        return
    read.values["organisation"] = read.text("organisation", told.get("name"))
    for ours, theirs in (("email", "email"), ("web", "website")):
        if told.get(theirs) and not read.values.get(ours):
            read.values[ours] = read.text(ours, told[theirs])
    if phones := dicts(read, told, "phones"):
        read.values["phones"] = _phones(read, phones)
    if told.get("contacts"):
        read.notes.append(("people_left_out", ""))


def _phones(read: Read, rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    found = []
    for row in rows:
        if str(row.get("type") or "voice").lower() in NOT_VOICE:
            read.notes.append(("fax_left_out", ""))
            continue
        told = read.text("phones", row.get("number"))
        numbers = _numbers(told)
        if not numbers:
            read.notes.append(("phone_left_out", told[:80]))
        extension = f"({row['extension']})" if row.get("extension") else ""
        for number, words in numbers:
            note = " ".join(filter(None, [extension, words, read.text("phones", row.get("description"))]))
            found.append({"number": number, "note": note[:100].strip()})
    return found


def _numbers(told: str) -> list[tuple[str, str]]:
    """Each number that can be rung in a field as people fill it in, and the words beside it."""
    if number := rules.phone_number(told):
        return [(number, "")]
    found = phones(told)
    if found.numbers and not found.unread:
        return list(zip(found.numbers, found.beside, strict=True))
    matches = list(PhoneNumberMatcher(told, "DK"))
    words = told
    for match in matches:
        words = words.replace(match.raw_string, " ")
    numbers = [format_number(match.number, PhoneNumberFormat.E164) for match in matches]
    return [(number, " ".join(words.split()).strip(" ()/;,.-")) for number in dict.fromkeys(numbers)]


def _schedules(read: Read, rows: list[dict[str, Any]]) -> None:
    openings = [(row, _opening(row)) for row in rows]
    if told := [opening.stored() for _row, opening in openings if opening]:
        read.values["hours"] = told
    for row, opening in openings:
        described = read.text("hours", row.get("description")) or read.text("hours", row.get("notes"))
        if opening is None and _has_times(row):
            with override("da"):
                rule = _rule(row)
            read.notes.append(("hours_kept_as_text", rule[:200]))
            if not described:
                described = rule
                with override("en"):
                    read.add_text("hours_note_en", _rule(row))
        if described and described not in read.values.get("hours_note_da", ""):
            read.add_text("hours_note_da", described)


def _rule(row: dict[str, Any]) -> str:
    """What cannot be counted with, in words, so that nobody reads more into it than stood there."""
    told = {name: " ".join(str(value).split()) for name, value in row.items() if value}
    once, several = OFTEN.get(told.get("freq", ""), (told.get("freq", ""), "%(n)s"))
    interval = told.get("interval", "1")
    hours = "–".join(filter(None, [_hour(told.get("opens_at", "")), _hour(told.get("closes_at", ""))]))
    until = told.get("valid_to") or told.get("until")
    parts = [
        str(once) if interval == "1" else str(several) % {"n": interval},
        " ".join(_day_of_rule(one.strip()) for one in told.get("byday", "").split(",")),
        gettext("day %(days)s of the month") % {"days": told["bymonthday"]} if "bymonthday" in told else "",
        hours,
        gettext("first time %(day)s") % {"day": _short(told["dtstart"])} if "dtstart" in told else "",
        gettext("from %(day)s") % {"day": _short(told["valid_from"])} if "valid_from" in told else "",
        gettext("until %(day)s") % {"day": _short(until)} if until else "",
        gettext("%(n)s times") % {"n": told["count"]} if "count" in told else "",
    ]
    return " ".join(filter(None, parts))


def _hour(text: str) -> str:
    found = TIME.fullmatch(text)
    return found[1] if found else text


def _day_of_rule(text: str) -> str:
    found = A_DAY.fullmatch(text)
    if found is None or found[2] not in BYDAY:
        return text
    label = str(Weekday(BYDAY.index(found[2]) + 1).label)
    day = label if get_language() == "en" else label.lower()
    if not found[1]:
        return day
    place = int(found[1])
    last = gettext("the last %(day)s") if place == -1 else gettext("%(day)s no. %(n)s")
    return last % {"day": day, "n": place}


def _short(text: str) -> str:
    day = _day({"day": text}, "day", None)
    return date_format(day, "SHORT_DATE_FORMAT") if day else text


def _has_times(row: dict[str, Any]) -> bool:
    return any(row.get(name) for name in ("opens_at", "closes_at", "freq", "byday", *NOT_WEEKLY))


def _opening(row: dict[str, Any]) -> hours.Opening | None:
    """Open every week on days that are told, at times that are Danish; else None."""
    if row.get("freq") not in (None, "", "WEEKLY", "DAILY") or str(row.get("interval") or 1) != "1":
        return None
    if any(row.get(name) for name in NOT_WEEKLY) or _day(row, "valid_from", date.min) > timezone.localdate():
        return None
    days = _days(row)
    opens, closes = (TIME.fullmatch(str(row.get(name) or "").strip()) for name in ("opens_at", "closes_at"))
    if not opens or not closes or not set(days) <= set(BYDAY):
        return None
    try:
        numbers = tuple(sorted({BYDAY.index(day) + 1 for day in days}))
        return hours.Opening(numbers, hours.minutes(opens[1]), hours.minutes(closes[1]))
    except hours.NotHours:
        return None


def _days(row: dict[str, Any]) -> list[str]:
    """The days of the week that are told; where none is, every day of a daily rule, and a weekly one's first day."""
    if told := str(row.get("byday") or "").strip():
        return [day.strip() for day in told.split(",")]
    first = _day(row, "dtstart", None)
    return list(BYDAY) if row.get("freq") == "DAILY" else [BYDAY[first.weekday()]] if first else [""]


def _day(row: dict[str, Any], name: str, otherwise: Any) -> Any:
    try:
        return date.fromisoformat(str(row.get(name) or "")[:10])
    except ValueError:
        return otherwise


def _areas(read: Read, rows: list[dict[str, Any]]) -> None:
    codes = []
    for row in rows:
        name = read.text("place_note", row.get("name")) or read.text("place_note", row.get("description"))
        extent = str(row.get("extent") or "")[:200] if row.get("extent_type") == "text" else ""
        code = places.known_by(extent) or places.known_by(name)
        if code:
            codes.append(code)
        elif name:
            read.notes.append(("place_kept_as_text", name[:200]))
            read.add_text("place_note", name)
    if codes:
        read.values["places"] = places.in_order(codes)


def _languages(read: Read, rows: list[dict[str, Any]]) -> None:
    codes = []
    for row in rows:
        told, name = str(row.get("code") or "").lower()[:8], read.text("language_note", row.get("name"))
        code = THREE_LETTERS.get(told, told.split("-")[0])
        code = code if code in Language.values else code_by_label(Language, name)
        if code:
            codes.append(code)
        elif name or told:
            read.notes.append(("language_kept_as_text", name or told))
            read.add_text("language_note", name or told)
    if codes:
        read.values["languages"] = list(dict.fromkeys(codes))


def _addresses(read: Read, rows: list[dict[str, Any]]) -> None:
    found = [address for row in rows if _is_a_place(row) for address in dicts(read, row["location"], "addresses")]
    if not found:
        return
    if len(found) > 1:
        read.notes.append(("extra_address_left_out", ""))
    first = found[0]
    street = ", ".join(filter(None, (read.text("address", first.get(name)) for name in ("address_1", "address_2"))))
    read.values["address"] = read.text("address", street)
    for name in ("postal_code", "city"):
        read.values[name] = read.text(name, first.get(name))
