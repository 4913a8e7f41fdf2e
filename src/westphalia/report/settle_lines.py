"""One situation in a few sentences, with what they rest on before them and what is left out after them."""

from typing import Final

import numpy as np

from westphalia.report.settle_refusals import refusals_line
from westphalia.report.settle_swings import joint_line, swing_head, swing_value
from westphalia.report.settle_words import (
    UTILITY,
    about,
    actor_title,
    actor_titles,
    basis_of_no_deal,
    largest,
    must_agree,
    nearest_level,
    place_text,
    range_text,
    share_text,
    three_digits,
)
from westphalia.report.settle_zone import zone_line
from westphalia.settlement import Settlement
from westphalia.settlement.answers import Basis
from westphalia.wording import PERCENT, counted, day, listed, written
from westphalia.world.backtest import BASE, MIDDLE, Backtest, shipped_backtest

_POINTS: Final = 100
_CLEARLY: Final = 0.05
_BESIDE: Final = ("plain median", "weighted median", "challenge, pairwise")
_KEY: Final = (
    "Package: one level on every issue, a whole deal. No deal: what is left to each without one; what that is worth is "
    "coded with its range.",
    "Utility: from −1, nothing an actor wants comes about, to 0, all of it does. Points: from 0 to 100, the two ends "
    "of an issue's scale.",
    "Draw: every number taken once at random inside its range. A share of draws says how far the codings carry an "
    "answer, not how likely it comes about.",
    "Nash and Kalai–Smorodinsky: two rules for where those who must agree would meet, given what no deal is to each: "
    "the largest product of gains, and for each the same part of the most it could gain.",
    "Ruled out: a government has said in public that it will not accept it. In the models enough of something else "
    "makes up for it; whether it does, no model knows.",
)
_LEFT_OUT: Final = (
    "whether what leaders sign is ratified", "whether anybody can be held to it", "what each side hides",
    "what happens on the battlefield meanwhile", "links to matters outside the list of issues",
)  # fmt: skip


def key_lines() -> tuple[str, ...]:
    """The words of the answers, for who has not met them."""
    return _KEY


def title_line(of: Settlement) -> str:
    """What is negotiated, and as of which day it is coded."""
    return f"{of.situation.title}, as of {day(of.situation.date)}"


def origins_line(of: Settlement) -> str:
    """What share of the numbers is assumed: before any answer."""
    together, *kinds = of.origins.kinds
    parts = listed(f"{one.kind} {_assumed(one)}" for one in kinds)
    levels = sum(len(issue.levels) for issue in of.situation.issues)
    return (
        f"{together.assumed:,} of {together.number:,} numbers ({_assumed(together)}) are assumed, "
        f"{together.inferred:,} inferred from what was said and {together.stated:,} stated. Assumed, by kind: "
        f"{parts}. Where the {levels:,} levels lie on their scales is judgement too{_silent(of)}."
    )


def _silent(of: Settlement) -> str:
    """Who is silent on what, which counts as no interest in it."""
    pairs = len(of.situation.actors) * len(of.situation.issues)
    silent = pairs - len(of.situation.held)
    return f"; {silent} of {pairs} pairs of actor and issue have no position and count as no interest" if silent else ""


def _assumed(one: Basis) -> str:
    return written(one.assumed / one.number, PERCENT, 0)


def short_lines(of: Settlement) -> tuple[str, ...]:
    """In short: the compromise with both bands; what is agreed, how surely; who and what it hangs on; texts; doubts."""
    texts = (texts_line(of),) if of.texts else ()
    pivots = f"{pivotal_line(of)} {flips_line(of)} {joint_line(of)}"
    return compromise_line(of), packages_line(of), pivots, *texts, f"{models_line(of)} {skill_line()}"


def texts_line(of: Settlement) -> str:
    """Which texts on the table are better than no deal for all who must agree, how often, and who ruled out a part."""
    parts = []
    for one in of.texts:
        often = "" if one.probability is None else f" ({share_text(one.probability)} of draws)"
        left_out = ", though its own conditions rule it out" if one.package is None else ""
        who = dict.fromkeys(of.situation.actors[a].title for a, _ in one.crosses)
        crossed = f", though {listed(who)} ruled out a part of it in public" if who and one.agreed else ""
        parts.append(f"“{one.title}”: {'yes' if one.agreed else 'no'}{often}{left_out}{crossed}")
    return f"Texts on the table, better than no deal in this model for all who must agree? {'; '.join(parts)}."


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
    over = ""
    if found.inputs is not None and found.middle is not None:
        middle = place_text(issue, float(found.middle[q]))
        over = (
            f"{_range(of, q, found.inputs.low[q], found.inputs.high[q])} over the codings, {middle} in their middle; "
        )
    error = _range(of, q, found.model.low[q], found.model.high[q])
    near = nearest_level(issue, float(found.compromise[q]))
    return f"{issue.title}: {at}, nearest to “{near}” ({over}{error} with the model's historical error)"


