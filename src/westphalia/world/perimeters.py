"""Whose budgets a figure on European defence counts: the same words cover sums that differ by a quarter."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True)
class Perimeter:
    r"""A set of states made from groups and countries, as a published figure draws the line.

    .. math:: P = \Bigl(\bigcup_k O_k\Bigr) \cap W \setminus X

    with O in `of`, W in `within` (everybody where it is empty) and X in `without`. Membership is that of the day.
    `name` is for readers; no text is searched for it.
    """

    name: str
    of: tuple[str, ...]
    within: str = ""
    without: tuple[str, ...] = ()


PERIMETERS: Final[Mapping[str, Perimeter]] = MappingProxyType(
    {
        "EU_NATO": Perimeter("EU members of NATO", ("EU27",), within="NATO"),
        "NATO_EUROPE": Perimeter("NATO Europe", ("NATO",), without=("CAN", "USA")),
        "NEC": Perimeter("NATO Europe and Canada", ("NATO",), without=("USA",)),
        "E3": Perimeter("France, Germany and the United Kingdom", ("FRA", "DEU", "GBR")),
        "EU27_GBR_NOR": Perimeter("EU with the United Kingdom and Norway", ("EU27", "GBR", "NOR")),
    }
)
