"""Terms of a deal as a scenario: what governments would do under the levels of a package, set against one base."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from westphalia.errors import ScenarioError, nearest
from westphalia.scenario.behaviour import Behaviour
from westphalia.scenario.economy import Economy
from westphalia.scenario.faults import invalid
from westphalia.scenario.files import load_scenario
from westphalia.scenario.levers import Lever
from westphalia.scenario.schema import Scenario
from westphalia.situation.issue import StatusQuo
from westphalia.situation.schema import Situation
from westphalia.world.economies import LATEST_VINTAGE

__all__ = ["Term", "deal_scenario", "lever_names", "no_deal_levels", "standing", "terms_of"]

_OWN: Final[Mapping[str, Any]] = {"behaviour": Behaviour(), "economy": Economy(), "outlook": LATEST_VINTAGE}
"""What a scenario may set beside its levers; a level takes over levers alone."""
_REFERRING: Final = ("lifts", "answers")
_FAULT: Final = re.compile(r"levers\[(\d+)\]\.?")


@dataclass(frozen=True)
class Term:
    """One level of one issue, with the levers it stands for and what its preset leaves out."""

    issue: str
    level: str
    levers: tuple[Lever, ...]
    not_modelled: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Where it stands: sanctions at 'all lifted'."""
        return f"{self.issue} at {self.level!r}"


def deal_scenario(situation: Situation, levels: Mapping[str, str]) -> Scenario | None:
    """The scenario of a package: all levers of its levels on the situation's base; None where no level has any.

    Levers stand in the order of the situation's issues, whatever the order of `levels`, and are called by issue and
    own name. Issues that are not in `levels` add nothing.
    """
    terms = [term for term in terms_of(situation, levels) if term.levers]
    if not terms:
        return None
    named = [(term, lever) for term, levers in zip(terms, _named(terms), strict=True) for lever in levers]
    content = {
        "title": f"{situation.title}: {', '.join(f'{term.issue} {term.level}' for term in terms)}",
        "date": situation.date,
        "reference": situation.reference,
        "author": situation.author,
        "not_modelled": tuple(dict.fromkeys(limit for term in terms for limit in term.not_modelled)),
        "base": situation.consequences.base,
        "horizon": situation.consequences.horizon,
        "levers": tuple(lever for _, lever in named),
    }
    try:
        return Scenario.model_validate(content)
    except ValidationError as error:
        raise ScenarioError(_at_level(str(invalid(error)), named)) from None


def terms_of(situation: Situation, levels: Mapping[str, str]) -> tuple[Term, ...]:
    """The levels of a package in the order of the situation's issues, each with its levers."""
    for name in levels:
        if name not in situation.issue_names:
            raise ScenarioError(f"package: no issue is called {name!r}. {nearest(name, situation.issue_names)}")
    return tuple(_term(situation, name, levels[name]) for name in situation.issue_names if name in levels)


def standing(situation: Situation) -> dict[str, str]:
    """The levels at which the status quo stands; issues that stand at none are left out."""
    return _levels_at(situation, [issue.status_quo for issue in situation.issues])


def no_deal_levels(situation: Situation) -> dict[str, str]:
    """The levels to which issues go if talks fail; issues that go to none are left out."""
    return _levels_at(situation, [issue.without for issue in situation.issues])


def _levels_at(situation: Situation, stands: Sequence[StatusQuo | None]) -> dict[str, str]:
    return {
        issue.name: level.name
        for issue, one in zip(situation.issues, stands, strict=True)
        for level in issue.levels
        if one is not None and level.at == one.at
    }


def lever_names(term: Term) -> tuple[str, ...]:
    """What the levers of a level are called where it stands alone."""
    return tuple(lever.label for lever in next(_named([term])))


def _term(situation: Situation, name: str, level_name: str) -> Term:
    levels = {level.name: level for level in situation.issue(name).levels}
    if level_name not in levels:
        raise ScenarioError(f"package: {name} has no level {level_name!r}. {nearest(level_name, levels)}")
    level = levels[level_name]
    if level.preset is None:
        return Term(name, level_name, level.levers)
    place = f"{name} at {level_name!r}"
    try:
        preset = load_scenario(level.preset, level.changes)
    except ScenarioError as error:
        raise ScenarioError(f"{place}: {error}") from None
    _refuse_other_world(situation, preset, f"{place}: preset {level.preset}")
    return Term(name, level_name, tuple(_begun(preset, situation)), preset.not_modelled)


def _refuse_other_world(situation: Situation, preset: Scenario, place: str) -> None:
    """Refuse a preset whose numbers would be against another world than those of the other levels."""
    base = situation.consequences.base
    if preset.base != base:
        raise ScenarioError(
            f"{place} is on base {preset.base}, the situation on {base}. "
            f"Set consequences.base to {preset.base}, or write levers for {base} in its place."
        )
    own = [field for field, plain in _OWN.items() if getattr(preset, field) != plain]
    if own:
        raise ScenarioError(
            f"{place} sets {' and '.join(own)}, and a level takes over levers alone. Write its levers out."
        )


def _begun(preset: Scenario, situation: Situation) -> Iterator[Lever]:
    """The preset's levers; without dates they begin with its own horizon, also where the situation's begins earlier."""
    begins = preset.horizon[0]
    for lever in preset.levers:
        undated = getattr(lever, "from_", begins) is None
        later = undated and begins > situation.consequences.horizon[0]
        yield lever.model_copy(update={"from_": begins}) if later else lever


def _named(terms: Iterable[Term]) -> Iterator[tuple[Lever, ...]]:
    """The levers of each level under names of their own, by issue and own name: sanctions_energy."""
    taken: set[str] = set()
    for term in terms:
        names = [_free(_prefixed(term.issue, lever.label), taken) for lever in term.levers]
        new = {lever.name: name for lever, name in zip(term.levers, names, strict=True) if lever.name}
        yield tuple(_called(lever, name, new) for lever, name in zip(term.levers, names, strict=True))


def _prefixed(issue: str, label: str) -> str:
    if label == issue or label.startswith(f"{issue}_"):
        return label
    return issue if issue.endswith(f"_{label}") else f"{issue}_{label}"


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken; it is taken from then on."""
    free, again = name, 1
    while free in taken:
        again += 1
        free = f"{name}_{again}"
    taken.add(free)
    return free


def _called(lever: Lever, name: str, new: Mapping[str, str]) -> Lever:
    """The lever under its name; where it names others of its level, under theirs."""
    words = {field: tuple(new.get(word, word) for word in getattr(lever, field))
             for field in _REFERRING if hasattr(lever, field)}  # fmt: skip
    called: Lever = lever.model_copy(update={"name": name, **words})
    return called


def _at_level(fault: str, named: Sequence[tuple[Term, Lever]]) -> str:
    """A fault with levels and levers by name where the scenario counts them; another one named in it by its level."""

    def words(found: re.Match[str]) -> str:
        term, lever = named[int(found[1])]
        return f"{term.words}, lever {lever.label}{': ' if found[0].endswith('.') else ''}"

    said = _FAULT.sub(words, fault)
    # a label of one word may be an ordinary word of the sentence
    others = {term.words for term, lever in named if "_" in lever.label and re.search(rf"\b{lever.label}\b", fault)}
    beside = sorted(place for place in others if place not in said)
    return f"{said} The other is {', '.join(beside)}." if beside else said
