"""A chart of shares as SVG: a bar with its label above it, its number beside it, and the uncertainty as a line."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# Readable as it is on a phone of 390 px; on a desk the drawing grows a little with its card.
WIDTH, STEP, BAR = 344, 46, 15
INK, FILL, LINE, QUIET = "#1a1a1a", "#3d7f8c", "#0b262c", "#595959"
FONT = "IBM Plex Sans, system-ui, sans-serif"
_OPENING = re.compile(r'<svg [^>]*?viewBox="([^"]+)"[^>]*>')
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


@lru_cache(maxsize=512)
def _drawn(bars: tuple[Bar, ...], unit: str) -> str:
    """The drawing itself; the same bars are drawn once."""
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(json.dumps(_specification(bars, unit)))
    return _TOLD_TO_READERS.sub("", svg)


def _axis(most: float) -> tuple[int, int]:
    """How long the axis is, and how far apart its marks stand: five of them or so, on round numbers."""
    if most <= 100:
        longest = max(10 * ceil(most / 10), 10)
        return longest, 10 if longest <= 40 else 20
    power = 10 ** (len(str(ceil(most))) - 2)
    step = next(step for step in (2 * power, 5 * power, 10 * power, 20 * power) if most <= 5 * step)
    return step * ceil(most / step), step


def _specification(bars: tuple[Bar, ...], unit: str) -> dict[str, Any]:
    import altair

    longest, step = _axis(max(max(bar.high, bar.percent) for bar in bars))
    rows = [
        {"label": b.label, "percent": b.percent, "low": b.low, "high": b.high, "number": b.number, "order": order}
        for order, b in enumerate(bars)
    ]
    scale = altair.Scale(domain=[0, longest], nice=False)
    ticks = list(range(0, longest + 1, step))
    axis = altair.Axis(
        title=None, values=ticks, labelExpr=f"datum.value + '{unit}'", grid=True, domain=False, ticks=False
    )
    x = altair.X("percent:Q", scale=scale, axis=axis)
    base = altair.Chart({"values": rows}).encode(
        y=altair.Y("order:O", axis=None, scale=altair.Scale(paddingInner=0, paddingOuter=0))
    )
    middle = (STEP - BAR) / 2 - 4
    # A long label ends where the number begins; the table beside the chart has it whole.
    beside = WIDTH - 12 - 6.5 * max(len(bar.number) for bar in bars)
    words: dict[str, Any] = {"baseline": "middle", "fontSize": 13, "font": FONT, "color": INK, "dy": -BAR / 2 - 4}
    whisker = base.mark_rule(color=LINE, strokeWidth=1.5, yOffset=middle).encode(
        x=altair.X("low:Q", scale=scale), x2="high:Q"
    )
    ends = [
        base.mark_tick(color=LINE, thickness=1.5, height=9, yOffset=middle).encode(x=altair.X(f"{end}:Q", scale=scale))
        for end in ("low", "high")
    ]
    certain = all(bar.low == bar.high for bar in bars)  # plain counts: there is nothing uncertain to draw
    layers = altair.layer(
        base.mark_bar(height=BAR, color=FILL, yOffset=middle).encode(x=x),
        *([] if certain else [whisker, *ends]),
        base.mark_text(align="left", limit=beside, **words).encode(x=altair.value(0), text="label:N"),
        base.mark_text(align="right", **words).encode(x=altair.value(WIDTH), text="number:N"),
    )
    told = (
        layers.properties(width=WIDTH, height=STEP * len(bars), padding={"left": 1, "right": 1, "top": 2, "bottom": 2})
        .configure(background="transparent", font=FONT)
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=12, labelColor=QUIET, gridColor="#e3e3e3", labelFont=FONT)
    )
    return dict(told.to_dict())
