"""The text of a PDF, its line breaks and hyphens mended: the mended text is the one that is stored."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from typing import Any

from westphalia.errors import EvidenceError
from westphalia.evidence.documents.content import MAX_BYTES
from westphalia.evidence.documents.extras import require_extra
from westphalia.evidence.words.vocabulary import word_set

_FOLIO = re.compile(r"\W{0,3}(?:page\s)?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?\W{0,3}", re.IGNORECASE)
_STOP = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_ITEM = re.compile(r"(?:[•▪‣◦·*–—-]|\(?\d{1,2}[.)])\s")
_HYPHEN = re.compile(r"(?P<first>[^\W\d_]+)(?P<mark>[-‐\u00ad])$")
_NEXT = re.compile(r"[^\W\d_]+")
_KEEPS_HYPHEN = word_set(
    """anti co cross ex far full half high ill in-depth inter left long low mid multi near new non off old on one
    post pre pro quasi re right second self short so-called semi sub third top two three four five six twenty thirty
    forty fifty sixty seventy eighty ninety under-secretary vice well wide year"""
)
_SHORT_LINE = 0.75  # of the usual length of a line: the paragraph ends there
_SHORT_END = 0.85  # the same where the line ends a sentence
_GAP = 1.3  # times the usual distance of two lines: a paragraph ends between them


def pdf_page(content: bytes, source_file: str) -> tuple[str, str | None]:
    """The text of a PDF and its title, where the title stands in the text too."""
    require_extra("pypdf", "PDF", "pdf", source_file)
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    pages, title = _read(content, source_file)
    text = mended(pages)
    if not text.strip():
        raise EvidenceError(
            f"{source_file}: the PDF holds no text in {len(pages)} pages, only images; expected text. "
            "Run it through text recognition (ocrmypdf) or give the report as text."
        )
    return text, title if title and title in text else None


def _read(content: bytes, source_file: str) -> tuple[list[str], str | None]:
    """The text of each page and the title of a PDF; what pypdf cannot read is one line."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    broken = (
        PyPdfError, ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError, TypeError,
        ValueError, zlib.error,
    )  # fmt: skip
    try:
        reader = PdfReader(BytesIO(content))
        if _is_open(reader):
            return list(_texts(reader)), _title(reader)
    except broken as problem:
        reason = " ".join(str(problem).split())[:80] or type(problem).__name__
        raise EvidenceError(
            f"{source_file}: the PDF is damaged ({reason}), expected one whose text can be taken out. "
            "Save it again, or give the report as text."
        ) from None
    raise EvidenceError(
        f"{source_file}: the PDF is locked with a password, expected an open one. Save it without: qpdf --decrypt"
    )


def _is_open(reader: Any) -> bool:
    """Whether a PDF can be read without a password."""
    from pypdf.errors import DependencyError

    try:
        return not reader.is_encrypted or bool(reader.decrypt(""))
    except DependencyError:
        return False


def _texts(reader: Any) -> Iterator[str]:
    """The text of page after page, until they hold more than a report may."""
    left = MAX_BYTES
    for page in reader.pages:
        text = _with_gaps(page)
        left -= len(text)
        if left < 0:
            raise ValueError(f"more than {MAX_BYTES / 1e6:.0f} MB of text")
        yield text


def _with_gaps(page: Any) -> str:
    """The text of a page with a blank line wherever the next line stands well lower than lines usually do."""
    parts: list[tuple[float, str]] = []

    def note(text: str, page_matrix: Any, text_matrix: Any, *_: object) -> None:
        if text.strip():
            parts.append((text_matrix[5] * page_matrix[3] + page_matrix[5], text))
        elif parts:
            parts[-1] = parts[-1][0], parts[-1][1] + text

    whole = str(page.extract_text(visitor_text=note))
    drops = sorted(a - b for (a, _), (b, _) in pairwise(parts) if a > b)
    if not drops:
        return whole
    usual = drops[len(drops) // 2]
    gaps = ["\n\n" if a - b > _GAP * usual else "" for (a, _), (b, _) in pairwise(parts)]
    return "".join(text + gap for (_, text), gap in zip(parts, [*gaps, ""], strict=True))


def _title(reader: Any) -> str | None:
    title = reader.metadata.title if reader.metadata else None
    return title.strip() or None if isinstance(title, str) else None


def mended(pages: Sequence[str]) -> str:
    """Pages of hard-wrapped lines as paragraphs, without page numbers and running heads, hyphens at line ends undone.

    A paragraph ends at a blank line, and where a line ends a sentence well short of the usual length, or is so
    short that the next capital starts something else. It goes on over the end of a page.
    """
    lines = list(_body(pages))
    known = Counter(word.lower() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line))
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[int(len(lengths) * 0.8)] if lengths else 0
    blocks: list[list[str]] = [[]]
    for line, after in pairwise([*lines, ""]):
        if line:
            blocks[-1].append(line)
        if not line or _is_last(line, after, usual):
            blocks.append([])
    return "".join(_joined(block, known) + "\n\n" for block in blocks if block).rstrip("\n") + "\n" * bool(lengths)


def _body(pages: Sequence[str]) -> Iterator[str]:
    """The lines of all pages without page numbers and without heads and feet that most pages repeat."""
    split = [[" ".join(line.split()) for line in page.split("\n")] for page in pages]
    kept = [_trimmed(lines) for lines in split]
    ends = Counter(line for lines in kept for line in {*lines[:1], *lines[-1:]})
    running = {line for line, count in ends.items() if count > max(2, len(pages) // 2)}
    for lines in kept:
        first = 1 if lines and lines[0] in running else 0
        last = len(lines) - (1 if len(lines) > first and lines[-1] in running else 0)
        yield from _trimmed(lines[first:last])


def _trimmed(lines: list[str]) -> list[str]:
    """Lines without blank ones and page numbers at either end."""
    numbers = [k for k, line in enumerate(lines) if line and not _FOLIO.fullmatch(line)]
    return lines[numbers[0] : numbers[-1] + 1] if numbers else []


def _is_last(line: str, after: str, usual: int) -> bool:
    """Whether a paragraph ends with a line."""
    if _ITEM.match(after) or not after:
        return True
    if _STOP.search(line):
        return len(line) < _SHORT_END * usual
    starts = after[0].isupper() or after[0] in "\"'“‘"
    return starts and len(line) < _SHORT_LINE * usual and not _HYPHEN.search(line)


def _joined(lines: Sequence[str], known: Counter[str]) -> str:
    """The lines of a paragraph as one."""
    parts = [lines[0]]
    for line in lines[1:]:
        hyphen, after = _HYPHEN.search(parts[-1]), _NEXT.match(line)
        if not hyphen or not after:
            parts.append(f" {line}")
            continue
        if after.group().islower() and not _keeps(hyphen["first"].lower(), after.group(), hyphen["mark"], known):
            parts[-1] = parts[-1][:-1]
        parts.append(line)
    return "".join(parts)


def _keeps(first: str, second: str, mark: str, known: Counter[str]) -> bool:
    """Whether a hyphen at a line end belongs to the word: as the text writes it elsewhere, else by its first part."""
    if mark == "\u00ad":
        return False
    whole, parted = known[first + second], known[f"{first}-{second}"]
    return parted > whole if parted or whole else first in _KEEPS_HYPHEN
