"""Each printed figure beside the one that the register gives now."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from brobygger.demonstration.printed import NOTES, PLACES, PRINTED, Printed, Text
from brobygger.evaluation.figures import Figure
from brobygger.evaluation.rules import whole_percent
from brobygger.evaluation.words import GROUPS, TITLES

type Figures = Mapping[str, Figure]

WITHOUT = "outcome_without_burglary_and_theft"
_TITLES: dict[str, str | Promise] = {
    **TITLES,
    "profile": _("Who was identified"),
    WITHOUT: _("Answers without burglary and theft"),
}
_GROUPS: dict[str, str | Promise] = {
    **GROUPS,
    "relative_or_guardian": _("Relative or guardian"),
    "counselling_by_source:all": _("All conversations"),
    "counselling_by_source:not_outreach": _("All but the outreach team"),
    "counselling_by_source:outreach_or_other": _("The outreach team and “other”"),
    "counselling_by_source:neither": _("All but the outreach team and “other”"),
    "referral_follow_through:all": _("All referrals"),
    "survey_invited:exempted": _("Exempted"),
}
# Groups that the report prints together: which sources they hold, or leave out.
_SOURCES: dict[str, Callable[[str], bool]] = {
    "not_outreach": lambda source: source != "outreach",
    "outreach_or_other": lambda source: source in ("outreach", "other"),
    "neither": lambda source: source not in ("outreach", "other"),
}
_MEASURES: dict[str, str | Promise] = {
    "n": _("number"),
    "share_of_identified": _("of the identified"),
    "share_of_declined": _("of those who declined"),
    "share_of_accepted": _("of those who accepted"),
    "share_of_reports": _("of the conversations"),
    "share_of_referrals": _("of the referrals"),
    "accepted": _("accepted"),
    "declined": _("declined"),
    "will_call_self": _("will call themselves"),
    "share_of_sent": _("of the invited"),
    "positive": _("positive"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A printed figure, the computed one, what the latter is made of, and the note where there is one."""

    what: str
    measure: str
    place: str
    unit: str
    printed: int
    computed: int | None
    part: int
    whole: int
    note: str

    @property
    def agrees(self) -> bool:
        return self.computed == self.printed


@dataclass(frozen=True, slots=True)
class Section:
    """The printed figures of one kind, and the notes on them, each once."""

    title: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...]


def sections(figures: Iterable[Figure], without_burglary: Iterable[Figure]) -> list[Section]:
    """Every printed figure, in the order of the report, beside what the figures give."""
    by_key: Figures = {figure.key: figure for figure in figures}
    without: Figures = {figure.key: figure for figure in without_burglary}
    told: list[Section] = []
    for key in dict.fromkeys(printed.key for printed in PRINTED):
        here = [printed for printed in PRINTED if printed.key == key]
        lines = tuple(_line(printed, without if key == WITHOUT else by_key) for printed in here)
        notes = tuple(dict.fromkeys(line.note for line in lines if line.note))
        told.append(Section(str(_TITLES[key]), lines, notes))
    return told


def _line(printed: Printed, figures: Figures) -> Line:
    part, whole = counts(printed, figures)
    return Line(
        what=str(_GROUPS.get(f"{printed.key}:{printed.group}") or _GROUPS[printed.group]),
        measure=str(_MEASURES[printed.measure]),
        place=_words(PLACES[printed.where]),
        unit=printed.unit,
        printed=printed.value,
        computed=part if printed.unit == "n" else whole_percent(part, whole),
        part=part,
        whole=whole,
        note=_words(NOTES[printed.note_code]) if printed.note_code else "",
    )


def _words(text: Text) -> str:
    return text.en if get_language() == "en" else text.da


def counts(printed: Printed, figures: Figures) -> tuple[int, int]:
    """The part and the whole of which a printed figure is the share; for a number, the number twice."""
    key = "outcome" if printed.key == WITHOUT else printed.key
    if key == "profile":
        return _profile(printed.group, figures), figures["funnel"].n
    figure = figures[key]
    if key == "counselling_by_source" and printed.group in _SOURCES:
        part = sum(row.n for row in figure.rows if _SOURCES[printed.group](row.group))
        return part, part if printed.measure == "n" else figure.n
    if printed.group == "exempted":
        exempted = sum(row.n for row in figure.rows if row.group.startswith("exempt_"))
        return exempted, exempted
    if printed.measure == "n":
        number = figure.n if printed.group == "all" else _n(figure, printed.group)
        return number, number
    if printed.measure in ("share_of_identified", "share_of_declined", "share_of_reports", "share_of_referrals"):
        return _n(figure, printed.group), figure.n
    if printed.measure == "share_of_accepted":
        return _accepted(figure, printed.group), sum(row.counts["accepted"] for row in figure.rows)
    row = figure.row(printed.group)
    if row and printed.measure == "share_of_sent":
        return row.shares["share_of_sent"].part, row.shares["share_of_sent"].whole
    return (row.counts[printed.measure], row.n) if row else (0, 0)


def _profile(group: str, figures: Figures) -> int:
    groups = group.split("_or_")
    profiles = [figure for figure in figures.values() if figure.key.startswith("profile_by_")]
    return sum(row.n for figure in profiles for row in figure.rows if row.group in groups)


def _n(figure: Figure, group: str) -> int:
    row = figure.row(group)
    return row.n if row else 0


def _accepted(figure: Figure, group: str) -> int:
    row = figure.row(group)
    return row.counts["accepted"] if row else 0
