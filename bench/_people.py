"""Invented people by the million, put straight into the tables: to be rung, tried, without a number, answered."""

from datetime import date

from django.db import connections, transaction
from django.urls import reverse

from brobygger.access.zones import at_sign_in
from brobygger.programmes.models import AttemptPolicy, Programme
from brobygger.staff.models import Membership, Worker

FAR = 50_000
FILL = """
INSERT INTO people_person (id, zone_id, given_name, family_name, birth_date, gender, language, email, address,
    postal_code, protected, address_withheld, created_at, created_by_kind)
SELECT n, %(zone)s,
    (ARRAY['Sofie','Emma','Ida','Freja','Clara','Noah','Oscar','Malthe','Anne Marie','Aksel'])[1 + n %% 10],
    'Prøve' || n %% 5000, date '1950-01-02' + n %% 18000, 'female', CASE WHEN n %% 50 = 0 THEN 'ar' ELSE '' END, '',
    'Prøvevej ' || n %% 300, '0999', n %% 40 = 0, false, now(), 'machine' FROM generate_series(1, %(rows)s) n;
INSERT INTO people_contactplan (person_id, zone_id, basis, may_ring, do_not_contact, days, hour_from, hour_to,
    may_say_who_we_are, may_leave_voicemail, who_else_may_answer, wishes, interpreter, interpreter_language,
    shares_phone_with_accused, shares_address_with_accused)
SELECT n, %(zone)s, 'first_contact', true, false, 127, 0, 24, false, false, '', '', false, '', false, false
FROM generate_series(1, %(rows)s) n;
INSERT INTO people_phonenumber (zone_id, person_id, number, source, shared_with_accused, added_at, stopped_because)
SELECT %(zone)s, n, '+4595' || lpad((n %% 10000)::text, 6, '0'), 'import', false, now(), ''
FROM generate_series(1, %(rows)s) n;
INSERT INTO cases_case (id, zone_id, programme_id, person_id, state, opened_at, window_until, ring_from, attempts,
    last_attempt_at, incident_type, role, age_group, language, for_minor, may_ring, protected)
SELECT n, %(zone)s, %(programme)s, n,
    CASE WHEN n %% 10 < 6 THEN 'to_call' WHEN n %% 10 = 6 THEN 'no_number' ELSE 'declined' END, now(),
    current_date + 2 + (n::bigint * 7919 %% 26)::int,
    now() - interval '1 day' * (n %% 20) + CASE WHEN n %% 10 = 3 THEN interval '25 days' ELSE '0' END,
    CASE WHEN n %% 10 IN (3, 4) THEN 1 + n %% 3 ELSE 0 END,
    CASE WHEN n %% 10 IN (3, 4) THEN now() - interval '1 day' END,
    (ARRAY['violence','threats','robbery','rape_and_sexual_offences','accidents'])[1 + n %% 5], 'victim', '30_39',
    CASE WHEN n %% 50 = 0 THEN 'ar' ELSE '' END, false, true, n %% 40 = 0 FROM generate_series(1, %(rows)s) n;
INSERT INTO outreach_call (zone_id, case_id, by_id, state, opened_at, card_seen_at, saved_at, result, form, note,
    before, before_words, decline_reason, language, interpreter)
SELECT %(zone)s, n, %(worker)s, 'saved', now() - interval '2 days', now(), now() - interval '1 day' * (1 + k),
    'no_answer', '', '', '{}', '', '', '', false
FROM generate_series(1, %(rows)s) n, generate_series(1, 3) k WHERE n %% 10 IN (3, 4) AND k <= 1 + n %% 3;
INSERT INTO cases_registration (zone_id, programme_id, source, source_ref, identified_on, occurred_on, incident_type,
    role, gender, age, has_contact_details, reached, outcome, decline_reason, survey, referral_token, offence_code,
    state, person_id, case_id)
SELECT %(zone)s, %(programme)s, 'incidents', 'b' || n, current_date - 3, current_date - 5, c.incident_type, 'victim',
    'female', 35, true, c.state = 'declined', CASE WHEN c.state = 'declined' THEN 'declined' ELSE '' END, '', '', '',
    '', c.state, n, n FROM generate_series(1, %(rows)s) n JOIN cases_case c ON c.id = n;
"""
EMPTY = "TRUNCATE people_person, cases_case, cases_registration, outreach_call, trail_entry RESTART IDENTITY CASCADE"
COUNTED = ("people_person", "people_phonenumber", "cases_case", "outreach_call", "cases_registration")


def someone_who_rings(name: str = "bench") -> tuple[Worker, int, Programme]:
    """A worker of the zone that ships with the programme; whatever the hour at which one measures, she may ring."""
    programme = Programme.objects.get(key="opsoegende-indsats")
    zone = programme.zones.get()
    with transaction.atomic(), at_sign_in({zone.pk}):
        worker = Worker.objects.create_user(f"{name}@brobygger.invalid", name="Bente")
        Membership.objects.create(worker=worker, zone=zone, role="worker", since=date(2020, 1, 1))
    policies = AttemptPolicy.objects.using("owner").filter(programme=programme)
    policies.update(hour_bands=[[0, 24]], weekdays=[1, 2, 3, 4, 5, 6, 7])
    return worker, zone.pk, programme


def fill(rows: int, zone_id: int, programme_id: int, worker_id: int) -> None:
    """So many registrations and no others, as a database that has been at rest knows them."""
    told = {"rows": rows, "zone": zone_id, "programme": programme_id, "worker": worker_id}
    with connections["owner"].cursor() as cursor:
        cursor.execute(EMPTY)
        for statement in FILL.split(";\n"):
            if statement.strip():
                cursor.execute(statement, told)
        for table in COUNTED:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        cursor.execute(f"VACUUM (ANALYZE) {', '.join(COUNTED)}, people_contactplan")


def far_down(zone_id: int, size: int) -> str:
    """The address of the call list's page fifty thousand rows down, or a quarter of the way where it is shorter."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT window_until, id FROM cases_case WHERE zone_id = %s AND state = 'to_call'"
            " ORDER BY window_until, id OFFSET %s LIMIT 1",
            [zone_id, min(FAR, size // 4)],
        )
        day, pk = cursor.fetchone()
    return f"{reverse('call_list')}?after={day:%Y-%m-%d}.{pk}"
