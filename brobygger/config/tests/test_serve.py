"""`brobygger serve` as it is run: it answers, outlives its children, keeps the owner to itself, and leaves nothing."""

import fcntl
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import psycopg
import pytest

from brobygger.config import cluster_place
from brobygger.config.addresses import database, url_of
from brobygger.config.cluster import Cluster

ROOT = Path(__file__).parents[3]
BROBYGGER = str(Path(sys.executable).parent / "brobygger")
PATIENCE = 90


def environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "BROBYGGER_"))}
    return {**kept, "BROBYGGER_DATA": str(data)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(found, what: str):
    """What `found` gives as soon as it gives something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if told := found():
            return told
        time.sleep(0.2)
    raise AssertionError(f"no {what} in {PATIENCE} s")


class House:
    """One data folder, and what is served from it."""

    def __init__(self, data: Path) -> None:
        self.data, self.port, self.said = data, free_port(), data.with_name("said")
        self.process: subprocess.Popen[str] | None = None

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [BROBYGGER, *arguments], cwd=ROOT, env=environment(self.data), capture_output=True, text=True, check=False
        )

    def serve(self) -> None:
        command = [BROBYGGER, "serve", "--port", str(self.port), "--workers", "1"]
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment(self.data), stdout=subprocess.PIPE, stderr=said, text=True
            )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == f"Brobygger: http://127.0.0.1:{self.port}/\n"

    def page(self) -> str:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/account/login/", timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""

    def children(self) -> dict[int, str]:
        """Every process that serves from this folder, apart from the first: its number and what it was started as."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
                here = f"BROBYGGER_DATA={self.data}".encode() in (folder / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            if here and b"brobygger.config.child" in words:
                found[int(folder.name)] = words[words.index(b"brobygger.config.child") + 1].decode()
        return found

    def database_runs(self) -> bool:
        return (cluster_place.find_place(self.data / "postgresql").pgdata / "postmaster.pid").exists()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    data = tmp_path_factory.mktemp("served") / "data"
    cluster = Cluster(data / "postgresql", throwaway=True)
    cluster.start()
    house = House(data)
    try:
        done = house.run("prepare")
        assert (done.returncode, done.stdout) == (0, "Klar · Ready\n"), done.stderr
        invited = house.run("invite", "leder@demo.invalid", "--name", "Leder Prøvesen")
        assert invited.stdout.startswith("http://127.0.0.1:8000/v/"), invited.stderr
        cluster.release()
        house.serve()
        yield house
    finally:
        if house.process is not None:
            house.process.kill()
            house.process.communicate()
        until(lambda: not house.children(), "end of the children")
        cluster.remove()


def test_the_sign_in_page_comes_in_danish(house: House) -> None:
    assert '<html lang="da">' in house.page()
    assert sorted(set(house.children().values())) == ["web", "worker"]


def test_no_child_knows_the_owners_address(house: House) -> None:
    for pid in house.children():
        told = dict(
            line.split("=", 1) for line in Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0") if "=" in line
        )
        assert "DATABASE_URL" not in told
        assert database(told["BROBYGGER_WEB_DATABASE_URL"])["USER"] == "brobygger_web"


def test_a_port_in_use_is_said_in_one_line(house: House) -> None:
    done = house.run("serve", "--port", str(house.port))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "--port" in done.stderr


# Makes a leader and a session of hers, as signing in does.
SIGNS_IN = """
from brobygger.config.commands.ready import ready
ready()
from datetime import UTC, date, datetime
from django.db import transaction
from django.test import Client
from brobygger.access.zones import at_sign_in
from brobygger.staff.models import Membership, Worker, Zone
zone = Zone.objects.get(key="opsoegende-indsats")
with transaction.atomic(), at_sign_in({zone.pk}):
    own = {"name": "Fil Prøvesen", "own_since": datetime.now(UTC)}
    leader = Worker.objects.create_user("fil@demo.invalid", "en lang kode til filer", **own)
    Membership.objects.create(worker=leader, zone=zone, role="programme_leader", since=date(2020, 1, 1))
    browser = Client()
    browser.force_login(leader, backend="allauth.account.auth_backends.AuthenticationBackend")
    print(browser.cookies["sessionid"].value)
"""


@pytest.fixture(scope="module")
def signed_in(house: House) -> str:
    """The cookies of a leader who may hand in files, and what her form carries."""
    command = [sys.executable, "-c", SIGNS_IN]
    done = subprocess.run(command, cwd=ROOT, env=environment(house.data), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    request = urllib.request.Request(
        f"http://127.0.0.1:{house.port}/import/", headers={"Cookie": f"sessionid={done.stdout.strip()}"}
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
        crumb = re.search(r"csrftoken=(\w+)", answer.headers["Set-Cookie"])
    assert token is not None
    assert crumb is not None
    return f"Cookie: sessionid={done.stdout.strip()}; csrftoken={crumb[1]}\r\nX-CSRFToken: {token[1]}\r\n"


def handed_in(content: bytes) -> bytes:
    parts = [(b'name="kind"', b"incidents"), (b'name="programme"', b"1"), (b'name="file"; filename="a.csv"', content)]
    told = b"".join(b"--x\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % part for part in parts)
    return told + b"--x--\r\n"


def sent(house: House, head: str, body: bytes = b"", *, whole: bool = True) -> int:
    """The status that the server answers with; 0 where it lets go of the line."""
    with socket.create_connection(("127.0.0.1", house.port), timeout=60) as line:
        kind = "Content-Type: multipart/form-data; boundary=x\r\n"
        line.sendall(f"POST /import/ HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\n{kind}{head}\r\n".encode() + body)
        if not whole:
            line.shutdown(socket.SHUT_WR)
        first = line.makefile("rb").readline().split()
    return int(first[1]) if first else 0


BIG = handed_in(b"Journalnummer;Hat\n" + b"1;h\n" * 800_000)  # more than a form, less than a file may be


def uploads(house: House) -> list[str]:
    return [path.name for path in (house.data / "uploads").iterdir()]


def test_a_large_file_comes_in_whole_from_her_who_may_and_is_gone_once_it_is_refused(house, signed_in) -> None:
    assert sent(house, f"{signed_in}Content-Length: {len(BIG)}\r\n", BIG) == 422
    assert uploads(house) == []


@pytest.mark.parametrize("length", [len(BIG), 70_000])
def test_nobody_sends_a_large_body_without_signing_in(house, length) -> None:
    assert sent(house, f"Content-Length: {length}\r\n") in (302, 400, 413)  # answered before any of it has come
    assert uploads(house) == []


def test_what_is_larger_than_any_file_is_not_waited_for(house, signed_in) -> None:
    assert sent(house, f"{signed_in}Content-Length: {600 * 1024 * 1024}\r\n") in (400, 413)
    assert uploads(house) == []


@pytest.mark.parametrize("who", ["her", "nobody"])
def test_a_body_without_a_length_is_not_read(house, signed_in, who) -> None:
    head = signed_in if who == "her" else ""
    chunk = b"%x\r\n%s\r\n0\r\n\r\n" % (len(BIG), BIG)
    assert sent(house, f"{head}Transfer-Encoding: chunked\r\n", chunk[:60_000]) == 411
    assert sent(house, f"{head}Transfer-Encoding: chunked\r\nContent-Length: 10\r\n", chunk[:60_000]) in (400, 411)
    assert uploads(house) == []


@pytest.mark.parametrize("came", [1, 60_000, len(BIG) - 1])
def test_a_file_that_breaks_off_leaves_nothing(house, signed_in, came) -> None:
    assert sent(house, f"{signed_in}Content-Length: {len(BIG)}\r\n", BIG[:came], whole=False) in (0, 400, 408)
    assert uploads(house) == []
    assert house.page()


@pytest.mark.parametrize("kind", ["web", "worker"])
def test_a_killed_child_is_started_again(house: House, kind: str) -> None:
    before = {pid for pid, what in house.children().items() if what == kind}
    os.kill(min(before), signal.SIGKILL)  # the first one: what it started goes with it
    until(lambda: {pid for pid, what in house.children().items() if what == kind} - before, f"new {kind}")
    until(house.page, "page")
    assert not before & set(house.children())


@contextmanager
def without_database(house: House, how: str) -> Iterator[None]:
    """The server of the database is gone, and nobody can start it before the end."""
    place = cluster_place.find_place(house.data / "postgresql")
    postmaster = int((place.pgdata / "postmaster.pid").read_text().split()[0])
    with (house.data / "postgresql" / "cluster.start").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if how == "stopped":
            program = str(next(place.home.glob("postgresql-*/bin")) / "pg_ctl")
            command = [program, "stop", "-s", "-w", "-m", "fast", "-D", str(place.pgdata)]
            assert place.runner.run(command, cwd=place.home).returncode == 0
        else:
            os.kill(postmaster, signal.SIGKILL)
        yield


@pytest.mark.parametrize("how", ["killed", "stopped"])
def test_a_database_that_is_gone_is_started_again_and_nothing_typed_is_lost(house: House, how: str) -> None:
    began = datetime.now(tz=UTC)
    address = f"http://127.0.0.1:{house.port}/account/login/"
    browser = build_opener(HTTPCookieProcessor())
    browser.addheaders.append(("Origin", f"http://127.0.0.1:{house.port}"))  # as a browser says of a form
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.open(address).read().decode())
    assert token
    typed = {"csrfmiddlewaretoken": token[1], "login": "leder@demo.invalid", "password": "kun hendes egen"}
    with without_database(house, how):
        with pytest.raises(HTTPError) as away:
            browser.open(address, urlencode(typed).encode(), timeout=20)
        page = away.value.read().decode()
        assert away.value.code == 503
        assert 'value="leder@demo.invalid"' in page
        assert "Prøv igen" in page
        assert "kun hendes egen" not in page
        until(lambda: "databasen svarer ikke" in house.said.read_text(), "line about it")
    until(house.page, "page")
    until(lambda: "databasen svarer igen" in house.said.read_text(), "line about its end")
    assert "leder@" not in house.said.read_text()
    # What she typed is taken as if nothing had been; the jobs and the upkeep go on.
    assert "leder@demo.invalid" in browser.open(address, urlencode(typed).encode()).read().decode()
    assert house.run("invite", "ny@demo.invalid", "--name", "Ny Prøvesen").returncode == 0
    with psycopg.connect(Cluster(house.data / "postgresql", throwaway=True).url(), autocommit=True) as connection:
        again = "SELECT FROM procrastinate_workers WHERE last_heartbeat > %s + interval '5 seconds'"
        until(lambda: connection.execute(again, [began]).fetchone() is not None, "heartbeat of the jobs")
        sealed = "SELECT FROM trail_seal WHERE at > (SELECT pg_postmaster_start_time())"
        until(lambda: connection.execute(sealed).fetchone() is not None, "seal by the upkeep")


def test_the_upkeep_seals_what_was_done_and_the_check_finds_a_change(house: House) -> None:
    with psycopg.connect(Cluster(house.data / "postgresql", throwaway=True).url(), autocommit=True) as connection:
        until(lambda: connection.execute("SELECT FROM trail_seal").fetchone() is not None, "seal")
        assert house.run("upkeep", "--check").returncode == 0
        first = "(SELECT min(id) FROM trail_entry)"
        connection.execute(f"UPDATE trail_entry SET what = 'staff.role_ended' WHERE id = {first}")
    broken = house.run("upkeep", "--check")
    assert (broken.returncode, broken.stderr.count("\n")) == (1, 1)


def test_where_the_first_process_is_killed_the_others_go_too(house: House) -> None:
    assert house.process is not None
    house.process.kill()
    house.process.communicate()
    until(lambda: not house.children(), "end of the children")
    house.serve()
    assert house.page()


def test_sigterm_leaves_no_process_and_no_database(house: House) -> None:
    assert house.process is not None
    began = time.monotonic()
    house.process.terminate()
    house.process.communicate(timeout=30)
    assert house.process.returncode == 0
    assert time.monotonic() - began < 30
    assert not house.children()
    assert not house.database_runs()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://a:b%40c@/d?host=/tmp/x%20y",
        "postgresql://a:b@db.internal:5433/d?sslmode=require",
        "postgresql://a:b@db.internal/d",
        "postgresql:///d",
    ],
)
def test_an_address_comes_back_as_it_was(url: str) -> None:
    assert database(url_of(database(url))) == database(url)
