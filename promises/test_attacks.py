"""Someone has the web role's password, or her own SQL inside a request: what she tries, and that she gets nowhere.

Each attack is raw SQL on a connection of its own, so that nothing of the program stands between it and the database.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, connections, models, transaction
from django.test import Client
from django.utils import timezone
from psycopg import errors, sql

from brobygger.access.who import actor_for
from brobygger.access.zones import HERE, SEARCH_PATH, at_sign_in, in_zones, signed, walled_models
from brobygger.base.classed import Kind
from brobygger.config.commands.upkeep import _old_sessions
from brobygger.config.rights import KEPT
from brobygger.outreach.tests.making import someone
from brobygger.staff.models import Membership, RoleOffer, Worker
from brobygger.trail import actions as trail
from brobygger.trail.models import Entry
from conftest import standing_cast

PASSWORD = "en lang kode til prøver"


class Town:
    """Two zones with one person each, and the ways in that a thief may have."""

    def __init__(self, now: Any) -> None:
        self.cast = standing_cast()
        with transaction.atomic():
            self.here = someone(self.cast, now)
            self.there = someone(self.cast, now, zone=self.cast.other_zone)
        self.open: list[psycopg.Connection[Any]] = []

    def thief(self) -> psycopg.Connection[Any]:
        """A connection with the web role's password and nothing else."""
        told = settings.DATABASES["default"]
        made = psycopg.connect(
            host=told["HOST"], dbname=told["NAME"], user=told["USER"], password=told["PASSWORD"], autocommit=True
        )
        self.open.append(made)
        return made

    def injected(self, who: Any = None, zones: set[int] | None = None) -> psycopg.Connection[Any]:
        """SQL of her own inside a request, of the owner's where nobody else is named, who works in the first zone."""
        made = self.thief()
        made.autocommit = False
        _, here, _ = made.execute(HERE, [SEARCH_PATH]).fetchone() or ("", "", "")
        who, zones = who or self.cast.owner, {self.cast.zone.pk} if zones is None else zones
        self.claim = signed(zones, str(who.pk), here)
        made.execute("SELECT set_config('app.zones', %s, true)", [self.claim])
        assert made.execute("SELECT brobygger_claim(2)").fetchone() == (str(who.pk),), "she is not in the request"
        return made


@pytest.fixture
def town(committed: None, now: Any) -> Iterator[Town]:
    made = Town(now)
    yield made
    for one in made.open:
        one.close()


def seen(raw: psycopg.Connection[Any]) -> dict[str, int]:
    """Every table of ours in which a row shows."""
    tables = raw.execute(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm') AND relnamespace = 'public'::regnamespace"
        " AND has_any_column_privilege(oid, 'SELECT')"
    ).fetchall()
    assert len(tables) > 90
    counts = {
        name: raw.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()[0]  # type: ignore[index]
        for (name,) in tables
    }
    return {name: count for name, count in counts.items() if count}


def refuses(raw: psycopg.Connection[Any], statement: str, told: Any = None) -> str:
    """What the database answers; that it refuses is asserted."""
    with pytest.raises(errors.InsufficientPrivilege) as problem, raw.transaction():
        raw.execute(statement, told)
    return str(problem.value)


# -- naming zones ----------------------------------------------------------------------------------------------------


def test_the_password_alone_shows_no_row_of_any_table(town):
    assert seen(town.thief()) == {}


@pytest.mark.parametrize(
    "told",
    ["{%s}", "{%s}|", "{%s}||%s|", "{%s}|*|%s||" + "0" * 64, "{%s}|1|%s|" + "|" * 70, "{1,2,3,4,5,6,7,8,9}", "'"],
)
@pytest.mark.parametrize("local", [True, False])
def test_zones_that_she_names_herself_are_not_entered(town, told, local):
    raw = town.thief()
    filled = told.replace("%s", str(town.cast.zone.pk), 1).replace("%s", str(raw.info.backend_pid))
    with raw.transaction():
        raw.execute("SELECT set_config('app.zones', %s, %s)", [filled, local])
        assert seen(raw) == {}


def test_what_was_signed_for_one_connection_is_void_on_another(town):
    town.injected()
    raw = town.thief()
    with raw.transaction():
        raw.execute("SELECT set_config('app.zones', %s, true)", [town.claim])
        assert seen(raw) == {}


def test_what_was_signed_for_one_transaction_is_void_in_the_next(town):
    raw = town.injected()
    raw.commit()
    for local in (True, False):
        raw.execute("SELECT set_config('app.zones', %s, %s)", [town.claim, local])
        assert seen(raw) == {}
        raw.commit()


@pytest.mark.parametrize("part", [0, 1, 2, 3, 4])
def test_nothing_of_what_was_signed_can_be_changed(town, part):
    raw = town.injected()
    parts = town.claim.split("|")
    parts[part] = [f"{{{town.cast.zone.pk},{town.cast.other_zone.pk}}}", "*", "1", "", "0" * 64][part]
    raw.execute("SELECT set_config('app.zones', %s, true)", ["|".join(parts)])
    assert seen(raw) == {}


