"""One situation answered: arrays, two players by hand, texts, pressure, numbers moved alone, tables and JSON."""

import json
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

import westphalia as wp
from westphalia.bargaining.acceptance import win_set
from westphalia.bargaining.compromise import compromise
from westphalia.bargaining.packages import package_utilities, places
from westphalia.bargaining.preferences import Preferences, utility
from westphalia.bargaining.two_players import two_player_settlement
from westphalia.cli import app
from westphalia.report.methods import ANCHORS
from westphalia.report.settle import issue_tables, settle_tables, situations_table
from westphalia.report.settle_json import issue_json, settle_json, texts_json
from westphalia.report.settle_lines import limit_lines, origins_line, short_lines, texts_line
from westphalia.report.settle_swings import relative_move
from westphalia.report.settle_tables import compromise_table, imposing_table, texts_table
from westphalia.report.tables import REMARKS, Table
from westphalia.settlement import Settlement, settle
from westphalia.settlement.imposing import COSTS
from westphalia.situation import Situation, load_situation, read_situation, situations
from westphalia.situation.arrays import ABSENT, ranges_of
from westphalia.world.backtest import model_error


def estimate(low: float, mode: float, high: float) -> dict[str, Any]:
    return {"low": low, "mode": mode, "high": high, "assumed": "for a test"}


def sure(value: float) -> dict[str, Any]:
    return estimate(value, value, value)


def position(actor: str, issue: str, place: dict[str, Any], salience: float = 1.0) -> dict[str, Any]:
    return {"actor": actor, "issue": issue, "date": "2025-02-01", "salience": sure(salience), **place}


def actor(name: str, no_deal: dict[str, Any], capability: float = 1.0, veto: bool = True) -> dict[str, Any]:
    return {"name": name, "title": name.upper(), "veto": veto, "capability": sure(capability), "no_deal": no_deal}


def issue(name: str, steps: int = 11, **fields: Any) -> dict[str, Any]:
    levels = [{"name": f"{name} {k}", "at": k / (steps - 1)} for k in range(steps)]
    return {"name": name, "title": f"The {name}", "low": "none", "high": "all", "levels": levels, **fields}


def content(**fields: Any) -> dict[str, Any]:
    """Two vetoes at the ends of one scale; a third actor without a veto in the middle."""
    return {
        "title": "Two over one thing",
        "date": "2025-02-24",
        "actors": [actor("one", sure(-0.7)), actor("two", sure(-0.5), 3.0), actor("three", sure(-1.0), veto=False)],
        "issues": [issue("land")],
        "positions": [position(*one) for one in (("one", "land", sure(0.0)), ("two", "land", sure(1.0)),
                                                 ("three", "land", sure(0.5)))],
    } | fields  # fmt: skip


def answered(draws: int | None = 20, **fields: Any) -> Settlement:
    return settle(read_situation(content(**fields)), draws)


@pytest.fixture(scope="module")
def shipped() -> Settlement:
    return wp.settle("ukraine-2025-02", draws=20)


def test_two_players_at_the_ends_of_a_scale_as_in_the_closed_form() -> None:
    of = answered()
    by_hand = two_player_settlement((1.0, 3.0), (0.7, 0.5))
    assert by_hand.point == pytest.approx(0.5 + 0.75 * 0.2)
    assert of.bargain.nash == pytest.approx([by_hand.point], abs=1e-6)
    assert of.bargain.room == pytest.approx(by_hand.room / 2, abs=1e-6)
    zone = places(of.grid, np.flatnonzero(of.agreed.at_mode))[:, 0]
    assert zone == pytest.approx([0.5, 0.6, 0.7])
    assert of.bargain.nash_package is not None
    assert places(of.grid, np.array([of.bargain.nash_package])) == pytest.approx(np.array([[0.6]]))


def test_the_compromise_is_the_weighted_mean_and_baselines_stand_beside_it() -> None:
    points = answered().points
    assert points.compromise == pytest.approx([(0 * 1 + 1 * 3 + 0.5 * 1) / 5])
    assert points.mean == pytest.approx([0.5])
    assert points.equal_capability == pytest.approx([0.5])
    assert points.median == pytest.approx([1.0])
    assert np.isnan(points.status_quo).all()


