"""A row of one zone never points at a row of another, and the refusal tells not whether there is one.

Every reference between two tables of zones is tried, as SQL inside a request: a row is made that points, and a row that
is there already is turned to point. What the row lacks otherwise is never looked at, since the wall comes first.
"""

from collections import defaultdict
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from brobygger.access.zones import among, walled_models
from brobygger.base.workdays import day_of
from brobygger.directory.tests.making import an_offer
from brobygger.intake.models import ImportRun
from brobygger.packs.models import Pack
from brobygger.reception.models import OtherParty
from brobygger.screening.models import Screening
from brobygger.staff.models import Zone
from brobygger.surveys.models import Batch
from conftest import NOW, Cast, standing_cast
from promises.filled import fill

WALLED = walled_models()
REFERENCES = [
    (model, str(field.column), field.related_model._meta.db_table)
    for model in WALLED
    for field in model._meta.concrete_fields
    if field.related_model in WALLED
]
NOT_THERE = 987_654_321
# The web role only adds to the trail, and nothing of the trail points at a row of a zone.
INSERT = "INSERT INTO {table} (zone_id, {column}) VALUES (%s, %s)"
UPDATE = "UPDATE {table} SET {column} = %s WHERE {key} = %s"


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: Any) -> Any:
    """The rows of each table in the filled house by their zone, in a transaction that is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = standing_cast()
        fill(cast)
        _what_the_house_lacks(cast)
        found: dict[str, dict[int, int]] = defaultdict(dict)
        for zone in Zone.objects.values_list("pk", flat=True):
            with among({zone}):
                for model in WALLED:
                    if (row := model._default_manager.filter(zone=zone).first()) is not None:
                        found[model._meta.db_table][zone] = row.pk
        yield found
        transaction.set_rollback(True)


def _what_the_house_lacks(cast: Cast) -> None:
    an_offer(cast, NOW)
    with among(Zone.objects.values_list("pk", flat=True)):
        run = {"kind": "registrations", "file": b"", "begun_at": NOW, "alive_at": NOW}
        ImportRun.objects.create(zone=cast.zone, programme=cast.programme, **run)
        met: Any = Screening.objects.exclude(registered_by=None)[0]
        his = {"ground": "dbl_8_1", "added_at": NOW, "changed_at": NOW}
        his |= {"added_by_id": met.registered_by_id, "changed_by_id": met.registered_by_id}
        OtherParty.objects.create(zone_id=met.zone_id, screening=met, **his)
        own = {"url": "urn:own", "version": "1", "told": {}, "imported_at": NOW}
        Pack.objects.create(zone=cast.koege, **own)
        begun = {"name": "b", "public_key": b"", "begun_in": day_of(NOW).replace(day=1)}
        Batch.objects.create(zone=cast.zone, programme=cast.programme, **begun)


def answer(zone: int, statement: str, *told: int) -> str:
    """What the database says to it, inside a request in the zone."""
    try:
        with transaction.atomic(), among({zone}), connection.cursor() as cursor:
            cursor.execute(statement, told)
            transaction.set_rollback(True)
    except DatabaseError as problem:
        return str(problem).partition("\n")[0]
    return ""


def test_every_reference_is_known_to_the_wall_of_its_table(rows):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, with_check FROM pg_policies WHERE policyname = 'zone_wall'")
        checks = dict(cursor.fetchall())
    assert len(REFERENCES) > 60
    assert [column for model, column, _target in REFERENCES if column not in checks[model._meta.db_table]] == []
    empty = {target for _model, _column, target in REFERENCES} - rows.keys()
    assert not empty, "tables that nothing is tried on"


@pytest.mark.parametrize(("model", "column", "target"), REFERENCES, ids=lambda one: getattr(one, "__name__", one))
def test_a_row_of_another_zone_is_as_good_as_not_there(rows, model, column, target):
    table, key = model._meta.db_table, model._meta.pk.column
    made, turned = (one.format(table=table, column=column, key=key) for one in (INSERT, UPDATE))
    for theirs, pk in rows[target].items():
        here = next(zone for zone in rows["trail_entry"] if zone != theirs)
        refused = answer(here, made, here, pk)
        assert "row-level security" in refused
        assert refused == answer(here, made, here, NOT_THERE)
        # In its own zone it is not the wall that objects.
        assert "row-level security" not in answer(theirs, made, theirs, pk)
        for mine, own in rows[table].items():
            if mine != theirs:
                refused = answer(mine, turned, pk, own)
                assert refused == answer(mine, turned, NOT_THERE, own) != ""
