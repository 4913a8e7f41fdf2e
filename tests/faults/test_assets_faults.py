"""Levers on immobilised assets and on rebuilding that cannot be: one line each, with what to write."""

from pathlib import Path
from typing import Any

import pytest

from westphalia.errors import DataError, ScenarioError
from westphalia.scenario.files import load_scenario
from westphalia.simulate import simulate

ASSETS = "kind: immobilised_assets, name: era, from: 2026, assumed: as an example"
PLAN = "kind: reconstruction, name: plan, from: 2026, assumed: as an example"


def _load(folder: Path, lever: str, more: str, horizon: str = "[2026, 2035]") -> Any:
    path = folder / "case.yaml"
    entries = f"{{{lever}{', ' if more else ''}{more}}}"
    path.write_text(f"title: A case\ndate: 2026-02-04\nhorizon: {horizon}\nlevers:\n  - {entries}\n", encoding="utf-8")
    return load_scenario(str(path))


@pytest.mark.parametrize(
    ("lever", "more", "said"),
    [
        (ASSETS, "yields: {2026: 2.6}",
         "levers[0].yields[2026]: 2.6 is above 1. Yields are fractions; for 2.6 per cent write 0.026"),
        (ASSETS, "yields: {}", "levers[0].yields: an empty path. Name at least one year"),
        (ASSETS, "yields: {2026: -0.01}", "levers[0].yields[2026]: -0.01 is below 0"),
        (ASSETS, "path: rising", "levers[0].path: 'rising' does not fit; expected 'held', 'as_in_2024' or 'falling'"),
        (ASSETS, "windfall: 62", "levers[0].windfall: 62 is above 1. Shares are fractions; for 62 per cent "
         "write 0.62"),
        (ASSETS, "windfall: 1.2", "levers[0].windfall: 1.2 is above 1."),
        (ASSETS, "windfall: 0", "levers[0].windfall: 0 is not above 0"),
        (ASSETS, "assets: -195", "levers[0].assets: -195 is not above 0"),
        (ASSETS, "currency: XYZ", "levers[0].currency: XYZ has no exchange rate"),
        (ASSETS, "loans: {EU27: {amount: 18.1}}", "levers[0].loans.EU27.currency: missing"),
        (ASSETS, "loans: {EU27: {amount: 0, currency: EUR}}", "levers[0].loans.EU27.amount: 0 is not above 0"),
        (ASSETS, "loans: {}", "levers[0].loans: no lender. Name one"),
        (ASSETS, "loans: {France: {amount: 1, currency: EUR}}", "levers[0].loans: 'France' is not a code"),
        (ASSETS, "loans: {EU27: {amount: 18.1, currency: XYZ}}", "levers[0].loans.EU27.currency: XYZ has no exchange"),
        (ASSETS, "rate: 3", "levers[0].rate: 3 is above 1. Shares are fractions; for 3 per cent write 0.03"),
        (ASSETS, "amortisation: 0", "levers[0].amortisation: 0 is below 1"),
        (ASSETS, "lapse: 2026", "levers[0]: lapse 2026 is not after from 2026, so that the assets never earn"),
        (ASSETS, "lapse: 2024", "levers[0]: lapse 2024 is not after from 2026"),
        (ASSETS, "yield: 0.02", "levers[0].yield: no such field. Did you mean yields?"),
        ("kind: immobilised_assets, assumed: as an example", "", "levers[0].from: missing"),
        ("kind: immobilised_assets, from: 2026", "", "levers[0]: no origin"),
        (PLAN, "need: -1", "levers[0].need: -1 is not above 0"),
        (PLAN, "private: 33", "levers[0].private: 33 is above 1. Shares are fractions; for 33 per cent write 0.33"),
        (PLAN, "damage: -5", "levers[0].damage: -5 is below 0"),
        (PLAN, "repair: .inf", "levers[0].repair: "),
        (PLAN, "years: 0", "levers[0].years: 0 is below 1"),
        (PLAN, "country: EU27", "levers[0].country: EU27 is a group; one country is rebuilt"),
        (PLAN, "currency: UAH", "levers[0].currency: UAH has no exchange rate"),
        (PLAN, "until: 2020, damage: 5", "levers[0]: until 2020 is before from 2026"),
    ],
)  # fmt: skip
def test_a_lever_that_cannot_be_is_refused_in_one_line(tmp_path: Path, lever: str, more: str, said: str) -> None:
    with pytest.raises(ScenarioError) as fault:
        _load(tmp_path, lever, more)
    text = str(fault.value)
    assert said in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("lever", "more", "horizon", "said"),
    [
        (ASSETS, "lapse: 2034", "[2026, 2030]", "levers[0].lapse: 2034 is after the horizon, which ends in 2030"),
        (ASSETS, "", "[2020, 2024]", "levers[0].from: 2026 is after the horizon, which ends in 2024"),
        (PLAN, "currency: EUR", "[2026, 2035]", "levers[0].currency: EUR, and the assessment's need is in USD"),
    ],
)
def test_what_the_years_and_tables_do_not_hold_is_refused_in_a_run(
    tmp_path: Path, lever: str, more: str, horizon: str, said: str
) -> None:
    with pytest.raises(ScenarioError) as fault:
        simulate(_load(tmp_path, lever, more, horizon))
    assert said in str(fault.value)


def test_a_currency_without_a_rate_on_the_day_is_refused_in_a_run(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="RUB on 2026-02-04: the European Central Bank published no rate"):
        simulate(_load(tmp_path, ASSETS, "assets: 20000, currency: RUB"))


def test_on_the_command_line_a_fault_is_code_3_and_says_what_to_write(westphalia: Any) -> None:
    done = westphalia("run", "era-yield-falls", "--set", "era.windfall=62")
    assert done.returncode == 3
    assert "for 62 per cent write 0.62" in " ".join(done.stderr.split())
