"""How hard a page is to read: Björnsson's LIX for Danish, Flesch and Kincaid's grade for English."""

import html
import re

LONG = 6
# What is read as one thing and not sentence by sentence: the way out, the languages, her own words, and the wording of
# the consent, which the programme's leaders approve and answer for.
APART = (
    r"<head>.*?</head>", r"<script.*?</script>", r'<a class="leave".*?</a>', r'<ul class="languages".*?</ul>',
    r'<div class="code">.*?</div>\s*</div>', r'<div class="wording".*?</div>', r"<textarea.*?</textarea>",
    r"<select.*?</select>", r'<div class="more".*?</div>', r'<a class="place".*?</a>', r'<ul class="numbers">.*?</ul>',
    r'<dl class="checked">.*?</dl>', r'<ul class="lines">.*?</ul>',
)  # fmt: skip
BLOCK = r"</?(?:p|li|h1|h2|legend|label|dt|dd|button|a class=\"button[^>]*|div|br|span class=\"form-hint[^>]*)\b[^>]*>"


def words_of(page: str) -> str:
    """The page as it is read aloud, a full stop after each heading, label and line."""
    if "<body" not in page:
        return ""
    for pattern in APART:
        page = re.sub(pattern, " . ", page, flags=re.S)
    text = html.unescape(re.sub(r"<[^>]+>", " ", re.sub(BLOCK, " . ", page)))
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"([.!?:])(?:\s*\.)+", r"\1", text).strip(" .")


def _sentences(text: str) -> list[str]:
    return [one for one in re.split(r"[.!?:]+(?:\s|$)", text) if re.search(r"\w", one)]


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", text)


def lix(text: str) -> float:
    """Words in a sentence, and how many of a hundred words are long."""
    words = _words(text)
    return len(words) / len(_sentences(text)) + 100 * sum(len(word) > LONG for word in words) / len(words)


def _syllables(word: str) -> int:
    word = re.sub(r"(?<=[^aeiouy])e$|(?<=[^aeioutdy])ed$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def grade(text: str) -> float:
    """The school year in which it can be read."""
    words = _words(text)
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(_sentences(text)) + 11.8 * syllables / len(words) - 15.59
