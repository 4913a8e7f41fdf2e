"""Exact derivatives of outcomes against sixth-order differences of the solver itself: eight digits."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from strategies import make_baseline, random_baseline, random_parameters, random_shock
from westphalia.errors import UsageError
from westphalia.trade.accounts import exports
from westphalia.trade.equilibrium import CLOSURES, Closure, TradeEquilibrium, TradeParameters, TradeShock
from westphalia.trade.gradient import ADJOINT_TOLERANCE, Gradient, gradient
from westphalia.trade.measure import (
    Cotangents,
    TradeMeasure,
    abroad,
    consumer_price,
    logarithm,
    output,
    real_income,
    real_wage,
    revenue,
    trade_value,
    trade_volume,
    weighted_sum,
    welfare,
)
from westphalia.trade.solve import no_shock, solve
from westphalia.trade.welfare import real_income_hat, welfare_hat
from westphalia.world.load import load_baseline, load_elasticities

DIGITS = 1e-8
TOLERANCE = 1e-12
COUNTRIES, SECTORS = 4, 3
VARIANTS = [
    {},
    {"labour_supply": 0.5, "revenue": "income_tax"},
    {"labour_supply": 0.4, "scale": 0.3},
    {"labour_supply": 0.5, "revenue": "income_tax", "scale": 0.4},
]
Move = Callable[[float], TradeEquilibrium]


def _slow_unless(quick: bool) -> tuple[pytest.MarkDecorator, ...]:
    return () if quick else (pytest.mark.slow,)


def _differences(move: Move, measures: list[TradeMeasure], step: float) -> np.ndarray:
    """Richardson's extrapolation of three central differences."""

    def central(h: float) -> np.ndarray:
        up, down = move(h), move(-h)
        return np.array([(measure(up) - measure(down)) / (2 * h) for measure in measures])

    coarse, middle, fine = (central(step / k) for k in (1, 2, 4))
    return (64 * fine - 20 * middle + coarse) / 45


def _agree(parts: np.ndarray, differences: float, value: float) -> bool:
    """Eight digits, of the sum or of its parts where they cancel, besides what the solver's tolerance blurs."""
    scale = max(abs(differences), float(np.linalg.norm(parts)))
    return abs(float(parts.sum()) - differences) <= DIGITS * scale + 100 * TOLERANCE * abs(value)


def _measures(rng: np.random.Generator, countries: int = COUNTRIES, sectors: int = SECTORS) -> list[TradeMeasure]:
    of_countries, of_flows = rng.uniform(0.5, 1, countries), rng.uniform(0, 1, (countries, countries, sectors))
    return [
        welfare(of_countries),
        real_income(of_countries),
        real_wage(of_countries),
        consumer_price(of_countries),
        revenue(of_countries),
        output(of_flows[0]),
        trade_value(of_flows),
        logarithm(trade_volume(of_flows)),
    ]


def _parameters(baseline_seed: int, variant: dict[str, object]) -> TradeParameters:
    baseline = random_baseline(baseline_seed, COUNTRIES, SECTORS)
    parameters = random_parameters(baseline, baseline_seed)
    strength = variant.get("scale")
    given = variant | ({"scale": strength / parameters.elasticity} if isinstance(strength, float) else {})
    return replace(parameters, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("closure", "variant"),
    [
        pytest.param(closure, variant, id=f"{closure}-{'+'.join(variant) or 'plain'}", marks=_slow_unless(j == k % 3))
        for k, variant in enumerate(VARIANTS)
        for j, closure in enumerate(CLOSURES)
    ],
)
def test_every_derivative_of_every_outcome(closure: Closure, variant: dict[str, object]) -> None:
    """Duties in force, imbalances, goods not made or not bought; the baseline of the result is held."""
    seed = CLOSURES.index(closure)
    parameters = _parameters(seed, variant)
    baseline = random_baseline(seed, COUNTRIES, SECTORS)
    shock = random_shock(baseline, seed)
    iceberg = shock.iceberg_hat
    assert iceberg is not None
    eq = solve(baseline, shock, parameters, closure, TOLERANCE)
    rng = np.random.default_rng(seed)
    measures = _measures(rng)
    of_duty, of_cost = rng.normal(size=(2, *baseline.flow.shape)) * (shock.tariff_new > 0)
    of_elasticity = rng.normal(size=SECTORS)

    def solved(other: TradeShock = shock, others: TradeParameters = parameters) -> TradeEquilibrium:
        return solve(eq.baseline, other, others, closure, TOLERANCE)

    moves: list[Move] = [
        lambda h: solved(TradeShock(shock.tariff_new + h * of_duty, iceberg)),
        lambda h: solved(TradeShock(shock.tariff_new, iceberg + h * of_cost)),
        lambda h: solved(others=replace(parameters, elasticity=parameters.elasticity + h * of_elasticity)),
        lambda h: solved(others=replace(parameters, labour_supply=parameters.labour_supply + h)),
    ]
    if not parameters.labour_supply:
        del moves[3]
    by_differences = [_differences(move, measures, 0.02 if k > 1 else 0.01) for k, move in enumerate(moves)]
    for j, measure in enumerate(measures):
        found = gradient(eq, measure)
        assert found.residual <= 10 * ADJOINT_TOLERANCE
        parts = [
            found.tariff * of_duty,
            found.iceberg * of_cost,
            found.elasticity * of_elasticity,
            np.array([found.labour_supply]),
        ]
        for part, differences in zip(parts, by_differences, strict=False):
            assert _agree(part, differences[j], found.value), (measure.name, part.sum(), differences[j], found.value)


