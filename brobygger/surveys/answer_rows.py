"""One row of a file of answers, checked: no identity, and of the time the month alone."""

import json
import re
from collections.abc import Callable, Collection
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.base.codes import IncidentType, Outcome, PersonRole
from brobygger.intake.incident_rows import Rejection
from brobygger.intake.outreach_register_rows import code_of
from brobygger.intake.preview import Cells
from brobygger.intake.reading import Row, Understood
from brobygger.intake.register_import import Register
from brobygger.intake.remarks import Remarks
from brobygger.intake.values import HYPHENS, BadValue, day, yes_or_no
from brobygger.surveys.codes import ANSWERS, TOLD, Statement
from brobygger.surveys.models import Answer

LONGEST_NUMBER = 64
MONTH = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})|(?P<month_first>\d{1,2})[-/.](?P<year_last>\d{4})")
# As Danish survey tools write them, besides the labels and the codes.
ROLES = {"offer": "victim", "vidne": "witness", "pårørende": "relative", "værge": "guardian"}
OUTCOMES = {"ja": "accepted", "nej": "declined", "ringer selv": "will_call_self"}
TYPES = {
    "tilhold og stalking": "restraining_order_and_stalking", "voldtægt og seksuelle krænkelser":
    "rape_and_sexual_offences", "blufærdighedskrænkelser": "indecent_exposure", "trusler": "threats",
    "røveri": "robbery", "vold": "violence", "dødsfald og drab": "death_and_homicide",
    "ulykker og uheld": "accidents", "indbrud og tyveri": "burglary_and_theft", "blandede": "mixed",
}  # fmt: skip
SAID = {
    "ja": "yes", "nej": "no", "ved ikke": "dont_know", "enig": "agree", "helt enig": "agree",
    "delvist enig": "partly_agree", "hverken enig eller uenig": "neither", "hverken eller": "neither",
    "hverken positivt eller negativt": "neither",
    "delvist uenig": "partly_disagree", "uenig": "disagree", "helt uenig": "disagree",
    "meget positivt": "very_positive", "positivt": "positive", "negativt": "negative",
    "meget negativt": "very_negative", "meget positiv": "very_positive", "positiv": "positive",
    "negativ": "negative", "meget negativ": "very_negative",
}  # fmt: skip
WORDS = {"role": ROLES, "incident_type": TYPES, "outcome": OUTCOMES, **dict.fromkeys(ANSWERS, SAID)}


class Answered(NamedTuple):
    """A row that may go in, in the order of the staging table's columns."""

    source_ref: str
    same: int
    answered_in: date
    role: str
    incident_type: str
    outcome: str
    chosen: str


class AnswerRows:
    """Checks the rows of one file of answers on one day.

    Whether someone may be interviewed is looked at and not kept: beside an answer it would lead to one of few.
    """

    def __init__(self, file: Understood, *, today: date, remarks: Remarks) -> None:
        self.shape, self.remarks = file.shape, remarks
        self.places = {column.name: file.header.places.get(column.name, -1) for column in file.shape.columns}
        self.readers: dict[str, Callable[[str], Any]] = {
            "response_id": _number,
            "answered_in": partial(month, today=today),
            **{name: code_of(self.shape, name, WORDS[name]) for name in (*TOLD, *ANSWERS)},
            "may_be_interviewed": yes_or_no,
        }

    def check(self, row: Row) -> Answered | Rejection:
        """The row ready, or what is wrong with it first."""
        if row.broken:
            return Rejection("", row.broken)
        fields = [*row.fields, ""]
        told = {name: fields[place] for name, place in self.places.items()}
        for column in self.shape.columns:
            if column.required and not told[column.name]:
                return Rejection(column.name, "value_missing")
        found: dict[str, Any] = {}
        for name, read in self.readers.items():
            try:
                found[name] = read(told[name]) if told[name] else ""
            except BadValue as bad:
                return Rejection(name, bad.reason)
        chosen = {name: found[name] for name in ANSWERS if found[name]}
        if not chosen:
            self.remarks.add("answers_nothing", row.number)
        return Answered(
            found["response_id"], hash(tuple(told.values())), found["answered_in"],
            **{name: found[name] for name in TOLD}, chosen=json.dumps(chosen, sort_keys=True),
        )  # fmt: skip


def _number(text: str) -> str:
    if len(text) > LONGEST_NUMBER:
        raise BadValue("too_long")
    return text


def month(text: str, *, today: date) -> date:
    """`yyyy-mm`, `mm-yyyy` or a day of the month: its first day. Refused for anything else, and for a month to come."""
    text = text.translate(HYPHENS)
    try:
        if found := MONTH.fullmatch(text):
            first = date(int(found["year"] or found["year_last"]), int(found["month"] or found["month_first"]), 1)
        else:
            first = day(text).replace(day=1)
    except ValueError:  # BadValue is one
        raise BadValue("not_a_month") from None
    if not 1900 < first.year < 2200:
        raise BadValue("not_a_month")
    if first > today:
        raise BadValue("in_the_future")
    return first


def keep(*, table: str, part: int, zone_id: int, programme_id: int) -> int:
    """The rows of a part of the temporary table are kept. One whose number is known stays as it is.

    Returns how many are new.
    """
    told = {"zone": zone_id, "programme": programme_id, "part": part}
    with connection.cursor() as cursor:
        cursor.execute(KEEP.format(table=table), told)
        return int(cursor.rowcount)


KEEP = """
INSERT INTO surveys_answer (zone_id, programme_id, source, answer_ref, answered_in, role, incident_type, outcome,
    chosen)
SELECT %(zone)s, %(programme)s, 'import', source_ref, answered_in, role, incident_type, outcome, chosen
FROM {table} WHERE part = %(part)s ORDER BY "row"
ON CONFLICT (zone_id, programme_id, source, answer_ref) DO NOTHING
"""

REGISTER = Register(
    table="file_of_answers",
    columns="""source_ref text, same bigint, answered_in date, role text, incident_type text, outcome text,
    chosen jsonb""",
    number="response_id",
    rows=AnswerRows,
    keep=keep,
)


def known(refs: Collection[str], *, zone_id: int, programme_id: int) -> set[str]:
    """Which of these numbers of answers are here already."""
    rows = Answer.objects.filter(zone=zone_id, programme=programme_id, source="import", answer_ref__in=refs)
    return set(rows.values_list("answer_ref", flat=True))


def shown(told: Answered) -> Cells:
    """A row as the preview tells it."""
    chosen: dict[str, str] = json.loads(told.chosen)
    return (
        (_("Number"), told.source_ref),
        (_("Month"), date_format(told.answered_in, "YEAR_MONTH_FORMAT")),
        (_("Role"), str(PersonRole(told.role).label) if told.role else "–"),
        (_("Incident"), str(IncidentType(told.incident_type).label) if told.incident_type else "–"),
        (_("Answer to the offer"), str(Outcome(told.outcome).label) if told.outcome else "–"),
        (_("Answered"), _("%(count)s of %(all)s") % {"count": len(chosen), "all": len(Statement)}),
    )
