"""Attacks by month: what the counts' own scatter says of each total and of the next one."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

import numpy as np

from westphalia.attacks.counts import (
    dispersion,
    distribution,
    interval,
    moments,
    negative_binomial_size,
    rejects_poisson,
    total_range,
)
from westphalia.attacks.level import FEWEST, Level, crps, level, log_score, month_scatter, next_total
from westphalia.attacks.shares import DownedShare, beta_binomial, downed_share, pooled_share, share_change
from westphalia.errors import DataError
from westphalia.outcome.attacks import COVERED, FEWEST_ALIKE, AttackOutcome, MonthlyTotal, NextMonth, Score, Scores
from westphalia.world.attacks import REGIMES, AttackDay, AttackMonth, Kind, Regime, months_of

RECENT: Final = 12
"""Months whose scatter stands for the next one's; assumed."""
REFERENCE_DAYS: Final = 28
FIRST_SCORED: Final = 6
"""Months before the first forecast that is scored; assumed."""


def attack_outcome(kind: Kind, months: Sequence[AttackMonth]) -> AttackOutcome:
    """Totals with ranges, shares by regime, the next month's total and how past such ranges did, of months in order."""
    if not months:
        raise DataError(f"attacks, {kind}: no months. Give at least one.")
    shares, row = _shares(months), _in_a_row(months)
    return AttackOutcome(
        kind=kind,
        months=tuple(_total(months, place, shares.get(months[place].regime)) for place in range(len(months))),
        shares=MappingProxyType(shares),
        share_change=_share_change([month for month in months if month.complete and month.launched]),
        following=_following(row),
        scores=level_scores(row),
    )


def _total(months: Sequence[AttackMonth], place: int, pooled: tuple[DownedShare, int] | None) -> MonthlyTotal:
    month = months[place]
    low, high, why = _range(month)
    some = month.launched > 0 and month.days > 1
    return MonthlyTotal(
        counts=month,
        low=low,
        high=high,
        why=why,
        dispersion=dispersion(month.mean, month.variance) if some else None,
        beyond_chance=some and rejects_poisson(month.mean, month.variance, month.days),
        share=downed_share(month.stopped, month.launched) if month.launched else None,
        share_range=_share_range(month, pooled) if pooled and month.launched and not month.changed else None,
        reporting_changed=month.changed or (place > 0 and months[place - 1].regime != month.regime),
    )


def _share_range(month: AttackMonth, pooled: tuple[DownedShare, int]) -> tuple[float, float] | None:
    """Where nine of ten shares of months with as many launched lie, if they scatter as those counted alike.

    None where those are too few: two shares that happen to be close have a correlation of 0 and say nothing of a third.
    """
    share, months = pooled
    if months < FEWEST_ALIKE:
        return None
    low, high = interval(beta_binomial(month.launched, share), COVERED)
    return low / month.launched, high / month.launched


def _share_change(months: Sequence[AttackMonth]) -> float | None:
    """Change of the downed share from the last month but one to the last; None where that compares nothing."""
    last = months[-2:]
    if not months[:-1] or any(month.changed for month in last):
        return None
    shares = np.array([downed_share(month.stopped, month.launched) for month in last])
    try:
        return share_change(shares, np.array([REGIMES.index(month.regime) for month in last]))
    except DataError:
        return None


def _range(month: AttackMonth) -> tuple[int | None, int | None, str]:
    """Where nine of ten totals of another month of such days lie, or why that cannot be said."""
    if not month.launched:
        return None, None, "nothing launched"
    try:
        return (*total_range(month.mean, month.variance, month.days, COVERED), "")
    except DataError:
        return None, None, "a few days hold nearly all"


def _shares(months: Sequence[AttackMonth]) -> dict[Regime, tuple[DownedShare, int]]:
    """Pooled share of each regime, with the number of months; a month within which reporting changed is left out."""
    found: dict[Regime, tuple[DownedShare, int]] = {}
    for code, regime in enumerate(REGIMES):
        inside = [m for m in months if m.regime == regime and m.complete and m.launched and not m.changed]
        if inside:
            counts = np.array([[m.stopped, m.launched] for m in inside])
            pooled = pooled_share(counts[:, 0], counts[:, 1], np.full(len(inside), code))
            found[regime] = pooled, len(inside)
    return found


