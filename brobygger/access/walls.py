"""What the database itself holds against the web role: the SQL of every wall, safe to repeat.

A wall asks `brobygger_claim`, which answers only where the process has signed what it says of this connection and this
transaction. The key lies where the owner alone reads it.
"""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import models

from brobygger.access.zones import AT_SIGN_IN, SHARED_TOO, THE_QUEUE, walled_models

ZONES = "(SELECT brobygger_claim(1)::bigint[])"
WHO = "(SELECT brobygger_claim(2))"
INSIDE = f"zone_id = ANY ({ZONES}::bigint[])"
IS_THE_PROCESS = f"{WHO} IS NOT NULL"
AT_THE_DOOR = f"{WHO} = '{AT_SIGN_IN}'"
IS_THE_QUEUE = f"{WHO} = '{THE_QUEUE}'"
# EXPLAIN tells how many rows every condition has put aside, and whether the wall's own was asked at all. So the wall's
# is tried before anyone's: PostgreSQL tries what it takes for cheapest first, and this costs less than whatever
# compares. An index with someone's words begins with the zone for the same reason (promises/test_tables).
FIRST = "brobygger_among({column}, {known}) IS NOT NULL"
INSIDE_FIRST = FIRST.format(column="zone_id", known=ZONES)
ANYONE = f"(SELECT brobygger_claim(2) = '{AT_SIGN_IN}')"
HER_NUMBER = "(SELECT ARRAY[substring(brobygger_claim(2) FROM '^[0-9]+$')::bigint])"
HERSELF = f"({ANYONE} OR {FIRST.replace('{known}', HER_NUMBER)})"
IS_COLLEAGUE = f"({ANYONE} OR {FIRST.replace('{known}', '(SELECT brobygger_colleagues())')})"
IN_HER_OWN_NAME = f"(by_kind <> 'worker' OR by_id::text = {WHO} OR {AT_THE_DOOR} OR {WHO} = '' AND zone_id IS NOT NULL)"

