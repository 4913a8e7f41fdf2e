"""The minerals deal on the page: positions over time, distance to the text signed, and what royalties are worth."""

from math import inf
from typing import Any, Final

import numpy as np

from westphalia.outcome import MineralsOutcome
from westphalia.outcome.minerals import FIRST_CASH, LEADS, OPENING_ASK, PositionDistances, RoyaltyGrid
from westphalia.report.levers import part_words
from westphalia.report.names import Link, country_name
from westphalia.report.tables import NO_RANGE, ONE_RUN, Cell, Row, Table, label, quantity
from westphalia.scenario.levers import MineralsDeal
from westphalia.simulate.minerals import position_distances
from westphalia.wording import Unit, counted, currency_unit, day, listed, money, tidy_percent, written
from westphalia.world.minerals import SCALES, SOURCE, MineralsPosition, Scale, minerals_events

_POSITIONS: Final = "#how-minerals"
_DISTANCE: Final = "#how-distance"
_NPV: Final = "#how-npv"
_DOLLARS: Final = currency_unit("USD")
_PLACE: Final = Unit(decimals=2)
_CENTS: Final = Unit(before="$", after="m", decimals=0)
_MILLIONS: Final = 1e3
NOT_STATED: Final = "not stated"


def timeline_table(ident: str) -> Table:
    """What happened when, in our words."""
    return Table(
        id=f"{ident}-timeline",
        caption="The minerals deal, step by step",
        corner="When",
        columns=("what happened", "what it says", "what became of it", "known how"),
        rows=tuple(
            Row(day(one.date), (label(one.event), label(one.says), label(one.status), label(one.provenance, one.url)))
            for one in minerals_events()
        ),
    )


def positions_table(ident: str) -> Table:
    """Every position on every issue, as it was coded."""
    found = position_distances()
    return Table(
        id=f"{ident}-positions",
        caption="Who stood where, issue by issue",
        corner="Issue",
        columns=tuple(_head(one) for one in found.positions),
        rows=tuple(_issue_row(scale, found) for scale in SCALES),
        note="Each scale runs from the end named first to the one named second. “Not stated” is no position: the "
        "record held is silent. The codes are ours, each with the words it was coded from.",
        links=(Link("how positions are coded", _POSITIONS),),
        single_runs=True,
    )


def _head(one: MineralsPosition) -> str:
    who = listed("US" if code == "USA" else country_name(code) for code in one.actors)
    return f"{who}, {one.document}, {day(one.date)}"


def _issue_row(scale: Scale, found: PositionDistances) -> Row:
    return Row(f"{scale.title} ({scale.low} … {scale.high})", tuple(_code(one, scale) for one in found.positions))


def _code(one: MineralsPosition, scale: Scale) -> Cell:
    coded = one.codes.get(scale.issue)
    if coded is None:
        return label(NOT_STATED)
    if scale.steps:
        return label(coded.code, _POSITIONS)
    return Cell(tidy_percent(float(coded.code)), NO_RANGE, _POSITIONS)


def words_table(ident: str) -> Table:
    """What each code was coded from, in our words, and where it was read."""
    rows = [
        Row(
            f"{_head(one)}: {scale.title}",
            (label(one.codes[scale.issue].code), label(one.codes[scale.issue].words), label(one.provenance, one.url)),
        )
        for one in position_distances().positions
        for scale in SCALES
        if scale.issue in one.codes
    ]
    return Table(
        id=f"{ident}-words",
        caption="The words behind each code",
        corner="Position and issue",
        columns=("code", "coded from", "known how"),
        rows=tuple(rows),
    )


def distance_table(ident: str) -> Table:
    """How far each position was from the text signed: 0 is the same, 1 the other end of the scale."""
    found = position_distances()
    rows = (Row(scale.title, tuple(_near(float(x)) for x in found.distance[:, q])) for q, scale in enumerate(SCALES))
    return Table(
        id=f"{ident}-distance",
        caption="Distance to the text signed on 30 April 2025",
        corner="Issue",
        columns=tuple(_head(one) for one in found.positions),
        rows=(
            *rows,
            Row("together, over the issues stated", tuple(_near(float(x)) for x in found.together)),
            Row("issues stated", tuple(label(f"{n} of {len(SCALES)}") for n in found.stated.tolist())),
        ),
        note="0: the same as the text; 1: the other end of the scale. Together: the mean over the issues stated, each "
        "weighing the same (assumed), steps of a scale equally far apart (assumed). A position stated on one issue and "
        "one stated on six are not strictly comparable. The scales were drawn with the text at hand and no model is "
        "fitted to it: it is there to test one fitted to the positions of February.",
        links=(Link("how distance is counted", _DISTANCE),),
        single_runs=True,
    )


