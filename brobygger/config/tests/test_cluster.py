"""The embedded server, started for real: it answers, it survives, and nobody's words are left in its log."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from brobygger.config import cluster_place
from brobygger.config.cluster import Cluster, ClusterError

ROOT = Path(__file__).parents[3]
USE = """
import os, sys
from pathlib import Path
import psycopg
from brobygger.config.cluster import Cluster
cluster = Cluster(Path(sys.argv[1]), throwaway=True)
url = cluster.start()
with psycopg.connect(url) as connection:
    connection.execute("SELECT 1")
print(url, flush=True)
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("house") / "data"
    yield folder
    Cluster(folder, throwaway=True).remove()


@pytest.fixture
def cluster(data: Path) -> Iterator[Cluster]:
    cluster = Cluster(data, throwaway=True)
    cluster.start()
    yield cluster
    cluster.release()


def use_elsewhere(data: Path, more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", USE + more, str(data)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True)


def runs(data: Path) -> bool:
    return (cluster_place.find_place(data).pgdata / "postmaster.pid").exists()


def server_pid(data: Path) -> int:
    return int((cluster_place.find_place(data).pgdata / "postmaster.pid").read_text().split()[0])


def value(cluster: Cluster, query: str) -> object:
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        row = connection.execute(query).fetchone()
    return row[0] if row else None


def test_the_owner_gets_a_database_of_her_own(cluster: Cluster) -> None:
    assert value(cluster, "SELECT current_database() || ' ' || current_user") == "brobygger brobygger"
    assert value(cluster, "SELECT rolcreaterole AND rolcanlogin FROM pg_roles WHERE rolname = 'brobygger'") is True
    assert value(cluster, "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database LIMIT 1") == "b C.UTF-8"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("jit", "off"), ("listen_addresses", ""), ("data_checksums", "on"), ("fsync", "off"), ("server_encoding", "UTF8")],
)
def test_settings(cluster: Cluster, name: str, expected: str) -> None:
    assert value(cluster, f"SHOW {name}") == expected


def test_starting_again_changes_nothing(cluster: Cluster, data: Path) -> None:
    before = server_pid(data)
    assert cluster.start() == cluster.url()
    assert server_pid(data) == before


def test_only_its_own_user_reaches_socket_and_password(cluster: Cluster, data: Path) -> None:
    place = cluster_place.find_place(data)
    for folder in (place.socket, place.pgdata, place.log):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "cluster.password").stat().st_mode) == 0o600
    assert len(os.fsencode(place.socket)) < 90


def test_a_wrong_password_is_refused_by_the_server(cluster: Cluster) -> None:
    wrong = cluster.url().replace(cluster.url().split(":")[2].split("@")[0], "wrong")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_no_persons_words_reach_the_log(cluster: Cluster, data: Path) -> None:
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute("CREATE TEMP TABLE person (name text UNIQUE)")
        for _ in range(2):
            with suppress(psycopg.errors.UniqueViolation):
                connection.execute("INSERT INTO person VALUES (%s)", ["Hanne Birgitte"])
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("SELECT 'Hanne Birgitte'::int")
    assert "Hanne" not in (cluster_place.find_place(data).log / "server.log").read_text()


def test_the_last_to_leave_stops_the_server(data: Path) -> None:
    other = use_elsewhere(data, "sys.stdin.readline()")
    assert other.stdout is not None
    other.stdout.readline()
    cluster = Cluster(data, throwaway=True)
    cluster.start()
    cluster.release()
    assert runs(data)
    other.communicate("\n")
    assert not runs(data)


def test_two_at_once(data: Path) -> None:
    both = [use_elsewhere(data, "") for _ in range(2)]
    addresses = {process.communicate()[0] for process in both}
    assert [process.returncode for process in both] == [0, 0]
    assert len(addresses) == 1
    assert not runs(data)


def test_a_forked_child_does_not_stop_it(cluster: Cluster, data: Path) -> None:
    child = os.fork()
    if child == 0:
        cluster.release()
        os._exit(0)
    os.waitpid(child, 0)
    assert value(cluster, "SELECT 1") == 1
    assert runs(data)


def test_a_killed_user_leaves_a_server_that_the_next_one_finds(data: Path) -> None:
    other = use_elsewhere(data, "os.kill(os.getpid(), 9)")
    other.communicate()
    assert other.returncode == -signal.SIGKILL
    before = server_pid(data)
    cluster = Cluster(data, throwaway=True)
    cluster.start()
    assert server_pid(data) == before
    cluster.release()
    assert not runs(data)


def test_a_killed_server_starts_again_with_its_data(cluster: Cluster, data: Path) -> None:
    with psycopg.connect(cluster.url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute("CHECKPOINT")
    os.kill(server_pid(data), signal.SIGKILL)
    time.sleep(0.2)
    again = Cluster(data, throwaway=True)
    again.start()
    assert value(cluster, "SELECT n FROM kept") == 7
    again.release()


def test_a_pid_file_that_names_another_program_is_no_obstacle(data: Path) -> None:
    cluster = Cluster(data, throwaway=True)
    cluster.start()
    pid_file = cluster_place.find_place(data).pgdata / "postmaster.pid"
    words = pid_file.read_text()
    cluster.release()
    pid_file.write_text(words.replace(words.split()[0], str(os.getpid()), 1))
    cluster.start()
    assert value(cluster, "SELECT 1") == 1
    cluster.release()


def test_a_copy_does_not_share_its_originals_database(tmp_path: Path) -> None:
    original, copy, home = tmp_path / "original", tmp_path / "copy", tmp_path / "home"
    for folder in (original, copy, home):
        folder.mkdir()
    (home / "belongs-to").write_text(f"{original}\n")
    for folder in (original, copy):
        (folder / cluster_place.NOTE).write_text(f"{home}\n")
    with pytest.raises(ClusterError, match="is a copy of"):
        cluster_place.find_place(copy)


def test_real_data_is_never_removed_nor_used_by_a_test(tmp_path: Path) -> None:
    place = cluster_place.find_place(tmp_path)
    place.own_folder("pgdata")
    (place.pgdata / "PG_VERSION").write_text("18")
    for throwaway in (False, True):
        with pytest.raises(ClusterError, match="real data"):
            Cluster(tmp_path, throwaway=throwaway).remove()
    with pytest.raises(ClusterError, match="not used by a test"):
        Cluster(tmp_path, throwaway=True).start()
    shutil.rmtree(place.home)


def test_a_folder_that_cannot_be_used_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ClusterError) as refused:
        Cluster(tmp_path / "file" / "data").start()
    assert "\n" not in str(refused.value)
