"""The tables of a trade run: years, work and jobs, reasons, draws, chosen duties, studies beside."""

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from westphalia.ensemble import ensemble
from westphalia.errors import NotConverged, UsageError
from westphalia.outcome import NoEquilibrium, Outcome, TradeOutcome, Variant
from westphalia.report.beside import beside_tables
from westphalia.report.chosen import chosen_duties, trade_notes
from westphalia.report.details import DETAILS, asked_for, detail_tables
from westphalia.report.draws import ensemble_json, quantile_table
from westphalia.report.tables import Table
from westphalia.report.why import channel_table, lever_table
from westphalia.report.work import jobs_sentence, largest_sectors, work_table
from westphalia.report.years import path_table
from westphalia.scenario.files import load_scenario
from westphalia.scenario.levers import OptimalTariff, Retaliation, Tariff
from westphalia.scenario.schema import Scenario
from westphalia.simulate import settled, simulate
from westphalia.simulate.explain import explained
from westphalia.trade.equilibrium import CLOSURES
from westphalia.world.labour import employment

DUTY = Tariff(imposer="USA", target="ALL", rate=0.2, assumed="test", name="duty", **{"from": 2027})
ANSWER = Retaliation(imposer="CHN", answers="duty", assumed="test", name="answer")
VARIANTS = (Variant("fixed_world_share", "fgo", 5.0), Variant("balanced", "broad", 1.5))


@cache
def _outcome() -> Outcome:
    return simulate(Scenario(title="test", date="2024-11-11", levers=(DUTY, ANSWER)), VARIANTS)


def _trade() -> TradeOutcome:
    trade = _outcome().trade
    assert trade is not None
    return trade


def _texts(table: Table, column: int) -> list[str]:
    return [row.cells[column].text for row in table.rows if row.cells]


def test_a_year_before_the_duty_says_so() -> None:
    path = _trade().path
    assert path is not None
    table = path_table(path, "GBR", "x")
    assert [row.head for row in table.rows] == [str(year) for year in range(2025, 2036)]
    assert _texts(table, 0)[:4] == ["not yet in force", "not yet in force", "38%", "38%"]
    assert set(_texts(table, 1)[:2]) == {"0.00%"}


def test_a_year_after_the_last_duty_is_not_one_before_it() -> None:
    path = _trade().path
    assert path is not None
    hat = path.real_income_hat.reshape(len(path.closures), len(path.years), -1).copy()
    hat[:, 4] = hat[:, 8:] = 1.0  # a pause in 2029, an end after 2032
    ended = replace(path, real_income_hat=hat.reshape(path.real_income_hat.shape))
    found = _texts(path_table(ended, "GBR", "x"), 0)
    assert found[:5] == ["not yet in force", "not yet in force", "38%", "38%", "not in force"]
    assert found[8:] == ["no longer in force"] * 3


def test_nobody_moves_between_the_members_of_a_bloc() -> None:
    trade = _trade()
    bloc, members = trade.work("EU27"), [trade.axes.countries.labels[k] for k in trade.group("EU27")]
    assert bloc.people is not None
    lost = sum(trade.work(c).at_risk * (trade.work(c).people or np.nan) for c in members)
    np.testing.assert_allclose(bloc.at_risk * bloc.people, lost, rtol=1e-12)
    assert (bloc.at_risk > -np.minimum(bloc.moved, 0).sum(axis=1)).all()


def test_work_lost_and_gained_is_that_of_the_runs() -> None:
    trade = _trade()
    work, people = trade.work("GBR"), employment("GBR").persons
    assert work.people == people
    assert np.abs(work.share.sum(axis=1) - 1).max() < 1e-9
    assert np.abs(work.moved.sum(axis=1)).max() < 1e-8  # hours are fixed: what some lose others gain
    assert (work.at_risk > 0).all()
    table = work_table(trade, "GBR", "x")
    chosen = largest_sectors(trade, "GBR")
    assert len(table.rows) == len(chosen) == 10
    for row, k in zip(table.rows, chosen, strict=True):
        printed = float(row.cells[3].text.replace("−", "-").replace("+", "").replace(",", ""))
        assert printed == pytest.approx(work.moved[0, k] * people / 1000, abs=0.051)


def test_jobs_are_people_only_where_their_number_is_known() -> None:
    assert re.search(
        r"at risk.*: .*%.* of all work, .* thousand .* of 33\.9 million people", jobs_sentence(_trade(), "GBR")
    )
    assert _trade().work("ROW").people is None
    assert "thousand" not in jobs_sentence(_trade(), "ROW")
    assert "jobs, thousands" not in work_table(_trade(), "ROW", "x").columns


