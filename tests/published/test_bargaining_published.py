"""Published cases of bargaining: emission standards, Bill and Jack, and positions on energy policy in China.

What the tests cannot see: whether the positions were coded right, and whether the models forecast anything. Sources
print the inputs; the means and medians are what their equations give, to the digits of an independent prototype. The
case of Sultan oil, whose mean and median are published too, is not held here and not tested.
"""

import csv
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from westphalia.bargaining.compromise import compromise, weighted_median
from westphalia.bargaining.gains import gains_of_players
from westphalia.bargaining.interior_point import largest_product
from westphalia.bargaining.nash import shares_of_power
from westphalia.bargaining.negmas_adapter import negmas_frontier, negmas_nash, negmas_utilities
from westphalia.bargaining.package_points import kalai_smorodinsky_package, nash_package
from westphalia.bargaining.pareto import frontier
from westphalia.bargaining.preferences import QUADRATIC, Preferences, weights

HERE = Path(__file__)
needs_negmas = pytest.mark.skipif(find_spec("negmas") is None, reason="the extra negmas is not installed")
YEARS = 4.0, 10.0


def _rows(name: str) -> list[dict[str, str]]:
    with HERE.with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _on(scale: tuple[float, float], position: np.ndarray, salience: np.ndarray, capability: np.ndarray) -> Preferences:
    """One issue whose scale runs between two values."""
    low, high = scale
    place = ((position - low) / (high - low))[:, None]
    return Preferences(place, salience[:, None], capability, np.full(len(position), -1.0))


def _back(scale: tuple[float, float], places: np.ndarray) -> float:
    low, high = scale
    return float(low + (high - low) * places[0])


def _emission(*kept: str) -> Preferences:
    """The table of emission standards; what is not kept of capability and salience is one for all."""
    rows = _rows("bargaining_emission_standards.csv")
    position = np.array([float(row["position"]) for row in rows])
    held = {k: np.array([float(row[k]) if k in kept else 1.0 for row in rows]) for k in ("capability", "salience")}
    return _on(YEARS, position, held["salience"], held["capability"])


@pytest.mark.parametrize(
    ("kept", "mean"),
    [
        (("capability", "salience"), 7.389955686853766),
        (("capability",), 7.475248),
        (("salience",), 6.655738),
        ((), 6.7),
    ],
)
@needs_negmas
def test_emission_standards_compromise(kept: tuple[str, ...], mean: float) -> None:
    digits = 1e-12 if len(kept) != 1 else 5e-7
    assert _back(YEARS, compromise(_emission(*kept))) == pytest.approx(mean, abs=digits)


def test_emission_standards_median() -> None:
    assert _back(YEARS, weighted_median(_emission("capability", "salience"))) == 7.0


@pytest.mark.parametrize(("cost", "settled"), [(1.01, 7.2553), (2.0, 7.3182), (10.0, 7.3750), (1000.0, 7.3898)])
def test_nash_tends_to_the_compromise_as_no_deal_becomes_very_bad(cost: float, settled: float) -> None:
    """Achen (2006): quadratic loss, powers as the weights. A cost beyond the scale enters the program alone."""
    emission = replace(_emission("capability", "salience"), loss=QUADRATIC)
    gains = gains_of_players(emission)
    gains = replace(gains, constant=gains.constant + cost - 1.0)
    everybody = np.ones(len(emission.capability), dtype=bool)
    power = shares_of_power(weights(emission)[:, 0], everybody)
    found = gains.settlement(largest_product(gains, power, gains.width / 2))
    assert _back(YEARS, found) == pytest.approx(settled, abs=5e-5)


