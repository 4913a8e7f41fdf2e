"""Laying one scenario over another: stacked files and `--set NAME.FIELD=VALUE`.

A number that is changed no longer rests on the claim that stood for it. Each change is therefore written
into the lever's `assumed`, and a `--set` on a lever shows in the title.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from typing import Any, Final

from westphalia.errors import ScenarioError, UsageError, nearest
from westphalia.scenario.levers import LEVERS
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shape import Content, shaped
from westphalia.scenario.strict_yaml import parse_yaml
from westphalia.units import per_cent

_PER_CENT: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)\s*%")
_KEY: Final = re.compile(r"[A-Za-z_]\w*(\.\w+|\[\d+\])*")
_ALL_LEVERS: Final = "levers"
_BLOCKS: Final = ("behaviour", "economy")
_FRACTIONS: Final = ("rate", "rates", "share", "target", "cost", "rent_share", "largest")
_LONGEST_PLACE: Final = 9
_ORIGIN: Final = ("claims", "source", "assumed")


def stacked(contents: Sequence[Content]) -> Content:
    """The contents laid over each other, the later over the earlier."""
    below, *above = contents
    for content in above:
        below = _laid_over(below, content)
    return below


def changed(content: Content, overrides: Sequence[str]) -> Content:
    """A valid content with every `NAME.FIELD=VALUE` applied; setting a value that stands already changes nothing."""
    after, shown = deepcopy(content), {}
    for override in overrides:
        steps, value = _override(override)
        shown.update(_put_at(after, steps, value, override))
        shaped(after, f"--set {override}")
    old, new = content["levers"], after["levers"]
    if new == old:
        return after
    if len(new) == len(old) and _ALL_LEVERS not in shown:
        after["levers"] = [_noted(*pair) for pair in zip(old, new, strict=True)]
    if after["title"] == content["title"]:
        after["title"] = _titled(content["title"], shown.values())
    return after


def _laid_over(below: Content, above: Content) -> Content:
    """Scalars of the upper content win, titles join, limits add up, levers of a name are changed, others added."""
    limits = [*below.get("not_modelled", ()), *above.get("not_modelled", ())]
    merged: dict[object, Content] = {lever.get("name") or k: lever for k, lever in enumerate(below.get("levers", ()))}
    shown = []
    for k, lever in enumerate(above.get("levers", ()), start=len(merged)):
        key = lever.get("name") or k
        if key in merged:
            shown += _differences(merged[key], lever, str(key) if len(merged) > 1 else None)
        merged[key] = _lever_over(merged[key], lever) if key in merged else lever
    content = {**below, **above, "levers": list(merged.values())}
    title = _joined(below.get("title"), above.get("title"), shown)
    return (
        content
        | ({"title": title} if title is not None else {})
        | ({"not_modelled": list(dict.fromkeys(limits))} if limits else {})
    )


def _joined(below: Any, above: Any, shown: Sequence[str]) -> Any:
    """The titles of both contents, the lower with what the upper changes in its levers."""
    if not isinstance(below, str):
        return above or below
    changed_title = _titled(below, shown)
    return f"{changed_title} + {above}" if isinstance(above, str) and above != below else changed_title


def _titled(title: str, shown: Iterable[str]) -> str:
    """The title with what was changed after it: A duty (rate 10%)."""
    words = ", ".join(shown)
    return f"{title} ({words})" if words else title


def _differences(below: Content, above: Content, name: str | None) -> list[str]:
    """What the upper lever sets otherwise, in words."""
    return [
        _in_title(name, [field], value)
        for field, value in above.items()
        if field not in (*_ORIGIN, "name") and below.get(field) != value
    ]


def _in_title(name: str | None, steps: Sequence[str], value: Any) -> str:
    """A change in a few words, the lever named where there are several: rate 10%."""
    where = ".".join(filter(None, [name, *steps]))
    return f"{where} {_in_words(value, as_share=steps[0] in _FRACTIONS)}"


def _in_words(value: Any, *, as_share: bool) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{_in_words(item, as_share=as_share)} in {key}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(_in_words(item, as_share=as_share) for item in value)
    if as_share and isinstance(value, int | float):
        return f"{per_cent(float(value)):.6g}%"
    return str(value)


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
    assumed = new.get("assumed")
    if not notes or not (assumed is None or isinstance(assumed, str)):
        return new
    return new | {"assumed": "; ".join([*([assumed] if assumed else []), *notes])}


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


def _put_at(content: Content, steps: list[str], value: Any, override: str) -> dict[str, str]:
    """Put a value in its place; where it lies in a lever, what was changed, by path and in words."""
    first = steps[0]
    if first in _BLOCKS and len(steps) > 1:
        return _put_in_block(content, steps, value, override)
    if steps == [_ALL_LEVERS] or (first != _ALL_LEVERS and first in Scenario.model_fields):
        _put(content, steps, value, override)
        return {_ALL_LEVERS: "other levers"} if first == _ALL_LEVERS else {}
    lever, *rest = steps[1:] if first == _ALL_LEVERS else steps
    found = _find(content, lever, override)
    rest = rest or [_main_field(found, lever, override)]
    _put(found, rest, value, override)
    if rest[0] in (*_ORIGIN, "name"):
        return {}
    return {".".join([lever, *rest]): _in_title(lever if len(content["levers"]) > 1 else None, rest, value)}


def _put_in_block(content: Content, steps: list[str], value: Any, override: str) -> dict[str, str]:
    """A value within a block that a file may leave out; the change stands in what the block assumes."""
    first, *rest = steps
    before = content.get(first) or {}
    if not isinstance(before, dict):
        raise ScenarioError(f"--set {override}: {first} is not a mapping of fields. Set it as a whole, {first}=VALUE.")
    after = deepcopy(before)
    _put(after, rest, value, override)
    content[first] = _noted(before, after)
    return {} if rest[0] in _ORIGIN else {".".join(steps): _in_title(first, rest, value)}


def _main_field(lever: Content, name: str, override: str) -> str:
    """The field `us_tariff=30%` means."""
    kind = lever.get("kind")
    if kind not in LEVERS:
        raise ScenarioError(f"--set {override}: {name} has no kind. Name the field, {name}.FIELD=VALUE.")
    return LEVERS[kind].MAIN


def _find(content: Content, name: str, override: str) -> Content:
    """The lever of a name, or of a place in the list."""
    levers: list[Content] = content.get("levers", [])
    place = _place(name)
    if isinstance(place, int) and place < len(levers):
        return levers[place]
    found = next((lever for lever in levers if lever.get("name") == name), None)
    if found is None:
        known = [lever["name"] for lever in levers if lever.get("name")] or [f"levers[{k}]" for k in range(len(levers))]
        raise ScenarioError(f"--set {override}: no lever is called {name!r}. {nearest(name, known)}")
    return found


def _put(container: Any, steps: Sequence[str], value: Any, override: str) -> None:
    step, *rest = steps
    key = _place(step)
    if isinstance(container, list) and (not isinstance(key, int) or key >= len(container)):
        raise ScenarioError(f"--set {override}: no entry {step!r}. The list has {len(container)}, counted from 0.")
    if not rest:
        container[key] = value
        return
    inner = container.get(key) if isinstance(container, dict) else container[key]
    if not isinstance(inner, dict | list):
        raise ScenarioError(f"--set {override}: {step} has no parts. Set it as a whole, {step}=VALUE.")
    _put(inner, rest, value, override)


def _place(step: str) -> int | str:
    """A step of a path as a place in a list or a year, else as it stands."""
    return int(step) if step.isdecimal() and len(step) <= _LONGEST_PLACE else step


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
