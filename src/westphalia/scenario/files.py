"""Scenario files: reading, stacking, writing, presets and the JSON Schema."""

import json
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from westphalia.errors import ScenarioError, nearest
from westphalia.scenario.changes import changed, stacked
from westphalia.scenario.faults import invalid
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
LARGEST_FILE: Final = 1_000_000
_SUFFIXES: Final = (".yaml", ".yml")
_HERE: Final = files("westphalia.scenario")


def load_scenario(name: str, overrides: Sequence[str] = (), base: str | Path | None = None) -> Scenario:
    """The scenario behind a preset's name or a path, stacked with `+`, then changed by `NAME.FIELD=VALUE`.

    In `base.yaml+tariff30.yaml` the later file wins: its scalars replace, its levers are added, a lever of the
    same name is changed. `base`, where given, takes the place of the file's: one that ships, or a folder.
    """
    parts = [name] if _found(name, Path.is_file) else [part for part in name.split("+") if part.strip()]
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
    found = [Path(entry.name) for entry in (_HERE / "presets").iterdir()]
    return tuple(sorted(path.stem for path in found if path.suffix in _SUFFIXES))


def preset_text(name: str) -> str:
    """A preset's file as it stands, comments included."""
    if name not in presets():
        raise ScenarioError(f"no preset is called {name!r}. {nearest(name, presets())}")
    return (_HERE / "presets" / f"{name}.yaml").read_text(encoding="utf-8")


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
    text, where = _text(part)
    return shaped(parse_yaml(text, where), where)


def _found(part: str, how: Callable[[Path], bool] = Path.exists) -> bool:
    """Whether there is such a file; a name no file can have is none."""
    try:
        return how(Path(part))
    except (OSError, ValueError):
        return False


def _text(part: str) -> tuple[str, str]:
    """Text of a file or preset and the name to call it by."""
    path = Path(part)
    there = _found(part)
    if part in presets() and not there:
        return preset_text(part), part
    if path.suffix not in _SUFFIXES and not there:
        raise ScenarioError(f"{part}: neither a file nor a preset. {nearest(part, presets())}")
    return _file_text(path), path.name


def _file_text(path: Path) -> str:
    if _found(str(path), Path.is_dir):
        raise ScenarioError(f"{path}: a folder. Name the scenario file in it.")
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ScenarioError(f"{path}: larger than {LARGEST_FILE} bytes. A scenario is a small file; is it another?")
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ScenarioError(f"{path}: no such file. Presets: {', '.join(presets())}.") from None
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{path}: byte {error.start} is not UTF-8. Save the file as UTF-8 text.") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise ScenarioError(f"{path}: cannot be read ({why}). Check the file and its rights.") from None
