"""The data package: whole, described, the same twice, and silent where a cell is suppressed."""

import csv
import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils.translation import override

from brobygger.access.zones import enter
from brobygger.base.workdays import day_of
from brobygger.evaluation.figures import Figure, Row, Share
from brobygger.report import package, reading
from brobygger.report.queries import about
from brobygger.report.tests import making

CASTS = {"integer": int, "number": float, "string": str, "boolean": {"true": True, "false": False}.__getitem__}


@dataclass(frozen=True, slots=True)
class Hidden(Row):
    """A group as disclosure control gives it: its cells are None, and its JSON says why."""

    def as_json(self) -> dict[str, Any]:
        told = {"percent": dict.fromkeys(self.shares), "interval95": dict.fromkeys(self.shares)}
        return {"group": self.group, "n": None, "counts": dict.fromkeys(self.counts), **told, "suppressed": True}


FIGURES = [
    Figure("outcome_by_gender", "reached", 60, 2, (
        Row("female", 58, {"accepted": 20, "declined": 38}, {"accepted": Share(20, 58), "declined": Share(38, 58)}),
        Hidden("male", 0, {"accepted": 0, "declined": 0}, {"accepted": Share(0, 0), "declined": Share(0, 0)}),
    )),
    Figure("funnel", "identified", 100, 0, (
        Row("identified", 100), Row("reached", 60, shares={"share_of_identified": Share(60, 100)}),
    )),
]  # fmt: skip


def opened(cast, now, figures=FIGURES, language="da"):
    programme, question = making.question(cast)
    cast.actor("leader")
    with override(language):
        told = about(question, programme, language=language, on=day_of(now))
        made = package.as_zip(iter(figures), told)
        assert made == package.as_zip(iter(figures), told)
    with zipfile.ZipFile(io.BytesIO(made)) as files:
        return {name: files.read(name).decode() for name in files.namelist()}


def rows(files, name):
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"])))


def test_each_table_is_as_its_schema_says(cast, now):
    files = opened(cast, now)
    told = json.loads(files["datapackage.json"])
    assert told["profile"] == "tabular-data-package"
    assert told["temporal"] == {"from": "2018-02-01", "to": "2018-11-30"}
    keys = {}
    for resource in told["resources"]:
        fields = {one["name"]: one["type"] for one in resource["schema"]["fields"]}
        found = rows(files, resource["name"])
        for row in found:
            assert list(row) == list(fields)
            for name, value in row.items():
                assert value == "" or CASTS[fields[name]](value) is not None
        primary = [tuple(row[one] for one in resource["schema"]["primaryKey"]) for row in found]
        assert len(set(primary)) == len(primary)
        keys[resource["name"]] = {row["figure"] for row in found}
    assert keys["cells"] <= keys["figures"]


def test_a_suppressed_cell_is_empty_and_says_so(cast, now):
    found = rows(opened(cast, now), "cells")
    hidden = [row for row in found if row["group"] == "male"]
    assert [row["measure"] for row in hidden] == ["n", "accepted", "declined"]
    for row in hidden:
        assert row["suppressed"] == "true"
        assert [row[one] for one in ("count", "percent", "low95", "high95")] == ["", "", "", ""]


def test_each_number_stands_in_a_row_of_its_own(cast, now):
    found = {(row["figure"], row["group"], row["measure"]): row for row in rows(opened(cast, now), "cells")}
    row = found["outcome_by_gender", "female", "accepted"]
    assert (row["count"], row["percent"], row["group_label"], row["suppressed"]) == ("20", "34.5", "Kvinde", "false")
    assert found["funnel", "identified", "n"]["count"] == "100"
    assert found["funnel", "reached", "share_of_identified"]["count"] == "60"


def test_of_real_figures_every_number_of_every_group_is_there(cast, now):
    asked = making.outreach(cast, seed=9)
    by = cast.actor("leader")
    figures = reading.figures_of(asked[1], by=by, at=now)
    told = rows(opened(cast, now, figures), "cells")
    for figure in figures:
        for row in figure.rows:
            cells = [one for one in told if (one["figure"], one["group"]) == (figure.key, row.group)]
            there = {float(one[name]) for one in cells for name in ("count", "percent", "low95", "high95") if one[name]}
            assert {float(one) for one in making.numbers(row.as_json())} <= there


@pytest.mark.parametrize("language", ["da", "en"])
def test_it_says_what_it_is_in_the_language(cast, now, language):
    readme = opened(cast, now, language=language)["README.md"]
    assert readme.startswith("# Tal for Opsøgende indsats" if language == "da" else "# Figures of Outreach")
    assert "suppressed = true" in readme


def test_it_is_made_of_nothing_but_the_public_release(cast, now, monkeypatch):
    monkeypatch.setattr(reading, "public", lambda by, question, at: FIGURES)
    monkeypatch.setattr(reading, "is_published", lambda by, question: True)
    programme, question = making.question(cast)
    enter(cast.actor("leader"))
    file = making.file_of(cast, (programme, question), "zip", "da", now)
    with zipfile.ZipFile(io.BytesIO(file)) as files:
        assert len(list(csv.DictReader(io.StringIO(files.read("figures.csv").decode())))) == len(FIGURES)
