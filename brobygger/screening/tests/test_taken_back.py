"""What was said about danger is read on as said, also when it is taken back; and advice has its day."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.duties import actions as duties
from brobygger.duties.models import Duty
from brobygger.screening import actions
from brobygger.screening.models import Screening
from brobygger.screening.tests.making import answered, asked, looked_and_sent, ready, seed

pytestmark = pytest.mark.django_db
NOTHING_WRONG = {"danger": "no", "child_worry": "no", "a-acute_protection": "no", "a-adult": "yes"}
SPEAKS = "Nothing that is known speaks against"


@pytest.fixture
def today():
    return timezone.now()


@pytest.fixture
def page(cast):
    made = Client(headers={"accept-language": "en"})
    made.force_login(cast.employee)
    return made


def at(row, name):
    return reverse("screening_step", args=[row.pk, name])


def words(answer):
    return unescape(answer.content.decode())


def short(day):
    with translation.override("en"):
        return date_format(day, "SHORT_DATE_FORMAT")


def settle(cast, today):
    for duty in Duty.objects.filter(state="raised"):
        told = {"reason": "Det er gjort", "by": cast.actor("employee"), "at": today}
        duties.decide_not_to_notify(duty_id=duty.pk, **told)


def test_on_the_check_page_and_afterwards_a_yes_that_is_taken_back_is_no_plain_no(page, cast, today):
    row = ready(cast, today)
    yes = {"danger": "yes", "child_worry": "yes", "a-acute_protection": "yes"}
    page.post(at(row, "safety"), NOTHING_WRONG | yes)
    page.post(at(row, "safety"), NOTHING_WRONG | {"why": "Det var naboen"})
    page.post(at(row, "route"), {"follow": "1"})
    day = short(day_of(today))
    shown = words(page.get(at(row, "check")))
    assert shown.count(f"Yes, taken back {day}") == 2
    assert f"“Needs protection here and now” was said, and taken back {day}" in shown
    looked_and_sent(page, row)
    assert words(page.get(reverse("screening", args=[row.pk]))).count(f"Yes, taken back {day}") == 2


def test_not_known_in_place_of_a_yes_says_both(page, cast, today):
    row = ready(cast, today)
    page.post(at(row, "safety"), NOTHING_WRONG | {"danger": "yes"})
    page.post(at(row, "safety"), NOTHING_WRONG | {"danger": "unknown", "why": "Hun er i tvivl"})
    assert f"Not known. Yes before, taken back {short(day_of(today))}" in words(page.get(at(row, "check")))


@pytest.mark.parametrize("said", [{"danger": "yes"}, {"child_worry": "yes"}])
@pytest.mark.parametrize("then", ["stands", "taken_back", "settled"])
def test_the_way_never_says_that_nothing_speaks_against_it_under_a_bar_of_danger(page, cast, today, said, then):
    row = answered(cast, today)
    assert SPEAKS in words(page.get(at(row, "route")))
    page.post(at(row, "safety"), NOTHING_WRONG | said)
    if then == "taken_back":
        page.post(at(row, "safety"), NOTHING_WRONG | {"why": "Det var naboen"})
    if then == "settled":
        settle(cast, today)
    shown = words(page.get(at(row, "route")))
    assert "danger-said" in shown
    assert SPEAKS not in shown
    assert "What is said about danger stands above, and comes first." in shown


def test_once_it_is_taken_back_and_settled_the_way_is_as_it_was(page, cast, today):
    row = answered(cast, today)
    page.post(at(row, "safety"), NOTHING_WRONG | {"danger": "yes"})
    page.post(at(row, "safety"), NOTHING_WRONG | {"why": "Det var naboen"})
    settle(cast, today)
    assert SPEAKS in words(page.get(at(row, "route")))


def advice(day):
    return {"given": ["phone"], "light": "nobody", "given_by": "Jonna", "given_on": day.isoformat()}


@pytest.mark.parametrize(("days", "taken"), [(-1, False), (0, True), (3, True), (4, False)])
def test_advice_is_given_from_the_day_that_it_began_until_today(page, cast, today, days, taken):
    row = seed(cast, today).row
    began = today - timedelta(days=3)
    Screening.objects.filter(pk=row.pk).update(started_at=began)
    on = day_of(began) + timedelta(days=days)
    answer = page.post(at(row, "advice"), advice(on))
    assert answer.status_code == (302 if taken else 422)
    if not taken:
        assert set(answer.context["form"].errors) == {"given_on"}
        with pytest.raises(Refused):
            actions.give_advice(
                screening_id=row.pk, advice=actions.Advice(["phone"], "nobody", "Jonna", on),
                by=cast.actor("employee"), at=today,
            )  # fmt: skip


def test_a_day_before_it_began_is_said_with_the_day(page, cast, today):
    row = seed(cast, today).row
    answer = words(page.post(at(row, "advice"), advice(day_of(today) - timedelta(days=400))))
    assert "That is before the registration began." in answer


def test_a_seed_says_what_was_said_or_given(page, cast, today):
    row = asked(cast, today, "not_confirmed")
    day = (day_of(today) + timedelta(days=28)).isoformat()
    answer = page.post(at(row, "seed"), {"ask_again_on": day})
    assert answer.status_code == 422
    assert "Write what you said, or tick what the person went away with." in words(answer)
    assert "?:" not in words(answer)
    blank = page.post(at(row, "seed"), {"given_words": "  \n ", "ask_again_on": day})
    assert blank.status_code == 422
    with pytest.raises(Refused, match="say_what_was_left"):
        actions.plant_seed(
            screening_id=row.pk, words=" ", given=[], ask_again_on=day_of(today) + timedelta(days=28),
            by=cast.actor("employee"), at=today,
        )  # fmt: skip
    assert page.post(at(row, "seed"), {"given_words": "Døren er åben", "ask_again_on": day}).status_code == 302


def test_who_has_not_asked_yet_has_only_the_day(page, cast, today):
    row = asked(cast, today, "not_asked")
    day = (day_of(today) + timedelta(days=28)).isoformat()
    assert page.post(at(row, "seed"), {"ask_again_on": day}).status_code == 302
