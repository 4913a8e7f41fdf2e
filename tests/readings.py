"""Readings made by hand: a text and the figures in it, for tests of what comes after the reader."""

from datetime import date
from typing import Any

from westphalia.evidence.claims import Document, Figure, Reading


def document(text: str, on: date = date(2025, 2, 24)) -> Document:
    return Document(
        doc_id="test", source_file="test.txt", text=text, report_date=on,
        report_date_status="given", report_date_evidence=("given",),
    )  # fmt: skip


def figure(doc: Document, printed: str, value: float, unit: str, kind: str, **fields: Any) -> Figure:
    """The figure that stands where `printed` stands in the document."""
    start = doc.text.index(printed)
    span = doc.span(start, start + len(printed))
    normalised = value / 100 if unit.startswith("percent") else value
    defaults: dict[str, Any] = {
        "id": f"f{start}", "concerns": "test", "lever": None, "salience": "core", "approx": False,
        "attributed_to": None, "measure": "other", "rule": "test", "confidence": "high",
    }  # fmt: skip
    return Figure(
        span=span, value=value, unit=unit, kind=kind, claim=doc.claim_id(span), normalised=normalised,
        context=doc.span(0, len(doc.text)), **(defaults | fields),
    )  # fmt: skip


def reading(doc: Document, *figures: Figure) -> Reading:
    return Reading(document=doc, figures=figures, dates=())