def test_values_are_those_of_the_welfare_module() -> None:
    baseline = random_baseline(3, COUNTRIES, SECTORS)
    parameters = replace(random_parameters(baseline, 3, 0.5), revenue="income_tax")
    eq = solve(baseline, random_shock(baseline, 3), parameters)
    weights = np.arange(1.0, 5.0)
    everyone = np.ones(COUNTRIES, dtype=bool)
    foreign = trade_value(abroad(everyone, everyone, np.ones(SECTORS, dtype=bool)))
    assert abs(welfare(weights)(eq) - weights @ welfare_hat(eq)) <= 1e-13
    assert abs(real_income(weights)(eq) - weights @ real_income_hat(eq)) <= 1e-13
    assert abs(foreign(eq) - exports(eq.flow_new).sum()) <= 1e-12 * foreign(eq)


@pytest.fixture(scope="module")
def united_states() -> TradeEquilibrium:
    baseline = load_baseline("icio-2022")
    tariff, usa = baseline.tariff.copy(), baseline.axes.countries.index("USA")
    tariff[usa] += 0.2 * baseline.goods
    tariff[usa, usa] = 0.0
    parameters = TradeParameters(load_elasticities("fgo"), "FGO")
    return solve(baseline, TradeShock(tariff), parameters, tolerance=TOLERANCE)


def _only(eq: TradeEquilibrium, country: str) -> np.ndarray:
    return np.eye(len(eq.income))[eq.baseline.axes.countries.index(country)]


def test_eight_digits_on_eighty_countries_and_fifty_sectors(united_states: TradeEquilibrium) -> None:
    """Derivatives of British exports to the US, British and American real income in all 320,000 duties at once."""
    eq, rng = united_states, np.random.default_rng(80)
    importers, exporters = _only(eq, "USA") > 0, _only(eq, "GBR") > 0
    to_us = trade_value(abroad(importers, exporters, eq.baseline.goods))
    measures = [to_us, real_income(_only(eq, "GBR")), real_income(_only(eq, "USA"))]
    everywhere = np.where(np.eye(80, dtype=bool)[:, :, None], 0.0, rng.uniform(0, 1, eq.flow_new.shape))
    one = np.zeros_like(everywhere)
    one[importers.argmax(), exporters.argmax(), eq.baseline.axes.sectors.index("C29")] = 1.0
    for direction, step in ((everywhere, 0.004), (one, 0.02)):

        def move(h: float, direction: np.ndarray = direction) -> TradeEquilibrium:
            shock = TradeShock(eq.shock.tariff_new + h * direction)
            return solve(eq.baseline, shock, eq.parameters, tolerance=TOLERANCE)

        differences = _differences(move, measures, step)
        for measure, expected in zip(measures, differences, strict=True):
            found = gradient(eq, measure)
            parts = found.tariff * direction
            assert _agree(parts, expected, found.value), (measure.name, parts.sum(), expected)
            assert found.sweeps <= 45


def test_no_derivative_where_nothing_is_traded(united_states: TradeEquilibrium) -> None:
    found = gradient(united_states, real_income(_only(united_states, "USA")))
    assert (found.tariff[united_states.flow_new == 0] == 0).all()
    assert (found.tariff[united_states.flow_new > 0] != 0).mean() > 0.99


def test_an_embargo_leaves_no_derivative_and_no_infinity() -> None:
    baseline = random_baseline(5, COUNTRIES, SECTORS, gaps=False)
    iceberg = np.ones_like(baseline.flow)
    iceberg[0, 1] = np.inf
    eq = solve(baseline, TradeShock(baseline.tariff, iceberg), random_parameters(baseline, 5), tolerance=TOLERANCE)
    found = gradient(eq, welfare(np.ones(COUNTRIES)))
    for derivatives in (found.tariff, found.iceberg, found.elasticity):
        assert np.isfinite(derivatives).all()
    assert (found.iceberg[0, 1] == 0).all()
    assert (found.tariff[0, 1] == 0).all()
    assert found.iceberg[0, 2].any()


