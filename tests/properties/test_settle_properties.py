"""What holds of any situation answered: names and units do not matter, dummies change nothing, costs only add deals."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from westphalia.bargaining.acceptance import win_set
from westphalia.bargaining.packages import places
from westphalia.bargaining.preferences import utility
from westphalia.settlement import Settlement, settle
from westphalia.situation import read_situation

PLACES = st.floats(0, 1, allow_subnormal=False).map(lambda x: round(x, 3))
WEIGHTS = st.floats(0.1, 10).map(lambda x: round(x, 2))
NO_DEALS = st.floats(-1, 0).map(lambda x: round(x, 3))


def _estimate(value: float, spread: float = 0.0, low: float = -np.inf, high: float = np.inf) -> dict[str, Any]:
    ends = max(value - spread, low), min(value + spread, high)
    return {"low": ends[0], "mode": value, "high": ends[1], "assumed": "for a test"}


@st.composite
def contents(draw: st.DrawFn) -> dict[str, Any]:
    """Three actors, two or three of them with a veto, on two issues with three levels each."""
    names, issues = ("a", "b", "c"), ("x", "y")
    vetoes = (True, draw(st.booleans()), True)
    return {
        "title": "A test",
        "date": "2025-02-24",
        "seed": 7,
        "actors": [
            {"name": name, "title": name.upper(), "veto": veto, "capability": _estimate(draw(WEIGHTS)),
             "no_deal": _estimate(draw(NO_DEALS), 0.2, -1.0, 0.0)}
            for name, veto in zip(names, vetoes, strict=True)
        ],
        "issues": [
            {"name": name, "title": name, "low": "none", "high": "all",
             "levels": [{"name": f"{name} {k}", "at": k / 2} for k in range(3)]}
            for name in issues
        ],
        "positions": [
            {"actor": name, "issue": issue, "date": "2025-02-01", **_estimate(draw(PLACES), 0.1, 0.0, 1.0),
             "salience": _estimate(draw(WEIGHTS))}
            for name in names for issue in issues
        ],
    }  # fmt: skip


def _answer(content: dict[str, Any], draws: int | None = None) -> Settlement:
    return settle(read_situation(content), draws)


def _agreed(of: Settlement) -> dict[tuple[str, ...], bool]:
    """Whether a package is agreed, by its levels in the order of their names."""
    where = places(of.grid, np.arange(of.grid.number))
    order = np.argsort(of.situation.issue_names)
    return {tuple(map(str, row[order])): bool(yes) for row, yes in zip(where, of.agreed.at_mode, strict=True)}


quick = settings(max_examples=20, deadline=None)
few = settings(max_examples=5, deadline=None)  # the bargain on continuous scales is checked at every step


@few
@given(contents())
def test_relabelling_actors_and_issues_changes_nothing(content: dict[str, Any]) -> None:
    turned = content | {
        "actors": content["actors"][::-1], "issues": content["issues"][::-1], "positions": content["positions"][::-1],
    }  # fmt: skip
    first, second = _answer(content), _answer(turned)
    assert second.points.compromise[::-1] == pytest.approx(first.points.compromise)
    assert _agreed(first) == _agreed(second)
    assert second.bargain.room == pytest.approx(first.bargain.room, abs=1e-6)
    if first.bargain.room > 1e-6:
        gains = dict(zip(first.deciders, first.bargain.nash_gains, strict=True))  # type: ignore[arg-type]
        again = dict(zip(second.deciders, second.bargain.nash_gains, strict=True))  # type: ignore[arg-type]
        assert again == pytest.approx(gains, abs=1e-4)


@quick
@given(contents(), st.floats(0.01, 100), st.floats(0.01, 100))
def test_units_of_capability_and_of_salience_change_nothing(
    content: dict[str, Any], capability: float, salience: float
) -> None:
    scaled = content | {
        "actors": [
            one | {"capability": _estimate(one["capability"]["mode"] * capability)} for one in content["actors"]
        ],
        "positions": [
            one | {"salience": _estimate(one["salience"]["mode"] * salience)} for one in content["positions"]
        ],
    }
    first, second = _answer(content, 5), _answer(scaled, 5)
    assert second.points.compromise == pytest.approx(first.points.compromise)
    assert (second.agreed.at_mode == first.agreed.at_mode).all()
    assert second.agreed.drawn is not None
    assert first.agreed.drawn is not None
    assert second.agreed.drawn.probability == pytest.approx(first.agreed.drawn.probability)


@few
@given(contents())
def test_an_actor_without_veto_and_with_next_to_no_capability_changes_nothing(content: dict[str, Any]) -> None:
    dummy = {
        "name": "d", "title": "D", "veto": False, "capability": _estimate(1e-9), "no_deal": _estimate(-0.5),
    }  # fmt: skip
    held = content["positions"][0] | {"actor": "d", **_estimate(1.0)}
    first, second = (
        _answer(content),
        _answer(content | {"actors": [*content["actors"], dummy], "positions": [*content["positions"], held]}),
    )
    assert second.points.compromise == pytest.approx(first.points.compromise, abs=1e-7)
    assert (second.agreed.at_mode == first.agreed.at_mode).all()
    assert second.bargain.nash_package == first.bargain.nash_package


@quick
@given(contents(), st.floats(0, 0.5), st.integers(0, 2))
def test_a_worse_no_deal_never_loses_a_package(content: dict[str, Any], cost: float, who: int) -> None:
    actors = [dict(one) for one in content["actors"]]
    ends = actors[who]["no_deal"]
    actors[who]["no_deal"] = {key: max(ends[key] - cost, -1.0) for key in ("low", "mode", "high")} | {"assumed": "x"}
    first, second = _answer(content, 10), _answer(content | {"actors": actors}, 10)
    assert (second.agreed.at_mode >= first.agreed.at_mode).all()
    assert first.agreed.drawn is not None
    assert second.agreed.drawn is not None
    assert (second.agreed.drawn.probability >= first.agreed.drawn.probability).all()
    assert second.agreed.drawn.empty <= first.agreed.drawn.empty


@quick
@given(contents())
def test_packages_agreed_are_accepted_and_certain_ones_are_among_them(content: dict[str, Any]) -> None:
    of = _answer(content)
    vetoes = of.rule.veto
    for where, agreed in zip(places(of.grid, np.arange(of.grid.number)), of.agreed.at_mode, strict=True):
        short = (of.mode.no_deal - utility(of.mode, where))[vetoes].max()
        assert agreed == (short <= 0) or abs(short) < 2e-6
    bounds = of.agreed.bounds
    assert (bounds.certain <= of.agreed.at_mode).all()
    assert (of.agreed.at_mode <= bounds.possible).all()
    assert (of.frontier <= of.agreed.at_mode).all()
    assert of.frontier.any() == of.agreed.at_mode.any()


@quick
@given(contents())
def test_swings_agree_at_the_mode_and_flip_only_where_ends_differ(content: dict[str, Any]) -> None:
    of = _answer(content)
    size = int(of.agreed.at_mode.sum())
    for one in of.swings:
        assert one.agreed[1] == size
        assert one.compromise[1] == pytest.approx(of.points.compromise[one.on])
        flips = {number > 0 for number in one.agreed}
        assert (one.flips_at is not None) == (len(flips) == 2)
        if one.flips_at is not None:
            assert one.values[0] <= one.flips_at <= one.values[2]


SHARES = st.sampled_from((0.1, 0.2, 0.3, 0.4999998, 0.5, 1.0, 2.0))


@settings(max_examples=40, deadline=None)
@given(contents(), st.tuples(SHARES, SHARES, SHARES), st.sampled_from((0.4, 0.5, 2 / 3, 1.0)), st.booleans())
def test_every_number_moved_starts_from_the_packages_agreed(
    content: dict[str, Any], votes: tuple[float, ...], share: float, vetoes: bool
) -> None:
    for one, held in zip(content["actors"], votes, strict=True):
        one |= {"votes": held, "veto": one["veto"] and vetoes}
    of = _answer(content | {"quota": share * float(np.sum(votes))})
    assert {swing.agreed[1] for swing in of.swings} <= {int(of.agreed.at_mode.sum())}
    for swing in of.swings:
        for value, agreed in zip(swing.values, swing.agreed, strict=True):
            if swing.kind == "no deal":
                no_deal = of.mode.no_deal.copy()
                no_deal[swing.actor] = value
                assert agreed == int(win_set(of.utilities, no_deal, of.rule).sum())
