"""The pages as assessors, the leader and others meet them: six steps, the second reader, the print."""

import copy
import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.packs import actions as pack_actions
from brobygger.reception import actions as reception
from brobygger.reception.tests.making import mine
from brobygger.risk import assessing, case_actions, queries, second_reading
from brobygger.risk.models import Assessment, BegunLine, Evidence, RiskCase
from brobygger.risk.tests.making import (
    NO_LICENCE,
    SARA,
    SHORT,
    WRITTEN,
    answered,
    answers,
    asks_more,
    begun,
    both_read,
    certify,
    concluded,
    evidence,
    handed_in,
    pack,
    refused,
    scenario,
    step,
    team,
)

pytestmark = pytest.mark.django_db
STEPS = ["information", "presence", "relevance", "scenarios", "management", "opinions"]


@pytest.fixture
def now():
    return timezone.now() - timedelta(minutes=5)


@pytest.fixture
def at_work(cast):
    return signed_in(cast, "assessor")


def signed_in(cast, who):
    client = Client()
    client.force_login(getattr(cast, who))
    return client


def shown(client, name, *args, status=200):
    response = client.get(reverse(name, args=args))
    assert response.status_code == status
    return response.content.decode()


def sent(row, step="presence", **more):
    told = {name: value[0] for name, value in answers(row).items()}
    return {"stood": row.ratings.first().edition} | told | more


def test_a_whole_assessment_on_the_pages(cast, now, at_work):
    case = team(cast, now)
    assert "Maria" in shown(at_work, "risk_board")
    page = at_work.post(reverse("risk_begin", args=[case.pk]), {"pack": begun_by(case)}, follow=True)
    row = Assessment.objects.get()
    assert page.redirect_chain[-1][0] == reverse("risk_assess", args=[row.pk, "information"])
    told = {
        "words": "Han har stået ved skolen", "source": "herself", "reliability": "seen", "happened_on": "",
        "learned_on": f"{timezone.localdate()}", "readers": "leader", "may_learn": "no", "bears_on": ["N1", "N2"],
    }  # fmt: skip
    at_work.post(reverse("risk_evidence", args=[case.pk]), told)
    assert "Den anden må ikke få at vide" in shown(at_work, "risk_assess", row.pk, "information")
    page = at_work.post(reverse("risk_assess", args=[row.pk, "presence"]), sent(row), follow=True)
    assert page.redirect_chain[-1][0] == reverse("risk_assess", args=[row.pk, "relevance"])
    for name in ("relevance", "opinions"):
        review = {"review_on": f"{timezone.localdate() + timedelta(days=20)}", "summary": "Følges tæt"}
        at_work.post(reverse("risk_assess", args=[row.pk, name]), sent(row) | review)
    assert "Intet står i vejen" in shown(at_work, "risk_assess", row.pk, "opinions")
    last = reverse("risk_assess", args=[row.pk, "opinions"])
    told = sent(row) | review | {"then": "hand_in", "summary": "Følges meget tæt"}
    for wrong, status in (({"review_on": "2099-01-01"}, 422), ({"stood": 0}, 409)):
        assert at_work.post(last, told | wrong).status_code == status
        row.refresh_from_db()
        assert row.state == "draft", "what stands on the page is not kept, so nothing is handed in"
    page = at_work.post(last, told | {"stood": sent(row)["stood"]}, follow=True).content.decode()
    assert "Vurderingen gælder fra nu af" in page
    whole = shown(at_work, "risk_assessment", row.pk)
    assert "Følges meget tæt" in whole, "the same press keeps what is written"
    assert "Ordre 12" in whole, "the licence stands with it"


def begun_by(case):
    from brobygger.risk.tests.making import pack

    return pack().pk


@pytest.mark.parametrize("step", STEPS)
def test_nothing_is_chosen_beforehand(cast, now, at_work, step):
    row = begun(cast, now)
    page = shown(at_work, "risk_assess", row.pk, step)
    assert " checked" not in page


