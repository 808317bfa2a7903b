"""What a consent covers: data beside the programme's wordings, narrow where nothing else has been decided."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from brobygger.programmes.models import Programme
from brobygger.referrals.models import Consent, Coverage
from brobygger.referrals.rules import NARROW, REQUIRED
from brobygger.referrals.states import Field

SHIPPED = Path(__file__).parent / "shipped" / "coverage.json"
DAYS = 90


@dataclass(frozen=True, slots=True)
class Covered:
    """The fields that may cross, those that must, for how many days, and for what; in the order of the page."""

    fields: tuple[str, ...]
    required: tuple[str, ...]
    days: int
    purpose_da: str
    purpose_en: str

    def until(self, given_on: date) -> date:
        """The last day on which the consent may be leaned on."""
        return given_on + timedelta(days=self.days)


def ship() -> None:
    """The shipped coverage is there; what a programme has decided itself is left as it is."""
    programmes = dict(Programme.objects.values_list("key", "pk"))
    for told in json.loads(SHIPPED.read_text(encoding="utf-8")):
        key = told.pop("programme")
        version = told.pop("version")
        if key in programmes:
            Coverage.objects.get_or_create(programme_id=programmes[key], version=version, defaults=told)


def of_wording(programme_id: int, version: int) -> Covered:
    """What the version of the programme's wording covers; without a decision as little as the first one does."""
    row = Coverage.objects.filter(programme_id=programme_id, version=version).first()
    if row is None:
        row = Coverage.objects.filter(programme_id=programme_id, version=1).first()
        fields, required = NARROW, REQUIRED
        if row is None:
            return Covered(fields, required, DAYS, "", "")
        return Covered(fields, required, row.days, row.purpose_da, row.purpose_en)
    return Covered(_in_order(row.fields), _in_order(row.required), row.days, row.purpose_da, row.purpose_en)


def of_consent(consent: Consent) -> Covered:
    """What this very consent covers: as it stood when it was given, whatever has been decided since."""
    now = of_wording(consent.wording.programme_id, consent.wording.version)
    if not consent.covers:
        return now
    required = tuple(name for name in now.required if name in consent.covers)
    return Covered(_in_order(consent.covers), required, now.days, now.purpose_da, now.purpose_en)


def _in_order(names: list[str]) -> tuple[str, ...]:
    return tuple(field.value for field in Field if field.value in names)
