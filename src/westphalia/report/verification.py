"""Published numbers beside ours, grouped by what a match is worth: only a formula fixed on others' data confirms."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Any, Final

from westphalia.check.verification import Verified, failed, standings
from westphalia.report.tables import NO_RANGE, ONE_RUN, Cell, Row, Table, label
from westphalia.wording import CHANGE, MISSING, SHARE, Unit, currency_unit, listed, written
from westphalia.world.load import sources

_CONFIRM_NOTHING: Final = ("same data", "chosen knowing the answer", "identity")
_ORDER: Final = ("unexpected", "confirms", "misses", *_CONFIRM_NOTHING)
_UNITS: Final[Mapping[str, Unit]] = MappingProxyType(
    {
        "share of GDP": SHARE,
        "persons": Unit(decimals=0),
        "USD/EUR": Unit(decimals=4),
    }
)


def verification_table(rows: Sequence[Verified]) -> Table:
    """Every row with the published figure and ours: what confirms first, what cannot confirm after it."""
    shown = [_row(row) for standing in _ORDER for row in rows if row.standing == standing]
    return Table(
        id="verification",
        caption="Published numbers recomputed",
        corner="Row, formula chosen",
        columns=("what was published", "published", "ours", "difference", "outcome"),
        rows=(*shown, *_left_out(rows)),
        note=summary(rows),
    )


def computation_table(rows: Sequence[Verified]) -> Table:
    """How each row was computed, what other settings give, and on whose word the published figure stands."""
    shown = [row for row in rows if row.ours is not None]
    return Table(
        id="verification-how",
        caption="How each was recomputed, and what other settings give",
        corner="Row",
        columns=("computed as", "other settings tried", "published in, known how"),
        rows=tuple(Row(row.id, (label(_how(row)), label(_tried(row)), label(_source(row)))) for row in shown),
    )


def verification_rows(rows: Sequence[Verified]) -> list[dict[str, Any]]:
    """Every row as plain data, shares as fractions; `standing` is what it counts as."""
    return [asdict(row) | {"standing": row.standing} for row in rows]


def summary(rows: Sequence[Verified]) -> str:
    """How many confirm, how many that agree are not counted as confirmations, and why each miss misses."""
    counts = standings(rows)
    same, chosen, alike = (counts[standing] for standing in _CONFIRM_NOTHING)
    lines = (
        f"Formula fixed beforehand, and agrees within 8% or the rounding of the figure: {counts['confirms']}.",
        f"Known misses: {counts['misses']}.",
        f"Agree but confirm nothing: {same} added up from the publisher's own data, {chosen} chosen knowing the "
        f"answer, {alike} true by construction.",
        f"Not computed in this release: {counts['not computed']}.",
        *(f"{row.id} {row.expected}." for row in rows if row.standing == "misses"),
        *(f"{row.id} is not as expected: {row.expected}." for row in failed(rows)),
    )
    return " ".join(lines)


def _row(row: Verified) -> Row:
    unit = _unit(row.unit)
    ours, apart = (math.nan if value is None else value for value in (row.ours, row.difference))
    numbers = Cell(written(ours, unit), ONE_RUN), Cell(written(apart, CHANGE, 1), ONE_RUN)
    published = Cell(written(row.published, unit), NO_RANGE)
    chosen = {"misses": "known miss", "same data": "same data"}.get(row.standing, row.selection)
    return Row(f"{row.id} {chosen}", (label(_claim(row)), published, *numbers, label(_outcome(row))))


def _outcome(row: Verified) -> str:
    """The outcome; agreement that cannot confirm says so."""
    return f"{row.outcome}, confirms nothing" if row.standing in _CONFIRM_NOTHING else row.outcome


def _left_out(rows: Sequence[Verified]) -> tuple[Row, ...]:
    """The rows without a number of ours, one line for each reason."""
    by_reason: dict[str, list[str]] = {}
    for row in rows:
        if row.ours is None:
            by_reason.setdefault(row.how, []).append(row.id)
    dashes = (label(MISSING),) * 3
    return tuple(
        Row("not computed", (label(f"{listed(ids)}: {why}"), *dashes, label("not computed")))
        for why, ids in by_reason.items()
    )


def _unit(words: str) -> Unit:
    if words.endswith(" bn"):
        return currency_unit(words.removesuffix(" bn"))
    return _UNITS.get(words, Unit(after=f" {words}"))


def _claim(row: Verified) -> str:
    return row.claim.replace(" ->", "→").replace("->", "→")


def _tried(row: Verified) -> str:
    return "; ".join(f"{setting.words}: {written(setting.value, _unit(row.unit))}" for setting in row.tried) or MISSING


def _how(row: Verified) -> str:
    same = f"; {row.same_data}" if row.same_data else ""
    return f"{row.how}{same} ({row.remark})" if row.remark else f"{row.how}{same}"


def _source(row: Verified) -> str:
    publisher = next((source.publisher for source in sources() if source.id == row.source), "")
    return f"{publisher}, {row.source}: {row.provenance}" if publisher else row.provenance
