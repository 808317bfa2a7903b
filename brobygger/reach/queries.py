"""The reading door to resource persons, the training of staff and the campaigns."""

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
from brobygger.reach.resource_person_queries import Sparring, may_come, overview, resource_person, resource_persons_of
from brobygger.reach.training_queries import done, kind, kinds, trained_on, training, training_page

__all__ = [
    "INQUIRIES",
    "Inquiries",
    "Sparring",
    "campaign",
    "campaign_by_key",
    "campaigns",
    "done",
    "inquiries_of",
    "kind",
    "kinds",
    "may_come",
    "opened_by_day",
    "overview",
    "path_of",
    "resource_person",
    "resource_persons_of",
    "spans",
    "trained_on",
    "training",
    "training_page",
]
