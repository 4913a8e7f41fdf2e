"""What follows: one part for each scenario, with its levers in words and where they come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from westphalia.outcome import Outcome
from westphalia.report.annual import AnnualPart, annual_part
from westphalia.report.budgets import BudgetPart, budget_part
from westphalia.report.contents import Brief
from westphalia.report.duties import Supposed, TradePart, trade_part
from westphalia.report.exposed import Exposure, exposure
from westphalia.report.levers import lever_words
from westphalia.report.names import Link, claim_anchor, country_name, scenario_title
from westphalia.report.passages import anchor_of
from westphalia.report.policy import Section, policy_sections
from westphalia.report.selection import (
    annual_countries,
    anybody_answers,
    leading_countries,
    shown_countries,
)
from westphalia.scenario.levers import Lever
from westphalia.simulate.explain import Explanation
from westphalia.simulate.explain_annual import AnnualExplanation
from westphalia.world.load import load_baseline

_AVERAGES: Final = "most-favoured-nation rates"


@dataclass(frozen=True)
class LeverView:
    """A lever in one sentence, the figures it was drafted from, and what is assumed in it."""

    sentence: str
    claims: tuple[Link, ...]
    source: str
    assumed: str


@dataclass(frozen=True)
class Part:
    """One scenario and what follows from it."""

    anchor: str
    title: str
    day: object
    base: str
    sha256: str
    levers: tuple[LeverView, ...]
    not_modelled: tuple[str, ...]
    absent: tuple[str, ...]
    trade: TradePart | None
    exposed: Exposure | None
    budgets: tuple[BudgetPart, ...]
    policy: tuple[Section, ...]
    annual: AnnualPart | None


def scenario_parts(brief: Brief) -> tuple[Part, ...]:
    """Every scenario in the order it was drafted."""
    cited = _cited(brief)
    runs = zip(brief.outcomes, brief.reasons, brief.yearly, strict=True)
    return tuple(_part(*run, k, brief, cited) for k, run in enumerate(runs, start=1))


def _part(
    outcome: Outcome,
    why: Explanation | None,
    yearly: AnnualExplanation | None,
    place: int,
    brief: Brief,
    cited: Mapping[str, Link],
) -> Part:
    scenario, ident = outcome.scenario, f"scenario-{place}"
    return Part(
        anchor=ident,
        title=scenario_title(scenario.title),
        day=scenario.date,
        base=scenario.base,
        sha256=scenario.sha256,
        levers=tuple(_lever_view(lever, cited) for lever in scenario.levers),
        not_modelled=scenario.not_modelled,
        absent=tuple(country_name(c) for c in outcome.absent(brief.countries)),
        trade=None if why is None else _trade(outcome, why, brief, ident),
        exposed=_exposed(outcome, brief, ident),
        budgets=tuple(
            budget_part(b, f"{ident}-budget-{k}", brief.studies) for k, b in enumerate(outcome.spending, start=1)
        ),
        policy=policy_sections(outcome, ident),
        annual=_annual(outcome, yearly, brief, ident),
    )


def _annual(outcome: Outcome, yearly: AnnualExplanation | None, brief: Brief, ident: str) -> AnnualPart | None:
    if outcome.annual is None:
        return None
    return annual_part(outcome.annual, yearly, annual_countries(outcome, brief.countries), ident)


def _exposed(outcome: Outcome, brief: Brief, ident: str) -> Exposure | None:
    if outcome.trade is None:
        return None
    first = leading_countries(outcome, brief.countries)[0]
    return exposure(outcome.trade, shown_countries(outcome, brief.countries), first, ident)


def _trade(outcome: Outcome, why: Explanation, brief: Brief, ident: str) -> TradePart:
    shown = shown_countries(outcome, brief.countries)
    first = leading_countries(outcome, brief.countries)[0]
    about = Supposed(
        scenario_title(outcome.scenario.title),
        answered=anybody_answers(outcome.scenario.levers),
        duties=next((note for note in load_baseline(outcome.scenario.base).estimated if _AVERAGES in note), ""),
    )
    return trade_part(why, shown, first, ident, about)


def _cited(brief: Brief) -> Mapping[str, Link]:
    """The words of every figure and position that a lever may rest on, leading to where they stand."""
    positions = {
        position.claim: Link(f"“{position.span.text}”", f"#{anchor_of(reading, position)}")
        for reading in brief.once
        for position in reading.positions
    }
    figures = {f.claim: Link(f"“{f.span.text}”", f"#{claim_anchor(f.claim)}") for _, f in brief.figures}
    return positions | figures


def _lever_view(lever: Lever, cited: Mapping[str, Link]) -> LeverView:
    links = tuple(cited.get(claim, Link(claim)) for claim in lever.claims)
    return LeverView(lever_words(lever), links, lever.source or "", lever.assumed or "")
