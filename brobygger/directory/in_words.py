"""An offer in the words of a page."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import get_language, gettext, ngettext

from brobygger.base.codes import Gender, Weekday
from brobygger.base.workdays import Calendar, day_of
from brobygger.directory import hours, places, rules
from brobygger.directory.codes import Address, Language, Need, Relation, WayIn
from brobygger.directory.models import Offer


def phone_words(number: str) -> str:
    """A number as it is said: 72 21 72 21, 116 006, 1888."""
    if number.startswith("+45") and len(number) == 11:
        bare = number[3:]
        return " ".join(bare[n : n + 2] for n in range(0, 8, 2))
    if number in {"116006", "116111"}:
        return f"{number[:3]} {number[3:]}"
    return number


def place_name(code: str) -> str:
    """A place in words."""
    if code == places.COUNTRY:
        return gettext("The whole country")
    return places.REGIONS.get(code) or places.MUNICIPALITIES.get(code, code)


def labels(codes: Any, told: list[str]) -> list[str]:
    """The codes' words, in the order of the closed list."""
    return [str(label) for code, label in codes.choices if code in told]


def due_of(offer: Offer) -> date | None:
    """The day on which the offer is to be checked."""
    checked = timezone.localdate(offer.checked_at) if offer.checked_at else None
    return rules.check_due(checked, offer.noted_on, offer.check_again_days, confirmed=not offer.to_be_confirmed)


def line(offer: Offer, *, now: datetime) -> dict[str, Any]:
    """An offer as it stands in a list and at the top of its own page."""
    local = timezone.localtime(now)
    openings = hours.of(offer.hours)
    due = due_of(offer)
    return {
        "offer": offer,
        "closed": offer.is_closed_on(day_of(local)),
        "name": str(offer),
        "description": offer.text("description"),
        "needs": labels(Need, offer.needs) + offer.other_terms,
        "where": ", ".join(filter(None, [*map(place_name, offer.places), offer.place_note])),
        "phones": [(phone_words(p["number"]), p["number"], p["note"]) for p in offer.phones],
        "who": _who(offer),
        "hours": hours.written(openings, get_language() or "da"),
        "open": hours.is_open(openings, local),
        "opens": _opens(openings, local),
        "waiting": waiting(offer),
        "stale": rules.is_stale(due, day_of(local)),
        "due": due,
    }


def just_now(openings: tuple[hours.Opening, ...], local: datetime, days_off: Calendar | None = None) -> str:
    """Whether a number is answered at the moment; nothing where it always is, or where no hours are told.

    Where offices are closed on some days, hours tell nothing of such a day, and nobody is told that it opens on one.
    """
    off = [days_off and day.isoweekday() < 6 and not days_off.is_working_day(day) for day in _week_from(local)]
    if not openings or openings == hours.AROUND_THE_CLOCK or off[0]:
        return ""
    if hours.is_open(openings, local):
        return gettext("Open right now")
    if any(off):
        return gettext("Closed right now.")
    return gettext("Closed right now. %(opens)s.") % {"opens": _opens(openings, local)}


def _week_from(local: datetime) -> list[date]:
    return [day_of(local) + timedelta(days=n) for n in range(8)]


def _opens(openings: tuple[hours.Opening, ...], local: datetime) -> str:
    found = hours.opens_next(openings, local)
    if found is None:
        return ""
    day, minute = found
    clock = hours.clock(minute)
    if day == local.isoweekday() and minute > local.hour * 60 + local.minute:
        return gettext("Opens at %(clock)s") % {"clock": clock}
    name = str(Weekday(day).label)
    shown = name if get_language() == "en" else name.lower()
    return gettext("Opens %(day)s at %(clock)s") % {"day": shown, "clock": clock}


def _who(offer: Offer) -> list[str]:
    told = labels(Relation, offer.relations)
    if offer.gender:
        told.append({Gender.FEMALE: gettext("Women"), Gender.MALE: gettext("Men")}[Gender(offer.gender)])
    if offer.age_from is not None and offer.age_to is not None:
        told.append(gettext("%(low)s–%(high)s years") % {"low": offer.age_from, "high": offer.age_to})
    elif offer.age_from is not None:
        told.append(gettext("From %(age)s years") % {"age": offer.age_from})
    elif offer.age_to is not None:
        told.append(gettext("Up to and including %(age)s years") % {"age": offer.age_to})
    return told


def waiting(offer: Offer) -> str:
    """How long one waits, and when that was told."""
    low, high = offer.waiting_from, offer.waiting_to
    if low is None and high is None:
        return ""
    if not high:
        days = gettext("No wait") if not low else ngettext("From %(n)s day", "From %(n)s days", low) % {"n": low}
    elif low is None or low == high:
        days = ngettext("Up to %(n)s day", "Up to %(n)s days", high) % {"n": high}
    else:
        days = gettext("%(low)s to %(high)s days") % {"low": low, "high": high}
    told = formats.date_format(offer.waiting_on, "SHORT_DATE_FORMAT") if offer.waiting_on else ""
    return f"{days} ({told})" if told else days


def page(offer: Offer, *, now: datetime) -> dict[str, Any]:
    """Everything about one offer."""
    return line(offer, now=now) | {
        "languages": labels(Language, offer.languages),
        "ways_in": labels(WayIn, offer.ways_in),
        "who_more": offer.text("who"),
        "how": offer.text("how"),
        "hours_note": offer.text("hours_note"),
        "price_note": offer.text("price_note"),
        "capacity": offer.text("capacity"),
        "address": ", ".join(filter(None, [offer.address, f"{offer.postal_code} {offer.city}".strip()])),
        "secret": offer.address_is == Address.SECRET,
    }
