"""Attacks by month in tables: totals with ranges, shares by reporting regime, and what a claim allows."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby, pairwise
from typing import Any, Final

from westphalia.attacks.shares import DownedShare
from westphalia.outcome.attacks import COVERED, FEWEST_ALIKE, AttackOutcome, MonthlyTotal, Score
from westphalia.report.tables import NO_RANGE, ONE_RUN, Cell, Row, Table, label
from westphalia.wording import MISSING, PERCENTAGE_POINTS, Unit, counted, listed, number, percent, written
from westphalia.world.attacks import REGIMES, AttackDay, Kind, Regime

_TOTAL: Final = "#how-attacks"
_SHARE: Final = "#how-downed"
_NEXT: Final = "#how-next-month"
_COUNT: Final = Unit(decimals=0)
_WORDS: Final[dict[Kind, str]] = {"drones": "Long-range drones", "missiles": "Missiles"}
_REGIME: Final[dict[Regime, str]] = {
    "destroyed only": "destroyed",
    "lost at times": "destroyed, on few days lost",
    "destroyed and lost": "destroyed or lost",
    "merged": "both in one figure",
}
CHANGED: Final = "reporting changed"
ONE_SIDE: Final = (
    "Every count, launched as well as downed, is an announcement of one side, the Ukrainian Air Force, as others "
    "digitised it: a claim by a party to the war, checked by nobody here."
)


def months_table(found: AttackOutcome, ident: str) -> Table:
    """Every month with its total, the range such totals have, what was announced as downed, and how."""
    return Table(
        id=f"{ident}-months",
        caption=f"{_WORDS[found.kind]} launched at Ukraine, by month, as announced by Ukraine's air force",
        corner="Month",
        columns=("launched", "downed", "share", "largest day", "days with none"),
        rows=tuple(_by_regime(found)),
        note=f"{ONE_SIDE} Lost: suppressed by jamming or gone astray. In brackets where the total of another month "
        f"of such days would lie with a chance of {percent(COVERED, 0)}: days differ far more than chance allows, and "
        "what one month says of their mean and scatter is itself uncertain. It supposes that the level "
        f"stays{_stayed(found)}. It is no error of counting. Beside a share: where those of months counted alike would "
        f"lie, given where {FEWEST_ALIKE} or more are: how far shares of fewer differ says nothing. “Reporting "
        "changed”: the share does not compare with the month before. On which day the largest count fell is not held. "
        "No places, times of day, models or routes are.",
        single_runs=True,
    )


def _stayed(found: AttackOutcome) -> str:
    """How often the month after lay in a month's range; nothing where no month follows one with a range."""
    inside = [
        one.low <= after.counts.launched <= one.high
        for one, after in pairwise(found.months)
        if one.low is not None and one.high is not None and after.counts.complete
    ]
    return f"; the month after lay in it {sum(inside)} times of {len(inside)}" if inside else ""


def _by_regime(found: AttackOutcome) -> Iterator[Row]:
    """The months in order, under a heading wherever the way of reporting changes."""
    for regime, months in groupby(found.months, key=lambda one: one.counts.regime):
        yield Row(f"Downed: {_REGIME[regime]}")
        yield from map(_month_row, months)


def _month_row(one: MonthlyTotal) -> Row:
    month = one.counts
    part = "" if month.complete else f", {month.days} days"
    spread = f"{one.low:,} to {one.high:,}" if one.low is not None and one.high is not None else NO_RANGE
    return Row(
        f"{month.month:%B %Y}{part}",
        (
            Cell(written(month.launched, _COUNT), spread, _TOTAL),
            Cell(written(month.stopped, _COUNT), NO_RANGE, _SHARE),
            _share(one),
            Cell(written(month.largest, _COUNT), NO_RANGE, _TOTAL),
            label(f"{month.zero_days} of {month.days}"),
        ),
    )


def _share(one: MonthlyTotal) -> Cell:
    if one.share is None:
        return label(MISSING)
    return Cell(percent(one.share, 0), CHANGED if one.reporting_changed else _share_spread(one), _SHARE)


