"""What levers do to the world: duties in place, paths of shares."""

from dataclasses import replace

import numpy as np
import pytest

from westphalia.axes import Axes, Axis
from westphalia.errors import ScenarioError
from westphalia.scenario.effect import combined
from westphalia.scenario.levers import DefenceBudget, Tariff
from westphalia.world.baseline import Baseline

COUNTRIES = ("USA", "DEU", "FRA", "CHN", "ROW")
SECTORS = ("A01", "C29", "J61")


def _world() -> Baseline:
    """Five countries, two goods and a service, no duties, no inputs."""
    n, s = len(COUNTRIES), len(SECTORS)
    return Baseline(
        name="small",
        year=2022,
        axes=Axes(Axis("country", COUNTRIES), Axis("sector", SECTORS)),
        flow=np.ones((n, n, s)),
        tariff=np.full((n, n, s), 0.01),
        input_share=np.zeros((n, s, s)),
        goods=np.array([True, True, False]),
        tariff_known=np.ones((n, n), dtype=bool),
    )


def _added(**fields: object) -> np.ndarray:
    world = _world()
    lever = Tariff.model_validate({"target": "ALL", "rate": 0.2, "assumed": "test", **fields})
    return lever.added(world)


def _pairs(added: np.ndarray, sector: str = "C29") -> set[tuple[str, str]]:
    hit = added[:, :, SECTORS.index(sector)] > 0
    return {(COUNTRIES[n], COUNTRIES[i]) for n, i in zip(*np.nonzero(hit), strict=True)}


def test_a_blanket_duty_hits_every_foreign_good_once() -> None:
    added = _added(imposer="USA")
    assert _pairs(added) == {("USA", c) for c in COUNTRIES if c != "USA"}
    np.testing.assert_allclose(added[0, 1:, :2], 0.2, rtol=1e-12)
    assert not added[:, :, 2].any()


def test_a_bloc_taxes_outsiders_not_its_members() -> None:
    assert _pairs(_added(imposer="EU27")) == {(m, x) for m in ("DEU", "FRA") for x in ("USA", "CHN", "ROW")}


def test_a_bloc_can_be_hit() -> None:
    assert _pairs(_added(imposer="USA", target="EU27")) == {("USA", "DEU"), ("USA", "FRA")}


def test_two_who_impose_also_tax_each_other_and_no_pair_twice() -> None:
    added = _added(imposer=["USA", "CHN", "USA"])
    assert {("USA", "CHN"), ("CHN", "USA")} <= _pairs(added)
    assert np.unique(np.round(added, 12)).tolist() == [0.0, 0.2]


@pytest.mark.parametrize(("sectors", "hit"), [("all", "A01 C29 J61"), ("C29", "C29"), (["A01", "J61"], "A01 J61")])
def test_only_the_sectors_named_bear_it(sectors: object, hit: str) -> None:
    added = _added(imposer="USA", sectors=sectors)
    assert {s for k, s in enumerate(SECTORS) if added[:, :, k].any()} == set(hit.split())


def test_duties_of_several_levers_add_up() -> None:
    world, duty = _world(), world_duty(0.2).effect(_world(), np.full(3, 4.0), 1.0)
    np.testing.assert_allclose(
        combined(world, [duty, duty]).tariff_new, world.tariff + world_duty(0.4).added(world), rtol=1e-12
    )


def world_duty(rate: float) -> Tariff:
    return Tariff(imposer=("USA",), target=("ALL",), rate=rate, assumed="test")


def test_a_zero_duty_changes_nothing() -> None:
    assert not _added(imposer="USA", rate=0.0).any()


def test_an_unknown_sector_or_an_absent_country_is_named() -> None:
    with pytest.raises(ScenarioError, match=r"tariff: unknown sector 'C92'. Did you mean C29\?"):
        _added(imposer="USA", sectors="C92")
    with pytest.raises(ScenarioError, match=r"steel: unknown country 'GBR'"):
        _added(name="steel", imposer="GBR")
    with pytest.raises(ScenarioError, match="tariff: no member of NATO is a country of the base"):
        world = replace(
            _world(), name="other", axes=Axes(Axis("country", ("A", "B", "C", "D", "E")), _world().axes.sectors)
        )
        world_duty(0.1).model_copy(update={"imposer": ("NATO",)}).added(world)


BUDGET = {
    "country": "GBR", "definition": "nato", "edition": "NATO-2024-06", "price_basis": "nominal", "assumed": "test",
}  # fmt: skip


def test_a_dated_budget_has_one_path() -> None:
    lever = DefenceBudget.model_validate({**BUDGET, "share": {2024: 0.02, 2026: 0.03}})
    assert (min(lever.share), lever.arrival) == (2024, (2026,))
    np.testing.assert_allclose(lever.share_paths(np.arange(2024, 2028)), [[0.02, 0.025, 0.03, 0.03]], rtol=1e-12)


def test_an_undated_budget_has_one_path_for_each_date() -> None:
    lever = DefenceBudget.model_validate(
        {**BUDGET, "share": {2024: 0.02}, "target": 0.03, "reached": [2026, 2025], "shape": "step"}
    )
    assert lever.arrival == (2025, 2026)
    np.testing.assert_allclose(lever.share_paths(np.arange(2024, 2027)), [[0.02, 0.03, 0.03], [0.02, 0.02, 0.03]])
