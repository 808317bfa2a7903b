"""The one who uses violence: held apart, opened with an entry of its own, and answered by § 22."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.people import queries as people
from brobygger.reception import actions, other_party
from brobygger.reception.models import OtherParty
from brobygger.reception.tests.making import mine, noted_other
from brobygger.trail.models import Entry


def facts_about(row):
    return list(Entry.objects.filter(about_kind="otherparty", about_id=row.pk).order_by("id"))


def test_opening_it_is_an_entry_of_its_own_that_names_nobody_else(cast, now):
    row = noted_other(cast, now, mine(cast, now), name="Jens Prøve")
    opened = actions.open_other_party(other_party_id=row.pk, by=cast.actor("second_assessor"), at=now)
    assert opened.name == "Jens Prøve"
    entries = facts_about(row)
    assert [one.what for one in entries] == ["reception.other_party_kept", "reception.other_party_read"]
    assert all(one.facts == {} for one in entries)


def test_noting_twice_changes_the_one_there_is(cast, now):
    case = mine(cast, now)
    first, second = noted_other(cast, now, case, name="A"), noted_other(cast, now, case, name="B")
    assert first.pk == second.pk
    assert OtherParty.objects.get().name == "B"


def test_a_shared_phone_and_address_warn_on_her_card(cast, now):
    case = mine(cast, now)
    by = cast.actor("assessor")
    row = noted_other(cast, now, case, shares_phone="yes", shares_address="yes")
    plan = people.plan_of(people.person(by, case.person_id))
    assert (plan.shares_phone_with_accused, plan.shares_address_with_accused) == (True, True)
    actions.change_other_party(
        other_party_id=row.pk, told=actions.Told(shares_phone="no", shares_address="unknown"), by=by, at=now
    )
    plan = people.plan_of(people.person(by, case.person_id))
    assert (plan.shares_phone_with_accused, plan.shares_address_with_accused) == (False, True)


@pytest.mark.parametrize(
    "who", ["employee", "resource_person", "officer", "odense_leader", "odense_assessor", "leader"]
)
def test_nobody_else_opens_it(cast, now, who):
    case = mine(cast, now)
    row = noted_other(cast, now, case, name="X")
    with pytest.raises(NotFound):
        actions.open_other_party(other_party_id=row.pk, by=cast.actor(who), at=now)
    assert other_party.number_of(cast.actor(who), screening_id=case.pk) is None


def look(cast, now, name, who="project_leader", zone=None):
    zone_id = (zone or cast.koege).pk
    return actions.look_for(zone_id=zone_id, name=name, by=cast.actor(who), at=now)


def test_he_is_found_only_by_his_name_in_a_request_and_only_in_the_zone(cast, now):
    row = noted_other(cast, now, mine(cast, now), name="Jens  PRØVE")
    assert [one.pk for one in look(cast, now, "jens prøve hansen")] == [row.pk]
    assert [one.pk for one in look(cast, now, "Jens")] == [row.pk]
    assert look(cast, now, "Peter Prøve") == []
    assert look(cast, now, "  ") == []
    assert look(cast, now, "Jens", "odense_leader", cast.odense) == []
    with pytest.raises(NotFound):
        look(cast, now, "Jens", "assessor")
    told = Entry.objects.filter(what="reception.access_looked_for")
    assert all((one.facts, one.about_id) == ({}, None) for one in told)


def test_nothing_is_told_until_someone_has_decided_so_with_a_reason(cast, now):
    row = noted_other(cast, now, mine(cast, now), name="Jens Prøve", note="Et ord", ground="dbl_8_1")
    by = cast.actor("project_leader")
    extract = actions.extract_about_other_party(other_party_id=row.pk, by=by, at=now)
    assert (extract.told, extract.name) == (False, "")
    told = {"other_party_id": row.pk, "by": by, "at": now}
    with pytest.raises(Refused, match="access_reason_missing"):
        actions.answer_access(answer="told_in_part", reason=" ", asked_on=day_of(now), **told)
    tomorrow = day_of(now) + timedelta(days=1)
    with pytest.raises(Refused, match="day_has_not_come"):
        actions.answer_access(answer="withheld", reason="…", asked_on=tomorrow, **told)
    actions.answer_access(answer="withheld", reason="Hun bor hos ham", asked_on=day_of(now), **told)
    assert not actions.extract_about_other_party(**told).told
    actions.answer_access(answer="told_in_part", reason="Er skilt, ved det", asked_on=day_of(now), **told)
    extract = actions.extract_about_other_party(**told)
    assert (extract.told, extract.name) == (True, "Jens Prøve")
    with pytest.raises(NotFound):
        actions.extract_about_other_party(other_party_id=row.pk, by=cast.actor("assessor"), at=now)


def test_who_is_not_kept_gets_word_for_word_the_answer_that_withholds(cast, now):
    row = noted_other(cast, now, mine(cast, now), name="Jens Prøve", note="Unikord")
    client = Client()
    client.force_login(cast.project_leader)
    withheld = client.get(reverse("access_letter", args=[row.pk])).content.decode()
    nobody = client.get(reverse("access_nothing")).content.decode()
    letter = lambda page: page[page.index('<div class="letter">') : page.index("</main>")]  # noqa: E731
    assert letter(withheld) == letter(nobody)
    assert "Jens" not in withheld
    by = cast.actor("project_leader")
    actions.answer_access(
        other_party_id=row.pk, answer="told_in_part", reason="Ved det", asked_on=day_of(now), by=by, at=now
    )
    told = client.get(reverse("access_letter", args=[row.pk])).content.decode()
    assert "Jens Prøve" in told
    for hidden in ("Unikord", "Maria", "assessor", "Assessor", "partner", "2026"):
        assert hidden not in letter(told)


def test_the_pages_of_a_request(cast, now):
    row = noted_other(cast, now, mine(cast, now), name="Jens Prøve")
    client = Client()
    client.force_login(cast.project_leader)
    found = client.post(reverse("access_requests"), {"name": "Jens Prøve"}).content.decode()
    assert reverse("access_answer", args=[row.pk]) in found
    assert "Maria" not in found
    assert reverse("access_nothing") in client.post(reverse("access_requests"), {"name": "Per"}).content.decode()
    page = reverse("access_answer", args=[row.pk])
    assert client.post(page, {"asked_on": "2026-11-18", "answer": "withheld", "reason": ""}).status_code == 422
    done = client.post(page, {"asked_on": "2026-11-18", "answer": "withheld", "reason": "Fare"}, follow=True)
    assert "Fare" in done.content.decode()


def test_its_own_page_is_one_click_away_and_shows_nothing_of_hers(cast, now):
    case = mine(cast, now)
    client = Client()
    client.force_login(cast.assessor)
    add = reverse("other_party_add", args=[case.pk])
    assert add in client.get(reverse("received", args=[case.pk])).content.decode()
    told = {
        "name": "Jens Prøve", "relation": "partner", "lives_together": "yes", "shares_phone": "no",
        "shares_address": "yes", "knows": "unknown", "ground": "dbl_8_1", "note": "Et ord om ham",
    }  # fmt: skip
    assert client.post(add, {}).status_code == 422
    page = client.post(add, told, follow=True).content.decode()
    row = OtherParty.objects.get()
    assert "Et ord om ham" in page
    assert "Maria" not in page
    assert client.get(add).headers["Location"] == reverse("other_party", args=[row.pk])
    assert reverse("other_party", args=[row.pk]) in client.get(reverse("received", args=[case.pk])).content.decode()
    changed = client.post(reverse("other_party", args=[row.pk]), told | {"note": "Et andet ord"}, follow=True)
    assert "Et andet ord" in changed.content.decode()
