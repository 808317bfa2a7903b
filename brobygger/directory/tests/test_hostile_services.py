"""Whatever stands in any place of a service: it goes in or is rejected, and the rest of the file goes in."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from brobygger.directory import importing, reading
from brobygger.directory.reading import FileUnreadable

HOSTILE: tuple[Any, ...] = (
    *("a\0b", "\ud800", "9" * 5000, 10**30, -1, 1e999, "²", "9999-12-31", "0001-01-01", "å" * 5000, "a\u2028b", "["),
    *([], {}, [[]], [5], {"a": 1}, None, True),
)


def _places(told: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in the service, the first of each list for all of them."""
    inside = told.items() if isinstance(told, dict) else enumerate(told[:1]) if isinstance(told, list) else ()
    for key, value in inside:
        yield (*above, key)
        yield from _places(value, (*above, key))


def _with(service: Any, place: tuple[Any, ...], value: Any) -> Any:
    changed = json.loads(json.dumps(service))
    at = changed
    for key in place[:-1]:
        at = at[key]
    at[place[-1]] = value
    return changed


def test_a_hostile_place_costs_its_service_at_most(cast, now):
    by = cast.actor("coordinator")
    one = importing.export(by)["contents"][0]
    hostile = [_with(one, place, value) for place in _places(one) for value in HOSTILE]
    services = [service | {"id": service["id"] if service.get("id") != one["id"] else f"{n}"} for n, service in
                enumerate(hostile) if "id" in service]  # fmt: skip
    plan = importing.take_in(json.dumps(services), zone_id=cast.counselling_zone.pk, by=by, at=now)
    assert sum(plan.counts().values()) >= len(services) - len(HOSTILE)


@pytest.mark.parametrize("text", ["[" * 100_000, "9" * 5000, "nan", '"a"', "5", "null", "", "{}", '{"contents": 5}'])
def test_what_is_no_list_of_services_is_refused(text):
    with pytest.raises(FileUnreadable):
        reading.services_of(text)
