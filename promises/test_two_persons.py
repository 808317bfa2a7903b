"""Where two persons are asked for, they are two persons who have signed in with something of their own.

Every such decision is found by its table: who approved stands beside who wrote it. Each asks the one rule.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from click.testing import CliRunner
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.access.actor import NOBODY, Actor, machine
from brobygger.access.who import actor_for
from brobygger.access.zones import among, at_sign_in, enter
from brobygger.base.codes import PersonRole
from brobygger.base.decision import NotFound, Refused
from brobygger.config.command_line import main
from brobygger.contact import wording_actions
from brobygger.erasure import actions as erasure
from brobygger.erasure.models import Proof
from brobygger.erasure.tests import test_erasing as erasing
from brobygger.extracts import actions as extracts
from brobygger.extracts.tests.making import begun, finished
from brobygger.programmes import actions as criteria
from brobygger.programmes import queries as programmes
from brobygger.programmes import speaking_actions
from brobygger.programmes.rules import RoleRule
from brobygger.referrals import actions as referrals
from brobygger.routes import actions as routes
from brobygger.routes import queries as questions
from brobygger.staff import actions as staff
from brobygger.staff import queries
from brobygger.staff.models import Worker
from brobygger.trail.models import Entry
from promises.reading import modules

PASSWORD = "en helt ny sætning"
CHOSEN = "valgt her, hvor du sidder"
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
    "erasure.Proof": Decided(
        "leader", "second_leader",
        lambda cast, told: erasing.asked(cast, told["at"], erasing.ended(cast, told["at"]).person_id),
        lambda cast, row, told: erasure.confirm(asked_id=row.pk, **told),
    ),
    "extracts.Extract": Decided(
        "assessor", "second_assessor",
        lambda cast, told: finished(cast, told["at"], begun(cast, told["at"], may_meet="yes")),
        lambda cast, row, told: extracts.approve(extract_id=row.pk, edition=row.edition, **told),
    ),
    "routes.CourseCriteria": Decided(
        "project_leader", "second_project_leader", _propose_questions,
        lambda cast, row, told: routes.approve_criteria(criteria_id=row.pk, seen=questions.stamp_of_all(row), **told),
    ),
}  # fmt: skip


# Who wrote it and who decides stand in two tables.
ACROSS_TABLES = {"referrals.Coverage"}
# Written by one who invites nobody.
BY_ASSESSORS = {"extracts.Extract"}


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


def _called(function: ast.FunctionDef) -> set[str]:
    return {ast.unparse(n.func).rpartition(".")[2] for n in ast.walk(function) if isinstance(n, ast.Call)}


def test_whoever_writes_down_who_approved_has_asked_the_one_rule():
    found = list(_approving())
    assert {file for file, _ in found} >= {"programmes/actions.py", "routes/actions.py", "contact/wording_actions.py"}
    # A reading door of the room may ask it, where the page greys its button by the same answer.
    every = [node for _, tree in modules().items() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    asks = {"second_of_two", *(one.name for one in every if "second_of_two" in _called(one))}
    for file, function in found:
        assert _called(function) & asks, f"{file}: {function.name} does not ask whether there are two persons"


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
    assert DECIDED_BY.get(label, _approved_by)(row) == second.pk


def _approved_by(row):
    row.refresh_from_db()
    return row.approved_by_id


# Where who approved stands elsewhere than in what was proposed.
DECIDED_BY = {
    "referrals.Coverage": lambda row: type(row).objects.get(pk=row.pk).coverage.decided_by_id,
    "erasure.Proof": lambda row: Proof.objects.get(asked_by=row.asked_by_id).erased_by_id,
}


SHARED = {
    "programmes.Criteria": ("strange_leader", "programmes.criteria_approved", "other_zone"),
    "programmes.ConsentWording": ("strange_leader", "programmes.wording_approved", "other_zone"),
    "referrals.Coverage": ("strange_leader", "referrals.coverage_decided", "other_zone"),
    "routes.CourseCriteria": ("odense_leader", "routes.criteria_approved", "odense"),
}


@pytest.mark.parametrize("label", sorted(SHARED))
def test_what_zones_share_is_approved_by_one_who_was_there_before_and_the_others_are_told(cast, now, label):
    decided, (elsewhere, what, zone) = DECISIONS[label], SHARED[label]
    row = decided.propose(cast, {"by": cast.actor(decided.first), "at": now})
    worker = getattr(cast, elsewhere)
    _own(worker, now + timedelta(minutes=1))
    with pytest.raises(Refused, match="came_after_it_was_proposed"):
        decided.approve(cast, row, {"by": cast.actor(elsewhere), "at": now + timedelta(minutes=2)})
    _own(worker, now)
    # Nor may one whose zone does not run the programme, however long she has been here.
    with pytest.raises(NotFound):
        decided.approve(cast, row, {"by": cast.actor("coordinator"), "at": now})
    decided.approve(cast, row, {"by": cast.actor(decided.second), "at": now})
    cast.actor(elsewhere)
    told = Entry.objects.filter(what=what).values_list("by_id", "zone_id")
    assert list(told) == [(getattr(cast, decided.second).pk, getattr(cast, zone).pk)]


@pytest.mark.parametrize(("label", "page"), [("programmes.Criteria", "criteria"), ("routes.CourseCriteria", "routes")])
def test_the_page_of_the_others_says_who_has_proposed_and_approved(cast, label, page):
    decided, elsewhere, at = DECISIONS[label], SHARED[label][0], timezone.now()
    row = decided.propose(cast, {"by": cast.actor(decided.first), "at": at})
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(getattr(cast, elsewhere))
    mine = Client(headers={"accept-language": "en"})
    mine.force_login(getattr(cast, decided.second))
    organisation = (cast.koege if page == "routes" else cast.zone).organisation.name
    assert f"{organisation} proposes version {row.number}" in browser.get(reverse(page)).content.decode()
    decided.approve(cast, row, {"by": cast.actor(decided.second), "at": at})
    assert f"{organisation} has approved version {row.number}" in browser.get(reverse(page)).content.decode()
    assert "has approved version" not in mine.get(reverse(page)).content.decode()


def _own(worker, since):
    with at_sign_in():
        Worker.objects.filter(pk=worker.pk).update(own_since=since)


@pytest.mark.parametrize("label", ["programmes.Criteria", "routes.CourseCriteria"])
def test_whoever_has_changed_the_draft_of_another_is_no_second(cast, now, label):
    decided = DECISIONS[label]
    if label == "programmes.Criteria":
        draft = criteria.draft_criteria(programme_id=cast.programme.pk, by=cast.actor(decided.first), at=now)
        kind = "burglary_and_theft"
        criteria.change_rules(
            criteria_id=draft.pk, incident_type=kind, rules_of_roles={PersonRole.VICTIM: RoleRule(True, 60)},
            seen=programmes.stamp_of_type(draft, kind), by=cast.actor(decided.second), at=now,
        )  # fmt: skip
        draft.refresh_from_db()
        stamp = programmes.stamp_of_all(draft)
        criteria.propose_criteria(criteria_id=draft.pk, seen=stamp, by=cast.actor(decided.first), at=now)
    else:
        draft = routes.draft_criteria(programme_id=cast.outpatient.pk, by=cast.actor(decided.first), at=now)
        key = draft.criteria.order_by("pk").first().key
        routes.strike_question(criteria_id=draft.pk, key=key, by=cast.actor(decided.second), at=now)
        draft.refresh_from_db()
        stamp = questions.stamp_of_all(draft)
        routes.propose_criteria(criteria_id=draft.pk, seen=stamp, by=cast.actor(decided.first), at=now)
    draft.refresh_from_db()
    with pytest.raises(Refused):
        decided.approve(cast, draft, {"by": cast.actor(decided.second), "at": now})


# -- one who came by a link on paper is nobody's second before another knows that she exists --------------------------


def _invited(cast, by, zone, role, email="opdigtet@brobygger.invalid"):
    told = {"name": "Opdigtet Kollega", "email": email, "role": role, "zone_id": zone.pk}
    return staff.invite_worker(**told, by=by, at=timezone.now())


def _opened(token, password=PASSWORD):
    """Whoever holds the link chooses a password, signs in with it, and sets up a second step."""
    worker = staff.accept_invitation(token=token, password=password, by=NOBODY, at=timezone.now())
    _signs_in(worker, password)
    with at_sign_in():
        TOTP.activate(worker, generate_totp_secret())
    return worker


def _signs_in(worker, password=PASSWORD):
    client = Client(headers={"accept-language": "en"})
    client.post(reverse("account_login"), {"login": worker.email, "password": password})
    return client


def _terminal(zone):
    """Whoever runs the program on its own machine."""
    return Actor(user_id=None, roles=frozenset({("administrator", zone.pk)}))


def _straight(cast, inviter, zone, role):
    return _invited(cast, cast.actor(inviter), zone, role).token


def _asked_by_another_zone_too(cast, inviter, zone, role):
    """What the inviter printed first is not forgotten when somebody else asks the same colleague afterwards."""
    token = _straight(cast, inviter, zone, role)
    _invited(cast, cast.actor("strange_leader"), cast.other_zone, "worker")
    return token


def _asked_at_the_terminal_too(cast, inviter, zone, role):
    token = _straight(cast, inviter, zone, role)
    with among({zone.pk}):
        _invited(cast, _terminal(zone), zone, "employee")
    return token


@pytest.fixture(params=[_straight, _asked_by_another_zone_too, _asked_at_the_terminal_too])
def paper(request, settings):
    settings.SMTP_URL = ""
    return request.param


@pytest.mark.parametrize("label", sorted(set(DECISIONS) - BY_ASSESSORS))
def test_a_made_up_colleague_on_paper_is_never_the_inviters_second(cast, now, label, paper):
    decided = DECISIONS[label]
    zone, role = (cast.koege, "project_leader") if "project" in decided.first else (cast.zone, "programme_leader")
    made_up = _opened(paper(cast, decided.first, zone, role))
    row = decided.propose(cast, {"by": cast.actor(decided.first), "at": now})

    def refused():
        # Also as one who has her roles, whatever else let them in.
        by = Actor(user_id=made_up.pk, roles=frozenset({(role, zone.pk)}))
        with transaction.atomic():
            enter(by)
            with pytest.raises(Refused) as problem:
                decided.approve(cast, row, {"by": by, "at": now})
        return problem.value.reason

    assert refused() == "not_yet_ones_own"
    # Whoever printed the link cannot confirm it, nor ask the terminal for another password in the colleague's name.
    with pytest.raises((Refused, NotFound)):
        staff.vouch_for(worker_id=made_up.pk, password=CHOSEN, by=cast.actor(decided.first), at=now)
    _opened(staff.print_link(email=made_up.email, by=machine(0), at=timezone.now()), "en anden lang sætning")
    assert refused() == "not_yet_ones_own"
    # Nor does the made-up one let in a second made-up one, or confirm her.
    for deed in (
        lambda by: _invited(cast, by, zone, role, "endnu-en@brobygger.invalid"),
        lambda by: staff.vouch_for(worker_id=made_up.pk, password=CHOSEN, by=by, at=now),
    ):
        with pytest.raises((Refused, NotFound)):
            deed(actor_for(made_up.pk))
    # Another leader knows her: then she is there.
    staff.vouch_for(worker_id=made_up.pk, password=CHOSEN, by=cast.actor(decided.second), at=now)
    # The one who confirmed her was there when her password was chosen: those two are not the two, either way round.
    with at_sign_in():
        made_up.refresh_from_db()
    assert (
        queries.second_of_two(_entered(made_up), getattr(cast, decided.second).pk).reason == "one_confirmed_the_other"
    )
    assert queries.second_of_two(cast.actor(decided.second), made_up.pk).reason == "one_confirmed_the_other"
    decided.approve(cast, row, {"by": _entered(made_up), "at": now})


def test_two_whom_one_colleague_confirmed_are_not_two(cast, settings):
    settings.SMTP_URL = ""
    both = []
    for name in ("foerste", "anden"):
        told = _invited(cast, cast.actor("leader"), cast.zone, "programme_leader", f"{name}@brobygger.invalid")
        worker = _opened(told.token)
        staff.vouch_for(worker_id=worker.pk, password=CHOSEN, by=cast.actor("second_leader"), at=timezone.now())
        both.append(worker)
    assert queries.second_of_two(_entered(both[1]), both[0].pk).reason == "one_confirmed_the_other"
    assert queries.second_of_two(_entered(both[1]), cast.leader.pk)


def _entered(worker):
    by = actor_for(worker.pk)
    enter(by)
    return by


@pytest.mark.django_db(databases=["default", "owner"])
def test_in_an_office_of_two_leaders_whoever_runs_the_program_confirms_the_second(cast, settings):
    settings.SMTP_URL = ""
    worker = _opened(_straight(cast, "leader", cast.zone, "programme_leader"))
    browser = Client()
    browser.force_login(worker)
    page = browser.get(reverse("my_account")).content.decode()
    assert cast.leader.name in page
    assert f"brobygger confirm {worker.email}" in page
    with pytest.raises(NotFound):
        staff.vouch_at_terminal(email=worker.email, by=cast.actor("leader"), at=timezone.now())
    with pytest.raises(NotFound):
        staff.vouch_at_terminal(email=worker.email, by=NOBODY, at=timezone.now())
    said = CliRunner().invoke(main, ["confirm", worker.email])
    assert said.exit_code == 0
    assert browser.get(reverse("my_account")).status_code == 302  # what was open before is not open any more
    _opened(said.stdout.split("/v/")[1].partition("/")[0], CHOSEN)
    assert queries.second_of_two(_entered(worker), cast.leader.pk)
    cast.actor("leader")
    entry = Entry.objects.get(what="staff.vouched_for")
    assert (entry.by_id, entry.zone) == (None, cast.zone)
    again = CliRunner().invoke(main, ["confirm", worker.email])
    assert again.exit_code == 1
    assert CliRunner().invoke(main, ["confirm", "ukendt@brobygger.invalid"]).exit_code == 2


@pytest.mark.parametrize("by_terminal", [True, False])
def test_who_has_confirmed_it_stands_on_the_pages_in_words(cast, settings, by_terminal):
    settings.SMTP_URL = ""
    worker = _opened(_straight(cast, "leader", cast.zone, "programme_leader"))
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.leader)
    shown = client.get(reverse("staff")).content.decode()
    assert f"else than {cast.leader.name} has to confirm" in shown
    assert f"brobygger confirm {worker.email}" in shown
    if by_terminal:
        token = staff.vouch_at_terminal(email=worker.email, by=machine(0), at=timezone.now())
        staff.accept_invitation(token=token, password=CHOSEN, by=NOBODY, at=timezone.now())
    else:
        staff.vouch_for(worker_id=worker.pk, password=CHOSEN, by=cast.actor("second_leader"), at=timezone.now())
    who = "whoever runs the program" if by_terminal else cast.second_leader.name
    for page in (client.get(reverse("staff")), _signs_in(worker, CHOSEN).get(reverse("my_account"))):
        text = " ".join(page.content.decode().split())
        assert f"by a link that {cast.leader.name} has had in hand. Confirmed by {who}, " in text


def test_with_the_confirmation_every_key_that_the_printer_may_have_left_is_gone(cast, settings):
    settings.SMTP_URL = ""
    worker = _opened(_straight(cast, "leader", cast.zone, "programme_leader"))
    window = _signs_in(worker)
    staff.vouch_for(worker_id=worker.pk, password=CHOSEN, by=cast.actor("second_leader"), at=timezone.now())
    assert window.get(reverse("my_account")).status_code == 302
    assert _signs_in(worker).get(reverse("my_account")).status_code == 302
    assert _signs_in(worker, CHOSEN).get(reverse("my_account")).status_code == 200
    with at_sign_in():
        assert not Authenticator.objects.filter(user=worker).exists()