def _mine(eq: TradeEquilibrium) -> tuple[float, Cotangents]:
    """Imports of the first country at prices with duty, over its labour income: duties enter directly."""
    paid = eq.flow_new[0] * (1 + eq.shock.tariff_new[0])
    earned = eq.wage_hat[0] * eq.labour_hat[0] * eq.baseline.value_added[0]
    value = float(paid[1:].sum() / earned)
    flow, tariff, wage = np.zeros_like(eq.flow_new), np.zeros_like(eq.flow_new), np.zeros_like(eq.wage_hat)
    flow[0, 1:] = (1 + eq.shock.tariff_new[0, 1:]) / earned
    tariff[0, 1:] = eq.flow_new[0, 1:] / earned
    wage[0] = -value / eq.wage_hat[0]
    return value, Cotangents(flow_new=flow, tariff_new=tariff, wage_hat=wage)


def test_an_outcome_of_ones_own() -> None:
    baseline = random_baseline(7, COUNTRIES, SECTORS)
    parameters, shock = random_parameters(baseline, 7), TradeShock(baseline.tariff + 0.1 * (baseline.tariff > 0))
    direction = np.random.default_rng(7).uniform(0, 1, baseline.flow.shape) * (baseline.tariff > 0)
    measure = TradeMeasure("imports with duty over labour income", _mine)

    def move(h: float) -> TradeEquilibrium:
        return solve(baseline, TradeShock(shock.tariff_new + h * direction), parameters, tolerance=TOLERANCE)

    found = gradient(move(0.0), measure)
    assert _agree(found.tariff * direction, _differences(move, [measure], 0.01)[0], found.value)


def test_outcomes_add_up() -> None:
    baseline = random_baseline(9, COUNTRIES, SECTORS)
    eq = solve(baseline, random_shock(baseline, 9), random_parameters(baseline, 9), tolerance=TOLERANCE)
    ones = np.ones(COUNTRIES)
    parts = [real_income(ones), consumer_price(ones), revenue(ones)]
    single: list[Gradient] = [gradient(eq, part) for part in parts]
    together = gradient(eq, weighted_sum(parts, [2.0, -1.0, 0.5]))
    expected = 2 * single[0].tariff - single[1].tariff + 0.5 * single[2].tariff
    assert abs(together.value - (2 * single[0].value - single[1].value + 0.5 * single[2].value)) <= 1e-12
    assert np.abs(together.tariff - expected).max() <= 1e-10 * np.abs(expected).max()


def test_two_equal_countries_gain_from_a_first_small_duty_what_the_terms_of_trade_give() -> None:
    r"""By hand: A levies dt on B, free trade before, ε, home share λ: dlog(ŵ_A/ŵ_B) and dlog real income.

    Symmetric and without duties, real income moves by -(1-λ) dlog(p_B/p_A) = (1-λ) dlog(ŵ_A/ŵ_B), revenue and the
    dearer import cancelling to first order. Balanced trade gives dlog(ŵ_A/ŵ_B) (1 + 2 ε λ) = (1 + ε λ) dt - (1-λ) dt.
    """
    share, elasticity = 0.8, 4.0
    baseline = make_baseline(np.array([[80.0, 20.0], [20.0, 80.0]])[:, :, None])
    parameters = TradeParameters(np.array([elasticity]), "a round number")
    eq = solve(baseline, no_shock(baseline), parameters, tolerance=TOLERANCE)
    found = gradient(eq, logarithm(real_income(np.array([1.0, 0.0]))))
    relative_wage = _relative_wage(share, elasticity)
    assert abs(found.tariff[0, 1, 0] - (1 - share) * relative_wage) <= 1e-12


def _relative_wage(share: float, elasticity: float) -> float:
    r"""dlog(ŵ_A/ŵ_B)/dt from A's balanced trade, x_AB = π_AB I_A/(1+t) and x_BA = π_BA I_B at basic prices.

    With ω = dlog(ŵ_A/ŵ_B): dlog π_AB = ελ(ω - dt), dlog I_A = ω + (1-λ)dt, dlog π_BA = -ελω, dlog I_B = 0. Equal
    changes of both flows: ελ(ω - dt) + ω + (1-λ)dt - dt = -ελω.
    """
    return (elasticity * share + share) / (1 + 2 * elasticity * share)


def test_the_log_of_nothing_is_refused() -> None:
    baseline = random_baseline(2, COUNTRIES, SECTORS)
    eq = solve(baseline, no_shock(baseline), random_parameters(baseline, 2))
    with pytest.raises(UsageError, match="log of consumer price: the value is 0"):
        gradient(eq, logarithm(consumer_price(np.zeros(COUNTRIES))))
