"""The questions, the doors and the table in words."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from brobygger.base.formulas import guarded
from brobygger.routes import queries, rules
from brobygger.routes.codes import Answer, Route
from brobygger.routes.models import CourseCriteria, CourseCriteriaState, Criterion

NO_PART = "-"


def why(criteria: CourseCriteria, found: rules.Found) -> list[str]:
    """Why the answers lead to the door, one sentence for each thing that decided it."""
    if rules.NOT_MOTIVATED in found.because:
        return [_("She or he does not want help now.")]
    rows = [row for row in queries.criteria_of(criteria) if row.key in found.because]
    return [because(row) for row in rows] or [_("Nothing that is known speaks against the course.")]


def because(row: Criterion) -> str:
    """The question that decided, with the answer that did."""
    answer = rules.OPPOSITE[Answer(row.fits)]
    return _("%(question)s The answer is %(answer)s.") % {"question": row.question, "answer": said(answer)}


def leading_answer(row: Criterion) -> str:
    """The answer that leads to another door than the course."""
    return str(rules.OPPOSITE[Answer(row.fits)].label)


def said(answer: str) -> str:
    """An answer within a sentence."""
    return str(Answer(answer).label).lower()


def door_name(route: str) -> str:
    return str(Route(route).label)


@dataclass(frozen=True, slots=True)
class Cell:
    """What may be answered to one question, in words."""

    name: str
    words: str
    decides: bool
    plays_no_part: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table in words: the cells in the order of the questions, and what decides."""

    number: int
    motivated: str
    named: list[Cell]
    door: str
    because: str


def table_lines(rows: Sequence[Criterion]) -> list[Line]:
    """Every combination of answers in one row."""
    by_key = {row.key: row for row in rows}
    return [
        Line(
            number=number,
            motivated=said(Answer.YES if row.motivated else Answer.NO),
            named=[
                Cell(asked.name, _cell(cell), asked.key == row.because, cell is None)
                for asked, cell in zip(rows, row.cells, strict=True)
            ],
            door=door_name(row.route),
            because=_because(row, by_key.get(row.because)),
        )
        for number, row in enumerate(rules.table(queries.as_questions(list(rows))), start=1)
    ]


def _cell(cell: frozenset[Answer] | None) -> str:
    if cell is None:
        return NO_PART
    either = pgettext("yes or not known", " or ")
    return either.join(said(answer) for answer in Answer if answer in cell)


def _because(row: rules.Row, decides: Criterion | None) -> str:
    if decides:
        return decides.question
    if not row.motivated:
        return _("Does not want help now")
    return _("Nothing speaks against it")


def as_csv(rows: Sequence[Criterion]) -> bytes:
    """The table as an office opens it: with semicolons, marked as UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Row"), _("Wants help now"), *(guarded(row.name) for row in rows), _("Door"), _("Because")])
    for line in table_lines(rows):
        cells = (cell.words for cell in line.named)
        writer.writerow([line.number, line.motivated, *cells, line.door, guarded(line.because)])
    return out.getvalue().encode("utf-8-sig")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a version stands: a word for the badge, and its kind."""

    label: str
    kind: str


def where_it_stands(criteria: CourseCriteria, *, holding: CourseCriteria | None, today: date) -> Standing:
    """Draft, waiting for approval, holding now, holding later, held before, or dropped."""
    state = CourseCriteriaState(criteria.state)
    if state != CourseCriteriaState.APPROVED:
        return Standing(str(state.label), "info" if state == CourseCriteriaState.PROPOSED else "")
    if holding and criteria.pk == holding.pk:
        return Standing(_("Holds now"), "success")
    return Standing(_("Will hold"), "info") if criteria.valid_from > today else Standing(_("Held before"), "")


def changes(before: Sequence[Criterion], after: Sequence[Criterion]) -> list[str]:
    """What differs from one version's questions to the next, one sentence a change."""
    was, now = {row.key: row for row in before}, {row.key: row for row in after}
    told = [_("New: %(question)s") % {"question": row.question} for row in after if row.key not in was]
    told += [_("Struck: %(question)s") % {"question": row.question} for row in before if row.key not in now]
    for key in (key for key in now if key in was):
        told += _changes_of(was[key], now[key])
    stay_before = [row.key for row in before if row.key in now]
    stay_after = [row.key for row in after if row.key in was]
    if stay_before != stay_after:
        order = ", ".join(now[key].name for key in stay_after)
        told.append(_("Asked in another order: %(order)s") % {"order": order})
    return told


def _changes_of(old: Criterion, new: Criterion) -> list[str]:
    told = []
    if old.question_da != new.question_da or old.question_en != new.question_en:
        words = {"name": new.name, "after": new.question, "before": old.question}
        told.append(_("%(name)s is asked in other words: “%(after)s” (before: “%(before)s”)") % words)
    if any(getattr(old, field) != getattr(new, field) for field in ("help_da", "help_en")):
        told.append(_("%(name)s has another help text") % {"name": new.name})
    if old.fits != new.fits:
        words = {"name": new.name, "after": said(new.fits), "before": said(old.fits)}
        told.append(_("%(name)s: now %(after)s fits the course (before: %(before)s)") % words)
    if old.otherwise != new.otherwise:
        words = {"name": new.name, "after": door_name(new.otherwise), "before": door_name(old.otherwise)}
        told.append(_("%(name)s leads to another door: %(after)s (before: %(before)s)") % words)
    if old.for_team != new.for_team:
        who = _("%(name)s is asked by the team") if new.for_team else _("%(name)s is asked by the employee")
        told.append(who % {"name": new.name})
    if any(getattr(old, field) != getattr(new, field) for field in ("name_da", "name_en", "kind", "source")):
        told.append(_("%(name)s has another short name, kind or source") % {"name": new.name})
    return told


def frame_changes(before: CourseCriteria, after: CourseCriteria) -> list[str]:
    """What differs in whom nothing keeps out."""
    differ = any(getattr(before, name) != getattr(after, name) for name in ("also_welcome_da", "also_welcome_en"))
    return [_("The sentences about whom the course is also for are changed")] if differ else []


def all_changes(criteria: CourseCriteria) -> list[str]:
    """What a version changes in the one that it takes over from; empty where there is none before it."""
    before = queries.version_before(criteria)
    if before is None:
        return []
    rows = queries.criteria_of(before), queries.criteria_of(criteria)
    return changes(*rows) + frame_changes(before, criteria)


@dataclass(frozen=True, slots=True)
class MovedLine:
    """People who would have another door: what decides before and after, and the two doors."""

    decided_before: str
    decides_after: str
    before: str
    after: str


def moved_lines(
    moved: Sequence[rules.Moved], before: Sequence[Criterion], after: Sequence[Criterion]
) -> list[MovedLine]:
    """Every class of combinations that has another door, in words."""
    was, now = {row.key: row for row in before}, {row.key: row for row in after}
    return [
        MovedLine(
            decided_before=because(was[one.decided_before]) if one.decided_before else _("Nothing speaks against it"),
            decides_after=because(now[one.decides_after]) if one.decides_after else _("Nothing speaks against it"),
            before=door_name(one.before),
            after=door_name(one.after),
        )
        for one in moved
    ]
