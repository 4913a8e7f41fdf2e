"""The shape a content needs before it is laid over another: fields are words, limits texts, levers mappings."""

from typing import Any, Final

from westphalia.errors import ScenarioError, nearest
from westphalia.scenario.levers.base import short
from westphalia.scenario.schema import Scenario

Content = dict[str, Any]
_A_LEVER: Final = "docs/scenarios.md shows one"


def shaped(content: Any, where: str) -> Content:
    """The content, once its shape is known to be that of a scenario; its values are not looked at."""
    if not isinstance(content, dict):
        raise ScenarioError(f"{where}: holds no scenario. Expected fields such as title, date and levers.")
    _only_words(content, where)
    limits = content.get("not_modelled", [])
    if not isinstance(limits, list) or not all(isinstance(limit, str) for limit in limits):
        raise ScenarioError(f"{where}: not_modelled: {short(limits)} does not fit. Write a list of texts, [a, b].")
    levers = content.get("levers", [])
    if not isinstance(levers, list):
        raise ScenarioError(f"{where}: levers: expected a list of levers, each with its kind. {_A_LEVER}.")
    for k, lever in enumerate(levers):
        _lever_shaped(lever, f"{where}: levers[{k}]")
    return content


def _only_words(content: dict[Any, Any], where: str) -> None:
    odd = next((key for key in content if not isinstance(key, str)), None)
    if odd is not None:
        raise ScenarioError(f"{where}: {odd!r} is not a field. {nearest(str(odd), Scenario.model_fields)}")


def _lever_shaped(lever: Any, where: str) -> None:
    if not isinstance(lever, dict):
        raise ScenarioError(f"{where}: {short(lever)} is no lever. Write its fields, kind first; {_A_LEVER}.")
    odd = next((key for key in lever if not isinstance(key, str)), None)
    if odd is not None:
        raise ScenarioError(f"{where}: {odd!r} is not a field of a lever; {_A_LEVER}.")
    for field in ("name", "kind"):
        value = lever.get(field)
        if value is not None and not isinstance(value, str):
            raise ScenarioError(f"{where}.{field}: {short(value)} is not text. Write one word; {_A_LEVER}.")
