"""`brobygger offers`: a file out, a file in, and what is said where a file is none."""

import json
import sys

import pytest
from click.testing import CliRunner

from brobygger.config.commands.offers import offers as module
from brobygger.config.commands.ready import Stop
from brobygger.directory.models import Offer


@pytest.fixture
def run(cast, monkeypatch):
    monkeypatch.setattr(sys.modules["brobygger.config.commands.offers"], "ready", lambda: None)

    def invoke(*arguments):
        return CliRunner().invoke(module, [str(one) for one in arguments])

    return invoke


def test_what_goes_out_is_known_when_it_comes_in(run, tmp_path):
    file = tmp_path / "offers.json"
    assert run("export", file).exit_code == 0
    told = json.loads(run("import", file, "--format", "json").output)
    assert (told["already_known"], told["new"], told["rejected"]) == (Offer.objects.count(), 0, 0)


def test_a_rejected_row_is_named_with_file_id_field_value_and_reason(run, tmp_path):
    file = tmp_path / "theirs.json"
    file.write_text(json.dumps([{"id": "a", "name": "Nyt"}, {"id": "b", "name": "Galt", "email": "nej"}]))
    tried = run("import", file, "--try")
    assert "theirs.json: 2 b email »nej«: " in tried.output
    assert "This is not an e-mail address." in tried.output
    assert not Offer.objects.filter(uid="a").exists()
    run("import", file)
    assert Offer.objects.filter(uid="a").exists()


@pytest.mark.parametrize("text", ["{", "3"])
def test_a_file_that_is_none_ends_with_two(run, tmp_path, text):
    file = tmp_path / "x.json"
    file.write_text(text)
    problem = run("import", file).exception
    assert isinstance(problem, Stop)
    assert problem.code == 2
