"""What was found, in a line and in a handful of sentences; the page and the terminal share these words."""

from collections import Counter

from westphalia.check.verdict import VOCABULARY
from westphalia.outcome import Outcome
from westphalia.report.budgets import budget_lines
from westphalia.report.contents import Brief
from westphalia.report.duties import trade_lines
from westphalia.report.names import scenario_title
from westphalia.report.selection import leading_countries
from westphalia.wording import counted


def found(brief: Brief) -> str:
    """How many figures, what the verdicts are, how many scenarios, in one line."""
    figures = [figure for _, figure in brief.figures]
    core = [f for f in figures if f.salience == "core"]
    words = Counter(v.word for f in core for v in brief.verdicts.get(f.claim, ()))
    said = ", ".join(f"{word} ({words[word]})" for word in VOCABULARY if words[word])
    worked_out = f"{counted(len(brief.outcomes), 'scenario')} worked out."
    return (
        f"{counted(len(figures), 'figure')} in {counted(len(brief.readings), 'report')}, "
        f"{len(core)} of them of substance. "
        f"Verdicts: {said or 'none'}. {worked_out[0].upper()}{worked_out[1:]}"
    )


def headlines(brief: Brief) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For each scenario its title and the lines of the first country, of those who act, and of every budget."""
    return tuple((scenario_title(o.scenario.title), outcome_lines(o, brief.countries)) for o in brief.outcomes)


def outcome_lines(outcome: Outcome, countries: tuple[str, ...]) -> tuple[str, ...]:
    """What follows from one scenario for the country shown first and those who act, and from every budget."""
    lines: list[str] = []
    if outcome.trade is not None:
        lines += trade_lines(outcome.trade, leading_countries(outcome, countries))
    for budget in outcome.spending:
        lines += budget_lines(budget)
    return tuple(lines)
