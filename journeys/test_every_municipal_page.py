"""No page of the municipal way in breaks WCAG 2.2 AA by axe, or scrolls sideways, in either language."""

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone

from brobygger.access.who import actor_for
from brobygger.access.zones import at_sign_in, enter
from brobygger.base.workdays import day_of
from brobygger.demonstration.tests.towns import towns
from brobygger.extracts import actions as extracts
from brobygger.routes import queries as routes
from brobygger.safety import actions as safety
from brobygger.screening import actions
from brobygger.staff.models import Worker
from journeys.conftest import wrong_with


@pytest.fixture
def filled(house):
    """Both municipalities as the demonstration has them, and one registration that is being filled in."""
    now = timezone.now()
    with transaction.atomic():
        zones, ids = towns(house.outpatient, now)
        with at_sign_in():
            Worker.objects.filter(pk__in=ids.values()).update(password=Worker.objects.get(pk=house.leader.pk).password)
    with transaction.atomic():
        begun_by_jonna(zones["koege"], ids["jonna@demo.invalid"], house.outpatient.pk, now)
        planned_by_astrid(ids["astrid@demo.invalid"], now)
        extracted_by_astrid(ids["astrid@demo.invalid"], now)
    return house


def begun_by_jonna(zone_id, worker_id, programme_id, now):
    """A registration in each of the steps is the same one, opened at its pages."""
    by = actor_for(worker_id)
    enter(by)
    row = actions.start(zone_id=zone_id, programme_id=programme_id, by=by, at=now)

    def keep(step, **told):
        actions.keep_step(screening_id=row.pk, told=told, step=step, by=by, at=now)

    keep(1, signs=["afraid"], signs_note="Så sig over skulderen.")
    keep(2, asked="confirmed", said_words="Han har sagt, at han finder mig.")
    yes, nothing_else = {"danger": "yes", "child_worry": "yes"}, {"acute_protection": "no", "adult": "yes"}
    actions.answer_safety(screening_id=row.pk, told=yes, answers=nothing_else, by=by, at=now)
    keep(3, motivated="yes")
    questions = routes.questions(routes.criteria_in_force(by, programme_id=programme_id, on=day_of(now)))
    fits = {one.key: one.fits for one in questions}
    found = actions.keep_answers(screening_id=row.pk, answers=fits, reasons={}, by=by, at=now)
    actions.choose_route(screening_id=row.pk, route=found.route, by=by, at=now)
    keep(4, given_name="Karla", numbers=["+4595001234"], may_ring=True)


def planned_by_astrid(worker_id, now):
    """The person with the newest plan wants to look at it on the screen, and another one wants it on paper."""
    by = actor_for(worker_id)
    enter(by)
    plans = apps.get_model("safety.plan").objects.order_by("-pk").values_list("screening_id", flat=True)
    for pk, form in zip(plans, ("screen", "print"), strict=False):
        safety.choose_form(screening_id=pk, form=form, by=by, at=now)


def extracted_by_astrid(worker_id, now):
    """One for the one who uses violence is being written, and one for the police is made."""
    by = actor_for(worker_id)
    enter(by)
    case_id = apps.get_model("extracts.extract").objects.get().case_id
    for receiver, may_meet in (("other_party", ""), ("police", "no")):
        asked = extracts.Asked(receiver, may_meet, "Modtageren", "Til sagen")
        row = extracts.begin(case_id=case_id, asked=asked, by=by, at=now)
    extracts.finish(extract_id=row.pk, by=by, at=now)


def some(model, **wanted):
    """A row of the model, whoever's it is."""
    rows = apps.get_model(model).objects.using("owner").filter(**wanted).order_by("-pk")
    return rows.values_list("pk", flat=True)[0]


def of(state, email):
    """The newest registration in the state that she registered or has."""
    who = {"taken_by__email": email} if state in ("taken", "conversation_held") else {"registered_by__email": email}
    return some("screening.screening", state=state, **who)


STEPS = ("signs", "question", "safety", "motivated", "criteria", "route", "who", "contact", "consent", "seed")
OF_A_PERSON = ("", "assessors/", "elsewhere/", "end/", "happened/", "first/")
ASSESSED = ("information", "presence", "relevance", "scenarios", "management", "opinions")


