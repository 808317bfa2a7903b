"""Nothing that was typed is read raw: a view asks for a number, a code or words, and hands a form everything."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.forms import DateField, IntegerField
from django.test import Client, RequestFactory
from django.urls import Resolver404, resolve

from brobygger.access import refusing
from brobygger.access.refusing import ANYONE_MAY_SEND, most_bytes_from
from brobygger.config.addresses import CHECKOUT

SENT = {"GET", "POST", "FILES", "COOKIES", "body"}
# Where what was sent is read so that nobody else needs to.
DOORS = {"access/typed.py", "access/refusing.py"}
FILES = [
    file
    for file in (CHECKOUT / "brobygger").rglob("*.py")
    if "tests" not in file.parts and str(file.relative_to(CHECKOUT / "brobygger")) not in DOORS
]


def _raw(file: Path) -> list[str]:
    """Each place that reads what was sent otherwise than by handing it on whole, or as the address that it was."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    return [
        f"{file.relative_to(CHECKOUT)}:{node.lineno} {ast.unparse(above[node])}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in SENT
        and isinstance(node.value, ast.Name)
        and node.value.id == "request"
        and not _handed_on(node, above)
    ]


def _handed_on(node: ast.AST, above: dict[ast.AST, ast.AST]) -> bool:
    parent = above[node]
    if isinstance(parent, ast.Attribute):
        return parent.attr == "urlencode"
    while isinstance(parent, (ast.BoolOp, ast.IfExp)):
        node, parent = parent, above[parent]
    return isinstance(parent, ast.Call) and node is not parent.func


def test_no_view_reads_what_was_sent_raw():
    assert FILES
    raw = [found for file in FILES for found in _raw(file)]
    assert not raw, "ask brobygger.access.typed for it:\n" + "\n".join(raw)


@pytest.mark.parametrize(
    "line", ["request.GET['a']", "request.POST.get('a')", "'a' in request.POST", "request.body", "sent = request.POST"]
)
def test_what_is_read_raw_is_found(tmp_path, line, monkeypatch):
    monkeypatch.setitem(globals(), "CHECKOUT", tmp_path)
    (tmp_path / "views.py").write_text(line, encoding="utf-8")
    assert _raw(tmp_path / "views.py")


@pytest.mark.parametrize("typed", ["9" * 19, "9" * 5000, "²", "٣", "-1", "1.0"])
def test_what_no_row_can_be_numbered_by_is_no_address(typed):
    with pytest.raises(Resolver404):
        resolve(f"/case/{typed}/")


@pytest.mark.parametrize("typed", ["0001-01-01", "9999-12-31", "1879-12-31", "2200-01-01"])
def test_a_form_takes_no_day_that_cannot_be_reckoned_with(typed):
    assert DateField().run_validators(DateField().to_python("2026-11-25")) is None
    with pytest.raises(Exception, match=r"(?i)year|år"):
        DateField().clean(typed)


@pytest.mark.parametrize("typed", ["9" * 5000, "²", str(2**31), str(-(2**31))])
def test_a_form_takes_no_number_that_no_column_holds(typed):
    with pytest.raises(Exception, match=r"number|tal|[Ee]nsure|værdi"):
        IntegerField().clean(typed)


def test_how_much_a_page_takes_is_known_before_any_of_it_is_read(cast, monkeypatch):
    monkeypatch.setattr(refusing, "close_old_connections", lambda: None)  # the test's own transaction is one

    def most(who: str, address: str) -> int:
        client = Client()
        if who:
            client.force_login(getattr(cast, who))
        cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
        return most_bytes_from(RequestFactory().post(address, headers={"Cookie": cookies}).environ)

    assert most("", "/import/") == most("", "/search/") == ANYONE_MAY_SEND
    assert most("leader", "/import/") > 500_000_000
    assert most("assessor", "/import/") == most("leader", "/search/") == 2 * 1024 * 1024
    assert most("leader", "/nowhere/") == 0
