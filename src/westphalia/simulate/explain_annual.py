"""Why output, budgets and debt come out as they do: by lever with the interaction, and by channel."""

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float

from westphalia.economy.annual import Parameters, Spending, TradeEffect
from westphalia.economy.channels import ByLever, Deviation, by_lever, debt_channels
from westphalia.outcome import AnnualOutcome, Outcome
from westphalia.simulate.path import lever_paths
from westphalia.simulate.shocks import Frame, own_duties, trade_shock


@dataclass(frozen=True, eq=False)
class AnnualExplanation:
    """The yearly accounts taken apart, along the reference cases `v` (one for each date of arrival).

    `alone` are the levers by themselves in the order of `levers`, `interaction` what only all together do: they sum
    to `total`. `channels` sum to the change of GDP, `debt_channels` to the change of debt.
    """

    annual: AnnualOutcome
    levers: tuple[str, ...]
    by_lever: ByLever
    channels: dict[str, Float[np.ndarray, "v c t"]]
    debt_channels: dict[str, Float[np.ndarray, "v c t"]]


def annual_explained(outcome: Outcome) -> AnnualExplanation | None:
    """The reference cases of the accounts by lever and by channel; None where there are no accounts."""
    annual = outcome.annual
    if annual is None:
        return None
    chosen = annual.reference
    parameters = _of_cases(annual.parameters, chosen)
    spending = [(s.lever, _spending_of(s.spending, chosen)) for s in annual.shocks if s.spending is not None]
    together = [_trade_of(s.trade, chosen) for s in annual.shocks if s.trade is not None]
    alone = _trade_alone(outcome, annual) if together else []
    money = [each for _, each in spending]
    split = by_lever(annual.baseline, money, [each for _, each in alone], parameters)
    if together:
        # levers of trade meet in the trade model too: what they do together there is interaction here
        split = _with_total(split, by_lever(annual.baseline, money, together, parameters).total)
    return AnnualExplanation(
        annual=annual,
        levers=tuple(name for name, _ in (*spending, *alone)),
        by_lever=split,
        channels={name: part[chosen] for name, part in annual.path.channels.items()},
        debt_channels={name: part[chosen] for name, part in debt_channels(annual.baseline, annual.path).items()},
    )


def _with_total(split: ByLever, total: Deviation) -> ByLever:
    rest = total
    for lever in split.alone:
        rest = rest - lever
    return ByLever(alone=split.alone, interaction=rest, total=total)


def _trade_alone(outcome: Outcome, annual: AnnualOutcome) -> list[tuple[str, TradeEffect]]:
    """Each trade lever by itself, in the shape of the reference cases."""
    assert outcome.trade is not None
    cases = tuple(case for case, shown in zip(annual.cases, annual.reference, strict=True) if shown)
    own = own_duties(outcome.trade.equilibrium)
    frame = Frame(outcome.scenario, annual.countries, annual.years, annual.baseline.gdp, cases)
    return [
        (name, trade_shock(path, own, frame)) for name, path in lever_paths(outcome.scenario, outcome.trade).items()
    ]


def _of_cases(parameters: Parameters, chosen: np.ndarray) -> Parameters:
    names = ("multiplier", "leakage", "tax_multiplier", "semi_elasticity")
    return replace(parameters, **{name: getattr(parameters, name)[chosen] for name in names})


def _spending_of(spending: Spending, chosen: np.ndarray) -> Spending:
    lent = None if spending.lent is None else spending.lent[chosen]
    cut = spending.cuts_multiplier[chosen]
    return replace(spending, extra=spending.extra[chosen], lent=lent, cuts_multiplier=cut)


def _trade_of(trade: TradeEffect, chosen: np.ndarray) -> TradeEffect:
    names = ("output", "tax_base", "revenue", "semi_elasticity")
    return replace(trade, **{name: getattr(trade, name)[chosen] for name in names})
