"""The directory on the screen."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from brobygger.directory.models import Offer, OfferFile
from brobygger.directory.tests.making import an_offer


@pytest.fixture
def leader(cast):
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.leader)
    return client


@pytest.fixture
def worker(cast):
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.owner)
    return client


def form_of(client, pk, **changes):
    """The edit form as the page shows it, with the changes."""
    form = client.get(reverse("offer_change", args=[pk])).context["form"]
    told = {bound.name: bound.value() for bound in form if bound.value() not in (None, False)}
    return told | changes


def test_a_search_is_remembered_as_codes_and_never_as_words(worker):
    page = worker.post(reverse("offers"), {"words": "prøve ord", "need": "stalking", "place": "0259"}).content.decode()
    assert "Danish Stalking Centre" not in page  # the words fit nothing
    assert "prøve ord" in page
    assert worker.session["offers"] == {"need": "stalking", "place": "0259"}
    again = worker.get(reverse("offers")).content.decode()
    assert "prøve ord" not in again
    assert "Danish Stalking Centre" in again
    worker.post(reverse("offers"), {"clear": "1"})
    assert worker.session["offers"] == {}


def test_what_htmx_swaps_in_is_what_the_page_shows(worker):
    part = worker.post(reverse("offers"), {"words": "1888"}, headers={"hx-request": "true"}).content.decode()
    whole = worker.post(reverse("offers"), {"words": "1888"}).content.decode()
    assert part.strip().startswith('<div id="found"')
    assert part.strip() in whole
    assert "Lev Uden Vold" in part


def test_more_goes_on_with_the_same_question(worker):
    first = worker.post(reverse("offers"), {"place": "DK"})
    more = worker.post(reverse("offers"), {"place": "DK", "after": first.context["found"].older})
    names = [[line["name"] for line in page.context["lines"]] for page in (first, more)]
    assert names[1]
    assert not set(names[0]) & set(names[1])
    assert 'name="place" value="DK"' in first.content.decode()


def test_a_worker_reads_but_does_not_keep(worker):
    offer = Offer.objects.get(name_da="Danner")
    page = worker.get(reverse("offer", args=[offer.pk])).content.decode()
    assert "To be confirmed" in page
    assert reverse("offer_change", args=[offer.pk]) not in page
    assert worker.post(reverse("offer_checked", args=[offer.pk]), {"seen": 1}).status_code == 404


def test_a_leader_writes_an_offer(leader):
    told = {
        "name_da": "Prøvehuset", "hours": "ma-fr 9-16", "phones": "95 00 12 34 kun hverdage\n1888",
        "places": "Køge, Stevns",
        "needs": ["legal"], "check_again_days": "90", "is_free": "yes", "address_is": "",
    }  # fmt: skip
    response = leader.post(reverse("offer_new"), told, follow=True)
    page = response.content.decode()
    assert "The offer is in the directory." in page
    offer = Offer.objects.get(name_da="Prøvehuset")
    assert offer.phones == [{"number": "+4595001234", "note": "kun hverdage"}, {"number": "1888", "note": ""}]
    assert (offer.places, offer.is_free, offer.check_again_days) == (["0259", "0336"], True, 90)
    assert "95 00 12 34" in page
    assert "Mon–Fri 9–16" in page


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"name_da": ""}, "Write a name."),
        ({"hours": "måske"}, "This cannot be read as opening hours: måske"),
        ({"phones": "ring bare"}, "This is not a phone number: ring bare"),
        ({"phones": "12345678"}, "This is not a phone number: 12345678"),
        ({"places": "Langtbortistan"}, "There is no such region or municipality: Langtbortistan"),
        ({"web": "www.x.dk"}, "A web address begins with"),
        ({"address_is": "secret", "address": "Prøvevej 1"}, "A secret address must not be written down."),
        ({"address": "Prøvevej 1"}, "Say that the address is public"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(leader, told, words):
    response = leader.post(reverse("offer_new"), {"name_da": "Prøve", "check_again_days": "90", **told})
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert not Offer.objects.filter(name_da="Prøve").exists()


def test_an_offer_is_shown_for_change_as_it_was_written(leader, cast, now):
    offer = an_offer(cast, now, hours=[{"days": [1, 2], "opens": "09:00", "closes": "16:00"}], anonymous=False)
    response = leader.post(
        reverse("offer_change", args=[offer.pk]), form_of(leader, offer.pk, email="x@y.invalid"), follow=True
    )
    assert "The offer is changed." in response.content.decode()
    newest = offer.versions.order_by("-number").first()
    assert newest.fields == ["email"]


def test_who_was_slower_sees_it_and_keeps_what_she_wrote(leader, cast, now):
    offer = an_offer(cast, now)
    told = form_of(leader, offer.pk, email="mit@x.invalid")
    leader.post(reverse("offer_change", args=[offer.pk]), form_of(leader, offer.pk, email="først@x.invalid"))
    response = leader.post(reverse("offer_change", args=[offer.pk]), told)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Someone else was faster" in page
    assert "mit@x.invalid" in page
    again = leader.post(reverse("offer_change", args=[offer.pk]), told | {"seen": 2})
    assert again.status_code == 302
    offer.refresh_from_db()
    assert offer.email == "mit@x.invalid"
    history = leader.get(reverse("offer_history", args=[offer.pk])).content.decode()
    assert "først@x.invalid" in history
    assert "Leader changed it" in history
    assert "Leader wrote it" in history


def test_the_list_of_what_is_to_be_checked_empties_one_by_one(leader):
    page = leader.get(reverse("offers_to_check")).content.decode()
    offer = Offer.objects.get(name_da="Danner")
    assert "Danner" in page
    leader.post(reverse("offer_checked", args=[offer.pk]), {"seen": 1, "back": "list"})
    page = leader.get(reverse("offers_to_check")).content.decode()
    assert ">Danner<" not in page


def test_closing_and_opening_again(leader, cast, now):
    one, other = an_offer(cast, now), an_offer(cast, now)
    page = leader.get(reverse("offer", args=[one.pk])).content.decode()
    assert "Perhaps it stands here twice" in page
    url = reverse("offer_close", args=[one.pk])
    assert leader.post(url, {"reason": "double"}).status_code == 422
    page = leader.post(url, {"reason": "double", "same_as": other.pk}, follow=True).content.decode()
    assert "It stood here twice" in page
    page = leader.post(reverse("offer_reopen", args=[one.pk]), follow=True).content.decode()
    assert "open again" in page


def test_seeing_to_an_offer(leader, cast):
    offer = Offer.objects.get(name_da="Danner")
    page = leader.post(reverse("offer_kept", args=[offer.pk]), {"kept": "yes"}, follow=True).content.decode()
    assert "We no longer see to it" in page
    leader.post(reverse("offer_kept", args=[offer.pk]), {"kept": "no"})
    offer.refresh_from_db()
    assert offer.kept_by is None


def test_the_list_on_paper_holds_what_was_found_and_asks_whether_paper_is_safe(worker):
    worker.post(reverse("offers"), {"need": "honour"})
    page = worker.get(reverse("offers_print")).content.decode()
    assert "RED Safehouse" in page
    assert "Livslinien" not in page
    assert "Ask first whether it is safe" in page


def test_a_file_is_looked_at_before_it_goes_in(leader):
    rows = [
        {"id": "a1", "name": "Danner"},
        {"id": "a2", "name": "Nyt sted", "attributes": [{"taxonomy_term": {"name": "Gardening"}}]},
        {"id": "a3", "name": "Galt", "email": "nej"},
    ]
    file = SimpleUploadedFile("x.json", json.dumps(rows).encode())
    response = leader.post(reverse("offers_import"), {"file": file}, follow=True)
    page = response.content.decode()
    assert "Perhaps the same as Danner" in page
    assert "Gardening" in page
    assert "This is not an e-mail address." in page
    assert not Offer.objects.filter(uid="a2").exists()
    pk = OfferFile.objects.get().pk
    page = leader.post(reverse("offers_file_go", args=[pk]), follow=True).content.decode()
    assert "2 new, 0 changed, 0 known already." in page
    assert Offer.objects.filter(uid="a2").exists()
    assert leader.get(reverse("offers_file", args=[pk])).status_code == 404


def test_what_the_file_would_change_is_shown(leader, cast, now):
    told = json.loads(leader.get(reverse("offers_export")).content)
    one = next(row for row in told["contents"] if row["name"] == "Danner")
    one |= {"description": "Andet", "status": "defunct"}
    file = SimpleUploadedFile("x.json", json.dumps(one).encode())
    page = leader.post(reverse("offers_import"), {"file": file}, follow=True).content.decode()
    assert "Closes down" in page
    assert "→ Andet" in page
    leader.post(reverse("offers_file_drop", args=[OfferFile.objects.get().pk]))
    assert Offer.objects.get(name_da="Danner").state == "open"


def test_a_file_that_is_none_is_said_at_the_field(leader):
    response = leader.post(reverse("offers_import"), {"file": SimpleUploadedFile("x.json", b"{")})
    assert response.status_code == 422
    assert "The file is not JSON." in response.content.decode()
