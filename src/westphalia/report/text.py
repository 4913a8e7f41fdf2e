"""The summary in the terminal: the words and ranges of the page, in at most sixty lines."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from westphalia.check.verdict import Route, Verdict, Word
from westphalia.evidence.claims import Figure, Reading
from westphalia.outcome import Outcome, TradeOutcome
from westphalia.report.annual import annual_lines, annual_summary
from westphalia.report.budgets import budget_lines
from westphalia.report.chosen import trade_notes
from westphalia.report.contents import Brief
from westphalia.report.figures import SYMBOLS, what_it_is
from westphalia.report.grid import grid
from westphalia.report.headlines import found
from westphalia.report.names import country_name, scenario_title
from westphalia.report.policy import policy_lines, policy_sections
from westphalia.report.selection import absent_countries, annual_countries, leading_countries, shown_countries
from westphalia.report.stated import stated
from westphalia.report.stated_text import print_claims, print_stated
from westphalia.report.tables import Table as PageTable
from westphalia.units import BILLION
from westphalia.wording import CHANGE, MINUS, MISSING, currency_unit, day, with_range
from westphalia.world.load import BASES, load_world

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text


_STYLES: Final[dict[Word, str]] = {
    "matches": "green",
    "rounds to": "green",
    "depends on the definition": "yellow",
    "superseded since": "blue",
    "not supported": "red",
    "cannot be checked": "dim",
}
_ROUTES: Final[dict[Route | None, str]] = {
    "table": "table", "arithmetic": "arithmetic", "study": "studies", "model": "model", None: "no route",
}  # fmt: skip
_CONCERNS: Final = 46
_NARROW: Final = 24
_REST: Final = 72
_COLUMNS: Final = (
    ("exports", "exports"), ("exports_goods", "goods"), ("exports_services", "services"),
    ("real_income", "real income"),
)  # fmt: skip
_OF_TOLERANCE: Final = 0.1
_SPREAD: Final = "Change, reference run (lowest to highest of all runs): a spread of models, not a probability."
_FEW: Final = 2
_MOST: Final = 5
_IDENT: Final = "run"


def print_summary(brief: Brief, console: "Console") -> None:
    """Figures with verdicts, what follows with ranges, and how well it was solved."""
    console.print(brief.title, style="bold", markup=False)
    console.print(found(brief), markup=False)
    console.print()
    console.print(_figure_table(brief))
    minor = [figure.span.text for _, figure in brief.figures if figure.salience == "minor"]
    if minor:
        console.print(f"Other numbers: {', '.join(minor)}.", style="dim", markup=False)
    print_stated(stated(brief.readings), console)
    _print_follows(brief, console)
    for line in _solution_lines(brief):
        console.print(line, style="dim", markup=False)


def _print_follows(brief: Brief, console: "Console") -> None:
    """Every country where there are few scenarios; else those that matter most, and the rest by title."""
    few = len(brief.outcomes) <= _FEW
    for outcome in brief.outcomes[:_MOST]:
        choose = shown_countries if few else leading_countries
        console.print()
        _print_one(outcome, choose(outcome, brief.countries), absent_countries(outcome, brief.countries), console)
    if any(o.trade for o in brief.outcomes):
        console.print(_SPREAD, style="dim", markup=False)
    rest = [scenario_title(o.scenario.title) for o in brief.outcomes[_MOST:]]
    if rest:
        console.print(f"On the page also: {'; '.join(rest)}.", markup=False)


def _solution_lines(brief: Brief) -> tuple[str, ...]:
    solved = brief.record.solved
    if not solved:
        return ()
    residual = _within(max(s.worst_residual for s in solved), max(s.tolerance for s in solved))
    gap = _within(max(s.worst_walras_gap for s in solved), _OF_TOLERANCE * max(s.tolerance for s in solved))
    numeraires = "; ".join(dict.fromkeys(s.numeraire for s in solved))
    runs = sum(s.variants for s in solved)
    return (f"{runs} runs, every residual {residual}, Walras gap {gap}; numeraire: {numeraires}.",)


def _within(worst: float, bound: float) -> str:
    """The bound an error keeps, whose last digits differ from machine to machine; the error where it does not."""
    return f"within {bound:.0e}" if worst <= bound else f"up to {worst:.0e}"


def print_outcome(outcome: Outcome, countries: Sequence[str], console: "Console") -> None:
    """What follows from one scenario: a line for each country, and for each budget what it costs."""
    shown = shown_countries(outcome, countries)
    _print_one(outcome, shown, absent_countries(outcome, countries), console)
    print_tables(_policy_tables(outcome, countries), console)
    if outcome.trade is not None:
        console.print(_SPREAD, style="dim", markup=False)
        if outcome.scenario.base not in BASES:
            world = load_world(outcome.scenario.base)
            console.print(f"Base: {world.baseline.name}, {world.baseline.year} ({world.source}).", markup=False)
        for line in trade_notes(outcome.trade):
            console.print(line, markup=False)


def _policy_tables(outcome: Outcome, countries: Sequence[str]) -> list[PageTable]:
    """Groups year by year, who pays, the pool, and the yearly accounts."""
    tables = [table for section in policy_sections(outcome, _IDENT) for table in section.open]
    accounted = annual_countries(outcome, countries)
    if outcome.annual is not None and outcome.trade is None:
        tables.append(annual_summary(outcome.annual, accounted, _IDENT))
    return tables


def print_tables(tables: Iterable[PageTable], console: "Console") -> None:
    """Tables of the page one after the other, each with its caption and what must be known of it."""
    from westphalia.report.grid import filled

    for table in tables:
        console.print()
        console.print(table.caption, style="bold", markup=False)
        console.print(filled(table))
        if table.note:
            console.print(table.note, style="dim", markup=False)


def _print_one(outcome: Outcome, shown: Sequence[str], absent: Sequence[str], console: "Console") -> None:
    console.print(scenario_title(outcome.scenario.title), style="bold", markup=False)
    if outcome.trade is not None:
        console.print(_effect_table(outcome.trade, shown))
    for code in absent:
        console.print(f"{country_name(code)}: not in base {outcome.scenario.base}", markup=False)
    for budget in outcome.spending:
        for line in budget_lines(budget):
            console.print(line, markup=False)
    for line in _policy_lines(outcome, shown):
        console.print(line, markup=False)


def _policy_lines(outcome: Outcome, shown: Sequence[str]) -> list[str]:
    """Sentences on groups, sums shared, forces and the yearly accounts."""
    lines = list(policy_lines(outcome))
    if outcome.annual is not None:
        lines += annual_lines(outcome.annual, annual_countries(outcome, shown))
    return lines


def print_reading(reading: Reading, console: "Console") -> None:
    """What was read in one report: its date with the reasons, every figure, statement, position and event."""
    from rich.text import Text

    document = reading.document
    console.print(
        f"{document.source_file}: {day(document.report_date)}, {document.report_date_status}",
        style="bold",
        markup=False,
    )
    for reason in document.report_date_evidence:
        console.print(f"  {reason}", style="dim", markup=False)
    table = _plain("Figure", "Concerns", "Value", "Kind", "Claim", widest=max(_NARROW, console.width - _REST))
    for f in reading.figures:
        cells = (f.span.text, f.concerns, _value(f), f.kind, f.claim)
        table.add_row(*(Text(cell) for cell in cells))
    if reading.figures:
        console.print(table)
    print_claims(reading, console)


def _value(figure: Figure) -> str:
    """The value read with all its digits and its unit; large sums of money in billions: €95bn, $261.6bn."""
    if figure.kind == "money" and abs(figure.value) >= BILLION:
        unit = currency_unit(figure.unit)
        return f"{MINUS if figure.value < 0 else ''}{unit.before}{abs(figure.value) / BILLION:,.10g}{unit.after}"
    return f"{figure.value:,.10g} {figure.unit.replace('_', ' ')}"


def _plain(*columns: str, widest: int = _CONCERNS) -> "Table":
    table = grid()
    for column in columns:
        cut = column == "Concerns"
        table.add_column(
            column, no_wrap=cut or column == "Claim", overflow="ellipsis" if cut else "fold",
            max_width=min(widest, _CONCERNS) if cut else None,
        )  # fmt: skip
    return table


def _figure_table(brief: Brief) -> "Table":
    from rich.text import Text

    table = _plain("Figure", "Concerns", "Verdicts")
    for _, figure in brief.figures:
        if figure.salience == "core":
            said = Text("; ").join(_verdict_words(v) for v in brief.verdicts.get(figure.claim, ()))
            table.add_row(Text(figure.span.text), Text(what_it_is(figure)), said)
    return table


def _verdict_words(verdict: Verdict) -> "Text":
    from rich.text import Text

    when = f" {verdict.known}" if verdict.known else ""
    route = f"{_ROUTES[verdict.route]}{when}: "
    return Text.assemble(route, (f"{SYMBOLS[verdict.word]} {verdict.word}", _STYLES[verdict.word]))


def _effect_table(trade: TradeOutcome, countries: Sequence[str]) -> "Table":
    table = _plain("", *(words for _, words in _COLUMNS))
    for code in countries:
        effects = {e.key: with_range(e.value, e.low, e.high, CHANGE) for e in trade.effects(code)}
        table.add_row(country_name(code), *(effects.get(key, MISSING) for key, _ in _COLUMNS))
    return table
