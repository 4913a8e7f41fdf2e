"""All levers of a brief in one scenario: what is in it, what was left out and why, and the yearly accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from westphalia.evidence.claims import Figure
from westphalia.outcome import AnnualOutcome, Outcome
from westphalia.report.annual import ALL_LEVERS, AnnualPart, annual_json, annual_lines, annual_part
from westphalia.report.contents import Brief, Together
from westphalia.report.levers import lever_words
from westphalia.report.names import Link, claim_anchor, scenario_title
from westphalia.report.proposals import scenario_yaml
from westphalia.report.selection import annual_countries
from westphalia.report.why_annual import annual_why_json
from westphalia.scenario.combined import RULE, Alternative
from westphalia.scenario.levers import Lever

IDENT = "together"


@dataclass(frozen=True)
class Item:
    """A lever that is in, or a draft that is not: in words, where it stands on the page, and what is to be said."""

    words: str
    links: tuple[Link, ...]
    why: str = ""


@dataclass(frozen=True)
class TogetherPart:
    """Section 5 of the page; `alone` leads to the one scenario whose accounts need no repeating."""

    anchor: str
    rule: str
    levers: tuple[Item, ...]
    left_out: tuple[Item, ...]
    unmoved: tuple[Item, ...]
    notes: tuple[str, ...]
    alone: Link | None
    annual: AnnualPart | None
    yaml: str
    sha256: str
    horizon: tuple[int, int]


def together_part(brief: Brief) -> TogetherPart | None:
    """The levers in words, what was left out, and the accounts; None where no lever was drafted."""
    held = brief.together
    if held is None:
        return None
    figures = {figure.claim: figure for _, figure in brief.figures}
    outcome, scenario = held.outcome, held.combination.scenario
    levers = scenario.levers if scenario is not None else ()
    titles = held.combination.titles
    alone = _alone(brief, titles) if len(levers) == 1 else None
    return TogetherPart(
        anchor=IDENT,
        rule=RULE,
        levers=tuple(_lever_item(lever, figures) for lever in levers),
        left_out=tuple(_left_item(one, figures) for one in held.combination.left_out),
        unmoved=tuple(Item(scenario_title(words), (), why) for words, why in unmoved(held)),
        notes=held.combination.notes,
        alone=alone,
        annual=_accounts(outcome, held, brief) if alone is None and outcome is not None else None,
        yaml="" if outcome is None or alone is not None else scenario_yaml(outcome),
        sha256="" if scenario is None else scenario.sha256,
        horizon=(0, 0) if scenario is None else scenario.horizon,
    )


def _alone(brief: Brief, titles: tuple[str, ...]) -> Link | None:
    for place, outcome in enumerate(brief.outcomes, start=1):
        if outcome.scenario.title == titles[0]:
            return Link(scenario_title(titles[0]), f"#scenario-{place}")
    return None


def _accounts(outcome: Outcome, held: Together, brief: Brief) -> AnnualPart | None:
    if outcome.annual is None:
        return None
    return annual_part(outcome.annual, held.yearly, annual_countries(outcome, brief.countries), IDENT, ALL_LEVERS)


def _lever_item(lever: Lever, figures: Mapping[str, Figure]) -> Item:
    return Item(lever_words(lever), _links(lever.claims, figures))


def _left_item(one: Alternative, figures: Mapping[str, Figure]) -> Item:
    instead = f"; in its place: {scenario_title(one.instead)}" if one.instead else ""
    return Item(scenario_title(one.title), _links(one.claims, figures), f"{one.why}{instead}")


def _links(claims: tuple[str, ...], figures: Mapping[str, Figure]) -> tuple[Link, ...]:
    return tuple(Link(f"“{figures[c].span.text}”", f"#{claim_anchor(c)}") for c in claims if c in figures)


def unmoved(held: Together) -> tuple[tuple[str, str], ...]:
    """The levers that move no yearly account, each with the reason: its title, and why."""
    outcome = held.outcome
    if outcome is None:
        return ()
    moving = _moving(outcome.annual)
    found = []
    for lever, title in zip(outcome.scenario.levers, held.combination.titles, strict=True):
        if lever.label not in moving and not _is_trade(lever, outcome):
            found.append((title, _why_unmoved(lever, outcome.annual)))
    return tuple(found)


def _moving(annual: AnnualOutcome | None) -> set[str]:
    """Names of the levers that put anything into the accounts."""
    if annual is None:
        return set()
    return {s.lever for s in annual.shocks if s.spending is not None and s.spending.extra.any()}


def _is_trade(lever: Lever, outcome: Outcome) -> bool:
    from westphalia.scenario.levers import TradeLever

    return isinstance(lever, TradeLever) and outcome.trade is not None and outcome.trade.path is not None


def _why_unmoved(lever: Lever, annual: AnnualOutcome | None) -> str:
    """What the accounts note of a lever; else what it is by its own description, such as signalling."""
    notes, shocks = ((), ()) if annual is None else (annual.notes, annual.shocks)
    said = [note.removeprefix(f"{lever.label}: ") for note in notes if note.startswith(f"{lever.label}: ")]
    if said:
        return "; ".join(said)
    if any(shock.lever == lever.label for shock in shocks):
        return "it adds nothing to anybody's spending in these years"
    what = (type(lever).__doc__ or "").partition("\n")[0].rstrip(".")
    return f"no part of the accounts: {what[:1].lower()}{what[1:]}"


def together_lines(brief: Brief) -> tuple[str, ...]:
    """The accounts of all levers in a few sentences; nothing where one lever's stand already."""
    held = brief.together
    if held is None or held.outcome is None or held.outcome.annual is None or len(held.outcome.scenario.levers) < 2:
        return ()
    return annual_lines(held.outcome.annual, annual_countries(held.outcome, brief.countries))


def together_json(brief: Brief) -> dict[str, Any] | None:
    """The combined scenario, the rule, what it left out, and its accounts by year, by lever and by channel."""
    held = brief.together
    if held is None:
        return None
    scenario, outcome = held.combination.scenario, held.outcome
    annual = None if outcome is None else outcome.annual
    shown = () if outcome is None else annual_countries(outcome, brief.countries)
    return {
        "rule": RULE,
        "scenario": None if scenario is None else scenario.model_dump(mode="json", by_alias=True),
        "sha256": None if scenario is None else scenario.sha256,
        "titles": list(held.combination.titles),
        "left_out_by_rule": [
            {"title": one.title, "claims": list(one.claims), "why": one.why, "instead": one.instead}
            for one in held.combination.left_out
        ],
        "moves_no_account": [{"title": title, "why": why} for title, why in unmoved(held)],
        "notes": list(held.combination.notes),
        "annual": None if annual is None else annual_json(annual, shown),
        "why": None if held.yearly is None else annual_why_json(held.yearly, shown),
    }
