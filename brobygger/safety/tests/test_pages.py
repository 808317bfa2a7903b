"""The pages as the team meets them: the plan, a section, what the person looks at, and the paper."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.reception.tests.making import mine
from brobygger.safety import actions
from brobygger.safety.models import Line
from brobygger.safety.paper import mark_of
from brobygger.safety.tests.making import begun, written
from brobygger.trail.models import Entry

FORBIDDEN = ("sikkerhed", "safety", "Brobygger", "Maria", "Køge", "Assessor")


@pytest.fixture
def at_work(cast):
    client = Client()
    client.force_login(cast.assessor)
    return client


@pytest.fixture
def row(cast):
    return begun(cast, timezone.now())


def shown(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def press(client, name, *args, **told):
    return client.post(reverse(name, args=args), told, follow=True)


def filled(page):
    """What the section's form would send as it was shown."""
    form = page[page.index('<form id="step"') :]
    told = {}
    for tag in re.findall(r"<input[^>]*>", form):
        value = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if value.get("type") != "radio" or "checked" in tag:
            told[value["name"]] = value.get("value", "")
    for name, words in re.findall(r'<textarea name="([^"]*)"[^>]*>\s?\n?([^<]*)</textarea>', form):
        told[name] = words
    return told


def read(body):
    """What a reader of the page reads."""
    return re.sub(r"<(script|style|head)\b.*?</\1>|<[^>]+>", " ", body, flags=re.DOTALL)


def test_the_plan_is_begun_from_the_page_of_the_person(cast, at_work):
    row = mine(cast, timezone.now())
    page = shown(at_work, "received", row.pk)
    assert reverse("safety_plan", args=[row.pk]) in page
    assert "Der er ingen plan endnu" in page
    assert "Begynd på planen" in shown(at_work, "safety_plan", row.pk)
    page = press(at_work, "safety_begin", row.pk).content.decode()
    assert "Advarselstegn" in page
    assert "Skal ses på igen den" in shown(at_work, "received", row.pk)


def test_a_section_is_written_from_suggestions_and_own_words_and_no_press_loses_what_was_typed(cast, at_work, row):
    page = shown(at_work, "safety_section", row.pk, "contact")
    told = filled(page) | {"line-0-words": "Solsikke"}
    page = press(at_work, "safety_section", row.pk, "contact", **told, take="code_word").content.decode()
    assert {one.words[:8] for one in Line.objects.all()} == {"Solsikke", "Vi har e"}
    told = filled(page) | {"line-0-words": "Solsikke betyder kom", "line-0-status": "done"}
    response = press(at_work, "safety_section", row.pk, "contact", **told, on="")
    assert response.redirect_chain[-1][0] == reverse("safety_section", args=[row.pk, "warning_signs"])
    page = shown(at_work, "safety_plan", row.pk)
    assert "Solsikke betyder kom" in page
    assert "code_word" not in shown(at_work, "safety_section", row.pk, "contact").split("<aside")[1]


def test_removed_and_put_back(cast, at_work, row):
    line = written(cast, timezone.now(), row, "Solsikke")
    told = filled(shown(at_work, "safety_section", row.pk, "contact"))
    page = press(at_work, "safety_section", row.pk, "contact", **told, remove=line.pk).content.decode()
    assert "Fjernede linjer" in page
    page = press(at_work, "safety_section", row.pk, "contact", **filled(page), put_back=line.pk).content.decode()
    assert "Fjernede linjer" not in page
    assert "Solsikke" in page


def test_it_saves_by_itself_and_says_when(cast, at_work, row):
    told = filled(shown(at_work, "safety_section", row.pk, "contact")) | {"line-0-words": "Solsikke"}
    address = reverse("safety_keep", args=[row.pk, "contact"])
    for words in ("Sol", "Solsikke"):
        answer = at_work.post(address, told | {"line-0-words": words})
        assert answer["X-Kept"] == "yes"
        assert "Gemt" in answer.content.decode()
    assert [one.words for one in Line.objects.all()] == ["Solsikke"]
    wrong = at_work.post(address, told | {"line-0-by_day": "i morgen"}).content.decode()
    assert "ikke gemt endnu" in wrong


def test_a_day_that_is_none_is_said_and_the_words_stay(cast, at_work, row):
    told = filled(shown(at_work, "safety_section", row.pk, "contact"))
    told |= {"line-0-words": "Solsikke", "line-0-by_day": "i morgen"}
    response = press(at_work, "safety_section", row.pk, "contact", **told)
    assert response.status_code == 422
    assert "Solsikke" in response.content.decode()


def test_two_windows_lose_nothing_and_say_so(cast, at_work, row):
    written(cast, timezone.now(), row, "Solsikke")
    mine_, hers = (filled(shown(at_work, "safety_section", row.pk, "contact")) for _ in range(2))
    press(at_work, "safety_section", row.pk, "contact", **mine_ | {"line-0-words": "Tulipan"})
    page = press(at_work, "safety_section", row.pk, "contact", **hers | {"line-0-words": "Rose"}).content.decode()
    assert "Begge tekster står der" in page
    assert {"Tulipan", "Rose"} == {one.words for one in Line.objects.all()}


def test_whoever_is_signed_out_has_the_words_back_and_they_count_when_sent_again(cast, at_work, row):
    address = reverse("safety_section", args=[row.pk, "contact"])
    told = filled(shown(at_work, "safety_section", row.pk, "contact")) | {"line-0-words": "Solsikke betyder kom"}
    back = Client().post(address, told, headers={"origin": "http://testserver"})
    assert back.status_code == 403
    assert "Solsikke betyder kom" in back.content.decode()
    at_work.post(address, told)
    assert [one.words for one in Line.objects.all()] == ["Solsikke betyder kom"]


