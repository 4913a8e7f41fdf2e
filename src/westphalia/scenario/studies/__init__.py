"""The scenarios published studies suppose, as files of ours, and which published row each of them answers."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Final

from westphalia.errors import ScenarioError, nearest
from westphalia.scenario.files import read_scenario
from westphalia.scenario.schema import Scenario
from westphalia.scenario.shape import shaped
from westphalia.scenario.strict_yaml import parse_yaml
from westphalia.world.table import parts

_HERE: Final = files("westphalia.scenario.studies")
_SUFFIX: Final = ".yaml"


@dataclass(frozen=True)
class Answer:
    """How one published row is met: the scenario, or the reason why our model has no number for it.

    `sectors` are those of the base a row by sector is about; `years` is how long after its start the study looks
    (0: the first year), None where it means the long run or does not say. `differences` are this row's own.
    """

    study: str
    scenario: str
    sectors: tuple[str, ...]
    years: int | None
    reason: str
    differences: tuple[str, ...]


def study_scenarios() -> tuple[str, ...]:
    """Names of the scenarios of published studies."""
    found = [Path(entry.name) for entry in _HERE.iterdir()]
    return tuple(sorted(path.stem for path in found if path.suffix == _SUFFIX))


def study_scenario_text(name: str) -> str:
    """The file of a study's scenario as it stands."""
    if name not in study_scenarios():
        raise ScenarioError(f"no scenario of a study is called {name!r}. {nearest(name, study_scenarios())}")
    return (_HERE / f"{name}{_SUFFIX}").read_text(encoding="utf-8")


@lru_cache(maxsize=32)
def load_study_scenario(name: str) -> Scenario:
    """The scenario a published study supposes; what is assumed in it stands in its levers."""
    return read_scenario(shaped(parse_yaml(study_scenario_text(name), name), name), name)


@lru_cache(maxsize=1)
def answers() -> tuple[Answer, ...]:
    """Every published row about duties and sanctions with the scenario that answers it, or the reason why none does."""
    rows = csv.DictReader(StringIO((_HERE / "answers.csv").read_text(encoding="utf-8")))
    return tuple(
        Answer(
            study=row["study"],
            scenario=row["scenario"],
            sectors=parts(row["sectors"]),
            years=int(row["years"]) if row["years"] else None,
            reason=row["reason"],
            differences=parts(row["differences"]),
        )
        for row in rows
    )
