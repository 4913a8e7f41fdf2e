"""Places, packages and actors of a situation in words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import floor, log10
from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.bargaining.packages import steps
from westphalia.report.tables import Cell, Table, label, quantity
from westphalia.settlement import Settlement
from westphalia.situation.issue import Issue
from westphalia.wording import MISSING, PERCENT, Unit, listed, places, written

UTILITY: Final = Unit(decimals=2)
_POINTS: Final = Unit(scale=0.01, decimals=0)
_FRACTION: Final = "fraction"
_SHOWN: Final = 3
_AS_NEAR: Final = 0.05
_EXACT: Final = 1e-9
_HEAD: Final = 30
_GROUP: Final = 12
_DIGITS: Final = 3
_THOUSAND: Final = 1000
_SMALL: Final = ("and", "at", "by", "for", "in", "of", "on", "the", "to", "with")
_THOUSANDTH: Final = 0.001


def issue_heads(of: Settlement) -> tuple[str, ...]:
    """The issues as heads of rows: their titles, shortened where they must be, no two alike."""
    titles = [issue.title for issue in of.situation.issues]
    heads = []
    for title in titles:
        alike = [one for one in titles if one[:_GROUP] == title[:_GROUP]]
        heads.append(shortened(_without_shared(title, alike) if len(title) > _HEAD and len(alike) > 1 else title))
    return tuple(heads) if len(set(heads)) == len(heads) else tuple(titles)


def shortened(text: str, length: int = _HEAD) -> str:
    """Words up to a length, never a part of a word, and no small word last; an ellipsis where some are left out."""
    if len(text) <= length:
        return text
    words = text[:length].rsplit(" ", 1)[0].split(" ")
    while len(words) > 1 and words[-1].rstrip(",;:") in _SMALL:
        words.pop()
    return " ".join(words).rstrip(",;:") + "…"


def _without_shared(title: str, alike: Sequence[str]) -> str:
    """A title with its first word and those it does not share with others that begin alike."""
    split = [one.split(" ") for one in alike]
    shared = next((k for k, words in enumerate(zip(*split, strict=False)) if len(set(words)) > 1), 0)
    words = title.split(" ")
    return " ".join((words[0], "…", *words[shared:])) if shared > 1 else title


def for_terminal(table: Table) -> Table:
    """A table with heads cut between words, and what stands beside them on the page below it."""
    notes = [f"{row.head} · {row.note}" for row in table.rows if row.note]
    rows = tuple(replace(row, head=shortened(row.head) if row.cells else row.head) for row in table.rows)
    return replace(table, rows=rows, note="\n".join(filter(None, (*notes, table.note))))


def three_digits(value: float) -> float:
    """A value of thousands to three significant digits; smaller ones as they are."""
    if not np.isfinite(value) or abs(value) < _THOUSAND:
        return value
    return float(round(value, _DIGITS - 1 - floor(log10(abs(value)))))


def about(number: int) -> str:
    """A count for a sentence: about 17,200."""
    rounded = int(three_digits(number))
    return f"{number:,}" if rounded == number else f"about {rounded:,}"


def unit_of(issue: Issue) -> Unit:
    """How values of an issue are written: in its unit, in per cent, or without one in points from 0 to 100."""
    if issue.unit is None:
        return _POINTS
    return PERCENT if issue.unit == _FRACTION else Unit(after=f"\u00a0{issue.unit}")


def value_of(issue: Issue, place: float) -> float:
    """A place from 0 to 1 as it is written: on the scale of its unit, thousands to three digits, or as it is."""
    return place if issue.unit is None else three_digits(issue.value(place))


def place_text(issue: Issue, place: float) -> str:
    """A place in numbers; a dash where there is none."""
    return MISSING if np.isnan(place) else written(value_of(issue, place), unit_of(issue))


def nearest_level(issue: Issue, place: float) -> str:
    """The level a place is nearest to, or the two where it is about as near to both; a dash where there is no place."""
    if np.isnan(place):
        return MISSING
    near = sorted((abs(issue.place(level.at) - place), k, level.name) for k, level in enumerate(issue.levels))[:2]
    (first, _, name), (second, _, other) = near
    return name if first < _EXACT or second - first > _AS_NEAR else f"{name} or {other}"


def place_cell(issue: Issue, place: float, low: float, high: float, href: str) -> Cell:
    """A place with its range."""
    return quantity(value_of(issue, place), value_of(issue, low), value_of(issue, high), unit_of(issue), href)


def range_cell(issue: Issue, low: float, high: float, href: str) -> Cell:
    """A range of places alone; the table it stands in says that it is one."""
    return Cell(range_text(issue, low, high), "", href)


def range_text(issue: Issue, low: float, high: float) -> str:
    """A range of places with its unit once: 8,000 to 35,300 soldiers."""
    unit, ends = unit_of(issue), (value_of(issue, low), value_of(issue, high))
    decimals = places(ends, unit)
    return f"{written(ends[0], replace(unit, after=''), decimals)} to {written(ends[1], unit, decimals)}"


def scale_words(issue: Issue) -> str:
    """What the two ends of an issue's scale are: 0: none · 100: all."""
    unit, ends = unit_of(issue), (value_of(issue, 0.0), value_of(issue, 1.0))
    low, high = (written(end, unit, places(ends, unit)) for end in ends)
    return f"{low}: {issue.low} · {high}: {issue.high}"


def level_cell(issue: Issue, place: float, href: str = "") -> Cell:
    """The level a place is nearest to."""
    return label(nearest_level(issue, place), href)


def actor_title(of: Settlement, decider: int) -> str:
    """Who one of those who decide is, in words."""
    return of.situation.actors[int(of.deciding.actors[decider])].title


def actor_titles(of: Settlement, deciders: Iterable[int]) -> str:
    """Several of those who decide, in words."""
    return listed(actor_title(of, one) for one in deciders)


def must_agree(of: Settlement) -> str:
    """Who must agree: every veto and, where there is a quota, votes enough."""
    vetoes = [actor_title(of, int(v)) for v in np.flatnonzero(of.deciding.rule.veto)]
    return listed([*vetoes, "votes enough"] if of.rule.quota else vetoes)


def basis_of_no_deal(of: Settlement) -> str:
    """Whether what no deal is worth to those who decide is assumed."""
    known = [of.situation.actors[a].no_deal.basis for a in of.deciding.actors]
    number = known.count("assumed")
    return "assumed" if number == len(known) else f"assumed for {number} of {len(known)} of them"


def level_names(of: Settlement, package: int) -> tuple[str, ...]:
    """The level a package has on each issue."""
    found = steps(of.grid, np.array([package]))[0]
    return tuple(issue.levels[step].name for issue, step in zip(of.situation.issues, found, strict=True))


def differences(of: Settlement, first: Iterable[str], second: Iterable[str]) -> str:
    """Where one package differs from another: the second's level on each issue that differs."""
    rows = zip(issue_heads(of), first, second, strict=True)
    found = [f"{head}: {there}" for head, here, there in rows if here != there]
    return "; ".join(found) if found else "the same"


def largest(values: Float[np.ndarray, " q"], number: int = _SHOWN) -> list[int]:
    """Issues with the largest values, the largest first."""
    return [int(q) for q in np.argsort(-values, kind="stable")[:number]]


def share_text(part: float, whole: float = 1.0) -> str:
    """A part of a whole in per cent: some are never none, and nearly all are never all."""
    share = part / whole
    if 0 < share < _THOUSANDTH:
        return "under 0.1%"
    if 1 - _THOUSANDTH < share < 1:
        return "over 99.9%"
    return written(share, PERCENT, 0 if share in (0, 1) else 1)
