"""Each published study's own scenario run in our model, its figures beside ours; never a replication."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Final

from westphalia.check.study_measures import MEASURES, measured
from westphalia.check.study_worlds import Role, worlds
from westphalia.errors import NotConverged
from westphalia.scenario.studies import Answer, answers, load_study_scenario, study_scenarios
from westphalia.world.studies import Study, study

NO_REPLICATION: Final = "no replication: another model, other data and elasticities"
_OF_OUTPUT: Final = (
    "the study counts output; with labour fixed the volume of output hardly moves here, so ours is real income: what a "
    "country's income, duties handed back, buys"
)
_OF_PRICES: Final = (
    "the study's price level rests on a path of money and exchange rates; ours is the fall of what a wage buys"
)


@dataclass(frozen=True)
class Beside:
    """One published row and our number for the same quantity under the same supposition.

    Values are in `unit`, with the study's sign. `low` and `high` span closures × elasticity sets; `services_off` has
    the shares of services frozen; `short_run` has the elasticities reached when the study looks, where that is in
    the first years. `second` is a second measure of the same run. `failed` names runs without an
    equilibrium, which count in no range. Without a number of ours, `reason` says why.
    """

    study: str
    scenario: str
    subject: str
    partner: str
    measure: str
    printed: str
    published: float | None
    published_low: float | None
    published_high: float | None
    unit: str
    ours: float | None = None
    low: float | None = None
    high: float | None = None
    services_off: float | None = None
    short_run: float | None = None
    second_measure: str = ""
    second: float | None = None
    differences: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    reason: str = ""

    @property
    def ratio(self) -> float | None:
        """Our number over the published one; None where one of them is missing or the published one is zero."""
        return self.ours / self.published if self.ours is not None and self.published else None


@dataclass(frozen=True)
class _Run:
    role: Role
    years: int | None
    value: float
    second: float


@lru_cache(maxsize=32)
def beside(name: str) -> tuple[Beside, ...]:
    """Every published row a study's scenario answers, with our numbers; `study_scenarios()` lists the names."""
    scenario = load_study_scenario(name)
    met = [(study(answer.study), answer) for answer in answers() if answer.scenario == name]
    years = sorted({answer.years for _, answer in met if answer.years is not None})
    found: list[list[_Run]] = [[] for _ in met]
    failed: list[str] = []
    for world in worlds(scenario, years) if met else ():
        if isinstance(world.found, NotConverged):
            failed.append(f"{world.name}: {world.found}")
            continue
        for runs, (row, answer) in zip(found, met, strict=True):
            runs.append(_Run(world.role, world.years, *measured(world.found, row, answer)))
    return tuple(_answered(*pair, runs, tuple(failed)) for pair, runs in zip(met, found, strict=True))


def refused() -> tuple[Beside, ...]:
    """The published rows about duties and sanctions our model has no number for, each with the reason."""
    return tuple(
        Beside(scenario="", measure="", reason=answer.reason, **_published(study(answer.study)))
        for answer in answers()
        if answer.reason
    )


def beside_rows(names: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The same as plain rows: those of the scenarios named, or of all and then the rows refused."""
    chosen = tuple(names)
    rows = [row for name in chosen or study_scenarios() for row in beside(name)]
    return [asdict(row) | {"ratio": row.ratio} for row in (rows if chosen else [*rows, *refused()])]


def _published(row: Study) -> dict[str, Any]:
    return {
        "study": row.id,
        "subject": row.subject,
        "partner": row.partner,
        "printed": row.printed,
        "published": row.value,
        "published_low": row.low,
        "published_high": row.high,
        "unit": row.unit,
    }


def _answered(row: Study, answer: Answer, runs: Sequence[_Run], failed: tuple[str, ...]) -> Beside:
    named = MEASURES[row.measure]
    spread = [run.value for run in runs if run.role in ("reference", "spread")]
    return Beside(
        scenario=answer.scenario,
        measure=named.words,
        ours=runs[0].value,
        low=min(spread),
        high=max(spread),
        services_off=_one(run.value for run in runs if run.role == "services_off"),
        short_run=_one(run.value for run in runs if run.role == "short_run" and run.years == answer.years),
        second_measure=named.second_words,
        second=runs[0].second,
        differences=_differences(row, answer),
        failed=failed,
        **_published(row),
    )


def _one(values: Iterable[float]) -> float | None:
    return next(iter(values), None)


def _differences(row: Study, answer: Answer) -> tuple[str, ...]:
    """What keeps a published figure and ours apart: this row's own reasons, then those of its kind."""
    kinds = {"gdp": _OF_OUTPUT, "price_change": _OF_PRICES}
    horizon = f"the study looks at: {row.horizon}; our first column is the long run" if answer.years is not None else ""
    found = (
        *answer.differences,
        kinds.get(row.measure, ""),
        horizon,
        f"base year {_base_year(answer)}",
        NO_REPLICATION,
    )
    return tuple(words for words in found if words)


def _base_year(answer: Answer) -> int:
    from westphalia.world.load import load_baseline

    return load_baseline(load_study_scenario(answer.scenario).base).year
