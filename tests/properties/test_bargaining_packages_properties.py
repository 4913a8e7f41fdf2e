"""What holds for any actors, any grid and any rule."""

from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from westphalia.bargaining.acceptance import TOLERANCE, acceptance, win_set
from westphalia.bargaining.draws import Chances, Ranges, chances, draws_at
from westphalia.bargaining.packages import Condition, Grid, package_grid, package_utilities, places
from westphalia.bargaining.pivots import emptied_by, imposed, pivotality, with_no_deal
from westphalia.bargaining.power import banzhaf, shapley_shubik, voting_power
from westphalia.bargaining.preferences import Preferences, Rule, utility
from westphalia.bargaining.voting import core, uncovered

DRAWS = 12


class Table(NamedTuple):
    """A made-up negotiation: what is believed of the actors, the packages, who must agree, and chances of draws."""

    ranges: Ranges
    grid: Grid
    rule: Rule
    at: Chances


class Drawn(NamedTuple):
    """What Hypothesis chooses; the arrays are made from it in the test, since checked code has chances of its own."""

    seed: int
    sizes: list[int]
    veto: list[bool]
    votes: list[int]
    quota: int
    linked: bool
    loss: float

    def table(self) -> Table:
        rng, actors, last = np.random.default_rng(self.seed), len(self.veto), len(self.sizes) - 1
        conditions = (Condition(0, (0,), last, (0, 1)),) if self.linked else ()
        grid = package_grid(tuple(np.linspace(0, 1, size) for size in self.sizes), conditions)
        rule = Rule(np.array(self.veto), np.array(self.votes, dtype=float), float(self.quota))
        ranges = _ranges(rng, actors, len(self.sizes), self.loss)
        return Table(ranges, grid, rule, chances(ranges, DRAWS, rng))


@st.composite
def tables(draw: st.DrawFn) -> Drawn:
    """Two to five actors, one to four issues of two to four steps, with or without a condition, vetoes and votes."""
    actors = draw(st.integers(2, 5))
    veto = draw(st.lists(st.booleans(), min_size=actors, max_size=actors))
    votes = draw(st.lists(st.integers(0, 4), min_size=actors, max_size=actors))
    quota = draw(st.integers(0, sum(votes)))
    if not any(veto) and quota == 0:
        veto[0] = True
    sizes = draw(st.lists(st.integers(2, 4), min_size=1, max_size=4))
    linked, loss = draw(st.booleans()), draw(st.sampled_from((1.0, 2.0)))
    return Drawn(draw(st.integers(0, 2**32 - 1)), sizes, veto, votes, quota, linked, loss)


def _ranges(rng: np.random.Generator, actors: int, issues: int, loss: float) -> Ranges:
    position = np.sort(rng.random((3, actors, issues)), axis=0)
    salience = np.sort(rng.random((3, actors, issues)) + 0.05, axis=0) * (rng.random((actors, issues)) < 0.8)
    salience[:, :, 0] += 0.1  # so that every actor has an issue that matters
    capability = np.sort(rng.random((3, actors)) + 0.1, axis=0)
    no_deal = np.sort(-rng.random((3, actors)), axis=0)
    return Ranges(*(Preferences(position[at], salience[at], capability[at], no_deal[at], loss) for at in range(3)))


def _taken(one: Preferences, order: np.ndarray) -> Preferences:
    return Preferences(one.position[order], one.salience[order], one.capability[order], one.no_deal[order], one.loss)


def _with(one: Preferences, other: Preferences) -> Preferences:
    """The actors of both."""
    names = ("position", "salience", "capability", "no_deal")
    return Preferences(*(np.concatenate([getattr(x, n) for x in (one, other)]) for n in names), one.loss)


