"""What was typed on the way to sending a referral: it lies sealed in the sender's session until the referral is sent.

So the browser's Back leads back to it, also without script.
"""

import base64
import json
from typing import Any

from brobygger.access.doors import DoorRequest
from brobygger.base.sealed import seal, unseal
from brobygger.referrals.forms import SendForm

KEY, ABOUT = "referral_half_written", "session:referral_half_written"


def keep(request: DoorRequest, referral_id: int, form: SendForm) -> None:
    """What stands in the form, right or wrong, stands there when the page is asked for again."""
    told = json.dumps({field.name: field.value() for field in form})
    about = f"{ABOUT}:{referral_id}"
    request.session[KEY] = {"of": referral_id, "sealed": base64.b64encode(seal(told, about=about)).decode()}


def found(request: DoorRequest, referral_id: int) -> dict[str, Any]:
    """What was typed about this referral; empty where nothing was, or where another's has taken its place."""
    lies = request.session.get(KEY)
    if not lies or lies["of"] != referral_id:
        return {}
    told: dict[str, Any] = json.loads(unseal(base64.b64decode(lies["sealed"]), about=f"{ABOUT}:{referral_id}"))
    return told


def forget(request: DoorRequest) -> None:
    """It was sent: nothing lies there any more."""
    request.session.pop(KEY, None)