def test_two_bands_are_kept_apart() -> None:
    wide = answered(400, positions=[
        position("one", "land", estimate(0.0, 0.0, 0.4)), position("two", "land", sure(1.0)),
        position("three", "land", sure(0.5)),
    ]).points  # fmt: skip
    assert wide.inputs is not None
    assert wide.inputs.high[0] - wide.inputs.low[0] == pytest.approx(0.4 / 5 * (np.sqrt(0.9) - np.sqrt(0.1)), abs=0.006)
    half = model_error().half_width
    assert wide.model.low == pytest.approx(wide.compromise - half)
    assert wide.model.high == pytest.approx([1.0])
    assert answered(None).points.inputs is None


def test_absent_actors_change_nothing_and_scales_become_places() -> None:
    base = content(issues=[issue("land"), issue("aid", scale=[4.0, 10.0], levels=[
        {"name": "little", "at": 4}, {"name": "some", "at": 5.5}, {"name": "much", "at": 10},
    ])])  # fmt: skip
    base["positions"] += [position("one", "aid", sure(5.5), 4.0), position("two", "aid", sure(10.0), 2.0)]
    of = settle(read_situation(base), None)
    assert of.mode.position[:, 1].tolist() == [0.25, 1.0, ABSENT]
    assert of.mode.salience.tolist() == [[0.25, 1.0], [0.25, 0.5], [0.25, 0.0]]
    assert of.points.compromise[1] == pytest.approx((0.25 * 4 + 1.0 * 6) / 10)
    assert of.points.mean[1] == pytest.approx((0.25 + 1.0) / 2)
    assert of.readings.forecast[1].min() >= 0.25


def test_what_leaves_no_package_is_an_answer() -> None:
    of = answered(actors=[actor("one", sure(-0.3)), actor("two", sure(-0.3)), actor("three", sure(-1.0), veto=False)])
    emptied = of.agreed.emptied
    assert emptied is not None
    assert emptied.vetoes == ((0,), (1,))
    assert emptied.concession == pytest.approx(0.2)
    assert of.bargain.nash is None
    assert of.bargain.nash_package is None
    assert of.bargain.room == pytest.approx(-0.2)
    assert of.agreed.drawn is not None
    assert of.agreed.drawn.empty == 1
    assert any(
        "no package of 11 is better than no deal" in line and "ONE or to TWO" in line for line in short_lines(of)
    )
    table = next(one for one in settle_tables(of) if one.id == "settle-models")
    assert [cell.text for cell in table.rows[0].cells[3:5]] == ["no zone", "no zone"]


def test_pressure_widens_the_zone_and_moves_the_point_as_in_the_closed_form() -> None:
    of = answered()
    assert of.bargain.nash is not None
    for one in of.imposing:
        cost = np.where(np.isin([0, 1], one.raised), one.cost, 0.0)
        by_hand = two_player_settlement((1.0, 3.0), (0.7 + cost[0], 0.5 + cost[1]))
        assert one.nash == pytest.approx([by_hand.point], abs=1e-6)
        low, high = by_hand.zone
        assert one.agreed == sum(low - 1e-9 <= k / 10 <= high + 1e-9 for k in range(11))
    assert {one.raised for one in of.imposing} == {(0,), (1,), (0, 1)}
    assert len(of.imposing) == 9
    assert [one.cost for one in of.imposing[:3]] == list(COSTS)


def test_pressure_in_draws_as_counted_one_by_one() -> None:
    hard = [actor("one", estimate(-0.6, -0.4, -0.2)), actor("two", estimate(-0.6, -0.4, -0.2))]
    of = settle(read_situation(content(actors=hard, positions=content()["positions"][:2])), 60)
    assert of.draws is not None
    for one in of.imposing:
        empty = 0
        for d in range(60):
            coded = Preferences(of.draws.position[d], of.draws.salience[d], of.draws.capability[d], of.draws.no_deal[d])
            cost = np.where(np.isin([0, 1], one.raised), one.cost, 0.0)
            empty += not win_set(package_utilities(coded, of.grid), np.maximum(coded.no_deal - cost, -1), of.rule).any()
        assert one.empty == pytest.approx(empty / 60)
    assert 0 < of.imposing[-1].empty < of.agreed.drawn.empty < 1  # type: ignore[operator,union-attr]


