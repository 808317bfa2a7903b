"""`brobygger packs`: what is said of a file, and what comes in."""

import sys

import pytest
from click.testing import CliRunner

from brobygger.config.commands.packs import packs as module
from brobygger.config.commands.ready import Stop
from brobygger.packs.checking import LARGEST
from brobygger.packs.models import Pack
from brobygger.packs.tests.making import pack, with_item, written


@pytest.fixture
def run(cast, monkeypatch):
    monkeypatch.setattr(sys.modules["brobygger.config.commands.packs"], "ready", lambda: None)

    def invoke(*arguments):
        return CliRunner().invoke(module, [str(one) for one in arguments])

    return invoke


def test_a_right_file_comes_in_and_again_changes_nothing(run, cast, tmp_path):
    file = tmp_path / "form.json"
    file.write_bytes(written(pack()))
    assert run("check", file).exit_code == 0
    for _time in range(2):
        took = run("import", file, "--zone", cast.koege.key)
        assert took.exit_code == 0
        assert "form.json: afraid: spørges der om i trin 2 · asked in step 2" in took.output
    cast.actor("project_leader")
    assert Pack.objects.filter(zone=cast.koege).count() == 1


def test_a_fault_is_a_line_with_file_place_reason_and_what_stands_there(run, tmp_path):
    file = tmp_path / "form.json"
    file.write_bytes(written(with_item(linkId="a b", type="attachment")))
    tried = run("check", file)
    assert isinstance(tried.exception, Stop)
    assert tried.exception.code == 2
    lines = tried.output.splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("form.json: item[4].type: ")
    assert "this kind of question is not drawn here; it is one of: group, " in lines[1]
    assert lines[1].endswith(": attachment")


@pytest.mark.parametrize("what", ["check", "import"])
def test_a_file_that_is_too_large_hears_how_large_it_may_be(run, cast, tmp_path, what):
    file = tmp_path / "form.json"
    file.write_bytes(b"x" * (LARGEST + 1))
    tried = run(what, file, *(["--zone", cast.koege.key] if what == "import" else []))
    assert "filen fylder mere end 1 MB · the file is larger than 1 MB" in tried.output


@pytest.mark.parametrize("zone", ["ingen", None])
def test_another_text_of_the_same_version_and_an_unknown_zone_end_with_two(run, cast, tmp_path, zone):
    file = tmp_path / "form.json"
    file.write_bytes(written(pack()))
    zone = zone or cast.koege.key
    run("import", file, "--zone", zone)
    file.write_bytes(written(pack(title="En anden")))
    assert run("import", file, "--zone", zone).exception.code == 2
