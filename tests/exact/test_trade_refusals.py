"""What the trade model refuses, each with the reason, and what it does when its first method stalls."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from inspect import unwrap

import numpy as np
import pytest

from strategies import make_baseline, random_baseline, random_parameters, random_shock
from westphalia.errors import DataError, NotConverged, ScenarioError
from westphalia.trade import anderson, search
from westphalia.trade.anderson import Attempt, Distance, accelerate_batch
from westphalia.trade.equilibrium import TradeParameters, TradeShock
from westphalia.trade.solve import _weakened, no_shock, solve
from westphalia.world.baseline import Baseline
from westphalia.world.load import load_baseline, load_elasticities

BASE = random_baseline(1, countries=4, sectors=2, gaps=False)
PARAMETERS = random_parameters(BASE, 1)
SHOCK = random_shock(BASE, 1)


def _with(array: np.ndarray, place: tuple[int, ...], value: float) -> np.ndarray:
    changed = array.copy()
    changed[place] = value
    return changed


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: TradeShock(_with(BASE.tariff, (0, 1, 0), np.nan)), r"tariff_new\[0, 1, 0\] is nan"),
        (lambda: TradeShock(_with(BASE.tariff, (0, 1, 0), np.inf)), "iceberg_hat to inf"),
        (lambda: TradeShock(_with(BASE.tariff, (0, 1, 0), -1.0)), "above -1"),
        (lambda: TradeShock(BASE.tariff, _with(np.ones(BASE.flow.shape), (0, 1, 0), np.nan)), "iceberg_hat"),
        (lambda: TradeShock(BASE.tariff, _with(np.ones(BASE.flow.shape), (0, 1, 0), 0.0)), "iceberg_hat"),
        (lambda: TradeParameters(np.array([4.0, 0.0]), "x"), r"elasticity\[1\] is 0"),
        (lambda: TradeParameters(np.array([4.0, np.nan]), "x"), "elasticity"),
        (lambda: TradeParameters(np.array([4.0, 4.0]), " "), "citation is empty"),
        (lambda: TradeParameters(np.array([4.0, 4.0]), "x", labour_supply=-0.1), "labour_supply"),
        (lambda: TradeParameters(np.array([4.0, 4.0]), "x", scale=np.array([0.1, -0.1])), r"scale\[1\]"),
    ],
)
def test_values_out_of_range_are_refused(make: Callable[[], object], words: str) -> None:
    with pytest.raises(ScenarioError, match=words):
        make()


def test_zero_labour_supply_and_scale_are_allowed() -> None:
    still = TradeParameters(PARAMETERS.elasticity, "x", labour_supply=0.0, scale=np.zeros(2))
    eq, plain = solve(BASE, SHOCK, still), solve(BASE, SHOCK, PARAMETERS)
    assert np.abs(eq.wage_hat - plain.wage_hat).max() == 0.0


def test_arrays_of_another_base_are_refused() -> None:
    other = random_baseline(1, countries=3, sectors=2)
    with pytest.raises(ScenarioError, match=r"tariff_new has shape \(3, 3, 2\); base synthetic needs \(4, 4, 2\)"):
        solve(BASE, TradeShock(other.tariff), PARAMETERS)
    with pytest.raises(ScenarioError, match="elasticity has shape"):
        solve(BASE, SHOCK, TradeParameters(np.array([4.0]), "x"))


def test_scale_economies_on_inputs_have_a_limit() -> None:
    strong = replace(PARAMETERS, scale=0.55 / PARAMETERS.elasticity)
    with pytest.raises(ScenarioError, match=r"scale times elasticity is 0\.55"):
        solve(BASE, SHOCK, strong)
    alone = random_baseline(1, countries=4, sectors=2, inputs=False, gaps=False)
    assert solve(alone, SHOCK, strong).residual <= 1e-9


def test_a_country_without_value_added_is_refused() -> None:
    flow = np.array([[[5.0], [1.0]], [[0.0], [0.0]]])
    empty = make_baseline(flow.transpose(1, 0, 2))
    with pytest.raises(DataError, match="no value added in C01"):
        solve(empty, no_shock(empty), TradeParameters(np.array([4.0]), "x"))


def test_inputs_beyond_what_is_bought_are_refused() -> None:
    flow = np.array([[[8.0, 1.0], [1.0, 1.0]], [[1.0, 1.0], [8.0, 1.0]]])
    share = np.zeros((2, 2, 2))
    share[0, 1, 0] = 0.5
    broken = make_baseline(flow, input_share=share)
    with pytest.raises(DataError, match="inputs of S01 in C00 exceed"):
        solve(broken, no_shock(broken), TradeParameters(np.array([4.0, 4.0]), "x"))


def test_an_embargo_may_not_empty_a_demanded_good() -> None:
    flow = np.array([[[8.0, 0.0], [1.0, 2.0]], [[1.0, 0.5], [8.0, 4.0]]])
    baseline = make_baseline(flow)
    iceberg = np.ones_like(flow)
    iceberg[0, 1] = np.inf
    with pytest.raises(ScenarioError, match="leaves C00 without any supplier of S01"):
        solve(baseline, TradeShock(baseline.tariff, iceberg), TradeParameters(np.array([4.0, 4.0]), "x"), "balanced")


def _cut_off() -> tuple[np.ndarray, np.ndarray]:
    """Three countries, the first with a deficit of 30 on a value added of 70, and an embargo around it."""
    flow = np.array([[60.0, 25.0, 15.0], [5.0, 80.0, 5.0], [5.0, 5.0, 80.0]])[:, :, None]
    iceberg = np.ones_like(flow)
    iceberg[0, 1:] = iceberg[1:, 0] = np.inf
    return flow, iceberg


def test_a_country_cut_off_cannot_pay_an_imbalance() -> None:
    flow, iceberg = _cut_off()
    baseline = make_baseline(flow)
    parameters = TradeParameters(np.array([4.0]), "x")
    shock = TradeShock(baseline.tariff, iceberg)
    with pytest.raises(NotConverged, match=r"C00 would keep 0% of its trade.*use the closure 'balanced'"):
        solve(baseline, shock, parameters)
    eq = solve(baseline, shock, parameters, "balanced")
    assert eq.flow_new[0, 1:].max() == eq.flow_new[1:, 0].max() == 0.0


def test_a_country_left_with_almost_nothing_is_named() -> None:
    """A surplus of a third of value added has to be paid although little can be sold abroad."""
    flow, iceberg = _cut_off()
    flow[1:, 0] += 40.0
    baseline = make_baseline(flow)
    parameters = TradeParameters(np.array([4.0]), "x")
    iceberg[iceberg == np.inf] = 5.0
    found = solve(baseline, TradeShock(baseline.tariff, iceberg), parameters)
    assert found.method == "continuation in the shock"
    assert 0.05 < found.income_new[0] / found.income[0] < 0.10
    iceberg[iceberg == 5.0] = 5.5
    words = r"residual .*Likely cause: C00 would keep 3\.5% of its income.*-50\.0 bn; use the closure 'balanced'"
    with pytest.raises(NotConverged, match=words):
        solve(baseline, TradeShock(baseline.tariff, iceberg), parameters)


def _barrier_around_one(cost: float) -> tuple[Baseline, TradeShock]:
    """Three countries in balance; what the first buys and sells abroad meets a cost."""
    flow = np.array([[60.0, 20.0, 20.0], [20.0, 80.0, 20.0], [20.0, 20.0, 80.0]])[:, :, None]
    baseline = make_baseline(flow)
    iceberg = np.ones_like(flow)
    iceberg[0, 1:] = iceberg[1:, 0] = cost
    return baseline, TradeShock(baseline.tariff, iceberg)


@pytest.mark.parametrize("cost", [5.0, 8.0, 12.0])
def test_the_wage_of_a_country_nearly_cut_off_is_known_to_the_tolerance(cost: float) -> None:
    """Its income is earned at home at almost any wage; only the balance of its payments tells one from another."""
    baseline, shock = _barrier_around_one(cost)
    parameters = TradeParameters(np.array([5.0]), "x")
    found, exact = (solve(baseline, shock, parameters, tolerance=tolerance) for tolerance in (1e-7, 1e-9))
    exports = exact.flow_new[1:, 0].sum()
    assert 1e-6 < exports / exact.income_new[0] < 2e-2
    assert np.abs(found.wage_hat - exact.wage_hat).max() <= 1e-7
    assert abs(exports - exact.flow_new[0, 1:].sum()) <= 1e-8 * exports


def test_a_country_so_nearly_cut_off_that_no_wage_can_be_told_is_named() -> None:
    baseline, shock = _barrier_around_one(1000.0)
    words = (
        r"residual .*wanted 1e-09. Likely cause: C00 is nearly cut off; trade of .* of its income pins its wage down"
    )
    with pytest.raises(NotConverged, match=words):
        solve(baseline, shock, TradeParameters(np.array([5.0]), "x"))


def test_a_country_cut_off_altogether_needs_no_wage_relative_to_others() -> None:
    baseline, shock = _barrier_around_one(np.inf)
    eq = solve(baseline, shock, TradeParameters(np.array([5.0]), "x"))
    assert eq.residual <= 1e-9
    assert abs(eq.flow_new[0, 0, 0] / eq.income_new[0] - 1) <= 1e-9


def test_duties_that_exceed_what_labour_earns_leave_no_tax_to_cut() -> None:
    flow = np.array([[1.0, 50.0], [50.0, 100.0]])[:, :, None]
    baseline = make_baseline(flow)
    duty = np.zeros_like(flow)
    duty[0, 1] = 10.0
    parameters = TradeParameters(np.array([0.3]), "x", labour_supply=1.0, revenue="income_tax")
    with pytest.raises(NotConverged, match=r"residual .*Likely cause: the new duties of C00 .*revenue 'lump_sum'"):
        solve(baseline, TradeShock(duty), parameters)
    assert solve(baseline, TradeShock(duty), replace(parameters, revenue="lump_sum")).residual <= 1e-9


def test_unknown_closure_is_refused() -> None:
    with pytest.raises(ScenarioError, match="closure 'open' is not one of"):
        unwrap(solve)(BASE, SHOCK, PARAMETERS, closure="open")


def test_a_tolerance_below_rounding_is_named() -> None:
    with pytest.raises(NotConverged, match="below rounding"):
        solve(BASE, SHOCK, PARAMETERS, tolerance=1e-17)


def _stall_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the first accelerated iteration give up at once."""
    left = [0]

    def accelerate_or_stall(*arguments: object) -> list[Attempt]:
        patience = left.pop() if left else anderson.STALL_SWEEPS
        with pytest.MonkeyPatch.context() as inner:
            inner.setattr(anderson, "STALL_SWEEPS", patience)
            return accelerate_batch(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(search, "accelerate_batch", accelerate_or_stall)


def test_newton_krylov_takes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = solve(BASE, SHOCK, PARAMETERS, tolerance=1e-10)
    _stall_once(monkeypatch)
    eq = solve(BASE, SHOCK, PARAMETERS, tolerance=1e-10)
    assert (plain.method, eq.method) == ("Anderson", "Newton–Krylov")
    assert eq.residual <= 1e-10
    assert np.abs(eq.wage_hat - plain.wage_hat).max() <= 1e-9


def test_continuation_takes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = solve(BASE, SHOCK, PARAMETERS, tolerance=1e-10)
    _stall_once(monkeypatch)
    monkeypatch.setattr(search, "_newton_krylov", lambda system, attempt, tolerance: attempt)
    eq = solve(BASE, SHOCK, PARAMETERS, tolerance=1e-10)
    assert eq.method == "continuation in the shock"
    assert eq.residual <= 1e-10
    assert np.abs(eq.wage_hat - plain.wage_hat).max() <= 1e-9


def test_a_weakened_shock_lies_between() -> None:
    """Geometric in duties and costs; towards an embargo the barrier grows without bound."""
    iceberg = np.ones(BASE.flow.shape)
    iceberg[0, 1], iceberg[0, 2] = np.inf, 1.44
    shock = TradeShock(BASE.tariff + 0.21 * (1 + BASE.tariff), iceberg)
    half, most = _weakened(BASE, shock, 0.5), _weakened(BASE, shock, 0.75)
    assert half.iceberg_hat is not None
    assert most.iceberg_hat is not None
    assert np.abs((1 + half.tariff_new) / (1 + BASE.tariff) - 1.1).max() <= 1e-14
    assert np.abs(half.iceberg_hat[0, 2] - 1.2).max() <= 1e-14
    assert (half.iceberg_hat[0, 1] == 2.0).all()
    assert (most.iceberg_hat[0, 1] == 4.0).all()
    assert (half.iceberg_hat[1:] == 1.0).all()


def test_continuation_reaches_an_embargo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Russia and Germany stop trading; the barrier grows without bound on the way to the embargo."""
    baseline = load_baseline("goods-2023-194")
    parameters = TradeParameters(np.array([4.0]), "x")
    one, other = (baseline.axes.countries.index(c) for c in ("RUS", "DEU"))
    iceberg = np.ones_like(baseline.flow)
    iceberg[one, other] = iceberg[other, one] = np.inf
    shock = TradeShock(baseline.tariff, iceberg)
    plain = solve(baseline, shock, parameters)
    _stall_once(monkeypatch)
    monkeypatch.setattr(search, "_newton_krylov", lambda system, attempt, tolerance: attempt)
    eq = solve(baseline, shock, parameters)
    assert eq.method == "continuation in the shock"
    assert np.abs(eq.wage_hat - plain.wage_hat).max() <= 1e-7
    assert eq.flow_new[one, other, 0] == eq.flow_new[other, one, 0] == 0.0


@dataclass(frozen=True)
class _One:
    """One unknown, and a step from each of its values."""

    step_from: Callable[[np.ndarray], np.ndarray]
    residual_per_gap: float = 1.0

    def step(self, points: np.ndarray) -> tuple[np.ndarray, Distance]:
        step = self.step_from(points)
        gap = np.abs(step[:, 0])
        return step, Distance(self.residual_per_gap * gap, gap)

    def project(self, points: np.ndarray) -> np.ndarray:
        return points

    def of_scenarios(self, kept: np.ndarray) -> "_One":
        return self


def _undefined_beyond_one(points: np.ndarray) -> np.ndarray:
    return np.where(points < 1, 3 * (0.9 - points), np.nan)


def test_acceleration_recovers_from_nan() -> None:
    """A step that is undefined beyond 1: the iteration goes back to its best point and takes half the step."""
    (found,) = accelerate_batch(_One(_undefined_beyond_one), np.zeros((1, 1)), 1e-10)
    assert found.status == "converged"
    assert abs(found.point[0] - 0.9) <= 1e-10


def test_acceleration_stops_by_the_residual_alone() -> None:
    (found,) = accelerate_batch(_One(lambda points: 0.5 * (0.9 - points), 1e6), np.zeros((1, 1)), 1e-6)
    assert found.status == "converged"
    assert abs(found.point[0] - 0.9) <= 1e-11


def test_acceleration_gives_up() -> None:
    (found,) = accelerate_batch(_One(np.ones_like), np.zeros((1, 1)), 1e-9)
    assert found.status == "stalled"
    assert found.sweeps <= 2 * anderson.STALL_SWEEPS


@pytest.mark.slow
@pytest.mark.parametrize("closure", ["fixed_world_share", "share_of_own_gdp", "balanced"])
@pytest.mark.parametrize("services", [5.0, 2.5, 1.5])
@pytest.mark.parametrize("name", ["fgo", "caliendo-parro", "broad"])
def test_hard_shocks_on_the_default_base(name: str, services: float, closure: str) -> None:
    """Duties of 20, 100 and 1000 per cent, a world-wide 25 per cent and an embargo, in every variant shown."""
    baseline = load_baseline("icio-2022")
    parameters = TradeParameters(load_elasticities(name, services), name)
    countries = baseline.axes.countries
    abroad = ~np.eye(len(countries), dtype=bool)[:, :, None]
    usa = np.arange(len(countries))[:, None, None] == countries.index("USA")
    goods = baseline.goods & abroad
    embargo = np.ones_like(baseline.flow)
    russia, union = countries.index("RUS"), countries.indices(("DEU", "FRA", "ITA", "POL", "NLD", "ESP"))
    embargo[russia, union] = embargo[union, russia] = np.inf
    shocks = [TradeShock(baseline.tariff + rate * (goods & usa)) for rate in (0.2, 1.0, 10.0)]
    shocks += [TradeShock(baseline.tariff + 0.25 * goods), TradeShock(baseline.tariff, embargo)]
    for shock in shocks:
        eq = solve(baseline, shock, parameters, closure)  # type: ignore[arg-type]
        assert eq.method == "Anderson"
        assert eq.residual <= 1e-9
        assert eq.walras_gap <= 1e-10
        assert np.isfinite(eq.flow_new).all()
        assert (eq.flow_new >= 0).all()
