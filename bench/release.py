"""A public release of 200 linked tables: seconds and memory; and how much more is hidden than the least there is."""

import csv
import json
import resource
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np

from brobygger.disclosure.attack import Attacker, found
from brobygger.disclosure.audit import audit
from brobygger.disclosure.hiding import CannotBeTold, drawn, hide
from brobygger.disclosure.tables import Is, Tables

TABLES, GROUPS, ANSWERS = 200, 6, 4
SMALL_CASES = 20
SECONDS = 120.0


def run(rows: int) -> Iterator[str]:
    yield from _large()
    yield from _small()
    yield from _beside_acro()


def _large() -> Iterator[str]:
    """Each table splits the same people otherwise, so all of them share their totals, as the figures do."""
    lots = np.random.default_rng(1)
    totals = lots.integers(20, 900, ANSWERS)
    tables = Tables()
    for table in range(TABLES):
        shares = lots.dirichlet(np.full(GROUPS, 0.6))
        counts = np.array([lots.multinomial(total, shares) for total in totals]).T
        _split(tables, table, counts.tolist())
    begun = time.monotonic()
    told = hide(tables, seed=1)
    found_in = time.monotonic() - begun
    audit(tables, told.cells)
    took = time.monotonic() - begun
    printed = tables.what == Is.OPEN
    yield (
        f"{TABLES} linked tables, {printed.sum():,} cells, {(printed & tables.small()).sum():,} small: "
        f"{(printed & told.cells).sum():,} hidden{'' if told.is_cheapest else ' (not the cheapest)'} "
        f"after {told.rounds} rounds "
        f"in {found_in:.1f} s; with the audit {took:.1f} s ({'within' if took <= SECONDS else 'OVER'} {SECONDS:.0f} s)"
    )
    yield f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"


def _split(tables: Tables, table: int, counts: list[list[int]]) -> None:
    atoms = [
        [tables.atom((table, group, answer), n) for answer, n in enumerate(row)] for group, row in enumerate(counts)
    ]
    for group, row in enumerate(atoms):
        for answer, atom in enumerate(row):
            tables.cell((table, group, answer), [atom], Is.OPEN)
        tables.cell((table, group), row, Is.OPEN, 3.0)
    for answer in range(len(counts[0])):
        column = [row[answer] for row in atoms]
        if table == 0:
            tables.cell(("all", answer), column, Is.OPEN, 12.0)
        else:
            tables.law([tables.atom((0, group, answer), 0) for group in range(len(counts))], column)


def _small() -> Iterator[str]:
    """Every pattern of two rows and three columns with their totals is tried."""
    lots = np.random.default_rng(2)
    more: list[float] = []
    for seed in range(SMALL_CASES):
        tables = Tables()
        _split(tables, 0, lots.integers(0, 12, (2, 3)).tolist())
        costs, small = np.abs(drawn(tables, seed)), tables.small()
        best = np.inf
        for pattern in product((False, True), repeat=int((~small).sum())):
            hidden = small.copy()
            hidden[~small] = pattern
            if costs[hidden].sum() < best and not found(Attacker(tables, hidden)):
                best = float(costs[hidden].sum())
        try:
            ours = float(costs[hide(tables, seed=seed).cells].sum())
        except CannotBeTold:
            continue
        more.append(ours / best - 1 if best else 0.0 if not ours else 1.0)
    yield (
        f"against every pattern of {len(more)} small tables: {100 * float(np.mean(more)):.1f} % more is hidden by cost "
        f"on average, {100 * max(more):.1f} % at most; cells hidden by lot are counted in"
    )


def _beside_acro() -> Iterator[str]:
    """ACRO (UK, for researchers' tables) withholds by size alone: what it withholds is withheld here, and the attacker
    is asked of both, given the totals."""
    lots = np.random.default_rng(3)
    counts = lots.integers(0, 25, (GROUPS, ANSWERS)) * (lots.random((GROUPS, ANSWERS)) < 0.8)
    tables = Tables()
    _split(tables, 0, counts.tolist())
    ours = hide(tables, seed=1).cells
    try:
        theirs = _acro(counts)
    except (OSError, subprocess.CalledProcessError) as missing:
        yield f"ACRO could not be asked: {missing}"
        return
    cells = {cell.key: place for place, cell in enumerate(tables.cells)}
    small = {(0, *map(int, cell)) for cell in np.argwhere((counts > 0) & (counts < 5))}
    both = small == {key for key in theirs if tables.values[cells[key]]} and all(ours[cells[key]] for key in small)
    by_size = np.array([cell.key in theirs for cell in tables.cells])
    worked_out, here = (len(found(Attacker(tables, hidden))) for hidden in (by_size, ours))
    yield (
        f"beside ACRO: {'the same' if both else 'NOT the same'} {len(small)} small cells are withheld by both; with "
        f"the totals told, {worked_out} of them can be worked out too closely where size alone withholds, {here} here"
    )


def _acro(counts: np.ndarray) -> set[tuple[int, int, int]]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "rows.csv")
        with file.open("w", newline="") as out:
            rows = csv.writer(out)
            rows.writerow(("group", "answer"))
            for (group, answer), n in np.ndenumerate(counts):
                rows.writerows([(f"{group:02}", f"{answer:02}")] * int(n))
        script = Path(__file__).with_name("_acro.py")
        asked = [
            ".tools/bin/uv",
            "run",
            "-q",
            "--no-project",
            "--with",
            "acro==1.0.2",
            "python",
            str(script),
            str(file),
        ]
        told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    return {(0, int(group), int(answer)) for group, answer in json.loads(told.splitlines()[-1])}
