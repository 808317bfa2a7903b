"""The job that reckons a trial, run by run; it reads nothing but the numbers that were kept with the question."""

from datetime import datetime

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.economy.models import Trial
from brobygger.economy.states import TrialState
from brobygger.economy.trying import tried
from brobygger.trail import actions as trail


def reckon(*, trial_id: int, zone_id: int, at: datetime) -> None:
    """The trial is reckoned, and the page hears how far it is. Safe to do twice: the same question, the same answer."""
    by = machine(zone_id)
    with in_zones(by):
        row = Trial.objects.filter(pk=trial_id, state=TrialState.ASKED).first()
    if row is None:
        return

    def step(done: int) -> None:
        with in_zones(by):
            Trial.objects.filter(pk=trial_id, state=TrialState.ASKED).update(runs_done=done)

    found = tried(row.asked, step)
    with in_zones(by):
        row = Trial.objects.select_for_update().filter(pk=trial_id, state=TrialState.ASKED).first()
        if row is not None:
            row.found, row.state, row.state_at = found, TrialState.DONE, at
            row.save(update_fields=["found", "state", "state_at"])
            trail.write("economy.trial_reckoned", by=by, at=at, about=row)