def test_the_key_is_not_hers_to_read_and_the_door_not_hers_to_change(town):
    for raw in (town.thief(), town.injected()):
        for statement in (
            "SELECT * FROM brobygger_key",
            "COPY brobygger_key TO STDOUT",
            "CREATE OR REPLACE FUNCTION public.brobygger_claim(part integer) RETURNS text LANGUAGE sql AS 'SELECT 1'",
            "ALTER FUNCTION brobygger_claim SET search_path = pg_temp",
            "CREATE TABLE public.mine (id int)",
            "CREATE SCHEMA mine",
            "ALTER TABLE people_person DISABLE ROW LEVEL SECURITY",
            "DROP POLICY zone_wall ON people_person",
            "DO $$ BEGIN PERFORM 1; END $$",
            "CREATE FUNCTION pg_temp.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        ):
            refuses(raw, statement)


def test_a_zone_entered_for_a_moment_is_left_again_also_when_it_goes_wrong(town):
    from brobygger.access.zones import among

    with in_zones(actor_for(town.cast.owner.pk)), connection.cursor() as cursor:
        with pytest.raises(ValueError, match="halfway"), among({town.cast.other_zone.pk}):
            raise ValueError("halfway")
        cursor.execute("SELECT brobygger_claim(1)")
        assert cursor.fetchone() == (f"{{{town.cast.zone.pk}}}",)


# -- who works where, and by what one signs in -----------------------------------------------------------------------


def test_a_role_is_given_nowhere_but_in_the_zone_that_is_entered(town):
    cast, raw = town.cast, town.injected()
    give = (
        "INSERT INTO staff_membership (worker_id, zone_id, role, since) VALUES (%s, %s, 'programme_leader', '2020-1-1')"
    )
    refuses(raw, give, [cast.owner.pk, cast.other_zone.pk])
    refuses(raw, "UPDATE staff_membership SET zone_id = %s WHERE worker_id = %s", [cast.other_zone.pk, cast.owner.pk])
    changed = "UPDATE staff_membership SET role = 'administrator' WHERE zone_id = %s"
    assert raw.execute(changed, [cast.other_zone.pk]).rowcount == 0
    assert raw.execute("DELETE FROM staff_membership WHERE zone_id = %s", [cast.other_zone.pk]).rowcount == 0
    refuses(town.thief(), give, [cast.owner.pk, cast.zone.pk])


ELSEWHERE = """
SELECT name FROM staff_worker WHERE id = %(stranger)s
SELECT email FROM staff_worker WHERE email LIKE 'strange%%'
SELECT password FROM staff_worker WHERE id = %(stranger)s FOR UPDATE
SELECT w.* FROM staff_membership m JOIN staff_worker w ON w.id = m.worker_id WHERE m.zone_id = %(there)s
SELECT * FROM staff_membership WHERE worker_id = %(stranger)s
SELECT * FROM staff_membership WHERE zone_id = %(there)s
SELECT * FROM staff_roleoffer WHERE zone_id = %(there)s
SELECT * FROM mfa_authenticator WHERE user_id = %(stranger)s
SELECT * FROM account_emailaddress
SELECT * FROM django_session
UPDATE staff_worker SET name = 'x' WHERE id = %(stranger)s
UPDATE staff_worker SET email = 'strange@brobygger.invalid' WHERE id = %(stranger)s
UPDATE staff_worker SET password = 'x' WHERE id = %(stranger)s
UPDATE staff_membership SET until = '2030-1-1' WHERE worker_id = %(stranger)s
UPDATE staff_roleoffer SET lapses_on = '2030-1-1' WHERE zone_id = %(there)s
DELETE FROM staff_worker
DELETE FROM staff_roleoffer
DELETE FROM mfa_authenticator WHERE user_id = %(stranger)s
""".strip().splitlines()


@pytest.fixture
def asked(town):
    """Another zone has asked a worker of its neighbour to take a role, and has a second step of its own."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    cast = town.cast
    told = {
        "role": "worker",
        "offered_at": "2026-11-18T10:30Z",
        "lapses_on": "2030-1-1",
        "name": "S",
        "email": "s@x.dk",
    }
    with transaction.atomic(), at_sign_in({cast.other_zone.pk}):
        TOTP.activate(cast.stranger, generate_totp_secret())
        RoleOffer.objects.create(zone=cast.other_zone, worker=cast.counsellor, offered_by=cast.strange_leader, **told)
    Client().force_login(cast.stranger)
    return {"stranger": cast.stranger.pk, "here": cast.zone.pk, "there": cast.other_zone.pk, "me": cast.owner.pk}


@pytest.mark.parametrize("statement", ELSEWHERE)
def test_who_works_elsewhere_is_not_there(town, asked, statement):
    for raw in (town.injected(), town.thief()):
        assert raw.execute(statement, asked).rowcount == 0


def test_she_sees_her_colleagues_also_those_who_have_left_and_herself(town):
    cast, raw = town.cast, town.injected()
    with transaction.atomic(), at_sign_in({cast.zone.pk}):
        Membership.objects.filter(worker=cast.colleague).update(until="2020-12-31")
    names = {name for (name,) in raw.execute("SELECT name FROM staff_worker").fetchall()}
    here = {cast.owner, cast.colleague, cast.leader, cast.second_leader, cast.officer, cast.administrator}
    assert names == {worker.name for worker in here}
    # One whose roles lie elsewhere, or who has none yet, sees herself and who let her in.
    with transaction.atomic(), at_sign_in():
        Worker.objects.filter(pk=cast.counsellor.pk).update(invited_by=cast.coordinator)
    alone = town.injected(cast.counsellor, set())
    seen = alone.execute("SELECT id FROM staff_worker ORDER BY id").fetchall()
    assert seen == sorted([(cast.counsellor.pk,), (cast.coordinator.pk,)])


MAKING_KNOWN = {
    "a role for someone elsewhere": (
        "INSERT INTO staff_membership (worker_id, zone_id, role, since) VALUES (%(who)s, %(here)s, 'worker', now())"
    ),
    "a role passed to someone elsewhere": "UPDATE staff_membership SET worker_id = %(who)s WHERE worker_id = %(me)s",
    "a role offered": (
        "INSERT INTO staff_roleoffer (worker_id, zone_id, role, name, email, offered_at, lapses_on, state)"
        " VALUES (%(who)s, %(here)s, 'worker', '', '', now(), now(), 'waiting')"
    ),
    "a role offered to oneself elsewhere": (
        "INSERT INTO staff_roleoffer (worker_id, zone_id, role, name, email, offered_at, lapses_on, state)"
        " VALUES (%(me)s, %(zone)s, 'programme_leader', '', '', now(), now(), 'waiting')"
    ),
    "who let her in": "UPDATE staff_worker SET invited_by_id = %(who)s WHERE id = %(me)s",
    "a worker of that address": (
        "INSERT INTO staff_worker (email, name, password, language, is_active, way)"
        " VALUES (%(email)s, '', '', 'da', true, '')"
    ),
    "her own address": "UPDATE staff_worker SET email = %(email)s WHERE id = %(me)s",
    "an address of an account": (
        'INSERT INTO account_emailaddress (email, verified, "primary", user_id) VALUES (%(email)s, true, true, %(me)s)'
    ),
    "a second step": (
        "INSERT INTO mfa_authenticator (user_id, type, data, created_at) VALUES (%(who)s, 'totp', '{}', now())"
    ),
}


@pytest.mark.parametrize("what", MAKING_KNOWN)
def test_nobody_elsewhere_is_made_known_and_whether_she_is_there_shows_nowhere(town, asked, what):
    raw = town.injected()
    answers = {
        refuses(raw, MAKING_KNOWN[what], asked | {"who": who, "email": email, "zone": zone})
        for who, email, zone in (
            (asked["stranger"], town.cast.stranger.email, asked["there"]),
            (987_654_321, "nobody@brobygger.invalid", 987_654_321),
        )
    }
    assert len(answers) == 1


def test_what_she_is_asked_to_take_is_not_changed_by_her(town, asked):
    """Nor is a question that was taken back put anew: it is answered where one signs in."""
    raw = town.injected(town.cast.counsellor, {town.cast.counselling_zone.pk})
    assert raw.execute("SELECT count(*) FROM staff_roleoffer").fetchone() == (1,)
    for change in ("role = 'programme_leader'", "state = 'waiting'", "zone_id = 1"):
        assert raw.execute(f"UPDATE staff_roleoffer SET {change}").rowcount == 0
    theirs = town.injected(town.cast.strange_leader, {town.cast.other_zone.pk})
    for change in ("zone_id = %(here)s", "worker_id = %(me)s"):
        refuses(theirs, f"UPDATE staff_roleoffer SET {change}", asked)


def test_nobody_gets_a_password_an_address_or_a_second_step_from_a_colleague(town):
    cast, raw = town.cast, town.injected()
    own = ("way = 'mail'", "own_since = now()", "vouched_by_id = 1", "invited_by_id = 1", "invited_at = now()")
    for change in ("email = 'x@brobygger.invalid'", "is_active = false", *own):
        for who in (cast.leader, cast.owner):
            refuses(raw, f"UPDATE staff_worker SET {change} WHERE id = %s", [who.pk])
    refuses(raw, "UPDATE staff_worker SET password = 'x' WHERE id = %s", [cast.leader.pk])
    step = "INSERT INTO mfa_authenticator (user_id, type, data, created_at) VALUES (%s, 'totp', '{}', now())"
    refuses(raw, step, [cast.leader.pk])


def test_the_second_steps_of_others_do_not_show(town):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    with transaction.atomic(), at_sign_in():
        TOTP.activate(town.cast.stranger, generate_totp_secret())
        TOTP.activate(town.cast.owner, generate_totp_secret())
    raw = town.injected()
    assert raw.execute("SELECT user_id FROM mfa_authenticator").fetchall() == [(town.cast.owner.pk,)]
    assert raw.execute("DELETE FROM mfa_authenticator WHERE user_id <> %s", [town.cast.owner.pk]).rowcount == 0
    assert seen(town.thief()) == {}


def test_a_hash_opens_nothing_without_the_key(settings):
    from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, make_password

    settings.PASSWORD_HASHERS = [
        "brobygger.staff.hashing.KeyedArgon2",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    kept = make_password(PASSWORD)
    assert check_password(PASSWORD, kept)
    assert not check_password("noget helt andet", kept)
    settings.SECRET_KEY = "another installation's"
    assert not check_password(PASSWORD, kept)
    older = PBKDF2PasswordHasher().encode(PASSWORD, "saltsaltsaltsaltsaltsalt")
    renewed: list[str] = []
    assert check_password(PASSWORD, older, renewed.append)  # one from an earlier release still fits, and is renewed
    assert renewed == [PASSWORD]


def test_a_session_is_taken_over_neither_by_reading_nor_by_writing_its_row(town):
    hers, mine = Client(), Client()
    hers.force_login(town.cast.stranger)
    mine.force_login(town.cast.owner)
    rows = {row.session_key: row for row in Session.objects.using("owner")}
    assert hers.cookies["sessionid"].value not in rows
    thief = Client()
    for key in rows:
        thief.cookies["sessionid"] = key
        assert thief.get("/account/").status_code == 302
    raw = town.injected()
    assert raw.execute("SELECT * FROM django_session").fetchall() == []
    assert raw.execute("UPDATE django_session SET session_data = 'x'").rowcount == 0
    assert raw.execute("DELETE FROM django_session").rowcount == 0
    new = "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, 'x', now())"
    assert len({refuses(raw, new, [key]) for key in (max(rows), "x")}) == 1
    # Whoever comes past that wall has the row of another under her own key, and it opens nothing.
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE django_session SET session_data = (SELECT max(session_data) FROM django_session)")
    assert sorted(client.get("/account/").status_code for client in (hers, mine)) == [200, 302]


def test_a_session_that_is_over_is_removed_by_the_upkeep(town):
    Client().force_login(town.cast.owner)
    with transaction.atomic(), at_sign_in():
        Session.objects.update(expire_date="2020-01-01T00:00Z")
    _old_sessions(timezone.now())
    assert not Session.objects.using("owner").exists()


# -- the trail -------------------------------------------------------------------------------------------------------

TRAIL = (
    "INSERT INTO trail_entry (at, what, by_kind, about_kind, facts, zone_id{})"
    " VALUES (now(), 'x', '', '', '{{}}', %s{})"
)


@pytest.mark.parametrize("number", ["9223372036854775807", "0", "-1", "brobygger_transaction_id() + 1"])
def test_an_entry_has_the_number_of_its_transaction(town, number):
    raw = town.injected()
    refuses(raw, TRAIL.format(", transaction", f", {number}"), [town.cast.zone.pk])
    raw.execute(TRAIL.format(", transaction", ", DEFAULT"), [town.cast.zone.pk])


def test_an_entry_is_not_numbered_changed_or_removed_by_the_web_role(town):
    raw = town.injected()
    refuses(raw, TRAIL.format(", id", ", 9223372036854775807"), [town.cast.zone.pk])
    refuses(raw, TRAIL.format("", ""), [town.cast.other_zone.pk])
    for statement in (
        "UPDATE trail_entry SET what = 'y'",
        "DELETE FROM trail_entry",
        "TRUNCATE trail_entry",
        "INSERT INTO trail_seal (at, from_transaction, to_transaction, entries, digest) VALUES (now(), 0, 1, 1, '')",
        "SELECT setval('trail_entry_id_seq', 9223372036854775807)",
        "SELECT nextval('trail_entry_id_seq')",
        "SELECT last_value FROM trail_entry_id_seq",
    ):
        refuses(raw, statement)
    refuses(town.thief(), TRAIL.format("", "").replace("%s", "NULL"))


def test_an_entry_is_written_in_nobody_elses_name(town):
    told = (
        "INSERT INTO trail_entry (at, what, by_kind, by_id, about_kind, facts, zone_id)"
        " VALUES (now(), 'x', 'worker', %s, '', '{}', %s)"
    )
    raw, cast = town.injected(), town.cast
    for zone in (cast.zone.pk, None):
        for other in (cast.leader.pk, cast.stranger.pk, 987_654_321):
            refuses(raw, told, [other, zone])
        raw.execute(told, [cast.owner.pk, zone])
    raw.commit()  # the process's own connection again, in which nobody acts
    refuses(raw, told, [cast.owner.pk, None])


def test_an_absurd_number_that_is_there_already_stops_neither_prepare_nor_anyone_who_signs_in(town, now):
    with connections["owner"].cursor() as cursor:
        cursor.execute(TRAIL.format(", transaction", ", 9223372036854775807"), [town.cast.zone.pk])
        # What an earlier `prepare` made of it.
        cursor.execute(
            "CREATE OR REPLACE FUNCTION brobygger_transaction_id() RETURNS bigint LANGUAGE sql VOLATILE"
            " AS 'SELECT pg_current_xact_id()::text::bigint + 9223372036854775000'"
        )
    trail.keep_numbers_rising()
    client = Client()
    page = client.post("/account/login/", {"login": town.cast.leader.email, "password": PASSWORD})
    assert page.status_code == 302
    assert client.get("/account/staff/").status_code == 200
    assert not Entry.objects.using("owner").filter(transaction__gte=2**61).exists()
    told = {"what": "x", "transaction__lt": 2**61}
    assert Entry.objects.using("owner").filter(**told).count() == 1  # it lies where the next seal covers it


# -- names that are not what they seem -------------------------------------------------------------------------------

POISON = (
    "SET search_path = pg_temp, public",
    "CREATE TEMP TABLE trail_entry (LIKE public.trail_entry INCLUDING DEFAULTS INCLUDING IDENTITY)",
    "CREATE TEMP TABLE staff_membership AS SELECT * FROM public.staff_membership",
    "CREATE TEMP VIEW people_person AS SELECT NULL::bigint id, NULL::bigint zone_id",
)


def test_a_temporary_table_swallows_no_entry_and_gives_nobody_a_role(town, now):
    """The next request on a connection that someone has poisoned."""
    owner = actor_for(town.cast.owner.pk)
    with connection.cursor() as cursor:
        for statement in POISON:
            cursor.execute(statement)
        cursor.execute("UPDATE pg_temp.staff_membership SET zone_id = %s", [town.cast.other_zone.pk])
    before = Entry.objects.using("owner").count()
    client = Client()
    client.post("/account/login/", {"login": town.cast.officer.email, "password": PASSWORD})
    assert client.get("/trail/").status_code == 200
    assert Entry.objects.using("owner").count() > before
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_temp.trail_entry")
        assert cursor.fetchone() == (0,)
    with in_zones(owner):
        trail.write("desk.list_seen", by=owner, at=now, zone_id=town.cast.zone.pk)
        assert actor_for(town.cast.owner.pk).zones() == {town.cast.zone.pk}
    connection.close()


def test_the_owners_functions_go_by_the_owners_names(town):
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang"
            " WHERE p.pronamespace = 'public'::regnamespace AND p.proowner = current_user::regrole"
            " AND (l.lanname = 'plpgsql' OR p.prosecdef)"
            " AND p.proconfig::text NOT LIKE '%search_path=public, pg_temp%' IS NOT FALSE"
        )
        assert cursor.fetchall() == []


# -- rows that point elsewhere ---------------------------------------------------------------------------------------


def test_a_row_stays_in_its_zone_also_for_one_who_is_in_both(town):
    raw = town.thief()
    raw.autocommit = False
    _, here, _ = raw.execute(HERE, [SEARCH_PATH]).fetchone() or ("", "", "")
    both = {town.cast.zone.pk, town.cast.other_zone.pk}
    raw.execute("SELECT set_config('app.zones', %s, true)", [signed(both, "", here)])
    assert raw.execute("SELECT count(*) FROM people_person").fetchone() == (2,)
    refuses(raw, "UPDATE people_contactplan SET zone_id = %s WHERE zone_id = %s", sorted(both))


# -- what PostgreSQL tells everyone ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT pg_terminate_backend(1)",
        "SELECT pg_cancel_backend(1)",
        "SELECT lo_create(0)",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT reltuples FROM pg_class WHERE relname = 'people_person'",
        "SELECT relpages FROM pg_class",
        "SELECT * FROM pg_class",
        "SELECT * FROM pg_stats",
        "SELECT * FROM pg_stat_user_tables",
        "SELECT * FROM pg_stat_activity",
        "SELECT * FROM pg_statio_user_indexes",
        "SELECT * FROM pg_locks",
        "SELECT * FROM pg_sequences",
        "SELECT pg_stat_get_live_tuples('people_person'::regclass)",
        "SELECT pg_stat_get_tuples_inserted('people_person'::regclass)",
        "SELECT pg_stat_get_activity(NULL)",
        "SELECT pg_stat_get_backend_activity(1)",
        "SELECT pg_relation_size('people_person')",
        "SELECT pg_total_relation_size('people_person')",
        "SELECT pg_database_size(current_database())",
        "SELECT pg_sequence_last_value('people_person_id_seq')",
        "SELECT last_value FROM people_person_id_seq",
        "SELECT setval('people_person_id_seq', 1)",
        "SET track_activities = on",
    ],
)
def test_statistics_tell_nothing(town, statement):
    refuses(town.thief(), statement)


def test_nobody_sees_what_another_connection_asks(town):
    raw = town.thief()
    raw.execute("SELECT 'Hun bor hos sin søster'")
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [raw.info.backend_pid])
        assert cursor.fetchone()[0] == ""


SCANS = ("seqscan", "indexscan", "indexonlyscan", "bitmapscan")
ABOUT_A_PERSON = {Kind.IDENTITY, Kind.CONTACT, Kind.SENSITIVE}
COMPARED = (models.CharField, models.TextField, models.DateField, models.IntegerField)
# By one row's own key, by whose it is, by its zone: however a row of another zone might be picked out.
PICKED_BY = ("id", "person_id", "worker_id", "zone_id")


def _told_of(table: str, classed_as: set[Kind], *others: str) -> list[tuple[str, str]]:
    """What can be compared in SQL of the table's columns."""
    model = next(one for one in apps.get_models() if one._meta.db_table == table)
    kinds = model.classed.kinds  # type: ignore[attr-defined]
    fields = [
        f for f in model._meta.concrete_fields if isinstance(f, COMPARED) and not f.is_relation and not f.primary_key
    ]
    return [(table, str(f.column)) for f in fields if kinds[f.name] in classed_as or f.name in others]


ASKED = [
    *(one for model in walled_models() for one in _told_of(model._meta.db_table, set(Kind))),
    *_told_of("staff_worker", set(), "name", "language"),
]


def plans(raw: psycopg.Connection[Any], question: str, told: list[Any]) -> list[list[str]]:
    """What EXPLAIN tells of the question, in whichever way the planner is made to go, but for the question itself."""
    found = []
    for only in SCANS:
        for scan in SCANS:
            raw.execute(f"SET LOCAL enable_{scan} = {'on' if scan == only else 'off'}")
        lines = raw.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF) {question}", told)
        told_back = [line for (line,) in lines.fetchall()]
        ends = next((n for n, line in enumerate(told_back) if line.startswith("Planning")), len(told_back))
        found.append(
            [line for line in told_back[:ends] if not line.strip().startswith(("Filter:", "Index Cond:", "Recheck"))]
        )
    return found


