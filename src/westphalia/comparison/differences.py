"""What differs between scenario files: levers added, removed and changed, field by field, and what they rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from westphalia.scenario.levers import Lever
from westphalia.scenario.schema import Scenario

FIELDS: Final = ("base", "horizon", "outlook", "economy", "behaviour")
ORIGIN: Final = ("claims", "source", "assumed")
_NAME: Final = "name"


@dataclass(frozen=True)
class FileDifference:
    """One field that is not the same in all scenarios, with its value in each; a whole lever where `field` is empty.

    None stands for what a scenario does not have.
    """

    lever: str
    field: str
    values: tuple[Any, ...]

    @property
    def is_origin(self) -> bool:
        """Whether only the reasons differ, not what is done."""
        return self.field in ORIGIN


def file_differences(scenarios: Sequence[Scenario]) -> tuple[FileDifference, ...]:
    """Every field in which the scenarios differ: first what they rest on, then lever by lever."""
    whole = [s.model_dump(mode="json", by_alias=True, include=set(FIELDS)) for s in scenarios]
    found = [difference for name in FIELDS for difference in _of_field(name, [w[name] for w in whole])]
    levers = [_levers(s) for s in scenarios]
    for label in dict.fromkeys(name for one in levers for name in one):
        found += _of_lever(label, [one.get(label) for one in levers])
    return tuple(found)


def _of_field(name: str, values: Sequence[Any]) -> list[FileDifference]:
    """A field of the scenario; of a block such as `economy` each of its own fields."""
    if not isinstance(values[0], dict):
        return _unless_same("", name, values)
    return [d for key in values[0] for d in _unless_same(name, key, [v[key] for v in values])]


def _of_lever(label: str, levers: Sequence[Mapping[str, Any] | None]) -> list[FileDifference]:
    """A lever that some do not have, or that is of another kind, as a whole; else field by field."""
    if any(one is None for one in levers) or len({one["kind"] for one in levers if one is not None}) > 1:
        return [FileDifference(label, "", tuple(levers))]
    there = [one for one in levers if one is not None]
    return [d for key in there[0] if key != _NAME for d in _unless_same(label, key, [one[key] for one in there])]


def _unless_same(lever: str, name: str, values: Sequence[Any]) -> list[FileDifference]:
    return [] if all(v == values[0] for v in values) else [FileDifference(lever, name, tuple(values))]


def _levers(scenario: Scenario) -> dict[str, dict[str, Any]]:
    """Levers by label; of several without a name the second is called tariff-2."""
    found: dict[str, dict[str, Any]] = {}
    for lever in scenario.levers:
        found[_free(lever, found)] = lever.model_dump(mode="json", by_alias=True)
    return found


def _free(lever: Lever, taken: Mapping[str, object]) -> str:
    number = 1 + sum(label == lever.label or label.startswith(f"{lever.label}-") for label in taken)
    return lever.label if number == 1 else f"{lever.label}-{number}"
