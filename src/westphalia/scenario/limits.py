"""What a scenario may ask of the tables behind it: years the outlook and the horizon hold."""

from types import MappingProxyType
from typing import Final

from westphalia.errors import DataError
from westphalia.scenario.levers import DefenceBudget, Lever
from westphalia.scenario.levers.base import Misplaced
from westphalia.scenario.levers.dated import Dated
from westphalia.scenario.starts import starts
from westphalia.world.countries import countries
from westphalia.world.economies import LAST_YEAR, economies, macro
from westphalia.world.load import BASES, load_baseline

FIRST_YEAR: Final = 2019
"""First year of the outlook for GDP; the last is `LAST_YEAR`."""
_FIRST_OF_OLDER: Final = MappingProxyType({"WEO-2025-04": 2021})


def base_is_held(base: str) -> str:
    """The base, once it is one that ships or a folder that can be read."""
    if base not in BASES:
        try:
            load_baseline(base)
        except (DataError, OSError) as error:
            raise ValueError(str(error)) from None
    return base


def years_of(outlook: str) -> tuple[int, int]:
    """First and last year of an edition of the outlook, its assumed years counted."""
    return _FIRST_OF_OLDER.get(outlook, FIRST_YEAR), LAST_YEAR


def horizon_is_held(horizon: tuple[int, int], outlook: str) -> None:
    """Refuse a horizon that runs backward or leaves the years of the outlook."""
    (first, last), (begin, end) = horizon, years_of(outlook)
    if first > last:
        raise Misplaced(("horizon",), f"{first}–{last} runs backward. Write [first year, last year]")
    if first < begin or last > end:
        raise Misplaced(
            ("horizon",), f"{first}–{last} leaves the outlook for GDP, {begin}–{end}. Write years within it"
        )


def years_are_held(k: int, lever: Lever, horizon: tuple[int, int], outlook: str) -> None:
    """Refuse a budget with a year before the outlook of its country or beyond the horizon."""
    if not isinstance(lever, DefenceBudget):
        return
    path = ("levers", k)
    known = economies(outlook)
    for code, points in starts(lever).points.items():
        if lever.is_group and code not in known:
            continue
        first, last = _outlook(code, path, outlook)
        if last < horizon[1]:
            raise Misplaced((*path, "country"), f"the outlook for GDP of {_name(code)} ends in {last}, before "
                            f"the horizon, {horizon[1]}. Choose another country or a shorter horizon")  # fmt: skip
        if min(points) < first:
            field = "share" if lever.share else "start"
            raise Misplaced((*path, field), f"{min(points)} is before the outlook for GDP of {_name(code)}, "
                            f"{first}–{last}. Begin in a year within it")  # fmt: skip
    for field, years in (("share", tuple(lever.share)), ("reached", lever.reached)):
        if max(years, default=first) > horizon[1]:
            raise Misplaced((*path, field), _beyond(max(years), horizon))


def _beyond(year: int, horizon: tuple[int, int]) -> str:
    first, last = horizon
    if year > LAST_YEAR:
        return f"{year} is beyond the outlook for GDP, which ends in {LAST_YEAR}. Name years up to {last}"
    return f"{year} is beyond the horizon, {last}. Name earlier years, or set horizon to [{first}, {year}]"


def _outlook(country: str, path: tuple[str | int, ...], outlook: str) -> tuple[int, int]:
    try:
        years = macro(country, outlook).years
    except DataError as error:
        raise Misplaced((*path, "country"), str(error)) from None
    return int(years[0]), int(years[-1])


def _name(country: str) -> str:
    return countries()[country].name


def dates_are_held(k: int, lever: Lever, horizon: tuple[int, int]) -> None:
    """Refuse a dated lever that begins after the horizon, ends before it, or is dated beyond it."""
    if not isinstance(lever, Dated):
        return
    path, (first, last) = ("levers", k), horizon
    if lever.from_ is not None and lever.from_ > last:
        raise Misplaced((*path, "from"), _beyond(lever.from_, horizon))
    if lever.until is not None and lever.until > last:
        raise Misplaced((*path, "until"), f"{_beyond(lever.until, horizon)}, or leave it out")
    if lever.until is not None and lever.until < first:
        raise Misplaced((*path, "until"), f"{lever.until} is before the horizon, {first}–{last}, so that the lever is "
                        "never in force. Drop the lever or begin the horizon earlier")  # fmt: skip
