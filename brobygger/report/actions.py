"""The writing door: a chapter's text is kept, a report is asked for, made and fetched."""

from datetime import date, datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from brobygger.access.actor import Actor
from brobygger.base.decision import Refused, no
from brobygger.evaluation.figures import Question
from brobygger.evaluation.rules import Period, may_be_counted
from brobygger.report import queries, reading, rules
from brobygger.report.codes import Form, Language
from brobygger.report.models import BegunText, ChapterText, MadeReport
from brobygger.trail import actions as trail

MAKE = "brobygger.report.tasks.make"
KEPT = timedelta(days=30)


@transaction.atomic
def keep_draft(
    *, zone_id: int, programme: str, chapter: str, language: str, text: str, seen: int, by: Actor, at: datetime
) -> None:
    """What she has begun to write is kept for her. NotFound for a chapter that the report does not have."""
    row = queries.programme(by, programme, zone_id=zone_id)
    queries.text_page(by, zone_id=zone_id, programme=row, chapter=chapter, language=language)
    BegunText.objects.filter(zone_id=zone_id, kept_at__lt=at - KEPT).delete()
    BegunText.objects.update_or_create(
        zone_id=zone_id, programme=row, chapter=chapter, language=language, worker_id=by.worker_id,
        defaults={"text": text[: rules.LONGEST], "seen": seen, "kept_at": at},
    )  # fmt: skip


@transaction.atomic
def write_text(
    *, zone_id: int, programme: str, chapter: str, language: str, text: str, seen: int, sure: bool, by: Actor,
    at: datetime,
) -> ChapterText:  # fmt: skip
    """The text stands in the chapter from now on, as its next version; an empty one takes the last away.

    Refused where it may tell who someone is, and where a colleague has written since `seen`.
    """
    row = queries.programme(by, programme, zone_id=zone_id)
    told = queries.text_page(by, zone_id=zone_id, programme=row, chapter=chapter, language=language)
    text = text.replace("\r\n", "\n").strip()
    found = {one.kind for one in queries.telling_who(text, zone_id=zone_id)}
    rules.may_write(text, found=found, sure=sure).require()
    if told.number != seen:
        no("changed_by_another").require()
    try:
        with transaction.atomic():
            made = ChapterText.objects.create(
                zone_id=zone_id, programme=row, chapter=chapter, language=Language(language), number=seen + 1,
                text=text, written_at=at, written_by_id=by.worker_id,
            )  # fmt: skip
    except IntegrityError:
        raise Refused("changed_by_another") from None
    if told.begun is not None:
        told.begun.delete()
    trail.write("report.text_written", by=by, at=at, about=made, chapter=chapter, number=made.number)
    return made


@transaction.atomic
def ask_report(
    *, zone_id: int, programme: str, first: date | None, last: date | None, language: str, form: str, by: Actor,
    at: datetime,
) -> MadeReport:  # fmt: skip
    """The report is being made, and stands on the page when it is. Refused where it can never be."""
    row = queries.programme(by, programme, zone_id=zone_id)
    may_be_counted(Period(first, last)).require()
    if form == Form.ZIP:
        reading.may_package(by, Question(zone_id, row.pk, Period(first, last))).require()
    MadeReport.objects.filter(zone_id=zone_id, asked_at__lt=at - KEPT).delete()
    made = MadeReport.objects.create(
        zone_id=zone_id, programme=row, first=first, last=last, language=Language(language), form=Form(form),
        asked_at=at, asked_by_id=by.worker_id,
    )  # fmt: skip
    trail.write("report.asked", by=by, at=at, about=made, programme=row.pk, form=form, language=language)
    if getattr(settings, "JOBS_INLINE", False):  # for tests
        import_module("brobygger.report.making").make(report_id=made.pk, zone_id=zone_id, at=at)
        made.refresh_from_db()
    else:
        app.configure_task(MAKE, allow_unknown=False).defer(report_id=made.pk, zone_id=zone_id)
    return made


@transaction.atomic
def fetch_report(*, report_id: int, by: Actor, at: datetime) -> MadeReport:
    """The report with its file. Refused until it is made; NotFound where it is not hers."""
    row = queries.made(by, report_id, with_file=True)
    if row.made_at is None or row.file is None:
        raise Refused(row.refused or "report_is_not_made")
    trail.write("report.fetched", by=by, at=at, about=row, form=row.form)
    return row
