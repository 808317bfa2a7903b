"""Writing, changing, checking and closing an offer; who may; and how it is found again."""

from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.urls import reverse
from django.utils import timezone

from brobygger.access.zones import in_zones
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.directory import actions, importing, queries, shipping
from brobygger.directory.models import Offer, OfferVersion
from brobygger.directory.queries import Asked
from brobygger.directory.tests.making import an_offer, only
from brobygger.staff import queries as staff
from brobygger.trail.models import Entry
from conftest import NOW, standing_cast


def change(cast, offer, values, now, who="leader", seen=None):
    by = cast.actor(who)
    seen = offer.number if seen is None else seen
    return actions.change_offer(offer_id=offer.pk, values=values, seen=seen, zone_id=min(by.zones()), by=by, at=now)


def check(cast, offer, now, who="leader"):
    by = cast.actor(who)
    return actions.check_offer(offer_id=offer.pk, seen=offer.number, zone_id=min(by.zones()), by=by, at=now)


def close(cast, offer, now, **told):
    by = cast.actor("leader")
    told = {"reason": "ceased", "note": "", "closed_on": date(2026, 11, 1)} | told
    return actions.close_offer(offer_id=offer.pk, zone_id=min(by.zones()), by=by, at=now, **told)


def names(found):
    return [offer.name_da for offer in found.offers]


def search(cast, now, who="owner", after=None, most=25, **asked):
    return queries.search(cast.actor(who), Asked.of(asked), at=now, after=after, most=most)


# -- what ships ------------------------------------------------------------------------------------------------------


def test_the_national_offers_are_there_each_to_be_confirmed(cast):
    shipped = Offer.objects.all()
    assert shipped.count() >= 25
    assert all(offer.to_be_confirmed and offer.source and offer.noted_on for offer in shipped)
    assert {p["number"] for offer in shipped for p in offer.phones} >= {"112", "114", "1888", "116006", "116111"}
    assert not [o for o in shipped if "shelter" in o.needs and o.address]


def test_shipping_again_leaves_what_a_zone_has_changed_and_puts_the_shared_one_right(committed):
    with transaction.atomic():
        cast = standing_cast()
        offer = Offer.objects.get(name_da="Danner")
        own = change(cast, offer, {"description_da": "Rettet"}, NOW)
        close(cast, Offer.objects.get(name_da="Exitcirklen"), NOW)
        was = offer.phones
    with connections["owner"].cursor() as cursor:  # as an older version had them
        cursor.execute("UPDATE directory_offer SET phones = '[]', given = given || '{\"phones\": []}', words = ''")
    assert shipping.ship(at=NOW) == 0
    with transaction.atomic():
        cast.actor("leader")
        offer.refresh_from_db()
        own.refresh_from_db()
        assert offer.phones == was
        assert (own.description_da, own.phones, own.to_be_confirmed) == ("Rettet", was, True)
        assert Offer.objects.get(zone=cast.zone, name_da="Exitcirklen").state == "closed"
        assert Offer.objects.get(zone=None, name_da="Exitcirklen").state == "open"


def test_an_offer_is_found_by_words_in_both_languages(cast, now):
    assert "Mødrehjælpen" in names(search(cast, now, words="gæld"))
    assert "Mødrehjælpen" in names(search(cast, now, words="debt"))


# -- keeping ---------------------------------------------------------------------------------------------------------


def test_an_offer_that_is_written_counts_as_checked_and_leaves_its_trail(cast, now):
    offer = an_offer(cast, now)
    assert offer.checked_by == cast.leader
    assert offer.number == 1
    assert list(offer.versions.values_list("deed", flat=True)) == ["added"]
    assert Entry.objects.filter(what="directory.offer_added", about_id=offer.pk).exists()


@pytest.mark.parametrize("who", ["owner", "officer", "administrator", "counsellor"])
def test_only_leaders_and_coordinators_keep_the_directory(cast, now, who):
    offer = an_offer(cast, now)
    with pytest.raises(NotFound):
        change(cast, offer, {"name_da": "Andet"}, now, who=who)


def test_another_zone_than_ones_own_cannot_be_named(cast, now):
    by = cast.actor("leader")
    with pytest.raises(NotFound):
        actions.add_offer(values={"name_da": "X"}, zone_id=cast.other_zone.pk, by=by, at=now)


