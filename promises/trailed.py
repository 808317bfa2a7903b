"""Watched in every test: an action that changes a row, or shows a card, leaves a row of its own in the trail."""

import importlib
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.signals import connection_created

CHANGES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
TRAIL = "trail"
# What follows from rows that others have noted, and what is still being written.
UNTRAILED = {"cases.keep_in_step", "cases.move_case", "outreach.keep_form", "outreach.keep_left_form"}
UNTRAILED |= {"staff.open_first_zones"}  # before anyone works here
# What the clock alone does, and keeps in rows of its own.
UNTRAILED |= {"alarms.pass_deadlines", "outreach.pass_dates", "inquiries.sweep", "intake.begin_run"}
UNTRAILED |= {"counselling.keep_draft", "screening.keep_answers", "screening.keep_step", "report.keep_draft"}  # drafts
UNTRAILED |= {"safety.keep_section"}  # saves by itself: noted once for each line of a page
UNTRAILED |= {"reach.count_opening"}  # those who are nobody here, as a number
# When someone answers without a name, nothing anywhere notes when.
UNTRAILED |= {"surveys.answer", "surveys.wish_interview"}
# What is noted because it was shown, whether or not a row changes.
SHOWN = {"outreach.see_card", "desk.read_card", "evaluation.read_figures", "evaluation.read_referrals"}


@dataclass
class Deed:
    """What an action has done itself, and what those that it called left to it to note."""

    room: str
    changed: set[str] = field(default_factory=set)
    noted: bool = False


_deed: ContextVar[Deed | None] = ContextVar("deed", default=None)


def actions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every writing door of every room, by the name of its room."""
    for room in (one for one in settings.ROOMS if one != TRAIL):
        package = importlib.import_module(f"brobygger.{room}")
        for file in sorted(Path(package.__path__[0]).glob("*actions.py")):
            module = importlib.import_module(f"brobygger.{room}.{file.stem}")
            for name, function in inspect.getmembers(module, inspect.isfunction):
                own = function.__module__ == module.__name__
                of_the_room = function.__module__.startswith(f"{package.__name__}.")
                if not name.startswith("_") and (own or (of_the_room and _is_done_by_someone(function))):
                    yield f"{room}.{name}", function


def _is_done_by_someone(function: Callable[..., Any]) -> bool:
    return {"by", "at"} <= inspect.signature(function).parameters.keys()


def watch() -> None:
    """From now on an action that changes rows, or is asked in order to see, fails its test where it notes nothing."""
    for name, action in list(actions()):
        instead = watched(name, action)
        for module in [one for key, one in sys.modules.items() if key.startswith("brobygger.")]:
            for known_as, value in list(vars(module).items()):
                if value is action:
                    setattr(module, known_as, instead)
    connection_created.connect(_listen, dispatch_uid="trailed")


def _listen(connection: Any, **_kwargs: Any) -> None:
    if _note not in connection.execute_wrappers:
        connection.execute_wrappers.append(_note)


def _note(execute: Any, statement: Any, params: Any, many: bool, context: Any) -> Any:
    answer = execute(statement, params, many, context)
    deed, found = _deed.get(), CHANGES.match(str(statement))
    if deed is not None and found and context["cursor"].rowcount != 0:
        if found[1] == "trail_entry":
            deed.noted = True
        else:
            deed.changed.add(found[1])
    return answer


def watched(name: str, action: Callable[..., Any]) -> Callable[..., Any]:
    """The action; AssertionError where it has changed rows, or has been asked in order to see, and noted nothing."""

    @wraps(action)
    def inner(*args: Any, **kwargs: Any) -> Any:
        caller, deed = _deed.get(), Deed(name.partition(".")[0])
        token = _deed.set(deed)
        try:
            answer = action(*args, **kwargs)
        finally:
            _deed.reset(token)
        if caller is not None and caller.room == deed.room:
            caller.noted |= deed.noted
        if deed.noted or name in UNTRAILED:
            return answer
        if caller is not None and name not in SHOWN:
            caller.changed |= deed.changed
        elif deed.changed or name in SHOWN:
            raise AssertionError(f"{name} leaves no row in the trail: {', '.join(sorted(deed.changed)) or 'shown'}")
        return answer

    return inner
