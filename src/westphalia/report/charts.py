"""Charts as vector graphics inside the page: each with a title, a description and its numbers as a table."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from html import escape
from threading import Thread
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from westphalia.report.tables import Table

if TYPE_CHECKING:
    import altair as alt

FONT: Final = "Arial, Helvetica, Liberation Sans, sans-serif"
WIDTH: Final = 740
INK: Final = "#16191d"
MUTED: Final = "#555b63"
GRID: Final = "#e3e6e8"
BAND: Final = "#c9d3da"
# Okabe & Ito (2008): told apart with any common colour blindness
BLUE: Final = "#0072b2"
VERMILION: Final = "#d55e00"
GREEN: Final = "#007f5f"
PURPLE: Final = "#a4508b"
ORANGE: Final = "#e69f00"
_SIZE: Final = 13
_SHAPES: Final = ("circle", "square", "triangle-up", "diamond")
_NOISE: Final = re.compile(r' (?:role|aria-[a-z]+|pointer-events|class)="[^"]*"')
_EMPTY: Final = re.compile(r'<path(?: [a-z-]+="[^"]*")*? d=""[^>]*/>|<path d="M0,0h0v0h0Z"/>')
_IDENT: Final = re.compile(r'(id="|url\(#)(?=clip|gradient)')


@dataclass(frozen=True)
class Chart:
    """A drawing, what it shows in words, and the table that holds the same numbers."""

    id: str
    title: str
    description: str
    svg: str
    table: Table


@dataclass(frozen=True)
class Mark:
    """One dot (none where only a range is known) with its range: the row, the panel, and what it stands for."""

    row: str
    panel: str
    value: float | None
    low: float
    high: float
    kind: str = ""


P = ParamSpec("P")
R = TypeVar("R")


def _unchecked(build: Callable[P, R]) -> Callable[P, R]:
    """Skip Altair's validation of every part against its schema: the tests do it once, readers need not wait."""

    @wraps(build)
    def quick(*args: P.args, **kwargs: P.kwargs) -> R:
        from altair.utils.schemapi import debug_mode

        with debug_mode(False):
            return build(*args, **kwargs)

    return quick


def warm_up() -> Thread:
    """Start the drawing engine beside other work: it needs a second of its own before the first drawing."""
    thread = Thread(target=_first_drawing, name="drawing", daemon=True)
    thread.start()
    return thread


def _first_drawing() -> None:
    draw(dot_and_range([Mark("", "", 0.0, 0.0, 1.0)], {"": BLUE}, ""), "first", "", "")


def draw(chart: "alt.TopLevelMixin", ident: str, title: str, description: str) -> str:
    """The drawing as one `<svg>` that a screen reader announces as an image with a name and a description."""
    import vl_convert

    spec: dict[str, Any] = chart.to_dict(validate=False)
    raw: str = vl_convert.vegalite_to_svg(spec)
    return _accessible(raw, ident, title, description)


def _accessible(raw: str, ident: str, title: str, description: str) -> str:
    body = _EMPTY.sub("", _NOISE.sub("", raw))
    body = _IDENT.sub(lambda m: m.group(1) + f"{ident}-", body)
    box = re.search(r'width="[^"]*" height="[^"]*" viewBox="[^"]*"', body)
    inner = body[body.index(">") + 1 :]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box.group(0) if box else ""} role="img" '
        f'aria-labelledby="{ident}-title {ident}-desc"><title id="{ident}-title">{escape(title)}</title>'
        f'<desc id="{ident}-desc">{escape(description)}</desc>'
    )
    return head + inner


def _styled(chart: "alt.TopLevelMixin") -> "alt.TopLevelMixin":
    axis = {
        "labelFontSize": _SIZE, "titleFontSize": _SIZE, "labelColor": INK, "titleColor": MUTED,
        "titleFontWeight": "normal", "gridColor": GRID, "domain": False, "ticks": False, "labelLimit": 250,
        "labelFlush": False,
    }  # fmt: skip
    words = {"labelFontSize": _SIZE, "titleFontSize": _SIZE, "labelColor": INK, "labelLimit": 260}
    heading = {"fontSize": _SIZE + 1, "anchor": "start", "color": INK, "fontWeight": "bold"}
    config: Any = chart
    styled: "alt.TopLevelMixin" = config.configure(
        font=FONT, background="transparent", axis=axis, view={"stroke": None}, title=heading,
        legend={**words, "orient": "top", "title": None, "symbolSize": 90},
        header={**words, "title": None, "labelFontWeight": "bold"},
    )  # fmt: skip
    return styled


