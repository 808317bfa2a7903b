"""No wording of a licensed instrument lies in the repository.

Telltale runs of words are kept as digests, so that they do not lie here either. A run is found whatever its capitals,
punctuation and line breaks. To add one: `python -m promises.test_licensed_words "the run of words"`.
"""

import hashlib
import re
import subprocess
import sys
from collections import defaultdict

from brobygger.config.addresses import CHECKOUT

# Of titles, items and instructions of SARA, B-SAFER, ODARA, Danger Assessment, DASH and LAP.
TELLTALE = [
    "are:4:92db34aeae893146",
    "barriers:3:89920bc1b4b91064",
    "barriers:3:8fca68c80289df3c",
    "brudd:5:944c9a613409e1d8",
    "confinement:8:1e0838e3a262af9c",
    "constantly:9:b1a69caa9bb783d4",
    "distorted:4:1370bd59c0ca86e7",
    "do:10:cff9accf147ba498",
    "do:7:b0d1fb41cfc1b3bb",
    "do:9:8d379a29c413ea97",
    "does:10:1e68b76b28c5d26c",
    "does:5:1f66fbc26f6a89ca",
    "does:6:e472d85a4582dcb6",
    "elementer:4:8152e0d7877c9ff1",
    "faktorer:6:2308edc360812746",
    "fryktfremkallende:2:24c42e98a6e81fa6",
    "general:3:9e5fda1ef75d0846",
    "has:14:5396c0958ee2e3c9",
    "has:7:126bf4770ffaf15e",
    "has:8:034a29413abefcd7",
    "has:9:3d408e5dfb1fdb86",
    "have:7:fb815234581a560e",
    "inadequate:4:8e5a5cf56502fe54",
    "intimate:3:978a4ca3dec864da",
    "ipv:4:4a3479431ae6fa16",
    "is:6:5050dc9c1e0ccf73",
    "is:6:8df7d7c434278c64",
    "is:8:dc2f926ce340f182",
    "non:3:729a373127ed71d1",
    "prior:3:c40dc421167f46a3",
    "strangled:5:b504e81040323dc9",
    "tanker:8:8ae746f19117726b",
    "threat:9:4a283039da518fc2",
    "unsafe:3:29f1314b641828c6",
    "victim:5:539d99cf68df9b8f",
    "victim:8:82efb8c885df8346",
    "violation:4:d7b5cc269eca85ff",
    "violent:3:b7826346c0b9fc19",
    "violent:4:4611c1ec6c4f3794",
]
WORD = re.compile(r"[^\W\d_]+")
TEXTS = {".py", ".html", ".json", ".po", ".md", ".txt", ".js", ".css", ".csv", ".toml", ".typ"}


def marked(words: list[str]) -> str:
    """A run of words as it is kept: its first word, how many there are, and a digest of them all."""
    return f"{words[0]}:{len(words)}:{hashlib.sha256(' '.join(words).encode()).hexdigest()[:16]}"


def runs_of(text: str, telltale: list[str]) -> set[str]:
    """The telltale runs in a text."""
    words = [word.casefold() for word in WORD.findall(text)]
    known, lengths = set(telltale), defaultdict(set)
    for one in telltale:
        first, many, _digest = one.split(":")
        lengths[first].add(int(many))
    runs = (words[at : at + many] for at, word in enumerate(words) for many in lengths.get(word, ()))
    return {" ".join(run) for run in runs if marked(run) in known}


def test_no_file_holds_a_telltale_run():
    names = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    files = [CHECKOUT / name for name in names if name and (CHECKOUT / name).suffix in TEXTS]
    assert len(files) > 1000
    found = {one.name: runs_of(one.read_text(encoding="utf-8"), TELLTALE) for one in files}
    assert {name: runs for name, runs in found.items() if runs} == {}


def test_a_run_is_found_whatever_stands_around_it():
    own = "en vending som kun står her"
    telltale = [*TELLTALE, marked(own.split())]
    assert runs_of("Først: En vending,\nsom KUN står – her. Så mere.", telltale) == {own}
    assert runs_of("en vending som står her", telltale) == set()


if __name__ == "__main__":
    for run in sys.argv[1:]:
        print(marked(WORD.findall(run.casefold())))
