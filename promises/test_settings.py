"""The page about settings names exactly the variables that are read, and they stay few."""

import re

from brobygger.config.addresses import CHECKOUT


def test_the_settings_page_names_what_is_read():
    read = set()
    for file in (CHECKOUT / "brobygger").rglob("*.py"):
        if "tests" not in file.parts:
            read |= set(re.findall(r'"((?:BROBYGGER_|DATABASE_)[A-Z_]+)"', file.read_text()))
    told = set(re.findall(r"^\| `([A-Z_]+)`", (CHECKOUT / "docs/settings.md").read_text(), re.MULTILINE))
    assert read == told
    assert len(told) <= 25
