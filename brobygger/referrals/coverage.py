"""What a consent covers: data beside the programme's wordings, narrow where nothing else has been decided."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from brobygger.programmes.models import ConsentWording
from brobygger.referrals.models import Consent, Coverage
from brobygger.referrals.rules import NARROW, REQUIRED, REQUIRED_OF_GUARDIAN
from brobygger.referrals.states import Field

OWNER = "owner"
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
    for told in json.loads(SHIPPED.read_text(encoding="utf-8")):
        key, kind = told.pop("programme"), {name: told.pop(name) for name in ("version", "for_guardian")}
        # Only the words that were shipped themselves: a leader's own words with the same number are other words.
        shipped = ConsentWording.objects.using(OWNER).filter(programme__key=key, drafted_by=None, **kind)
        for wording in shipped.filter(coverage=None):
            Coverage.objects.using(OWNER).create(wording=wording, **told)


def required_by(wording: ConsentWording) -> tuple[Field, ...]:
    """What has to go along under these words."""
    return REQUIRED_OF_GUARDIAN if wording.for_guardian else REQUIRED


def of_wording(wording: ConsentWording) -> Covered:
    """What these very words cover; without a decision as little as the shipped first ones do."""
    row = Coverage.objects.filter(wording=wording).first()
    if row is None:
        purposes = Coverage.objects.filter(wording__programme_id=wording.programme_id).order_by("pk")
        purpose_da, purpose_en = purposes.values_list("purpose_da", "purpose_en").first() or ("", "")
        required = required_by(wording)
        fields = _in_order([*NARROW, *required])
        return Covered(fields, required, DAYS, purpose_da, purpose_en)
    return Covered(_in_order(row.fields), _in_order(row.required), row.days, row.purpose_da, row.purpose_en)


def of_consent(consent: Consent) -> Covered:
    """What this very consent covers: as it stood when it was given, whatever has been decided since."""
    now = of_wording(consent.wording)
    if not consent.covers:
        return now
    required = tuple(name for name in now.required if name in consent.covers)
    return Covered(_in_order(consent.covers), required, now.days, now.purpose_da, now.purpose_en)


def _in_order(names: list[str]) -> tuple[str, ...]:
    return tuple(field.value for field in Field if field.value in names)
