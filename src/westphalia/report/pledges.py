"""Who promised what for a force, how firmly and on what condition; and what deployed soldiers cost elsewhere."""

from collections.abc import Iterator
from typing import Final

from westphalia.report.names import Link, source_anchor
from westphalia.report.tables import NO_RANGE, Cell, Row, Table, label, range_alone
from westphalia.wording import MISSING, Unit, currency_unit, written
from westphalia.world.forces import FIRMNESS, Pledge, force_costs, force_options, pledges

_COST: Final = "#how-force-cost"
_HERE: Final = "#how-force"
_MEN: Final = Unit(decimals=0)
_SECOND_HAND: Final = "origin named, original not read"
_NO_PROMISE: Final = "no promise: a request, or a state's own armed forces"


def pledge_table(ident: str) -> Table:
    """Every public statement held, the firmest kind first and the latest first among equals."""
    return Table(
        id=f"{ident}-pledges",
        caption="Who has promised what for a force in Ukraine, the firmest first",
        corner="Who",
        columns=("when", "soldiers", "what was said", "condition", "source"),
        rows=tuple(_by_firmness()),
        note="Public statements in our words. How firm one is follows from its kind: money set aside is firmer than a "
        "size, a size than a promise without one. “Up to” is the source's; no value inside is named. Second hand: "
        "read in another publication's report of it.",
        links=(Link("how pledges are ordered", _HERE),),
    )


def _by_firmness() -> Iterator[Row]:
    for firmness in (*reversed(FIRMNESS), None):
        held = [pledge for pledge in pledges() if pledge.firmness == firmness]
        if held:
            yield Row(_NO_PROMISE if firmness is None else firmness)
            yield from (_pledge_row(pledge) for pledge in reversed(held))


def _pledge_row(pledge: Pledge) -> Row:
    cells = (
        label(pledge.date_words),
        soldiers(pledge),
        label(pledge.statement),
        label(pledge.condition or MISSING),
        label(pledge.source, remark=_read(pledge.provenance)),
    )
    return Row(pledge.actor, cells)


def _read(provenance: str) -> str:
    return "second hand" if provenance == _SECOND_HAND else ""


def soldiers(pledge: Pledge) -> Cell:
    """How many a statement names: a range, one end of it, or none."""
    low, high = pledge.troops_low, pledge.troops_high
    if low is not None and low == high:
        return Cell(written(low, _MEN), NO_RANGE, _HERE)
    return range_alone(low, high, _MEN, _HERE)


def said_words(iso3: str) -> str:
    """The firmest and the latest a state has said, with its date: size named, up to 6,000 (8 January 2026)."""
    held = [pledge for pledge in pledges(iso3) if pledge.firmness]
    if not held:
        return "nothing held"
    sized = [pledge for pledge in held if pledge.firmness == "size named"]
    chosen = {id(p): p for p in (max(held, key=_rank), *sized[-1:], held[-1])}
    return "; ".join(_said(pledge) for pledge in chosen.values())


def _rank(pledge: Pledge) -> tuple[int, object]:
    return FIRMNESS.index(pledge.firmness or FIRMNESS[0]), pledge.date


def _said(pledge: Pledge) -> str:
    size = soldiers(pledge).text
    return f"{pledge.firmness}{'' if size == MISSING else f', {size}'} ({pledge.date_words})"


def cost_anchor_table(ident: str) -> Table:
    """What a deployed soldier cost in a year elsewhere, each anchor in its own currency and at its own prices."""
    return Table(
        id=f"{ident}-cost-anchors",
        caption="What a deployed soldier cost in a year elsewhere",
        corner="Where",
        columns=("a soldier a year", "prices of", "what must be known of it", "source"),
        rows=tuple(
            Row(
                cost.words,
                (
                    Cell(written(cost.per_soldier_year, currency_unit(cost.currency, "")), NO_RANGE, _COST),
                    label(cost.price_basis),
                    label(cost.caveat),
                    label(cost.source, remark=_read(cost.provenance)),
                ),
            )
            for cost in force_costs()
        ),
        note="Each in its own currency, at the prices of its own time, counting different things: they bound a cost. "
        "They are not converted into one number. Second hand: read in another publication's report of it.",
        links=(Link("what a soldier-year costs", _COST),),
    )


def force_sources() -> tuple[str, ...]:
    """The sources of the sizes discussed, by identifier, for the list of sources."""
    return tuple(dict.fromkeys(option.source for option in force_options()))


def option_href(source: str) -> str:
    """Where the source of a size stands on the page."""
    return f"#{source_anchor(source)}"
