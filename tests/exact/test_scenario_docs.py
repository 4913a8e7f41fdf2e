"""The pages on scenarios and defence: code runs, examples load, every field is described as the schema does."""

import re
from pathlib import Path

import pytest

from westphalia.scenario.behaviour import Behaviour
from westphalia.scenario.files import read_scenario
from westphalia.scenario.levers import LEVERS, TradeLever
from westphalia.scenario.levers.diversion import Diversion
from westphalia.scenario.levers.tariff import Exemption
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shock import Decisions, compiled, settled_year, trade_levers
from westphalia.scenario.standing import strengths
from westphalia.scenario.strict_yaml import parse_yaml
from westphalia.world.load import load_baseline, load_elasticities

DOCS = Path(__file__).parents[2] / "docs"


def _blocks(page: str, language: str) -> list[str]:
    found = re.findall(rf"^```{language}\n(.*?)^```", (DOCS / page).read_text(encoding="utf-8"), re.M | re.S)
    assert found, f"{page} holds no {language} block"
    return found


@pytest.mark.parametrize("page", ["defence.md", "scenarios.md"])
def test_code_runs(page: str) -> None:
    for block in _blocks(page, "python"):
        exec(compile(block, page, "exec"), {})


EXAMPLES = sorted((DOCS.parent / "examples" / "scenarios").glob("*.yaml"))
SHOWN = [*_blocks("scenarios.md", "yaml"), *(path.read_text(encoding="utf-8") for path in EXAMPLES)]


def test_the_examples_show_every_lever() -> None:
    assert EXAMPLES
    shown = [read_scenario(parse_yaml(example, "example")) for example in SHOWN]
    assert {lever.kind for scenario in shown for lever in scenario.levers} == set(LEVERS)


@pytest.mark.parametrize("example", SHOWN, ids=lambda text: text.splitlines()[0][:60])
def test_every_example_moves_duties_or_costs(example: str) -> None:
    """In its settled year, but for what the model has yet to choose."""
    scenario = read_scenario(parse_yaml(example, "example"))
    baseline, elasticity = load_baseline(scenario.base), load_elasticities(base=scenario.base)
    year = compiled(scenario, baseline, elasticity, settled_year(scenario), Decisions())
    chosen = {"optimal_tariff", "tariff_war"}
    for lever, (name, part) in zip(in_force(scenario), year.parts, strict=True):
        moved = part.iceberg_hat is not None or bool((part.tariff_new != baseline.tariff).any())
        assert moved or lever.kind in chosen, name


def in_force(scenario: Scenario) -> list[TradeLever]:
    strong = strengths(trade_levers(scenario), settled_year(scenario))
    return [lever for lever, strength in zip(trade_levers(scenario), strong, strict=True) if strength > 0]


@pytest.mark.parametrize("model", [Scenario, Behaviour, *LEVERS.values(), Exemption, Diversion])
def test_every_field_stands_on_the_page_as_the_schema_describes_it(model: type) -> None:
    page = (DOCS / "scenarios.md").read_text(encoding="utf-8").replace("`", "")
    for name, field in model.model_fields.items():
        if name != "kind":
            assert f"| {field.alias or name} | {field.description} |" in page
