"""What a package or a level cannot be: one line that names the level, what was expected, and what to do."""

from typing import Any

import pytest
from typer.testing import CliRunner

from westphalia.cli.program import app
from westphalia.errors import ScenarioError, UsageError
from westphalia.settlement.consequences import consequences
from westphalia.settlement.terms import deal_scenario
from westphalia.situation import Situation, read_situation

ASSUMED = {"assumed": "made up for a test"}
ONE = {"low": 1.0, "mode": 1.0, "high": 1.0, **ASSUMED}
HALF = {"low": 0.5, "mode": 0.5, "high": 0.5, **ASSUMED}


def _tariff(rate: float, **more: Any) -> dict[str, Any]:
    return {"kind": "tariff", "name": "duty", "imposer": "USA", "target": "EU27", "rate": rate, **ASSUMED} | more


def _budget(target: float) -> dict[str, Any]:
    return {"kind": "defence_budget", "country": "GBR", "target": target, "reached": 2030, "start": 2024,
            "shape": "linear", "definition": "nato", "edition": "NATO-2024-06", "price_basis": "nominal",
            "against": "constant_share", "financing": {"debt": 1.0}, **ASSUMED}  # fmt: skip


def _situation(base: str = "icio-2022", **levels: dict[str, Any]) -> Situation:
    """A situation with an issue for each argument: nothing, or the level given."""
    issues = [
        {"name": name, "title": name, "low": "little", "high": "much",
         "levels": [{"name": "nothing", "at": 0}, {"name": "all", "at": 1, **level}]}
        for name, level in levels.items()
    ]  # fmt: skip
    actors = [{"name": "us", "title": "US", "country": "USA", "veto": True, "capability": ONE,
               "no_deal": HALF | {"low": -0.5, "mode": -0.5, "high": -0.5}}]  # fmt: skip
    actors.append(actors[0] | {"name": "other", "title": "Other"})
    positions = [
        {"actor": actor["name"], "issue": name, "date": "2025-02-24", **HALF, "salience": ONE}
        for actor in actors for name in levels
    ]  # fmt: skip
    return read_situation(
        {"title": "A deal", "date": "2025-02-24", "actors": actors, "issues": issues, "positions": positions,
         "consequences": {"base": base, "horizon": [2025, 2035]}}
    )  # fmt: skip


def _refused(situation: Situation, **package: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        consequences(situation, package)
    (line,) = str(caught.value).splitlines()
    return line


def test_a_preset_on_another_base_is_refused_with_the_level() -> None:
    line = _refused(_situation(sanctions={"preset": "sanctions-lifted"}), sanctions="all")
    assert line == (
        "sanctions at 'all': preset sanctions-lifted is on base icio-2022-sanctioned, the situation on icio-2022. "
        "Set consequences.base to icio-2022-sanctioned, or write levers for icio-2022 in its place."
    )


def test_a_preset_with_settings_of_its_own_is_refused() -> None:
    line = _refused(
        _situation(budgets={"preset": "uk-2.5-by-2027", "changes": ("outlook=WEO-2025-04",)}), budgets="all"
    )
    assert line == (
        "budgets at 'all': preset uk-2.5-by-2027 sets outlook, and a level takes over levers alone. "
        "Write its levers out."
    )


def test_a_preset_that_does_not_exist_is_refused_with_the_level() -> None:
    line = _refused(_situation(sanctions={"preset": "sanction-lifted"}), sanctions="all")
    assert line.startswith("sanctions at 'all': sanction-lifted: neither a file nor a preset. Did you mean ")


def test_a_change_of_no_lever_is_refused_with_the_level() -> None:
    line = _refused(_situation(duties={"preset": "us-tariff-20", "changes": ("us_tarif.rate=0.3",)}), duties="all")
    assert line.startswith("duties at 'all': --set us_tarif.rate=0.3: no lever is called 'us_tarif'. Did you mean ")


def test_an_issue_or_level_that_is_not_there_is_refused() -> None:
    situation = _situation(duties={"levers": [_tariff(0.1)]})
    assert _refused(situation, dutys="all") == "package: no issue is called 'dutys'. Did you mean duties?"
    assert _refused(situation, duties="al") == "package: duties has no level 'al'. Did you mean all?"


def test_two_levels_that_contradict_each_other_are_both_named() -> None:
    """Both would stand in the place of the duties of the base."""
    one = _tariff(0.1, name="first", basis="in_place")
    situation = _situation(cars={"levers": [one]}, goods={"levers": [one | {"name": "second"}]})
    line = _refused(situation, cars="all", goods="all")
    assert line == (
        "goods at 'all', lever goods_second: basis: cars_first takes the place of the same duties of the base. Give "
        "them targets, sectors or years of their own. The other is cars at 'all'."
    )
    assert deal_scenario(situation, {"cars": "all", "goods": "nothing"}) is not None


def test_two_budgets_of_one_country_are_refused_by_level() -> None:
    situation = _situation(pledge={"levers": [_budget(0.025)]}, demand={"levers": [_budget(0.03)]})
    line = _refused(situation, pledge="all", demand="all")
    assert line.startswith("demand at 'all', lever demand_defence_budget: country: the budget of ")
    assert "is set by pledge at 'all', lever pledge_defence_budget already" in line


def test_a_lever_the_base_does_not_hold_is_refused_with_the_level() -> None:
    line = _refused(_situation(duties={"levers": [_tariff(0.1, sectors=["C99"])]}), duties="all")
    assert line.startswith("duties at 'all', lever duties_duty: sectors: ")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("ukraine-2025-02", "--issue", "aid"), "--consequences is of packages, which settle every issue."),
        ((), "--consequences are of packages of a situation, and none is named."),
        (("--backtest", "shipped"), "--backtest scores models on past decisions and takes no"),
    ],
)
def test_consequences_of_something_else_are_refused(given: tuple[str, ...], said: str) -> None:
    done = CliRunner().invoke(app, ["settle", *given, "--consequences"])
    assert isinstance(done.exception, UsageError)
    assert said in str(done.exception)
