"""Charts: valid against the grammar, one name and description each, identifiers that do not clash."""

import re
import xml.etree.ElementTree as ElementTree
from typing import Any

import altair as alt
import pytest
import vl_convert

from westphalia.report import charts
from westphalia.report.charts import FanPoint, Mark, bars, dot_and_range, draw, fan, strip

_MARKS = tuple(
    Mark(row, panel, -2.4, -3.1, -1.2, kind)
    for row in ("United Kingdom", "France & Germany <EU>")
    for panel in ("Exports", "Real income")
    for kind in ("goods", "services")
)
_POINTS = tuple(
    FanPoint(panel, year, 1.0 * (year - 2024), 0.5 * (year - 2024), 1.5 * (year - 2024), {"2027": 1.0, "2030": 2.0})
    for panel in ("flat cash", "constant share")
    for year in range(2024, 2036)
)
_KINDS = {"goods": charts.BLUE, "services": charts.ORANGE}


def _all() -> dict[str, Any]:
    single = tuple(Mark(f"sector {k}", "", k - 2.0, k - 3.0, k - 1.0, "goods") for k in range(4))
    return {
        "dots": dot_and_range(_MARKS, _KINDS, "per cent"),
        "bars": bars([m for m in _MARKS if m.panel == "Exports"], _KINDS, "USD bn"),
        "single bars": bars(single, {"goods": charts.BLUE}, "USD bn"),
        "fan": fan(_POINTS, 2031, "£bn a year"),
        "strip": strip([Mark("a study", "", 22, 22, 22, "published"), _MARKS[0]], 22, "£22bn as printed", "£bn"),
    }


@pytest.mark.parametrize("name", list(_all()))
def test_charts_fit_the_grammar(name: str) -> None:
    spec = _all()[name]
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert alt.Chart.from_dict(spec).to_dict(validate=True)


@pytest.mark.parametrize("name", list(_all()))
def test_drawings_are_images_with_a_name_and_a_description(name: str) -> None:
    root = ElementTree.fromstring(draw(_all()[name], "chart-1", "A <title>", "What & why"))
    space = "{http://www.w3.org/2000/svg}"
    title, description = root.find(f"{space}title"), root.find(f"{space}desc")
    assert title is not None
    assert description is not None
    assert (title.text, description.text) == ("A <title>", "What & why")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert [e.get("role") for e in root.iter() if e is not root and e.get("role")] == []


def test_two_drawings_share_no_identifier() -> None:
    first, second = (draw(_all()["strip"], ident, "t", "d") for ident in ("chart-1", "chart-2"))
    ids = [set(re.findall(r'id="([^"]+)"', drawing)) for drawing in (first, second)]
    assert ids[0]
    assert not ids[0] & ids[1]
    for drawing, held in zip((first, second), ids, strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", drawing)) <= held


def test_drawings_use_system_fonts_and_no_style_attribute() -> None:
    for chart in _all().values():
        drawing = draw(chart, "c", "t", "d")
        assert set(re.findall(r'font-family="([^"]+)"', drawing)) == {charts.FONT}
        assert "style=" not in drawing
        assert "<image" not in drawing


def test_years_from_the_assumed_one_on_are_dashed() -> None:
    drawing = draw(fan(_POINTS, 2031, "£bn"), "c", "t", "d")
    panels = {p.panel for p in _POINTS}
    assert len(re.findall(r"stroke-dasharray=\"5,4\"", drawing)) == len(panels)
    without = draw(fan(_POINTS, 2036, "£bn"), "c", "t", "d")
    longest = max(len(d) for d in re.findall(r'<path[^>]*stroke-dasharray="1,0"[^>]*/>', without))
    assert longest > max(len(d) for d in re.findall(r'<path[^>]*stroke-dasharray="1,0"[^>]*/>', drawing))


def test_the_same_drawing_twice_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    real = vl_convert.vegalite_to_svg
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda spec: calls.append(1) or real(spec))
    assert draw(_all()["bars"], "c", "t", "d") == draw(_all()["bars"], "c", "t", "d")
    assert len(calls) == 2
