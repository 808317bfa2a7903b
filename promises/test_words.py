"""Every word on a screen is there in Danish, once; and whatever the trail notes can be said in a sentence."""

import re
from collections import defaultdict
from importlib import import_module
from importlib.util import find_spec

from babel.messages.pofile import read_po
from django.apps import apps
from django.utils.translation import gettext, override

from brobygger.config import words
from brobygger.config.addresses import CHECKOUT
from brobygger.trail.words import SENTENCES

ROOT = CHECKOUT / "brobygger"


def test_every_word_has_one_danish_that_is_used():
    told = words.findings()
    assert not told, f"python -m brobygger.config.words missing\n{told}"


def test_a_reason_is_said_in_one_sentence():
    """Pages look a refusal's words up by its code alone: two rooms with one code would speak for each other."""
    of_files = {"not_text", "not_a_date", "too_long"}  # said of a row in a file, each by the room that reads it
    said: dict[str, set[str]] = defaultdict(set)
    for app in apps.get_app_configs():
        if app.name.startswith("brobygger.") and find_spec(f"{app.name}.words"):
            for code, sentence in getattr(import_module(f"{app.name}.words"), "REASONS", {}).items():
                with override("en"):
                    said[code].add(str(sentence))
    assert {code for code, sentences in said.items() if len(sentences) > 1} == of_files


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


def test_days_are_written_in_the_forms_of_one_place():
    """A long and a short form in each language, in base/formats; no page writes a form of its own."""
    in_pages = r"""\|date:(?!"(?:[A-Z_]+_FORMAT|l)"|'(?:Y-m-d|c)')"""
    in_code = r"""date_format\([^"')\n]*(?:\([^"')\n]*\))?[^"')\n]*["'](?![A-Z_]+["']|l["'])"""
    own = re.compile(f"{in_pages}|{in_code}")
    for path in sorted([*ROOT.rglob("*.html"), *ROOT.rglob("*.py")]):
        if "tests" not in path.parts:
            found = own.search(path.read_text(encoding="utf-8"))
            assert found is None, f"{path.relative_to(ROOT)}: {found and found[0]}"


def test_quotation_marks_are_of_one_kind_in_each_language():
    for path in sorted(ROOT.rglob("locale/da/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="da"):
                said = message.string if isinstance(message.string, tuple) else (message.string,)
                asked = message.id if isinstance(message.id, tuple) else (message.id,)
                assert not re.search("[‘“”]", "".join(said)), f"»…« is the mark in Danish: {said}"
                assert not re.search("[‘»«]", "".join(asked)), f"“…” is the mark in English: {asked}"