def test_a_bloc_counts_its_members_by_people() -> None:
    trade = _trade()
    labels = [trade.axes.countries.labels[k] for k in trade.group("EU27")]
    people = np.array([employment(c).persons for c in labels])
    single = np.array([trade.work(c).at_risk[0] for c in labels])
    bloc = trade.work("EU27")
    assert bloc.people == people.sum()
    assert bloc.at_risk[0] <= (people * single).sum() / people.sum() + 1e-12


def test_reasons_have_a_column_for_each_country_and_lever() -> None:
    why = explained(_outcome())
    assert why is not None
    channels = channel_table(why, ("GBR", "USA"), "x")
    assert channels.columns == ("United Kingdom", "United States")
    totals = [row.cells[1].text for row in channels.rows if row.head == "Real income, in all"]
    assert len(totals) == 2
    assert totals[0] == totals[1]
    levers = lever_table(why, "USA", "x")
    assert levers is not None
    assert levers.columns == ("duty alone", "answer alone", "interaction", "all together")


def test_one_lever_needs_no_table_of_levers() -> None:
    outcome = simulate(Scenario(title="test", date="2024-11-11", levers=(DUTY,)), VARIANTS[:1])
    why = explained(outcome)
    assert why is not None
    assert lever_table(why, "USA", "x") is None


@pytest.mark.parametrize("name", sorted(set(DETAILS) - {"definition"}))
def test_every_detail_has_a_table(name: str) -> None:
    tables = detail_tables(
        simulate(Scenario(title="test", date="2024-11-11", levers=(DUTY,))), ("GBR", "EU27"), (name,)
    )
    assert len(tables) >= 2
    assert all(row.cells or row.head for table in tables for row in table.rows)


def test_a_detail_nobody_knows_is_refused() -> None:
    assert asked_for(["year", "year", "sector"]) == ("year", "sector")
    with pytest.raises(UsageError, match="--by: 'decade' is not a way"):
        asked_for(["decade"])


def test_a_variant_without_equilibrium_is_said() -> None:

    failed = NoEquilibrium(VARIANTS[1], str(NotConverged("residual 1e-3")))
    notes = trade_notes(replace(_trade(), failed=(failed,)))
    assert notes[-1] == "No equilibrium: trade balanced first, elasticities broad, services 1.5. residual 1e-3"


def test_a_chosen_duty_is_printed_with_its_residual() -> None:
    lever = OptimalTariff(imposer="NZL", largest=1.0, assumed="test")
    scenario = Scenario(title="test", date="2024-11-11", base="goods-2023-194", levers=(lever,))
    trade = simulate(scenario, tuple(Variant(c, "broad", 5.0) for c in CLOSURES[:1])).trade
    assert trade is not None
    (line,) = chosen_duties(trade)
    found = re.match(r"Duty chosen by New Zealand: (\d\d\.\d+)%; first-order residual (\d)e-(\d\d)\.", line)
    assert found
    assert 24 < float(found[1]) < 26  # about 1/ε with ε = 4
    assert int(found[3]) >= 7


def test_quantiles_are_printed_in_order() -> None:
    scenario = Scenario(title="test", date="2024-11-11", base="goods-2023-194", levers=(DUTY,))
    outcome = settled(scenario, (Variant("fixed_world_share", "broad", 5.0),))
    drawn = ensemble(outcome, ("GBR",), 8, workers=1)
    table = quantile_table(drawn)
    assert table.columns == ("5%", "25%", "50%", "75%", "95%")
    data = ensemble_json(drawn)
    assert all(row["values"] == sorted(row["values"]) for row in data["quantiles"])
    assert "Every draw has an equilibrium" in table.note


def test_a_study_beside_our_run() -> None:
    (table,) = beside_tables(["kiel-2025-02"])
    heading, first = table.rows[:2]
    assert not heading.cells
    assert first.head == "European Union: real output"
    assert first.cells[0].text == "−0.4%"
    assert re.search(r"^−0\.\d\d%$", first.cells[1].text)
    assert "No replication" in table.note
    assert "exports rise" not in table.note


def test_a_budget_is_set_beside_other_definitions_of_its_start() -> None:
    outcome = simulate(load_scenario("uk-2.5-by-2027"))
    (table,) = detail_tables(outcome, ("GBR",), ("definition",))
    assert "by definition, edition" in table.caption
    assert len({row.cells[1].text for row in table.rows if row.cells}) > 2
    assert detail_tables(outcome, ("DEU",), ("definition",)) == ()
