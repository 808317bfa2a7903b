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
        connection.execute("UPDATE trail_entry SET what = 'staff.role_ended' WHERE what = 'staff.role_offered'")
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
