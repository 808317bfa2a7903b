"""The reading door to resource persons, their meetings, the training of staff and the campaigns."""

from brobygger.reach.campaign_queries import (
    INQUIRIES,
    Inquiries,
    campaign,
    campaign_by_key,
    campaigns,
    opened_by_day,
    path_of,
    spans,
)
from brobygger.reach.campaign_queries import inquiries as inquiries_of
from brobygger.reach.meeting_queries import action, first_day, meeting, meetings_page, rhythm_of, under_way
from brobygger.reach.resource_person_queries import Sparring, may_come, overview, resource_person, resource_persons_of
from brobygger.reach.training_queries import done, kind, kinds, trained_on, training, training_page

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
