"""A settlement's packages worth reading in full, and what would follow of each economically."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from jaxtyping import Int

from westphalia.bargaining.packages import steps
from westphalia.report.consequences import Named, consequence_lines, consequences_json, consequences_tables, span_table
from westphalia.report.settle_tables import named_packages
from westphalia.report.settle_words import level_names
from westphalia.report.tables import Table
from westphalia.settlement import Settlement
from westphalia.settlement.consequences import consequences, deal_terms
from westphalia.wording import listed


def followed(of: Settlement) -> Named:
    """The packages named in the answer and the texts on the table; a package of several names stands once."""
    issues, names = of.situation.issue_names, dict[tuple[str, ...], list[str]]()
    for name, package in named_packages(of):
        names.setdefault(level_names(of, package), []).append(f"package “{name}”")
    for text in of.situation.texts:
        names.setdefault(tuple(text.levels[issue] for issue in issues), []).append(text.title)
    return [
        (listed(titles), consequences(of.situation, dict(zip(issues, levels, strict=True))))
        for levels, titles in names.items()
    ]


def settle_consequences(of: Settlement, ident: str = "settle") -> Iterator[Table]:
    """A table for each package, one term by term, how far terms add up, and the span over all packages agreed."""
    yield from consequences_tables(of.situation, followed(of), ident)
    chosen, words = _spanned(of)
    yield span_table(deal_terms(of.situation), chosen, words, ident)


def settle_consequences_lines(of: Settlement) -> tuple[str, ...]:
    """The same in a few sentences for each package."""
    return tuple(line for name, one in followed(of) for line in consequence_lines(name, one))


def settle_consequences_json(of: Settlement) -> dict[str, Any]:
    """The same packages as plain data."""
    return consequences_json(of.situation, followed(of))


def _spanned(of: Settlement) -> tuple[Int[np.ndarray, "p q"], str]:
    """The packages agreed at the mode, or where there is none all that are feasible, and which they are in words."""
    agreed = np.flatnonzero(of.agreed.at_mode)
    if agreed.size:
        return steps(of.grid, agreed), "all that are agreed at the likeliest coding"
    return steps(of.grid, np.arange(of.grid.number)), "all that are feasible, as none is agreed at the likeliest coding"
