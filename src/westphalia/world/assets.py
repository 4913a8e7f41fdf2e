"""Russian assets immobilised abroad, what they earn, loans that rest on it, and the need of rebuilding Ukraine.

Figures of different concepts are kept apart: what is immobilised at a place, an estimate of all of it, and where
reserves lay in 2022. The totals of 260, 280 and 300 are competing estimates; nobody averages them here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal, get_args

from westphalia.errors import DataError
from westphalia.world.studies import last_day
from westphalia.world.table import number, read_rows

Concept = Literal["immobilised", "total", "location 2022"]
FundKind = Literal["support", "need"]
_CONCEPTS: Final[Mapping[str, Concept]] = MappingProxyType({word: word for word in get_args(Concept)})
_KINDS: Final[Mapping[str, FundKind]] = MappingProxyType({word: word for word in get_args(FundKind)})

EUROCLEAR: Final = "euroclear-results"
STATEMENTS: Final = "russian-assets"
LOAN_TERMS: Final = "council-era-2024"
"""Rows of sources.csv: the depository's results, the statements gathered, and the longest term of the EU's loan."""
LOAN_RATE: Final = 0.03
"""Interest on the loans a year; assumed, about what the EU pays for long debt: the lenders' terms were not read."""
LOAN_YEARS: Final = 45
"""Longest term of the EU's loan (Council, October 2024); taken for all lenders, which is the mildest schedule."""
_ROUNDING: Final = 0.05
"""Half of the last digit of interest and windfall, which are published in tenths of a billion."""
PRIVATE_SHARE: Final = 1 / 3
"""Part of rebuilding that private money may pay; assumed, about a third."""


@dataclass(frozen=True)
class Holding:
    """One figure for assets at a place: bn of `currency` at the end of `period` (year or month), and its concept."""

    id: str
    place: str
    words: str
    period: str
    amount: float
    currency: str
    concept: Concept
    quality: str
    said_by: str
    url: str
    provenance: str
    note: str


@dataclass(frozen=True)
class Income:
    """A year at Euroclear, EUR bn: assets at its end, their interest, the tax on it, and what is handed over.

    None where the table holds nothing.
    """

    year: int
    assets: float | None
    interest: float
    tax: float | None
    windfall: float | None
    provenance: str

    @property
    def gross_yield(self) -> float | None:
        r"""Interest over the assets at the end of the year, :math:`i = I / A`; the mean stock is not published."""
        return None if self.assets is None else self.interest / self.assets

    @property
    def share(self) -> float | None:
        r"""Part of the interest that is handed over, :math:`w = W / I`."""
        return None if self.windfall is None else self.windfall / self.interest


@dataclass(frozen=True)
class EraLoan:
    """What one lender lends on the proceeds, bn of its own currency; `on` is the day of its exchange rate."""

    lender: str
    amount: float
    currency: str
    on: date
    said_by: str
    url: str
    provenance: str
    note: str


@dataclass(frozen=True)
class Fund:
    """Money promised to Ukraine in all, or a need it meets: bn of `currency` over the years, and what it counts."""

    id: str
    words: str
    lenders: str
    amount: float
    currency: str
    first: int
    last: int
    kind: FundKind
    counts: str
    said_by: str
    provenance: str


@dataclass(frozen=True)
class Assessment:
    """One edition of the damage and needs assessment: need over `years`, direct damage to the day, bn of `currency`."""

    edition: int
    as_of: date
    need: float
    damage: float
    currency: str
    years: int
    study: str
    provenance: str


@lru_cache(maxsize=1)
def holdings() -> tuple[Holding, ...]:
    """Every figure for assets by place, in the order of the table."""
    return tuple(
        Holding(amount=float(row.pop("value")), concept=_CONCEPTS[row.pop("concept")], **row)
        for row in read_rows("immobilised_assets.csv")
    )


@lru_cache(maxsize=1)
def incomes() -> tuple[Income, ...]:
    """Euroclear's years, the first first."""
    return tuple(
        Income(
            year=int(row["year"]),
            assets=number(row["assets"]),
            interest=float(row["interest"]),
            tax=number(row["tax"]),
            windfall=number(row["windfall"]),
            provenance=row["provenance"],
        )
        for row in read_rows("euroclear.csv")
    )


def gross_yield(year: int) -> float:
    """Gross yield of a year; refused where the table holds no assets of it."""
    for one in incomes():
        if one.year == year and one.gross_yield is not None:
            return one.gross_yield
    held = ", ".join(str(one.year) for one in incomes() if one.gross_yield is not None)
    raise DataError(f"yield of {year}: the table holds {held}. Name one of these.")


def latest_year() -> int:
    """The last year whose yield is known."""
    return max(one.year for one in incomes() if one.gross_yield is not None)


@lru_cache(maxsize=1)
def era_loans() -> tuple[EraLoan, ...]:
    """The loans of the five lenders."""
    return tuple(
        EraLoan(
            lender=row["lender"],
            amount=float(row["amount"]),
            currency=row["currency"],
            on=last_day(row["date"]),
            said_by=row["said_by"],
            url=row["url"],
            provenance=row["provenance"],
            note=row["note"],
        )
        for row in read_rows("era_loans.csv")
    )


@lru_cache(maxsize=1)
def funds() -> tuple[Fund, ...]:
    """Money promised to Ukraine in all, and the financing need."""
    return tuple(
        Fund(
            id=row["id"],
            words=row["words"],
            lenders=row["lenders"],
            amount=float(row["amount"]),
            currency=row["currency"],
            first=int(row["from"]),
            last=int(row["until"]),
            kind=_KINDS[row["kind"]],
            counts=row["counts"],
            said_by=row["said_by"],
            provenance=row["provenance"],
        )
        for row in read_rows("support_funds.csv")
    )


@lru_cache(maxsize=1)
def assessments() -> tuple[Assessment, ...]:
    """The editions of the damage and needs assessment, the first first."""
    return tuple(
        Assessment(
            edition=int(row["edition"]),
            as_of=date.fromisoformat(row["as_of"]),
            need=float(row["need"]),
            damage=float(row["damage"]),
            currency=row["currency"],
            years=int(row["years"]),
            study=row["study"],
            provenance=row["provenance"],
        )
        for row in read_rows("reconstruction.csv")
    )


@dataclass(frozen=True)
class Span:
    """A parameter's centre and the ends of its range."""

    central: float
    low: float
    high: float


def latest_assets() -> float:
    """Assets at Euroclear that earn, EUR bn: at the end of the last year whose yield is known.

    The yield of a year is its interest over this stock, so the two belong together: no stock of another year is taken.
    """
    return next(one.assets for one in incomes() if one.year == latest_year() and one.assets is not None)


def windfall_span() -> Span:
    r"""Share of the interest that is handed over, :math:`W / I`: that of the last year, the lowest and the highest.

    The last year counts whole. In 2024 the interest was handed over from mid-February on only, so its share is the low
    end and no centre. The high end is that of the last year with both figures at the ends of their rounding.
    """
    known = [one for one in incomes() if one.windfall is not None and one.share is not None]
    last = max(known, key=lambda one: one.year)
    ends = [((last.windfall or 0) + side * _ROUNDING) / (last.interest - side * _ROUNDING) for side in (-1, 1)]
    shares = [one.share for one in known if one.share is not None]
    return Span(shares[known.index(last)], min(*shares, ends[0]), max(*shares, ends[1]))
