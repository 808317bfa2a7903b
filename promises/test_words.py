"""Every word on a screen is there in Danish, once; and whatever the trail notes can be said in a sentence."""

import re

from django.utils.translation import gettext, override

from brobygger.config import words
from brobygger.config.addresses import CHECKOUT
from brobygger.trail.words import SENTENCES


def test_every_word_has_one_danish_that_is_used():
    told = words.findings()
    assert not told, f"python -m brobygger.config.words missing\n{told}"


def test_every_catalogue_can_be_compiled():
    assert words.compile_all() >= 1


def test_the_words_of_the_sign_in_pages_are_danish_too():
    """What we take over from the sign-in library stands in its own catalogue or in ours."""
    same_in_both = {"Administrator", "E-mail", "WebAuthn", "Menu"}
    with override("da"):
        english = [text for text in _sign_in_words() if gettext(text) == text and text not in same_in_both]
    assert not english


def _sign_in_words() -> list[str]:
    pages = ("mfa/", "account/reauthenticate", "account/base_reauthenticate", "account/account_inactive")
    folder = words.library("allauth") / "templates"
    files = [f for f in folder.rglob("*.html") if str(f.relative_to(folder)).startswith(pages)]
    unused = {"mfa/index.html", "mfa/trust.html", "mfa/webauthn/signup_form.html"}
    files = [f for f in files if str(f.relative_to(folder)) not in unused]
    return sorted({text for file in files for _context, text, plural in words.texts_in(file) if not plural})


def test_what_the_trail_notes_can_be_said():
    rooms = "|".join(words.rooms())
    noted: set[str] = set()
    for file in (CHECKOUT / "brobygger").rglob("*.py"):
        if not {"tests", "migrations"} & set(file.parts) and "trail/words.py" not in str(file):
            noted |= set(re.findall(rf'"((?:{rooms})\.[a-z0-9_]+)"', file.read_text(encoding="utf-8")))
    assert noted == set(SENTENCES)