def test_a_plan_does_not_tell_what_stands_in_a_row_of_another_zone(town):
    tried, telling = set(), set()
    thief = town.thief()
    thief.autocommit = False
    with connections["owner"].cursor() as owner:
        # Nothing of hers is like anything in the thief's own zone, which she may well be told of.
        there = [town.cast.other_zone.pk]
        owner.execute(
            "UPDATE people_person SET given_name = 'Maja', birth_date = '1980-03-01' WHERE zone_id = %s", there
        )
        owner.execute("UPDATE people_contactplan SET hour_from = 11, hour_to = 12 WHERE zone_id = %s", there)
        owner.execute("UPDATE people_phonenumber SET number = '+4595009999' WHERE zone_id = %s", there)
        for raw in (thief, town.injected()):
            raw.prepare_threshold = None
            for table, column in ASKED:
                keys = [key for key in PICKED_BY if key in _columns(table)]
                outside, his = ("id", "stranger") if table == "staff_worker" else ("zone_id", "other_zone")
                mine = "owner" if table == "staff_worker" else "zone"
                owner.execute(
                    f'SELECT {", ".join(keys)}, "{column}" FROM {table} WHERE {outside} = %s AND "{column}"::text <> %s'
                    f' AND "{column}" NOT IN (SELECT "{column}" FROM {table} WHERE {outside} = %s) LIMIT 1',
                    [getattr(town.cast, his).pk, "", getattr(town.cast, mine).pk],
                )
                if (row := owner.fetchone()) is None:
                    continue
                *picked, real = row
                wrong = (
                    real + "x"
                    if isinstance(real, str)
                    else real.replace(year=1901)
                    if hasattr(real, "year")
                    else real + 1
                )
                for key, which in zip(keys, picked, strict=True):
                    question = f'SELECT * FROM {table} WHERE {key} = %s AND "{column}" >= %s AND "{column}" <= %s'
                    tried.add((table, column))
                    right, other = [which, real, real], [which, wrong, wrong]
                    # What differs once is what was in a cache.
                    if all(plans(raw, question, right) != plans(raw, question, other) for _ in range(4)):
                        telling.add((table, column, key))
    assert tried >= {("people_person", "given_name"), ("people_phonenumber", "number"), ("people_namepart", "part")}
    assert tried >= {("staff_worker", "name"), ("people_person", "birth_date")}
    assert telling == set()


