"""Two or more scenarios side by side: what differs between their files, then what follows from each."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from westphalia.comparison.differences import FileDifference, file_differences
from westphalia.comparison.notes import notes
from westphalia.comparison.results import Frame, compared_results, named_years
from westphalia.comparison.runs import Compared
from westphalia.outcome import Outcome
from westphalia.scenario.schema import Scenario
from westphalia.simulate import simulate


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


def comparison(names: Sequence[str], scenarios: Sequence[Scenario], countries: Sequence[str]) -> Comparison:
    """What differs between scenarios and what follows; trade is shown for the countries named."""
    outcomes = tuple(simulate(scenario) for scenario in scenarios)
    frame = Frame(tuple(countries), named_years(outcomes))
    return Comparison(
        names=tuple(names),
        outcomes=outcomes,
        frame=frame,
        files=file_differences(scenarios),
        results=compared_results(outcomes, frame),
        notes=notes(outcomes, countries),
    )
