"""Two leaders at once: with real commits on real connections."""

import pytest
from django.db import connection
from django.utils import timezone

from brobygger.access.who import actor_for
from brobygger.access.zones import in_zones
from brobygger.directory.models import Offer
from brobygger.routes import actions, queries
from brobygger.routes.models import CourseCriteria, Door
from conftest import at_once, standing_cast


@pytest.fixture
def house(committed, now):
    cast = standing_cast()
    yield cast
    connection.close()


def leads(worker, deed):
    """The deed as the worker does it on a connection of her own; the reason where it is refused."""

    def doing():
        by = actor_for(worker.pk)
        with in_zones(by):
            return deed(by) and "done"

    return doing


def test_of_two_who_begin_a_draft_at_once_one_does(house, now):
    def begin(by):
        return actions.draft_criteria(programme_id=house.outpatient.pk, by=by, at=now)

    leaders = (house.project_leader, house.second_project_leader, house.odense_leader)
    assert sorted(at_once(*(leads(one, begin) for one in leaders))) == ["a_draft_is_open", "a_draft_is_open", "done"]


def proposed(house, now):
    by = actor_for(house.project_leader.pk)
    with in_zones(by):
        draft = actions.draft_criteria(programme_id=house.outpatient.pk, by=by, at=now)
        asked = draft.criteria.get(key="adult")
        seen = queries.stamp_of_question(asked)
        told = {"otherwise": "volunteer_offer"}
        actions.change_question(criteria_id=draft.pk, key="adult", told=told, seen=seen, by=by, at=now)
        draft.refresh_from_db()
        actions.propose_criteria(criteria_id=draft.pk, seen=queries.stamp_of_all(draft), by=by, at=now)
        draft.refresh_from_db()
        return draft, queries.stamp_of_all(draft)


def test_of_two_who_approve_at_once_one_does(house, now):
    draft, seen = proposed(house, now)

    def approve(by):
        return actions.approve_criteria(criteria_id=draft.pk, seen=seen, by=by, at=now)

    done = at_once(leads(house.second_project_leader, approve), leads(house.odense_leader, approve))
    assert sorted(done) == ["course_criteria_cannot_move", "done"]
    draft.refresh_from_db()
    assert draft.state == "approved"


def test_approved_and_sent_back_at_once_it_is_one_of_the_two(house, now):
    draft, seen = proposed(house, now)

    def approve(by):
        return actions.approve_criteria(criteria_id=draft.pk, seen=seen, by=by, at=now)

    def send_back(by):
        actions.return_to_draft(criteria_id=draft.pk, by=by, at=now)
        return True

    done = at_once(leads(house.second_project_leader, approve), leads(house.project_leader, send_back))
    assert sorted(done) == ["course_criteria_cannot_move", "done"]
    draft.refresh_from_db()
    assert (draft.state == "approved") == (draft.approved_by_id is not None)


def test_two_changes_of_one_question_at_once_lose_neither_unseen(house, now):
    by = actor_for(house.project_leader.pk)
    with in_zones(by):
        draft = actions.draft_criteria(programme_id=house.outpatient.pk, by=by, at=now)
        seen = queries.stamp_of_question(draft.criteria.get(key="adult"))

    def change(otherwise):
        def deed(by):
            told = {"otherwise": otherwise}
            return actions.change_question(criteria_id=draft.pk, key="adult", told=told, seen=seen, by=by, at=now)

        return deed

    done = at_once(
        leads(house.project_leader, change("shelter")), leads(house.second_project_leader, change("volunteer_offer"))
    )
    assert sorted(done) == ["changed_by_another", "done"]


def test_questions_moved_at_once_keep_each_its_place(house, now):
    by = actor_for(house.project_leader.pk)
    with in_zones(by):
        draft = actions.draft_criteria(programme_id=house.outpatient.pk, by=by, at=now)

    def move(key, *, earlier):
        def deed(by):
            actions.move_question(criteria_id=draft.pk, key=key, earlier=earlier, by=by, at=now)
            return True

        return deed

    leaders = (house.project_leader, house.second_project_leader, house.odense_leader)
    steps = (move("stalking", earlier=True), move("adult", earlier=True), move("stalking", earlier=False))
    assert at_once(*(leads(who, step) for who, step in zip(leaders, steps, strict=True))) == ["done"] * 3
    asked = list(CourseCriteria.objects.get(pk=draft.pk).criteria.order_by("place").values_list("key", flat=True))
    assert sorted(asked) == sorted(set(asked))
    assert len(asked) == 11


def test_an_offer_chosen_by_two_at_once_is_a_door_once(house, now):
    offer = Offer.objects.earliest("id")

    def choose(by):
        told = {"zone_id": house.koege.pk, "route": "shelter", "offer_id": offer.pk, "note": ""}
        return actions.add_door(**told, by=by, at=timezone.now())

    done = at_once(leads(house.project_leader, choose), leads(house.second_project_leader, choose))
    assert sorted(done) == ["done", "this_offer_is_a_door_already"]
    with in_zones(actor_for(house.project_leader.pk)):
        assert Door.objects.count() == 1
