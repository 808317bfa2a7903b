"""Where two persons are asked for, they are two persons who have signed in with something of their own.

Every such decision is found by its table: who approved stands beside who wrote it. Each asks the one rule.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from brobygger.access.zones import at_sign_in
from brobygger.base.codes import PersonRole
from brobygger.base.decision import Refused
from brobygger.contact import wording_actions
from brobygger.programmes import actions as criteria
from brobygger.programmes import queries as programmes
from brobygger.programmes import speaking_actions
from brobygger.programmes.rules import RoleRule
from brobygger.referrals import actions as referrals
from brobygger.routes import actions as routes
from brobygger.routes import queries as questions
from brobygger.staff.models import Worker
from promises.reading import modules

WITH_A_SECOND = {
    model
    for model in apps.get_models()
    if any(f.name == "approved_by" for f in model._meta.concrete_fields)
    or any(c.name.startswith("a_second_") for c in model._meta.constraints)
}


@dataclass(frozen=True)
class Decided:
    """How one of them is brought to where the second is asked for, and approved."""

    first: str
    second: str
    propose: Callable[[Any, Any], Any]
    approve: Callable[[Any, Any, Any], Any]


def _propose_criteria(cast, told):
    draft = criteria.draft_criteria(programme_id=cast.programme.pk, **told)
    kind = "burglary_and_theft"
    criteria.change_rules(
        criteria_id=draft.pk, incident_type=kind, rules_of_roles={PersonRole.VICTIM: RoleRule(True, 60)},
        seen=programmes.stamp_of_type(draft, kind), **told,
    )  # fmt: skip
    draft.refresh_from_db()
    criteria.propose_criteria(criteria_id=draft.pk, seen=programmes.stamp_of_all(draft), **told)
    draft.refresh_from_db()
    return draft


def _propose_questions(cast, told):
    draft = routes.draft_criteria(programme_id=cast.outpatient.pk, **told)
    asked = draft.criteria.order_by("pk").first()
    routes.strike_question(criteria_id=draft.pk, key=asked.key, **told)
    draft.refresh_from_db()
    routes.propose_criteria(criteria_id=draft.pk, seen=questions.stamp_of_all(draft), **told)
    draft.refresh_from_db()
    return draft


def _draft_message(cast, told):
    return wording_actions.draft_wording(
        zone_id=cast.zone.pk, key="we_rang", channel="sms", language="da", subject="",
        text="Hej. Ring gerne på {phone}.", valid_from=date(2026, 11, 18), **told,
    )  # fmt: skip


DECISIONS = {
    "programmes.Criteria": Decided(
        "leader", "second_leader", _propose_criteria,
        lambda cast, row, told: criteria.approve_criteria(
            criteria_id=row.pk, seen=programmes.stamp_of_all(row), **told
        ),
    ),
    "programmes.ConsentWording": Decided(
        "leader", "second_leader",
        lambda cast, told: speaking_actions.propose_wording(
            programme_id=cast.programme.pk, language="da", text="Jeg siger ja.", valid_from=date(2026, 11, 18), **told
        ),
        lambda cast, row, told: speaking_actions.approve_wording(wording_id=row.pk, **told),
    ),
    "contact.Wording": Decided(
        "leader", "second_leader", _draft_message,
        lambda cast, row, told: wording_actions.approve_wording(zone_id=cast.zone.pk, wording_id=row.pk, **told),
    ),
    "referrals.Coverage": Decided(
        "leader", "second_leader",
        lambda cast, told: speaking_actions.propose_wording(
            programme_id=cast.programme.pk, language="da", text="Jeg siger ja.", valid_from=date(2026, 11, 18), **told
        ),
        lambda cast, row, told: referrals.decide_coverage(wording_id=row.pk, fields=["language"], days=30, **told),
    ),
    "routes.CourseCriteria": Decided(
        "project_leader", "second_project_leader", _propose_questions,
        lambda cast, row, told: routes.approve_criteria(criteria_id=row.pk, seen=questions.stamp_of_all(row), **told),
    ),
}  # fmt: skip


# Who wrote it and who decides stand in two tables.
ACROSS_TABLES = {"referrals.Coverage"}


def test_every_decision_that_asks_for_two_is_tried_here():
    assert {model._meta.label for model in WITH_A_SECOND} | ACROSS_TABLES == set(DECISIONS)


def test_nobody_compares_who_wrote_with_who_approves_by_herself():
    for file, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare):
                names = {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}
                assert not names & {"drafted_by_id", "proposed_by_id"}, f"{file}: {ast.unparse(node)}"


@pytest.mark.parametrize("model", sorted(WITH_A_SECOND, key=str), ids=lambda m: m.__name__)
def test_the_database_refuses_one_person_as_both(model):
    checks = [c for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
    assert any(c.name.startswith("a_second_") for c in checks)


def _approving() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function of the house that writes down who approved something."""
    for file, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and any(_writes_who_approved(part) for part in ast.walk(node)):
                yield file, node


