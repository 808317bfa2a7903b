"""Every writing door says who acts and when, and leaves a trail."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

# Ground work by the program itself, before anyone acts: what is shipped, and the trail that everything else writes to.
WITHOUT_ACTOR = {"staff.open_first_zones", "trail.write", "trail.seal", "trail.digest_of"}


def _actions() -> Iterator[tuple[str, Any]]:
    for room in settings.ROOMS:
        try:
            module = importlib.import_module(f"brobygger.{room}.actions")
        except ModuleNotFoundError:
            continue
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{room}.{name}", function


ACTIONS = [a for a in _actions() if a[0] not in WITHOUT_ACTOR]


@pytest.mark.parametrize(("name", "action"), ACTIONS, ids=[name for name, _ in ACTIONS])
def test_an_action_takes_who_and_when_by_name(name, action):
    parameters = inspect.signature(inspect.unwrap(action)).parameters
    for needed in ("by", "at"):
        assert needed in parameters, f"{name} does not take {needed}"
        assert parameters[needed].kind is inspect.Parameter.KEYWORD_ONLY


@pytest.mark.parametrize(("name", "action"), ACTIONS, ids=[name for name, _ in ACTIONS])
def test_an_action_says_what_is_true_afterwards(name, action):
    assert inspect.getdoc(action), f"{name} has no docstring"
