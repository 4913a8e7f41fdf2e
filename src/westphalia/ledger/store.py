"""The ledger: readings, verdicts and decisions are added to it, each whole or not at all."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

from westphalia.check.verdict import Verdict
from westphalia.errors import UsageError
from westphalia.evidence.claims import HASH_PREFIX, Document, Reading
from westphalia.evidence.words.similar import Sketch, sketch
from westphalia.ledger.comparables import Comparable, comparables
from westphalia.ledger.database import PATIENCE, connect, durably, transaction
from westphalia.ledger.duplicates import copied_from, keep_numbers
from westphalia.ledger.entries import Entry, entries, packed
from westphalia.ledger.faults import explained
from westphalia.ledger.links import Link, Placed, links_between, links_within

_AT_ONCE: Final = 200
_REPORT: Final = """
    INSERT INTO reports (hash, short, text, source_file, doc_id, date, status, evidence, title, outlet, sketch, story)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_CLAIM: Final = """
    INSERT INTO claims
        (id, report, kind, local, start, stop, day, content, signature, twin_of, rule, confidence, origin)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_TWIN: Final = """
    SELECT claims.id FROM claims JOIN reports ON reports.hash = claims.report
    WHERE claims.signature = ? AND reports.story = ? AND reports.hash <> ? ORDER BY claims.seq LIMIT 1"""
_PARTY: Final = "INSERT INTO parties (claim, sort, word) VALUES (?, ?, ?)"
_COMPARABLE: Final = """
    INSERT INTO comparables (key, claim, story, day, value, low, high) VALUES (?, ?, ?, ?, ?, ?, ?)"""
_LINK: Final = "INSERT INTO links (kind, from_claim, to_claim, why) VALUES (?, ?, ?, ?)"
_IS_LINKED: Final = "SELECT 1 FROM links WHERE kind = ? AND from_claim = ? AND to_claim = ?"
_COPY: Final = "INSERT INTO links (kind, from_report, to_report, why) VALUES ('duplicate', ?, ?, ?)"
_VERDICT: Final = "INSERT INTO verdicts (id, claim, content, sentence, rating) VALUES (?, ?, ?, ?, ?)"
_DECISION: Final = "INSERT INTO decisions (claim, verdict, decision, by, at, note) VALUES (?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True)
class Added:
    """What a reading added: nothing where its text was held before.

    `copy_of` is the file of the first report of the same story, `earlier_text` the hash of another text held under
    the same name: claims of that text stay with it.
    """

    report: str
    is_new: bool
    claims: int = 0
    links: int = 0
    copy_of: str | None = None
    earlier_text: str | None = None


class Ledger:
    """An open ledger. Use it in a `with` block, or close it."""

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self.path = path
        self._database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._database.close()

    @property
    def total_changes(self) -> int:
        """Rows added through this object."""
        return self._database.total_changes

    def rows(self, query: str, values: Sequence[object] | dict[str, object] = ()) -> Iterator[sqlite3.Row]:
        """Rows that a query selects, one after the other."""
        with explained(self.path, PATIENCE):
            cursor = self._database.execute(query, values)
            while rows := cursor.fetchmany(_AT_ONCE):
                yield from rows

    def append(self, reading: Reading) -> Added:
        """Add a reading with its links, in one transaction; of a text that is held, only claims not held are new."""
        document = reading.document
        alike = sketch(document.text)
        with explained(self.path, PATIENCE):
            if self._is_whole(reading):
                return Added(document.sha256, is_new=False)
            with transaction(self._database):
                held = self._short(document)
                return self._add_proposals(reading, held) if held else self._add(reading, alike)

    def append_verdicts(self, reading: Reading, verdicts: Iterable[Verdict]) -> int:
        """Add verdicts on figures of a report that is held; how many were not held before."""
        with explained(self.path, PATIENCE), transaction(self._database):
            short = self._short(reading.document)
            if short is None:
                raise UsageError(
                    f"{reading.document.source_file}: not in {self.path}, expected a report that is held. Append its "
                    "reading first."
                )
            return sum(self._add_verdict(short, verdict) for verdict in verdicts)

    def decide(
        self, target: str, decision: Literal["accept", "reject"], by: str, when: datetime, note: str | None = None
    ) -> str:
        """The name recorded of who accepts or rejects a claim or verdict. An earlier decision stays in the ledger."""
        who = " ".join(by.split())
        if not who:
            raise UsageError("--by: empty, expected the name of the person who decides. Write --by 'First Last'.")
        with explained(self.path, PATIENCE), durably(self._database):
            verdict = self._one("SELECT id FROM verdicts WHERE id = ?", target)
            claim = None if verdict else self._one("SELECT id FROM claims WHERE id = ?", target)
            if not verdict and not claim:
                raise UsageError(
                    f"{target!r}: no claim or verdict of {self.path}. Look it up with `westphalia ledger`."
                )
            row = (claim and target, verdict and target, decision, who, when.isoformat(), note)
            self._database.execute(_DECISION, row)
        return who

    def _one(self, query: str, *values: object) -> str | None:
        row = self._database.execute(query, values).fetchone()
        return None if row is None else str(row[0])

    def _short(self, document: Document) -> str | None:
        return self._one("SELECT short FROM reports WHERE hash = ?", document.sha256)

    def _is_whole(self, reading: Reading) -> bool:
        """Whether nothing of a reading is missing; asked before a writer's turn, so that nothing is locked."""
        short = self._short(reading.document)
        return short is not None and not self._missing(reading, short)

    def _missing(self, reading: Reading, short: str) -> list[Entry]:
        """Claims of a held report that rules did not make and that are not held."""
        others = [entry for entry in entries(reading, short) if entry.origin != "rules"]
        return [e for e in others if not self._one("SELECT 1 FROM claims WHERE id = ?", e.id)]

    def _add_proposals(self, reading: Reading, short: str) -> Added:
        missing = self._missing(reading, short)
        for entry in missing:
            self._add_claim(entry, reading.document.sha256, None)
        return Added(reading.document.sha256, is_new=False, claims=len(missing))

    def _add(self, reading: Reading, alike: Sketch) -> Added:
        document = reading.document
        first = copied_from(self._database, alike, document.report_date)
        earlier = self._one(
            "SELECT hash FROM reports WHERE source_file = ? ORDER BY seq DESC LIMIT 1", document.source_file
        )
        short = self._free_prefix(document.sha256)
        self._add_report(document, short, alike, first)
        rows = entries(reading, short)
        placed = Placed(first or document.sha256, document.report_date)
        own = [entry for entry in rows if self._add_claim(entry, document.sha256, first)]
        links = self._add_links(rows, own, reading, placed)
        copy_of = first and self._one("SELECT source_file FROM reports WHERE hash = ?", first)
        return Added(document.sha256, True, len(rows), links, copy_of, earlier)

    def _free_prefix(self, digest: str) -> str:
        """The first eight digits of a hash, or as many as tell it from those held."""
        lengths = range(HASH_PREFIX, len(digest) + 1)
        taken = "SELECT 1 FROM reports WHERE short = ?"
        return next(digest[:n] for n in lengths if not self._one(taken, digest[:n]))

    def _add_report(self, document: Document, short: str, alike: Sketch, first: str | None) -> None:
        digest = document.sha256
        row = (
            digest, short, document.text, document.source_file, document.doc_id, document.report_date.isoformat(),
            document.report_date_status, json.dumps(document.report_date_evidence, ensure_ascii=False),
            document.title, document.outlet, packed(alike), first or digest,
        )  # fmt: skip
        self._database.execute(_REPORT, row)
        if first:
            self._database.execute(_COPY, (digest, first, "near-duplicate text within a week: one source"))
        else:
            keep_numbers(self._database, alike, digest)

    def _add_claim(self, entry: Entry, report: str, story: str | None) -> bool:
        """Whether a claim is the first of its story that says so; what a copy repeats is bound to the original."""
        claim = entry.claim
        twin = self._one(_TWIN, entry.signature, story, report) if story else None
        row = (
            entry.id, report, entry.kind, claim.id, claim.span.start, claim.span.end, entry.day.isoformat(),
            entry.content, entry.signature, twin, claim.rule, claim.confidence, entry.origin,
        )  # fmt: skip
        self._database.execute(_CLAIM, row)
        parties = [(entry.id, "name", name) for name in entry.names] + [(entry.id, "code", c) for c in entry.codes]
        self._database.executemany(_PARTY, parties)
        return twin is None

    def _add_links(self, rows: Sequence[Entry], own: Sequence[Entry], reading: Reading, placed: Placed) -> int:
        """Links within the report, and of what it does not merely copy with the reports held."""
        new = comparables(own, reading)
        links = [*links_within(rows, reading), *links_between(self._database, new, placed)]
        for one in new:
            self._add_comparable(one, placed)
        return sum(self._add_link(link) for link in links)

    def _add_comparable(self, one: Comparable, placed: Placed) -> None:
        ends = (None, None) if one.low != one.low else (one.low, one.high)
        row = (one.key, one.claim, placed.story, placed.day.isoformat(), one.value, *ends)
        self._database.execute(_COMPARABLE, row)

    def _add_link(self, link: Link) -> bool:
        if self._one(_IS_LINKED, link.kind, link.source, link.target):
            return False
        self._database.execute(_LINK, (link.kind, link.source, link.target, link.why))
        return True

    def _add_verdict(self, short: str, verdict: Verdict) -> bool:
        place = verdict.claim.partition("@")[2]
        claim = f"{short}@{place}/figure"
        content = verdict.model_dump_json()
        name = f"v{sha256(f'{claim} {content}'.encode()).hexdigest()[:16]}"
        if self._one("SELECT 1 FROM verdicts WHERE id = ?", name):
            return False
        self._database.execute(_VERDICT, (name, claim, content, verdict.sentence, verdict.word))
        return True


def open_ledger(path: str | Path, create: bool = True) -> Ledger:
    """The ledger in a file, made where there is none; with `create=False` it must be there."""
    return Ledger(Path(path), connect(Path(path), create))