def test_numbers_moved_alone_as_computed_anew_and_flips_where_the_zone_closes() -> None:
    of = answered(None, actors=[
        actor("one", estimate(-0.9, -0.7, -0.3)), actor("two", sure(-0.5), 3.0),
        actor("three", sure(-1.0), veto=False),
    ])  # fmt: skip
    (swing,) = of.swings
    assert (swing.kind, swing.actor, swing.issue) == ("no deal", 0, None)
    assert swing.agreed == (5, 3, 0)
    assert (of.joint.lowest, of.joint.highest) == (5, 0)
    assert relative_move(swing) == pytest.approx(abs(swing.package_at + 0.7) / 0.7)  # type: ignore[operator]
    assert swing.flips_at == pytest.approx(-0.5, abs=0.4 / 1024 + 1e-6)
    assert swing.package_at is not None


def test_every_swing_of_a_shipped_situation_as_computed_anew(shipped: Settlement) -> None:
    chosen = [shipped.swings[k] for k in range(0, len(shipped.swings), 29)]
    fields = {"position": "position", "salience": "salience", "capability": "capability", "no deal": "no_deal"}
    for one in chosen:
        for value, point, agreed in zip(one.values, one.compromise, one.agreed, strict=True):
            parts = {name: getattr(shipped.mode, name).copy() for name in fields.values()}
            at = one.actor if one.issue is None else (one.actor, one.issue)
            parts[fields[one.kind]][at] = value
            moved = Preferences(**parts, loss=shipped.mode.loss)
            assert compromise(moved)[one.on] == pytest.approx(point)
            found = win_set(package_utilities(moved, shipped.grid), moved.no_deal, shipped.rule)
            assert int(found.sum()) == agreed


TEXT = {"title": "A text", "date": "2025-02-20", "source": "a paper"}


def test_texts_say_who_accepts_them_and_what_all_would_like_better() -> None:
    two = content(issues=[issue("land", 3), issue("aid", 3)], texts=[
        TEXT | {"levels": {"land": "land 1", "aid": "aid 0"}},
        TEXT | {"title": "Another", "levels": {"land": "land 0", "aid": "aid 2"}},
    ])  # fmt: skip
    two["positions"] = [
        position("one", "land", sure(0.0), 3.0), position("one", "aid", sure(1.0)),
        position("two", "land", sure(1.0)), position("two", "aid", sure(1.0), 3.0),
        position("three", "land", sure(0.5)),
    ]  # fmt: skip
    of = settle(read_situation(two), None)
    first, second = of.texts
    assert of.deciding.mode.no_deal.tolist() == [-0.7, -0.5]
    assert first.utility[:2] == pytest.approx([-0.75 * 0.5 - 0.25, -0.25 * 0.5 - 0.75])
    assert first.accepted[:2].tolist() == [True, False]
    assert not first.agreed
    assert first.better is not None
    assert first.gains is not None
    assert (first.gains > -1e-6).all()
    assert first.gains.sum() == pytest.approx(max(
        g.sum() for g in (utility(of.mode, p)[:2] - first.utility[:2] for p in places(of.grid, np.arange(9)))
        if (g >= -1e-9).all()
    ), abs=1e-6)  # fmt: skip
    assert second.agreed
    assert second.better is None


def test_a_text_its_own_conditions_rule_out_is_said_to_be_one() -> None:
    two = content(issues=[issue("land", 3), issue("aid", 3)])
    two["positions"] += [position("one", "aid", sure(0.0)), position("two", "aid", sure(1.0))]
    two["conditions"] = [{"when": {"land": ["land 2"]}, "needs": {"aid": ["aid 2"]}, "why": "for a test"}]
    two["texts"] = [TEXT | {"levels": {"land": "land 2", "aid": "aid 0"}}]
    of = settle(read_situation(two), 5)
    assert of.grid.number == 7
    assert of.texts[0].package is None
    assert of.texts[0].probability is None
    assert "its own conditions rule it out" in " ".join(short_lines(of))


def test_a_text_better_than_no_deal_for_all_may_be_ruled_out_by_some_in_public() -> None:
    base = content(texts=[TEXT | {"levels": {"land": "land 6"}, "inferred": "from a remark"}])
    base["positions"][0] |= {"rules_out": {"levels": ["land 6", "land 7"], "source": "a speech"}}
    base["positions"][2] |= {"rules_out": {"levels": ["land 6"], "source": "no veto, so not asked"}}
    of = settle(read_situation(base), 5)
    (text,) = of.texts
    assert text.agreed
    assert text.crosses == ((0, 0),)
    table = texts_table(of, "x")
    assert [cell.text for cell in table.rows[0].cells[:3]] == ["ONE and TWO", "nobody", "ONE (The land: land 6)"]
    assert "a paper; inferred: from a remark" in table.note
    assert texts_json(of)[0]["ruled_out_by"] == [{"actor": "one", "issue": "land", "level": "land 6"}]
    line = texts_line(of)
    assert "“A text”: yes (100% of draws)" in line and "though ONE ruled out a part of it in public" in line


