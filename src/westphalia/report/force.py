"""What follows from a force kept in place: the pool behind it, who can keep it up, and what it costs."""

from dataclasses import asdict
from typing import Any, Final

import numpy as np
from jaxtyping import Float

from westphalia.defence import forces
from westphalia.outcome import ForceOutcome
from westphalia.outcome.force import EDITION, MULTIPLES, cost_anchors
from westphalia.report.names import Link, country_name
from westphalia.report.pledges import option_href, said_words
from westphalia.report.tables import Cell, Row, Table, base_level, label, over
from westphalia.units import THOUSAND
from westphalia.wording import (
    MISSING,
    PERCENT,
    Unit,
    counted,
    currency_unit,
    listed,
    number,
    tidy_percent,
    written,
)
from westphalia.world.forces import force_costs, force_options, personnel, pledges

_HERE: Final = "#how-force"
_COST: Final = "#how-force-cost"
_MEN: Final = Unit(decimals=0)
_BN: Final = Unit(after="\u00a0bn")
_WHOLE: Final = 1.0
_DISPLACED: Final = "of its defence spending"
_MARK: Final = "▸\u00a0"
_LINKS: Final = (Link("how pool and ceilings are counted", _HERE), Link("what a soldier-year costs", _COST))


def pool_table(outcome: ForceOutcome, ident: str) -> Table:
    """The scenario's force and the sizes discussed in public: the pool at each multiple, the cost at each anchor."""
    kept = outcome.lever.not_deployable
    own = Row("This scenario", _size_cells(float(outcome.lever.deployed), kept, _HERE))
    options = (
        Row(option.words, _size_cells(float(option.deployed), 0.0, option_href(option.source)), option.note)
        for option in force_options()
    )
    unfit = f" In the scenario {tidy_percent(kept)} of soldiers cannot be sent; in the other rows none." if kept else ""
    return Table(
        id=f"{ident}-pool",
        caption="How many soldiers stand behind a force, and what it costs a year",
        corner="Force",
        columns=(
            "in place",
            *(f"pool, 1:{number(multiple, 0)}" for multiple in MULTIPLES),
            *(f"bn a year, at {cost:.2f} m" for cost in cost_anchors().values()),
        ),
        rows=(own, *options),
        note=f"Pool: 1:3 {', 1:4 '.join(list(MULTIPLES.values())[:2])}, 1:5 {MULTIPLES[5.0]}. Cost: if a soldier in "
        "place costs so many millions a year, in EUR, GBP and USD of several years alike: orders of size, not one "
        f"price. The columns of a row are its range.{unfit}",
        links=_LINKS,
        single_runs=True,
    )


def _size_cells(deployed: float, not_deployable: float, href: str) -> tuple[Cell, ...]:
    """Soldiers in place, pools by multiple, bn a year by anchor."""
    behind = (forces.pool(deployed, multiple, not_deployable) for multiple in MULTIPLES)
    return (
        Cell(written(deployed, _MEN), "", href),
        *(Cell(written(pool, _MEN), "", _HERE) for pool in behind),
        *(Cell(written(cost, _BN), "", _COST) for cost in _at_anchors(deployed)),
    )


def _at_anchors(deployed: float) -> tuple[float, ...]:
    """Bn for a year with so many in place, at each anchor."""
    return tuple(forces.annual_cost(deployed, each / THOUSAND) for each in cost_anchors().values())


def ceiling_table(outcome: ForceOutcome, ident: str) -> Table:
    """Each ally's land forces, what it can sustain and sends, and what it has said in public; the largest first."""
    order = np.argsort(-outcome.ceiling, kind="stable").tolist()
    return Table(
        id=f"{ident}-ceiling",
        caption=f"What each ally can keep in place with {tidy_percent(outcome.lever.willingness)} of its land forces",
        corner="Ally",
        columns=("land forces", "of them committed", "can keep in place", "sends", _DISPLACED, "has said in public"),
        rows=(_all_row(outcome), *(_ally_row(outcome, j) for j in order)),
        note=_ceiling_note(outcome),
        links=_LINKS,
        single_runs=True,
    )


def _all_row(outcome: ForceOutcome) -> Row:
    short = f"{written(outcome.short, _MEN)} short of {written(outcome.lever.deployed, _MEN)}" if outcome.short else ""
    cells = (
        _men(outcome.land_forces.sum()),
        _men(outcome.committed.sum()),
        _together(outcome),
        _men(outcome.sends.sum()),
        label(MISSING),
        label(short),
    )
    return Row(f"All {len(outcome.allies)}", cells)


