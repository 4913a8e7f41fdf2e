"""What follows where a donor stops: who replaces its aid under each key, beside Kiel's split and the three measures."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from jaxtyping import Float

from westphalia.outcome.aid import AID_KEYS, CHOSEN, AidOutcome
from westphalia.report.aid_notes import carried_lines, flat_words, misfit_lines, saved_words, stays_words
from westphalia.report.names import Link, country_name
from westphalia.report.tables import Cell, Row, Table, label, over
from westphalia.wording import MISSING, SHARE, currency_unit, listed, percent, tidy_percent, written
from westphalia.world.aid import (
    INSTITUTIONS,
    MEASURES,
    OTHERS,
    PARTS,
    Amounts,
    Replacement,
    replacements,
    tracker,
)
from westphalia.world.countries import the

_HOW: Final = "#how-aid"
_KEY: Final = "#how-aid-key"
_EURO: Final = currency_unit("EUR")
_FIRST: Final = 5
_PURE: Final = 1.0


def replacing_table(outcome: AidOutcome, ident: str) -> Table:
    """Every donor, the largest economy first: its aid today, what it adds under each key, and what that comes to."""
    keys = _columns(outcome)
    order = np.argsort(-outcome.gdp, kind="stable").tolist()
    rows = [Row(_head(outcome, j), _donor_cells(outcome, tuple(keys), j)) for j in order]
    return Table(
        id=f"{ident}-replacing",
        caption=f"Who replaces {_sum(outcome)} a year of aid from {the(outcome.lever.withdrawn)}, under each key",
        corner="Donor",
        columns=("aid now", *(f"adds {words}" for words in keys.values()), "aid then", "share of GDP then"),
        rows=(_together(outcome, tuple(keys)), *rows),
        note=_replacing_note(outcome),
        links=(Link("how aid is replaced", _HOW), Link("how keys share it", _KEY)),
        single_runs=True,
    )


def _head(outcome: AidOutcome, j: int) -> str:
    name = country_name(outcome.donors[j])
    return f"{name} (stops; the EU's part)" if outcome.donors[j] == outcome.lever.withdrawn else name


def _sum(outcome: AidOutcome) -> str:
    return written(outcome.total, _EURO)


def _columns(outcome: AidOutcome) -> Mapping[str, str]:
    """The keys with their heads; the scenario's own mix first, once where it is one of the three."""
    pure = next((name for name, weight in outcome.lever.key.items() if weight == _PURE), "")
    own = {CHOSEN: f"{mix_words(outcome)}: this scenario"}
    return own | {name: words for name, words in AID_KEYS.items() if name != pure}


def mix_words(outcome: AidOutcome) -> str:
    """The scenario's own key in words: by GDP; half by GDP and half by gap as per cent."""
    weights = outcome.lever.key
    if len(weights) == 1:
        return AID_KEYS[next(iter(weights))]
    return listed(f"{tidy_percent(weight)} {AID_KEYS[name]}" for name, weight in weights.items())


def _donor_cells(outcome: AidOutcome, keys: tuple[str, ...], j: int) -> tuple[Cell, ...]:
    then = float(outcome.needed[j])
    return (
        Cell(written(float(outcome.current[j]), _EURO), "", _HOW),
        *(_addition(outcome, name, j) for name in keys),
        Cell(written(then, _EURO), "", _HOW),
        Cell(written(then / float(outcome.gdp[j]), SHARE), "", _HOW),
    )


def _addition(outcome: AidOutcome, name: str, j: int) -> Cell:
    """What one donor adds under a key, in the scenario's own between least and most under any."""
    if name not in outcome.by_key:
        return label(MISSING)
    amount = float(outcome.by_key[name][j])
    if name == CHOSEN:
        return over([float(paid[j]) for paid in outcome.by_key.values()], amount, _EURO, _KEY)
    return Cell(written(amount, _EURO), "", _KEY)


