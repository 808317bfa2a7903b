"""A reader of pages: the links that lead on, and the forms with what stands in them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.db import connection, transaction
from django.test import Client
from django.urls import Resolver404, resolve

TWICE = 2  # so many pages of one kind are opened: two persons may look differently


@dataclass
class Form:
    """Where a form leads, and its fields."""

    route: str
    address: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    offered: dict[str, list[str]] = field(default_factory=dict)  # everything that can be chosen in a field
    kinds: dict[str, str] = field(default_factory=dict)

    @property
    def known_by(self) -> tuple[Any, ...]:
        return self.route, self.method, *sorted(self.fields), *sorted(self.files)


class Page(HTMLParser):
    """What stands on a page at that address."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__()
        self.address = address
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.area = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        told = {name: value or "" for name, value in attrs}
        self._offer(tag, told)
        if tag == "a" and "href" in told:
            self.links.append(_ours(urljoin(self.address, told["href"])))
        elif tag == "form":
            self._begin(told)
        elif self.form and told.get("name") and told.get("type") == "file":
            self.form.files.add(told["name"])
        elif self.form and told.get("name") and ("checked" in told or told["name"] not in self.form.fields):
            self.form.fields[told["name"]] = told.get("value", "")
            self.area = told["name"] if tag in ("textarea", "select") else ""
        elif self.form and tag == "option" and "selected" in told:
            self.form.fields[self.area] = told.get("value", "")

    def _offer(self, tag: str, told: dict[str, str]) -> None:
        """What can be chosen in the form; and a button of it may send it elsewhere."""
        name = self.area if tag == "option" else told.get("name", "")
        if self.form and name:
            self.form.offered.setdefault(name, []).append(told.get("value", ""))
            self.form.kinds.setdefault(name, told.get("type", tag))
        if self.form and tag != "form":
            self._also(self.form, told.get("formaction"), told.get("hx-post"))

    def _begin(self, told: dict[str, str]) -> None:
        by_script = told.get("hx-post") or ""
        method = (told.get("method") or ("post" if by_script else "get")).lower()
        address = _ours(urljoin(self.address, told.get("action") or ("" if "method" in told else by_script)))
        route = route_of(address)
        if route and method in ("get", "post"):  # a dialog's own form sends nothing
            self.form = Form(route, address, method)
            self.forms.append(self.form)
            self._also(self.form, by_script, told.get("data-keep"))

    def _also(self, form: Form, *addresses: str | None) -> None:
        """The same form is sent there too."""
        for address in (_ours(urljoin(self.address, one)) for one in addresses if one):
            if address != form.address and route_of(address):
                self.forms.append(replace(form, route=route_of(address), address=address, method="post"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None

    def handle_data(self, data: str) -> None:
        if self.form and self.form.kinds.get(self.area) == "textarea" and data.strip():
            self.form.fields[self.area] = self.form.fields.get(self.area) or data


def _ours(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(scheme="", netloc="", fragment="").geturl() if parts.netloc in ("", "testserver") else ""


def route_of(address: str) -> str:
    """The pattern of the address; empty where it is none of ours."""
    try:
        return resolve(urlsplit(address).path).route
    except Resolver404:
        return ""


def walk(
    client: Client, *starts: str, kind_of: Callable[[str], str] = route_of
) -> tuple[dict[str, str], dict[tuple[Any, ...], Form]]:
    """Every kind of page that links lead to, by its pattern, and every kind of form on them; nothing is changed."""
    pages: dict[str, str] = {}
    forms: dict[tuple[Any, ...], Form] = {}
    opened: Counter[str] = Counter()
    left, seen = list(starts), set()
    while left:
        address = left.pop(0)
        route = kind_of(address)
        if not route or address in seen or opened[route] >= TWICE:
            continue
        seen.add(address)
        opened[route] += 1
        answer = send(client.get, address)
        pages.setdefault(route, address)
        if answer.status_code in (301, 302):
            left.append(_ours(urljoin(address, answer.headers["Location"])))
        elif answer.headers.get("Content-Type", "").startswith("text/html"):
            page = Page(address, answer.content.decode())
            left += page.links + [form.address for form in page.forms]
            forms = {form.known_by: form for form in page.forms} | forms
    return pages, forms


def send(verb: Any, *told: Any, **more: Any) -> Any:
    """What the house answers, once the database would have kept what it did; all of it is undone."""
    with transaction.atomic():
        answer = verb(*told, **more)
        if not transaction.get_rollback():
            connection.check_constraints()
        transaction.set_rollback(True)
    return answer
