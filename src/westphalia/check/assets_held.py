"""The sums held of immobilised assets, what they earn, loans on them, damage and rebuilding, each with who says so."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from westphalia.wording import money
from westphalia.world.assets import EUROCLEAR, STATEMENTS, Holding, assessments, era_loans, funds, holdings, incomes
from westphalia.world.countries import the
from westphalia.world.load import sources
from westphalia.world.studies import date_words, last_day, study

Topic = Literal["assets", "loan", "rebuilding", "damage"]
_QUOTED: Final = "as quoted by the source"


@dataclass(frozen=True)
class Known:
    """One figure held: bn of a currency, the day it counts to, and the earliest day on which it can have been public.

    `series` is what later figures of the same thing share; `rivals` says that others estimate the same otherwise,
    `drifts` that it is a stock whose level between two days held is not known. `said_by` is the body that made it.
    """

    label: str
    amount: float
    currency: str
    as_of: date
    public: date
    series: str
    source: str
    said_by: str
    provenance: str
    note: str = ""
    rivals: bool = False
    drifts: bool = False

    @property
    def decimals(self) -> int:
        """Decimals of the amount in bn."""
        return len(f"{self.amount:.3f}".rstrip("0").partition(".")[2])

    @property
    def cited(self) -> str:
        """Sum, what it is, and who says so."""
        return f"{money(self.amount, self.currency)}, {self.label} ({self.said_by})"

    @property
    def origin(self) -> str:
        """Who says so, and whether that was read."""
        read = "read as quoted" if self.provenance == _QUOTED else self.provenance
        return f"{self.said_by}: {read}"


def cited(known: list[Known]) -> str:
    """Several figures as a phrase."""
    return "; ".join(one.cited for one in known)


def first_day(cell: str) -> date:
    """The first day a date without a day can mean: 2024-10 → 1 October 2024."""
    numbers = [int(part) for part in cell.split("-")]
    return date(*[*numbers, 1, 1][:3])


def _placed() -> list[Known]:
    return [_holding(one) for one in holdings() if one.concept != "location 2022"]


def _holding(one: Holding) -> Known:
    is_total = one.concept == "total"
    return Known(
        label=f"assets {one.words}, {'' if is_total else 'end of '}{date_words(one.period)}",
        amount=one.amount,
        currency=one.currency,
        as_of=last_day(one.period),
        public=first_day(one.period) if is_total else last_day(one.period),
        series=one.concept if is_total else one.place,
        source=EUROCLEAR if one.said_by.startswith("Euroclear") else STATEMENTS,
        said_by=one.said_by,
        provenance=one.provenance,
        note=one.note,
        rivals=is_total,
        drifts=not is_total,
    )


def _lent() -> list[Known]:
    loans = [
        Known(
            f"ERA loan of {the(one.lender)}",
            one.amount,
            one.currency,
            one.on,
            one.on.replace(day=1),
            one.lender,
            STATEMENTS,
            one.said_by,
            one.provenance,
        )
        for one in era_loans()
    ]
    promised = [
        Known(one.words, one.amount, one.currency, last_day(f"{one.first}"), last_day(f"{one.first - 1}"), one.id,
              STATEMENTS, one.said_by, one.provenance, one.counts)
        for one in funds()
        if one.kind == "support"
    ]  # fmt: skip
    return loans + promised


def _assessed(need: bool) -> list[Known]:
    by_id = {source.id: source for source in sources()}
    found = []
    for one in assessments():
        source = by_id[study(one.study).source]
        what = f"need over {one.years} years" if need else "direct damage"
        found.append(
            Known(
                label=f"{what}, edition {one.edition} of the assessment",
                amount=one.need if need else one.damage,
                currency=one.currency,
                as_of=one.as_of,
                public=first_day(source.date),
                series="need" if need else "damage",
                source=source.id,
                said_by=source.publisher,
                provenance=one.provenance,
                note="recovery and reconstruction, not damage alone" if need else "damage, not the need of rebuilding",
                drifts=not need,
            )
        )
    return found


HELD: Final[Mapping[Topic, Callable[[], list[Known]]]] = MappingProxyType(
    {
        "assets": _placed,
        "loan": _lent,
        "rebuilding": lambda: _assessed(need=True),
        "damage": lambda: _assessed(need=False),
    }
)
_EARNED: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "tax": re.compile(r"\btax\w*", re.IGNORECASE),
        "windfall": re.compile(r"\bwindfall\b|\bcontribution\b|\bhanded over\b|\bpaid\b", re.IGNORECASE),
        "interest": re.compile(r"\bearn\w*|\bincome\b|\binterest\b|\bprofits?\b", re.IGNORECASE),
    }
)
_EARNED_WORDS: Final = {
    "tax": "tax on the interest at Euroclear",
    "windfall": "handed over as windfall contribution",
    "interest": "interest earned at Euroclear",
}


def earned(text: str) -> list[Known]:
    """Euroclear's yearly flows of the kind that a text's words name: tax before contribution before interest."""
    kind = next((name for name, words in _EARNED.items() if words.search(text)), None)
    if kind is None:
        return []
    flows = {"tax": lambda y: y.tax, "windfall": lambda y: y.windfall, "interest": lambda y: y.interest}
    return [
        Known(f"{_EARNED_WORDS[kind]} in {year.year}", amount, "EUR", date(year.year, 12, 31), date(year.year, 12, 31),
              f"earned {year.year}", EUROCLEAR, "Euroclear, annual results", year.provenance)
        for year in incomes()
        if (amount := flows[kind](year)) is not None
    ]  # fmt: skip
