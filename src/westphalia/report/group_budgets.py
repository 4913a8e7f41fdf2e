"""What follows where a whole group follows one defence budget: its sums by year, its members, who stays where it is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
from jaxtyping import Float

from westphalia.outcome import COUNTERFACTUALS, BudgetGroup, SpendingOutcome
from westphalia.report.costs import goal_share
from westphalia.report.names import Link, country_name
from westphalia.report.tables import ONE_PATH, Cell, Row, Table, along_paths
from westphalia.wording import MISSING, SHARE, Unit, counted, currency_unit, listed, tidy_percent, written
from westphalia.world.countries import the
from westphalia.world.defence import edition

SHOWN: Final = ("USD", "EUR")
_ASKING: Final = "USA"
_HERE: Final = "#how-group"
_LINKS: Final = (
    Link("how a group is added up", _HERE),
    Link("how extra is counted", "#how-extra"),
    Link("what a range covers", "#how-range"),
)


def group_yearly_table(group: BudgetGroup, ident: str) -> Table:
    """Spending of the group, and what is extra against each counterfactual, by year in dollars and euros."""
    rows = [_year_row(group, year) for year in group.years.tolist()]
    return Table(
        id=f"{ident}-group-yearly",
        caption=f"{_who(group)} at {_goal(group)} of GDP: cost by year, in dollars and euros",
        corner="Year",
        columns=tuple(f"{words}, {sign}" for words in _measures(group).values() for sign in ("$", "€")),
        rows=tuple(rows),
        note=_yearly_note(group),
        links=_LINKS,
    )


def _year_row(group: BudgetGroup, year: int) -> Row:
    cells = [
        _cell(group.total(values, currency, year), currency_unit(currency))
        for values in _measures(group)
        for currency in SHOWN
    ]
    assumed = year >= _assumed_from(group)
    return Row(str(year), tuple(cells), note="GDP assumed" if assumed else "", assumed=assumed)


def _cell(values: Float[np.ndarray, " r"], unit: Unit) -> Cell:
    """Mean over the dates of arrival between the lowest and the highest."""
    return along_paths(values.tolist(), float(values.mean()), unit, _HERE)


def _measures(group: BudgetGroup) -> Mapping[str, str]:
    """What is shown of a group: spending, then what is extra; first against what only the decision itself counts."""
    held = {"spending": "spending"}
    order = sorted(group.members[0].extra, key=lambda name: name != group.lever.against)
    return held | {name: f"more than {COUNTERFACTUALS[name]}" for name in order}


def _assumed_from(group: BudgetGroup) -> int:
    """First year in which the GDP of any member is assumed."""
    return min(member.assumed_from for member in group.members)


def _who(group: BudgetGroup) -> str:
    name = the(group.lever.country)
    return f"{name[:1].upper()}{name[1:]}"


def _goal(group: BudgetGroup) -> str:
    return tidy_percent(goal_share(group.members[0]))


def _yearly_note(group: BudgetGroup) -> str:
    several = len(group.members[0].reached) > 1
    dates = "mean over the dates of arrival, in brackets lowest and highest" if several else ONE_PATH
    return (
        f"bn, {_prices_words(group)}, calendar years, sum over {counted(len(group.members), 'member')}; {dates}; "
        f"exchange rates are the outlook's of {_rates_of(group)}. GDP from {_assumed_from(group)} on is assumed. "
        f"{left_out_words(group)}"
    ).strip()


def left_out_words(group: BudgetGroup) -> str:
    """Who is not counted and why; nothing where everybody is."""
    why = listed(reason for _, reason in group.left_out)
    return f"Not counted: {why}." if why else ""


def group_members_table(group: BudgetGroup, ident: str) -> Table:
    """Each member with its share at the start and the end, and what is extra in the last year; the largest first."""
    year = int(group.years[-1])
    against = COUNTERFACTUALS[group.lever.against]
    ordered = sorted(group.members, key=lambda member: -_extra(member, "USD").mean())
    return Table(
        id=f"{ident}-group-members",
        caption=f"{_who(group)} at {_goal(group)} of GDP: what each member spends more in {year}",
        corner="Member",
        columns=(f"share, {_starts(group)}", f"share, {year}", "extra", "extra, $", "extra, €", "extra, share of GDP"),
        rows=(_together(group, year), *(_member_row(member) for member in ordered)),
        note=f"bn in {year}, {_prices_words(group)}, more than {against}. {_assumed_words(group, year)}"
        f"{_staying_words(group)}{left_out_words(group)}".strip(),
        links=_LINKS,
    )


def _assumed_words(group: BudgetGroup, year: int) -> str:
    return f"GDP of {year} is assumed. " if year >= _assumed_from(group) else ""


def _prices_words(group: BudgetGroup) -> str:
    member = group.members[0]
    return member.price_basis if member.nominal else f"in {member.price_basis}"


def _rates_of(group: BudgetGroup) -> str:
    member = group.members[0]
    return "each year" if member.nominal else str(member.prices_of)


def _starts(group: BudgetGroup) -> str:
    first, last = group.starts[0], group.starts[-1]
    return str(first) if first == last else f"{first}–{last}"


def _extra(member: SpendingOutcome, currency: str = "") -> Float[np.ndarray, " r"]:
    """What is extra in the last year, by date of arrival, in a currency or in the member's own."""
    own = member.extra[member.lever.against][:, -1]
    return np.asarray(own * member.rates[currency][-1] if currency else own)