def _columns(table: str) -> set[str]:
    with connections["owner"].cursor() as cursor:
        return {one.name for one in connections["owner"].introspection.get_table_description(cursor, table)}


# -- what lies outside the zones -------------------------------------------------------------------------------------


def test_the_password_alone_changes_nothing_that_all_zones_share(town):
    raw = town.thief()
    for table in ("directory_offer", "programmes_offencecode", "staff_zone_programmes", "django_session"):
        assert raw.execute(f"DELETE FROM {table}").rowcount == 0
    refuses(raw, "INSERT INTO staff_organisation (name) VALUES ('x')")
    refuses(raw, "UPDATE django_content_type SET model = 'x'")
    refuses(raw, "SELECT * FROM auth_permission")
    refuses(raw, "SELECT * FROM django_migrations")
    job = "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('imports', 'x', 0, NULL, NULL, '{{}}', NULL)::{}])"
    refuses(raw, job.format("procrastinate_job_to_defer_v1"))


def _job(task: str = "brobygger.intake.tasks.read_file", args: str = "", **other: str) -> str:
    told = {"priority": "0", "lock": "NULL", "queueing_lock": "NULL"} | other
    row = f"ROW('imports', '{task}', {told['priority']}, {told['lock']}, {told['queueing_lock']}, '{args}', NULL)"
    return f"SELECT procrastinate_defer_jobs_v1(ARRAY[{row}::procrastinate_job_to_defer_v1])"