def _data(rows: Sequence[Mapping[str, object]]) -> Any:
    import altair as alt

    return alt.InlineData(values=list(rows))


def _rows(marks: Sequence[Mark]) -> list[dict[str, object]]:
    return [
        {"row": m.row, "panel": m.panel, "value": m.value, "low": m.low, "high": m.high, "kind": m.kind} for m in marks
    ]


@_unchecked
def dot_and_range(
    marks: Sequence[Mark], kinds: Mapping[str, str], axis_title: str, height: int = 30
) -> "alt.TopLevelMixin":
    """Panels side by side, a row for each country: grey bar from lowest to highest, a symbol for each kind."""
    import altair as alt

    panels = list(dict.fromkeys(m.panel for m in marks))
    order = list(dict.fromkeys(m.row for m in marks))
    drawn = []
    for place, panel in enumerate(panels):
        of_panel = [m for m in marks if m.panel == panel]
        base = alt.Chart(_data(_rows(of_panel)))
        y = alt.Y("row:N", sort=order, title=None, axis=alt.Axis(labels=place == 0, labelPadding=8))
        x = alt.X("low:Q", title=axis_title, scale=alt.Scale(nice=True), axis=alt.Axis(tickCount=5))
        zero = alt.Chart(_data([{"zero": 0}])).mark_rule(color=INK, strokeWidth=1).encode(x="zero:Q")
        bar = base.mark_rule(strokeWidth=9, color=BAND).encode(y=y, x=x, x2="high:Q")
        dot = base.mark_point(filled=True, size=75, opacity=1).encode(
            y=y, x="value:Q",
            color=alt.Color("kind:N", scale=alt.Scale(domain=list(kinds), range=list(kinds.values()))),
            shape=alt.Shape("kind:N", scale=alt.Scale(domain=list(kinds), range=list(_SHAPES[: len(kinds)]))),
        )  # fmt: skip
        layers = [bar, zero, dot]
        drawn.append(
            alt.layer(*layers).properties(width=WIDTH // len(panels) - 40, height=alt.Step(height), title=panel)
        )
    return _styled(alt.hconcat(*drawn, spacing=24))


@_unchecked
def bars(marks: Sequence[Mark], kinds: Mapping[str, str], axis_title: str) -> "alt.TopLevelMixin":
    """A bar for each row (one for each kind, where a row holds several), with a whisker from lowest to highest."""
    import altair as alt

    order = list(dict.fromkeys(m.row for m in marks))
    base = alt.Chart(_data(_rows(marks)))
    y = alt.Y(
        "row:N",
        sort=order,
        title=None,
        axis=alt.Axis(labelPadding=8, grid=False, labelLimit=340),
        scale=alt.Scale(padding=0.25),
    )
    several = len(marks) > len(order)
    beside = {"yOffset": alt.YOffset("kind:N", sort=list(kinds))} if several else {}
    color = alt.Color("kind:N", scale=alt.Scale(domain=list(kinds), range=list(kinds.values())))
    bar = base.mark_bar(opacity=0.8).encode(y=y, color=color, **beside, x=alt.X("value:Q", title=axis_title))
    whisker = base.mark_rule(color=INK, strokeWidth=1.6).encode(y=y, x="low:Q", x2="high:Q", **beside)
    zero = alt.Chart(_data([{"zero": 0}])).mark_rule(color=INK, strokeWidth=1).encode(x="zero:Q")
    step = alt.Step(15, **{"for": "offset"}) if several else alt.Step(24)
    return _styled(alt.layer(bar, whisker, zero).properties(width=WIDTH - 170, height=step))


@dataclass(frozen=True)
class FanPoint:
    """One year of one panel: central value with the spread, and one line per way of getting there."""

    panel: str
    year: int
    central: float
    low: float
    high: float
    lines: Mapping[str, float]


@_unchecked
def fan(
    points: Sequence[FanPoint], assumed_from: int, axis_title: str, *, one_scale: bool = True
) -> "alt.TopLevelMixin":
    """Panels side by side over the years: band from lowest to highest, central line, dashed from `assumed_from` on.

    Panels of one quantity share one scale; those of several have one each.
    """
    import altair as alt

    panels = list(dict.fromkeys(p.panel for p in points))
    drawn = []
    for k, name in enumerate(panels):
        own = [p for p in points if p.panel == name]
        extent = _extent(points if one_scale else own)
        panel = _fan_panel(own, assumed_from, axis_title if k == 0 else "", extent)
        drawn.append(panel.properties(width=WIDTH // len(panels) - 14, height=210, title=name))
    return _styled(alt.hconcat(*drawn, spacing=18))


def _extent(points: Sequence[FanPoint]) -> tuple[float, float]:
    """From the lowest to the highest of some points, zero within."""
    return min(0.0, min(p.low for p in points)), max(0.0, max(p.high for p in points))


def _fan_panel(points: Sequence[FanPoint], assumed_from: int, axis_title: str, extent: tuple[float, float]) -> Any:
    import altair as alt

    years = [p.year for p in points]
    rows = [{"year": p.year, "central": p.central, "low": p.low, "high": p.high} for p in points]
    single = [{"year": p.year, "name": n, "v": v} for p in points for n, v in p.lines.items()]
    x = alt.X("year:Q", title=None, scale=alt.Scale(domain=[years[0], years[-1]], nice=False),
              axis=alt.Axis(format="d", grid=False, values=_year_ticks(years)))  # fmt: skip
    y = alt.Y("low:Q", title=axis_title or None, scale=alt.Scale(domain=list(extent)), axis=alt.Axis(tickCount=5))
    band = alt.Chart(_data(rows)).mark_area(color=BAND).encode(x=x, y=y, y2="high:Q")
    ways = alt.Chart(_data(single)).mark_line(strokeWidth=1, color=MUTED, opacity=0.55)
    parts = (("datum.year <= ", [1, 0]), ("datum.year >= ", [5, 4]))
    centre = alt.Chart(_data(rows))
    lines = [
        centre.transform_filter(f"{test}{assumed_from - 1}")
        .mark_line(strokeWidth=2.5, color=BLUE, strokeDash=dash)
        .encode(x=x, y="central:Q")
        for test, dash in parts
    ]
    return alt.layer(band, ways.encode(x=x, y="v:Q", detail="name:N"), *lines)


def _year_ticks(years: Sequence[int]) -> list[int]:
    return [y for y in years if y % 5 == 0] or [years[0], years[-1]]


@_unchecked
def strip(marks: Sequence[Mark], reference: float, reference_words: str, axis_title: str) -> "alt.TopLevelMixin":
    """One row for each source: dot and range against the figure as printed, drawn as a line through all rows."""
    import altair as alt

    order = list(dict.fromkeys(m.row for m in marks))
    kinds = {"published": VERMILION, "model": BLUE, "table": GREEN, "arithmetic": PURPLE}
    used = [k for k in kinds if any(m.kind == k for m in marks)]
    base = alt.Chart(_data(_rows(marks)))
    y = alt.Y("row:N", sort=order, title=None, axis=alt.Axis(labelPadding=8, labelLimit=400))
    bar = base.mark_rule(strokeWidth=9, color=BAND).encode(y=y, x=alt.X("low:Q", title=axis_title), x2="high:Q")
    dot = base.mark_point(filled=True, size=85, opacity=1).encode(
        y=y, x="value:Q",
        color=alt.Color("kind:N", scale=alt.Scale(domain=used, range=[kinds[k] for k in used])),
        shape=alt.Shape("kind:N", scale=alt.Scale(domain=used, range=list(_SHAPES[: len(used)]))),
    )  # fmt: skip
    data = _data([{"reference": reference, "words": reference_words}])
    line = alt.Chart(data).mark_rule(color=INK, strokeWidth=1.5, strokeDash=[3, 3]).encode(x="reference:Q")
    words = alt.Chart(data).mark_text(dy=-8, baseline="bottom", fontSize=_SIZE, fontWeight="bold", color=INK).encode(
        x="reference:Q", y=alt.value(0), text="words:N",
    )  # fmt: skip
    layers = [bar, line, dot, words]
    if min(reference, *(m.low for m in marks)) < 0:
        layers.insert(0, alt.Chart(_data([{"zero": 0}])).mark_rule(color=INK, strokeWidth=1).encode(x="zero:Q"))
    return _styled(alt.layer(*layers).properties(width=WIDTH - 300, height=alt.Step(32)))
