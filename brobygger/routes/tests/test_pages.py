"""The right door on the screen: employees read it, leaders change it, and others find nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from brobygger.directory.models import Offer
from brobygger.routes import actions, queries, tryout
from brobygger.routes.codes import Answer, Route
from brobygger.routes.models import CourseCriteria, Door
from brobygger.routes.tests.test_criteria import NEW
from brobygger.routes.tests.test_table import GOLDEN
from conftest import runs


@pytest.fixture
def browser(cast):
    def sign_in(who, language="en"):
        client = Client(headers={"accept-language": language})
        client.force_login(getattr(cast, who))
        client.cookies["django_language"] = language
        return client

    return sign_in


@pytest.fixture
def draft(cast):
    return actions.draft_criteria(programme_id=cast.outpatient.pk, by=cast.actor("project_leader"), at=timezone.now())


def text(response):
    return " ".join(response.content.decode().split())


def form_of(client, address):
    """The form as the page shows it."""
    form = client.get(address).context["form"]
    return {bound.name: bound.value() for bound in form if bound.value() is not None}


@pytest.mark.parametrize("who", ["employee", "resource_person", "assessor", "project_leader"])
def test_everyone_of_the_programme_reads_the_questions_and_the_doors(browser, who):
    seen = text(browser(who).get(reverse("routes")))
    assert "Does she or he need protection here and now" in seen
    assert "With children and without." in seen
    assert "Danish Stalking Centre" in seen
    assert 'href="tel:1888"' in seen
    assert ("Change the questions" in seen) == (who == "project_leader")


def test_it_is_danish_first(browser):
    seen = text(browser("employee", "da").get(reverse("routes")))
    assert "Har borgeren brug for beskyttelse her og nu, fx på et krisecenter?" in seen
    assert "Er nogen i fare lige nu?" in seen


def test_a_zone_without_the_programme_says_so_in_words(cast, browser):
    runs(cast.koege)
    client = browser("project_leader")
    for name in ("routes", "routes_table", "routes_doors"):
        page = client.get(reverse(name))
        assert page.status_code == 200
        assert "Your zone runs no outpatient help" in text(page)
    assert client.get(reverse("routes_table_csv")).status_code == 302
    assert client.post(reverse("routes_draft")).status_code == 404


def test_a_programme_without_questions_says_so_in_words(browser, monkeypatch):
    monkeypatch.setattr(queries, "holding", lambda _programme, _on: None)
    assert "No questions hold yet" in text(browser("employee").get(reverse("routes")))


@pytest.mark.parametrize("who", ["owner", "leader", "coordinator", "administrator"])
def test_others_find_nothing(browser, draft, who):
    client = browser(who)
    for name in ("routes", "routes_table", "routes_table_csv", "routes_doors"):
        assert client.get(reverse(name)).status_code == 404
    assert client.get(reverse("routes_version", args=[draft.pk])).status_code == 404


def pages_of(draft):
    version = [reverse(f"routes_{name}", args=[draft.pk]) for name in ("frame", "check", "approve", "back", "drop")]
    steps = ("question", "question_strike", "question_back", "question_earlier", "question_later")
    question = [reverse(f"routes_{name}", args=[draft.pk, "adult"]) for name in steps]
    alone = [reverse("routes_question_new", args=[draft.pk]), reverse("routes_door_remove", args=[1])]
    return [*version, *question, *alone, reverse("routes_doors"), reverse("routes_door_add"), reverse("routes_draft")]


@pytest.mark.parametrize("who", ["employee", "assessor", "officer"])
def test_for_others_than_leaders_there_is_nothing_to_change(browser, draft, who):
    client = browser(who)
    for address in pages_of(draft):
        assert (client.get(address).status_code, client.post(address).status_code) == (404, 404), address


def test_an_employee_reads_a_draft_without_a_button_to_change_it(browser, draft):
    seen = text(browser("employee").get(reverse("routes_version", args=[draft.pk])))
    assert "The questions, version 2" in seen
    assert "Strike" not in seen
    assert "send for approval" not in seen


def test_the_table_stands_on_a_page_and_as_the_golden_file(browser, draft):
    page = text(browser("employee").get(reverse("routes_table")))
    assert "A dash means that the question plays no part there." in page
    assert page.count("<tr>") == 14
    response = browser("employee", "da").get(reverse("routes_table_csv"))
    assert response.content == GOLDEN.read_bytes()
    assert response.headers["Content-Disposition"] == 'attachment; filename="brobygger-den-rette-doer-1.csv"'
    other = browser("employee").get(reverse("routes_version_table_csv", args=[draft.pk]))
    assert 'filename="brobygger-the-right-door-2.csv"' in other.headers["Content-Disposition"]
    assert "Draft" in text(browser("employee").get(reverse("routes_version_table", args=[draft.pk])))


def test_a_leader_changes_a_question_and_sees_who_would_come_to_another_door(browser, draft):
    client = browser("project_leader")
    address = reverse("routes_question", args=[draft.pk, "just_left_shelter"])
    seen = text(client.post(address, form_of(client, address) | {"otherwise": "shelter"}, follow=True))
    assert "The question is changed in the draft." in seen
    assert "Just left a shelter leads to another door: Shelter (before: Another municipal offer)" in seen
    tried = seen.split("Who would come to another door")[1]
    assert "Has she or he just moved out of a shelter? The answer is yes." in tried
    assert "would have been led" not in tried  # nobody was registered in the year


def test_what_is_missing_in_a_question_is_told_at_the_field(browser, draft):
    client = browser("project_leader")
    address = reverse("routes_question_new", args=[draft.pk])
    response = client.post(address, NEW | {"question_en": "", "otherwise": "none_for_now"})
    assert response.status_code == 422
    assert "The question in English: Write something here." in text(response)
    assert draft.criteria.count() == 11
    assert "The question is added, last of all." in text(client.post(address, NEW, follow=True))


def test_a_question_is_struck_put_back_and_moved_on_the_page(browser, draft):
    client = browser("project_leader")

    def step(name, key="stalking"):
        return text(client.post(reverse(f"routes_question_{name}", args=[draft.pk, key]), follow=True))

    assert "Struck. You can put it back below the questions." in step("strike")
    assert "The question is back in its old place." in step("back")
    step("earlier")
    assert [row.key for row in queries.criteria_of(draft)][:2] == ["acute_protection", "stalking"]
    step("later")
    assert [row.key for row in queries.criteria_of(draft)][:2] == ["acute_protection", "honour_conflict"]


def test_of_two_leaders_at_one_question_the_second_sees_both_and_loses_nothing(browser, draft):
    address = reverse("routes_question", args=[draft.pk, "adult"])
    quick, slow = browser("project_leader"), browser("second_project_leader")
    told = form_of(slow, address)
    quick.post(address, told | {"otherwise": "shelter"})
    response = slow.post(address, told | {"otherwise": "volunteer_offer"})
    assert response.status_code == 409
    assert "Someone else was faster" in text(response)
    again = told | {"otherwise": "volunteer_offer", "seen": response.context["form"]["seen"].value()}
    assert "leads to another door: An offer run by volunteers" in text(slow.post(address, again, follow=True))


def test_the_day_and_the_sentences_are_changed_and_a_slower_leader_is_told(browser, draft):
    address = reverse("routes_frame", args=[draft.pk])
    quick, slow = browser("project_leader"), browser("second_project_leader")
    told = form_of(slow, address)
    day = timezone.localdate() + timedelta(days=20)
    changed = {"valid_from": day.isoformat(), "note": "Aftalt i styregruppen", "also_welcome_en": "Everyone.\n\n"}
    seen = text(quick.post(address, told | changed, follow=True))
    assert "Aftalt i styregruppen" in seen
    assert "<li>Everyone.</li>" in seen
    assert slow.post(address, told | {"note": "Noget andet"}).status_code == 409
    response = quick.post(address, form_of(quick, address) | {"valid_from": "2020-01-01"})
    assert response.status_code == 422
    assert "has passed" in text(response)


def test_check_send_and_approve_by_another(browser, draft):
    leader, second = browser("project_leader"), browser("second_project_leader")
    check, approve = (reverse(f"routes_{name}", args=[draft.pk]) for name in ("check", "approve"))
    nothing = leader.post(check, {"seen": leader.get(check).context["seen"]})
    assert nothing.status_code == 409
    assert "There is nothing to approve." in text(nothing)
    address = reverse("routes_question", args=[draft.pk, "adult"])
    leader.post(address, form_of(leader, address) | {"otherwise": "shelter"})
    sent = text(leader.post(check, {"seen": leader.get(check).context["seen"]}, follow=True))
    assert "Another project leader can approve it now." in sent
    own = leader.get(approve)
    assert "They hold in every place that runs the programme: " in text(own)
    assert "Odense" in text(own)
    assert "A second person must approve" in text(own)
    assert leader.post(approve, {"seen": own.context["seen"]}).status_code == 409
    done = text(second.post(approve, {"seen": second.get(approve).context["seen"]}, follow=True))
    assert "The questions are approved." in done
    assert CourseCriteria.objects.get(pk=draft.pk).state == "approved"
    seen = text(second.get(reverse("routes")))
    assert "Will hold" in seen
    assert second.get(check)["Location"] == reverse("routes_version", args=[draft.pk])


def test_a_proposal_is_sent_back_and_a_draft_dropped(browser, draft):
    leader, second = browser("project_leader"), browser("second_project_leader")
    leader.post(reverse("routes_question_strike", args=[draft.pk, "can_profit"]))
    check = reverse("routes_check", args=[draft.pk])
    assert "can no longer be put back once it is sent" in text(leader.get(check))
    leader.post(check, {"seen": leader.get(check).context["seen"]})
    assert leader.get(reverse("routes_question", args=[draft.pk, "adult"])).status_code == 409
    second.post(reverse("routes_back", args=[draft.pk]))
    assert leader.get(reverse("routes_question", args=[draft.pk, "adult"])).status_code == 200
    drop = reverse("routes_drop", args=[draft.pk])
    assert "Drop version 2?" in text(leader.get(drop))
    assert "The draft is dropped." in text(leader.post(drop, follow=True))
    assert leader.get(drop)["Location"] == reverse("routes_version", args=[draft.pk])
    assert leader.post(drop).status_code == 409


def test_a_draft_begins_with_one_button_and_a_second_one_is_refused(browser):
    client = browser("project_leader")
    seen = text(client.post(reverse("routes_draft"), follow=True))
    assert "Nothing is changed." in seen
    assert "Nobody. Whatever is answered, the door is the same as before." in seen
    assert "Go on with the draft" in text(client.get(reverse("routes")))
    refused = client.post(reverse("routes_draft"))
    assert refused.status_code == 409
    assert "There is a draft already" in text(refused)


def test_the_try_out_counts_what_was_answered_in_a_year(browser, cast, draft, monkeypatch):
    asked = []

    def answered(zone_id, programme_id, since, until):
        asked.append((zone_id, programme_id, (until - since).days))
        yield {"adult": Answer.NO}, True
        yield {"adult": Answer.NO}, False
        yield {"stalking": Answer.YES, "adult": Answer.NO}, True
        yield {}, True

    monkeypatch.setattr(tryout, "ANSWERED", [answered])
    client = browser("project_leader")
    address = reverse("routes_question", args=[draft.pk, "adult"])
    seen = text(client.post(address, form_of(client, address) | {"otherwise": "shelter"}, follow=True))
    assert "1 would have been led to another door." in seen
    assert "Of 4 registered here since" in seen
    assert set(asked) == {(cast.koege.pk, cast.outpatient.pk, 364)}
    page = text(browser("employee").get(reverse("routes_version", args=[draft.pk])))
    assert "Who would come to another door" in page
    assert "would have been led" not in page  # the counts are for those who see the figures


def test_a_door_is_chosen_removed_and_put_back_with_its_words(cast, browser):
    client = browser("project_leader")
    offer = Offer.objects.get(name_da="Danner")
    told = {"route": "shelter", "offer": offer.pk, "note": "Ring sammen."}
    page = client.post(reverse("routes_door_add"), told, follow=True)
    assert "Danner stands behind the door now." in text(page)
    assert "came with the program; not shown now" in text(page)
    cast.actor("project_leader")
    door = Door.objects.get()
    removed = client.post(reverse("routes_door_remove", args=[door.pk]), follow=True)
    assert 'value="Ring sammen."' in text(removed)
    assert "Undo" not in text(client.get(reverse("routes_doors")))  # once
    client.post(reverse("routes_door_add"), told)
    cast.actor("project_leader")
    assert Door.objects.get().note == "Ring sammen."
    assert "How we refer there" in text(browser("employee").get(reverse("routes")))


def test_what_is_wrong_with_a_door_is_told_where_it_was_tried(browser):
    client = browser("project_leader")
    offer = Offer.objects.get(name_da="Danner").pk
    told = {"route": "shelter", "offer": offer, "note": ""}
    client.post(reverse("routes_door_add"), told)
    twice = client.post(reverse("routes_door_add"), told)
    assert twice.status_code == 422
    assert "This offer is a door of the route already." in text(twice)
    assert client.post(reverse("routes_door_add"), told | {"offer": ""}).status_code == 422
    assert client.post(reverse("routes_door_add"), told | {"route": "findes-ikke"}).status_code == 422
    course = {"route": Route.RISK_ASSESSMENT_AND_COURSE.value, "offer": offer}
    assert client.post(reverse("routes_door_add"), course).status_code == 422


def test_a_question_that_is_not_there_is_not_found(browser, draft):
    client = browser("project_leader")
    assert client.get(reverse("routes_question", args=[draft.pk, "findes-ikke"])).status_code == 404
    assert client.post(reverse("routes_question_strike", args=[draft.pk, "findes-ikke"])).status_code == 404


def test_both_languages_have_every_question(browser, draft):
    with translation.override("da"):
        for row in queries.criteria_of(draft):
            assert row.question == row.question_da
            assert row.help == row.help_da
            assert row.name == row.name_da
