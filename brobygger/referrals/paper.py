"""The package on paper: a tagged PDF/UA-1 whose title and file name are the token, and never a name."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.base import paper
from brobygger.referrals import in_words
from brobygger.referrals.contents import Contents
from brobygger.referrals.models import Package

PAGE = r"""
#set document(title: told.token, author: ())
#set page(paper: "a4", margin: (x: 2.4cm, top: 2.2cm, bottom: 2.4cm),
  footer: context align(center, text(size: 9pt)[#told.token · #counter(page).display("1 / 1", both: true)]))
#set text(lang: told.lang, size: 11pt)
#set par(justify: false, leading: 0.7em, spacing: 0.9em)
#show heading.where(level: 1): set text(size: 18pt)
#show heading.where(level: 2): set text(size: 13pt)
#show heading.where(level: 2): set block(above: 1.8em, below: 0.9em)
#heading(level: 1, told.heading)
#for part in told.parts {
  if part.heading != "" { heading(level: 2, part.heading) }
  for line in part.lines { par(line) }
  for fact in part.facts {
    block(breakable: false, below: 0.9em, {
      strong(fact.term)
      for line in fact.lines { linebreak(); line }
    })
  }
}
"""


def pdf(package: Package, told: Contents) -> bytes:
    """The package as a PDF in the language that is switched on."""
    return paper.pdf(PAGE, _told(package, told))


def _told(package: Package, told: Contents) -> dict[str, Any]:
    referral, consent = package.referral, package.referral.consent
    zone = referral.zone
    parts = [
        _part(
            "",
            facts=[
                (_("Token"), [referral.token]),
                (_("From"), [f"{zone.organisation.name} · {zone.name}"]),
                (_("To"), [package.receiver.name]),
                (_("Sent"), [_moment(package.sent_at)]),
            ],
        ),
        _part(_("What has been passed on"), facts=[(one.label, list(one.lines)) for one in in_words.shown(told)]),
        _part(
            _("Why it may be passed on"),
            facts=[
                (_("Purpose"), [package.purpose]),
                (_("Basis"), [package.basis_text]),
                (_("What the person said yes to"), [f"»{consent.wording_text}«"]),
                (_("Said yes"), [_moment(consent.given_at)]),
                (_("May be leaned on until"), [date_format(consent.until, "DATE_FORMAT") if consent.until else ""]),
            ],
        ),
        _part(
            _("How to answer"),
            lines=[
                _("Answer by the one-time link in the e-mail to you. The answer holds the token alone."),
                _("If the consent is withdrawn you are told by e-mail. Stop all contact at once, and destroy this."),
            ],
        ),
    ]
    return {"token": referral.token, "heading": _("Referral"), "lang": get_language() or "da", "parts": parts}


def _part(
    heading: str, *, facts: list[tuple[str, list[str]]] | None = None, lines: list[str] | None = None
) -> dict[str, Any]:
    told = [{"term": term, "lines": [one for one in said if one]} for term, said in facts or []]
    return {"heading": heading, "facts": [fact for fact in told if fact["lines"]], "lines": lines or []}


def _moment(at: Any) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")
