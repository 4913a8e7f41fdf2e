"""Scenario files: reading, stacking, writing, presets and the JSON Schema."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from westphalia.errors import ScenarioError
from westphalia.scenario.changes import changed, stacked
from westphalia.scenario.faults import invalid
from westphalia.scenario.named_files import Shelf, found
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shape import shaped
from westphalia.scenario.strict_yaml import parse_yaml, write_yaml

__all__ = [
    "dump_scenario",
    "load_scenario",
    "preset_text",
    "presets",
    "read_scenario",
    "scenario_schema",
    "schema_text",
]

SCHEMA_NAME: Final = "scenario.schema.json"
PRESETS: Final = Shelf("westphalia.scenario", "presets", shipped="preset", kind="scenario")


def load_scenario(name: str, overrides: Sequence[str] = (), base: str | Path | None = None) -> Scenario:
    """The scenario behind a preset's name or a path, stacked with `+`, then changed by `NAME.FIELD=VALUE`.

    In `base.yaml+tariff30.yaml` the later file wins: its scalars replace, its levers are added, a lever of the
    same name is changed. `base`, where given, takes the place of the file's: one that ships, or a folder.
    """
    parts = [name] if found(name, Path.is_file) else [part for part in name.split("+") if part.strip()]
    if not parts:
        raise ScenarioError(f"no scenario is named. Give a file or a preset: {', '.join(presets())}.")
    content = stacked([_content(part) for part in parts]) | ({} if base is None else {"base": str(base)})
    where = "+".join(Path(part).name for part in parts)
    scenario = read_scenario(content, where)
    return read_scenario(changed(content, overrides), "--set") if overrides else scenario


def read_scenario(content: Mapping[str, Any], where: str | None = None) -> Scenario:
    """The scenario a mapping holds; a fault is one line with its path."""
    try:
        scenario = Scenario.model_validate(content)
    except ValidationError as error:
        raise invalid(error, where) from None
    if not scenario.levers:
        raise ScenarioError(f"{f'{where}: ' if where else ''}levers: none. Add at least one, e.g. a tariff.")
    return scenario


def presets() -> tuple[str, ...]:
    """Names of the scenarios that come with the package."""
    return PRESETS.names()


def preset_text(name: str) -> str:
    """A preset's file as it stands, comments included."""
    return PRESETS.text(name)


def dump_scenario(scenario: Scenario, schema: str = SCHEMA_NAME) -> str:
    """The scenario as YAML; reading it back gives the same hash. `schema` is where an editor finds the JSON Schema."""
    content = scenario.model_dump(mode="python", by_alias=True, exclude_none=True)
    for field in scenario.unset:
        content.pop(field)
    return f"# yaml-language-server: $schema={schema}\n{write_yaml(content)}"


def scenario_schema() -> dict[str, Any]:
    """JSON Schema of a scenario file."""
    schema = Scenario.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def schema_text() -> str:
    """The JSON Schema as it ships in `scenario.schema.json`."""
    return json.dumps(scenario_schema(), indent=2, ensure_ascii=False) + "\n"


def _content(part: str) -> dict[str, Any]:
    """What one file or preset holds, as a mapping."""
    text, where = PRESETS.read(part)
    return shaped(parse_yaml(text, where), where)
