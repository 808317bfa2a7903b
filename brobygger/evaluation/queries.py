"""Reading figures: from the kept counts for whole months, from the register for the days at the edges."""

# ruff: noqa: S608 - SQL is put together from names of this package alone; every value is a parameter.
from __future__ import annotations

from typing import Any

from django.db import connection

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.codes import IncidentType
from brobygger.base.decision import NotFound, Refused
from brobygger.evaluation import rules
from brobygger.evaluation.counting import COLUMNS, COUNTS, KEY, counted, signed
from brobygger.evaluation.figures import Figure, Question, from_sums

_SUMS = ", ".join(f"sum({name})::bigint" for name in COUNTS)


def figures(by: Actor, question: Question) -> list[Figure]:
    """Every figure of the question. NotFound outside the actor's zones; Refused where it cannot be answered."""
    _allowed(by, question.zone_id)
    rules.may_be_counted(question.period).require()
    if question.release != "internal":
        raise Refused("release_not_yet")
    if not set(question.without_types) <= set(IncidentType.values):
        raise Refused("incident_type_unknown")
    return from_sums(_sums(question), question.without_types)


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
