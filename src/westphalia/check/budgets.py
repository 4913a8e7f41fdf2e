"""A target for defence spending against the budget accounts: what it costs, and what the start does to that."""

from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.check.accounts import Effect
from westphalia.check.verdict import Comparison, Verdict
from westphalia.evidence.claims import Figure, Reading
from westphalia.outcome import COUNTERFACTUALS, SpendingOutcome
from westphalia.scenario.levers import DefenceBudget
from westphalia.wording import currency_unit, listed, money, percent, with_range
from westphalia.world.countries import the
from westphalia.world.defence import cash_of_edition, editions
from westphalia.world.economies import macro

_SOURCE: Final = "westphalia-defence"
_SAME: Final = 1e-9


def when_reached(lever: DefenceBudget) -> str:
    """By when a target is reached, with a word where nobody gave the date."""
    arrival = lever.arrival
    return f"by {arrival[0]}" if len(arrival) == 1 else f"in {arrival[0]}–{arrival[-1]} (dates assumed)"


def check_target(figure: Figure, reading: Reading, budget: SpendingOutcome, effect: Effect) -> Verdict:
    """What a target costs in the year it is reached, and added up; the target itself cannot be checked.

    `effect` is what it does to debt and output in the yearly accounts.
    """
    last = int(budget.years[-1])
    year, at = budget.shown_year, budget.shown
    extra = {name: budget.extra[name] for name in COUNTERFACTUALS if name in budget.extra}
    in_year = [_row(f"extra spending in {year}", name, values[:, at], budget) for name, values in extra.items()]
    total = [
        _row(f"extra spending added up over {budget.start + 1}–{last}", name, values.sum(axis=1), budget)
        for name, values in extra.items()
    ]
    costs = [f"{cost_words(row)} more than {COUNTERFACTUALS[name]}" for name, row in zip(extra, in_year, strict=True)]
    return Verdict(
        claim=figure.claim,
        route="model",
        word="cannot be checked",
        rule="a target is a choice, not a measurement: the model says what it costs",
        sentence=(
            f"A target is a choice, not a measurement. Reaching {figure.span.text} "
            f"{when_reached(budget.lever)} costs {the(budget.country)} in {year} "
            f"{listed(costs)} (nominal, calendar years).{effect.sentence}"
        ),
        comparisons=(*in_year, *total, *_other_starts(reading, budget, at), *_own_cash(budget), *effect.rows),
        caveats=(
            "the range is over the dates of arrival; growth, inflation and financing are not varied",
            "sums are nominal and not discounted",
            *effect.caveats,
            *((f"GDP from {budget.assumed_from} on is assumed",) if last >= budget.assumed_from else ()),
        ),
        sources=_sources(budget),
    )


def _sources(budget: SpendingOutcome) -> tuple[str, ...]:
    """Our accounts, the outlook, and the edition the start is of where it is a table's."""
    held = {one.id: one.source for one in editions()}
    edition = held.get(budget.lever.edition)
    return (_SOURCE, macro(budget.country, budget.outlook).source, *((edition,) if edition else ()))


def _other_starts(reading: Reading, budget: SpendingOutcome, at: int) -> list[Comparison]:
    """The cost against a constant share, had the plan begun where the report or the alliance's cash puts it."""
    lever = budget.lever
    begins = float(budget.share[0, 0])
    starts = {
        f"as printed, {percent(f.normalised, 2)}": f.normalised
        for f in reading.figures
        if f.measure == "defence_share" and f.subject == (lever.country,) and f.role in ("from", "current")
    }
    cash = _alliance_cash(budget)
    if cash is not None:
        share = cash / float(budget.gdp[0])
        starts[f"the edition's own cash over this GDP, {percent(share, 2)}"] = share
    rows = []
    for words, share in starts.items():
        if abs(share - begins) < 1e-9:
            continue
        path = lever.share_paths(budget.years, {**lever.share, budget.start: share})
        extra = (path[:, at] - share) * budget.gdp[at]
        label = f"extra spending in {int(budget.years[at])}, were the start {words}"
        rows.append(_row(label, "constant_share", extra, budget))
    return rows


def _alliance_cash(budget: SpendingOutcome) -> float | None:
    """Spending in the starting year as the lever's edition prints it, in national currency, bn."""
    lever = budget.lever
    return cash_of_edition(lever.country, budget.start, lever.edition, budget.currency)


def _own_cash(budget: SpendingOutcome) -> list[Comparison]:
    """What the accounts take for the starting year beside what the edition prints in cash."""
    cash = _alliance_cash(budget)
    if cash is None:
        return []
    ours = float(budget.spending[0, 0])
    note = f"here {money(ours, budget.currency)}: the edition's share × a later edition of GDP"
    label = f"spending in {budget.start} as {budget.lever.edition} prints it"
    return [Comparison(label=label, value=cash, unit=f"{budget.currency} bn", source=_SOURCE, note=note)]


def _row(when: str, counterfactual: str, values: Float[np.ndarray, " r"], budget: SpendingOutcome) -> Comparison:
    return Comparison(
        label=f"{when}, against {COUNTERFACTUALS[counterfactual]}", value=float(values.mean()),
        low=float(values.min()), high=float(values.max()), unit=f"{budget.currency} bn", source=_SOURCE,
    )  # fmt: skip


def cost_words(row: Comparison) -> str:
    """A row of money in words, with its range where it has one."""
    assert row.value is not None and row.low is not None and row.high is not None
    currency = row.unit.partition(" ")[0]
    if np.isclose(row.low, row.high, rtol=_SAME, atol=0.0):
        return money(row.value, currency)
    return with_range(row.value, row.low, row.high, currency_unit(currency))
