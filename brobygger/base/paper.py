"""A page set as a tagged PDF/UA-1 by typst, whatever script its words are in.

The set-up brings fonts that cover the scripts of those whom the program is for. A character that none of them has is
named at the foot and shown as a box, so that a name in another script never stops a page.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"  # where the set-up has not brought them, typst's own are used
WITHOUT_FONT = re.compile(r"the text `\"(.+?)\"` could not be displayed")
BOX = "▯"
BEYOND_LATIN = re.compile("[\u0370-\u1fff\u2c00-\U0010ffff]")
ALONE = '#set document(title: "a", author: ())\n#par(told.words)\n'
START = """
#let told = json(bytes(sys.inputs.told))
#set text(font: ("IBM Plex Sans", "Libertinus Serif"))
"""
END = """
#if told.unshown.len() > 0 { line(length: 100%, stroke: 0.5pt); text(size: 9pt, told.unshown.join(linebreak())) }
"""


def pdf(page: str, told: Mapping[str, Any]) -> bytes:
    """The page (typst, which reads its words from `told`) as a PDF."""
    return _set(page, told)[0]


def without_font(text: str) -> str:
    """The characters of the text that a page shows a box for, as they stand: no font here has them."""
    if not BEYOND_LATIN.search(text):
        return ""
    return " ".join(_set(ALONE, {"words": text})[1])


def _set(page: str, told: Mapping[str, Any]) -> tuple[bytes, dict[str, str]]:
    """The page, and what could not be shown in it, each with its name."""
    words, unshown = json.dumps(told, ensure_ascii=False), dict[str, str]()
    while True:
        source = json.dumps(json.loads(words) | {"unshown": list(unshown.values())}, ensure_ascii=False)
        try:
            made: bytes = typst.compile(
                f"{START}{page}{END}".encode(), format="pdf", sys_inputs={"told": source}, font_paths=_fonts(),
                pdf_standards=["ua-1"],
            )  # fmt: skip
        except typst.TypstError as problem:
            found = WITHOUT_FONT.search(str(problem))
            if found is None or found[1] in unshown or found[1] not in words:
                raise
            unshown[found[1]] = _named(found[1])
            words = words.replace(found[1], BOX)
        else:
            return made, unshown


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS] if FONTS.exists() else [])


def _named(text: str) -> str:
    """What stood there, in letters that every font has."""
    names = (f"U+{ord(one):04X} {unicodedata.name(one, '')}".strip() for one in text)
    return f"{BOX} = {', '.join(names)}"