def _china(folder: Path, issue: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Position, salience and influence on one of two issues."""
    text = (folder / "data" / "bargaining" / "ktab_china_soe_pol_comp.csv").read_text(encoding="utf-8")
    head, *rows = list(csv.reader(text.splitlines()[1:]))
    names = [name.strip() for name in head]
    columns = [names.index(name) for name in (f"{issue} Position", f"{issue} Salience", "Influence")]
    table = np.array([[float(row[at]) for at in columns] for row in rows])
    assert table.shape == (13, 3)
    return table[:, 0], table[:, 1], table[:, 2]


@pytest.mark.shared
@pytest.mark.parametrize(("issue", "mean"), [("Policy", 36.293563), ("Competitive", 38.885365)])
def test_energy_policy_in_china(shared: Path, issue: str, mean: float) -> None:
    scale = 0.0, 100.0
    assert _back(scale, compromise(_on(scale, *_china(shared, issue)))) == pytest.approx(mean, abs=5e-7)


@pytest.fixture(scope="module")
def goods() -> list[dict[str, str]]:
    return _rows("bargaining_nash_1950.csv")


@pytest.fixture(scope="module")
def tables(goods: list[dict[str, str]]) -> tuple[np.ndarray, ...]:
    """Worth of each good to Bill and to Jack if Jack has it (step 0) or Bill (step 1)."""
    return tuple(np.array([[0.0, float(good["bill"])], [float(good["jack"]), 0.0]]) for good in goods)


@pytest.fixture(scope="module")
def kept(goods: list[dict[str, str]]) -> np.ndarray:
    """Steps if nobody barters."""
    return np.array([int(good["owner"] == "bill") for good in goods])


@pytest.fixture(scope="module")
def no_deal(tables: tuple[np.ndarray, ...], kept: np.ndarray) -> np.ndarray:
    return np.asarray(sum(table[:, step] for table, step in zip(tables, kept, strict=True)))


@pytest.fixture(scope="module")
def steps(tables: tuple[np.ndarray, ...]) -> np.ndarray:
    return np.indices((2,) * len(tables)).reshape(len(tables), -1).T


@pytest.fixture(scope="module")
def gains(tables: tuple[np.ndarray, ...], steps: np.ndarray, no_deal: np.ndarray) -> np.ndarray:
    worth = sum(table[:, steps[:, k]] for k, table in enumerate(tables))
    return np.asarray(worth - no_deal[:, None])


def _changed(goods: list[dict[str, str]], kept: np.ndarray, package: np.ndarray) -> set[str]:
    return {good["good"] for good, before, after in zip(goods, kept, package, strict=True) if before != after}


def test_bill_and_jack_barter_as_nash_says(
    goods: list[dict[str, str]], kept: np.ndarray, steps: np.ndarray, gains: np.ndarray
) -> None:
    found = nash_package(gains, np.ones(2))
    assert found.package is not None
    assert found.tied.tolist() == [found.package]
    assert gains[:, found.package].tolist() == [12.0, 5.0]
    assert found.value**2 == pytest.approx(60, abs=1e-9)
    assert _changed(goods, kept, steps[found.package]) == {"book", "whip", "ball", "bat", "pen", "toy", "knife"}
    fair = kalai_smorodinsky_package(gains)
    assert (fair.package, fair.tied.tolist()) == (found.package, [found.package])


def test_bill_and_jack_have_a_frontier_of_eighteen(gains: np.ndarray) -> None:
    assert gains.shape == (2, 512)
    assert (gains > 0).all(axis=0).sum() == 206
    on = frontier(gains)
    assert on.sum() == 18
    assert (on & (gains >= 0).all(axis=0)).sum() == 14


def _worth(tables: tuple[np.ndarray, ...], packages: np.ndarray) -> set[tuple[float, ...]]:
    """What packages are worth, once each: of those worth the same to both NegMAS keeps one."""
    return {tuple(sum(table[:, step] for table, step in zip(tables, one, strict=True))) for one in packages}


def test_negmas_finds_the_same_by_its_own_route(
    tables: tuple[np.ndarray, ...], steps: np.ndarray, gains: np.ndarray, no_deal: np.ndarray
) -> None:
    (found,) = negmas_nash(tables, no_deal)
    assert found.tolist() == steps[nash_package(gains, np.ones(2)).package].tolist()
    on = frontier(gains)
    assert _worth(tables, negmas_frontier(tables)) == _worth(tables, steps[on])
    no_worse = on & (gains >= 0).all(axis=0)
    assert _worth(tables, negmas_frontier(tables, no_deal)) == _worth(tables, steps[no_worse])
    assert 0 < len(_worth(tables, steps[no_worse])) < len(_worth(tables, steps[on]))


@needs_negmas
def test_negmas_has_the_utilities_it_was_given(
    tables: tuple[np.ndarray, ...], kept: np.ndarray, no_deal: np.ndarray
) -> None:
    space, utilities = negmas_utilities(tables, no_deal)
    assert space.cardinality == 512
    assert [float(one(tuple(kept.tolist()))) for one in utilities] == no_deal.tolist()
    assert [one.reserved_value for one in utilities] == no_deal.tolist()
