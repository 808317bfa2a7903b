"""Nothing that was typed is read raw: a view asks for a number, a code or words, and hands a form everything."""

import ast
import json
import re
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.forms import BaseForm, DateField, IntegerField, JSONField
from django.test import Client, RequestFactory
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import override

from brobygger.access import refusing
from brobygger.access.refusing import ANYONE_MAY_SEND, Refusing, most_bytes_from
from brobygger.base.phones import phone
from brobygger.base.storable import all_holdable, holdable
from brobygger.config.addresses import CHECKOUT
from brobygger.municipality.models import Department
from promises.reading import tree

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
    above = {child: node for node in ast.walk(tree(file)) for child in ast.iter_child_nodes(node)}
    return [
        f"{file.relative_to(CHECKOUT)}:{node.lineno} {ast.unparse(above[node])}"
        for node in above
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


def _date_fields():
    """Every field of the house in which a person may write a day, by its form's name."""
    for file in FILES:
        if file.stem.endswith("forms") or file.stem.endswith("views"):
            import_module(".".join(file.relative_to(CHECKOUT).with_suffix("").parts))
    waiting = [BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        for name, field in getattr(form, "base_fields", {}).items():
            if isinstance(field, DateField) and form.__module__.startswith("brobygger."):
                yield f"{form.__module__}.{form.__name__}.{name}", field


def test_no_form_takes_a_day_outside_the_span_and_each_says_which_days_it_takes():
    fields = dict(_date_fields())
    assert len(fields) > 25
    with override("en"):
        for name, field in fields.items():
            for typed in ("0001-01-01", "1899-12-31", "9999-12-31", "2199-12-31", "31-12-9999"):
                with pytest.raises(ValidationError) as refused:
                    field.clean(typed)
                if field.to_python(typed if typed[4] == "-" else "9999-12-31"):
                    assert re.search(r"between .*1900 and .*20\d\d", refused.value.messages[0]), name


def test_the_last_day_that_may_be_written_follows_the_years(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2030, 2, 28))
    assert DateField().clean("2055-12-31") == date(2055, 12, 31)
    with pytest.raises(ValidationError):
        DateField().clean("2056-01-01")


@pytest.mark.parametrize("typed", ["9999-12-31", "2026-11-30", "1985-02-01"])
def test_a_day_is_no_phone_number(typed):
    assert not phone(typed)
    assert phone("9500-0031") == phone("95 00 00 31") == "+4595000031"


@pytest.mark.parametrize(
    ("typed", "held"),
    [("a\x0bb\x0cc", "a b c"), ("a\x01\x1b\x1f\ufffe\uffffb", "ab"), ("a\tb\r\nc\x7f\x85💥", "a\tb\r\nc\x7f\x85💥"),
     ("a\0b\ud800", "a\ufffdb\ufffd"),
     ("a\u200b\u200db\u202e\u00ad\ufeff", "ab"), ("👩\u200d👧 می\u200cنا", "👩\u200d👧 می\u200cنا")],
)  # fmt: skip
def test_what_comes_in_is_what_everything_here_can_hold(typed, held):
    assert holdable(typed) == held
    assert all_holdable({typed: [typed, 5]}) == {held: [held, 5]}
    assert JSONField().clean(json.dumps({"a": typed})) == {"a": held}


def test_what_xml_cannot_hold_is_taken_away_at_the_door_and_nothing_typed_is_lost(cast):
    client = Client()
    client.force_login(cast.project_leader)
    told = {"name_da": "Blå\x0bStue\uffff\x1b", "name_en": "", "takes_part": "on"}
    assert client.post("/municipality/departments/new/", told).status_code == 302
    cast.actor("project_leader")
    assert Department.objects.get(name_da__startswith="Blå").name_da == "Blå Stue"
    assert client.get("/figures/detection/").status_code == 200
    asked = RequestFactory().get("/search/", {"q": "a\x0bb\uffff"})
    assert Refusing(lambda request: request.GET["q"])(asked) == "a b"


def test_no_room_reads_phone_numbers_in_a_way_of_its_own():
    known = {"base/phones.py", "inquiries/answers_in_words.py"}  # the second only writes one out
    text = {str(file.relative_to(CHECKOUT / "brobygger")): file.read_text(encoding="utf-8") for file in FILES}
    assert {name for name, words in text.items() if "import phonenumbers" in words} == known


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