# By what one signs in: hers alone, or whoever's it is while someone stands at the door.
OF_ONE_WORKER = ("mfa_authenticator", "account_emailaddress")
OF_ZONES = ("staff_zone", "staff_zone_programmes")
OF_WORKERS = ("staff_membership", "staff_roleoffer", "staff_worker", "django_session")
SETTLED_AT_THE_DOOR = (*("email", "is_active", "way", "own_since", "vouched_by_id", "invited_by_id", "invited_at"),)
# What a programme asks and says is read by all, and changed where the programme is run; what an organisation says, in
# one of its zones. What came with the program is written by the owner; what holds already is changed by nobody.
RUNS = f"EXISTS (SELECT FROM staff_zone_programmes r WHERE r.programme_id = {{}} AND r.{INSIDE})"
OF_CRITERIA = (
    f"EXISTS (SELECT FROM {{}} o WHERE o.id = criteria_id AND o.state = 'draft' AND {RUNS.format('o.programme_id')})"
)
OF_ITS_ZONES = {
    # The table is named: a bare column would be the other table's own.
    **{
        table: RUNS.format(f"{table}.programme_id")
        for table in (
            *("programmes_attemptpolicy", "programmes_consentwording", "programmes_criteria", "programmes_script"),
            "routes_coursecriteria",
        )
    },
    "programmes_offencecode": OF_CRITERIA.format("programmes_criteria"),
    "programmes_targetrule": OF_CRITERIA.format("programmes_criteria"),
    "routes_criterion": OF_CRITERIA.format("routes_coursecriteria"),
    "referrals_coverage": "EXISTS (SELECT FROM programmes_consentwording o WHERE o.id = wording_id"
    f" AND {RUNS.format('o.programme_id')})",
    "contact_wording": "EXISTS (SELECT FROM staff_zone z WHERE z.organisation_id = contact_wording.organisation_id"
    f" AND z.id = ANY ({ZONES}::bigint[]))",
    "calendars_feed": HERSELF.format(column="worker_id"),
}
# The queue's own connections take jobs up and put them away; a request may ask for one in a zone entered, and sees it.
OF_THE_QUEUE = ("procrastinate_events", "procrastinate_jobs", "procrastinate_periodic_defers", "procrastinate_workers")
OF_THESE_ZONES = "args ->> 'zone_id' = ANY ((SELECT brobygger_claim(1))::text[])"
ASKED_FOR = (
    f"{OF_THESE_ZONES} AND task_name LIKE 'brobygger.%' AND priority = 0 AND lock IS NULL"
    " AND (queueing_lock IS NULL OR starts_with(queueing_lock, args ->> 'zone_id' || '-'))"
)
KEY = "CREATE TABLE IF NOT EXISTS brobygger_key (inner_pad bytea NOT NULL, outer_pad bytea NOT NULL)"
CLAIM = """
CREATE OR REPLACE FUNCTION brobygger_claim(part integer) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    told text[] := string_to_array(current_setting('app.zones', true), '|');
BEGIN
    IF told[3] = pg_backend_pid()::text
        AND told[4] IN ('', (extract(epoch FROM transaction_timestamp()) * 1000000)::bigint::text)
        AND EXISTS (
            SELECT FROM public.brobygger_key WHERE told[5] = encode(sha256(outer_pad || sha256(
                inner_pad || convert_to(array_to_string(told[1:4], '|'), 'UTF8'))), 'hex')
        )
    THEN
        RETURN told[part];
    END IF;
    RETURN NULL;
END $$
"""
# It costs more than nothing, which PostgreSQL demands, and less than any operator. That something "is not null"
# PostgreSQL takes for true of nearly every row, so that no plan goes by it.
AMONG = """
CREATE OR REPLACE FUNCTION brobygger_among(one bigint, known bigint[]) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1e-30 AS $$
BEGIN
    RETURN nullif(one = ANY (known), false);
END $$
"""
IS_OWNER = "pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER')"
# Who may be known in the zones entered: whoever has or had a role there, herself, and who let her in.
COLLEAGUES = f"""
CREATE OR REPLACE FUNCTION brobygger_colleagues() RETURNS bigint[]
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT array_agg(worker_id) FROM (
        SELECT worker_id FROM staff_membership WHERE {INSIDE}
        UNION SELECT unnest(ARRAY[id, invited_by_id]) FROM staff_worker
            WHERE id = (SELECT nullif(nullif(brobygger_claim(2), ''), '{AT_SIGN_IN}')::bigint)
    ) known
$$
"""  # noqa: S608 - constants of this module
GUARDS = f"""
CREATE OR REPLACE FUNCTION brobygger_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {IS_OWNER} OR TG_ARGV[0] <> '' AND brobygger_claim(2) = '{AT_SIGN_IN}'
        OR TG_ARGV[0] = 'herself' AND brobygger_claim(2) = to_jsonb(NEW) ->> 'id'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '%', TG_NAME USING ERRCODE = 'insufficient_privilege';
END $$
"""
# A wall cannot look at its own table through itself.
BESIDE = f"""
CREATE OR REPLACE FUNCTION brobygger_beside_{{table}}(which bigint, zone bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM {{table}} WHERE id = which AND (zone_id = zone AND {INSIDE}{{or_shared}}))
$$
"""  # noqa: S608 - a table's name, and constants of this module