def test_the_page_keeps_what_is_written_by_itself(cast, now, at_work):
    row = begun(cast, now)
    address = reverse("risk_keep", args=[row.pk, "presence"])
    kept = at_work.post(address, {"stood": 0, "N1.past": "yes"}).json()
    assert kept["stood"] == "1"
    again = at_work.post(address, {"stood": 0, "N1.past": "no"})
    assert again.status_code == 409
    assert queries.answers_of(row.ratings.get())["N1.past"] == ["yes"]
    assert at_work.post(address, {"stood": "", "N1.past": "no"}).status_code == 200, "what stands here then is meant"


def test_two_windows_lose_nothing(cast, now, at_work):
    row = begun(cast, now)
    address = reverse("risk_assess", args=[row.pk, "presence"])
    at_work.post(address, {"stood": 0, "N1.past": "yes"})
    page = at_work.post(address, {"stood": 0, "N2.past": "partly"})
    assert page.status_code == 409
    text = page.content.decode()
    assert "skrevet i et andet vindue" in text
    assert 'name="stood" value="1"' in text
    assert "gemt dér: <strong>Ja</strong>; her: <strong>–</strong>" in text  # what would be lost by saving again
    at_work.post(address, {"stood": 1, "N2.past": "partly"})
    assert queries.answers_of(row.ratings.get())["N2.past"] == ["partly"]


def test_what_cannot_be_read_is_said_and_the_rest_stays(cast, now, at_work):
    row = begun(cast, now)
    page = at_work.post(reverse("risk_assess", args=[row.pk, "opinions"]), {"stood": 0, "review_on": "i morgen"})
    assert page.status_code == 422
    assert "i morgen" in page.content.decode()


def test_the_second_sees_her_own_and_not_the_firsts(cast, now):
    row = begun(cast, now)
    answered(cast, now, row)
    concluded(cast, now, row, summary="Meget farligt")
    scenario(cast, now, row)
    evidence(cast, now, row.case, bears_on=["N8"])
    second = signed_in(cast, "second_assessor")
    assert second.get(reverse("risk_assess", args=[row.pk, "opinions"])).status_code == 302, "not by a slip"
    bears = '<span class="under">N8</span>'
    assert bears not in shown(second, "risk_case", row.case_id), "before she reads"
    second.post(reverse("risk_read_blind", args=[row.pk]))
    assert bears not in shown(second, "risk_case", row.case_id), "while she reads"
    assert bears in shown(signed_in(cast, "assessor"), "risk_case", row.case_id)
    assert not re.search(r"\bN8\b", shown(second, "risk_assess", row.pk, "information").split("<form", 2)[1])
    page = shown(second, "risk_assess", row.pk, "opinions")
    assert "Meget farligt" not in page + shown(second, "risk_assessment", row.pk)
    assert " checked" not in page
    shown(second, "risk_assess", row.pk, "scenarios", status=404)
    assert "Opsøger" not in shown(second, "risk_assessment", row.pk)


def test_one_who_has_looked_on_is_not_asked_to_read_as_the_second(cast, now):
    row = begun(cast, now)
    second = signed_in(cast, "second_assessor")
    assert "Læs som nummer to" in shown(second, "risk_case", row.case_id)
    second.get(reverse("risk_assess", args=[row.pk, "information"]) + "?look=1")
    page = shown(second, "risk_case", row.case_id)
    assert "Læs som nummer to" not in page
    assert "har set, hvad den første har skrevet" in page


def test_what_the_two_differ_on_is_shown_when_they_agree(cast, now, at_work):
    row = both_read(cast, now, priority="high")
    at_work.post(reverse("risk_agree", args=[row.pk]))
    page = shown(at_work, "risk_assess", row.pk, "opinions")
    assert "Her er I uenige" in page
    assert "Høj" in page


def test_a_scenario_that_a_colleague_has_changed_keeps_both_texts(cast, now, at_work):
    row = begun(cast, now)
    made = scenario(cast, now, row)
    told = {"nature": "Min", "severity": "b", "near": "days", "frequency": "c", "likelihood": "d", "stood": 1}
    address = reverse("risk_scenario_again", args=[row.pk, made.pk])
    colleague = signed_in(cast, "second_assessor")
    assert colleague.post(address, told | {"nature": "Hendes"}).status_code == 302
    page = at_work.post(address, told)
    assert page.status_code == 422
    text = page.content.decode()
    assert "Hendes" in text
    assert "Min" in text
    assert at_work.post(address, told | {"stood": 2}).status_code == 302


