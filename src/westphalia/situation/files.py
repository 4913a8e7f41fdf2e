"""Situation files: reading, those that ship, and the JSON Schema."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

from pydantic import ValidationError

from westphalia.errors import ScenarioError
from westphalia.scenario.faults import Format, invalid
from westphalia.scenario.files import load_scenario
from westphalia.scenario.named_files import Shelf
from westphalia.scenario.strict_yaml import parse_yaml
from westphalia.situation.arrays import grid_of
from westphalia.situation.estimate import Estimate
from westphalia.situation.issue import Consequences, Issue, Level, StatusQuo
from westphalia.situation.schema import Actor, Condition, Position, Refusal, Situation, Text

SHIPPED: Final = Shelf("westphalia.situation", "shipped", shipped="shipped situation", kind="situation")
SCHEMA_NAME: Final = "situation.schema.json"
FORMAT: Final = Format(
    Situation,
    {
        "actors": Actor, "issues": Issue, "levels": Level, "positions": Position, "conditions": Condition,
        "texts": Text, "status_quo": StatusQuo, "capability": Estimate, "salience": Estimate, "no_deal": Estimate,
        "rules_out": Refusal, "consequences": Consequences,
    },
    "docs/situations.md",
)  # fmt: skip


def situations() -> tuple[str, ...]:
    """Names of the situations that come with the package."""
    return SHIPPED.names()


def situation_text(name: str) -> str:
    """A shipped situation's file as it stands, comments included."""
    return SHIPPED.text(name)


def situation_day(name: str) -> date:
    """The day a shipped situation is coded as of, without reading the rest of it."""
    found = re.search(r"^date: (\d{4}-\d\d-\d\d)$", SHIPPED.text(name), re.MULTILINE)
    return load_situation(name).date if found is None else date.fromisoformat(found[1])


def load_situation(name: str) -> Situation:
    """The situation behind the name of one that ships, or a path; a fault is one line with its place."""
    return _held(*SHIPPED.read(name))


@lru_cache(maxsize=8)
def _held(text: str, where: str) -> Situation:
    """The situation a text holds; a page asks for the same one more than once."""
    content = parse_yaml(text, where, FORMAT.guide)
    if not isinstance(content, dict):
        raise ScenarioError(f"{where}: holds no situation. Expected fields such as title, date, actors and issues.")
    situation = read_situation(content, where)
    _presets_hold(situation, where)
    return situation


def _presets_hold(situation: Situation, where: str) -> None:
    """Refuse a preset, a change to it or a base of its own that would be found only where its level is run."""
    checked = set()
    for q, issue in enumerate(situation.issues):
        for k, level in enumerate(issue.levels):
            if level.preset is None or (level.preset in checked and not level.changes):
                continue
            _preset_holds(level.preset, level.changes, situation, f"{where}: issues[{q}].levels[{k}].preset")
            checked.add(level.preset)


def _preset_holds(name: str, changes: Sequence[str], situation: Situation, place: str) -> None:
    base = situation.consequences.base
    try:
        preset = load_scenario(name, changes)
    except ScenarioError as error:
        raise ScenarioError(f"{place}: {error}") from None
    if preset.base != base:
        raise ScenarioError(
            f"{place}: {name} is on base {preset.base}, the situation on {base}. "
            f"Set consequences.base to {preset.base}, or write levers for {base} in its place."
        )


def read_situation(content: Mapping[str, Any], where: str | None = None) -> Situation:
    """The situation a mapping holds; a fault is one line with its path."""
    try:
        situation = Situation.model_validate(content)
    except ValidationError as error:
        raise invalid(error, where, FORMAT) from None
    try:
        grid_of(situation)
    except ScenarioError as error:
        raise ScenarioError(f"{where}: {error}" if where else str(error)) from None
    return situation


def schema_text() -> str:
    """The JSON Schema as it ships in `situation.schema.json`."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Situation.model_json_schema(by_alias=True)}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