def _member_row(member: SpendingOutcome) -> Row:
    gap = currency_unit(member.currency, signed=True)
    extra = _extra(member)
    cells = (
        _cell(member.share[:, 0], SHARE),
        _cell(member.share[:, -1], SHARE),
        _cell(extra, gap),
        *(_cell(_extra(member, currency), currency_unit(currency, signed=True)) for currency in SHOWN),
        _cell(extra / _gdp(member), _POINTS),
    )
    return Row(
        country_name(member.country), cells, note="at the target or above it already, stays" if _stays(member) else ""
    )


_POINTS: Final = Unit(SHARE.scale, after="%", decimals=2, signed=True)


def _gdp(member: SpendingOutcome) -> float:
    """GDP of the last year in the prices of the sums."""
    return float(member.gdp[-1] / member.prices[-1])


def _together(group: BudgetGroup, year: int) -> Row:
    """All members in one row: shares of their GDP in dollars."""
    start = int(group.years[0])
    gdp = [sum(_dollars(m, m.gdp / m.prices, at) for m in group.members) for at in (start, year)]
    shares = [group.total("spending", "USD", at) / whole for at, whole in zip((start, year), gdp, strict=True)]
    extra = {currency: group.total(group.lever.against, currency, year) for currency in SHOWN}
    cells = (
        *(_cell(share, SHARE) for share in shares),
        Cell(MISSING, is_number=False),
        *(_cell(extra[currency], currency_unit(currency, signed=True)) for currency in SHOWN),
        _cell(extra["USD"] / gdp[1], _POINTS),
    )
    return Row(f"All {len(group.members)}", cells)


def _dollars(member: SpendingOutcome, values: Float[np.ndarray, " t"], year: int) -> float:
    t = year - member.start
    return float(values[t] * member.rates["USD"][t])


def staying(group: BudgetGroup) -> tuple[SpendingOutcome, ...]:
    """The members that spend the target or more already and stay where they are."""
    return tuple(member for member in group.members if _stays(member))


def _stays(member: SpendingOutcome) -> bool:
    return not member.lever.lower and bool(member.share[0, 0] >= goal_share(member))


def _staying_words(group: BudgetGroup) -> str:
    names = listed(country_name(member.country) for member in staying(group))
    return f"At the target or above it already, and counted as staying there: {names}. " if names else ""


def group_lines(group: BudgetGroup) -> tuple[str, ...]:
    """What the target costs the group in the year of arrival, in dollars and euros, and who is not counted."""
    member = group.members[0]
    year = member.shown_year
    sums = {
        name: " or ".join(_said(group.total(name, currency, year), currency) for currency in SHOWN)
        for name in _measures(group)
        if name != "spending"
    }
    more = "; ".join(f"{words} more than {COUNTERFACTUALS[name]}" for name, words in sums.items())
    who = f"{_who(group)}, {counted(len(group.members), 'member')}: {_goal(group)} of GDP"
    spent = " or ".join(_said(group.total("spending", currency, year), currency) for currency in SHOWN)
    at_start = " or ".join(written(group.at_start(currency), currency_unit(currency)) for currency in SHOWN)
    estimated = f" (an estimate in {edition(group.lever.edition).words})" if group.starts_estimated else ""
    noted = f"{estimated}{_without(group)}"
    lines = [
        f"{who} costs at the GDP of {_starts(group)} {at_start} a year more than what is spent{noted}",
        f"{who} costs in {year} {more} ({_prices_words(group)})",
        f"{who} is {spent} of spending in {year} ({_prices_words(group)})",
        _staying_words(group).strip(),
        left_out_words(group),
    ]
    return tuple(line for line in lines if line)


def _without(group: BudgetGroup) -> str:
    """The same sum without the United States: a demand on its allies is not one on itself."""
    others = tuple(member for member in group.members if member.country != _ASKING)
    if len(others) in (0, len(group.members)):
        return ""
    rest = replace(group, members=others)
    sums = " or ".join(written(rest.at_start(currency), currency_unit(currency)) for currency in SHOWN)
    return f"; without {the(_ASKING)} {sums}"


def _said(values: Float[np.ndarray, " r"], currency: str) -> str:
    cell = _cell(values, currency_unit(currency))
    return cell.text if cell.spread == ONE_PATH else f"{cell.text} ({cell.spread})"


def group_json(group: BudgetGroup) -> dict[str, Any]:
    """The same numbers as plain data: sums by year and date of arrival, members, who is left out and why."""
    years = group.years.tolist()
    return {
        "group": group.lever.country,
        "unit": f"bn, {_prices_words(group)}",
        "years": years,
        "reached": group.members[0].reached.tolist(),
        "against": group.lever.against,
        "total": {
            currency: {
                name: [group.total(name, currency, year).tolist() for year in years] for name in _measures(group)
            }
            for currency in SHOWN
        },
        "members": [_member_json(member) for member in group.members],
        "left_out": [{"country": code, "reason": reason} for code, reason in group.left_out],
        "assumed_from": _assumed_from(group),
    }


def _member_json(member: SpendingOutcome) -> dict[str, Any]:
    extra = _extra(member)
    return {
        "country": member.country,
        "currency": member.currency,
        "share_start": float(member.share[0, 0]),
        "share_end": member.share[:, -1].tolist(),
        "extra_end": extra.tolist(),
        "extra_end_by_currency": {currency: _extra(member, currency).tolist() for currency in SHOWN},
        "extra_end_share_of_gdp": (extra / _gdp(member)).tolist(),
        "stays": _stays(member),
    }