def test_the_leader_reads_and_a_colleague_and_a_stranger_do_not(cast, now):
    row = handed_in(cast, now)
    evidence(cast, now, row.case, words="Til os to", readers="assessors")
    page = shown(signed_in(cast, "project_leader"), "risk_assessment", row.pk)
    assert "Til os to" not in page
    for who in ("second_project_leader",):
        shown(signed_in(cast, who), "risk_case", row.case_id)
    for who in ("employee", "odense_assessor", "odense_leader", "officer", "owner"):
        for name, number in (("risk_case", row.case_id), ("risk_assessment", row.pk), ("risk_print", row.pk)):
            shown(signed_in(cast, who), name, number, status=404)


def test_the_print_is_neutral_and_says_whose_form_it_is(cast, now, at_work):
    row = handed_in(cast, now)
    page = shown(at_work, "risk_print", row.pk)
    assert "<title>Overblik</title>" in page
    assert "ProActive ReSolutions" in page
    assert "Ordre 12" in page


def test_the_answers_go_out_as_a_valid_response(cast, now, at_work):
    from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

    row = handed_in(cast, now)
    response = at_work.get(reverse("risk_answers", args=[row.pk]))
    told = json.loads(response.content)
    assert QuestionnaireResponse.model_validate(told).status == "completed"
    assert "Maria" not in response.content.decode()
    assert "Maria" not in response["Content-Disposition"]


def test_a_form_taken_out_of_use_is_ended_by_its_own_version(cast, now, at_work):
    from brobygger.risk.tests.making import pack

    told = {**pack().told, "url": "urn:kommunens-eget", "extension": NO_LICENCE}
    by = cast.actor("project_leader")
    own = pack_actions.import_pack(told, zone_id=cast.koege.pk, by=by, at=now)
    case = team(cast, now)
    pack_actions.note_licence(
        zone_id=cast.koege.pk, url=own.url, reference="2", by=cast.actor("project_leader"), at=now
    )  # fmt: skip
    row = assessing.begin(case_id=case.pk, pack_id=own.pk, by=cast.actor("assessor"), at=now)
    pack_actions.take_out_of_use(pack_id=own.pk, by=cast.actor("project_leader"), at=now)
    assert handed_in(cast, now, row).state == "in_force"
    at_work.get(reverse("risk_case", args=[case.pk]))
    page = at_work.post(reverse("risk_begin", args=[case.pk]), {"pack": own.pk})
    assert page.status_code == 422


def test_steps_are_settled_where_they_are_asked_of_someone(cast, now):
    row = begun(cast, now)
    made = step(cast, now, row, worker=cast.employee.pk)
    handed_in(cast, now, row)
    employee = signed_in(cast, "employee")
    assert "Ny lås" in shown(employee, "risk_own_steps")
    employee.post(reverse("risk_step", args=[made.pk]), {"to": "done"})
    assert "Ny lås" not in shown(employee, "risk_own_steps")
    assert "Der er ikke noget" in shown(signed_in(cast, "second_employee"), "risk_own_steps")


def test_evidence_is_struck_and_counts_again(cast, now, at_work):
    case = team(cast, now)
    one = evidence(cast, now, case)
    address = reverse("risk_evidence_strike", args=[case.pk, one.pk])
    at_work.post(address)
    assert Evidence.objects.get().struck_by == cast.assessor
    at_work.post(address, {"back": "1"})
    assert Evidence.objects.get().struck_at is None


