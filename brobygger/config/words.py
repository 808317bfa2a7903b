"""The words of the screens: compiles the Danish catalogues, and tells what still has no Danish.

python -m brobygger.config.words            compile (the set-up does this)
python -m brobygger.config.words missing    what has no Danish, two Danish, or Danish that nobody uses
python -m brobygger.config.words fill ROOM  puts the room's missing texts into its catalogue, to be written
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

HERE = Path(__file__).resolve().parents[1]
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)s|%[sd]|\{\w*\}")

HEADER = r"""msgid ""
msgstr ""
"Language: da\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""

type Text = tuple[str, str, str]  # context, text, plural


@dataclass
class Findings:
    """What is wrong with the words; empty where all is well."""

    missing: dict[str, list[str]] = field(default_factory=dict)
    conflicting: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    placeholders: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.missing or self.conflicting or self.unused or self.placeholders)

    def __str__(self) -> str:
        lines = [f"{room}: no Danish for {text!r}" for room, texts in self.missing.items() for text in texts]
        lines += [f"two Danish words for {text}" for text in self.conflicting]
        lines += [f"nobody uses {text}" for text in self.unused]
        lines += [f"other placeholders in the Danish of {text}" for text in self.placeholders]
        return "\n".join(lines)


def rooms() -> list[str]:
    """The packages that may have words of their own."""
    return sorted(folder.name for folder in HERE.iterdir() if (folder / "__init__.py").exists())


def catalogue_of(room: str) -> Path:
    return HERE / room / "locale/da/LC_MESSAGES/django.po"


def texts_of(folder: Path) -> set[Text]:
    """Every text to be translated in a folder's Python and templates."""
    found: set[Text] = set()
    for file in sorted(folder.rglob("*")):
        if file.suffix not in {".py", ".html", ".txt"} or {"tests", "migrations", "node_modules"} & set(file.parts):
            continue
        if file.suffix == ".py" or "templates" in file.parts:
            found |= texts_in(file)
    return found


def texts_in(file: Path) -> set[Text]:
    """Every text to be translated in one file."""
    source = file.read_text(encoding="utf-8")
    return set(_extracted(source if file.suffix == ".py" else _as_python(source, file.name)))


def _as_python(template: str, name: str) -> str:
    """What Django's own extraction makes of a template, without the indentation that means nothing here."""
    return "\n".join(line.strip() for line in templatize(template, origin=name).splitlines())


def _extracted(source: str) -> Iterator[Text]:
    for _line, message, _comments, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        text, plural = (message[0], message[1]) if isinstance(message, tuple) else (message, "")
        if text:
            yield context or "", text, plural


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="da", abort_invalid=True)


def danish_of(catalogue: Catalog) -> dict[tuple[str, str], tuple[str, ...]]:
    """The catalogue as text → Danish (one, or one for each number); without what is empty or uncertain."""
    found = {}
    for message in catalogue:
        if not message.id:
            continue
        text = message.id if isinstance(message.id, str) else message.id[0]
        told = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if told and all(told) and not message.fuzzy:
            found[message.context or "", text] = told
    return found


def _with_other_placeholders(catalogue: Catalog) -> Iterator[str]:
    """Texts whose Danish would leave something out, or asks for something that is not there."""
    for message in catalogue:
        texts = [message.id] if isinstance(message.id, str) else list(message.id)
        danish = [message.string] if isinstance(message.string, str) else list(message.string or ())
        if texts[0] and all(danish) and _placeholders(texts[-1]) != _placeholders(danish[-1]):
            yield texts[0]


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def library(name: str) -> Path:
    """The folder of an installed package."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(f"{name} is not installed")
    return Path(spec.submodule_search_locations[0])


@cache
def others_texts() -> frozenset[tuple[str, str]]:
    """The texts of the sign-in pages that others wrote and we may say differently."""
    package = library("allauth")
    folders = [package / part for part in ("account", "mfa", "templates/account", "templates/mfa", "templates/allauth")]
    return frozenset((context, text) for folder in folders for context, text, _plural in texts_of(folder))


def findings() -> Findings:
    """All that is wrong with the words of all rooms."""
    used = {room: texts_of(HERE / room) for room in rooms()}
    danish: dict[tuple[str, str], tuple[str, ...]] = {}
    told = Findings()
    entered: list[tuple[str, tuple[str, str]]] = []
    for room in rooms():
        if not catalogue_of(room).exists():
            continue
        for key, words in danish_of(read(catalogue_of(room))).items():
            entered.append((room, key))
            if danish.setdefault(key, words) != words:
                told.conflicting.append(f"{key[1]!r}: {danish[key][0]!r} and, in {room}, {words[0]!r}")
        told.placeholders += [f"{text!r} in {room}" for text in _with_other_placeholders(read(catalogue_of(room)))]
    everywhere = {(context, text) for texts in used.values() for context, text, _plural in texts}
    told.unused = [f"{key[1]!r} in {room}" for room, key in entered if key not in everywhere | others_texts()]
    for room, texts in used.items():
        lacking = sorted({text for context, text, _plural in texts if (context, text) not in danish})
        if lacking:
            told.missing[room] = lacking
    return told


def compile_all() -> int:
    """Each catalogue has its compiled file beside it; how many they are."""
    files = sorted(HERE.glob("*/locale/*/LC_MESSAGES/django.po"))
    for file in files:
        catalogue = read(file)
        with file.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)
    return len(files)


def fill(room: str) -> int:
    """The room's catalogue has an empty entry for each text that no room has Danish for; how many were added."""
    path = catalogue_of(room)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = read(path) if path.exists() else Catalog(locale="da", project="Brobygger", charset="utf-8")
    lacking = set(findings().missing.get(room, ()))
    for context, text, plural in sorted(texts_of(HERE / room)):
        if text in lacking:
            catalogue.add((text, plural) if plural else text, context=context or None)
    write(path, catalogue)
    return len(lacking)


def write(path: Path, catalogue: Catalog) -> None:
    """The catalogue in order of its texts, the same whoever writes it and whenever."""
    with path.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalogue, width=0, omit_header=True, sort_output=True, no_location=True, ignore_obsolete=True)


def main(arguments: Iterable[str]) -> None:
    """Does what the first argument says; compiling where there is none."""
    verb, *rest = [*arguments, "compile"] if not list(arguments) else list(arguments)
    if verb == "compile":
        compile_all()
    elif verb == "missing":
        told = findings()
        sys.exit(str(told) if told else 0)
    elif verb == "fill":
        for room in rest or rooms():
            fill(room)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