def statements() -> Iterator[str]:
    """Every wall of the database, in an order in which they can be built."""
    yield from (KEY, CLAIM, AMONG, GUARDS, COLLEAGUES)
    walled = walled_models()
    for model in walled:
        if any(field.related_model is model for field in model._meta.concrete_fields):
            table = model._meta.db_table
            yield BESIDE.format(table=table, or_shared=" OR zone_id IS NULL" if table in SHARED_TOO else "")
        yield from _zone_wall(model, walled)
    yield from _of_workers()
    yield from _of_zones()
    yield from _of_the_queue()
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} | {"django_cache"}
    read = ("FOR SELECT", f"USING ({IS_THE_PROCESS})")
    for table, its in OF_ITS_ZONES.items():
        writes = [
            ("FOR INSERT", f"WITH CHECK ({its})"),
            ("FOR UPDATE", f"USING ({its})"),
            ("FOR DELETE", f"USING ({its})"),
        ]
        yield from _policies(table, read, *writes)
    for table in ("programmes_criteria", "programmes_consentwording", "routes_coursecriteria"):
        yield _guard(table, "what_holds_is_not_changed", "OLD.state = 'approved'")
    # A programme is held while what belongs to it is numbered, and stays as it came.
    held = f"USING ({RUNS.format('programmes_programme.id')}) WITH CHECK (false)"
    yield from _policies("programmes_programme", read, ("FOR UPDATE", held))
    yield from _policies(
        "access_tried",
        read,
        ("FOR INSERT", f"WITH CHECK ({IS_THE_PROCESS})"),
        ("FOR UPDATE", f"USING ({IS_THE_PROCESS})"),
        ("FOR DELETE", f"USING ({WHO} = '')"),
    )
    apart = {
        *OF_ZONES,
        *OF_WORKERS,
        *OF_ITS_ZONES,
        "programmes_programme",
        "access_tried",
        *OF_ONE_WORKER,
        *OF_THE_QUEUE,
        *(model._meta.db_table for model in walled),
    }
    for table in sorted(tables - apart):
        yield from _policies(table, ("", f"USING ({IS_THE_PROCESS})"))


def _of_workers() -> Iterator[str]:
    """Who works where, and by what she signs in: a zone knows its own, and nobody lets herself in anywhere."""
    hers, known = HERSELF.format(column="worker_id"), IS_COLLEAGUE.format(column="worker_id")
    yield from _policies(
        "staff_membership",
        ("FOR SELECT", f"USING ({INSIDE_FIRST} OR {hers})"),
        # A role makes its worker a colleague: it is given to one who is, or at the door.
        ("FOR INSERT", f"WITH CHECK ({INSIDE} AND {known})"),
        ("FOR UPDATE", f"USING ({INSIDE}) WITH CHECK ({INSIDE} AND {known})"),
        ("FOR DELETE", f"USING ({INSIDE})"),
    )
    yield from _stays_in_its_zone("staff_membership")
    yield from _policies(
        "staff_roleoffer",
        ("FOR SELECT", f"USING ({INSIDE_FIRST} OR {hers})"),
        ("FOR INSERT", f"WITH CHECK ({INSIDE} AND {AT_THE_DOOR})"),
        ("FOR UPDATE", f"USING ({INSIDE} OR {AT_THE_DOOR})"),
    )
    yield _guard("staff_roleoffer", "what_is_offered_stays_so", _changes("zone_id", "worker_id"))
    seen = IS_COLLEAGUE.format(column="id")
    yield from _policies(
        "staff_worker",
        ("FOR SELECT", f"USING ({seen})"),
        ("FOR INSERT", f"WITH CHECK ({AT_THE_DOOR})"),
        ("FOR UPDATE", f"USING ({seen})"),
    )
    yield _guard("staff_worker", "by_what_she_signs_in_is_hers", _changes("password"), "herself")
    yield _guard("staff_worker", "who_she_is_is_settled_at_the_door", _changes(*SETTLED_AT_THE_DOOR), "door")
    yield from _policies("django_session", ("", f"USING ({AT_THE_DOOR})"))
    for table in OF_ONE_WORKER:
        yield from _policies(table, ("", f"USING ({HERSELF.format(column='user_id')})"))


def _of_zones() -> Iterator[str]:
    """Each is known to all, and stands as it is but to whoever is in it; what is made anew is in no one's yet."""
    read = ("FOR SELECT", f"USING ({IS_THE_PROCESS})")
    yield from _policies(
        "staff_zone",
        read,
        ("FOR INSERT", f"WITH CHECK ({IS_THE_PROCESS})"),
        ("FOR UPDATE", f"USING (id = ANY ({ZONES}::bigint[]))"),
    )
    # By the commands that open a zone, in nobody's name: whoever works there gives it no programme of others.
    opening = f"({INSIDE} AND {WHO} = '')"
    yield from _policies(
        "staff_zone_programmes", read, ("FOR INSERT", f"WITH CHECK {opening}"), ("FOR DELETE", f"USING {opening}")
    )


