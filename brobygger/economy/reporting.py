"""What a report takes from this room: headings, sentences, tables and drawings, ready to be set."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from brobygger.access.actor import Actor
from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.economy import comparing, costing, rules
from brobygger.economy.in_words import (
    costing_notes,
    each_row,
    funnel_told,
    lead_of,
    not_in_it,
    of_lines,
    quarter_row,
    quarters_told,
    reach_row,
    where_row,
)
from brobygger.economy.table_queries import programmes, table
from brobygger.economy.words import kroner
from brobygger.evaluation.figures import Question
from brobygger.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its words."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report."""

    heading: str
    paragraphs: tuple[str, ...]
    tables: tuple[Table, ...] = ()


def report_sections(by: Actor, question: Question, at: datetime) -> list[Section]:
    """Table 2, the cost for each, and of an outreach programme the comparison, in the language of the moment.

    NotFound outside the actor's zones and for another zone's programme; the trail knows that the figures were read.
    """
    programme = next((one for one in programmes(by, zone_id=question.zone_id) if one.pk == question.programme_id), None)
    if programme is None:
        raise NotFound("not_found")
    found = [_table(question, by, at), _costs(programme, question, by, at)]
    return [*found, _comparison(question, by, at)] if programme.kind == "outreach" else found


def _table(question: Question, by: Actor, at: datetime) -> Section:
    """Table 2 as it stands at the end of the period."""
    _first, last = costing.whole_period(question.period, day_of(at))
    lines = table(by, zone_id=question.zone_id, programme_id=question.programme_id)
    totals = rules.totals(lines, last)
    header = (_("What for"), _("How it comes about"), _("Fixed or varies"), _("Kroner"))
    tables = tuple(
        Table(part.heading, header, (*_rows((r.line.name, r.told, r.follows, r.kroner) for r in part.rows),
                                     (_("Total"), "", "", part.total)))
        for part in of_lines(lines, last) if part.rows
    )  # fmt: skip
    told = _("In the first year: %(total)s.") % {"total": kroner(totals.first_year)}
    return Section(_("What the work costs"), (told, not_in_it()) if tables else (_("No line is written yet."),), tables)


def _costs(programme: Programme, question: Question, by: Actor, at: datetime) -> Section:
    told = costing.costed(programme, question.period, zone_id=question.zone_id, by=by, at=at, form="report")
    header = (_("Counted"), _("Number"), _("Cost for each"), _("of it fixed"), _("of it varying"))
    rows = _rows(each_row(one) for one in told.each)
    heading = _("Cost for each")
    return Section(heading, (lead_of(told), *costing_notes(programme.kind)), (Table(heading, header, rows),))


def _comparison(question: Question, by: Actor, at: datetime) -> Section:
    told = comparing.compared(question, by=by, at=at, form="report")
    by_quarter = (_("Quarter"), _("Reached"), _("Accepted"), _("Share"), _("95% interval"))
    tables = [Table(_("Acceptance by quarter"), by_quarter, _rows(map(quarter_row, told.quarters)))]
    if told.funnel:
        header = (_("Who"), _("Reached"), _("Share"), _("95% limits"), _("Where it lies"))
        tables.append(Table(_("Funnel plot of acceptance"), header, _rows(map(where_row, told.funnel.told))))
    header = (_("Group"), _("Identified"), _("Not reached"), _("Share reached"), _("95% interval"))
    tables += [Table(title, header, _rows(map(reach_row, groups))) for title, groups in told.reach if groups]
    sentences = [quarters_told(told.quarters, told.goal)] if told.quarters else [_("Nobody was reached yet.")]
    sentences += [funnel_told(told.funnel)] if told.funnel else []
    sentences.append(_("Not reached is everyone identified whom nobody spoke to, also for want of contact details."))
    return Section(_("Compared with the goal and with others"), tuple(sentences), tuple(tables))


def _rows(rows: Iterable[Iterable[object]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(str(cell) for cell in row) for row in rows)
