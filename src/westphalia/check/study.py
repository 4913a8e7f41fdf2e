"""A figure against the published studies: which one it comes from, and what that study supposed."""

from collections.abc import Sequence
from typing import Final

from westphalia.check.verdict import Comparison, Verdict, printed
from westphalia.evidence.claims import Figure, Measure, Reading
from westphalia.scenario.levers import Tariff
from westphalia.scenario.schema import Scenario
from westphalia.units import BILLION, PER_CENT, per_cent
from westphalia.wording import day, listed, percent
from westphalia.world.countries import the
from westphalia.world.studies import Study, studies

_ANSWERS: Final[dict[Measure, tuple[str, ...]]] = {
    "exports_loss": ("exports_loss",),
    "gdp_change": ("gdp", "growth"),
    "defence_spending": ("defence_need", "defence_cost"),
    "force_size": ("force_size",),
    "aid": ("aid", "aid_need"),
}
_WIDER: Final[dict[str, tuple[str, ...]]] = {"EU27": ("EUROPE",), "NATO": ("EUROPE",)}
_RULE: Final = "a published value, rounded as printed, for the same quantity and country; then the study's own scenario"


def check_studies(figure: Figure, reading: Reading, scenarios: Sequence[Scenario]) -> tuple[Verdict, ...]:
    """Verdict against the estimates published for the same quantity and subject; nothing where there are none."""
    if figure.equivalent_of is not None:
        return ()
    held = studies_for(figure)
    comparable = [s for s in held if _in_printed_unit(s, figure) is not None]
    if not comparable:
        return ()
    study = study_behind(figure, reading)
    if study is None:
        return (_none_agrees(figure, comparable),)
    return (_from_study(figure, study, held, scenarios),)


def study_behind(figure: Figure, reading: Reading) -> Study | None:
    """The published estimate that gives the printed figure, one known by the report's day before any other."""
    matching = [s for s in studies_for(figure) if _agrees(s, figure)]
    return next((s for s in matching if s.published <= reading.document.report_date), next(iter(matching), None))


def studies_for(figure: Figure) -> tuple[Study, ...]:
    """Published estimates of the quantity a figure states, for whom and towards whom it states it."""
    wanted = _ANSWERS.get(figure.measure, ())
    subjects = {place for iso3 in figure.subject for place in (iso3, *_WIDER.get(iso3, ()))}
    partners = {"", *figure.target}
    return tuple(s for s in studies() if s.measure in wanted and s.subject in subjects and s.partner in partners)


def scenario_differences(study: Study, scenario: Tariff | None) -> tuple[str, ...]:
    """What the study supposed beyond or instead of the lever a report names, in words."""
    found = []
    if scenario is not None and study.rate is not None and abs(study.rate - scenario.rate) > PER_CENT / 2:
        found.append(f"a duty of {percent(study.rate, 0)} rather than {percent(scenario.rate, 0)}")
    for iso3, rate in study.other_rates.items():
        found.append(f"{percent(rate, 0)} on {the(iso3)}")
    if study.retaliation is not None:
        found.append("retaliation" if study.retaliation else "no retaliation")
    return tuple(found)


def _in_printed_unit(study: Study, figure: Figure) -> float | None:
    """The study's value in whole units of the figure, or None where the units differ."""
    if study.value is None:
        return None
    if figure.kind == "money" and study.unit == f"{figure.unit} bn":
        return abs(study.value) * BILLION
    if figure.kind in ("rate", "share") and study.unit in ("fraction", *_ratio_units(figure)):
        return abs(per_cent(study.value))
    if figure.kind == "count" and study.unit == "persons":
        return abs(study.value)
    return None


def _ratio_units(figure: Figure) -> tuple[str, ...]:
    """Units of a study that mean the same as the per cent of a figure."""
    return ("share of GDP",) if "gdp" in figure.unit or "income" in figure.unit else ("share of exports",)


def _agrees(study: Study, figure: Figure) -> bool:
    value = _in_printed_unit(study, figure)
    return value is not None and printed(figure).agreement(value) is not None


def _from_study(figure: Figure, study: Study, held: Sequence[Study], scenarios: Sequence[Scenario]) -> Verdict:
    lever = next((v for s in scenarios for v in s.levers if isinstance(v, Tariff)), None)
    supposed = scenario_differences(study, lever) if study.imposer else ()
    differs = bool(study.other_rates) or any("rather than" in words for words in supposed)
    beyond = ", not only on what the report names" if differs and lever else ""
    rests = f" It rests on {listed(_scenario_words(study, supposed))}{beyond}." if supposed else ""
    counts = f" It counts {study.counts}." if study.counts else ""
    return Verdict(
        claim=figure.claim,
        route="study",
        word="depends on the definition" if differs else "matches",
        rule=_RULE,
        sentence=f"{figure.span.text} was published by {study.publisher} on {day(study.published)}.{rests}{counts}",
        comparisons=tuple(_comparison(s) for s in held),
        caveats=(
            *(("the study's scenario is not the one the report names",) if differs else ()),
            *((study.note,) if study.note else ()),
            *((f"read as: {study.provenance}",) if study.provenance else ()),
        ),
        sources=tuple(dict.fromkeys((study.source, *(s.source for s in held)))),
    )


def _scenario_words(study: Study, supposed: Sequence[str]) -> list[str]:
    duty = (
        []
        if study.rate is None or any("rather than" in w for w in supposed)
        else [f"{percent(study.rate, 0)} on all goods"]
    )
    return [*duty, *supposed]


def _none_agrees(figure: Figure, held: Sequence[Study]) -> Verdict:
    names = listed(dict.fromkeys(s.publisher for s in held))
    return Verdict(
        claim=figure.claim,
        route="study",
        word="not supported",
        rule=_RULE,
        sentence=f"None of the {len(held)} published estimates held here ({names}) gives {figure.span.text}.",
        comparisons=tuple(_comparison(s) for s in held),
        caveats=("the studies held here are a selection; another may exist",),
        sources=tuple(dict.fromkeys(s.source for s in held)),
    )


def _comparison(study: Study) -> Comparison:
    return Comparison(
        label=f"{study.publisher}: {study.title}", value=study.value, low=study.low, high=study.high,
        unit=study.unit, as_of=study.published, source=study.source, note=study.counts or None,
    )  # fmt: skip
