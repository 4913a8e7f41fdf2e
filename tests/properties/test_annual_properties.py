"""What must hold for every economy and every set of levers in the yearly accounting."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from westphalia.economy.annual import Parameters, Spending, TradeEffect, annual
from westphalia.economy.baseline import FiscalBaseline, fiscal_baseline
from westphalia.economy.channels import by_lever, debt_channels, deviation, required_offset
from westphalia.economy.rules import escape_room
from westphalia.errors import DataError

YEARS = np.arange(2024, 2030)
T, V, C = YEARS.size, 2, 2
parts = st.floats(0, 1)


def _numbers(low: float, high: float, *shape: int) -> st.SearchStrategy[np.ndarray]:
    """Numbers made from a seed, some of them at either end or zero: float by float they take ten times as long."""

    def made(seed: int) -> np.ndarray:
        rng = np.random.default_rng(seed)
        kind, ends = rng.random(shape), np.array([low, high, np.clip(0.0, low, high)])
        return np.where(kind < 0.2, rng.choice(ends, shape), rng.uniform(low, high, shape))

    return st.integers(0, 2**32 - 1).map(made)


def _shocks(low: float, high: float) -> st.SearchStrategy[np.ndarray]:
    """Shocks as shares of GDP, none in the first year."""
    return _numbers(low, high, V, C, T).map(lambda x: x * (np.arange(T) > 0))


@st.composite
def baselines(draw: st.DrawFn) -> FiscalBaseline:
    growth = draw(_numbers(-0.02, 0.1, C, T - 1))
    gdp = np.concatenate([np.full((C, 1), 100.0), 100 * np.cumprod(1 + growth, axis=1)], axis=1)
    balance, paid = draw(_numbers(-0.05, 0.05, C, T)), draw(_numbers(0.0, 0.04, C, T))
    lending, debt = balance - paid, draw(_numbers(0.2, 1.2, C, T))
    ends = draw(st.integers(2, T))
    lending[:, ends:], debt[:, ends:] = np.nan, np.nan
    return fiscal_baseline(YEARS, gdp, balance, lending, debt)


@st.composite
def kernels(draw: st.DrawFn) -> np.ndarray:
    weights = draw(st.lists(st.floats(0.05, 1), min_size=1, max_size=10))
    return np.array(weights) / sum(weights)


@st.composite
def settings_of_the_loop(draw: st.DrawFn) -> Parameters:
    return Parameters(
        multiplier=draw(_numbers(0, 1.5, V)),
        leakage=draw(_numbers(0, 0.4, V)),
        tax_multiplier=draw(_numbers(0, 0.7, V)),
        semi_elasticity=draw(_numbers(0.1, 0.7, V)),
        kernel=draw(kernels()),
    )


def _split(debt: float, tax_of_the_rest: float) -> tuple[float, float, float]:
    tax = (1 - debt) * tax_of_the_rest
    return debt, tax, 1 - debt - tax


@st.composite
def spendings(draw: st.DrawFn, low: float = -0.02, high: float = 0.02) -> Spending:
    debt, tax, cuts = _split(draw(parts), draw(parts))
    return Spending(
        extra=draw(_shocks(low, high)), debt=debt, tax=tax, cuts=max(cuts, 0.0), domestic=draw(parts),
        cuts_multiplier=draw(_numbers(0, 0.7, V)),
    )  # fmt: skip


@st.composite
def trades(draw: st.DrawFn) -> TradeEffect:
    return TradeEffect(
        output=draw(_shocks(-0.02, 0.02)), tax_base=draw(_shocks(-0.02, 0.02)), revenue=draw(_shocks(0, 0.01)),
        semi_elasticity=draw(_numbers(0.1, 0.7, V, C)),
    )  # fmt: skip


def _scaled(lever: Spending | TradeEffect, factor: float) -> Spending | TradeEffect:
    if isinstance(lever, Spending):
        return replace(lever, extra=lever.extra * factor)
    return replace(
        lever, output=lever.output * factor, tax_base=lever.tax_base * factor, revenue=lever.revenue * factor
    )


@settings(max_examples=40)
@given(baselines(), settings_of_the_loop(), spendings(), trades())
def test_nothing_extra_moves_nothing(
    baseline: FiscalBaseline, parameters: Parameters, spending: Spending, trade: TradeEffect
) -> None:
    """A plan at its counterfactual (a constant share against itself) has extra zero and costs nothing."""
    path = annual(baseline, [_scaled(spending, 0.0)], [_scaled(trade, 0.0)], parameters)
    for name in ("gdp", "primary_balance", "debt", "net_lending"):
        expected = np.broadcast_to(getattr(baseline, name), path.debt.shape)
        np.testing.assert_array_equal(getattr(path, name), expected)
    assert np.abs(required_offset(baseline, path)).max() < 1e-14
    assert all((part == 0).all() for part in debt_channels(baseline, path).values())


@given(parts, parts, st.floats(-1, 1))
def test_financing_that_does_not_add_up_to_one_is_refused(debt: float, tax: float, error: float) -> None:
    assume(abs(error) > 1e-6)
    shares = dict(zip(("debt", "tax", "cuts"), _split(debt, tax), strict=True))
    shares["cuts"] += error
    with pytest.raises(DataError, match="financing: debt"):
        Spending(extra=np.zeros((1, 1, 2)), domestic=1.0, cuts_multiplier=np.array([0.2]), **shares)


@settings(max_examples=40)
@given(baselines(), settings_of_the_loop(), _shocks(0, 0.02), parts, parts, st.floats(0, 0.4))
def test_more_on_debt_never_means_less_debt(
    baseline: FiscalBaseline, parameters: Parameters, extra: np.ndarray, one: float, other: float, cut: float
) -> None:
    """Where m (η + d) < 1, with m of the tax or cut replaced; elsewhere austerity can raise the ratio."""
    low, high = sorted((one, other))
    dearest = 0.9 / (parameters.semi_elasticity.max() + 1.15 * baseline.debt.max())
    parameters = replace(parameters, tax_multiplier=np.minimum(parameters.tax_multiplier, dearest))
    cut = min(cut, dearest)
    debts = []
    for share in (low, high):
        debt, tax, cuts = _split(share, 0.5)
        lever = Spending(extra=extra, debt=debt, tax=tax, cuts=cuts, cuts_multiplier=np.full(V, cut))
        debts.append(annual(baseline, [lever], [], parameters).debt)
    assert (debts[1] - debts[0] >= -1e-12).all()


@settings(max_examples=25)
@given(baselines(), settings_of_the_loop(), spendings(), spendings(), trades())
def test_additivity_fails_to_second_order_only(
    baseline: FiscalBaseline, parameters: Parameters, one: Spending, other: Spending, trade: TradeEffect
) -> None:
    """Halve every shock: what is left over when levers meet falls by four, in output and balance it is zero."""

    def left_over(factor: float) -> np.ndarray:
        first, second, third = (_scaled(lever, factor) for lever in (one, other, trade))
        found = by_lever(baseline, [first, second], [third], parameters)
        assert np.abs(found.interaction.gdp_change).max() < 1e-15
        assert np.abs(found.interaction.primary_balance).max() < 1e-15
        return found.interaction.debt

    whole, half = left_over(0.1), left_over(0.05)
    np.testing.assert_allclose(4 * half, whole, rtol=0, atol=0.05 * np.abs(whole).max() + 1e-13)


@settings(max_examples=25)
@given(baselines(), settings_of_the_loop(), spendings(), trades())
def test_settings_and_countries_do_not_meet(
    baseline: FiscalBaseline, parameters: Parameters, spending: Spending, trade: TradeEffect
) -> None:
    together = annual(baseline, [spending], [trade], parameters)
    for v in range(V):
        alone = annual(
            baseline,
            [replace(spending, extra=spending.extra[[v]], cuts_multiplier=spending.cuts_multiplier[[v]])],
            [TradeEffect(**{name: values[[v]] for name, values in vars(trade).items()})],
            Parameters(**{name: x if name == "kernel" else x[[v]] for name, x in vars(parameters).items()}),
        )
        np.testing.assert_array_equal(alone.debt[0], together.debt[v])
        np.testing.assert_array_equal(alone.gdp[0], together.gdp[v])
    first = FiscalBaseline(**{name: x if name == "years" else x[[0]] for name, x in vars(baseline).items()})
    one = annual(
        first,
        [replace(spending, extra=spending.extra[:, [0]])],
        [TradeEffect(**{name: values[:, [0]] for name, values in vars(trade).items()})],
        parameters,
    )
    np.testing.assert_array_equal(one.debt[:, 0], together.debt[:, 0])


@settings(max_examples=40)
@given(baselines(), settings_of_the_loop(), st.lists(spendings(), max_size=3), st.lists(trades(), max_size=2))
def test_channels_always_add_up(
    baseline: FiscalBaseline, parameters: Parameters, spending: list[Spending], trade: list[TradeEffect]
) -> None:
    path = annual(baseline, spending, trade, parameters)
    change = deviation(baseline, path)
    assert np.abs(sum(path.channels.values()) - change.gdp_change).max() < 1e-15
    assert np.abs(sum(path.balance_channels.values()) - change.primary_balance).max() < 1e-15
    assert np.abs(sum(debt_channels(baseline, path).values()) - change.debt).max() < 1e-13


@settings(max_examples=40)
@given(baselines(), settings_of_the_loop(), spendings(), st.floats(0.01, 1e4))
def test_currency_does_not_matter(
    baseline: FiscalBaseline, parameters: Parameters, spending: Spending, rate: float
) -> None:
    here = annual(baseline, [spending], [], parameters)
    there = annual(replace(baseline, gdp=baseline.gdp * rate), [spending], [], parameters)
    np.testing.assert_allclose(there.debt, here.debt, rtol=0, atol=1e-12)
    np.testing.assert_allclose(there.gdp, here.gdp * rate, rtol=1e-12)


@settings(max_examples=40)
@given(_shocks(-0.03, 0.05), st.floats(0, 0.03), st.integers(0, T))
def test_room_and_what_lies_above_make_the_extra(extra: np.ndarray, room: float, years: int) -> None:
    inside, above = escape_room(extra, room, np.arange(T) < years)
    np.testing.assert_allclose(inside + above, np.maximum(extra, 0), atol=1e-17)
    assert inside.max() <= room
    assert above.min() >= 0
    assert (inside[..., years:] == 0).all()
