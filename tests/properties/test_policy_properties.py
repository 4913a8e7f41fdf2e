"""What must hold for every scenario of levers that cost money, from the file to the yearly accounts."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from westphalia.errors import ScenarioError
from westphalia.outcome import Outcome
from westphalia.outcome.annual import AnnualOutcome
from westphalia.scenario.files import dump_scenario, load_scenario, presets, read_scenario
from westphalia.scenario.strict_yaml import parse_yaml
from westphalia.simulate import simulate
from westphalia.world.countries import members

BEFORE_THE_LEVERS = {
    "us-tariff-20": "a990e02a828c4d927edaa736841654356edaa3e98da49b46789192407d1da640",
    "uk-2.5-no-date": "808bf3d51c67fc3e7b9e71a30689d2d82c7adfe000085a3877d9ee480256b154",
    "us-tariff-20+uk-2.5-no-date": "1a3ab26d0382cfbda8152b353ba2033bf3cdc180df0a0e24e0c28e0140742f31",
}
"""Hashes of the files in `earlier`, as the release before the levers that cost money gave them."""
EARLIER = Path(__file__).parent / "earlier"
WRITTEN = {"definition": "nato", "edition": "NATO-2024-06", "price_basis": "nominal", "assumed": "test"}
brief = settings(max_examples=20, deadline=None)
STARTS = {"GBR": 0.0233, "DEU": 0.0212, "POL": 0.0412, "USA": 0.0338, "FRA": 0.0206}

states = st.sampled_from(sorted(STARTS))
groups = st.sampled_from(["EU_NATO", "NATO_EUROPE", "NATO", "EU27", "USMCA", "EU27_GBR_NOR"])
shares = st.floats(0.001, 0.02)
years = st.integers(2026, 2035)
parts = st.lists(st.floats(0.01, 1.0), min_size=3, max_size=3).map(
    lambda p: {"debt": p[0] / sum(p), "tax": p[1] / sum(p), "cuts": 1 - p[0] / sum(p) - p[1] / sum(p)}
)
dates = st.fixed_dictionaries({"from": st.integers(2026, 2030)}, optional={"ramp": st.integers(1, 4)})


def _budget(country: str, rise: float, by: int, **fields: Any) -> dict[str, Any]:
    start = STARTS.get(country, 0.02)
    return {
        "kind": "defence_budget", "country": country, "share": {2024: start, by: start + rise}, **WRITTEN, **fields,
    }  # fmt: skip


def _autonomy(group: str, amount: float, when: dict[str, int], **fields: Any) -> dict[str, Any]:
    return {"kind": "autonomy", "members": group, "amount": amount, "assumed": "test", **when, **fields}


def _force(deployed: int, when: dict[str, int], **fields: Any) -> dict[str, Any]:
    return {"kind": "force", "deployed": deployed, "assumed": "test", **when, **fields}


def _aid(donor: str, share: float, when: dict[str, int], **fields: Any) -> dict[str, Any]:
    return {"kind": "aid", "donor": donor, "share": share, "form": "money", "assumed": "test", **when, **fields}


on_top = {"counted": st.just("on_top"), "financing": parts}
budgets = st.builds(_budget, states, shares, years, financing=parts)
others = st.one_of(
    st.builds(_autonomy, groups, st.floats(1.0, 400.0), dates, **on_top),
    st.builds(_force, st.integers(1, 100_000), dates, **on_top),
    st.builds(_aid, states, st.floats(0.0001, 0.01), dates, **on_top),
)
# a soldier is sent once, so there is at most one force
one_force = st.lists(others, min_size=1, max_size=3).filter(lambda some: sum(x["kind"] == "force" for x in some) < 2)


def _ran(*levers: dict[str, Any], **fields: Any) -> Outcome:
    return simulate(read_scenario({"title": "test", "date": "2025-01-02", "levers": list(levers), **fields}))


def _accounts(*levers: dict[str, Any], **fields: Any) -> AnnualOutcome:
    annual = _ran(*levers, **fields).annual
    assert annual is not None
    return annual


@brief
@given(states, years, parts, st.sampled_from(["linear", "front_loaded", "step"]))
def test_a_share_that_stays_costs_nothing_and_returns_the_outlook(
    country: str, by: int, financing: dict[str, float], shape: str
) -> None:
    annual = _accounts(_budget(country, 0.0, by, financing=financing, shape=shape))
    assert np.abs(annual.extra).max() <= 1e-15
    for name in ("gdp", "debt", "net_lending", "primary_balance"):
        found, outlook = getattr(annual.path, name), getattr(annual.baseline, name)
        np.testing.assert_allclose(found, np.broadcast_to(outlook, found.shape), rtol=1e-13, atol=1e-14)


@brief
@given(groups, dates, parts)
def test_nothing_extra_is_the_outlook_exactly(group: str, when: dict[str, int], financing: dict[str, float]) -> None:
    annual = _accounts(_autonomy(group, 0.0, when, financing=financing), _force(1000, when, cost=0.0))
    for name in ("gdp", "debt", "net_lending", "primary_balance"):
        found, outlook = getattr(annual.path, name), getattr(annual.baseline, name)
        np.testing.assert_array_equal(found, np.broadcast_to(outlook, found.shape))


keys = st.dictionaries(
    st.sampled_from(["income", "capacity", "exposure"]), st.integers(1, 9), min_size=1, max_size=3
).map(lambda weights: {key: weight / sum(weights.values()) for key, weight in weights.items()})


@brief
@given(groups, st.floats(1.0, 200.0), keys, st.floats(0.02, 0.3) | st.none())
def test_allocations_sum_to_the_total_under_every_key_and_cap(
    group: str, amount: float, key: dict[str, float], cap: float | None
) -> None:
    (shared,) = _ran(_autonomy(group, amount, {"from": 2026}, key=key, cap=cap)).autonomy
    assert shared.total == amount
    assert not shared.refused
    for paid in shared.by_key.values():
        assert paid.sum() == pytest.approx(amount, rel=1e-12)
        assert (paid >= 0).all()
        assert cap is None or (paid <= cap * shared.gdp * (1 + 1e-12)).all()
    assert {*shared.allies, *(code for code, _ in shared.left_out)} == set(members(group))


@brief
@given(groups, st.floats(1000.0, 20_000.0), st.floats(0.0001, 0.01))
def test_caps_that_cannot_hold_the_sum_are_refused(group: str, amount: float, cap: float) -> None:
    (shared,) = _ran(_autonomy(group, 1.0, {"from": 2026})).autonomy
    lever = _autonomy(group, amount, {"from": 2026}, cap=cap)
    if cap * shared.gdp.sum() * (1 - 1e-9) < amount:
        with pytest.raises(ScenarioError, match=r"^levers\[0\]\.cap: "):
            _ran(lever)
    else:
        assert _ran(lever).autonomy[0].chosen.sum() == pytest.approx(amount, rel=1e-9)


@brief
@given(states, shares, years, st.floats(0, 1), st.floats(0, 1))
def test_debt_rises_with_the_part_paid_by_debt(country: str, rise: float, by: int, one: float, other: float) -> None:
    """Against a cut of aid: where what is cut weighs more, the debt ratio may fall at first by borrowing."""
    low, high = (
        _accounts(_budget(country, rise, by, financing={"debt": debt, "cuts": 1 - debt}, cuts_from="aid")).path.debt
        for debt in sorted((one, other))
    )
    assert (high - low >= -1e-14).all()


def _left_over(scale: float, country: str, rise: float, by: int, amount: float, share: float) -> dict[str, float]:
    """What is left of three levers together less each alone, at their largest, by account; sizes times `scale`."""
    levers = (
        _budget(country, rise * scale, by),
        _autonomy("NATO", amount * scale, {"from": 2027}, counted="on_top"),
        _aid(country, share * scale, {"from": 2026}, form="military", counted="on_top"),
    )
    together, alone = _accounts(*levers), [_accounts(lever) for lever in levers]
    return {
        name: float(
            np.abs(together.change(name, country) - sum(annual.change(name, country) for annual in alone)).max()
        )
        for name in ("extra", "gdp", "primary_balance", "debt")
    }


@settings(brief, max_examples=8)
@given(states, shares, years, st.floats(50.0, 400.0), st.floats(0.001, 0.01))
def test_levers_add_up_but_for_what_is_of_second_order(
    country: str, rise: float, by: int, amount: float, share: float
) -> None:
    """Output and balance add up exactly; half of every lever leaves a quarter in debt."""
    whole, half = (_left_over(scale, country, rise, by, amount, share) for scale in (1.0, 0.5))
    for name in ("extra", "gdp", "primary_balance"):
        assert whole[name] <= 1e-14
    assert 1e-9 < whole["debt"] < 0.01
    assert half["debt"] == pytest.approx(whole["debt"] / 4, rel=0.1)


@settings(brief, max_examples=12)
@given(one_force, budgets)
def test_the_order_of_levers_does_not_matter(some: list[dict[str, Any]], budget: dict[str, Any]) -> None:
    forward, backward = _accounts(budget, *some), _accounts(*some[::-1], budget)
    for country in forward.countries:
        for name in ("extra", "debt"):
            np.testing.assert_allclose(
                forward.change(name, country), backward.change(name, country), rtol=0, atol=1e-13
            )


@brief
@given(states, shares, years, st.floats(0.0001, 0.01), dates)
def test_what_is_inside_a_budget_changes_nothing(
    country: str, rise: float, by: int, share: float, when: dict[str, int]
) -> None:
    budget = _budget(country, rise, by)
    alone, beside = _accounts(budget), _accounts(budget, _aid(country, share, when, form="military"))
    np.testing.assert_array_equal(alone.path.debt, beside.path.debt)
    assert sum("counted inside" in note for note in beside.notes) == 1


@brief
@given(st.integers(1, 300_000), st.floats(0.0, 1.0), st.floats(1.0, 10.0), st.floats(0.0, 0.9))
def test_soldiers_sent_and_missing_make_up_the_force(
    deployed: int, willingness: float, multiple: float, unfit: float
) -> None:
    lever = _force(deployed, {"from": 2026}, willingness=willingness, multiple=multiple, not_deployable=unfit)
    (force,) = _ran(lever).forces
    assert force.sends.sum() + force.short == pytest.approx(deployed, rel=1e-9)
    assert (force.sends <= force.ceiling * (1 + 1e-9) + 1e-9).all()
    assert force.feasible == (force.short <= 0)


@pytest.mark.parametrize("name", sorted(BEFORE_THE_LEVERS))
def test_the_hash_of_what_was_written_before_is_unchanged(name: str) -> None:
    files = "+".join(str(EARLIER / f"{part}.yaml") for part in name.split("+"))
    assert load_scenario(files).sha256 == BEFORE_THE_LEVERS[name]


@pytest.mark.parametrize("name", presets())
def test_a_preset_survives_its_file(name: str) -> None:
    scenario = load_scenario(name)
    again = read_scenario(parse_yaml(dump_scenario(scenario), "copy"))
    assert again == scenario
    assert again.sha256 == scenario.sha256


@brief
@given(one_force, budgets, st.sampled_from(["WEO-2025-04", "WEO-2025-10"]))
def test_every_scenario_of_levers_that_cost_money_survives_its_file(
    some: list[dict[str, Any]], budget: dict[str, Any], outlook: str
) -> None:
    economy = {"multiplier": "kiel", "kernel": [0.5, 0.5], "assumed": "test"}
    content = {"title": "A", "date": "2025-01-02", "levers": [budget, *some], "outlook": outlook, "economy": economy}
    scenario = read_scenario(content)
    again = read_scenario(parse_yaml(dump_scenario(scenario), "copy"))
    assert again == scenario
    assert again.sha256 == scenario.sha256
