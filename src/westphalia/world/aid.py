"""Aid to Ukraine by donor: the Kiel tracker's totals, three measures kept apart, and what Kiel says replaces the US.

The tables hold donor × year × type totals and a few cut-off months. `read_tracker` reads a monthly file somebody
supplies, of this or another release, for every cut-off. Releases rewrite history: each total knows its release.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

from westphalia.errors import DataError
from westphalia.world.countries import members, the
from westphalia.world.table import read_rows

Measure = Literal["allocations", "commitments", "disbursements"]
Part = Literal["military", "financial", "humanitarian"]
EuAs = Literal["donor", "members"]
MEASURES: Final[tuple[Measure, ...]] = ("allocations", "commitments", "disbursements")
PARTS: Final[tuple[Part, ...]] = ("military", "financial", "humanitarian")
CURRENCY: Final = "EUR"
INSTITUTIONS: Final = "EU_INSTITUTIONS"
EUROPE: Final = ("EU27", "GBR", "NOR", "CHE", "ISL")
"""The donors a total for Europe adds up, beside the EU's institutions; Türkiye is not among them."""

FIRST_YEAR: Final = 2022
RELEASE: Final = 29
SOURCE: Final = "kiel-tracker-29"
ERA_LENDER: Final = "USA"
ERA_ALLOCATED: Final = 2024, 18.3
"""Year and bn EUR of the United States' financial aid that is evidently its ERA loan of $20bn.

Release 29 has €18.3bn of financial allocations in October 2024; that they are the loan is assumed from sum and date.
"""
_RELEASED: Final = date(2026, 8, 4)
YEAR_END: Final = 12


@dataclass(frozen=True)
class Amounts:
    """Sums in bn EUR over a period: allocations by type, and commitments, which the tracker does not split by type.

    The tracker counts an allocation when a sum or a delivery is fixed for a purpose, a commitment when it is promised.
    Disbursements, what has been paid or handed over, it does not hold for all donors: they are never given here.
    """

    military: float = 0.0
    financial: float = 0.0
    humanitarian: float = 0.0
    committed: float = 0.0

    @property
    def allocated(self) -> float:
        """All allocations together."""
        return self.military + self.financial + self.humanitarian

    def measured(self, measure: Measure) -> float | None:
        """The sum of one measure; None where it is not held."""
        return {"allocations": self.allocated, "commitments": self.committed, "disbursements": None}[measure]

    def __add__(self, other: "Amounts") -> "Amounts":
        """Both together."""
        return Amounts(*(getattr(self, name) + getattr(other, name) for name in _FIELDS))

    def __sub__(self, other: "Amounts") -> "Amounts":
        """The one without the other."""
        return Amounts(*(getattr(self, name) - getattr(other, name) for name in _FIELDS))

    def times(self, factor: float) -> "Amounts":
        """A part or multiple of it."""
        return Amounts(*(getattr(self, name) * factor for name in _FIELDS))


_FIELDS: Final = (*PARTS, "committed")
Totals = Mapping[str, Amounts]


@dataclass(frozen=True)
class Period:
    """From January of one year to a month of another, both included."""

    first: int
    last: int
    through: int = YEAR_END

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.first > self.last or not 1 <= self.through <= YEAR_END:
            raise DataError(
                f"period: {self.first} to {self.last}, month {self.through}, ends before it begins or in no month. "
                "Write the first year, the last year, and a month from 1 to 12."
            )

    @property
    def years(self) -> float:
        """Its length in years."""
        return self.last - self.first + self.through / YEAR_END

    @property
    def words(self) -> str:
        """As in running text: 2024, January to October 2024, January 2022 to February 2025."""
        end = f"{date(self.last, self.through, 1):%B} {self.last}"
        if self.through == YEAR_END:
            return str(self.last) if self.first == self.last else f"{self.first}–{self.last}"
        return f"January{'' if self.first == self.last else f' {self.first}'} to {end}"


@dataclass(frozen=True, eq=False)
class Tracker:
    """One release: sums of each donor from January to a month of a year, and the key that charges the EU's aid.

    `sums` is keyed by donor, year and month. `eu_key` says what part of the institutions' aid each member carries;
    the release's own for its whole span, used for every period (assumed). `gdp` is the output of 2021 in bn EUR that
    the tracker divides by. `released` is None where a file somebody supplied does not say it.
    """

    release: int
    released: date | None
    data_to: tuple[int, int]
    sums: Mapping[tuple[str, int, int], Amounts]
    eu_key: Mapping[str, float]
    names: Mapping[str, str]
    gdp: Mapping[str, float]
    source: str

    @property
    def donors(self) -> tuple[str, ...]:
        """Codes of the donors, the EU's institutions among them."""
        return tuple(dict.fromkeys(donor for donor, _, _ in self.sums))

    @property
    def span(self) -> Period:
        """All of it."""
        return Period(FIRST_YEAR, *self.data_to)

    def months(self, year: int) -> tuple[int, ...]:
        """Months of a year up to which sums are held."""
        return tuple(sorted({month for _, y, month in self.sums if y == year}))

    def totals(self, period: Period, eu: EuAs) -> Totals:
        r"""Sums of a period by donor, with the EU's aid either its institutions' or its members'.

        .. math:: A_j + g_j A_{EU}, \qquad \sum_j g_j = 1

        The institutions stand in the result only where nothing of theirs is charged, so no sum counts both.
        """
        found = {donor: self._sum(donor, period) for donor in self.donors}
        if eu == "donor" or INSTITUTIONS not in found:
            return MappingProxyType(found)
        shared = found.pop(INSTITUTIONS)
        for iso3, part in self.eu_key.items():
            found[iso3] = found.get(iso3, Amounts()) + shared.times(part)
        return MappingProxyType(found)

    def _sum(self, donor: str, period: Period) -> Amounts:
        found = Amounts()
        for year in range(period.first, period.last + 1):
            through = period.through if year == period.last else YEAR_END
            if (donor, year, through) not in self.sums:
                raise self._not_held(year, through)
            found += self.sums[donor, year, through]
        return found

    def _not_held(self, year: int, through: int) -> DataError:
        held = self.months(year)
        if not held:
            years = ", ".join(map(str, sorted({y for _, y, _ in self.sums})))
            return DataError(
                f"aid in {year}: release {self.release} has no rows of that year, only of {years}. Name years it has, "
                f"or give a monthly file with every year from {FIRST_YEAR} on."
            )
        return DataError(
            f"aid to month {through} of {year}: release {self.release} is held to month "
            f"{', '.join(map(str, held))} of that year. Name another month, or give a monthly file of the tracker."
        )


