"""What would follow economically if a package were agreed: by actor, by term, and how far terms add up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.report.consequence_words import (
    NOT_FED_BACK,
    against_words,
    alike_words,
    basis,
    no_deal_is_coded,
    of_package,
    row_words,
    term_words,
)
from westphalia.report.names import Link
from westphalia.report.tables import Cell, Row, Table, label, quantity, range_alone
from westphalia.settlement.consequences import Consequences, Terms, without_place
from westphalia.settlement.effects import ACCOUNTS, MEASURES, TRADE, Effects
from westphalia.situation.schema import Actor, Situation
from westphalia.wording import (
    CHANGE,
    MISSING,
    PERCENTAGE_POINTS,
    Unit,
    counted,
    currency_unit,
    with_range,
)

_NOTHING: Final = 1e-12
_NONE: Final = "none"
_ALIKE: Final = "alike"
_STILL: Final = (_NONE, MISSING, _ALIKE)
_HOW: Final = "#how-consequences"
_LINKS: Final = (
    Link("how terms become levers", _HOW),
    Link("how the accounts are computed", "#how-annual"),
    Link("what a range covers", "#how-range"),
)
Named = Sequence[tuple[str, Consequences]]


@dataclass(frozen=True)
class _Measure:
    key: str
    words: str
    unit: Unit
    anchor: str


_DOLLARS: Final = currency_unit("USD", signed=True)
_MEASURES: Final = (
    _Measure("real_income", "real income", CHANGE, "#how-real-income"),
    _Measure("exports", "exports", CHANGE, "#how-exports"),
    _Measure("gdp", "GDP", CHANGE, "#how-annual"),
    _Measure("net_lending", "balance", PERCENTAGE_POINTS, "#how-debt"),
    _Measure("debt", "debt", PERCENTAGE_POINTS, "#how-debt"),
    _Measure("extra", "extra spending a year", _DOLLARS, "#how-extra"),
)


def consequences_tables(situation: Situation, named: Named, ident: str = "deal") -> Iterator[Table]:
    """A table for each package, the first with all that must be known and term by term, and how far terms add up.

    Each is computed when it is asked for: a package takes a run of the trade model, and so does each of its terms.
    """
    for k, (name, one) in enumerate(named):
        table = consequence_table(situation, name, one, f"{ident}-{k + 1}")
        yield table if k == 0 else replace(table, note=f"{NOT_FED_BACK} {of_package(one)}")
    if named:
        yield term_table(*named[0], ident)
        yield sum_table(named, ident)


def consequence_table(situation: Situation, name: str, one: Consequences, ident: str = "deal") -> Table:
    """What a package would change for each actor, all its terms run together, also against no deal."""
    rows = [Row(words, (label(_ALIKE),) * len(_MEASURES)) for words in alike_words(one)]
    rows += [Row("Against the base"), *_actor_rows(one, one.together)]
    head, beyond, taken_off = _alternative(one)
    if taken_off is not None:
        rows += [Row(head), *_actor_rows(one, beyond, _moved_by(taken_off))]
    table = Table(
        id=f"{ident}-consequences",
        caption=f"What would follow economically, actor by actor: {name}",
        corner="Actor",
        columns=_columns(situation),
        rows=tuple(rows),
        note=f"{NOT_FED_BACK} {basis(situation, one)} {of_package(one)}",
        links=_LINKS,
    )
    return _with_columns(table, _moving_columns(table))


def _moving_columns(table: Table) -> list[int]:
    """Places of the columns in which something moves; all where nothing does."""
    places = range(len(table.columns))
    moving = [k for k in places if any(row.cells[k].text not in _STILL for row in table.rows if row.cells)]
    return moving or list(places)


def _with_columns(table: Table, kept: list[int]) -> Table:
    rows = tuple(replace(row, cells=tuple(row.cells[k] for k in kept)) if row.cells else row for row in table.rows)
    return replace(table, columns=tuple(table.columns[k] for k in kept), rows=rows)


def _columns(situation: Situation) -> tuple[str, ...]:
    last = situation.consequences.horizon[1]
    in_last = ("gdp", "net_lending", "debt")
    return tuple(f"{one.words} {last}" if one.key in in_last else one.words for one in _MEASURES)


def _actor_rows(one: Consequences, shown: Effects, places: Iterable[int] | None = None) -> Iterator[Row]:
    for a in range(len(one.actors)) if places is None else places:
        yield Row(row_words(one.actors[a]), tuple(_cell(shown, measure, a) for measure in _MEASURES))


def _alternative(one: Consequences) -> tuple[str, Effects, Effects | None]:
    """Head, what the package has over no deal, and what that takes off; over the status quo where that goes on."""
    if no_deal_is_coded(one.situation):
        return "Against no deal", one.beyond_no_deal, one.no_deal
    return "Against the status quo, where that differs", one.beyond_status_quo, one.standing


def _moved_by(taken_off: Effects) -> list[int]:
    """Places of the actors for whom something is taken off."""
    return [a for a in range(len(taken_off.by_measure["gdp"].shown)) if _moves(taken_off, a)]


def _moves(shown: Effects, a: int) -> bool:
    return any(not np.max(np.abs(_three(shown, key, a))) < _NOTHING for key in MEASURES)


def _cell(shown: Effects, measure: _Measure, a: int) -> Cell:
    """One number with its range over models; in words where nothing moves or nothing is known."""
    central, low, high = _three(shown, measure.key, a)
    if not np.isfinite(central):
        return label(MISSING)
    if max(abs(central), abs(low), abs(high)) < _NOTHING:
        return label(_NONE)
    return quantity(central, low, high, measure.unit, measure.anchor)


def _three(shown: Effects, key: str, a: int) -> tuple[float, float, float]:
    spread = shown.by_measure[key]
    return float(spread.shown[a]), float(spread.lowest[a]), float(spread.highest[a])


def term_table(name: str, one: Consequences, ident: str = "deal") -> Table:
    """One package term by term: each by itself, their sum, all together, and what only all together do."""
    rows: list[Row] = []
    for measure in _MEASURES:
        alike = {found.term.issue: words for found, words in zip(one.alike, alike_words(one), strict=True)}
        lines = [(alike.get(part.term.issue, term_words(part.term)), part.effects) for part in one.parts]
        lines += [("sum of terms", one.total), ("run together", one.together), ("interaction", one.interaction)]
        rows += _measure_rows(measure, lines, one.actors)
    return Table(
        id=f"{ident}-terms",
        caption=f"{name}, term by term",
        corner="Term",
        columns=tuple(row_words(actor) for actor in one.actors),
        rows=tuple(rows),
        note="Each term by itself against the base. The interaction is what the run of all terms has over their sum: "
        "duties and barriers meet in trade, spending that counts inside a budget is not added to it, and all meet in "
        "growth, which divides debt.",
        links=_LINKS,
    )


def span_table(terms: Terms, steps: Int[np.ndarray, "p q"], of: str, ident: str = "deal") -> Table:
    """What many packages would change, actor by actor: from the one with the least to the one with the most."""
    taken_off = terms.no_deal
    found = [
        terms.packages(measure.key, steps) - taken_off.by_measure[measure.key].shown[:, None] for measure in _MEASURES
    ]
    against = against_words(terms.situation) if taken_off.moves else "the base"
    table = Table(
        id=f"{ident}-span",
        caption=f"What would follow economically over {len(steps):,} packages: {of}",
        corner="Actor",
        columns=tuple(measure.words for measure in _MEASURES),
        rows=tuple(
            Row(row_words(actor), tuple(_span(values[a], m) for values, m in zip(found, _MEASURES, strict=True)))
            for a, actor in enumerate(terms.actors)
        ),
        note=f"{NOT_FED_BACK} From the package with the least to the one with the most, each the sum of its terms in "
        f"the reference model against {against}: a span of packages, not of models.",
        links=_LINKS,
    )
    return _with_columns(table, _moving_columns(table))


def _span(values: Float[np.ndarray, " p"], measure: _Measure) -> Cell:
    if not (values.size and np.isfinite(values).all()):
        return label(MISSING)
    low, high = float(values.min()), float(values.max())
    return label(_NONE) if max(-low, high) < _NOTHING else range_alone(low, high, measure.unit, _HOW)


def _measure_rows(measure: _Measure, lines: Sequence[tuple[str, Effects]], actors: Sequence[Actor]) -> list[Row]:
    """A heading and a row for each line that moves somebody; nothing where none does."""
    rows = [Row(words, tuple(_cell(shown, measure, a) for a in range(len(actors)))) for words, shown in lines]
    moved = [row for row in rows if any(cell.text not in _STILL for cell in row.cells)]
    return [Row(f"{measure.words[:1].upper()}{measure.words[1:]}"), *moved] if moved else []


def sum_table(named: Named, ident: str = "deal") -> Table:
    """How far the sum of terms is from the run of all of them, for whoever it is farthest."""
    return Table(
        id=f"{ident}-sum-of-terms",
        caption="How far terms add up: run together less the sum of terms, where that is largest",
        corner="Package",
        columns=tuple(measure.words for measure in _MEASURES),
        rows=tuple(Row(name, tuple(_largest(one, measure) for measure in _MEASURES)) for name, one in named),
        note="A package that is not run is known by the sum of its terms alone; this is the error made with it. With "
        "one term there is none. Compare with the numbers themselves, above.",
        links=_LINKS[:1],
    )


def _largest(one: Consequences, measure: _Measure) -> Cell:
    gap = np.abs(np.nan_to_num(one.interaction.by_measure[measure.key].shown))
    if not gap.size or gap.max() < _NOTHING:
        return label(_NONE)
    a = int(gap.argmax())
    cell = quantity(*_three(one.interaction, measure.key, a), measure.unit, _HOW)
    return Cell(f"{one.actors[a].title} {cell.text}", cell.spread, cell.href, sign=cell.sign)


def consequence_lines(name: str, one: Consequences, most: int = 3) -> tuple[str, ...]:
    """A package in two sentences: whose real income moves most, and whose debt, against no deal where one is coded."""
    if one.scenario is None:
        return (f"{name}: no economic effect modelled, as none of its levels has levers.",)
    taken_off = no_deal_is_coded(one.situation) and one.no_deal is not None
    shown, against = (one.beyond_no_deal, " against no deal") if taken_off else (one.together, "")
    found = []
    for key in ("real_income", "debt"):
        measure = next(m for m in _MEASURES if m.key == key)
        size = np.abs(np.nan_to_num(shown.by_measure[key].shown))
        order = [int(a) for a in np.argsort(-size, kind="stable")[:most] if size[a] >= _NOTHING]
        if order:
            said = (f"{row_words(one.actors[a])} {with_range(*_three(shown, key, a), measure.unit)}" for a in order)
            found.append(f"{name}, {measure.words}{_when(key, one)}{against}: {'; '.join(said)}")
    rest = len(one.unmoved)
    return (*found, f"{name}: of {counted(rest, 'other issue')} no economic effect is modelled.") if rest else (*found,)


def _when(key: str, one: Consequences) -> str:
    return f" in {one.scenario.horizon[1]}" if key in ACCOUNTS and one.scenario is not None else ""


def consequences_json(situation: Situation, named: Named) -> dict[str, Any]:
    """Every package with its effects by actor: run together, by term, the sum and the interaction."""
    first, last = situation.consequences.horizon
    return {
        "base": situation.consequences.base,
        "horizon": [first, last],
        "enters_utilities": False,
        "units": {key: "USD bn a year" if key == "extra" else "fraction" for key in MEASURES},
        "of": {**dict.fromkeys(TRADE, "settled"), **dict.fromkeys(ACCOUNTS[:-1], last), "extra": [first, last]},
        "without_country": [{"actor": actor.name, "why": why} for actor, why in without_place(situation)],
        "packages": [_package_json(name, one) for name, one in named],
    }


def _package_json(name: str, one: Consequences) -> dict[str, Any]:
    return {
        "name": name,
        "levels": dict(one.package),
        "sha256": None if one.scenario is None else one.scenario.sha256,
        "no_effect_modelled": [term.issue for term in one.unmoved],
        "moves_no_measure": [term.issue for term in one.idle],
        "not_known": [{"country": code, "why": why} for code, why in one.together.unknown.items()],
        "notes": list(one.together.notes),
        "together": _effects_json(one.together, one.actors),
        "terms": [
            {
                "issue": part.term.issue, "level": part.term.level, "levers": list(part.levers),
                "by_actor": _effects_json(part.effects, one.actors),
            }
            for part in one.parts
        ],
        "sum": _effects_json(one.total, one.actors),
        "interaction": _effects_json(one.interaction, one.actors),
        "alike": [{"issue": found.term.issue, "level": found.term.level, "levels": list(found.levels)}
                  for found in one.alike],
        "against_no_deal": None if one.no_deal is None else _effects_json(one.beyond_no_deal, one.actors),
        "against_status_quo": None
        if one.standing is None
        else _effects_json(one.beyond_status_quo, one.actors),
    }  # fmt: skip


def _effects_json(shown: Effects, actors: Sequence[Actor]) -> list[dict[str, Any]]:
    """Value, lowest and highest by measure for each actor; null where it is not known."""
    return [
        {"actor": actor.name, "country": actor.country}
        | {key: [x if np.isfinite(x) else None for x in _three(shown, key, a)] for key in MEASURES}
        for a, actor in enumerate(actors)
    ]