def _near(value: float) -> Cell:
    return Cell(written(value, _PLACE), "", _DISTANCE) if np.isfinite(value) else label(NOT_STATED)


def grid_table(grid: RoyaltyGrid, ident: str) -> Table:
    """What 1 bn dollars of revenue a year at full output is worth, over lead, rate and royalty."""
    rows = []
    for i, lead in enumerate(grid.leads):
        rows.append(Row(f"{lead} years to the first output"))
        for k, rate in enumerate(grid.rates):
            cells = tuple(_millions(float(x)) for x in grid.worth[i, k])
            rows.append(Row(f"discounted at {tidy_percent(rate)}", cells))
    return Table(
        id=f"{ident}-npv",
        caption="What each $1bn of yearly revenue is worth on the day of the agreement",
        corner="Lead and rate",
        columns=tuple(f"royalty {tidy_percent(royalty)}" for royalty in grid.royalties),
        rows=tuple(rows),
        note=f"Millions of dollars for $1bn of revenue a year at full output, {tidy_percent(grid.share)} of royalties, "
        f"{grid.years} years, full output after {counted(grid.ramp, 'year')} of equal steps. Leads of 10 to 20 years "
        "are usual for mines; royalties and rates are assumed. No value of reserves is used.",
        links=(Link("how the value is computed", _NPV),),
        single_runs=True,
    )


def _millions(value: float) -> Cell:
    return Cell(written(value * _MILLIONS, Unit(before="$", after="m")), "", _NPV)


def stream_table(one: MineralsOutcome, ident: str) -> Table:
    """The stream of one scenario: first year, full output, value with its range, and what sums would take."""
    lever = one.lever
    rows = [
        Row("revenue a year, full output", (Cell(money(float(one.revenue.max()), "USD"), NO_RANGE, _NPV),)),
        Row("to the fund a year, full output", (Cell(money(float(one.paid.max()), "USD"), NO_RANGE, _NPV),)),
        Row("first year paid in", (label(_first(one)),)),
        Row(f"worth in {lever.from_}", (quantity(one.npv, one.low, one.high, _DOLLARS, _NPV),)),
        Row("worth of each $1bn a year", (Cell(money(one.worth_of_one, "USD"), ONE_RUN, _NPV),)),
        *(
            Row(f"revenue a year for {_sum(goal)}", (Cell(_revenue(needed), ONE_RUN, _NPV),))
            for goal, needed in one.needed.items()
        ),
        Row("first cash paid in", (label(_contributions(one)),)),
    ]
    return Table(
        id=f"{ident}-stream",
        caption="What the fund gets, and what that is worth",
        corner="Quantity",
        columns=("value",),
        rows=tuple(rows),
        note=f"Dollars of the year of the agreement, discounted at {tidy_percent(lever.discount)}. In brackets the "
        "least and the most over rates of 5 to 15%"
        f"{'' if lever.path else _leads(lever)}. Revenue and {'share' if lever.royalty == 1 else 'royalty'} are as the "
        "scenario assumes. "
        f"{ACCOUNTS}",
        links=(Link("how the value is computed", _NPV),),
    )


ACCOUNTS: Final = (
    "In the yearly accounts stands the first cash paid in, and nothing else: what the fund gets is no budget's, as the "
    "text signed has it reinvest in Ukraine for ten years, and most new mines open after the years shown."
)


def _leads(lever: MineralsDeal) -> str:
    """Over which leads the brackets run."""
    if lever.lead:
        return f" and leads of {min(lever.lead, *LEADS)} to {max(lever.lead, *LEADS)} years"
    return f", leads of 0 to {max(LEADS)} years, and full output at once (projects that run already)"


