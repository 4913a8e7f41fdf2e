"""What would follow economically if a package were agreed: by actor, by term, and how far terms add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from westphalia.report.names import Link
from westphalia.report.tables import Cell, Row, Table, label, quantity
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

__all__ = [
    "NOT_FED_BACK", "consequence_lines", "consequence_table", "consequences_json", "consequences_tables",
    "single_terms_table", "sum_table", "term_table",
]  # fmt: skip

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


def consequences_tables(situation: Situation, named: Named, ident: str = "deal") -> tuple[Table, ...]:
    """Every table on some packages: by actor, against the status quo where that has levers, and how terms add up."""
    tables = [consequence_table(situation, named, ident)]
    if any(one.status_quo is not None for _, one in named):
        tables.append(_beyond_table(situation, named, ident))
    return (*tables, sum_table(named, ident))


def consequence_table(situation: Situation, named: Named, ident: str = "deal") -> Table:
    """What each package would change for each actor, all its terms run together."""
    return Table(
        id=f"{ident}-consequences",
        caption=f"What would follow economically, actor by actor: against {_base_words(situation)}",
        corner="Actor",
        columns=_columns(situation),
        rows=tuple(row for name, one in named for row in _package_rows(name, one, one.together)),
        note=_note(situation, named),
        links=_LINKS,
    )


def _beyond_table(situation: Situation, named: Named, ident: str) -> Table:
    """The same against the status quo, whose own levers are taken off."""
    return Table(
        id=f"{ident}-consequences-status-quo",
        caption="What would follow economically, actor by actor: against the status quo",
        corner="Actor",
        columns=_columns(situation),
        rows=tuple(row for name, one in named for row in _package_rows(name, one, one.beyond_status_quo)),
        note="The status quo has terms of its own, which no agreement would end. What they change is taken off, model "
        "by model.",
        links=_LINKS,
    )


def _base_words(situation: Situation) -> str:
    return f"the base {situation.consequences.base} and the outlook, without any lever"


def _columns(situation: Situation) -> tuple[str, ...]:
    last = situation.consequences.horizon[1]
    in_last = ("gdp", "net_lending", "debt")
    return tuple(f"{one.words} {last}" if one.key in in_last else one.words for one in _MEASURES)


def _package_rows(name: str, one: Consequences, shown: Effects) -> list[Row]:
    rows = (
        Row(actor.title, tuple(_cell(shown, measure, a) for measure in _MEASURES)) for a, actor in enumerate(one.actors)
    )
    return [Row(f"{name}: {_levers_words(one)}"), *rows]


def _levers_words(one: Consequences) -> str:
    """The levels that have levers, in words."""
    if not one.parts:
        return "no economic effect modelled"
    return "; ".join(_term_words(part.term) for part in one.parts)


def _term_words(term: Term) -> str:
    return f"{term.issue.replace('_', ' ')}: {term.level}"


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


def _note(situation: Situation, named: Named) -> str:
    first, last = situation.consequences.horizon
    return " ".join(
        sentence
        for sentence in (
            NOT_FED_BACK,
            f"Real income and exports: the trade model once all have adjusted. GDP, balance and debt: the yearly "
            f"accounts in {last}, pp of GDP; extra spending: mean of {first} to {last}, nominal, at the outlook's "
            "rates. In brackets: lowest to highest of all models. “none”: no lever of the package moves it.",
            _RECEIVERS,
            _unmoved_words(named),
            _unknown_words(named),
            _without_words(situation),
        )
        if sentence
    )


def _unmoved_words(named: Named) -> str:
    """Levels without levers, and those whose levers move none of these accounts."""
    without = dict.fromkeys(term.issue.replace("_", " ") for _, one in named for term in one.unmoved)
    still = dict.fromkeys(_term_words(part.term) for _, one in named for part in one.parts if not part.effects.moves)
    found = []
    if without:
        found.append(f"No economic effect is modelled of all or some levels of {listed(without)}.")
    if still:
        found.append(f"Levers that move none of these numbers: {'; '.join(still)}.")
    return " ".join(found)


def _unknown_words(named: Named) -> str:
    reasons = {code: why for _, one in named for code, why in one.together.unknown.items()}
    return f"Not known: {'; '.join(reasons.values())}." if reasons else ""


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


def single_terms_table(situation: Situation, terms: Terms, ident: str = "deal") -> Table:
    """Every level with levers by itself, for every actor: what the sum over a grid of packages is made of."""
    parts = [part for issue in terms.parts for part in issue]
    lines = [(_term_words(part.term), part.effects) for part in parts if part.term.levers]
    rows = [row for measure in _MEASURES for row in _measure_rows(measure, lines, terms.actors)]
    without = [_term_words(part.term) for part in parts if not part.term.levers]
    return Table(
        id=f"{ident}-single-terms",
        caption=f"What each term would change by itself: against {_base_words(situation)}",
        corner="Term",
        columns=tuple(actor.title for actor in terms.actors),
        rows=tuple(rows),
        note=f"{NOT_FED_BACK} No economic effect modelled: {'; '.join(without)}.",
        links=_LINKS,
    )


def _measure_rows(measure: _Measure, lines: Sequence[tuple[str, Effects]], actors: Sequence[Actor]) -> list[Row]:
    """A heading and a row for each line; nothing where the measure moves for nobody."""
    rows = [Row(words, tuple(_cell(shown, measure, a) for a in range(len(actors)))) for words, shown in lines]
    moved = any(cell.text not in (_NONE, MISSING) for row in rows for cell in row.cells)
    return [Row(f"{measure.words[:1].upper()}{measure.words[1:]}"), *rows] if moved else []


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
        "no_effect_modelled": {term.issue: term.level for term in one.unmoved},
        "not_known": dict(one.together.unknown),
        "together": _effects_json(one.together, one.actors),
        "terms": [
            {
                "issue": part.term.issue, "level": part.term.level, "levers": list(part.levers),
                "effects": _effects_json(part.effects, one.actors),
            }
            for part in one.parts
        ],
        "sum": _effects_json(one.total, one.actors),
        "interaction": _effects_json(one.interaction, one.actors),
        "against_status_quo": None
        if one.status_quo is None
        else _effects_json(one.beyond_status_quo, one.actors),
    }  # fmt: skip


def _effects_json(shown: Effects, actors: Sequence[Actor]) -> dict[str, Mapping[str, list[float | None]]]:
    """Value, lowest and highest by measure for each actor; null where it is not known."""
    return {
        actor.name: {key: [x if np.isfinite(x) else None for x in _three(shown, key, a)] for key in MEASURES}
        for a, actor in enumerate(actors)
    }
