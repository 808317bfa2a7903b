"""Every address × every member of the cast: allowed, or a page that does not exist – as the policy table says."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import URLResolver, get_resolver, reverse

from brobygger.access.doors import SIGNED_IN
from brobygger.access.policy import may_somewhere
from brobygger.access.who import actor_for

NAMES = (
    "owner",
    "colleague",
    "leader",
    "officer",
    "administrator",
    "stranger",
    "strange_leader",
    "coordinator",
    "counsellor",
    "employee",
    "resource_person",
    "assessor",
    "project_leader",
)
# Something to put into an address; no row has this number, so that a 404 from a row is told apart below.
NO_SUCH = {"int": 987654321, "slug": "findes-ikke", "str": "findes-ikke"}


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any, dict[str, Any]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _patterns(pattern, space)
        elif pattern.name:
            converters = pattern.pattern.converters
            filled = {
                name: NO_SUCH[type(c).__name__.removesuffix("Converter").lower().replace("string", "str")]
                for name, c in converters.items()
            }
            yield prefix + pattern.name, pattern.callback, filled


DOORS = [door for door in _patterns(get_resolver()) if "static" not in door[0]]


@pytest.mark.parametrize(("name", "view"), [(name, view) for name, view, _ in DOORS], ids=[d[0] for d in DOORS])
def test_every_address_has_a_door(name, view):
    assert hasattr(view, "act"), f"{name}: the view has neither a door nor an open door"


@pytest.mark.parametrize("who", NAMES)
def test_each_member_of_the_cast_meets_what_the_table_says(cast, who):
    worker = getattr(cast, who)
    client = Client()
    client.force_login(worker)
    actor = actor_for(worker.pk)
    wrong, refused = [], {}
    for name, view, filled in DOORS:
        if view.act is None:
            continue
        if view.act != SIGNED_IN and not may_somewhere(actor, view.act):
            refused[view.act] = reverse(name, kwargs=filled)
            if not all(_turned_away(view, actor, method, filled) for method in ("GET", "POST")):
                wrong.append(f"{name}: the door opens where the table refuses {who} {view.act}")
            continue
        status = client.get(reverse(name, kwargs=filled)).status_code
        if view.act == SIGNED_IN and status in (302, 404):
            continue  # one's own second steps: the password is asked for again, or none has been set up yet
        if not filled and status not in (200, 302, 405):
            wrong.append(f"{name}: {status} where the table lets {who} {view.act}")
        if filled and status not in (404, 405):
            wrong.append(f"{name}: {status} for a row that is not there")
    # What is refused looks as a page that does not exist: through the whole stack, once for each act.
    for act, address in refused.items():
        if (statuses := [client.get(address).status_code, client.post(address).status_code]) != [404, 404]:
            wrong.append(f"{address}: {statuses} where the table refuses {who} {act}")
    assert not wrong, "\n".join(wrong)


def _turned_away(view, actor, method, filled):
    request = getattr(RequestFactory(), method.lower())("/")
    request.actor = actor
    try:
        view(request, **filled)
    except Http404:
        return True
    return False


def test_nobody_comes_in_without_signing_in(cast):
    client = Client()
    wrong = []
    for name, view, filled in DOORS:
        if view.act is None:
            continue
        response = client.get(reverse(name, kwargs=filled))
        if response.status_code != 302 or "/account/" not in response.headers["Location"]:
            wrong.append(f"{name}: {response.status_code}")
    assert not wrong, "\n".join(wrong)
