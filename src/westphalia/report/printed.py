"""One outcome in the terminal: effects by country, sentences, and the tables of the page."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from westphalia.outcome import Outcome, TradeOutcome
from westphalia.report.annual import annual_lines, annual_summary
from westphalia.report.annual_accounts import absent
from westphalia.report.budgets import budget_lines
from westphalia.report.chosen import trade_notes
from westphalia.report.grid import grid
from westphalia.report.names import country_name, scenario_title
from westphalia.report.policy import leading_tables, policy_lines
from westphalia.report.selection import annual_countries, shown_countries
from westphalia.report.tables import Table as PageTable
from westphalia.wording import CHANGE, MISSING, listed, with_range
from westphalia.world.load import BASES, load_world

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_COLUMNS: Final = (
    ("exports", "exports"), ("exports_goods", "goods"), ("exports_services", "services"),
    ("real_income", "real income"),
)  # fmt: skip
SPREAD: Final = "Change, reference run (lowest to highest of all runs): a spread of models, not a probability."
_IDENT: Final = "run"


def print_outcome(outcome: Outcome, countries: Sequence[str], console: "Console") -> None:
    """What follows from one scenario: a line for each country, and for each budget what it costs."""
    shown = shown_countries(outcome, countries)
    print_follows(outcome, shown, outcome.absent(countries), console, in_short=False)
    print_tables(_policy_tables(outcome, countries), console)
    if outcome.trade is not None:
        console.print(SPREAD, style="dim", markup=False)
        if outcome.scenario.base not in BASES:
            world = load_world(outcome.scenario.base)
            console.print(f"Base: {world.baseline.name}, {world.baseline.year} ({world.source}).", markup=False)
        for line in trade_notes(outcome.trade):
            console.print(line, markup=False)


def print_absent(outcome: Outcome, asked: Sequence[str], console: "Console") -> None:
    """Why a country asked for has no row in the yearly accounts, where it has none."""
    if outcome.annual is None:
        return
    for reason, names in absent(outcome.annual, asked).items():
        console.print(f"No row for {listed(names)} in the yearly accounts: {reason}.", markup=False)


def _policy_tables(outcome: Outcome, countries: Sequence[str]) -> list[PageTable]:
    """Groups year by year, who pays, the pool, and the yearly accounts."""
    tables = leading_tables(outcome, _IDENT)
    accounted = annual_countries(outcome, countries)
    if outcome.annual is not None and (outcome.trade is None or outcome.annual.extra.any()):
        tables.append(annual_summary(outcome.annual, accounted, _IDENT))
    return tables


def print_tables(tables: Iterable[PageTable], console: "Console") -> None:
    """Tables of the page one after the other, each with its caption and what must be known of it."""
    for table in tables:
        console.print()
        console.print(table.caption, style="bold", markup=False)
        for block in _blocks(table, console):
            console.print(block)
        if table.note:
            console.print(table.note, style="dim", markup=False)


def _blocks(table: PageTable, console: "Console") -> "list[Table]":
    """The table, or one after the other the halves of its columns where it is too wide: no number is ever cut."""
    from westphalia.report.grid import filled, least_width

    half = len(table.columns) // 2
    if half == 0 or least_width(table) <= console.width:
        return [filled(table)]
    left, right = (_columns(table, slice(0, half)), _columns(table, slice(half, None)))
    return [*_blocks(left, console), *_blocks(right, console)]


def _columns(table: PageTable, chosen: slice) -> PageTable:
    rows = tuple(replace(row, cells=row.cells[chosen]) for row in table.rows)
    return replace(table, columns=table.columns[chosen], rows=rows)


def print_follows(
    outcome: Outcome, shown: Sequence[str], absent: Sequence[str], console: "Console", *, in_short: bool
) -> None:
    """Title, effects by country, and a sentence for each budget, sum, force and country of the accounts."""
    console.print(scenario_title(outcome.scenario.title), style="bold", markup=False)
    if outcome.trade is not None:
        console.print(_effect_table(outcome.trade, shown))
    for code in absent:
        console.print(f"{country_name(code)}: not in base {outcome.scenario.base}", markup=False)
    for budget in outcome.spending:
        for line in budget_lines(budget):
            console.print(line, markup=False)
    for line in _policy_lines(outcome, shown, in_short=in_short):
        console.print(line, markup=False)


def _policy_lines(outcome: Outcome, shown: Sequence[str], *, in_short: bool) -> list[str]:
    """Sentences on groups, sums shared, forces and the yearly accounts; of these, in short, the last year's alone."""
    lines = list(policy_lines(outcome))
    if outcome.annual is not None:
        accounts = annual_lines(outcome.annual, annual_countries(outcome, shown))
        lines += accounts[1:2] if in_short else accounts
    return lines


def _effect_table(trade: TradeOutcome, countries: Sequence[str]) -> "Table":
    table = grid()
    for column in ("", *(words for _, words in _COLUMNS)):
        table.add_column(column)
    for code in countries:
        effects = {e.key: with_range(e.value, e.low, e.high, CHANGE) for e in trade.effects(code)}
        table.add_row(country_name(code), *(effects.get(key, MISSING) for key, _ in _COLUMNS))
    return table
