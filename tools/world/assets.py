"""Russian assets immobilised abroad, what they earn, the loans that rest on it, and what rebuilding Ukraine needs.

Two source tables, one figure a row. Rows are sorted into the tables of the package; a row that no rule places is an
error, so that nothing is lost. What a source table does not say (the concept behind a figure, to whom a year's income
belongs) is added here by hand, word for word below.
"""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

Say = Callable[[str], None]
Row = dict[str, str]

ASSETS = (
    "id", "place", "words", "period", "value", "currency", "concept", "quality", "said_by", "url", "provenance", "note",
)  # fmt: skip
INCOME = ("year", "assets", "interest", "tax", "windfall", "currency", "provenance", "note")
LOANS = ("lender", "amount", "currency", "date", "said_by", "url", "provenance", "note")
FUNDS = (
    "id", "words", "lenders", "amount", "currency", "from", "until", "kind", "counts", "said_by", "url", "provenance",
)  # fmt: skip
REBUILDING = ("edition", "as_of", "need", "damage", "currency", "years", "study", "provenance")

UNREAD = "origin named, original not read"
ON_THE_PAGE = "as quoted by the source"
EUROCLEAR = "Euroclear, annual results"

# the source table names an amount by its item; who lends, when where the table says only the year, and what is known
LENDERS = {"ERA US": "USA", "ERA EU": "EU27", "ERA UK": "GBR", "ERA Canada": "CAN", "ERA Japan": "JPN"}
PAID = {
    "USA": "paid to a fund of the World Bank in December 2024",
    "EU27": "€3bn paid on 10 January 2025, then €1bn a month, €6.1bn planned for December 2025; a ceiling of €35bn had "
    "been approved before",
    "GBR": "earmarked for arms",
    "CAN": "",
    "JPN": "",
}
# concepts that may not be added up or averaged: what is immobilised, an estimate of all of it, where reserves lay
CONCEPTS = {
    "Euroclear (BEL)": ("BEL", "at Euroclear, Brussels", "immobilised"),
    "G7+EU total": ("G7+EU", "in the G7 and the EU, rounded", "total"),
    "G7+EU+Australia": ("G7+EU+AUS", "in the G7, the EU and Australia", "total"),
    "ERA press figure": ("", "in all, as reported with the loans", "total"),
    "CHE": ("CHE", "in Switzerland", "immobilised"),
    "LUX": ("LUX", "in Luxembourg", "immobilised"),
}
PLACES = {"USA": "the United States", "GBR": "the United Kingdom", "JPN": "Japan", "CAN": "Canada",
          "AUS": "Australia", "EU27": "the EU"}  # fmt: skip
NOTES = {
    "same concept, narrower estimate: do not mix with 300": "the same concept as the 300, estimated narrower",
    '"below EUR 10,000"; contradicts European Parliament study (10-20bn)': "at most 10,000 euros; a study for the "
    "European Parliament has 10 to 20 bn",
}
FUND_WORDS = {
    "ukraine_facility": ("Ukraine Facility of the EU", "EU27", "support", "grants and loans over four years"),
    "ukraine_support_loan": (
        "loan of the EU", "EU27 without CZE, HUN, SVK", "support",
        "60 for arms and 30 for the budget, in place of a loan on the assets themselves; no interest for Ukraine, "
        "repaid from reparations alone",
    ),
    "ukraine_external_financing_need": (
        "external financing need", "", "need",
        "as the IMF has it: budget and balance of payments of two years, if the war ends in 2026; not rebuilding",
    ),
    "era_loan_total": (
        "ERA loans", "G7", "support", "lent on the proceeds of immobilised assets, for the budget and in part for arms",
    ),
}  # fmt: skip
# the day the counting ends and the direct damage are not in the source table; they are as the assessments are quoted
EDITIONS = {
    "RDNA3 need": ("3", "2023-12-31", "152", "rdna-3-need"),
    "RDNA4 need": ("4", "2024-12-31", "176", "rdna-4-need"),
    "RDNA5 need": ("5", "2025-12-31", "195", "rdna-5-need"),
}
# whom a row is known from, in words
SAID_BY = {
    "nos.nl 2519754": "NOS, May 2024",
    "novinite.com 2025-11-06 (Euronews)": "Euronews, quoted by Novinite on 6 November 2025",
    "novinite.com 2025-11-06": "Swiss and Luxembourg authorities, quoted by Novinite on 6 November 2025",
    "babel.ua 2024-12-10; nos.nl 2024-05": "Babel on 10 December 2024, NOS in May 2024",
    "kyivpost.com/post/40931": "Kyiv Post",
    "GRAPHIC NEWS GN47486 (Bloomberg/Politico/Reuters)": "Graphic News, after Bloomberg, Politico and Reuters",
    "GRAPHIC NEWS GN47486": "Graphic News, after Bloomberg, Politico and Reuters",
    "einpresswire.com 755090439 (Canada PM office text)": "Office of the Prime Minister of Canada, 25 October 2024",
    "sieps.se": "Swedish Institute for European Policy Studies",
    "Kiel site text": "Kiel Institute",
    "Council": "Council of the European Union",
}
# stated twice, once in each source table, with the same value
TWICE = {"EU joint borrowing for Ukraine (instead of reparations loan)": ("ukraine_support_loan", "90")}


