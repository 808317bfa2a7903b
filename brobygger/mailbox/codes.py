"""How a code name and a code word are made, and when two written ones are the same. Pure but for the dice."""

import re
import secrets

from brobygger.mailbox.wordlist import NATURE, THINGS

ALL = NATURE + THINGS
# As someone writes who has no Danish keyboard, or a phone that begins each word with a capital letter.
SAME = str.maketrans({"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa"})


def draw_name() -> str:
    """A code name of two plain words and two digits, 'Mos Kande 27'."""
    return f"{secrets.choice(NATURE)} {secrets.choice(THINGS)} {secrets.randbelow(90) + 10}".title()


def draw_word() -> str:
    """A code word of two different plain words, 'havre bænk'."""
    first = secrets.choice(ALL)
    second = secrets.choice([word for word in ALL if word != first])
    return f"{first} {second}"


def plain(written: str) -> str:
    """What was written, without capitals, spaces and signs, and with æ, ø and å as they are written without them."""
    return re.sub(r"[^a-z0-9]", "", written.casefold().translate(SAME))
