"""What European defence without the United States is said to cost: published figures side by side, never averaged."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, get_args

from westphalia.world.studies import Study, study
from westphalia.world.table import number, read_rows, unknown

Flow = Literal["a year", "once", "over four years", "over 25 years", "by 2035"]
_FLOWS: Final[dict[str, Flow]] = {flow: flow for flow in get_args(Flow)}


@dataclass(frozen=True)
class Need:
    """One published sum: bn of `currency` per `flow`, what it counts, and from which share of GDP to which.

    `amount` is None where only a range was published, then in `low` and `high`. Shares are fractions, None where not
    stated; `from_qualifier` is what the source puts before the first ("about"). `points` is the rise the figure
    rests on. `perimeter_stated` is a code of `members`, None where the source draws no line. `counts` completes
    "It counts …".
    """

    id: str
    words: str
    amount: float | None
    low: float | None
    high: float | None
    currency: str
    flow: Flow
    counts: str
    from_share: float | None
    from_qualifier: str
    to_share: float | None
    points: float | None
    perimeter_stated: str | None
    study: str
    source: str
    provenance: str
    note: str


@dataclass(frozen=True)
class ForceNeed:
    """One part of the force said to replace the American one: how many of what, in whole units."""

    id: str
    words: str
    count: int
    per: str
    qualifier: str
    study: str
    source: str
    provenance: str
    note: str


@lru_cache(maxsize=1)
def needs() -> tuple[Need, ...]:
    """Every sum of money held, in the order of the table; the amounts are those of `studies()`."""
    return tuple(_need(row) for row in read_rows("needs.csv"))


def need(name: str) -> Need:
    """One sum by its identifier; an unknown one is an error that offers the nearest."""
    for candidate in needs():
        if candidate.id == name:
            return candidate
    raise unknown("need", name, [candidate.id for candidate in needs()])


def _need(row: dict[str, str]) -> Need:
    said = study(row["study"])
    return Need(
        id=row["id"],
        words=row["words"],
        amount=said.value,
        low=said.low,
        high=said.high,
        currency=_currency(said),
        flow=_FLOWS[row["flow"]],
        counts=said.counts,
        from_share=number(row["from_share"]),
        from_qualifier=row["from_qualifier"],
        to_share=number(row["to_share"]),
        points=number(row["points"]),
        perimeter_stated=row["perimeter_stated"] or None,
        study=said.id,
        source=said.source,
        provenance=said.provenance,
        note=row["note"],
    )


def _currency(said: Study) -> str:
    return said.unit.removesuffix(" bn")


@lru_cache(maxsize=1)
def force_needs() -> tuple[ForceNeed, ...]:
    """What Bruegel and Kiel say Europe needs in troops and equipment, and IISS's count of US troops."""
    return tuple(_force_need(row) for row in read_rows("force_needs.csv"))


def _force_need(row: dict[str, str]) -> ForceNeed:
    words = {key: row[key] for key in ("id", "words", "per", "qualifier", "study", "provenance", "note")}
    return ForceNeed(count=int(row["count"]), source=study(row["study"]).source, **words)