def _range(of: Settlement, q: int, low: float, high: float) -> str:
    return range_text(of.situation.issues[q], low, high)


def packages_line(of: Settlement) -> str:
    """Whether any package is agreed, and how surely; or who leaves none, and how far the nearest is off."""
    if of.agreed.emptied is not None:
        return _nothing(of) + _draws_words(of)
    number = int(of.agreed.at_mode.sum())
    share = share_text(number, of.grid.number)
    count = (
        f"In this model {about(number)} of {about(of.grid.number)} packages ({share}) "
        f"{'is' if number == 1 else 'are'} better than no deal for all who must agree ({must_agree(of)}), at no-deal "
        f"values that are {basis_of_no_deal(of)}; such a package is called agreed here, and nobody has agreed to it."
    )
    hangs_on = f" {zone_line(of)}" if zone_line(of) else ""
    return f"{count}{refusals_line(of)}{hangs_on}{_draws_words(of)}"


def _nothing(of: Settlement) -> str:
    emptied = of.agreed.emptied
    if emptied is None:
        return ""
    sets = [actor_titles(of, one) for one in emptied.vetoes]
    by = f"it takes what no deal is to {' or to '.join(sets)} to leave none" if sets else "the votes never suffice"
    missing = listed(
        f"{actor_title(of, v)} {written(float(short), UTILITY)}" for v, short in enumerate(emptied.missing) if short > 0
    )
    return (
        f"In this model no package of {about(of.grid.number)} is better than no deal for all who must agree, at "
        f"no-deal values that are {basis_of_no_deal(of)}: {by}. The nearest falls short of no deal by "
        f"{written(emptied.concession, UTILITY)} of utility at most ({missing})."
    )


def _draws_words(of: Settlement) -> str:
    drawn, sure = of.agreed.drawn, of.agreed.robust
    if drawn is None or sure is None:
        return ""
    best = share_text(float(drawn.probability.max()))
    middle = about(int(drawn.size_quantiles[1]))
    low, high = (f"{int(three_digits(drawn.size_quantiles[k])):,}" for k in (0, 2))
    empty = f"in {share_text(drawn.empty)} of draws there is no package"
    empty = empty if drawn.empty else "in none of the draws is there no package"
    return (
        f" Over {len(drawn.sizes):,} draws of the codings {about(int(sure.sum()))} are agreed in nine of ten, the "
        f"surest in {best}; {empty}, and half of the draws have {middle} or more ({low} to {high} in four of "
        "five)."
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
    others = listed(f"{actor_title(of, v)} {about(int(found.without[v]))}" for v in vetoes if v != first)
    beside = f" ({others})" if others else ""
    return (
        f"Most packages hang on {actor_title(of, first)}: were it not asked, {about(int(found.without[first]))} "
        f"would be agreed in place of {about(found.size)}{beside}."
    )


def flips_line(of: Settlement) -> str:
    """Which number alone flips the answer, and at what value."""
    flips = [one for one in of.swings if one.flips_at is not None]
    words = "whether any package is agreed"
    if not flips:
        own = [one for one in of.swings if one.actor in of.deciding.actors]
        moved = sum(one.package_at is not None for one in own)
        return (
            f"No number alone, moved inside its range, flips {words}; {counted(moved, 'number')} of the {len(own)} of "
            "those who decide would change which package the Nash bargain settles on."
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


def skill_line() -> str:
    """How little the compromise model was better than saying nothing, by two measures, and on what that was seen."""
    held = shipped_backtest()
    base, middle = held.score(BASE), held.score(MIDDLE)
    mae, nothing, half = (f"{one * _POINTS:.1f}" for one in (base.mae, middle.mae, held.band.half_width))
    return (
        f"On {held.counts.issues} issues of EU laws the compromise model missed by {mae} points of 100 on average, "
        f"saying 50 on every issue by {nothing}: its skill is small, and four of five outcomes were within {half}. "
        f"{_other_measure(held)} These were laws made under qualified majority by parties that meet again and again; "
        "nothing of this kind was ever scored on a war or a trade war: take the error as a lower bound."
    )


def _other_measure(held: Backtest) -> str:
    """Which models were within a tenth of the scale more often, and what they miss by on average."""
    base = held.score(BASE)
    better = [one for one in held.scores if one.hits - base.hits > _CLEARLY and one.model.startswith(_BESIDE)]
    hits, misses = [one.hits for one in better], [one.mae * _POINTS for one in better]
    return (
        f"By another measure others did better: within 10 points were {written(base.hits, PERCENT, 0)} of its "
        f"forecasts, {written(min(hits), PERCENT, 0)} to {written(max(hits), PERCENT, 0)} of the medians' and of the "
        f"challenge model's by pairwise votes, which missed by {min(misses):.0f} to {max(misses):.0f} on average."
    )


def limit_lines(of: Settlement) -> tuple[str, ...]:
    """What is left out: of every situation, and of this one."""
    return (*of.situation.not_modelled, *(one for one in _LEFT_OUT if not of.situation.not_modelled))
