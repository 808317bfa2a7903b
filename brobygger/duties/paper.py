"""A text as a tagged PDF: its own words, neutral headings, nothing of who wrote it in the file's properties."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from brobygger.base import paper

PAGE = r"""
#set document(title: told.title, author: ())
#set page(paper: "a4", margin: 2.4cm, numbering: "1 / 1")
#set text(lang: "da", size: 11pt)
#set par(justify: false, leading: 0.75em)
#if told.draft != "" { block(inset: 8pt, stroke: 0.5pt, width: 100%, told.draft) }
#for part in told.parts {
  if part.heading != "" { heading(level: part.level, part.heading) }
  for line in part.lines { par(line) }
}
"""


def parts_of(text: str) -> list[dict[str, object]]:
    """The text's parts: a line in capitals is a heading, and so is the very first line."""
    parts: list[dict[str, object]] = []
    for at, block in enumerate(filter(None, (part.strip() for part in text.replace("\r\n", "\n").split("\n\n")))):
        first, *rest = block.split("\n")
        is_heading = at == 0 or (first.isupper() and len(first) > 1)
        level = 1 if at == 0 else 2
        parts.append({
            "heading": first if is_heading else "",
            "level": level,
            "lines": rest if is_heading else [first, *rest],
        })  # fmt: skip
    return parts


def pdf(text: str, *, sent: bool) -> bytes:
    """The text as a PDF; a draft says on top that it is one."""
    with override("da"):
        draft = "" if sent else _("Draft – not sent yet")
        told = {"title": _("Document"), "draft": draft, "parts": parts_of(text)}
    return paper.pdf(PAGE, told)
