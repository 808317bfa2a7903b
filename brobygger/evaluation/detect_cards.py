"""The figures of the way in as they are shown: a sentence made from the numbers, a chart, a table."""

from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.evaluation import detect_words, words
from brobygger.evaluation.cards import Card, Line, basis, interval
from brobygger.evaluation.charts import Bar, chart
from brobygger.evaluation.figures import Figure, Row, Share
from brobygger.evaluation.numbers_in_words import exact, number, whole


def card(figure: Figure) -> Card:
    """The figure in words, as a chart and as a table, in the language of the moment."""
    lines = tuple(Line(row.label, tuple(_cells(figure, row))) for row in figure.rows)
    columns = tuple(heading for heading, _cell in lines[0].cells) if lines else ()
    told = sentence(figure)
    return Card(figure, told, basis(figure), measure(figure), _chart(figure, told), columns, lines, notes(figure))


def measure(figure: Figure) -> str:
    """What the bars of a figure show."""
    if figure.key == "detected_by_month":
        return _("How many were detected")
    names = [name for row in figure.rows for name in row.shares]
    return str(words.GROUPS[names[0]]) if names else ""


# -- the table ------------------------------------------------------------------------------------------------------


def _cells(figure: Figure, row: Row) -> list[tuple[str, str]]:
    if figure.key == "campaigns":
        return [(_("Opened"), number(row.counts["opened"])), (_("Came"), number(row.n))]
    cells = [(_("Number"), number(row.n))]
    if figure.key == "routes_suggested":
        cells += [
            (_("Chosen: %(door)s") % {"door": words.GROUPS[f"route:{route}"]}, number(count))
            for route, count in row.counts.items()
            if any(one.counts[route] for one in figure.rows)
        ]
    elif row.counts:
        cells += [(str(words.GROUPS[name]), number(count)) for name, count in row.counts.items()]
    for name, share in row.shares.items():
        heading = _("Share") if name in row.counts else str(words.GROUPS[name])
        cells += [(heading, exact(share.percent)), (_("95% interval"), interval(share))]
    return cells


# -- the chart --------------------------------------------------------------------------------------------------------


def _chart(figure: Figure, told: str) -> SafeString:
    if not figure.n:
        return SafeString("")
    if figure.key == "detected_by_month":
        bars = tuple(Bar(row.label, row.n, row.n, row.n, number(row.n)) for row in figure.rows)
        return chart(bars, title=figure.title, told=told, unit="")
    bars = tuple(
        Bar(row.label, share.percent or 0.0, *(share.interval95 or (0.0, 0.0)), number=_of(share))
        for row in figure.rows
        for share in row.shares.values()
        if share.whole
    )
    return chart(bars, title=figure.title, told=told, unit=_("%(percent)s%%") % {"percent": ""})


def _of(share: Share) -> str:
    return _("%(percent)s (%(part)s of %(whole)s)") % {
        "percent": whole(share), "part": number(share.part), "whole": number(share.whole),
    }  # fmt: skip


# -- the sentence -----------------------------------------------------------------------------------------------------


def sentence(figure: Figure) -> str:
    """What the figure shows, in one or two sentences made from its numbers."""
    if figure.n == 0 and not figure.more.get("opened") and not figure.more.get("begun"):
        return str(detect_words.NONE[figure.population])
    counts = {row.group: row.n for row in figure.rows}
    match figure.key:
        case "detected_by_month":
            return _busiest(figure)
        case "days_to_conversation" | "course_waiting":
            return _waited(figure, counts)
        case "outcome_change_who_5":
            return _changed(figure)
        case "steps":
            return _steps(figure, counts)
        case (
            "course_completed"
            | "course_attendance"
            | "assessments_in_time"
            | "registered"
            | "routes_suggested"
            | "anonymous"
            | "led_on"
            | "danger"
            | "child_worry"
        ):
            return _part(figure, counts)
        case "seeds":
            return _("Wait for their day: %(waits)s of %(n)s seeds. Asked again: %(again)s. Came back: %(came)s.") % {
                "waits": number(counts["waits"]), "n": number(figure.n),
                "again": number(counts["asked_again"]), "came": number(counts["came_by_herself"]),
            }  # fmt: skip
        case "open_pages" if "begun" in figure.more:
            return _("Begun: %(begun)s times. Sent: %(sent)s.") % {
                "begun": number(figure.more["begun"]), "sent": number(figure.n),
            }  # fmt: skip
        case "campaigns":
            return _("Links opened: %(opened)s times. People who came by them: %(came)s.") % {
                "opened": number(figure.more["opened"]), "came": number(figure.n),
            }  # fmt: skip
    return _largest(figure)


