"""Lists of invented entries in both formats the register reads, and what a register says of them."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from westphalia.register import Register, Snapshot, load, open_register
from westphalia.register.designation import FIELDS

JANUARY, FEBRUARY, MARCH = date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31)
NORTH, SOUTH = "Example Regime North", "Example Regime South"
Record = dict[str, Any]


def entry(number: int, **fields: Any) -> Record:
    """An entry of a list in plain words; a field of None is left out of the file."""
    known = {
        "key": f"EXA{number:04}", "type": "Entity", "regime": NORTH, "listed": "01/03/2022",
        "names": [(f"Example Trading {number}", "Primary Name")], "un": None, "imo": None, "reason": None,
        "source": "UK", "updated": None, "measures": ["AssetFreeze"],
    }  # fmt: skip
    return known | fields


def uk_xml(entries: Iterable[Record], generated: str | None = None, extra: str = "") -> str:
    """The entries as the UK Sanctions List writes them."""
    head = f"<DateGenerated>{generated}</DateGenerated>" if generated else ""
    body = "\n".join(map(_uk_record, entries))
    return f'<?xml version="1.0" encoding="utf-8"?>\n<Designations>\n{head}{body}\n{extra}</Designations>\n'


def _element(tag: str, text: str | None) -> str:
    return "" if text is None else f"<{tag}>{escape(text)}</{tag}>"


def _uk_record(one: Record) -> str:
    flags = "".join(f"<{m}>true</{m}>" for m in one["measures"] or ()) + "<Deflag>false</Deflag>"
    names = "".join(f"<Name><Name6>{escape(n)}</Name6><NameType>{k}</NameType></Name>" for n, k in one["names"])
    ship = (
        one["imo"]
        and f"<ShipDetails><Ship><IMONumbers>{_element('IMONumber', one['imo'])}</IMONumbers></Ship></ShipDetails>"
    )
    return (
        f"<Designation>{_element('LastUpdated', one['updated'])}{_element('DateDesignated', one['listed'])}"
        f"{_element('UniqueID', one['key'])}{_element('UNReferenceNumber', one['un'])}<Names>{names}</Names>"
        f"{_element('RegimeName', one['regime'])}{_element('IndividualEntityShip', one['type'])}"
        f"{_element('DesignationSource', one['source'])}"
        f"<SanctionsImposedIndicators>{flags}</SanctionsImposedIndicators>"
        f"{_element('UKStatementofReasons', one['reason'])}{ship or ''}</Designation>"
    )


def sanction(number: int, subject: str, **properties: list[str]) -> Record:
    """A Sanction of FollowTheMoney; a property of an empty list is left out."""
    known = {
        "entity": [subject], "authority": ["Example Authority"], "program": [SOUTH], "startDate": ["2022-03-01"],
        "provisions": ["Asset freeze"],
    }  # fmt: skip
    return {"id": f"ex-{number:04}", "schema": "Sanction", "properties": _given(known | properties)}


def subject(identifier: str, schema: str = "Company", referents: Sequence[str] = (), **properties: list[str]) -> Record:
    known = {"name": [f"Example Trading {identifier}"]}
    return {"id": identifier, "schema": schema, "referents": list(referents), "properties": _given(known | properties)}


def _given(properties: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: values for name, values in properties.items() if values}


def ftm_lines(entities: Iterable[Record]) -> str:
    return "".join(f"{json.dumps(entity)}\n" for entity in entities)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def load_text(folder: Path, text: str, on: date, authority: str = "UK", register: str = "r.db") -> Snapshot:
    """Load a list given as text into the register of a folder."""
    made = load(folder / register, write(folder / f"{authority}-{on}.list", text), authority, on)
    assert made is not None
    return made


def state(register: Register, authority: str, on: date) -> dict[str, tuple[str, ...]]:
    """What a list says on a day, worked out from the rows one by one: key and content."""
    found: dict[str, tuple[str, ...]] = {}
    query = """SELECT key, seen_on, present, version, c.designation FROM changes AS c
        JOIN designations AS d ON d.id = c.designation JOIN snapshots AS s ON s.id = c.snapshot
        WHERE d.authority = ? ORDER BY s.seen_on"""
    for row in list(register.rows(query, (authority,))):
        if row["seen_on"] <= on.isoformat():
            found.pop(row["key"], None)
            if row["present"]:
                content = f"SELECT {', '.join(FIELDS)} FROM versions WHERE designation = ? AND snapshot = ?"
                found[row["key"]] = tuple(next(register.rows(content, (row["designation"], row["version"]))))
    return found


def dump(path: Path) -> list[tuple[object, ...]]:
    """Every row of every table of a register."""
    from westphalia.register.schema import TABLES

    with open_register(path) as register:
        return [(name, *row) for name in TABLES for row in register.rows(f"SELECT * FROM {name}")]
