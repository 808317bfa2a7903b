"""What could not be taken yet, sealed in the session until its page is asked for again.

So no page is the answer to a form, which the browser's Back would ask her to send once more.
"""

import base64
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect, QueryDict

from brobygger.access.typed import fields
from brobygger.base.sealed import seal, unseal
from brobygger.inquiries import rules
from brobygger.inquiries.guard import Held
from brobygger.inquiries.opening import AGAIN, OpenRequest

ABOUT = "session:h_again"
MOST = 8000  # of one field


@dataclass(frozen=True, slots=True)
class Again:
    """What stood in the form, why it was not taken, and what else the page says."""

    typed: QueryDict
    wrong: bool
    held: Held | None = None
    told: dict[str, Any] = field(default_factory=dict)


def ask_again(
    request: OpenRequest, deed: str, form: Form | None = None, *, wrong: bool = True, held: Held | None = None,
    **told: Any,
) -> HttpResponse:  # fmt: skip
    """The page is asked for anew, and finds what was written in it, and why it was not taken."""
    wanted = set(form.fields if form else ())
    typed: dict[str, list[str]] = {}
    for name, value in fields(request):
        if name in wanted:
            typed.setdefault(name, []).append(value[:MOST])
    _put(request, deed, {"typed": typed, "wrong": wrong, "held": asdict(held) if held else None, "told": told})
    return HttpResponseRedirect(request.get_full_path())


def found(request: OpenRequest, deed: str, *, keep: bool = False) -> Again | None:
    """What lies there for this page, which takes it away. Where it is kept, what was written is there next time too."""
    lies = request.session.get(AGAIN)
    if not lies or lies["deed"] != deed or lies["place"] != request.place:
        return None
    del request.session[AGAIN]
    if request.now - datetime.fromisoformat(lies["at"]) > rules.IDLE:
        return None
    told = json.loads(unseal(base64.b64decode(lies["sealed"]), about=ABOUT))
    if keep:
        _put(request, deed, told | {"wrong": False, "held": None})
    typed = QueryDict(mutable=True)
    for name, values in told["typed"].items():
        typed.setlist(name, values)
    return Again(typed, told["wrong"], Held(**told["held"]) if told["held"] else None, told["told"])


def done(request: OpenRequest) -> None:
    """It was taken: nothing lies there any more."""
    request.session.pop(AGAIN, None)


def _put(request: OpenRequest, deed: str, told: dict[str, Any]) -> None:
    sealed = base64.b64encode(seal(json.dumps(told, ensure_ascii=False), about=ABOUT)).decode()
    request.session[AGAIN] = {"deed": deed, "place": request.place, "sealed": sealed, "at": request.now.isoformat()}
    request.session.set_expiry(0)  # with the browser
