"""Reading figures of either kind of programme: from kept counts for whole months, from the register at the edges."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.codes import IncidentType
from brobygger.base.decision import NotFound, Refused
from brobygger.cases.queries import accepted_registrations
from brobygger.evaluation import rules, tracing
from brobygger.evaluation.counting import COUNTS, OUTREACH
from brobygger.evaluation.detect_counts import DETECTION
from brobygger.evaluation.detect_queries import detection_figures
from brobygger.evaluation.figures import Figure, Question, from_sums, of_referrals, of_reports
from brobygger.evaluation.following import Facts, Followed, chance, followed
from brobygger.evaluation.kept import Cube, summed
from brobygger.evaluation.pairing import Chance
from brobygger.evaluation.survey_figures import of_survey
from brobygger.programmes import queries as programmes

CUBES: tuple[Cube, ...] = (OUTREACH, DETECTION)


def figures(by: Actor, question: Question, *, on: date) -> list[Figure]:
    """Every figure of the question, as it stands on the day `on`, or stood on an earlier one that it asks for.

    NotFound outside the actor's zones; Refused where it cannot be answered.
    """
    kind = programmes.kind_of(question.programme_id)
    _allowed(by, question.zone_id, Act.SEE_FIGURES if kind == "outreach" else Act.SEE_DETECTIONS)
    rules.may_be_counted(question.period).require()
    rules.may_be_known(question.as_of, on).require()
    if question.release != "internal":
        raise Refused("release_not_yet")
    if not set(question.without_types) <= set(IncidentType.values):
        raise Refused("incident_type_unknown")
    if kind != "outreach":
        return detection_figures(by, question, question.as_of or on)
    told = from_sums(_sums(question), question.without_types)
    place = 1 + next(place for place, figure in enumerate(told) if figure.key == "decline_reasons")
    return [*told[:place], *_of_counselling(by, question, told[0]), *told[place:], *of_survey(by, question)]


def _of_counselling(by: Actor, question: Question, funnel: Figure) -> list[Figure]:
    """Figures 4 and 5. Where no register of conversations is here, the kept counts tell how many were referred."""
    sources = of_reports(tracing.by_source(by, question))
    if sources.n or tracing.has_reports(question):
        facts = tracing.facts(by, question)
        return [sources, of_referrals(followed(facts), chance(facts))]
    referred = next(row.n for row in funnel.rows if row.group == "accepted")
    return [sources, of_referrals(Followed(referred, 0, 0, 0, 0), Chance(0, 0.0, 0, 0))]


def facts_of_referrals(by: Actor, question: Question) -> Facts:
    """The referrals of the question and the reports that may be theirs. NotFound outside the actor's zones."""
    _allowed(by, question.zone_id, Act.SEE_FIGURES)
    rules.may_be_counted(question.period).require()
    return tracing.facts(by, question)


def referrals_by_number(by: Actor, ids: Sequence[int]) -> list[dict[str, Any]]:
    """The accepted registrations of these ids that the actor may follow up: token and number, no one's name."""
    rows = accepted_registrations(by, Act.SEE_REFERRALS).filter(pk__in=ids)
    names = ("id", "zone_id", "source", "source_ref", "referral_token", "case_id", "incident_type")
    return list(rows.values(*names, "identified_on", "reached_on"))


def wrong_counts(by: Actor, zone_id: int) -> int:
    """How many kept counts differ from a full count of the zone's registers; 0 is the only right answer."""
    _allowed(by, zone_id, Act.SEE_FIGURES)
    wrong = 0
    with connection.cursor() as cursor:
        for cube in CUBES:
            cursor.execute(cube.wrong, {"zone": zone_id})
            wrong += int(cursor.fetchone()[0])
    return wrong


def _allowed(by: Actor, zone_id: int, act: Act) -> None:
    if zone_id not in zones_for(by, act):
        raise NotFound("not_found")


def _sums(question: Question) -> dict[tuple[str, str], dict[str, int]]:
    """The sums of each group of each split; the groups of the split `all` are the incident types."""
    rows = summed(
        OUTREACH, ("split", "CASE split WHEN 'all' THEN incident_type ELSE grp END"),
        zone_id=question.zone_id, programme_id=question.programme_id, period=question.period, as_of=question.as_of,
        where="incident_type <> ALL (%(without)s)", values={"without": list(question.without_types)},
    )  # fmt: skip
    return {(split, group): dict(zip(COUNTS, sums, strict=True)) for split, group, *sums in rows}
