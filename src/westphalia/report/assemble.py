"""From readings to a brief: draft the levers, run them, check every figure, gather the sources."""

import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from westphalia.check import Verdict, check_readings, study_scenarios
from westphalia.check.beside import beside
from westphalia.evidence.claims import Reading
from westphalia.outcome import Outcome
from westphalia.record import RunRecord, run_record
from westphalia.report.backtest import backtest_sources
from westphalia.report.charts import warm_up
from westphalia.report.contents import Brief, Deal, Together
from westphalia.report.corrections import corrections
from westphalia.report.costs import studies_of_cost
from westphalia.report.origins import accounts_sources
from westphalia.report.policy import policy_sources
from westphalia.report.records import records
from westphalia.report.stories import stories, told_once
from westphalia.report.studies import compared_studies, studies_of_duties
from westphalia.scenario.combined import combined
from westphalia.scenario.draft import Draft, draft
from westphalia.scenario.studies import answers
from westphalia.settlement import settle
from westphalia.settlement.reported import reported, situation_of
from westphalia.simulate import settled, simulate
from westphalia.simulate.explain import explained
from westphalia.simulate.explain_annual import annual_explained
from westphalia.simulate.together import simulated_together
from westphalia.situation import load_situation
from westphalia.wording import counted, day, listed
from westphalia.world.load import Source, load_baseline, sources
from westphalia.world.studies import Study, studies

Progress = Callable[[str], object]
DRAWS_OF_DEAL: Final = 200
"""Draws of the codings on a page; `westphalia settle` takes 1,000."""
_OF_TRADE: Final = ("icio", "trade_elasticities", "free_trade", "employment", "elasticity_horizon")


def assemble_brief(
    readings: Sequence[Reading],
    countries: Sequence[str],
    progress: Progress = lambda _: None,
    situation: str | None = None,
) -> Brief:
    """Everything the page shows, computed once, in the order in which a reader would ask.

    `situation` names the negotiation of section 6, one that ships or a file; without it, the one the reports speak of.
    """
    readings = _each_once(readings, progress)
    figures = sum(len(r.figures) for r in readings)
    progress(f"read {counted(len(readings), 'report')}, {counted(figures, 'figure')}")
    warm_up()
    drafting = draft(told_once(readings))
    outcomes = _outcomes(drafting.drafts, progress)
    together = _together(drafting.drafts, outcomes, readings, progress)
    deal = _deal(situation, readings, progress)
    replays = _replays(readings, outcomes, progress)
    verdicts = check_readings(readings, outcomes, replays)
    claimed = records(told_once(readings))
    cited = _studies(verdicts.values(), outcomes, countries)
    besides = _beside(verdicts.values(), progress)
    return Brief(
        title=_title(readings),
        readings=tuple(readings),
        verdicts=verdicts,
        outcomes=tuple(outcomes),
        reasons=tuple(explained(outcome) for outcome in outcomes),
        yearly=tuple(annual_explained(outcome) for outcome in outcomes),
        beside=besides,
        record=_record(readings, (*outcomes, *_own_run(together, outcomes), *replays.values()), deal),
        sources=_sources((*verdicts.values(), [one.verdict for one in claimed]), outcomes, cited, deal),
        studies=cited,
        estimated=_estimated(outcomes),
        not_modelled=tuple(dict.fromkeys(n for o in outcomes for n in o.scenario.not_modelled)),
        countries=tuple(countries),
        command=_command(readings, situation),
        undrafted={note.claim: note.reason for note in drafting.not_drafted},
        together=together,
        records=claimed,
        deal=deal,
        corrections=corrections(),
    )


def _outcomes(drafts: Sequence[Draft], progress: Progress) -> list[Outcome]:
    outcomes = []
    for k, drafted in enumerate(drafts, start=1):
        progress(f"running {k}/{len(drafts)}: “{drafted.scenario.title}”")
        outcomes.append(simulate(drafted.scenario))
    return outcomes


def _replays(readings: Sequence[Reading], outcomes: Sequence[Outcome], progress: Progress) -> dict[str, Outcome]:
    """The scenario of the study behind a figure, run, by the figure's claim."""
    replays = {}
    for claim, scenario in study_scenarios(readings, outcomes).items():
        progress(f"running the scenario of the study behind a figure: {scenario.title}")
        replays[claim] = settled(scenario)
    return replays


def _record(readings: Sequence[Reading], runs: Sequence[Outcome], deal: Deal | None) -> RunRecord:
    documents = [reading.document for reading in readings]
    if deal is None:
        return run_record(documents, runs)
    return run_record(documents, runs, (deal.settlement.situation,), deal.settlement.results)


