"""Commands on scenarios and on what is known: run, explain, levers, presets, validate, studies, sources."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from westphalia.cli.options import Base, Changes, Country, Json, ScenarioName, countries
from westphalia.cli.output import console, emit, say, table
from westphalia.errors import UsageError

if TYPE_CHECKING:
    from westphalia.ensemble import Ensemble
    from westphalia.outcome import Outcome


_SILENT = 100


def run(
    scenario: ScenarioName,
    changes: Changes = None,
    base: Base = None,
    country: Country = None,
    by: Annotated[
        list[str] | None, typer.Option("--by", help="tables by year, sector, partner or closure; repeatable")
    ] = None,
    draws: Annotated[
        int | None, typer.Option("--draws", metavar="N", help="quantiles over N draws of the elasticities")
    ] = None,
    as_json: Json = False,
) -> None:
    """Run a scenario and print what follows, with ranges."""
    from westphalia.report.data import outcome_json
    from westphalia.report.details import asked_for, detail_tables
    from westphalia.report.draws import ensemble_json, quantile_table
    from westphalia.report.selection import leading_countries
    from westphalia.report.text import print_outcome, print_tables

    details = asked_for(by or ())
    outcome, shown = _run(scenario, changes, base, country)
    if details and outcome.trade is None:
        raise UsageError(f"--by: {scenario} moves no trade, and only trade is taken apart. Leave it out.")
    drawn = None if draws is None else _drawn(outcome, shown, draws)
    if as_json:
        emit(outcome_json(outcome, shown, details) | ({} if drawn is None else {"draws": ensemble_json(drawn)}))
        return
    print_outcome(outcome, shown, console())
    if outcome.trade is not None:
        first = _asked(country, shown) if country else leading_countries(outcome, shown)[:1]
        print_tables(detail_tables(outcome.trade, first, details), console())
    if drawn is not None:
        print_tables([quantile_table(drawn)], console())


def _run(
    name: str, changes: list[str] | None, base: Path | None, country: list[str] | None
) -> "tuple[Outcome, tuple[str, ...]]":
    """The outcome of a scenario and the countries to show."""
    from westphalia.scenario.files import load_scenario
    from westphalia.simulate import simulate

    scenario = load_scenario(name, changes or (), base)
    shown = countries(country, scenario.base)
    return simulate(scenario), shown


def _asked(country: list[str], shown: tuple[str, ...]) -> tuple[str, ...]:
    """The countries asked for, also where they are among the standard ones."""
    from westphalia.world.countries import code_of

    return tuple(dict.fromkeys(code if code in shown else code_of(code) for code in country))


def _drawn(outcome: "Outcome", shown: tuple[str, ...], draws: int) -> "Ensemble":
    from westphalia.ensemble import ensemble
    from westphalia.report.selection import shown_countries

    if draws > _SILENT:
        say(f"{draws} draws of the elasticities …")
    try:
        return ensemble(outcome, shown_countries(outcome, shown), draws)
    except UsageError as refused:
        raise UsageError(f"--draws: {refused}") from None


def explain(
    scenario: ScenarioName,
    changes: Changes = None,
    base: Base = None,
    country: Country = None,
    as_json: Json = False,
) -> None:
    """Take a result apart: by lever, by channel, by source of income."""
    from westphalia.report.data import explanation_json
    from westphalia.report.selection import shown_countries
    from westphalia.report.text import print_tables
    from westphalia.report.why import channel_table, lever_table
    from westphalia.simulate.explain import explained

    outcome, asked = _run(scenario, changes, base, country)
    why = explained(outcome)
    if why is None:
        raise UsageError(f"explain: {scenario} moves no trade, and only trade is taken apart. Try `westphalia run`.")
    shown = shown_countries(outcome, asked)
    if as_json:
        emit(explanation_json(outcome, why, shown))
        return
    by_lever = (lever_table(why, c, "why") for c in shown)
    print_tables([channel_table(why, shown, "why"), *(t for t in by_lever if t is not None)], console())


def levers(as_json: Json = False) -> None:
    """List the levers a scenario can pull, with their fields."""
    from westphalia.scenario.levers import LEVERS

    rows = [
        {
            "lever": kind,
            "does": (lever.__doc__ or "").strip().splitlines()[0],
            "fields": [field.alias or name for name, field in lever.model_fields.items() if name != "kind"],
        }
        for kind, lever in LEVERS.items()
    ]
    if not as_json:
        rows = [row | {"fields": ", ".join(row["fields"])} for row in rows]
    table(rows, as_json, "levers")


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


def studies(
    beside: Annotated[
        list[str] | None,
        typer.Option("--beside", metavar="NAME", help="run a study's own scenario in our model, or all; repeatable"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Published estimates that stand beside our own, and how their scenarios differ."""
    if beside:
        _beside(beside, as_json)
        return
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


def _beside(names: list[str], as_json: bool) -> None:
    from westphalia.check.beside import beside_rows
    from westphalia.report.beside import beside_tables
    from westphalia.report.text import print_tables
    from westphalia.scenario.studies import load_study_scenario

    chosen = [] if names == ["all"] else names
    for name in chosen:
        load_study_scenario(name)
    if as_json:
        emit({"beside": beside_rows(chosen)})
    else:
        print_tables(beside_tables(chosen), console())


def sources(as_json: Json = False) -> None:
    """Every source of the shipped tables: publisher, edition, date, terms."""
    from dataclasses import asdict

    from westphalia.world.load import sources as held

    rows = [asdict(s) for s in held()]
    table(rows if as_json else [{k: r[k] for k in ("id", "publisher", "edition", "terms")} for r in rows],
           as_json, "sources")  # fmt: skip


def _headline(scenario: Any) -> dict[str, Any]:
    return {"title": scenario.title, "date": scenario.date, "base": scenario.base, "levers": len(scenario.levers)}
