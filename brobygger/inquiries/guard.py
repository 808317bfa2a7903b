"""Holding off a flood: counts of what is tried, a stamp on each form, and one plain question."""

import random
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.utils import translation
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.tries import Limit, Limits, attempt, first_use
from brobygger.base.sealed import fingerprint
from brobygger.inquiries import rules
from brobygger.inquiries.opening import OpenRequest
from brobygger.mailbox import queries

TRAP = "website"  # a field that no person sees; who fills it in is asked the plain question
SALT = "brobygger.open-pages"
# Two plain words can be guessed: from one network some seventy times a day, from all together some hundreds.
CODE = Limits(
    network=Limit(free=60, longest=timedelta(minutes=1)),
    here=Limit(free=5, longest=timedelta(minutes=30), forgets=timedelta(days=1)),
    everywhere=Limit(free=300, forgets=timedelta(days=1)),
    waited=Limit(free=20, longest=timedelta(minutes=30), forgets=timedelta(days=1)),
)


@dataclass(frozen=True, slots=True)
class Held:
    """Why a form was not taken yet, in words, and what is asked now. Everything that she wrote stays in the form."""

    words: str = ""
    question: str = ""


def stamp(request: OpenRequest, deed: str, held: Held | None = None) -> dict[str, Any]:
    """What a form carries: when it was shown, good for one press, and the plain question where one is asked."""
    numbers = [random.randint(1, 5), random.randint(1, 5)] if held and held.question else []  # noqa: S311
    name = secrets.token_hex(8)
    told = {
        "name": name,
        "at": request.now.timestamp(),
        "deed": deed,
        "place": request.setup.zone_id,
        "sum": _answer(name, sum(numbers)) if numbers else "",
    }
    return {
        "stamp": signing.dumps(told, salt=SALT, compress=True),
        "trap": TRAP,
        "held": held.words if held else "",
        "question": _question(numbers) if numbers else "",
    }


def _answer(name: str, number: int | None) -> str:
    """The mark of the right answer: what the form carries can be read by anyone, and tells it to nobody."""
    return fingerprint("open.sum", name, str(number)).hex()


def _question(numbers: list[int]) -> str:
    words = rules.NUMBERS.get(translation.get_language() or "da", rules.NUMBERS["en"])
    return _("What is %(first)s plus %(second)s?") % {"first": words[numbers[0]], "second": words[numbers[1]]}


def hold(request: OpenRequest, deed: str) -> Held | None:
    """Nothing where the form may be taken; else what she is told, and whether she must answer the plain question."""
    network, zone = count(request, deed)
    told = _stamp_of(request, deed)
    if told is None:
        return Held(_("The page was too old, or came from somewhere else. Please press once more."))
    if not first_use(told["name"], rules.STAMP_HOLDS, request.now):
        return Held(_("This has been sent already. Press once more if you want to send it again."))
    asked = told["sum"]
    if asked and asked == _answer(told["name"], rules.number_told(typed.text(request.POST, "sum"))):
        return None
    if asked or typed.text(request.POST, TRAP) or rules.asks_a_question(deed, network=network, zone=zone):
        again = bool(asked)
        return Held(
            _("That was not the right number. Please try again.")
            if again
            else _("Many people are writing just now. Please answer a small question first."),
            question="yes",
        )
    if request.now.timestamp() - told["at"] < rules.TOO_FAST.total_seconds():
        return Held(_("That went very fast. Wait a moment, and press again."))
    return None


def _stamp_of(request: OpenRequest, deed: str) -> dict[str, Any] | None:
    try:
        told = signing.loads(typed.text(request.POST, "stamp", 2000), salt=SALT, max_age=rules.STAMP_HOLDS)
    except signing.BadSignature:
        return None
    here = (told.get("deed"), told.get("place")) == (deed, request.setup.zone_id)
    return dict(told) if here else None


def count(request: OpenRequest, deed: str) -> tuple[int, int]:
    """One more of this network and in this zone within the hour; how many each has now."""
    told = attempt(request, f"open.{deed}", Limits(), about=str(request.setup.zone_id), at=request.now)
    return told.here, told.everywhere


def wait_of_code(request: OpenRequest, code_name: str) -> datetime | None:
    """One more try of the code name, whether there is one or not; until when it waits where too many were wrong."""
    mark = queries.mark_of(request.setup.zone_id, code_name).hex()
    return attempt(request, "code", CODE, about=mark, at=request.now).until
