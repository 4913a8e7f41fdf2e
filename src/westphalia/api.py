"""The same work from Python: `run`, `compare`, `explain`, `draws`, `load_base`, `read`, `brief`, `settle`."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from westphalia.errors import UsageError

if TYPE_CHECKING:
    from westphalia.comparison import Comparison
    from westphalia.ensemble import Ensemble
    from westphalia.evidence.claims import Reading
    from westphalia.outcome import Outcome
    from westphalia.settlement import Settlement
    from westphalia.simulate.explain import Explanation
    from westphalia.simulate.explain_annual import AnnualExplanation
    from westphalia.world.user_base import World

__all__ = ["brief", "compare", "draws", "explain", "explain_accounts", "load_base", "read", "run", "settle"]


def run(scenario: str, *changes: str, base: str | Path | None = None) -> "Outcome":
    """What follows from a preset or scenario file; changes as on the command line, e.g. "us_tariff.rate=0.3".

    `base` is one that ships, or the folder of a world of your own.
    """
    from westphalia.scenario.files import load_scenario
    from westphalia.simulate import simulate

    return simulate(load_scenario(scenario, changes, base))


def compare(
    *scenarios: str, changes: Iterable[str] = (), base: str | Path | None = None, countries: Iterable[str] = ()
) -> "Comparison":
    """Scenarios side by side: what differs between them, what follows, and each minus the first run by run.

    A change is made in all of them, or in one: "B.uk_defence.reached=2030" in the second. Trade is shown for the
    standard six and for `countries`, by the labels of the base.
    """
    from westphalia.comparison import comparison, named_scenarios
    from westphalia.world.countries import shown_codes

    shown = tuple(dict.fromkeys((*shown_codes(), *countries)))
    return comparison(scenarios, named_scenarios(scenarios, tuple(changes), base), shown)


def explain(outcome: "Outcome") -> "Explanation | None":
    """The reference run by lever, by channel and by source of income; None where nothing moves trade."""
    from westphalia.simulate.explain import explained

    return explained(outcome)


def explain_accounts(outcome: "Outcome") -> "AnnualExplanation | None":
    """Output, budgets and debt by lever with the interaction, and by channel; None where there are no accounts."""
    from westphalia.simulate.explain_annual import annual_explained

    return annual_explained(outcome)


def draws(outcome: "Outcome", countries: Iterable[str], number: int) -> "Ensemble":
    """Quantiles for some countries over a number of draws of the elasticities, seeded by the scenario.

    A script that asks for many draws keeps its own doings under `if __name__ == "__main__"`: they run in new processes.
    """
    from westphalia.ensemble import ensemble

    return ensemble(outcome, tuple(countries), number)


def load_base(base: str | Path) -> "World":
    """A base that ships, or a folder of CSV files with a world of your own, checked in full; with its elasticities."""
    from westphalia.world.load import load_world

    return load_world(base)


def read(report: str | Path, on: date | None = None) -> "Reading":
    """Figures and dates of one report."""
    from westphalia.evidence.read import read_report

    return read_report(Path(report), on)


def brief(reports: Iterable[str | Path], countries: Iterable[str] = (), on: date | None = None) -> str:
    """The brief on some reports as one self-contained HTML page.

    `countries` are shown beside the standard six; `on` is the day of reports that do not say it.
    """
    from westphalia.report.assemble import assemble_brief
    from westphalia.report.brief import render_brief
    from westphalia.world.countries import shown_codes

    paths = [Path(reports)] if isinstance(reports, str | Path) else [Path(report) for report in reports]
    if not paths:
        raise UsageError("brief: no reports. Give at least one path, e.g. brief(['report.txt']).")
    return render_brief(assemble_brief([read(path, on) for path in paths], shown_codes(countries)))


def settle(situation: str, draws: int | None = 1000) -> "Settlement":
    """What the positions of a shipped situation or a file imply under each model; answers are computed when asked for.

    `draws` of what was coded say how sure it is, seeded by the situation; None for the likeliest coding alone.
    """
    from westphalia.settlement import settle as settled
    from westphalia.situation import load_situation

    return settled(load_situation(situation), draws)
