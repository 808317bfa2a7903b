"""Whole files: workbooks, sums that always hold, and an import that is killed in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.cases.models import Case, Registration
from brobygger.intake import actions, staging
from brobygger.intake.models import Incident
from brobygger.intake.tests import files
from brobygger.people.models import ContactPlan, Person, PersonMark, PhoneNumber


def test_a_workbook_goes_in_as_the_text_does(bring, tmp_path):
    rows = [{"cpr": "0304801234", "postal_code": "0999"}, {"person_ref": "2", "given_name": "Bo", "phone": "95001299"}]
    summary = bring(path=files.workbook(tmp_path, rows))
    assert (summary.rows, summary.registrations, summary.people, summary.rejected) == (2, 2, 2, 0)
    assert bring(*rows).already_known == 2
    assert set(Person.objects.values_list("postal_code", flat=True)) == {"0999"}


def test_zeros_that_excel_took_away_are_put_back_and_told(bring, tmp_path):
    path = files.workbook(tmp_path, [{"cpr": "0304801234", "postal_code": "0999", "birth_date": ""}], numbers=True)
    summary = bring(path=path)
    assert summary.counts()["notes"] == [{"code": "leading_zero_put_back", "count": 2, "rows": [2, 2]}]
    assert Person.objects.get().postal_code == "0999"
    bring({"report_number": "0700-2", "cpr": "0304801234", "given_name": "Gift", "phone": ""})
    assert Person.objects.count() == 1


def test_a_register_as_it_is_with_utf8_names_and_commas(bring):
    assert bring({}, kind="registrations", separator=",", danish=False, encoding="utf-8").registrations == 1


ROW = st.fixed_dictionaries(
    {},
    optional={
        "report_number": st.sampled_from(["0700-1", "0700-2", ""]),
        "person_ref": st.sampled_from(["1", "2", "3"]),
        "role": st.sampled_from(["victim", "witness", "guardian", "other", "", "?"]),
        "offence_code": st.sampled_from(["76111", "81111", "55555", "x"]),
        "given_name": st.sampled_from(["Åse", "Bo", ""]),
        "cpr": st.sampled_from(["", "030480-1234", "030480-1236", "1"]),
        "birth_date": st.sampled_from(["", "03-04-1980", "03-04-2016"]),
        "phone": st.sampled_from(["", "95001234", "95001235 / 95001234", "?"]),
        "reported_at": st.sampled_from(["15-11-2026 08:30", "15-09-2026 08:30"]),
        "occurred_at": st.just("01-09-2026 10:00"),
        "guardian_of": st.sampled_from(["", "1", "2"]),
        "protected": st.sampled_from(["ja", "nej", ""]),
    },
)


@given(st.lists(ROW, max_size=12), st.lists(ROW, max_size=6))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_sums_always_hold_and_again_changes_nothing(bring, first, second):
    with tempfile.TemporaryDirectory() as folder:
        for rows in (first, second, first):
            known = Registration.objects.count()
            people = Person.objects.count()
            summary = bring(path=files.file(Path(folder), rows, name=f"{len(rows)}.csv"))
            told = summary.counts()
            parts = ("registrations", "already_known", "skipped_other_roles", "rejected")
            assert told["rows"] == sum(told[name] for name in parts) == len(rows)
            assert Registration.objects.count() == known + told["registrations"]
            assert Person.objects.count() == people + told["people"]
    assert summary.registrations == 0
    for case in Case.objects.filter(state__in=["to_call", "no_number"]):
        assert case.registrations.exists()
        assert case.may_ring


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
        "register": sorted(f"{r} {s} {people.get(p)} {people.get(cases.get(c))} {t} {a}" for r, s, p, c, t, a in rows),
        "incidents": sorted(Incident.objects.values_list("report_number", flat=True)),
        "marks": sorted(bytes(mark).hex() for mark in PersonMark.objects.values_list("mark", flat=True)),
    }


@pytest.mark.usefixtures("committed")
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
    assert told.already_known >= half
    assert told.registrations > 0
    again, still = bring()
    assert again.registrations == again.people == 0
    assert still == stands
    empty()
    prepare()
    _, at_once = bring()
    assert stands == at_once
