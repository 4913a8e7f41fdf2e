"""One situation in a few sentences, with what they rest on before them and what is left out after them."""

from typing import Final

import numpy as np

from westphalia.report.settle_refusals import refusals_line
from westphalia.report.settle_swings import swing_head, swing_value
from westphalia.report.settle_words import (
    UTILITY,
    actor_title,
    actor_titles,
    largest,
    nearest_level,
    place_text,
    share_text,
    unit_of,
    value_of,
)
from westphalia.report.settle_zone import zone_line
from westphalia.settlement import Settlement
from westphalia.settlement.answers import Basis
from westphalia.wording import PERCENT, counted, day, listed, places, range_words, written
from westphalia.world.backtest import ModelError, model_error

_POINTS: Final = 100
_LEFT_OUT: Final = (
    "whether what leaders sign is ratified", "whether anybody can be held to it", "what each side hides",
    "what happens on the battlefield meanwhile", "links to matters outside the list of issues",
)  # fmt: skip


def title_line(of: Settlement) -> str:
    """What is negotiated, and as of which day it is coded."""
    return f"{of.situation.title}, as of {day(of.situation.date)}"


def origins_line(of: Settlement) -> str:
    """What share of the numbers is assumed: before any answer."""
    together, *kinds = of.origins.kinds
    parts = listed(f"{one.kind} {_assumed(one)}" for one in kinds)
    inferred, stated = (written(n / together.number, PERCENT, 0) for n in (together.inferred, together.stated))
    return (
        f"Of {together.number:,} numbers {_assumed(together)} are assumed, {inferred} inferred from what was said and "
        f"{stated} stated. Assumed, by kind: {parts}."
    )


def _assumed(one: Basis) -> str:
    return written(one.assumed / one.number, PERCENT, 0)


def short_lines(of: Settlement) -> tuple[str, ...]:
    """In short: the compromise with both bands; what is agreed, how surely; who and what it hangs on; texts; doubts."""
    texts = (texts_line(of),) if of.texts else ()
    pivots = f"{pivotal_line(of)} {flips_line(of)}"
    return compromise_line(of), packages_line(of), pivots, *texts, f"{models_line(of)} {skill_line()}"


def texts_line(of: Settlement) -> str:
    """Which texts on the table are agreed at the likeliest coding, and how often."""
    parts = []
    for one in of.texts:
        often = "" if one.probability is None else f", in {share_text(one.probability)} of draws"
        ruled_out = ", though its own conditions rule it out" if one.package is None else ""
        parts.append(f"“{one.title}” {'is' if one.agreed else 'is not'}{often}{ruled_out}")
    return f"Texts on the table agreed at the likeliest coding: {'; '.join(parts)}."


def issue_lines(of: Settlement, issue: int) -> tuple[str, ...]:
    """One issue in short: the compromise with both bands, and what the model is worth."""
    point = _point(of, issue)
    return f"Given these coded positions, the compromise model implies for {point}.", skill_line()


def compromise_line(of: Settlement) -> str:
    """What the compromise model implies where positions are furthest apart, with its two bands."""
    parts = [_point(of, q) for q in largest(of.points.spread)]
    return (
        f"Given these coded positions, the compromise model implies, where they are furthest apart, {'; '.join(parts)}."
    )


def _point(of: Settlement, q: int) -> str:
    issue, found = of.situation.issues[q], of.points
    at = place_text(issue, float(found.compromise[q]))
    over = (
        "" if found.inputs is None else f"{_range(of, q, found.inputs.low[q], found.inputs.high[q])} over the codings, "
    )
    error = _range(of, q, found.model.low[q], found.model.high[q])
    near = nearest_level(issue, float(found.compromise[q]))
    return f"{issue.title}: {at}, nearest to “{near}” ({over}{error} with the model's historical error)"


def _range(of: Settlement, q: int, low: float, high: float) -> str:
    issue = of.situation.issues[q]
    unit, ends = unit_of(issue), (value_of(issue, low), value_of(issue, high))
    return range_words(*ends, unit, places(ends, unit))


def packages_line(of: Settlement) -> str:
    """Whether any package is agreed, and how surely; or who leaves none, and how far the nearest is off."""
    if of.agreed.emptied is not None:
        return _nothing(of) + _draws_words(of)
    number = int(of.agreed.at_mode.sum())
    vetoes = [actor_title(of, int(v)) for v in np.flatnonzero(of.deciding.rule.veto)]
    who = listed([*vetoes, "votes enough"] if of.rule.quota else vetoes)
    share = share_text(number, of.grid.number)
    count = f"Of {of.grid.number:,} packages {number:,} ({share}) have the consent of {who}."
    hangs_on = f" {zone_line(of)}" if zone_line(of) else ""
    return f"{count}{refusals_line(of)}{hangs_on}{_draws_words(of)}"


