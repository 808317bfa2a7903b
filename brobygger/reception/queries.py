"""The reading door of this room for the rooms above it: what waits in the mailboxes of those who have come."""

from __future__ import annotations

from django.urls import reverse

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.underway import UnderWay
from brobygger.mailbox import queries as mailboxes
from brobygger.screening import queries as screenings

__all__ = ["under_way"]


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
