"""What a run says of sanctions besides trade, for page, terminal and plain data: caps on oil, rules on persons.

Coalition and burden take more runs of the trade model and stand apart, in `sanctions_run`.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from westphalia.outcome import Outcome
from westphalia.report.oil_cap import (
    exclusion_json,
    exclusion_line,
    exclusion_table,
    oil_cap_json,
    oil_cap_lines,
    oil_cap_table,
)
from westphalia.report.sanctions import readings_table
from westphalia.report.tables import Table

_OF_OIL = ("eia-brent", "kilian-2026", "babina-2023", "oil-price-cap", "crea-2025")


class Part(NamedTuple):
    """The tables of one kind of sanction: those shown at once, and those folded away."""

    heading: str
    open: tuple[Table, ...]
    folded: tuple[Table, ...]


def sanctions_parts(outcome: Outcome, ident: str) -> Iterator[Part]:
    """Each cap on oil, then all rules that keep a class out."""
    for k, cap in enumerate(outcome.oil_caps, start=1):
        name = f"{ident}-oil-{k}"
        yield Part("A cap on the price of oil", (oil_cap_table(cap, name),), (readings_table(name),))
    if outcome.exclusions:
        table = exclusion_table(outcome.exclusions, f"{ident}-exclusion")
        yield Part("Who is kept out, and why no account moves", (table,), ())


def sanctions_lines(outcome: Outcome) -> tuple[str, ...]:
    """A sentence for each cap on oil and for each rule."""
    return (
        *(line for cap in outcome.oil_caps for line in oil_cap_lines(cap)),
        *(exclusion_line(lever) for lever in outcome.exclusions),
    )


def sanctions_sources(outcome: Outcome) -> tuple[str, ...]:
    """The sources these tables cite, by identifier."""
    return _OF_OIL if outcome.oil_caps else ()


def sanctions_json(outcome: Outcome) -> dict[str, Any]:
    """The same numbers as plain data."""
    return {
        "oil_caps": [oil_cap_json(cap) for cap in outcome.oil_caps],
        "exclusions": [exclusion_json(lever) for lever in outcome.exclusions],
    }
