"""A worker with roles in several zones looks at one at a time, and says which in the header."""

import pytest
from django.urls import reverse

from brobygger.outreach.tests.making import someone
from brobygger.staff.models import Membership
from conftest import give_role

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def in_two(cast, client):
    """The owner works in the neighbouring zone too, and leads outreach there."""
    for role in ("worker", "programme_leader"):
        give_role(cast.owner, cast.other_zone, role)
    client.force_login(cast.owner)
    return client


def page(client, address):
    return client.get(address, headers=ENGLISH).content.decode()


def choose(client, zone, **more):
    return client.post(reverse("choose_zone"), {"zone": zone.pk}, headers=ENGLISH, **more)


def test_one_who_works_in_one_zone_is_not_asked(cast, client):
    client.force_login(cast.owner)
    assert reverse("choose_zone") not in page(client, "/calls/")


def test_the_list_is_that_of_the_zone_she_has_chosen(cast, in_two, now, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    cast.actor("owner")
    someone(cast, now, person={"given_name": "Hjemme"})
    someone(cast, now, zone=cast.other_zone, person={"given_name": "Derude"})
    first = page(in_two, "/calls/")
    assert choose(in_two, cast.other_zone, follow=True).status_code == 200
    other = page(in_two, "/calls/")
    assert [("Hjemme" in one, "Derude" in one) for one in (first, other)] == [(True, False), (False, True)]
    assert f'<option value="{cast.other_zone.pk}" selected>Nabokredsen</option>' in other
    choose(in_two, cast.zone)
    assert "Hjemme" in page(in_two, "/calls/")


def test_the_menu_has_the_pages_that_she_may_open_there(cast, in_two):
    assert 'href="/import/"' not in page(in_two, "/account/").partition("</header>")[0]
    choose(in_two, cast.other_zone)
    assert 'href="/import/"' in page(in_two, "/account/").partition("</header>")[0]


@pytest.mark.parametrize("zone", ["counselling", "", "x", "999999", "٣"])
def test_a_zone_where_she_has_no_role_is_not_there(cast, in_two, zone):
    told = cast.counselling_zone.pk if zone == "counselling" else zone
    assert in_two.post(reverse("choose_zone"), {"zone": told}).status_code == 404


def test_a_role_that_has_ended_takes_the_choice_with_it(cast, in_two):
    choose(in_two, cast.other_zone)
    Membership.objects.filter(worker=cast.owner, zone=cast.other_zone).delete()
    shown = page(in_two, "/calls/")
    assert "Nabokredsen" not in shown
    assert reverse("choose_zone") not in shown