def test_other_pages_of_the_room(cast, now, at_work):
    case = team(cast, now)
    at_work.post(reverse("risk_event", args=[case.pk]), {"what": "contact", "on": f"{timezone.localdate()}"})
    at_work.post(reverse("risk_first", args=[case.pk]), {"because": "alone"})
    page = shown(at_work, "risk_case", case.pk)
    assert "Den anden har taget kontakt" in page
    assert "Har ingen i nærheden" in page
    assert "Fra i dag" not in shown(at_work, "risk_safeguards")
    on = timezone.localdate() + timedelta(days=10)
    at_work.post(reverse("risk_elsewhere", args=[case.pk]), {"to": "honour", "follow_up_on": f"{on}"})
    assert "Jeg er enig" not in shown(at_work, "risk_case", case.pk), "nobody is her own second"
    other = signed_in(cast, "second_assessor")
    assert "til en anden bekræfter, at andre vurderer" in shown(other, "risk_case", case.pk)
    assert "bliver du mindet" in other.post(
        reverse("risk_elsewhere_confirm", args=[case.pk]), follow=True
    ).content.decode()  # fmt: skip
    assert "Vurderes af andre" in shown(at_work, "risk_board")
    at_work.post(reverse("risk_here", args=[case.pk]))
    at_work.post(reverse("risk_end", args=[case.pk]), {"why": "her_wish"})
    assert RiskCase.objects.get().state == "ended"
    shown(signed_in(cast, "project_leader"), "risk_agreement")
    shown(at_work, "risk_agreement", status=404)


def test_someone_in_danger_is_assessed_before_the_conversation_is_noted(cast, now, at_work):
    certify(cast, now, "assessor")
    row = mine(cast, now)
    page = shown(at_work, "risk_of", row.pk)
    assert "den korte udgave" in page
    at_work.post(reverse("risk_of", args=[row.pk]))
    case = RiskCase.objects.get()
    assert (case.assessor, case.due_at > timezone.now()) == (cast.assessor, True)
    assert shown(signed_in(cast, "second_assessor"), "risk_of", row.pk).count("vurderer.") == 1
    cast.actor("assessor")
    reception.note_talk(
        screening_id=row.pk, on=timezone.localdate(), form="phone", by=cast.actor("assessor"), at=timezone.now()
    )
    assert RiskCase.objects.get().due_at == case.due_at
    shown(signed_in(cast, "employee"), "risk_of", row.pk, status=404)


def test_without_a_certificate_it_is_not_begun(cast, now, at_work):
    row = mine(cast, now)
    page = at_work.post(reverse("risk_of", args=[row.pk])).content.decode()
    assert "certifikat" in page
    assert not RiskCase.objects.exists()


def test_a_session_that_is_lost_at_the_fourth_step_gives_the_words_back(cast, now, at_work):
    row = begun(cast, now)
    told = {"nature": "Opsøger hende ved skolen", "severity": "b", "near": "days", "frequency": "c", "likelihood": "d"}
    at_work.logout()
    page = at_work.post(reverse("risk_scenario", args=[row.pk]), told, headers={"origin": "http://testserver"})
    assert "Opsøger hende ved skolen" in page.content.decode()
    assert not row.scenarios.exists()


def test_a_page_asked_for_again_after_an_error_is_a_page(cast, now, at_work):
    row = begun(cast, now)
    page = at_work.post(reverse("risk_evidence", args=[row.case_id]), {"words": "Noget"})
    assert page.status_code == 422
    assert "risk-steps" in page.content.decode(), "still at its step"
    for name, number in (("risk_evidence", row.case_id), ("risk_begin", row.case_id), ("risk_agree_step", row.pk)):
        assert at_work.get(reverse(name, args=[number])).status_code == 302


def test_another_window_is_told_and_nothing_is_written_over_unseen(cast, now, at_work):
    row = begun(cast, now)
    kept, pressed = (reverse(name, args=[row.pk, "presence"]) for name in ("risk_keep", "risk_assess"))
    at_work.post(kept, {"stood": 0, "N1.past": "yes"})
    told = at_work.post(kept, {"stood": 0, "N1.past": "not_known", "N2.past": "no"})
    assert (told.status_code, told.json()["save"]) == (409, True), "what differs is shown by Save"
    page = at_work.post(pressed, {"stood": 0, "N1.past": "not_known", "N2.past": "no"})
    assert page.status_code == 409
    assert "gemt dér: <strong>Ja</strong>; her: <strong>Vides ikke</strong>" in page.content.decode()
    assert queries.answers_of(row.ratings.get())["N1.past"] == ["yes"]
    assert at_work.post(pressed, {"stood": 1, "N1.past": "yes", "N2.past": "no"}).status_code == 302


