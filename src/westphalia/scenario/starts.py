"""Where the paths of a defence budget start: the lever's own share, or what its edition says of each member."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from westphalia.scenario.levers import DefenceBudget
from westphalia.world.countries import countries
from westphalia.world.defence import DefenceShare, defence_share, defence_spending, measured_states

WITHOUT_TABLE: Final = ("national", "as-reported")
_DIGITS: Final = 4


@dataclass(frozen=True)
class Starts:
    """Points of the path of each country, fraction of GDP by year, and who is left out with the reason."""

    points: Mapping[str, Mapping[int, float]]
    left_out: tuple[tuple[str, str], ...]


def starts(lever: DefenceBudget) -> Starts:
    """The points of every member; a member without a share in the edition is named, never filled in."""
    if lever.share:
        return Starts({lever.country: dict(lever.share)}, ())
    points, left_out = {}, []
    for code in lever.members:
        share = edition_share(code, lever.edition, lever.start)
        if share is None:
            when = f" for {lever.start}" if lever.start else ""
            left_out.append((code, f"{countries()[code].name} has no share{when} in {lever.edition}"))
        else:
            points[code] = {share.year: round(share.share, _DIGITS)}
    return Starts(points, tuple(left_out))


def edition_share(code: str, edition: str, year: int | None = None) -> DefenceShare | None:
    """What an edition says of a country in a year, or in the last year it has; None where it says nothing."""
    if code not in measured_states():
        return None
    years = {row.year for row in defence_spending(code) if row.edition == edition and row.share is not None}
    wanted = year if year is not None else max(years, default=None)
    if wanted not in years:
        return None
    return next(share for share in defence_share(code, wanted) if share.edition == edition)


def is_estimated(lever: DefenceBudget, code: str, year: int) -> bool:
    """Whether the edition marks the share a path starts from as an estimate, not as measured."""
    held = edition_share(code, lever.edition, year)
    return held is not None and held.is_estimate
