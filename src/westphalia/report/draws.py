"""An ensemble as a table: quantiles over draws of the elasticities, for each country and measure."""

from typing import Any

from westphalia.ensemble import LEVELS, Ensemble, Quantiles
from westphalia.report.names import CLOSURES, Link, country_name
from westphalia.report.tables import Cell, Row, Table
from westphalia.wording import change_unit, tidy_percent, written


def quantile_table(drawn: Ensemble) -> Table:
    """A row for each measure, a column for each quantile, country by country."""
    rows: list[Row] = []
    for country in dict.fromkeys(q.country for q in drawn.quantiles):
        rows.append(Row(country_name(country)))
        rows += [_row(q) for q in drawn.quantiles if q.country == country]
    return Table(
        id="run-draws",
        caption=f"Over {drawn.draws} draws of the elasticities: quantiles",
        corner="Change of",
        columns=tuple(tidy_percent(level) for level in LEVELS),
        rows=tuple(rows),
        note=(
            f"Closure: {CLOSURES[drawn.variant.closure]}. Seed {drawn.seed}; {drawn.prior}. {_failed(drawn)}"
            "What the elasticities alone leave open: closure and model are not drawn, so the range is too narrow."
        ),
        links=(Link("what a range covers", "#how-range"),),
        single_runs=True,
    )


def _failed(drawn: Ensemble) -> str:
    if not drawn.failed:
        return "Every draw has an equilibrium. "
    return f"{drawn.failed} of {drawn.draws} draws have no equilibrium and count nowhere: {drawn.reasons[0]} "


def _row(quantiles: Quantiles) -> Row:
    unit = change_unit(quantiles.unit)
    return Row(quantiles.label, tuple(Cell(written(value, unit)) for value in quantiles.values))


def ensemble_json(drawn: Ensemble) -> dict[str, Any]:
    """Draws, seed, failures and the quantiles by country and measure."""
    return {
        "draws": drawn.draws,
        "seed": drawn.seed,
        "failed": drawn.failed,
        "reasons": list(drawn.reasons),
        "prior": drawn.prior,
        "closure": drawn.variant.closure,
        "levels": list(LEVELS),
        "quantiles": [_quantiles_json(q) for q in drawn.quantiles],
    }


def _quantiles_json(quantiles: Quantiles) -> dict[str, Any]:
    return {
        "country": quantiles.country,
        "key": quantiles.key,
        "label": quantiles.label,
        "unit": quantiles.unit,
        "values": list(quantiles.values),
    }
