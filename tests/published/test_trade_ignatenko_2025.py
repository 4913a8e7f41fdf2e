"""Ignatenko, Macedoni, Lashkaripour & Simonovska (2025), Journal of International Economics 157.

The United States under the duties of 2 April 2025, one sector of goods, 194 countries, elasticity 4, labour supply
0.5, scale 0.67/4, transfers a fixed share of world income. The base was rebuilt from public data after the paper's
rule for home sales, so agreement to the last printed digit is agreement of model and data together.

What this cannot see: anything with more than one sector, intermediate inputs or baseline duties. The pages of the
tables were not seen.

The revenue of 1.14 per cent is another model's: the paper's main one, in which firms with markups pass a duty on in
part and part of a sale stays where it is made. Written out below from its equations and solved by scipy on the same
base, it gives 1.14 as new revenue over *old* spending and 1.03 over new GDP. The Eaton–Kortum case, which is ours,
gives 1.43 and 1.34, as our solver does; so the printed figure is a miss of ours by definition, and tested as one.
"""

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from jaxtyping import Float

from westphalia.trade.accounts import exports
from westphalia.trade.equilibrium import RevenueUse, TradeEquilibrium, TradeParameters, TradeShock
from westphalia.trade.solve import solve
from westphalia.trade.welfare import welfare_hat
from westphalia.world.load import load_baseline, us_tariff_2apr2025

TABLE = Path(__file__).with_name("ignatenko_2025.csv")
FLOOR, RETALIATION = 0.10, 0.25
ELASTICITY, LABOUR_SUPPLY, SCALE = 4.0, 0.5, 0.67 / 4
KEPT_AT_SALE, KEPT_AT_SALE_USA = 0.114335, 0.270471  # ν of the paper's main model
MARKUP_SHAPE = 4 / 0.67
ANOTHER_MODEL = "incomplete_pass_through"


def _rows() -> list[dict[str, str]]:
    with TABLE.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def _equilibrium(case: str) -> TradeEquilibrium:
    baseline = load_baseline("goods-2023-194")
    schedule, countries = us_tariff_2apr2025(), baseline.axes.countries
    usa = countries.index("USA")
    tariff = np.zeros_like(baseline.flow)
    tariff[usa, :, 0] = [max(FLOOR, schedule[country]) for country in countries.labels]
    if case == "retaliation_25":
        tariff[:, usa] = RETALIATION
    tariff[usa, usa] = 0.0
    use: RevenueUse = "lump_sum" if case.endswith("lump_sum") else "income_tax"
    parameters = TradeParameters(
        np.array([ELASTICITY]), "Ignatenko et al. (2025)", LABOUR_SUPPLY, np.array([SCALE]), revenue=use
    )
    return solve(baseline, TradeShock(tariff), parameters)


def _measured(eq: TradeEquilibrium, quantity: str) -> float:
    """Change in the United States, per cent."""
    usa = eq.baseline.axes.countries.index("USA")
    if quantity == "welfare":
        change = welfare_hat(eq)[usa]
    elif quantity == "employment":
        change = eq.labour_hat[usa]
    elif quantity == "prices":
        spent = eq.baseline.expenditure[:, 0]
        change = eq.consumer_price_hat[usa] * spent.sum() / (spent @ eq.consumer_price_hat)
    else:
        old = exports(eq.baseline.flow)[usa].sum() / eq.baseline.value_added[usa]
        new = exports(eq.flow_new)[usa].sum() / (eq.wage_hat * eq.labour_hat * eq.baseline.value_added)[usa]
        change = new / old
    return 100 * (float(change) - 1)


OURS = [row for row in _rows() if row["case"] != ANOTHER_MODEL]
NOT_OURS = [row for row in _rows() if row["case"] == ANOTHER_MODEL]


@pytest.mark.parametrize("row", OURS, ids=lambda row: f"{row['case']}-{row['quantity']}")
def test_united_states(row: dict[str, str]) -> None:
    measured = _measured(_equilibrium(row["case"]), row["quantity"])
    assert abs(measured - float(row["published"])) <= float(row["last_digit"])


@pytest.mark.parametrize("case", sorted({row["case"] for row in OURS}))
def test_solved_to_tolerance(case: str) -> None:
    eq = _equilibrium(case)
    assert eq.residual <= 1e-9
    assert eq.walras_gap <= 1e-10


