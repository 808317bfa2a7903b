"""What holds for a programme's calls on a day: attempts, script, consent wording. Nothing here is about a person."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, QuerySet, Value, When

from brobygger.base.decision import Refused
from brobygger.programmes.models import AttemptPolicy, ConsentWording, Programme, Script
from brobygger.programmes.policy import Policy, ScriptText, Step, Wording

DANISH = "da"


def _as_policy(row: AttemptPolicy) -> Policy:
    return Policy(
        most_attempts=row.most_attempts,
        bands=tuple((first, last) for first, last in row.hour_bands),
        weekdays=frozenset(row.weekdays),
        hours_between=row.hours_between,
        hold_minutes=row.hold_minutes,
        follow_days=row.follow_days,
    )


def attempt_policy(programme_id: int, *, on: date) -> Policy:
    """The attempt policy that holds on the day (before the first one: the first one). Refused where there is none."""
    return _first_policy(AttemptPolicy.objects.filter(programme_id=programme_id), on)


def policy_of_zone(zone_id: int, *, on: date) -> Policy:
    """The attempt policy of the outreach that the zone runs. Refused where it runs none."""
    rows = AttemptPolicy.objects.filter(programme__zones=zone_id, programme__kind=Programme.Kind.OUTREACH)
    return _first_policy(rows, on)


def _first_policy(rows: QuerySet[AttemptPolicy], on: date) -> Policy:
    versions = list(rows.order_by("programme_id", "valid_from"))
    if not versions:
        raise Refused("no_attempt_policy")
    versions = [row for row in versions if row.programme_id == versions[0].programme_id]
    holding = [row for row in versions if row.valid_from <= on]
    return _as_policy(holding[-1] if holding else versions[0])


def script(programme_id: int, *, language: str, on: date) -> ScriptText | None:
    """What to say, in her language where there is a script in it, otherwise in Danish; None where there is none at all."""
    row = _in_language(Script.objects.filter(programme_id=programme_id), language, on)
    if row is None:
        return None
    steps = tuple(Step(told["heading"], told["say"]) for told in row.steps)
    return ScriptText(row.pk, row.language, steps, fallback=row.language != (language or DANISH))


def consent_wording(programme_id: int, *, language: str, on: date) -> Wording | None:
    """The exact words to read to her, in her language where they exist in it, otherwise in Danish."""
    row = _in_language(ConsentWording.objects.filter(programme_id=programme_id), language, on)
    if row is None:
        return None
    return Wording(row.pk, row.language, row.text, fallback=row.language != (language or DANISH))


def wording(wording_id: int, *, programme_id: int) -> Wording:
    """The very wording that was on the page. Refused where the programme has no such wording."""
    row = ConsentWording.objects.filter(programme_id=programme_id, pk=wording_id).first()
    if row is None:
        raise Refused("consent_missing")
    return Wording(row.pk, row.language, row.text, fallback=False)


def _in_language[M: Any](rows: QuerySet[M], language: str, on: date) -> M | None:
    wanted = language or DANISH
    hers_first = Case(When(language=wanted, then=Value(0)), default=Value(1))
    found: M | None = (
        rows.filter(language__in={wanted, DANISH}, valid_from__lte=on)
        .annotate(hers_first=hers_first)
        .order_by("hers_first", "-valid_from", "-version")
        .first()
    )
    return found
