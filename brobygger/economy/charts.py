"""The comparison's drawings: shares over time against the goal, and the funnel plot; the numbers stand in tables."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.base.storable import all_holdable
from brobygger.economy.limits import Limits, Point

WIDTH, HEIGHT = 560, 300
INK, FILL, LINE, QUIET, GOAL = "#1a1a1a", "#3d7f8c", "#0b262c", "#595959", "#8a3b00"
FONT = "IBM Plex Sans, system-ui, sans-serif"
_OPENING = re.compile(r'<svg [^>]*?viewBox="([^"]+)"[^>]*>')
_TOLD_TO_READERS = re.compile(r' (?:role|aria-[a-z]+|pointer-events)="[^"]*"')


@dataclass(frozen=True, slots=True)
class Span:
    """A quarter: its share in percent, and how far that may be off."""

    label: str
    percent: float
    low: float
    high: float


def over_time(spans: Sequence[Span], goal: float, *, title: str, told: str) -> SafeString:
    """The share of each quarter with its interval, and the goal as a line."""
    rows = [{"label": s.label, "percent": s.percent, "low": s.low, "high": s.high} for s in spans]
    most = max(goal, *(span.high for span in spans))
    up = {"type": "quantitative", "scale": {"domain": [0, most * 1.05]}, "axis": _axis(_("Accepted (%)"))}
    across = {"field": "label", "type": "ordinal", "sort": None, "axis": _axis("") | {"labelAngle": -45}}
    layers = [
        {"mark": {"type": "rule", "color": LINE, "strokeWidth": 1.5},
         "encoding": {"x": across, "y": up | {"field": "low"}, "y2": {"field": "high"}}},
        {"mark": {"type": "point", "filled": True, "size": 80, "color": FILL, "opacity": 1},
         "encoding": {"x": across, "y": up | {"field": "percent"}}},
        _goal(goal, _("Goal")),
    ]  # fmt: skip
    return _svg({"data": {"values": rows}, "layer": layers}, title, told)


def funnel(points: Sequence[Point], lines: Sequence[Limits], target: float, *, title: str, told: str) -> SafeString:
    """Each point by how many it stands on, between the limits of chance; the points have letters, never a rank."""
    drawn = [
        {"n": of.whole, "share": 100 * value, "line": name, "pair": pair}
        for of in lines
        for name, pair, value in (("a", "95", of.low), ("b", "95", of.high), ("c", "99.8", of.low_outer),
                                  ("d", "99.8", of.high_outer))
    ]  # fmt: skip
    dots = [{"n": p.whole, "share": 100 * p.share, "letter": chr(65 + place)} for place, p in enumerate(points)]
    highest = max(*(100 * of.high_outer for of in lines), *(100 * p.share for p in points))
    top = min(100.0, highest * 1.05 + 1)
    across = {"field": "n", "type": "quantitative", "axis": _axis(_("Number reached")) | {"tickCount": 6}}
    up = {"field": "share", "type": "quantitative", "scale": {"domain": [0, top]}, "axis": _axis(_("Accepted (%)"))}
    dash = {"condition": {"test": "datum.pair == '95'", "value": [1, 0]}, "value": [5, 4]}
    layers = [
        {"data": {"values": drawn}, "mark": {"type": "line", "color": QUIET, "strokeWidth": 1.2},
         "encoding": {"x": across, "y": up, "detail": {"field": "line"}, "strokeDash": dash}},
        _goal(100 * target, ""),
        {"data": {"values": dots}, "mark": {"type": "point", "filled": True, "size": 90, "color": FILL, "opacity": 1},
         "encoding": {"x": across, "y": up}},
        {"data": {"values": dots}, "encoding": {"x": across, "y": up, "text": {"field": "letter"}},
         "mark": {"type": "text", "dx": 11, "dy": -8, "fontSize": 13, "font": FONT, "color": INK, "fontWeight": 600}},
    ]  # fmt: skip
    return _svg({"layer": layers}, title, told)


def _goal(percent: float, word: str) -> dict[str, Any]:
    told = {"y": {"datum": percent, "type": "quantitative"}}
    rule = {"mark": {"type": "rule", "color": GOAL, "strokeWidth": 1.5}, "encoding": told}
    if not word:
        return rule
    mark = {"type": "text", "text": word, "align": "left", "dy": -7, "fontSize": 13, "font": FONT, "color": GOAL}
    return {"layer": [rule, {"mark": mark, "encoding": told | {"x": {"value": 4}}}]}


def _axis(title: str) -> dict[str, Any]:
    # The engine writes thousands in the English way.
    separator = "." if get_language() != "en" else ","
    numbers = f"replace(toString(datum.label), /,/g, '{separator}')"
    return {
        "labelExpr": numbers,
        "title": title or None,
        "gridColor": "#e3e3e3",
        "domainColor": "#767676",
        "tickColor": "#767676",
    }


def _svg(what: dict[str, Any], title: str, told: str) -> SafeString:
    """An inline SVG, one picture to a screen reader."""
    words = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": 12, "titleFontSize": 13}
    config = {"background": "transparent", "font": FONT, "view": {"stroke": None},
              "axis": words | {"labelColor": QUIET, "titleColor": INK, "titleFontWeight": 400}}  # fmt: skip
    spec = what | {"width": WIDTH, "height": HEIGHT, "config": config, "padding": 4}
    drawing = _drawn(json.dumps(all_holdable(spec), ensure_ascii=False))
    view_box = _OPENING.search(drawing)
    return format_html(
        '<svg class="chart chart--wide" viewBox="{}" role="img" aria-label="{}">{}</svg>',
        view_box[1] if view_box else f"0 0 {WIDTH} {HEIGHT}", f"{title}. {told}",
        mark_safe(_OPENING.sub("", drawing, count=1).removesuffix("</svg>")),  # noqa: S308 - drawn by vl-convert
    )  # fmt: skip


@lru_cache(maxsize=64)
def _drawn(told: str) -> str:
    import vl_convert  # a browser's engine: only where something is drawn

    return _TOLD_TO_READERS.sub("", vl_convert.vegalite_to_svg(told))
