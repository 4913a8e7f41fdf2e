"""Every figure of some readings against table, arithmetic, studies and model."""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from westphalia.check.aid_figures import check_aid
from westphalia.check.arithmetic import check_arithmetic
from westphalia.check.assets import check_assets
from westphalia.check.attacks import check_attack
from westphalia.check.downed import check_downed
from westphalia.check.model import check_model
from westphalia.check.replay import study_scenario
from westphalia.check.sanctions_effects import check_sanctions_effect
from westphalia.check.study import check_studies, study_behind
from westphalia.check.table import check_table, where_it_stands
from westphalia.check.verdict import Route, Verdict
from westphalia.errors import DataError
from westphalia.evidence.claims import Figure, Measure, Reading
from westphalia.outcome import Outcome
from westphalia.scenario.schema import Scenario
from westphalia.wording import percent
from westphalia.world.countries import the

__all__ = ["check_figure", "check_readings", "study_scenarios"]

_WHY: Final[dict[Measure, str]] = {
    "tariff_rate": "it is a choice a government announces, not a measurement, and no scenario could be drafted from it",
    "exports_loss": "no tariff was found in the report from which a scenario could be drafted, and it was not "
    "recognised as a published loss held here (westphalia studies)",
    "defence_share": "it is a target or demand, not a measurement, and no path was drafted from it",
    "defence_spending": "it was not recognised as a sum that a table or a published estimate held here states, and no "
    "need was drafted from it",
    "force_size": "it is no measurement; no force was drafted from it and no published estimate held here was "
    "recognised in it",
    "war_end_time": "it is a promise about the future; nothing measures it",
    "aid": "it was not recognised as a sum that the tracker holds: it is planned or promised, of another kind, or its "
    "donor or time is not named with it (westphalia support lists what is held by donor and year)",
    "gdp_change": "it was not recognised as a published estimate held here (westphalia studies, westphalia sanctions)",
    "other": "this figure was not recognised as a quantity that the tables hold (westphalia support, attacks, "
    "sanctions and minerals print what they hold)",
}
_OF_SANCTIONS: Final = (
    "it was not recognised as a published effect of sanctions held here, by value, by who published it and by what "
    "fell (westphalia sanctions lists them)"
)
_SANCTIONED: Final = re.compile(r"\b(?:sanction\w*|embargo\w*|price cap|Russia\w*)\b")


def check_readings(
    readings: Sequence[Reading], outcomes: Sequence[Outcome], replays: Mapping[str, Outcome] = MappingProxyType({})
) -> Mapping[str, tuple[Verdict, ...]]:
    """Verdicts by claim for every figure of the readings; `replays` are runs of `study_scenarios`, by claim."""
    return {
        figure.claim: check_figure(figure, reading, outcomes, replays.get(figure.claim))
        for reading in readings
        for figure in reading.figures
    }


def study_scenarios(readings: Sequence[Reading], outcomes: Sequence[Outcome]) -> Mapping[str, Scenario]:
    """For each lost-exports figure that a study gives: the scenario of that study, by claim."""
    found = {
        figure.claim: study_scenario(study)
        for reading in readings
        for figure in reading.figures
        if figure.measure == "exports_loss"
        and (study := study_behind(figure, reading, _drafted_from(figure, outcomes))) is not None
    }
    return {claim: scenario for claim, scenario in found.items() if scenario is not None}


def _drafted_from(figure: Figure, outcomes: Sequence[Outcome]) -> list[Scenario]:
    """The scenarios drafted from the report a figure stands in."""
    prefix = figure.claim.partition("@")[0]
    return [
        o.scenario for o in outcomes if any(c.startswith(prefix) for lever in o.scenario.levers for c in lever.claims)
    ]


def check_figure(
    figure: Figure, reading: Reading, outcomes: Sequence[Outcome], replay: Outcome | None = None
) -> tuple[Verdict, ...]:
    """What each route that applies says about a figure; where none does, why.

    A route that lacks a number it needs (no exchange rate of that day, a country outside the base) cannot check the
    figure and says so; the other routes, and the other figures, are not touched by it.
    """
    drafted = _drafted_from(figure, outcomes)
    published = study_behind(figure, reading, drafted) is not None
    routes: tuple[tuple[Route, Callable[[], tuple[Verdict, ...]]], ...] = (
        (
            "table",
            lambda: (
                *check_table(figure, reading),
                *(check_assets(figure, reading) or check_aid(figure, reading)),
                *check_attack(figure, reading),
                *check_downed(figure, reading),
            ),
        ),
        ("arithmetic", lambda: check_arithmetic(figure, reading)),
        ("study", lambda: check_studies(figure, reading, drafted) or check_sanctions_effect(figure)),
        ("model", lambda: check_model(figure, reading, outcomes, replay, published=published)),
    )
    found = tuple(verdict for route, check in routes for verdict in _tried(figure, route, check))
    return found or (_uncovered(figure, reading),)


def _tried(figure: Figure, route: Route, check: Callable[[], tuple[Verdict, ...]]) -> tuple[Verdict, ...]:
    try:
        return check()
    except DataError as missing:
        return (_lacking(figure, route, str(missing)),)


def _lacking(figure: Figure, route: Route, why: str) -> Verdict:
    return Verdict(
        claim=figure.claim,
        route=route,
        word="cannot be checked",
        rule="the route lacks a number it needs",
        sentence=f"“{figure.span.text}” cannot be checked by this route: {why}",
    )


def _why(figure: Figure) -> str:
    """Why no route answers; of falls of trade or output under sanctions, that no published effect was recognised."""
    of_sanctions = figure.measure in ("exports_loss", "gdp_change") and (
        "RUS" in (*figure.target, *figure.subject) or _SANCTIONED.search(figure.context.text)
    )
    return _OF_SANCTIONS if of_sanctions else _WHY[figure.measure]


def _uncovered(figure: Figure, reading: Reading) -> Verdict:
    today = where_it_stands(figure, reading)
    stands = ""
    if today and today.value is not None:
        stands = (
            f" The latest table then put {the(figure.subject[0])} at {percent(today.value, 2)} of GDP ({today.label})."
        )
    return Verdict(
        claim=figure.claim,
        route=None,
        word="cannot be checked",
        rule="no route covers it",
        sentence=f"“{figure.span.text}” cannot be checked here: {_why(figure)}.{stands}",
        comparisons=(today,) if today else (),
        sources=(today.source,) if today else (),
    )
