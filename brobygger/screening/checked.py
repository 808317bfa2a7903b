"""What stood on the page where she looks once more, so that nothing is sent that she has not seen."""

from collections.abc import Iterable

from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.screening.models import CriterionAnswer, Screening
from brobygger.screening.sealed_sheet import sheet_of

LABELS: dict[str, str | Promise] = {
    "who": _("Who"), "contact": _("How it is safe"), "consent": _("Has said yes to"), "signs": _("What you noticed"),
    "question": _("What was said"), "safety": _("Safety"), "way": _("The way"),
}  # fmt: skip


def marks(row: Screening, answers: Iterable[CriterionAnswer]) -> dict[str, str]:
    """A mark of each part, which tells nothing and is another one when the part has changed."""
    sheet, told = sheet_of(row), row.detection
    parts = {
        "who": (sheet.given_name, sheet.family_name, sheet.anonymous, sheet.numbers, sheet.shared_numbers,
                sheet.seen_numbers, sheet.language, sheet.gender, sheet.age_group),
        "contact": (sheet.may_ring, sorted(sheet.said.items())),
        "consent": (sheet.consent, sheet.wording_id),
        "signs": (sorted(told.signs), row.signs_note),
        "question": (told.asked, row.said_words),
        "safety": (told.danger, told.child_worry),
        "way": (told.route, [(one.criterion_id, one.answer, one.reason) for one in answers]),
    }  # fmt: skip
    return {name: _mark(f"checked:{row.pk}:{name}", part) for name, part in parts.items()}


def _mark(of: str, part: object) -> str:
    return salted_hmac(of, repr(part), algorithm="sha256").hexdigest()[:16]


def changed(seen: str, stands: dict[str, str]) -> list[str]:
    """The parts that stand otherwise than they were seen, in words."""
    before = dict(one.split("=", 1) for one in seen.split() if "=" in one)
    return [str(LABELS[name]) for name, mark in stands.items() if before.get(name) != mark]
