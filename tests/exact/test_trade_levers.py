"""What each trade lever does to duties and costs, against figures worked out by hand on a small world."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from westphalia.axes import Axes, Axis
from westphalia.errors import ScenarioError
from westphalia.scenario.files import load_scenario, read_scenario
from westphalia.scenario.levers import Tariff
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shock import Compiled, Decisions, compiled, decide, first_year, settled_year
from westphalia.trade.equilibrium import TradeParameters
from westphalia.world.baseline import Baseline

COUNTRIES = ("USA", "DEU", "FRA", "CHN", "CAN", "RUS", "ROW")
SECTORS = ("A01", "C29", "J61")
ELASTICITY = np.array([4.0, 2.0, 5.0])
BASE_DUTY = 0.04
EXACT = {"rtol": 0, "atol": 1e-14}


def _world() -> Baseline:
    """Seven countries, two goods and a service; Germany sells three times what any other sells to anybody."""
    n, s = len(COUNTRIES), len(SECTORS)
    abroad = ~np.eye(n, dtype=bool)[:, :, None]
    flow = np.ones((n, n, s))
    flow[:, COUNTRIES.index("DEU")] = 3.0
    return Baseline(
        name="small",
        year=2022,
        axes=Axes(Axis("country", COUNTRIES), Axis("sector", SECTORS)),
        flow=flow,
        tariff=np.full((n, n, s), BASE_DUTY) * abroad,
        input_share=np.zeros((n, s, s)),
        goods=np.array([True, True, False]),
        tariff_known=np.ones((n, n), dtype=bool),
    )


WORLD = _world()


def _scenario(*levers: dict[str, Any], **fields: Any) -> Scenario:
    given = [{"assumed": "test", **lever} for lever in levers]
    return read_scenario({"title": "test", "date": "2025-01-02", "levers": given, **fields})


def _compiled(*levers: dict[str, Any], year: int = 2030) -> Compiled:
    return compiled(_scenario(*levers), WORLD, ELASTICITY, year, Decisions())


def _added(*levers: dict[str, Any], year: int = 2030) -> np.ndarray:
    return _compiled(*levers, year=year).shock.tariff_new - WORLD.tariff


def _cost(*levers: dict[str, Any], year: int = 2030) -> np.ndarray:
    found = _compiled(*levers, year=year).shock.iceberg_hat
    assert found is not None
    return found


def _at(values: np.ndarray, importer: str, exporter: str, sector: str = "C29") -> float:
    return float(values[COUNTRIES.index(importer), COUNTRIES.index(exporter), SECTORS.index(sector)])


def _pairs(values: np.ndarray, nothing: float = 0.0, sector: str = "C29") -> set[tuple[str, str]]:
    moved = np.abs(values[:, :, SECTORS.index(sector)] - nothing) > 1e-12
    return {(COUNTRIES[n], COUNTRIES[i]) for n, i in zip(*np.nonzero(moved), strict=True)}


US: dict[str, Any] = {"kind": "tariff", "name": "us", "imposer": "USA", "target": "ALL", "rate": 0.2}
EU: dict[str, Any] = {"kind": "retaliation", "name": "eu", "imposer": "EU27", "answers": "us"}
COST: dict[str, Any] = {"kind": "trade_cost", "name": "cost", "imposer": ["USA", "EU27"], "target": "RUS", "cost": 0.21}
EMBARGO: dict[str, Any] = {"kind": "embargo", "name": "stop", "imposer": "EU27", "target": "RUS"}


def test_rates_of_their_own_for_some_targets() -> None:
    added = _added(US | {"rate": 0.1, "rates": {"CHN": 0.34, "EU27": 0.2}})
    wanted = {"CHN": 0.34, "DEU": 0.2, "FRA": 0.2, "CAN": 0.1, "RUS": 0.1, "ROW": 0.1}
    for target, rate in wanted.items():
        for sector, hit in zip(SECTORS, (1, 1, 0), strict=True):
            np.testing.assert_allclose(_at(added, "USA", target, sector), rate * hit, **EXACT)


def test_rates_of_their_own_for_some_sectors() -> None:
    added = _added(US | {"rate": 0.1, "rates": {"C29": 0.25, "J61": 0.05}, "sectors": "all"})
    np.testing.assert_allclose(added[0, 1:], np.tile([0.1, 0.25, 0.05], (6, 1)), **EXACT)
    assert not added[1:].any()


def test_exemptions_spare_a_share_of_a_target_a_sector_or_both() -> None:
    spared = [
        {"target": ["CAN"], "share": 0.38},
        {"sectors": ["C29"], "share": 0.5},
        {"target": "RUS", "sectors": "A01"},
    ]
    added = _added(US | {"except": spared})
    np.testing.assert_allclose(_at(added, "USA", "CAN", "A01"), 0.2 * 0.62, **EXACT)
    np.testing.assert_allclose(_at(added, "USA", "CAN", "C29"), 0.2 * 0.62 * 0.5, **EXACT)
    np.testing.assert_allclose(_at(added, "USA", "CHN", "C29"), 0.1, **EXACT)
    np.testing.assert_allclose(_at(added, "USA", "RUS", "A01"), 0.0, **EXACT)
    np.testing.assert_allclose(_at(added, "USA", "RUS", "C29"), 0.1, **EXACT)


@pytest.mark.parametrize(("rate", "wanted"), [(0.15, 0.15), (0.03, BASE_DUTY)])
def test_an_all_inclusive_duty_is_the_higher_of_rate_and_base(rate: float, wanted: float) -> None:
    tariff = _compiled(US | {"rate": rate, "basis": "total"}).shock.tariff_new
    np.testing.assert_allclose(tariff[0, 1:, :2], wanted, **EXACT)


def test_an_exempt_share_of_an_all_inclusive_duty_pays_the_base_duty() -> None:
    lever = US | {"rate": 0.14, "basis": "total", "except": [{"target": "CAN", "share": 0.4}]}
    np.testing.assert_allclose(_at(_added(lever), "USA", "CAN"), 0.6 * (0.14 - BASE_DUTY), **EXACT)


def test_a_duty_in_place_of_the_base_s_may_cut_it_beside_an_all_inclusive_one() -> None:
    cut = {"kind": "tariff", "imposer": "CHN", "target": "USA", "rate": 0.01, "basis": "in_place",
           "except": [{"sectors": ["A01"], "share": 0.5}]}  # fmt: skip
    on_top = {"kind": "tariff", "imposer": "CHN", "target": "USA", "rate": 0.10}
    ceiling = {"kind": "tariff", "imposer": "USA", "target": "CHN", "rate": 0.15, "basis": "total"}
    china, usa = COUNTRIES.index("CHN"), COUNTRIES.index("USA")
    alone, beside = _added(cut), _added(cut, ceiling, on_top)
    np.testing.assert_allclose(alone[china, usa], [-0.015, -0.03, 0.0], **EXACT)
    np.testing.assert_allclose(beside[china, usa], [0.085, 0.07, 0.0], **EXACT)
    np.testing.assert_allclose(beside[usa, china], [0.11, 0.11, 0.0], **EXACT)


def test_two_duties_cannot_both_take_the_place_of_the_base_s() -> None:
    first = {"kind": "tariff", "name": "first", "imposer": "USA", "target": "CHN", "rate": 0.0, "basis": "in_place"}
    with pytest.raises(ScenarioError, match=r"levers\[1\].basis: first takes the place of the same duties"):
        _scenario(first, {**first, "name": "second", "rate": 0.02})
    assert len(_scenario(first, {**first, "name": "second", "target": "DEU"}).levers) == 2


def test_duties_on_top_add_and_of_all_inclusive_ones_the_highest_counts() -> None:
    on_top = (US | {"name": "one", "rate": 0.05}, US | {"name": "two", "rate": 0.02})
    totals = (
        US | {"name": "low", "rate": 0.08, "basis": "total"},
        US | {"name": "high", "rate": 0.15, "basis": "total"},
    )
    np.testing.assert_allclose(_at(_added(*on_top), "USA", "CHN"), 0.07, **EXACT)
    np.testing.assert_allclose(_at(_added(*on_top, *totals), "USA", "CHN"), 0.15 - BASE_DUTY, **EXACT)
    np.testing.assert_allclose(_at(_added(*on_top, totals[0]), "USA", "CHN"), 0.07, **EXACT)


def test_a_ramp_rises_in_equal_steps_and_a_lever_ends_after_its_last_year() -> None:
    lever = US | {"from": 2026, "until": 2031, "ramp": 4}
    path = [_at(_added(lever, year=year), "USA", "CHN") for year in range(2025, 2033)]
    np.testing.assert_allclose(path, [0, 0.05, 0.1, 0.15, 0.2, 0.2, 0.2, 0], **EXACT)
    scenario = _scenario(lever)
    assert (first_year(scenario), settled_year(scenario)) == (2026, 2031)


def test_a_lever_without_dates_is_in_force_in_every_year_of_the_horizon() -> None:
    scenario = _scenario(US, horizon=[2026, 2029])
    assert (first_year(scenario), settled_year(scenario)) == (2026, 2029)


def test_a_reciprocal_answer_is_the_same_additional_rate_on_the_same_sectors() -> None:
    added = _added(US | {"rates": {"CHN": 0.5}, "sectors": ["C29"]}, EU | {"imposer": ["EU27", "CHN"]})
    for who, rate in (("DEU", 0.2), ("FRA", 0.2), ("CHN", 0.5)):
        np.testing.assert_allclose(_at(added, who, "USA"), rate, **EXACT)
        assert _at(added, who, "USA", "A01") == 0
    assert not [pair for pair in _pairs(added) if pair[0] in ("RUS", "CAN", "ROW") or pair == ("DEU", "CHN")]


def test_everybody_who_is_hit_can_answer() -> None:
    added = _added(US | {"target": ["CHN", "CAN"]}, EU | {"imposer": "ALL"})
    assert _pairs(added) == {("USA", "CHN"), ("USA", "CAN"), ("CHN", "USA"), ("CAN", "USA")}


def test_a_bloc_answers_with_one_duty_what_its_exports_bear_on_average() -> None:
    """Germany sells 3 and France 1, and only Germany is hit: 0.2 · 3/4."""
    added = _added(US | {"target": "DEU"}, EU)
    np.testing.assert_allclose([_at(added, who, "USA") for who in ("DEU", "FRA")], 0.15, **EXACT)


def test_an_answer_follows_exemption_ramp_and_lifting_of_what_it_answers() -> None:
    duty = US | {"target": "CAN", "from": 2026, "ramp": 2, "except": [{"target": "CAN", "share": 0.5}]}
    answer = {"kind": "retaliation", "imposer": "CAN", "answers": "us"}
    lifting = {"kind": "lifting", "lifts": "us", "share": 0.6, "from": 2028}
    path = [_at(_added(duty, answer, lifting, year=year), "CAN", "USA") for year in (2025, 2026, 2027, 2028)]
    np.testing.assert_allclose(path, [0, 0.05, 0.1, 0.04], **EXACT)


def test_a_proportional_answer_is_a_multiple_and_a_ramp_of_its_own_counts() -> None:
    answer = EU | {"rule": "proportional", "factor": 0.5, "from": 2027, "ramp": 2}
    path = [_at(_added(US, answer, year=year), "DEU", "USA") for year in (2026, 2027, 2028)]
    np.testing.assert_allclose(path, [0, 0.05, 0.1], **EXACT)


def test_a_fixed_answer_hits_all_goods_of_those_who_hit() -> None:
    levers = (
        US | {"sectors": ["C29"]},
        {"kind": "tariff", "name": "cn", "imposer": "CHN", "target": "DEU", "rate": 0.1},
        EU | {"answers": ["us", "cn"], "rule": "rate", "rate": 0.3},
    )
    added = _added(*levers)
    for member in ("DEU", "FRA"):
        for who in ("USA", "CHN"):
            np.testing.assert_allclose(added[COUNTRIES.index(member), COUNTRIES.index(who)], [0.3, 0.3, 0], **EXACT)
    assert ("DEU", "CAN") not in _pairs(added)


def test_an_answer_in_other_sectors_is_kept_to_them() -> None:
    added = _added(US, EU | {"sectors": ["A01"]})
    np.testing.assert_allclose(added[COUNTRIES.index("DEU"), 0], [0.2, 0, 0], **EXACT)


def test_all_tariffs_of_an_imposer_can_be_answered_and_no_other() -> None:
    levers = (
        US,
        US | {"name": "cars", "sectors": ["C29"], "rate": 0.05},
        US | {"name": "both", "imposer": ["USA", "CAN"], "target": "DEU", "rate": 0.1, "sectors": ["A01"]},
        EU | {"imposer": "CHN", "answers": "USA"},
        EU | {"name": "de", "imposer": "DEU", "answers": "USA"},
    )
    added = _added(*levers)
    np.testing.assert_allclose(added[COUNTRIES.index("CHN"), 0], [0.2, 0.25, 0], **EXACT)
    np.testing.assert_allclose(added[COUNTRIES.index("DEU"), 0], [0.3, 0.25, 0], **EXACT)
    assert ("DEU", "CAN") not in _pairs(added, sector="A01")


@pytest.mark.parametrize(
    ("direction", "wanted"),
    [
        ("imports", {("USA", "RUS"), ("DEU", "RUS"), ("FRA", "RUS")}),
        ("exports", {("RUS", "USA"), ("RUS", "DEU"), ("RUS", "FRA")}),
    ],
)
def test_a_trade_cost_hits_the_direction_named(direction: str, wanted: set[tuple[str, str]]) -> None:
    cost = _cost(COST | {"direction": direction})
    assert _pairs(cost, nothing=1.0) == wanted
    np.testing.assert_allclose(_at(cost, *next(iter(wanted))), 1.21, **EXACT)
    assert _pairs(_cost(COST), nothing=1.0) == {pair for one in wanted for pair in (one, one[::-1])}


def test_trade_can_become_dearer_everywhere_at_once() -> None:
    cost = _cost(COST | {"imposer": "ALL", "target": "ALL", "cost": 0.1})
    np.testing.assert_allclose(cost[:, :, :2], np.where(np.eye(7)[:, :, None], 1.0, 1.1) * np.ones(2), **EXACT)


def test_a_cost_ramps_up_and_may_be_negative() -> None:
    levers = COST | {"cost": -0.1, "from": 2026, "ramp": 2}
    path = [_at(_cost(levers, year=year), "DEU", "RUS") for year in (2026, 2027)]
    np.testing.assert_allclose(path, [0.95, 0.9], **EXACT)


def test_a_trade_effect_is_its_tariff_equivalent() -> None:
    cost = _cost({key: x for key, x in COST.items() if key != "cost"} | {"trade_effect": -0.5, "sectors": "all"})
    wanted = [np.exp(0.5 / 4), np.exp(0.5 / 2), np.exp(0.5 / 5)]
    np.testing.assert_allclose(cost[COUNTRIES.index("DEU"), COUNTRIES.index("RUS")], wanted, **EXACT)


def test_a_barrier_kept_as_rent_is_a_duty_and_the_rest_is_lost() -> None:
    """1.21 half as rent, in logs: 1.1 · 1.04 − 1 as duty, 1.1 lost."""
    shock = _compiled(COST | {"rent_share": 0.5}).shock
    assert shock.iceberg_hat is not None
    np.testing.assert_allclose(_at(shock.tariff_new, "DEU", "RUS"), 1.1 * 1.04 - 1, **EXACT)
    np.testing.assert_allclose(_at(shock.iceberg_hat, "DEU", "RUS"), 1.1, **EXACT)
    np.testing.assert_allclose(_at(shock.tariff_new, "RUS", "DEU"), 1.1 * 1.04 - 1, **EXACT)


def test_what_goes_round_pays_the_way_round_or_the_barrier_if_cheaper() -> None:
    """ε = 2, d̂ = 2, a quarter round at 1.25: (0.75/4 + 0.25·0.64)^(−1/2)."""
    lever = COST | {"cost": 1.0, "diversion": {"share": 0.25, "cost": 0.25, "via": ["TUR"]}}
    np.testing.assert_allclose(_at(_cost(lever), "DEU", "RUS"), (0.75 / 4 + 0.25 * 0.64) ** -0.5, **EXACT)
    cheap = lever | {"cost": 0.1}
    np.testing.assert_allclose(_at(_cost(cheap), "DEU", "RUS"), 1.1, **EXACT)


def test_an_embargo_is_infinite_cost_on_its_sectors() -> None:
    cost = _cost(EMBARGO | {"sectors": ["C29"], "direction": "imports"})
    assert _at(cost, "DEU", "RUS") == np.inf
    assert (_at(cost, "RUS", "DEU"), _at(cost, "DEU", "RUS", "A01"), _at(cost, "USA", "RUS")) == (1, 1, 1)


def test_an_embargo_leaves_what_goes_round_and_a_ramp_closes_it_step_by_step() -> None:
    """ε = 2: a tenth of the varieties at 1.25 leaves 0.064 of the trade at given prices."""
    lever = EMBARGO | {"diversion": {"share": 0.1, "cost": 0.25}, "from": 2026, "ramp": 2}
    path = [_at(_cost(lever, year=year), "DEU", "RUS") for year in (2026, 2027)]
    np.testing.assert_allclose(np.array(path) ** -2.0, [0.5 + 0.5 * 0.064, 0.064], **EXACT)


def test_costs_multiply_and_an_embargo_outweighs_them() -> None:
    other = COST | {"name": "other", "imposer": "EU27", "cost": 0.5}
    np.testing.assert_allclose(_at(_cost(COST, other), "DEU", "RUS"), 1.21 * 1.5, **EXACT)
    np.testing.assert_allclose(_at(_cost(COST, other), "USA", "RUS"), 1.21, **EXACT)
    assert _at(_cost(COST, EMBARGO), "DEU", "RUS") == np.inf


def test_lifting_takes_a_share_of_what_is_left_from_its_year_on() -> None:
    half = {"kind": "lifting", "lifts": ["us", "cost"], "share": 0.5, "from": 2027}
    fifth = {"kind": "lifting", "lifts": "us", "share": 0.2, "from": 2027}
    levers = (US, COST, half, fifth)
    np.testing.assert_allclose(_at(_added(*levers, year=2026), "USA", "CHN"), 0.2, **EXACT)
    np.testing.assert_allclose(_at(_added(*levers, year=2027), "USA", "CHN"), 0.2 * 0.5 * 0.8, **EXACT)
    np.testing.assert_allclose(_at(_cost(*levers, year=2027), "DEU", "RUS"), 1.105, **EXACT)


def test_an_embargo_lifted_by_half_is_half_the_varieties() -> None:
    lifting = {"kind": "lifting", "lifts": "stop", "share": 0.5}
    np.testing.assert_allclose(_at(_cost(EMBARGO, lifting), "DEU", "RUS") ** -2.0, 0.5, **EXACT)


def test_years_in_force_count_what_is_lifted() -> None:
    scenario = _scenario(US | {"from": 2026}, {"kind": "lifting", "lifts": "us", "from": 2030})
    assert (first_year(scenario), settled_year(scenario)) == (2026, 2029)


def test_parts_are_each_lever_alone_and_an_answer_keeps_the_duties_of_the_whole() -> None:
    year = _compiled(US, EU, COST | {"name": None}, US | {"name": None, "target": "CHN", "rate": 0.1})
    parts = dict(year.parts)
    assert list(parts) == ["us", "eu", "trade_cost", "tariff"]
    added = {name: part.tariff_new - WORLD.tariff for name, part in parts.items()}
    assert _pairs(added["eu"]) == {("DEU", "USA"), ("FRA", "USA")}
    np.testing.assert_allclose(_at(added["eu"], "DEU", "USA"), 0.2, **EXACT)
    np.testing.assert_allclose(_at(added["us"], "USA", "CHN"), 0.2, **EXACT)
    assert _pairs(added["tariff"]) == {("USA", "CHN")}
    assert parts["us"].iceberg_hat is None
    assert not added["trade_cost"].any()
    assert year.imposers == ("USA", "EU27")
    np.testing.assert_allclose(
        sum(added.values()), year.shock.tariff_new - WORLD.tariff, rtol=0, atol=1e-14
    )  # fmt: skip


def test_levers_of_one_name_or_kind_are_counted() -> None:
    unnamed = {key: x for key, x in US.items() if key != "name"}
    assert [name for name, _ in _compiled(unnamed, unnamed | {"target": "CHN"}).parts] == ["tariff 1", "tariff 2"]


def test_notes_say_what_is_not_in_force_and_what_is_booked_as_direct_trade() -> None:
    ended = US | {"until": 2026}
    notes = _compiled(ended, EMBARGO | {"diversion": {"share": 0.1, "cost": 0.1}}).notes
    assert "us is not in force" in notes
    assert any(note.startswith("stop: trade that goes round") for note in notes)


def test_notes_say_where_the_year_is_not_the_scenarios_course() -> None:
    half = {"kind": "lifting", "lifts": "us", "share": 0.5, "from": 2027}
    assert _compiled(US, half, year=2030).notes == ("us counts with 50% of its full strength, as in 2030",)
    assert _compiled(US, year=2035).notes == ()
    gone = half | {"share": 1.0}
    assert settled_year(_scenario(US, gone)) == 2026
    (note,) = _compiled(US, gone, year=2026).notes
    assert note.startswith("No lever of trade is in force after 2026")


def test_a_trade_effect_costs_the_same_however_long_ago_it_began() -> None:
    """θ = −0.5 is one of the long run: while a third of its elasticities is reached, trade falls by a third of it."""
    scenario = _scenario({"kind": "trade_cost", "imposer": "USA", "target": "RUS", "trade_effect": -0.5})
    early = compiled(scenario, WORLD, ELASTICITY / 3, 2026, Decisions(), ELASTICITY).shock.iceberg_hat
    late = compiled(scenario, WORLD, ELASTICITY, 2026, Decisions()).shock.iceberg_hat
    assert early is not None
    assert late is not None
    np.testing.assert_allclose(early, late, rtol=1e-14)
    hit = early > 1
    fallen = np.broadcast_to(-ELASTICITY / 3 * np.log(early), early.shape)[hit]
    np.testing.assert_allclose(fallen, -0.5 / 3, rtol=1e-12)


def test_nothing_is_decided_where_no_lever_leaves_a_duty_open() -> None:
    parameters = TradeParameters(ELASTICITY, "test")
    assert decide(_scenario(US, EU, COST), WORLD, parameters, "balanced") == Decisions()


EARLIER = ("us-tariff-20.yaml", "uk-2.5-no-date.yaml")


def test_the_hash_of_a_scenario_does_not_know_fields_it_does_not_use() -> None:
    """The hash as the first release gave it, of the files as they stood then."""
    duty, budget = (str(Path(__file__).parents[1] / "properties" / "earlier" / name) for name in EARLIER)
    assert load_scenario(duty).sha256 == "a990e02a828c4d927edaa736841654356edaa3e98da49b46789192407d1da640"
    assert load_scenario(budget).sha256 == "808bf3d51c67fc3e7b9e71a30689d2d82c7adfe000085a3877d9ee480256b154"


@pytest.mark.parametrize(
    "change", ["until=2030", "ramp=2", "basis=total", "rates={CHN: 0.3}", "except=[{target: CAN}]"]
)
def test_a_field_in_use_moves_the_hash(change: str) -> None:
    base = load_scenario("us-tariff-20", ["title=test", "us_tariff.assumed=test"])
    moved = load_scenario("us-tariff-20", ["title=test", f"us_tariff.{change}", "us_tariff.assumed=test"])
    assert moved.sha256 != base.sha256


PARAMETERS = TradeParameters(ELASTICITY, "test")
BEST: dict[str, Any] = {"kind": "optimal_tariff", "name": "best", "imposer": "USA"}
ANSWER = EU | {"answers": "best", "rule": "optimal"}
WAR: dict[str, Any] = {"kind": "tariff_war", "name": "war", "players": ["USA", "EU27"]}


def _decided(*levers: dict[str, Any], year: int = 2030) -> tuple[Decisions, Compiled]:
    scenario = _scenario(*levers)
    decisions = decide(scenario, WORLD, PARAMETERS, "balanced")
    return decisions, compiled(scenario, WORLD, ELASTICITY, year, decisions)


def _uniform(values: np.ndarray) -> float:
    (rate,) = np.unique(np.round(values, 9))
    return float(rate)


def test_an_optimal_tariff_takes_the_place_of_all_duties_on_its_cells() -> None:
    decisions, year = _decided(BEST, US | {"name": "other", "imposer": "CHN"}, US)
    (chosen,) = decisions.chosen
    assert (chosen.player, chosen.lever) == ("USA", 0)
    assert chosen.first_order_residual <= 1e-6
    rate = _uniform(chosen.tariff[chosen.cells])
    assert 0.1 < rate < 1
    np.testing.assert_allclose(year.shock.tariff_new[0, 1:, :2], rate, rtol=0, atol=1e-9)
    np.testing.assert_allclose(year.shock.tariff_new[0, 1:, 2], BASE_DUTY, **EXACT)
    np.testing.assert_allclose(dict(year.parts)["best"].tariff_new[0, 1:, :2], rate, rtol=0, atol=1e-9)
    np.testing.assert_allclose(_at(dict(year.parts)["best"].tariff_new, "CHN", "USA"), BASE_DUTY, **EXACT)


def test_an_optimal_tariff_is_chosen_given_all_other_levers() -> None:
    shut = {"kind": "embargo", "imposer": ["EU27", "CHN"], "target": "USA", "direction": "imports", "sectors": ["C29"]}
    alone, beside = (
        _uniform(d.chosen[0].tariff[d.chosen[0].cells]) for d in (_decided(BEST)[0], _decided(BEST, shut)[0])
    )
    assert abs(alone - beside) > 1e-4


def test_rent_is_not_chosen_away() -> None:
    quota = {"kind": "trade_cost", "imposer": "USA", "target": "CHN", "cost": 0.2, "direction": "imports"}
    with pytest.raises(ScenarioError, match=r"USA chooses duties where levers\[1\] leaves rent"):
        _decided(BEST, quota | {"rent_share": 0.5})
    _, lost = _decided(BEST, quota)
    assert lost.shock.iceberg_hat is not None
    np.testing.assert_allclose(_at(lost.shock.iceberg_hat, "USA", "CHN"), 1.2, **EXACT)
    _decided(BEST | {"target": "CAN"}, quota | {"rent_share": 0.5})


def test_a_ramp_leads_half_way_to_the_duty_chosen() -> None:
    decisions, year = _decided(BEST | {"from": 2026, "ramp": 2}, year=2026)
    (chosen,) = decisions.chosen
    half = BASE_DUTY + (_uniform(chosen.tariff[chosen.cells]) - BASE_DUTY) / 2
    np.testing.assert_allclose(_at(year.shock.tariff_new, "USA", "CHN"), half, rtol=0, atol=1e-9)


def test_a_duty_is_chosen_as_of_the_last_year_it_is_in_force() -> None:
    late = US | {"name": "late", "imposer": "CHN", "target": "USA", "rate": 3.0, "from": 2030}
    early = _decided(BEST | {"until": 2028}, late)[0]
    alone = _decided(BEST)[0]
    assert _uniform(early.chosen[0].tariff[early.chosen[0].cells]) == pytest.approx(
        _uniform(alone.chosen[0].tariff[alone.chosen[0].cells]), abs=1e-6
    )


def test_an_answer_by_rule_mirrors_what_was_chosen() -> None:
    _, year = _decided(BEST, EU | {"answers": "best"})
    up = _at(year.shock.tariff_new, "USA", "DEU") - BASE_DUTY
    assert up > 0.05
    np.testing.assert_allclose(_at(year.shock.tariff_new, "DEU", "USA") - BASE_DUTY, up, rtol=0, atol=1e-9)
    assert "best: the duties are chosen without foresight of an answer by rule" in year.notes


def test_a_best_answer_hits_whoever_hit_and_nobody_else() -> None:
    decisions, year = _decided(US, EU | {"rule": "optimal"})
    assert decisions.chosen[0].player == "EU27"
    assert _pairs(year.shock.tariff_new - WORLD.tariff) == {("USA", c) for c in COUNTRIES[1:]} | {
        ("DEU", "USA"), ("FRA", "USA")
    }  # fmt: skip


def test_a_best_answer_to_a_best_tariff_is_a_war() -> None:
    """The same players with the same duties, written as two levers or as one: the same equilibrium."""
    _, two = _decided(BEST | {"target": "EU27"}, ANSWER)
    decisions, war = _decided(WAR)
    np.testing.assert_allclose(two.shock.tariff_new, war.shock.tariff_new, rtol=0, atol=1e-5)
    assert [one.player for one in decisions.chosen] == ["USA", "EU27"]
    assert max(one.first_order_residual for one in decisions.chosen) <= 1e-6
    assert _pairs(war.shock.tariff_new - WORLD.tariff) == {
        ("USA", "DEU"), ("USA", "FRA"), ("DEU", "USA"), ("FRA", "USA")
    }  # fmt: skip
    assert war.imposers == ("USA", "EU27")


def test_two_levers_that_choose_the_same_duties_are_refused() -> None:
    with pytest.raises(ScenarioError, match="USA and USA both choose the same duties"):
        _decided(BEST, BEST | {"name": "again", "target": "CHN"})


def test_an_all_inclusive_rate_below_the_base_duty_adds_nothing() -> None:
    (lever,) = _scenario(US | {"rate": 0.03, "basis": "total"}).levers
    assert isinstance(lever, Tariff)
    assert not lever.added(WORLD).any()


def test_a_bloc_that_answers_does_not_hit_its_own_member_who_imposes() -> None:
    german = {"kind": "tariff", "name": "german", "imposer": "DEU", "target": "FRA", "rate": 0.1}
    added = _added(US, german, EU | {"answers": ["us", "german"]})
    assert {pair for pair in _pairs(added) if pair[0] in ("DEU", "FRA")} == {
        ("DEU", "USA"), ("FRA", "USA"), ("DEU", "FRA")
    }  # fmt: skip


def test_everybody_is_no_imposer_by_name() -> None:
    assert _compiled(US, EU | {"imposer": "ALL"}, COST | {"imposer": "ALL"}).imposers == ("USA",)


def test_a_duty_is_chosen_given_what_stands_in_its_last_year_not_its_first() -> None:
    late = US | {"name": "late", "imposer": "CHN", "target": "USA", "rate": 3.0, "from": 2027}
    chosen, alone = (_decided(BEST | {"until": 2028}, *more)[0].chosen[0] for more in ((late,), ()))
    assert abs(_uniform(chosen.tariff[chosen.cells]) - _uniform(alone.tariff[alone.cells])) > 1e-4


def test_duties_by_sector_differ_and_none_is_above_the_largest_considered() -> None:
    (free,) = _decided(BEST | {"by": "sector"})[0].chosen
    food, cars = (_uniform(free.tariff[:, :, s][free.cells[:, :, s]]) for s in (0, 1))
    assert abs(cars - food) > 0.01
    (held,) = _decided(BEST | {"largest": 0.05})[0].chosen
    np.testing.assert_allclose(held.tariff[held.cells], 0.05, rtol=0, atol=1e-9)


def test_an_answer_by_rule_settles_when_the_duty_it_answers_ends() -> None:
    short = US | {"from": 2025, "until": 2027}
    answer = {"kind": "retaliation", "imposer": "CHN", "answers": "us", "from": 2026}
    assert settled_year(_scenario(short, answer)) == 2027
    assert settled_year(_scenario(short, answer | {"rule": "optimal"})) == 2035
