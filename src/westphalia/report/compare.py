"""Two or more scenarios side by side: what differs between their files, then what follows from each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from string import ascii_uppercase
from typing import Any, Final

from westphalia.errors import ScenarioError, UsageError
from westphalia.outcome import Outcome
from westphalia.report.compare_files import FileDifference, file_differences
from westphalia.report.compare_results import Frame, compared_results, named_years
from westphalia.report.compare_runs import Compared
from westphalia.report.names import country_name
from westphalia.report.selection import absent_countries
from westphalia.scenario.files import load_scenario
from westphalia.scenario.schema import Scenario
from westphalia.simulate import simulate
from westphalia.wording import listed

MOST: Final = 6
_FEWEST: Final = 2
_SHORT_HASH: Final = 12
_FOR_ONE: Final = re.compile(r"([A-Z])\.(.+)", re.DOTALL)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Scenarios A, B … side by side: what differs between their files, and what follows from each.

    `results` holds every quantity with its range in each scenario, and each later scenario minus the first over runs
    that are alike. `notes` says where two scenarios do not rest on the same ground.
    """

    names: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    frame: Frame
    files: tuple[FileDifference, ...]
    results: tuple[Compared, ...]
    notes: tuple[str, ...]

    @property
    def letters(self) -> tuple[str, ...]:
        """What the scenarios are called for short: A and B for two."""
        return tuple(ascii_uppercase[: len(self.names)])


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


def comparison(names: Sequence[str], scenarios: Sequence[Scenario], countries: Sequence[str]) -> Comparison:
    """What differs between scenarios and what follows; trade is shown for the countries named."""
    outcomes = tuple(simulate(scenario) for scenario in scenarios)
    frame = Frame(tuple(countries), named_years(outcomes))
    results = compared_results(outcomes, frame)
    notes = (*_grounds(scenarios), *_missing(outcomes, countries), *_left_out(outcomes))
    return Comparison(tuple(names), outcomes, frame, file_differences(scenarios), results, notes)


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain data."""
    runs = zip(comparison.names, comparison.outcomes, strict=True)
    return {
        "scenarios": [{"name": name, "title": one.scenario.title, "sha256": one.scenario.sha256} for name, one in runs],
        "notes": list(comparison.notes),
        "files": [{"lever": d.lever, "field": d.field, "values": list(d.values)} for d in comparison.files],
        "results": [asdict(c.quantity) | _spans_json(c) for c in comparison.results],
    }


def _spans_json(one: Compared) -> dict[str, Any]:
    return {
        "values": [None if span is None else asdict(span) for span in one.values],
        "differences": [None if span is None else asdict(span) for span in one.differences],
        "matched": list(one.matched),
    }


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


def _grounds(scenarios: Sequence[Scenario]) -> Iterator[str]:
    """Where scenarios rest on different worlds or outlooks, so that a difference is not that of their levers alone."""
    for field, words in (("base", "Bases"), ("outlook", "Outlooks")):
        used = [str(getattr(one, field)) for one in scenarios]
        if len(set(used)) > 1:
            each = listed(f"{letter} on {name}" for letter, name in zip(ascii_uppercase, used, strict=False))
            yield f"{words} differ: {each}. A difference between them is not that of the levers alone."


def _missing(outcomes: Sequence[Outcome], countries: Sequence[str]) -> Iterator[str]:
    for letter, outcome in zip(ascii_uppercase, outcomes, strict=False):
        absent = absent_countries(outcome, countries)
        if absent:
            yield f"{letter}: {listed(map(country_name, absent))} not in base {outcome.scenario.base}."


def _left_out(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Whom a lever names without data for it, with the reason, and what the accounts count only once."""
    told: dict[str, list[str]] = {}
    for letter, outcome in zip(ascii_uppercase, outcomes, strict=False):
        left = [one.left_out for one in outcome.budgets]
        left += [one.left_out for one in outcome.autonomy]
        left += [one.left_out for one in outcome.forces]
        for why in dict.fromkeys(words for some in left for _, words in some):
            told.setdefault(f"left out: {why}", []).append(letter)
        for note in () if outcome.annual is None else outcome.annual.notes:
            told.setdefault(note, []).append(letter)
    for words, letters in told.items():
        yield f"{listed(letters)}: {words}."
