"""A form as a browser sends it: what stands in its fields, hidden ones too, until someone writes."""

from html.parser import HTMLParser
from typing import Any


class _Fields(HTMLParser):
    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.inside, self.select, self.area = action, False, "", ""
        self.sent: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form":
            self.inside = told.get("action") == self.action
        name = told.get("name") or ""
        if not self.inside or (tag != "option" and not name) or name == "csrfmiddlewaretoken":
            return
        if tag == "textarea":
            self.area = name
            self.sent[name] = [""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in told:
            self.sent[self.select] = [told.get("value") or ""]
        elif tag == "input" and (told.get("type") not in ("checkbox", "radio") or "checked" in told):
            self.sent.setdefault(name, []).append(told.get("value") or ("on" if told.get("type") == "checkbox" else ""))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.sent[self.area] = [(self.sent[self.area][0] + data).removeprefix("\n")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        if tag == "form":
            self.inside = False


def form_of(page: str, action: str) -> dict[str, Any]:
    """What a browser without JavaScript would send from the form, before anything is written in it."""
    fields = _Fields(action)
    fields.feed(page)
    return dict(fields.sent)
