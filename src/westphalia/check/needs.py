"""A yearly need for defence against what each perimeter lacks, beside the published figures it competes with."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import numpy as np

from westphalia.check.verdict import Comparison, Verdict
from westphalia.evidence.claims import Figure
from westphalia.outcome import AutonomyOutcome, Outcome
from westphalia.scenario.draft_autonomy import need_named
from westphalia.units import per_cent
from westphalia.wording import currency_unit, listed, money, percent, range_words, tidy_percent
from westphalia.world.countries import the
from westphalia.world.defence import edition
from westphalia.world.economies import macro
from westphalia.world.needs import Need, needs

_SOURCE: Final = "westphalia-defence"
_POINTS: Final = 0.015
_NEAR: Final = 0.05
_PAYERS: Final = 3
_COMPARED: Final = ("a year", "over 25 years")
_EURO: Final = currency_unit("EUR")


def check_need(figure: Figure, outcome: Outcome, shared: AutonomyOutcome) -> Verdict:
    """A need against the gap of every perimeter; the nearest proves nothing where the source draws no line."""
    lever, said = shared.lever, need_named(figure)
    points = _POINTS if said is None or said.points is None else said.points
    gaps = {p.code: p.gap(lever.target) for p in shared.perimeters if p.is_measured}
    rises = {p.code: p.rise(points) for p in shared.perimeters}
    rivals = [need for need in needs() if need.flow in _COMPARED and need != said and need.amount is not None]
    inside = _is_inside(shared.total, (*gaps.values(), *rises.values()))
    return Verdict(
        claim=figure.claim,
        route="model",
        word="depends on the definition" if inside else "cannot be checked",
        rule=(
            "the gap to a target, and a rise by points, in several perimeters: within their span, a twentieth either "
            "way, it depends on whose budgets are counted; outside it, no perimeter here gives it"
        ),
        sentence=(
            f"Whose budgets {figure.span.text} a year counts decides what it is held against: at GDP and shares of "
            f"{shared.year}, {lever.edition}, the gap to {tidy_percent(lever.target)} of GDP is {_by_perimeter(gaps)}, "
            f"and {per_cent(points):.2g} points of GDP are {_span(rises.values())}. {_line(said)} "
            f"Other published sums: {listed(map(_rival, rivals))}. {_payers(shared)}"
        ),
        comparisons=(
            *_rows(shared, f"gap to {tidy_percent(lever.target)} of GDP", gaps),
            *_rows(shared, f"{per_cent(points):.2g} points of GDP", rises),
        ),
        caveats=(
            "published needs count different things over different times and are not averaged",
            f"no gap where members without a share in {lever.edition} have more than a hundredth of the GDP, as in the "
            "EU; a rise by points counts all members",
            *(f"left out: {reason}" for _, reason in shared.left_out),
        ),
        sources=tuple(dict.fromkeys((_SOURCE, *_tables(outcome, shared), *(need.source for need in rivals)))),
    )


def _tables(outcome: Outcome, shared: AutonomyOutcome) -> tuple[str, str]:
    """Sources of the shares and of the GDP."""
    return edition(shared.lever.edition).source, macro(shared.allies[0], outcome.scenario.outlook).source


def _is_inside(total: float, sums: Sequence[float]) -> bool:
    """Whether a sum lies in the span of the perimeters, a twentieth either way; both in bn EUR."""
    return min(sums) * (1 - _NEAR) <= total <= max(sums) * (1 + _NEAR)


def _by_perimeter(gaps: Mapping[str, float]) -> str:
    """The gap of each perimeter; two with the same measured members are named together."""
    by_gap: dict[str, list[str]] = {}
    for code, gap in gaps.items():
        by_gap.setdefault(money(gap, "EUR"), []).append(the(code))
    return listed(f"{amount} for {' or '.join(names)}" for amount, names in by_gap.items())


def _span(values: Collection[float]) -> str:
    return f"€{range_words(min(values), max(values), _EURO, 0)}bn"


def _line(said: Need | None) -> str:
    if said is not None and said.perimeter_stated:
        return f"The study counts {the(said.perimeter_stated)}."
    who = "The report" if said is None else "The study"
    return f"{who} draws no line, so the nearest perimeter proves nothing."


def _rival(need: Need) -> str:
    """A published figure in a few words: Kiel €300bn a year (to 3.5% of GDP)."""
    assert need.amount is not None
    goal = f" (to {tidy_percent(need.to_share)} of GDP)" if need.to_share else ""
    return f"{need.words.partition(':')[0]} {money(need.amount, need.currency)} {need.flow}{goal}"


def _payers(shared: AutonomyOutcome) -> str:
    """Who would pay most under the lever's key."""
    order = np.argsort(-shared.chosen)[:_PAYERS]
    parts = [f"{the(shared.allies[j])} {percent(shared.chosen[j] / shared.total, 0)}" for j in order]
    key = "by GDP" if set(shared.lever.key) == {"income"} else "by the chosen key"
    return f"Shared {key} among {the(shared.lever.members)}: {listed(parts)}."


def _rows(shared: AutonomyOutcome, what: str, sums: Mapping[str, float]) -> list[Comparison]:
    return [
        Comparison(
            label=f"{what}, {the(p.code)}",
            value=sums[p.code],
            unit="EUR bn",
            source=_SOURCE,
            note=f"{len(p.members)} states",
        )
        for p in shared.perimeters
        if p.code in sums
    ]
