"""Two splits beside each other in a public release: nothing small is told, by it or with all that was told before."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest
from django.test import Client
from scipy.optimize import linprog
from scipy.sparse import lil_array

from brobygger.base.decision import Refused
from brobygger.cases.models import Registration
from brobygger.disclosure import hiding
from brobygger.disclosure.attack import Attacker, found
from brobygger.disclosure.models import FrozenMonth, Release
from brobygger.disclosure.tables import Is
from brobygger.evaluation import public_actions, public_counts
from brobygger.evaluation.counting import SPLITS
from brobygger.evaluation.figures import Figure, Question
from brobygger.evaluation.public_crossed import BY, CROSS, PAIRS, crossed, may_be_crossed
from brobygger.evaluation.public_making import as_asked
from brobygger.evaluation.public_tables import PARTS, SUMS, PublicTables
from brobygger.evaluation.rules import Period
from brobygger.evaluation.tests.register import draft, register
from conftest import Cast

YEAR = Period(date(2018, 1, 1), date(2018, 12, 31))
HALF = Period(date(2018, 1, 1), date(2018, 6, 30))
GENDER_AGE, TYPE_GENDER, TYPE_AGE = "gender__age_group", "incident_type__gender", "incident_type__age_group"


@pytest.fixture
def filled(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(hiding, "BY_LOT", 0.0)
    cast.actor("leader")
    rng = Random(4)
    kinds: dict[str, list[Any]] = {
        "incident_type": ["violence", "threats", "burglary_and_theft"],
        "age": [*[20] * 9, *[33] * 7, 17, 70],
        "gender": [*["female"] * 9, *["male"] * 6, ""],
    }
    register(
        cast.zone.pk,
        cast.programme.pk,
        [
            draft(rng, state="to_call", role="victim", **{name: rng.choice(of) for name, of in kinds.items()})
            for _ in range(240)
        ],
    )
    return cast


def publish(cast: Cast, now: datetime, pair: str = GENDER_AGE, period: Period = YEAR) -> list[Figure]:
    question = Question(cast.zone.pk, cast.programme.pk, period, crossed=pair)
    return public_actions.release(question, by=cast.actor("leader"), at=now).figures


def shown(figures: list[Figure]) -> Iterator[int | None]:
    for figure in figures:
        yield from (figure.n, figure.missing)
        for row in figure.rows:
            yield from (row.n, *row.counts.values())


def test_two_splits_are_told_beside_each_other_without_small_numbers(filled: Cast, now: datetime) -> None:
    identified, reached = publish(filled, now)
    assert (identified.title, reached.title) == (
        "Hvem der blev identificeret, efter køn og alder",
        "Hvem der blev truffet, efter køn og alder",
    )
    numbers = list(shown([identified, reached]))
    assert None in numbers
    assert not [n for n in numbers if n is not None and 0 < n < 5]
    rows = Registration.objects.filter(zone=filled.zone)
    here = identified.row("female")
    assert here is not None
    told = {group: n for group, n in here.counts.items() if n}
    assert told
    for group, n in told.items():
        assert n == rows.filter(gender="female", age_group=group).count()
    everyone = identified.row("all")
    assert everyone is not None
    assert everyone.n == rows.count()


def test_whoever_reads_every_release_finds_no_small_number(filled: Cast, now: datetime) -> None:
    by = filled.actor("leader")
    for pair, period in (("", YEAR), (GENDER_AGE, YEAR), (TYPE_GENDER, HALF)):
        publish(filled, now, pair, period)
    made = [as_asked(one) for one in Release.objects.order_by("pk")]
    months = public_counts.read(
        by, zone_id=filled.zone.pk, programme_id=filled.programme.pk, months=sorted(made[0].months)
    )
    tables = PublicTables(made, months.of).tables
    hidden = np.isin(tables.what, (Is.HIDDEN, Is.IMPLIED))
    assert not months.new
    assert not found(Attacker(tables, hidden, quick=False))


PEOPLE = list(product(*(("", *groups) for groups in SPLITS.values()), PARTS))


def of_people(key: str) -> tuple[int, ...]:
    """Which kinds of people a cell counts; none where it is of something else than the splits and the answers."""
    *split, group, measure = key.split(":")
    names = split[0].split(BY) if split else []
    if measure not in SUMS or not set(names) <= SPLITS.keys():
        return ()
    alone = {"part": set(SUMS[measure])}
    if group == "known":
        alone[names[0]] = set(SPLITS[names[0]])
    elif names:
        alone |= {name: {of} for name, of in zip(names, group.split(CROSS), strict=True)}
    kinds = [dict(zip((*SPLITS, "part"), who, strict=True)) for who in PEOPLE]
    return tuple(place for place, who in enumerate(kinds) if all(who[name] in of for name, of in alone.items()))


def test_an_attacker_who_thinks_of_whole_people_finds_no_more(filled: Cast, now: datetime) -> None:
    """She knows that each is of one incident type, gender, role, age and answer at once, not of a table for each."""
    by = filled.actor("leader")
    for pair in ("", GENDER_AGE, TYPE_GENDER):
        publish(filled, now, pair)
    made = [as_asked(one) for one in Release.objects.order_by("pk")]
    months = public_counts.read(
        by, zone_id=filled.zone.pk, programme_id=filled.programme.pk, months=sorted(made[0].months)
    )
    tables = PublicTables(made, months.of)
    told: dict[tuple[int, ...], int] = {}
    hidden: dict[str, tuple[int, ...]] = {}
    for one, cells in zip(made, tables.cells, strict=True):
        for key, where in ((key, where) for key in cells if (where := of_people(key))):
            n = int(tables.tables.values[cells[key]])
            if key not in (one.hidden or ()):
                told[where] = n
            elif n < 5:
                hidden[key] = where
    matrix = lil_array((len(told), len(PEOPLE)))
    for line, where in enumerate(told):
        matrix[line, list(where)] = 1
    crossing = [where for key, where in hidden.items() if BY in key]
    assert crossing
    for where in [*crossing, *list(hidden.values())[:4]]:
        goal = np.zeros(len(PEOPLE))
        goal[list(where)] = 1
        low, high = (
            sign * linprog(sign * goal, A_eq=matrix.tocsr(), b_eq=list(told.values()), method="highs").fun
            for sign in (1, -1)
        )
        assert high - low >= 3 - 1e-6


def test_what_was_published_stays_as_it_was(filled: Cast, now: datetime) -> None:
    before = list(shown(publish(filled, now)))
    Registration.objects.filter(zone=filled.zone).update(gender="male")
    assert list(shown(publish(filled, now))) == before
    # Another pair of the same months is counted as they stood then.
    other = publish(filled, now, TYPE_GENDER)
    assert other[0].row("violence") is not None
    assert FrozenMonth.objects.count() == 12


def test_tables_that_close_a_ring_are_not_told_together(filled: Cast, now: datetime) -> None:
    for pair in (GENDER_AGE, TYPE_GENDER):
        publish(filled, now, pair)
    with pytest.raises(Refused) as refused:
        publish(filled, now, TYPE_AGE)
    assert refused.value.reason == "crossed_in_a_ring"
    assert Release.objects.count() == 2


def test_a_ring_is_a_ring_whichever_way_it_is_walked() -> None:
    assert may_be_crossed(["", GENDER_AGE, GENDER_AGE])
    assert may_be_crossed([GENDER_AGE, TYPE_GENDER, "role__age_group"])
    assert not may_be_crossed(["gender__role", "role__age_group", GENDER_AGE])
    assert not may_be_crossed([TYPE_GENDER, "gender__role", "role__age_group", TYPE_AGE])
    assert not may_be_crossed(PAIRS)
    assert crossed("age_group", "gender") == GENDER_AGE
    assert crossed("", "") == ""


def test_months_that_were_given_out_without_pairs_are_not_crossed(filled: Cast, now: datetime) -> None:
    with pytest.MonkeyPatch.context() as before:
        before.setattr(public_counts, "MONTHS_CROSSED", f"{public_counts.MONTHS} HAVING false")
        publish(filled, now, "")
    with pytest.raises(Refused) as refused:
        publish(filled, now)
    assert refused.value.reason == "cannot_be_told"


def test_it_is_published_on_the_page_and_stands_in_the_list(filled: Cast) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(filled.leader)
    address = "/figures/public/check/?from=2018-01-01&to=2018-12-31"
    for wrong in ("&one=gender", "&other=gender", "&one=gender&other=gender"):
        page = client.get(address + wrong)
        assert page.status_code == 422
        assert "Choose two different splits, or every figure." in page.content.decode()
    page = client.get(f"{address}&one=age_group&other=gender")
    assert "Gender by age" in page.content.decode()
    told = page.context["told"]
    sent = client.post(f"{address}&one=age_group&other=gender", {"seen": told.mark}, follow=True)
    assert "Who was identified, by gender and age" in sent.content.decode()
    assert "Gender by age" in client.get("/figures/public/").content.decode()
    made = Release.objects.get()
    assert client.get(f"/figures/public/{made.pk}/xlsx/").status_code == 200
    assert "Who was reached, by gender and age" in client.get(f"/figures/public/{made.pk}/csv/").content.decode()