@settings(deadline=None, max_examples=40)
@given(tables(), st.integers(0, 100))
def test_relabelling_actors_relabels_the_answer(drawn: Drawn, seed: int) -> None:
    table = drawn.table()
    order = np.random.default_rng(seed).permutation(len(table.rule.veto))
    ranges = Ranges(*(_taken(one, order) for one in (table.ranges.low, table.ranges.mode, table.ranges.high)))
    at = Chances(*(getattr(table.at, name)[:, order] for name in ("position", "salience", "capability", "no_deal")))
    rule = Rule(table.rule.veto[order], table.rule.votes[order], table.rule.quota)
    here = acceptance(draws_at(table.ranges, table.at), table.grid, table.rule)
    there = acceptance(draws_at(ranges, at), table.grid, rule)
    assert (here.probability == there.probability).all()
    assert (here.accepted_by[order] == there.accepted_by).all()
    assert (here.decisive[order] == there.decisive).all()
    assert (here.sizes == there.sizes).all()
    if table.rule.quota > 0:
        assert np.allclose(shapley_shubik(table.rule)[order], shapley_shubik(rule), atol=1e-12)
        assert np.allclose(banzhaf(table.rule)[order], banzhaf(rule), atol=1e-12)


@settings(deadline=None, max_examples=40)
@given(tables())
def test_an_actor_without_veto_or_votes_changes_nothing(drawn: Drawn) -> None:
    table = drawn.table()
    one, idle = table.ranges.mode, _taken(table.ranges.high, np.array([0]))
    more = Rule(np.append(table.rule.veto, False), np.append(table.rule.votes, 0.0), table.rule.quota)
    utilities, wider = (package_utilities(each, table.grid) for each in (one, _with(one, idle)))
    no_deal = np.append(one.no_deal, idle.no_deal)
    assert (win_set(utilities, one.no_deal, table.rule) == win_set(wider, no_deal, more)).all()
    assert (core(utilities, table.rule) == core(wider, more)).all()
    here, there = pivotality(utilities, one.no_deal, table.rule), pivotality(wider, no_deal, more)
    assert np.append(here.without, here.size).tolist() == there.without.tolist()
    if table.rule.quota > 0:
        assert np.allclose(np.append(shapley_shubik(table.rule), 0.0), shapley_shubik(more), atol=1e-12)


@settings(deadline=None, max_examples=40)
@given(tables(), st.floats(0.01, 100))
def test_the_scale_of_capability_and_of_salience_changes_nothing(drawn: Drawn, factor: float) -> None:
    table = drawn.table()
    one = table.ranges.mode
    scaled = Preferences(one.position, one.salience * factor, one.capability * factor, one.no_deal, one.loss)
    here, there = (package_utilities(each, table.grid) for each in (one, scaled))
    assert np.abs(here - there).max() < 1e-7
    stronger = Preferences(one.position, one.salience, one.capability * factor, one.no_deal, one.loss)
    assert (here == package_utilities(stronger, table.grid)).all()


@settings(deadline=None, max_examples=40)
@given(tables(), st.lists(st.floats(0, 1), min_size=5, max_size=5))
def test_acceptance_never_falls_when_no_deal_costs_more(drawn: Drawn, costs: list[float]) -> None:
    """Draw by draw: whatever was agreed still is."""
    table = drawn.table()
    draws = draws_at(table.ranges, table.at)
    cost = np.array(costs[: len(table.rule.veto)])
    utilities, worse = package_utilities(draws, table.grid), with_no_deal(draws, cost)
    before = win_set(utilities, draws.no_deal, table.rule)
    after = win_set(utilities, worse.no_deal, table.rule)
    assert (after | ~before).all()
    here, there = (acceptance(each, table.grid, table.rule) for each in (draws, worse))
    assert (there.probability >= here.probability).all()
    assert (there.accepted_by >= here.accepted_by).all()
    assert there.empty <= here.empty
    rows = np.linspace(0, 1, 4)[:, None] * cost
    assert (np.diff(imposed(table.ranges.mode, table.grid, table.rule, rows)) >= 0).all()