def _ally_row(outcome: ForceOutcome, j: int) -> Row:
    code = outcome.allies[j]
    cells = (
        _men(outcome.land_forces[j]),
        label("not known") if code in outcome.unknown_commitments else _men(outcome.committed[j]),
        _ceiling(float(outcome.ceiling[j]), outcome.ceiling_by_multiple[:, j]),
        _men(outcome.sends[j]),
        _displaced(float(outcome.displaced[j])),
        label(said_words(code)),
    )
    return Row(country_name(code), cells, note=f"{personnel(code).land_year}{_named_words(outcome, j)}")


def _named_words(outcome: ForceOutcome, j: int) -> str:
    """That the scenario names the ally's number, and how far that is above what its army keeps up."""
    if outcome.allies[j] not in outcome.lever.sent:
        return ""
    above = float(outcome.above_ceiling[j])
    return "; number named" + (f", {written(above, _MEN)} more than its army keeps up" if above > 0 else "")


def _ceiling(value: float, by_multiple: Float[np.ndarray, " m"]) -> Cell:
    """A ceiling at the scenario's multiple, between what it is at the largest and at the smallest of them."""
    return over([value, *by_multiple.tolist()], value, _MEN, _HERE)


def _together(outcome: ForceOutcome) -> Cell:
    """What all can keep in place."""
    return _ceiling(float(outcome.ceiling.sum()), outcome.ceiling_by_multiple.sum(axis=1))


def _displaced(share: float) -> Cell:
    return Cell(written(share, PERCENT, 1), "", _COST) if np.isfinite(share) else label("not known")


def _men(value: float) -> Cell:
    return base_level(float(value), _MEN, _HERE)


def _ceiling_note(outcome: ForceOutcome) -> str:
    lever = outcome.lever
    unknown = listed(country_name(code) for code in outcome.unknown_commitments)
    absent = listed(reason for _, reason in outcome.left_out)
    return (
        f"Soldiers kept in place at 1:{lever.multiple:g}, in brackets over 1:5 to 1:3 and this. The willingness "
        f"of {tidy_percent(lever.willingness)} is assumed, for all alike; land forces and deployments are The World "
        "Factbook's, rounded; a soldier is as good as another here, while headquarters, air defence and supply run out "
        f"first. {_displaced_words(outcome)}{f' Commitments not known, none taken off: {unknown}.' if unknown else ''}"
        f"{f' Not counted: {absent}.' if absent else ''}"
    )


def _displaced_words(outcome: ForceOutcome) -> str:
    return (
        f"{_DISPLACED.capitalize()}: what its soldiers cost a year, over its share in {EDITION} of the GDP of "
        f"{int(outcome.years[0])}, if nothing were added."
    )


def frontier_table(outcome: ForceOutcome, ident: str) -> Table:
    """The largest force by multiple and willingness, the scenario's cell marked; last, what would suffice."""
    lever = outcome.lever
    return Table(
        id=f"{ident}-frontier",
        caption=f"The largest force {counted(len(outcome.allies), 'state')} can keep in place, by part of land forces",
        corner="Pool",
        columns=(*(tidy_percent(share) for share in outcome.willingness.tolist()), "suffices"),
        rows=tuple(_frontier_row(outcome, m) for m in range(outcome.multiples.size)),
        note=f"{_MARK}marks the scenario. Blue: enough for {written(lever.deployed, _MEN)}. “Suffices” is the part of "
        "all land forces, net of commitments, that would have to be set aside. Numbers that allies have named are left "
        "out here. The table is its own range.",
        links=_LINKS,
        single_runs=True,
    )


def _frontier_row(outcome: ForceOutcome, m: int) -> Row:
    lever, multiple = outcome.lever, float(outcome.multiples[m])
    cells = []
    for share, force in zip(outcome.willingness.tolist(), outcome.largest[m].tolist(), strict=True):
        mark = _MARK if (multiple, share) == (lever.multiple, lever.willingness) else ""
        cells.append(Cell(mark + written(force, _MEN), "", _HERE, sign=int(force >= lever.deployed)))
    # the pool grows with the multiple, and with it the part of the armies that has to be set aside
    needed = outcome.least_willingness * multiple / lever.multiple
    words = written(needed, PERCENT, 0) if needed <= _WHOLE else "none does"
    return Row(f"1:{multiple:g}", (*cells, Cell(words, "", _HERE)), note=MULTIPLES.get(multiple, ""))