def _nothing(of: Settlement) -> str:
    emptied = of.agreed.emptied
    if emptied is None:
        return ""
    sets = [actor_titles(of, one) for one in emptied.vetoes]
    by = f"it takes the refusal of {' or of '.join(sets)} to leave none" if sets else "the votes never suffice"
    missing = listed(
        f"{actor_title(of, v)} {written(float(short), UTILITY)}" for v, short in enumerate(emptied.missing) if short > 0
    )
    return (
        f"No package of {of.grid.number:,} is accepted by all who must agree: {by}. The nearest to agreement falls "
        f"short of no deal by {written(emptied.concession, UTILITY)} of utility at most ({missing})."
    )


def _draws_words(of: Settlement) -> str:
    drawn, sure = of.agreed.drawn, of.agreed.robust
    if drawn is None or sure is None:
        return ""
    best = share_text(float(drawn.probability.max()))
    low, middle, high = (f"{int(one):,}" for one in drawn.size_quantiles)
    return (
        f" Over {len(drawn.sizes):,} draws of the codings {int(sure.sum()):,} are agreed in nine of ten, the "
        f"surest in {best}, and in {share_text(drawn.empty)} of draws none is; half of the draws have "
        f"{middle} or more ({low} to {high} in four of five)."
    )


def pivotal_line(of: Settlement) -> str:
    """Who among those who decide costs the others most packages."""
    found = of.agreed.pivots
    vetoes = [int(v) for v in np.flatnonzero(of.deciding.rule.veto)]
    if not vetoes:
        return "Nobody has a veto, so nobody is pivotal alone."
    first = max(vetoes, key=lambda v: int(found.without[v]))
    if found.without[first] == found.size:
        return "No single veto changes how many packages are agreed."
    others = listed(f"{actor_title(of, v)} {int(found.without[v]):,}" for v in vetoes if v != first)
    beside = f" ({others})" if others else ""
    return (
        f"Most packages hang on {actor_title(of, first)}: were it not asked, {int(found.without[first]):,} would be "
        f"agreed in place of {found.size:,}{beside}."
    )


def flips_line(of: Settlement) -> str:
    """Which number alone flips the answer, and at what value."""
    flips = [one for one in of.swings if one.flips_at is not None]
    words = "whether any package is agreed"
    if not flips:
        moved = sum(one.package_at is not None for one in of.swings)
        return (
            f"No number alone, moved inside its range, flips {words}; {counted(moved, 'number')} of {len(of.swings)} "
            "would change which package the Nash bargain settles on."
        )
    parts = [f"{swing_head(of, one)} at {swing_value(of, one, one.flips_at or 0.0)}" for one in flips[:3]]
    return f"{counted(len(flips), 'number').capitalize()} alone can flip {words}: {'; '.join(parts)}."


def models_line(of: Settlement) -> str:
    """Where the models differ most."""
    by_model = _by_model(of)
    lowest, highest = np.nanmin(by_model, axis=0), np.nanmax(by_model, axis=0)
    apart = highest - lowest
    q = int(np.argmax(apart))
    return (
        f"Models disagree by up to {round(float(apart[q]) * _POINTS)} points of 100, on "
        f"{of.situation.issues[q].title} ({_range(of, q, lowest[q], highest[q])}), and by "
        f"{round(float(np.median(apart)) * _POINTS)} on the issue in the middle."
    )


def _by_model(of: Settlement) -> np.ndarray:
    """Places of every model shown, a row each."""
    found = of.points
    rows = [found.compromise, found.median, found.mean, found.equal_capability, *of.readings.forecast.T]
    rows += [one for one in (of.bargain.nash, of.bargain.kalai_smorodinsky) if one is not None]
    return np.stack(rows)


def skill_line(error: ModelError | None = None) -> str:
    """How little the compromise model was better than saying nothing, and on what that was seen."""
    held = model_error() if error is None else error
    mae, middle, half = (f"{one * _POINTS:.1f}" for one in (held.mae, held.mae_middle, held.half_width))
    return (
        f"On {held.issues} issues of EU laws the compromise model missed by {mae} points of 100 on average, saying 50 "
        f"on every issue by {middle}: its skill is small, and four of five outcomes were within {half}. {held.note}"
    )


def limit_lines(of: Settlement) -> tuple[str, ...]:
    """What is left out: of every situation, and of this one."""
    return (*of.situation.not_modelled, *(one for one in _LEFT_OUT if not of.situation.not_modelled))
