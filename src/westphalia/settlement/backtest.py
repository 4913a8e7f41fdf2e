r"""Models scored on decisions: errors by model, what the reading of the Council's rule is worth, and the error band.

No model is fitted to the decisions, so nothing is held out for them; the band is drawn from the residuals and is
therefore checked on proposals it was not drawn from. Scales run from 0 to 1, issues along `q`, actors along `a`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from jaxtyping import Bool, Float, Int

from westphalia.bargaining import scores
from westphalia.bargaining.challenge import PRINTED_PAPER, PUBLIC_CODE, Reading, ReadOff, challenge
from westphalia.bargaining.compromise import compromise, weighted_median, weighted_spread
from westphalia.bargaining.one_issue import nash_on_a_scale
from westphalia.bargaining.preferences import LINEAR, QUADRATIC, Preferences
from westphalia.settlement.council import READINGS, CouncilReading
from westphalia.settlement.decisions import Decisions, batches
from westphalia.world.backtest import BASE, LEVEL, MIDDLE, Backtest, Band, Counts, ReadingScore, Score

SEED: Final = 20250430
NEAR: Final = 0.1
OUTER: Final = 1.28
_REMOTE: Final = -1.0


@dataclass(frozen=True)
class _Weighing:
    """Who counts for how much: the decisions, and capability and salience, zero for who does not count."""

    decisions: Decisions
    capability: Float[np.ndarray, "q a"]
    salience: Float[np.ndarray, "q a"]

    @property
    def weight(self) -> Float[np.ndarray, "q a"]:
        return np.asarray(self.capability * self.salience)

    @property
    def counts(self) -> Bool[np.ndarray, "q a"]:
        return np.asarray(self.weight > 0)


_OnOne = Callable[[Preferences], Float[np.ndarray, "..."]]


def backtest(decisions: Decisions, seed: int = SEED) -> Backtest:
    """All models on one set of decisions; intervals repeat with the seed."""
    forecasts = model_forecasts(decisions)
    residuals = {name: decisions.outcome - forecast for name, forecast in forecasts.items()}
    ends = (decisions.outcome == 0) | (decisions.outcome == 1)
    return Backtest(
        scores=tuple(_score(name, residuals, decisions, seed) for name in residuals),
        readings=tuple(_reading_score(one, decisions) for one in READINGS),
        band=error_band(decisions),
        counts=Counts(
            issues=len(decisions.issues),
            proposals=len(set(decisions.proposals)),
            referenced=int(np.isfinite(decisions.reference).sum()),
            at_the_ends=int(ends.sum()),
            undecided=decisions.undecided,
            too_few=decisions.too_few,
            without_salience=decisions.without_salience,
        ),
    )


def model_forecasts(decisions: Decisions) -> dict[str, Float[np.ndarray, " q"]]:
    """What each model says on each issue; NaN where it needs a reference point that the data do not hold."""
    stated = decisions.stated.astype(float)
    used = _Weighing(decisions, decisions.capability(), decisions.salience)
    plain = replace(used, capability=stated, salience=stated)
    salient = replace(used, capability=stated)
    middle = np.full(decisions.outcome.shape, 0.5)
    return {
        MIDDLE: middle,
        "plain mean": _by_batch(plain, compromise),
        "salience mean": _by_batch(salient, compromise),
        BASE: _by_batch(used, compromise),
        "plain median": _by_batch(plain, weighted_median),
        "weighted median": _by_batch(used, weighted_median),
        "Nash, far no deal, quadratic": _remote_nash(used, QUADRATIC),
        "Nash, far no deal, linear": _remote_nash(used, LINEAR),
        "Nash, reference point": _referenced_nash(used, unanimous=False),
        "Nash, reference, no loser": _referenced_nash(used, unanimous=True),
        "reference point": decisions.reference,
        **{f"challenge, {name}": _challenged(used, reading) for name, reading in _CHALLENGES.items()},
    }


PAIRWISE: Final = replace(PRINTED_PAPER, name="printed paper, risk in votes", risk_in_votes=True)
"""Votes divided by those of the pair, as eq. 31 prints it, but distances raised to the exponents of risk as in code."""
_CHALLENGES: Final = {
    f"{name}, {read_off}": replace(one, read_off=read_off)
    for name, one in (("code", PUBLIC_CODE), ("pairwise", PAIRWISE), ("paper", PRINTED_PAPER))
    for read_off in (ReadOff.MEDIAN, ReadOff.MEAN)
}


def error_band(decisions: Decisions) -> Band:
    """The residuals of the compromise as a band, and how well the spread of positions would have served as one."""
    used = _Weighing(decisions, decisions.capability(), decisions.salience)
    residual = decisions.outcome - _by_batch(used, compromise)
    spread = _by_batch(used, weighted_spread)
    low, high = np.quantile(residual, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    stated = decisions.stated.astype(float)
    return Band(
        half_width=scores.absolute_quantile(residual, LEVEL),
        low=float(low),
        high=float(high),
        held_out=scores.held_out_coverage(residual, decisions.cluster, LEVEL),
        one_spread=scores.within(residual, spread),
        wide_spread=scores.within(residual, OUTER * spread),
        crps=float(scores.crps(decisions.position, used.weight, decisions.outcome).mean()),
        crps_equal=float(scores.crps(decisions.position, stated, decisions.outcome).mean()),
    )


def _score(name: str, residuals: dict[str, Float[np.ndarray, " q"]], decisions: Decisions, seed: int) -> Score:
    known = np.isfinite(residuals[name])
    residual, base = residuals[name][known], residuals[BASE][known]
    difference = np.abs(residual) - np.abs(base)
    alone = scores.bootstrap_interval(difference, np.random.default_rng(seed))
    together = scores.cluster_bootstrap_interval(difference, decisions.cluster[known], np.random.default_rng(seed))
    return Score(
        model=name,
        issues=int(known.sum()),
        mae=scores.mean_absolute_error(residual),
        rmse=scores.root_mean_square_error(residual),
        median=scores.median_absolute_error(residual),
        hits=scores.hit_share(residual, NEAR),
        difference=float(difference.mean()),
        low=alone.low,
        high=alone.high,
        clustered_low=together.low,
        clustered_high=together.high,
    )


def _reading_score(reading: CouncilReading, decisions: Decisions) -> ReadingScore:
    weighing = _Weighing(decisions, decisions.capability(reading), decisions.salience)
    residual = decisions.outcome - _by_batch(weighing, compromise)
    return ReadingScore(reading.name, scores.mean_absolute_error(residual), scores.root_mean_square_error(residual))


def _by_batch(weighing: _Weighing, model: _OnOne, loss: float = LINEAR) -> Float[np.ndarray, " q"]:
    """A model of one issue on every issue, those with equally many actors at once."""
    found = np.full(weighing.decisions.outcome.shape, np.nan)
    for rows, preferences in _preferences(weighing, loss):
        found[rows] = model(preferences)[:, 0]
    return found


def _preferences(weighing: _Weighing, loss: float) -> Iterator[tuple[Int[np.ndarray, " d"], Preferences]]:
    """Actors of each batch as preferences on one issue, with no deal as far off as the scale allows."""
    for rows, columns in batches(weighing.counts):
        at = rows[:, None], columns
        yield (
            rows,
            Preferences(
                position=weighing.decisions.position[at][..., None],
                salience=weighing.salience[at][..., None],
                capability=weighing.capability[at],
                no_deal=np.full(columns.shape, _REMOTE),
                loss=loss,
            ),
        )


def _remote_nash(weighing: _Weighing, loss: float) -> Float[np.ndarray, " q"]:
    """Nash bargaining where no deal is worth the far end of the scale to everybody."""
    return _by_batch(weighing, lambda one: nash_on_a_scale(one, unanimous=False)[:, None], loss)


def _referenced_nash(weighing: _Weighing, unanimous: bool) -> Float[np.ndarray, " q"]:
    """Nash bargaining where no deal leaves things at the reference point; NaN where there is none."""
    reference = weighing.decisions.reference
    found = np.full(reference.shape, np.nan)
    for rows, preferences in _preferences(weighing, LINEAR):
        known = np.isfinite(reference[rows])
        kept = preferences.position[known], preferences.salience[known], preferences.capability[known]
        no_deal = -np.abs(kept[0][..., 0] - reference[rows][known, None])
        if known.any():
            found[rows[known]] = nash_on_a_scale(Preferences(*kept, no_deal=no_deal), unanimous)
    return found


def _challenged(weighing: _Weighing, reading: Reading) -> Float[np.ndarray, " q"]:
    """The challenge model's forecast; actors without salience stand by and are counted among those who stand."""
    decisions = weighing.decisions
    found = np.full(decisions.outcome.shape, np.nan)
    for rows, columns in batches(decisions.stated):
        at = rows[:, None], columns
        found[rows] = challenge(
            decisions.position[at], weighing.salience[at], weighing.capability[at], reading
        ).forecast
    return found
