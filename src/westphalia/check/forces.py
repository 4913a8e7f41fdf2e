"""Soldiers to be deployed against the accounts of a force: pool, cost, who could keep them up, who promised what."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from westphalia.check.verdict import Comparison, Verdict
from westphalia.evidence.claims import Figure, Reading
from westphalia.outcome import ForceOutcome
from westphalia.outcome.force import cost_anchors
from westphalia.scenario.draft_force import UKRAINE, latest_pledges
from westphalia.units import per_cent
from westphalia.wording import counted, currency_unit, day, listed, number, with_range
from westphalia.world.countries import countries, the
from westphalia.world.forces import FIRMNESS, Pledge, pledges

_SOURCE: Final = "westphalia-defence"
_ARMIES: Final = "cia-factbook-forces"
_STATEMENTS: Final = "force-statements"
_SLOWEST: Final = 5.0
_QUICKEST: Final = 3.0
_RATIOS: Final[Mapping[float, str]] = {3.0: "one in three", 4.0: "one in four", 5.0: "one in five"}


def check_force(figure: Figure, reading: Reading, force: ForceOutcome) -> Verdict:
    """What soldiers in place for years take in men and money; the plan itself cannot be checked."""
    lever, on = force.lever, reading.document.report_date
    about_ukraine = not figure.target or UKRAINE in figure.target
    said = latest_pledges(on) if about_ukraine else {}
    cost = _cost(force)
    largest = float(force.ceiling.sum())
    return Verdict(
        claim=figure.claim,
        route="model",
        word="cannot be checked",
        rule="a plan is a choice, not a measurement: the model says what soldiers and money it takes",
        sentence=(
            f"A plan is a choice, not a measurement. Keeping {figure.span.text} in place takes a pool of "
            f"{_pools(force)} and costs {with_range(*cost, currency_unit(lever.currency))} a year (an order "
            "of size: what soldiers cost elsewhere in pounds, dollars and euros of 2009 to 2024, read as "
            f"{lever.currency} of {lever.prices}). {_able(force, largest)}"
            f"{_said(said, on) if about_ukraine else ''}"
        ),
        comparisons=(*_pool_rows(force), _cost_row(force, cost), *_ability_rows(force, largest), *_pledge_rows(said)),
        caveats=_caveats(force, on, about_ukraine=about_ukraine),
        sources=(_SOURCE, _ARMIES, *((_STATEMENTS,) if about_ukraine else ())),
    )


def _pools(force: ForceOutcome) -> str:
    """The pools at each rotation: 90,000, 120,000 or 150,000 (one in three, four or five in place)."""
    sizes = [number(men, 0) for men in force.pools.values()]
    ratios = [_RATIOS[multiple].removeprefix("one in ") for multiple in force.pools]
    return (
        f"{', '.join(sizes[:-1])} or {sizes[-1]} soldiers (one in {', '.join(ratios[:-1])} or {ratios[-1]} in place at "
        "a time)"
    )


def _cost(force: ForceOutcome) -> tuple[float, float, float]:
    """Running cost of a year at full strength, bn: central, low, high."""
    central, low, high = (float(force.cost[name].max()) for name in ("central", "low", "high"))
    return central, low, high


def _able(force: ForceOutcome, largest: float) -> str:
    """What those who may send can keep up at the lever's rotation and willingness, and how many are missing."""
    missing = f", {number(force.short, 0)} short" if force.short > 0 else ", enough"
    who = the(force.allies[0]) if len(force.allies) == 1 else f"the {len(force.allies)} allies that may send"
    if set(force.lever.sent) >= set(force.allies):
        held = f"{number(largest, 0)} of the {number(sum(force.lever.sent.values()), 0)} named"
        return f"At {_ratio(force.lever.multiple)} {who} can keep up {held}{missing}."
    low, high = _over_rotations(force)
    spread = f" ({number(low, 0)} at one in five, {number(high, 0)} in three)"
    return (
        f"At {_ratio(force.lever.multiple)} and {per_cent(force.lever.willingness):g}% of free land forces (assumed) "
        f"{who} can keep up {number(largest, 0)}{spread}{missing}."
    )


