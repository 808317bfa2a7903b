"""A report is made: counted, drawn, set. Also as the job that does so while its reader waits."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import override

from brobygger.access.actor import Actor, machine
from brobygger.access.zones import in_zones
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.evaluation.figures import Question
from brobygger.evaluation.rules import Period
from brobygger.programmes.models import Programme
from brobygger.report import as_html, as_pdf, contents, given, package, queries, reading
from brobygger.report.codes import Form
from brobygger.report.contents import Report
from brobygger.report.models import MadeReport

STAGES = 3  # begun, counted and drawn, set
SETTERS: dict[str, Callable[[Report], bytes]] = {Form.PDF: as_pdf.pdf, Form.HTML: as_html.page}


def report(question: Question, programme: Programme, language: str, *, by: Actor, at: datetime) -> Report:
    """What stands in the report, read in this transaction. NotFound outside the actor's zones."""
    with override(language):
        figures = reading.figures_of(question, by=by, at=at)
        about = queries.about(question, programme, language=language, on=day_of(at))
        texts = queries.written(by, zone_id=question.zone_id, programme_id=programme.pk, language=language)
        outline = queries.outline_of(programme)
        told = {chapter: given.sections_of(chapter, question, by=by, at=at) for chapter in outline.chapters}
        return contents.report(about, outline, figures, texts=texts, given=told)


def file_of(question: Question, programme: Programme, language: str, form: str, *, by: Actor, at: datetime) -> bytes:
    """The report as a file. Refused where the form is of a release that is not there."""
    if form == Form.ZIP:
        with override(language):
            figures = reading.public_figures_of(question, by=by, at=at)
            about = queries.about(question, programme, language=language, on=day_of(at))
            return package.as_zip(figures, about)
    made = report(question, programme, language, by=by, at=at)
    with override(language):
        return SETTERS[form](made)


def make(*, report_id: int, zone_id: int, at: datetime) -> None:
    """The job: the file is there, or why it could not be made. Safe to do twice: whoever comes second finds it done."""
    by = machine(zone_id)
    with in_zones(by):
        row = MadeReport.objects.select_related("programme").get(pk=report_id)
    if row.made_at or row.refused:
        return
    question = Question(zone_id, row.programme_id, Period(row.first, row.last))
    _kept(row, by, stage=1)
    try:
        made = _file(row, question, by, at)
    except Refused as refused:
        _kept(row, by, refused=refused.reason)
    except Exception:
        _kept(row, by, refused="report_failed")
        raise
    else:
        _kept(row, by, stage=STAGES, file=made, made_at=at)


def _file(row: MadeReport, question: Question, by: Actor, at: datetime) -> bytes:
    """The file; set outside of a transaction, so that it holds up nobody."""
    if row.form == Form.ZIP:
        with in_zones(by):
            return file_of(question, row.programme, row.language, row.form, by=by, at=at)
    with in_zones(by):
        told = report(question, row.programme, row.language, by=by, at=at)
    _kept(row, by, stage=2)
    with override(row.language):
        return SETTERS[row.form](told)


def _kept(row: MadeReport, by: Actor, **told: object) -> None:
    for name, value in told.items():
        setattr(row, name, value)
    with in_zones(by):
        row.save(update_fields=list(told))
