"""What moves the answers: every coded number alone from its lowest to its highest, and the values that flip them."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from westphalia.report.names import Link
from westphalia.report.settle_words import UTILITY, about, issue_heads, place_text, unit_of, value_of
from westphalia.report.tables import Cell, Row, Table, label
from westphalia.settlement import Settlement
from westphalia.settlement.answers import Swing
from westphalia.wording import MISSING, PERCENT, Unit, counted, with_range, written

TORNADO: Final = "#how-tornado"
_MOST: Final = 12
_WHOLE_FROM: Final = 10
_FINEST: Final = 0.001


def swing_head(of: Settlement, one: Swing) -> str:
    """Whose number it is, and which."""
    return f"{of.situation.actors[one.actor].title}: {_which(of, one)}"


def _which(of: Settlement, one: Swing) -> str:
    return one.kind if one.issue is None else f"{one.kind}, {issue_heads(of)[one.issue]}"


def swing_value(of: Settlement, one: Swing, value: float) -> str:
    """A value of the number that was moved, in the units it is coded in."""
    return written(_as_coded(of, one, value), _unit(of, one))


def coded(of: Settlement, one: Swing) -> str:
    """The number as it is coded, with its range."""
    low, mode, high = (_as_coded(of, one, value) for value in one.values)
    return with_range(mode, low, high, _unit(of, one))


def _as_coded(of: Settlement, one: Swing, value: float) -> float:
    """A place on its scale, or a salience before it was divided by the largest."""
    if one.issue is None:
        return value
    if one.kind == "position":
        return value_of(of.situation.issues[one.issue], value)
    held = of.situation.held[of.situation.actor_names[one.actor], of.situation.issue_names[one.issue]]
    return value * held.salience.mode / one.values[1]


def _unit(of: Settlement, one: Swing) -> Unit:
    if one.kind == "position" and one.issue is not None:
        return unit_of(of.situation.issues[one.issue])
    if one.kind == "no deal":
        return UTILITY
    return Unit(decimals=0 if _as_coded(of, one, one.values[0]) >= _WHOLE_FROM else 1)


def widest(swings: Iterable[Swing]) -> list[Swing]:
    """Those that move the compromise most, the most first."""
    return sorted(swings, key=lambda one: -abs(one.compromise[2] - one.compromise[0]))


def decisive(swings: Iterable[Swing]) -> list[Swing]:
    """Those that change which packages are agreed: those that flip the answer first, then by how many more or fewer."""
    changed = [one for one in swings if len(set(one.agreed)) > 1 or one.package_at is not None]
    return sorted(changed, key=lambda one: (one.flips_at is None, -abs(one.agreed[2] - one.agreed[0])))


def point_swings_table(of: Settlement, ident: str, issue: int | None = None) -> Table:
    """The numbers that move the compromise most, on one issue or on all."""
    chosen = of.swings if issue is None else of.swings_on(issue)
    rows = tuple(_point_row(of, one, alone=issue is not None) for one in widest(chosen)[:_MOST])
    return Table(
        id=f"{ident}-tornado",
        caption="What moves the compromise most: one number alone from its lowest to its highest",
        corner="Whose",
        columns=("number", "coded", "at its lowest", "as coded", "at its highest"),
        rows=rows,
        note=f"{_rest(len(chosen))}All other numbers stay at their likeliest. A capability moves every issue: shown is "
        "the one it moves most.",
        links=(Link("how numbers are moved", TORNADO),),
        single_runs=True,
    )


def _rest(number: int) -> str:
    return f"The first {_MOST} of {counted(number, 'number')} with a range. " if number > _MOST else ""


def _point_row(of: Settlement, one: Swing, *, alone: bool) -> Row:
    issue = of.situation.issues[one.on]
    ends = (Cell(place_text(issue, place), "", TORNADO) for place in one.compromise)
    on = "" if one.issue is not None else f", on {issue_heads(of)[one.on]}"
    return Row(
        of.situation.actors[one.actor].title,
        (label(one.kind if alone else _which(of, one) + on), label(coded(of, one)), *ends),
    )


def package_swings_table(of: Settlement, ident: str) -> Table:
    """The numbers that change which packages are agreed, and the values at which the answer flips."""
    found = decisive(of.swings)
    return Table(
        id=f"{ident}-flips",
        caption="What flips the answer: one number of those who decide alone from its lowest to its highest",
        corner="Whose",
        columns=(
            "number",
            "coded",
            "agreed at its lowest",
            "at its highest",
            "answer flips at",
            "the Nash package changes at",
        ),
        rows=tuple(_package_row(of, one) for one in found[:_MOST]),
        note=f"{_rest(len(found))}Agreed as coded: {int(of.agreed.at_mode.sum()):,} packages. The answer is whether "
        f"any package is agreed; {_flips(of)} In the last column the value nearest to the coded one at which the Nash "
        f"bargain settles on another package. {joint_line(of)}",
        links=(Link("how numbers are moved", TORNADO),),
        single_runs=True,
    )


def joint_line(of: Settlement) -> str:
    """What moving all values of no deal together does to the count, and how small a move changes the Nash package."""
    lowest, highest = (about(number) if number else "none" for number in (of.joint.lowest, of.joint.highest))
    return (
        "Moved together, the no-deal values of those who decide change the count: with all at their lowest "
        f"packages agreed are {lowest}, with all at their highest {highest}.{_smallest(of)}"
    )


def _smallest(of: Settlement) -> str:
    """The smallest move of one number that changes the Nash package, in parts of itself or of its scale."""
    found = [(relative_move(one), one) for one in of.swings if one.package_at is not None]
    if not found:
        return ""
    share, one = min(found, key=lambda pair: pair[0])
    size = f"under {written(_FINEST, PERCENT)}" if share < _FINEST else written(share, PERCENT)
    whole = "its scale" if one.kind == "position" else "itself"
    whose, value = swing_head(of, one), swing_value(of, one, one.values[1])
    return (
        f" The smallest move of one number that changes the Nash package: {whose}, coded {value}, by {size} of {whole}."
    )


def relative_move(one: Swing) -> float:
    """How far from the coded value the Nash package changes, in parts of it: of a position, in parts of its scale."""
    if one.package_at is None:
        return np.inf
    moved = abs(one.package_at - one.values[1])
    return moved if one.kind == "position" else moved / abs(one.values[1]) if one.values[1] else np.inf


def _flips(of: Settlement) -> str:
    number = sum(one.flips_at is not None for one in of.swings)
    return f"{counted(number, 'number')} alone can flip it." if number else "no number alone flips it inside its range."


def _package_row(of: Settlement, one: Swing) -> Row:
    return Row(
        of.situation.actors[one.actor].title,
        (
            label(_which(of, one)),
            label(coded(of, one)),
            *(Cell(f"{number:,}", "", TORNADO) for number in (one.agreed[0], one.agreed[2])),
            *(label(_changes(of, one, value), TORNADO) for value in (one.flips_at, one.package_at)),
        ),
    )


def _changes(of: Settlement, one: Swing, value: float | None) -> str:
    """The value at which an answer changes, or in words that it does with the least move looked at."""
    if value is None:
        return MISSING
    words = swing_value(of, one, value)
    return "the least move" if words == swing_value(of, one, one.values[1]) else words