def test_the_middle_of_the_draws_is_beside_a_point_at_the_edge() -> None:
    wide = answered(400, positions=[
        position("one", "land", estimate(0.0, 0.0, 0.4)), position("two", "land", sure(1.0)),
        position("three", "land", sure(0.5)),
    ])  # fmt: skip
    points = wide.points
    assert points.middle is not None and points.inputs is not None
    assert points.compromise[0] < points.middle[0]
    assert points.middle == pytest.approx(points.compromise + 0.4 * (1 - np.sqrt(0.5)) / 5, abs=0.006)
    table = compromise_table(wide, "x", (0,))
    assert table.columns[2] == "middle of the draws"
    assert table.rows[0].note == "0: none · 100: all"
    assert "middle of the draws" not in compromise_table(answered(None), "x", (0,)).columns


def test_of_three_who_bargain_each_two_are_pressed_too(shipped: Settlement) -> None:
    assert shipped.bargain.players.sum() == 3
    pairs = [one for one in shipped.imposing if len(one.raised) == 2]
    assert {one.raised for one in pairs} == {(0, 1), (0, 2), (1, 2)}
    assert {one.cost for one in pairs} == {0.1}
    single = {one.raised[0]: one.agreed for one in shipped.imposing if one.cost == 0.1 and len(one.raised) == 1}
    assert all(one.agreed >= max(single[v] for v in one.raised) for one in pairs)
    table = imposing_table(shipped, "x")
    heads = [row.head for row in table.rows]
    assert heads[heads.index("two of them, 0.10 each") :][1:4] == [
        "United States and Russia", "United States and Ukraine", "Russia and Ukraine",
    ]  # fmt: skip


def test_all_values_of_no_deal_together_as_counted_anew(shipped: Settlement) -> None:
    for number, end in ((shipped.joint.lowest, shipped.ranges.low), (shipped.joint.highest, shipped.ranges.high)):
        vetoes = shipped.rule.veto
        assert number == int((shipped.utilities[vetoes] >= end.no_deal[vetoes, None] - 1e-6).all(axis=0).sum())
    assert shipped.joint.lowest > shipped.agreed.at_mode.sum() > shipped.joint.highest
    assert "Moved together" in " ".join(short_lines(shipped))


def test_a_quota_counts_beside_the_veto() -> None:
    votes = [actor("one", sure(-0.7)), actor("two", sure(-0.3), veto=False) | {"votes": 2.0},
             actor("three", sure(-0.2), veto=False) | {"votes": 1.0}]  # fmt: skip
    of = answered(5, actors=votes, quota=2.0)
    assert of.deciders == ("one", "two", "three")
    assert places(of.grid, np.flatnonzero(of.agreed.at_mode))[:, 0] == pytest.approx([0.7])
    assert of.bargain.players.tolist() == [True, False, False]
    assert "ONE and votes enough" in " ".join(short_lines(of))


def test_votes_short_of_a_quota_by_a_millionth_are_short_in_every_answer() -> None:
    """0.5 and 0.4999998 are not 1; a share of 10⁻⁹ alone may be lacking, because sums are rounded."""
    votes = [actor(name, estimate(-0.7, -0.5, -0.3), veto=False) | {"votes": share}
             for name, share in (("one", 0.5), ("two", 0.4999998), ("three", 0.5))]  # fmt: skip
    of = answered(5, actors=votes, quota=1.0)
    accepted = of.deciding.utilities >= -0.5 - 1e-6
    first_and_last = int((accepted[0] & accepted[2]).sum())
    assert of.agreed.at_mode.sum() == first_and_last < int((accepted.sum(axis=0) >= 2).sum())
    assert len(of.swings) == 3
    assert {swing.agreed[1] for swing in of.swings} == {first_and_last}


def test_what_the_numbers_stand_on_is_counted_by_kind(shipped: Settlement) -> None:
    together, *kinds = shipped.origins.kinds
    assert together.number == sum(one.number for one in kinds) == len(list(shipped.situation.estimates()))
    assert together.assumed == sum(one.basis == "assumed" for _, one in shipped.situation.estimates())
    assert f"{together.assumed:,} of {together.number:,} numbers (" in origins_line(shipped)
    assert f"{sum(shipped.grid.shape)} levels" in origins_line(shipped)


