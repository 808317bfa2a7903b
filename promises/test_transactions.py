"""What a door does: one transaction in the actor's zones, nothing half done, no words in an error or a log."""

import logging

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from brobygger.access.doors import door, open_door
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.config.urls import urlpatterns as house
from brobygger.staff.models import Worker

SECRET = "Hun bor hos sin søster"


def _zones() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT brobygger_claim(1)")
        return str(cursor.fetchone()[0])


@door(Act.CALL)
def zones_view(request):
    return HttpResponse(_zones())


@open_door
def open_view(request):
    return HttpResponse(_zones())


def _write_and_raise(problem):
    @door(Act.CALL)
    def view(request):
        Worker.objects.filter(pk=request.actor.user_id).update(name="Half done")
        raise problem

    return view


urlpatterns = [
    *house,
    path("zones/", zones_view, name="zones"),
    path("open/", open_view, name="open"),
    path("refused/", _write_and_raise(Refused("held_by_another"))),
    path("missing/", _write_and_raise(NotFound("not_found"))),
    path("broken/", _write_and_raise(RuntimeError(SECRET))),
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def client(cast):
    client = Client(raise_request_exception=False)
    client.force_login(cast.owner)
    return client


def test_a_request_is_in_the_zones_of_the_worker_and_no_others(client, cast):
    assert client.get("/zones/").content.decode() == f"{{{cast.zone.pk}}}"


def test_a_visitor_has_no_zone(cast):
    assert Client().get("/open/").content == b"{}"


@pytest.mark.parametrize(("address", "status"), [("/refused/", 409), ("/missing/", 404), ("/broken/", 500)])
def test_what_goes_wrong_leaves_nothing_half_done(client, cast, address, status):
    assert client.get(address).status_code == status
    cast.actor("owner")
    cast.owner.refresh_from_db()
    assert cast.owner.name == "Owner"


def test_neither_the_error_page_nor_the_log_repeats_what_was_said(client, caplog):
    with caplog.at_level(logging.DEBUG):
        body = client.get("/broken/").content.decode()
    assert SECRET not in body
    shown = "\n".join(logging.StreamHandler().format(_filtered(r)) for r in caplog.records)
    assert SECRET not in shown
    assert "RuntimeError" in shown


def _filtered(record):
    from brobygger.config.logs import WithoutWords

    WithoutWords().filter(record)
    return record
