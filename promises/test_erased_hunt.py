"""A house with everybody in it: whoever is erased is looked for in every column of every table, in files and in logs,
and every figure is what it was."""

import logging
import re
from collections import Counter
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.access.actor import Role
from brobygger.access.zones import at_sign_in
from brobygger.base.classed import Kind
from brobygger.base.decision import YES
from brobygger.base.sealed import SealedTextField
from brobygger.base.workdays import day_of
from brobygger.config.rights import UNTOUCHED
from brobygger.counselling.models import Counselling
from brobygger.erasure import actions, rules
from brobygger.erasure.reach import goes, reach
from brobygger.evaluation.figures import Question
from brobygger.evaluation.rules import Period
from brobygger.outreach.measured_queries import measured
from brobygger.outreach.models import Call
from brobygger.people.models import Person
from brobygger.referrals.models import Referral
from brobygger.referrals.queries import held
from brobygger.report.making import report
from brobygger.screening.models import Screening
from brobygger.staff.models import Membership, Zone
from conftest import give_role
from promises.filled import fill

pytestmark = pytest.mark.django_db
WORD = "Hemmelig"
TOLD = {Kind.IDENTITY, Kind.CONTACT, Kind.SENSITIVE}


@pytest.fixture
def now():
    """The house is filled as of today."""
    return timezone.now()


@pytest.fixture
def house(cast, now, monkeypatch):
    """Everything is there, nothing stands in anyone's way, and calls were made that the figures of capacity count."""
    monkeypatch.setattr(rules, "may_erase", lambda *told, **more: YES)
    fill(cast)
    with at_sign_in(_zones()):
        Call.objects.filter(state="saved").update(saved_at=models.F("opened_at") + timedelta(minutes=7))
        Referral.objects.filter(zone=cast.zone, state="sent").update(state="held", state_at=now)
        cast.town = Zone.objects.get(pk=Counter(Screening.objects.values_list("zone", flat=True)).most_common(1)[0][0])
        cast.town_leader = Membership.objects.filter(zone=cast.town, role=Role.PROJECT_LEADER).first().worker
    for who in (cast.project_leader, cast.second_project_leader):
        give_role(who, cast.town, Role.PROJECT_LEADER)
    return cast


def _zones():
    return list(Zone.objects.values_list("pk", flat=True))


def pair(cast, zone_id):
    """Who asks in the zone, and who confirms."""
    if zone_id == cast.counselling_zone.pk:
        return "coordinator", "second_coordinator"
    return ("leader", "second_leader") if zone_id == cast.zone.pk else ("project_leader", "second_project_leader")


def erase(cast, now, row):
    first, second = pair(cast, row.zone_id)
    kind = type(row).__name__.lower()
    asked = actions.ask(kind=kind, pk=row.pk, why="never_should_have_been", by=cast.actor(first), at=now)
    return actions.confirm(asked_id=asked.pk, by=cast.actor(second), at=now)


def richest(model, zone, **where):
    """Whoever has most of all in the zone."""
    rows = model.objects.filter(zone=zone, **where)
    return max(rows, key=lambda one: sum(map(len, reach(one).gone.values())))


def plant(row):
    """In each field in which something of someone may be written stands a word that is nowhere else."""
    numbers, words = count(1), []
    for model, pks in reach(row).gone.items():
        for field in model._meta.concrete_fields if goes(model) else ():
            is_text = isinstance(field, SealedTextField | models.TextField | models.CharField) and not field.choices
            roomy = getattr(field, "max_length", None) is None or field.max_length >= 20
            if is_text and roomy and (model.classed.kinds[field.name] in TOLD or isinstance(field, SealedTextField)):
                word = f"{WORD}{next(numbers)}"
                rows = model._base_manager.filter(pk__in=pks)
                if rows.filter(pk=min(pks)).exists():
                    rows.filter(pk=min(pks)).update(**{field.name: word})
                    words.append(word)
    return words


def marks_of(row):
    """Her names, numbers and fingerprints as they stand, besides what was planted."""
    people = Person.objects.filter(pk__in=reach(row).rows[Person])
    told = set()
    for one in people:
        told |= {one.email, one.address, *(number.number for number in one.numbers.all())}
        told |= {bytes(mark.mark).hex() for mark in one.marks.all()}
    return {one for one in told if len(one) > 5}