def _together(outcome: AidOutcome, keys: tuple[str, ...]) -> Row:
    then = float(outcome.needed.sum())
    cells = (
        Cell(written(float(outcome.current.sum()), _EURO), "", _HOW),
        *(Cell(_sum(outcome), "", _KEY) if name in outcome.by_key else label(MISSING) for name in keys),
        Cell(written(then, _EURO), "", _HOW),
        Cell(written(then / float(outcome.gdp.sum()), SHARE), "", _HOW),
    )
    return Row(f"All {len(outcome.donors)}", cells)


def _replacing_note(outcome: AidOutcome) -> str:
    lever = outcome.lever
    union = (
        f" {tidy_percent(lever.through_eu)} of the sum goes through the EU's institutions, charged to all members "
        "once, whether they are named or not, as the tracker charges the EU's aid."
        if lever.through_eu
        else " Nothing of the sum goes through the EU's institutions."
    )
    refused = "".join(f" {AID_KEYS[name].capitalize()}: {why}" for name, why in outcome.refused.items())  # type: ignore[index]
    absent = listed(why for _, why in outcome.left_out)
    return (
        f"€bn a year. Aid now: allocations, mean of {lever.window.words}, release {lever.release} of the Kiel tracker, "
        f"the EU's aid charged to members; GDP of {outcome.year} (gross national income is not held). One key a "
        "column; in brackets the least and the most a donor adds under any of them: the spread of keys is the range."
        f"{union}{stays_words(outcome)} Were those to add first who give least, the sum would bring all of them to "
        f"{written(outcome.reached, SHARE)} of GDP.{flat_words(outcome)}{saved_words(outcome)}{refused}"
        f"{f' Not counted: {absent}.' if absent else ''}"
    )


def published_table(outcome: AidOutcome, ident: str) -> Table:
    """Kiel's own figures by donor beside the tracker's mean and what each key makes of it; the EU as a donor."""
    rows = [_published_row(outcome, row) for row in replacements()]
    return Table(
        id=f"{ident}-kiel",
        caption="Replacing US aid: Kiel's figures beside ours, the EU's institutions as a donor of their own",
        corner="Donor",
        columns=("Kiel: now", "tracker: now", "Kiel: then", *(f"ours: then, {words}" for words in AID_KEYS.values())),
        rows=(*rows, _published_sum(outcome)),
        note=(
            f"€bn a year. Kiel: Policy Brief 186 of 13 March 2025, rounded by its authors; ours: mean of "
            f"{outcome.lever.window.words} in release {outcome.lever.release} plus this scenario's sum. The brief's "
            "split gives the rest of Europe one sum; within it ours goes by GDP. The last column is the brief's own "
            "split, on the tracker's aid today."
        ),
        links=(Link("how keys share it", _KEY),),
        single_runs=True,
    )


def _published_row(outcome: AidOutcome, row: Replacement) -> Row:
    now = _tracked(outcome, row.donor)
    then = (_then(outcome, name, row.donor) for name in AID_KEYS)
    cells = (row.current, now, row.needed, *then)
    return Row(row.words, tuple(_money(value) for value in cells))


def _published_sum(outcome: AidOutcome) -> Row:
    rows = replacements()
    now = sum(_tracked(outcome, row.donor) for row in rows)
    then = (sum(_then(outcome, name, row.donor) for row in rows) for name in AID_KEYS)
    cells = (sum(row.current for row in rows), now, sum(row.needed for row in rows), *then)
    return Row("Sum of the rows", tuple(_money(value) for value in cells))


def _money(value: float) -> Cell:
    return Cell(written(value, _EURO), "", _KEY) if np.isfinite(value) else label(MISSING)


def _tracked(outcome: AidOutcome, donor: str) -> float:
    """Aid of one row of Kiel's table today: of the institutions, of a country by itself, or of all others."""
    if donor == INSTITUTIONS:
        totals = tracker(outcome.lever.release).totals(outcome.lever.window, "donor")
        return totals[INSTITUTIONS].allocated / outcome.lever.window.years
    return float(outcome.bilateral[_places(outcome, donor)].sum())


