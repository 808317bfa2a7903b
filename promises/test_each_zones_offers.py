"""What one zone notes of an offer changes nothing that another zone, or someone on its open page, is shown."""

import json

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction
from django.urls import reverse

from brobygger.access.actor import citizen
from brobygger.access.zones import among, enter
from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.directory import actions, importing, queries
from brobygger.directory.models import Offer, OfferVersion
from brobygger.directory.queries import Asked
from brobygger.directory.tests.making import an_offer
from brobygger.inquiries.help import numbers
from conftest import give_role

HOTLINE = "lev-uden-vold"
WRONG = [{"number": "+4595006666", "note": ""}]


@pytest.fixture
def hotline(db):
    return Offer.objects.get(zone=None, name_da__startswith="Lev Uden Vold")


def changed(cast, offer, now, who="project_leader", **values):
    by = cast.actor(who)
    zone = min(by.zones())
    return actions.change_offer(offer_id=offer.pk, values=values, seen=offer.number, zone_id=zone, by=by, at=now)


def closed(cast, offer, now, who="project_leader"):
    by = cast.actor(who)
    told = {"reason": "ceased", "note": "", "closed_on": day_of(now), "zone_id": min(by.zones())}
    return actions.close_offer(offer_id=offer.pk, by=by, at=now, **told)


def seen_by(cast, who, now, offer):
    by = cast.actor(who)
    found = queries.search(by, Asked(words="lev uden vold"), at=now).offers
    return [(one.phones[0]["number"], one.to_be_confirmed, one.checked_at) for one in found if one.uid == offer.uid]


@pytest.mark.parametrize("who", ["project_leader", "odense_leader", "strange_leader", "coordinator"])
def test_the_number_that_a_watched_citizen_is_told_to_ring_is_changed_by_nobody(cast, now, client, hotline, who):
    changed(cast, hotline, now, who, phones=WRONG)
    closed(cast, hotline, now, who)
    for zone in (cast.koege, cast.odense):
        enter(citizen(zone.pk))
        assert [one.number for one in numbers(citizen(zone.pk), HOTLINE)] == ["1888"]
        page = client.get(f"/h/{zone.key}/help/").content.decode()
        assert "tel:1888" in page
        assert "95006666" not in page


def test_what_a_zone_changes_checks_or_closes_holds_for_itself_alone(cast, now, hotline):
    before = seen_by(cast, "odense_assessor", now, hotline)
    own = changed(cast, hotline, now, phones=WRONG)
    assert own.zone == cast.koege
    own = actions.check_offer(
        offer_id=hotline.pk, seen=own.number, zone_id=cast.koege.pk, by=cast.actor("project_leader"), at=now
    )
    assert seen_by(cast, "assessor", now, hotline) == [("+4595006666", False, now)]
    assert seen_by(cast, "odense_assessor", now, hotline) == before == [("1888", True, None)]
    closed(cast, hotline, now)
    assert seen_by(cast, "assessor", now, hotline) == []
    assert seen_by(cast, "odense_assessor", now, hotline) == before
    assert queries.offer(cast.actor("assessor"), hotline.pk).state == "closed"
    hotline.refresh_from_db()
    assert (hotline.phones[0]["number"], hotline.state, hotline.number) == ("1888", "open", 1)


def test_a_zones_own_offer_is_not_there_for_another(cast, now, client):
    own = an_offer(cast, now, "project_leader", name_da="Køges eget hus")
    found = queries.search(cast.actor("assessor"), Asked(words="eget hus"), at=now)
    assert [one.pk for one in found.offers] == [own.pk]
    by = cast.actor("odense_leader")
    assert not queries.search(by, Asked(words="eget hus"), at=now).offers
    for deed in (actions.reopen_offer, actions.keep_offer):
        more = {"kept": True} if deed is actions.keep_offer else {}
        for zone in (cast.odense.pk, cast.koege.pk):
            with pytest.raises(NotFound):
                deed(offer_id=own.pk, zone_id=zone, by=by, at=now, **more)
    client.force_login(cast.odense_leader)
    for name in ("offer", "offer_history", "offer_change", "offer_close"):
        for number in (own.pk, 987654321):
            assert client.get(reverse(name, args=[number])).status_code == 404, name


def test_a_file_fills_the_zones_own_offers_and_no_others(cast, now, hotline):
    told = {"services": [{"id": hotline.uid, "name": "Lev Uden Vold", "phones": [{"number": "95006666"}]}]}
    importing.take_in(json.dumps(told), zone_id=cast.koege.pk, by=cast.actor("project_leader"), at=now)
    assert seen_by(cast, "odense_assessor", now, hotline) == [("1888", True, None)]
    assert {zone for (zone,) in Offer.objects.filter(uid=hotline.uid).values_list("zone")} <= {None, cast.koege.pk}


@pytest.mark.parametrize(
    "deed", ["UPDATE directory_offer SET {}", "DELETE FROM directory_offer", "UPDATE directory_offerversion SET {}"]
)
def test_the_database_itself_lets_nobody_here_write_what_is_shared(cast, hotline, deed):
    cast.actor("project_leader")
    with connection.cursor() as cursor:
        cursor.execute(deed.format(f"zone_id = {cast.koege.pk}") + " WHERE zone_id IS NULL")
        assert cursor.rowcount == 0
    with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
        Offer.objects.create(uid="delt", name_da="Delt")
    with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
        OfferVersion.objects.create(offer=hotline, number=9, at=hotline.changed_at, deed="changed", values={})


def test_who_works_in_two_zones_still_finds_what_only_one_of_them_has_closed(cast, now, hotline):
    give_role(cast.project_leader, cast.odense, "project_leader")
    by = cast.actor("project_leader")
    told = {"reason": "ceased", "note": "", "closed_on": day_of(now), "by": by, "at": now}
    actions.close_offer(offer_id=hotline.pk, zone_id=cast.koege.pk, **told)
    assert len(seen_by(cast, "project_leader", now, hotline)) == 1
    actions.close_offer(offer_id=hotline.pk, zone_id=cast.odense.pk, **told)
    assert seen_by(cast, "project_leader", now, hotline) == []
    with among({cast.koege.pk, cast.odense.pk}):
        assert Offer.objects.filter(uid=hotline.uid).count() == 3