def _in_a_row(months: Sequence[AttackMonth]) -> list[AttackMonth]:
    """The latest whole months with attacks that follow each other without a gap."""
    row: list[AttackMonth] = []
    for month in months:
        if month.complete and month.launched:
            follows = row and (month.month - row[-1].last_day).days == 1
            row = [*row, month] if follows else [month]
    return row


def _following(row: Sequence[AttackMonth]) -> NextMonth | None:
    """The total of the month after; None where fewer than three months are known in a row."""
    if len(row) < FEWEST:
        return None
    begins = row[-1].last_day + timedelta(days=1)
    found = distribution(*_ahead(row, monthrange(begins.year, begins.month)[1]))
    low, high = interval(found, COVERED)
    return NextMonth(begins, int(np.searchsorted(np.cumsum(found), 0.5)), low, high, _level(row).step > 0)


def _ahead(row: Sequence[AttackMonth], days: int) -> tuple[float, float]:
    """Mean and size of the total of the days after some months."""
    return next_total(_level(row), days, _recent_size(row))


def _level(row: Sequence[AttackMonth]) -> Level:
    means = np.array([month.mean for month in row])
    scatter = [
        month_scatter(month.days, month.mean, negative_binomial_size(month.mean, month.variance)) for month in row
    ]
    return level(means, np.array(scatter))


def _recent_size(row: Sequence[AttackMonth]) -> float:
    """Size that has the mean 1/k of the last months."""
    inverse = [1 / negative_binomial_size(month.mean, month.variance) for month in row[-RECENT:]]
    return 1 / float(np.mean(inverse)) if any(inverse) else float("inf")


def scored(outcome: AttackOutcome, days: Sequence[AttackDay]) -> AttackOutcome:
    """The outcome with a forecast from the last 28 days beside those from the months before."""
    return replace(outcome, scores=scores(days, outcome.kind))


def level_scores(row: Sequence[AttackMonth]) -> Scores | None:
    """How forecasts of each month's total from the months before did; None where too few are known in a row."""
    if len(row) <= FIRST_SCORED:
        return None
    made = [_score(_ahead(row[:at], row[at].days), row[at].launched) for at in range(FIRST_SCORED, len(row))]
    return Scores(len(made), 0, _mean(made))


def scores(days: Sequence[AttackDay], kind: Kind) -> Scores:
    """Forecasts of each whole month's total from the months before, beside one from the last 28 days.

    The reference is a negative binomial with mean and scatter of the 28 days before the month.
    """
    row = _in_a_row(months_of(days, kind))
    if len(row) <= FIRST_SCORED:
        raise DataError(f"scores: {len(row)} whole months in a row. Scores need {FIRST_SCORED + 1} or more.")
    made = [_scored(row, place, days) for place in range(FIRST_SCORED, len(row))]
    kept = [both for both in made if both is not None]
    if not kept:
        raise DataError("scores: no month follows 28 days with attacks that differ. Give a longer file.")
    ours, reference = zip(*kept, strict=True)
    return Scores(len(kept), len(made) - len(kept), _mean(ours), _mean(reference))


def _scored(row: Sequence[AttackMonth], place: int, days: Sequence[AttackDay]) -> tuple[Score, Score] | None:
    """Scores of the level and of the reference for one month; None where the reference is undefined."""
    month, past = row[place], row[:place]
    recent = np.array([d.launched for d in days if _before(d.day, month.month)])
    if recent.size < REFERENCE_DAYS or not recent.any():
        return None
    mean, variance = moments(recent)
    reference = month.days * mean, month.days * negative_binomial_size(mean, variance)
    return _score(_ahead(past, month.days), month.launched), _score(reference, month.launched)


def _score(forecast: tuple[float, float], happened: int) -> Score:
    """Scores of one forecast, a mean and a size, and on which side of its range the total lay."""
    chance = distribution(*forecast)
    low, high = interval(chance, COVERED)
    sides = (low <= happened <= high, happened > high, happened < low)
    return Score(log_score(*forecast, happened), crps(chance, happened), *map(int, sides))


def _mean(made: Sequence[Score]) -> Score:
    """Means of scores, and how many totals lay on each side of their ranges."""
    return Score(
        log_score=float(np.mean([one.log_score for one in made])),
        crps=float(np.mean([one.crps for one in made])),
        inside=sum(one.inside for one in made),
        above=sum(one.above for one in made),
        below=sum(one.below for one in made),
    )


def _before(day: date, month: date) -> bool:
    """Whether a day is one of the 28 before a month."""
    return 0 < (month - day).days <= REFERENCE_DAYS
