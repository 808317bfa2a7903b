"""Whoever writes or rings with a code is read by someone; and what an employee wrote goes to nobody without her yes."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from brobygger.access.actor import citizen
from brobygger.access.zones import enter
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.inquiries import sending
from brobygger.inquiries.tests.walking import Visitor, slow_hands  # noqa: F401
from brobygger.mailbox import actions as mailboxes
from brobygger.reception import actions, queries
from brobygger.screening import actions as screening
from brobygger.screening.models import Detection, Screening
from brobygger.screening.tests.making import WORDS, asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("slow_hands")]
ASKS = "Kan I ringe?"
STATES = ("seed", "undone", "let_lie")


@pytest.fixture
def page(cast):
    made = Client()
    made.force_login(cast.assessor)
    return made


def sown(cast, now):
    row = asked(cast, now, "confirmed", motivated="not_ready", danger="unknown")
    planted = screening.plant_seed(
        screening_id=row.pk, words="Døren er åben", given=["code"], ask_again_on=day_of(now + timedelta(days=28)),
        by=cast.actor("employee"), at=now,
    )  # fmt: skip
    return planted.row, planted.opened


def wrote(cast, now, box, text=ASKS):
    her = citizen(cast.koege.pk)
    enter(her)
    mailboxes.write_line(mailbox_id=box.pk, text=text, by=her, at=now)


def left(cast, now, state):
    row, opened = sown(cast, now)
    if state == "undone":
        screening.undo(screening_id=row.pk, by=cast.actor("employee"), at=now)
    if state == "let_lie":
        screening.let_lie(screening_id=row.pk, words="Flyttet", by=cast.actor("employee"), at=now)
    return row, opened


@pytest.mark.parametrize("state", STATES)
def test_what_she_writes_with_an_employees_code_is_read_taken_and_answered(page, cast, now, state):
    row, opened = left(cast, now, state)
    wrote(cast, now, opened.mailbox)
    shown = unescape(page.get(reverse("reception")).content.decode())
    assert "Har skrevet med en kode" in shown
    assert opened.code_name in shown
    door = reverse("reception_code", args=[opened.mailbox.pk])
    assert door in shown
    cast.actor("assessor")
    waits = queries.under_way(cast.actor("assessor"), zone_id=cast.koege.pk)
    assert [one.href for one in waits] == [door], "the alarm leads to her"
    behind = unescape(page.get(door).content.decode())
    assert ASKS in behind
    for words in (WORDS, "Døren er åben", "afraid", "bange"):
        assert words not in behind
    answer = page.post(door, {"text": "Vi ringer, når du siger hvornår"})
    made = Screening.objects.latest("pk")
    assert (made.state, made.taken_by_id, made.pk != row.pk) == ("taken", cast.assessor.pk, True)
    assert page.get(answer["Location"])["Location"] == reverse("received", args=[made.pk])
    case = unescape(page.get(reverse("received", args=[made.pk])).content.decode())
    assert ASKS in case
    assert "Vi ringer, når du siger hvornår" in case
    for words in (WORDS, "Døren er åben", cast.employee.name, "Ikke klar endnu", "livsfare"):
        assert words not in case
    assert "Har skrevet med en kode" not in unescape(page.get(reverse("reception")).content.decode())
    row.refresh_from_db()
    assert row.state != "came_back", "the employee is told nothing"


def test_a_code_name_that_is_said_on_the_phone_is_found(page, cast, now):
    _row, opened = sown(cast, now)
    found = page.post(reverse("reception_look_up"), {"code_name": opened.code_name.upper()})
    assert found["Location"] == reverse("reception_code", args=[opened.mailbox.pk])
    assert "Der er ikke skrevet noget endnu" in unescape(page.get(found["Location"]).content.decode())
    page.post(found["Location"], {"text": ""})
    again = page.post(reverse("reception_look_up"), {"code_name": opened.code_name})
    assert again["Location"] == reverse("received", args=[Screening.objects.latest("pk").pk])
    nobody = page.post(reverse("reception_look_up"), {"code_name": "Gul Hest 11"}, follow=True)
    assert "Ingen her har det kodenavn" in unescape(nobody.content.decode())


def test_two_colleagues_do_not_take_the_same(cast, now):
    _row, opened = sown(cast, now)
    told = {"mailbox_id": opened.mailbox.pk, "programme_id": cast.outpatient.pk, "at": now}
    actions.take_by_code(**told, by=cast.actor("assessor"))
    with pytest.raises(Refused) as refused:
        actions.take_by_code(**told, by=cast.actor("assessor"))
    assert refused.value.reason == "taken_meanwhile"


def test_the_employee_reads_the_code_name_and_never_the_lines(cast, now):
    row, opened = sown(cast, now)
    wrote(cast, now, opened.mailbox)
    page = Client()
    page.force_login(cast.employee)
    shown = unescape(page.get(reverse("screening", args=[row.pk])).content.decode())
    assert opened.code_name in shown
    assert opened.code_word not in shown
    assert ASKS not in shown


SHARES = {"notes_shared": True}
FOLLOWS = {"may_follow": True}


def comes(cast, now, opened, **says):
    her = citizen(cast.koege.pk)
    enter(her)
    return screening.come_forward(
        zone_id=cast.koege.pk, programme_id=cast.outpatient.pk, way_in="herself", heard="web",
        mailbox_id=opened.mailbox.pk, danger="no", child_worry="unknown", adult=True,
        answered={"about": "me", "danger": "no", "adult": "yes", "children": "yes", "worry": "unknown"},
        **says, by=her, at=now,
    )  # fmt: skip


@pytest.mark.parametrize("says", [{}, SHARES, FOLLOWS, SHARES | FOLLOWS])
def test_the_team_sees_the_notes_and_the_employee_follows_only_where_she_says_so(page, cast, now, says):
    row, opened = sown(cast, now)
    made = comes(cast, now, opened, **says)
    case = unescape(page.get(reverse("received", args=[made.pk])).content.decode())
    printed = unescape(page.get(reverse("received_print", args=[made.pk])).content.decode())
    for shown in (case, printed):
        for words in (WORDS, cast.employee.name, "Ikke klar endnu"):
            assert (words in shown) is ("notes_shared" in says), words
    employee = Client()
    employee.force_login(cast.employee)
    hers = unescape(employee.get(reverse("screening", args=[row.pk])).content.decode())
    lists = unescape(employee.get(reverse("screenings")).content.decode())
    assert ("Venter på teamet" in hers) is ("may_follow" in says)
    assert ("Kommet igen af sig selv" in lists) is ("may_follow" in says)
    assert ("Spørg borgeren igen" in hers) is ("may_follow" not in says), "without it the seed stands as it stood"
    cast.actor("assessor")
    counted = Detection.objects.exclude(state__in=("came_back", "asked_again", "started"))
    assert list(counted.values_list("pk", flat=True)) == [made.detection_id], "the same one is counted once"
    assert (made.detection.seen_on, made.detection.department_id) == (row.detection.seen_on, row.department_id)
    assert made.detection.seed_planted_on is not None


def test_what_she_answered_stands_on_her_card_as_she_was_asked(page, cast, now):
    _row, opened = sown(cast, now)
    made = comes(cast, now, opened, **SHARES)
    case = unescape(page.get(reverse("received", args=[made.pk])).content.decode())
    for words in (
        "»Er du i fare nu?«: nej", "»Er du fyldt 18?«: ja", "»Er der børn under 18 hjemme hos dig?«: ja",
        "Har bedt om hjælp på den åbne side.", "Der er børn under 18 derhjemme.",
    ):  # fmt: skip
        assert words in case, words
    for words in ("Det vides ikke, om personen er", "Det vides ikke, om borgeren er", "Er der børn derhjemme?"):
        assert words not in case, words


def test_on_her_check_page_nothing_is_chosen_beforehand_and_nothing_said_is_no(cast, now):
    row, opened = sown(cast, now)
    her = Visitor()
    her.code = (opened.code_name, opened.code_word)
    her.come_back()
    her.inside(do="begin_again")
    her.answer_all()
    check = her.at(13)
    form = check.context["gave"]
    assert [form[name].value() for name in form.fields] == [None, None]
    assert "Må vores team også se det, de skrev ned?" in unescape(check.content.decode())
    her.client.post("/h/koege/q/", {"step": 13, "stamp": check.context["stamp"], "may_follow": "yes"})
    cast.actor("assessor")
    made = Screening.objects.latest("pk")
    assert (made.notes_shared, made.may_follow, made.came_from_id) == (False, True, row.pk)


def test_whoever_came_without_an_employee_is_not_asked(cast):
    her = Visitor()
    her.begin()
    her.answer_all()
    assert her.at(13).context["gave"] is None


def test_a_seed_that_was_asked_again_by_the_employee_does_not_hide_hers(cast, now):
    row, opened = sown(cast, now)
    made = comes(cast, now, opened)
    screening.ask_again(screening_id=row.pk, by=cast.actor("employee"), at=now + timedelta(days=1))
    her = citizen(cast.koege.pk)
    enter(her)
    assert sending.of_code(her, opened.mailbox.pk).pk == made.pk
