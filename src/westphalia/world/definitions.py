"""The same year's defence spending under every definition and over every denominator held, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from westphalia.units import fraction
from westphalia.world.countries import country, the
from westphalia.world.defence import DefenceSpending, Edition, defence_spending, edition, measured_states
from westphalia.world.economies import LATEST_VINTAGE, Macro, economies, macro
from westphalia.world.table import number, read_rows

NOT_HELD: Final = "not held"
_WORDS: Final = {
    "nato": "NATO's definition",
    "nato-core": "NATO's core defence, the definition of 2026",
    "sipri": "SIPRI's definition",
    "factbook": "the factbook's figure",
    "cofog": "general government, function defence (COFOG)",
    "national": "the state's own budget law",
}
_BY_INCOME: Final = {"LUX": 2023}
_VINTAGES: Final = ("WEO-2025-04", LATEST_VINTAGE)


@dataclass(frozen=True)
class DefinitionRow:
    """One reading of one year: the share as a fraction over `denominator`, with cash in bn of `currency`.

    `share` is None, and `note` says why, where a definition is known and no figure of it is held. `computed` tells a
    share divided here from one the edition prints.
    """

    words: str
    definition: str
    edition: str
    denominator: str
    share: float | None
    cash: float | None
    currency: str | None
    computed: bool
    source: str
    note: str


def by_definition(iso3: str, year: int) -> tuple[DefinitionRow, ...]:
    r"""Every reading of a state's defence spending in a year: as printed, then each edition's cash over other GDPs.

    .. math:: s_{e,d} = G_e / Y_d

    with G the cash edition e prints, at current prices, and Y the GDP of denominator d. NATO's own share is instead a
    ratio at constant 2015 prices, and Luxembourg's over gross national income from 2023 on. Rows are never averaged
    or joined into a series. COFOG follows the accounts of general government (ESA 2010): it puts most
    military pensions under social protection and books equipment on delivery.
    """
    country(iso3)
    spent = defence_spending(iso3, year) if iso3 in measured_states() else ()
    rows = sorted(spent, key=lambda row: edition(row.edition).published)
    return (
        *(_printed(row, edition(row.edition)) for row in rows if row.share is not None),
        *(divided for row in rows for divided in _divided(row)),
        *_cofog(iso3, year),
        _missing("national", "no publication of record read here gives a budget law"),
    )


def _printed(row: DefenceSpending, said: Edition) -> DefinitionRow:
    return DefinitionRow(
        words=_words(said.definition, f"as {said.id} prints it"),
        definition=said.definition,
        edition=said.id,
        denominator=_own_denominator(row, said),
        share=row.share,
        cash=row.national_bn if row.national_bn is not None else row.usd_bn,
        currency=row.currency if row.national_bn is not None else "USD" if row.usd_bn is not None else None,
        computed=False,
        source=said.source,
        note=row.note,
    )


def _own_denominator(row: DefenceSpending, said: Edition) -> str:
    """What an edition divides by."""
    if said.publisher != "NATO":
        return f"GDP, {said.publisher}"
    by_income = row.iso3 in _BY_INCOME and row.year >= _BY_INCOME[row.iso3]
    return "GNI, NATO" if by_income else "GDP at constant prices, NATO"


def measured_over_gdp(iso3: str, edition_id: str, year: int, vintage: str) -> float:
    """What an edition divides by, over the GDP of a vintage: 1, but GNI over GDP where the edition takes income.

    Luxembourg's GNI is two thirds of its GDP; a share of the one times the other would be half as much again.
    """
    row = next((r for r in defence_spending(iso3, year) if r.edition == edition_id), None)
    by_income = iso3 in _BY_INCOME and year >= _BY_INCOME[iso3] and edition(edition_id).publisher == "NATO"
    if row is None or not by_income or not row.share or row.national_bn is None:
        return 1.0
    return row.national_bn / row.share / macro(iso3, vintage).at("gdp_nac_bn", year)


def _divided(row: DefenceSpending) -> Iterator[DefinitionRow]:
    """An edition's cash over the GDP of each vintage of the outlook, in the currency both have."""
    for vintage in _VINTAGES:
        outlook = macro(row.iso3, vintage) if row.iso3 in economies(vintage) else None
        cash = _cash_over(row, outlook) if outlook else None
        if outlook is None or cash is None:
            continue
        said, (spent, currency, gdp) = edition(row.edition), cash
        yield DefinitionRow(
            words=_words(said.definition, f"cash of {said.id} over GDP of {vintage}"),
            definition=said.definition,
            edition=said.id,
            denominator=f"GDP, {vintage}",
            share=spent / gdp,
            cash=spent,
            currency=currency,
            computed=True,
            source=f"{said.source}; {outlook.source}",
            note="GDP is a forecast of the vintage" if row.year >= outlook.published.year else "",
        )


def _cash_over(row: DefenceSpending, outlook: Macro) -> tuple[float, str, float] | None:
    """Cash, its currency and GDP in it: national where the edition prints it so, else USD; None without both."""
    if not outlook.years[0] <= row.year <= outlook.years[-1]:
        return None
    if row.national_bn is not None and row.currency == outlook.currency:
        return row.national_bn, outlook.currency, outlook.at("gdp_nac_bn", row.year)
    return None if row.usd_bn is None else (row.usd_bn, "USD", outlook.at("gdp_usd_bn", row.year))


def _cofog(iso3: str, year: int) -> tuple[DefinitionRow, ...]:
    rows = [row for row in read_rows("defence_cofog.csv") if row["iso3"] == iso3 and int(row["year"]) == year]
    why = f"no COFOG figure of {the(iso3)} for {year} was read"
    return tuple(_function(row) for row in rows) or (_missing("cofog", why),)


def _function(row: dict[str, str]) -> DefinitionRow:
    return DefinitionRow(
        words=_words("cofog", "as Eurostat prints it"),
        definition="cofog",
        edition=row["source"],
        denominator="GDP, Eurostat",
        share=fraction(float(row["pct_gdp"])),
        cash=number(row["cash_bn"]),
        currency=row["currency"] or None,
        computed=False,
        source=row["source"],
        note="; ".join(part for part in ("one decimal", row["note"], row["provenance"]) if part),
    )


def _missing(definition: str, why: str) -> DefinitionRow:
    """The row of a definition of which no figure is held."""
    return DefinitionRow(_words(definition, NOT_HELD), definition, "", "", None, None, None, False, "", why)


def _words(definition: str, rest: str) -> str:
    return f"{_WORDS[definition]}: {rest}"