def everything():
    """Every row of every table in every zone, unsealed, by table."""
    told = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table.startswith(UNTOUCHED):  # nobody but the owner reads or writes them
            continue
        rows = model._base_manager.values_list()
        told[model._meta.db_table] = "\n".join(
            " ".join(one.hex() if isinstance(one, bytes | memoryview) else str(one) for one in row) for row in rows
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM django_cache")
        told["django_cache"] = str(cursor.fetchall())
    return told


def files():
    """What lies in the data folder, but for the database and the program's own files."""
    kept = [Path(settings.FILE_UPLOAD_TEMP_DIR), Path(settings.STORAGES["default"]["OPTIONS"]["location"])]
    return [one.read_bytes() for folder in kept if folder.exists() for one in folder.rglob("*") if one.is_file()]


def figures(cast, now):
    """All that is counted, as a leader of outreach, of the municipality and of counselling reads it."""
    pages, earlier = {}, {"as_of": day_of(now - timedelta(days=5)).isoformat()}
    for who, names in (
        ("leader", ("figures_csv", "reconciliation", "cross_table", "economy", "economy_each", "economy_capacity",
                    "surveys")),
        ("town_leader", ("detection_figures_csv", "detection_figures", "detection_table", "economy_each")),
        ("coordinator", ("counselling_reports",)),
    ):  # fmt: skip
        client = Client()
        client.force_login(getattr(cast, who))
        for name in names:
            for asked in ({}, earlier) if "figures" in name else ({},):
                answer = client.get(reverse(name), asked)
                assert answer.status_code == 200, (name, asked)
                page = answer.content.decode().split("<main")[-1]
                pages[who, name, str(asked)] = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    by = cast.actor("leader")
    days = {"first": day_of(now - timedelta(days=900)), "last": day_of(now)}
    pages["calls"] = measured(by, zone_id=cast.zone.pk, **days)
    pages["held"] = held(by, zone_id=cast.zone.pk)
    assert pages["calls"].timed
    assert pages["held"]
    for who, zone, programme in (("leader", cast.zone, cast.programme), ("town_leader", cast.town, cast.outpatient)):
        asked = Question(zone.pk, programme.pk, Period(**days))
        pages[who, "report"] = report(asked, programme, "da", by=cast.actor(who), at=now)
    return pages


LIVES = {
    "outreach": lambda cast: richest(Person, cast.zone, cases__isnull=False),
    "counselling": lambda cast: richest(Person, cast.counselling_zone),
    "helped without a name": lambda cast: richest(Counselling, cast.counselling_zone, person=None),
    "municipal": lambda cast: richest(Person, cast.town),
    "by code alone": lambda cast: richest(Screening, cast.town, person=None, mailbox__isnull=False),
}


def test_nothing_of_her_is_found_again(house, now, caplog):
    caplog.set_level(logging.DEBUG)
    for life, whose in LIVES.items():
        with at_sign_in(_zones()):
            row = whose(house)
            words = [*plant(row), *marks_of(row)]
            row.refresh_from_db()
            there = "\n".join(everything().values())
            assert [word for word in words if word not in there] == []
            assert words
        erase(house, now, row)
        with at_sign_in(_zones()):
            found = {
                table: [word for word in words if re.search(rf"{re.escape(word)}(?!\d)", text)]
                for table, text in everything().items()
            }
        assert {table: told for table, told in found.items() if told} == {}, life
        assert not [word for word in words if word in caplog.text or any(word.encode() in one for one in files())], life


def test_every_figure_is_the_same_when_everybody_is_erased(house, now):
    before = figures(house, now)
    with at_sign_in(_zones()):
        zones = (house.zone, house.counselling_zone, house.koege)
        everyone = [
            *Person.objects.filter(zone__in=zones, merged_into=None),
            *Screening.objects.filter(zone__in=zones, person=None),
            *Counselling.objects.filter(zone__in=zones, person=None),
        ]
    for row in everyone:
        with at_sign_in(_zones()):
            still = type(row).objects.filter(pk=row.pk).exists()
        if still:
            erase(house, now, row)
    after = figures(house, now)
    assert [key for key, page in before.items() if after[key] != page] == []
