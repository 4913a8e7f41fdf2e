"""How far models of bargaining were from decisions of the European Union: our own scores, shipped without the rows.

The decisions and positions behind them are others' data and are not part of this package; `settlement.backtest`
computes the same from a folder that holds them. Errors are shares of a scale from one end to the other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Final

from westphalia.errors import DataError
from westphalia.world.table import number, read_rows

SOURCE: Final = "deu-iii"
VOTES_SOURCE: Final = "eu-council-votes"
TABLE: Final = "bargaining_backtest.csv"
COLUMNS: Final = ("kind", "name", "measure", "value", "low", "high", "clustered_low", "clustered_high")
BASE: Final = "compromise"
MIDDLE: Final = "middle of the scale"
LEVEL: Final = 0.8
NOTE: Final = (
    "Laws of the European Union, made under qualified majority by parties that meet again and again. No settlement of "
    "a war was ever scored: take the error as a lower bound for one."
)
LICENCE: Final = (
    "Scores computed here from DEU III (Arregui & Perarnaud, doi:10.34810/data53), whose terms, CC BY 4.0, are known "
    "at second hand only; its rows are not shipped."
)


@dataclass(frozen=True)
class Score:
    """One model on the issues it says something on, and its error beyond that of the compromise on the same issues.

    `hits`: share of issues missed by a tenth of the scale or less. `difference`: mean of the paired differences of
    absolute errors; `low` to `high` its 95% bootstrap interval, `clustered_low` to `clustered_high` the one that draws
    whole proposals.
    """

    model: str
    issues: int
    mae: float
    rmse: float
    median: float
    hits: float
    difference: float
    low: float
    high: float
    clustered_low: float
    clustered_high: float


@dataclass(frozen=True)
class Band:
    """How far outcomes were from the compromise.

    `half_width` holds 80% of the outcomes; `low` and `high` are the 10% and 90% quantiles of the outcome less the
    forecast; `held_out` is the share of outcomes within a half-width drawn from other proposals. `one_spread` and
    `wide_spread`: the share of outcomes within 1 and 1.28 weighted standard deviations of the positions. `crps`: the
    score of the weighted distribution of positions, to compare with the mean absolute error; `crps_equal`: with equal
    weights.
    """

    half_width: float
    low: float
    high: float
    held_out: float
    one_spread: float
    wide_spread: float
    crps: float
    crps_equal: float


@dataclass(frozen=True)
class ReadingScore:
    """The compromise under one reading of what the Commission and the Parliament count for."""

    reading: str
    mae: float
    rmse: float


@dataclass(frozen=True)
class Counts:
    """What was scored and what was left out: `without_salience` counts positions, the rest issues or proposals."""

    issues: int
    proposals: int
    referenced: int
    at_the_ends: int
    undecided: int
    too_few: int
    without_salience: int


@dataclass(frozen=True)
class Backtest:
    """Scores of all models, of all readings of the Council's rule, the band, and what was counted."""

    scores: tuple[Score, ...]
    readings: tuple[ReadingScore, ...]
    band: Band
    counts: Counts

    def score(self, model: str) -> Score:
        """The score of one model."""
        found = [one for one in self.scores if one.model == model]
        if not found:
            raise DataError(f"unknown model {model!r}. Known: {', '.join(one.model for one in self.scores)}.")
        return found[0]


@dataclass(frozen=True)
class ModelError:
    """What stands beside every forecast of the compromise: its error on decisions of the past, and where it is from.

    `half_width`, `low` and `high` as in `Band`, as shares of the scale; `mae` and `mae_middle` the mean absolute errors
    of the compromise and of the middle of the scale.
    """

    half_width: float
    low: float
    high: float
    level: float
    held_out: float
    mae: float
    mae_middle: float
    issues: int
    proposals: int
    source: str
    note: str
    licence: str


@lru_cache(maxsize=1)
def shipped_backtest() -> Backtest:
    """The scores this package ships."""
    return from_rows(read_rows(TABLE))


def model_error() -> ModelError:
    """The error of the compromise model to print beside every forecast."""
    held = shipped_backtest()
    band = held.band
    return ModelError(
        half_width=band.half_width,
        low=band.low,
        high=band.high,
        level=LEVEL,
        held_out=band.held_out,
        mae=held.score(BASE).mae,
        mae_middle=held.score(MIDDLE).mae,
        issues=held.counts.issues,
        proposals=held.counts.proposals,
        source=SOURCE,
        note=NOTE,
        licence=LICENCE,
    )


def to_rows(one: Backtest) -> Iterator[dict[str, str]]:
    """The table's rows: a number a row, and with a difference its two intervals."""
    for score in one.scores:
        for measure in ("issues", "mae", "rmse", "median", "hits"):
            yield _row("model", score.model, measure, getattr(score, measure))
        ends = {name: f"{getattr(score, name):.6f}" for name in COLUMNS[4:]}
        yield _row("model", score.model, "difference", score.difference) | ends
    for reading in one.readings:
        for measure in ("mae", "rmse"):
            yield _row("reading", reading.reading, measure, getattr(reading, measure))
    for kind, part in (("band", one.band), ("counts", one.counts)):
        for field in fields(part):
            yield _row(kind, BASE, field.name, getattr(part, field.name))


def _row(kind: str, name: str, measure: str, value: float) -> dict[str, str]:
    written = str(value) if isinstance(value, int) else f"{value:.6f}"
    return dict.fromkeys(COLUMNS, "") | {"kind": kind, "name": name, "measure": measure, "value": written}


def from_rows(rows: list[dict[str, str]]) -> Backtest:
    """The scores in a table's rows."""
    band, counts = (_measures(rows, kind).get(BASE, {}) for kind in ("band", "counts"))
    return Backtest(
        tuple(_score(name, values, rows) for name, values in _measures(rows, "model").items()),
        tuple(ReadingScore(name, values["mae"], values["rmse"]) for name, values in _measures(rows, "reading").items()),
        Band(**band),
        Counts(**{name: int(value) for name, value in counts.items()}),
    )


def _measures(rows: list[dict[str, str]], kind: str) -> dict[str, dict[str, float]]:
    """Values by name and measure, in the order of the table."""
    found: dict[str, dict[str, float]] = {}
    for row in rows:
        if row["kind"] == kind:
            found.setdefault(row["name"], {})[row["measure"]] = _value(row, "value")
    return found


def _score(name: str, values: Mapping[str, float], rows: list[dict[str, str]]) -> Score:
    row = next(row for row in rows if row["name"] == name and row["measure"] == "difference")
    ends = {end: _value(row, end) for end in COLUMNS[4:]}
    return Score(**{"model": name, **values, **ends, "issues": int(values["issues"])})  # type: ignore[arg-type]


def _value(row: Mapping[str, str], column: str) -> float:
    value = number(row[column])
    if value is None:
        raise DataError(f"{TABLE}, {row['name']} {row['measure']}: {column} is empty. Rebuild with `make world`.")
    return value
