"""What would follow economically if a package were agreed: by actor, by term, and how far terms add up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from jaxtyping import Float, Int

from westphalia.report.names import Link
from westphalia.report.tables import Cell, Row, Table, label, quantity, range_alone
from westphalia.settlement.consequences import Consequences, Terms, without_place
from westphalia.settlement.effects import ACCOUNTS, MEASURES, TRADE, Effects
from westphalia.settlement.terms import Term
from westphalia.situation.schema import Actor, Situation
from westphalia.wording import (
    CHANGE,
    MISSING,
    PERCENTAGE_POINTS,
    Unit,
    counted,
    currency_unit,
    listed,
    with_range,
)

NOT_FED_BACK: Final = (
    "None of this enters a utility: positions and salience stay as they were coded, so no actor is made to want a "
    "term less because it costs money."
)
_RECEIVERS: Final = (
    "Aid, soldiers and a fund stand with those who pay; what whoever receives them gains, and what peace itself would "
    "be worth, is in no number here."
)
_NOTHING: Final = 1e-12
_NONE: Final = "none"
_STILL: Final = (_NONE, MISSING)
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
        yield table if k == 0 else replace(table, note=f"{NOT_FED_BACK} {_of_package(one)}")
    if named:
        yield term_table(*named[0], ident)
        yield sum_table(named, ident)


def consequence_table(situation: Situation, name: str, one: Consequences, ident: str = "deal") -> Table:
    """What a package would change for each actor, all its terms run together, also against the status quo."""
    rows = [Row("Against the base"), *_actor_rows(one, one.together)]
    if one.standing is not None:
        rows += [
            Row("Against the status quo, where that differs"),
            *_actor_rows(one, one.beyond_status_quo, _stands(one)),
        ]
    table = Table(
        id=f"{ident}-consequences",
        caption=f"What would follow economically, actor by actor: {name}",
        corner="Actor",
        columns=_columns(situation),
        rows=tuple(rows),
        note=f"{NOT_FED_BACK} {_basis(situation, one)} {_of_package(one)}",
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


def _base_words(situation: Situation) -> str:
    return f"{situation.consequences.base} and the outlook, without any lever"


def _columns(situation: Situation) -> tuple[str, ...]:
    last = situation.consequences.horizon[1]
    in_last = ("gdp", "net_lending", "debt")
    return tuple(f"{one.words} {last}" if one.key in in_last else one.words for one in _MEASURES)


def _actor_rows(one: Consequences, shown: Effects, places: Iterable[int] | None = None) -> Iterator[Row]:
    for a in range(len(one.actors)) if places is None else places:
        yield Row(one.actors[a].title, tuple(_cell(shown, measure, a) for measure in _MEASURES))


def _stands(one: Consequences) -> list[int]:
    """Places of the actors for whom the status quo's own terms change something."""
    return [] if one.standing is None else [a for a in range(len(one.actors)) if _moves(one.standing, a)]


def _moves(shown: Effects, a: int) -> bool:
    return any(not np.max(np.abs(_three(shown, key, a))) < _NOTHING for key in MEASURES)


def _term_words(term: Term) -> str:
    return f"{_issue_words(term.issue)}: {term.level}"


def _issue_words(issue: str) -> str:
    return issue.replace("_", " ")


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


def _basis(situation: Situation, one: Consequences) -> str:
    """What the numbers are, against what, and what is in none of them."""
    first, last = situation.consequences.horizon
    stands = (
        "The status quo has terms of its own: against it, what they change is taken off, model by model."
        if one.standing is not None
        else ""
    )
    return _sentences(
        f"Base: {_base_words(situation)}.",
        stands,
        f"Real income and exports: the trade model once all have adjusted. GDP, balance and debt: the yearly accounts "
        f"in {last}, pp of GDP; extra spending: mean of {first} to {last}, nominal, at the outlook's rates. In "
        "brackets: lowest to highest of all models. “none”: no lever of the package moves it.",
        _RECEIVERS,
        _without_words(situation),
    )


def _of_package(one: Consequences) -> str:
    """Its terms: those with levers, those that move nothing here, those without."""
    moving = "; ".join(map(_term_words, one.moving)) or "none of its levels has levers"
    idle = "; ".join(map(_term_words, one.idle))
    without = listed(_issue_words(term.issue) for term in one.unmoved)
    unknown = "; ".join(dict.fromkeys(one.together.unknown.values()))
    return _sentences(
        f"Terms: {moving}.",
        f"Their levers move none of these numbers: {idle}." if idle else "",
        f"No economic effect modelled: {without}." if without else "",
        f"Not known: {unknown}." if unknown else "",
        *(f"{note}." for note in one.together.notes),
    )


def _sentences(*found: str) -> str:
    return " ".join(sentence for sentence in found if sentence)


def _without_words(situation: Situation) -> str:
    left = without_place(situation)
    return f"Without a row, as no country stands for them: {listed(actor.title for actor, _ in left)}." if left else ""


def term_table(name: str, one: Consequences, ident: str = "deal") -> Table:
    """One package term by term: each by itself, their sum, all together, and what only all together do."""
    rows: list[Row] = []
    for measure in _MEASURES:
        lines = [(_term_words(part.term), part.effects) for part in one.parts]
        lines += [("sum of terms", one.total), ("run together", one.together), ("interaction", one.interaction)]
        rows += _measure_rows(measure, lines, one.actors)
    return Table(
        id=f"{ident}-terms",
        caption=f"{name}, term by term",
        corner="Term",
        columns=tuple(actor.title for actor in one.actors),
        rows=tuple(rows),
        note="Each term by itself against the base. The interaction is what the run of all terms has over their sum: "
        "duties and barriers meet in trade, spending that counts inside a budget is not added to it, and all meet in "
        "growth, which divides debt.",
        links=_LINKS,
    )


def span_table(terms: Terms, steps: Int[np.ndarray, "p q"], of: str, ident: str = "deal") -> Table:
    """What many packages would change, actor by actor: from the one with the least to the one with the most."""
    found = [terms.packages(measure.key, steps) for measure in _MEASURES]
    table = Table(
        id=f"{ident}-span",
        caption=f"What would follow economically over {len(steps):,} packages: {of}",
        corner="Actor",
        columns=tuple(measure.words for measure in _MEASURES),
        rows=tuple(
            Row(actor.title, tuple(_span(values[a], m) for values, m in zip(found, _MEASURES, strict=True)))
            for a, actor in enumerate(terms.actors)
        ),
        note=f"{NOT_FED_BACK} From the package with the least to the one with the most, each the sum of its terms in "
        "the reference model against the base: a span of packages, not of models.",
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
    """A package in two sentences: whose real income moves most, and whose debt."""
    if one.scenario is None:
        return (f"{name}: no economic effect modelled, as none of its levels has levers.",)
    found = []
    for key in ("real_income", "debt"):
        measure = next(m for m in _MEASURES if m.key == key)
        size = np.abs(np.nan_to_num(one.together.by_measure[key].shown))
        order = [int(a) for a in np.argsort(-size, kind="stable")[:most] if size[a] >= _NOTHING]
        if order:
            said = (f"{one.actors[a].title} {with_range(*_three(one.together, key, a), measure.unit)}" for a in order)
            found.append(f"{name}, {measure.words}{_when(key, one)}: {'; '.join(said)}")
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