def test_a_job_is_asked_for_in_her_own_zone_and_those_of_others_are_not_there(town):
    here, there = town.cast.zone.pk, town.cast.other_zone.pk
    theirs = town.injected(town.cast.stranger, {there})
    asked = _job(args=f'{{"run_id": 1, "zone_id": {there}}}', queueing_lock=f"'{there}-message-1'")
    theirs.execute(asked)
    assert theirs.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() == (1,)
    theirs.commit()
    raw = town.injected()
    mine = f'{{"run_id": 1, "zone_id": {here}}}'
    raw.execute(_job(args=mine))
    for told in (
        _job(args=f'{{"run_id": 1, "zone_id": {there}}}'),
        _job(args='{"run_id": 1}'),
        _job(args=f'{{"zone_id": [{here}]}}'),
        _job("builtin:procrastinate.builtin_tasks.remove_old_jobs", mine),
        _job(args=mine, priority="9"),
        _job(args=mine, lock="'x'"),
        _job(args=mine, queueing_lock=f"'{there}-message-1'"),
        "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('imports', 'x', 'doing')",
        f"INSERT INTO procrastinate_jobs (id, queue_name, task_name, args) VALUES (7, 'x', 'brobygger.x', '{mine}')",
        "SELECT procrastinate_register_worker_v1()",
        "INSERT INTO procrastinate_events (job_id, type) SELECT min(id) + 1, 'failed' FROM procrastinate_jobs",
    ):
        refuses(raw, told)
    for told in ("procrastinate_jobs", "procrastinate_events", "procrastinate_workers"):
        assert raw.execute(f"DELETE FROM {told}").rowcount == 0
    assert raw.execute("UPDATE procrastinate_jobs SET status = 'cancelled'").rowcount == 0
    assert raw.execute("SELECT args FROM procrastinate_jobs").fetchall() == [({"run_id": 1, "zone_id": here},)]
    assert raw.execute("SELECT * FROM procrastinate_events").fetchall() == []
    fetched = "SELECT (procrastinate_fetch_job_v2(NULL, NULL)).id"
    assert raw.execute(fetched).fetchone() == (None,)


