"""Who sees a registration: she who made it sees all she wrote and its state; the team what was sent; others nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from brobygger.access.policy import Act, may, scope
from brobygger.base.decision import NotFound
from brobygger.people import queries as people
from brobygger.people.models import Person
from brobygger.screening import actions, queries, state_change
from brobygger.screening.models import Detection, Screening
from brobygger.screening.tests.making import WORDS, asked, begun, herself, kept, pointed, ready, seed, sent

pytestmark = pytest.mark.django_db

CAST = (
    *("employee", "second_employee", "resource_person", "assessor", "second_assessor", "project_leader"),
    *("odense_assessor", "odense_leader", "owner", "leader", "officer", "administrator", "coordinator", "counsellor"),
)


def client(worker):
    made = Client()
    made.force_login(worker)
    return made


def test_the_list_is_the_door_row_by_row_for_every_one_of_the_cast(cast, now):
    begun(cast, now)
    asked(cast, now, motivated="yes", who="second_employee")
    seed(cast, now, given=("code",), who="resource_person")
    pointed(cast, now)
    drafted = ready(cast, now)
    sent(cast, now)
    taken = sent(cast, now, "second_employee")
    by = cast.actor("assessor")
    state_change.move(taken, "taken", by=by, at=now, taken_by_id=by.user_id, taken_at=now)
    herself(cast, now)
    herself(cast, now, cast.odense)
    # a person whom the employee is registering now: the card is hers only as long as it is a draft
    by = cast.actor("employee")
    draft = Person(zone_id=cast.koege.pk, given_name="Lone", created_at=now, created_by_kind="worker")
    assert may(by, Act.KEEP_CARD, draft)
    draft.save()
    state_change.keep(drafted, person=draft)
    assert people.person(by, draft.pk)
    for who in CAST:
        by = cast.actor(who)
        for act in (Act.SCREEN, Act.SEE_RECEPTION, Act.RECEIVE):
            listed = set(scope(by, act, Screening.objects.all()))
            assert listed == {row for row in Screening.objects.all() if may(by, act, row)}, (who, act)
        for act in (Act.SEE_DETECTIONS, Act.SEE_DEPARTMENT_COUNTS):
            listed = set(scope(by, act, Detection.objects.all()))
            assert listed == {row for row in Detection.objects.all() if may(by, act, row)}, (who, act)
        listed = set(scope(by, Act.KEEP_CARD, Person.objects.all()))
        assert listed == {row for row in Person.objects.all() if may(by, Act.KEEP_CARD, row)}, who


@pytest.mark.parametrize("who", [one for one in CAST if one != "employee"])
def test_nobody_else_opens_what_an_employee_registers(cast, now, who):
    row = asked(cast, now, motivated="yes")
    other = client(getattr(cast, who))
    for name, args in (
        ("screening", [row.pk]),
        ("screening_step", [row.pk, "signs"]),
        ("screening_step", [row.pk, "question"]),
        ("screening_duties", [row.pk]),
    ):
        assert other.get(reverse(name, args=args)).status_code == 404, name
    for name in ("no_sign", "throw_away", "undo", "again", "let_lie", "follow_up", "go_on", "code", "taken_back"):
        name = "withdraw" if name == "taken_back" else name
        assert other.post(reverse(f"screening_{name}", args=[row.pk])).status_code == 404, name
    kept_at = reverse("screening_keep", args=[row.pk, "signs"])
    assert other.post(kept_at, {"signs_note": "x"}).status_code == 404
    with pytest.raises(NotFound):
        queries.own(cast.actor(who), row.pk)


def test_a_colleagues_list_shows_nothing_of_hers(cast, now):
    kept(cast, now, begun(cast, now), known_as="Torsdag kl. 10")
    for who in ("second_employee", "resource_person", "assessor"):
        page = client(getattr(cast, who)).get(reverse("screenings"))
        assert page.status_code == 200
        assert "Torsdag" not in page.content.decode()
    assert "Torsdag" in client(cast.employee).get(reverse("screenings")).content.decode()


def test_who_does_not_register_has_no_such_page(cast, now):
    for who in ("owner", "leader", "officer", "administrator", "coordinator", "counsellor", "odense_leader"):
        assert client(getattr(cast, who)).get(reverse("screenings")).status_code == 404, who


def test_after_sending_she_sees_the_state_and_no_card(cast, now):
    row = sent(cast, now)
    by = cast.actor("employee")
    assert people.person(by, row.person_id) is None
    assert people.numbers(by, row.person_id) == []
    team = cast.actor("assessor")
    state_change.move(row, "taken", by=team, at=now, taken_by_id=team.user_id, taken_at=now)
    page = client(cast.employee).get(reverse("screening", args=[row.pk])).content.decode()
    assert "Maria" not in page
    assert "95 00 00 21" not in page
    assert WORDS in page  # her own words are hers


def test_the_team_sees_only_what_was_sent_to_it(cast, now):
    mine = [begun(cast, now), asked(cast, now), seed(cast, now).row, pointed(cast, now)]
    with_team = sent(cast, now)
    for who in ("assessor", "project_leader"):
        by = cast.actor(who)
        for row in mine:
            with pytest.raises(NotFound):
                queries.for_team(by, row.pk)
        assert queries.for_team(by, with_team.pk).pk == with_team.pk
        assert [row.pk for row in queries.team_list(by, zone_id=cast.koege.pk)] == [with_team.pk]
    for who in ("odense_assessor", "employee", "resource_person"):
        with pytest.raises(NotFound):
            queries.for_team(cast.actor(who), with_team.pk)


def test_the_resource_person_counts_her_department_and_reads_no_one(cast, now):
    row = asked(cast, now)
    by = cast.actor("resource_person")
    told = {"zone_id": cast.koege.pk, "programme_id": cast.outpatient.pk}
    counted = queries.detections_of_department(by, department_id=cast.jobcentre.pk, **told)
    assert [one.pk for one in counted] == [row.detection_id]
    assert not queries.detections(by, **told)
    fields = {field.name for field in Detection._meta.concrete_fields}
    assert not fields & {"person", "mailbox", "signs_note", "said_words", "known_as"}


def test_she_cannot_touch_what_she_sent(cast, now):
    row = sent(cast, now)
    for page in ("signs", "who", "consent", "check"):
        answer = client(cast.employee).get(reverse("screening_step", args=[row.pk, page]))
        assert (answer.status_code, answer["Location"]) == (302, reverse("screening", args=[row.pk]))
    saved = client(cast.employee).post(reverse("screening_keep", args=[row.pk, "signs"]), {"signs_note": "x"})
    assert saved.status_code == 409
    cast.actor("employee")
    assert Screening.objects.get(pk=row.pk).signs_note == WORDS


def test_no_one_is_named_in_an_address(cast, now):
    row = ready(cast, now)
    by = cast.actor("employee")
    page = client(cast.employee).get(reverse("screening_step", args=[row.pk, "check"]))
    assert "Maria" in page.content.decode()
    actions.throw_away(screening_id=row.pk, by=by, at=now)
    for word in ("Maria", "Opdigtet", "95000021"):
        assert word not in str(page.request["PATH_INFO"])
    assert "no-store" in page["Cache-Control"]
