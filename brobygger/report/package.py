"""The figures as tables for other programs: CSV with their schemas (Frictionless Data Package), and what they are.

Only of the public release. It reads each figure as its JSON, which is what a figure promises to the world: a cell that
is suppressed is empty there, and says so. Frictionless Data: https://specs.frictionlessdata.io/tabular-data-package/
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.base.formulas import guarded
from brobygger.evaluation.figures import Figure
from brobygger.report.contents import About, period_in_words
from brobygger.report.tables import label_of

type Row = Mapping[str, Any]

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same figures give the same bytes
FIGURES = (
    ("figure", "string"), ("title_da", "string"), ("title_en", "string"), ("definition_da", "string"),
    ("definition_en", "string"), ("population", "string"), ("n", "integer"), ("missing", "integer"),
)  # fmt: skip
CELLS = (
    ("figure", "string"), ("group", "string"), ("group_label", "string"), ("measure", "string"),
    ("measure_label", "string"), ("count", "integer"), ("percent", "number"), ("low95", "number"), ("high95", "number"),
    ("suppressed", "boolean"),
)  # fmt: skip


def as_zip(figures: Iterable[Figure], about: About) -> bytes:
    """The package: two tables, what they are, and words for whoever opens it, in the language of the moment."""
    told = list(figures)
    files = {
        "README.md": _readme(about),
        "datapackage.json": json.dumps(_package(about), ensure_ascii=False, indent=2) + "\n",
        "figures.csv": _csv(FIGURES, [_figure(one.as_json()) for one in told]),
        "cells.csv": _csv(CELLS, [row for one in told for row in cells(one)]),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _figure(one: Row) -> Row:
    told = {
        f"{field}_{language}": one[field][language] for field in ("title", "definition") for language in ("da", "en")
    }
    return {"figure": one["key"], "population": one["population"], "n": one["n"], "missing": one["missing"], **told}


def cells(figure: Figure) -> Iterator[Row]:
    """Each number of a figure in a row of its own: how many each group is (`n`), and each part of it."""
    labels = {row.group: row.label for row in figure.rows}
    for row in figure.as_json()["rows"]:
        suppressed = bool(row.get("suppressed"))
        head = {"figure": figure.key, "group": row["group"], "group_label": labels[row["group"]]}
        counts: Mapping[str, Any] = row.get("counts") or {}
        percent, intervals = row.get("percent") or {}, row.get("interval95") or {}
        yield {**head, "measure": "n", "measure_label": _("In the group"), "count": row["n"], "suppressed": suppressed}
        for name in dict.fromkeys((*counts, *percent)):
            low, high = intervals.get(name) or (None, None)
            # The only share of a plain count is the group's own.
            count = counts.get(name, None if counts else row["n"])
            yield {
                **head, "measure": name, "measure_label": label_of(name), "count": count, "percent": percent.get(name),
                "low95": low, "high95": high, "suppressed": suppressed,
            }  # fmt: skip


def _csv(fields: tuple[tuple[str, str], ...], rows: Iterable[Row]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(name for name, _type in fields)
    for row in rows:
        writer.writerow(_written(row.get(name)) for name, _type in fields)
    return out.getvalue()


def _written(value: Any) -> str:
    if isinstance(value, str):
        return guarded(value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _package(about: About) -> dict[str, Any]:
    first, last = about.period.first, about.period.last
    title = _("Figures of %(programme)s") % {"programme": about.programme}
    return {
        "profile": "tabular-data-package",
        "name": "brobygger-figures",
        "title": title,
        "version": about.program_version,
        "temporal": {"from": first.isoformat() if first else None, "to": last.isoformat() if last else None},
        "created": about.counted_on.isoformat(),
        "release": "public",
        "resources": [
            _resource("figures", FIGURES, {"primaryKey": ["figure"]}),
            _resource("cells", CELLS, {
                "primaryKey": ["figure", "group", "measure"],
                "foreignKeys": [{"fields": ["figure"], "reference": {"resource": "figures", "fields": ["figure"]}}],
            }),
        ],
    }  # fmt: skip


def _resource(name: str, fields: tuple[tuple[str, str], ...], keys: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [{"name": one, "type": kind} for one, kind in fields], "missingValues": [""], **keys},
    }


def _readme(about: About) -> str:
    day = date_format(about.counted_on, "DATE_FORMAT")
    return "\n\n".join([
        f"# {_('Figures of %(programme)s') % {'programme': about.programme}}",
        f"{about.organisation} · {period_in_words(about.period)} · "
        + _("Counted on %(day)s") % {"day": day} + f" · Brobygger {about.program_version}",
        _("figures.csv has a row for each figure: what it counts, and how many it stands on. cells.csv has a row for "
          "each number of it. datapackage.json says what each column is."),
        _("An empty cell with suppressed = true is too small to be published, or is left out so that a small one "
          "cannot be worked out."),
        _("low95 and high95 are the 95% interval of the percentage by Wilson’s formula."),
    ]) + "\n"  # fmt: skip