def pages():
    """Who opens what; the rows are those that the fixture made."""
    begun = some("screening.screening", state="started")
    seed = apps.get_model("screening.screening").objects.using("owner").filter(state="seed_planted")
    seed_id, planter = seed.order_by("-pk").values_list("pk", "registered_by__email")[0]
    astrid, koege = "astrid@demo.invalid", {"zone__key": "koege-2"}
    waits = some("screening.screening", state="sent", **koege)
    unnamed = some("screening.screening", state="sent", person=None, zone__key="odense-2")
    talked = of("conversation_held", astrid)
    given = apps.get_model("safety.given").objects.using("owner")
    looks, prints = (given.values_list("plan__screening", flat=True).get(form=one) for one in ("screen", "print"))
    department = some("municipality.department", **koege)
    campaign = some("reach.campaign", zone__key="odense-2")
    meeting = some("meetings.meeting", kind="resource_persons", **koege)
    criteria = some("routes.coursecriteria", state="approved")
    written = apps.get_model("risk.assessment").objects.using("owner").filter(state="draft", **koege).get()
    held = some("risk.assessment", state="in_force", **koege)
    course, place = some("courses.course", **koege), some("courses.place", state="confirmed", **koege)
    session = some("courses.session", course=course)
    extracted = some("risk.riskcase", extracts__state="made")
    extract = {state: some("extracts.extract", state=state) for state in ("draft", "to_approve", "made")}
    return {
        "jonna@demo.invalid": [
            "/screening/",
            *(f"/screening/{begun}/step/{step}/" for step in STEPS),
            f"/screening/{begun}/duties/",
            "/routes/",
            "/routes/table/",
            "/duties/",
            "/offers/",
        ],
        planter: [f"/screening/{seed_id}/", f"/screening/{seed_id}/step/advice/"],
        astrid: [
            "/reception/",
            f"/reception/{waits}/",
            f"/reception/{talked}/",
            f"/reception/{talked}/print/",
            f"/reception/{talked}/onward/",
            f"/reception/{talked}/other/",
            f"/reception/{talked}/advice/",
            f"/reception/{talked}/danger-back/",
            f"/plan/{looks}/",
            f"/plan/{looks}/contact/",
            f"/plan/{looks}/digital/",
            f"/plan/{looks}/view/",
            f"/plan/{prints}/paper/",
            f"/plan/{waits}/",
            "/alarms/",
            "/courses/",
            f"/courses/{course}/",
            f"/courses/place/{place}/",
            f"/courses/of/{waits}/",
            f"/courses/session/{session}/",
            f"/courses/session/{session}/change/",
            f"/risk/of/{waits}/",
            "/risk/",
            "/risk/?whose=team",
            "/risk/safeguards/",
            "/risk/mine/",
            *(
                f"/risk/{written.case_id}/{page}"
                for page in ("", "assessors/", "elsewhere/", "end/", "happened/", "first/")
            ),
            *(f"/risk/a/{written.pk}/{step}/" for step in ASSESSED),
            f"/risk/a/{held}/",
            f"/risk/a/{held}/print/",
            f"/extracts/{extracted}/",
            f"/extracts/e/{extract['draft']}/",
            f"/extracts/e/{extract['draft']}/preview/",
            f"/extracts/e/{extract['made']}/",
            f"/extracts/e/{extract['made']}/print/",
        ],
        "kirsten@demo.invalid": ["/reception/", f"/reception/{unnamed}/"],
        "rita@demo.invalid": ["/figures/my-department/", "/reach/", "/meetings/", f"/meetings/{meeting}/"],
        "pia@demo.invalid": [
            "/figures/detection/",
            "/figures/table/detection/",
            "/figures/report/",
            "/figures/report/ambulant-indsats/da/doors/",
            "/figures/my-department/",
            "/municipality/",
            "/economy/",
            "/economy/each/",
            "/economy/capacity/",
            "/economy/compare/",
            "/municipality/people/",
            "/municipality/departments/new/",
            f"/municipality/departments/{department}/",
            f"/municipality/departments/{department}/change/",
            "/municipality/rooms/new/",
            "/reach/",
            f"/reach/departments/{department}/new/",
            "/meetings/resource_persons/",
            "/meetings/resource_persons/new/",
            f"/meetings/{meeting}/",
            f"/meetings/{meeting}/print/",
            "/reach/training/",
            "/reach/training/new/",
            "/reach/campaigns/",
            "/routes/",
            "/routes/doors/",
            f"/routes/{criteria}/",
            "/reception/access/",
            "/alarms/",
            "/alarms/leaks/",
            "/account/staff/",
            "/courses/new/",
            "/courses/design/",
            f"/courses/{course}/leaders/",
            f"/courses/{course}/room/",
            "/courses/rooms/",
            "/courses/plan/new/",
            "/courses/rooms/new/",
            f"/courses/of/{talked}/apart/",
            "/risk/agreement/",
            f"/extracts/e/{extract['to_approve']}/",
            "/packs/",
            f"/packs/{some('packs.pack', purpose='clarification')}/",
        ],
        "olga@demo.invalid": [
            "/reach/campaigns/",
            f"/reach/campaigns/{campaign}/",
            f"/reach/campaigns/{campaign}/print/",
            "/reach/campaigns/new/",
            "/figures/detection/",
        ],
        "per@demo.invalid": ["/figures/detection/", "/trail/", "/reception/access/", "/routes/"],
    }


def test_every_page(filled, browse):
    wrong = wrong_with(pages(), browse)
    assert not wrong, "\n".join(wrong)
