"""What holds for the consequences of any package: order does not matter, money adds up, no levers do nothing."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from westphalia.settlement.consequences import consequences, deal_terms
from westphalia.settlement.effects import MEASURES
from westphalia.settlement.terms import deal_scenario
from westphalia.situation import Situation, read_situation

ASSUMED = {"assumed": "made up for a test"}
ONE = {"low": 1.0, "mode": 1.0, "high": 1.0, **ASSUMED}
HALF = {"low": 0.5, "mode": 0.5, "high": 0.5, **ASSUMED}
DONORS = {"first": "DEU", "second": "USA", "third": "EU27"}
SUMS = (0, 10, 40)


def _level(k: int, issue: str) -> dict[str, Any]:
    lever = {"kind": "aid", "donor": DONORS[issue], "amount": SUMS[k], "currency": "EUR", "form": "money",
             "financing": {"debt": 1.0}, "from": 2026, **ASSUMED}  # fmt: skip
    return {"name": str(k), "at": k / 2, "levers": [lever] if k else []}


def _situation(order: tuple[str, ...]) -> Situation:
    issues = [
        {"name": name, "title": name, "low": "little", "high": "much", "levels": [_level(k, name) for k in range(3)],
         "status_quo": {"at": 0, **ASSUMED}}
        for name in order
    ]  # fmt: skip
    countries = {"germany": "DEU", "union": "EU27", "us": "USA"}
    actors = [
        {"name": name, "title": name, "country": code, "veto": True, "capability": ONE,
         "no_deal": {"low": -0.5, "mode": -0.5, "high": -0.5, **ASSUMED}}
        for name, code in countries.items()
    ]  # fmt: skip
    positions = [
        {"actor": actor, "issue": name, "date": "2025-02-24", **HALF, "salience": ONE}
        for actor in countries for name in order
    ]  # fmt: skip
    return read_situation(
        {"title": "A deal", "date": "2025-02-24", "actors": actors, "issues": issues, "positions": positions}
    )


SITUATION = _situation(tuple(DONORS))
steps = st.tuples(*(st.integers(0, 2) for _ in DONORS))


def _package(chosen: tuple[int, ...]) -> dict[str, str]:
    return {name: str(k) for name, k in zip(DONORS, chosen, strict=True)}


@settings(max_examples=15, deadline=None)
@given(chosen=steps, order=st.permutations(tuple(DONORS)))
def test_the_order_of_issues_does_not_matter(chosen: tuple[int, ...], order: list[str]) -> None:
    package = _package(chosen)
    one = consequences(SITUATION, {name: package[name] for name in order}).together
    other = consequences(_situation(tuple(order)), package).together
    plain = consequences(SITUATION, package)
    for measure in MEASURES:
        np.testing.assert_array_equal(one.by_measure[measure].low, plain.together.by_measure[measure].low)
        np.testing.assert_allclose(other.by_measure[measure].low, one.by_measure[measure].low, atol=1e-12)
    assert deal_scenario(SITUATION, {name: package[name] for name in order}) == plain.scenario


@settings(max_examples=15, deadline=None)
@given(chosen=steps)
def test_money_sent_abroad_adds_up_in_every_measure(chosen: tuple[int, ...]) -> None:
    """Aid in money buys nothing at home and moves no output, so that nothing meets: all measures add up."""
    found = consequences(SITUATION, _package(chosen))
    terms = deal_terms(SITUATION)
    for measure in MEASURES:
        total, whole = found.total.by_measure[measure], found.together.by_measure[measure]
        np.testing.assert_allclose(total.shown, whole.shown, atol=1e-10)
        np.testing.assert_allclose(total.lowest, whole.lowest, atol=1e-10)
        looked_up = terms.packages(measure, np.array([chosen]))[:, 0]
        np.testing.assert_allclose(looked_up, whole.shown, atol=1e-10)


@settings(max_examples=15, deadline=None)
@given(chosen=steps)
def test_levels_without_levers_do_nothing(chosen: tuple[int, ...]) -> None:
    """What is at its first level may be left out of the package; a package of first levels changes nothing."""
    package = _package(chosen)
    fewer = {name: level for name, level in package.items() if level != "0"}
    one, other = consequences(SITUATION, package), consequences(SITUATION, fewer)
    assert one.scenario == other.scenario
    assert one.together.moves == bool(fewer)
    for measure in MEASURES:
        np.testing.assert_array_equal(one.together.by_measure[measure].shown, other.together.by_measure[measure].shown)