def group_total(totals: Totals, codes: Iterable[str]) -> Amounts:
    """Sum over donors, each counted once; a donor that stands in two of the groups is an error."""
    found = Amounts()
    for code in one_of_each(codes):
        found += totals.get(code, Amounts())
    return found


def one_of_each(codes: Iterable[str]) -> tuple[str, ...]:
    """The countries behind codes and groups, where no country stands in two of them; else an error."""
    found: dict[str, str] = {}
    for code in codes:
        for one in (code,) if code == INSTITUTIONS else members(code):
            if one in found:
                twice = f"{the(one)} stands in {found[one]} and in {code}"
                raise DataError(f"donors: {twice}, and would be counted twice. Name it once.")
            found[one] = code
    return tuple(found)


def donor_name(code: str) -> str:
    """A donor in running text: the EU's institutions, the United Kingdom."""
    return "the EU's institutions" if code == INSTITUTIONS else the(code)


@lru_cache(maxsize=1)
def tracker(release: int = RELEASE) -> Tracker:
    """The release held in the tables; another one is an error that says how to use it."""
    if release != RELEASE:
        raise DataError(
            f"release {release} of the tracker is not held; release {RELEASE} is. Give its monthly file with "
            "`westphalia support --tracker FILE --release N`."
        )
    return Tracker(
        release=release,
        released=_RELEASED,
        data_to=_data_to(),
        sums=MappingProxyType(_shipped()),
        eu_key=eu_key(),
        names=MappingProxyType({row["donor"]: row["name"] for row in read_rows("support_donors.csv")}),
        gdp=reference_gdp(),
        source=SOURCE,
    )


def _shipped() -> dict[tuple[str, int, int], Amounts]:
    found: dict[tuple[str, int, int], Amounts] = {}
    for row in read_rows("support.csv"):
        key = row["donor"], int(row["year"]), int(row["through"])
        if row["currency"] != CURRENCY or key in found:
            raise DataError(f"support.csv: {key} stands twice or in {row['currency']}; each total stands once in EUR.")
        found[key] = Amounts(*(float(row[name]) for name in _FIELDS))
    return found


def _data_to() -> tuple[int, int]:
    return max((year, month) for _, year, month in _shipped())


@lru_cache(maxsize=1)
def eu_key() -> Mapping[str, float]:
    r"""Part of the EU institutions' aid that each member carries, :math:`g_j`, as the tracker charges it."""
    charged = {row["iso3"]: float(row["charged"]) for row in read_rows("support_eu_shares.csv")}
    return MappingProxyType({iso3: sum_ / sum(charged.values()) for iso3, sum_ in charged.items()})


@lru_cache(maxsize=1)
def reference_gdp() -> Mapping[str, float]:
    """Output of 2021 in bn EUR by donor, the denominator the tracker uses for every year."""
    rows = read_rows("support_donors.csv")
    return MappingProxyType({row["donor"]: float(row["gdp_2021"]) for row in rows if row["gdp_2021"]})


@dataclass(frozen=True)
class Obtained:
    """How all donors' military aid of a year was obtained, bn EUR; `purl` buys American arms with allies' money."""

    year: int
    stockpile: float
    procurement: float
    unspecified: float
    purl: float

    @property
    def bought(self) -> float:
        """Share newly bought, other than American arms through NATO, in all of it whose origin is known."""
        return self.procurement / (self.stockpile + self.procurement + self.purl)


@lru_cache(maxsize=1)
def obtained() -> tuple[Obtained, ...]:
    """Military aid from stocks and newly bought, by year."""
    names = ("stockpile", "procurement", "unspecified", "nato_purl")
    return tuple(Obtained(int(r["year"]), *(float(r[n]) for n in names)) for r in read_rows("support_obtained.csv"))


@dataclass(frozen=True)
class Replacement:
    """What a donor gives and would have to give a year for Europe to replace US aid, bn EUR, as Kiel published it.

    `donor` is a code, `OTHERS` for the rest of Europe.
    """

    donor: str
    words: str
    current: float
    needed: float

    @property
    def extra(self) -> float:
        """What it would have to add."""
        return self.needed - self.current


def bought_of(year: int) -> float:
    """Share of a year's military aid that was newly bought; an error for a year not held."""
    found = {row.year: row.bought for row in obtained()}
    if year not in found:
        raise DataError(f"origin of military aid in {year}: held for {min(found)} to {max(found)}. Name such a year.")
    return found[year]


OTHERS: Final = "OTHERS"


@lru_cache(maxsize=1)
def replacements() -> tuple[Replacement, ...]:
    """Kiel Policy Brief 186, row by row."""
    return tuple(
        Replacement(row["donor"], row["words"], float(row["current"]), float(row["needed"]))
        for row in read_rows("aid_replacement.csv")
    )
