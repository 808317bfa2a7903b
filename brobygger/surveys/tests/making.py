"""What the tests of the survey share: it runs, someone is reached, and many answer."""

from datetime import timedelta

from brobygger.access.actor import citizen, machine
from brobygger.access.zones import enter
from brobygger.base.workdays import day_of
from brobygger.surveys import actions, spoken_codes

CHOSEN = {"role": "victim", "incident_type": "violence", "outcome": "accepted", "call_positive": "positive"}


def runs(cast, now, **how):
    """The survey runs in the cast's zone."""
    told = {"is_open": True, "least": 5, "reminders": False} | how
    where = {"zone_id": cast.zone.pk, "programme_id": cast.programme.pk}
    return actions.decide(**where, **told, by=cast.actor("leader"), at=now)


def code_of(zone, now, use=spoken_codes.ANSWER):
    return spoken_codes.new_code(use, zone_id=zone.pk, on=day_of(now))


def answer(zone, now, **chosen):
    """Someone answers; returns the code that was used, and the one for the wish."""
    by, code = citizen(zone.pk), code_of(zone, now)
    enter(by)
    return code, actions.answer(code=code, chosen=CHOSEN | chosen, zone_id=zone.pk, by=by, at=now)


def opened(zone, at):
    """The upkeep looks at the batch."""
    by = machine(zone.pk)
    enter(by)
    return actions.open_due(zone_id=zone.pk, by=by, at=at)


def next_month(now):
    return now + timedelta(days=31)
