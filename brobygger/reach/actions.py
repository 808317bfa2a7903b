"""The writing door to resource persons, their meetings, the training of staff and the campaigns."""

from __future__ import annotations

from brobygger.reach.campaigning import change_campaign, count_opening, make_campaign, remove_campaign
from brobygger.reach.meeting import (
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
from brobygger.reach.naming import change_reach, end_resource_person, keep_resource_person, name_resource_person
from brobygger.reach.training import Held, keep_kind, note_training, strike_done, strike_training

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
