"""Filling a demonstration: the report's cohort, counselling register and survey, by the doors of any register."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from brobygger.access.actor import Actor
from brobygger.demonstration.answers import answers
from brobygger.demonstration.answers import write_csv as write_answers
from brobygger.demonstration.cohort import cohort, write_csv
from brobygger.demonstration.register import register
from brobygger.demonstration.register import write_csv as write_reports
from brobygger.intake.actions import Summary, import_counselling, import_registrations, import_survey


def load_cohort(*, zone_id: int, programme_id: int, by: Actor, at: datetime) -> Summary:
    """The 4,531 invented registrations of the report stand in the zone's register; safe to repeat."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "registreringer.csv"
        write_csv(cohort(), file)
        return import_registrations(file=file, programme_id=programme_id, zone_id=zone_id, by=by, at=at)


def load_register(*, zone_id: int, programme_id: int, by: Actor, at: datetime) -> Summary:
    """The 2,225 invented conversations of the report stand in the zone's counselling register; safe to repeat."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "rapporter.csv"
        write_reports(register(), file)
        return import_counselling(file=file, programme_id=programme_id, zone_id=zone_id, by=by, at=at)


def load_answers(*, zone_id: int, programme_id: int, by: Actor, at: datetime) -> Summary:
    """The 487 invented answers to the report's survey stand in the zone; safe to repeat."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "svar.csv"
        write_answers(answers(), file)
        return import_survey(file=file, programme_id=programme_id, zone_id=zone_id, by=by, at=at)
