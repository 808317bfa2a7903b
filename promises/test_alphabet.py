"""Names stand in Danish order, in Python as in the database."""

import random

import pytest
from django.db.models import TextField, Value

from brobygger.access.zones import at_sign_in
from brobygger.base.alphabet import ByName, alphabetical
from brobygger.base.workdays import day_of
from brobygger.programmes.models import Programme
from brobygger.staff import queries
from brobygger.staff.models import Worker

IN_ORDER = ["anders", "Anna", "Dörte", "Edith", "Émile", "Zoe", "Ærø", "Øjvind", "Aabenraa", "Ågård", "Aase", "Åse Æ"]


def test_a_name_is_sorted_as_in_a_danish_book():
    mixed = random.Random(1).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(mixed, key=alphabetical) == IN_ORDER


@pytest.mark.django_db
def test_the_database_sorts_by_the_same(cast):
    told = {f"n{n}": ByName(Value(name, output_field=TextField())) for n, name in enumerate(IN_ORDER)}
    row = Programme.objects.annotate(**told).values(*told)[0]
    assert list(row.values()) == [alphabetical(name) for name in IN_ORDER]


def test_colleagues_stand_so(cast, now):
    names = {"leader": "Aase", "second_leader": "Ærin", "owner": "Zoe", "colleague": "bo"}
    with at_sign_in():
        for who, name in names.items():
            Worker.objects.filter(pk=getattr(cast, who).pk).update(name=name)
    cast.actor("leader")
    shown = [one.name for one in queries.team(cast.zone.pk, day_of(now))]
    assert [name for name in shown if name in names.values()] == ["bo", "Zoe", "Ærin", "Aase"]
