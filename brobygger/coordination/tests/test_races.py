"""Two at once, against the real database: there is one plan, and one look at someone's safety."""

from django.db import transaction
from django.utils import timezone

from brobygger.coordination import actions
from brobygger.coordination.models import Plan
from brobygger.reception.tests.making import mine
from brobygger.risk import case_actions
from brobygger.risk.models import RiskCase
from brobygger.trail.models import Entry
from conftest import as_worker, at_once, standing_cast


def received(cast):
    with transaction.atomic():
        return mine(cast, timezone.now(), "assessor").pk


def test_two_who_begin_a_plan_at_once_begin_one(committed):
    cast, now = standing_cast(), timezone.now()
    number = received(cast)
    made = at_once(
        *(
            as_worker(who, lambda by: actions.begin(screening_id=number, by=by, at=now).pk)
            for who in (cast.assessor, cast.project_leader)
        )
    )
    with transaction.atomic():
        cast.actor("assessor")
        assert set(made) == set(Plan.objects.values_list("pk", flat=True))
        assert Entry.objects.filter(what="coordination.begun").count() == 1


def test_two_answers_that_worry_at_once_ask_for_one_look_and_both_are_kept(committed):
    cast, now = standing_cast(), timezone.now()
    number = received(cast)
    at_once(
        *(
            as_worker(who, lambda by: case_actions.answer_worries(screening_id=number, by=by, at=now).pk)
            for who in (cast.assessor, cast.project_leader)
        )
    )
    with transaction.atomic():
        cast.actor("assessor")
        case = RiskCase.objects.get()
        assert (case.due_at, case.events.count()) == (now, 2)
