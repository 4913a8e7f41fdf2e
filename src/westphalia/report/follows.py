"""What follows: one part for each scenario, with its levers in words and where they come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from westphalia.evidence.claims import Figure
from westphalia.outcome import Outcome
from westphalia.report.budgets import BudgetPart, budget_part
from westphalia.report.contents import Brief
from westphalia.report.duties import Supposed, TradePart, trade_part
from westphalia.report.names import Link, claim_anchor, country_name, scenario_title, sector_name, whom
from westphalia.report.selection import absent_countries, anybody_answers, leading_countries, shown_countries
from westphalia.scenario.levers import DefenceBudget, Lever, Tariff
from westphalia.scenario.levers.defence_budget import Definition
from westphalia.wording import listed, tidy_percent
from westphalia.world.countries import the
from westphalia.world.load import load_baseline

_AVERAGES: Final = "most-favoured-nation rates"
_DEFINITIONS: Final[dict[Definition, str]] = {
    "nato": "NATO definition",
    "nato-core": "NATO's narrower definition",
    "sipri": "SIPRI's definition",
    "factbook": "the factbook's definition",
    "national": "national definition",
    "as-reported": "definition as the report has it",
}


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
    budgets: tuple[BudgetPart, ...]


def scenario_parts(brief: Brief) -> tuple[Part, ...]:
    """Every scenario in the order it was drafted."""
    figures = {figure.claim: figure for _, figure in brief.figures}
    return tuple(_part(outcome, k, brief, figures) for k, outcome in enumerate(brief.outcomes, start=1))


def _part(outcome: Outcome, place: int, brief: Brief, figures: Mapping[str, Figure]) -> Part:
    scenario, ident = outcome.scenario, f"scenario-{place}"
    return Part(
        anchor=ident,
        title=scenario_title(scenario.title),
        day=scenario.date,
        base=scenario.base,
        sha256=scenario.sha256,
        levers=tuple(_lever_view(lever, figures) for lever in scenario.levers),
        not_modelled=scenario.not_modelled,
        absent=tuple(country_name(c) for c in absent_countries(outcome, brief.countries)),
        trade=_trade(outcome, brief, ident) if outcome.trade else None,
        budgets=tuple(
            budget_part(b, f"{ident}-budget-{k}", brief.studies) for k, b in enumerate(outcome.spending, start=1)
        ),
    )


def _trade(outcome: Outcome, brief: Brief, ident: str) -> TradePart:
    assert outcome.trade is not None
    shown = shown_countries(outcome, brief.countries)
    first = leading_countries(outcome, brief.countries)[0]
    duties = [lever for lever in outcome.scenario.levers if isinstance(lever, Tariff)]
    about = Supposed(
        scenario_title(outcome.scenario.title),
        answered=anybody_answers(duties),
        duties=next((note for note in load_baseline(outcome.scenario.base).estimated if _AVERAGES in note), ""),
    )
    return trade_part(outcome.trade, shown, first, ident, about)


def _lever_view(lever: Lever, figures: Mapping[str, Figure]) -> LeverView:
    links = tuple(
        Link(f"“{figures[c].span.text}”" if c in figures else c, f"#{claim_anchor(c)}" if c in figures else "")
        for c in lever.claims
    )
    return LeverView(lever_words(lever), links, lever.source or "", lever.assumed or "")


def lever_words(lever: Lever) -> str:
    """A lever as a sentence."""
    return _tariff_words(lever) if isinstance(lever, Tariff) else _budget_words(lever)


def _tariff_words(lever: Tariff) -> str:
    who = listed(the(c) for c in lever.imposer)
    what = {"goods": "goods", "all": "goods and services"}.get(str(lever.sectors)) or (
        listed(sector_name(code).lower() for code in lever.sectors)
    )
    start = f", from {lever.from_} on" if lever.from_ else ""
    added = f"{'adds' if len(lever.imposer) == 1 else 'add'} {tidy_percent(lever.rate)}"
    return _capital(f"{who} {added} to the duties on {what} from {whom(lever.target)}{start}.")


def _budget_words(lever: DefenceBudget) -> str:
    path = ", ".join(f"{tidy_percent(share)} of GDP in {year}" for year, share in sorted(lever.share.items()))
    goal = ""
    if lever.target is not None:
        first, last = lever.reached[0], lever.reached[-1]
        when = f"in {first}" if first == last else f"in one of the years {first}–{last}, each as likely as another"
        goal = f", then {tidy_percent(lever.target)}, reached {when}"
    return (
        f"{country_name(lever.country)}: defence spending of {path}{goal}; "
        f"start from {lever.edition}, {_DEFINITIONS[lever.definition]}, "
        f"{lever.shape.replace('_', '-')} path."
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