def test_marked_done_and_undone_in_one_press(cast, at_work, row):
    line = written(cast, timezone.now(), row, "Solsikke")
    for status in ("done", "agreed"):
        press(at_work, "safety_mark", row.pk, line.pk, status=status)
        line.refresh_from_db()
        assert line.status == status


def test_gone_through_with_a_day_that_must_lie_ahead(cast, at_work, row):
    page = press(at_work, "safety_looked", row.pk, again_on="2020-01-01")
    assert page.status_code == 422
    assert "inden for et år" in page.content.decode()
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)
    assert "gennemgået den sammen" in press(at_work, "safety_looked", row.pk, again_on=tomorrow).content.decode()


def test_nothing_is_chosen_beforehand_and_the_choice_stands_among_the_copies(cast, at_work, row):
    written(cast, timezone.now(), row, "Solsikke")
    page = shown(at_work, "safety_plan", row.pk)
    assert "checked" not in page
    assert "Spørg, og vælg" in press(at_work, "safety_form", row.pk).content.decode()
    assert "hvem der har den" in press(at_work, "safety_form", row.pk, form="trusted").content.decode()
    page = press(at_work, "safety_form", row.pk, form="trusted", who="Min søster").content.decode()
    assert "(Min søster)" in page


def test_what_the_person_looks_at_has_the_plan_and_nothing_else(cast, at_work, row):
    written(cast, timezone.now(), row, "Solsikke", colleague_id=cast.second_assessor.pk)
    assert "Spørg først" in at_work.get(reverse("safety_shown", args=[row.pk]), follow=True).content.decode()
    body = press(at_work, "safety_form", row.pk, form="screen").content.decode()
    text = read(body)
    assert "Solsikke" in text
    assert "sammen med os" in text
    for word in ("Assessor", "Second", "Maria", "Brobygger"):
        assert word not in text
    assert body.count("<a ") == 1, "one way back"
    assert "<title>Husk</title>" in body
    assert Entry.objects.filter(what="safety.plan_shown").exists()


def test_the_paper_is_thought_of_first_and_says_nothing_of_what_it_is(cast, at_work, row):
    bag = written(cast, timezone.now(), row, "Tasken står hos Bodil", section="leaving")
    tells = written(cast, timezone.now(), row, "Maria ved det", section="people")
    written(cast, timezone.now(), row, "Jeg læser brevet", section="feelings")
    assert "Spørg først" in at_work.get(reverse("safety_paper", args=[row.pk]), follow=True).content.decode()
    before = press(at_work, "safety_form", row.pk, form="print").content.decode()
    assert "Hvor skal papiret ligge" in before
    assert "Maria ved det" in before, "what is left off is said"
    assert not Entry.objects.filter(what="safety.plan_printed").exists()
    assert "Ingen liste kender alle ord" in before
    assert "checked" not in before, "nothing is ticked for them"
    assert "Vælg, hvad der skal på papiret" in press(at_work, "safety_paper", row.pk).content.decode()
    refused = press(at_work, "safety_paper", row.pk, lines=[mark_of(tells)]).content.decode()
    assert "Se på dem igen" in refused, "what the list finds cannot be ticked"
    body = press(at_work, "safety_paper", row.pk, lines=[mark_of(bag)]).content.decode()
    text = read(body)
    assert "Tasken står hos Bodil" in text
    assert "Jeg læser brevet" not in text, "only what was chosen"
    assert "<title>Husk</title>" in body
    for word in FORBIDDEN:
        assert word.lower() not in text.lower()
    assert "igen" in press(at_work, "safety_paper", row.pk, lines=[mark_of(bag)]).content.decode()
    assert Entry.objects.filter(what="safety.plan_printed").count() == 1


@pytest.mark.parametrize("who", ["odense_assessor", "employee", "stranger", "officer"])
@pytest.mark.parametrize("name", ["safety_plan", "safety_shown", "safety_paper", "safety_section"])
def test_for_others_there_is_no_plan(cast, row, who, name):
    client = Client()
    client.force_login(getattr(cast, who))
    more = ["contact"] if name == "safety_section" else []
    assert client.get(reverse(name, args=[row.pk, *more])).status_code == 404


def test_no_section_of_another_name(cast, at_work, row):
    assert at_work.get(reverse("safety_section", args=[row.pk, "other"])).status_code == 404
    without = mine(cast, timezone.now())
    assert at_work.get(reverse("safety_section", args=[without.pk, "contact"])).status_code == 404


def test_asked_for_without_a_press_one_comes_back_to_the_plan(cast, at_work, row):
    for name in ("safety_looked", "safety_form"):
        assert at_work.get(reverse(name, args=[row.pk])).url == reverse("safety_plan", args=[row.pk])


def test_the_words_go_to_no_trail(cast, at_work, row):
    written(cast, timezone.now(), row, "Solsikke")
    actions.choose_form(
        screening_id=row.pk, form="trusted", who="Min søster", by=cast.actor("assessor"), at=timezone.now()
    )
    told = " ".join(str(one.facts) for one in Entry.objects.filter(what__startswith="safety."))
    assert "Solsikke" not in told
    assert "søster" not in told
    assert "withheld" not in told
