"""The command `compare`: two or more scenarios side by side."""

from typing import TYPE_CHECKING, Annotated

import typer

from westphalia.cli.options import Base, Changes, Country, Json, countries
from westphalia.cli.output import console, emit

if TYPE_CHECKING:
    from westphalia.scenario.schema import Scenario

ScenarioNames = Annotated[
    list[str], typer.Argument(metavar="SCENARIO...", help="two or more presets or files; several stack with +")
]


def compare(
    scenarios: ScenarioNames,
    changes: Changes = None,
    base: Base = None,
    country: Country = None,
    as_json: Json = False,
) -> None:
    """Set scenarios side by side: what differs between them, and what follows."""
    from westphalia.comparison import comparison, named_scenarios
    from westphalia.report.compare_tables import comparison_json, print_comparison

    loaded = named_scenarios(scenarios, changes or (), base)
    found = comparison(scenarios, loaded, _shown(country, loaded))
    if as_json:
        emit(comparison_json(found))
    else:
        print_comparison(found, console())


def _shown(country: list[str] | None, scenarios: "tuple[Scenario, ...]") -> tuple[str, ...]:
    """The countries to show: of every base the standard ones, and those asked for."""
    bases = dict.fromkeys(scenario.base for scenario in scenarios)
    return tuple(dict.fromkeys(code for base in bases for code in countries(country, base)))
