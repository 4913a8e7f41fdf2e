"""What follows from a sum that allies share: who pays under each key, and how near that is to who gains."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from jaxtyping import Float

from westphalia.defence import autonomy, burden
from westphalia.errors import DataError
from westphalia.outcome import AutonomyOutcome
from westphalia.outcome.autonomy import CHOSEN, KEYS
from westphalia.report.names import Link, country_name
from westphalia.report.tables import Cell, Row, Table, base_level, label, over
from westphalia.wording import MISSING, PERCENT, SHARE, Unit, counted, currency_unit, listed, tidy_percent, written
from westphalia.world.countries import the

_HERE: Final = "#how-autonomy"
_GAP: Final = "#how-gap"
_FAIR: Final = "#how-burden"
_EURO: Final = currency_unit("EUR")
_FIRST: Final = 5
_FEWEST: Final = 3
_PURE: Final = 1.0
_SMALLEST_P: Final = 0.001
_RHO: Final = Unit(decimals=2, signed=True)


def who_pays_table(outcome: AutonomyOutcome, ident: str) -> Table:
    """Every ally, the largest economy first: its part under each key, the share of GDP it comes to, and its gap."""
    keys = _columns(outcome)
    order = np.argsort(-outcome.gdp, kind="stable").tolist()
    rows = [Row(country_name(outcome.allies[j]), _ally_cells(outcome, tuple(keys), j)) for j in order]
    return Table(
        id=f"{ident}-who-pays",
        caption=f"Who pays for {_sum(outcome)} a year, under each key",
        corner="Ally",
        columns=(*keys.values(), "share of GDP then", f"gap to {tidy_percent(outcome.lever.target)}", "gap closed"),
        rows=(_together(outcome, tuple(keys)), *rows),
        note=_who_pays_note(outcome),
        links=(Link("how keys share a sum", "#how-key"), Link("how a gap is counted", _GAP)),
        single_runs=True,
    )


def _sum(outcome: AutonomyOutcome) -> str:
    return written(outcome.total, _EURO)


def _columns(outcome: AutonomyOutcome) -> Mapping[str, str]:
    """The keys with their heads; the scenario's own mix first, marked, once where it is one of the four."""
    pure = _pure_key(outcome)
    own = {CHOSEN: f"{KEYS[pure]}: this scenario" if pure else f"{mix_words(outcome)}: this scenario"}  # type: ignore[index]
    return own | {name: words for name, words in KEYS.items() if name != pure}


def _pure_key(outcome: AutonomyOutcome) -> str:
    return next((name for name, weight in outcome.lever.key.items() if weight == _PURE), "")


def mix_words(outcome: AutonomyOutcome) -> str:
    """The scenario's own key in words: by GDP; half by GDP and half by exposure as per cent."""
    weights = {name: weight for name, weight in outcome.lever.key.items() if weight > 0}
    if len(weights) == 1:
        return KEYS[next(iter(weights))]
    return listed(f"{tidy_percent(weight)} {KEYS[name]}" for name, weight in weights.items())


def _ally_cells(outcome: AutonomyOutcome, keys: tuple[str, ...], j: int) -> tuple[Cell, ...]:
    return (
        *(_part(outcome, name, j) for name in keys),
        Cell(written(float(outcome.share_after[j]), SHARE), "", _HERE),
        base_level(float(outcome.gap[j]), _EURO, _GAP),
        _closed(float(outcome.closed[j])),
    )


def _closed(closed: float) -> Cell:
    """Part of a gap that is closed; words where there is none."""
    return Cell(written(closed, PERCENT, 0), "", _GAP) if np.isfinite(closed) else label("no gap")


def _part(outcome: AutonomyOutcome, name: str, j: int) -> Cell:
    """What one ally pays under a key, in the scenario's own between least and most under any."""
    if name not in outcome.by_key:
        return label(MISSING)
    amount = float(outcome.by_key[name][j])
    if name == CHOSEN:
        return over([float(paid[j]) for paid in outcome.by_key.values()], amount, _EURO, "#how-key")
    return Cell(written(amount, _EURO), "", "#how-key")