def _first(one: MineralsOutcome) -> str:
    return str(one.first_year) if one.first_year else f"none within {one.lever.years} years"


def _sum(goal: float) -> str:
    return {OPENING_ASK: "$500bn, the first ask", FIRST_CASH: "$150m, the first cash"}[goal]


def _revenue(billions: float) -> str:
    return money(billions, "USD")


def _contributions(one: MineralsOutcome) -> str:
    paid = one.lever.contributions
    if not paid:
        return "none in this scenario"
    return f"{listed(f'{country_name(code)} {written(amount * _MILLIONS, _CENTS)}' for code, amount in paid.items())}"


def minerals_lines(one: MineralsOutcome) -> tuple[str, ...]:
    """The stream in a sentence or two."""
    lever = one.lever
    value = quantity(one.npv, one.low, one.high, _DOLLARS, _NPV)
    ask = one.needed.get(OPENING_ASK)
    each = "" if lever.revenue is None else f" at {_revenue(lever.revenue)} of revenue a year"
    lines = [
        f"Minerals deal: {part_words(lever)}, first in {_first(one)}: worth {value.text} ({value.spread}) in "
        f"{lever.from_}{each}"
    ]
    if ask is not None:
        # worth is in proportion to revenue, so the range of the one is that of the other turned round
        ends = [ask * one.npv / end if end else inf for end in (one.high, one.low)]
        earned = f"{_revenue(ask)} a year ({_revenue(ends[0])} to {_revenue(ends[1])})"
        lines.append(
            f"To be worth the $500bn first asked for, projects would have to earn {earned}; in brackets over years to "
            "the first output and rates of discount"
        )
    return tuple(lines)


def minerals_sources() -> tuple[str, ...]:
    """The source of the timeline and the positions."""
    return (SOURCE,)


def minerals_json(one: MineralsOutcome) -> dict[str, Any]:
    """One stream as plain data, bn USD."""
    return {
        "unit": "USD bn",
        "from": one.lever.from_,
        "share": one.lever.share,
        "royalty": one.lever.royalty,
        "discount": one.lever.discount,
        "years": one.years.tolist(),
        "revenue": one.revenue.tolist(),
        "paid": one.paid.tolist(),
        "npv": one.npv,
        "low": one.low,
        "high": one.high,
        "worth_of_one": one.worth_of_one,
        "needed": [{"sum": goal, "revenue": revenue} for goal, revenue in one.needed.items()],
        "contributions": [{"country": code, "amount": amount} for code, amount in one.lever.contributions.items()],
        "grid": grid_json(one.grid),
    }


def grid_json(grid: RoyaltyGrid) -> list[dict[str, Any]]:
    """The worth of 1 bn of yearly revenue in bn USD, a row for each lead, rate and royalty."""
    return [
        {"lead": lead, "discount": rate, "royalty": royalty, "worth_of_one": float(grid.worth[i, k, m])}
        for i, lead in enumerate(grid.leads)
        for k, rate in enumerate(grid.rates)
        for m, royalty in enumerate(grid.royalties)
    ]


def positions_json() -> list[dict[str, Any]]:
    """Every position with its codes, words, places and distances to the text signed; null is not stated."""
    found = position_distances()
    return [
        {
            "date": one.date,
            "actors": list(one.actors),
            "document": one.document,
            "distance": float(found.together[p]),
            "stated": int(found.stated[p]),
            "issues": [_issue_json(one, q, p, found) for q in range(len(found.issues))],
            "url": one.url,
            "provenance": one.provenance,
        }
        for p, one in enumerate(found.positions)
    ]


def _issue_json(one: MineralsPosition, q: int, p: int, found: PositionDistances) -> dict[str, Any]:
    coded = one.codes.get(found.issues[q])
    return {
        "issue": found.issues[q],
        "code": coded.code if coded else None,
        "place": float(found.place[p, q]),
        "distance": float(found.distance[p, q]),
        "coded_from": coded.words if coded else None,
    }


def events_json() -> list[dict[str, Any]]:
    """The steps of the deal as plain data."""
    return [
        {"date": e.date, "event": e.event, "says": e.says, "status": e.status, "url": e.url, "provenance": e.provenance}
        for e in minerals_events()
    ]