def build(source: Path, tables: Path, say: Say) -> None:
    """Write the tables on assets, loans and rebuilding, saying how many rows each has."""
    policy = _read(source / "policy" / "immobilised_assets_and_era.csv")
    security = _read(source / "security" / "frozen_assets_and_loans.csv")
    _refuse_unknown(policy, security)
    made = {
        "immobilised_assets.csv": (ASSETS, [*_dated_assets(policy), *_placed_assets(security)]),
        "euroclear.csv": (INCOME, _income(policy)),
        "era_loans.csv": (LOANS, _loans(policy, security)),
        "support_funds.csv": (FUNDS, _funds(security)),
        "reconstruction.csv": (REBUILDING, _editions(policy)),
    }
    for name, (columns, rows) in made.items():
        _write(tables / name, columns, rows)
        say(f"assets: {name}, {len(rows)} rows")


def _read(path: Path) -> list[Row]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _refuse_unknown(policy: Sequence[Row], security: Sequence[Row]) -> None:
    """Every row has its place here, and a figure given twice is one figure."""
    placed = (*LENDERS, *EDITIONS, *TWICE, "Russian assets at Euroclear", "EU-immobilised total")
    yearly = ("interest income", "tax", "windfall contribution")
    strange = [r["item"] for r in policy if r["item"] not in placed and not r["item"].startswith(yearly)]
    topics = ("cbr_assets_immobilised", "cbr_assets_2022_location", "era_loan_share", *FUND_WORDS)
    strange += [r["topic"] for r in security if r["topic"] not in topics]
    if strange:
        raise SystemExit(f"assets: no table takes {', '.join(strange)}; add a rule to {__name__}.")
    for item, (topic, value) in TWICE.items():
        given = {r["value"] for r in policy if r["item"] == item} | {
            r["value"] for r in security if r["topic"] == topic
        }
        if given != {value}:
            raise SystemExit(f"assets: {item} is given as {sorted(given)}, not as {value} twice.")


def _provenance(row: Row) -> str:
    return ON_THE_PAGE if row["provenance"].startswith("as quoted") else UNREAD


def _currency(row: Row) -> str:
    return row["unit"].split()[0]


def _dated_assets(policy: Sequence[Row]) -> list[list[str]]:
    """The stock at the end of a year, as the depository reports it, and the EU's total."""
    rows = []
    for row in policy:
        if row["item"] == "Russian assets at Euroclear":
            place, words, concept, said = "BEL", "at Euroclear, Brussels", "immobilised", EUROCLEAR
        elif row["item"] == "EU-immobilised total":
            place, words, concept, said = "EU27", "in the EU", "immobilised", "European Council"
        else:
            continue
        name = f"{place.lower()}-{row['date']}"
        rows.append([name, place, words, row["date"], row["value"], _currency(row), concept, "official", said, "",
                     _provenance(row), ""])  # fmt: skip
    return rows


