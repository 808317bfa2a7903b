"""The reading door: the programmes of a zone, the chapters' texts, the reports that are made, what one is about."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from django.db.models import QuerySet
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import NotFound
from brobygger.evaluation.figures import Question
from brobygger.evaluation.rules import Period
from brobygger.people.found_by_name import names_here
from brobygger.programmes import queries as programmes
from brobygger.programmes.models import Programme
from brobygger.report import checking
from brobygger.report.codes import Chapter
from brobygger.report.contents import About, Written
from brobygger.report.models import BegunText, ChapterText, MadeReport
from brobygger.report.outline import OF_KIND, Outline
from brobygger.routes import queries as routes
from brobygger.staff.models import Zone


@dataclass(frozen=True, slots=True)
class TextPage:
    """A chapter as it is written: what stands, what she has begun, and the versions, the newest first."""

    chapter: Chapter
    programme: Programme
    stands: ChapterText | None
    begun: BegunText | None
    versions: Sequence[ChapterText]

    @property
    def number(self) -> int:
        return self.stands.number if self.stands else 0


def programmes_of(by: Actor, *, zone_id: int) -> list[Programme]:
    """The programmes of the zone of which a report can be made, outreach first. NotFound outside the actor's zones."""
    _allowed(by, zone_id)
    found = programmes.programmes_for(by, Act.MAKE_REPORT).filter(zones=zone_id, kind__in=OF_KIND)
    return sorted(found, key=lambda one: one.kind != "outreach")


def programme(by: Actor, key: str, *, zone_id: int) -> Programme:
    """A programme of the zone. NotFound where it does not run there."""
    found = next((one for one in programmes_of(by, zone_id=zone_id) if one.key == key), None)
    if found is None:
        raise NotFound("not_found")
    return found


def outline_of(programme: Programme) -> Outline:
    """The chapters of the programme's report."""
    return OF_KIND[programme.kind]


def chapters_to_write(programme: Programme) -> list[Chapter]:
    """The chapters for which leaders may write."""
    return [one for one in outline_of(programme).chapters if one != Chapter.APPENDIX]


def texts(by: Actor, *, zone_id: int, programme_id: int, language: str) -> dict[Chapter, ChapterText]:
    """What stands in each chapter now; a chapter without text is not among them."""
    _allowed(by, zone_id)
    rows = ChapterText.objects.filter(zone_id=zone_id, programme_id=programme_id, language=language)
    newest = rows.order_by("chapter", "-number").distinct("chapter")
    return {Chapter(one.chapter): one for one in newest if one.text}


def written(by: Actor, *, zone_id: int, programme_id: int, language: str) -> dict[Chapter, Written]:
    """The same as it stands in a report."""
    found = texts(by, zone_id=zone_id, programme_id=programme_id, language=language)
    return {chapter: Written(one.text, timezone.localdate(one.written_at)) for chapter, one in found.items()}


def newest(zone_id: int, programme_id: int, chapter: str, language: str) -> ChapterText | None:
    """The last version of a chapter's text, empty or not."""
    rows = ChapterText.objects.filter(zone_id=zone_id, programme_id=programme_id, chapter=chapter, language=language)
    return rows.order_by("-number").first()


def text_page(by: Actor, *, zone_id: int, programme: Programme, chapter: str, language: str) -> TextPage:
    """A chapter as the actor writes it. NotFound for a chapter that the report does not have."""
    _allowed(by, zone_id)
    if chapter not in chapters_to_write(programme):
        raise NotFound("not_found")
    where = {"zone_id": zone_id, "programme": programme, "chapter": chapter, "language": language}
    versions = list(ChapterText.objects.filter(**where).select_related("written_by").order_by("-number"))
    begun = BegunText.objects.filter(**where, worker_id=by.user_id or 0).first()
    return TextPage(Chapter(chapter), programme, versions[0] if versions else None, begun, versions)


def telling_who(text: str, *, zone_id: int) -> list[checking.Found]:
    """What in the text may tell who someone is, the names of people who are here among it."""
    return checking.telling_who(text, names_here(zone_id=zone_id, words=checking.words_of(text)))


def reports(by: Actor, *, zone_id: int) -> QuerySet[MadeReport]:
    """The zone's reports, the newest first, without their files. NotFound outside the actor's zones."""
    _allowed(by, zone_id)
    rows = scope(by, Act.MAKE_REPORT, MadeReport.objects.filter(zone_id=zone_id))
    return rows.select_related("programme").defer("file").order_by("-asked_at", "-pk")


def made(by: Actor, pk: int, *, with_file: bool = False) -> MadeReport:
    """One report. NotFound where it is not hers."""
    rows = MadeReport.objects.select_related("programme", "zone")
    found = scope(by, Act.MAKE_REPORT, rows if with_file else rows.defer("file")).filter(pk=pk).first()
    if found is None:
        raise NotFound("not_found")
    return found


def about(question: Question, programme: Programme, *, language: str, on: date) -> About:
    """The title page of a report, and the versions that it stands on."""
    zone = Zone.objects.select_related("organisation").get(pk=question.zone_id)
    return About(
        str(programme), str(zone), str(zone.organisation), question.period, _criteria(programme, question.period),
        version("brobygger"), on, language, programme.kind,
    )  # fmt: skip


def _criteria(programme: Programme, period: Period) -> tuple[tuple[int, date], ...]:
    """The versions that hold on some day of the period, by number and first day."""
    of_kind = routes if programme.kind == "outpatient" else programmes
    rows: Collection[tuple[int, date]] = list(
        of_kind.approved_versions(programme.pk).values_list("number", "valid_from")
    )
    until = [*(begins for _number, begins in list(rows)[1:]), date.max]
    first, last = period.first or date.min, period.last or date.max
    return tuple(one for one, end in zip(rows, until, strict=False) if one[1] <= last and end > first)


def _allowed(by: Actor, zone_id: int) -> None:
    if zone_id not in zones_for(by, Act.MAKE_REPORT):
        raise NotFound("not_found")