def test_scale_by_output_is_the_papers_scale_by_labour() -> None:
    r"""One sector without inputs: :math:`\hat Y/\hat c^0 = \hat w \hat L/\hat w`, so the paper's ĉ = ŵ/L̂^ψ."""
    eq = _equilibrium("no_retaliation")
    assert np.abs(eq.cost_hat[:, 0] * eq.labour_hat**SCALE / eq.wage_hat - 1).max() <= 1e-8


def _revenue(eq: TradeEquilibrium) -> tuple[float, float]:
    """Duties of the United States over old spending, at the paper's prices, and over new labour income, per cent."""
    usa, spent = eq.baseline.axes.countries.index("USA"), eq.baseline.expenditure[:, 0]
    price = spent @ eq.consumer_price_hat / spent.sum()
    earned = eq.wage_hat[usa] * eq.labour_hat[usa] * eq.baseline.value_added[usa]
    return 100 * eq.revenue_new[usa] / price / spent[usa], 100 * eq.revenue_new[usa] / earned


def _printed_model(kept: Float[np.ndarray, " i"], passed_on: Float[np.ndarray, " n"]) -> tuple[float, float]:
    """The same two ratios from the equations of the paper, exporter first as it has them, solved without our solver.

    ν (`kept`) of a sale is earned by the buyer's country, φ (`passed_on`) is the power of a duty in demand; 0 and 1
    are the Eaton–Kortum case. Unknowns: logs of wage, spending and labour.
    """
    from scipy.optimize import root

    base, tariff = _equilibrium("no_retaliation").baseline, _equilibrium("no_retaliation").shock.tariff_new[:, :, 0].T
    flow, usa = base.flow[:, :, 0].T, base.axes.countries.index("USA")
    spent, earned = flow.sum(axis=0), flow @ (1 - kept) + kept * flow.sum(axis=0)

    def levels(logs: np.ndarray) -> tuple[np.ndarray, ...]:
        wage_hat, spent_hat, labour_hat = np.exp(logs.reshape(3, -1))
        weight = flow / spent * (wage_hat / labour_hat**SCALE)[:, None] ** -ELASTICITY
        weight = weight * (1 + tariff) ** (-ELASTICITY * passed_on)
        price_hat = (spent_hat / wage_hat) ** (1 - passed_on) * weight.sum(axis=0) ** (-1 / ELASTICITY)
        sold = weight / weight.sum(axis=0) * spent * spent_hat / (1 + tariff)
        return wage_hat, labour_hat, price_hat, sold, (sold * tariff).sum(axis=0), wage_hat * labour_hat * earned

    def gaps(logs: np.ndarray) -> np.ndarray:
        wage_hat, labour_hat, price_hat, sold, revenue, earned_new = levels(logs)
        sales = (sold @ (1 - kept) + kept * sold.sum(axis=0) - earned_new) / earned
        sales[-1] = spent @ (price_hat - 1) / spent.sum()
        income = revenue + earned_new + (spent - earned) * earned_new.sum() / earned.sum()
        relief = 1 / (1 - revenue / earned_new)
        labour = np.log(labour_hat) - LABOUR_SUPPLY * np.log(relief * wage_hat / price_hat)
        return np.concatenate([sales, income / spent - np.exp(logs.reshape(3, -1)[1]), labour])

    found = root(gaps, np.zeros(3 * len(spent)), tol=1e-12)
    assert np.abs(found.fun).max() <= 1e-10
    *_, revenue, earned_new = levels(found.x)
    return 100 * revenue[usa] / spent[usa], 100 * revenue[usa] / earned_new[usa]


def test_printed_revenue_is_that_of_another_model_which_gives_it() -> None:
    kept = np.full(194, KEPT_AT_SALE)
    kept[_equilibrium("no_retaliation").baseline.axes.countries.index("USA")] = KEPT_AT_SALE_USA
    passed_on = (1 + MARKUP_SHAPE) / ((1 - kept) * MARKUP_SHAPE) - 1 / MARKUP_SHAPE
    found = dict(zip(("revenue_old_spending", "revenue_new_gdp"), _printed_model(kept, passed_on), strict=True))
    assert {row["quantity"] for row in NOT_OURS} == set(found)
    for row in NOT_OURS:
        assert abs(found[row["quantity"]] - float(row["published"])) <= float(row["last_digit"])


def test_our_revenue_is_that_of_its_eaton_kortum_case_and_misses_the_printed_one() -> None:
    ours = _revenue(_equilibrium("no_retaliation"))
    theirs = _printed_model(np.zeros(194), np.ones(194))
    assert max(abs(a / b - 1) for a, b in zip(ours, theirs, strict=True)) <= 1e-6
    assert [round(x, 2) for x in ours] == [1.43, 1.34]