def _over_rotations(force: ForceOutcome) -> tuple[float, float]:
    """The largest force at the lever's willingness and what is named, with one in five and one in three in place."""
    together = dict(zip(force.multiples.tolist(), force.ceiling_by_multiple.sum(axis=1).tolist(), strict=True))
    return together[_SLOWEST], together[_QUICKEST]


def _ratio(multiple: float) -> str:
    return _RATIOS.get(multiple, f"one in {multiple:g}")


def _said(said: Mapping[str, Pledge], on: date) -> str:
    """Who had promised what by the report's day, the firmest first."""
    if not said:
        first = min(pledge.date for pledge in pledges() if pledge.firmness)
        return f" Our table of what states have offered begins on {day(first)}, after this; see what the reports say."
    groups = []
    for firmness in reversed(FIRMNESS):
        those = [_who(p) for p in said.values() if p.firmness == firmness]
        groups += [f"{firmness}: {listed(those)}"] if those else []
    return f" Said by {day(on)}: {'; '.join(groups)}."


def _who(pledge: Pledge) -> str:
    name = the(pledge.iso3) if pledge.iso3 else pledge.actor
    low, high = pledge.troops_low, pledge.troops_high
    if high is None:
        return name
    return f"{name} ({f'{number(low, 0)} to ' if low and low != high else ''}{number(high, 0)})"


def _pool_rows(force: ForceOutcome) -> list[Comparison]:
    return [
        Comparison(label=f"pool, {_ratio(multiple)} in place", value=men, unit="soldiers", source=_SOURCE)
        for multiple, men in force.pools.items()
    ]


def _cost_row(force: ForceOutcome, cost: tuple[float, float, float]) -> Comparison:
    central, low, high = cost
    each = " to ".join(f"{cost_anchors()[name]:.2g}" for name in ("low", "high"))
    return Comparison(
        label=f"cost a year, prices of {force.lever.prices}", value=central, low=low, high=high,
        unit=f"{force.lever.currency} bn", source=_SOURCE, note=f"{each} million for a soldier in place a year",
    )  # fmt: skip


def _ability_rows(force: ForceOutcome, largest: float) -> list[Comparison]:
    """The largest force at the lever's willingness, its range over rotations, and the willingness the force takes."""
    low, high = _over_rotations(force)
    rows = [
        Comparison(
            label=f"largest force of those who may send, {_ratio(force.lever.multiple)} in place", value=largest,
            low=low, high=high, unit="soldiers", source=_SOURCE,
            note="the range is over one in five to one in three in place",
        )
    ]  # fmt: skip
    if force.least_willingness <= 1:
        rows.append(
            Comparison(label="part of their free land forces that it takes", value=force.least_willingness,
                       unit="share of land forces", source=_SOURCE)
        )  # fmt: skip
    return rows


def _pledge_rows(said: Mapping[str, Pledge]) -> list[Comparison]:
    """The statements with a number of soldiers, the firmest first."""
    sized = [p for p in said.values() if p.troops_high is not None and p.iso3]
    sized.sort(key=lambda p: -FIRMNESS.index(p.firmness or FIRMNESS[0]))
    return [
        Comparison(
            label=f"{countries()[p.iso3 or ''].name}: {p.firmness}", value=float(p.troops_high or 0),
            low=float(p.troops_low) if p.troops_low else None, high=float(p.troops_high) if p.troops_high else None,
            unit="soldiers", as_of=p.date, source=_STATEMENTS, note=p.statement,
        )
        for p in sized
    ]  # fmt: skip


def _caveats(force: ForceOutcome, on: date, *, about_ukraine: bool) -> tuple[str, ...]:
    later = sum(1 for p in pledges() if p.iso3 and p.firmness and p.date > on)
    return (
        "what a soldier costs is read off missions in several currencies and years, taken as one currency of one year: "
        "anchors, not a price",
        "land forces as the factbook has them today, less soldiers deployed elsewhere; willingness is assumed alike",
        *((f"may send: {listed(map(the, force.allies))}",) if force.lever.contributors else ()),
        *(f"left out: {reason}" for _, reason in force.left_out),
        *((f"{counted(later, 'statement')} held here came after the report",) if about_ukraine and later else ()),
    )
