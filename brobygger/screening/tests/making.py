"""What the tests of this room begin with: a registration as far as it is needed."""

from datetime import timedelta

from django.urls import reverse

from brobygger.access.actor import citizen
from brobygger.access.zones import enter
from brobygger.base.workdays import day_of
from brobygger.programmes import policy_queries
from brobygger.routes import queries as routes
from brobygger.screening import actions, rules

NUMBER = "+4595000021"
NOTHING_WRONG = {"acute_protection": "no", "adult": "yes"}
WORDS = "Ser på døren hele tiden"


def begun(cast, now, who="employee"):
    by = cast.actor(who)
    return actions.start(zone_id=cast.koege.pk, programme_id=cast.outpatient.pk, by=by, at=now)


def kept(cast, now, row, who="employee", **told):
    return actions.keep_step(screening_id=row.pk, told=told, by=cast.actor(who), at=now)


def asked(cast, now, asked="confirmed", motivated="", **more):
    who = more.pop("who", "employee")
    row = begun(cast, now, who)
    told = {"signs": ["afraid"], "signs_note": WORDS, "asked": asked, "motivated": motivated}
    return safe(cast, now, kept(cast, now, row, who, **told), who, **more)


def safe(cast, now, row, who="employee", **more):
    """The questions of safety are answered: nothing is wrong, but what the test says."""
    told, by = {"danger": "no", "child_worry": "no"} | more, cast.actor(who)
    return actions.answer_safety(screening_id=row.pk, told=told, answers=NOTHING_WRONG, by=by, at=now)


def fitting(cast, now, by):
    """The answers by which the programme's questions lead to the course."""
    criteria = routes.criteria_in_force(by, programme_id=cast.outpatient.pk, on=day_of(now))
    return {one.key: one.fits for one in routes.criteria_of(criteria)}


def answered(cast, now, route="", reason="", answers=None, who="employee"):
    row, by = asked(cast, now, motivated="yes", who=who), cast.actor(who)
    given = fitting(cast, now, by) | (answers or {})
    reasons = dict.fromkeys(given, "Det har hun selv fortalt")
    found = actions.keep_answers(screening_id=row.pk, answers=given, reasons=reasons, by=by, at=now)
    return actions.choose_route(screening_id=row.pk, route=route or found.route, reason=reason, by=by, at=now)


def wording(cast, now, language="da"):
    found = policy_queries.consent_wording(cast.outpatient.pk, language=language, on=day_of(now))
    assert found is not None
    return found


def ready(cast, now, who="employee", **more):
    """Everything is told, and she has said yes."""
    row = answered(cast, now, who=who)
    sheet = {
        "given_name": "Maria", "family_name": "Opdigtet", "numbers": (NUMBER,), "language": "", "may_ring": True,
        "said": {"days": 31, "hour_from": 9, "hour_to": 15}, "consent": "yes",
        "wording_id": wording(cast, now).id, "consent_language": "da", "consent_at": now.isoformat(),
    }  # fmt: skip
    return kept(cast, now, row, who, **sheet | more)


def sent(cast, now, who="employee", **more):
    row = ready(cast, now, who, **more)
    return actions.send(screening_id=row.pk, by=cast.actor(who), at=now)


def seed(cast, now, days=28, given=("that_help_is_there",), who="employee"):
    row, by = asked(cast, now, "not_confirmed", who=who), cast.actor(who)
    day = day_of(now) + timedelta(days=days)
    return actions.plant_seed(screening_id=row.pk, words="Døren er åben", given=given, ask_again_on=day, by=by, at=now)


def pointed(cast, now, who="employee"):
    row, by = answered(cast, now, answers={"acute_protection": "yes"}, who=who), cast.actor(who)
    day = rules.follow_up_day("shelter", day_of(now))
    told = {"led_there": "rang_together", "offer_id": None, "follow_up_on": day}
    return actions.point_on(screening_id=row.pk, **told, by=by, at=now)


def herself(cast, now, zone=None, **more):
    """Someone on the open page."""
    by = citizen((zone or cast.koege).pk)
    enter(by)
    told = {"way_in": "herself", "heard": "web", "own_words": "Jeg er bange derhjemme", **more}
    zone_id = (zone or cast.koege).pk
    return actions.come_forward(zone_id=zone_id, programme_id=cast.outpatient.pk, **told, by=by, at=now), by


def looked_and_sent(page, row):
    """Pressed on the page where she looks once more, as it was shown."""
    check = reverse("screening_step", args=[row.pk, "check"])
    return page.post(check, {"seen": page.get(check).context["form"].shown})
