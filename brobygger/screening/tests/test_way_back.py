"""Whoever is not ready knows how to come back; and when she may be rung is said by her, or not said."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.contact import queries as contact
from brobygger.municipality.models import Setup
from brobygger.people.channels import Channel
from brobygger.people.models import Person
from brobygger.screening import actions
from brobygger.screening.models import Detection, Screening
from brobygger.screening.tests.making import asked, looked_and_sent, ready, seed

pytestmark = pytest.mark.django_db
SAYS = {"may_ring": "on", "days": ["1"], "hour_from": "9", "hour_to": "15"}


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


def has(cast, **told):
    """What the municipality has for those who come back."""
    cast.actor("project_leader")
    Setup.objects.filter(zone=cast.koege).update(**told)


def planted(page, cast, today, given=("code",)):
    row = asked(cast, today, "not_confirmed")
    day = (timezone.localdate(today) + timedelta(days=28)).isoformat()
    return row, words(page.post(at(row, "seed"), {"given": given, "ask_again_on": day}, follow=True))


OPEN, PHONE, INSTEAD = {"is_open": True}, {"public_phone": "+4595001122"}, {"come_back_da": "Spørg efter Anne"}
SHUT = {"is_open": False, "opened_on": None}  # it has never been open
CLOSED = {"is_open": False, "opened_on": "2026-01-01"}  # only those with a code come in


@pytest.mark.parametrize(
    ("told", "there", "not_there"),
    [
        (OPEN | PHONE, ["testserver/h/koege/", "95 00 11 22", "I have a code"], []),
        (OPEN, ["testserver/h/koege/", "There is no phone here yet."], ["ring 95"]),
        (SHUT | PHONE, ["ring 95 00 11 22 and say the code name"], ["/h/koege/"]),
        (CLOSED, ["testserver/h/koege/ and write your code there", "The open page is closed"], ["choose"]),
        (CLOSED | PHONE, ["write your code there, or ring 95 00 11 22 and say the code name"], ["choose"]),
        (SHUT | INSTEAD, ["Spørg efter Anne"], ["/h/koege/", "ring"]),
        (SHUT, ["You can come back to me or to a colleague"], ["/h/koege/"]),
    ],
)
def test_the_code_stands_with_the_way_back_and_a_sentence_to_say(page, cast, today, told, there, not_there):
    has(cast, **{"public_phone": "", "come_back_da": ""} | told)
    row, shown = planted(page, cast, today)
    row = Screening.objects.select_related("mailbox").get(pk=row.pk)
    for one in (row.mailbox.code_name, "Say aloud:", *there):
        assert one in shown
    sentence = shown[shown.index("Say aloud:") :]
    for one in not_there:
        assert one not in sentence[: sentence.index("</blockquote>")]


def test_the_slip_says_nothing_of_what_it_is_and_is_there_only_where_paper_is_safe(page, cast, today):
    has(cast, **OPEN | PHONE)
    row, shown = planted(page, cast, today)
    slip = shown[shown.index('class="slip') : shown.index("</main>")]
    code = Screening.objects.select_related("mailbox").get(pk=row.pk).mailbox.code_name
    for one in (code, "testserver/h/koege/", "95 00 11 22"):
        assert one in slip
    for telling in ("code", "violence", "team", "help"):
        assert telling not in slip.lower().replace(code.lower(), "").replace("only-paper", "")
    _row, shown = planted(page, cast, today, given=("code", "nothing_on_paper"))
    assert 'class="slip' not in shown
    assert "Print" not in shown


def test_the_way_back_is_said_without_a_code_too(page, cast, today):
    has(cast, **OPEN | PHONE)
    row = asked(cast, today, "not_confirmed")
    assert "You need not say your name." in words(page.get(at(row, "seed")))
    row = seed(cast, today).row
    assert "ring 95 00 11 22" in words(page.get(reverse("screening", args=[row.pk])))
    row = ready(cast, today, given_name="", anonymous=True, numbers=(), may_ring=False, said={})
    assert "choose “I have a code”" in words(page.get(at(row, "contact")))


def test_nothing_of_when_is_chosen_until_it_is_said(page, cast, today):
    row = ready(cast, today, said={}, may_ring=False)
    form = page.get(at(row, "contact")).context["form"]
    assert [form[name].value() for name in ("days", "hour_from", "hour_to")] == [[], None, None]
    assert not form["may_ring"].value()


@pytest.mark.parametrize(
    ("told", "errors"),
    [
        ({"may_ring": "on"}, {"days", "hour_from"}),
        ({"may_ring": "on", "days": ["1"]}, {"hour_from"}),
        (SAYS | {"days": []}, {"days"}),
        (SAYS | {"hour_to": ""}, {"hour_from"}),
        (SAYS | {"hour_from": "16"}, {"hour_to"}),
        (SAYS | {"when_not_said": "on"}, {"when_not_said"}),
        ({"days": ["1"]}, {"hour_from"}),
        (SAYS, set()),
        (SAYS | {"days": ["0"]}, set()),
        ({"may_ring": "on", "when_not_said": "on"}, set()),
        ({}, set()),
    ],
)
def test_when_is_said_whole_or_not_at_all(page, cast, today, told, errors):
    answer = page.post(at(ready(cast, today), "contact"), told)
    assert set(answer.context["form"].errors) == errors if errors else answer.status_code == 302


def gate_of(cast, today, row):
    actions.send(screening_id=row.pk, by=cast.actor("employee"), at=today)
    row = Screening.objects.get(pk=row.pk)
    person = Person.objects.select_related("contact_plan").get(pk=row.person_id)
    days = [
        contact.gate(cast.actor("assessor"), person=person, channel=Channel.PHONE, at=today + timedelta(hours=hour))
        for hour in range(0, 24 * 7, 3)
    ]
    return person.contact_plan, days


def test_not_said_when_is_told_on_the_check_page_and_no_hour_lets_her_be_rung(page, cast, today):
    row = ready(cast, today)
    page.post(at(row, "contact"), {"may_ring": "on", "when_not_said": "on"})
    shown = words(page.get(at(row, "check")))
    assert "When: not said. Nobody rings before the team has asked and been told." in shown
    assert "every day" not in shown
    assert page.get(at(row, "contact")).context["form"]["when_not_said"].value() is True
    plan, gates = gate_of(cast, today, row)
    assert plan.days == 0
    assert not any(gates)
    team = Client(headers={"accept-language": "en"})
    team.force_login(cast.assessor)
    assert "Not said. Ask the person when it is safe" in words(team.get(reverse("received", args=[row.pk])))


def test_every_day_is_every_day_when_it_was_said(page, cast, today):
    row = ready(cast, today)
    page.post(at(row, "contact"), SAYS | {"days": ["0"], "hour_from": "0", "hour_to": "24"})
    assert "every day between 00.00 and 24.00" in words(page.get(at(row, "check")))
    plan, gates = gate_of(cast, today, row)
    assert plan.days == 127
    assert all(gates)


def test_half_of_when_while_it_is_being_written_is_kept_and_claims_nothing(page, cast, today):
    row = ready(cast, today, said={})
    page.post(reverse("screening_keep", args=[row.pk, "contact"]), {"may_ring": "on", "days": ["1", "3"]})
    assert page.get(at(row, "contact")).context["form"]["days"].value() == ["1", "3"]
    assert not page.get(at(row, "contact")).context["form"]["when_not_said"].value()
    assert "When: not said" in words(page.get(at(row, "check")))


def test_where_nobody_can_reach_her_the_check_page_says_so_and_offers_a_code(page, cast, today):
    row = ready(cast, today, may_ring=False, said={"interpreter": True})
    check = reverse("screening_step", args=[row.pk, "check"])
    assert "Like this nobody can reach the person" in page.get(check).content.decode()
    assert "How the person may be reached has not been said" in words(page.get(at(row, "consent")))
    page.post(reverse("screening_code", args=[row.pk]))
    assert "Like this nobody can reach the person" not in page.get(check).content.decode()
    assert "How the person may be reached has not been said" not in words(page.get(at(row, "consent")))
    assert looked_and_sent(page, row).status_code == 302


def test_where_the_page_is_closed_nobody_without_a_code_is_sent_there(page, cast, today):
    has(cast, **CLOSED | PHONE)
    row = asked(cast, today, "not_confirmed")
    shown = words(page.get(at(row, "seed")))
    assert "/h/koege/" not in shown
    assert "ring 95 00 11 22" in shown


@pytest.mark.parametrize("way", ["seed", "code", "who"])
def test_the_code_stays_whatever_is_pressed_until_the_person_has_it(page, cast, today, way):
    has(cast, **OPEN | PHONE)
    if way == "who":
        row = ready(cast, today, given_name="", family_name="", anonymous=True, danger="yes", child_worry="yes")
        page.post(at(row, "who"), {"who": "anonymous"})
    elif way == "code":
        row = ready(cast, today, danger="yes", child_worry="yes")
        page.post(reverse("screening_code", args=[row.pk]))
    else:
        row, _shown = planted(page, cast, today)
    shows = reverse("screening_code", args=[row.pk])
    for elsewhere in ("", reverse("screenings"), reverse("screening", args=[row.pk])):
        if elsewhere:
            page.get(elsewhere)
        main = words(page.get(shows))
        name, word = re.findall(r'<dd translate="no">([^<]+)</dd>', main)[:2]
        assert word in main
        assert 'target="_blank"' not in main[main.index("<main") : main.index("</main>")]
    assert word not in str(dict(page.session)), "it lies sealed"
    assert page.post(reverse("screening_code_learned", args=[row.pk]))["Location"] == (
        at(row, "contact") if way == "who" else reverse("screening", args=[row.pk])
    )
    assert page.get(shows)["Location"] == reverse("screening", args=[row.pk]), "and then nowhere"
    assert name
    page.post(shows)
    later = Client(headers={"accept-language": "en"})
    later.force_login(cast.employee)
    assert later.get(shows).status_code == 302, "only where it was given"


def test_after_half_an_hour_the_word_is_shown_no_more(page, cast, today, monkeypatch):
    row, _shown = planted(page, cast, today)
    monkeypatch.setattr("brobygger.screening.code_shown.HOLDS", timedelta(0))
    assert page.get(reverse("screening_code", args=[row.pk])).status_code == 302


@pytest.mark.parametrize(
    "told", [{"may_ring": "on"}, {"may_ring": "on", "hour_from": "9"}, {"may_ring": "on", "wishes": "SMS"}]
)
def test_that_it_was_not_said_when_is_ticked_only_by_someone_who_says_so(page, cast, today, told):
    row = ready(cast, today, said={}, may_ring=False)
    page.post(reverse("screening_keep", args=[row.pk, "contact"]), {"may_ring": "on"} | told)
    form = page.get(at(row, "contact")).context["form"]
    assert (form["may_ring"].value(), bool(form["when_not_said"].value())) == (True, False)
    page.post(reverse("screening_keep", args=[row.pk, "contact"]), {"may_ring": "on", "when_not_said": "on"})
    assert page.get(at(row, "contact")).context["form"]["when_not_said"].value()


def test_one_under_18_is_not_told_aloud_of_a_page_that_is_for_grown_ups(page, cast, today):
    has(cast, **OPEN, **PHONE)
    row, shown = planted(page, cast, today)
    assert "You can come back whenever you like: go to" in shown
    Detection.objects.filter(pk=row.detection_id).update(age_group="0_17")
    for shown in (
        page.get(reverse("screening", args=[row.pk])),
        page.get(reverse("screening_code", args=[row.pk]), follow=True),
    ):
        said = words(shown).partition('class="aloud"')[2].partition("</blockquote>")[0]
        assert "You can come back to me or to a colleague whenever you like" in said
        assert "/h/koege/" not in said
