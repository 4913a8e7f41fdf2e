"""Bad input about minerals and attacks: one clear line each."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from westphalia.attacks.counts import interval, moments, negative_binomial, rejects_poisson, total_range
from westphalia.attacks.level import level
from westphalia.attacks.shares import downed_share, pooled_share, share_change
from westphalia.errors import DataError, ScenarioError, UsageError
from westphalia.minerals.positions import distance, distance_together, place_on_scale
from westphalia.minerals.royalties import break_even_revenue, discount_factor, npv, revenue_path
from westphalia.scenario.files import read_scenario
from westphalia.simulate.attacks import attack_outcome, scores
from westphalia.world import attacks, minerals
from westphalia.world.attacks import AttackDay, attack_months, month_of_row, read_daily

HEAD = "date,drones_launched,drones_destroyed,drones_lost_or_suppressed"
ROW = {
    "month": "2024-11", "kind": "drones", "launched": "100", "downed": "50", "lost": "40", "days": "30",
    "zero_days": "2", "variance": "9.5", "largest_day": "30", "regime": "destroyed and lost", "changed": "",
}  # fmt: skip


def _scenario(**fields: Any) -> None:
    lever = {"kind": "minerals_deal", "royalty": 0.06, "revenue": 1.0, "from": 2025, "assumed": "for a test"} | fields
    read_scenario({"title": "t", "date": "2025-02-24", "levers": [lever]}, "deal.yaml")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"share": 50.0}, r"levers\[0\]\.share: .*50 is above 1.*for 50 per cent write 0\.5"),
        ({"royalty": 6.0}, r"levers\[0\]\.royalty: .*above 1"),
        ({"discount": 10.0}, r"levers\[0\]\.discount: .*above 1"),
        ({"share": -0.1}, r"levers\[0\]\.share"),
        ({"revenue": None}, "give revenue or path"),
        ({"path": {2040: 1.0}}, "give revenue or path"),
        ({"revenue": None, "path": {2025: 1.0}}, "Begin in a later year"),
        ({"revenue": None, "path": {2040: 1.0}, "lead": 3}, "lead and ramp belong to revenue"),
        ({"contributions": {"EU27": 0.1}}, "EU27 is a group"),
        ({"contributions": {"Ukraine": 0.1}}, "UKR"),
        ({"assumed": None}, "no origin"),
    ],
)
def test_a_deal_that_cannot_be_is_refused_in_a_line(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ScenarioError, match=said) as refused:
        _scenario(**fields)
    assert "\n" not in str(refused.value)


def test_a_share_above_one_is_refused_by_the_equation_too() -> None:
    with pytest.raises(DataError, match=r"share of royalties: 1\.5 is not between 0 and 1"):
        npv(np.ones(3), 0.1, 1.5, 0.1)
    with pytest.raises(DataError, match="royalty rate"):
        npv(np.ones(3), 10.0, 0.5, 0.1)


@pytest.mark.parametrize(("lead", "ramp", "years"), [(-1, 1, 5), (0, 0, 5), (0, 1, 0)])
def test_a_stream_without_years_is_refused(lead: int, ramp: int, years: int) -> None:
    with pytest.raises(DataError, match="ramp and horizon are 1 or more"):
        revenue_path(1.0, lead, ramp, years)


def test_other_amounts_that_cannot_be() -> None:
    with pytest.raises(DataError, match="revenue: -1"):
        revenue_path(-1.0, 0, 1, 5)
    with pytest.raises(DataError, match="discount rate"):
        discount_factor(-1.0, 3)
    with pytest.raises(DataError, match="sum to reach"):
        break_even_revenue(np.inf, 1.0)


def test_a_place_off_the_scale_is_refused() -> None:
    with pytest.raises(DataError, match=r"position: 1\.2 is off the scale"):
        distance(np.array([[1.2]]), np.array([0.0]))
    with pytest.raises(DataError, match="text: inf is off the scale"):
        distance(np.array([[1.0]]), np.array([np.inf]))
    with pytest.raises(DataError, match="not all zero"):
        distance_together(np.zeros((1, 2)), np.zeros(2))
    with pytest.raises(DataError, match="step 3 of a scale of 3"):
        place_on_scale(3, 3)


def test_a_code_that_is_no_step_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {
        "date": "2025-02-12", "actor": "USA", "document": "draft", "issue": "guarantee", "code": "maybe",
        "words": "w", "url": "", "provenance": "p",
    }  # fmt: skip
    monkeypatch.setattr(minerals, "read_rows", lambda _: [row])
    minerals.minerals_positions.cache_clear()
    with pytest.raises(DataError, match=r"code 'maybe'. Expected one of none, alignment"):
        minerals.minerals_positions()
    minerals.minerals_positions.cache_clear()


@pytest.mark.parametrize("regime", ["", "unknown"])
def test_a_month_without_a_regime_is_an_error(regime: str) -> None:
    with pytest.raises(DataError, match=r"attacks_monthly\.csv, row 7, 2024-11 drones: reporting regime"):
        month_of_row(ROW | {"regime": regime}, 7)


def test_a_table_with_such_a_month_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attacks, "read_rows", lambda _: [ROW, ROW | {"month": "2024-12", "regime": ""}])
    attack_months.cache_clear()
    with pytest.raises(DataError, match="row 3, 2024-12"):
        attack_months("drones")
    attack_months.cache_clear()


def test_counts_that_contradict_each_other_are_errors() -> None:
    with pytest.raises(DataError, match="110 downed or lost of 100 launched"):
        month_of_row(ROW | {"downed": "70"}, 2)
    with pytest.raises(DataError, match="31 days covered"):
        month_of_row(ROW | {"days": "31"}, 2)
    with pytest.raises(DataError, match="kind of attack"):
        attack_months("planes")  # type: ignore[arg-type]


def test_a_share_without_a_denominator_is_refused() -> None:
    with pytest.raises(DataError, match="84 downed without the number launched, so there is no share"):
        downed_share(84, None)
    with pytest.raises(DataError, match="without the number launched"):
        downed_share(84, np.nan)
    with pytest.raises(DataError, match="0 launched"):
        downed_share(0, 0)
    with pytest.raises(DataError, match="12 downed of 10 launched"):
        downed_share(12, 10)


def test_shares_across_a_change_of_reporting_are_refused() -> None:
    with pytest.raises(DataError, match="reporting changed between these months"):
        pooled_share(np.array([5, 5]), np.array([9, 9]), np.array([0, 1]))
    with pytest.raises(DataError, match="reporting changed"):
        share_change(np.array([0.9, 0.8]), np.array([1, 2]))
    with pytest.raises(DataError, match="without any launched"):
        pooled_share(np.array([0]), np.array([0]), np.array([0]))


def test_too_little_to_say_anything_is_refused() -> None:
    with pytest.raises(DataError, match="at least two days"):
        moments(np.array([3]))
    with pytest.raises(DataError, match="at least two days"):
        total_range(0.5, 7.5, 1, 0.9)
    with pytest.raises(DataError, match="Write a fraction"):
        total_range(0.5, 1.5, 30, 90.0)
    with pytest.raises(DataError, match="a few of 30 days hold nearly all"):
        total_range(0.5, 7.5, 30, 0.9)
    with pytest.raises(DataError, match="at least 3"):
        level(np.ones(2), np.ones(2))
    with pytest.raises(DataError, match="without any attack"):
        level(np.array([1.0, 0.0, 2.0]), np.ones(3))
    with pytest.raises(DataError, match="no months"):
        attack_outcome("drones", ())
    with pytest.raises(DataError, match="Write a fraction"):
        interval(np.ones(3), 90.0)
    with pytest.raises(DataError, match="not above zero"):
        negative_binomial(0.0, 1.0, 5)
    with pytest.raises(DataError, match="variance of daily counts"):
        rejects_poisson(1.0, np.nan, 30)


def _file(folder: Path, *rows: str, head: str = HEAD) -> Path:
    path = folder / "daily.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("2024-01-01,5,9,0",), "line 2: 9 destroyed of 5 launched"),
        (("2024-01-01,-5,0,0",), "line 2: drones_launched '-5'. Expected a whole number"),
        (("2024-01-01,5,1.5,0",), "drones_destroyed '1.5'"),
        (("2024-01-01,5",), "drones_destroyed ''"),
        (("yesterday,5,1,0",), "date 'yesterday'. Write it as YYYY-MM-DD"),
        (("2024-01-02,5,1,0", "2024-01-01,5,1,0"), "2024-01-01 comes after 2024-01-02"),
        (("2024-01-01,5,1,0", "2024-01-01,5,1,0"), "each once"),
        ((), "no rows"),
    ],
)
def test_a_bad_daily_file_is_refused_whole(tmp_path: Path, rows: tuple[str, ...], said: str) -> None:
    with pytest.raises(DataError, match=said.replace("(", r"\(")) as refused:
        read_daily(_file(tmp_path, *rows), "drones")
    assert "\n" not in str(refused.value)


def test_a_file_of_another_shape_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no column missiles_launched"):
        read_daily(_file(tmp_path, "2024-01-01,5,1,0"), "missiles")
    with pytest.raises(DataError, match="cannot be read"):
        read_daily(tmp_path / "missing.csv", "drones")
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00date")
    with pytest.raises(DataError, match="no text in UTF-8"):
        read_daily(tmp_path / "bytes.csv", "drones")
    (tmp_path / "huge.csv").write_bytes(b"x" * 5_000_001)
    with pytest.raises(DataError, match="larger than"):
        read_daily(tmp_path / "huge.csv", "drones")


def test_scores_need_months(tmp_path: Path) -> None:
    rows = [f"2024-01-{k:02d},5,1,0" for k in range(1, 32)]
    days: tuple[AttackDay, ...] = read_daily(_file(tmp_path, *rows), "drones")
    with pytest.raises(DataError, match="1 whole months in a row"):
        scores(days, "drones")


def test_the_command_refuses_an_unknown_kind() -> None:
    from westphalia.cli.attacks import attacks as command

    with pytest.raises(UsageError, match=r"'planes' is no kind of attack\. Choose drones or missiles"):
        command("planes")
