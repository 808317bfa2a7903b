"""The page with a code: the word lies sealed in the session of the one who gave it, until she says that it is learned.

So whatever is pressed on the page, and the browser's Back, lead back to it.
"""

import base64
import json
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base.sealed import seal, unseal
from brobygger.mailbox.actions import Opened
from brobygger.screening import actions, queries
from brobygger.screening.codes import SeedGiven
from brobygger.screening.danger_said import way_back_of
from brobygger.screening.duties_shown import danger_shown
from brobygger.screening.models import Screening

KEY, ABOUT = "code_shown", "session:code_shown"
HOLDS = timedelta(minutes=30)


def show(request: DoorRequest, row: Screening, opened: Opened, then: str) -> HttpResponse:
    """To the page with the code, which leads on to `then` when the person has it."""
    told = {"row": row.pk, "name": opened.code_name, "word": opened.code_word, "then": then}
    sealed = base64.b64encode(seal(json.dumps(told), about=ABOUT)).decode()
    request.session[KEY] = {"sealed": sealed, "at": timezone.now().isoformat()}
    return redirect("screening_code", row.pk)


def shown(request: DoorRequest, row: Screening) -> dict[str, Any] | None:
    """What is shown of this registration; nothing after a while, and where another code has been given since."""
    lies = request.session.get(KEY)
    if not lies or timezone.now() - datetime.fromisoformat(lies["at"]) > HOLDS:
        request.session.pop(KEY, None)
        return None
    told: dict[str, Any] = json.loads(unseal(base64.b64decode(lies["sealed"]), about=ABOUT))
    # Once she has used it, it is hers alone.
    same = row.mailbox is not None and told["name"] == row.mailbox.code_name and row.mailbox.last_opened_at is None
    return told if same and told["row"] == row.pk else None


@door(Act.SCREEN)
def code(request: DoorRequest, pk: int) -> HttpResponse:
    """Asked for, the code that was given; pressed, a new one."""
    if request.method == "POST":
        opened = actions.give_code(screening_id=pk, by=request.actor, at=timezone.now())
        return show(request, queries.own(request.actor, pk), opened, "seed")
    row = queries.own(request.actor, pk)
    told = shown(request, row)
    if told is None:
        return redirect("screening", pk)
    context = {
        "row": row, "code_name": told["name"], "code_word": told["word"],
        "way": way_back_of(request.actor, row),
        "paper": SeedGiven.NOTHING_ON_PAPER not in row.given,
        **danger_shown(request, row),
    }  # fmt: skip
    return render(request, "screening/code.html", context)


@door(Act.SCREEN, "POST")
def learned(request: DoorRequest, pk: int) -> HttpResponse:
    """The person has the code: its word is nowhere any more."""
    row = queries.own(request.actor, pk)
    told = shown(request, row)
    request.session.pop(KEY, None)
    if told is not None and told["then"] == "who":
        return redirect("screening_step", pk, "contact")
    return redirect("screening", pk)
