"""Reading figures: from the kept counts for whole months, from the register for the days at the edges."""

# ruff: noqa: S608 - SQL is put together from names of this package alone; every value is a parameter.
from collections.abc import Sequence
from typing import Any

from django.db import connection

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.codes import IncidentType
from brobygger.base.decision import NotFound, Refused
from brobygger.cases.queries import accepted_registrations
from brobygger.evaluation import rules, tracing
from brobygger.evaluation.counting import COLUMNS, COUNTS, KEY, counted, signed
from brobygger.evaluation.figures import Figure, Question, from_sums, of_referrals, of_reports
from brobygger.evaluation.following import Facts, Followed, chance, followed
from brobygger.evaluation.pairing import Chance

_SUMS = ", ".join(f"sum({name})::bigint" for name in COUNTS)


def figures(by: Actor, question: Question) -> list[Figure]:
    """Every figure of the question. NotFound outside the actor's zones; Refused where it cannot be answered."""
    _allowed(by, question.zone_id)
    rules.may_be_counted(question.period).require()
    if question.release != "internal":
        raise Refused("release_not_yet")
    if not set(question.without_types) <= set(IncidentType.values):
        raise Refused("incident_type_unknown")
    told = from_sums(_sums(question), question.without_types)
    place = 1 + next(place for place, figure in enumerate(told) if figure.key == "decline_reasons")
    return [*told[:place], *_of_counselling(by, question, told[0]), *told[place:]]


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
    _allowed(by, question.zone_id)
    rules.may_be_counted(question.period).require()
    return tracing.facts(by, question)


def referrals_by_number(by: Actor, ids: Sequence[int]) -> list[dict[str, Any]]:
    """The accepted registrations of these ids that the actor may follow up: token and number, no one's name."""
    rows = accepted_registrations(by, Act.SEE_REFERRALS).filter(pk__in=ids)
    names = ("id", "zone_id", "source", "source_ref", "referral_token", "case_id", "incident_type")
    return list(rows.values(*names, "identified_on", "reached_on"))


def wrong_counts(by: Actor, zone_id: int) -> int:
    """How many kept counts differ from a full count of the zone's register; 0 is the only right answer."""
    _allowed(by, zone_id)
    names = ", ".join(COUNTS)
    kept = f"SELECT {KEY}, {_SUMS} FROM evaluation_tally WHERE zone_id = %(zone)s GROUP BY {KEY}"
    some = " OR ".join(f"{name} <> 0" for name in COUNTS)
    kept = f"SELECT * FROM ({kept}) kept({KEY}, {names}) WHERE {some}"
    full = counted(signed("cases_registration", where="WHERE zone_id = %(zone)s"))
    statement = f"SELECT count(*) FROM (({kept} EXCEPT {full}) UNION ALL ({full} EXCEPT {kept})) differing"
    with connection.cursor() as cursor:
        cursor.execute(statement, {"zone": zone_id})
        return int(cursor.fetchone()[0])


def _allowed(by: Actor, zone_id: int) -> None:
    if zone_id not in zones_for(by, Act.SEE_FIGURES):
        raise NotFound("not_found")


def _sums(question: Question) -> dict[tuple[str, str], dict[str, int]]:
    """The sums of each group of each split, in one statement and so of one moment."""
    parts = rules.parts(question.period)
    told: dict[str, Any] = {
        "zone": question.zone_id,
        "programme": question.programme_id,
        "from": parts.months_from,
        "before": parts.months_before,
        "without": list(question.without_types),
    }
    months = " AND month >= %(from)s" if parts.months_from else ""
    months += " AND month < %(before)s" if parts.months_before else ""
    sources = [
        f"SELECT {COLUMNS} FROM evaluation_tally WHERE zone_id = %(zone)s AND programme_id = %(programme)s{months}"
    ]
    if parts.edges:
        days = []
        for number, edge in enumerate(parts.edges):
            told |= {f"first{number}": edge.first, f"last{number}": edge.last}
            here = "WHERE zone_id = %(zone)s AND programme_id = %(programme)s"
            here += f" AND identified_on BETWEEN %(first{number})s AND %(last{number})s"
            days.append(signed("cases_registration", edge.sign, here))
        sources.append(counted(" UNION ALL ".join(days)))
    statement = f"""
        SELECT split, CASE split WHEN 'all' THEN incident_type ELSE grp END, {_SUMS}
        FROM ({" UNION ALL ".join(sources)}) kept({COLUMNS})
        WHERE incident_type <> ALL (%(without)s)
        GROUP BY 1, 2"""
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        return {(split, group): dict(zip(COUNTS, sums, strict=True)) for split, group, *sums in cursor.fetchall()}
