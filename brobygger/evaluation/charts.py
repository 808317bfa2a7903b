"""A chart of shares as SVG: a bar with its label above it, its number beside it, and the uncertainty as a line."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from brobygger.base.storable import all_holdable

# Readable as it is on a phone of 390 px; on a desk the drawing grows a little with its card.
WIDTH, STEP, BAR = 344, 46, 15
INK, FILL, LINE, QUIET = "#1a1a1a", "#3d7f8c", "#0b262c", "#595959"
FONT = "IBM Plex Sans, system-ui, sans-serif"
_OPENING = re.compile(r'<svg [^>]*?viewBox="([^"]+)"[^>]*>')
# The engine counts as a browser does, where these are two: it would cut one in the middle. What stands in for them is
# of its own kind too, so that nobody's own is taken for it.
_IN_TWO = re.compile("[\ue000-\uf8ff\U00010000-\U0010ffff]")
_TOLD_TO_READERS = re.compile(r' (?:role|aria-[a-z]+|pointer-events)="[^"]*"')


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is called, its length in percent and how far that may be off, and its number in words."""

    label: str
    percent: float
    low: float
    high: float
    number: str


def chart(bars: tuple[Bar, ...], *, title: str, told: str, unit: str) -> SafeString:
    """The bars as an inline SVG, one picture to a screen reader; the numbers stand in the table beside it."""
    drawn = _OPENING.sub("", _drawn(bars, unit), count=1).removesuffix("</svg>")
    view_box = _OPENING.search(_drawn(bars, unit))
    return format_html(
        '<svg class="chart" viewBox="{}" role="img" aria-label="{}">{}</svg>',
        view_box[1] if view_box else f"0 0 {WIDTH} {STEP * len(bars)}",
        f"{title}. {told}",
        mark_safe(drawn),  # noqa: S308 - drawn by vl-convert, which escapes the words in it
    )


def drawing(bars: tuple[Bar, ...]) -> str:
    """The bars of plain counts as an SVG document of its own."""
    return _drawn(bars or (Bar("", 0, 0, 0, ""),), "")


def begin() -> None:
    """The engine that draws is running, which takes it half a second: the first page of figures need not wait."""
    _drawn((Bar("", 0, 0, 0, ""),), "")


@lru_cache(maxsize=512)
def _drawn(bars: tuple[Bar, ...], unit: str) -> str:
    """The drawing itself; the same bars are drawn once.

    The engine ends the whole process over a character that XML does not have, so it is handed none: words that came in
    before the doors took them away (`base.storable`) are cleaned here, and each character that is left has been tried.
    """
    import vl_convert  # a browser's engine: only where something is drawn

    told = json.dumps(all_holdable(_specification(bars, unit)), ensure_ascii=False)
    found = sorted(set(_IN_TWO.findall(told)))
    stands_in = {chr(0xE000 + place): one for place, one in enumerate(found)}
    svg: str = vl_convert.vegalite_to_svg(told.translate({ord(one): mark for mark, one in stands_in.items()}))
    return _TOLD_TO_READERS.sub("", svg).translate(str.maketrans(stands_in))


def _axis(most: float) -> tuple[int, int]:
    """How long the axis is, and how far apart its marks stand: five of them or so, on round numbers."""
    if most <= 100:
        longest = max(10 * ceil(most / 10), 10)
        return longest, 10 if longest <= 40 else 20
    power = 10 ** (len(str(ceil(most))) - 2)
    step = next(step for step in (2 * power, 5 * power, 10 * power, 20 * power) if most <= 5 * step)
    return step * ceil(most / step), step


def _specification(bars: tuple[Bar, ...], unit: str) -> dict[str, Any]:
    """The drawing in Vega-Lite, written out: a library that puts it together costs more than the drawing itself."""
    longest, step = _axis(max(max(bar.high, bar.percent) for bar in bars))
    rows = [
        {"label": b.label, "percent": b.percent, "low": b.low, "high": b.high, "number": b.number, "order": order}
        for order, b in enumerate(bars)
    ]
    middle = (STEP - BAR) / 2 - 4
    # A long label ends where the number begins; the table beside the chart has it whole.
    beside = WIDTH - 12 - 6.5 * max(len(bar.number) for bar in bars)
    axis: dict[str, Any] = {
        "title": None,
        "values": list(range(0, longest + 1, step)),
        "labelExpr": f"datum.value + '{unit}'",
    }
    axis |= {"grid": True, "domain": False, "ticks": False}
    line: dict[str, Any] = {"color": LINE, "yOffset": middle}
    words: dict[str, Any] = {
        "type": "text",
        "baseline": "middle",
        "fontSize": 13,
        "font": FONT,
        "color": INK,
        "dy": -BAR / 2 - 4,
    }

    def along(field: str, **more: Any) -> dict[str, Any]:
        return {"field": field, "type": "quantitative", "scale": {"domain": [0, longest], "nice": False}} | more

    whisker: dict[str, Any] = {
        "mark": {"type": "rule", "strokeWidth": 1.5} | line,
        "x": along("low"),
        "x2": {"field": "high"},
    }
    ends: list[dict[str, Any]] = [
        {"mark": {"type": "tick", "thickness": 1.5, "height": 9} | line, "x": along(end)} for end in ("low", "high")
    ]
    certain = all(bar.low == bar.high for bar in bars)  # plain counts: there is nothing uncertain to draw
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "bar", "height": BAR, "color": FILL, "yOffset": middle}, "x": along("percent", axis=axis)},
        *([] if certain else [whisker, *ends]),
        {"mark": words | {"align": "left", "limit": beside}, "x": {"value": 0}, "text": {"field": "label"}},
        {"mark": words | {"align": "right"}, "x": {"value": WIDTH}, "text": {"field": "number"}},
    ]
    down = {"field": "order", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0, "paddingOuter": 0}}
    return {
        "data": {"values": rows},
        "layer": [{"mark": one.pop("mark"), "encoding": one | {"y": down}} for one in layers],
        "width": WIDTH,
        "height": STEP * len(bars),
        "padding": {"left": 1, "right": 1, "top": 2, "bottom": 2},
        "config": {
            "background": "transparent",
            "font": FONT,
            "view": {"stroke": None},
            "axis": {"labelFontSize": 12, "labelColor": QUIET, "gridColor": "#e3e3e3", "labelFont": FONT},
        },
    }