def test_what_all_zones_share_is_not_removed_and_no_zone_is_renamed_or_left_without_its_programme(town):
    raw, there = town.injected(), town.cast.other_zone.pk
    for table in KEPT:
        refuses(raw, f"DELETE FROM {table}")
    for change in ("name = 'x'", "key = 'x'", "organisation_id = 1"):
        refuses(raw, f"UPDATE staff_zone SET {change}")
    refuses(raw, "UPDATE staff_organisation SET name = name || 'x'")
    told = "UPDATE staff_zone SET withheld_number_prefix = '' WHERE id = %s"
    assert [raw.execute(told, [zone]).rowcount for zone in (there, town.cast.zone.pk)] == [0, 1]
    assert raw.execute("DELETE FROM staff_zone_programmes WHERE zone_id = %s", [there]).rowcount == 0
    refuses(raw, "UPDATE staff_zone_programmes SET zone_id = zone_id")
    refuses(raw, "INSERT INTO staff_zone_programmes (zone_id, programme_id) VALUES (%s, 1)", [there])


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE calendars_feed SET worker_id = %s",
        "INSERT INTO calendars_feed (worker_id, mark, secret, made_at) VALUES (%s, 'x', 'x', now())",
    ],
)
def test_nobody_opens_anothers_calendar_by_a_link_of_her_own(town, change):
    mine = "INSERT INTO calendars_feed (worker_id, mark, secret, made_at) VALUES (%s, 'mine', '', now())"
    raw = town.injected()
    raw.execute(mine, [town.cast.owner.pk])
    raw.execute("UPDATE calendars_feed SET made_at = now()")
    for another in (town.cast.stranger, town.cast.assessor):
        refuses(raw, change, [another.pk])
    raw.commit()
    raw = town.injected(town.cast.assessor)
    for deed in ("UPDATE calendars_feed SET mark = 'hers'", "DELETE FROM calendars_feed"):
        assert raw.execute(deed).rowcount == 0