def test_what_nothing_is_written_in_is_named_before_it_is_handed_in(cast, now, at_work):
    row = begun(cast, now)
    text = shown(at_work, "risk_assess", row.pk, "opinions")
    assert "Der står ikke noget i:" in text
    answered(cast, now, row)
    scenario(cast, now, row)
    step(cast, now, row)
    left = shown(at_work, "risk_assess", row.pk, "opinions").partition("Der står ikke noget i:")[2].partition("</p>")[0]
    assert left.count("<a ") == 1
    assert "Hvad vi ved" in left
    evidence(cast, now, row.case)
    assert "Der står ikke noget i:" not in shown(at_work, "risk_assess", row.pk, "opinions")


def test_what_two_agree_on_is_asked_for_its_evidence_before_they_have_agreed(cast, now, at_work):
    row = both_read(cast, now)
    second_reading.begin_to_agree(assessment_id=row.pk, by=cast.actor("assessor"), at=now)
    words = "Skemaet beder om noget at bygge på"
    assert words not in shown(at_work, "risk_assess", row.pk, "opinions")
    answered(cast, now, row, reader="agreed", presence="yes")
    assert words in shown(at_work, "risk_assess", row.pk, "opinions")


def test_a_step_is_a_colleagues_or_anothers(cast, now, at_work):
    row = begun(cast, now)
    told = {"kind": "safety", "words": "Ring", "worker": cast.assessor.pk, "other": "Naboen", "due_on": "2030-01-01"}
    page = at_work.post(reverse("risk_agree_step", args=[row.pk]), told)
    assert page.status_code == 422
    assert "Vælg en kollega, eller skriv, hvem ellers" in page.content.decode()
    assert not row.steps.exists()


def test_a_day_that_is_refused_costs_no_other_words(cast, now, at_work):
    row = begun(cast, now)
    page, keeps = (reverse(name, args=[row.pk, "opinions"]) for name in ("risk_assess", "risk_keep"))
    told = {"stood": 0, "priority": "high", "summary": "Følges tæt", "review_on": "2099-01-01"}
    said = at_work.post(keeps, told).json()
    assert said["trouble"]
    assert "men ikke: Se på det igen (Vælg en dag mellem" in said["words"]
    row.refresh_from_db()
    assert (row.summary, row.review_on) == ("Følges tæt", None)
    text = at_work.get(page).content.decode()
    assert 'value="2099-01-01"' in text
    assert text.count("Vælg en dag mellem") == 1
    assert "Gemt kl." not in text
    pressed = at_work.post(page, told | {"stood": 1, "summary": "Følges tættere"})
    assert pressed.status_code == 422
    row.refresh_from_db()
    assert row.summary == "Følges tættere"
    right = f"{timezone.localdate() + timedelta(days=20)}"
    stood = re.search(r'name="stood" value="(\d+)"', pressed.content.decode()).group(1)
    at_work.post(page, told | {"stood": stood, "review_on": right})
    row.refresh_from_db()
    assert f"{row.review_on}" == right
    assert not BegunLine.objects.exists()
    assert "Vælg en dag mellem" not in at_work.get(page).content.decode()


def test_a_judgement_that_is_too_long_is_said_and_nothing_of_it_is_cut(cast, now, at_work):
    row = begun(cast, now)
    page, keeps = (reverse(name, args=[row.pk, "opinions"]) for name in ("risk_assess", "risk_keep"))
    text = at_work.get(page).content.decode()
    assert "Højst 20.000 tegn" in text
    assert "maxlength" not in re.search(r'<textarea[^>]*name="summary"[^>]*>', text).group()
    said = at_work.post(keeps, {"stood": 0, "summary": "x" * 20_100}).json()
    assert said["trouble"]
    assert "20000" in said["words"]
    again = at_work.get(page).content.decode()
    assert "x" * 20_100 in again
    assert "Gemt kl." not in again


