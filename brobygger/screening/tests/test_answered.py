"""What was answered is tried on other questions: as it was answered, and only what was led by the questions."""

from datetime import date, timedelta

from brobygger.base.workdays import day_of
from brobygger.routes import queries as routes
from brobygger.routes import tryout
from brobygger.routes.codes import Answer, Route
from brobygger.routes.rules import Question
from brobygger.screening.answered import answered
from brobygger.screening.tests.making import begun, herself, pointed, seed, sent


def told(cast, now, zone=None):
    day = day_of(now)
    return list(answered((zone or cast.koege).pk, cast.outpatient.pk, day - timedelta(days=9), day))


def test_what_was_led_by_the_questions_is_told_and_nothing_else(cast, now):
    sent(cast, now)
    pointed(cast, now)
    seed(cast, now)
    begun(cast, now)
    herself(cast, now)
    cast.actor("project_leader")
    found = told(cast, now)
    assert sorted(answers["acute_protection"] for answers, _motivated in found) == [Answer.NO, Answer.YES]
    assert all(motivated for _answers, motivated in found)
    assert all(len(answers) == 11 for answers, _motivated in found)


def test_another_municipality_has_its_own(cast, now):
    sent(cast, now)
    cast.actor("odense_leader")
    assert told(cast, now, cast.odense) == []
    assert told(cast, now) == []  # the wall of the database


def test_another_door_for_acute_danger_would_have_led_one_of_two_elsewhere(cast, now):
    sent(cast, now)
    pointed(cast, now)
    by = cast.actor("project_leader")
    before = routes.questions(routes.criteria_in_force(by, programme_id=cast.outpatient.pk, on=day_of(now)))
    after = (Question("acute_protection", Answer.NO, Route.OTHER_MUNICIPAL_OFFER), *before[1:])
    where = {"zone_id": cast.koege.pk, "programme_id": cast.outpatient.pk}
    counted = tryout.count(before, after, **where, today=day_of(now))
    assert (counted.people, counted.moved) == (2, 1)
    assert counted.by_door == ((Route.SHELTER, Route.OTHER_MUNICIPAL_OFFER, 1),)
    assert tryout.count(before, after, **where, today=date(2020, 1, 1)) is None
