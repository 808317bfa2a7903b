"""What the tests of imports share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.intake import actions
from brobygger.intake.actions import Summary
from brobygger.intake.tests import files

type Bring = Callable[..., Summary]


@pytest.fixture
def bring(cast: Any, now: Any, tmp_path: Path) -> Bring:
    """Imports rows, or a file that is there, into the cast's zone as the program itself."""

    def go(
        *rows: dict[str, Any],
        path: Path | None = None,
        at: Any = now,
        kind: str = "incidents",
        known: str = "",
        **how: Any,
    ) -> Summary:
        schema, act = files.SCHEMAS[kind], getattr(actions, f"import_{kind}")
        path = path or files.file(tmp_path, list(rows), kind=schema, **how)
        by = machine(cast.zone.pk)
        enter(by)
        where = {"programme_id": cast.programme.pk, "zone_id": cast.zone.pk} | ({"known": known} if known else {})
        summary: Summary = act(file=path, by=by, at=at, **where)
        return summary

    return go