def _together(outcome: AutonomyOutcome, keys: tuple[str, ...]) -> Row:
    after = float((outcome.share_after * outcome.gdp).sum() / outcome.gdp.sum())
    cells = (
        *(Cell(_sum(outcome), "", "#how-key") if name in outcome.by_key else label(MISSING) for name in keys),
        Cell(written(after, SHARE), "", _HERE),
        base_level(float(outcome.gap.sum()), _EURO, _GAP),
        _closed(_closed_together(outcome)),
    )
    return Row(f"All {len(outcome.allies)}", cells)


def _closed_together(outcome: AutonomyOutcome) -> float:
    """Part of all gaps that the sum closes; NaN where nobody has one."""
    return autonomy.closed_together(outcome.chosen, outcome.gap) if outcome.gap.any() else np.nan


def _who_pays_note(outcome: AutonomyOutcome) -> str:
    cap = f" No ally pays more than {tidy_percent(outcome.lever.cap)} of its GDP." if outcome.lever.cap else ""
    refused = "".join(f" {KEYS[name].capitalize()}: {reason}" for name, reason in outcome.refused.items())  # type: ignore[index]
    absent = listed(reason for _, reason in outcome.left_out)
    return (
        f"€bn a year at full strength, GDP of {outcome.year}, shares of {outcome.lever.edition}. One key a column; in "
        "brackets the least and the most an ally pays under any of them: the spread of keys is the range."
        f"{cap}{refused}{f' Not counted: {absent}.' if absent else ''}"
    )


def fairness_table(outcome: AutonomyOutcome, ident: str) -> Table | None:
    """How far each key, and today's spending, is from what allies gain; None where that cannot be measured.

    It cannot for fewer than three allies, nor where nobody has a land border with Russia or Belarus.
    """
    if not measurable(outcome):
        return None
    paid, benefit = _allocations(outcome), _benefit(outcome)
    stacked = np.stack(list(paid.values()))
    fair, apart = burden.rank_of_fairness(stacked, benefit), burden.distance_between_keys(stacked)
    tests = [burden.concordance(part, benefit) for part in burden.share_by_key(stacked)]
    percents = [[Cell(written(float(x), PERCENT, 0), "", _FAIR) for x in row] for row in apart]
    return Table(
        id=f"{ident}-fairness",
        caption="How far each key is from what allies gain, and from the other keys",
        corner="Paid",
        columns=("off benefit", "place", "concordance, p", *(f"off “{name}”" for name in paid)),
        rows=tuple(
            Row(
                name,
                (
                    Cell(written(float(fair.distance[m]), PERCENT, 0), "", _FAIR),
                    label(f"{fair.rank[m]}"),
                    Cell(p_words(tests[m].p_value), "", _FAIR),
                    *percents[m],
                ),
            )
            for m, name in enumerate(paid)
        ),
        note=_fairness_note(outcome),
        links=(Link("how burden and benefit are counted", _FAIR),),
        single_runs=True,
    )


def measurable(outcome: AutonomyOutcome) -> bool:
    """Whether burden can be held against benefit: three allies or more, one of them with an exposed border."""
    return len(outcome.allies) >= _FEWEST and bool(outcome.border.any())


def _allocations(outcome: AutonomyOutcome) -> dict[str, Float[np.ndarray, " j"]]:
    """What allies pay, by the words for the key, and what they spend today."""
    own = {} if _pure_key(outcome) else {"this scenario": outcome.chosen}
    keys = {words: outcome.by_key[name] for name, words in KEYS.items() if name in outcome.by_key}
    return own | keys | {"today’s spending": outcome.share * outcome.gdp}


def _benefit(outcome: AutonomyOutcome) -> Float[np.ndarray, " j"]:
    return burden.benefit_share(outcome.gdp, outcome.population, outcome.border)


