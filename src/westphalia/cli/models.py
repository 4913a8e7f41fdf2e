"""Commands on scenarios and on what is known: run, presets, validate, studies, sources."""

from typing import Annotated, Any

import typer

from westphalia.cli.options import Country, Json, countries
from westphalia.cli.output import console, emit, table


def run(
    scenario: Annotated[str, typer.Argument(help="preset or file; several stack with +")],
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="LEVER.FIELD=VALUE", help="change one value; repeatable")
    ] = None,
    country: Country = None,
    as_json: Json = False,
) -> None:
    """Run a scenario and print what follows, with ranges."""
    from westphalia.report.data import outcome_json
    from westphalia.report.text import print_outcome
    from westphalia.scenario.files import load_scenario
    from westphalia.simulate import simulate

    shown = countries(country)
    outcome = simulate(load_scenario(scenario, changes or ()))
    if as_json:
        emit(outcome_json(outcome, shown))
    else:
        print_outcome(outcome, shown, console())


def presets(as_json: Json = False) -> None:
    """List the scenarios that come with the package."""
    from westphalia.scenario.files import load_scenario
    from westphalia.scenario.files import presets as names

    rows = [{"preset": name} | _headline(load_scenario(name)) for name in names()]
    table(rows, as_json, "presets")


def validate(scenario: Annotated[str, typer.Argument(help="scenario file or preset")], as_json: Json = False) -> None:
    """Check a scenario file without running it."""
    from westphalia.scenario.files import load_scenario

    loaded = load_scenario(scenario)
    if as_json:
        emit({"valid": True, "sha256": loaded.sha256} | _headline(loaded))
    else:
        typer.echo(f"valid: {loaded.title} (sha256 {loaded.sha256[:12]})")


def studies(as_json: Json = False) -> None:
    """Published estimates that stand beside our own, and how their scenarios differ."""
    from westphalia.world.studies import studies as held

    rows = [
        {
            "study": s.title, "publisher": s.publisher, "published": s.published, "measure": s.measure,
            "subject": s.subject, "value": s.value, "low": s.low, "high": s.high, "unit": s.unit, "counts": s.counts,
            "source": s.source,
        }
        for s in held()
    ]  # fmt: skip
    short = ("source", "published", "measure", "subject", "value", "low", "high", "unit")
    table(rows if as_json else [{key: row[key] for key in short} for row in rows], as_json, "studies")


def sources(as_json: Json = False) -> None:
    """Every source of the shipped tables: publisher, edition, date, terms."""
    from dataclasses import asdict

    from westphalia.world.load import sources as held

    rows = [asdict(s) for s in held()]
    table(rows if as_json else [{k: r[k] for k in ("id", "publisher", "edition", "terms")} for r in rows],
           as_json, "sources")  # fmt: skip


def _headline(scenario: Any) -> dict[str, Any]:
    return {"title": scenario.title, "date": scenario.date, "base": scenario.base, "levers": len(scenario.levers)}
