"""Filling a demonstration: the cohort of the report, by the door that any register comes in through."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from brobygger.access.actor import Actor
from brobygger.demonstration.cohort import cohort, write_csv
from brobygger.intake.actions import Summary, import_registrations


def load_cohort(*, zone_id: int, programme_id: int, by: Actor, at: datetime) -> Summary:
    """The 4,531 invented registrations of the report stand in the zone's register; safe to repeat."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "registreringer.csv"
        write_csv(cohort(), file)
        return import_registrations(file=file, programme_id=programme_id, zone_id=zone_id, by=by, at=at)
