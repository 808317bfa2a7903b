"""What the tests of this room begin with: the table of the evaluation report, and a register of a year."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from brobygger.economy import actions
from brobygger.evaluation.tests.register import draft, register

JANUARY = date(2026, 1, 1)
# Table 2 of the evaluation report. 308,000 over 2,080 hours has no price in whole øre.
LINES = (
    {"name": "Uddannelse, tre projektmedarbejdere", "paid": "start_up", "follows": "team", "how": "amount",
     "amount": Decimal(43000)},
    {"name": "It og telefoni", "paid": "start_up", "follows": "fixed", "how": "amount", "amount": Decimal(15000)},
    {"name": "Opsøgende medarbejdere", "paid": "yearly", "follows": "team", "how": "hours", "hours": Decimal(40),
     "weeks": Decimal(52), "hourly": Decimal("148.0769")},
    {"name": "Projektledelse", "paid": "yearly", "follows": "fixed", "how": "hours", "hours": Decimal(6),
     "weeks": Decimal(52), "hourly": Decimal(250)},
)  # fmt: skip


def table(cast, now, from_on=JANUARY, who="leader", zone=None, programme=None):
    """The report's table stands in the zone."""
    zone, programme = zone or cast.zone, programme or cast.programme
    return [
        actions.write_line(
            zone_id=zone.pk, programme_id=programme.pk, told={**one, "from_on": from_on, "note": ""},
            by=cast.actor(who), at=now,
        )
        for one in LINES
    ]  # fmt: skip


def a_year(zone, programme, last, n=400, seed=3):
    """So many people in the register, identified on the working days of the year before the day."""
    rng, rows = Random(seed), []
    for number in range(n):
        on = last - timedelta(days=number % 360)
        reached = rng.random() < 0.6
        outcome = rng.choice(["accepted", "declined", "declined", "declined"]) if reached else ""
        rows.append(
            draft(
                rng, identified_on=on, state="to_call", reached=reached, outcome=outcome, decline_reason="",
                attempts=rng.randint(1, 4), has_contact_details=rng.random() < 0.85,
                incident_type=rng.choice(["violence", "threats", "burglary_and_theft"]),
            )
        )  # fmt: skip
    return register(zone.pk, programme.pk, rows)
