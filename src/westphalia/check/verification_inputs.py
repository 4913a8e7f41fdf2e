r"""What the published numbers are recomputed from: output and shares of GDP in the editions their formulas used.

A published number is held against the data its formula was written for: the outlook of April 2025 and the
alliance's edition of June 2024. Dollars become euros at the mean of the year's daily reference rates of the
European Central Bank (2024: 1.0824). At that rate rounded to three digits the EU's GDP of 2024 is €17,942bn, the
figure the formulas quote; at the full rate it is €17,935bn, 0.04% less.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.world.countries import members, the
from westphalia.world.defence import defence_share, measured_states
from westphalia.world.economies import LATEST_VINTAGE, macro
from westphalia.world.money import average_rate

VINTAGE: Final = "WEO-2025-04"
NEWER: Final = LATEST_VINTAGE
EDITION: Final = "NATO-2024-06"
YEAR: Final = 2024


@dataclass(frozen=True)
class Setting:
    """Another setting that was tried, in words, with what it gives in the row's unit."""

    words: str
    value: float


@dataclass(frozen=True)
class Recomputed:
    """What our formula gives today, how in words, and what other settings give."""

    ours: float
    how: str
    tried: tuple[Setting, ...] = ()


@dataclass(frozen=True)
class Recipe:
    """How a published number is recomputed, and what is expected of the result.

    `source` is a row of sources.csv. `rounding` is the step the published figure was rounded to, where its source
    says so. `miss` is the reason why ours is known to lie apart; without one it is expected to agree. `same_data` says,
    where it is so, that ours is added up from the data the published figure came from.
    """

    recompute: Callable[[], Recomputed]
    source: str
    rounding: float = 0.0
    miss: str = ""
    same_data: str = ""


@dataclass(frozen=True)
class Allies:
    """States along `j` with their output, in bn of one currency, and what they spend, over output."""

    iso3: tuple[str, ...]
    gdp: Float[np.ndarray, " j"]
    share: Float[np.ndarray, " j"]
    absent: tuple[str, ...]


def gdp(iso3: str, year: int, vintage: str = VINTAGE) -> float:
    """Nominal output of a country in its own currency, bn."""
    return macro(iso3, vintage).at("gdp_nac_bn", year)


def gdp_in(currency: str, states: Sequence[str], year: int, vintage: str = VINTAGE) -> Float[np.ndarray, " j"]:
    r"""Nominal output of each state in euros or dollars, bn: :math:`Y_j / e`, e dollars for one euro that year."""
    rate = {"USD": 1.0, "EUR": average_rate("USD", year)}[currency]
    return np.array([macro(iso3, vintage).at("gdp_usd_bn", year) for iso3 in states]) / rate


def allies(name: str, currency: str) -> Allies:
    """States of a perimeter with a share in the edition used; those without one are named, never filled in."""
    found = {iso3: _share(iso3) for iso3 in members(name)}
    states = tuple(iso3 for iso3, share in found.items() if share is not None)
    share = np.array([share for share in found.values() if share is not None])
    absent = tuple(iso3 for iso3, share in found.items() if share is None)
    return Allies(states, gdp_in(currency, states, YEAR), share, absent)


def _share(iso3: str) -> float | None:
    rows = defence_share(iso3, YEAR) if iso3 in measured_states() else ()
    return next((row.share for row in rows if row.edition == EDITION), None)


def absent_words(group: Allies) -> str:
    """Who is not counted for want of a figure, as the end of a sentence; empty where nobody is missing."""
    return f"; without {', '.join(map(the, group.absent))}, which the edition leaves out" if group.absent else ""
