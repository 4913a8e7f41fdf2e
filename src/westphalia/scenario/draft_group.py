"""A defence target for a group of countries in a report → one budget lever that every member follows."""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Final

from westphalia.errors import DataError
from westphalia.scenario.draft_defence import ON_DEBT, arrival, percent_words
from westphalia.scenario.proposal import Basis, Draft, LeftOpen, Place, proposal
from westphalia.scenario.short_names import short_name
from westphalia.scenario.starts import edition_share
from westphalia.wording import listed
from westphalia.world.countries import countries, members
from westphalia.world.defence import Edition, defence_spending, editions, measured_states

NOT_MODELLED: Final = (
    "limits of industry and people; what the money buys",
    "the answer of interest rates, prices and monetary policy to more public debt",
    "spending in one member that buys in another",
    "other plans announced before or since",
)


@dataclass(frozen=True)
class GroupEdition:
    """The edition from which the members of a group start: its name, what it counts, year, and who is not in it."""

    edition: str
    definition: str
    year: int
    missing: tuple[str, ...]


def is_group(code: str) -> bool:
    """Whether a code stands for several countries."""
    try:
        return len(members(code)) > 1
    except DataError:
        return False


def draft_group(place: Place, group: str) -> Draft:
    """The scenario of a target for every member; raises LeftOpen where no edition holds them or no date fits."""
    figure = place.figure
    start = group_edition(group, place.report_date)
    reached = arrival(figure, start.year, place.report_date)
    lever = {
        "kind": "defence_budget",
        "name": f"{group.lower()}_defence",
        "country": group,
        "start": start.year,
        "target": figure.normalised,
        "reached": reached.years,
        "definition": start.definition,
        "edition": start.edition,
        "price_basis": "nominal",
    }
    goal = percent_words(figure.normalised)
    key = ("defence_budget", group, f"{figure.normalised:.6g}", reached.when)
    title = f"Every member of {short_name(group)}: defence to {goal} of GDP{reached.when}"
    notes = (
        reached.note,
        *_start_notes(start),
        "each share rises in equal steps; who is above the target stays where it is",
        ON_DEBT,
    )
    return proposal(key, title, lever, Basis((place,), notes, NOT_MODELLED))


def group_edition(group: str, on: datetime.date) -> GroupEdition:
    """The alliance's edition current on a day, else another's; an edition with less than half the members is passed by.

    Of several that hold more than half, the one that holds most, the latest among equals. Raises LeftOpen where there
    is none.
    """
    found = []
    for said in editions():
        known, year = _held(group, said, on)
        if said.published <= on and 2 * known > len(members(group)):
            found.append((said.rank, -known, -said.published.toordinal(), said, year))
    if not found:
        raise LeftOpen(f"no edition held on {on} gives more than half of {short_name(group)} a share to start from")
    *_, said, year = min(found, key=lambda row: row[:3])
    missing = tuple(code for code in members(group) if edition_share(code, said.id, year) is None)
    return GroupEdition(said.id, said.definition, year, missing)


def _held(group: str, said: Edition, on: datetime.date) -> tuple[int, int]:
    """How many members an edition gives a share, and the latest year up to the report in which it does."""
    years = Counter(
        row.year
        for code in members(group)
        if code in measured_states()
        for row in defence_spending(code)
        if row.edition == said.id and row.share is not None and row.year <= on.year
    )
    return max(((number, year) for year, number in years.items()), default=(0, on.year))


def _start_notes(start: GroupEdition) -> list[str]:
    notes = [f"each starts from its own share of {start.year} in {start.edition}"]
    if start.missing:
        names = listed(countries()[code].name for code in start.missing)
        notes.append(f"{names} {'has' if len(start.missing) == 1 else 'have'} no share there: left out, not filled in")
    return notes
