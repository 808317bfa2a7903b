"""A certificate on paper: what was erased, where and when. It names nobody whom it is about."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.base import paper
from brobygger.erasure import queries
from brobygger.erasure.models import Proof
from brobygger.erasure.words import ROOMS
from brobygger.staff.queries import called

PAGE = r"""
#set document(title: told.title, author: ())
#set page(paper: "a4", margin: 2.4cm, numbering: "1 / 1")
#set text(lang: told.lang, size: 11pt)
#heading(level: 1, told.title)
#for line in told.facts { par(line) }
#for part in told.parts {
  heading(level: 2, part.heading)
  for room in part.rooms { par(strong(room.name)); list(..room.tables) }
}
#heading(level: 2, told.elsewhere.heading)
#for line in told.elsewhere.lines { par(line) }
"""


def said(row: Proof) -> dict[str, Any]:
    """What a certificate says, in words, for the page and for paper."""
    names = called([row.asked_by_id, row.erased_by_id])
    day = date_format(timezone.localtime(row.erased_at), "SHORT_DATETIME_FORMAT")
    asked = date_format(timezone.localtime(row.asked_at), "SHORT_DATETIME_FORMAT")
    return {
        "title": _("Certificate of erasure no. %(number)s") % {"number": row.number},
        "facts": [
            _("Zone: %(zone)s") % {"zone": row.zone.name},
            _("Reason: %(why)s") % {"why": row.get_why_display()},
            _("Asked for %(day)s by %(name)s") % {"day": asked, "name": names[row.asked_by_id]},
            _("Confirmed and carried out %(day)s by %(name)s") % {"day": day, "name": names[row.erased_by_id]},
            _("Fingerprint in the trail: %(digest)s") % {"digest": f"{queries.digest(row):032x}"},
        ],
        "parts": [
            {"heading": heading, "rooms": _rooms(told)}
            for heading, told in ((_("What was erased"), row.gone), (_("What stays, and why"), row.left))
            if told
        ],
        "elsewhere": {"heading": _("Outside the tables"), "lines": elsewhere(row)},
    }


def _rooms(told: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {"name": str(ROOMS.get(room, room)), "tables": [f"{table}: {n}" for table, n in tables.items()]}
        for room, tables in queries.by_room(told).items()
    ]


def elsewhere(row: Proof | None = None) -> list[str]:
    """What is not in the tables, and when it is gone."""
    until = date_format(row.gone_from_backups_on, "SHORT_DATE_FORMAT") if row else ""
    backups = (
        _("Back-ups that were made before still hold it, the last until %(day)s.") % {"day": until}
        if row
        else _("Back-ups hold it for %(days)s days more.") % {"days": settings.BACKUP_DAYS}
    )
    return [
        _("The register stays without a name, so that every figure is the same."),
        _("A duty to notify about a child stays as it is written, until the archive authority has decided."),
        backups,
        _("What somebody has typed and not saved lies sealed in a session, which ends within nine hours."),
        _("Rows of a file that could not be read in are deleted after 30 days."),
        _("The program keeps no other files about a person. Jobs in the queue hold numbers, no words."),
        _("The trail keeps what was done for five years: codes and numbers, no words."),
        _("What was sent to others, or printed, is theirs to erase: links to it open nothing any more."),
    ]


def pdf(row: Proof) -> bytes:
    """The certificate as a tagged PDF, in the language of the screen."""
    return paper.pdf(PAGE, said(row) | {"lang": get_language() or "da"})
