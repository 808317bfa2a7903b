"""What every installation starts with: the questions of seed 003, as they stand there, and no people."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import transaction

from brobygger.routes.models import CourseCriteria, CourseCriteriaState, Criterion

OWNER = "owner"
SHIPPED = Path(__file__).parent / "shipped" / "criteria.json"


def told() -> dict[str, Any]:
    """The shipped questions and doors."""
    read: dict[str, Any] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return read


@transaction.atomic(using=OWNER)
def ship() -> None:
    """The programme has its first questions; a programme that has questions already keeps its own."""
    shipped = told()
    programme = apps.get_model("programmes", "Programme").objects.using(OWNER).filter(key=shipped["programme"]).first()
    if programme is None or CourseCriteria.objects.using(OWNER).filter(programme=programme).exists():
        return
    criteria = CourseCriteria.objects.using(OWNER).create(
        programme=programme,
        number=1,
        valid_from=date.fromisoformat(shipped["valid_from"]),
        state=CourseCriteriaState.APPROVED,
        also_welcome_da="\n".join(shipped["also_welcome_da"]),
        also_welcome_en="\n".join(shipped["also_welcome_en"]),
    )
    Criterion.objects.using(OWNER).bulk_create(
        Criterion(criteria=criteria, place=place, **question)
        for place, question in enumerate(shipped["questions"], start=1)
    )
