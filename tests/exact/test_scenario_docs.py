"""The pages on scenarios and defence: code runs, examples load, every field is described as the schema does."""

import re
from pathlib import Path

import pytest

from westphalia.scenario.files import read_scenario
from westphalia.scenario.levers import LEVERS
from westphalia.scenario.schema import Scenario
from westphalia.scenario.strict_yaml import parse_yaml

DOCS = Path(__file__).parents[2] / "docs"


def _blocks(page: str, language: str) -> list[str]:
    found = re.findall(rf"^```{language}\n(.*?)^```", (DOCS / page).read_text(encoding="utf-8"), re.M | re.S)
    assert found, f"{page} holds no {language} block"
    return found


@pytest.mark.parametrize("page", ["defence.md", "scenarios.md"])
def test_code_runs(page: str) -> None:
    for block in _blocks(page, "python"):
        exec(compile(block, page, "exec"), {})


def test_the_example_is_a_scenario() -> None:
    (example,) = _blocks("scenarios.md", "yaml")
    scenario = read_scenario(parse_yaml(example, "scenarios.md"))
    assert {lever.kind for lever in scenario.levers} == set(LEVERS)


@pytest.mark.parametrize("model", [Scenario, *LEVERS.values()])
def test_every_field_stands_on_the_page_as_the_schema_describes_it(model: type) -> None:
    page = (DOCS / "scenarios.md").read_text(encoding="utf-8").replace("`", "")
    for name, field in model.model_fields.items():
        if name != "kind":
            assert f"| {field.alias or name} | {field.description} |" in page
