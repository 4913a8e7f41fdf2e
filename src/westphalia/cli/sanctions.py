"""The command on sanctions: published effects side by side, or what one scenario's sanctions come to."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from westphalia.cli.options import Base, Changes, Json
from westphalia.cli.output import console, emit
from westphalia.errors import UsageError

if TYPE_CHECKING:
    from westphalia.scenario.schema import Scenario


def sanctions(
    scenario: Annotated[
        str | None, typer.Argument(help="preset, file or study scenario; without it what was published")
    ] = None,
    changes: Changes = None,
    base: Base = None,
    as_json: Json = False,
) -> None:
    """Sanctions: published effects with their scenarios; or a scenario's: duty they are worth, coalition, burden."""
    if scenario is None:
        if changes or base:
            raise UsageError("sanctions: --set and --base change a scenario, and none is named. Name one before them.")
        _published(as_json)
        return
    _run(_scenario(scenario, changes, base), as_json)


def _published(as_json: bool) -> None:
    from westphalia.report.printed import print_tables
    from westphalia.report.sanctions import published_json, published_tables

    if as_json:
        emit({"sanctions": published_json()})
    else:
        print_tables(published_tables(), console())


def _scenario(name: str, changes: list[str] | None, base: Any) -> "Scenario":
    """A scenario of ours by name or file; the scenario a study supposes by its name alone."""
    from westphalia.scenario.files import load_scenario
    from westphalia.scenario.studies import load_study_scenario, study_scenarios

    if name in study_scenarios() and not changes and base is None:
        return load_study_scenario(name)
    return load_scenario(name, changes or (), base)


def _run(scenario: "Scenario", as_json: bool) -> None:
    from westphalia.report.names import scenario_title
    from westphalia.report.printed import print_tables
    from westphalia.report.sanctions_run import run_json, run_tables
    from westphalia.simulate.sanctions import sanctions_outcome

    found = sanctions_outcome(scenario)
    if as_json:
        emit({"scenario": scenario.title, "sha256": scenario.sha256, "sanctions": run_json(found)})
        return
    console().print(scenario_title(scenario.title), style="bold", markup=False)
    print_tables(run_tables(found), console())
