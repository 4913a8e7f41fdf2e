"""Attacks by month as announced: totals with ranges, shares by reporting regime, the next month's total, scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from westphalia.attacks.shares import DownedShare
from westphalia.world.attacks import AttackMonth, Kind, Regime

COVERED: Final = 0.9
"""Share of the distribution a range covers."""
FEWEST_ALIKE: Final = 6
"""Months counted alike from which on the scatter of their shares is said; assumed: of fewer it is a guess."""


@dataclass(frozen=True)
class MonthlyTotal:
    """One month: its counts, where another month of such days would lie, and what may be said of its share.

    `low` and `high` are None where a few days hold nearly all; `share` is None where nothing was launched.
    `why` says why there is no range. `share_range` is where shares of months with as many launched lie, counted alike;
    None in a month within which reporting changed, and where fewer than `FEWEST_ALIKE` months count alike.
    `reporting_changed` marks a month whose share does not compare with the month before.
    """

    counts: AttackMonth
    low: int | None
    high: int | None
    why: str
    dispersion: float | None
    beyond_chance: bool
    share: float | None
    share_range: tuple[float, float] | None
    reporting_changed: bool


@dataclass(frozen=True)
class NextMonth:
    """The total of the month after the last one, as a range around its median.

    `moves` says whether the level is seen to move from month to month beyond what chance does to a month.
    """

    month: date
    median: int
    low: int
    high: int
    moves: bool


@dataclass(frozen=True)
class Score:
    """How forecasts did: means of log score and CRPS, lower is better, and how many totals lay in their ranges."""

    log_score: float
    crps: float
    inside: int
    above: int
    below: int


@dataclass(frozen=True)
class Scores:
    """How forecasts of monthly totals did, each from the months before.

    `reference` is the total of as many days as the last 28, from daily counts; None without them. `undefined` are
    months for which those 28 days had no attacks or did not differ, and no score is given.
    """

    months: int
    undefined: int
    level: Score
    reference: Score | None = None


@dataclass(frozen=True)
class AttackOutcome:
    """One kind of attack by month; `shares` pools whole months of each regime, never across regimes.

    `share_change` is that of the latest whole month on the one before; None where reporting changed between them.
    """

    kind: Kind
    months: tuple[MonthlyTotal, ...]
    shares: Mapping[Regime, tuple[DownedShare, int]]
    share_change: float | None
    following: NextMonth | None
    scores: Scores | None = None