def _of_the_queue() -> Iterator[str]:
    """Nobody's request reads, changes or removes a job of a zone that it has not entered, nor has one done there."""
    for table in OF_THE_QUEUE:
        told = [("FOR SELECT", OF_THESE_ZONES), ("FOR INSERT", ASKED_FOR)] if table == "procrastinate_jobs" else []
        if table == "procrastinate_events":  # its own trigger notes each job that is asked for
            told = [("FOR INSERT", "EXISTS (SELECT FROM procrastinate_jobs one WHERE one.id = job_id)")]
        rules = [(verb, f"{'WITH CHECK' if 'INSERT' in verb else 'USING'} ({rule})") for verb, rule in told]
        yield from _policies(table, ("", f"USING ({IS_THE_QUEUE})"), *rules)


def _changes(*columns: str) -> str:
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


def lay_key() -> tuple[str, list[bytes]]:
    """The statement, and what it takes, by which the database knows the process's signature: HMAC with SHA-256."""
    key = settings.WALL_KEY.ljust(64, b"\0")
    pads = [bytes(byte ^ pad for byte in key) for pad in (0x36, 0x5C)]
    return "WITH old AS (DELETE FROM brobygger_key) INSERT INTO brobygger_key VALUES (%s, %s)", pads


def _zone_wall(model: type[models.Model], walled: list[type[models.Model]]) -> Iterator[str]:
    """The table shows and takes only rows of the zones entered, which point at rows of their own zone alone.

    A trail entry without a zone (signing in, say) belongs to no one's room and tells nothing about a person. Its number
    is the transaction's own, so that it lies under the next seal, and whoever acts writes in no colleague's name. What
    all zones share can be read by each.
    """
    table = model._meta.db_table
    inside, seen = INSIDE, f"{IS_THE_PROCESS} AND {INSIDE_FIRST} AND {INSIDE}"
    taken = [_points_inside(table, f) for f in model._meta.concrete_fields if f.related_model in walled]
    # Whose hands it lies in; who did something may have done it elsewhere.
    held = [str(field.column) for field in model._meta.concrete_fields if field.name in ("held_by", "holder")]
    taken += [f"({column} IS NULL OR {IS_COLLEAGUE.format(column=column)})" for column in held]
    if table == "trail_entry":
        inside = f"({INSIDE} OR zone_id IS NULL AND {IS_THE_PROCESS})"
        seen = f"({INSIDE_FIRST} OR zone_id IS NULL AND {IS_THE_PROCESS})"
        taken = ["transaction = brobygger_transaction_id()", IN_HER_OWN_NAME]
    shared = [("FOR SELECT", f"USING (zone_id IS NULL AND {IS_THE_PROCESS})")] if table in SHARED_TOO else []
    yield from _policies(table, ("", f"USING ({seen}) WITH CHECK ({' AND '.join([inside, *taken])})"), *shared)
    yield from _stays_in_its_zone(table)


def _points_inside(table: str, field: models.Field) -> str:  # type: ignore[type-arg]
    """A row that lies in another zone is refused just as one that is not there at all."""
    target = field.related_model._meta.db_table  # type: ignore[union-attr]
    if target == table:
        return f"({field.column} IS NULL OR brobygger_beside_{table}({field.column}, zone_id))"
    or_shared = " OR there.zone_id IS NULL" if target in SHARED_TOO else ""
    there = f"there.id = {table}.{field.column} AND (there.zone_id = {table}.zone_id{or_shared})"
    return f"({table}.{field.column} IS NULL OR EXISTS (SELECT FROM {target} there WHERE {there}))"


def _policies(table: str, *told: tuple[str, str]) -> Iterator[str]:
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    # An earlier release may have had another way of saying it.
    for verb in ("", "_select", "_insert", "_update", "_delete"):
        yield f"DROP POLICY IF EXISTS zone_wall{verb} ON {table}"
    for verb, rule in told:
        name = f"zone_wall{verb.removeprefix('FOR').replace(' ', '_').lower()}"
        yield f"CREATE POLICY {name} ON {table} {verb} {rule}"


def _stays_in_its_zone(table: str) -> Iterator[str]:
    yield _guard(table, "a_row_stays_in_its_zone", _changes("zone_id"))


def _guard(table: str, name: str, when: str, told: str = "") -> str:
    return (
        f"CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({when})"
        f" EXECUTE FUNCTION brobygger_refuses('{told}')"
    )
