"""The writing door to resource persons, the training of staff and the campaigns."""

from brobygger.reach.campaign_actions import change_campaign, count_opening, make_campaign, remove_campaign
from brobygger.reach.resource_person_actions import (
    change_reach,
    end_resource_person,
    keep_resource_person,
    name_resource_person,
)
from brobygger.reach.training_actions import Held, keep_kind, note_training, strike_done, strike_training

__all__ = [
    "Held",
    "change_campaign",
    "change_reach",
    "count_opening",
    "end_resource_person",
    "keep_kind",
    "keep_resource_person",
    "make_campaign",
    "name_resource_person",
    "note_training",
    "remove_campaign",
    "strike_done",
    "strike_training",
]
