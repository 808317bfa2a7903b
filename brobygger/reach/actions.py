"""The writing door to resource persons, their meetings, the training of staff and the campaigns."""

from brobygger.reach.campaign_actions import change_campaign, count_opening, make_campaign, remove_campaign
from brobygger.reach.meeting_actions import (
    add_action,
    cancel_meeting,
    change_meeting,
    choose_rhythm,
    keep_minutes,
    note_done,
    note_held,
    plan_meeting,
    reopen_meeting,
    strike_action,
)
from brobygger.reach.resource_person_actions import (
    change_reach,
    end_resource_person,
    keep_resource_person,
    name_resource_person,
)
from brobygger.reach.training_actions import Held, keep_kind, note_training, strike_done, strike_training

__all__ = [
    "Held",
    "add_action",
    "cancel_meeting",
    "change_campaign",
    "change_meeting",
    "change_reach",
    "choose_rhythm",
    "count_opening",
    "end_resource_person",
    "keep_kind",
    "keep_minutes",
    "keep_resource_person",
    "make_campaign",
    "name_resource_person",
    "note_done",
    "note_held",
    "note_training",
    "plan_meeting",
    "remove_campaign",
    "reopen_meeting",
    "strike_action",
    "strike_done",
    "strike_training",
]
