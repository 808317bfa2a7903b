"""A volunteer as the coordinator's pages show her: what she can in a line, and how her certificates stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from brobygger.base.languages import name_of
from brobygger.staff.models import Absence
from brobygger.volunteers.models import Certificate, CertificateKind, Volunteer
from brobygger.volunteers.states import NeededFor

SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of certificate, the newest that the volunteer has of it, and how it stands."""

    kind: CertificateKind
    has: Certificate | None
    stands: str  # missing, expired, soon, valid, or nothing where it is not required and not there


@dataclass(frozen=True, slots=True)
class Line:
    """A volunteer in the list."""

    row: Volunteer
    languages: str
    areas: str
    absence: Absence | None
    is_away: bool
    trouble: list[Paper]


def papers(row: Volunteer, kinds: Sequence[CertificateKind], today: date) -> list[Paper]:
    """Every kind that the zone knows of, by name."""
    newest: dict[int, Certificate] = {}
    for one in sorted(row.certificates.all(), key=lambda has: (has.got_on, has.pk)):
        newest[one.kind_id] = one
    return [Paper(kind, newest.get(kind.pk), _stands(kind, newest.get(kind.pk), today)) for kind in kinds]


def _stands(kind: CertificateKind, has: Certificate | None, today: date) -> str:
    if has is None:
        return "" if kind.needed_for == NeededFor.NOBODY else "missing"
    if has.expires_on is None or has.expires_on - SOON > today:
        return "valid"
    return "soon" if has.expires_on >= today else "expired"


def line(row: Volunteer, absence: Absence | None, kinds: Sequence[CertificateKind], today: date) -> Line:
    """The volunteer in a line of the list."""
    return Line(
        row,
        ", ".join(name_of(code) for code in row.languages),
        ", ".join(row.areas),
        absence,
        absence is not None and absence.first_day <= today,
        [one for one in papers(row, kinds, today) if one.stands in ("missing", "expired", "soon")],
    )
