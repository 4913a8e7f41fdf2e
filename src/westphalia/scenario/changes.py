"""Laying one scenario over another: stacked files and `--set NAME.FIELD=VALUE`.

A number that is changed no longer rests on the claim that stood for it. Each change is therefore written
into the lever's `assumed`, and a `--set` on a lever shows in the title.
"""

import json
import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from typing import Any, Final

from westphalia.errors import ScenarioError, UsageError
from westphalia.scenario.faults import nearest
from westphalia.scenario.levers import LEVERS
from westphalia.scenario.schema import Scenario
from westphalia.scenario.strict_yaml import parse_yaml

__all__ = ["changed", "stacked"]

Content = dict[str, Any]
_PER_CENT: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)\s*%")
_KEY: Final = re.compile(r"[A-Za-z_]\w*(\.\w+|\[\d+\])*")
_ORIGIN: Final = ("claims", "source", "assumed")


def stacked(contents: Sequence[Content]) -> Content:
    """The contents laid over each other, the later over the earlier."""
    below, *above = contents
    for content in above:
        below = _laid_over(below, content)
    return below


def changed(content: Content, overrides: Sequence[str]) -> Content:
    """A valid content with every `NAME.FIELD=VALUE` applied; setting a value that stands already changes nothing."""
    after, shown = deepcopy(content), []
    for override in overrides:
        steps, value = _override(override)
        key = _put_at(after, steps, value, override)
        if key:
            shown.append(f"{key}={_written(value)}")
    levers = list(zip(content.get("levers", []), after.get("levers", []), strict=True))
    if all(old == new for old, new in levers):
        return after
    after["levers"] = [_noted(old, new) for old, new in levers]
    if after["title"] == content["title"]:
        after["title"] += f" [{', '.join(shown)}]"
    return after


def _laid_over(below: Content, above: Content) -> Content:
    """Scalars of the upper content win, limits add up, levers of the same name are changed, others added."""
    content = {**below, **above}
    limits = [*below.get("not_modelled", ()), *above.get("not_modelled", ())]
    levers = [*_levers(below), *_levers(above)]
    merged: dict[object, Content] = {}
    for k, lever in enumerate(levers):
        key = lever.get("name", k)
        merged[key] = _lever_over(merged[key], lever) if key in merged else lever
    return (
        content | {"levers": list(merged.values())} | ({"not_modelled": list(dict.fromkeys(limits))} if limits else {})
    )


def _levers(content: Content) -> list[Content]:
    levers = content.get("levers") or []
    if not isinstance(levers, list) or not all(isinstance(lever, dict) for lever in levers):
        raise ScenarioError("levers: expected a list of levers, each with its kind. docs/scenarios.md shows one.")
    return levers


def _lever_over(below: Content, above: Content) -> Content:
    """A lever changed by a later one of its name: with an origin of its own it keeps that one alone."""
    if above.get("kind", below.get("kind")) != below.get("kind"):
        return above
    if any(key in above for key in _ORIGIN):
        return {key: value for key, value in below.items() if key not in _ORIGIN} | above
    return _noted(below, below | above)


def _noted(old: Content, new: Content) -> Content:
    """The changed lever, with each change of substance added to what it assumes."""
    notes = [
        f"{key} set to {_written(value)} (was {_written(old[key]) if key in old else 'not set'})"
        for key, value in new.items()
        if key not in (*_ORIGIN, "name") and old.get(key) != value
    ]
    if not notes:
        return new
    return new | {"assumed": "; ".join([*filter(None, [new.get("assumed")]), *notes])}


def _override(text: str) -> tuple[list[str], Any]:
    """Steps of the path and the value of one `NAME.FIELD=VALUE`."""
    key, sign, written = (part.strip() for part in text.partition("="))
    if not sign or not written or not _KEY.fullmatch(key):
        raise UsageError(f"--set {text}: expected NAME.FIELD=VALUE, e.g. us_tariff.rate=20% or us_tariff.rate=0.20.")
    return re.findall(r"\w+", key), _fractions(parse_yaml(written, f"--set {key}"))


def _fractions(value: Any) -> Any:
    """The value with each `20%` as 0.20, exactly as a file would write it."""
    if isinstance(value, Mapping):
        return {key: _fractions(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_fractions(item) for item in value]
    if isinstance(value, str) and _PER_CENT.fullmatch(value):
        return float(Decimal(value.rstrip("% ")).scaleb(-2))
    return value


def _put_at(content: Content, steps: list[str], value: Any, override: str) -> str | None:
    """Put a value in its place; what was changed where it lies in a lever, None elsewhere."""
    first = steps[0]
    if first != "levers" and first in Scenario.model_fields:
        _put(content, steps, value, override)
        return None
    lever, *rest = steps[1:] if first == "levers" else steps
    found = _find(content, lever, override)
    rest = rest or [LEVERS[found["kind"]].MAIN]
    _put(found, rest, value, override)
    return ".".join([lever, *rest])


def _find(content: Content, name: str, override: str) -> Content:
    """The lever of a name, or of a place in the list."""
    levers: list[Content] = content.get("levers", [])
    if name.isdigit() and int(name) < len(levers):
        return levers[int(name)]
    found = next((lever for lever in levers if lever.get("name") == name), None)
    if found is None:
        known = [lever["name"] for lever in levers if lever.get("name")] or [f"levers[{k}]" for k in range(len(levers))]
        raise ScenarioError(f"--set {override}: no lever is called {name!r}. {nearest(name, known)}")
    return found


def _put(container: Any, steps: Sequence[str], value: Any, override: str) -> None:
    step, *rest = steps
    key = int(step) if step.isdigit() else step
    if isinstance(container, list) and (not isinstance(key, int) or key >= len(container)):
        raise ScenarioError(f"--set {override}: no entry {step!r}. The list has {len(container)}, counted from 0.")
    if not rest:
        container[key] = value
        return
    inner = container.get(key) if isinstance(container, dict) else container[key]
    if not isinstance(inner, dict | list):
        raise ScenarioError(f"--set {override}: {step} has no parts. Set it as a whole, {step}=VALUE.")
    _put(inner, rest, value, override)


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
