"""People whom a municipality's team has received, by the hundred thousand, put straight into the tables."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from django.db import connections, transaction
from django.test import Client

from bench.calls import Cost
from brobygger.access.zones import among, at_sign_in
from brobygger.programmes.models import Programme
from brobygger.staff.models import Membership, Organisation, Worker, Zone

TURNS = 60
PEOPLE = """
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
"""
TABLES = ("people_person", "people_contactplan", "people_phonenumber", "screening_detection", "screening_screening")


def someone_who_receives() -> tuple[Worker, dict[str, Any]]:
    """A member of a team, and what the filling is told of her zone."""
    programme = Programme.objects.get(key="ambulant-indsats")
    organisation, _made = Organisation.objects.get_or_create(name="Målt")
    zone, _made = Zone.objects.get_or_create(key="maalt", defaults={"name": "Målt", "organisation": organisation})
    with transaction.atomic(), among({zone.pk}):
        zone.programmes.add(programme)
    with transaction.atomic(), at_sign_in({zone.pk}):
        worker = Worker.objects.filter(email="maalt@brobygger.invalid").first()
        if worker is None:
            worker = Worker.objects.create_user("maalt@brobygger.invalid", name="Bente")
            Membership.objects.create(worker=worker, zone=zone, role="assessor", since=date(2020, 1, 1))
    return worker, {"zone": zone.pk, "programme": programme.pk, "worker": worker.pk}


def fill(told: dict[str, Any], more: str, tables: Collection[str]) -> None:
    """So many people (`cases`) and no others, and what `more` makes of them, as a database at rest knows them."""
    every = ", ".join((*TABLES, *tables))
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"TRUNCATE {every}, trail_entry RESTART IDENTITY CASCADE")
        cursor.execute("SET session_replication_role = replica")  # each row points at rows that are made here too
        for statement in filter(str.strip, (PEOPLE + more).split(";\n")):
            cursor.execute(statement, told)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute(f"VACUUM (ANALYZE) {every}")
        cursor.execute("CHECKPOINT")  # else the disk is still busy with what was filled in while pages are measured


def signed_in(worker: Worker) -> Client:
    """A browser in which she is signed in."""
    client = Client()
    with transaction.atomic(), at_sign_in():
        client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def cost_of(client: Client, address: str) -> Cost:
    """The page, asked for many times once it is warm."""

    def get() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)

    deeds: list[Callable[[], Any]] = [get] * TURNS
    for _turn in range(TURNS // 10):
        get()
    return Cost(deeds)
