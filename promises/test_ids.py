"""The id of something that she may not read is as good as none: another zone's, a colleague's own, or one of no row.

Each role takes every address and every field that holds the id of something, on all pages that anyone comes to, and
puts another in its place. The answer is the same for all of them, to the word, and so is what is written; it is undone.
The numbers of each table lie apart, so that a number tells what it is the number of.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import connection, connections, transaction
from django.db.models import BigAutoField
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from brobygger.access.actor import Actor, Role
from brobygger.access.policy import Act, may_somewhere, scope
from brobygger.access.who import actor_for
from brobygger.access.zones import among, at_sign_in
from brobygger.base.workdays import day_of
from brobygger.programmes.models import Programme
from brobygger.staff.models import Membership, Organisation, Worker, Zone
from conftest import give_role, runs, standing_cast
from promises.filled import fill
from promises.walking import Form, route_of, send, walk

ROLES = ("sofie", "karen", "bo", "grethe", "amal", "jonna", "rita", "astrid", "pia")
STRANGER = "elsewhere"  # has every role, in a zone where nothing is
FIRST, ROOM = 10_000_000, 10_000  # the number of the first row of the first table, and how many each has room for
ID = re.compile(r"(?<!\d)1[01]\d{6}(?!\d)")  # and not every number of so many digits, such as one in a random word
NOT_THERE = 19_999_999
NUMBERED: list[type[Any]] = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("brobygger.") and isinstance(model._meta.pk, BigAutoField)
]
# What a field that stands empty is filled with, by its name or what kind of field it is.
WORDS = {"email_to": "x@brobygger.invalid", "phone": "95 00 12 34", "number": "95 00 12 34", "hours": "2"}
KINDS = {"time": "12:00", "number": "1", "tel": "95 00 12 34", "email": "x@brobygger.invalid", "checkbox": "on"}
# What differs from one showing of a page to the next.
FLEETING = re.compile(r'\b\w{64}\b|nonce="[^"]*"')
LOOKING_AT = """/calls/ /followed/ /import/ /criteria/ /figures/ /offers/ /contact/ /counselling/ /volunteers/ /duties/
/referrals/receivers/ /alarms/ /reception/ /reach/ /municipality/ /account/staff/ /screening/ /routes/""".split()  # noqa: SIM905


@dataclass
class Place:
    """Where the id of something stands: in one field of a form, or in an address."""

    method: str
    address: str
    id: int
    told: dict[str, str] = field(default_factory=dict)
    name: str = ""
    offered: frozenset[int] = frozenset()  # what the page itself lets her choose there

    @property
    def of(self) -> type[Any]:
        return _of(self.id)

    @property
    def act(self) -> Any:
        return getattr(resolve(self.address.partition("?")[0]).func, "act", None)

    @property
    def known_by(self) -> tuple[Any, ...]:
        where = self.name or ID.sub(lambda one: "here" if one[0] == str(self.id) else "", self.address)
        return _kind_of(self.address), self.method, where, self.of.__name__, *sorted(self.told)

    def asked(self, other: int) -> tuple[str, dict[str, str]]:
        """The same with another in its place."""
        if self.name:
            return self.address, self.told | {self.name: self.told[self.name].replace(str(self.id), str(other))}
        return self.address.replace(str(self.id), str(other)), self.told


@dataclass
class House:
    """Who works there, the zones of every row by its table, and where ids stand."""

    workers: dict[str, Worker]
    rows: dict[type[Any], dict[int, set[int | None]]]
    places: dict[str, dict[tuple[Any, ...], Place]] = field(default_factory=dict)


def _of(number: int) -> type[Any]:
    return NUMBERED[(number - FIRST) // ROOM]


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """The filled house, in a transaction that is undone at the end."""
    with django_db_blocker.unblock():
        with connections["owner"].cursor() as cursor:
            for place, model in enumerate(NUMBERED):
                told = [model._meta.db_table, FIRST + place * ROOM]
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", told)
        with transaction.atomic():
            ids = fill(standing_cast()) | {f"{STRANGER}@": _stranger()}
            with at_sign_in():
                workers = {one.email.partition("@")[0]: one for one in Worker.objects.filter(pk__in=ids.values())}
            made = House(workers, _rows())
            for who in ROLES:
                made.places[who] = {one.known_by: one for one in _places(_browser(workers[who]))}
            made.places[STRANGER] = {}
            yield made
            transaction.set_rollback(True)


def _stranger() -> int:
    zone = Zone.objects.create(key="oede", name="Øde", organisation=Organisation.objects.create(name="Øde"))
    runs(zone, *Programme.objects.all())
    with at_sign_in():
        worker = Worker.objects.create_user(f"{STRANGER}@brobygger.invalid", name="Fremmed", own_since=timezone.now())
    for role in Role:
        if role not in (Role.MACHINE, Role.CITIZEN):
            give_role(worker, zone, role)
    return worker.pk


def _browser(worker: Worker) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _rows() -> dict[type[Any], dict[int, set[int | None]]]:
    zones = Zone.objects.values_list("pk", flat=True)
    works = defaultdict(set)
    with among(zones):
        found = {
            model: {pk: {zone} for pk, zone in model.objects.filter(pk__gt=FIRST).values_list("pk", "zone_id")}
            for model in NUMBERED
            if hasattr(model, "zone")
        }
        for worker, zone in Membership.objects.values_list("worker_id", "zone_id"):
            works[worker].add(zone)
    return found | {Worker: dict(works), Zone: {pk: {pk} for pk in zones if pk > FIRST}}


def _kind_of(address: str) -> str:
    return route_of(address) and "?".join([route_of(address), *re.findall(r"[?&](\w+)=[^&]*1\d{7}", address)])


def _places(browser: Client) -> Iterator[Place]:
    """Where ids stand on the pages that she comes to."""
    pages, forms = walk(browser, "/", "/account/", kind_of=_kind_of)
    for address in pages.values():
        yield from (Place("get", address, int(one)) for one in ID.findall(address))
    for form in forms.values():
        told = _filled(form)
        yield from (Place(form.method, form.address, int(one), told) for one in ID.findall(form.address))
        for name, value in told.items():
            values = [value, *form.offered.get(name, [])]
            offered = [int(one) for typed in values for one in ID.findall(typed)]
            if offered:
                chosen = next(filter(ID.search, values))
                more = told | {name: chosen}, name, frozenset(offered)
                yield Place(form.method, form.address, int(ID.findall(chosen)[0]), *more)


def _filled(form: Form) -> dict[str, str]:
    """The form with something in each field, so that what it asks for is done."""
    kinds = KINDS | {"date": day_of(timezone.now() + timedelta(days=3)).isoformat()}
    told = {}
    for name, value in form.fields.items():
        chosen = next(filter(None, form.offered.get(name, [])), "")
        told[name] = value or chosen or WORDS.get(name) or kinds.get(form.kinds.get(name, ""), "Prøve")
    told.pop("csrfmiddlewaretoken", None)
    return told


def _not_hers(house: House, actor: Actor, place: Place) -> set[int]:
    """Rows of the same table that she may not read: of her own zones as far as the policy tells, and of others."""
    zones = actor.zones()
    elsewhere = [pk for pk, of in house.rows.get(place.of, {}).items() if None not in of and not of & zones]
    with among(zones):
        others = {*elsewhere[-1:], *_hidden(actor, place)[:2], *_astray(zones, place)[:1]}
    about = {int(one) for one in ID.findall(place.address)}  # the page says its own address
    return others - place.offered - (about - {place.id})


def _hidden(actor: Actor, place: Place) -> list[int]:
    """Those in her own zones that the act of the page is not for, themselves or by what they belong to."""
    if not isinstance(place.act, Act) or not hasattr(place.of, "zone"):
        return []
    rows = place.of.objects.filter(zone_id__in=actor.zones())
    for name, parent in [("pk", place.of), *_parents(place.of)]:
        try:
            allowed = scope(actor, place.act, parent.objects.all()).values("pk")
            return list(rows.exclude(**{f"{name}__in": allowed}).values_list("pk", flat=True))
        except FieldError:
            continue
    return []


def _astray(zones: frozenset[int], place: Place) -> list[int]:
    """Those in her own zones that belong to another than the page at this address is about."""
    others = [int(one) for one in ID.findall(place.address.partition("?")[0]) if int(one) != place.id]
    about = [row for one in others for row in _of(one).objects.filter(pk=one)]
    for name, parent in _parents(place.of):
        if parent is place.of:  # two who were merged: neither belongs to the other
            continue
        for row in about:
            owners = [getattr(row, one) for one, model in _parents(type(row)) if model is parent]
            if owner := row if isinstance(row, parent) else next(iter(owners), None):
                rows = place.of.objects.filter(zone_id__in=zones).exclude(**{name: owner})
                return list(rows.values_list("pk", flat=True))
    return []


def _parents(model: type[Any]) -> list[tuple[str, Any]]:
    """What a row belongs to, where that is of a zone itself."""
    fields = [one for one in model._meta.fields if one.many_to_one]
    return [(one.name, one.related_model) for one in fields if hasattr(one.related_model, "zone")]


def _answer(browser: Client, place: Place, other: int) -> tuple[int, str, list[str], bool]:
    """The answer with another in its place, what was written with it, and whether a row now holds that number."""
    written, held = [], []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql:
            written.append(sql)
            held.append(other in (params or ()))
        return execute(sql, params, many, context)

    before = copy(browser.cookies)
    address, told = place.asked(other)
    with connection.execute_wrapper(watch):
        answer = send(getattr(browser, place.method), address, told)
    browser.cookies = before
    return answer.status_code, _as_shown(answer).replace(str(other), "#"), written, any(held)


def _as_shown(answer: Any) -> str:
    content = b"".join(answer) if answer.streaming else answer.content
    return FLEETING.sub("", answer.headers.get("Location", "") + content.decode("latin-1"))


def _asked_by(house: House, who: str, actor: Actor) -> list[Place]:
    """Where ids stand on her own pages, and on those of others whose doors are hers too."""
    places = dict(house.places[who])
    for others in house.places.values():
        for known_by, place in others.items():
            if not isinstance(place.act, Act) or may_somewhere(actor, place.act):
                places.setdefault(known_by, place)
    return list(places.values())


@pytest.mark.parametrize("who", [*ROLES, STRANGER])
def test_what_she_may_not_read_is_as_good_as_not_there(house, who):
    browser, actor = _browser(house.workers[who]), actor_for(house.workers[who].pk)
    wrong, tried = [], 0
    for place in _asked_by(house, who, actor):
        others = _not_hers(house, actor, place)
        nothing = _answer(browser, place, NOT_THERE) if others else (0, "", [], False)
        tried += len(others)
        answers = [(NOT_THERE, nothing), *((other, _answer(browser, place, other)) for other in others)]
        wrong += [
            (place.method, place.address, place.name, place.of.__name__, other, answer[0], nothing[0])
            for other, answer in answers
            # The minute may have passed between the two.
            if answer[0] >= 500 or answer[3] or (answer != nothing and answer != _answer(browser, place, NOT_THERE))
        ]
    assert tried, "there is nothing any more that is not hers"
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("who", ["sofie", "grethe", "amal", "pia"])
def test_a_zone_that_is_no_longer_hers_is_not_looked_at(house, who):
    browser = _browser(house.workers[who])
    before = [_as_shown(send(browser.get, address)) for address in LOOKING_AT]
    session = browser.session
    with at_sign_in():
        session["zone"] = house.workers[STRANGER].memberships.first().zone_id
    session.save()
    assert [_as_shown(send(browser.get, address)) for address in LOOKING_AT] == before
