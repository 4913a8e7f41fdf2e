"""A report as stored: its text byte for byte, its hash and its date."""

import re
from datetime import date
from pathlib import Path

from westphalia.errors import EvidenceError
from westphalia.evidence.claims import Document
from westphalia.evidence.dateline import impossible_date, printed_date

MAX_BYTES = 5_000_000
_BOM = b"\xef\xbb\xbf"
_MAGIC = (
    (b"%PDF", "a PDF"), (b"PK\x03\x04", "a zip archive or an Office document"), (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"), (b"\x7fELF", "a program"),
)  # fmt: skip
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SUFFIX = re.compile(r"\.(?:txt|md|text)$", re.IGNORECASE)


def _size(path: Path) -> int:
    try:
        if path.is_dir():
            raise EvidenceError(
                f"{path}: is a directory, expected one report as a text file. Give the path of a file in it."
            )
        return path.stat().st_size
    except FileNotFoundError:
        raise EvidenceError(
            f"{path}: no such file, expected a report as a text file. Check the path and its spelling."
        ) from None
    except OSError as problem:
        raise EvidenceError(
            f"{path}: cannot be read ({problem.strerror}), expected a readable "
            f"text file. Check the path and its permissions."
        ) from None


def _too_large(name: str, size: int) -> EvidenceError:
    return EvidenceError(
        f"{name}: {size / 1e6:.1f} MB, expected a report of at most {MAX_BYTES / 1e6:.0f} "
        f"MB. Split it into single reports."
    )


def read_bytes(path: str | Path) -> bytes:
    """The bytes of a report; what is missing, a directory or enormous is refused before it is read."""
    path = Path(path)
    size = _size(path)
    if size > MAX_BYTES:
        raise _too_large(str(path), size)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as problem:
        raise EvidenceError(
            f"{path}: cannot be read ({problem.strerror}), expected a readable text file. Check its permissions."
        ) from None
    if len(content) > MAX_BYTES:
        raise _too_large(str(path), len(content))
    return content


def decode(content: bytes, source_file: str) -> str:
    """The text of a report in UTF-8, without a byte order mark; nothing else is changed, nothing is guessed."""
    if len(content) > MAX_BYTES:
        raise _too_large(source_file, len(content))
    for magic, what in _MAGIC:
        if content.startswith(magic):
            raise EvidenceError(
                f"{source_file}: is {what}, expected plain text in UTF-8. Save or export the report as a text file."
            )
    if content.startswith(_UTF16):
        raise EvidenceError(
            f"{source_file}: is encoded in UTF-16, expected UTF-8. Convert "
            f"it: iconv -f UTF-16 -t UTF-8 {source_file} > report.txt"
        )
    if b"\0" in content:
        at = content.index(b"\0")
        raise EvidenceError(
            f"{source_file}: holds a zero byte at byte {at}, so it is binary; "
            f"expected plain text in UTF-8. Save the report as a text file."
        )
    try:
        text = content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as problem:
        at = problem.start + (len(_BOM) if content.startswith(_BOM) else 0)
        raise EvidenceError(
            f"{source_file}: byte {at} (0x{content[at]:02x}) is not UTF-8. "
            f"If it was written on Windows, convert it: iconv -f WINDOWS-1252 -t UTF-8 {source_file} > report.txt"
        ) from None
    if not text.strip():
        raise EvidenceError(f"{source_file}: is empty, expected the text of a report. Check that the report was saved.")
    return text


def make_document(text: str, source_file: str, on: date | None = None) -> Document:
    """A document with its date: given, printed in the text, or inferred from its own clues with reasons."""
    from westphalia.evidence.clues import infer_date

    if not text.strip():
        raise EvidenceError(f"{source_file}: is empty, expected the text of a report. Check that the report was saved.")
    name = Path(source_file).name
    printed = printed_date(text)
    if on is not None:
        words = (
            () if printed is None or printed[0] == on else (f"the text prints {printed[0].isoformat()} ({printed[1]})",)
        )
        return _document(name, text, on, "given", ("given with the report", *words))
    if printed is not None:
        return _document(name, text, printed[0], "printed", (f"printed: {printed[1]}",))
    wrong = impossible_date(text)
    if wrong is not None:
        raise EvidenceError(
            f"{source_file}: the printed date {wrong} does not exist, expected a day of the calendar. "
            "Give the right one: --date YYYY-MM-DD"
        )
    found, reasons = infer_date(text, source_file)
    return _document(name, text, found, "inferred", reasons)


def _document(name: str, text: str, on: date, status: str, evidence: tuple[str, ...]) -> Document:
    return Document.model_validate(
        {
            "doc_id": _SUFFIX.sub("", name),
            "source_file": name,
            "text": text,
            "report_date": on,
            "report_date_status": status,
            "report_date_evidence": evidence,
        }
    )


def load_report(path: str | Path, date: date | None = None) -> Document:
    """A report from a text file in UTF-8."""
    return make_document(decode(read_bytes(path), str(path)), str(path), date)
