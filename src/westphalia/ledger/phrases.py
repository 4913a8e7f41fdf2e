"""A claim in one line, and a sentence cut to a length without losing what it is about."""

from typing import Final

from westphalia.ledger.doubt import reservation
from westphalia.ledger.records import Record

ELLIPSIS: Final = "…"


def in_words(held: Record) -> str:
    """What a claim says, in the words of the report, and how far it can be relied on where it is not plainly stated."""
    claim = held["claim"]
    if held["kind"] == "figure":
        return one_line(f"{claim['span']['text']}: {claim['concerns']}")
    if held["kind"] == "event":
        return one_line(f"{claim['what']} ({claim['modality']})")
    if held["kind"] == "position":
        return one_line(f"{claim['stance']}: {claim['object']}") + reservation(claim["modality"])
    return one_line(" … ".join(span["text"] for span in claim["content"])) + reservation(claim["status"])


def who(held: Record) -> str:
    """Who says, wants or does it; "unresolved" for a statement whose speaker stayed open."""
    claim = held["claim"]
    if held["kind"] == "event":
        return "; ".join(claim["who"])
    if held["kind"] == "figure":
        return str(claim["attributed_to"] or "")
    return str(claim.get("actor") or claim.get("speaker") or "unresolved") + _behalf(claim)


def _behalf(claim: Record) -> str:
    """For whom somebody speaks, where the name does not say so itself."""
    principal = claim.get("on_behalf_of")
    return f" (for {principal})" if principal and principal not in (claim["speaker"] or "") else ""


def one_line(text: str) -> str:
    """A text with every run of white space as one space."""
    return " ".join(text.split())


def shortened(text: str, about: str, most: int) -> str:
    """A sentence of at most so many characters, cut between words with an ellipsis; `about` stays in it."""
    text, about = one_line(text), one_line(about)
    if len(text) <= most:
        return text
    at = max(text.find(about), 0)
    end = min(at + len(about), len(text))
    if end + 1 <= most:
        return _cut_end(text, most)
    start = _next_word(text, end - (most - 2)) if end < len(text) else _next_word(text, end - (most - 1))
    if start > at:
        return _cut_end(text[at:], most)
    kept = ELLIPSIS + text[start:]
    return kept if len(kept) <= most else _cut_end(kept, most)


def _cut_end(text: str, most: int) -> str:
    """The beginning of a text, ended between words where there are any."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    if not text[most - 1].isspace() and " " in head.strip():
        head = head.rsplit(" ", 1)[0]
    return head.rstrip(" ,;:–—-") + ELLIPSIS


def _next_word(text: str, at: int) -> int:
    """Where the first word begins at or after a place."""
    if at <= 0 or text[at - 1].isspace():
        return max(at, 0)
    space = text.find(" ", at)
    return at if space < 0 else space + 1
