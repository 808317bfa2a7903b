"""Who waits for a course, at a hundred thousand who wait, against the same page at a hundred."""

import time
from collections.abc import Iterator

from django.conf import settings
from django.test import override_settings
from django.urls import reverse

from bench._followed import cost_of, fill, signed_in, someone_who_receives

SMALL, LARGE, WITHIN = 100, 100_000, 1.5
FILL = """
INSERT INTO courses_placecount (id, zone_id, programme_id, waited_on, state, state_on, came, of, dropped, gave)
SELECT n, %(zone)s, %(programme)s, current_date - (n %% 900), 'waiting', current_date - (n %% 900), 0, 0, '', ''
FROM generate_series(1, %(cases)s) n;
INSERT INTO courses_place (zone_id, programme_id, screening_id, count_id, state, state_at, waits_since, dropped, gave,
    wishes, words, not_these)
SELECT %(zone)s, %(programme)s, n, n, 'waiting', now(), now() - interval '1 minute' * (n %% 9999), '', '', '', '', '{}'
FROM generate_series(1, %(cases)s) n;
"""
TABLES = ("courses_placecount", "courses_place")


def run(rows: int) -> Iterator[str]:
    """The list and one person's page, as the p95 of each against itself at a hundred."""
    worker, told = someone_who_receives()
    static = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    small: dict[str, float] = {}
    with override_settings(ALLOWED_HOSTS=["testserver"], STORAGES=settings.STORAGES | static):
        for cases in (SMALL, max(SMALL, min(rows, LARGE))):
            started = time.perf_counter()
            fill(told | {"cases": cases}, FILL, TABLES)
            yield f"{cases:,} wait ({time.perf_counter() - started:.0f} s to fill)"
            client = signed_in(worker)
            for name, address in (("the list", "courses"), ("one who waits", "course_place")):
                cost = cost_of(client, reverse(address, args=[cases // 2] if address == "course_place" else []))
                yield f"{name:<16} {cost}"
                if name in small:
                    ratio = cost.p95 / small[name]
                    missed = "   MISSED" if address == "courses" and ratio > WITHIN else ""
                    yield f"    p95 is {ratio:.2f} × that at {SMALL}{missed}"
                small.setdefault(name, cost.p95)
