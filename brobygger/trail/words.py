"""What the trail's codes mean, as the end of a sentence that begins with who did it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.trail.models import Entry

SENTENCES: dict[str, str | Promise] = {
    "staff.signed_in": _("signed in"),
    "staff.signed_out": _("signed out"),
    "staff.sign_in_failed": _("tried to sign in with a wrong password"),
    "staff.role_given": _("gave someone a role"),
    "staff.role_ended": _("gave a role its last day"),
    "staff.role_kept": _("let a role go on"),
    "staff.invitation_renewed": _("made a new invitation link"),
    "staff.invitation_accepted": _("chose a password by invitation"),
}


def sentence(entry: Entry) -> str:
    """The entry in plain words: who, and what she did; an unknown code is shown as it is."""
    if entry.by is not None:
        who = entry.by.name
    else:
        who = gettext("The program itself") if entry.by_kind == "machine" else gettext("Someone not signed in")
    return f"{who} {SENTENCES.get(entry.what, entry.what)}"
