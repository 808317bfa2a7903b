"""The day's board and one person's page at a hundred thousand who are followed, each assessed eighty times.

Against the same pages at a thousand, through every middleware, with permissions, walls and trail; and against a bare
page that shows as many rows. `--rows 8000000` is what a whole country's register holds (VioGén, January 2026).
"""

import math
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import Client, override_settings
from django.urls import path, reverse
from django.utils import timezone

from bench.calls import Cost
from brobygger.access.zones import at_sign_in
from brobygger.base.sealed import seal
from brobygger.config.urls import urlpatterns as house
from brobygger.packs.models import Pack
from brobygger.programmes.models import Programme
from brobygger.risk.models import RiskCase
from brobygger.staff.models import Membership, Organisation, Worker, Zone

TIMES_EACH, SMALL, TURNS, WITHIN = 80, 1_000, 60, 1.5
FILL = """
INSERT INTO people_person (id, zone_id, given_name, family_name, gender, language, email, address, postal_code,
    protected, address_withheld, created_at, created_by_kind)
SELECT n, %(zone)s, (ARRAY['Sofie','Emma','Ida','Freja','Clara'])[1 + n %% 5], 'Prøve', 'female', '', '', '', '', false,
    false, now(), 'machine' FROM generate_series(1, %(cases)s) n;
INSERT INTO people_contactplan (person_id, zone_id, basis, may_ring, do_not_contact, days, hour_from, hour_to,
    may_say_who_we_are, may_leave_voicemail, who_else_may_answer, wishes, interpreter, interpreter_language,
    shares_phone_with_accused, shares_address_with_accused)
SELECT n, %(zone)s, 'herself', true, false, 127, 0, 24, false, false, '', '', false, '', false, false
FROM generate_series(1, %(cases)s) n;
INSERT INTO people_phonenumber (zone_id, person_id, number, source, shared_with_accused, added_at, stopped_because)
SELECT %(zone)s, n, '+4595' || lpad((n %% 1000000)::text, 6, '0'), 'import', false, now(), ''
FROM generate_series(1, %(cases)s) n;
INSERT INTO screening_detection (id, zone_id, programme_id, seen_on, registered_on, way_in, heard, anonymous, open_page,
    signs, asked, danger, child_worry, motivated, suggested, route, override_reason, led_there, state, state_on,
    first_conversation_on, nothing, gender, age_group)
SELECT n, %(zone)s, %(programme)s, current_date - 200, current_date - 200, 'department', 'not_told', false, false, '{}',
    'confirmed', 'no', 'no', 'yes', '', '', '', '', 'conversation_held', current_date - 190, current_date - 190, '',
    '', ''
FROM generate_series(1, %(cases)s) n;
INSERT INTO screening_screening (id, zone_id, programme_id, detection_id, person_id, known_as, state, state_at, step,
    started_at, signs_note, said_words, own_words, given, given_words, override_words, let_lie_words, offered_contact,
    taken_by_id, taken_at, held_at, held_by_id)
SELECT n, %(zone)s, %(programme)s, n, n, '', 'conversation_held', now() - interval '190 days', 4,
    now() - interval '200 days', '', '', '', '{}', '', '', '', '', %(worker)s, now(), now() - interval '190 days',
    %(worker)s FROM generate_series(1, %(cases)s) n;
INSERT INTO risk_riskcase (id, zone_id, programme_id, screening_id, state, state_at, assessor_id, due_at, due_because,
    first_because, elsewhere, ended)
SELECT n, %(zone)s, %(programme)s, n, 'followed', now() - interval '30 days', %(worker)s,
    CASE WHEN n <= 50 THEN now() - interval '1 hour' * n ELSE now() + interval '10 days' + interval '1 minute' * n END,
    'review', '', '', '' FROM generate_series(1, %(cases)s) n;
INSERT INTO risk_assessment (id, zone_id, case_id, pack_id, state, state_at, begun_at, begun_by_id, window_start,
    window_end, handed_in_at, handed_in_by_id, review_on, summary, reason, advice, advice_words)
SELECT (n - 1) * %(each)s + k, %(zone)s, n, %(pack)s, CASE WHEN k = %(each)s THEN 'in_force' ELSE 'superseded' END,
    now(), now() - interval '1 day' * (%(each)s - k), %(worker)s, current_date - 365, current_date, now(), %(worker)s,
    current_date + 30, '', '', '{}', '' FROM generate_series(1, %(cases)s) n, generate_series(1, %(each)s) k;
INSERT INTO risk_rating (zone_id, assessment_id, reader, worker_id, answers, edition, kept_at, handed_in_at)
SELECT %(zone)s, a, 'first', %(worker)s, %(answers)s, 1, now(), now()
FROM generate_series(1, %(cases)s::bigint * %(each)s) a;
"""
TABLES = (
    *("people_person", "people_contactplan", "people_phonenumber", "screening_detection", "screening_screening"),
    *("risk_riskcase", "risk_assessment", "risk_rating"),
)
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
    worker, told = _someone_who_assesses()
    static = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(
        ROOT_URLCONF="bench.assessments", ALLOWED_HOSTS=["testserver"], STORAGES=settings.STORAGES | static
    ):
        small: dict[str, Cost] = {}
        for cases in (SMALL, max(SMALL, rows // TIMES_EACH)):
            started = time.perf_counter()
            _fill(told | {"cases": cases})
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


def _someone_who_assesses() -> tuple[Worker, dict[str, Any]]:
    programme = Programme.objects.get(key="ambulant-indsats")
    zone = Zone.objects.create(key="maalt", name="Målt", organisation=Organisation.objects.create(name="Målt"))
    zone.programmes.add(programme)
    with transaction.atomic(), at_sign_in({zone.pk}):
        worker = Worker.objects.create_user("maalt@brobygger.invalid", name="Bente")
        Membership.objects.create(worker=worker, zone=zone, role="assessor", since=date(2020, 1, 1))
    pack = Pack.objects.filter(url="urn:brobygger:form:sara-v3-structure").latest("version")
    asked = [one for top in pack.questions.top for one in top.walk() if one.options]
    answers = "{" + ", ".join(f'"{one.link_id}": ["{one.options[0].code}"]' for one in asked) + "}"
    told = {"zone": zone.pk, "programme": programme.pk, "worker": worker.pk, "pack": pack.pk, "each": TIMES_EACH}
    return worker, told | {"answers": seal(answers, about="risk_rating:answers")}


def _fill(told: dict[str, Any]) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(TABLES)}, trail_entry RESTART IDENTITY CASCADE")
        cursor.execute("SET session_replication_role = replica")  # each row points at rows that are made here too
        for statement in filter(str.strip, FILL.split(";\n")):
            cursor.execute(statement, told)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute(f"VACUUM (ANALYZE) {', '.join(TABLES)}")


def _pages(worker: Worker, cases: int) -> dict[str, Cost]:
    client, bare = Client(), Client()
    with transaction.atomic(), at_sign_in():
        client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    one = cases // 2
    addresses = {
        "the day's board": reverse("risk_board"),
        "the whole team's": reverse("risk_board") + "?whose=team",
        "one person's page": reverse("risk_case", args=[one]),
        "one assessment": reverse("risk_assessment", args=[one * TIMES_EACH]),
    }
    found = {"a bare page": _cost(lambda: _get(bare, "/plain/"))}
    return found | {name: _cost(lambda at=at: _get(client, at)) for name, at in addresses.items()}  # type: ignore[misc]


def _get(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def _cost(deed: Callable[[], Any]) -> Cost:
    for _ in range(math.ceil(TURNS / 10)):
        deed()
    return Cost([deed] * TURNS)