def test_what_is_missing_is_marked_at_the_question_when_it_is_not_handed_in(cast, now, at_work):
    case, asks = team(cast, now), copy.deepcopy(pack().told)
    asks |= {"url": "urn:example:form:requires", "extension": NO_LICENCE}
    wanted = asks["item"][0]["item"][0]["item"][0]
    wanted["required"] = True
    by = cast.actor("project_leader")
    made = pack_actions.import_pack(asks, zone_id=cast.koege.pk, by=by, at=now)
    row = assessing.begin(case_id=case.pk, pack_id=made.pk, by=cast.actor("assessor"), at=now)
    assert "aria-invalid" not in shown(at_work, "risk_assess", row.pk, "opinions"), "nothing was refused yet"
    refused = at_work.post(reverse("risk_hand_in", args=[row.pk]), follow=True).content.decode()
    assert re.search(r'<input[^>]*name="priority"[^>]*aria-invalid="true"', refused)
    assert "Svar på det, før du afleverer" in refused
    link = re.search(r'href="([^"]*presence/[^"]*missing=1)"', refused).group(1)
    asked = at_work.get(link).content.decode()
    assert set(re.findall(r'name="([^"]+)"[^>]*aria-invalid="true"', asked)) == {wanted["linkId"]}
    answered(cast, now, row)
    assert "aria-invalid" not in at_work.get(link).content.decode()


def test_nothing_is_handed_in_while_the_others_rating_is_awaited(cast, now, at_work):
    row = begun(cast, now)
    assert "Aflever vurderingen" in shown(at_work, "risk_assess", row.pk, "opinions")
    second_reading.begin_second_reading(assessment_id=row.pk, by=cast.actor("second_assessor"), at=now)
    rating = answered(cast, now, row)
    second_reading.hand_in_rating(rating_id=rating.pk, by=cast.actor("assessor"), at=now)
    waits = shown(at_work, "risk_assess", row.pk, "opinions")
    assert "Aflever vurderingen" not in waits
    assert f"{cast.second_assessor.name} har ikke afleveret sin egen vurdering endnu" in waits
    rating = answered(cast, now, row, "second_assessor", "second")
    second_reading.hand_in_rating(rating_id=rating.pk, by=cast.actor("second_assessor"), at=now)
    waits = shown(at_work, "risk_assess", row.pk, "opinions")
    assert "Aflever vurderingen" not in waits
    assert "Begge har læst" in waits
    by = cast.actor("assessor")
    agreed = second_reading.begin_to_agree(assessment_id=row.pk, by=by, at=now)
    second_reading.hand_in_rating(rating_id=agreed.pk, by=by, at=now)
    assert "Aflever vurderingen" in shown(at_work, "risk_assess", row.pk, "opinions")


@pytest.mark.parametrize(
    ("on", "words"), [("1990-05-01", "mere end fem år siden"), ("2099-05-01", "mere end et år frem")]
)
def test_a_day_in_another_time_is_refused_in_words(cast, now, at_work, on, words):
    case = team(cast, now)
    told = {"what": "court", "on": on, "words": "Retten i Køge"}
    refused = at_work.post(reverse("risk_event", args=[case.pk]), told)
    assert (refused.status_code, case.events.count()) == (422, 0)
    assert words in refused.content.decode()
    assert "Retten i Køge" in refused.content.decode()


def test_a_line_that_is_too_long_is_not_called_kept(cast, now, at_work):
    row = begun(cast, now)
    keeps = reverse("risk_begun", args=[row.pk, "information"])
    at_work.post(keeps, {"words": "Han ventede"})
    told = at_work.post(keeps, {"words": "x" * 200_001}).json()
    assert told["lost"]
    assert "Gemt" not in told["words"]
    assert "Han ventede" in shown(at_work, "risk_assess", row.pk, "information")


def test_words_of_two_windows_stand_beside_each_other(cast, now, at_work):
    row = begun(cast, now)
    address = reverse("risk_assess", args=[row.pk, "opinions"])
    at_work.post(address, {"stood": 0, "summary": "Først"})
    page = at_work.post(address, {"stood": 0, "summary": "Så"})
    assert "gemt dér: <strong>Først</strong>; her: <strong>Så</strong>" in page.content.decode()


