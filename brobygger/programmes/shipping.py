"""What every installation starts with: the two programmes and their first decisions, and no people."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from brobygger.base.codes import IncidentType, PersonRole
from brobygger.programmes.models import (
    AttemptPolicy,
    ConsentWording,
    Criteria,
    DutyDeadline,
    LegalBasis,
    OffenceCode,
    Programme,
    Script,
    TargetRule,
)
from brobygger.programmes.states import CriteriaState

SHIPPED = Path(__file__).parent / "shipped"
OWNER = "owner"
LAW = SHIPPED / "legal_bases.json"  # the same for every programme
DEADLINES = SHIPPED / "duty_deadlines.json"


def ship() -> list[Programme]:
    """The shipped programmes are there; what a programme already has of its own is left as it is.

    What zones share is written by the owner of the database alone.
    """
    _ship_law()
    files = sorted(set(SHIPPED.glob("*.json")) - {LAW, DEADLINES})
    with transaction.atomic(using=OWNER):
        keys = [_ship_programme(json.loads(file.read_text())) for file in files]
    return list(Programme.objects.filter(key__in=keys).order_by("key"))


def _ship_programme(told: dict[str, Any]) -> str:
    programme, _ = Programme.objects.using(OWNER).get_or_create(
        key=told["key"], defaults={name: told[name] for name in ("name_da", "name_en", "kind")}
    )
    _ship_criteria(programme, told.get("criteria", []))
    for model, rows in (
        (AttemptPolicy, "attempt_policies"),
        (Script, "scripts"),
        (ConsentWording, "consent_wordings"),
    ):
        _ship_rows(programme, model, told.get(rows, []))
    return programme.key


def _ship_criteria(programme: Programme, versions: list[dict[str, Any]]) -> None:
    if programme.criteria.exists():
        return
    for number, told in enumerate(versions, start=1):
        criteria = Criteria.objects.using(OWNER).create(
            programme=programme,
            number=number,
            valid_from=date.fromisoformat(told["valid_from"]),
            state=CriteriaState.APPROVED,
            wait_days=told["wait_days"],
            window_days=told["window_days"],
            is_example=True,
            note=told["note"],
        )
        TargetRule.objects.using(OWNER).bulk_create(
            TargetRule(criteria=criteria, incident_type=kind, role=role, included=kind not in told["left_out"])
            for kind in IncidentType.values
            for role in PersonRole.values
        )
        OffenceCode.objects.using(OWNER).bulk_create(
            OffenceCode(criteria=criteria, code=code, incident_type=kind)
            for kind, codes in told["offence_codes"].items()
            for code in codes
        )


def _ship_rows(programme: Programme, model: type[Any], rows: list[dict[str, Any]]) -> None:
    """What the programme has none of comes in; words to guardians come to those who have the others."""
    there = {_kind(row) for row in model.objects.using(OWNER).filter(programme=programme)}
    model.objects.using(OWNER).bulk_create(
        row for row in (model(programme=programme, **told) for told in rows) if _kind(row) not in there
    )


def _kind(row: Any) -> bool:
    return getattr(row, "for_guardian", False)


@transaction.atomic(using=OWNER)
def _ship_law() -> None:
    """A paragraph that moves is a new version of the file; the one before ends the day before."""
    law = LegalBasis.objects.using(OWNER)
    there = {(key, day.isoformat()) for key, day in law.values_list("key", "valid_from")}
    for row in json.loads(LAW.read_text()):
        if (row["key"], row["valid_from"]) not in there:
            begins = date.fromisoformat(row["valid_from"])
            earlier = law.filter(key=row["key"], valid_from__lt=begins, valid_until=None)
            earlier.update(valid_until=begins - timedelta(days=1))
            law.create(**row)
    shared = DutyDeadline.objects.using(OWNER).filter(zone=None)
    decided = set(shared.values_list("kind", "step"))
    deadlines = json.loads(DEADLINES.read_text())
    shared.bulk_create(DutyDeadline(**row) for row in deadlines if (row["kind"], row["step"]) not in decided)
