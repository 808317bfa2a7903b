"""Walking through the open pages as a browser without JavaScript would."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from brobygger.inquiries import rules
from brobygger.inquiries.opening import KEY as AT_HAND


class Visitor:
    """Someone with a browser of her own, who presses what she sees."""

    def __init__(self, place: str = "koege", **options: Any) -> None:
        self.client = Client(**options)
        self.place = place
        self.code: tuple[str, str] = ("", "")

    def get(self, path: str = "", **options: Any) -> Any:
        return self.client.get(f"/h/{self.place}/{path}", **options)

    def post(self, path: str, /, **told: Any) -> Any:
        """The form on the page as it stands, with what she wrote; hidden fields go along."""
        return self.client.post(f"/h/{self.place}/{path}", hidden_in(self.get(path)) | told)

    def way_in(self, do: str, **told: Any) -> Any:
        """'Begin', or the words of a code; where the ways in are shown again, it is that page."""
        answer: Any = self.client.post(f"/h/{self.place}/q/", hidden_in(self.get("q/"), do) | told)
        return answer if AT_HAND in self.client.session else self.seen(answer)

    def begin(self, **told: Any) -> Any:
        answer = self.way_in("begin", **told)
        if answer.status_code == 302:
            page = self.client.get(answer.url)
            self.code = codes_in(page.content.decode())
        return answer

    def answer(self, number: int, /, **told: Any) -> Any:
        return self.inside(step=number, **told)

    def inside(self, **told: Any) -> Any:
        """What is pressed at the one address of what is open."""
        return self.client.post(f"/h/{self.place}/q/", told)

    def at(self, number: int | None = None) -> Any:
        """The page that stands there, after turning to a question of hers."""
        if number is not None:
            self.inside(do="turn", step=number)
        return self.get("q/")

    def step(self) -> str:
        """Which question is shown: its number lies in the page, never in the address."""
        found = re.search(r'data-at="(\d+)"', self.get("q/").content.decode())
        return found[1] if found else ""

    def send(self) -> Any:
        """'Send' on the check page."""
        return self.seen(self.post("q/", step=13)) if self.at(13) else None

    def seen(self, answer: Any) -> Any:
        """The page that the browser is sent on to."""
        return self.client.get(answer.url) if answer.status_code == 302 else answer

    def answer_all(self, *, contact: bool = False) -> Any:
        """Everything up to the check page."""
        self.answer(1, about="me")
        self.answer(2, danger="no")
        self.answer(4, adult="yes")
        self.answer(5, children="no")
        self.answer(7, words="Jeg tør ikke gå hjem")
        if contact:
            self.answer(8, reach="contact")
            self.answer(9, called="Ida", number="95001234", shares_phone="no", hours="morning", days=["0"])
            self.answer(10, consent="yes")
        else:
            self.answer(8, reach="here")
        self.answer(11, language="")
        return self.answer(12, heard="web")

    def come_back(self, name: str = "", word: str = "", **told: str) -> Any:
        return self.way_in("come_back", code_name=name or self.code[0], code_word=word or self.code[1], **told)


def hidden_in(page: Any, do: str = "") -> dict[str, str]:
    """What the form carries unseen: where there are several, the one that does this."""
    text = page.content.decode()
    if do:
        text = text.partition(f'name="do" value="{do}"')[2].partition("</form>")[0]
    told = dict(re.findall(r'name="(stamp|ticket|c)" value="([^"]+)"', text))
    return told | {"do": do} if do else told


def codes_in(page: str) -> tuple[str, str]:
    found = re.findall(r'<dd translate="no">([^<]+)</dd>', page)
    return found[0], found[1]


@pytest.fixture
def slow_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests press faster than a person; this is a test of something else."""
    monkeypatch.setattr(rules, "TOO_FAST", timedelta(0))