def _command(readings: Sequence[Reading], situation: str | None) -> str:
    """What makes the page again."""
    named = [] if situation is None else ["--situation", situation]
    files = [reading.document.source_file for reading in readings]
    return shlex.join(["westphalia", "brief", *files, *named, "-o", "brief.html"])


def _together(
    drafts: Sequence[Draft], outcomes: Sequence[Outcome], readings: Sequence[Reading], progress: Progress
) -> Together | None:
    """All drafts in one scenario, run; one lever alone has been run already."""
    if not drafts:
        return None
    # a share of GDP aimed at by another than the government itself is read with the role of a target
    demanded = {f.claim for reading in readings for f in reading.figures if f.role == "target"}
    found = combined(drafts, demanded)
    if found.scenario is None:
        return Together(found, None, None)
    if len(found.scenario.levers) > 1:
        progress(f"running all together: {counted(len(found.scenario.levers), 'lever')}")
        outcome = simulated_together(found.scenario, outcomes)
    else:
        outcome = next(o for o in outcomes if o.scenario.title == found.titles[0])
    return Together(found, outcome, annual_explained(outcome))


def _deal(situation: str | None, readings: Sequence[Reading], progress: Progress) -> Deal | None:
    """The models' answers on the situation named, or on the one the reports speak of."""
    name = situation or situation_of(told_once(readings))
    if name is None:
        return None
    held = load_situation(name)
    progress(f"weighing the deal: {held.title}")
    return Deal(name, settle(held, DRAWS_OF_DEAL), reported(held, told_once(readings)))


def _own_run(together: Together | None, outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """The run of all levers for the record; trade it took over from another is recorded there."""
    known = {id(outcome.trade) for outcome in outcomes}
    runs = () if together is None else together.own_run
    return tuple(replace(run, trade=None) if id(run.trade) in known else run for run in runs)


def _each_once(readings: Sequence[Reading], progress: Progress) -> tuple[Reading, ...]:
    """Readings without those whose text has been read before: a report given twice counts once."""
    first: dict[str, Reading] = {}
    for reading in readings:
        document = reading.document
        before = first.setdefault(document.sha256, reading)
        if before is not reading:
            progress(f"{document.source_file}: the same text as {before.document.source_file}; counted once")
    kept = tuple(first.values())
    names = {reading.document.sha256: reading.document.source_file for reading in kept}
    for reading, story in zip(kept, stories(kept), strict=True):
        if story != reading.document.sha256:
            progress(f"{reading.document.source_file}: a copy of {names[story]}; what it repeats is shown once")
    return kept


def _title(readings: Sequence[Reading]) -> str:
    days = listed(dict.fromkeys(day(r.document.report_date) for r in readings))
    return f"Report{'s' * (len(readings) != 1)} of {days}, checked"


def _estimated(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    bases = dict.fromkeys(o.scenario.base for o in outcomes if o.trade is not None)
    notes = [note for base in bases for note in load_baseline(base).estimated]
    years = [s.assumed_from for o in outcomes for s in o.spending]
    if years:
        notes.append(f"GDP from {min(years)} on: growth and deflator held at the last forecast year (assumed)")
    return tuple(dict.fromkeys(notes))


def _beside(verdicts: Iterable[Sequence[Verdict]], progress: Progress) -> tuple[str, ...]:
    """The scenarios of the studies that figures were held against, each run here beside the published figures."""
    compared = {study.id for study in compared_studies(verdicts)}
    names = tuple(dict.fromkeys(a.scenario for a in answers() if a.study in compared and a.scenario))
    for name in names:
        progress(f"running the scenario of a published study: {name}")
        beside(name)
    return names


def _studies(
    verdicts: Iterable[Sequence[Verdict]], outcomes: Sequence[Outcome], countries: Sequence[str]
) -> tuple[Study, ...]:
    """The studies figures were held against, those of what the same duties do, and those of the same budgets."""
    wanted = {s.id for s in compared_studies(verdicts)}
    wanted |= {s.id for s in studies_of_duties(studies(), outcomes, countries)}
    wanted |= {s.id for o in outcomes for budget in o.spending for s in studies_of_cost(studies(), budget)}
    return tuple(s for s in studies() if s.id in wanted)


def _sources(
    verdicts: Iterable[Sequence[Verdict]], outcomes: Sequence[Outcome], cited: Iterable[Study], deal: Deal | None
) -> tuple[Source, ...]:
    """Every source the page rests on, in the order of the register."""
    wanted = {s for several in verdicts for v in several for s in v.sources} | {s.source for s in cited}
    if any(o.trade for o in outcomes):
        wanted |= {s.id for s in sources() if s.table.startswith(_OF_TRADE)}
    wanted |= {source for o in outcomes for source in (*policy_sources(o), *accounts_sources(o))}
    if deal is not None:
        wanted |= set(backtest_sources())
    return tuple(s for s in sources() if s.id in wanted)
