"""What others published: estimates with the scenario behind each, policy parameters and checked numbers."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal, get_args

from westphalia.world.load import Source, sources
from westphalia.world.table import number, parts, read_rows, unknown

_LAST_MONTH: Final = 12
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TRILLION_DIGITS: Final = 3

Flow = Literal["extra", "total", "loss", ""]
Outlook = Literal["counterfactual", "forecast", "observed"]
_FLOWS: Final[Mapping[str, Flow]] = {flow: flow for flow in get_args(Flow)}
_OUTLOOKS: Final[Mapping[str, Outlook]] = {outlook: outlook for outlook in get_args(Outlook)}


@dataclass(frozen=True)
class Study:
    """One published estimate with the scenario it belongs to; rates are fractions.

    `value` with `low` and `high` are in `unit`: "fraction" is a relative change, "share of …" a ratio to what is
    named, else money or persons. A loss is positive under a measure that ends in `_loss`, a fall negative elsewhere.
    `retaliation` is None where not stated. `provenance` is the row's own: a value known at second hand keeps no
    address.

    `published` is for comparing only: where no day is known it is the last of the month or year, and
    `published_words` says what is known. `printed` is the figure as published with its `qualifier` ("nearly");
    where only a range or one end of it was published, `value` is None and stays so. `flow` and `per` tell extra
    money from a total and a year's from that of 25. `counts` completes "It counts …".
    """

    id: str
    title: str
    publisher: str
    published: date
    imposer: tuple[str, ...]
    target: str
    rate: float | None
    other_rates: Mapping[str, float] = field(hash=False)
    retaliation: bool | None
    horizon: str
    scenario: str
    counts: str
    subject: str
    partner: str
    measure: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    year: int | None
    source: str
    provenance: str
    url: str
    note: str
    published_words: str
    by: str
    authors: tuple[str, ...]
    printed: str
    qualifier: str
    flow: Flow
    per: str
    outlook: Outlook
    also: str

    @property
    def label(self) -> str:
        """Whom a text names, with the time of publication once."""
        return self.by if self.by.endswith(")") else f"{self.by}, {self.published_words}"

    @property
    def decimals(self) -> int | None:
        """Decimals of the figure as published, in per cent or the row's unit; None where it is in words only."""
        found = _NUMBER.findall(self.printed)
        if not found:
            return None
        decimals = len(found[-1].partition(".")[2])
        return max(0, decimals - _TRILLION_DIGITS) if self.printed.endswith("tn") else decimals


@lru_cache(maxsize=1)
def studies() -> tuple[Study, ...]:
    """Every published estimate of the table, in its order."""
    by_id = {source.id: source for source in sources()}
    return tuple(_study(row, by_id[row["source"]]) for row in read_rows("studies.csv"))


def study(name: str) -> Study:
    """One estimate by its identifier; an unknown one is an error that offers the nearest."""
    for candidate in studies():
        if candidate.id == name:
            return candidate
    raise unknown("study", name, [candidate.id for candidate in studies()])


def _study(row: dict[str, str], source: Source) -> Study:
    return Study(
        id=row["id"],
        title=source.title,
        publisher=source.publisher,
        published=last_day(source.date),
        imposer=parts(row["imposer"]),
        target=row["target"],
        rate=number(row["rate"]),
        other_rates=_other_rates(row["other_rates"]),
        retaliation={"yes": True, "no": False, "": None}[row["retaliation"]],
        horizon=row["horizon"],
        scenario=row["scenario"],
        counts=row["counts"],
        subject=row["subject"],
        partner=row["partner"],
        measure=row["measure"],
        value=number(row["value"]),
        low=number(row["low"]),
        high=number(row["high"]),
        unit=row["unit"],
        year=int(row["year"]) if row["year"] else None,
        source=source.id,
        provenance=row["provenance"],
        url=row["read_at"] or (source.url if row["provenance"] == source.provenance else ""),
        note=row["note"],
        published_words=date_words(source.date),
        by=source.by,
        authors=source.named,
        printed=row["printed"],
        qualifier=row["qualifier"],
        flow=_FLOWS[row["flow"]],
        per=row["per"],
        outlook=_OUTLOOKS[row["outlook"]],
        also=row["also"],
    )


def _other_rates(cell: str) -> Mapping[str, float]:
    pairs = (entry.split("=") for entry in parts(cell))
    return MappingProxyType({code: float(rate) for code, rate in pairs})


def last_day(cell: str) -> date:
    """The day of publication; of a month or a year without a day, its last: 2024-10 → 31 October 2024."""
    numbers = [int(part) for part in cell.split("-")]
    year, month = numbers[0], (numbers[1:2] or [_LAST_MONTH])[0]
    return date(year, month, (numbers[2:] or [monthrange(year, month)[1]])[0])


def date_words(cell: str) -> str:
    """The time of publication with the precision held: 2024-11-08 → 8 November 2024, 2024-10 → October 2024."""
    end = last_day(cell)
    return (str(end.year), f"{end:%B %Y}", f"{end.day} {end:%B %Y}")[cell.count("-")]


@dataclass(frozen=True)
class Parameter:
    """One parameter of the policy models: low, central and high as printed, unit and who says so.

    `status` tells a value that was read from one derived, remembered or judged.
    """

    system: int
    symbol: str
    meaning: str
    low: str
    central: str
    high: str
    unit: str
    source: str
    status: str


@dataclass(frozen=True)
class Verification:
    """One published number with the formula that should reach it, what it gives, and how the pair was chosen."""

    id: str
    system: int
    claim: str
    published: float
    unit: str
    formula: str
    model_value: float
    diff_pct: float | None
    url: str
    selection_note: str
    provenance: str


@lru_cache(maxsize=1)
def parameters() -> tuple[Parameter, ...]:
    """Parameters of budgets, autonomy, force, support, sanctions, attacks and the yearly loop."""
    return tuple(_parameter(row) for row in read_rows("parameters.csv"))


def _parameter(row: dict[str, str]) -> Parameter:
    words = [row[name] for name in ("symbol", "meaning", "low", "central", "high", "unit", "source", "status")]
    return Parameter(int(row["system"]), *words)


@lru_cache(maxsize=1)
def verification() -> tuple[Verification, ...]:
    """The published numbers V01 to V34, each saying whether its formula was fixed before the comparison."""
    return tuple(_verification(row) for row in read_rows("verification.csv"))


def _verification(row: dict[str, str]) -> Verification:
    return Verification(
        id=row["id"],
        system=int(row["system"]),
        claim=row["claim"],
        published=float(row["published"]),
        unit=row["unit"],
        formula=row["formula"],
        model_value=float(row["model_value"]),
        diff_pct=number(row["diff_pct"]),
        url=row["url"],
        selection_note=row["selection_note"],
        provenance=row["provenance"],
    )
