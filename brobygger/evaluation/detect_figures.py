"""The figures of the way in: who was seen and how, what was asked, where the way went on. Counts in, figures out."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from brobygger.evaluation import waiting
from brobygger.evaluation.detect_counts import NOBODY, OUTSIDE, Counts, Named, Told
from brobygger.evaluation.detect_spans import spans
from brobygger.evaluation.figures import Figure, Row, Share
from brobygger.municipality.codes import WayIn
from brobygger.routes.codes import Answer, Route
from brobygger.screening.codes import Heard, OverrideReason

# What became of a seed, by the state it is in; in every other state she came back by herself.
SEEDS = {"seed_planted": "waits", "let_lie": "let_lie"}
LED_ON = ("pointed_on", "came_there", "did_not_come_there", "not_known_there")


def from_counts(
    told: Told, departments: Sequence[Named], campaigns: Sequence[Named] | None, begun: int | None
) -> list[Figure]:
    """Every figure that the counts give, in the order in which the page tells them.

    What cannot be told of a part, the campaigns and what was begun on the open pages, is None there.
    """
    sets = told.sets
    n = sum(sets["month"].values())
    return [
        _registered(n, told.outside),
        _by_department(sets["department"], departments, n),
        _by_code("detected_by_way_in", WayIn.values, _summed(sets["way_in"], 0), n),
        _by_heard(sets["heard"], n),
        _by_month(sets["month"], n),
        _steps(sets["steps"]),
        _seeds(sets["seeds"], told.outside.get("asked_again", 0)),
        _from_sign(sets["time"]),
        _routes(sets["doors"]),
        _suggested(sets["doors"]),
        _overrides(sets["doors"]),
        _led_on(sets["seeds"]),
        _answers("danger", sets["danger"]),
        _answers("child_worry", sets["child_worry"]),
        _anonymous(sets["way_in"]),
        *([] if campaigns is None else [_campaigns(sets["campaigns"], campaigns)]),
        _open_pages(sets["open_pages"], begun),
    ]


def _summed(counts: Counts, place: int, keep: Callable[[tuple[Any, ...]], bool] = lambda _cells: True) -> Counter[Any]:
    """The counts by one of their columns, of the cells that are kept."""
    told: Counter[Any] = Counter()
    for cells, count in counts.items():
        if keep(cells):
            told[cells[place]] += count
    return told


def shared(of: str, measure: str, counts: Mapping[str, int], n: int) -> tuple[Row, ...]:
    return tuple(Row(group, k, shares={measure: Share(k, n)}, of=of) for group, k in counts.items())


def _by_code(key: str, codes: Iterable[str], counts: Mapping[str, int], n: int, missing: int = 0) -> Figure:
    rows = shared(key, "share_of_detected", {code: counts.get(code, 0) for code in codes}, n)
    return Figure(key, "detected", n - missing, missing, rows)


# -- who was seen, and how -------------------------------------------------------------------------------------------


def _registered(n: int, outside: Mapping[str, int]) -> Figure:
    """Where every registration went: a detection, or why it is none."""
    counts = {"detected": n} | {why: outside.get(why, 0) for why in (*OUTSIDE, NOBODY)}
    total = sum(counts.values())
    return Figure("registered", "registered", total, 0, shared("registered", "share_of_registered", counts, total))


def _by_department(counts: Counts, departments: Sequence[Named], n: int) -> Figure:
    """By department; those who came another way are a row of their own, so that the parts are the whole."""
    rows = [
        Row(one.key, count, shares={"share_of_detected": Share(count, n)}, told=one)
        for one in departments
        if (count := counts.get((one.id,), 0)) or not one.gone
    ]
    rows += shared("detected_by_department", "share_of_detected", {"no_department": counts.get((None,), 0)}, n)
    return Figure("detected_by_department", "detected", n, 0, tuple(rows))


def _by_heard(counts: Counts, n: int) -> Figure:
    heard = _summed(counts, 0)
    codes = [code for code in Heard.values if code != Heard.NOT_TOLD]
    return _by_code("detected_by_heard", codes, heard, n, heard[Heard.NOT_TOLD])


def _by_month(counts: Counts, n: int) -> Figure:
    rows = tuple(
        Row(span.key, count, shares={"share_of_detected": Share(count, n)}, told=span)
        for span, count in spans({month: count for (month,), count in counts.items()})
    )
    return Figure("detected_by_month", "detected", n, 0, rows)


def _anonymous(counts: Counts) -> Figure:
    """How many have not said who they are, by the way they came."""

    def row(way: str) -> Row:
        here = _summed(counts, 1, lambda cells: way in ("all", cells[0]))
        return Row(way, here.total(), {"anonymous": here[True]}, {"anonymous": Share(here[True], here.total())},
                   of="detected_by_way_in")  # fmt: skip

    ways = ("all", *WayIn.values)
    return Figure("anonymous", "detected", sum(counts.values()), 0, tuple(row(way) for way in ways))


# -- the question and what followed ----------------------------------------------------------------------------------


def _steps(counts: Counts) -> Figure:
    """How far the question came, of those whom an employee registered; whoever came by herself is not asked by one."""
    asked = _summed(counts, 1)
    wants = _summed(counts, 2, lambda cells: cells[1] == "confirmed")
    n = asked.total() - asked[""]
    missing = sum(count for cells, count in counts.items() if cells[0] == WayIn.DEPARTMENT and not cells[1])
    told = {
        "asked": asked["confirmed"] + asked["not_confirmed"],
        "confirmed": asked["confirmed"],
        "wants_help": wants["yes"],
        "not_ready": wants["not_ready"],
        "not_confirmed": asked["not_confirmed"],
        "not_asked": asked["not_asked"],
    }
    return Figure("steps", "screened", n, missing, shared("steps", "share_of_screened", told, n))


def _seeds(counts: Counts, asked_again: int) -> Figure:
    """What became of the seeds. Whoever was asked again is counted as detected once, by the later registration."""
    told = {"waits": 0, "asked_again": asked_again, "let_lie": 0, "came_by_herself": 0}
    for state, count in _summed(counts, 1, lambda cells: bool(cells[0])).items():
        told[SEEDS.get(state, "came_by_herself")] += count
    n = sum(told.values())
    return Figure("seeds", "seeds", n, 0, shared("seeds", "share_of_seeds", told, n))


def _from_sign(counts: Counts) -> Figure:
    """From the first sign to the first conversation."""
    told: dict[str, Counter[int]] = {}
    for (course, days), count in counts.items():
        told.setdefault(course, Counter())[days] += count
    return waited("days_to_conversation", "for_the_team", told, undated=told.get("undated", Counter()).total())


def waited(key: str, population: str, told: Mapping[str, Mapping[int, int]], undated: int = 0) -> Figure:
    """How long a wait took; those who wait are in it, with how long they have waited, and those for whom it ended."""
    held, still = told.get("held", {}), told.get("waiting", {})
    counts = {
        **waiting.spread(held),
        "waiting": sum(still.values()),
        "ended": sum(told.get("ended", {}).values()),
    }
    n = sum(counts.values())
    more = {
        "days": list(waiting.quarters(held, still)),
        "days_of_those_talked_with": list(waiting.quarters(held, {})),
        "longest_wait": max(still, default=None),
    }
    return Figure(key, population, n, undated, shared(key, f"share_of_{population}", counts, n), more)


def _answers(key: str, counts: Counts) -> Figure:
    answers = _summed(counts, 0)
    n = answers.total() - answers[""]
    told = {code: answers[code] for code in Answer.values}
    return Figure(key, "answered", n, answers[""], shared("answer", "share_of_answered", told, n))


# -- where the way went on -------------------------------------------------------------------------------------------


def _routes(counts: Counts) -> Figure:
    chosen = _summed(counts, 1, lambda cells: bool(cells[1]))
    told = {code: chosen[code] for code in Route.values}
    return Figure("routes", "routed", chosen.total(), 0, shared("route", "share_of_routed", told, chosen.total()))


def _suggested(counts: Counts) -> Figure:
    """Each door that the questions led to, and the doors that people chose instead."""
    rows = []
    for code in Route.values:
        chosen = _summed(counts, 1, lambda cells, code=code: cells[0] == code and bool(cells[1]))  # type: ignore[misc]
        if not (n := chosen.total()):
            continue  # a door that nobody was led to has nothing to compare
        told = {route: chosen[route] for route in Route.values}
        rows.append(Row(code, n, told, {"as_suggested": Share(chosen[code], n)}, of="route"))
    missing = sum(count for cells, count in counts.items() if cells[1] and not cells[0])
    return Figure("routes_suggested", "suggested", sum(row.n for row in rows), missing, tuple(rows))


def _overrides(counts: Counts) -> Figure:
    """Why people chose another door than the questions led to."""
    reasons = _summed(counts, 2, lambda cells: bool(cells[0] and cells[1]) and cells[0] != cells[1])
    told = {code: reasons[code] for code in OverrideReason.values}
    n = sum(told.values())
    return Figure("overrides", "overridden", n, reasons.total() - n, shared("override", "share_of_overridden", told, n))


def _led_on(counts: Counts) -> Figure:
    """Whether those who were led to another door came there."""
    states = _summed(counts, 1)
    told = {state: states[state] for state in LED_ON}
    n = sum(told.values())
    return Figure("led_on", "led_on", n, 0, shared("led_on", "share_of_led_on", told, n))


# -- campaigns and open pages ----------------------------------------------------------------------------------------


def _campaigns(counts: Counts, campaigns: Sequence[Named]) -> Figure:
    """How often each campaign's link was opened, beside how many people came by it."""
    came = {one.id: counts.get((one.id,), 0) for one in campaigns}
    n = sum(came.values())
    rows = tuple(
        Row(one.key, came[one.id], {"opened": one.opened}, {"share_of_by_campaign": Share(came[one.id], n)}, told=one)
        for one in campaigns
    )
    return Figure("campaigns", "by_campaign", n, 0, rows, {"opened": sum(one.opened for one in campaigns)})


def _open_pages(counts: Counts, begun: int | None) -> Figure:
    """How many came forward on the open pages themselves, by the way they came there, beside how often one began."""
    ways = _summed(counts, 1, lambda cells: bool(cells[0]))
    told = {code: ways[code] for code in WayIn.values}
    n = ways.total()
    more = {} if begun is None else {"begun": begun}
    return Figure(
        "open_pages", "sent_openly", n, 0, shared("detected_by_way_in", "share_of_sent_openly", told, n), more
    )