def test_every_change_is_kept_as_a_version(cast, now):
    offer = an_offer(cast, now)
    offer = change(cast, offer, {"email": "nyt@eksempel.invalid", "city": ""}, now)
    assert offer.number == 2
    newest = offer.versions.order_by("-number").first()
    assert (newest.fields, newest.by, newest.deed) == (["email"], cast.leader, "changed")
    assert newest.values["email"] == "nyt@eksempel.invalid"
    assert change(cast, offer, {"email": "nyt@eksempel.invalid"}, now).number == 2  # nothing differs


def test_what_another_has_changed_meanwhile_is_not_overwritten(cast, now):
    offer = an_offer(cast, now)
    change(cast, offer, {"city": "", "email": "et@eksempel.invalid"}, now)
    with pytest.raises(Refused, match="changed_by_another"):
        change(cast, offer, {"email": "to@eksempel.invalid"}, now, seen=1)
    with pytest.raises(Refused, match="changed_by_another"):
        actions.check_offer(offer_id=offer.pk, seen=1, zone_id=cast.zone.pk, by=cast.actor("leader"), at=now)


def test_values_that_cannot_be_are_refused(cast, now):
    offer = an_offer(cast, now)
    with pytest.raises(Refused, match="not_an_email"):
        change(cast, offer, {"email": "nej"}, now)