@pytest.mark.parametrize("name", ["risk_assessment", "risk_print", "risk_answers"])
def test_whoever_is_to_read_as_the_second_is_asked_before_the_first_is_shown(cast, now, name):
    row = begun(cast, now)
    concluded(cast, now, row, summary="Meget farligt")
    second, address = signed_in(cast, "second_assessor"), reverse(name, args=[row.pk])
    page = second.get(address).content.decode()
    assert "Du er bedt om at læse som nummer to" in page
    assert "Meget farligt" not in page
    assert reverse("risk_read_blind", args=[row.pk]) in page
    second.get(address + "?look=1")
    second.post(reverse("risk_read_blind", args=[row.pk]))
    assert not row.ratings.filter(reader="second").exists(), "she has seen it"


def test_whoever_hands_in_hears_what_has_happened_meanwhile(cast, now, at_work):
    row = begun(cast, now)
    answered(cast, now, row)
    concluded(cast, now, row, days=30)
    told = {"what": "incident", "on": timezone.localdate(), "words": "Skadestue"}
    case_actions.note_event(case_id=row.case_id, **told, by=cast.actor("second_assessor"), at=timezone.now())
    page = at_work.post(reverse("risk_hand_in", args=[row.pk]), follow=True).content.decode()
    assert "Der er sket noget, siden vurderingen blev begyndt" in page


def test_whoever_gives_it_to_a_colleague_comes_to_the_board(cast, now, at_work):
    case = team(cast, now)
    told = {"assessor": cast.second_assessor.pk, "second": ""}
    answer = at_work.post(reverse("risk_assessors", args=[case.pk]), told)
    assert answer.headers["Location"] == reverse("risk_board")


def test_two_windows_of_the_last_step_lose_no_words(cast, now, at_work):
    row = begun(cast, now)
    address = reverse("risk_keep", args=[row.pk, "opinions"])
    assert at_work.post(address, {"stood": 0, "summary": "Det, jeg skrev først"}).json()["stood"] == "1"
    told = at_work.post(address, {"stood": 0, "summary": "Noget andet"})
    assert told.status_code == 409
    row.refresh_from_db()
    assert row.summary == "Det, jeg skrev først"
    assert at_work.post(address, {"stood": 1, "summary": "Noget andet"}).status_code == 200


def test_nobody_is_offered_to_confirm_what_is_not_hers_to_confirm(cast, now, at_work):
    first = handed_in(cast, now, priority="high")
    less = handed_in(cast, now, begun(cast, now, first.case), priority="low")
    assert less.state == "to_confirm"
    assert "Jeg har læst den" not in shown(at_work, "risk_case", first.case_id)
    second = signed_in(cast, "second_assessor")
    assert "Jeg har læst den" not in shown(second, "risk_case", first.case_id), "she has not opened it"
    second.post(reverse("risk_confirm", args=[less.pk]))
    less.refresh_from_db()
    assert less.state == "to_confirm"
    read = shown(second, "risk_assessment", less.pk)
    assert "Jeg har læst den" in read
    assert "Mindre alvorligt end i den sidste vurdering" in read
    assert "Jeg har læst den" in shown(second, "risk_case", first.case_id)


LINES = {
    "information": ({"words": "Han har ventet ved skolen", "bears_on": ["N1", "N2"]}, "risk_evidence"),
    "scenarios": ({"nature": "Kommer igen før retsmødet", "near": "weeks"}, "risk_scenario"),
    "management": ({"words": "Gå sikkerhedsplanen igennem", "kind": "safety"}, "risk_agree_step"),
}


