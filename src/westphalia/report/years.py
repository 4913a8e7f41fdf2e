"""A scenario year by year: duties as they come into force, trade as it has had time to adjust."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.outcome import TradePath
from westphalia.report.charts import Chart, FanPoint, draw, fan
from westphalia.report.names import CLOSURES, Link
from westphalia.report.tables import Row, Table, label, over
from westphalia.units import per_cent
from westphalia.wording import CHANGE, listed, percent
from westphalia.world.countries import the

_LINKS: Final = (Link("how years are told apart", "#how-path"),)
_NEVER: Final = 10_000


@dataclass(frozen=True, eq=False)
class _Measure:
    words: str
    anchor: str
    by_year: Float[np.ndarray, "c t"]


def path_table(path: TradePath, country: str, ident: str) -> Table:
    """Exports and real income of one country in every year of the horizon, over the closures."""
    measures, standing = _measures(path, country), _standing(path)
    rows = []
    for t, year in enumerate(path.years.tolist()):
        cells = [label(standing[t])]
        cells += [over(m.by_year[:, t].tolist(), float(m.by_year[0, t]), CHANGE, m.anchor) for m in measures]
        rows.append(Row(str(year), tuple(cells)))
    return Table(
        id=f"{ident}-path",
        caption=f"Year by year: {the(country)}",
        corner="Year",
        columns=("part of the long-run response reached", *(m.words for m in measures)),
        rows=tuple(rows),
        note=_note(path),
        links=_LINKS,
    )


def path_chart(path: TradePath, country: str, ident: str) -> Chart:
    """The same as a picture: a panel for exports, one for real income, a line for each closure."""
    points = [_point(path, m, t) for m in _measures(path, country) for t in range(len(path.years))]
    heading = f"Year by year: exports and real income of {the(country)}"
    words = (
        "Change in per cent against the same year without the levers. The thick line is the reference run, thin "
        f"lines the closures: {listed(CLOSURES[c] for c in path.closures)}."
    )
    drawing = draw(fan(points, _NEVER, "change, per cent", one_scale=False), f"{ident}-years", heading, words)
    return Chart(f"{ident}-years", heading, words, drawing, path_table(path, country, ident))


def _point(path: TradePath, measure: _Measure, t: int) -> FanPoint:
    values = [per_cent(float(value)) for value in measure.by_year[:, t]]
    lines: dict[str, float] = dict(zip(path.closures, values, strict=True))
    return FanPoint(measure.words, int(path.years[t]), values[0], min(values), max(values), lines)


def _measures(path: TradePath, country: str) -> tuple[_Measure, ...]:
    return (
        _Measure("Exports, goods and services", "#how-exports", path.by_year(path.export_change(country))),
        _Measure("Export volume", "#how-export-volume", path.by_year(path.export_change(country, volume=True))),
        _Measure("Real income", "#how-real-income", path.by_year(path.income_change(country))),
    )


def _standing(path: TradePath) -> tuple[str, ...]:
    """The part of the long run reached in each year, or that nothing is in force: not yet, no longer, or for now."""
    active = [_in_force(path, t) for t in range(len(path.years))]
    first = active.index(True) if any(active) else len(active)
    last = max((t for t, on in enumerate(active) if on), default=len(active))
    idle = ["not yet in force" if t < first else "no longer in force" if t > last else "not in force"
            for t in range(len(active))]  # fmt: skip
    return tuple(percent(float(path.adjustment[t]), 0) if on else idle[t] for t, on in enumerate(active))


def _in_force(path: TradePath, t: int) -> bool:
    """Whether anything differs from the base in a year."""
    moved = path.by_year(np.abs(path.real_income_hat - 1).max(axis=1))[:, t]
    return bool((moved > path.by_year(path.residual)[:, t]).any())


def _note(path: TradePath) -> str:
    return (
        f"First the reference closure, in brackets the lowest and highest of {len(path.closures)} closures, with the "
        "elasticities of the reference run. Early on buyers switch less: the year after a "
        f"duty {percent(float(path.adjustment.min()), 0)} of the long run (Boehm, Levchenko & Pandalai-Nayar 2023; "
        "a straight line in between is assumed). Each year is the base's world under the duties of that year: no "
        "growth, no business cycle. Time counts from the first lever: a later one meets buyers who are as far along."
    )