def test_no_count_of_tries_is_removed_by_who_is_counted(town):
    raw = town.injected()
    raw.execute("INSERT INTO access_tried (mark, times, free_at, forgotten_at) VALUES ('x', 9, now(), now())")
    assert raw.execute("DELETE FROM access_tried").rowcount == 0
    assert raw.execute("SELECT count(*) FROM access_tried").fetchone() == (1,)


SHARED = {
    "programmes_attemptpolicy": "most_attempts",
    "programmes_criteria": "wait_days",
    "programmes_offencecode": "code",
    "programmes_programme": "name_en",
    "programmes_targetrule": "included",
    "routes_coursecriteria": "note",
    "routes_criterion": "name_da",
}
SAID = {
    "contact_wording": "text",
    "programmes_consentwording": "text",
    "programmes_script": "steps",
    "referrals_coverage": "days",
}
NOWHERE = 987_654


@pytest.mark.parametrize(("table", "column"), SHARED.items())
def test_what_a_programme_asks_is_changed_where_it_is_run_and_not_once_it_holds(town, table, column):
    change = f"UPDATE {table} SET {column} = {column}"
    runs = town.cast.outpatient if table.startswith("routes") else town.cast.programme
    another = town.cast.zone.pk if table.startswith("routes") else town.cast.koege.pk  # runs another programme alone
    of_it = {
        "programmes_offencecode": "criteria_id IN (SELECT id FROM programmes_criteria WHERE programme_id = %s)",
        "programmes_targetrule": "criteria_id IN (SELECT id FROM programmes_criteria WHERE programme_id = %s)",
        "routes_criterion": "criteria_id IN (SELECT id FROM routes_coursecriteria WHERE programme_id = %s)",
        "programmes_programme": "id = %s",
    }.get(table, "programme_id = %s")
    raw = town.injected(zones={another})
    assert raw.execute(f"SELECT count(*) FROM {table} WHERE {of_it}", [runs.pk]).fetchone() > (0,)
    assert raw.execute(f"{change} WHERE {of_it}", [runs.pk]).rowcount == 0
    for zone in (NOWHERE, town.cast.zone.pk):
        raw = town.injected(zones={zone})
        assert raw.execute(f"SELECT count(*) FROM {table}").fetchone() > (0,)
        if zone != NOWHERE and table == "programmes_attemptpolicy":
            continue  # decided by one leader, also what holds
        with contextlib.suppress(errors.InsufficientPrivilege), raw.transaction():
            assert raw.execute(change).rowcount == 0
        if table not in KEPT:
            assert raw.execute(f"DELETE FROM {table}").rowcount == 0


