"""Readings by hand for the ledger: figures, statements and positions where their words stand in a text of our own."""

from datetime import date
from pathlib import Path
from typing import Any

from readings import document, figure
from westphalia.check.verdict import Verdict
from westphalia.evidence.claims import Document, Figure, Position, Reading, Span, Statement
from westphalia.ledger.store import Ledger, open_ledger

ON = date(2025, 3, 4)
FILLER = (
    "The harbour of the small town lay quiet on {0} as {0} fishermen mended nets beside the {0} quay. "
    "An old ferry called {0} left for the island with {0} crates of apples and a piano."
)


def text_of(*sentences: str, filler: str) -> str:
    """A text of its own: the sentences, and others that no other text shares."""
    return "\n\n".join([*sentences, FILLER.format(filler)])


def document_of(text: str, name: str = "a.txt", on: date = ON, **fields: Any) -> Document:
    return document(text, on).model_copy(update={"source_file": name, "doc_id": Path(name).stem, **fields})


def tariff(doc: Document, printed: str, **fields: Any) -> Figure:
    """A duty of the US on goods of the EU."""
    known: dict[str, Any] = {
        "measure": "tariff_rate", "subject": ("USA",), "target": ("EU27",), "sectors": "goods", "outlook": "expected",
        "attributed_to": "Ann Lee", "concerns": f"a {printed} duty on goods from the EU",
    }  # fmt: skip
    return figure(doc, printed, float(printed.rstrip("%")), "percent", "rate", **(known | fields))


def spent(doc: Document, printed: str, **fields: Any) -> Figure:
    """What Britain spent on defence in 2024."""
    known: dict[str, Any] = {"measure": "defence_share", "subject": ("GBR",), "year": 2024, "outlook": "observed"}
    return figure(doc, printed, float(printed.rstrip("%")), "percent_of_gdp", "share", **(known | fields))


def _span(doc: Document, words: str) -> Span:
    start = doc.text.index(words)
    return doc.span(start, start + len(words))


def statement(doc: Document, words: str, speaker: str | None, **fields: Any) -> Statement:
    """A direct statement of one quotation."""
    span = _span(doc, words)
    known: dict[str, Any] = {
        "id": f"s{span.start}", "mode": "direct", "content": (span,), "quoted": (span,), "speaker": speaker,
        "speaker_mention": None, "cue": None, "cue_lemma": None, "status": "asserted", "claim": doc.claim_id(span),
        "span": span, "rule": "test", "confidence": "high",
    }  # fmt: skip
    return Statement(**(known | fields))


def position(doc: Document, words: str, actor: str, stance: str, **fields: Any) -> Position:
    span = _span(doc, words)
    known: dict[str, Any] = {
        "id": f"p{span.start}", "actor": actor, "stance": stance, "object": words, "span": span, "lever": "uk_troops",
        "modality": "stated", "claim": doc.claim_id(span), "issue": "european_force", "rule": "test",
        "confidence": "high",
    }  # fmt: skip
    return Position(**(known | fields))


def reading_of(doc: Document, *claims: Figure | Statement | Position) -> Reading:
    """The reading that holds these claims."""

    def of(kind: type) -> tuple[Any, ...]:
        return tuple(claim for claim in claims if isinstance(claim, kind))

    return Reading(
        document=doc, figures=of(Figure), dates=(), statements=of(Statement), positions=of(Position)
    )  # fmt: skip


def duty_reading(printed: str, filler: str, name: str = "a.txt", on: date = ON, **fields: Any) -> Reading:
    """A report of one sentence on a duty, and a filler."""
    doc = document_of(text_of(f"The duty on European goods will be {printed}, Ann Lee said.", filler=filler), name, on)
    return reading_of(doc, tariff(doc, printed, **fields))


def verdict(claim: str, word: Any = "not supported", sentence: str = "The table says otherwise.") -> Verdict:
    return Verdict(claim=claim, route="table", word=word, rule="test", sentence=sentence)


def filled(path: Path, *readings: Reading) -> Ledger:
    """A ledger with these readings."""
    ledger = open_ledger(path)
    for reading in readings:
        ledger.append(reading)
    return ledger


def link_pairs(ledger: Ledger, kind: str) -> set[tuple[str, str]]:
    """The links of one kind, from and to, as the words of their claims' files."""
    query = """SELECT f.source_file AS one, t.source_file AS other FROM links
        JOIN claims AS a ON a.id = from_claim JOIN claims AS b ON b.id = to_claim
        JOIN reports AS f ON f.hash = a.report JOIN reports AS t ON t.hash = b.report WHERE links.kind = ?"""
    return {(row["one"], row["other"]) for row in ledger.rows(query, (kind,))}


def dump(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    from westphalia.ledger.schema import TABLES

    return {name: [tuple(row) for row in ledger.rows(f"SELECT * FROM {name} ORDER BY seq")] for name in TABLES}
