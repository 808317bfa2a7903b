"""Which words of a text tell where someone is, straight out, by a place that leads there, or by what she is found by: a
CPR number, a phone, an e-mail address, a number plate. Suggestions, never all.

Facts in, stretches out; no Django. What nobody can know from the words alone ('at the baker's'), a person hides.
"""

import re
from collections.abc import Iterable, Iterator

from brobygger.extracts.hiding import Span, merged

NAME = r"(?:[A-ZÆØÅÉ][\w.'’-]*\w)"
NAMES = rf"{NAME}(?:\s(?:[A-ZÆØÅ]\b|{NAME}))*"

# A place where someone is often, in Danish and English; `\w*` before or after lets it be one part of a longer word.
PLACES = r"""
    \w*skole\w*  \w*børnehave\w*  \w*vuggestue\w*  \w*institution\w*  \w*fritidshjem\w*  \w*dagpleje\w*  sfo\w*
    \w*gymnasi\w+  \w*universitet\w*  arbejdsplads\w*  arbejde[rt]?s?  arbejdssted\w*  arbejdede  job\w*  \w*kontor\w*
    \w*læge(?:n|r|rne|ns|hus\w*|klinik\w*|vagt\w*)?  \w*sygehus\w*  \w*hospital\w*  \w*klinik\w*  apotek\w*
    \w*krisecent\w+  \w*herberg\w*  \w*bopæl\w*  \w*adresse\w*  \w*kirke\w*  \w*moské\w*  \w*klub(?:ben|bens|ber)?
    klubhus\w*  \w*træning\w*  fitness\w*  svømmehal\w*  \w*station(?:en|er|s\w*)?  bus(?:sen|sens|ser|sely\w*|stop\w*)?
    buslinje\w*  toget  togstop\w*  \w*stoppested\w*  \w*bibliotek\w*  \w*botilbud\w*  \w*plejehjem\w*
    schools?  nursery  kindergarten  day\s?care  workplace  works?  working  office  doctor(?:'s|s)?  dentist(?:'s|s)?
    surgery  clinic  shelter  refuge  address  church  mosque  gym  training  bus(?:es)?  train\sstation  library
    club  jobcent(?:re|er)
"""
PLACE = re.compile(rf"(?i:\b(?:{'|'.join(PLACES.split())})\b)")
AT = r"(?i:på|i|ved|hos|af|for|som|til|fra|in|at|on|of|by|to|from|as)"
AFTER = re.compile(rf"(?:\s{AT})?(?:\s{NAME}|\s[A-ZÆØÅ]\b){{1,4}}")
BEFORE = re.compile(rf"(?<![\w.'’-])(?:{NAME}\s){{1,4}}$")
WINDOW = 80  # how far back a name is looked for
STREET = r"(?:vej|gade|allé|alle|stræde|torv|plads|boulevard|vænge|street|road|avenue)(?:en|et)?"
HOUSE = r"\d+(?:\s?[A-ZÆØÅ]\b|[a-z]\b)?"
SIDE = r"(?:sal|tv|th|mf)\b(?!-)\.?"
FLOOR = rf"(?:\d{{1,2}}\.?\s?{SIDE}|(?:st|tv|th|mf)\b(?!-)\.?|kl\b\.?(?!\s?\d))"
FLOORS = rf"(?:(?:,\s?|\s){FLOOR})"
NUMBER = rf"(?:\s(?:nr\.?\s)?{HOUSE}{FLOORS}*|,\s{HOUSE}{FLOORS}+)"
STREETS = (
    re.compile(rf"\b(?:{NAME}\s)*[A-ZÆØÅ]\w+{STREET}\b(?:{NUMBER})?"),
    re.compile(rf"\b(?:{NAME}\s)+(?i:{STREET})\b(?:{NUMBER})?"),
    re.compile(rf"\b\w+{STREET}{NUMBER}"),
    re.compile(rf"\b\d+\s(?:{NAME}\s)+(?i:street|road|avenue)\b"),
)
TOWN = re.compile(rf"(?<!\d)\d{{4}}\s{NAMES}")
PHONE = re.compile(r"(?<![\d-])(?:\+45\s?|0045\s?)?\d{2}(?:\s?\d{2}){3}(?![\d-])")
FOUND_BY = (
    re.compile(r"(?<![\d-])[0-36-9]\d(?:0[1-9]|1[0-2])\d{2}[\s-]?\d{4}(?![\d-])"),  # CPR, administrative ones too
    re.compile(r"(?<![\w.+-])[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+"),
    re.compile(r"(?<!\w)(?:[A-ZÆØÅ]{2}\s?\d{2}\s?\d{3}|[a-zæøå]{2}\d{5})(?![\w-])"),  # number plate
)
REST = (  # of an address, whatever its street is called, or where the street is hidden
    re.compile(rf"(?<![\w.'’-])(?:{NAME}\s){{0,4}}{HOUSE}(?:,\s?|\s)(?:\d{{1,2}}\.?|st\.?)\s?{SIDE}{FLOORS}*"),
    re.compile(rf"(?<!\d)\d{{1,2}}\.\s?{SIDE}"),
)
WITH = re.compile(
    r"\b(?i:bor|boet|opholder\ssig|overnatter|flyttet?r?|lives?|living|staying|stays|moved)(?i:\snu|\sher|\sind)?"
    rf"\s{AT}\s(?:(?i:sin|sit|sine|hendes|hans|en|et|her|his|a|an|the)\s)?\w+(?:\s{NAMES})?(?:\s{HOUSE}(?=[.,;]|$))?"
)
PATTERNS = (*STREETS, TOWN, PHONE, *FOUND_BY, *REST, WITH)


def telling_where(text: str, known: Iterable[str] = ()) -> list[Span]:
    """The stretches of the text that tell where someone is; `known` is what is kept of her address and her numbers."""
    found = [one.span() for pattern in PATTERNS for one in pattern.finditer(text)]
    found += [_with_its_name(text, *one.span()) for one in PLACE.finditer(text)]
    return merged([*found, *(span for one in known for span in _known(text, one))])


def _with_its_name(text: str, start: int, end: int) -> Span:
    """The place with the name that follows (`skolen i Køge`) or stands before it (`på Herfølge skole`).

    At the beginning of a sentence a word with a capital is a name only where the place has one too (`Køge Skole`).
    """
    after, before = AFTER.match(text, end), BEFORE.search(text[max(0, start - WINDOW) : start])
    if before is not None:
        begins = start - len(before.group())
        if text[start].isupper() or re.search(r"[\w,;:]\s$", text[:begins][-2:]):
            start = begins
    return start, after.end() if after is not None else end


def _known(text: str, told: str) -> Iterator[Span]:
    """Where the address or number stands, in capitals or not; a number however it is written in groups."""
    digits = re.sub(r"\D", "", told)
    if len(digits) >= 8 and not re.search(r"[^\W\d]", told):
        pattern = r"(?:\+45\s?)?" + r"[\s.-]?".join(digits[-8:])
    else:
        rest = "" if "@" in told else rf"(?:{NUMBER})?"
        pattern = r"(?<!\w)" + r"\s+".join(re.escape(one) for one in told.split()) + rf"\w*{rest}"
    if told.strip():
        yield from (one.span() for one in re.finditer(pattern, text, re.IGNORECASE))