def test_no_point_stands_without_both_bands_and_no_page_without_its_limits(shipped: Settlement) -> None:
    first, *_, last = short_lines(shipped)
    assert first.startswith("Given these coded positions, the compromise model implies")
    assert first.count("over the codings") == first.count("in their middle") == first.count("historical error") == 3
    assert "saying 50" in last
    assert "its skill is small" in last
    assert "war" in last
    assert limit_lines(shipped)


def _numbers(tables: tuple[Table, ...]) -> Any:
    for table in tables:
        for row in table.rows:
            yield from ((table, cell) for cell in row.cells if cell.is_number)


@pytest.mark.parametrize("issue", [None, 0])
def test_every_number_has_a_range_or_a_remark_and_leads_to_an_equation(shipped: Settlement, issue: int | None) -> None:
    tables = settle_tables(shipped) if issue is None else issue_tables(shipped, issue)
    for table, cell in _numbers(tables):
        assert cell.spread or table.single_runs, (table.id, cell)
        assert cell.href.removeprefix("#") in ANCHORS, (table.id, cell)
        assert not cell.spread or cell.spread in REMARKS or " to " in cell.spread
    for table in tables:
        assert all(link.href.removeprefix("#") in ANCHORS for link in table.links)
        assert all(len(row.cells) in (0, len(table.columns)) for row in table.rows)


def test_json_is_plain_and_whole(shipped: Settlement) -> None:
    data = json.loads(json.dumps(settle_json(shipped), default=str))
    assert [one["issue"] for one in data["issues"]] == list(shipped.situation.issue_names)
    assert data["packages"]["agreed"] == int(shipped.agreed.at_mode.sum())
    assert data["draws"] == 20
    assert len(data["swings"]) == len(shipped.swings)
    alone = json.loads(json.dumps(issue_json(shipped, 1), default=str))
    assert {one["issue"] for one in alone["swings"]} == {shipped.situation.issue_names[1]}
    assert sum(one["weight"] for one in alone["positions"]) == pytest.approx(1)


def test_every_number_in_json_has_its_origin(shipped: Settlement) -> None:
    data = settle_json(shipped)
    origins = [one for kind in ("positions", "texts") for one in data[kind]] + data["ruled_out"]["lines"]
    assert len(data["positions"]) == len(shipped.situation.held)
    origins += [one["salience_coded"] for one in data["positions"]]
    origins += [one[what] for one in data["actors"] for what in ("capability_coded", "no_deal_coded")]
    for one in origins:
        assert one["source"] or one["assumed"] or one["claims"]
        assert one["basis"] == ("assumed" if one["assumed"] else "inferred" if one["inferred"] else "stated")
        assert {"url", "inferred"} <= set(one)
    assert all(one["date"] <= shipped.situation.date for one in data["positions"])


def test_the_command_lists_what_ships_and_answers_one() -> None:
    runner = CliRunner()
    listed = runner.invoke(app, ["settle"])
    assert listed.exit_code == 0
    assert all(name in listed.stdout for name in situations())
    assert len(situations_table().rows) == len(situations())
    done = runner.invoke(app, ["settle", "transatlantic-tariffs-2025", "--draws", "5", "--issue", "steel"])
    assert done.exit_code == 0, done.output
    said = done.stdout
    assert said.index("are assumed") < said.index("Given these coded positions") < said.index("Not modelled")
    shown = runner.invoke(app, ["settle", "--backtest", "shipped", "--json"])
    assert shown.exit_code == 0
    assert json.loads(shown.stdout)["backtest"]["shipped"] is True


def test_the_same_seed_gives_the_same_answers(shipped: Settlement) -> None:
    again = settle(load_situation("ukraine-2025-02"), 20)
    assert again.agreed.drawn is not None
    assert shipped.agreed.drawn is not None
    assert (again.agreed.drawn.probability == shipped.agreed.drawn.probability).all()


def test_without_draws_nothing_is_drawn() -> None:
    of = answered(None)
    assert of.draws is None
    assert of.agreed.drawn is None
    assert all(one.empty is None for one in of.imposing)
    assert all(one.probability is None for one in of.texts)
    assert isinstance(of.situation, Situation)
    assert ranges_of(of.situation).mode.loss == 1
    assert settle_tables(of)
