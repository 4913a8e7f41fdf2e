"""The page on scenarios: examples load and move something, every field is described as the schema does."""

import re
from pathlib import Path
from typing import get_args

import pytest

from westphalia.scenario.behaviour import Behaviour
from westphalia.scenario.economy import Economy
from westphalia.scenario.files import load_scenario, preset_text, presets, read_scenario
from westphalia.scenario.levers import LEVERS, SpendingLever, TradeLever
from westphalia.scenario.levers.defence_budget import EuLoan
from westphalia.scenario.levers.diversion import Diversion
from westphalia.scenario.levers.financed import Financed
from westphalia.scenario.levers.immobilised_assets import Loan
from westphalia.scenario.levers.tariff import Exemption
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shock import Decisions, compiled, settled_year, trade_levers
from westphalia.scenario.standing import strengths
from westphalia.scenario.strict_yaml import parse_yaml
from westphalia.simulate import simulate
from westphalia.world.load import load_baseline, load_elasticities

DOCS = Path(__file__).parents[2] / "docs"


def _blocks(page: str, language: str) -> list[str]:
    found = re.findall(rf"^```{language}\n(.*?)^```", (DOCS / page).read_text(encoding="utf-8"), re.M | re.S)
    assert found, f"{page} holds no {language} block"
    return found


EXAMPLES = sorted((DOCS.parent / "examples" / "scenarios").glob("*.yaml"))
SHOWN = [*_blocks("scenarios.md", "yaml"), *(path.read_text(encoding="utf-8") for path in EXAMPLES)]


def _with(kinds: set[str]) -> list[str]:
    """The examples with a lever of some kinds."""
    return [text for text in SHOWN if kinds & {lever["kind"] for lever in parse_yaml(text, "example")["levers"]}]


COSTLY = {kind for kind, lever in LEVERS.items() if issubclass(lever, Financed)}
TRADING = {lever.model_fields["kind"].default for lever in get_args(TradeLever)}


def test_the_examples_show_every_lever() -> None:
    assert EXAMPLES
    shown = [read_scenario(parse_yaml(example, "example")) for example in SHOWN]
    assert {lever.kind for scenario in shown for lever in scenario.levers} == set(LEVERS)


@pytest.mark.parametrize("example", _with(TRADING), ids=lambda text: text.splitlines()[0][:60])
def test_every_example_of_trade_moves_duties_or_costs(example: str) -> None:
    """In its settled year, but for what the model has yet to choose."""
    scenario = read_scenario(parse_yaml(example, "example"))
    baseline, elasticity = load_baseline(scenario.base), load_elasticities(base=scenario.base)
    year = compiled(scenario, baseline, elasticity, settled_year(scenario), Decisions())
    chosen = {"optimal_tariff", "tariff_war"}
    for lever, (name, part) in zip(in_force(scenario), year.parts, strict=True):
        moved = part.iceberg_hat is not None or bool((part.tariff_new != baseline.tariff).any())
        assert moved or lever.kind in chosen, name


@pytest.mark.parametrize("example", _with(COSTLY), ids=lambda text: text.splitlines()[0][:60])
def test_every_example_of_spending_adds_to_what_somebody_spends(example: str) -> None:
    scenario = read_scenario(parse_yaml(example, "example"))
    spending = tuple(lever for lever in scenario.levers if isinstance(lever, SpendingLever))
    annual = simulate(scenario.model_copy(update={"levers": spending})).annual
    assert annual is not None
    for shock in annual.shocks:
        assert shock.spending is not None
        assert shock.spending.extra.max() > 0, shock.lever


@pytest.mark.parametrize("name", presets())
def test_every_preset_says_how_its_numbers_are_changed(name: str) -> None:
    """Commands in the comments of a preset run."""
    for command in re.findall(r"westphalia run \S+ --set (?:\"([^\"]+)\"|(\S+))", preset_text(name)):
        assert load_scenario(name, [command[0] or command[1]]).levers


def in_force(scenario: Scenario) -> list[TradeLever]:
    strong = strengths(trade_levers(scenario), settled_year(scenario))
    return [lever for lever, strength in zip(trade_levers(scenario), strong, strict=True) if strength > 0]


@pytest.mark.parametrize("model", [Scenario, Behaviour, Economy, *LEVERS.values(), Exemption, Diversion, EuLoan, Loan])
def test_every_field_stands_on_the_page_as_the_schema_describes_it(model: type) -> None:
    page = (DOCS / "scenarios.md").read_text(encoding="utf-8").replace("`", "")
    for name, field in model.model_fields.items():
        if name != "kind":
            assert f"| {field.alias or name} | {field.description} |" in page