@pytest.mark.parametrize("at_step", LINES)
def test_a_line_is_kept_as_it_is_written_for_whoever_writes_it(cast, now, at_work, at_step):
    case = team(cast, now)
    row = begun(cast, now, case)
    told, saves = LINES[at_step]
    page, keeps = (reverse(name, args=[row.pk, at_step]) for name in ("risk_assess", "risk_begun"))
    assert "Gemt kl." in at_work.post(keeps, told).json()["words"]
    shows = at_work.get(page).content.decode()
    assert next(iter(told.values())) in shows
    assert f'data-keep="{keeps}"' in shows
    assert shows.count("checked") == (2 if "bears_on" in told else 1)
    assert next(iter(told.values())) not in signed_in(cast, "second_assessor").get(page).content.decode()
    at_work.post(keeps, dict.fromkeys(told, ""))
    assert next(iter(told.values())) not in at_work.get(page).content.decode()
    at_work.post(keeps, told)
    assert BegunLine.objects.count() == 1
    today = f"{timezone.localdate()}"
    rest = {"source": "herself", "reliability": "seen", "learned_on": today, "readers": "leader", "may_learn": "no"}
    rest |= {"severity": "Slag", "frequency": "Ofte", "likelihood": "Mere", "other": "Skolen", "due_on": today}
    owner = case.pk if saves == "risk_evidence" else row.pk
    assert at_work.post(reverse(saves, args=[owner]), rest | told).status_code == 302
    assert not BegunLine.objects.exists()
    assert at_work.post(reverse("risk_begun", args=[row.pk, "presence"]), told).status_code == 404


@pytest.mark.parametrize("url", [SARA, SHORT])
def test_every_kind_of_question_is_asked_read_and_printed(cast, now, at_work, url):
    certify(cast, now, "assessor", gives=("risk_short",))
    row = begun(cast, now, url=asks_more(cast, now, url))
    answered(cast, now, row, more=WRITTEN)
    concluded(cast, now, row, days=10, advice_words="Ring 112")
    step(cast, now, row)
    assert "Tag jer tid til det her." in shown(at_work, "risk_assess", row.pk, "presence")
    assert shown(at_work, "risk_assess", row.pk, "opinions")
    assert assessing.has_red_flag(row), "what warns does so in a group that repeats too"
    pages = [shown(at_work, name, row.pk) for name in ("risk_assessment", "risk_print")]
    for page in pages:
        for label, answer in (
            ("Er der våben?", "Ja"), ("Hvilke?", "Jagtgevær"), ("Siden hvornår?", "03.02.2026"), ("Vægt", "3,5"),
            ("Barn 1 · Navn", "Alma"), ("Barn 1 · Er barnet bange?", "Ja"), ("Barn 2 · Er barnet bange?", "Nej"),
        ):  # fmt: skip
            assert f"<td>{label}</td><td>{answer}</td>" in page
        order = [page.index(f"<td>{label}") for label in ("Er der våben?", "Hvilke?", "Siden", "Barn 1", "Barn 2")]
        assert order == sorted(order)


def test_an_answer_that_the_others_lead_to_no_more_is_read_nowhere(cast, now, at_work):
    row = begun(cast, now, url=asks_more(cast, now))
    answered(cast, now, row, more=WRITTEN | {"armed": [False]})
    for name in ("risk_assessment", "risk_print"):
        page = shown(at_work, name, row.pk)
        assert "<td>Er der våben?</td><td>Nej</td>" in page
        assert "Jagtgevær" not in page
        assert "Hvilke?" not in page


def test_two_agree_on_what_repeats_and_lose_nothing_of_it(cast, now, at_work):
    row = begun(cast, now, url=asks_more(cast, now))
    second_reading.begin_second_reading(assessment_id=row.pk, by=cast.actor("second_assessor"), at=now)
    other = WRITTEN | {"armed": [False], "child": [*WRITTEN["child"][:1], {"child-name": ["Carl"]}]}
    for who, reader, told in (("assessor", "first", WRITTEN), ("second_assessor", "second", other)):
        rating = answered(cast, now, row, who, reader, more=told)
        second_reading.hand_in_rating(rating_id=rating.pk, by=cast.actor(who), at=now)
    by = cast.actor("assessor")
    rating = second_reading.begin_to_agree(assessment_id=row.pk, by=by, at=now)
    agreed = queries.answers_of(rating)
    assert [one["child-name"] for one in agreed["child"]] == [["Alma"], ["Bo"], ["Carl"]]
    assert agreed["since"] == ["2026-02-03"]
    assert "Er der våben?: <strong>Ja</strong> / <strong>Nej</strong>" in shown(
        at_work, "risk_assess", row.pk, "presence"
    )
    assert "armed" not in agreed, "what they differ on is open"
    with refused("the_two_differ_still"):
        second_reading.hand_in_rating(rating_id=rating.pk, by=by, at=now)
