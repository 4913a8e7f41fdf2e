"""A comparison as plain data and in the terminal: what differs between the files, then a table for each part."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from westphalia.comparison import Comparison
from westphalia.comparison.differences import FileDifference
from westphalia.comparison.results import TRADE
from westphalia.comparison.runs import Compared, Quantity, Span
from westphalia.outcome.force import cost_anchors
from westphalia.report.names import scenario_title
from westphalia.report.printed import print_tables
from westphalia.report.tables import Cell, Row, Table, label, quantity
from westphalia.scenario.levers import LEVERS
from westphalia.wording import CHANGE, MINUS, MISSING, PERCENT, PERCENTAGE_POINTS, Unit, currency_unit, day
from westphalia.world.countries import the

if TYPE_CHECKING:
    from rich.console import Console

_LIKE: Final = (
    "A difference is taken run by run, over runs that are alike in both scenarios: what they share cancels, so its "
    "range is not the difference of their ranges."
)
_FEW_COUNTRIES: Final = 10
_MOST_PAYERS: Final = 10
_SHARED: Final = ("autonomy", "aid")
_LONGEST: Final = 44
_CAPTIONS: Final[Mapping[str, str]] = {
    "trade": "Trade, once everybody has adjusted: change against the base",
    "budget": "Defence budgets of single countries: extra cost a year, and added up",
    "group": "Defence budgets of groups: extra cost of all members together",
    "autonomy": "A shared sum for defence: who pays under each scenario's own key",
    "aid": "Aid replaced: who adds how much under each scenario's own key",
    "force": "A force: soldiers, and cost a year",
    "assets": "Immobilised assets and the loan on their proceeds",
    "rebuilding": "Rebuilding: who pays, and what has no payer",
    "oil_cap": "A cap on oil: what the exporter earns, and what the cap takes",
    "minerals": "A minerals deal: what the stream of royalties is worth",
    "annual": "Yearly accounts: change against the outlook without the levers",
}
_NOTES: Final[Mapping[str, str]] = {
    "trade": "First the reference run, in brackets the lowest and highest of all: a spread of models, not a "
    "probability. Exports of a bloc leave out trade among its members.",
    "budget": "Mean over the dates of arrival, in brackets the lowest and highest. “To” a year: all years up to it "
    "added up.",
    "group": "At the outlook's exchange rates of each year. Mean over the dates of arrival, in brackets the lowest and "
    "highest. “To” a year: all years up to it added up.",
    "autonomy": "One run each: no range. A sum at full strength.",
    "aid": "One run each: no range. At full strength; what the donor that stops gave a year stands first.",
    "force": "Cost at the scenario's own cost of a soldier, in brackets over the range from "
    "{low:.2g} to {high:.2g} million.",
    "assets": "Along each scenario's own rate path, in brackets over assets and the share handed over. "
    "Short: over all years the scenario shows. Owed: at their end, where proceeds alone pay, or called on lenders.",
    "rebuilding": "One run each: no range.",
    "oil_cap": "At each scenario's own share of the oil that obeys the cap. One run each: no range.",
    "minerals": "In brackets over the leads and rates of each scenario's grid.",
    "annual": "GDP in per cent of the outlook's, the rest in percentage points of GDP (pp). First "
    "the central setting, in brackets the lowest and highest of all settings, closures and dates. A dash: no lever of "
    "the scenario touches the country, or the outlook lacks it.",
}
_ANCHORS: Final[Mapping[str, str]] = {
    "trade": "#how-trade", "budget": "#how-extra", "group": "#how-group", "autonomy": "#how-autonomy",
    "aid": "#how-aid", "force": "#how-force", "assets": "#how-era", "rebuilding": "#how-reconstruction",
    "oil_cap": "#how-oil", "minerals": "#how-npv", "annual": "#how-annual",
}  # fmt: skip


def print_comparison(comparison: Comparison, console: "Console") -> None:
    """Scenarios, what differs between their files, and every part that follows."""
    for letter, name, outcome in zip(comparison.letters, comparison.names, comparison.outcomes, strict=True):
        scenario = outcome.scenario
        title = f"{letter}  {name}: {scenario_title(scenario.title)}"
        console.print(f"{title} ({day(scenario.date)}, sha256 {scenario.sha256[:12]})", markup=False)
    for note in comparison.notes:
        console.print(note, markup=False)
    print_tables(comparison_tables(comparison), console)
    if comparison.results:
        console.print()
        console.print(_LIKE, style="dim", markup=False)


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain data."""
    runs = zip(comparison.names, comparison.outcomes, strict=True)
    return {
        "scenarios": [{"name": name, "title": one.scenario.title, "sha256": one.scenario.sha256} for name, one in runs],
        "notes": list(comparison.notes),
        "files": [{"lever": d.lever, "field": d.field, "values": list(d.values)} for d in comparison.files],
        "results": [asdict(c.quantity) | _spans_json(c) for c in comparison.results],
    }


