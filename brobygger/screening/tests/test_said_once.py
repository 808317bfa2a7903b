"""What stands on one page stands on the next: age, gender and language, what was asked, and what was taken back."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.access.policy import Act
from brobygger.routes import queries as routes
from brobygger.routes import rules as route_rules
from brobygger.routes.codes import Answer, Route
from brobygger.screening import actions
from brobygger.screening.card_forms import WhoForm
from brobygger.screening.tests.making import asked, begun, fitting, kept, looked_and_sent, ready, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.now()


@pytest.fixture
def page(cast):
    made = Client(headers={"accept-language": "en"})
    made.force_login(cast.employee)
    return made


@pytest.fixture
def at_work(cast):
    made = Client(headers={"accept-language": "en"})
    made.force_login(cast.assessor)
    return made


def at(row, name):
    return reverse("screening_step", args=[row.pk, name])


def words(answer):
    return unescape(answer.content.decode())


def test_age_gender_and_an_unsaid_language_stand_on_the_check_page_and_the_card(page, at_work, cast, today):
    row = ready(cast, today, age_group="40_49", gender="female")
    check = words(page.get(at(row, "check")))
    assert "40–49" in check
    assert "Woman" in check
    assert "Danish, unless the person says otherwise" in check
    looked_and_sent(page, row)
    for name in ("received", "received_print"):
        card = words(at_work.get(reverse(name, args=[row.pk])))
        assert "40–49" in card
        assert "Woman" in card


def test_an_age_that_does_not_fit_the_answer_is_asked_about(page, cast, today):
    row, by = ready(cast, today), cast.actor("employee")
    told = {"danger": "no", "child_worry": "no"}
    actions.answer_safety(
        screening_id=row.pk, told=told, answers={"acute_protection": "no", "adult": "no"}, by=by, at=today
    )
    answers = {one.criterion.key: one for one in row.answers.select_related("criterion")}
    assert answers["adult"].answer == "no"
    form = {"who": "known", "given_name": "Maria", "age_group": "40_49"}
    assert set(WhoForm(form, under_18=True).errors) == {"age_group"}
    assert not WhoForm(form | {"age_group": "0_17"}, under_18=True).errors
    assert not WhoForm(form, under_18=False).errors


def test_the_safety_questions_say_what_to_choose(page, cast, today):
    row = kept(cast, today, begun(cast, today), signs=["afraid"], asked="confirmed")
    shown = words(page.post(at(row, "safety"), {}))
    assert "Choose an answer." not in shown
    assert shown.count("Choose yes, no or not known.") >= 4


def test_where_an_answer_decides_the_rest_is_not_demanded(page, cast, today):
    row = asked(cast, today, motivated="yes")
    by = cast.actor("employee")
    rows = routes.criteria_of(routes.criteria_in_force(by, programme_id=cast.outpatient.pk, on=timezone.localdate()))
    keys = [one.key for one in rows]
    fits = fitting(cast, today, by)
    asked_here = [one for one in rows if one.key not in ("adult", "acute_protection")]
    decides = asked_here[len(asked_here) // 2]
    told = {f"a-{key}": fits[key] for key in keys[: keys.index(decides.key)] if key in [one.key for one in asked_here]}
    told |= {f"a-{decides.key}": "no" if decides.fits == "yes" else "yes", f"r-{decides.key}": "Det siger hun"}
    assert page.post(at(row, "criteria"), told)["Location"] == at(row, "route")
    row.detection.refresh_from_db()
    assert row.detection.suggested == decides.otherwise


def test_what_comes_before_the_deciding_answer_is_still_asked():
    questions = [route_rules.Question(key, Answer.YES, Route.SHELTER) for key in "abc"]
    assert route_rules.still_asked(questions, {"b": Answer.NO}) == ("a",)
    assert route_rules.still_asked(questions, {"a": Answer.UNKNOWN, "b": Answer.NO}) == ()
    assert route_rules.still_asked(questions, {"a": Answer.YES, "b": Answer.YES}) == ("c",)


def test_the_employees_bar_says_that_it_was_taken_back(page, cast, today):
    row = asked(cast, today, motivated="not_ready", danger="yes")
    assert "If it is now, ring 112." in words(page.get(at(row, "question")))
    actions.take_danger_back(screening_id=row.pk, dangers=["life"], why="En fejl", by=cast.actor("employee"), at=today)
    bar = words(page.get(at(row, "question")))
    bar = bar[bar.index('id="danger"') : bar.index("</h1>")]
    assert "Taken back on" in bar
    assert "If it is now, ring 112." not in bar


def test_advice_is_told_with_the_question_it_answers(page, at_work, cast, today):
    row, by = sent(cast, today), cast.actor("assessor")
    given = actions.Advice(["phone"], "nobody", "Sofie", timezone.localdate(today))
    actions.give_advice(screening_id=row.pk, advice=given, act=Act.RECEIVE, by=by, at=today)
    card = words(at_work.get(reverse("received", args=[row.pk])))
    assert "Has someone who knows SARA-V3 well looked at the risk in short? No: nobody who knows it" in card