def test_a_secret_address_is_forgotten_in_every_version(cast, now):
    offer = an_offer(cast, now, address_is="public", address="Prøvevej 1", postal_code="0999", city="Prøveby")
    gone = {"address": "", "postal_code": "", "city": ""}
    change(cast, offer, {"address_is": "secret", **gone}, now)
    assert not [
        v for v in OfferVersion.objects.filter(offer=offer) if "Prøve" in f"{v.values['address']}{v.values['city']}"
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(address="Prøvevej 1")


def test_checking_confirms_and_pushes_the_day(cast, now):
    offer = Offer.objects.get(name_da="Danner")
    assert offer in queries.stale(cast.actor("leader"), at=now + timedelta(days=30))
    offer = check(cast, offer, now)
    assert not offer.to_be_confirmed
    assert offer.checked_by == cast.leader
    assert offer not in queries.stale(cast.actor("leader"), at=now + timedelta(days=179))
    assert offer in queries.stale(cast.actor("leader"), at=now + timedelta(days=180))


def test_the_alarms_are_told_only_of_what_the_zones_own_organisation_keeps(cast, now):
    late = now + timedelta(days=400)
    mine, others = (an_offer(cast, now, "coordinator", name_da=name) for name in ("Vores", "Andres"))
    by = cast.actor("coordinator")
    actions.keep_offer(offer_id=mine.pk, kept=True, zone_id=cast.counselling_zone.pk, by=by, at=now)
    told = queries.under_way(by, zone_id=cast.counselling_zone.pk, at=late)
    assert [(one.kind, one.id, one.state) for one in told] == [("offer", mine.pk, "to_be_checked")]
    assert day_of(told[0].since) == date(2027, 5, 17)
    assert others in queries.stale(by, at=late)
    leader = cast.actor("leader")
    assert queries.under_way(leader, zone_id=cast.zone.pk, at=late) == []
    with pytest.raises(NotFound):
        actions.keep_offer(offer_id=mine.pk, kept=True, zone_id=cast.zone.pk, by=leader, at=now)
    by = cast.actor("coordinator")
    actions.keep_offer(offer_id=mine.pk, kept=False, zone_id=cast.counselling_zone.pk, by=by, at=now)
    assert queries.under_way(by, zone_id=cast.counselling_zone.pk, at=late) == []


def test_a_closed_offer_is_not_found_and_can_be_opened_again(cast, now):
    offer = an_offer(cast, now)
    close(cast, offer, now, note="Lukkede i efteråret")
    assert "Prøvehuset" not in names(search(cast, now, words="prøvehuset"))
    assert names(search(cast, now, words="prøvehuset", closed="1")) == ["Prøvehuset"]
    with pytest.raises(Refused, match="the_offer_is_closed"):
        check(cast, Offer.objects.get(pk=offer.pk), now)
    with pytest.raises(Refused, match="offer_cannot_move"):
        close(cast, offer, now)
    by = cast.actor("leader")
    again = actions.reopen_offer(offer_id=offer.pk, zone_id=cast.zone.pk, by=by, at=now)
    assert (again.state, again.to_be_confirmed, again.closed_on) == ("open", True, None)
    with pytest.raises(Refused, match="offer_cannot_move"):
        actions.reopen_offer(offer_id=offer.pk, zone_id=cast.zone.pk, by=by, at=now)


def test_of_two_that_are_one_the_other_must_be_named_and_open(cast, now):
    one, other = an_offer(cast, now), an_offer(cast, now, name_da="prøve-huset")
    assert queries.perhaps_same(cast.actor("leader"), one) == [other]
    for wrong in (None, one.pk):
        with pytest.raises(Refused, match="name_the_offer_that_stays"):
            close(cast, one, now, reason="double", same_as_id=wrong)
    close(cast, one, now, reason="double", same_as_id=other.pk)
    assert queries.perhaps_same(cast.actor("leader"), other) == []


def test_a_shared_number_is_a_hint_but_a_shared_short_number_is_none(cast, now):
    number = [{"number": "+4595000001", "note": ""}]
    one, other = (
        an_offer(cast, now, phones=number),
        an_offer(cast, now, name_da="Noget andet", name_en="", phones=number),
    )
    assert queries.perhaps_same(cast.actor("leader"), one) == [other]
    hotline = Offer.objects.get(name_da__startswith="Lev Uden Vold")
    assert queries.perhaps_same(cast.actor("leader"), hotline) == []


# -- finding ---------------------------------------------------------------------------------------------------------


def test_it_is_found_by_need_place_person_and_language(cast, now):
    near = an_offer(cast, now, name_da="B nær", places=["0259"], needs=["stalking"], languages=["pl"], gender="female")
    around = an_offer(cast, now, name_da="A region", places=["1085"], needs=["stalking"], age_from=18)
    country = an_offer(cast, now, name_da="C land", needs=["stalking"], relations=["relative"])
    unknown = an_offer(cast, now, name_da="D et sted", places=[], place_note="et sted", needs=["stalking"])
    elsewhere = an_offer(cast, now, name_da="E Aarhus", places=["0751"], needs=["stalking"])
    only(near, around, country, unknown, elsewhere)
    assert names(search(cast, now, place="0259")) == ["B nær", "A region", "C land", "D et sted"]
    assert names(search(cast, now, place="1085")) == ["A region", "B nær", "C land", "D et sted"]
    assert names(search(cast, now, need="legal")) == []
    assert names(search(cast, now, language="pl")) == ["B nær"]
    assert "B nær" not in names(search(cast, now, gender="male"))
    assert "A region" not in names(search(cast, now, age="17"))
    assert "C land" not in names(search(cast, now, relation="professional"))
    assert len(names(search(cast, now, need="made-up", place="nowhere", age="x"))) == 5


def test_words_are_found_in_any_order_and_spelling_and_by_number(cast, now):
    offer = an_offer(cast, now, needs=["economy"], phones=[{"number": "+4595001234", "note": ""}])
    only(offer)
    for words in ("prøvehuset", "PROEVEHUSET gæld", "debt trial", "9500", "Prøve hus"):
        assert names(search(cast, now, words=words)) == ["Prøvehuset"], words
    assert search(cast, now, words="prøvehusset").instead == "proevehuset"
    assert names(search(cast, now, words="prøvehusset")) == ["Prøvehuset"]
    assert names(search(cast, now, words="noget helt andet")) == []
    assert names(search(cast, now, words="%")) == ["Prøvehuset"]  # no word at all


def test_open_now_counts_with_danish_time(cast, now):
    offer = an_offer(cast, now, hours=[{"days": [3], "opens": "11:00", "closes": "12:00"}])
    only(offer, an_offer(cast, now, name_da="Ukendt tid"))
    assert names(search(cast, now, open_now="1")) == ["Prøvehuset"]  # 10:30 UTC is 11:30 in Copenhagen
    assert names(search(cast, now + timedelta(hours=1), open_now="1")) == []


def test_pages_follow_each_other_without_loss_or_repeat(cast, now):
    for n in range(7):
        an_offer(cast, now, name_da=f"Samme {n % 2}", name_en="", places=["0259"] if n % 3 else ["DK"])
    only(*Offer.objects.filter(name_da__startswith="Samme"))
    whole = [offer.pk for offer in search(cast, now, place="0259").offers]
    seen, after = [], None
    while True:
        page = search(cast, now, place="0259", after=after, most=2)
        seen += [offer.pk for offer in page.offers]
        after = page.older
        if after is None:
            break
    assert seen == whole
    assert len(seen) == 7


@pytest.mark.parametrize("who", ["officer", "administrator"])
def test_who_may_not_see_the_directory_finds_nothing(cast, now, who):
    with pytest.raises(NotFound):
        search(cast, now, who=who)


def test_a_worker_elsewhere_is_told_of_by_her_organisation(cast, now):
    offer = an_offer(cast, now, who="strange_leader")
    cast.actor("leader")
    assert staff.called([offer.checked_by_id, None]) == {offer.checked_by_id: "Nabokredsens Politi"}
    cast.actor("strange_leader")
    assert staff.called([offer.checked_by_id]) == {offer.checked_by_id: "Strange_Leader"}


# -- two at once -----------------------------------------------------------------------------------------------------


def test_of_two_who_change_it_at_once_one_is_told_so(committed):
    with transaction.atomic():
        cast = standing_cast()
        offer = Offer.objects.get(name_da="Danner")
        actors = [cast.actor("leader"), cast.actor("second_leader")]
    outcomes = []

    def run(by, email):
        try:
            with in_zones(by):
                actions.change_offer(
                    offer_id=offer.pk, values={"email": email}, seen=1, zone_id=cast.zone.pk, by=by, at=NOW
                )
            outcomes.append(email)
        except Refused as refused:
            outcomes.append(refused.reason)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(by, f"{n}@x.invalid")) for n, by in enumerate(actors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes)[1] == "changed_by_another"
    with in_zones(actors[0]):
        assert Offer.objects.get(zone=cast.zone, uid=offer.uid).email in outcomes


