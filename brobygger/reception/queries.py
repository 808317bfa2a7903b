"""The reading door of this room for the rooms above it: what waits in the mailboxes of those who have come."""

from django.urls import reverse

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.underway import UnderWay
from brobygger.mailbox import queries as mailboxes
from brobygger.reception.listing import name_of
from brobygger.reception.taking import can_be_reached
from brobygger.screening import queries as screenings
from brobygger.screening.models import Screening
from brobygger.screening.sealed_sheet import sheet_of
from brobygger.screening.states import ScreeningState

__all__ = ["called", "under_way", "without_a_way"]


def under_way(by: Actor, *, zone_id: int) -> list[UnderWay]:
    """Each mailbox with lines that nobody has read: since the first of them, and whose she is, where someone has her.

    A mailbox of someone whom the team does not have waits too: her own word is what brings her to the team.
    """
    found = []
    for mailbox_id, waits in mailboxes.unread(by, zone_id=zone_id).items():
        row = screenings.of_mailbox(by, mailbox_id, act=Act.SEE_RECEPTION)
        href = reverse("received", args=[row.pk]) if row is not None else reverse("reception")
        holder, programme = (row.taken_by_id, row.programme_id) if row is not None else (None, None)
        found.append(UnderWay("mailbox", mailbox_id, "unread", waits.since, holder, programme, href=href))
    return found


def called(by: Actor, row: Screening) -> str:
    """What someone is called on the team's pages. The caller may read the row."""
    return name_of(row, mailboxes.code_name(by, row.mailbox_id) if row.mailbox_id else "")


def without_a_way(by: Actor, *, zone_id: int) -> list[Screening]:
    """Those whom the team is to get in touch with, and who have neither a card, a mailbox nor anything offered."""
    to_reach = (ScreeningState.SENT, ScreeningState.TAKEN)
    rows = screenings.team_list(by, zone_id=zone_id, states=to_reach).filter(person=None, mailbox=None)
    return [row for row in rows if not can_be_reached(sheet_of(row))]
