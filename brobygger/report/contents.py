"""What stands in a report, chapter by chapter, before anyone has decided how it is set. No clock: `at` is told.

The same data give the same report: whatever is written here comes from the figures, from what leaders have written, and
from the versions that are in force.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.economy.reporting import Section as Given
from brobygger.evaluation.cards import Card
from brobygger.evaluation.figures import Figure
from brobygger.evaluation.rules import Period
from brobygger.report import sources, tables
from brobygger.report import steps as four
from brobygger.report.codes import Chapter
from brobygger.report.outline import Outline, numbered
from brobygger.report.reading import card_of
from brobygger.report.tables import Table
from brobygger.report.writing import Block, blocks


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it stands in the report."""

    number: str
    card: Card
    table: Table

    @property
    def caption(self) -> str:
        return _("Figure %(number)s. %(title)s") % {"number": self.number, "title": self.card.figure.title}


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of a chapter: what is said, a list of points, figures and tables, in this order."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    steps: tuple[four.Drawn, ...] = ()
    figures: tuple[Shown, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What leaders wrote for a chapter, and when."""

    text: str
    on: date

    @property
    def blocks(self) -> tuple[Block, ...]:
        return blocks(self.text)

    @property
    def dated(self) -> str:
        return _("Written on %(day)s.") % {"day": date_format(self.on, "DATE_FORMAT")}


@dataclass(frozen=True, slots=True)
class ChapterTold:
    """A chapter with its number in front of its heading."""

    key: Chapter
    heading: str
    written: Written | None
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What the report is of: the title page, and the versions that it stands on."""

    programme: str
    place: str
    organisation: str
    period: Period
    criteria: tuple[tuple[int, date], ...]
    program_version: str
    counted_on: date
    language: str
    kind: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that stands in a report, in its language."""

    about: About
    title: str
    subtitle: str
    notice: str
    chapters: tuple[ChapterTold, ...]


def report(
    about: About, outline: Outline, figures: Sequence[Figure], *, texts: Mapping[Chapter, Written],
    given: Mapping[Chapter, Sequence[Given]],
) -> Report:  # fmt: skip
    """The report of these figures, in the language of the moment; each figure stands in it, whatever its key."""
    found = {figure.key: figure for figure in figures}
    numbers, rest = numbered(outline, found)
    by_key = {key: found[key] for key in numbers}
    shown = {key: _shown(numbers[key], figure) for key, figure in by_key.items()}
    made = _Making(about, outline, by_key, shown, tuple(key for _number, key in rest))
    chapters, number = [], 0
    for chapter in outline.chapters:
        own = chapter not in (Chapter.SUMMARY, Chapter.APPENDIX)
        number += own
        told = (*made.sections(chapter), *map(_from_outside, given.get(chapter, ())))
        heading = f"{number} {chapter.label}" if own else str(chapter.label)
        chapters.append(ChapterTold(chapter, heading, texts.get(chapter), told or (_nothing(chapter),)))
    return Report(
        about, _("Evaluation of %(programme)s") % {"programme": about.programme},
        f"{about.place} · {period_in_words(about.period)}",
        _("For the organisation’s own use: small numbers are shown. Not for publication."), tuple(chapters),
    )  # fmt: skip


def period_in_words(period: Period) -> str:
    """The period, both days included."""
    first, last = (date_format(day, "DATE_FORMAT") if day else "" for day in (period.first, period.last))
    if first and last:
        return _("From %(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("From %(first)s") % {"first": first}
    return _("Until %(last)s") % {"last": last} if last else _("All that is registered")


def _shown(number: str, figure: Figure) -> Shown:
    card = card_of(figure)
    title = _("Figure %(number)s in numbers: %(title)s") % {"number": number, "title": figure.title}
    return Shown(number, card, tables.of_card(card, title))


def _from_outside(told: Given) -> Section:
    found = tuple(
        Table(one.title, tuple(one.columns), tuple(tuple(row) for row in one.rows), one.note) for one in told.tables
    )
    return Section(told.heading, tuple(told.paragraphs), tables=found)


def _nothing(chapter: Chapter) -> Section:
    if chapter == Chapter.EXPERIENCE:
        return Section(paragraphs=(_("No answers from people are registered for the period."),))
    return Section(paragraphs=(_("Nothing is registered for this chapter in the period."),))


@dataclass(frozen=True, slots=True)
class _Making:
    about: About
    outline: Outline
    figures: Mapping[str, Figure]
    shown: Mapping[str, Shown]
    rest: tuple[str, ...]

    def sections(self, chapter: Chapter) -> Sequence[Section]:
        match chapter:
            case Chapter.SUMMARY:
                return [Section(points=tuple(self._sentences(self.outline.leading)))]
            case Chapter.STEPS:
                drawn = four.drawn(four.OF_KIND[self.about.kind], self.figures)
                return [
                    Section(paragraphs=(_("Figure 1 shows the steps, and how many came through each."),), steps=drawn)
                ]
            case Chapter.METHOD:
                return [Section(*one) for one in sources.method(self.about.kind, self.figures)]
            case Chapter.CONCLUSION:
                return self._conclusion()
            case Chapter.APPENDIX:
                return self._appendix()
        found = [
            Section(str(part.heading), figures=tuple(self.shown[key] for _n, key in part.figures if key in self.shown))
            for part in self.outline.parts.get(chapter, ())
        ]
        return [one for one in found if one.figures]

    def _sentences(self, keys: Sequence[str]) -> list[str]:
        return [
            _("%(sentence)s (Figure %(number)s.)") % {
                "sentence": self.shown[key].card.sentence, "number": self.shown[key].number,
            }
            for key in keys
            if key in self.shown
        ]  # fmt: skip

    def _conclusion(self) -> list[Section]:
        points = [
            _("Figure %(number)s: %(missing)s of %(all)s are not registered, and are not in the shares.") % {
                "number": self.shown[key].number, "missing": tables.written(figure.missing),
                "all": tables.written(figure.n + figure.missing),
            }
            for key, figure in self.figures.items()
            if figure.missing
        ]  # fmt: skip
        compared = [key for key in self.figures if key.startswith("outcome_by_") or key == "referral_follow_through"]
        return [
            Section(_("What the numbers say"), points=tuple(self._sentences(compared or self.outline.leading))),
            *([Section(_("What the numbers leave open"), points=tuple(points))] if points else []),
        ]

    def _appendix(self) -> list[Section]:
        others = tuple(self.shown[key] for key in self.rest)
        full = tuple(tables.in_full(self.figures[key], one.caption) for key, one in self.shown.items())
        return [
            *([Section(_("Other figures"), figures=others)] if others else []),
            Section(_("Every table in full"), tables=full),
            Section(_("How each figure is counted"), tables=(self._definitions(),)),
            Section(_("Versions"), tables=(self._versions(),)),
        ]

    def _definitions(self) -> Table:
        by_words: dict[str, list[str]] = {}
        for one in self.shown.values():
            by_words.setdefault(one.card.figure.definition, []).append(one.number)
        rows = tuple((", ".join(numbers), words) for words, numbers in by_words.items())
        return Table(_("What is counted"), (_("Figure"), _("What is counted")), rows, words=(0, 1))

    def _versions(self) -> Table:
        about = self.about
        criteria = [
            _("version %(number)s from %(day)s") % {"number": number, "day": date_format(day, "DATE_FORMAT")}
            for number, day in about.criteria
        ]
        rows = (
            (_("Period"), period_in_words(about.period)),
            (_("Criteria in force in the period"), ", ".join(criteria) or _("none")),
            (_("Counted on"), date_format(about.counted_on, "DATE_FORMAT")),
            (_("Program"), f"Brobygger {about.program_version}"),
        )
        return Table(_("What the report is made from"), (_("What"), _("Version")), rows, words=(0, 1))
