"""A defence target in a report → a proposed budget path."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from westphalia.errors import DataError
from westphalia.evidence.claims import Figure
from westphalia.scenario.proposal import Basis, Draft, LeftOpen, Place, proposal
from westphalia.scenario.short_names import short_name
from westphalia.units import per_cent
from westphalia.world.countries import countries
from westphalia.world.defence import DefenceShare, defence_spending, share_then
from westphalia.world.economies import LAST_YEAR, economies, macro

NO_DATE: Final = ", no date given"
NO_DATE_FROM: Final = 3
NO_DATE_TO: Final = 8
_PRINTED: Final = re.compile(r"\d+(?:[.,](\d+))?")
_TABLE_DIGITS: Final = 4
_SLACK: Final = 1e-9
ON_DEBT: Final = "all of the extra is paid by debt: how it is paid was not read in the report"
NOT_MODELLED: Final = (
    "the answer of interest rates and monetary policy to the spending",
    "what the money buys, and prices of defence goods that rise faster than others",
    "other plans announced before or since",
)


@dataclass(frozen=True)
class Start:
    """Where a path begins: year, share, the edition that says so, what it counts, in words, and claims."""

    year: int
    share: float
    edition: str
    definition: str
    note: str
    cited: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Arrival:
    """Years in which a target may be reached, whether the report gives the date, title words, what is assumed."""

    years: tuple[int, ...]
    dated: bool
    when: str
    note: str


def is_target(figure: Figure) -> bool:
    """Whether a share of GDP is aimed at: it says so, or it comes with a date of arrival, open or given."""
    return figure.role in ("to", "target") or (figure.role is None and (figure.by is not None or figure.no_date))


def draft_budget(place: Place, country: str, shares: Sequence[Place]) -> Draft:
    """The scenario of one country's target; raises LeftOpen where there is no start or no way to reckon.

    `shares` are the other defence shares of the readings, among which the report's own start is looked for.
    """
    _one_country(country)
    figure = place.figure
    start = _start(place, country, shares)
    reached = arrival(figure, start.year, place.report_date)
    lever: dict[str, object] = {
        "kind": "defence_budget",
        "name": f"{country.lower()}_defence",
        "country": country,
        "definition": start.definition,
        "edition": start.edition,
        "price_basis": "nominal",
        **_path(start, figure.normalised, reached),
    }
    if figure.normalised < start.share:
        lever["lower"] = True
    key = ("defence_budget", country, f"{figure.normalised:.6g}", reached.when)
    title = (
        f"{short_name(country).removeprefix('the ')}: defence to {percent_words(figure.normalised)} of GDP"
        f"{reached.when}"
    )
    notes = (reached.note, start.note, "the share rises in equal steps", ON_DEBT)
    return proposal(key, title, lever, Basis((place, *start.cited), notes, NOT_MODELLED))


def _one_country(country: str) -> None:
    if country not in countries():
        raise LeftOpen(f"{country} is not a country of the tables")
    if country not in economies() or macro(country).years[-1] < LAST_YEAR:
        raise LeftOpen(f"the outlook for GDP of {short_name(country)} does not reach {LAST_YEAR}")


def _path(start: Start, target: float, reached: Arrival) -> dict[str, object]:
    """The lever's path: two dated points, or the start with a target and the years in which it may be reached."""
    if reached.dated:
        return {"share": {start.year: start.share, reached.years[0]: target}}
    return {"share": {start.year: start.share}, "target": target, "reached": reached.years}


def arrival(figure: Figure, start: int, report: datetime.date) -> Arrival:
    """When a target is reached: on the report's date, else in each of the third to eighth year after the report."""
    day = (figure.by.end or figure.by.start) if figure.by else None
    if day is None:
        years = tuple(range(report.year + NO_DATE_FROM, report.year + NO_DATE_TO + 1))
        why = "the report gives no date" if figure.no_date else "no date was read in the report"
        if years[-1] > LAST_YEAR:
            raise LeftOpen(f"{why}, and arrival as late as {years[-1]} is beyond the horizon, {LAST_YEAR}")
        note = f"{why}, so arrival in each year from {years[0]} to {years[-1]} counts as equally likely"
        return Arrival(years, dated=False, when=NO_DATE, note=note)
    if day.year <= start:
        raise LeftOpen(f"the date of arrival, {day.year}, is not after the start of the path, {start}")
    if day.year > LAST_YEAR:
        raise LeftOpen(f"by {day.year} is beyond the horizon, {LAST_YEAR}")
    return Arrival(
        (day.year,), dated=True, when=f" by {day.year}", note=f"the target holds for the whole of {day.year}"
    )


def _start(place: Place, country: str, shares: Sequence[Place]) -> Start:
    """The share the path begins with: the edition's where the printed one rounds to it, else the printed one."""
    printed = _printed_start(place, country, shares)
    table = table_start(country, place.report_date)
    if printed is not None and (table is None or not _rounds_to(printed.figure, table.share)):
        return _as_printed(printed, table)
    if table is None:
        raise LeftOpen(f"no share of {short_name(country)} to start from, neither in the reports nor in the tables")
    rounded = f", to which the printed {printed.figure.span.text} rounds" if printed else ""
    note = f"the start is {percent_words(table.share)} of GDP in {table.year}, {table.edition}{rounded}"
    return Start(table.year, table.share, table.edition, table.definition, note, (printed,) if printed else ())


def _as_printed(printed: Place, table: DefenceShare | None) -> Start:
    """The start as a report prints it, with the table's figure beside it where it differs."""
    beside = f"; {table.edition} has {percent_words(table.share)} for {table.year}" if table else ", as no table has it"
    note = f"the start is {printed.figure.span.text} as the report prints it{beside}"
    on = printed.report_date
    return Start(on.year, printed.figure.normalised, f"report of {on}", "as-reported", note, (printed,))


def table_start(country: str, on: datetime.date) -> DefenceShare | None:
    """The latest year of the edition current on a day, to the digits it prints; None where no table has the country."""
    try:
        years = {row.year for row in defence_spending(country) if row.year <= on.year}
    except DataError:
        return None
    found = (share_then(country, year, on) for year in sorted(years, reverse=True))
    share = next(filter(None, found), None)
    return share and replace(share, share=round(share.share, _TABLE_DIGITS))


def _printed_start(place: Place, country: str, shares: Sequence[Place]) -> Place | None:
    """The country's share as printed: in the same report the one named “from”, else the nearest; else elsewhere."""
    same = [s for s in shares if country in s.figure.subject and s.figure.role in ("from", "current")]
    here = place.reading.document

    def distance(other: Place) -> tuple[bool, bool, int, int]:
        elsewhere = other.reading.document.sha256 != here.sha256
        days = abs((other.report_date - here.report_date).days)
        away = abs(other.figure.span.start - place.figure.span.start)
        return elsewhere, other.figure.role != "from", days, away

    return min(same, key=distance, default=None)


def _rounds_to(figure: Figure, share: float) -> bool:
    """Whether the printed figure is the share at the digits printed."""
    match = _PRINTED.search(figure.span.text)
    decimals = len(match[1] or "") if match else 0
    return abs(per_cent(share) - per_cent(figure.normalised)) <= 0.5 * 10.0**-decimals + _SLACK


def percent_words(share: float) -> str:
    """A share as per cent, without zeros nobody wrote: 2.5%."""
    return f"{per_cent(share):.6g}%"
