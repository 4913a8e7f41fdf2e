"""Commands on scenarios and on what is known: run, explain, levers, presets, validate, studies, sources."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from westphalia.cli.options import Base, Changes, Country, Json, ScenarioName, countries
from westphalia.cli.output import console, emit, say, table
from westphalia.errors import CheckFailed, UsageError
from westphalia.wording import listed

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
        list[str] | None,
        typer.Option("--by", help="tables by year, sector, partner, closure or definition; repeatable"),
    ] = None,
    draws: Annotated[
        int | None, typer.Option("--draws", metavar="N", help="quantiles over N draws of the elasticities")
    ] = None,
    as_json: Json = False,
) -> None:
    """Run a scenario and print what follows, with ranges."""
    details = _details(by)
    outcome, shown = _run(scenario, changes, base, country)
    _require_trade(scenario, outcome, details)
    drawn = None if draws is None else _drawn(outcome, shown, draws)
    if as_json:
        from westphalia.report.data import outcome_json
        from westphalia.report.draws import ensemble_json

        emit(outcome_json(outcome, shown, details) | ({} if drawn is None else {"draws": ensemble_json(drawn)}))
        return
    _print(outcome, shown, _asked(country, shown) if country else (), details)
    if drawn is not None:
        from westphalia.report.draws import quantile_table
        from westphalia.report.printed import print_tables

        print_tables([quantile_table(drawn)], console())


def _details(by: list[str] | None) -> tuple[str, ...]:
    """Names of the ways to take a run apart; what draws them is loaded only where one is asked for."""
    if not by:
        return ()
    from westphalia.report.details import asked_for

    return asked_for(by)


def _require_trade(scenario: str, outcome: "Outcome", details: tuple[str, ...]) -> None:
    """Refuse to take trade apart where none moves."""
    if outcome.trade is not None or not details:
        return
    from westphalia.report.details import WITHOUT_TRADE

    of_trade = [name for name in details if name not in WITHOUT_TRADE]
    if of_trade:
        raise UsageError(
            f"--by {of_trade[0]}: {scenario} moves no trade, and only trade is taken apart so. "
            f"Choose from {', '.join(WITHOUT_TRADE)}."
        )


def _print(outcome: "Outcome", shown: tuple[str, ...], asked: tuple[str, ...], details: tuple[str, ...]) -> None:
    """The outcome, then the details of the countries asked for, else of the first one."""
    from westphalia.report.printed import print_absent, print_outcome, print_tables
    from westphalia.report.selection import leading_countries

    print_outcome(outcome, shown, console())
    print_absent(outcome, asked, console())
    if details:
        from westphalia.report.details import detail_tables

        print_tables(detail_tables(outcome, asked or leading_countries(outcome, shown)[:1], details), console())


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
    """Take a result apart: trade by lever, channel and source of income; output and debt by lever and channel."""
    from westphalia.report.annual import annual_why_tables
    from westphalia.report.data import explanation_json
    from westphalia.report.printed import print_tables
    from westphalia.report.selection import annual_countries, shown_countries
    from westphalia.report.why import trade_why_tables
    from westphalia.simulate.explain import explained
    from westphalia.simulate.explain_annual import annual_explained

    outcome, asked = _run(scenario, changes, base, country)
    why, yearly = explained(outcome), annual_explained(outcome)
    if why is None and yearly is None:
        raise UsageError(f"explain: {scenario}: nobody it touches has trade or an outlook here. Try `westphalia run`.")
    shown, accounted = shown_countries(outcome, asked), annual_countries(outcome, asked)
    if as_json:
        emit(explanation_json(outcome, (why, shown), (yearly, accounted)))
        return
    tables = [] if why is None else trade_why_tables(why, shown, "why")
    tables += [] if yearly is None else annual_why_tables(yearly, accounted, "why")
    print_tables(tables, console())


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
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="with --verify: the numbers to recompute; all without")
    ] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="recompute the published numbers on budgets and compare; 4 where one fails")
    ] = False,
    beside: Annotated[
        list[str] | None,
        typer.Option("--beside", metavar="NAME", help="run a study's own scenario in our model, or all; repeatable"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Published estimates that stand beside our own, and how their scenarios differ."""
    if ids and not verify:
        raise UsageError(
            f"studies: {ids[0]}: a number to recompute goes with --verify. Write studies --verify {ids[0]}."
        )
    if verify and beside:
        raise UsageError("studies: --verify and --beside ask for different things. Give one of them.")
    if verify:
        _verify(ids or [], as_json)
        return
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


def _verify(ids: list[str], as_json: bool) -> None:
    from westphalia.check.verification import failed
    from westphalia.check.verification import verify as recomputed
    from westphalia.report.printed import print_tables
    from westphalia.report.verification import computation_table, verification_rows, verification_table

    rows = recomputed(ids)
    if as_json:
        emit({"verification": verification_rows(rows)})
    else:
        print_tables((verification_table(rows), computation_table(rows)), console())
    wrong = failed(rows)
    if wrong:
        raise CheckFailed(
            f"{listed(row.id for row in wrong)} should agree with what was published and no longer "
            f"{'does' if len(wrong) == 1 else 'do'}. Look for what changed in the tables or the model."
        )


def _beside(names: list[str], as_json: bool) -> None:
    from westphalia.check.beside import beside_rows
    from westphalia.report.beside import beside_tables
    from westphalia.report.printed import print_tables
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