def _fairness_note(outcome: AutonomyOutcome) -> str:
    return (
        "An illustration, with one way of counting benefit: the mean of an ally's parts of GDP, of people, and of "
        "the land border with Russia and Belarus. Another way gives another order. “Off” is the part of the sum that "
        "would have to change payer; a small p says that burden and benefit do not match, a large one proves nothing. "
        f"{_correlation_words(outcome)}"
    )


def _correlation_words(outcome: AutonomyOutcome) -> str:
    """Whether the great spend more of their GDP than the small, and the exposed more than the distant."""
    measures = {"size of GDP": outcome.gdp, "distance to Moscow": outcome.distance}
    found = {what: _correlation(outcome.share, values) for what, values in measures.items()}
    said = listed(
        f"{what} {written(test.statistic, _RHO)} (p {p_words(test.p_value)})" for what, test in found.items() if test
    )
    return f"Rank correlation of today's shares of GDP, over {len(outcome.allies)} allies, with {said}." if said else ""


def _correlation(left: Float[np.ndarray, " j"], right: Float[np.ndarray, " j"]) -> burden.RankTest | None:
    """None where one of the two is the same for all."""
    try:
        return burden.rank_correlation(left, right)
    except DataError:
        return None


def p_words(p: float) -> str:
    """A p-value as written: 0.42, 0.004, below 0.001."""
    if p < _SMALLEST_P:
        return f"below {_SMALLEST_P:g}"
    return f"{p:.3f}" if p < 10 * _SMALLEST_P else f"{p:.2f}"


def autonomy_lines(outcome: AutonomyOutcome) -> tuple[str, ...]:
    """Who pays most under the scenario's key, with the range over the keys, and how much of the gap is closed."""
    order = np.argsort(-outcome.chosen, kind="stable")[:_FIRST].tolist()
    parts = (f"{country_name(outcome.allies[j])} {_spoken(_part(outcome, CHOSEN, j))}" for j in order)
    everybody = f"{the(outcome.lever.members)}, {counted(len(outcome.allies), 'state')}"
    target = tidy_percent(outcome.lever.target)
    absent = listed(reason for _, reason in outcome.left_out)
    closed = _closed_together(outcome)
    lines = (
        f"{_sum(outcome)} a year shared {mix_words(outcome)} among {everybody}: {listed(parts)} "
        "(in brackets under other keys)",
        f"They lack {written(float(outcome.gap.sum()), _EURO)} to {target} of GDP ({outcome.year}); "
        f"the sum closes {written(closed, PERCENT, 0)} of it, as some pay more than they lack"
        if np.isfinite(closed)
        else f"None of them is below {target} of GDP ({outcome.year})",
        f"Not counted: {absent}." if absent else "",
    )
    return tuple(line for line in lines if line)


def _spoken(cell: Cell) -> str:
    return f"{cell.text} ({cell.spread})"


def autonomy_json(outcome: AutonomyOutcome) -> dict[str, Any]:
    """The same numbers as plain data: parts under each key in EUR bn, shares, gaps, burden and benefit."""
    return {
        "unit": "EUR bn",
        "year": outcome.year,
        "total": outcome.total,
        "key": dict(outcome.lever.key),
        "target": outcome.lever.target,
        "edition": outcome.lever.edition,
        "allies": list(outcome.allies),
        "by_key": {name: paid.tolist() for name, paid in outcome.by_key.items()},
        "refused": dict(outcome.refused),
        "share": outcome.share.tolist(),
        "share_after": outcome.share_after.tolist(),
        "gap": outcome.gap.tolist(),
        "closed": [float(x) if np.isfinite(x) else None for x in outcome.closed],
        "burden": burden.burden_share(outcome.share * outcome.gdp).tolist(),
        "benefit": _benefit(outcome).tolist() if measurable(outcome) else None,
        "left_out": [{"country": code, "reason": reason} for code, reason in outcome.left_out],
    }
