"""What holds for a programme's calls on a day: attempts, script, consent wording. Nothing here is about a person."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet

from brobygger.base.decision import Refused
from brobygger.programmes.models import ConsentWording, DutyDeadline, LegalBasis
from brobygger.programmes.policy import ForACall, Policy, ScriptText, Step, Wording
from brobygger.programmes.states import WordingState

DANISH = "da"


FIELDS = ("most_attempts", "hour_bands", "weekdays", "hours_between", "hold_minutes", "follow_days")
# What a call asks for is asked by every page of the list and every call, so by hand.
OF_ZONE = f"""
SELECT a.programme_id, a.valid_from, {", ".join(f"a.{name}" for name in FIELDS)}
FROM programmes_attemptpolicy a
JOIN programmes_programme p ON p.id = a.programme_id AND p.kind = 'outreach'
JOIN staff_zone_programmes z ON z.programme_id = p.id AND z.zone_id = %s
ORDER BY a.programme_id, a.valid_from
"""  # noqa: S608 - names of this module
# The newest that holds on the day, else the first that will.
POLICY = f"""SELECT {", ".join(FIELDS)} FROM programmes_attemptpolicy
    WHERE programme_id = %(programme)s ORDER BY valid_from > %(on)s, abs(valid_from - %(on)s) LIMIT 1"""  # noqa: S608
# The newest version of the day in the language, else in Danish.
NEWEST = f"""AND for_guardian = %(for_guardian)s AND language IN (%(language)s, '{DANISH}') AND valid_from <= %(on)s
    ORDER BY language <> %(language)s, valid_from DESC, version DESC LIMIT 1"""
SCRIPT = f"SELECT id, language, steps FROM programmes_script WHERE programme_id = %(programme)s {NEWEST}"  # noqa: S608
WORDING = f"""SELECT id, language, text FROM programmes_consentwording
    WHERE programme_id = %(programme)s AND state = '{WordingState.APPROVED}' {NEWEST}"""  # noqa: S608
FOR_A_CALL = f"""SELECT held.*, said.*, read.* FROM ({POLICY}) held
    LEFT JOIN ({SCRIPT}) said ON true LEFT JOIN ({WORDING}) read ON true"""  # noqa: S608


def for_a_call(programme_id: int, *, language: str, on: date, for_guardian: bool) -> ForACall:
    """The attempt policy, the script and the consent wording, asked at once. Refused where there is no policy."""
    row = _row(FOR_A_CALL, programme_id, on, language, for_guardian)
    policy = _policy(row and row[:6])
    assert row is not None  # noqa: S101  else there was no policy
    return ForACall(policy, _script(row[6:9], language), _wording(row[9:12], language))


def attempt_policy(programme_id: int, *, on: date) -> Policy:
    """The attempt policy that holds on the day (before the first one: the first one). Refused where there is none."""
    return _policy(_row(POLICY, programme_id, on))


def _row(
    asked: str, programme_id: int, on: date, language: str = "", for_guardian: bool = False
) -> tuple[Any, ...] | None:
    told: dict[str, Any] = {
        "programme": programme_id,
        "on": on,
        "language": language or DANISH,
        "for_guardian": for_guardian,
    }
    with connection.cursor() as cursor:
        cursor.execute(asked, told)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row


def policy_of_zone(zone_id: int, *, on: date) -> Policy:
    """The attempt policy of the outreach that the zone runs. Refused where it runs none."""
    with connection.cursor() as cursor:
        cursor.execute(OF_ZONE, [zone_id])
        return _holding(cursor.fetchall(), on)


def _holding(rows: Iterable[tuple[Any, ...]], on: date) -> Policy:
    """The newest version that holds on the day, of the first programme among the rows, which come oldest first."""
    versions = list(rows)
    if not versions:
        raise Refused("no_attempt_policy")
    versions = [row for row in versions if row[0] == versions[0][0]]
    holding = [row for row in versions if row[1] <= on] or versions[:1]
    return _policy(holding[-1][2:])


def _policy(row: tuple[Any, ...] | None) -> Policy:
    if row is None:
        raise Refused("no_attempt_policy")
    most_attempts, bands, weekdays, hours_between, hold_minutes, follow_days = row
    return Policy(
        most_attempts=most_attempts,
        bands=tuple((first, last) for first, last in bands),
        weekdays=frozenset(weekdays),
        hours_between=hours_between,
        hold_minutes=hold_minutes,
        follow_days=follow_days,
    )


def script(programme_id: int, *, language: str, on: date, for_guardian: bool = False) -> ScriptText | None:
    """What to say to her, or to the guardian who is rung about her: in the language where there is a script in it, else
    in Danish. None where there is none: nobody speaks to a guardian in the words for the one it happened to."""
    return _script(_row(SCRIPT, programme_id, on, language, for_guardian), language)


def _script(row: tuple[Any, ...] | None, language: str) -> ScriptText | None:
    if row is None or row[0] is None:
        return None
    number, written_in, told = row
    steps = tuple(Step(one["heading"], one["say"]) for one in json.loads(told))
    return ScriptText(number, written_in, steps, fallback=written_in != (language or DANISH))


def consent_wording(programme_id: int, *, language: str, on: date, for_guardian: bool = False) -> Wording | None:
    """The exact words to read to her, or to the guardian who says yes for her: in the language where they exist in it,
    else in Danish. None where there are none: nobody says yes for a child in the words of the one it happened to."""
    return _wording(_row(WORDING, programme_id, on, language, for_guardian), language)


def _wording(row: tuple[Any, ...] | None, language: str) -> Wording | None:
    if row is None or row[0] is None:
        return None
    number, written_in, text = row
    return Wording(number, written_in, text, fallback=written_in != (language or DANISH))


def wording(wording_id: int, *, programme_id: int, for_guardian: bool = False) -> Wording:
    """The very wording that was on the page. Refused where the programme has no such wording for who says yes."""
    rows = ConsentWording.objects.filter(programme_id=programme_id, for_guardian=for_guardian)
    row = rows.filter(pk=wording_id, state=WordingState.APPROVED).first()
    if row is None:
        raise Refused("consent_missing")
    return Wording(row.pk, row.language, row.text, fallback=False)


def legal_bases(on: date) -> QuerySet[LegalBasis]:
    """Every legal basis as it holds on the day, one version of each, by its key."""
    holds = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    return LegalBasis.objects.filter(holds, valid_from__lte=on).order_by("key")


def legal_basis(key: str, on: date) -> LegalBasis:
    """The version that holds on the day. Refused where there is none."""
    found = legal_bases(on).filter(key=key).first()
    if found is None:
        raise Refused("no_legal_basis")
    return found


def legal_versions(key: str = "") -> QuerySet[LegalBasis]:
    """Every version, newest first, of one legal basis or of all."""
    rows = LegalBasis.objects.filter(key=key) if key else LegalBasis.objects.all()
    return rows.select_related("added_by").order_by("key", "-valid_from")


def duty_deadline(kind: str, step: str, on: date, *, zone_id: int) -> DutyDeadline | None:
    """How long this step of a duty may take in the zone, as decided on the day: by the zone itself, else as it
    came with the program; None where it has no deadline."""
    rows = DutyDeadline.objects.filter(Q(zone=zone_id) | Q(zone=None), kind=kind, step=step, valid_from__lte=on)
    return rows.order_by(F("zone").asc(nulls_last=True), "-valid_from").first()
