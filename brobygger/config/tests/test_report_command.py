"""`brobygger report`: the file by its ending, and one line for what it cannot do."""

import pytest
from click.testing import CliRunner

from brobygger.config.command_line import main
from brobygger.report.tests.making import outreach, words_of_pdf
from conftest import runs

pytestmark = pytest.mark.django_db(databases=["default", "owner"])  # `ready` asks the owner for the keys


@pytest.fixture
def command(cast, tmp_path):
    runs(cast.other_zone)
    outreach(cast, seed=7, rows=60)
    return lambda *told: CliRunner().invoke(main, ["report", *told])


def test_it_makes_the_same_report(command, tmp_path):
    for name, begins in (("r.pdf", b"%PDF"), ("r.HTML", b"<!doctype html>")):
        file = tmp_path / name
        result = command("--from", "2018-02-01", "--to", "30-11-2018", "--language", "en", "--out", str(file))
        assert result.exit_code == 0, result.output
        assert file.read_bytes().startswith(begins)
    assert "From 1 February 2018 to 30 November 2018" in words_of_pdf((tmp_path / "r.pdf").read_bytes())


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (["--out", "r.docx"], "the file ends in"),
        (["--out", "r.zip"], "not published yet: publish them first"),
        (["--out", "nowhere/r.pdf"], "there is no such folder"),
        (["--out", "r.pdf", "--programme", "x"], "unknown programme"),
        (["--out", "r.pdf", "--from", "2019-01-02", "--to", "2019-01-01"], "ends before it begins"),
    ],
)
def test_what_it_cannot_do_is_one_line(command, tmp_path, monkeypatch, told, words):
    monkeypatch.chdir(tmp_path)
    result = command(*told)
    assert result.exit_code == 2
    assert words in result.output
    assert not list(tmp_path.iterdir())
