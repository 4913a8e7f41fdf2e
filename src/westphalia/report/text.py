"""The summary in the terminal: the words and ranges of the page, in at most sixty lines."""

from typing import TYPE_CHECKING, Final

from westphalia.check.verdict import Route, Verdict, Word
from westphalia.evidence.claims import Figure, Reading
from westphalia.report.contents import Brief
from westphalia.report.figures import SYMBOLS, what_it_is
from westphalia.report.fitting import cut
from westphalia.report.grid import grid
from westphalia.report.headlines import found
from westphalia.report.names import scenario_title
from westphalia.report.printed import SPREAD, print_follows
from westphalia.report.selection import leading_countries, shown_countries
from westphalia.report.stated import stated
from westphalia.report.stated_text import print_claims, print_stated
from westphalia.report.together import together_lines
from westphalia.units import BILLION
from westphalia.wording import MINUS, currency_unit, day

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
_OF_TOLERANCE: Final = 0.1
_FEW: Final = 2
_MOST: Final = 5


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
        print_follows(
            outcome,
            choose(outcome, brief.countries),
            outcome.absent(brief.countries),
            console,
            in_short=True,
        )
    if lines := together_lines(brief)[:_FEW]:
        console.print(lines[-1].replace(", all levers against", ", all scenarios at once against"), markup=False)
    if any(o.trade for o in brief.outcomes):
        console.print(SPREAD, style="dim", markup=False)
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
    for one in brief.records:
        said = Text("; ").join(map(_verdict_words, one.verdicts))
        table.add_row(Text(cut(one.said.words, _NARROW)), Text("a claim of a record"), said)
    return table


def _verdict_words(verdict: Verdict) -> "Text":
    from rich.text import Text

    when = f" {verdict.known}" if verdict.known else ""
    route = f"{_ROUTES[verdict.route]}{when}: "
    return Text.assemble(route, (f"{SYMBOLS[verdict.word]} {verdict.word}", _STYLES[verdict.word]))
