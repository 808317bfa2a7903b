"""What is published: small numbers stay hidden, whatever was published before, and what was published stays so."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from random import Random
from typing import Any

import numpy as np
import pytest
from django.test import Client

from brobygger.base.decision import NotFound, Refused
from brobygger.cases.models import Registration
from brobygger.disclosure import hiding
from brobygger.disclosure.attack import Attacker, found
from brobygger.disclosure.models import FrozenMonth, Release
from brobygger.disclosure.tables import Is
from brobygger.evaluation import public_actions, public_counts
from brobygger.evaluation.figures import Figure, Question
from brobygger.evaluation.public import public
from brobygger.evaluation.public_making import as_asked
from brobygger.evaluation.public_rules import nearest
from brobygger.evaluation.public_tables import PublicTables
from brobygger.evaluation.rules import Period
from brobygger.evaluation.tests.register import draft, register
from brobygger.trail.models import Entry
from conftest import Cast

YEAR = Period(date(2018, 1, 1), date(2018, 12, 31))
HALF = Period(date(2018, 1, 1), date(2018, 6, 30))


@pytest.fixture
def filled(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(hiding, "BY_LOT", 0.0)
    cast.actor("leader")
    rng = Random(4)
    kinds: dict[str, list[Any]] = {
        "incident_type": ["violence", "threats", "burglary_and_theft"],
        "age": [20, 70],
        "gender": ["female", "male"],
    }
    register(
        cast.zone.pk,
        cast.programme.pk,
        [
            draft(rng, state="to_call", role="victim", **{name: rng.choice(of) for name, of in kinds.items()})
            for _ in range(160)
        ],
    )
    return cast


def asked(cast: Cast, period: Period = YEAR, *without: str) -> Question:
    return Question(cast.zone.pk, cast.programme.pk, period, without)


def cells(figures: list[Figure]) -> Iterator[tuple[str, int | None]]:
    for figure in figures:
        yield f"{figure.key}:n", figure.n
        yield f"{figure.key}:missing", figure.missing
        for row in figure.rows:
            yield f"{figure.key}:{row.group}:n", row.n
            yield from ((f"{figure.key}:{row.group}:{name}", count) for name, count in row.counts.items())


def test_no_small_number_is_published_and_nothing_tells_it(filled: Cast, now: datetime) -> None:
    by = filled.actor("leader")
    told = public_actions.release(asked(filled), by=by, at=now)
    shown = dict(cells(told.figures))
    assert not [key for key, n in shown.items() if n is not None and 0 < n < 5]
    assert 0 < told.small < told.hidden < told.cells
    for figure in told.figures:
        whole = json.dumps(figure.as_json())
        for row in figure.rows:
            as_json = row.as_json()
            assert as_json.get("suppressed", False) == (None in (row.n, *row.counts.values()))
            for name, share in row.shares.items():
                if None in (share.part, share.whole):
                    assert as_json["percent"][name] is None
                    assert as_json["interval95"][name] is None
        assert "by_chance" not in whole


def test_whoever_reads_every_release_finds_no_small_number(filled: Cast, now: datetime) -> None:
    by = filled.actor("leader")
    for question in (asked(filled), asked(filled, HALF), asked(filled, YEAR, "burglary_and_theft")):
        public(by, question, now)
    made = [as_asked(one) for one in Release.objects.order_by("pk")]
    months = public_counts.read(
        by, zone_id=filled.zone.pk, programme_id=filled.programme.pk, months=sorted(made[0].months)
    )
    tables = PublicTables(made, months.of).tables
    hidden = np.isin(tables.what, (Is.HIDDEN, Is.IMPLIED))
    assert not months.new
    assert not found(Attacker(tables, hidden, quick=False))


def test_what_was_published_stays_as_it_was(filled: Cast, now: datetime) -> None:
    by = filled.actor("leader")
    before = list(cells(public(by, asked(filled), now)))
    rows = list(Registration.objects.filter(zone=filled.zone, reached=True, outcome="accepted")[:3])
    Registration.objects.filter(pk__in=[one.pk for one in rows]).update(outcome="", gender="")
    assert list(cells(public(by, asked(filled), now))) == before
    assert Release.objects.count() == 1
    assert FrozenMonth.objects.count() == 12
    # Of a part of the same months, too, nothing newer is told.
    half = dict(cells(public(by, asked(filled, HALF), now)))
    Registration.objects.filter(zone=filled.zone).update(gender="male")
    assert dict(cells(public(by, asked(filled, HALF), now))) == half
    assert FrozenMonth.objects.count() == 12


def test_what_would_be_hidden_is_what_is_hidden(filled: Cast, now: datetime) -> None:
    by = filled.actor("leader")
    seen = public_actions.look_ahead(asked(filled), by=by, at=now)
    assert not Release.objects.exists()
    assert public_actions.release(asked(filled), seen=seen.mark, by=by, at=now).given.hidden == seen.given.hidden


def test_what_has_changed_since_is_looked_at_again(filled: Cast, now: datetime) -> None:
    by = filled.actor("leader")
    seen = public_actions.look_ahead(asked(filled), by=by, at=now)
    Registration.objects.filter(pk=Registration.objects.filter(zone=filled.zone, gender="female")[0].pk).update(
        gender="male"
    )
    with pytest.raises(Refused, match="release_has_changed"):
        public_actions.release(asked(filled), seen=seen.mark, by=by, at=now)


@pytest.mark.parametrize(
    ("period", "reason"),
    [
        (Period(date(2018, 1, 2), date(2018, 12, 31)), "whole_months_only"),
        (Period(date(2018, 1, 1), date(2018, 12, 30)), "whole_months_only"),
        (Period(date(2018, 1, 1), date(2049, 12, 31)), "month_is_not_over"),
        (Period(date(2016, 1, 1), date(2016, 12, 31)), "nothing_to_release"),
    ],
)
def test_only_whole_months_that_are_over(filled: Cast, now: datetime, period: Period, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        public_actions.release(asked(filled, period), by=filled.actor("leader"), at=now)
    assert not Release.objects.exists()


def test_the_nearest_whole_months() -> None:
    assert nearest(date(2018, 1, 2), date(2018, 4, 29)).as_days == "2018-02-01 – 2018-03-31 / 2018-01-01 – 2018-04-30"
    assert nearest(date(2018, 1, 2), date(2018, 1, 29)).as_days == "2018-01-01 – 2018-01-31"


def test_rounded_and_hidden_are_not_published_of_the_same_months(filled: Cast, now: datetime) -> None:
    by = filled.actor("leader")
    told = public_actions.release(asked(filled, HALF), base=5, by=by, at=now)
    assert not [n for _key, n in cells(told.figures) if n is None or n % 5]
    assert list(cells(public_actions.release(asked(filled, HALF), base=5, by=by, at=now).figures)) == list(
        cells(told.figures)
    )
    with pytest.raises(Refused, match="released_otherwise"):
        public_actions.release(asked(filled), by=by, at=now)


def test_only_who_leads_publishes(filled: Cast, now: datetime) -> None:
    for who in ("owner", "stranger", "officer"):
        with pytest.raises(NotFound):
            public_actions.release(asked(filled), by=filled.actor(who), at=now)


def test_what_was_published_is_never_changed_or_removed(filled: Cast, now: datetime) -> None:
    from django.db import transaction
    from django.db.utils import ProgrammingError

    by = filled.actor("leader")
    public(by, asked(filled, HALF), now)
    for deed in (lambda: Release.objects.update(hidden=[]), lambda: FrozenMonth.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            deed()


# -- the page ---------------------------------------------------------------------------------------------------------


def signed_in(cast: Cast, who: str = "leader") -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(getattr(cast, who))
    return client


ADDRESS = "/figures/public/check/?from=2018-01-01&to=2018-06-30"


def test_a_leader_checks_and_publishes(filled: Cast) -> None:
    client = signed_in(filled)
    assert "Public release" in client.get("/figures/").content.decode()
    page = client.get(ADDRESS)
    assert "cannot be taken back" in page.content.decode()
    assert not Release.objects.filter(zone=filled.zone).exists()
    done = client.post(ADDRESS, {"seen": page.context["told"].mark}, follow=True)
    body = done.content.decode()
    assert "Published figures" in body
    assert "hidden" in body
    filled.actor("leader")
    made = Release.objects.get()
    assert made.released_by == filled.leader
    assert "hidden" in client.get(f"/figures/public/{made.pk}/csv/").content.decode("utf-8-sig")
    assert client.get(f"/figures/public/{made.pk}/xlsx/").status_code == 200
    assert client.get(ADDRESS).headers["Location"] == f"/figures/public/{made.pk}/"
    filled.actor("officer")
    facts = Entry.objects.get(what="disclosure.figures_released").facts
    assert (facts["from"], facts["to"], facts["hidden"]) == ("2018-01-01", "2018-06-01", len(made.hidden))


@pytest.mark.parametrize(
    ("query", "words"),
    [("from=2018-01-03&to=2018-06-30", "1 February 2018 to 30 June 2018"), ("from=&to=", "first day"),
     ("from=2018-01-01&to=2050-01-31", "at the latest")],
)  # fmt: skip
def test_a_period_that_cannot_be_published_says_why(filled: Cast, query: str, words: str) -> None:
    page: Any = signed_in(filled).get(f"/figures/public/check/?{query}")
    assert page.status_code == 422
    assert words in " ".join(str(page.context["form"].errors).split())


def test_a_worker_reads_what_was_published_and_publishes_nothing(filled: Cast, now: datetime) -> None:
    public(filled.actor("leader"), asked(filled, HALF), now)
    client = signed_in(filled, "owner")
    made = Release.objects.get()
    assert client.get(f"/figures/public/{made.pk}/").status_code == 200
    body = client.get("/figures/public/").content.decode()
    assert "January 2018" in body
    assert "See what will be hidden" not in body
    assert client.get(ADDRESS).status_code == 404
    assert signed_in(filled, "stranger").get(f"/figures/public/{made.pk}/").status_code == 404
