"""What holds for a programme's calls on a day: attempts, script, consent wording. Nothing here is about a person."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet

from brobygger.base.decision import Refused
from brobygger.programmes.models import AttemptPolicy, ConsentWording, DutyDeadline, LegalBasis, Script
from brobygger.programmes.policy import Policy, ScriptText, Step, Wording
from brobygger.programmes.states import WordingState

DANISH = "da"


FIELDS = ("most_attempts", "hour_bands", "weekdays", "hours_between", "hold_minutes", "follow_days")
# Asked for by every page of the list, so by hand.
OF_ZONE = f"""
SELECT a.programme_id, a.valid_from, {", ".join(f"a.{name}" for name in FIELDS)}
FROM programmes_attemptpolicy a
JOIN programmes_programme p ON p.id = a.programme_id AND p.kind = 'outreach'
JOIN staff_zone_programmes z ON z.programme_id = p.id AND z.zone_id = %s
ORDER BY a.programme_id, a.valid_from
"""  # noqa: S608 - names of this module


def attempt_policy(programme_id: int, *, on: date) -> Policy:
    """The attempt policy that holds on the day (before the first one: the first one). Refused where there is none."""
    rows = AttemptPolicy.objects.filter(programme_id=programme_id).order_by("valid_from")
    return _holding(rows.values_list("programme_id", "valid_from", *FIELDS), on)


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
    most_attempts, bands, weekdays, hours_between, hold_minutes, follow_days = holding[-1][2:]
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
    rows = Script.objects.filter(programme_id=programme_id, for_guardian=for_guardian)
    row = _in_language(rows, language, on)
    if row is None:
        return None
    steps = tuple(Step(told["heading"], told["say"]) for told in row.steps)
    return ScriptText(row.pk, row.language, steps, fallback=row.language != (language or DANISH))


def consent_wording(programme_id: int, *, language: str, on: date, for_guardian: bool = False) -> Wording | None:
    """The exact words to read to her, or to the guardian who says yes for her: in the language where they exist in it,
    else in Danish. None where there are none: nobody says yes for a child in the words of the one it happened to."""
    row = _in_language(_approved(programme_id, for_guardian), language, on)
    if row is None:
        return None
    return Wording(row.pk, row.language, row.text, fallback=row.language != (language or DANISH))


def wording(wording_id: int, *, programme_id: int, for_guardian: bool = False) -> Wording:
    """The very wording that was on the page. Refused where the programme has no such wording for who says yes."""
    row = _approved(programme_id, for_guardian).filter(pk=wording_id).first()
    if row is None:
        raise Refused("consent_missing")
    return Wording(row.pk, row.language, row.text, fallback=False)


def _approved(programme_id: int, for_guardian: bool) -> QuerySet[ConsentWording]:
    rows = ConsentWording.objects.filter(programme_id=programme_id, for_guardian=for_guardian)
    return rows.filter(state=WordingState.APPROVED)


def _in_language[M: Any](rows: QuerySet[M], language: str, on: date) -> M | None:
    """The newest version of the day in the language, else in Danish."""
    wanted = language or DANISH
    versions = rows.filter(language__in={wanted, DANISH}, valid_from__lte=on).order_by("-valid_from", "-version")
    found: M | None = min(versions, key=lambda row: row.language != wanted, default=None)
    return found


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
