"""The text of a report out of the format it comes in: plain text, HTML or PDF."""

import re
from dataclasses import dataclass
from datetime import date

from westphalia.errors import EvidenceError
from westphalia.evidence.documents.content import MAX_BYTES, decode
from westphalia.evidence.documents.extras import require_extra

_HTML_NAME = re.compile(r"\.html?$", re.IGNORECASE)
_HTML_START = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s{0,1000}(?:<\?xml[^>]{0,200}>\s{0,100})?(?:<!--[^>]{0,1000}-->\s{0,100})?"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"<meta[^>]{0,300}charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
_KNOWN_CHARSET = re.compile(r"(?:windows-|cp)125\d|iso-8859-\d+|latin-?\d|us-ascii|koi8-[ru]", re.IGNORECASE)
_AS_BROWSERS_DO = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252"}
_HEAD_BYTES = 4096
MAX_TAGS = 40_000


@dataclass(frozen=True, slots=True)
class Page:
    """What a file holds: its text, and what it says of itself beside the text."""

    text: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None


def page_of(content: bytes, source_file: str) -> Page:
    """The text of a file and what it says of itself; the format shows in its first bytes or in its name."""
    if content.startswith(b"%PDF-") and len(content) <= MAX_BYTES:
        from westphalia.evidence.documents.pdf import pdf_page

        text, title = pdf_page(content, source_file)
        return Page(text, title)
    if len(content) <= MAX_BYTES and (_HTML_NAME.search(source_file) or _HTML_START.match(content)):
        return html_page(_markup(content, source_file), source_file)
    return Page(decode(content, source_file))


def _markup(content: bytes, source_file: str) -> str:
    """HTML as characters: UTF-8, or the one-byte encoding that the page itself names."""
    named = _CHARSET.search(content[:_HEAD_BYTES])
    charset = named.group(1).decode("ascii", "replace").lower() if named else ""
    if _KNOWN_CHARSET.fullmatch(charset) and b"\0" not in content:
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            return _as_named(content, _AS_BROWSERS_DO.get(charset, charset), source_file)
    return decode(content, source_file)


def _as_named(content: bytes, charset: str, source_file: str) -> str:
    try:
        return content.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return decode(content, source_file)


def html_page(markup: str, source_file: str) -> Page:
    """The article of a page, one paragraph to a block, with the title, outlet and date of its metadata."""
    require_extra("trafilatura", "HTML", "html", source_file)
    import trafilatura

    tags = markup.count("<")
    if tags > MAX_TAGS:
        raise EvidenceError(
            f"{source_file}: {tags:,} tags, expected the page of one report with at most {MAX_TAGS:,}. "
            "Copy the text of the report into a .txt file."
        )
    # Without the bounds the day of the run would decide which dates are possible.
    dates = {"original_date": True, "extensive_search": False, "min_date": "1995-01-01", "max_date": "2100-12-31"}
    found = trafilatura.bare_extraction(
        markup, with_metadata=True, include_comments=False, date_extraction_params=dates, as_dict=False
    )
    text = getattr(found, "text", None) or ""
    if not text.strip():
        raise EvidenceError(
            f"{source_file}: no article was found in this page, expected the text of a report in HTML. "
            "Copy its text into a .txt file."
        )
    title, outlet = getattr(found, "title", None), getattr(found, "sitename", None)
    return Page(_blocks(text), title or None, outlet or None, _day(getattr(found, "date", None)))


def _blocks(text: str) -> str:
    """A text with its paragraphs, one to a line, set apart by blank lines."""
    return "\n\n".join(line.strip() for line in text.split("\n") if line.strip()) + "\n"


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