def _then(outcome: AidOutcome, key: str, donor: str) -> float:
    """The same with what it adds under a key, the part through the EU's institutions in their row alone."""
    if key not in outcome.by_key:
        return np.nan
    through = outcome.lever.through_eu * outcome.total
    if donor == INSTITUTIONS:
        return _tracked(outcome, donor) + through
    own: Float[np.ndarray, " j"] = outcome.by_key[key] - through * outcome.eu_key
    return _tracked(outcome, donor) + float(own[_places(outcome, donor)].sum())


def _places(outcome: AidOutcome, donor: str) -> list[int]:
    named = {row.donor for row in replacements()}
    return [j for j, code in enumerate(outcome.donors) if code == donor or (donor == OTHERS and code not in named)]


def aid_lines(outcome: AidOutcome) -> tuple[str, ...]:
    """Who adds most under the scenario's key, with the range over keys, and what is bought at home."""
    lever = outcome.lever
    stays = [j for j, code in enumerate(outcome.donors) if code != lever.withdrawn]
    order = sorted(stays, key=lambda j: -float(outcome.chosen[j]))[:_FIRST]
    parts = (f"{country_name(outcome.donors[j])} {_spoken(_addition(outcome, CHOSEN, j))}" for j in order)
    now, then = float(outcome.current.sum()), float(outcome.needed.sum())
    share = written(then / float(outcome.gdp.sum()), SHARE)
    return (
        f"{_sum(outcome)} a year of aid from {the(lever.withdrawn)} replaced by {len(stays)} states, "
        f"{mix_words(outcome)}: {listed(parts)} (in brackets under other keys)",
        f"Together from {written(now, _EURO)} to {written(then, _EURO)} a year, {share} of their GDP ({outcome.year}); "
        f"{percent(outcome.military, 0)} of the sum is military and "
        f"{percent(lever.new, 0)} of that newly bought, so {percent(outcome.domestic, 0)} is demand before imports",
        *carried_lines(outcome),
        *misfit_lines(outcome),
    )


def _spoken(cell: Cell) -> str:
    return f"{cell.text} ({cell.spread})"


def aid_sources(outcome: AidOutcome) -> tuple[str, ...]:
    """Rows of sources.csv behind the tables."""
    return tracker(outcome.lever.release).source, "kiel-pb186"


def aid_json(outcome: AidOutcome) -> dict[str, Any]:
    """The same numbers as plain data: aid today, additions under each key, measures over the window, in EUR bn."""
    return {
        "unit": "EUR bn a year",
        "release": outcome.lever.release,
        "window": list(outcome.lever.average),
        "year": outcome.year,
        "withdrawn": {"country": outcome.lever.withdrawn} | _amounts(outcome.withdrawn),
        "total": outcome.total,
        "key": dict(outcome.lever.key),
        "through_eu": outcome.lever.through_eu,
        "donors": list(outcome.donors),
        "bilateral": outcome.bilateral.tolist(),
        "charged": outcome.charged.tolist(),
        "by_key": {name: added.tolist() for name, added in outcome.by_key.items()},
        "refused": dict(outcome.refused),
        "needed": outcome.needed.tolist(),
        "share_of_gdp": (outcome.needed / outcome.gdp).tolist(),
        "reached": outcome.reached,
        "military": outcome.military,
        "military_unplaced": outcome.unplaced,
        "arms": outcome.arms.tolist(),
        "newly_bought": outcome.lever.new,
        "demand_at_home": outcome.domestic,
        "given": [{"country": c} | _amounts(a) for c, a in zip(outcome.donors, outcome.given, strict=True)],
        "published": [{"donor": r.donor, "current": r.current, "needed": r.needed} for r in replacements()],
        "left_out": [{"country": code, "reason": reason} for code, reason in outcome.left_out],
    }


def _amounts(given: Amounts) -> dict[str, float | None]:
    """Sums over the window in EUR bn by type and measure; None where a measure is not held."""
    return {name: getattr(given, name) for name in PARTS} | {name: given.measured(name) for name in MEASURES}
