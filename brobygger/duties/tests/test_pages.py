"""The pages of a duty, step by step, and what others meet there."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.base.workdays import day_of
from brobygger.duties import actions
from brobygger.duties.models import Child, Duty, Fact, Notice
from brobygger.duties.states import DutyKind, DutyState
from brobygger.duties.tests.making import SECRET, raised, sent, someone, written
from brobygger.staff.models import Absence

PAGES = ("duty", "duty_kind", "duty_decide", "duty_again", "duty_mistake", "duty_close", "duty_facts", "duty_children",
         "duty_parents", "duty_text", "duty_send", "duty_return", "duty_ask")  # fmt: skip
DEEDS = ("duty_112", "duty_draft", "duty_ask_stop", "duty_take_over", "duty_take_over_no")


@pytest.fixture
def at(db):
    return timezone.now()


def sign_in(worker) -> Client:
    client = Client()
    client.force_login(worker)
    return client


def body(response) -> str:
    return str(response.content.decode())


def test_from_the_first_page_to_the_answer(cast, at):
    case = someone(cast, at)
    client = sign_in(cast.owner)
    address = reverse("raise_duty", args=["case", case.pk])
    page = body(client.get(address))
    assert page.index('href="tel:112"') < page.index('name="kind"')
    assert "skal bekræftes" in page.lower()
    assert client.post(address, {"kind": "underretning_135"}).status_code == 422
    went = client.post(address, {"kind": "underretning_133"}, follow=True)
    duty = Duty.objects.get()
    assert went.redirect_chain == [(f"/duties/{duty.pk}/", 302)]
    assert "Intet er skrevet ned endnu" in body(went)

    def go(name, told, then=None):
        response = client.post(reverse(name, args=[duty.pk]), told)
        assert (response.status_code, response.headers.get("Location")) == (
            302, reverse(then or "duty", args=[duty.pk]),
        ), body(response)  # fmt: skip

    go("duty_facts", {"words": SECRET, "when": "i fredags", "how": "self", "may_know": "no"}, "duty_facts")
    assert SECRET in body(client.get(reverse("duty_facts", args=[duty.pk])))
    go("duty_children", {"name": "Bo", "birth_year": "2018"}, "duty_children")
    assert client.post(reverse("duty_parents", args=[duty.pk]), {"told": "not_told"}).status_code == 422
    go("duty_parents", {"told": "not_told", "reason": "Det kan være farligt"})
    assert client.post(reverse("duty_decide", args=[duty.pk]), {"notify": "no"}).status_code == 422
    go("duty_decide", {"notify": "yes"})
    go("duty_draft", {}, "duty_text")
    page = body(client.get(reverse("duty_text", args=[duty.pk])))
    assert "kantede parenteser" in page
    assert "aktindsigt" in page
    writing = Notice.objects.get()
    assert "KILDEN SKAL BESKYTTES" in writing.text
    seen = f"1:{writing.kept_at.isoformat()}"
    go("duty_text", {"text": "Drengen 慧琳 er bange.", "seen": seen, "on": ""}, "duty_send")
    assert "Kan ikke trykkes: 慧 琳" in body(client.get(reverse("duty_send", args=[duty.pk])))
    late = client.post(reverse("duty_text", args=[duty.pk]), {"text": "Den anden", "seen": seen})
    assert late.status_code == 409
    assert "Den anden" in body(late)
    writing.refresh_from_db()
    here = timezone.localtime(at)
    told = {"to": "Prøveby Kommune", "how": "secure_mail", "where": "", "sent_on": day_of(here).isoformat(),
            "sent_at": f"{here:%H:%M}", "seen": f"1:{writing.kept_at.isoformat()}"}  # fmt: skip
    check = client.post(reverse("duty_send", args=[duty.pk]), told)
    assert "Er det rigtigt?" in body(check)
    assert Notice.objects.get().sent_at is None
    assert "Hvem sendte du den til?" in body(client.post(reverse("duty_send", args=[duty.pk]), told | {"change": ""}))
    go("duty_send", told | {"confirm": ""})
    assert Notice.objects.get().text == "Drengen 慧琳 er bange."
    go("duty_return", {"kind": "receipt", "on": day_of(here).isoformat(), "reference": "2026-17"})
    assert client.post(reverse("duty_close", args=[duty.pk]), {"reason": ""}).status_code == 422
    go("duty_return", {"kind": "answer", "on": day_of(here).isoformat(), "words": "Undersøgelse"})
    go("duty_close", {"reason": ""})
    page = body(client.get(reverse("duty", args=[duty.pk])))
    assert "Drengen 慧琳 er bange." in page
    assert "2026-17" in page
    assert "Lukket" in page


def test_a_sending_in_the_future_and_a_return_in_the_future_are_refused_on_the_page(cast, at):
    duty = written(cast.actor("owner"), at, cast.zone)
    client = sign_in(cast.owner)
    told = {"to": "Kommunen", "how": "phone", "sent_on": "2999-01-01", "sent_at": "12:00", "seen": "x"}
    assert client.post(reverse("duty_send", args=[duty.pk]), told).status_code == 422
    told = {"kind": "receipt", "on": "2999-01-01"}
    assert client.post(reverse("duty_return", args=[duty.pk]), told).status_code == 422
    assert client.post(reverse("duty_children", args=[duty.pk]), {"name": ""}).status_code == 422


@pytest.mark.parametrize("who", ["colleague", "leader", "stranger", "strange_leader"])
def test_others_meet_pages_that_do_not_exist(cast, at, who):
    duty = written(cast.actor("owner"), at, cast.zone)
    client = sign_in(getattr(cast, who))
    for name in PAGES:
        address = reverse(name, args=[duty.pk])
        assert client.get(address).status_code == 404, name
        assert client.post(address, {"reason": "x", "notify": "no", "kind": "underretning_135"}).status_code in (
            404,
            405,
        )
    for name in DEEDS:
        assert client.post(reverse(name, args=[duty.pk])).status_code == 404, name
    for name in ("duty_print", "duty_pdf"):
        assert client.get(reverse(name, args=[duty.pk, 1])).status_code == 404
    cast.actor("owner")
    assert Duty.objects.get().state == DutyState.TO_NOTIFY


def test_a_leader_sees_that_it_is_there_and_nothing_of_it(cast, at):
    raised(cast.actor("owner"), at, cast.zone, kind=DutyKind.POLICE)
    duty = written(cast.actor("owner"), at, cast.zone)
    page = body(sign_in(cast.leader).get(reverse("duties")))
    assert f'id="duty-{duty.pk}"' in page
    assert "Owner" in page
    assert reverse("duty", args=[duty.pk]) not in page
    assert SECRET not in page
    assert "Owner" not in body(sign_in(cast.colleague).get(reverse("duties")))


def test_an_officer_has_the_trail_and_not_the_duties(cast):
    client = sign_in(cast.officer)
    assert client.get(reverse("duties")).status_code == 404
    assert client.get(reverse("legal_bases")).status_code == 200


def test_a_decision_against_is_shown_with_its_reason_and_taken_up_again(cast, at):
    duty = raised(cast.actor("owner"), at, cast.zone)
    client = sign_in(cast.owner)
    client.post(reverse("duty_decide", args=[duty.pk]), {"notify": "no", "reason": "Kommunen ved det"})
    page = body(client.get(reverse("duty", args=[duty.pk])))
    assert "Kommunen ved det" in page
    assert "Tag den op igen" in page
    client.post(reverse("duty_again", args=[duty.pk]), {"reason": "Noget nyt"})
    client.post(reverse("duty_mistake", args=[duty.pk]), {"reason": "Forkert sag"})
    cast.actor("owner")
    assert Duty.objects.get().state == DutyState.MISTAKE


def test_112_stands_first_where_life_is_in_danger(cast, at):
    duty = raised(cast.actor("owner"), at, cast.zone, kind=DutyKind.POLICE)
    client = sign_in(cast.owner)
    page = body(client.get(reverse("duty", args=[duty.pk])))
    assert page.index('href="tel:112"') < page.index("<h1")
    assert "forældrene" not in page.lower()
    client.post(reverse("duty_112", args=[duty.pk]))
    assert 'href="tel:112"' not in body(client.get(reverse("duty", args=[duty.pk])))


def test_another_paragraph_is_chosen_with_a_reason(cast, at):
    duty = raised(cast.actor("owner"), at, cast.zone)
    client = sign_in(cast.owner)
    address = reverse("duty_kind", args=[duty.pk])
    assert client.post(address, {"kind": "underretning_135"}).status_code == 422
    assert client.post(address, {"kind": "underretning_135", "reason": "Set i min fritid"}).status_code == 302
    assert "Barnets lov § 135" in body(client.get(reverse("duty", args=[duty.pk])))


def test_facts_and_children_are_taken_out_again(cast, at):
    owner = cast.actor("owner")
    duty = written(owner, at, cast.zone)
    child = actions.add_child(duty_id=duty.pk, name="Bo", birth_year=None, unborn=True, by=owner, at=at)
    client = sign_in(cast.owner)
    assert client.post(reverse("duty_fact_strike", args=[duty.pk, Fact.objects.get().pk])).status_code == 302
    assert client.post(reverse("duty_child_strike", args=[duty.pk, child.pk])).status_code == 302
    cast.actor("owner")
    assert Fact.objects.get().struck_at
    assert Child.objects.get().struck_at


def test_a_protected_address_is_said_to_be_so_and_found_in_the_text(cast, at):
    case = someone(cast, at, person={"address": "Prøvevej 3", "postal_code": "0999", "protected": True})
    duty = written(cast.actor("owner"), at, cast.zone, about="case", about_id=case.pk)
    client = sign_in(cast.owner)
    page = body(client.get(reverse("duty_text", args=[duty.pk])))
    assert "Adressen er beskyttet" in page
    assert "ser ud til at rumme borgerens adresse" not in page
    client.post(reverse("duty_draft", args=[duty.pk]), {"write_address": "on"})
    assert "ser ud til at rumme borgerens adresse" in body(client.get(reverse("duty_text", args=[duty.pk])))
    assert "ser ud til at rumme borgerens adresse" in body(client.get(reverse("duty_send", args=[duty.pk])))


def test_paper_has_a_name_that_tells_nothing(cast, at):
    duty = sent(cast.actor("owner"), at, cast.zone)
    client = sign_in(cast.owner)
    page = body(client.get(reverse("duty_print", args=[duty.pk, 1])))
    assert SECRET in page
    assert "<title>Dokument</title>" in page
    made = client.get(reverse("duty_pdf", args=[duty.pk, 1]))
    assert made.content.startswith(b"%PDF")
    assert made.headers["Content-Disposition"] == f'attachment; filename="dokument-{duty.pk}-1.pdf"'
    assert client.get(reverse("duty_pdf", args=[duty.pk, 2])).status_code == 404


def test_the_steps_follow_how_it_stands(cast, at):
    duty = written(cast.actor("owner"), at, cast.zone)
    client = sign_in(cast.owner)
    page = body(client.get(reverse("duty", args=[duty.pk])))
    assert "Er ved at blive skrevet" in page
    assert page.count('aria-current="step"') == 1
    actions.decide_not_to_notify(duty_id=duty.pk, reason="Alligevel ikke", by=cast.actor("owner"), at=at)
    assert "duty-steps" not in body(client.get(reverse("duty", args=[duty.pk])))
    refused = client.post(reverse("duty_text", args=[duty.pk]), {"text": "x", "seen": "1:x"})
    assert refused.status_code == 409
    assert "Tag den op igen først" in body(refused)


def test_sending_waits_for_the_text(cast, at):
    duty = raised(cast.actor("owner"), at, cast.zone)
    client = sign_in(cast.owner)
    assert client.get(reverse("duty_send", args=[duty.pk])).headers["Location"] == reverse("duty", args=[duty.pk])
    actions.decide_to_notify(duty_id=duty.pk, by=cast.actor("owner"), at=at)
    assert client.get(reverse("duty_send", args=[duty.pk])).headers["Location"] == reverse("duty_text", args=[duty.pk])


def test_a_colleague_is_asked_and_says_yes_or_no(cast, at):
    duty = raised(cast.actor("owner"), at, cast.zone)
    owner, colleague = sign_in(cast.owner), sign_in(cast.colleague)
    asked = {"worker": cast.colleague.pk}
    assert owner.post(reverse("duty_ask", args=[duty.pk]), {"worker": cast.stranger.pk}).status_code == 422
    owner.post(reverse("duty_ask", args=[duty.pk]), asked)
    assert "Du har bedt Colleague overtage" in body(owner.get(reverse("duty", args=[duty.pk])))
    assert "Owner spørger dig" in body(colleague.get(reverse("duties")))
    colleague.post(reverse("duty_take_over_no", args=[duty.pk]))
    owner.post(reverse("duty_ask", args=[duty.pk]), asked)
    owner.post(reverse("duty_ask_stop", args=[duty.pk]))
    owner.post(reverse("duty_ask", args=[duty.pk]), asked)
    went = colleague.post(reverse("duty_take_over", args=[duty.pk]), follow=True)
    assert "Pligten er din nu" in body(went)
    assert owner.get(reverse("duty", args=[duty.pk])).status_code == 404


def test_the_substitute_is_told_that_something_waits(cast, at):
    raised(cast.actor("owner"), at, cast.zone)
    Absence.objects.create(
        zone=cast.zone, worker=cast.owner, first_day=timezone.localdate(), substitute=cast.colleague, noted_at=at,
        noted_by=cast.owner,
    )  # fmt: skip
    page = body(sign_in(cast.colleague).get(reverse("duties")))
    assert "Colleague er stedfortræder" in page


def test_a_volunteer_raises_one_by_the_paragraph_that_everyone_has(cast, at):
    client = sign_in(cast.counsellor)
    address = reverse("raise_duty_alone")
    assert "Du er frivillig" in body(client.get(address))
    assert client.post(address, {"kind": "underretning_133"}).status_code == 422
    assert client.post(address, {"kind": "underretning_135", "rang_112": "on"}).status_code == 302
    page = body(client.get(reverse("duties")))
    assert "som alle har pligt til" in page


def test_the_way_in_is_on_the_persons_case(cast, at):
    case = someone(cast, at)
    assert reverse("raise_duty", args=["case", case.pk]) in body(
        sign_in(cast.owner).get(reverse("case", args=[case.pk]))
    )


def test_a_duty_is_hers_also_where_the_person_is_taken_from_her_meanwhile(cast, at):
    answer = sign_in(cast.owner).post("/duties/raise/case/999999/", {"kind": "police_danger", "rang_112": "yes"})
    page = answer.content.decode()
    assert (answer.status_code, Duty.objects.count()) == (404, 0)
    assert f'action="{reverse("raise_duty_alone")}"' in page
    assert "112" in page
    assert re.search(r'value="police_danger"[^>]*checked', page), "what was filled in stands"


def test_a_duty_is_not_raised_on_what_is_not_there(cast):
    client = sign_in(cast.owner)
    for about, number in (("case", 987654321), ("kage", 1), ("counselling", 2**40)):
        assert client.get(f"/duties/raise/{about}/{number}/").status_code == 404


def test_everyone_reads_the_law_and_no_page_changes_it(cast, at):
    client = sign_in(cast.leader)
    page = body(client.get(reverse("legal_bases")))
    assert "Barnets lov § 133" in page
    assert "Serviceloven § 153" in page
    assert "Skal bekræftes af en jurist" in page
    assert client.post("/duties/law/barnets_lov_133/", {"law": "X"}).status_code == 404
    assert "Barnets lov § 133" in body(sign_in(cast.owner).get(reverse("legal_bases")))


def test_a_leader_decides_a_deadline_and_what_waits_keeps_its_own(cast, at):
    duty = raised(cast.actor("owner"), at, cast.zone)
    client = sign_in(cast.leader)
    page = body(client.get(reverse("legal_bases")))
    assert "6 arbejdsdage" in page
    assert "Samme dag" in page
    assert "1 time<" in page
    address = reverse("duty_deadline", args=["underretning_133", "raised"])
    told = {"number": "2", "unit": "hours", "valid_from": timezone.localdate().isoformat(), "source": "Vores egen"}
    assert client.get(address).status_code == 200
    assert client.post(address, told | {"number": "-1"}).status_code == 422
    assert client.post(address, told).status_code == 302
    before = duty.due_at
    duty.refresh_from_db()
    assert duty.due_at == before
    assert raised(cast.actor("owner"), at, cast.zone).due_at == at + timedelta(hours=2)
    for kind, step in (("kage", "raised"), ("underretning_133", "closed")):
        assert client.get(reverse("duty_deadline", args=[kind, step])).status_code == 404
    assert sign_in(cast.owner).get(address).status_code == 404


def test_everything_is_there_in_english(cast, at):
    duty = sent(cast.actor("owner"), at, cast.zone)
    client = sign_in(cast.owner)
    client.cookies["django_language"] = "en"
    for name in PAGES:
        assert client.get(reverse(name, args=[duty.pk])).status_code in (200, 302), name
    assert "What was sent" in body(client.get(reverse("duty", args=[duty.pk])))