@settings(deadline=None, max_examples=60)
@given(tables())
def test_members_of_the_win_set_are_accepted_and_others_are_not(drawn: Drawn) -> None:
    """Again by the formula in double precision; within the margin of a tie either answer is right."""
    table = drawn.table()
    one, rule = table.ranges.mode, table.rule
    members = win_set(package_utilities(one, table.grid), one.no_deal, rule)
    for package, member in enumerate(members[:60]):
        spare = utility(one, places(table.grid, np.array([package]))[0]) - one.no_deal
        surely, hardly = spare >= 0, spare >= -2 * TOLERANCE
        if member:
            assert hardly[rule.veto].all()
            assert rule.votes[hardly].sum() >= rule.quota
        else:
            assert not (surely[rule.veto].all() and rule.votes[surely].sum() >= rule.quota)


@settings(deadline=None, max_examples=40)
@given(tables(), st.integers(1, 5000))
def test_the_size_of_a_block_never_changes_the_answer(drawn: Drawn, block: int) -> None:
    table = drawn.table()
    draws = draws_at(table.ranges, table.at)
    whole, parts = acceptance(draws, table.grid, table.rule), acceptance(draws, table.grid, table.rule, block)
    for name in ("probability", "accepted_by", "decisive", "sizes"):
        assert (getattr(whole, name) == getattr(parts, name)).all(), name
    assert whole.empty == parts.empty


@settings(deadline=None, max_examples=60)
@given(tables())
def test_without_the_vetoes_that_empty_it_the_set_is_not_empty(drawn: Drawn) -> None:
    table = drawn.table()
    one, rule = table.ranges.high, table.rule
    utilities = package_utilities(one, table.grid)
    found = emptied_by(utilities, one.no_deal, rule)
    assert (found is None) == win_set(utilities, one.no_deal, rule).any()
    if found is None:
        return
    assert 0 < found.concession <= 1
    alone = {who for who, empties in enumerate(pivotality(utilities, one.no_deal, rule).empties) if empties}
    for gone in found.vetoes:
        veto = rule.veto.copy()
        veto[list(gone)] = False
        if veto.any() or rule.quota > 0:
            assert win_set(utilities, one.no_deal, Rule(veto, rule.votes, rule.quota)).any()
        assert len(gone) > 1 or gone[0] in alone
    # who has votes may empty the set by not casting them, and is then no veto that does
    assert {who for who in alone if rule.veto[who] and not rule.votes[who]} <= {
        who for gone in found.vetoes for who in gone
    }


@settings(deadline=None, max_examples=40)
@given(tables())
def test_who_is_not_asked_never_leaves_fewer_packages_and_votes_share_all_power(drawn: Drawn) -> None:
    """Not asked: as if it accepted everything."""
    table = drawn.table()
    one, rule = table.ranges.mode, table.rule
    utilities = package_utilities(one, table.grid)
    found = pivotality(utilities, one.no_deal, rule)
    assert found.size == win_set(utilities, one.no_deal, rule).sum()
    for actor, without in enumerate(found.without):
        content = one.no_deal.copy()
        content[actor] = -1.0
        assert without == win_set(utilities, content, rule).sum() >= found.size
    power = voting_power(rule)
    assert np.allclose(power, shapley_shubik(rule), atol=1e-12)
    assert abs(power.sum() - 1) < 1e-12


@settings(deadline=None, max_examples=40)
@given(tables())
def test_what_nothing_beats_nothing_covers(drawn: Drawn) -> None:
    table = drawn.table()
    votes = np.ones(len(table.rule.veto))
    majority = Rule(np.zeros(len(votes), dtype=bool), votes, float(len(votes) // 2 + 1))
    utilities = package_utilities(table.ranges.mode, table.grid)
    found = uncovered(utilities, majority)
    assert found.any()
    assert (found | ~core(utilities, majority)).all()
