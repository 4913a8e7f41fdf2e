"""One year's defence spending of a country under every definition, edition and denominator, side by side."""

from dataclasses import asdict
from typing import Any, Final

from westphalia.report.names import source_anchor
from westphalia.report.tables import NO_RANGE, Cell, Row, Table, label
from westphalia.wording import MISSING, SHARE, Unit, currency_unit, written
from westphalia.world.countries import the
from westphalia.world.definitions import DefinitionRow, by_definition

_HERE: Final = "#how-definitions"
_ONE_DECIMAL: Final = ("factbook", "cofog")
_GROUPS: Final = {False: "As printed", True: "Cash of an edition over another GDP, divided here"}


def definitions_table(country: str, year: int, ident: str) -> Table:
    """Every reading of the year: what is printed, then each edition's cash over other GDPs, then what is not held."""
    found = by_definition(country, year)
    rows: list[Row] = []
    for computed, heading in _GROUPS.items():
        held = [row for row in found if row.share is not None and row.computed == computed]
        rows += [Row(heading), *map(_row, held)] if held else []
    missing = [row for row in found if row.share is None]
    rows += [Row("No figure held"), *map(_row, missing)] if missing else []
    return Table(
        id=f"{ident}-definitions",
        caption=f"Defence spending of {the(country)} in {year}, by definition, edition and what it is divided by",
        corner="Definition",
        columns=("edition", "share", "cash", "divided by", "remark"),
        rows=tuple(rows),
        note="One year, several right answers: a share depends on what counts as defence, on the edition and on the "
        "GDP it is divided by. The rows are never averaged, nor joined into a series.",
    )


def _row(row: DefinitionRow) -> Row:
    href = _href(row)
    cash = label(MISSING)
    if row.cash is not None and row.currency is not None:
        cash = Cell(written(row.cash, currency_unit(row.currency)), NO_RANGE, href)
    share = label(MISSING) if row.share is None else Cell(written(row.share, _unit(row)), NO_RANGE, href)
    cells = (label(row.edition or MISSING), share, cash, label(row.denominator or MISSING), label(row.note))
    return Row(row.words.partition(":")[0], cells)


def _unit(row: DefinitionRow) -> Unit:
    """Two decimals, or the one that is printed."""
    return Unit(SHARE.scale, after="%", decimals=1) if row.definition in _ONE_DECIMAL else SHARE


def _href(row: DefinitionRow) -> str:
    """The source of what is printed, the method where it was divided here."""
    return _HERE if row.computed or not row.source else f"#{source_anchor(row.source)}"


def definition_sources(country: str, year: int) -> tuple[str, ...]:
    """The sources behind the table, by identifier, for the list of sources."""
    found = (row.source for row in by_definition(country, year) if row.source)
    return tuple(dict.fromkeys(ident for several in found for ident in several.split("; ")))


def definitions_json(country: str, year: int) -> list[dict[str, Any]]:
    """The same rows as plain data: shares as fractions, cash in bn."""
    return [asdict(row) for row in by_definition(country, year)]
