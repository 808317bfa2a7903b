"""The list of duties says whom each is about, as far as the reader may read that one, and leads there."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.duties import actions, queries
from brobygger.duties.models import Duty
from brobygger.duties.tests.making import raised, someone
from brobygger.reception.tests.making import anonymous, sent, taken
from brobygger.screening import actions as screening
from brobygger.screening.tests.making import asked, kept
from brobygger.trail.models import Entry

NOT_READ = "Someone you may not read about, or who is erased"


@pytest.fixture
def at(db):
    return timezone.now()


def list_of(worker) -> str:
    client = Client(headers={"accept-language": "en"})
    client.force_login(worker)
    answer = client.get(reverse("duties"))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def link(name, pk, words) -> str:
    return f'<a href="{reverse(name, args=[pk])}">{words}</a>'


def test_my_duty_is_about_someone_whom_i_can_open(cast, at):
    case = someone(cast, at)
    duty = raised(cast.actor("owner"), at, cast.zone, about="case", about_id=case.pk)
    assert link("case", case.pk, "Karla Prøvesen") in list_of(cast.owner)
    (entry,) = Entry.objects.filter(what="duties.list_seen")
    assert entry.facts == {"shown": 1}
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.owner)
    assert link("case", case.pk, "Karla Prøvesen") in client.get(reverse("duty", args=[duty.pk])).content.decode()


def test_that_a_colleague_has_a_duty_about_her_is_the_colleagues_alone(cast, at):
    case = someone(cast, at)
    raised(cast.actor("owner"), at, cast.zone, about="case", about_id=case.pk)
    page = list_of(cast.leader)
    assert "Colleagues" in page
    assert "Karla" not in page
    assert reverse("case", args=[case.pk]) not in page


def test_one_who_is_asked_sees_whom_it_is_about(cast, at):
    case = someone(cast, at)
    duty = raised(cast.actor("owner"), at, cast.zone, about="case", about_id=case.pk)
    actions.ask_to_take_over(duty_id=duty.pk, worker_id=cast.colleague.pk, by=cast.actor("owner"), at=at)
    assert link("case", case.pk, "Karla Prøvesen") in list_of(cast.colleague)


def test_a_duty_about_someone_who_is_not_mine_to_read_has_no_name_and_no_link(cast, at):
    row = kept(cast, at, asked(cast, at), known_as="Torsdag klokken ti", danger="yes")
    mine = list_of(cast.employee)
    assert link("screening", row.pk, "Torsdag klokken ti") in mine
    assert "Torsdag" not in list_of(cast.project_leader)


def test_without_a_word_of_her_own_it_is_the_name_that_she_wrote_or_when_she_began(cast, at):
    row = kept(cast, at, asked(cast, at), given_name="Maria", danger="yes")
    assert link("screening", row.pk, "Maria") in list_of(cast.employee)
    row = kept(cast, at, asked(cast, at), danger="yes")
    assert link("screening", row.pk, "Begun")[:-4] in list_of(cast.employee)


def test_the_same_registration_is_named_for_the_team_once_it_is_sent(cast, at):
    row = sent(cast, at, known_as="Torsdag klokken ti")
    told = {"zone_id": cast.koege.pk, "kind": "underretning_133", "about": "screening", "about_id": row.pk, "at": at}
    actions.raise_duty(**told, by=cast.actor("employee"))
    actions.raise_duty(**told, by=cast.actor("assessor"))
    assert link("screening", row.pk, "Torsdag klokken ti") in list_of(cast.employee)
    team = list_of(cast.assessor)
    assert link("received", row.pk, "Maria") in team
    assert "Torsdag" not in team, "her own word is the employee's"


def test_someone_anonymous_is_named_by_her_code_name(cast, at):
    row, box = anonymous(cast, at)
    taken(cast, at, row)
    told = {"zone_id": cast.koege.pk, "kind": "police_danger", "about": "screening", "about_id": row.pk}
    actions.raise_duty(**told, by=cast.actor("assessor"), at=at)
    assert link("received", row.pk, box.code_name) in list_of(cast.assessor)


def test_a_duty_on_nobody_says_so(cast, at):
    raised(cast.actor("owner"), at, cast.zone)
    assert "Nobody in the program" in list_of(cast.owner)


def test_one_who_has_been_erased_has_no_name(cast, at):
    case = someone(cast, at)
    raised(cast.actor("owner"), at, cast.zone, about="case", about_id=case.pk)
    Duty.objects.update(about_id=case.pk + 1000)  # the duty stays when the case is gone
    shown = list_of(cast.owner)
    assert NOT_READ in shown
    assert "Karla" not in shown


def test_the_list_asks_as_often_for_ten_as_for_one(cast, at, django_assert_max_num_queries):
    by = cast.actor("owner")
    for _ in range(10):
        raised(by, at, cast.zone, about="case", about_id=someone(cast, at).pk)
    by = cast.actor("owner")
    with django_assert_max_num_queries(14):
        assert len(queries.lists(by, zone_id=cast.zone.pk, at=at).mine) == 10


def test_a_registration_of_her_own_that_is_thrown_away_is_still_hers_to_read(cast, at):
    row = kept(cast, at, asked(cast, at), danger="yes")
    screening.take_danger_back(
        screening_id=row.pk, dangers=["life"], why="Forkert borger", by=cast.actor("employee"), at=at
    )
    screening.throw_away(screening_id=row.pk, by=cast.actor("employee"), at=at)
    assert NOT_READ not in list_of(cast.employee), "it is still her own"
