"""A figure as it is shown: a sentence that says what it shows, its chart, its table."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.evaluation import numbers_in_words, survey_figures, words
from brobygger.evaluation.charts import Bar, chart
from brobygger.evaluation.figures import OUTCOMES, Figure, Row, Share
from brobygger.evaluation.numbers_in_words import exact, number, whole

# Below this many reached, a group's share says too little to be named in a sentence.
ENOUGH = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a figure's table, in words and formatted numbers."""

    label: str
    cells: tuple[tuple[str, str], ...]  # the column's heading, and what stands in it


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that a page shows of a figure."""

    figure: Figure
    sentence: str
    basis: str
    measure: str  # what the bars are shares of
    chart: SafeString
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()  # what belongs to the figure and to no single group of it


def card(figure: Figure) -> Card:
    """The figure in words, as a chart and as a table, in the language of the moment."""
    lines = tuple(Line(row.label, tuple(_cells(figure, row))) for row in figure.rows)
    columns = tuple(heading for heading, _cell in lines[0].cells) if lines else ()
    told = sentence(figure)
    return Card(figure, told, basis(figure), measure(figure), _chart(figure, told), columns, lines)


def interval(share: Share) -> str:
    """The interval of a share in words."""
    if share.interval95 is None:
        return "–"
    low, high = share.interval95
    return _("%(low)s to %(high)s%%") % {"low": number(low), "high": number(high)}


def basis(figure: Figure) -> str:
    """How many the figure stands on, and how many are missing from it."""
    told = _("n = %(n)s %(population)s") % {"n": number(figure.n), "population": figure.population_label}
    if figure.missing:
        told += " · " + ngettext(
            "%(missing)s more is not registered", "%(missing)s more are not registered", figure.missing
        ) % {"missing": number(figure.missing)}
    return told


def measure(figure: Figure) -> str:
    """What the bars of a figure show."""
    if figure.key == "outcome":
        return _("Share of those who were reached")
    if figure.population == "answers":
        return _("Share that answered positively, of those who answered each question")
    if figure.population == "reached":
        return _("Share that accepted, of those reached in each group")
    return str(words.GROUPS[f"share_of_{figure.population}"])


# -- the table ------------------------------------------------------------------------------------------------------


def _cells(figure: Figure, row: Row) -> list[tuple[str, str]]:
    if figure.population == "answers":
        return survey_figures.cells(row)
    cells = [(_("Number"), number(row.n))]
    if figure.population == "reached":
        names = [*OUTCOMES, *(["not_recorded"] if any("not_recorded" in r.counts for r in figure.rows) else [])]
        for name in names:
            share = row.shares.get(name, Share(0, row.n))
            cells.append((str(words.GROUPS[name]), f"{number(share.part)} ({exact(share.percent)})"))
        cells.append((_("Accepted: 95% interval"), interval(row.shares["accepted"])))
        return cells
    (name,) = {name for r in figure.rows for name in r.shares} or {f"share_of_{figure.population}"}
    alone = row.shares.get(name)
    cells.append((str(words.GROUPS[name]), exact(alone.percent if alone is not None else 100.0)))
    cells.append((_("95% interval"), interval(alone) if alone is not None else "–"))
    return cells


# -- the chart --------------------------------------------------------------------------------------------------------


def _bars(figure: Figure) -> list[tuple[str, Share]]:
    if figure.key == "outcome":
        return [(str(words.GROUPS[name]), share) for name, share in figure.rows[0].shares.items()]
    if main := {"reached": "accepted", "answers": "positive"}.get(figure.population):
        return [(row.label, row.shares[main]) for row in figure.rows]
    return [(row.label, share) for row in figure.rows for share in row.shares.values()]


def _chart(figure: Figure, told: str) -> SafeString:
    bars = tuple(
        Bar(label, share.percent or 0.0, *(share.interval95 or (0.0, 0.0)), number=_of(share))
        for label, share in _bars(figure)
        if share.whole
    )
    unknown = figure.key == "referral_follow_through" and not figure.more["by_chance"]["runs"]
    if not bars or unknown:
        return SafeString("")
    return chart(bars, title=figure.title, told=told, unit=_("%(percent)s%%") % {"percent": ""})


def _of(share: Share) -> str:
    return _("%(percent)s (%(part)s of %(whole)s)") % {
        "percent": whole(share),
        "part": number(share.part),
        "whole": number(share.whole),
    }


# -- the sentence -----------------------------------------------------------------------------------------------------


def sentence(figure: Figure) -> str:
    """What the figure shows, in one or two sentences made from its numbers."""
    if figure.key in survey_figures.KEYS:
        return survey_figures.sentence(figure)
    if figure.n == 0:
        return {
            "identified": _("No one was identified in this period."),
            "reached": _("No one with this registered was reached in this period."),
            "declined": _("No reason for declining is registered in this period."),
            "reports": _("No conversation held in this period is registered here."),
            "referrals": _("No one accepted in this period."),
        }[figure.population]
    if figure.key == "counselling_by_source":
        return numbers_in_words.sources(figure)
    if figure.key == "referral_follow_through":
        return numbers_in_words.referrals(figure)
    if figure.key == "funnel":
        return _funnel(figure)
    if figure.key == "outcome":
        return _outcome(figure.rows[0])
    if figure.population == "reached":
        return _compared(figure)
    return _largest(figure)


def _funnel(figure: Figure) -> str:
    rows = {row.group: row for row in figure.rows}
    share = rows["reached"].shares["share_of_identified"]
    told = _("%(reached)s of the %(identified)s who were identified were reached (%(percent)s).") % {
        "reached": number(share.part), "identified": number(share.whole), "percent": whole(share),
    }  # fmt: skip
    lost = rows["no_contact_details"].shares["share_of_identified"]
    if lost.part:
        told += " " + _("%(lost)s had no contact details (%(percent)s).") % {
            "lost": number(lost.part), "percent": whole(lost),
        }  # fmt: skip
    return told


def _outcome(row: Row) -> str:
    share = row.shares["accepted"]
    told = _("%(accepted)s of the %(reached)s who were reached accepted (%(percent)s).") % {
        "accepted": number(share.part), "reached": number(share.whole), "percent": whole(share),
    }  # fmt: skip
    if row.counts["will_call_self"]:
        told += " " + ngettext(
            "%(count)s wanted to call herself or himself.",
            "%(count)s wanted to call themselves.",
            row.counts["will_call_self"],
        ) % {"count": number(row.counts["will_call_self"])}
    return told


def _compared(figure: Figure) -> str:
    """Who accepts most and least often, and whether the difference is more than chance gives."""
    large = [row for row in figure.rows if row.n >= ENOUGH]
    large.sort(key=lambda row: row.counts["accepted"] / row.n, reverse=True)
    if len(large) < 2:
        return _("Fewer than two groups have %(enough)s reached, so they are not compared.") % {"enough": ENOUGH}
    most, least = large[0], large[-1]
    told = _("Accepted most often: %(most)s (%(most_share)s). Least often: %(least)s (%(least_share)s).") % {
        "most": most.label,
        "most_share": whole(most.shares["accepted"]),
        "least": least.label,
        "least_share": whole(least.shares["accepted"]),
    }
    low, high = most.shares["accepted"].interval95, least.shares["accepted"].interval95
    if low and high and low[0] <= high[1]:
        told += " " + _("The difference is not larger than chance can give.")
    return told


def _largest(figure: Figure) -> str:
    rows = sorted(figure.rows, key=lambda row: row.n, reverse=True)
    (share,) = rows[0].shares.values()
    equal = any(one.n == other.n for one, other in pairwise(rows[:2]))
    if figure.key == "decline_reasons":
        pattern = _("The most frequent reason: “%(group)s”, which %(part)s of %(whole)s gave (%(percent)s).")
    else:
        pattern = _("The largest group: %(group)s, %(part)s of %(whole)s identified (%(percent)s).")
    told = pattern % {
        "group": rows[0].label, "part": number(share.part), "whole": number(share.whole), "percent": whole(share),
    }  # fmt: skip
    return told + " " + _("Another group is just as large.") if equal else told