def _spans_json(one: Compared) -> dict[str, Any]:
    return {
        "values": [None if span is None else asdict(span) for span in one.values],
        "differences": [None if span is None else asdict(span) for span in one.differences],
        "matched": list(one.matched),
    }


def comparison_tables(comparison: Comparison) -> tuple[Table, ...]:
    """What differs between the files, then a table for each part that some scenario has."""
    parts = groupby(comparison.results, key=lambda one: one.quantity.part)
    return (_file_table(comparison), *(_part_table(comparison, part, tuple(rows)) for part, rows in parts))


def _file_table(comparison: Comparison) -> Table:
    shown = [d for d in comparison.files if not d.is_origin]
    reasons = [f"{d.lever}.{d.field}" for d in comparison.files if d.is_origin]
    words = f"Also the words for where it comes from: {', '.join(reasons)}." if reasons else ""
    return Table(
        id="compare-files",
        caption="What differs between the files",
        corner="Lever and field",
        columns=comparison.letters,
        rows=tuple(Row(_place(d), tuple(label(_in_file(d, value)) for value in d.values)) for d in shown),
        note=words if shown else f"Nothing that is run: titles, dates and other words alone. {words}".strip(),
    )


def _place(difference: FileDifference) -> str:
    return ".".join(filter(None, (difference.lever, difference.field)))


def _in_file(difference: FileDifference, value: Any) -> str:
    """A value as a file spells it; of a whole lever its kind and main field; a dash where there is none."""
    if not difference.field:
        return MISSING if value is None else f"{value['kind']}, {_main(value)}"
    return MISSING if value is None else _spelt(value)


def _main(lever: Mapping[str, Any]) -> str:
    main = LEVERS[lever["kind"]].MAIN
    return f"{main} {_spelt(lever.get(main))}"


def _spelt(value: Any) -> str:
    if isinstance(value, dict):
        words = "{" + ", ".join(f"{key}: {_spelt(item)}" for key, item in value.items()) + "}"
    elif isinstance(value, list | tuple):
        words = "[" + ", ".join(map(_spelt, value)) + "]"
    else:
        words = f"{value:g}" if isinstance(value, float) else str(value)
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def _part_table(comparison: Comparison, part: str, every: Sequence[Compared]) -> Table:
    shown = _shown(part, every, comparison.frame.countries)
    first, *others = comparison.letters
    return Table(
        id=f"compare-{part}",
        caption=_CAPTIONS[part],
        corner="Change of" if part in ("trade", "annual") else "",
        columns=(*comparison.letters, *(f"{other} {MINUS} {first}" for other in others)),
        rows=tuple(_rows(part, shown)),
        note=" ".join(
            (
                _NOTES[part].format_map(cost_anchors()),
                *_matched(every, comparison.letters),
                _not_shown(part, every, shown),
            )
        ).strip(),
    )


