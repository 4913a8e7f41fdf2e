"""A target for a group against the budget accounts: what it costs in dollars and euros, and who carries it."""

from typing import Final

import numpy as np
from jaxtyping import Float

from westphalia.check.budgets import cost_words, when_reached
from westphalia.check.verdict import Comparison, Verdict
from westphalia.evidence.claims import Figure
from westphalia.outcome import COUNTERFACTUALS, BudgetGroup
from westphalia.wording import counted, listed, money, percent
from westphalia.world.countries import members, the
from westphalia.world.defence import edition
from westphalia.world.economies import macro

_SOURCE: Final = "westphalia-defence"
_LEADING: Final = "constant_share"
_CURRENCIES: Final = ("USD", "EUR")
_PARTS: Final = ("USA", "NATO_EUROPE", "CAN")
_LARGEST: Final = 3
_NAMED: Final = 4


def check_group_target(figure: Figure, group: BudgetGroup) -> Verdict:
    """What a target costs all members in the last year and added up, who is above it, left out, and who carries it."""
    last, begins = int(group.years[-1]), int(group.years[0])
    in_year = {
        name: [_row(f"extra spending in {last}", name, group.total(name, c, last), c) for c in _CURRENCIES]
        for name in _counterfactuals(group)
    }
    added = [
        _row(f"extra spending added up over {begins + 1}–{last}", name, _added(group, name, c), c)
        for name in in_year
        for c in _CURRENCIES
    ]
    carried, one = _carried(group, last), group.members[0]
    starts = " or ".join(map(str, group.starts))
    costs = [f"{_pair(rows)} more than {COUNTERFACTUALS[name]}" for name, rows in in_year.items()]
    return Verdict(
        claim=figure.claim,
        route="model",
        word="cannot be checked",
        rule="a target is a choice, not a measurement: the model says what it costs",
        sentence=(
            f"A target is a choice, not a measurement. At the GDP of {starts}, {figure.span.text} would cost "
            f"{_everybody(group)} {_at_start(group)} a year more than was spent"
            f"{_estimated(group)}. Reached {when_reached(group.lever)}, "
            f"it costs {costs[0]} in {last} (nominal{_gdp_words(group, last)}). Of the extra {_carriers(carried)}. "
            f"{_above(group)}{_left_out(group)}"
        ),
        comparisons=(*(row for rows in in_year.values() for row in rows), *added, *_shares(carried, last)),
        caveats=(
            "the range is over the dates of arrival; growth, inflation and financing are not varied",
            "sums are nominal and not discounted; dollars and euros at the outlook's average rate of each year, and "
            "after its last (assumed) moved by the difference of inflation",
            *_assumed(group, last),
        ),
        sources=(_SOURCE, edition(group.lever.edition).source, macro(one.country, one.outlook).source),
    )


def _gdp_words(group: BudgetGroup, year: int) -> str:
    return ", GDP assumed" if any(year >= one.assumed_from for one in group.members) else ""


def _estimated(group: BudgetGroup) -> str:
    return f" (an estimate in {edition(group.lever.edition).words})" if group.starts_estimated else ""


def _at_start(group: BudgetGroup) -> str:
    return " or ".join(money(group.at_start(currency), currency) for currency in _CURRENCIES)


def _counterfactuals(group: BudgetGroup) -> tuple[str, ...]:
    return tuple(name for name in COUNTERFACTUALS if all(name in one.extra for one in group.members))


def _added(group: BudgetGroup, name: str, currency: str) -> Float[np.ndarray, " r"]:
    """Extra spending summed over the years after the start."""
    by_year = [group.total(name, currency, int(year)) for year in group.years[1:]]
    return np.asarray(np.sum(by_year, axis=0))


def _row(when: str, counterfactual: str, values: Float[np.ndarray, " r"], currency: str) -> Comparison:
    return Comparison(
        label=f"{when}, against {COUNTERFACTUALS[counterfactual]}", value=float(values.mean()),
        low=float(values.min()), high=float(values.max()), unit=f"{currency} bn", source=_SOURCE,
    )  # fmt: skip


def _pair(rows: list[Comparison]) -> str:
    """The same sum in dollars and in euros."""
    return " or ".join(cost_words(row) for row in rows)


def _everybody(group: BudgetGroup) -> str:
    return f"{counted(len(group.members), 'member')} of {the(group.lever.country)}"


def _carried(group: BudgetGroup, year: int) -> dict[str, float]:
    """Share of the extra over a constant share: of the United States, Europe and Canada, else of the largest three."""
    by_member = {
        one.country: float(one.extra[_LEADING][:, year - one.start].mean() * one.rates["USD"][year - one.start])
        for one in group.members
    }
    total = sum(by_member.values())
    if not total:
        return {}
    parts = {part: sum(by_member.get(code, 0.0) for code in members(part)) / total for part in _PARTS}
    present = {part: share for part, share in parts.items() if share}
    if len(present) > 1:
        return present
    largest = sorted(by_member, key=lambda code: -by_member[code])[:_LARGEST]
    return {code: by_member[code] / total for code in largest}


def _carriers(carried: dict[str, float]) -> str:
    if not carried:
        return "nobody carries anything"
    (first, largest), *others = carried.items()
    return listed([f"{the(first)} carries {percent(largest, 0)}", *(f"{the(c)} {percent(x, 0)}" for c, x in others)])


def _shares(carried: dict[str, float], year: int) -> list[Comparison]:
    return [
        Comparison(
            label=f"carried by {the(code)} in {year}, against a constant share of GDP",
            value=share,
            unit="share of the cost",
            source=_SOURCE,
        )
        for code, share in carried.items()
    ]


def _above(group: BudgetGroup) -> str:
    """Who spends the target or more at the start."""
    target = group.lever.target
    goal = max(group.lever.share.values(), default=0.0) if target is None else target
    above = [the(one.country) for one in group.members if float(one.share[0, 0]) >= goal]
    if not above:
        return "No member is there already."
    if len(above) == 1:
        return f"{above[0][:1].upper()}{above[0][1:]} is there already and pays nothing more."
    who = listed(above) if len(above) <= _NAMED else f"{len(above)} of them"
    return f"{who[:1].upper()}{who[1:]} are there already and pay nothing more."


def _left_out(group: BudgetGroup) -> str:
    if not group.left_out:
        return ""
    return f" Left out: {'; '.join(reason for _, reason in group.left_out)}."


def _assumed(group: BudgetGroup, last: int) -> list[str]:
    first = min(one.assumed_from for one in group.members)
    return [f"GDP from {first} on is assumed"] if last >= first else []
