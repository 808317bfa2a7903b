"""Someone who waits for the team: sent by an employee, or come by the open pages."""

from brobygger.access.actor import citizen
from brobygger.access.zones import enter
from brobygger.mailbox import actions as mailboxes
from brobygger.reception import actions
from brobygger.reception.other_party import Told
from brobygger.screening.tests.making import herself, sent

__all__ = ["anonymous", "herself", "mine", "noted_other", "offering", "sent", "taken"]

NUMBER = "+4595000031"
OFFERED = {
    "given_name": "Nadia",
    "numbers": [NUMBER],
    "may_ring": True,
    "said": {"days": 127, "hour_from": 9, "hour_to": 15, "may_leave_voicemail": True, "word_when_safe": "Solsikke"},
}


def anonymous(cast, now, zone=None, **more):
    """Someone with a code name and nothing else."""
    place = zone or cast.koege
    by = citizen(place.pk)
    enter(by)
    box = mailboxes.open_mailbox(zone_id=place.pk, by=by, at=now)
    row, _by = herself(cast, now, zone=place, mailbox_id=box.mailbox.pk, **more)
    return row, box


def offering(cast, now, **more):
    """Someone who told on the open page how she may be reached."""
    row, _by = herself(cast, now, offered_contact=OFFERED, anonymous=False, **more)
    return row


def taken(cast, now, row, who="assessor"):
    return actions.take(screening_id=row.pk, by=cast.actor(who), at=now)


def mine(cast, now, who="assessor"):
    return taken(cast, now, sent(cast, now), who)


def noted_other(cast, now, row, who="assessor", **told):
    """Something is noted of the one who uses violence."""
    return actions.add_other_party(screening_id=row.pk, told=Told(**told), by=cast.actor(who), at=now)