@pytest.mark.parametrize(("table", "column"), SAID.items())
def test_words_that_are_said_stand_as_they_were_approved(town, table, column):
    refuses(town.injected(), f"UPDATE {table} SET {column} = {column}")


@pytest.mark.parametrize("change", ["state = 'withdrawn'", "approved_at = '2030-01-01'", "valid_from = '2030-01-01'"])
def test_a_consent_that_is_approved_stays_so(town, change):
    refuses(town.injected(), f"UPDATE programmes_consentwording SET {change} WHERE state = 'approved'")


def test_a_wording_that_was_shipped_is_withdrawn_by_no_zone(town):
    raw = town.injected()
    assert raw.execute("SELECT count(*) FROM contact_wording").fetchone()[0]
    assert raw.execute("UPDATE contact_wording SET withdrawn_at = now()").rowcount == 0


def test_nobody_who_works_in_a_zone_gives_it_a_programme_of_others(town):
    raw, here = town.injected(), town.cast.zone.pk
    run = "SELECT programme_id FROM staff_zone_programmes WHERE zone_id = %s"
    other = raw.execute(f"SELECT id FROM programmes_programme WHERE id NOT IN ({run})", [here]).fetchone()[0]
    refuses(raw, "INSERT INTO staff_zone_programmes (zone_id, programme_id) VALUES (%s, %s)", [here, other])


def test_a_case_is_laid_in_nobodys_hands_who_does_not_work_there(town):
    raw, told = town.injected(), "UPDATE cases_case SET held_by_id = %s, held_at = now()"
    assert raw.execute(told, [town.cast.owner.pk]).rowcount == 1
    refused = refuses(raw, told, [town.cast.stranger.pk])
    assert refused == refuses(raw, told, [987_654_321])
