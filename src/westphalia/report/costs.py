"""Published costs of a defence target beside our own, each with what it counts."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Final

import numpy as np
from jaxtyping import Float

from westphalia.outcome import COUNTERFACTUALS, SpendingOutcome
from westphalia.report.comparisons import unit_of
from westphalia.report.names import source_anchor
from westphalia.report.published import estimate_cell, flow_words, second_hand_words
from westphalia.report.tables import Cell, Row, Table, along_paths, label
from westphalia.units import fraction
from westphalia.wording import MISSING, currency_unit, tidy_percent
from westphalia.world.countries import the

if TYPE_CHECKING:
    from westphalia.world.studies import Study

_MEASURES: Final = ("defence_cost", "defence_spending")
_NUMERALS: Final = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LENGTHS: Final = {word: k for k, word in enumerate(_NUMERALS, start=2)}
_SHARE: Final = re.compile(r"(\d+(?:\.\d+)?)% of GDP")
_SAME: Final = 5e-5


def goal_share(budget: SpendingOutcome) -> float:
    """The share of GDP a budget is to reach."""
    lever = budget.lever
    return lever.target if lever.target is not None else lever.share[max(lever.share)]


def studies_of_cost(studies: Iterable["Study"], budget: SpendingOutcome) -> list["Study"]:
    """Published sums for the same country, currency and share, over years the budget covers."""
    return [
        s
        for s in studies
        if s.measure in _MEASURES
        and s.subject == budget.country
        and s.unit == f"{budget.currency} bn"
        and s.year in budget.years
        and _years(s) is not None
        and _supposes(s, goal_share(budget))
    ]


def _supposes(study: "Study", goal: float) -> bool:
    named = _SHARE.findall(study.scenario)
    return bool(named) and abs(fraction(float(named[-1])) - goal) < _SAME


def _years(study: "Study") -> tuple[int, int] | None:
    """First and last year of a sum: one year, or the six that end in the one given."""
    if study.year is None:
        return None
    if study.per == "year":
        return study.year, study.year
    length = _LENGTHS.get(study.per.removesuffix(" years"))
    return None if length is None else (study.year - length + 1, study.year)


def published_costs(budget: SpendingOutcome, ident: str, held: Iterable["Study"]) -> Table | None:
    """Each published sum, and ours over the same years: which counterfactual explains which sum."""
    found = sorted(studies_of_cost(held, budget), key=lambda s: (_years(s), s.published))
    if not found:
        return None
    rows: list[Row] = []
    for years, members in groupby(found, key=_years):
        assert years is not None
        first, last = years
        rows.append(Row(f"In {last}" if first == last else f"Added up over {first}–{last}"))
        rows += [_row(study) for study in members]
        rows += _own(budget, first, last)
    return Table(
        id=f"{ident}-published",
        caption=f"Published costs of {tidy_percent(goal_share(budget))} of GDP for {the(budget.country)}, beside ours",
        corner="Who says so",
        columns=("Sum", "What it counts", "Supposes"),
        rows=tuple(rows),
        note="Sums of one decision differ by what they are measured against, when they begin and which forecast of "
        "GDP they use; ours use a later one.",
    )


def _row(study: "Study") -> Row:
    href = f"#{source_anchor(study.source)}"
    counted = "; ".join(words for words in (study.counts, study.note.rstrip(".")) if words)
    flow = f" ({flow_words(study)})" if flow_words(study) else ""
    cells = (
        estimate_cell(study, unit_of(study.unit), href),
        label(f"{counted}{flow}"),
        label(study.scenario or MISSING),
    )
    return Row(study.label, cells, note=second_hand_words(study), href=href)


def _own(budget: SpendingOutcome, first: int, last: int) -> list[Row]:
    """Our sums over the same years, on the path that arrives in the last of them if there is one."""
    at = np.flatnonzero((budget.years >= first) & (budget.years <= last))
    arriving = np.flatnonzero(budget.reached == last)
    paths = arriving if arriving.size else np.arange(budget.reached.size)
    when = f"reached in {last}" if arriving.size else "any of the dates of arrival"
    begun = f"start of {tidy_percent(float(budget.share[0, 0]))} in {budget.years[0]}, {when}"
    sums = {"spending, in all": budget.spending} if first < last else {}
    sums |= {f"against {words}": budget.extra[key] for key, words in COUNTERFACTUALS.items() if key in budget.extra}
    return [
        Row("Our accounts", (_sum(values[np.ix_(paths, at)], budget), label(words), label(begun)))
        for words, values in sums.items()
    ]


def _sum(values: Float[np.ndarray, "r t"], budget: SpendingOutcome) -> Cell:
    totals = values.sum(axis=1)
    return along_paths(totals.tolist(), float(totals.mean()), currency_unit(budget.currency), "#how-extra")
