"""The day's board and one person's page at a hundred thousand who are followed, each assessed eighty times.

Against the same pages at a thousand, through every middleware, with permissions, walls and trail; and against a bare
page that shows as many rows. `--rows 8000000` is what a whole country's register holds (VioGén, January 2026).
"""

import time
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import Client, override_settings
from django.urls import path, reverse
from django.utils import timezone

from bench._followed import cost_of, fill, signed_in, someone_who_receives
from bench.calls import Cost
from brobygger.base.sealed import seal
from brobygger.config.urls import urlpatterns as house
from brobygger.packs.models import Pack
from brobygger.risk.models import RiskCase
from brobygger.staff.models import Worker

TIMES_EACH, SMALL, WITHIN = 80, 1_000, 1.5
FILL = """
INSERT INTO risk_riskcase (id, zone_id, programme_id, screening_id, state, state_at, assessor_id, due_at, due_because,
    first_because, elsewhere, ended)
SELECT n, %(zone)s, %(programme)s, n, 'followed', now() - interval '30 days', %(worker)s,
    CASE WHEN n <= 50 THEN now() - interval '1 hour' * n ELSE now() + interval '10 days' + interval '1 minute' * n END,
    'review', '', '', '' FROM generate_series(1, %(cases)s) n;
INSERT INTO risk_assessment (id, zone_id, case_id, pack_id, state, state_at, begun_at, begun_by_id, window_start,
    window_end, handed_in_at, handed_in_by_id, review_on, summary, reason, advice, advice_words,
    sent_back_words)
SELECT (n - 1) * %(each)s + k, %(zone)s, n, %(pack)s, CASE WHEN k = %(each)s THEN 'in_force' ELSE 'superseded' END,
    now(), now() - interval '1 day' * (%(each)s - k), %(worker)s, current_date - 365, current_date, now(), %(worker)s,
    current_date + 30, '', '', '{}', '', '' FROM generate_series(1, %(cases)s) n, generate_series(1, %(each)s) k;
INSERT INTO risk_rating (zone_id, assessment_id, reader, worker_id, answers, edition, kept_at, handed_in_at)
SELECT %(zone)s, a, 'first', %(worker)s, %(answers)s, 1, now(), now()
FROM generate_series(1, %(cases)s::bigint * %(each)s) a;
"""
TABLES = ("risk_riskcase", "risk_assessment", "risk_rating")
PLAIN = Engine().from_string(
    "<!doctype html><html lang='da'><head><title>Tavle</title></head><body><table>{% for row in rows %}<tr><td>"
    "<a href='/risk/{{ row.pk }}/'>{{ row.screening.person.given_name }}</a></td><td>{{ row.get_state_display }}</td>"
    "<td>{{ row.get_due_because_display }}</td><td>{{ row.due_at|date:'j. F Y H:i' }}</td>"
    "<td>{{ row.assessor.name }}</td></tr>{% endfor %}</table></body></html>"
)


def plain(request: HttpRequest) -> HttpResponse:
    """The same rows as a beginner's tutorial would show them: no permissions, no walls, no trail."""
    rows = RiskCase.objects.using("owner").select_related("screening__person", "assessor").order_by("due_at", "id")
    return HttpResponse(PLAIN.render(Context({"rows": rows.filter(due_at__lt=timezone.now())[:40]})))


urlpatterns = [*house, path("plain/", plain)]


def run(rows: int) -> Iterator[str]:
    """Measured at a thousand who are followed and at `rows` divided by eighty, everything else the same."""
    worker, told = _told()
    static = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(
        ROOT_URLCONF="bench.assessments", ALLOWED_HOSTS=["testserver"], STORAGES=settings.STORAGES | static
    ):
        small: dict[str, Cost] = {}
        for cases in (SMALL, max(SMALL, rows // TIMES_EACH)):
            started = time.perf_counter()
            fill(told | {"cases": cases}, FILL, TABLES)
            spent = time.perf_counter() - started
            yield f"{cases:,} followed, {cases * TIMES_EACH:,} assessments ({spent:.0f} s to fill)"
            costs = _pages(worker, cases)
            for name, cost in costs.items():
                yield f"{name:<22} {cost}"
                if name in small:
                    ratio = cost.p95 / small[name].p95
                    yield f"    p95 is {ratio:.2f} × that at {SMALL:,}{'' if ratio <= WITHIN else '   MISSED'}"
                if name != "a bare page":
                    yield f"    CPU is {cost.cpu / costs['a bare page'].cpu:.2f} × that of the bare page"
            small = small or costs


def _told() -> tuple[Worker, dict[str, Any]]:
    worker, told = someone_who_receives()
    pack = Pack.objects.filter(url="urn:brobygger:form:sara-v3-structure").latest("version")
    asked = [one for top in pack.questions.top for one in top.walk() if one.options]
    answers = "{" + ", ".join(f'"{one.link_id}": ["{one.options[0].code}"]' for one in asked) + "}"
    kept = seal(answers, about="risk_rating:answers")
    return worker, told | {"pack": pack.pk, "each": TIMES_EACH, "answers": kept}


def _pages(worker: Worker, cases: int) -> dict[str, Cost]:
    client, one = signed_in(worker), cases // 2
    addresses = {
        "the day's board": reverse("risk_board"),
        "the whole team's": reverse("risk_board") + "?whose=team",
        "one person's page": reverse("risk_case", args=[one]),
        "one assessment": reverse("risk_assessment", args=[one * TIMES_EACH]),
    }
    found = {"a bare page": cost_of(Client(), "/plain/")}
    return found | {name: cost_of(client, at) for name, at in addresses.items()}
