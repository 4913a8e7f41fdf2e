"""What a ledger holds, as records: a claim with its report, its links, its verdicts and what was decided."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from westphalia.evidence.claims import CLAIM_KINDS, ClaimKind
from westphalia.ledger.store import Ledger

_CLAIMS: Final = """
    SELECT claims.id, claims.kind, claims.day, claims.content, claims.origin, claims.report,
        claims.twin_of,
        (SELECT count(*) FROM claims AS twins WHERE twins.twin_of = claims.id) AS copies
    FROM claims JOIN reports ON reports.hash = claims.report"""
_ORDER: Final = " ORDER BY claims.day, reports.date, reports.hash, claims.start, claims.stop, claims.id"
_NAMED: Final = """claims.id IN (SELECT claim FROM parties WHERE sort = '{sort}'
    AND word IN (SELECT value FROM json_each(:{sort}s)))"""
_REPORT: Final = (
    "SELECT hash, short, source_file, doc_id, date, status, title, outlet, story FROM reports WHERE hash = ?"
)
_LINKS: Final = """
    SELECT seq, kind, 'to' AS way, to_claim AS other, why FROM links WHERE from_claim = :id
    UNION ALL SELECT seq, kind, 'from', from_claim, why FROM links WHERE to_claim = :id ORDER BY 1, 3"""
_VERDICTS: Final = "SELECT id, content FROM verdicts WHERE claim = ? ORDER BY id"
_DECISIONS: Final = "SELECT decision, by, at, note FROM decisions WHERE claim = :id OR verdict = :id ORDER BY seq"

Record = dict[str, Any]


@dataclass(frozen=True)
class Selection:
    """Which claims are meant: of which kinds, days, names, country codes and issue; None stands for all."""

    kinds: tuple[ClaimKind, ...] = CLAIM_KINDS
    since: date | None = None
    until: date | None = None
    names: tuple[str, ...] | None = None
    codes: tuple[str, ...] | None = None
    issue: str | None = None
    copies: bool = False

    def where(self) -> tuple[str, dict[str, object]]:
        """The condition in SQL, and its values."""
        tests = ["claims.kind IN (SELECT value FROM json_each(:kinds))"]
        values: dict[str, object] = {"kinds": json.dumps(self.kinds), "issue": self.issue}
        values |= {"since": str(self.since), "until": str(self.until)}
        values |= {"names": json.dumps(self.names), "codes": json.dumps(self.codes)}
        tests += ["claims.twin_of IS NULL"] * (not self.copies)
        tests += ["claims.day >= :since"] * (self.since is not None)
        tests += ["claims.day <= :until"] * (self.until is not None)
        tests += [_NAMED.format(sort="name")] * (self.names is not None)
        tests += [_NAMED.format(sort="code")] * (self.codes is not None)
        tests += ["json_extract(claims.content, '$.issue') = :issue"] * (self.issue is not None)
        return " AND ".join(tests), values


@dataclass(frozen=True)
class _Reports:
    """Reports by hash, each asked for once."""

    ledger: Ledger
    known: dict[str, Record] = field(default_factory=dict)

    def of(self, digest: str) -> Record:
        if digest not in self.known:
            self.known[digest] = report_record(self.ledger, digest)
        return self.known[digest]


def records(ledger: Ledger, selection: Selection) -> Iterator[Record]:
    """The selected claims, by day, report and place; what a copy of a story repeats is counted, not listed."""
    condition, values = selection.where()
    reports = _Reports(ledger)
    for row in ledger.rows(f"{_CLAIMS} WHERE {condition}{_ORDER}", values):
        yield _record(ledger, row, reports)


def record(ledger: Ledger, claim: str) -> Record:
    """One claim by its identifier."""
    (row,) = ledger.rows(f"{_CLAIMS} WHERE claims.id = ?", (claim,))
    return _record(ledger, row, _Reports(ledger))


def _record(ledger: Ledger, row: sqlite3.Row, reports: _Reports) -> Record:
    made = decisions(ledger, row["id"])
    return {
        "id": row["id"],
        "kind": row["kind"],
        "day": row["day"],
        "origin": row["origin"],
        "state": state(made),
        "claim": json.loads(row["content"]),
        "report": reports.of(row["report"]),
        "copies": row["copies"],
        "twin_of": row["twin_of"],
        "links": links(ledger, row["id"]),
        "verdicts": verdicts(ledger, row["id"]),
        "decisions": made,
    }


def report_record(ledger: Ledger, digest: str) -> Record:
    """A report by its hash: names, day, and the report it is a copy of."""
    (row,) = ledger.rows(_REPORT, (digest,))
    held = dict(row)
    story = held.pop("story")
    return held | {"copy_of": None if story == digest else story}


def links(ledger: Ledger, claim: str) -> list[Record]:
    """The links of a claim: kind, which way, the other claim, and why."""
    return [{k: row[k] for k in ("kind", "way", "other", "why")} for row in ledger.rows(_LINKS, {"id": claim})]


def verdicts(ledger: Ledger, claim: str) -> list[Record]:
    """The verdicts on a claim, each with what was decided on it."""
    found = [(row["id"], json.loads(row["content"])) for row in ledger.rows(_VERDICTS, (claim,))]
    out = []
    for name, content in found:
        made = decisions(ledger, name)
        out.append({"id": name, "state": state(made), "verdict": content, "decisions": made})
    return out


def decisions(ledger: Ledger, target: str) -> list[Record]:
    """What was decided on a claim or verdict, in order; the last one holds."""
    return [dict(row) for row in ledger.rows(_DECISIONS, {"id": target})]


def state(made: list[Record]) -> str:
    """Where a claim or verdict stands after its decisions."""
    return {"accept": "accepted", "reject": "rejected"}[made[-1]["decision"]] if made else "open"