def _writes_who_approved(node: ast.AST) -> bool:
    named = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr
    return (named or (isinstance(node, ast.keyword) and node.arg)) in ("approved_by", "approved_by_id")


def test_whoever_writes_down_who_approved_has_asked_the_one_rule():
    found = list(_approving())
    assert {file for file, _ in found} >= {"programmes/actions.py", "routes/actions.py", "contact/wording_actions.py"}
    for file, function in found:
        called = {ast.unparse(n.func).rpartition(".")[2] for n in ast.walk(function) if isinstance(n, ast.Call)}
        assert "second_of_two" in called, f"{file}: {function.name} does not ask whether there are two persons"


@pytest.mark.parametrize("label", sorted(DECISIONS))
def test_it_takes_two_who_each_sign_in_with_something_of_their_own(cast, now, label):
    decided = DECISIONS[label]
    first, second = (getattr(cast, name) for name in (decided.first, decided.second))
    row = decided.propose(cast, {"by": cast.actor(decided.first), "at": now})

    def refused(who):
        with pytest.raises(Refused) as problem:
            decided.approve(cast, row, {"by": cast.actor(who), "at": now})
        return problem.value.reason

    assert refused(decided.first) == "second_leader_needed"
    _own(second, None)  # came in by a link that someone else has had in hand
    assert refused(decided.second) == "not_yet_ones_own"
    _own(second, now)
    _own(first, None)
    assert refused(decided.second) == "first_not_yet_own"
    _own(first, now)
    decided.approve(cast, row, {"by": cast.actor(decided.second), "at": now})
    row.refresh_from_db()
    stands = row.coverage.decided_by_id if label in ACROSS_TABLES else row.approved_by_id
    assert stands == second.pk


def _own(worker, since):
    with at_sign_in():
        Worker.objects.filter(pk=worker.pk).update(own_since=since)


@pytest.mark.parametrize("label", ["programmes.Criteria", "routes.CourseCriteria"])
def test_whoever_has_changed_the_draft_of_another_is_no_second(cast, now, label):
    decided = DECISIONS[label]
    first, second = (cast.actor(name) for name in (decided.first, decided.second))
    cast.actor(decided.second)
    if label == "programmes.Criteria":
        draft = criteria.draft_criteria(programme_id=cast.programme.pk, by=first, at=now)
        kind = "burglary_and_theft"
        criteria.change_rules(
            criteria_id=draft.pk, incident_type=kind, rules_of_roles={PersonRole.VICTIM: RoleRule(True, 60)},
            seen=programmes.stamp_of_type(draft, kind), by=second, at=now,
        )  # fmt: skip
        draft.refresh_from_db()
        criteria.propose_criteria(criteria_id=draft.pk, seen=programmes.stamp_of_all(draft), by=first, at=now)
    else:
        draft = routes.draft_criteria(programme_id=cast.outpatient.pk, by=first, at=now)
        key = draft.criteria.order_by("pk").first().key
        routes.strike_question(criteria_id=draft.pk, key=key, by=second, at=now)
        draft.refresh_from_db()
        routes.propose_criteria(criteria_id=draft.pk, seen=questions.stamp_of_all(draft), by=first, at=now)
    draft.refresh_from_db()
    with pytest.raises(Refused):
        decided.approve(cast, draft, {"by": second, "at": now})