def _shown(part: str, every: Sequence[Compared], countries: Sequence[str]) -> tuple[Compared, ...]:
    """All rows, but of the yearly accounts the countries asked for where there are many, and the largest payers."""
    subjects = tuple(dict.fromkeys(one.quantity.subject for one in every))
    if part == "annual" and len(subjects) > _FEW_COUNTRIES:
        kept = [c for c in countries if c in subjects] or list(subjects[:_FEW_COUNTRIES])
    elif part in _SHARED and len(subjects) > _MOST_PAYERS:
        sums = {one.quantity.subject: one for one in every if one.quantity.key in ("pays", "total")}
        kept = sorted(sums, key=lambda code: -_largest(sums[code]))[: _MOST_PAYERS + 1]
    else:
        kept = list(subjects)
    return tuple(one for subject in kept for one in every if one.quantity.subject == subject)


def _largest(one: Compared) -> float:
    return max(span.value for span in one.values if span is not None)


def _not_shown(part: str, every: Sequence[Compared], shown: Sequence[Compared]) -> str:
    left = {one.quantity.subject for one in every} - {one.quantity.subject for one in shown}
    return f"{len(left)} more with {'--country or ' if part == 'annual' else ''}--json." if left else ""


def _rows(part: str, shown: Sequence[Compared]) -> Iterator[Row]:
    """Rows under headings: by measure where a country follows the other, else by country, group or force."""
    if part == "trade":
        shown = sorted(shown, key=lambda one: TRADE.index(one.quantity.key))
        for words, same in groupby(shown, key=lambda one: one.quantity.label):
            yield Row(words)
            yield from (_row(_place_name(one.quantity.subject), one) for one in same)
        return
    if part in _SHARED:
        yield from (_row(_payer(one.quantity), one) for one in shown)
        return
    for subject, same in groupby(shown, key=lambda one: one.quantity.subject):
        yield Row(subject.capitalize() if part in ("force", "assets", "minerals") else _place_name(subject))
        yield from (_row(_head(one.quantity), one) for one in same if part != "annual" or _moves(one))


def _moves(one: Compared) -> bool:
    """Whether any scenario changes the quantity."""
    return any(span is not None and (span.low or span.high) for span in one.values)


def _place_name(code: str) -> str:
    words = the(code).removeprefix("the ")
    return f"{words[:1].upper()}{words[1:]}"


def _payer(quantity: Quantity) -> str:
    words = f", {quantity.label}" if quantity.key != "pays" else ""
    return f"{_place_name(quantity.subject)}{words}"


def _head(quantity: Quantity) -> str:
    """What a row counts, in which year, or added up to it."""
    if quantity.year is None:
        return quantity.label
    return f"{quantity.label}, {'to ' if quantity.key.endswith('_added') else ''}{quantity.year}"


def _row(head: str, one: Compared) -> Row:
    part = one.quantity.part
    level, gap = _unit(one.quantity), _unit(one.quantity, signed=True)
    cells = [_cell(span, level, part) for span in one.values]
    return Row(head, (*cells, *(_cell(span, gap, part) for span in one.differences)))


def _unit(quantity: Quantity, *, signed: bool = False) -> Unit:
    """How a quantity is written; what is a change already has a sign in every column."""
    unit, part = quantity.unit, quantity.part
    if part == "annual" and quantity.key != "gdp":
        return PERCENTAGE_POINTS
    if unit == "fraction":
        return CHANGE if signed or part not in _SHARED else PERCENT
    if unit == "persons":
        return Unit(signed=signed)
    return currency_unit(unit.partition(" ")[0], signed=signed)


def _cell(span: Span | None, unit: Unit, part: str) -> Cell:
    if span is None:
        return label(MISSING)
    return quantity(span.value, span.low, span.high, unit, _ANCHORS[part])


def _matched(every: Sequence[Compared], letters: Sequence[str]) -> Iterator[str]:
    """Over which runs each difference is taken, where that is not all of them."""
    for k, letter in enumerate(letters[1:]):
        for words in dict.fromkeys(one.matched[k] for one in every if one.matched[k]):
            yield f"{letter} {MINUS} {letters[0]}: {words}."
