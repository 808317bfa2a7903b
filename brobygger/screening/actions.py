"""The writing door to the four steps."""

from brobygger.screening.changed_by_herself import change_contact, take_back_by_code
from brobygger.screening.coming_by_oneself import SaidYes, brought_by_her_word, come_forward
from brobygger.screening.ending import (
    ask_again,
    find_no_sign,
    follow_up,
    go_on,
    let_lie,
    plant_seed,
    point_on,
    send,
    throw_away,
    undo,
    withdraw_consent,
)
from brobygger.screening.safety import Advice, give_advice, take_danger_back
from brobygger.screening.said_late import say_danger, tell_team
from brobygger.screening.steps import answer_safety, choose_route, give_code, keep_answers, keep_step, raise_duty, start

__all__ = [
    "Advice",
    "SaidYes",
    "answer_safety",
    "ask_again",
    "brought_by_her_word",
    "change_contact",
    "choose_route",
    "come_forward",
    "find_no_sign",
    "follow_up",
    "give_advice",
    "give_code",
    "go_on",
    "keep_answers",
    "keep_step",
    "let_lie",
    "plant_seed",
    "point_on",
    "raise_duty",
    "say_danger",
    "send",
    "start",
    "take_back_by_code",
    "take_danger_back",
    "tell_team",
    "throw_away",
    "undo",
    "withdraw_consent",
]
