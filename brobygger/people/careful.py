"""Two contact cards become one: by default nothing is allowed that either of them forbids. Pure.

A card is a mapping of what stands on it; the number that an SMS may go to is the number itself.
"""

from collections.abc import Mapping
from typing import Any

from brobygger.people.rules import SPOKEN_FOR, is_said

type Card = Mapping[str, Any]

MESSAGES = ("may_sms", "may_email", "may_letter", "may_digital_post", "may_calendar", "may_use_links")
ALLOWS = ("may_ring", "may_say_who_we_are", "may_leave_voicemail", *MESSAGES)
# What is never lost, whichever card goes on: the stop, and who else may answer or listen.
WARNS = ("do_not_contact", "is_accused", "shares_phone_with_accused", "shares_address_with_accused")
WORDS = ("who_else_may_answer", "wishes", "word_when_safe", "word_when_unsafe", "cover_story")
# Where a message goes is allowed only where both say the same place.
PLACES = {"may_sms": "sms_number", "may_email": "email_to", "may_letter": "where_to_write"}
PLAIN = ("basis", "days", "hour_from", "hour_to", "interpreter", "interpreter_language", "confirmed_at", "confirmed_by")
NAMES = (*PLAIN, *ALLOWS, *WARNS, *WORDS, *PLACES.values())


def most_careful(one: Card, other: Card) -> dict[str, Any]:
    """Only what both allow, only in the hours of both, with the words of both, as old as the older of what was said."""
    spoken = [card for card in (one, other) if card["basis"] in SPOKEN_FOR]
    told = dict(min(spoken, key=lambda card: card["confirmed_at"] or "", default=one))
    if "none" in (one["basis"], other["basis"]):
        told["basis"] = "none"
    told |= {name: one[name] and other[name] for name in ALLOWS}
    told |= _hours_of_both(one, other)
    told["interpreter"] = one["interpreter"] or other["interpreter"]
    told["interpreter_language"] = one["interpreter_language"] or other["interpreter_language"]
    for name in WORDS:
        told[name] = "\n".join(dict.fromkeys(words for words in (one[name], other[name]) if words))
    for yes, place in PLACES.items():
        same = one[place] == other[place]
        told[yes], told[place] = told[yes] and same, one[place] if same else ""
    return with_warnings(told, one, other)


def _hours_of_both(one: Card, other: Card) -> dict[str, int]:
    """The days and hours that are safe on both cards; none where no hour is."""
    days, first = one["days"] & other["days"], max(one["hour_from"], other["hour_from"])
    last = min(one["hour_to"], other["hour_to"])
    said = is_said(days, first, last)
    return {"days": days if said else 0, "hour_from": first if said else 0, "hour_to": last if said else 0}


def with_warnings(chosen: Card, *cards: Card) -> dict[str, Any]:
    """The chosen card with every warning and every stop that stands on any of them."""
    told = dict(chosen) | {name: any(card[name] for card in (chosen, *cards)) for name in WARNS}
    stopped = told["do_not_contact"] or told["is_accused"]
    if stopped or told["basis"] == "none":
        told["may_ring"] = False
    if stopped or told["basis"] not in SPOKEN_FOR:
        told |= dict.fromkeys(MESSAGES, False)
    return told