def _placed_assets(security: Sequence[Row]) -> list[list[str]]:
    """Figures by place as others quote them: immobilised, estimates of all of it, and where reserves lay in 2022."""
    rows = []
    for row in security:
        where, note = row["geography"], row["note"]
        if row["topic"] == "cbr_assets_2022_location":
            place, words, concept, note = where, f"in {PLACES[where]}", "location 2022", "not confirmed as immobilised"
        elif row["topic"] == "cbr_assets_immobilised":
            place, words, concept = CONCEPTS[where]
        else:
            continue
        name = f"{(place or 'press').lower().replace('+', '-')}-{row['period']}"
        rows.append([name, place, words, row["period"], row["value"], _currency(row), concept, row["quality"],
                     SAID_BY[row["source"]], "", _provenance(row), NOTES.get(note, note)])  # fmt: skip
    return rows


def _income(policy: Sequence[Row]) -> list[list[str]]:
    """Assets at the end of each year with its interest income, tax and windfall contribution; empty where not held."""
    found: dict[str, dict[str, str]] = {}
    for row in policy:
        for item, column in (("interest income", "interest"), ("tax", "tax"), ("windfall contribution", "windfall"),
                             ("Russian assets at Euroclear", "assets")):  # fmt: skip
            if row["item"].startswith(item):
                found.setdefault(row["date"][:4], {})[column] = row["value"]
    columns = ("assets", "interest", "tax", "windfall")
    return [
        [year, *(found[year].get(column, "") for column in columns), "EUR", UNREAD, ""]
        for year in sorted(found)
    ]  # fmt: skip


def _loans(policy: Sequence[Row], security: Sequence[Row]) -> list[list[str]]:
    """Each lender's loan in its own currency; where both tables have it they must agree to the last printed digit."""
    rows = []
    for row in policy:
        if row["item"] not in LENDERS:
            continue
        lender = LENDERS[row["item"]]
        for other in security:
            if other["topic"] == "era_loan_share" and other["geography"] == lender:
                _agree(row, other)
        said = "European Union" if lender == "EU27" else "White & Case" if lender == "USA" else "Kyiv Post"
        rows.append(
            [lender, row["value"], _currency(row), row["date"], said, row["url"], _provenance(row), PAID[lender]]
        )
    return rows


def _agree(row: Row, other: Row) -> None:
    digits = len(other["value"].partition(".")[2])
    if row["unit"] != other["unit"] or abs(float(row["value"]) - float(other["value"])) > 0.5 * 10.0**-digits:
        raise SystemExit(f"assets: {row['item']} is {row['value']} in one table and {other['value']} in the other.")


def _funds(security: Sequence[Row]) -> list[list[str]]:
    """Money promised in all, and the need it meets, with what each counts."""
    rows = []
    for row in security:
        if row["topic"] not in FUND_WORDS:
            continue
        words, lenders, kind, counts = FUND_WORDS[row["topic"]]
        in_euros = re.match(r"about EUR (\d+)bn", row["note"])
        first, _, last = row["period"].partition("-")
        rows.append([row["topic"], words, lenders, row["value"], _currency(row), first, last or first, kind, counts,
                     SAID_BY[row["source"]], "", _provenance(row)])  # fmt: skip
        if in_euros:
            rows.append([f"{row['topic']}_eur", f"{words}, in euros", lenders, in_euros[1], "EUR", *rows[-1][5:7], kind,
                         f"the same sum, rounded when it was agreed: {counts}", *rows[-1][9:]])  # fmt: skip
    return rows


def _editions(policy: Sequence[Row]) -> list[list[str]]:
    """The need of each edition of the assessment, with the direct damage it counts."""
    rows = []
    for row in policy:
        if row["item"] in EDITIONS:
            edition, as_of, damage, study = EDITIONS[row["item"]]
            rows.append([edition, as_of, row["value"], damage, "USD", "10", study, UNREAD])
    return sorted(rows)