# -- a closing from a day to come ------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [1, 30])
def test_an_offer_that_closes_on_a_day_to_come_is_open_until_then_everywhere(cast, now, days):
    offer = an_offer(cast, now, name_da="Broen til foråret", name_en="")
    day = timezone.localdate(now) + timedelta(days=days)
    held = close(cast, offer, now, closed_on=day)
    before, after = now + timedelta(days=days - 1), now + timedelta(days=days)

    def found(at, **asked):
        return "Broen til foråret" in names(search(cast, at, words="broen til foråret", **asked))

    assert (found(before), found(before, closed=True)) == (True, False)
    assert (found(after), found(after, closed=True)) == (False, True)
    by = cast.actor("owner")
    assert [held.is_closed_on(timezone.localdate(at)) for at in (before, after)] == [False, True]
    for on, there in ((day - timedelta(days=1), True), (day, False)):
        assert (held in queries.offers_to_choose(by, on=on)) is there
    check(cast, held, now)  # it is still given to people
    held.refresh_from_db()
    with pytest.raises(Refused, match="the_offer_is_closed"):
        check(cast, held, after)


def test_a_closing_to_come_is_told_and_can_be_taken_back_with_nothing_lost(cast, client, now):
    offer = an_offer(cast, now, name_da="Broen")
    day = timezone.localdate() + timedelta(days=5)
    client.force_login(cast.leader)
    told = {"reason": "ceased", "note": "", "closed_on": day.isoformat(), "same_as": ""}
    page = client.post(reverse("offer_close", args=[offer.pk]), told, follow=True).content.decode()
    words = f"{day.day:02}.{day.month:02}.{day.year}"
    assert "Lukker" in page
    assert page.count(words) >= 2  # the answer, and the page itself
    assert "Lukket" not in page
    client.post(reverse("offer_reopen", args=[offer.pk]))
    offer.refresh_from_db()
    assert (offer.state, offer.closed_on, offer.to_be_confirmed) == ("open", None, False)


def test_an_offer_that_closes_later_goes_out_as_active(cast, now):
    offer = close(cast, an_offer(cast, now), now, closed_on=timezone.localdate() + timedelta(days=5))
    told = {one["id"]: one["status"] for one in importing.export(cast.actor("owner"))["contents"]}
    assert told[offer.uid] == "active"