def _share_spread(one: MonthlyTotal) -> str:
    if one.share_range is None:
        return NO_RANGE
    low, high = one.share_range
    return f"{percent(low, 0)} to {percent(high, 0)}"


def shares_table(found: AttackOutcome, ident: str) -> Table:
    """The downed share of each way of reporting, pooled over its months; a row is not to be compared with another."""
    rows = [
        Row(
            _REGIME[regime],
            (
                label(counted(months, "month")),
                Cell(percent(pooled.share, 1), _months_apart(found, regime), _SHARE),
                _correlation(pooled, months),
            ),
        )
        for regime in REGIMES
        if regime in found.shares
        for pooled, months in (found.shares[regime],)
    ]
    return Table(
        id=f"{ident}-shares",
        caption="Share announced as downed, by what counts as downed",
        corner="Counted",
        columns=("months", "share", "correlation"),
        rows=tuple(rows),
        note="In brackets the lowest and the highest month. Rows count different things and are never compared: a jump "
        "from one to the next is a change of reporting. A month within which reporting changed is in none. "
        "Correlation: of two attacks within one month, 0 for pure chance; left out of fewer than "
        f"{FEWEST_ALIKE} months, whose shares are too few to scatter.",
        single_runs=True,
    )


def _correlation(pooled: DownedShare, months: int) -> Cell:
    if months < FEWEST_ALIKE:
        return label(MISSING)
    return Cell(number(pooled.correlation, 3), ONE_RUN, _SHARE)


def _months_apart(found: AttackOutcome, regime: Regime) -> str:
    inside = [
        m.share for m in found.months if m.counts.regime == regime and not m.counts.changed and m.share is not None
    ]
    return f"{percent(min(inside), 0)} to {percent(max(inside), 0)}"


def scores_table(found: AttackOutcome, ident: str) -> Table | None:
    """How forecasts of monthly totals did, the share their ranges held too; None where too few months are known."""
    made = found.scores
    if made is None:
        return None
    left = f" {counted(made.undefined, 'month')} without a reference left out." if made.undefined else ""
    rows = [_score_row("a level that wanders", made.level)]
    if made.reference is not None:
        rows.append(_score_row("as many as in the last 28 days", made.reference))
    return Table(
        id=f"{ident}-scores",
        caption="Forecasts of monthly totals, each from the months before it",
        corner="Forecast",
        columns=("log score", "CRPS, counts", "totals in the range", "above it", "below it"),
        rows=tuple(rows),
        note=f"Scores are means over {counted(made.months, 'month')}; lower is better. A range that says "
        f"{percent(COVERED, 0)} should hold about {round(COVERED * made.months)} of them.{left} Nothing below a month "
        "is forecast.",
        single_runs=True,
    )


def _score_row(name: str, made: Score) -> Row:
    counts = (made.inside, made.above, made.below)
    cells = (number(made.log_score, 2), number(made.crps, 2), *(written(n, _COUNT) for n in counts))
    return Row(name, tuple(Cell(text, ONE_RUN, _NEXT) for text in cells))


def claims_table(ident: str) -> Table:
    """What a claim allows: what is kept of it, and what may be computed."""
    rule = (
        ("N launched, D downed, by the side attacked", "claimant, both numbers, kind",
         "a share, by reporting regime; both numbers are the claimant's"),
        ("D intercepted, without the number launched", "claimant, number, kind",
         "no share: there is no denominator"),
        ("N launched, by whoever launched them", "claimant, number, kind",
         "no share; may stand beside the other side's"),
        ("the largest attack so far", "claimant, number, kind",
         "the largest day of the months that had ended before; the day's own month is not over"),
        ("the largest month", "claimant, number, kind", "the largest total of the months that had ended before"),
    )  # fmt: skip
    return Table(
        id=f"{ident}-claims",
        caption="What a claim by a party to the war allows",
        corner="Claim",
        columns=("what is kept", "what may be computed"),
        rows=tuple(Row(claim, (label(kept), label(allowed))) for claim, kept, allowed in rule),
        note="A claim stays a claim: two claims that agree are still two claims.",
    )


