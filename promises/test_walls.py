"""Only a referral crosses from one zone to another: who may enter a zone that is not the actor's own."""

import ast
import re
from collections import defaultdict
from functools import cache

from promises.reading import CODE as ROOMS
from promises.reading import tree

# Beside the wall itself: the door of each page; a colleague's own zones, which are told of what is done with her
# account, and where a role is offered to her; the crossing; the invented people of the demonstration, who act in turn.
# And no zone at all: where a try is counted, and keys are compared.
ENTER = {"access/doors.py", "access/zones.py", "demonstration/"}
ENTER |= {"access/tries.py", "config/keys.py"}
AMONG = {
    "access/zones.py",
    "staff/actions.py",
    "referrals/crossing.py",
    "staff/letting_in.py",
    "staff/trail_of_each_zone.py",
    "programmes/telling.py",
}
# Everyone who works here is known: where one signs in or is let in, where it is found out who asks, where a session is
# kept or removed, where two persons are told apart, and where someone elsewhere is called by her organisation.
AT_SIGN_IN = {"access/doors.py", "access/who.py", "staff/actions.py", "staff/letting_in.py", "staff/invitations.py"}
AT_SIGN_IN |= {"staff/queries.py", "staff/sessions.py", "demonstration/queries.py", "config/commands/upkeep.py"}
# Where jobs whose worker was killed are put back.
AS_THE_QUEUE = {"config/commands/upkeep.py"}
FINDING_OUT = {"access/doors.py", "access/refusing.py"}


@cache
def _callers() -> dict[str, set[str]]:
    """Where each function is called, by its name."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in ROOMS.rglob("*.py"):
        inside = file.relative_to(ROOMS).as_posix()
        if "/tests/" in inside or inside.startswith("config/testing"):
            continue
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Call):
                found[getattr(node.func, "id", getattr(node.func, "attr", ""))].add(inside)
    return found


def _calls(name: str) -> set[str]:
    return _callers()[name]


def _beyond(found: set[str], allowed: set[str]) -> set[str]:
    return {file for file in found if not any(file.startswith(one) for one in allowed)}


def test_a_zone_of_others_is_entered_in_few_named_places():
    assert _calls("among") >= {"staff/actions.py", "referrals/crossing.py"}, "the scan finds nothing any more"
    assert not _beyond(_calls("among"), AMONG)


def test_by_what_others_sign_in_is_reached_in_few_named_places():
    assert _calls("at_sign_in") >= AT_SIGN_IN, "the scan finds nothing any more"
    assert not _beyond(_calls("at_sign_in"), AT_SIGN_IN)
    assert _calls("enter_at_sign_in") == FINDING_OUT


def test_jobs_of_all_zones_are_reached_where_the_queue_itself_works():
    assert _calls("as_the_queue") == AS_THE_QUEUE
    said = {
        file.relative_to(ROOMS).as_posix()
        for file in ROOMS.rglob("*.py")
        if any(isinstance(node, ast.Name) and node.id == "THE_QUEUE" for node in ast.walk(tree(file)))
    }
    assert said == {"access/zones.py", "access/walls.py", "config/child.py"}


def test_where_nobody_acts_no_zone_is_entered():
    for file in ("access/tries.py", "config/keys.py"):
        assert set(re.findall(r"\benter\((\w*)", (ROOMS / file).read_text())) == {"NOBODY"}, file


def test_zones_are_entered_at_the_door():
    assert "access/doors.py" in _calls("enter"), "the scan finds nothing any more"
    assert not _beyond(_calls("enter"), ENTER)


def test_someone_on_the_open_pages_comes_in_by_two_doors():
    assert _calls("as_citizen") == {"inquiries/opening.py", "surveys/open_views.py"}
