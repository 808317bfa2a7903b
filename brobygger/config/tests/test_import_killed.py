"""An import that is killed in the middle is finished by running it again, as if nothing had happened."""

import os
import signal
import subprocess
import sys
import time

import pytest

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.cases.models import Case, Registration
from brobygger.intake import actions, staging
from brobygger.intake.models import Incident
from brobygger.intake.tests import files
from brobygger.people.models import ContactPlan, Person, PersonMark, PhoneNumber

KILLED = """
import sys
from pathlib import Path
from brobygger.config.commands.ready import ready
ready()
from django.utils import timezone
from brobygger.access.actor import machine
from brobygger.intake import actions, staging
staging.BYTES_IN_A_PART = 20_000
def told(phase, done, total):
    print(phase, done, total, flush=True)
actions.import_incidents(file=Path(sys.argv[1]), programme_id=int(sys.argv[2]), zone_id=int(sys.argv[3]),
    by=machine(int(sys.argv[3])), at=timezone.now(), progress=told)
"""


def many_rows() -> list[dict[str, str]]:
    """Some thousand rows that meet each other in every way, reported yesterday."""
    from datetime import timedelta

    from django.utils import timezone

    day = (timezone.localtime() - timedelta(days=1)).strftime("%d-%m-%Y")
    rows = []
    for n in range(1500):
        told = {"occurred_at": f"{day} 00:01", "reported_at": f"{day} 00:02", "report_number": f"0700-{n // 2}"}
        told |= {"person_ref": str(n % 2 + 1), "given_name": f"Navn{n % 700}", "phone": f"9500{n % 650:04d}"}
        if n % 5 == 0:
            told |= {"cpr": f"0304{60 + n % 30}-1{n % 400:03d}", "birth_date": ""}
        if n % 7 == 0:
            told |= {"role": "other"}
        if n % 11 == 0:
            told |= {"birth_date": "03-04-2016", "cpr": ""}
        if n % 13 == 0:
            told |= {"offence_code": "55555"}
        rows.append(told)
    return rows


def as_it_stands() -> dict[str, list[str]]:
    """The whole database, with ids replaced by what they stand for."""
    people = {
        person.pk: f"{person.given_name} {person.birth_date} "
        + " ".join(sorted(bytes(mark.mark).hex() for mark in person.marks.all()))
        for person in Person.objects.prefetch_related("marks")
    }
    cases = dict(Case.objects.values_list("pk", "person_id"))
    rows = Registration.objects.values_list("source_ref", "state", "person_id", "case_id", "incident_type", "age")
    numbers = PhoneNumber.objects.values_list("person_id", "number", "shared_with_accused")
    plans = ContactPlan.objects.values_list("person_id", "may_ring", "shares_phone_with_accused")
    return {
        "people": sorted(people.values()),
        "numbers": sorted(f"{people[person]} {told}" for person, *told in numbers),
        "plans": sorted(f"{people[person]} {told}" for person, *told in plans),
        "cases": sorted(
            f"{people[c.person_id]} {c.state} {c.window_until} {c.shares_with_accused}" for c in Case.objects.all()
        ),
        "register": sorted(
            f"{r} {s} {people.get(p or 0)} {people.get(cases.get(c or 0, 0))} {t} {a}" for r, s, p, c, t, a in rows
        ),
        "incidents": sorted(Incident.objects.values_list("report_number", flat=True)),
        "marks": sorted(bytes(mark).hex() for mark in PersonMark.objects.values_list("mark", flat=True)),
    }


@pytest.mark.usefixtures("uninhabited")
def test_an_import_killed_in_the_middle_is_finished_by_running_it_again(tmp_path, monkeypatch):
    from django.utils import timezone

    from brobygger.config.database import empty, prepare
    from brobygger.programmes.models import Programme

    path = files.file(tmp_path, many_rows())
    monkeypatch.setattr(staging, "BYTES_IN_A_PART", 20_000)

    def bring():
        programme = Programme.objects.get(key="opsoegende-indsats")
        zone = programme.zones.get()
        by = machine(zone.pk)
        told = actions.import_incidents(file=path, programme_id=programme.pk, zone_id=zone.pk, by=by, at=timezone.now())
        with in_zones(by):
            return told, as_it_stands()

    programme = Programme.objects.get(key="opsoegende-indsats")
    zone_id = programme.zones.get().pk
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path), str(programme.pk), str(zone_id)],
        stdout=subprocess.PIPE,
        text=True,
        env=dict(os.environ),
    )
    assert child.stdout is not None
    parts = 0
    for line in child.stdout:
        parts += line.startswith("keeping")
        if parts == 3:
            child.send_signal(signal.SIGKILL)
            break
    assert child.wait() == -signal.SIGKILL
    child.stdout.close()
    time.sleep(0.2)
    with in_zones(machine(zone_id)):
        half = Registration.objects.count()
    assert half > 0
    told, stands = bring()
    assert told.registrations > half
    again, still = bring()
    assert again.registrations == again.people == 0
    assert still == stands
    empty()
    prepare()
    whole, at_once = bring()
    assert stands == at_once
    assert told.counts() == whole.counts()  # what both parts brought, as if it had been one
