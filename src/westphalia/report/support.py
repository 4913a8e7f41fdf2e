"""Aid to Ukraine by donor and year from one release of the tracker: three measures, shares of GDP, release said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from westphalia.errors import DataError, UsageError
from westphalia.report.names import Link, country_name
from westphalia.report.tables import Cell, Row, Table, label
from westphalia.wording import MISSING, SHARE, currency_unit, day, written
from westphalia.world.aid import (
    INSTITUTIONS,
    MEASURES,
    PARTS,
    YEAR_END,
    Amounts,
    EuAs,
    Period,
    Tracker,
    group_total,
    one_of_each,
)

_HOW: Final = "#how-aid"
_EURO: Final = currency_unit("EUR")
NOT_HELD: Final = "not held"
ALL: Final = "all donors"


@dataclass(frozen=True)
class Given:
    """One donor or group: sums by year and over the whole span in bn EUR, and its output of 2021."""

    code: str
    name: str
    by_year: Mapping[int, Amounts]
    total: Amounts
    gdp: float | None

    @property
    def share(self) -> float | None:
        """Allocations of the span over the output of 2021, as the tracker divides; None without an output."""
        return None if self.gdp is None else self.total.allocated / self.gdp


@dataclass(frozen=True)
class Support:
    """What a release holds of some donors up to a month, with the EU's aid counted one way."""

    tracker: Tracker
    span: Period
    eu: EuAs
    rows: tuple[Given, ...]
    together: Given | None


def support(tracker: Tracker, asked: Sequence[str], span: Period, eu: EuAs) -> Support:
    """Sums of the donors and groups asked for, all of them without any, the largest first; and all together.

    No donor stands in two of those asked for; the EU's institutions are a donor only where `eu` says so.
    """
    if eu == "members" and INSTITUTIONS in asked:
        raise UsageError(f"{INSTITUTIONS}: its aid is charged to the members here. Write --eu donor to show it.")
    sums = _Sums(tracker, span, eu)
    known = tuple(sums.whole)
    absent = [code for code in asked if not set(_codes(code)) & set(known)]
    if absent:
        raise UsageError(
            f"{absent[0]}: release {tracker.release} follows nobody of it. It has {len(known)} donors: "
            f"{', '.join(known[:12])} …"
        )
    rows = [sums.of(code, _name(code), _codes(code)) for code in asked or known]
    rows = rows if asked else sorted(rows, key=lambda row: -row.total.allocated)
    everybody = one_of_each(asked) if asked else known
    together = sums.of(ALL, "Together" if asked else "All donors", everybody) if len(rows) > 1 else None
    return Support(tracker, span, eu, tuple(rows), together)


def _codes(code: str) -> tuple[str, ...]:
    try:
        return one_of_each((code,))
    except DataError as unknown:
        raise UsageError(f"donor: {unknown}") from None


def _name(code: str) -> str:
    return "EU institutions" if code == INSTITUTIONS else country_name(code)


class _Sums:
    """A tracker's sums of a span and of its years, looked up once."""

    def __init__(self, tracker: Tracker, span: Period, eu: EuAs) -> None:
        ends = {year: span.through if year == span.last else YEAR_END for year in range(span.first, span.last + 1)}
        self.whole = tracker.totals(span, eu)
        self._years = {year: tracker.totals(Period(year, year, end), eu) for year, end in ends.items()}
        self._gdp = tracker.gdp

    def of(self, code: str, name: str, codes: Sequence[str]) -> Given:
        """What some donors gave together."""
        gdp = [self._gdp[each] for each in codes if each in self._gdp]
        by_year = {year: group_total(totals, codes) for year, totals in self._years.items()}
        return Given(code, name, by_year, group_total(self.whole, codes), sum(gdp) if gdp else None)


def support_table(found: Support) -> Table:
    """Allocations by year, their sum by type, commitments, disbursements, and the share of GDP."""
    span = found.span
    part_year = "" if span.through == YEAR_END else f" to month {span.through}"
    years = [f"{year}{part_year if year == span.last else ''}" for year in range(span.first, span.last + 1)]
    rows = [*([found.together] if found.together else []), *found.rows]
    return Table(
        id="support",
        caption=f"Aid to Ukraine, {span.words}: release {found.tracker.release} of the Kiel tracker",
        corner="Donor",
        columns=(*years, *MEASURES, *PARTS, "share of GDP"),
        rows=tuple(Row(row.name, _cells(row)) for row in rows),
        note=_note(found),
        links=(Link("how aid is measured", _HOW),),
        single_runs=True,
    )


def _cells(row: Given) -> tuple[Cell, ...]:
    sums = (row.total.measured(measure) for measure in MEASURES)
    return (
        *(_money(each.allocated) for each in row.by_year.values()),
        *(label(NOT_HELD) if x is None else _money(x) for x in sums),
        *(_money(getattr(row.total, part)) for part in PARTS),
        label(MISSING) if row.share is None else Cell(written(row.share, SHARE), "", _HOW),
    )


def _money(value: float) -> Cell:
    return Cell(written(value, _EURO), "", _HOW)


def _note(found: Support) -> str:
    tracker = found.tracker
    released = f", released {day(tracker.released)}" if tracker.released else ""
    union = {
        "donor": "The EU's institutions are a donor of their own; what they gave is in no member's sum.",
        "members": "What the EU's institutions gave is charged to the members, with one key for all years, and stands "
        "nowhere else.",
    }[found.eu]
    return (
        f"€bn. Years: allocations. Release {tracker.release}{released}, data to month {tracker.data_to[1]} of "
        f"{tracker.data_to[0]}; other releases have other sums for the same months. {union} Military, financial and "
        "humanitarian are parts of allocations. Disbursements are not held for all donors. Share of GDP: "
        "allocations of the whole span over the output of 2021, as the tracker divides."
    )


def support_json(found: Support) -> dict[str, Any]:
    """The same numbers as plain data, bn EUR; None where a measure is not held."""
    return {
        "release": found.tracker.release,
        "source": found.tracker.source,
        "data_to": "{}-{:02d}".format(*found.tracker.data_to),
        "to": f"{found.span.last}-{found.span.through:02d}",
        "eu": found.eu,
        "unit": "EUR bn",
        "donors": [_row_json(row) for row in found.rows],
        "together": _row_json(found.together) if found.together else None,
    }


def _row_json(row: Given) -> dict[str, Any]:
    return {
        "donor": row.code,
        "name": row.name,
        "years": [{"year": year} | _amounts(each) for year, each in row.by_year.items()],
        "total": _amounts(row.total),
        "gdp_2021": row.gdp,
        "share_of_gdp": row.share,
    }


def _amounts(given: Amounts) -> dict[str, float | None]:
    return {name: getattr(given, name) for name in PARTS} | {name: given.measured(name) for name in MEASURES}
