"""What was found, in a line and in a handful of sentences; the page and the terminal share these words."""

from collections import Counter
from typing import Final, NamedTuple

from westphalia.check.verdict import VOCABULARY
from westphalia.outcome import Outcome
from westphalia.report.budgets import budget_lines
from westphalia.report.contents import Brief
from westphalia.report.duties import trade_lines
from westphalia.report.names import scenario_title
from westphalia.report.policy import policy_lines
from westphalia.report.selection import leading_countries
from westphalia.report.together import IDENT, together_lines
from westphalia.report.work import jobs_sentence
from westphalia.wording import counted

_FEW: Final = 2


class Headline(NamedTuple):
    """A title, the place on the page it leads to, and a few sentences."""

    title: str
    anchor: str
    lines: tuple[str, ...]


def found(brief: Brief) -> str:
    """How many figures and claims of a record, what the verdicts on them are, how many scenarios, in one line."""
    figures = [figure for _, figure in brief.figures]
    core = [f for f in figures if f.salience == "core"]
    words = Counter(v.word for f in core for v in brief.verdicts.get(f.claim, ()))
    words.update(v.word for record in brief.records for v in record.verdicts)
    said = ", ".join(f"{word} ({words[word]})" for word in VOCABULARY if words[word])
    claims = f", and {counted(len(brief.records), 'claim')} of a record" if brief.records else ""
    several = ", one for each route that applies" if words.total() > len(core) + len(brief.records) else ""
    worked_out = f"{counted(len(brief.outcomes), 'scenario')} worked out."
    return (
        f"{counted(len(figures), 'figure')} in {counted(len(brief.readings), 'report')}, "
        f"{len(core)} of them of substance{claims}. "
        f"Verdicts{several}: {said or 'none'}. {worked_out[0].upper()}{worked_out[1:]}"
    )


def headlines(brief: Brief) -> tuple[Headline, ...]:
    """For each scenario its title with what follows in short; last, what follows from all together."""
    each = tuple(
        Headline(scenario_title(o.scenario.title), f"scenario-{place}", outcome_lines(o, brief.countries))
        for place, o in enumerate(brief.outcomes, start=1)
    )
    lines = together_lines(brief)
    return (*each, Headline("All levers together", IDENT, lines)) if lines else each


def outcome_lines(outcome: Outcome, countries: tuple[str, ...]) -> tuple[str, ...]:
    """What follows from one scenario for the country shown first and those who act, and from every lever that costs.

    Trade ends with the jobs at risk in the first country, where the base has sectors.
    """
    lines: list[str] = []
    if outcome.trade is not None:
        leading = leading_countries(outcome, countries)
        lines += trade_lines(outcome.trade, leading)
        if len(outcome.trade.axes.sectors) > 1:
            lines.append(jobs_sentence(outcome.trade, leading[0]).partition(". ")[0].rstrip("."))
    for budget in outcome.spending:
        lines += budget_lines(budget)
    return (*lines, *policy_lines(outcome)[:_FEW])
