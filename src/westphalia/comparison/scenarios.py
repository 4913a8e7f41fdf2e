"""Scenarios to set side by side: loaded, changed all together or one by its letter, refused where two are the same."""

import re
from collections.abc import Sequence
from pathlib import Path
from string import ascii_uppercase
from typing import Final

from westphalia.errors import ScenarioError, UsageError
from westphalia.scenario.files import load_scenario
from westphalia.scenario.schema import Scenario
from westphalia.wording import listed

MOST: Final = 6
_FEWEST: Final = 2
_SHORT_HASH: Final = 12
_FOR_ONE: Final = re.compile(r"([A-Z])\.(.+)", re.DOTALL)


def named_scenarios(
    names: Sequence[str], changes: Sequence[str] = (), base: str | Path | None = None
) -> tuple[Scenario, ...]:
    """The scenarios behind presets and files, changed.

    A change such as `us_tariff.rate=0.3` is made in all of them, `B.us_tariff.rate=0.3` in the second alone. Fewer than
    two, more than can be shown, and one scenario twice are refused.
    """
    if not _FEWEST <= len(names) <= MOST:
        given = f"{len(names)} scenario{'' if len(names) == 1 else 's'}"
        raise UsageError(f"compare: {given}, expected two to {MOST}. Name another preset or file, or run one alone.")
    by_letter = _changes(changes, ascii_uppercase[: len(names)])
    scenarios = tuple(_loaded(name, by_letter[letter], base) for letter, name in zip(by_letter, names, strict=True))
    _refuse_twice(names, scenarios)
    return scenarios


def _changes(changes: Sequence[str], letters: str) -> dict[str, list[str]]:
    """The changes of each scenario by its letter."""
    found: dict[str, list[str]] = {letter: [] for letter in letters}
    for change in changes:
        for_one = _FOR_ONE.fullmatch(change)
        if for_one is None:
            for listed_changes in found.values():
                listed_changes.append(change)
        elif for_one[1] in found:
            found[for_one[1]].append(for_one[2])
        else:
            raise UsageError(
                f"--set {change}: no scenario {for_one[1]}. They are {listed(letters)}, as they are named."
            )
    return found


def _loaded(name: str, changes: Sequence[str], base: str | Path | None) -> Scenario:
    """One scenario; a change that does not fit says which scenario it does not fit."""
    scenario = load_scenario(name, (), base)
    if not changes:
        return scenario
    try:
        return load_scenario(name, changes, base)
    except ScenarioError as error:
        raise ScenarioError(f"{name}: {error} To change one scenario alone write --set B.LEVER.FIELD=VALUE.") from None


def _refuse_twice(names: Sequence[str], scenarios: Sequence[Scenario]) -> None:
    first: dict[str, str] = {}
    for letter, name, scenario in zip(ascii_uppercase, names, scenarios, strict=False):
        mark = scenario.sha256
        if mark in first:
            raise UsageError(
                f"compare: {first[mark]} and {letter} ({name}) are the same scenario, sha256 {mark[:_SHORT_HASH]}. "
                f"Name another, or change one with --set {letter}.LEVER.FIELD=VALUE."
            )
        first[mark] = f"{letter} ({name})"
