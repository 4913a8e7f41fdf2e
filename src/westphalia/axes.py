"""Labels, and the only places where labels meet arrays."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Bool, Int

from westphalia.errors import DataError, nearest


@dataclass(frozen=True)
class Axis:
    """A named, ordered set of labels: one dimension of an array."""

    name: str
    labels: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(set(self.labels)) != len(self.labels):
            twice = sorted({x for x in self.labels if self.labels.count(x) > 1})
            raise DataError(f"{self.name}: {', '.join(twice)} stands twice; labels must be unique.")

    def __len__(self) -> int:
        return len(self.labels)

    @cached_property
    def _position(self) -> dict[str, int]:
        return {label: k for k, label in enumerate(self.labels)}

    def __contains__(self, label: object) -> bool:
        return label in self._position

    def index(self, label: str) -> int:
        """Place of one label; an unknown one is an error that offers the nearest."""
        try:
            return self._position[label]
        except KeyError:
            raise DataError(f"unknown {self.name} {label!r}. {nearest(label, self.labels)}") from None

    def indices(self, labels: Iterable[str]) -> Int[np.ndarray, " k"]:
        """Places of several labels, in the order given; an empty selection is an error."""
        places = np.array([self.index(label) for label in labels], dtype=np.intp)
        if places.size == 0:
            raise DataError(f"empty selection of {self.name}: name at least one.")
        return places

    def mask(self, labels: Iterable[str]) -> Bool[np.ndarray, " k"]:
        """True at the places of the labels given."""
        chosen = np.zeros(len(self), dtype=bool)
        chosen[self.indices(labels)] = True
        return chosen


@dataclass(frozen=True)
class Axes:
    """The two axes of a trade base: countries (importer n, exporter i) and sectors (good s, user k)."""

    countries: Axis
    sectors: Axis
