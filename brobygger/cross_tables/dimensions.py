"""By what the registers can be split: each dimension is SQL over one register, and the words for its groups."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.base.codes import AgeGroup, DeclineReason, Gender, IncidentType, Outcome, PersonRole
from brobygger.cross_tables.words import DIMENSIONS
from brobygger.evaluation.counting import OUTREACH
from brobygger.evaluation.detect_counts import DETECTED, DETECTION, Named
from brobygger.evaluation.detect_spans import quarter_in_words
from brobygger.evaluation.kept import Register
from brobygger.evaluation.words import GROUPS
from brobygger.municipality.codes import WayIn
from brobygger.routes.codes import Answer, Route
from brobygger.screening.codes import Heard


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to split a register. A row whose expression is null is in none of its groups, and not counted."""

    key: str
    sql: str
    groups: tuple[tuple[str, object], ...] = ()  # none: those that are found, in their own order
    only: Promise | str = ""  # who alone is counted, where it is not everyone

    @property
    def label(self) -> Promise:
        return DIMENSIONS[self.key]

    def told(self, group: str) -> str:
        """What a group is called; the empty one is where nothing is registered."""
        if not group:
            return str(_("Not registered"))
        if self.groups:
            return str(dict(self.groups).get(group, group))
        year, _q, number = group.partition("-Q")
        return quarter_in_words(date(int(year), 3 * int(number), 1)) if number else year

    def shown(self, found: Iterable[str]) -> list[str]:
        """Every group that a table shows, nought too; what is not registered stands last, where there is any."""
        found = set(found)
        known = [group for group, _told in self.groups] or sorted(found - {""})
        return [*known, *([""] if "" in found else [])]


@dataclass(frozen=True, slots=True)
class Asks:
    """A register that can be asked, and by what."""

    register: Register
    only: str  # the rows that are counted at all
    counted: Promise  # who they are
    dimensions: tuple[Dimension, ...]

    def dimension(self, key: str) -> Dimension:
        return next(one for one in self.dimensions if one.key == key)


def _codes(codes: type[TextChoices]) -> tuple[tuple[str, object], ...]:
    return tuple((code.value, code.label) for code in codes)


def _time(day: str) -> tuple[Dimension, ...]:
    return (
        Dimension("quarter", f"""to_char({day}, 'YYYY"-Q"Q')"""),
        Dimension("year", f"to_char({day}, 'YYYY')"),
    )


def _yes_or_no(column: str, yes: Promise, no: Promise) -> tuple[str, tuple[tuple[str, object], ...]]:
    return f"CASE WHEN {column} THEN 'yes' ELSE 'no' END", (("yes", yes), ("no", no))


OF_OUTREACH = Asks(
    OUTREACH,
    OUTREACH.only,
    _("Registrations of people in the target group, by the day identified."),
    (
        Dimension("incident_type", "incident_type", _codes(IncidentType)),
        Dimension("gender", "gender", _codes(Gender)),
        Dimension("role", "role", _codes(PersonRole)),
        Dimension("age_group", "age_group", _codes(AgeGroup)),
        Dimension(
            "answer",
            "CASE WHEN NOT reached THEN 'not_reached' WHEN outcome = '' THEN 'not_recorded' ELSE outcome END",
            (*_codes(Outcome), ("not_recorded", GROUPS["not_recorded"]), ("not_reached", _("Not reached"))),
        ),
        Dimension(
            "decline_reason",
            "CASE WHEN outcome = 'declined' THEN decline_reason END",
            _codes(DeclineReason),
            _("Only those who declined."),
        ),
        Dimension(
            "contact",
            *_yes_or_no("has_contact_details IS FALSE", _("Without contact details"), _("With contact details")),
        ),
        *_time("identified_on"),
    ),
)

_DEPARTMENT = Dimension("department", "coalesce(department_id::text, 'none')")
_OF_THE_WAY_IN = Asks(
    DETECTION,
    DETECTED,
    _("Everyone detected, by the day of the first sign or of the first word from the person."),
    (
        Dimension("way_in", "way_in", _codes(WayIn)),
        Dimension("route", "route", _codes(Route)),
        Dimension("suggested", "suggested", _codes(Route)),
        Dimension("danger", "danger", _codes(Answer)),
        Dimension("child_worry", "child_worry", _codes(Answer)),
        Dimension(
            "heard",
            f"CASE WHEN heard = '{Heard.NOT_TOLD.value}' THEN '' ELSE heard END",
            tuple(group for group in _codes(Heard) if group[0] != Heard.NOT_TOLD),
        ),
        Dimension("anonymous", *_yes_or_no("anonymous", _("Anonymous"), _("Said who they are"))),
        *_time("seen_on"),
    ),
)


def of_the_way_in(departments: Sequence[Named]) -> Asks:
    """The municipal register, by the zone's own departments too."""
    groups = (*((str(one.id), one) for one in departments), ("none", GROUPS["detected_by_department:no_department"]))
    return replace(_OF_THE_WAY_IN, dimensions=(replace(_DEPARTMENT, groups=groups), *_OF_THE_WAY_IN.dimensions))
