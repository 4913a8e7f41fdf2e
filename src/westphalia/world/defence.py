"""What states spend on defence, by edition of the source: an edition is part of the number."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from westphalia.errors import DataError
from westphalia.units import fraction, musd_to_usd_bn
from westphalia.world.table import number, read_rows, unknown

NATO_DEFINITION: Final = "nato"
_TABLES: Final = ("defence_nato.csv", "defence_quoted.csv", "defence_factbook.csv")


@dataclass(frozen=True)
class Edition:
    """One publication of defence figures. Editions of different `definition` are never joined into one series.

    `rank` orders publishers: 1 the alliance's own figures, 2 SIPRI, 3 the factbook (one decimal).
    """

    id: str
    title: str
    publisher: str
    published: date
    definition: str
    rank: int
    source: str
    note: str

    @property
    def words(self) -> str:
        """The edition in running text: NATO's figures of June 2024."""
        return f"{self.publisher}'s figures of {self.published:%B %Y}"


@dataclass(frozen=True)
class DefenceSpending:
    """One country and year in one edition: share of GDP as a fraction, money in bn; None where not given."""

    iso3: str
    year: int
    share: float | None
    usd_bn: float | None
    usd_bn_2015: float | None
    national_bn: float | None
    currency: str | None
    equipment_share: float | None
    personnel_share: float | None
    is_estimate: bool
    edition: str
    provenance: str
    note: str


@dataclass(frozen=True)
class DefenceShare:
    """Defence spending over GDP as a fraction, with the edition that says so and when it was published."""

    iso3: str
    year: int
    share: float
    edition: str
    published: date
    definition: str
    is_estimate: bool
    provenance: str
    source: str
    note: str


@dataclass(frozen=True)
class Guideline:
    """A spending level the allies agreed on: share of GDP, what counts, by when."""

    agreed: date
    share: float
    counts: str
    by: int
    where: str
    source: str


@lru_cache(maxsize=1)
def editions() -> tuple[Edition, ...]:
    """Every edition, in the order of publication."""
    found = [
        Edition(
            r["id"], r["title"], r["publisher"], date.fromisoformat(r["published"]), r["definition"],
            int(r["rank"]), r["source"], r["note"],
        )
        for r in read_rows("editions.csv")
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda edition: edition.published))


def edition(name: str) -> Edition:
    """One edition; an unknown name is an error that offers the nearest."""
    for candidate in editions():
        if candidate.id == name:
            return candidate
    raise unknown("edition", name, [candidate.id for candidate in editions()])


@lru_cache(maxsize=1)
def _spending() -> dict[str, tuple[DefenceSpending, ...]]:
    by_state: dict[str, list[DefenceSpending]] = {}
    for name in _TABLES:
        for row in read_rows(name):
            by_state.setdefault(row["iso3"], []).append(_spending_row(row))
    return {iso3: tuple(rows) for iso3, rows in by_state.items()}


def _spending_row(row: dict[str, str]) -> DefenceSpending:
    return DefenceSpending(
        iso3=row["iso3"],
        year=int(row["year"]),
        share=_share(row, "pct_gdp"),
        usd_bn=_bn(row, "usd_m_current"),
        usd_bn_2015=_bn(row, "usd_m_2015"),
        national_bn=_bn(row, "nac_m_current"),
        currency=row.get("currency") or None,
        equipment_share=_share(row, "equipment_pct"),
        personnel_share=_share(row, "personnel_pct"),
        is_estimate=row["is_estimate"] == "1",
        edition=row["edition"],
        provenance=row["provenance"],
        note=row["note"],
    )


def _share(row: dict[str, str], column: str) -> float | None:
    value = number(row.get(column, ""))
    return None if value is None else fraction(value)


def _bn(row: dict[str, str], column: str) -> float | None:
    value = number(row.get(column, ""))
    return None if value is None else musd_to_usd_bn(value)


def measured_states() -> tuple[str, ...]:
    """Every state and group that some edition says something about."""
    return tuple(_spending())


def defence_spending(iso3: str, year: int | None = None) -> tuple[DefenceSpending, ...]:
    """Everything the editions say about a state, `NATO` or `NEC` (NATO Europe and Canada); of one year if given."""
    found = _spending().get(iso3)
    if found is None:
        raise unknown("state with defence figures", iso3, _spending())
    return tuple(row for row in found if year in (None, row.year))


def cash_of_edition(iso3: str, year: int, edition: str, currency: str) -> float | None:
    """Spending in national currency, bn, as an edition prints it; None where it prints none in that currency."""
    rows = defence_spending(iso3, year) if iso3 in measured_states() else ()
    printed = (row.national_bn for row in rows if row.edition == edition and row.currency == currency)
    return next((bn for bn in printed if bn is not None), None)


def defence_share(iso3: str, year: int) -> tuple[DefenceShare, ...]:
    """Defence spending of a state over GDP in one year, in every edition that has it, oldest edition first.

    Luxembourg is measured against gross national income from 2023 on. A year that no edition has gives nothing.
    """
    found = [_as_share(row, row.share) for row in defence_spending(iso3, year) if row.share is not None]
    return tuple(sorted(found, key=lambda share: share.published))


def _as_share(row: DefenceSpending, share: float) -> DefenceShare:
    said = edition(row.edition)
    return DefenceShare(
        iso3=row.iso3,
        year=row.year,
        share=share,
        edition=said.id,
        published=said.published,
        definition=said.definition,
        is_estimate=row.is_estimate,
        provenance=row.provenance,
        source=said.source,
        note=row.note,
    )


def share_then(iso3: str, year: int, on: date) -> DefenceShare | None:
    """What the edition current on a day said: the alliance's before SIPRI's and the factbook's; None before any."""
    known = [share for share in defence_share(iso3, year) if share.published <= on]
    return min(known, key=lambda share: (edition(share.edition).rank, -share.published.toordinal()), default=None)


@lru_cache(maxsize=1)
def guidelines() -> tuple[Guideline, ...]:
    """What the allies agreed to spend, in the order of the agreements."""
    return tuple(_guideline(row) for row in read_rows("nato_guidelines.csv"))


def _guideline(row: dict[str, str]) -> Guideline:
    share = number(row["pct_gdp"])
    if share is None:
        raise DataError(f"nato_guidelines.csv, {row['agreed']}: no share; give per cent of GDP.")
    agreed = date.fromisoformat(row["agreed"])
    return Guideline(agreed, fraction(share), row["counts"], int(row["by"]), row["where"], row["source"])
