"""Evidence, a scenario or a step as it is being written: kept from word to word, and gone when it is saved."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import Refused
from brobygger.risk import queries
from brobygger.risk.codes import ANSWERED, Step
from brobygger.risk.models import BegunLine
from brobygger.trail import actions as trail

LONGEST = 200_000  # signs
SAID = {"words", "nature", "severity", "frequency", "likelihood", "other"}  # the fields in which something is told


@transaction.atomic
def keep_line(*, case_id: int, step: Step, told: Mapping[str, list[str]], by: Actor, at: datetime) -> None:
    """What has been written so far is kept for whoever writes it; nothing is kept of nothing. Refused where it is too
    long: what was kept before stands."""
    row = queries.case(by, case_id, act=Act.ASSESS)
    written = {name: [one for one in values if one.strip()] for name, values in told.items()}
    words = json.dumps({name: values for name, values in written.items() if values}, ensure_ascii=False)
    if len(words) > LONGEST:
        raise Refused("begun_line_too_long")
    if words == "{}":
        BegunLine.objects.filter(case=row, worker_id=by.worker_id, step=step).delete()
    else:
        BegunLine.objects.update_or_create(
            case=row, worker_id=by.worker_id, step=step,
            defaults={"zone_id": row.zone_id, "told": words, "kept_at": at},
        )  # fmt: skip
    trail.write("risk.line_begun", by=by, at=at, about=row, page=step)


def keep_refused(*, case_id: int, step: Step, told: Mapping[str, list[str]], by: Actor, at: datetime) -> bool:
    """What a step's form cannot take is kept as it was written, and shown again; whether it was kept."""
    there = BegunLine.objects.filter(case_id=case_id, worker_id=by.worker_id, step=step).exists()
    try:
        if told or there:
            keep_line(case_id=case_id, step=step, told=told, by=by, at=at)
    except Refused:
        return False
    return True


def begun(by: Actor, case_id: int, step: Step, fields: Mapping[str, forms.Field]) -> dict[str, Any]:
    """What the actor has begun to write, as the initial values of the step's form."""
    found = BegunLine.objects.filter(case_id=case_id, worker_id=by.worker_id, step=step).first()
    told: dict[str, list[str]] = json.loads(found.told) if found else {}
    return {
        name: values if isinstance(fields[name], forms.MultipleChoiceField) else values[0]
        for name, values in told.items()
        if name in fields
    }


def begun_steps(by: Actor, case_id: int) -> list[Step]:
    """The steps in which the actor has begun to tell something that no press has made part of the assessment."""
    rows = BegunLine.objects.filter(case_id=case_id, worker_id=by.worker_id).exclude(step__in=ANSWERED)
    begun = {row.step for row in rows if SAID & json.loads(row.told).keys()}
    return [one for one in Step if one in begun]
