"""A report as stored: its text byte for byte, its hash, its date, and what about it calls for care."""

import re
from datetime import date
from pathlib import Path

from westphalia.errors import EvidenceError
from westphalia.evidence.claims import Document
from westphalia.evidence.days.dateline import impossible_date, printed_date
from westphalia.evidence.documents.content import MAX_BYTES, decode, read_bytes, require_text
from westphalia.evidence.documents.formats import Page, page_of
from westphalia.evidence.documents.hygiene import notices

__all__ = ["MAX_BYTES", "decode", "document_of", "load_report", "make_document", "read_bytes"]

_SUFFIX = re.compile(r"\.(?:txt|md|text|html?|pdf)$", re.IGNORECASE)


def make_document(text: str, source_file: str, on: date | None = None) -> Document:
    """A document with its date: given, printed in the text, or inferred from its own clues with reasons."""
    return _document(Page(text), source_file, on)


def document_of(content: bytes, source_file: str, on: date | None = None) -> Document:
    """A document from the bytes of a text, HTML or PDF file."""
    return _document(page_of(content, source_file), source_file, on)


def load_report(path: str | Path, date: date | None = None) -> Document:
    """A report from a file: text in UTF-8, HTML or PDF."""
    return document_of(read_bytes(path), str(path), date)


def _document(page: Page, source_file: str, on: date | None) -> Document:
    require_text(page.text, source_file)
    name = Path(source_file).name
    day, status, evidence = _dated(page, source_file, on)
    return Document.model_validate(
        {
            "doc_id": _SUFFIX.sub("", name),
            "source_file": name,
            "text": page.text,
            "report_date": day,
            "report_date_status": status,
            "report_date_evidence": evidence,
            "title": page.title,
            "outlet": page.outlet,
            "notices": notices(page.text),
        }
    )


def _dated(page: Page, source_file: str, on: date | None) -> tuple[date, str, tuple[str, ...]]:
    """The day of a report, how it is known and why: given, printed in its text, or of its page, or inferred."""
    from westphalia.evidence.documents.clues import infer_date

    printed = printed_date(page.text)
    if on is not None:
        other = printed is not None and printed[0] != on
        words = (f"the text prints {printed[0].isoformat()} ({printed[1]})",) if printed and other else ()
        return on, "given", ("given with the report", *words)
    if printed is not None:
        return printed[0], "printed", (f"printed: {printed[1]}",)
    wrong = impossible_date(page.text)
    if wrong is not None:
        raise EvidenceError(
            f"{source_file}: the printed date {wrong} does not exist, expected a day of the calendar. "
            "Give the right one: --date YYYY-MM-DD"
        )
    if page.published is not None:
        return page.published, "printed", (f"printed: “{page.published.isoformat()}” in what the page says of itself",)
    found, reasons = infer_date(page.text, source_file)
    return found, "inferred", reasons
