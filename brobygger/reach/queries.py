"""The reading door to resource persons, their meetings, the training of staff and the campaigns."""

from __future__ import annotations

from brobygger.reach.campaigns import (
    INQUIRIES,
    Inquiries,
    campaign,
    campaign_by_key,
    campaigns,
    opened_by_day,
    path_of,
    spans,
)
from brobygger.reach.campaigns import inquiries as inquiries_of
from brobygger.reach.meetings import action, first_day, meeting, meetings_page, rhythm_of, under_way
from brobygger.reach.people import Sparring, may_come, overview, resource_person, resource_persons_of
from brobygger.reach.trained import done, kind, kinds, trained_on, training, training_page

__all__ = [
    "INQUIRIES",
    "Inquiries",
    "Sparring",
    "action",
    "campaign",
    "campaign_by_key",
    "campaigns",
    "done",
    "first_day",
    "inquiries_of",
    "kind",
    "kinds",
    "may_come",
    "meeting",
    "meetings_page",
    "opened_by_day",
    "overview",
    "path_of",
    "resource_person",
    "resource_persons_of",
    "rhythm_of",
    "spans",
    "trained_on",
    "training",
    "training_page",
    "under_way",
]