def _part(figure: Figure, counts: dict[str, int]) -> str:
    """One part of the whole, and what is not known."""
    pattern, part = {
        "registered": (_("Detected: %(part)s of %(whole)s registrations (%(percent)s)."), counts.get("detected")),
        "routes_suggested": (_("The suggested door was chosen: %(part)s of %(whole)s times (%(percent)s)."), None),
        "anonymous": (_("Anonymous: %(part)s of %(whole)s detected (%(percent)s)."), None),
        "led_on": (_("Came to the other door: %(part)s of %(whole)s (%(percent)s)."), counts.get("came_there")),
        "course_completed": (_("Completed: %(part)s of %(whole)s (%(percent)s)."), counts.get("completed")),
        "course_attendance": (_("Came to %(part)s of %(whole)s sessions (%(percent)s)."), counts.get("came")),
        "assessments_in_time": (
            _("In time: %(part)s of %(whole)s assessments (%(percent)s)."),
            counts.get("first_in_time", 0) + counts.get("again_in_time", 0),
        ),
    }.get(figure.key) or (_("Yes: %(part)s of %(whole)s (%(percent)s)."), counts.get("yes"))
    if figure.key == "routes_suggested":
        part = sum(row.shares["as_suggested"].part for row in figure.rows)
    if figure.key == "anonymous":
        part = figure.rows[0].shares["anonymous"].part
    told = pattern % {
        "part": number(part or 0),
        "whole": number(figure.n),
        "percent": whole(Share(part or 0, figure.n)),
    }
    if figure.key == "led_on":
        unknown = counts["pointed_on"] + counts["not_known_there"]
        return told + " " + _("Not known: %(unknown)s.") % {"unknown": number(unknown)}
    if "unknown" in counts:
        return told + " " + _("Not known: %(unknown)s.") % {"unknown": number(counts["unknown"])}
    return told


def _changed(figure: Figure) -> str:
    """The mean of each one's change at the end and at the follow-up, where enough have answered twice."""
    names = {"at_end": _("At the end"), "later": _("At the follow-up")}
    told = []
    for moment, one in figure.more["change"].items():
        if one["mean"] is None:
            told.append(_("%(when)s: too few for a mean.") % {"when": names[moment]})
            continue
        low, high = one["interval95"]
        told.append(
            _("%(when)s: %(mean)s points on average (95%%: %(low)s to %(high)s; n = %(n)s).")
            % {"when": names[moment], "mean": signed(one["mean"]), "low": signed(low), "high": signed(high),
               "n": number(one["n"])}
        )  # fmt: skip
    return " ".join(told)


def signed(value: float) -> str:
    """A difference with its sign."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{number(abs(value))}"


def _steps(figure: Figure, counts: dict[str, int]) -> str:
    pattern = _("Asked: %(asked)s of %(n)s (%(percent)s). Confirmed it: %(confirmed)s; want help now: %(wants)s.")
    return pattern % {
        "asked": number(counts["asked"]), "n": number(figure.n),
        "percent": whole(Share(counts["asked"], figure.n)),
        "confirmed": number(counts["confirmed"]), "wants": number(counts["wants_help"]),
    }  # fmt: skip


def _busiest(figure: Figure) -> str:
    most = max(figure.rows, key=lambda row: row.n)
    told = _("Detected: %(n)s. Most: %(span)s, %(most)s.") % {
        "n": number(figure.n), "span": most.label, "most": number(most.n),
    }  # fmt: skip
    return told + " " + _("Another time is just as large.") if _tied(figure) else told


def _largest(figure: Figure) -> str:
    most = max(figure.rows, key=lambda row: row.n)
    (share,) = most.shares.values()
    pattern = {
        "overrides": _("The most frequent reason: “%(group)s”, %(part)s of %(whole)s (%(percent)s)."),
        "routes": _("The door chosen most often: %(group)s, %(part)s of %(whole)s (%(percent)s)."),
    }.get(figure.key) or _("The largest group: %(group)s, %(part)s of %(whole)s (%(percent)s).")
    told = pattern % {
        "group": most.label, "part": number(share.part), "whole": number(share.whole), "percent": whole(share),
    }  # fmt: skip
    return told + " " + _("Another group is just as large.") if _tied(figure) else told


def _tied(figure: Figure) -> bool:
    numbers = sorted((row.n for row in figure.rows), reverse=True)
    return any(one == other for one, other in pairwise(numbers[:2]))


# -- days to the first conversation -----------------------------------------------------------------------------------


def _waited(figure: Figure, counts: dict[str, int]) -> str:
    _quarter, half, _third = figure.more["days"]
    if half is None:
        told = _("How long it takes for half of them is not known yet: too many still wait.")
    elif figure.key == "course_waiting":
        told = ngettext(
            "Half have a place within %(days)s day of being put on the list.",
            "Half have a place within %(days)s days of being put on the list.",
            half,
        ) % {"days": number(half)}
    else:
        told = ngettext(
            "Half are talked with within %(days)s day of the first sign.",
            "Half are talked with within %(days)s days of the first sign.",
            half,
        ) % {"days": number(half)}
    if counts["waiting"]:
        days = figure.more["longest_wait"]
        told += " " + ngettext(
            "Still waiting: %(waiting)s, the longest for %(days)s day.",
            "Still waiting: %(waiting)s, the longest for %(days)s days.",
            days,
        ) % {"waiting": number(counts["waiting"]), "days": number(days)}
    return told


def notes(figure: Figure) -> tuple[str, ...]:
    """The quarters of the wait: with those who still wait, and without them."""
    if figure.key not in ("days_to_conversation", "course_waiting") or not figure.n:
        return ()
    with_all = _("Days until a quarter, half and three quarters have come so far, those who wait counted: %(days)s.")
    without = _("Of those alone who have come so far: %(days)s.")
    return (
        with_all % {"days": _days(figure.more["days"])},
        without % {"days": _days(figure.more["days_of_those_talked_with"])},
    )


def _days(days: list[int | None]) -> str:
    return " · ".join(_("not known yet") if one is None else number(one) for one in days)
