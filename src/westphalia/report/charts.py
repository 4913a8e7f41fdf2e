"""Charts as vector graphics inside the page: each with a title, a description and its numbers as a table."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from threading import Thread
from typing import Any, Final

from westphalia.report.tables import Table

Spec = dict[str, Any]
FONT: Final = "Arial, Helvetica, Liberation Sans, sans-serif"
WIDTH: Final = 740
PLANE: Final = (620, 430)
INK: Final = "#16191d"
MUTED: Final = "#555b63"
GRID: Final = "#e3e6e8"
BAND: Final = "#c9d3da"
# Okabe & Ito (2008): told apart with any common colour blindness
BLUE: Final = "#0072b2"
VERMILION: Final = "#d55e00"
GREEN: Final = "#007f5f"
DEEP: Final = "#003b2c"
PALE: Final = "#5fb59b"
PURPLE: Final = "#a4508b"
ORANGE: Final = "#e69f00"
_GRAMMAR: Final = "https://vega.github.io/schema/vega-lite/v6.json"
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


def warm_up() -> Thread:
    """Start the drawing engine beside other work: it needs a second of its own before the first drawing."""
    thread = Thread(target=_first_drawing, name="drawing", daemon=True)
    thread.start()
    return thread


def _first_drawing() -> None:
    draw(dot_and_range([Mark("", "", 0.0, 0.0, 1.0)], {"": BLUE}, ""), "first", "", "")


def draw(chart: Spec, ident: str, title: str, description: str) -> str:
    """The drawing as one `<svg>` that a screen reader announces as an image with a name and a description."""
    import vl_convert

    raw: str = vl_convert.vegalite_to_svg(chart)
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


def _styled(**content: object) -> Spec:
    """A drawing in the grammar of Vega-Lite, in the style of the page."""
    axis = {
        "labelFontSize": _SIZE, "titleFontSize": _SIZE, "labelColor": INK, "titleColor": MUTED,
        "titleFontWeight": "normal", "gridColor": GRID, "domain": False, "ticks": False, "labelLimit": 250,
        "labelFlush": False,
    }  # fmt: skip
    words = {"labelFontSize": _SIZE, "titleFontSize": _SIZE, "labelColor": INK, "labelLimit": 260, "title": None}
    config = {
        "font": FONT, "background": "transparent", "axis": axis,
        "view": {"stroke": None, "continuousWidth": 300, "continuousHeight": 300},
        "title": {"fontSize": _SIZE + 1, "anchor": "start", "color": INK, "fontWeight": "bold"},
        "legend": {**words, "orient": "top", "symbolSize": 90}, "header": {**words, "labelFontWeight": "bold"},
    }  # fmt: skip
    return {"$schema": _GRAMMAR, "config": config, **content}


def _layer(rows: Sequence[Mapping[str, object]], mark: str, encoding: Spec, **style: object) -> Spec:
    return {"data": {"values": list(rows)}, "mark": {"type": mark, **style}, "encoding": encoding}


def _number(field: str, **options: object) -> Spec:
    return {"field": field, "type": "quantitative", **options}


def _name(field: str, **options: object) -> Spec:
    return {"field": field, "type": "nominal", **options}


def _zero() -> Spec:
    return _layer([{"zero": 0}], "rule", {"x": _number("zero")}, color=INK, strokeWidth=1)


def _by_kind(kinds: Mapping[str, str]) -> Spec:
    """A colour and a symbol for each kind."""
    return {
        "color": _name("kind", scale={"domain": list(kinds), "range": list(kinds.values())}),
        "shape": _name("kind", scale={"domain": list(kinds), "range": list(_SHAPES[: len(kinds)])}),
    }


def _rows(marks: Sequence[Mark]) -> list[dict[str, object]]:
    return [
        {"row": m.row, "panel": m.panel, "value": m.value, "low": m.low, "high": m.high, "kind": m.kind} for m in marks
    ]


def dot_and_range(marks: Sequence[Mark], kinds: Mapping[str, str], axis_title: str, height: int = 30) -> Spec:
    """Panels side by side, a row for each country: grey bar from lowest to highest, a symbol for each kind."""
    panels = list(dict.fromkeys(m.panel for m in marks))
    order = list(dict.fromkeys(m.row for m in marks))
    drawn = []
    for place, panel in enumerate(panels):
        rows = _rows([m for m in marks if m.panel == panel])
        heads = {"labels": place == 0, "labelPadding": 8, "labelLimit": 320}
        y = {"y": _name("row", sort=order, title=None, axis=heads)}
        x = _number("low", title=axis_title, scale={"nice": True}, axis={"tickCount": 5})
        dot = {**y, "x": _number("value"), **_by_kind(kinds)}
        layers = [
            _layer(rows, "rule", {**y, "x": x, "x2": {"field": "high"}}, strokeWidth=9, color=BAND),
            _zero(),
            _layer(rows, "point", dot, filled=True, size=75, opacity=1),
        ]
        width = WIDTH // len(panels) - 40
        drawn.append({"layer": layers, "width": width, "height": {"step": height}, "title": panel})
    return _styled(hconcat=drawn, spacing=24)


def bars(marks: Sequence[Mark], kinds: Mapping[str, str], axis_title: str) -> Spec:
    """A bar for each row (one for each kind, where a row holds several), with a whisker from lowest to highest."""
    order = list(dict.fromkeys(m.row for m in marks))
    rows, several = _rows(marks), len(marks) > len(order)
    axis = {"labelPadding": 8, "grid": False, "labelLimit": 340}
    place: Spec = {"y": _name("row", sort=order, title=None, axis=axis, scale={"padding": 0.25})}
    if several:
        place["yOffset"] = _name("kind", sort=list(kinds))
    whisker = {**place, "x": _number("low"), "x2": {"field": "high"}}
    bar = {**place, "color": _by_kind(kinds)["color"], "x": _number("value", title=axis_title)}
    layers = [
        _layer(rows, "bar", bar, opacity=0.8),
        _layer(rows, "rule", whisker, color=INK, strokeWidth=1.6),
        _zero(),
    ]
    return _styled(layer=layers, width=WIDTH - 170, height={"step": 15, "for": "offset"} if several else {"step": 24})


@dataclass(frozen=True)
class FanPoint:
    """One year of one panel: central value with the spread, and one line per way of getting there."""

    panel: str
    year: int
    central: float
    low: float
    high: float
    lines: Mapping[str, float]


def fan(points: Sequence[FanPoint], assumed_from: int, axis_title: str, *, one_scale: bool = True) -> Spec:
    """Panels side by side over the years: band from lowest to highest, central line, dashed from `assumed_from` on.

    Panels of one quantity share one scale; those of several have one each.
    """
    panels = list(dict.fromkeys(p.panel for p in points))
    drawn = []
    for k, name in enumerate(panels):
        own = [p for p in points if p.panel == name]
        extent = _extent(points if one_scale else own)
        layers = _fan_layers(own, assumed_from, axis_title if k == 0 else "", extent)
        drawn.append({"layer": layers, "width": WIDTH // len(panels) - 14, "height": 210, "title": name})
    return _styled(hconcat=drawn, spacing=18)


def _extent(points: Sequence[FanPoint]) -> tuple[float, float]:
    """From the lowest to the highest of some points, zero within."""
    return min(0.0, min(p.low for p in points)), max(0.0, max(p.high for p in points))


def _fan_layers(
    points: Sequence[FanPoint], assumed_from: int, axis_title: str, extent: tuple[float, float]
) -> list[Spec]:
    years = [p.year for p in points]
    rows = [{"year": p.year, "central": p.central, "low": p.low, "high": p.high} for p in points]
    single = [{"year": p.year, "name": n, "v": v} for p in points for n, v in p.lines.items()]
    ticks = {"format": "d", "grid": False, "values": _year_ticks(years)}
    x = {"x": _number("year", title=None, scale={"domain": [years[0], years[-1]], "nice": False}, axis=ticks)}
    y = _number("low", title=axis_title or None, scale={"domain": list(extent)}, axis={"tickCount": 5})
    band = _layer(rows, "area", {**x, "y": y, "y2": {"field": "high"}}, color=BAND)
    ways = {**x, "y": _number("v"), "detail": _name("name")}
    layers = [band, _layer(single, "line", ways, strokeWidth=1, color=MUTED, opacity=0.55)]
    for test, dash in (("datum.year <= ", [1, 0]), ("datum.year >= ", [5, 4])):
        line = _layer(rows, "line", {**x, "y": _number("central")}, strokeWidth=2.5, color=BLUE, strokeDash=dash)
        layers.append({**line, "transform": [{"filter": f"{test}{assumed_from - 1}"}]})
    return layers


def _year_ticks(years: Sequence[int]) -> list[int]:
    return [y for y in years if y % 5 == 0] or [years[0], years[-1]]


def strip(marks: Sequence[Mark], reference: float, reference_words: str, axis_title: str) -> Spec:
    """One row for each source: dot and range against the figure as printed, drawn as a line through all rows."""
    order = list(dict.fromkeys(m.row for m in marks))
    kinds = {"published": VERMILION, "model": BLUE, "table": GREEN, "arithmetic": PURPLE}
    used = {k: colour for k, colour in kinds.items() if any(m.kind == k for m in marks)}
    rows, printed = _rows(marks), [{"reference": reference, "words": reference_words}]
    y = {"y": _name("row", sort=order, title=None, axis={"labelPadding": 8, "labelLimit": 400})}
    bar = {**y, "x": _number("low", title=axis_title), "x2": {"field": "high"}}
    line, words = {"x": _number("reference")}, {"y": {"value": 0}, "text": _name("words")}
    above: Spec = {"dy": -8, "baseline": "bottom", "fontSize": _SIZE, "fontWeight": "bold", "color": INK}
    layers = [
        _layer(rows, "rule", bar, strokeWidth=9, color=BAND),
        _layer(printed, "rule", line, color=INK, strokeWidth=1.5, strokeDash=[3, 3]),
        _layer(rows, "point", {**y, "x": _number("value"), **_by_kind(used)}, filled=True, size=85, opacity=1),
        _layer(printed, "text", {**line, **words}, **above),
    ]
    if min(reference, *(m.low for m in marks)) < 0:
        layers.insert(0, _zero())
    return _styled(layer=layers, width=WIDTH - 300, height={"step": 32})


@dataclass(frozen=True)
class Patch:
    """A square of a plane with how many things fall on it, and which kind it counts as."""

    x: tuple[float, float]
    y: tuple[float, float]
    number: int
    kind: str


@dataclass(frozen=True)
class Spot:
    """A named place on a plane; the name is written to the left or right of it, so many pixels lower."""

    name: str
    x: float
    y: float
    left: bool = False
    lower: int = 0


def plane(
    patches: Sequence[Patch],
    dots: Sequence[tuple[float, float, str]],
    spots: Sequence[Spot],
    kinds: Mapping[str, str],
    axes: tuple[str, str],
) -> Spec:
    """A plane cut in four at zero: squares by kind, paler where fewer things fall on them; dots; and named spots."""
    rows = [{"x": p.x[0], "x2": p.x[1], "y": p.y[0], "y2": p.y[1], "number": p.number, "kind": p.kind} for p in patches]
    named = [{"x": s.x, "y": s.y, "name": s.name} for s in spots]
    x, y = (_number(f, title=t, axis={"tickCount": 6}) for f, t in zip(("x", "y"), axes, strict=True))
    colour = _name("kind", scale={"domain": list(kinds), "range": list(kinds.values())})
    faint = _number("number", scale={"type": "log", "range": [0.25, 1]}, legend=None)
    square = {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}, "color": colour, "opacity": faint}
    place = {"x": _number("x"), "y": _number("y")}
    dot = {**place, "color": colour}
    layers = [
        _layer(rows, "rect", square),
        _layer([{"x": a, "y": b, "kind": kind} for a, b, kind in dots], "point", dot, filled=True, size=9, opacity=1),
        _zero(),
        _layer([{"zero": 0}], "rule", {"y": _number("zero")}, color=INK, strokeWidth=1),
        _layer(named, "point", place, filled=True, size=110, color=INK, stroke="#fff", opacity=1),
    ]
    for left, lower in dict.fromkeys((spot.left, spot.lower) for spot in spots):
        chosen = [row for row, s in zip(named, spots, strict=True) if (s.left, s.lower) == (left, lower)]
        side: Spec = {
            "dx": -11 if left else 11,
            "dy": lower,
            "align": "right" if left else "left",
            "baseline": "middle",
        }
        halo = {"stroke": "#fff", "strokeWidth": 4, "strokeJoin": "round"}
        for style in (halo, {}):
            words = {**place, "text": _name("name")}
            layers.append(_layer(chosen, "text", words, fontSize=_SIZE, fontWeight="bold", color=INK, **side, **style))
    return _styled(layer=layers, width=PLANE[0], height=PLANE[1])