def attack_lines(found: AttackOutcome) -> tuple[str, ...]:
    """The latest month and the next one's range in sentences."""
    latest = next((one for one in reversed(found.months) if one.counts.complete), found.months[-1])
    beyond = sum(one.beyond_chance for one in found.months)
    known = sum(one.dispersion is not None for one in found.months)
    lines = [
        ONE_SIDE,
        f"{_WORDS[found.kind]}, {latest.counts.month:%B %Y}: {latest.counts.launched:,} launched. In {beyond} of "
        f"{known} months days differ more than chance allows",
    ]
    lines.append(_share_line(found))
    if found.following is not None:
        ahead = found.following
        steady = "" if ahead.moves else " (no movement beyond chance is seen: the variance of its steps is 0)"
        lines.append(
            f"{ahead.month:%B %Y}, if the level wanders as it did{steady}: {ahead.low:,} to {ahead.high:,} in all "
            f"({percent(COVERED, 0)}), as likely above as below {ahead.median:,}{_held(found)}"
        )
    return tuple(lines)


def _held(found: AttackOutcome) -> str:
    """How many totals past ranges of the same kind held; nothing where none is scored."""
    made = found.scores
    if made is None:
        return ""
    past = made.level
    missed = listed(f"{n} {side}" for n, side in ((past.above, "above"), (past.below, "below")) if n)
    held = f"{past.inside} of {made.months} totals ({percent(past.inside / made.months, 0)})"
    return f". Past such ranges held {held}{f'; {missed}' if missed else ''}"


def _share_line(found: AttackOutcome) -> str:
    """The latest share's change on the month before, or that the two do not compare."""
    if found.share_change is None:
        return "Share announced as downed: reporting changed, or a month is missing, so the last two do not compare"
    points = written(found.share_change, PERCENTAGE_POINTS, 1)
    return f"Share announced as downed on the month before, counted alike: {points}"


def attack_json(found: AttackOutcome) -> dict[str, Any]:
    """The same as plain data; shares are fractions, null is not known."""
    ahead, made = found.following, found.scores
    return {
        "kind": found.kind,
        "claimant": "Ukrainian Air Force",
        "covered": COVERED,
        "months": [_month_json(one) for one in found.months],
        "regimes": [_regime_json(regime, *found.shares[regime]) for regime in REGIMES if regime in found.shares],
        "share_change": found.share_change,
        "next": None if ahead is None else asdict(ahead) | {"month": f"{ahead.month:%Y-%m}"},
        "scores": None
        if made is None
        else {
            "months": made.months, "undefined": made.undefined, **asdict(made.level),
            "reference": None if made.reference is None else asdict(made.reference),
        },
    }  # fmt: skip


def _month_json(one: MonthlyTotal) -> dict[str, Any]:
    month = one.counts
    return {
        "month": f"{month.month:%Y-%m}", "launched": month.launched, "low": one.low, "high": one.high,
        "no_range": one.why or None, "downed": month.downed, "lost": month.lost, "share": one.share,
        "share_range": None if one.share_range is None else list(one.share_range),
        "regime": month.regime, "reporting_changed": one.reporting_changed, "days": month.days,
        "zero_days": month.zero_days, "dispersion": one.dispersion, "beyond_chance": one.beyond_chance,
        "largest_day": month.largest,
    }  # fmt: skip


def _regime_json(regime: Regime, pooled: DownedShare, months: int) -> dict[str, Any]:
    return {"regime": regime, "months": months, "share": pooled.share, "correlation": pooled.correlation}


def largest_words(days: tuple[AttackDay, ...]) -> str:
    """The largest day of a file the user gave: with the day, as its own rows hold it."""
    top = max(days, key=lambda one: one.launched)
    return f"Largest day of the file: {top.day}, {top.launched:,} launched, {top.downed:,} destroyed"