def force_lines(outcome: ForceOutcome) -> tuple[str, ...]:
    """Pool, cost a year and in all, what the allies can sustain, and who is not counted."""
    lever, absent = outcome.lever, listed(reason for _, reason in outcome.left_out)
    lines = (
        f"A force of {written(lever.deployed, _MEN)} needs a pool of {_pool_words(outcome)} and costs about "
        f"{_cost_words(outcome)}",
        _sustain_words(outcome),
        f"Not counted: {absent}." if absent else "",
    )
    return tuple(line for line in lines if line)


def _pool_words(outcome: ForceOutcome) -> str:
    cell = over([outcome.pool, *outcome.pools.values()], outcome.pool, _MEN, _HERE)
    return f"{cell.text} ({cell.spread})"


def _cost_words(outcome: ForceOutcome) -> str:
    """Cost of a year with everybody in place between the anchors, and of all years with setting up."""
    lever, unit = outcome.lever, currency_unit(outcome.lever.currency)
    own = forces.annual_cost(float(lever.deployed), lever.cost / THOUSAND)
    cell = over((own, *_at_anchors(float(lever.deployed))), own, unit, _COST)
    first, last = int(outcome.years[0]), int(outcome.years[-1])
    return (
        f"{cell.text} ({cell.spread}, at published costs of a soldier, each read as if in {lever.currency}) a year, "
        f"{written(outcome.mission.total, unit)} over {first}–{last} (prices of {lever.prices})"
    )


def _sustain_words(outcome: ForceOutcome) -> str:
    """What the allies can keep in place, and which part of their armies the force would need."""
    lever, least = outcome.lever, outcome.least_willingness
    sustained = _together(outcome)
    who = f"{counted(len(outcome.allies), 'state')} can keep up"
    enough = "enough" if outcome.feasible else f"{written(outcome.short, _MEN)} short"
    asked = f"{outcome.lever.deployed:,}"
    needs = f"{asked} would take {written(least, PERCENT, 0)}" if least <= _WHOLE else f"all would not do for {asked}"
    return (
        f"{who} {sustained.text} ({sustained.spread}) at {tidy_percent(lever.willingness)} of their land forces, "
        f"{enough}; {needs}{'' if outcome.feasible else '; the accounts carry those who can be sent alone'}"
    )


def force_json(outcome: ForceOutcome) -> dict[str, Any]:
    """The same numbers as plain data, with the sizes, anchors and statements beside them."""
    return {
        "deployed": outcome.lever.deployed,
        "multiple": outcome.lever.multiple,
        "willingness": outcome.lever.willingness,
        "pool": outcome.pool,
        "pools": {f"{multiple:g}": pool for multiple, pool in outcome.pools.items()},
        "feasible": outcome.feasible,
        "short": outcome.short,
        "least_willingness": outcome.least_willingness,
        "allies": [_ally_json(outcome, j) for j in range(len(outcome.allies))],
        "frontier": {
            "multiples": outcome.multiples.tolist(),
            "willingness": outcome.willingness.tolist(),
            "largest": outcome.largest.tolist(),
        },
        "years": outcome.years.tolist(),
        "currency": outcome.lever.currency,
        "prices": outcome.lever.prices,
        "cost_bn": {name: values.tolist() for name, values in outcome.cost.items()},
        "left_out": [{"country": code, "reason": reason} for code, reason in outcome.left_out],
        "options": [asdict(option) for option in force_options()],
        "cost_anchors": [asdict(cost) for cost in force_costs()],
        "pledges": [asdict(pledge) | {"date": pledge.date.isoformat()} for pledge in pledges()],
    }


def _ally_json(outcome: ForceOutcome, j: int) -> dict[str, Any]:
    code = outcome.allies[j]
    return {
        "country": code,
        "land_forces": float(outcome.land_forces[j]),
        "committed": None if code in outcome.unknown_commitments else float(outcome.committed[j]),
        "ceiling": float(outcome.ceiling[j]),
        "sends": float(outcome.sends[j]),
        "above_ceiling": float(outcome.above_ceiling[j]),
        "displaced_share": float(outcome.displaced[j]) if np.isfinite(outcome.displaced[j]) else None,
    }
